//! Arguments of `analyse join-counts`.

use clap::Args;

use super::Runnable;
use super::shared::{InferenceArguments, LocalArguments, OutputArguments, ValuesArguments, one_of};
use crate::domain::Fault;
use crate::methods::input::Transform;
use crate::methods::join_counts::{self, Count, Options};
use crate::methods::words::Join;
use crate::methods::{Description, MethodResult};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    values: ValuesArguments,
    /// Which joins: between marked zones, between kinds, between unmarked ones
    #[arg(long, value_parser = one_of::<Join>(), default_value = "bb", conflicts_with = "local")]
    join: Join,
    /// Around every marked zone instead of over the whole map
    #[arg(long)]
    local: bool,
    #[command(flatten)]
    inference: InferenceArguments,
    #[command(flatten)]
    each: LocalArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        join_counts::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        join_counts::run(&Options {
            source: self.values.source(Transform::Binary)?,
            count: if self.local { Count::AroundEach } else { Count::Whole(self.join) },
            inference: self.inference.around_each(&self.each),
            discovery: self.each.discovery()?,
        })
    }
}

//! Arguments of `analyse getis-ord`.

use clap::Args;

use super::Runnable;
use super::shared::{InferenceArguments, LocalArguments, OutputArguments, ValuesArguments};
use crate::domain::Fault;
use crate::methods::getis_ord::{self, Options};
use crate::methods::input::Transform;
use crate::methods::words::Focus;
use crate::methods::{Description, MethodResult};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    values: ValuesArguments,
    /// Count each zone among its own neighbours (G*)
    #[arg(long)]
    star: bool,
    #[command(flatten)]
    inference: InferenceArguments,
    #[command(flatten)]
    local: LocalArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        getis_ord::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        getis_ord::run(&Options {
            source: self.values.source(Transform::AsGiven)?,
            focus: if self.star { Focus::Within } else { Focus::Around },
            inference: self.inference.around_each(&self.local),
            discovery: self.local.discovery()?,
        })
    }
}

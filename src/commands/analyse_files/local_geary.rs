//! Arguments of `analyse local-geary`.

use clap::Args;

use super::Runnable;
use super::shared::{InferenceArguments, LocalArguments, OutputArguments, ValuesArguments};
use crate::domain::Fault;
use crate::methods::input::Transform;
use crate::methods::local_geary::{self, Options};
use crate::methods::{Description, MethodResult};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    values: ValuesArguments,
    #[command(flatten)]
    inference: InferenceArguments,
    #[command(flatten)]
    local: LocalArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        local_geary::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        local_geary::run(&Options {
            source: self.values.source(Transform::AsGiven)?,
            inference: self.inference.around_each(&self.local),
            discovery: self.local.discovery()?,
        })
    }
}

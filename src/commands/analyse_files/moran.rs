//! Arguments of `analyse moran`, `geary` and `general-g`.

use clap::Args;

use super::Runnable;
use super::shared::{InferenceArguments, OutputArguments, ValuesArguments, one_of};
use crate::domain::Fault;
use crate::methods::input::Transform;
use crate::methods::moran::{self, Options, Statistic};
use crate::methods::words::Null;
use crate::methods::{Description, MethodResult};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    values: ValuesArguments,
    /// Which chance the variance supposes
    #[arg(long, value_parser = one_of::<Null>(), default_value = "randomisation")]
    variance: Null,
    #[command(flatten)]
    inference: InferenceArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Which figure was asked for.
pub struct Asked<'a>(pub &'a Arguments, pub Statistic);

impl Runnable for Asked<'_> {
    fn description(&self) -> Description {
        moran::description(self.1)
    }

    fn output(&self) -> &OutputArguments {
        &self.0.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        let Self(asked, statistic) = self;
        moran::run(&Options {
            source: asked.values.source(Transform::AsGiven)?,
            statistic: *statistic,
            null: asked.variance,
            inference: asked.inference.whole(),
        })
    }
}

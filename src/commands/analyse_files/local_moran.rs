//! Arguments of `analyse local-moran`.

use clap::Args;

use super::Runnable;
use super::shared::{InferenceArguments, LocalArguments, OutputArguments, ValuesArguments, one_of};
use crate::domain::Fault;
use crate::methods::input::Transform;
use crate::methods::local_moran::{self, Options, Variable};
use crate::methods::words::Scaling;
use crate::methods::{Description, MethodResult};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    values: ValuesArguments,
    /// Column of events: rates over --population instead of values (Assunção & Reis)
    #[arg(long, value_name = "COLUMN", num_args = 0..=1, default_missing_value = "events", requires = "population")]
    events: Option<String>,
    /// Column of people, with --events
    #[arg(long, value_name = "COLUMN", num_args = 0..=1, default_missing_value = "population", requires = "events")]
    population: Option<String>,
    /// Scale of the statistic; z and p do not depend on it
    #[arg(long, value_parser = one_of::<Scaling>(), default_value = "esda")]
    scaling: Scaling,
    #[command(flatten)]
    inference: InferenceArguments,
    #[command(flatten)]
    local: LocalArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        local_moran::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        let variable = match (&self.events, &self.population) {
            (Some(events), Some(population)) => Variable::Rate { events: events.clone(), population: population.clone() },
            _ => Variable::Value,
        };
        local_moran::run(&Options {
            source: self.values.source(Transform::AsGiven)?,
            variable,
            scaling: self.scaling,
            inference: self.inference.around_each(&self.local),
            discovery: self.local.discovery()?,
        })
    }
}

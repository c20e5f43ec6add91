//! Arguments of `analyse evaluate`.

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given};
use crate::domain::Fault;
use crate::methods::evaluate::{self, Options};
use crate::methods::inference::level;
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Table of id,value and perhaps population, before
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    before: Option<TableRef>,
    /// The same table after
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    after: Option<TableRef>,
    /// Table of the id of the zones where something was done
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    treated: Option<TableRef>,
    /// Table of id and a column a characteristic before, to match on besides the value
    #[arg(long, value_name = "TABLE")]
    covariates: Option<TableRef>,
    /// Comparison zones for each treated zone
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=100))]
    matches: u32,
    /// How many permutations, when there are too many to go through all
    #[arg(long, value_name = "N", default_value_t = 9_999)]
    permutations: u32,
    /// Seed of the permutations: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Confidence of the interval
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    confidence: f64,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        evaluate::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        evaluate::run(&Options {
            before: given(self.before.as_ref(), "--before")?,
            after: given(self.after.as_ref(), "--after")?,
            treated: given(self.treated.as_ref(), "--treated")?,
            covariates: self.covariates.clone(),
            matches: self.matches,
            permutations: self.permutations,
            seed: self.seed,
            confidence: level(self.confidence).map_err(|fault| fault.in_column("--confidence"))?,
        })
    }
}

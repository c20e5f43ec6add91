//! Arguments of `analyse index`.

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::index::{self, Aggregate, ByIndicator, Method, Options};
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Table of id and a column an indicator
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    indicators: Option<TableRef>,
    /// Which way indicators point, as PctPov=1,PctBach=-1; only those named take part [default: all, upwards]
    #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
    directions: Option<ByIndicator>,
    /// How much indicators weigh, as PctPov=2 [default: 1 each]
    #[arg(long, value_name = "LIST")]
    weights: Option<ByIndicator>,
    /// How indicators are made comparable
    #[arg(long, value_parser = one_of::<Method>(), default_value = "z")]
    method: Method,
    /// How they become one score
    #[arg(long, value_parser = one_of::<Aggregate>(), default_value = "mean")]
    aggregate: Aggregate,
    /// How many times weights are shaken, for the rank intervals
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    draws: u32,
    /// Seed of the shaking: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Outlines (GeoJSON) with the same ids, for --format geojson
    #[arg(long, value_name = "FILE")]
    geometry: Option<TableRef>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        index::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        index::run(&Options {
            indicators: given(self.indicators.as_ref(), "--indicators")?,
            directions: self.directions.clone().unwrap_or_default(),
            weights: self.weights.clone().unwrap_or_default(),
            method: self.method,
            aggregate: self.aggregate,
            draws: self.draws,
            seed: self.seed,
            geometry: self.geometry.clone(),
        })
    }
}

//! Arguments of `analyse scan`.

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::scan::{self, Model, Options, Tail, share};
use crate::methods::words::Metric;
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Table of id,events,population,x,y and, where it is not in proportion to people, expected
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    counts: Option<TableRef>,
    /// Law of the counts: poisson for rare events, bernoulli for people who have it or not
    #[arg(long, value_parser = one_of::<Model>(), default_value = "poisson")]
    model: Model,
    /// Greatest share of the people in one cluster
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    max_share: f64,
    /// Which departures
    #[arg(long, value_parser = one_of::<Tail>(), default_value = "high")]
    tail: Tail,
    /// Fewest events, counted or expected, in a cluster
    #[arg(long, value_name = "N", default_value_t = 2.0)]
    min_cases: f64,
    /// Monte Carlo replicates
    #[arg(long, value_name = "N", default_value_t = 999)]
    replicates: u32,
    /// Seed of the replicates: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How distances are measured: on the plane, or along the globe in metres
    #[arg(long, value_parser = one_of::<Metric>(), default_value = "euclidean")]
    metric: Metric,
    /// Outlines (GeoJSON) of the zones, for --format geojson
    #[arg(long, value_name = "FILE")]
    geometry: Option<TableRef>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        scan::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        scan::run(&Options {
            counts: given(self.counts.as_ref(), "--counts")?,
            model: self.model,
            max_share: share(self.max_share)?,
            tail: self.tail,
            min_cases: self.min_cases,
            replicates: self.replicates,
            seed: self.seed,
            metric: self.metric,
            geometry: self.geometry.clone(),
        })
    }
}

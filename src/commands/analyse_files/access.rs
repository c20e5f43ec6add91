//! Arguments of `analyse access`.

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::access::{self, Method, Options};
use crate::methods::decay::Written;
use crate::methods::words::Metric;
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Table of id,population and, without --costs, x,y; other names as in zones.csv:id=zone,population=pop
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    zones: Option<TableRef>,
    /// Table of id,supply and, without --costs, x,y
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    services: Option<TableRef>,
    /// Table of origin,destination,cost; a pair that is absent is out of reach [default: distances between x,y]
    #[arg(long, value_name = "TABLE")]
    costs: Option<TableRef>,
    /// How to measure distances, without --costs
    #[arg(long, value_parser = one_of::<Metric>(), default_value = "euclidean")]
    metric: Metric,
    /// Which measure
    #[arg(long, value_parser = one_of::<Method>(), default_value = "e2sfca")]
    method: Method,
    /// Longest cost, in the unit of costs, bound included
    #[arg(long, value_name = "COST")]
    radius: Option<f64>,
    /// How much a service counts by its cost: step:10=1,20=0.68, gaussian:SIGMA, power:SCALE,EXPONENT,MIN, linear, exponential:BETA
    #[arg(long, value_name = "DECAY")]
    decay: Option<Written>,
    /// For raam, the cost worth as much as a service as crowded as the mean
    #[arg(long, value_name = "COST", default_value_t = 60.0)]
    tau: f64,
    /// Give the result for so many people [default: 1; for apl, 100000]
    #[arg(long, value_name = "PEOPLE")]
    per: Option<f64>,
    /// Divide by the mean over people
    #[arg(long)]
    normalise: bool,
    /// Outlines (GeoJSON) with the same ids, for --format geojson
    #[arg(long, value_name = "FILE")]
    geometry: Option<TableRef>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        access::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        access::run(&Options {
            zones: given(self.zones.as_ref(), "--zones")?,
            services: given(self.services.as_ref(), "--services")?,
            costs: self.costs.clone(),
            metric: self.metric,
            method: self.method,
            radius: self.radius,
            decay: self.decay.clone(),
            tau: self.tau,
            per: self.per,
            normalise: self.normalise,
            geometry: self.geometry.clone(),
        })
    }
}

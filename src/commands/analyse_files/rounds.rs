//! Arguments of `analyse rounds`.

use std::time::{Duration, Instant};

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::rounds::{self, Objective, Options, Rounding};
use crate::methods::words::Metric;
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Table of id,x,y,service,ready,due,demand and, for what a visit is worth, prize; or a VRPLIB or Solomon file
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    stops: Option<TableRef>,
    /// Table of origin,destination,cost instead of straight lines; an absent pair cannot be travelled
    #[arg(long, value_name = "TABLE")]
    costs: Option<TableRef>,
    /// The least travel for every stop, the most need met, or the least travel and need missed together
    #[arg(long, value_parser = one_of::<Objective>(), default_value = "distance")]
    objective: Objective,
    /// Ids of the depots, comma-separated [default: those of the file, else the first row]
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    depot: Vec<String>,
    /// Vehicles at each depot [default: those of the file, else as many as needed; 1 for --objective need]
    #[arg(long, value_name = "N")]
    vehicles: Option<usize>,
    /// The most demand in a round [default: that of the file, else no limit]
    #[arg(long, value_name = "AMOUNT")]
    capacity: Option<f64>,
    /// Longest time of a round, from leaving to being back [default: that of the file, else no limit]
    #[arg(long, value_name = "TIME")]
    shift: Option<f64>,
    /// Distance, or cost, travelled in a unit of time
    #[arg(long, value_name = "SPEED", default_value_t = 1.0)]
    speed: f64,
    /// How distances are measured: on the plane, or along the globe in metres
    #[arg(long, value_parser = one_of::<Metric>(), default_value = "euclidean")]
    metric: Metric,
    /// How straight lines are rounded [default: as the format has it; exact for tables]
    #[arg(long, value_parser = one_of::<Rounding>())]
    rounding: Option<Rounding>,
    /// Steps of the search
    #[arg(long, value_name = "N", default_value_t = 126_000)]
    iterations: u64,
    /// Seed of the search: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Seconds after which the best rounds so far are given
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "60")]
    time_limit: Duration,
    /// Points (GeoJSON) with the ids of stops, for --format geojson
    #[arg(long, value_name = "FILE")]
    geometry: Option<TableRef>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        rounds::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        let begun = Instant::now();
        let options = Options {
            stops: given(self.stops.as_ref(), "--stops")?,
            costs: self.costs.clone(),
            objective: self.objective,
            depots: self.depot.clone(),
            vehicles: self.vehicles,
            capacity: self.capacity,
            shift: self.shift,
            speed: self.speed,
            metric: self.metric,
            rounding: self.rounding,
            iterations: self.iterations,
            seed: self.seed,
            time_limit: self.time_limit,
            geometry: self.geometry.clone(),
        };
        rounds::run(&options, &|| begun.elapsed())
    }
}

fn seconds(words: &str) -> Result<Duration, String> {
    words.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(|| "0–1000000".to_owned())
}

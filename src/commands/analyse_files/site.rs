//! Arguments of `analyse site`.

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::site::{self, Objective, Options, Solver};
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Table of id,weight: who is to be served
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    demand: Option<TableRef>,
    /// Table of id and, where there are such, cost (for set-cover) and fixed (1 for a site open already)
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    candidates: Option<TableRef>,
    /// Table of origin,destination,cost from demand to candidates; a pair that is absent is out of reach
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    costs: Option<TableRef>,
    /// What is sought: the most people covered, everyone at the least cost, the least travel, the least remoteness
    #[arg(long, value_parser = one_of::<Objective>(), required_unless_present = "describe")]
    objective: Option<Objective>,
    /// Number of sites open in all, those open already included
    #[arg(short, value_name = "N")]
    p: Option<usize>,
    /// Longest cost for coverage and set-cover, bound included
    #[arg(long, value_name = "COST", allow_hyphen_values = true)]
    radius: Option<f64>,
    /// Look until proved, or quickly for a good choice and a bound
    #[arg(long, value_parser = one_of::<Solver>(), default_value = "exact")]
    solver: Solver,
    /// Seconds after which the exact search gives the best choice found, its bound and the gap
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    time_limit: f64,
    /// Outlines or points (GeoJSON) of the candidates, for --format geojson
    #[arg(long, value_name = "FILE")]
    geometry: Option<TableRef>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        site::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        site::run(&Options {
            demand: given(self.demand.as_ref(), "--demand")?,
            candidates: given(self.candidates.as_ref(), "--candidates")?,
            costs: given(self.costs.as_ref(), "--costs")?,
            objective: given(self.objective.as_ref(), "--objective")?,
            sites: self.p,
            radius: self.radius,
            solver: self.solver,
            time_limit: self.time_limit,
            geometry: self.geometry.clone(),
        })
    }
}

//! Arguments of `analyse smooth`.

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::inference::level;
use crate::methods::smooth::{self, IntervalKind, Method, Options};
use crate::methods::words::Neighbourhood;
use crate::methods::{Description, MethodResult, TableRef, Word};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Table of id,events,population
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    counts: Option<TableRef>,
    /// Towards the mean of all, of the neighbours, or not at all
    #[arg(long, value_parser = one_of::<Kind>(), default_value = "eb")]
    method: Kind,
    /// Table of focal,neighbour,weight, for --method spatial-eb
    #[arg(long, value_name = "TABLE", required_if_eq("method", "spatial-eb"))]
    weights: Option<TableRef>,
    /// How the variance around a zone is estimated: own-mean as esda, their-means as spdep
    #[arg(long, value_parser = one_of::<Neighbourhood>(), default_value = "own-mean")]
    neighbourhood: Neighbourhood,
    /// Interval: of the smoothed rate, or of the raw one [default: posterior; for --method raw, wilson]
    #[arg(long, value_parser = one_of::<IntervalKind>())]
    interval: Option<IntervalKind>,
    /// Confidence of the interval
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    confidence: f64,
    /// Outlines (GeoJSON) with the same ids, for --format geojson
    #[arg(long, value_name = "FILE")]
    geometry: Option<TableRef>,
    #[command(flatten)]
    output: OutputArguments,
}

/// How rates are smoothed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    EmpiricalBayes,
    SpatialEmpiricalBayes,
    Raw,
}

impl Word for Kind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("eb", Self::EmpiricalBayes), ("spatial-eb", Self::SpatialEmpiricalBayes), ("raw", Self::Raw)];
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        smooth::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        let method = match self.method {
            Kind::EmpiricalBayes => Method::EmpiricalBayes,
            Kind::Raw => Method::Raw,
            Kind::SpatialEmpiricalBayes => {
                Method::SpatialEmpiricalBayes { weights: given(self.weights.as_ref(), "--weights")?, neighbourhood: self.neighbourhood }
            }
        };
        smooth::run(&Options {
            counts: given(self.counts.as_ref(), "--counts")?,
            method,
            interval: self.interval,
            confidence: level(self.confidence).map_err(|fault| fault.in_column("--confidence"))?,
            geometry: self.geometry.clone(),
        })
    }
}

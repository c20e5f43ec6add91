//! Arguments of `analyse weights`.

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::input::Transform;
use crate::methods::weights::{self, Options, Places, Rule};
use crate::methods::words::Metric;
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Outlines or points (GeoJSON); zones.geojson:id=CODE names the property that identifies them
    #[arg(long, value_name = "FILE", required_unless_present_any = ["points", "describe"], conflicts_with = "points")]
    geometry: Option<TableRef>,
    /// Table of id,x,y
    #[arg(long, value_name = "TABLE")]
    points: Option<TableRef>,
    /// Who is a neighbour: queen, rook, knn:K or distance:D
    #[arg(long, value_name = "RULE", default_value = "queen")]
    kind: Rule,
    /// Every neighbour for one, or rows that sum to one
    #[arg(long, value_parser = one_of::<Transform>(), default_value = "row")]
    transform: Transform,
    /// How distances are measured: on the plane, or along the globe in metres
    #[arg(long, value_parser = one_of::<Metric>(), default_value = "euclidean")]
    metric: Metric,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        weights::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        let places = match &self.points {
            Some(points) => Places::Points(points.clone()),
            None => Places::Geometry(given(self.geometry.as_ref(), "--geometry")?),
        };
        weights::run(&Options { places, rule: self.kind, transform: self.transform, metric: self.metric })
    }
}

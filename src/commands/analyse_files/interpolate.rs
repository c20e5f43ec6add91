//! Arguments of `analyse interpolate`.

use clap::Args;

use super::Runnable;
use super::outlines;
use super::shared::{OutputArguments, given, one_of};
use crate::domain::Fault;
use crate::methods::interpolate::{self, Allocation, Coordinates, Options};
use crate::methods::{Description, Format, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Zones whose figures are known (GeoJSON, GeoPackage, shapefile), with an id; zones.gpkg:id=CODE names its column
    #[arg(long, value_name = "FILE", required_unless_present = "describe")]
    source: Option<TableRef>,
    /// Zones whose figures are sought, with an id
    #[arg(long, value_name = "FILE", required_unless_present = "describe")]
    target: Option<TableRef>,
    /// Columns of counts, shared out: people,households
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    extensive: Vec<String>,
    /// Columns of rates, averaged: poverty,unemployment
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    intensive: Vec<String>,
    /// A column of kinds: the share of each in every target
    #[arg(long, value_name = "COLUMN")]
    categorical: Option<String>,
    /// Where people live in the sources: a table of x,y,population, or zones with a column population
    #[arg(long, value_name = "FILE")]
    mask: Option<TableRef>,
    /// Whether the targets share out all of each source they meet, what lies outside them included
    #[arg(long, value_parser = one_of::<Allocation>(), default_value = "false", num_args = 0..=1, default_missing_value = "true")]
    allocate_total: Allocation,
    /// What coordinates are: as the files declare, a plane, or longitude and latitude
    #[arg(long, value_parser = one_of::<Coordinates>(), default_value = "auto")]
    coordinates: Coordinates,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        interpolate::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        interpolate::run(&Options {
            source: outlines::given(given(self.source.as_ref(), "--source")?)?,
            target: outlines::given(given(self.target.as_ref(), "--target")?)?,
            extensive: self.extensive.clone(),
            intensive: self.intensive.clone(),
            categorical: self.categorical.clone(),
            mask: self.mask.clone().map(outlines::mask).transpose()?,
            allocation: self.allocate_total,
            coordinates: self.coordinates,
            drawn: self.output.format == Format::Geojson,
        })
    }
}

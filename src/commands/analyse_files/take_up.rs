//! Arguments of `analyse take-up`: on files when recipients are given, else on the loaded territory.

use std::path::PathBuf;

use clap::Args;

use super::Runnable;
use super::shared::{OutputArguments, given, one_of};
use crate::commands::written;
use crate::domain::{Fault, Geography, Text};
use crate::methods::inference::level;
use crate::methods::scan::share;
use crate::methods::take_up::{self, IntervalKind, Options, Scan, Spread};
use crate::methods::words::Metric;
use crate::methods::{Description, MethodResult, TableRef};

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Zones of the loaded territory to speak of [default: the finest loaded]
    #[arg(long, conflicts_with = "counts")]
    pub geography: Option<Geography>,
    /// On files: table of id,recipients and, where they are rounded, low,high
    #[arg(long, value_name = "TABLE", requires = "strata")]
    counts: Option<TableRef>,
    /// Table of id,stratum,population: the groups of each zone
    #[arg(long, value_name = "TABLE", requires = "counts")]
    strata: Option<TableRef>,
    /// Table of stratum,rate: recipients per member [default: the rates of the zones at hand]
    #[arg(long, value_name = "TABLE", requires = "counts")]
    reference: Option<TableRef>,
    /// Table of id,x,y: also finds where low zones lie together
    #[arg(long, value_name = "TABLE", requires = "counts")]
    points: Option<TableRef>,
    /// File to write the areas of low take-up to, as CSV
    #[arg(long, value_name = "FILE", requires = "points")]
    clusters: Option<PathBuf>,
    /// Interval: of an exact Poisson count, or drawn towards all zones
    #[arg(long, value_parser = one_of::<IntervalKind>(), default_value = "poisson")]
    interval: IntervalKind,
    /// Widen intervals by how much most zones vary beyond chance
    #[arg(long, requires = "counts")]
    overdispersion: bool,
    /// Confidence of the interval
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    confidence: f64,
    /// Share of false discoveries accepted over the whole map
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    fdr: f64,
    /// With fewer recipients expected, nothing is said of a zone
    #[arg(long, value_name = "N", default_value_t = 5.0)]
    min_expected: f64,
    /// How distances are measured: on the plane, or along the globe in metres
    #[arg(long, value_parser = one_of::<Metric>(), default_value = "euclidean")]
    metric: Metric,
    /// Greatest share of the recipients expected in one area of low take-up
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    max_share: f64,
    /// Monte Carlo replicates
    #[arg(long, value_name = "N", default_value_t = 999)]
    replicates: u32,
    /// Seed of the replicates: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Outlines (GeoJSON) with the same ids, for --format geojson
    #[arg(long, value_name = "FILE", requires = "counts")]
    geometry: Option<TableRef>,
    /// Where the result goes
    #[command(flatten)]
    pub output: OutputArguments,
}

impl Arguments {
    /// Whether files are meant, and not the loaded territory.
    pub fn on_files(&self) -> bool {
        self.counts.is_some() || self.output.describe
    }

    /// An account of the run is only written of runs on files.
    ///
    /// # Errors
    /// `missing-argument`.
    pub fn check_loaded(&self) -> Result<(), Fault> {
        if self.output.summary.is_none() {
            return Ok(());
        }
        let hint = Text::new(
            "ou demander --format json, qui dit la méthode et ses hypothèses",
            "or ask for --format json, which tells the method and its assumptions",
        );
        given(self.counts.as_ref(), "--counts").map(|_| ()).map_err(|fault| Fault { hint, ..fault })
    }

    fn scan(&self) -> Result<Option<Scan>, Fault> {
        let Some(points) = self.points.clone() else { return Ok(None) };
        Ok(Some(Scan { points, metric: self.metric, max_share: share(self.max_share)?, replicates: self.replicates, seed: self.seed }))
    }
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        take_up::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        let found = take_up::run(&Options {
            counts: given(self.counts.as_ref(), "--counts")?,
            strata: given(self.strata.as_ref(), "--strata")?,
            reference: self.reference.clone(),
            interval: self.interval,
            spread: if self.overdispersion { Spread::AsMost } else { Spread::Chance },
            confidence: level(self.confidence).map_err(|fault| fault.in_column("--confidence"))?,
            fdr: level(self.fdr)?,
            fewest_expected: self.min_expected.max(0.0),
            scan: self.scan()?,
            geometry: self.geometry.clone(),
        })?;
        if let (Some(path), Some(clusters)) = (&self.clusters, &found.clusters) {
            written::to(path, |out| clusters.write(crate::methods::Format::Csv, out))?;
        }
        Ok(found.zones)
    }
}

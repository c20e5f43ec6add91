//! Arguments that several methods share.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::{Fault, Text};
use crate::methods::inference::{Discovery, Inference, level};
use crate::methods::input::{Source, Transform};
use crate::methods::words::{Adjustment, Alternative, choice};
use crate::methods::{Format, TableRef, Word};
use crate::text;

/// Reads one of the words of a choice.
pub fn one_of<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    PossibleValuesParser::new(W::WORDS.iter().map(|(word, _)| *word)).try_map(|word| choice::<W>(&word))
}

/// A table that is only optional for `--describe`.
///
/// # Errors
/// `missing-argument`.
pub fn given<T: Clone>(value: Option<&T>, argument: &str) -> Result<T, Fault> {
    value.cloned().ok_or_else(|| {
        Fault::new("missing-argument", text!("il manque {argument}", "{argument} is missing"), Text::new("voir --help", "see --help"))
    })
}

/// Where a result goes, and how.
#[derive(Debug, Args)]
pub struct OutputArguments {
    /// Format of the result
    #[arg(long, value_parser = one_of::<Format>(), default_value = "csv")]
    pub format: Format,
    /// File to write; - is the terminal
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
    /// Write the account of the run as JSON: options, rows taken and left out, warnings
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,
    /// Say what the method answers, its formula, its source and its limits
    #[arg(long)]
    pub describe: bool,
}

/// Values, weights, and outlines to draw the result.
#[derive(Debug, Args)]
pub struct ValuesArguments {
    /// Table of id,value; other names as in zones.csv:id=zone,value=rate
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    pub values: Option<TableRef>,
    /// Table of focal,neighbour,weight, as `analyse weights` writes it
    #[arg(long, value_name = "TABLE", required_unless_present = "describe")]
    pub weights: Option<TableRef>,
    /// Change the weights before use
    #[arg(long, value_parser = one_of::<Transform>())]
    pub transform: Option<Transform>,
    /// Outlines (GeoJSON) with the same ids, for --format geojson
    #[arg(long, value_name = "FILE")]
    pub geometry: Option<TableRef>,
}

impl ValuesArguments {
    /// The tables to read; weights are changed as asked, or as the method customarily does.
    ///
    /// # Errors
    /// `missing-argument`.
    pub fn source(&self, custom: Transform) -> Result<Source, Fault> {
        Ok(Source {
            values: given(self.values.as_ref(), "--values")?,
            weights: given(self.weights.as_ref(), "--weights")?,
            transform: self.transform.unwrap_or(custom),
            geometry: self.geometry.clone(),
        })
    }
}

/// How significance is judged.
#[derive(Debug, Args)]
pub struct InferenceArguments {
    /// How many permutations; 0 takes the normal approximation
    #[arg(long, value_name = "N", default_value_t = 999)]
    pub permutations: u32,
    /// Seed of the permutations: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// What counts as extreme
    #[arg(long, value_parser = one_of::<Alternative>(), default_value = "two-sided")]
    pub alternative: Alternative,
}

/// How the permutations around each zone are made.
#[derive(Debug, Args)]
pub struct LocalArguments {
    /// The same permutations for every zone, as esda
    #[arg(long)]
    pub shared_permutations: bool,
    /// Stop permuting a zone once so many extremes were met
    #[arg(long, value_name = "N")]
    pub stop_after: Option<u32>,
    /// Share of false discoveries accepted over the whole map
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    pub fdr: f64,
    /// How p-values are adjusted for the number of zones
    #[arg(long, value_parser = one_of::<Adjustment>(), default_value = "bh")]
    pub adjust: Adjustment,
}

impl InferenceArguments {
    /// Over the whole map.
    pub fn whole(&self) -> Inference {
        Inference { permutations: self.permutations, seed: self.seed, alternative: self.alternative, ..Inference::default() }
    }

    /// Around each zone.
    pub fn around_each(&self, local: &LocalArguments) -> Inference {
        Inference { shared: local.shared_permutations, stop_after: local.stop_after, ..self.whole() }
    }
}

impl LocalArguments {
    /// Over many zones.
    ///
    /// # Errors
    /// `bad-level`.
    pub fn discovery(&self) -> Result<Discovery, Fault> {
        Ok(Discovery { level: level(self.fdr)?, adjustment: self.adjust })
    }
}

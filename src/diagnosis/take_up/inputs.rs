//! What the signal rests on: which columns, of which years.

use crate::atlas::{Atlas, Layer};
use crate::diagnosis::Basis;
use crate::diagnosis::editions::{Edition, nearest, newest};
use crate::domain::{Fault, Text};
use crate::text;

/// Quantiles of declared income per consumption unit, by the share of households below.
const QUANTILES: [(&str, f64); 11] = [
    ("income_uc_d1", 0.10),
    ("income_uc_d2", 0.20),
    ("income_uc_q1", 0.25),
    ("income_uc_d3", 0.30),
    ("income_uc_d4", 0.40),
    ("income_uc_median", 0.50),
    ("income_uc_d6", 0.60),
    ("income_uc_d7", 0.70),
    ("income_uc_q3", 0.75),
    ("income_uc_d8", 0.80),
    ("income_uc_d9", 0.90),
];

/// The columns of the signal.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// Recipients.
    pub recipients: Edition<'a>,
    /// Tax households.
    pub households: Edition<'a>,
    /// Median income per consumption unit.
    pub median: Edition<'a>,
    /// Every quantile loaded, with the share of households below it.
    pub quantiles: Vec<(f64, Edition<'a>)>,
    /// Lone parents known to the CAF, when loaded.
    pub lone_parents: Option<Edition<'a>>,
}

impl<'a> Inputs<'a> {
    /// Finds the newest count of recipients and, for the rest, the editions nearest to its year.
    ///
    /// # Errors
    /// `no-take-up-data`, naming what is missing.
    pub fn of(atlas: &'a Atlas, layer: &'a Layer) -> Result<Self, Fault> {
        let recipients = newest(atlas, layer, "rsa_recipients")
            .ok_or_else(|| lacking(layer, &Text::new("les allocataires du RSA (CAF)", "the recipients of RSA (CAF)")))?;
        let near = |code| nearest(atlas, layer, code, recipients.indicator.vintage);
        let households = near("tax_households");
        let median = near("income_uc_median");
        let (Some(households), Some(median)) = (households, median) else {
            return Err(lacking(layer, &Text::new("les revenus fiscaux des ménages", "the taxable income of households")));
        };
        let same_year = |code| nearest(atlas, layer, code, median.indicator.vintage).filter(|edition| edition.year() == median.year());
        let quantiles = QUANTILES.iter().filter_map(|(code, share)| Some((*share, same_year(code)?))).collect();
        Ok(Self { recipients, households, median, quantiles, lone_parents: near("caf_lone_parents") })
    }

    /// Every indicator used, the recipients first.
    pub fn bases(&self) -> Vec<Basis> {
        let quantiles = self.quantiles.iter().map(|(_, edition)| edition);
        let all = [&self.recipients, &self.households].into_iter().chain(quantiles).chain(&self.lone_parents);
        all.map(|edition| Basis::of(edition.indicator)).collect()
    }
}

fn lacking(layer: &Layer, what: &Text) -> Fault {
    let Text { fr, en } = what;
    let geography = layer.geography;
    Fault::new(
        "no-take-up-data",
        text!(
            "le signal de non-recours ne peut pas être calculé pour « {geography} » : il manque {fr}",
            "the signal of non-take-up cannot be worked out for “{geography}”: it lacks {en}"
        ),
        text!("importer {fr} pour ces zones", "import {en} for these zones"),
    )
}

//! What the signal rests on: which columns, of which years.

use crate::atlas::{Atlas, Carriage, Layer};
use crate::diagnosis::Basis;
use crate::diagnosis::editions::{Edition, nearest, newest};
use crate::domain::{Fault, Text};
use crate::text;

/// Declared income per consumption unit, as the neighbourhood files of tax incomes name it, and as Filosofi does.
const INCOMES: [&str; 2] = ["income_uc", "declared_income_uc"];

/// What counts households: those of the tax source, else those of the census, which are nearly the same dwellings: of every form
/// before those of a quarter of them.
const HOUSEHOLDS: [&str; 3] = ["tax_households", "principal_residences", "households"];

/// Quantiles of an income, by the share of households below.
const QUANTILES: [(&str, f64); 11] = [
    ("d1", 0.10),
    ("d2", 0.20),
    ("q1", 0.25),
    ("d3", 0.30),
    ("d4", 0.40),
    ("median", 0.50),
    ("d6", 0.60),
    ("d7", 0.70),
    ("q3", 0.75),
    ("d8", 0.80),
    ("d9", 0.90),
];

/// The columns of the signal.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// Recipients.
    pub recipients: Edition<'a>,
    /// Households: of the tax source, else of the census.
    pub households: Edition<'a>,
    /// Median income per consumption unit.
    pub median: Edition<'a>,
    /// Every quantile loaded, with the share of households below it.
    pub quantiles: Vec<(f64, Edition<'a>)>,
    /// Lone parents known to the CAF, when loaded.
    pub lone_parents: Option<Edition<'a>>,
    /// Of each zone, whether a count in it is a share of a zone that was since divided: anywhere between none and all.
    pub shared_out: Vec<bool>,
}

impl<'a> Inputs<'a> {
    /// Finds the newest count of recipients and, for the rest, the editions nearest to its year.
    ///
    /// # Errors
    /// `no-take-up-data`, naming what is missing.
    pub fn of(atlas: &'a Atlas, layer: &'a Layer) -> Result<Self, Fault> {
        let recipients = newest(atlas, layer, "rsa_recipients")
            .ok_or_else(|| lacking(layer, &Text::new("les allocataires du RSA (CAF)", "the recipients of RSA (CAF)")))?;
        let near = |code: &str| nearest(atlas, layer, code, recipients.indicator.vintage);
        let year = recipients.year();
        let medians = INCOMES.iter().filter_map(|income| Some((*income, near(&format!("{income}_median"))?)));
        // Of two incomes equally near, the first: its households are counted by the same source.
        let (income, median) = medians
            .min_by_key(|(_, median)| median.year().abs_diff(year))
            .ok_or_else(|| lacking(layer, &Text::new("les revenus déclarés des ménages", "the declared income of households")))?;
        let of_median = |code: &str| nearest(atlas, layer, code, median.indicator.vintage);
        let households = HOUSEHOLDS.iter().filter_map(|code| of_median(code)).min_by_key(|edition| edition.year().abs_diff(median.year()));
        let households = households.ok_or_else(|| lacking(layer, &Text::new("le nombre de ménages", "the number of households")))?;
        let same_year = |code: &str| of_median(code).filter(|edition| edition.year() == median.year());
        let quantiles = QUANTILES.iter().filter_map(|(name, share)| Some((*share, same_year(&format!("{income}_{name}"))?))).collect();
        let lone_parents = near("caf_lone_parents");
        let counts = [Some(recipients), Some(households), lone_parents];
        let shared_out = shared_out(layer, counts.into_iter().flatten());
        Ok(Self { recipients, households, median, quantiles, lone_parents, shared_out })
    }

    /// Years between the recipients and the figures they are expected from, at most.
    pub fn years_apart(&self) -> u16 {
        let others = [Some(self.households), Some(self.median), self.lone_parents];
        others.into_iter().flatten().map(|edition| edition.year().abs_diff(self.recipients.year())).max().unwrap_or_default()
    }

    /// Whether incomes are those of Filosofi, which leaves small municipalities out.
    pub fn of_filosofi(&self) -> bool {
        self.median.indicator.code.starts_with(INCOMES[1])
    }

    /// Every indicator used, the recipients first.
    pub fn bases(&self) -> Vec<Basis> {
        let quantiles = self.quantiles.iter().map(|(_, edition)| edition);
        let all = [&self.recipients, &self.households].into_iter().chain(quantiles).chain(&self.lone_parents);
        all.map(|edition| Basis::of(edition.indicator)).collect()
    }
}

fn shared_out<'a>(layer: &Layer, counts: impl Iterator<Item = Edition<'a>>) -> Vec<bool> {
    let mut shared = vec![false; layer.zones.len()];
    for carried in counts.filter_map(|edition| layer.carried.get(&edition.indicator.id())) {
        for (shared, (way, _)) in shared.iter_mut().zip(&carried.ways) {
            *shared |= matches!(way, Carriage::Split | Carriage::Overlay);
        }
    }
    shared
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

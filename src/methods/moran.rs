//! `moran`, `geary`, `general-g`: one figure for the whole map.

use super::description::Description;
use super::inference::Inference;
use super::input::{Diagonal, Source};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::words::Word;
use crate::analysis::autocorrelation::geary::{geary, geary_permuted};
use crate::analysis::autocorrelation::getis_ord::{general_g, general_g_permuted};
use crate::analysis::autocorrelation::moran::{moran, moran_permuted};
use crate::analysis::autocorrelation::{Moments, Null, Sample};
use crate::analysis::permutation::{Permutations, Reference};
use crate::domain::{Fault, Text};

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// Moran's I.
    Moran,
    /// Geary's C.
    Geary,
    /// Getis and Ord's general G.
    GeneralG,
}

/// What to measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Values and weights.
    pub source: Source,
    /// Which figure.
    pub statistic: Statistic,
    /// Which chance the variance supposes; general G knows randomisation only.
    pub null: Null,
    /// How significance is judged.
    pub inference: Inference,
}

impl Statistic {
    const fn name(self) -> &'static str {
        match self {
            Self::Moran => "moran",
            Self::Geary => "geary",
            Self::GeneralG => "general-g",
        }
    }

    fn moments(self, sample: &Sample, null: Null) -> Option<Moments> {
        match self {
            Self::Moran => moran(sample, null),
            Self::Geary => geary(sample, null),
            Self::GeneralG => general_g(sample),
        }
    }

    fn permuted(self, sample: &Sample, permutations: &Permutations) -> Option<Reference> {
        match self {
            Self::Moran => moran_permuted(sample, permutations),
            Self::Geary => geary_permuted(sample, permutations),
            Self::GeneralG => general_g_permuted(sample, permutations),
        }
    }
}

/// Measures it.
///
/// # Errors
/// Those of the files.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new(options.statistic.name());
    let zones = options.source.read(Diagonal::Refused, &mut summary)?;
    summary.option("variance", options.null.word());
    let moments = options.statistic.moments(&zones.sample, options.null);
    let permutations = options.inference.permutations()?;
    let reference = permutations.and_then(|permutations| options.statistic.permuted(&zones.sample, &permutations));
    Ok(one_row(summary, moments, reference, zones.sample.len(), &options.inference))
}

/// The one row of a figure for the whole map.
pub(super) fn one_row(
    mut summary: Summary,
    moments: Option<Moments>,
    reference: Option<Reference>,
    zones: usize,
    inference: &Inference,
) -> MethodResult {
    inference.note(&mut summary);
    let undefined = Moments { statistic: f64::NAN, expected: f64::NAN, variance: f64::NAN };
    let found = moments.unwrap_or(undefined);
    let p = reference.map_or_else(|| found.normal_p(inference.alternative), |reference| reference.p);
    if moments.is_none() {
        summary.warn_of_no_variation();
    }
    if let Some(reference) = reference {
        summary.warn_of_few_zones(zones);
        summary.finding("permutation_mean", reference.mean);
        summary.finding("permutation_variance", reference.variance);
    }
    let cell = |value: f64| Column::Number(vec![value]);
    let columns = vec![
        ("statistic", cell(found.statistic)),
        ("expected", cell(found.expected)),
        ("variance", cell(found.variance)),
        ("z", cell(found.z())),
        ("p", cell(p)),
    ];
    MethodResult::new(columns, summary)
}

/// What each figure says of itself.
pub fn description(statistic: Statistic) -> Description {
    match statistic {
        Statistic::Moran => Description {
            name: "moran",
            question: Text::new(
                "Les zones semblables sont-elles groupées sur la carte, ou dispersées au hasard ?",
                "Do like zones lie together on the map, or are they scattered by chance?",
            ),
            formula: "I = (n / S0) sum_ij w_ij z_i z_j / sum_i z_i^2, z = x - mean",
            source: "Moran 1950; Cliff & Ord 1981, Spatial Processes",
            defaults: defaults(),
            limits: limits(),
        },
        Statistic::Geary => Description {
            name: "geary",
            question: Text::new("De combien les zones voisines diffèrent-elles ?", "By how much do neighbouring zones differ?"),
            formula: "C = (n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 S0 sum_i z_i^2); 1 by chance, below when neighbours are alike",
            source: "Geary 1954, The contiguity ratio and statistical mapping; Cliff & Ord 1981",
            defaults: defaults(),
            limits: limits(),
        },
        Statistic::GeneralG => Description {
            name: "general-g",
            question: Text::new("Les valeurs fortes sont-elles voisines des valeurs fortes ?", "Do high values lie next to high values?"),
            formula: "G = sum_ij w_ij x_i x_j / sum_{i != j} x_i x_j, x >= 0",
            source: "Getis & Ord 1992, The analysis of spatial association by use of distance statistics",
            defaults: defaults(),
            limits: limits(),
        },
    }
}

fn defaults() -> Text {
    Text::new(
        "999 permutations, test bilatéral, variance sous randomisation : rien n’est supposé de la loi des valeurs",
        "999 permutations, two-sided, variance under randomisation: nothing is supposed of the law of values",
    )
}

fn limits() -> Text {
    Text::new(
        "dit s’il y a regroupement, pas où ; des taux sur de petites populations trompent : voir local-moran --events",
        "says whether there is clustering, not where; rates over small populations mislead: see local-moran --events",
    )
}

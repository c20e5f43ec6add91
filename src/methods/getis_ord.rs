//! `getis-ord`: around which zones high values gather, and low ones.

use super::description::Description;
use super::inference::{Discovery, Inference, p_values};
use super::input::{Diagonal, Source, Zones};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use crate::analysis::autocorrelation::Moments;
use crate::analysis::autocorrelation::getis_ord::{Focus, getis_ord, getis_ord_permuted};
use crate::domain::{Fault, Text};

/// What to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Values and weights.
    pub source: Source,
    /// G, or G* that counts the zone itself.
    pub focus: Focus,
    /// How significance is judged.
    pub inference: Inference,
    /// Over many zones.
    pub discovery: Discovery,
}

/// Looks around every zone.
///
/// # Errors
/// Those of the files.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("getis-ord");
    let diagonal = if options.focus == Focus::Within { Diagonal::Allowed } else { Diagonal::Refused };
    let zones = options.source.read(diagonal, &mut summary)?;
    summary.option("star", options.focus == Focus::Within);
    options.inference.note(&mut summary);
    if zones.sample.values().iter().any(|value| *value < 0.0) {
        summary.warn("negative-values", negative_values());
    }
    let found = getis_ord(&zones.sample, options.focus).unwrap_or_default();
    if found.is_empty() {
        summary.warn_of_no_variation();
        return options.source.drawn(table(&zones, &found, &[], &[], &options.discovery, summary), &zones);
    }
    let p = match options.inference.permutations()? {
        Some(permutations) => {
            summary.warn_of_few_zones(zones.sample.len());
            p_values(&getis_ord_permuted(&zones.sample, &permutations).unwrap_or_default())
        }
        None => found.iter().map(|zone| zone.normal_p(options.inference.alternative)).collect(),
    };
    let adjusted = options.discovery.adjusted(&p);
    options.discovery.note(&mut summary, &adjusted, &options.inference);
    options.source.drawn(table(&zones, &found, &p, &adjusted, &options.discovery, summary), &zones)
}

fn table(zones: &Zones, found: &[Moments], p: &[f64], adjusted: &[f64], discovery: &Discovery, summary: Summary) -> MethodResult {
    let class = |(zone, p): (&Moments, &f64)| match zone.z() {
        _ if !discovery.believes(*p) => "not-significant",
        z if z > 0.0 => "high",
        _ => "low",
    };
    let classes = if found.is_empty() { vec!["undefined"; zones.sample.len()] } else { found.iter().zip(adjusted).map(class).collect() };
    let number = |of: fn(&Moments) -> f64| Column::Number(zones.column(found.iter().map(of)));
    let columns = vec![
        ("id", Column::words(zones.ids.names().iter().map(String::as_str))),
        ("value", Column::Number(zones.given())),
        ("statistic", number(|zone| zone.statistic)),
        ("expected", number(|zone| zone.expected)),
        ("variance", number(|zone| zone.variance)),
        ("z", number(Moments::z)),
        ("p", Column::Number(zones.column(p.iter().copied()))),
        ("p_adjusted", Column::Number(zones.column(adjusted.iter().copied()))),
        ("class", Column::Text(zones.words(classes))),
    ];
    MethodResult::new(columns, summary)
}

fn negative_values() -> Text {
    Text::new(
        "des valeurs sont négatives : G, qui est une part du total, se lit mal ; z et p restent justes",
        "some values are negative: G, a share of the total, reads badly; z and p stay right",
    )
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "getis-ord",
        question: Text::new(
            "Autour de quelles zones les valeurs fortes s’accumulent-elles (points chauds), et les faibles (points froids) ?",
            "Around which zones do high values gather (hot spots), and low ones (cold spots)?",
        ),
        formula: "G_i = sum_{j != i} w_ij x_j / sum_{j != i} x_j; G*_i with j = i on both sides\nz_i = (sum_j w_ij x_j - W_i mean) / (s sqrt((m S_i - W_i^2) / (m - 1)))",
        source: "Getis & Ord 1992; Ord & Getis 1995, Local spatial autocorrelation statistics",
        defaults: Text::new(
            "G sans la zone elle-même (--star pour G*), 999 permutations, test bilatéral, taux de fausses découvertes de 5 %",
            "G without the zone itself (--star for G*), 999 permutations, two-sided, false discovery rate of 5 %",
        ),
        limits: Text::new(
            "ne voit pas une zone forte parmi des faibles : voir local-moran ; valeurs positives ou nulles",
            "does not see a high zone among low ones: see local-moran; values zero or above",
        ),
    }
}

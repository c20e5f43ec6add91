//! `local-geary`: which zones are like their neighbours, and which stand out.

use super::description::Description;
use super::inference::{Discovery, Inference, p_values};
use super::input::{Diagonal, Source, Zones};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use crate::analysis::autocorrelation::geary::{local_geary, local_geary_permuted};
use crate::analysis::permutation::Reference;
use crate::domain::{Fault, Text};

/// What to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Values and weights.
    pub source: Source,
    /// How significance is judged.
    pub inference: Inference,
    /// Over many zones.
    pub discovery: Discovery,
}

/// Looks around every zone.
///
/// # Errors
/// Those of the files; `needs-permutations` without any: the statistic has no normal approximation worth giving.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("local-geary");
    let zones = options.source.read(Diagonal::Refused, &mut summary)?;
    options.inference.note(&mut summary);
    let permutations = options.inference.permutations()?.ok_or_else(needs_permutations)?;
    let found = local_geary(&zones.sample).unwrap_or_default();
    if found.is_empty() {
        summary.warn_of_no_variation();
        return options.source.drawn(table(&zones, &found, &[], &[], &options.discovery, summary), &zones);
    }
    summary.warn_of_few_zones(zones.sample.len());
    let dealt = local_geary_permuted(&zones.sample, &permutations).unwrap_or_default();
    let adjusted = options.discovery.adjusted(&p_values(&dealt));
    options.discovery.note(&mut summary, &adjusted, &options.inference);
    options.source.drawn(table(&zones, &found, &dealt, &adjusted, &options.discovery, summary), &zones)
}

fn table(zones: &Zones, found: &[f64], dealt: &[Reference], adjusted: &[f64], discovery: &Discovery, summary: Summary) -> MethodResult {
    let class = |((statistic, dealt), p): ((&f64, &Reference), &f64)| match statistic {
        _ if !discovery.believes(*p) => "not-significant",
        statistic if *statistic < dealt.mean => "alike",
        _ => "different",
    };
    let classes = found.iter().zip(dealt).zip(adjusted).map(class).collect();
    let classes = if found.is_empty() { vec!["undefined"; zones.sample.len()] } else { classes };
    let number = |of: fn(&Reference) -> f64| Column::Number(zones.column(dealt.iter().map(of)));
    let z = found.iter().zip(dealt).map(|(statistic, dealt)| (statistic - dealt.mean) / dealt.variance.sqrt());
    let columns = vec![
        ("id", Column::words(zones.ids.names().iter().map(String::as_str))),
        ("value", Column::Number(zones.given())),
        ("statistic", Column::Number(zones.column(found.iter().copied()))),
        ("expected", number(|dealt| dealt.mean)),
        ("variance", number(|dealt| dealt.variance)),
        ("z", Column::Number(zones.column(z))),
        ("p", number(|dealt| dealt.p)),
        ("p_adjusted", Column::Number(zones.column(adjusted.iter().copied()))),
        ("class", Column::Text(zones.words(classes))),
    ];
    MethodResult::new(columns, summary)
}

fn needs_permutations() -> Fault {
    Fault::new(
        "needs-permutations",
        Text::new("le c local de Geary se juge par permutations", "local Geary’s c is judged by permutations"),
        Text::new("en demander avec --permutations, comme 999", "ask for some with --permutations, such as 999"),
    )
    .in_column("--permutations")
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "local-geary",
        question: Text::new(
            "Quelles zones ressemblent à leurs voisines, et lesquelles tranchent, au-delà du hasard ?",
            "Which zones are like their neighbours, and which stand out, beyond chance?",
        ),
        formula: "c_i = sum_j w_ij (x_i - x_j)^2 / m2, m2 = sum (x - mean)^2 / n",
        source: "Anselin 1995, Local indicators of spatial association; Anselin 2019, A local indicator of multivariate spatial association",
        defaults: Text::new(
            "999 permutations conditionnelles propres à chaque zone, qui donnent aussi l’espérance, la variance et z ; test bilatéral, taux de fausses découvertes de 5 %",
            "999 conditional permutations of each zone’s own, which also give expectation, variance and z; two-sided, false discovery rate of 5 %",
        ),
        limits: Text::new(
            "alike : semblable aux voisines, fort ou faible ; different : tranche avec elles ; pour savoir si les valeurs sont fortes ou faibles, voir local-moran",
            "alike: like its neighbours, high or low; different: unlike them; for whether values are high or low, see local-moran",
        ),
    }
}

//! `join-counts`: of two kinds of zones, whether the same lie side by side.

use super::description::Description;
use super::inference::{Discovery, Inference};
use super::input::{Diagonal, Source, Zones};
use super::moran::one_row;
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::words::Word;
use crate::analysis::autocorrelation::join_counts::{
    Join, join_counts, join_counts_permuted, local_join_counts, local_join_counts_permuted,
};
use crate::domain::{Fault, Text};
use crate::text;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Joins over the whole map.
    Whole(Join),
    /// Marked neighbours around every marked zone.
    AroundEach,
}

/// What to count.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Values 0 or 1, and weights.
    pub source: Source,
    /// What is counted.
    pub count: Count,
    /// How significance is judged.
    pub inference: Inference,
    /// Over many zones.
    pub discovery: Discovery,
}

/// Counts.
///
/// # Errors
/// Those of the files; `not-a-mark` for a value that is neither 0 nor 1.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("join-counts");
    let zones = options.source.read(Diagonal::Refused, &mut summary)?;
    if let Some(row) = zones.values.iter().position(|value| value.is_some_and(|value| ![0.0, 1.0].contains(&value))) {
        return Err(not_a_mark(zones.given()[row], &zones.ids.names()[row]).in_file(options.source.values.file()));
    }
    let marked = zones.sample.values().iter().filter(|value| **value > 0.0).count();
    summary.finding("marked", marked as u64);
    match options.count {
        Count::Whole(join) => whole(options, join, &zones, summary),
        Count::AroundEach => around_each(options, &zones, summary),
    }
}

fn whole(options: &Options, join: Join, zones: &Zones, mut summary: Summary) -> Result<MethodResult, Fault> {
    summary.option("join", join.word());
    let moments = join_counts(&zones.sample, join);
    let permutations = options.inference.permutations()?;
    let reference = permutations.and_then(|permutations| join_counts_permuted(&zones.sample, join, &permutations));
    Ok(one_row(summary, moments, reference, zones.sample.len(), &options.inference))
}

fn around_each(options: &Options, zones: &Zones, mut summary: Summary) -> Result<MethodResult, Fault> {
    let permutations = options.inference.permutations()?.ok_or_else(needs_permutations)?;
    options.inference.note(&mut summary);
    summary.warn_of_few_zones(zones.sample.len());
    let counts = local_join_counts(&zones.sample).unwrap_or_default();
    let tested = local_join_counts_permuted(&zones.sample, &permutations).unwrap_or_default();
    if counts.is_empty() {
        summary.warn_of_no_variation();
    }
    let p: Vec<f64> = tested.iter().map(|found| found.map_or(f64::NAN, |found| found.p)).collect();
    let adjusted = options.discovery.adjusted(&p);
    options.discovery.note(&mut summary, &adjusted, &options.inference);
    let classes = (0..zones.sample.len()).map(|zone| match adjusted.get(zone) {
        None => "undefined",
        Some(p) if p.is_nan() => "unmarked",
        Some(p) if options.discovery.believes(*p) => "cluster",
        Some(_) => "not-significant",
    });
    let columns = vec![
        ("id", Column::words(zones.ids.names().iter().map(String::as_str))),
        ("value", Column::Number(zones.given())),
        ("statistic", Column::Number(zones.column(counts))),
        ("p", Column::Number(zones.column(p.iter().copied()))),
        ("p_adjusted", Column::Number(zones.column(adjusted.iter().copied()))),
        ("class", Column::Text(zones.words(classes))),
    ];
    options.source.drawn(MethodResult::new(columns, summary), zones)
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "join-counts",
        question: Text::new(
            "Les zones marquées (sans service, par exemple) se touchent-elles plus que le hasard ne le ferait ?",
            "Do marked zones (without a service, say) touch more than chance would have it?",
        ),
        formula: "BB = 1/2 sum_ij w_ij x_i x_j, x = 0 or 1; BW between kinds, WW between unmarked\nlocal: x_i sum_j w_ij x_j",
        source: "Moran 1948; Cliff & Ord 1981, Spatial Processes, p. 20; Anselin & Li 2019 (local)",
        defaults: Text::new(
            "voisins comptés pour un, jonctions BB, 999 permutations, test bilatéral",
            "neighbours count for one, BB joins, 999 permutations, two-sided",
        ),
        limits: Text::new(
            "valeurs 0 ou 1 ; avec très peu ou presque toutes les zones marquées, rien ne peut être significatif",
            "values 0 or 1; with very few or nearly all zones marked, nothing can be significant",
        ),
    }
}

fn not_a_mark(value: f64, id: &str) -> Fault {
    Fault::new(
        "not-a-mark",
        text!("la zone « {id} » vaut {value}", "the zone “{id}” has the value {value}"),
        Text::new("attendu : 1 pour une zone marquée, 0 pour une autre", "expected 1 for a marked zone, 0 for another"),
    )
    .in_column("value")
}

fn needs_permutations() -> Fault {
    Fault::new(
        "needs-permutations",
        Text::new("le décompte local n’a pas de loi approchée", "local counts have no approximate law"),
        Text::new("demander des permutations, --permutations 999", "ask for permutations, --permutations 999"),
    )
}

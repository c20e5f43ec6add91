//! `take-up` on files: recipients against those that the groups of each zone lead to expect.

mod clusters;
mod inputs;

use super::description::Description;
use super::geometry::Features;
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::TableRef;
use super::words::{Metric, Word};
use crate::analysis::rates::gamma_poisson::gamma_poisson;
use crate::analysis::take_up::rates::Rates;
use crate::analysis::take_up::ratio::{Count, Ratio};
use crate::analysis::take_up::verdict::{Verdict, adjusted};
use crate::analysis::take_up::{dispersion, standardise};
use crate::domain::{Fault, Text};
use crate::text;
use inputs::{Inputs, Standing};

/// Without rates from outside, fewer zones than this cannot be their own reference.
const FEWEST_ZONES: usize = 12;

/// Counts that vary by more than this factor beyond chance deserve a word.
const DISPERSED: f64 = 1.5;

/// Rounds after which a gamma law is taken as it is.
const MOST_ROUNDS: u32 = 200;

/// How sure a ratio is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalKind {
    /// As an exact Poisson count.
    ExactPoisson,
    /// Drawn towards all zones.
    EmpiricalBayes,
}

impl Word for IntervalKind {
    const WORDS: &'static [(&'static str, Self)] = &[("poisson", Self::ExactPoisson), ("eb", Self::EmpiricalBayes)];
}

/// Whether counts may vary beyond chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// By chance alone.
    Chance,
    /// As most zones do.
    AsMost,
}

/// The scan of the low tail.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// `id`, `x`, `y`.
    pub points: TableRef,
    /// How distances are measured.
    pub metric: Metric,
    /// Greatest share of the recipients expected in one area.
    pub max_share: f64,
    /// Monte Carlo replicates.
    pub replicates: u32,
    /// Their seed.
    pub seed: u64,
}

/// What to compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id`, `recipients`, and the bounds `low` and `high` that rounding leaves, where it does.
    pub counts: TableRef,
    /// `id`, `stratum`, `population`.
    pub strata: TableRef,
    /// `stratum`, `rate`; without it rates are those of the zones at hand.
    pub reference: Option<TableRef>,
    /// The interval.
    pub interval: IntervalKind,
    /// Whether it carries more than chance.
    pub spread: Spread,
    /// Its confidence, as 0.95.
    pub confidence: f64,
    /// False discoveries accepted over all zones.
    pub fdr: f64,
    /// With fewer recipients expected, nothing is said of a zone.
    pub fewest_expected: f64,
    /// Where low zones lie together.
    pub scan: Option<Scan>,
    /// Features with the same identifiers, for a result with geometry.
    pub geometry: Option<TableRef>,
}

/// The zones, and the areas of low take-up where points were given.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// One row a zone.
    pub zones: MethodResult,
    /// One row an area, most likely first.
    pub clusters: Option<MethodResult>,
}

/// The zones that can be compared, with what was found of them.
struct Judged {
    /// Places among the zones of the table of counts.
    places: Vec<usize>,
    expected: Vec<f64>,
    ratios: Vec<Ratio>,
    adjusted: Vec<Option<f64>>,
    verdicts: Vec<Verdict>,
    overdispersion: f64,
}

/// Compares.
///
/// # Errors
/// Those of the tables: `unknown-stratum`, `bad-rate`, `bad-interval`, `duplicate-pair`; `no-take-up-data` when
/// no zone can be compared, or too few to be their own reference.
pub fn run(options: &Options) -> Result<Found, Fault> {
    let mut summary = Summary::new("take-up");
    note(options, &mut summary);
    let inputs = Inputs::read(options)?;
    inputs.account(&mut summary);
    let judged = judge(options, &inputs, &mut summary)?;
    tell(options, &inputs, &judged, &mut summary);
    let clusters = options.scan.as_ref().map(|scan| clusters::low_areas(scan, &inputs, &judged, options.fdr, &mut summary)).transpose()?;
    let mut zones = table(&inputs, &judged, clusters.as_ref().map(|clusters| clusters.of_zone.as_slice()), summary);
    if let Some(source) = &options.geometry {
        zones.geometry = Some(Features::read(source)?.beside(inputs.ids.names()));
    }
    Ok(Found { zones, clusters: clusters.map(|clusters| clusters.table) })
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("counts", options.counts.to_string());
    summary.option("strata", options.strata.to_string());
    summary.option("reference", options.reference.as_ref().map(ToString::to_string));
    summary.option("interval", options.interval.word());
    summary.option("overdispersion", options.spread == Spread::AsMost);
    summary.option("confidence", options.confidence);
    summary.option("fdr", options.fdr);
    summary.option("min_expected", options.fewest_expected);
    if let Some(scan) = &options.scan {
        summary.option("points", scan.points.to_string());
        summary.option("metric", scan.metric.word());
        summary.option("max_share", scan.max_share);
        summary.option("replicates", scan.replicates);
        summary.option("seed", scan.seed);
    }
}

fn judge(options: &Options, inputs: &Inputs, summary: &mut Summary) -> Result<Judged, Fault> {
    let places: Vec<usize> = (0..inputs.ids.len()).filter(|zone| inputs.standing[*zone] == Standing::Known).collect();
    let needed = if inputs.rates.is_some() { 1 } else { FEWEST_ZONES };
    if places.len() < needed {
        return Err(too_few(places.len(), needed).in_file(options.counts.file()));
    }
    let members: Vec<Vec<f64>> = places.iter().map(|zone| inputs.members[*zone].clone()).collect();
    let counts: Vec<_> = places.iter().filter_map(|zone| inputs.counts[*zone]).collect();
    let observed: Vec<f64> = counts.iter().map(|count| count.value).collect();
    let (expected, rates, own) = if let Some(rates) = &inputs.rates {
        let rates = Rates::known(rates.clone());
        (members.iter().map(|members| rates.expected(members)).collect(), rates, None)
    } else {
        let found = standardise(&members, &counts, options.confidence);
        (found.expected, found.rates, Some((found.overdispersion, found.ratios)))
    };
    for (stratum, rate) in inputs.strata.names().iter().zip(&rates.values) {
        summary.finding(&format!("rate_{stratum}"), *rate);
    }
    let usual = dispersion::of_most(&observed, &expected, 0);
    let (overdispersion, ratios) = match (own, options.spread, options.interval) {
        (Some(own), _, IntervalKind::ExactPoisson) => own,
        (_, spread, IntervalKind::ExactPoisson) => {
            let dispersion = if spread == Spread::AsMost { usual } else { 1.0 };
            (
                dispersion,
                counts.iter().zip(&expected).map(|(count, due)| Ratio::new(*count, *due, dispersion, options.confidence)).collect(),
            )
        }
        (_, _, IntervalKind::EmpiricalBayes) => (1.0, shrunk(options, &counts, &observed, &expected, summary)),
    };
    if overdispersion < DISPERSED && usual >= DISPERSED && options.interval == IntervalKind::ExactPoisson {
        let factor = (10.0 * usual).round() / 10.0;
        summary.warn(
            "overdispersed",
            text!(
                "les effectifs varient {factor} fois plus que le hasard : les groupes n’expliquent pas tout ; --overdispersion élargit les intervalles",
                "counts vary {factor} times as much as by chance: groups do not explain all; --overdispersion widens the intervals"
            ),
        );
    }
    let adjusted = adjusted(&ratios, &expected, options.fewest_expected);
    let verdicts = adjusted.iter().zip(&ratios).map(|(p, ratio)| Verdict::of(*p, ratio, options.fdr)).collect();
    summary.finding("overdispersion", overdispersion);
    Ok(Judged { places, expected, ratios, adjusted, verdicts, overdispersion })
}

/// Ratios drawn towards all; as they are when all are alike and there is no law to draw them by.
fn shrunk(options: &Options, counts: &[Count], observed: &[f64], expected: &[f64], summary: &mut Summary) -> Vec<Ratio> {
    let due: Vec<usize> = (0..expected.len()).filter(|zone| expected[*zone] > 0.0).collect();
    let of = |values: &[f64]| due.iter().map(|zone| values[*zone]).collect::<Vec<_>>();
    let law = gamma_poisson(&of(observed), &of(expected), MOST_ROUNDS).map(|law| (law.shape, law.rate));
    if law.is_none() {
        summary.warn_of_no_variation();
    }
    let ratio = |(count, due): (&Count, &f64)| match law {
        Some(law) if *due > 0.0 => Ratio::shrunk(*count, *due, law, options.confidence),
        _ => Ratio::new(*count, *due, 1.0, options.confidence),
    };
    counts.iter().zip(expected).map(ratio).collect()
}

fn tell(options: &Options, inputs: &Inputs, judged: &Judged, summary: &mut Summary) {
    let count = |verdict: Verdict| judged.verdicts.iter().filter(|found| **found == verdict).count() as u64;
    for verdict in [Verdict::Deficit, Verdict::Surplus, Verdict::NotDistinguishable, Verdict::Insufficient] {
        summary.finding(verdict.code(), count(verdict));
    }
    summary.taken = judged.places.len() as u64 - count(Verdict::Insufficient);
    let few = |verdict: &Verdict| *verdict == Verdict::Insufficient;
    let small: Vec<usize> = judged.places.iter().zip(&judged.verdicts).filter(|(_, verdict)| few(verdict)).map(|(zone, _)| *zone).collect();
    summary.leave_out("few-expected", inputs.ids.at(&small));
    let (observed, expected): (f64, f64) =
        (judged.places.iter().filter_map(|zone| inputs.counts[*zone]).map(|count| count.value).sum(), judged.expected.iter().sum());
    summary.finding("observed", observed);
    summary.finding("expected", expected);
    let least = options.fewest_expected;
    if summary.taken == 0 {
        summary.warn(
            "cannot-be-meaningful",
            text!(
                "aucune zone n’attend {least} bénéficiaires : les effectifs sont trop petits pour dire quoi que ce soit ; réunir des zones",
                "no zone expects {least} recipients: counts are too small to say anything; join zones"
            ),
        );
    } else if 2 * summary.taken < inputs.ids.len() as u64 {
        let (taken, all) = (summary.taken, inputs.ids.len());
        summary.warn(
            "mostly-insufficient",
            text!("{taken} zones sur {all} seulement peuvent être jugées", "only {taken} of {all} zones can be judged"),
        );
    }
}

fn table(inputs: &Inputs, judged: &Judged, clusters: Option<&[Option<u64>]>, summary: Summary) -> MethodResult {
    let zones = inputs.ids.len();
    let over = |of: &dyn Fn(usize) -> f64| {
        let mut column = vec![f64::NAN; zones];
        judged.places.iter().enumerate().for_each(|(place, zone)| column[*zone] = of(place));
        Column::Number(column)
    };
    let observed = inputs.counts.iter().map(|count| count.map_or(f64::NAN, |count| count.value)).collect();
    let mut classes = vec![Verdict::Insufficient; zones];
    let mut reasons: Vec<Option<&str>> = inputs.standing.iter().map(|standing| standing.reason()).collect();
    for (zone, verdict) in judged.places.iter().zip(&judged.verdicts) {
        classes[*zone] = *verdict;
        reasons[*zone] = (*verdict == Verdict::Insufficient).then_some("few-expected");
    }
    let mut columns = vec![
        ("id", Column::words(inputs.ids.names().iter().map(String::as_str))),
        ("observed", Column::Number(observed)),
        ("expected", over(&|place| judged.expected[place])),
        ("ratio", over(&|place| judged.ratios[place].ratio)),
        ("low", over(&|place| judged.ratios[place].low)),
        ("high", over(&|place| judged.ratios[place].high)),
        ("class", Column::words(classes.into_iter().map(Verdict::code))),
        ("p_adjusted", over(&|place| judged.adjusted[place].unwrap_or(f64::NAN))),
        ("reason", Column::Text(reasons.into_iter().map(|reason| reason.map(str::to_owned)).collect())),
    ];
    if let Some(clusters) = clusters {
        columns.push(("cluster", Column::Count(clusters.to_vec())));
    }
    MethodResult::new(columns, summary)
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "take-up",
        question: Text::new(
            "Y a-t-il ici nettement moins de bénéficiaires que les mêmes groupes n’en comptent ailleurs ?",
            "Are there clearly fewer recipients here than the same groups have elsewhere?",
        ),
        formula: "E_i = sum_g N_ig p_g; ratio = O_i / E_i\nlow: half chi2(alpha / 2; 2 O_low) / E_i; high: half chi2(1 - alpha / 2; 2 (O_high + 1)) / E_i\neb: (O_i + shape) / (E_i + rate) of the gamma law of all ratios",
        source: "Breslow & Day 1987 (indirect standardisation); Garwood 1936, Ulm 1990 (interval); Clayton & Kaldor 1987 (eb); Spiegelhalter 2005 (overdispersion); Benjamini & Hochberg 1995; Kulldorff 1997 (scan)",
        defaults: Text::new(
            "intervalle de Poisson exact à 95 % sur les bornes que laisse l’arrondi ; 5 % de fausses découvertes sur toute la carte ; rien n’est dit sous 5 bénéficiaires attendus ; sans --reference, les taux sont ceux du territoire, zones hors norme écartées, et l’intervalle porte leur incertitude",
            "exact Poisson interval at 95 % over the bounds that rounding leaves; 5 % false discoveries over the whole map; nothing is said below 5 recipients expected; without --reference rates are those of the territory, unusual zones left aside, and the interval carries their uncertainty",
        ),
        limits: Text::new(
            "un signal, pas un taux de non-recours : personne ne l’observe par quartier ; les groupes ne disent pas tout (étudiants, domiciliations) ; une zone dont l’intervalle couvre la référence n’est jamais colorée",
            "a signal, not a rate of non-take-up: nobody observes it by neighbourhood; groups do not say everything (students, registered addresses); a zone whose interval covers the reference is never coloured",
        ),
    }
}

fn too_few(zones: usize, needed: usize) -> Fault {
    Fault::new(
        "no-take-up-data",
        text!(
            "{zones} zone(s) ont à la fois des bénéficiaires et des groupes connus : il en faut au moins {needed}",
            "{zones} zone(s) have both recipients and known groups: at least {needed} are needed"
        ),
        Text::new(
            "vérifier que les identifiants s’écrivent de la même façon, ou donner des taux avec --reference",
            "check that identifiers are spelt alike, or give rates with --reference",
        ),
    )
}

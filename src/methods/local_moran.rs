//! `local-moran`: around which zones like values lie together.

use super::description::Description;
use super::ids::{self, Ids, Kind};
use super::inference::{Discovery, Inference, p_values};
use super::input::{Diagonal, Source, Zones};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::words::Word;
use crate::analysis::autocorrelation::local_moran::{LocalMoran, Scaling, local_moran, local_moran_permuted};
use crate::analysis::rates::Counts;
use crate::analysis::rates::empirical_bayes::Prior;
use crate::domain::{Fault, Text};
use crate::text;

/// What is held against its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variable {
    /// The column `value`.
    Value,
    /// Rates of events over people, in standard deviations from the mean, chance included (Assunção & Reis).
    Rate {
        /// The column of events.
        events: String,
        /// The column of people.
        population: String,
    },
}

/// What to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Values and weights.
    pub source: Source,
    /// What is held against its neighbours.
    pub variable: Variable,
    /// Scale of the statistic.
    pub scaling: Scaling,
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
    let mut summary = Summary::new("local-moran");
    let zones = read(options, &mut summary)?;
    summary.option("scaling", options.scaling.word());
    options.inference.note(&mut summary);
    let found = local_moran(&zones.sample, options.scaling).unwrap_or_default();
    if found.is_empty() {
        summary.warn_of_no_variation();
        return options.source.drawn(table(&zones, &found, &[], &[], &options.discovery, summary), &zones);
    }
    let p = match options.inference.permutations()? {
        Some(permutations) => {
            summary.warn_of_few_zones(zones.sample.len());
            p_values(&local_moran_permuted(&zones.sample, &permutations).unwrap_or_default())
        }
        None => found.iter().map(|zone| zone.moments.normal_p(options.inference.alternative)).collect(),
    };
    let adjusted = options.discovery.adjusted(&p);
    options.discovery.note(&mut summary, &adjusted, &options.inference);
    options.source.drawn(table(&zones, &found, &p, &adjusted, &options.discovery, summary), &zones)
}

fn table(zones: &Zones, found: &[LocalMoran], p: &[f64], adjusted: &[f64], discovery: &Discovery, summary: Summary) -> MethodResult {
    let undefined = vec!["undefined"; zones.sample.len()];
    let quadrants: Vec<&'static str> = found.iter().map(|zone| zone.quadrant.code()).collect();
    let classes = quadrants.iter().zip(adjusted).map(|(quadrant, p)| if discovery.believes(*p) { quadrant } else { "not-significant" });
    let classes: Vec<&'static str> = if found.is_empty() { undefined.clone() } else { classes.collect() };
    let quadrants = if found.is_empty() { undefined } else { quadrants };
    let number = |of: fn(&LocalMoran) -> f64| Column::Number(zones.column(found.iter().map(of)));
    let columns = vec![
        ("id", Column::words(zones.ids.names().iter().map(String::as_str))),
        ("value", Column::Number(zones.given())),
        ("statistic", number(|zone| zone.moments.statistic)),
        ("expected", number(|zone| zone.moments.expected)),
        ("variance", number(|zone| zone.moments.variance)),
        ("z", number(|zone| zone.moments.z())),
        ("p", Column::Number(zones.column(p.iter().copied()))),
        ("p_adjusted", Column::Number(zones.column(adjusted.iter().copied()))),
        ("class", Column::Text(zones.words(classes))),
        ("quadrant", Column::Text(zones.words(quadrants))),
    ];
    MethodResult::new(columns, summary)
}

fn read(options: &Options, summary: &mut Summary) -> Result<Zones, Fault> {
    match &options.variable {
        Variable::Value => options.source.read(Diagonal::Refused, summary),
        Variable::Rate { events, population } => {
            summary.option("events", events.as_str());
            summary.option("population", population.as_str());
            let table = options.source.values.clone().naming("events", events).naming("population", population);
            let numbers = ids::read(&table, &[("events", Kind::Count), ("population", Kind::Count)])?;
            let values = standardised(&numbers.columns[0], &numbers.columns[1], &numbers.ids, summary);
            options.source.weigh(numbers.ids, values, Diagonal::Refused, summary)
        }
    }
}

/// Rates in standard deviations; zones without people have none.
fn standardised(events: &[Option<f64>], people: &[Option<f64>], ids: &Ids, summary: &mut Summary) -> Vec<Option<f64>> {
    let empty = people.iter().filter(|people| **people == Some(0.0)).count();
    if empty > 0 {
        summary.warn("no-population", text!("{empty} zones sans habitant n’ont pas de taux", "{empty} zones without people have no rate"));
    }
    let counted = |zone: usize| Some((events[zone]?, people[zone].filter(|people| *people > 0.0)?));
    let (known_events, known_people) = (0..ids.len()).filter_map(counted).unzip();
    let Some(counts) = Counts::new(known_events, known_people).filter(|counts| !counts.is_empty()) else {
        return vec![None; ids.len()];
    };
    let prior = Prior::marshall(&counts);
    summary.finding("mean_rate", prior.mean);
    summary.finding("variance_of_rates", prior.variance);
    // Without a single event every rate is the same.
    let rate = |(events, people)| if prior.mean > 0.0 { prior.standardised(events, people) } else { 0.0 };
    (0..ids.len()).map(|zone| counted(zone).map(rate)).collect()
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "local-moran",
        question: Text::new(
            "Autour de quelles zones les valeurs semblables sont-elles groupées, au-delà du hasard ?",
            "Around which zones do like values lie together, beyond chance?",
        ),
        formula: "I_i = (n - 1) z_i sum_j w_ij z_j / sum z^2, z = x - mean\nrates: z_i = (O_i / n_i - m) / sqrt(A + m / n_i)",
        source: "Anselin 1995, Local indicators of spatial association; Sokal, Oden & Thomson 1998 (moments); Assuncao & Reis 1999 (rates)",
        defaults: Text::new(
            "999 permutations conditionnelles propres à chaque zone, test bilatéral, taux de fausses découvertes de 5 % (Benjamini–Hochberg) sur toute la carte",
            "999 conditional permutations of each zone’s own, two-sided, false discovery rate of 5 % (Benjamini–Hochberg) over the whole map",
        ),
        limits: Text::new(
            "classes : HH, LL (semblables aux voisines), HL, LH (à contre-courant), not-significant, island, missing, undefined ; une zone non significative n’est pas une zone sans problème",
            "classes: HH, LL (like their neighbours), HL, LH (against them), not-significant, island, missing, undefined; a zone that is not significant is not a zone without need",
        ),
    }
}

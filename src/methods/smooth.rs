//! `smooth`: rates over small populations, chance taken out, with their intervals.

use super::description::Description;
use super::geometry;
use super::ids::{self, Ids, Kind};
use super::input::{Diagonal, read_weights};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::TableRef;
use super::words::Word;
use crate::analysis::rates::Counts;
use crate::analysis::rates::empirical_bayes::{Neighbourhood, Prior, local_priors};
use crate::analysis::rates::reliability::{Reliability, byar, exact_poisson, wilson};
use crate::domain::{Fault, Interval, Text};
use crate::text;

/// How rates are smoothed.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// Towards the mean of all zones.
    EmpiricalBayes,
    /// Towards the mean of the neighbours.
    SpatialEmpiricalBayes {
        /// `focal`, `neighbour`, `weight`; the weights themselves do not matter here.
        weights: TableRef,
        /// How the variance around a zone is estimated.
        neighbourhood: Neighbourhood,
    },
    /// Not at all.
    Raw,
}

/// What an interval is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalKind {
    /// The smoothed rate, in the gamma law that empirical Bayes supposes.
    Posterior,
    /// The raw rate as a share of the people.
    Wilson,
    /// The raw rate as a Poisson count, exactly.
    ExactPoisson,
    /// The same by Byar's approximation.
    Byar,
}

impl Word for IntervalKind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("posterior", Self::Posterior), ("wilson", Self::Wilson), ("poisson", Self::ExactPoisson), ("byar", Self::Byar)];
}

/// What to smooth.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id`, `events`, `population`.
    pub counts: TableRef,
    /// How.
    pub method: Method,
    /// The interval beside; by default the posterior of a smoothed rate, Wilson's of a raw one.
    pub interval: Option<IntervalKind>,
    /// Its confidence, such as 0.95.
    pub confidence: f64,
    /// Features with the same identifiers, for a result with geometry.
    pub geometry: Option<TableRef>,
}

/// Zones with people, in the order of the table.
struct Zones {
    ids: Ids,
    places: Vec<usize>,
    counts: Counts,
}

/// Smooths.
///
/// # Errors
/// Those of the files; `more-events-than-people` where Wilson's interval is asked of what is no share;
/// `no-posterior` where raw rates are asked for theirs.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("smooth");
    let kind = kind(options)?;
    note(options, kind, &mut summary);
    let zones = read(options, &mut summary)?;
    if kind == IntervalKind::Wilson {
        check_shares(&zones, options)?;
    }
    let priors = priors(options, &zones, &mut summary)?;
    let counts = || zones.counts.events().iter().copied().zip(zones.counts.population().iter().copied());
    let raw = zones.counts.raw();
    let smoothed =
        (0..).zip(counts()).map(|(zone, (events, people))| priors.as_ref().map_or(raw[zone], |p| p[zone].smoothed(events, people)));
    let smoothed: Vec<f64> = smoothed.collect();
    let interval = (0..).zip(counts()).map(|(zone, (events, people))| {
        let prior = priors.as_ref().map(|priors| priors[zone]);
        interval(kind, events, people, prior, options.confidence)
    });
    let intervals: Vec<Option<Interval>> = interval.collect();
    let reliability: Vec<Reliability> = zones.counts.events().iter().map(|events| Reliability::of_events(*events)).collect();
    warn(&reliability, &mut summary);
    let bound = |of: fn(Interval) -> f64| zones.column(intervals.iter().map(|interval| interval.map_or(f64::NAN, of)));
    let columns = vec![
        ("id", Column::words(zones.ids.names().iter().map(String::as_str))),
        ("raw", zones.column(raw)),
        ("smoothed", zones.column(smoothed)),
        ("low", bound(Interval::low)),
        ("high", bound(Interval::high)),
        ("reliability", zones.words(&reliability)),
    ];
    let mut result = MethodResult::new(columns, summary);
    if let Some(source) = &options.geometry {
        result.geometry = Some(geometry::Features::read(source)?.beside(zones.ids.names()));
    }
    Ok(result)
}

fn kind(options: &Options) -> Result<IntervalKind, Fault> {
    match (&options.method, options.interval) {
        (Method::Raw, Some(IntervalKind::Posterior)) => Err(no_posterior()),
        (Method::Raw, None) => Ok(IntervalKind::Wilson),
        (_, None) => Ok(IntervalKind::Posterior),
        (_, Some(kind)) => Ok(kind),
    }
}

fn note(options: &Options, kind: IntervalKind, summary: &mut Summary) {
    let method = match &options.method {
        Method::EmpiricalBayes => "eb",
        Method::SpatialEmpiricalBayes { .. } => "spatial-eb",
        Method::Raw => "raw",
    };
    summary.option("counts", options.counts.to_string());
    summary.option("method", method);
    if let Method::SpatialEmpiricalBayes { weights, neighbourhood } = &options.method {
        summary.option("weights", weights.to_string());
        summary.option("neighbourhood", neighbourhood.word());
    }
    summary.option("interval", kind.word());
    summary.option("confidence", options.confidence);
}

fn read(options: &Options, summary: &mut Summary) -> Result<Zones, Fault> {
    let numbers = ids::read(&options.counts, &[("events", Kind::Count), ("population", Kind::Count)])?;
    let (events, people) = (&numbers.columns[0], &numbers.columns[1]);
    let counted = |zone: &usize| events[*zone].is_some() && people[*zone].is_some_and(|people| people > 0.0);
    let empty = |zone: &usize| people[*zone] == Some(0.0);
    let all = || 0..numbers.ids.len();
    summary.leave_out("no-population", numbers.ids.at(&all().filter(empty).collect::<Vec<_>>()));
    summary.leave_out("missing-value", numbers.ids.at(&all().filter(|zone| !empty(zone) && !counted(zone)).collect::<Vec<_>>()));
    let places: Vec<usize> = all().filter(counted).collect();
    summary.taken = places.len() as u64;
    let of = |column: &[Option<f64>]| places.iter().filter_map(|&zone| column[zone]).collect();
    let counts = Counts::new(of(events), of(people)).filter(|counts| !counts.is_empty());
    let counts = counts.ok_or_else(|| nobody().in_file(options.counts.file()))?;
    Ok(Zones { ids: numbers.ids, places, counts })
}

fn check_shares(zones: &Zones, options: &Options) -> Result<(), Fault> {
    let counts = zones.counts.events().iter().zip(zones.counts.population());
    match zones.places.iter().zip(counts).find(|(_, (events, people))| events > people) {
        Some((&zone, (events, people))) => {
            Err(more_events_than_people(&zones.ids.names()[zone], *events, *people).in_file(options.counts.file()).in_column("events"))
        }
        None => Ok(()),
    }
}

fn priors(options: &Options, zones: &Zones, summary: &mut Summary) -> Result<Option<Vec<Prior>>, Fault> {
    match &options.method {
        Method::Raw => Ok(None),
        Method::EmpiricalBayes => {
            let prior = Prior::marshall(&zones.counts);
            summary.finding("mean_rate", prior.mean);
            summary.finding("variance_of_rates", prior.variance);
            if prior.variance == 0.0 {
                summary.warn("no-variance", no_variance());
            }
            Ok(Some(vec![prior; zones.counts.len()]))
        }
        Method::SpatialEmpiricalBayes { weights, neighbourhood } => {
            let mut kept = vec![false; zones.ids.len()];
            zones.places.iter().for_each(|&zone| kept[zone] = true);
            let weights = read_weights(weights, &zones.ids, Diagonal::Allowed, summary)?.without_self().between(&kept);
            let islands: Vec<usize> = weights.islands().into_iter().map(|place| zones.places[place]).collect();
            if !islands.is_empty() {
                summary.finding("islands", zones.ids.at(&islands));
                let count = islands.len();
                summary.warn(
                    "islands",
                    text!("{count} zones sans voisin gardent leur taux brut", "{count} zones without a neighbour keep their raw rate"),
                );
            }
            Ok(Some(local_priors(&zones.counts, &weights, *neighbourhood)))
        }
    }
}

fn interval(kind: IntervalKind, events: f64, people: f64, prior: Option<Prior>, confidence: f64) -> Option<Interval> {
    let per_head = |count: Option<Interval>| count.and_then(|count| Interval::new(count.low() / people, count.high() / people));
    match kind {
        IntervalKind::Posterior => prior.and_then(|prior| prior.interval(events, people, confidence)),
        IntervalKind::Wilson => wilson(events, people, confidence),
        IntervalKind::ExactPoisson => per_head(exact_poisson(events, confidence)),
        IntervalKind::Byar => per_head(byar(events, confidence)),
    }
}

fn warn(reliability: &[Reliability], summary: &mut Summary) {
    let unreliable = reliability.iter().filter(|class| **class == Reliability::Unreliable).count();
    summary.finding("unreliable", unreliable as u64);
    if unreliable > 0 {
        summary.warn(
            "unreliable-rates",
            text!(
                "{unreliable} taux bruts ont un coefficient de variation au-dessus de 40 % : ne pas les montrer seuls",
                "{unreliable} raw rates have a coefficient of variation above 40 %: do not show them alone"
            ),
        );
    }
}

impl Zones {
    fn column(&self, of_counted: impl IntoIterator<Item = f64>) -> Column {
        let mut column = vec![f64::NAN; self.ids.len()];
        for (&zone, value) in self.places.iter().zip(of_counted) {
            column[zone] = value;
        }
        Column::Number(column)
    }

    fn words(&self, reliability: &[Reliability]) -> Column {
        let mut column = vec![None; self.ids.len()];
        for (&zone, class) in self.places.iter().zip(reliability) {
            column[zone] = Some(class.code().to_owned());
        }
        Column::Text(column)
    }
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "smooth",
        question: Text::new(
            "Que vaut le taux d’une petite zone, une fois le hasard ôté, et à quel point s’y fier ?",
            "What is the rate of a small zone once chance is taken out, and how far can it be trusted?",
        ),
        formula: "r_i = m + (O_i / n_i - m) A / (A + m / n_i), A = s^2 - m / mean(n), not below 0\nposterior: gamma with shape m^2 / A + O_i and rate m / A + n_i",
        source: "Marshall 1991, Mapping disease and mortality rates using empirical Bayes estimators; Wilson 1927; Garwood 1936; Breslow & Day 1987 (Byar)",
        defaults: Text::new(
            "eb : vers la moyenne d’ensemble ; intervalle à 95 % du taux lissé, celui de Wilson pour un taux brut ; fiabilité : bonne sous 12 % de coefficient de variation, mauvaise au-dessus de 40 %",
            "eb: towards the overall mean; 95 % interval of the smoothed rate, Wilson’s for a raw one; reliability: good below a coefficient of variation of 12 %, bad above 40 %",
        ),
        limits: Text::new(
            "un taux lissé est plus sûr mais moins contrasté ; si les taux varient moins que le hasard, toutes les zones reçoivent le taux d’ensemble",
            "a smoothed rate is surer but less contrasted; when rates vary less than chance, all zones get the overall rate",
        ),
    }
}

fn no_variance() -> Text {
    Text::new(
        "les taux varient moins que le hasard ne le ferait : toutes les zones reçoivent le taux d’ensemble",
        "rates vary less than chance would make them: every zone gets the overall rate",
    )
}

fn no_posterior() -> Fault {
    Fault::new(
        "no-posterior",
        Text::new("un taux brut n’a pas de loi a posteriori", "a raw rate has no posterior law"),
        Text::new("choisir wilson, poisson ou byar", "choose wilson, poisson or byar"),
    )
    .in_column("--interval")
}

fn nobody() -> Fault {
    Fault::new(
        "no-population",
        Text::new("aucune zone n’a à la fois un effectif et des habitants", "no zone has both a count and people"),
        Text::new("vérifier les colonnes « events » et « population »", "check the columns “events” and “population”"),
    )
}

fn more_events_than_people(id: &str, events: f64, people: f64) -> Fault {
    Fault::new(
        "more-events-than-people",
        text!(
            "la zone « {id} » compte {events} événements pour {people} habitants",
            "the zone “{id}” counts {events} events for {people} people"
        ),
        Text::new(
            "l’intervalle de Wilson est celui d’une part : prendre --interval poisson",
            "Wilson’s interval is that of a share: take --interval poisson",
        ),
    )
}

//! `scan`: where counts are surely higher, or lower, than expected together.

use geojson::{Geometry, GeometryValue};

use super::description::Description;
use super::geometry::Features;
use super::ids::{self, Ids, Kind};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::TableRef;
use super::words::Word;
use crate::analysis::clusters::{Found, ScanOptions, Windows, scan};
use crate::analysis::weights::Metric;
use crate::domain::{Fault, Text};
use crate::text;

pub use crate::analysis::clusters::{Model, Tail};

impl Word for Model {
    const WORDS: &'static [(&'static str, Self)] = &[("poisson", Self::Poisson), ("bernoulli", Self::Bernoulli)];
}

impl Word for Tail {
    const WORDS: &'static [(&'static str, Self)] = &[("high", Self::High), ("low", Self::Low), ("both", Self::Both)];
}

/// What to scan.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id`, `events`, `population`, `x`, `y`, and `expected` where it is not in proportion to people.
    pub counts: TableRef,
    /// The law of counts.
    pub model: Model,
    /// Greatest share of the people in one cluster.
    pub max_share: f64,
    /// Which departures.
    pub tail: Tail,
    /// Fewest events, counted or expected, in a cluster.
    pub min_cases: f64,
    /// Monte Carlo replicates.
    pub replicates: u32,
    /// Their seed.
    pub seed: u64,
    /// How distances are measured.
    pub metric: Metric,
    /// Outlines of the zones: a cluster is then drawn as the outlines of its members.
    pub geometry: Option<TableRef>,
}

/// Zones that take part.
struct Zones {
    ids: Ids,
    places: Vec<usize>,
    events: Vec<f64>,
    population: Vec<f64>,
    expected: Vec<f64>,
    points: Vec<[f64; 2]>,
}

/// Scans.
///
/// # Errors
/// Those of the table; `no-events` when there is nothing to find.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("scan");
    note(options, &mut summary);
    let zones = read(options, &mut summary)?;
    let distance = |a: usize, b: usize| options.metric.between(zones.points[a], zones.points[b]);
    if options.model == Model::Bernoulli {
        check_people(&zones).map_err(|fault| fault.in_file(options.counts.file()))?;
    }
    let windows = Windows::circular(&zones.population, options.max_share, distance);
    let how = ScanOptions {
        model: options.model,
        tail: options.tail,
        min_cases: options.min_cases,
        replicates: options.replicates,
        seed: options.seed,
    };
    let clusters = scan(&zones.events, &zones.expected, &windows, how);
    summary.finding("clusters", clusters.len() as u64);
    summary.finding("clusters_at_5_percent", clusters.iter().filter(|cluster| cluster.p <= 0.05).count() as u64);
    if clusters.iter().all(|cluster| cluster.p > 0.05) {
        summary.warn("nothing-significant", Text::new("aucun agrégat significatif au seuil de 5 %", "no cluster is significant at 5 %"));
    }
    let mut result = table(&zones, &clusters, summary);
    if let Some(source) = &options.geometry {
        result.geometry = Some(drawn(&Features::read(source)?, &zones, &clusters));
    }
    Ok(result)
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("counts", options.counts.to_string());
    summary.option("model", options.model.word());
    summary.option("max_share", options.max_share);
    summary.option("tail", options.tail.word());
    summary.option("min_cases", options.min_cases);
    summary.option("replicates", options.replicates);
    summary.option("seed", options.seed);
    summary.option("metric", options.metric.word());
}

fn read(options: &Options, summary: &mut Summary) -> Result<Zones, Fault> {
    let fields =
        [("events", Kind::Count), ("population", Kind::Count), ("x", Kind::Number), ("y", Kind::Number), ("expected", Kind::Count)];
    // Bernoulli counts people, whatever was expected of them.
    let with_expected = options.model == Model::Poisson && ids::has(&options.counts, "expected")?;
    let numbers = ids::read(&options.counts, if with_expected { &fields } else { &fields[..4] })?;
    let whole = |row: &usize| numbers.columns.iter().all(|column| column[*row].is_some());
    let (places, missing): (Vec<usize>, Vec<usize>) = (0..numbers.ids.len()).partition(whole);
    summary.leave_out("missing-value", numbers.ids.at(&missing));
    summary.taken = places.len() as u64;
    summary.warn_of_few_zones(places.len());
    let of = |column: usize| places.iter().filter_map(|&row| numbers.columns[column][row]).collect::<Vec<f64>>();
    let (events, population, x, y) = (of(0), of(1), of(2), of(3));
    let expected = if with_expected { of(4) } else { population.clone() };
    if events.iter().sum::<f64>() <= 0.0 || expected.iter().sum::<f64>() <= 0.0 {
        return Err(no_events().in_file(options.counts.file()).in_column("events"));
    }
    let points = x.into_iter().zip(y).map(|(x, y)| [x, y]).collect();
    Ok(Zones { ids: numbers.ids, places, events, population, expected, points })
}

/// Bernoulli deals events to whole people, one each at most.
fn check_people(zones: &Zones) -> Result<(), Fault> {
    let fits = |zone: &usize| {
        let (events, people) = (zones.events[*zone], zones.population[*zone]);
        events <= people && events.fract() == 0.0 && people.fract() == 0.0
    };
    match (0..zones.places.len()).find(|zone| !fits(zone)) {
        Some(zone) => Err(not_whole_people(zones.name(zone), zones.events[zone], zones.population[zone])),
        None => Ok(()),
    }
}

impl Zones {
    fn name(&self, zone: usize) -> &str {
        &self.ids.names()[self.places[zone]]
    }
}

fn table(zones: &Zones, clusters: &[Found], summary: Summary) -> MethodResult {
    let number = |of: &dyn Fn(&Found) -> f64| Column::Number(clusters.iter().map(of).collect());
    let names = |cluster: &Found| cluster.members.iter().map(|zone| zones.name(*zone)).collect::<Vec<_>>().join(";");
    let population = |cluster: &Found| cluster.members.iter().map(|zone| zones.population[*zone]).sum();
    let columns = vec![
        ("rank", Column::Count((1..=clusters.len() as u64).map(Some).collect())),
        ("centre", Column::words(clusters.iter().map(|cluster| zones.name(cluster.members[0])))),
        ("members", Column::Text(clusters.iter().map(|cluster| Some(names(cluster))).collect())),
        ("events", number(&|cluster| cluster.cases)),
        ("population", number(&population)),
        ("expected", number(&|cluster| cluster.expected)),
        ("relative_risk", number(&|cluster| rate_ratio(zones, cluster))),
        ("llr", number(&|cluster| cluster.llr)),
        ("p", number(&|cluster| cluster.p)),
        ("adjusted_risk", number(&|cluster| cluster.relative_risk)),
    ];
    MethodResult::new(columns, summary)
}

/// The rate among the people of a cluster over the rate among all others, whatever was expected of them: what
/// smerc calls the relative risk. It differs from the adjusted risk only where the table has expectations.
fn rate_ratio(zones: &Zones, cluster: &Found) -> f64 {
    let inside: f64 = cluster.members.iter().map(|zone| zones.population[*zone]).sum();
    let (people, events): (f64, f64) = (zones.population.iter().sum(), zones.events.iter().sum());
    (cluster.cases / inside) / ((events - cluster.cases) / (people - inside))
}

/// The outlines of each cluster's members, side by side.
fn drawn(features: &Features, zones: &Zones, clusters: &[Found]) -> Vec<Option<Geometry>> {
    let of = |cluster: &Found| {
        let names: Vec<String> = cluster.members.iter().map(|zone| zones.name(*zone).to_owned()).collect();
        let polygons: Vec<_> = features.beside(&names).into_iter().flatten().flat_map(polygons).collect();
        (!polygons.is_empty()).then(|| Geometry::new(GeometryValue::MultiPolygon { coordinates: polygons }))
    };
    clusters.iter().map(of).collect()
}

fn polygons(geometry: Geometry) -> Vec<Vec<Vec<geojson::Position>>> {
    match geometry.value {
        GeometryValue::Polygon { coordinates } => vec![coordinates],
        GeometryValue::MultiPolygon { coordinates } => coordinates,
        _ => Vec::new(),
    }
}

/// A share of the people: above 0, at most 1.
///
/// # Errors
/// `bad-share`.
pub fn share(value: f64) -> Result<f64, Fault> {
    if value > 0.0 && value <= 1.0 { Ok(value) } else { Err(bad_share(value)) }
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "scan",
        question: Text::new(
            "Où, ensemble, des zones voisines comptent-elles sûrement plus (ou moins) d’événements qu’attendu ?",
            "Where do neighbouring zones together count surely more (or fewer) events than expected?",
        ),
        formula: "poisson: LLR = c ln(c / E) + (C - c) ln((C - c) / (C - E)); bernoulli: the same of people without the event added\ncircles centred on zones; p = rank among replicates / (R + 1)",
        source: "Kulldorff 1997, A spatial scan statistic",
        defaults: Text::new(
            "cercles jusqu’à la moitié de la population, excès seulement, au moins 2 cas, 999 répliques ; agrégats secondaires sans recouvrement",
            "circles up to half the people, excess only, at least 2 cases, 999 replicates; secondary clusters without overlap",
        ),
        limits: Text::new(
            "les cercles arrondissent la forme réelle ; une zone d’un agrégat n’est pas forcément touchée elle-même ; à vol d’oiseau, sans voir les coupures",
            "circles round the real shape off; a zone of a cluster need not be concerned itself; as the crow flies, blind to barriers",
        ),
    }
}

fn no_events() -> Fault {
    Fault::new(
        "no-events",
        Text::new(
            "aucun événement, ou aucun attendu : il n’y a rien à chercher",
            "no event, or none expected: there is nothing to look for",
        ),
        Text::new(
            "vérifier les colonnes « events », « population » et « expected »",
            "check the columns “events”, “population” and “expected”",
        ),
    )
}

fn not_whole_people(id: &str, events: f64, people: f64) -> Fault {
    Fault::new(
        "not-whole-people",
        text!(
            "la zone « {id} » a {events} événements pour {people} habitants",
            "the zone “{id}” has {events} events among {people} people"
        ),
        Text::new(
            "le modèle de Bernoulli attend des nombres entiers, au plus un événement par personne ; sinon, prendre --model poisson",
            "the Bernoulli model expects whole numbers, at most one event a person; otherwise take --model poisson",
        ),
    )
    .in_column("events")
}

fn bad_share(value: f64) -> Fault {
    Fault::new(
        "bad-share",
        text!("{value} n’est pas une part de la population", "{value} is no share of the people"),
        Text::new("attendu : plus de 0, au plus 1, comme 0.5", "expected above 0, at most 1, such as 0.5"),
    )
    .in_column("--max-share")
}

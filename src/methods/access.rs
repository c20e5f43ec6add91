//! `access`: how well zones reach services.

use super::costs;
use super::decay::{Written, radius};
use super::description::Description;
use super::geometry::Features;
use super::ids::{self, Ids, Kind, Numbers};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::TableRef;
use super::ways::{Sharing, Ways, positions, warn_of_degrees};
use super::words::Word;
use crate::analysis::access::{Decay, RationalAgents, Scattered, rational_agents};
use crate::analysis::weights::Metric;
use crate::domain::{Fault, Reach, Text};
use crate::text;

/// Which measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Cost and name of the nearest service.
    Nearest,
    /// Supply within the radius.
    Cumulative,
    /// Supply weighed by decay.
    Gravity,
    /// Supply a head, shared within the radius.
    TwoStep,
    /// Supply a head, shared by rings.
    EnhancedTwoStep,
    /// The same, less where services are far.
    ModifiedTwoStep,
    /// The same, after people have chosen among services.
    ThreeStep,
    /// The cost of a visit once everyone has chosen.
    RationalAgents,
    /// Local potential accessibility: supply per 100,000 standardised people.
    LocalPotential,
}

impl Word for Method {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("nearest", Self::Nearest),
        ("cumulative", Self::Cumulative),
        ("gravity", Self::Gravity),
        ("2sfca", Self::TwoStep),
        ("e2sfca", Self::EnhancedTwoStep),
        ("m2sfca", Self::ModifiedTwoStep),
        ("3sfca", Self::ThreeStep),
        ("raam", Self::RationalAgents),
        ("apl", Self::LocalPotential),
    ];
}

/// What to measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id`, `population`, and `x`, `y` without costs.
    pub zones: TableRef,
    /// `id`, `supply`, and `x`, `y` without costs.
    pub services: TableRef,
    /// `origin`, `destination`, `cost`; without them costs are distances.
    pub costs: Option<TableRef>,
    /// How distances are measured, without costs.
    pub metric: Metric,
    /// Which measure.
    pub method: Method,
    /// The longest cost, in the unit of costs, bound included.
    pub radius: Option<f64>,
    /// How much a service counts by its cost, where the measure weighs.
    pub decay: Option<Written>,
    /// Minutes worth as much as mean crowding, for rational agents.
    pub tau: f64,
    /// The result is that of so many people; 1 for a head, 100,000 for APL unless said.
    pub per: Option<f64>,
    /// Divide by the mean over people.
    pub normalise: bool,
    /// Features with the ids of zones, for a result with geometry.
    pub geometry: Option<TableRef>,
}

/// The tables, read.
struct Territory {
    zones: Ids,
    population: Vec<Option<f64>>,
    services: Ids,
    supply: Vec<f64>,
    ways: Ways,
}

/// A figure a zone, with why it is what it is where that is not plain.
struct Found {
    access: Vec<f64>,
    reasons: Vec<Option<String>>,
}

/// Measures.
///
/// # Errors
/// Those of the tables; `missing-radius`.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("access");
    note(options, &mut summary);
    let territory = read(options, &mut summary)?;
    let columns = if options.method == Method::Nearest {
        nearest_columns(&territory, options.radius, &mut summary)
    } else {
        let mut found = measure(options, &territory, &mut summary)?;
        if options.normalise {
            normalise(&mut found.access, &territory, &mut summary);
        }
        vec![("access", Column::Number(found.access)), ("reason", Column::Text(found.reasons))]
    };
    let id = ("id", Column::words(territory.zones.names().iter().map(String::as_str)));
    let mut result = MethodResult::new(std::iter::once(id).chain(columns).collect(), summary);
    if let Some(source) = &options.geometry {
        result.geometry = Some(Features::read(source)?.beside(territory.zones.names()));
    }
    Ok(result)
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("zones", options.zones.to_string());
    summary.option("services", options.services.to_string());
    match &options.costs {
        Some(costs) => summary.option("costs", costs.to_string()),
        None => summary.option("metric", options.metric.word()),
    }
    summary.option("method", options.method.word());
    summary.option("radius", options.radius);
    summary.option("per", per(options));
    summary.option("normalise", options.normalise);
    if options.method == Method::RationalAgents {
        summary.option("tau", options.tau);
    }
}

fn read(options: &Options, summary: &mut Summary) -> Result<Territory, Fault> {
    let place = [("x", Kind::Number), ("y", Kind::Number)];
    let located = &place[..if options.costs.is_none() { 2 } else { 0 }];
    let mut zones = ids::read(&options.zones, &[&[("population", Kind::Count)], located].concat())?;
    let mut services = ids::read(&options.services, &[&[("supply", Kind::Count)], located].concat())?;
    if let (Some(costs), Method::ThreeStep) = (&options.costs, options.method) {
        // People choose among all the services of the file, even those whose supply nobody gives.
        for (service, row) in costs::unknown_destinations(costs, &services.ids)? {
            services.ids.insert(&service, row)?;
            services.columns[0].push(None);
        }
    }
    let ways = match &options.costs {
        Some(costs) => Ways::Listed(costs::read(costs, &zones.ids, &services.ids, summary)?),
        None => Ways::Scattered(Box::new(scattered(options, &mut zones, &mut services, summary)?)),
    };
    let (population, supply) = (zones.columns.swap_remove(0), services.columns.swap_remove(0));
    let without = |column: &[Option<f64>]| (0..column.len()).filter(|&row| column[row].is_none()).collect::<Vec<_>>();
    summary.leave_out("missing-population", zones.ids.at(&without(&population)));
    summary.leave_out("missing-supply", services.ids.at(&without(&supply)));
    summary.taken = zones.ids.len() as u64;
    summary.finding("services", services.ids.len() as u64);
    if let Ways::Listed(reach) = &ways {
        summary.finding("pairs", reach.destinations.len() as u64);
    }
    let supply = supply.into_iter().map(|supply| supply.unwrap_or(0.0)).collect();
    Ok(Territory { zones: zones.ids, population, services: services.ids, supply, ways })
}

fn scattered(options: &Options, zones: &mut Numbers, services: &mut Numbers, summary: &mut Summary) -> Result<Scattered, Fault> {
    let homes = positions(zones).map_err(|fault| fault.in_file(options.zones.file()))?;
    let sites = positions(services).map_err(|fault| fault.in_file(options.services.file()))?;
    warn_of_degrees(summary, options.metric, &homes);
    Ok(Scattered::new(homes, sites, options.metric))
}

impl Territory {
    /// People of each zone; an unknown number weighs nothing and is said.
    fn demand(&self) -> Vec<f64> {
        self.population.iter().map(|people| people.unwrap_or(0.0)).collect()
    }

    /// Why these zones have nothing: no pair at all within the limit.
    fn reasons(&self, without_service: &[usize]) -> Vec<Option<String>> {
        let mut reasons = vec![None; self.zones.len()];
        for zone in without_service {
            reasons[*zone] = Some("none_in_reach".to_owned());
        }
        reasons
    }
}

fn nearest_columns(territory: &Territory, limit: Option<f64>, summary: &mut Summary) -> Vec<(&'static str, Column)> {
    let limit = limit.unwrap_or(f64::INFINITY);
    let found: Vec<Option<(usize, f64)>> =
        territory.ways.nearest().into_iter().map(|found| found.filter(|(_, cost)| *cost <= limit)).collect();
    note_unreached(found.iter().filter(|found| found.is_none()).count(), summary);
    let name = |found: &Option<(usize, f64)>| found.map(|(service, _)| territory.services.names()[service].clone());
    vec![
        ("cost", Column::Number(found.iter().map(|found| found.map_or(f64::NAN, |(_, cost)| cost)).collect())),
        ("nearest", Column::Text(found.iter().map(name).collect())),
    ]
}

fn measure(options: &Options, territory: &Territory, summary: &mut Summary) -> Result<Found, Fault> {
    if options.method == Method::RationalAgents {
        return agents(options, territory, summary);
    }
    let decay = decay(options, summary)?;
    let (ways, supply) = (&territory.ways, &territory.supply);
    let (access, without_service) = match options.method {
        Method::Cumulative | Method::Gravity => ways.potential(supply, &decay)?,
        method => {
            let sharing = match method {
                Method::ModifiedTwoStep => Sharing::Modified,
                Method::ThreeStep => Sharing::ThreeStep { limit: options.radius.unwrap_or(f64::INFINITY) },
                _ => Sharing::Floating,
            };
            let shared = ways.shared(sharing, &territory.demand(), supply, &decay)?;
            note_unasked(territory, &shared.without_demand, summary);
            (shared.access.into_iter().map(|access| access * per(options)).collect(), shared.without_service)
        }
    };
    note_unreached(without_service.len(), summary);
    Ok(Found { access, reasons: territory.reasons(&without_service) })
}

/// The decay asked for, or the one each method is known by.
fn decay(options: &Options, summary: &mut Summary) -> Result<Decay, Fault> {
    let custom = match options.method {
        Method::Cumulative | Method::TwoStep if options.decay.is_none() => return Ok(Decay::Within { limit: radius(options.radius)? }),
        Method::Gravity if options.decay.is_none() => return Err(missing_decay()),
        Method::ThreeStep => Written::steps(&[(10.0, 0.962), (20.0, 0.704), (30.0, 0.377), (60.0, 0.042)]),
        Method::LocalPotential => Written::steps(&[(10.0, 1.0), (15.0, 2.0 / 3.0), (20.0, 1.0 / 3.0)]),
        _ => Written::steps(&[(10.0, 1.0), (20.0, 0.68), (30.0, 0.22)]),
    };
    let written = options.decay.clone().unwrap_or(custom);
    summary.option("decay", written.words());
    // 3SFCA's limit bounds the sums, not the choice.
    let limited = options.method != Method::ThreeStep || matches!(written, Written::Linear);
    written.within(options.radius.filter(|_| limited))
}

fn agents(options: &Options, territory: &Territory, summary: &mut Summary) -> Result<Found, Fault> {
    let how = RationalAgents { tau: options.tau, ..RationalAgents::default() };
    let pairs = territory.ways.pairs(options.radius)?;
    let reach = limited(&pairs, |cost| options.radius.is_none_or(|radius| cost <= radius));
    let costs = rational_agents(&reach, &territory.demand(), &territory.supply, how);
    let without_service: Vec<usize> = (0..reach.origin_count()).filter(|zone| reach.from_origin(*zone).len() == 0).collect();
    let mut reasons = territory.reasons(&without_service);
    note_unreached(without_service.len(), summary);
    for (reason, people) in reasons.iter_mut().zip(&territory.population) {
        if people.is_none_or(|people| people <= 0.0) && reason.is_none() {
            *reason = Some("no_population".to_owned());
        }
    }
    Ok(Found { access: costs.into_iter().map(|cost| cost.unwrap_or(f64::NAN)).collect(), reasons })
}

/// The pairs within a limit.
fn limited(reach: &Reach, within: impl Fn(f64) -> bool) -> Reach {
    let mut kept = Reach { starts: vec![0], ..Reach::default() };
    for origin in 0..reach.origin_count() {
        for (destination, cost) in reach.from_origin(origin).filter(|(_, cost)| within(*cost)) {
            kept.destinations.push(destination as u32);
            kept.minutes.push(cost);
        }
        kept.starts.push(kept.destinations.len());
    }
    kept
}

/// Divides by the mean over people: 1 is what a person has on average.
fn normalise(access: &mut [f64], territory: &Territory, summary: &mut Summary) {
    let known = || access.iter().zip(territory.demand()).filter(|(access, _)| access.is_finite());
    let (sum, people) = known().fold((0.0, 0.0), |(sum, all), (access, people)| (sum + access * people, all + people));
    let mean = sum / people;
    summary.finding("mean", mean);
    for access in access {
        *access /= mean;
    }
}

fn per(options: &Options) -> f64 {
    options.per.unwrap_or(if options.method == Method::LocalPotential { 100_000.0 } else { 1.0 })
}

fn note_unreached(count: usize, summary: &mut Summary) {
    summary.finding("none_in_reach", count as u64);
    if count > 0 {
        summary.warn("none-in-reach", text!("{count} zones n’atteignent aucun service", "{count} zones reach no service"));
    }
}

fn note_unasked(territory: &Territory, without_demand: &[usize], summary: &mut Summary) {
    if !without_demand.is_empty() {
        let count = without_demand.len();
        summary.finding("services_without_demand", territory.services.at(without_demand));
        summary.warn(
            "services-without-demand",
            text!("{count} services n’ont personne dans leur portée", "{count} services have nobody in their reach"),
        );
    }
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "access",
        question: Text::new(
            "À quel point chaque zone atteint-elle les services, compte tenu de leur capacité et de tous ceux qui les partagent ?",
            "How well does each zone reach services, given their capacity and all who share them?",
        ),
        formula: "nearest: min_j d_ij\ncumulative: sum_j S_j [d_ij <= r]; gravity: sum_j S_j w(d_ij)\n2sfca, e2sfca, apl: R_j = S_j / sum_i P_i w(d_ij), A_i = sum_j R_j w(d_ij)\nm2sfca: A_i = sum_j R_j w(d_ij)^2\n3sfca: G_ij = w_ij / sum_k w_ik enters both sums\nraam: people move until d_ij / tau + (crowding of j / mean crowding) cannot be lowered",
        source: "Hansen 1959; Radke & Mu 2000; Luo & Wang 2003 (2SFCA); Luo & Qi 2009 (E2SFCA); Wan, Zou & Sternberg 2012 (3SFCA); Delamater 2013 (M2SFCA); Barlet et al., DREES 2012 (APL); Saxon & Snow 2020 (RAAM)",
        defaults: Text::new(
            "sans --costs, les coûts sont les distances entre les colonnes x, y ; e2sfca aux anneaux 10, 20, 30 minutes (1 ; 0,68 ; 0,22) ; apl 10, 15, 20 minutes (1 ; 2/3 ; 1/3) pour 100 000 habitants standardisés ; toute borne est comprise",
            "without --costs, costs are distances between columns x, y; e2sfca with rings of 10, 20, 30 minutes (1, 0.68, 0.22); apl 10, 15, 20 minutes (1, 2/3, 1/3) per 100,000 standardised people; every bound is included",
        ),
        limits: Text::new(
            "dans les coûts, une paire absente est hors d’atteinte : la zone vaut 0 avec le motif none_in_reach ; apl attend une population déjà standardisée par âge ; le coût ne dit pas si le service reçoit ce public",
            "of costs, a pair that is absent is out of reach: the zone has 0 with the reason none_in_reach; apl expects a population already standardised by age; cost does not say whether the service receives these people",
        ),
    }
}

fn missing_decay() -> Fault {
    Fault::new(
        "missing-decay",
        Text::new("il manque la décroissance", "the decay is missing"),
        Text::new("la donner avec --decay, comme gaussian:15", "give it with --decay, such as gaussian:15"),
    )
    .in_column("--decay")
}

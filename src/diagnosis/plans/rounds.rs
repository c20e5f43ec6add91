//! *Sortie d'aller-vers*: from here, in so much time, where a team meets the most unmet need.

use serde::Serialize;
use utoipa::ToSchema;

use super::Watch;
use crate::analysis::rank::descending;
use crate::analysis::rounds::{Depot, Effort, Objective, Problem, Stage, Stop, Vehicle, schedule, solve};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::coverage::{Assessment, CoverageQuery};
use crate::diagnosis::take_up::{TakeUp, ZoneTakeUp};
use crate::diagnosis::targets::drivers::low;
use crate::diagnosis::targets::need::Need;
use crate::diagnosis::wording::{duration, paragraph, percent, whole};
use crate::diagnosis::{Method, layer, sources};
use crate::domain::{DatasetId, Fault, Minutes, Position, Text, Travel, ZoneCode};
use crate::text;

/// Stops weighed up at most: those that promise most for the time they take.
const STOPS: usize = 40;

/// Steps and seed of the search.
const EFFORT: Effort = Effort { iterations: 20_000, seed: 17 };

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoundsQuery {
    /// The theme, how people travel to it, and how the team does.
    pub coverage: CoverageQuery,
    /// Where the team leaves from.
    pub start: Position,
    /// How long the round may take, stops included.
    pub minutes: f64,
    /// How long a stop takes.
    pub stop_minutes: f64,
    /// Whether the team comes back to where it left from.
    pub comes_back: bool,
}

/// What was asked, as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct RoundsAsked {
    /// The coverage behind it.
    pub coverage: CoverageQuery,
    /// Longitude and latitude of the start.
    pub start: [f64; 2],
    /// How long the round may take.
    pub minutes: f64,
    /// How long a stop takes.
    pub stop_minutes: f64,
    /// Whether the team comes back.
    #[serde(rename = "return")]
    pub comes_back: bool,
}

/// The round.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Round {
    /// What was asked.
    pub query: RoundsAsked,
    /// How.
    pub method: Method,
    /// How long it takes.
    pub minutes: f64,
    /// Unmet need of the stops, in people.
    pub unmet: f64,
    /// The same an hour of the round.
    pub unmet_per_hour: f64,
    /// No round over the stops weighed up meets more.
    pub bound: f64,
    /// Whether that is proved to be this one.
    pub proved: bool,
    /// The stops, in order.
    pub stops: Vec<RoundStop>,
    /// The ways between them.
    pub legs: Vec<Leg>,
    /// Zones in reach with unmet need that the round leaves out.
    pub left_out: u32,
    /// Zones in reach whose need is not known.
    pub unknown: u32,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// One stop.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RoundStop {
    /// From 1.
    pub order: u32,
    /// The zone.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// The home in the middle of its people: longitude and latitude.
    pub position: [f64; 2],
    /// Minutes after leaving when the team arrives.
    pub arrival_minutes: f64,
    /// Minutes after leaving when it goes on.
    pub departure_minutes: f64,
    /// Unmet need, in people.
    pub unmet: f64,
    /// Why here.
    pub why: Text,
}

/// The way to a stop, or back.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Leg {
    /// How long it takes.
    pub minutes: f64,
    /// How long it is.
    pub metres: f64,
    /// Its points: longitude and latitude.
    pub points: Vec<[f64; 2]>,
}

/// What the territory says of unmet need.
pub struct Unmet<'a> {
    /// Access to the theme.
    pub assessment: &'a Assessment,
    /// The signal of non-take-up, where it can be told.
    pub take_up: Option<&'a TakeUp>,
}

/// A zone that may be visited.
struct Candidate {
    zone: usize,
    position: Position,
    unmet: f64,
    minutes: f64,
}

/// The round that meets the most unmet need.
///
/// # Algorithm
/// Unmet need of a zone, in people: those short of access to the theme, times the zone's social need (its percentile, 0 to
/// 1), plus the recipients of minimum income who are surely missing. Stops are the homes in the middle of each zone's
/// people; the forty that promise most for the time they take are weighed up, and the round is a prize-collecting one.
///
/// # Errors
/// `geography-not-loaded`, `off-the-streets`, `nothing-in-reach`.
pub fn rounds(atlas: &Atlas, travel: &dyn Travel, query: &RoundsQuery, known: &Unmet<'_>, watch: &dyn Watch) -> Result<Round, Fault> {
    let layer = layer(atlas, query.coverage.geography)?;
    if let Some(why) = travel.unplaced(&[query.start]).into_iter().next().flatten() {
        let Text { fr, en } = why.text();
        let message = text!("de ce départ, les temps ne sont pas connus : {fr}", "from this start, times are not known: {en}");
        return Err(Fault::new("off-the-streets", message, Text::new("partir d’une rue", "start from a street")).at_pointer("/start"));
    }
    let need = Need::of(atlas, layer, Some(query.coverage.theme));
    let planner = Planner { atlas, layer, travel, query, known, need: &need };
    let (candidates, in_reach, unknown) = planner.candidates();
    if candidates.is_empty() {
        return Err(nothing_in_reach());
    }
    watch.reached(20);
    let problem = planner.problem(&candidates);
    let solution = solve(&problem, EFFORT, &|stage| {
        watch.reached(if stage == Stage::Search { 50 } else { 80 });
        watch.is_dismissed()
    });
    watch.reached(95);
    let round = solution.rounds.first().cloned().unwrap_or_default();
    let stops = planner.stops(&problem, &candidates, &round);
    let back = schedule(&problem, 0, &round).map_or(0.0, |(left, _, back)| back - left);
    let unmet = stops.iter().map(|stop| stop.unmet).sum::<f64>() + 0.0;
    let bound = solution.bound.unwrap_or(unmet).max(unmet);
    Ok(Round {
        query: planner.asked(),
        method: planner.method(candidates.len()),
        minutes: tenth(back),
        unmet,
        unmet_per_hour: if back > 0.0 { unmet / (back / 60.0) } else { 0.0 },
        bound,
        proved: bound - unmet <= 1e-9 * bound,
        legs: planner.legs(&stops),
        left_out: (in_reach - stops.len()) as u32,
        unknown: unknown as u32,
        sources: planner.sources(),
        stops,
    })
}

struct Planner<'a> {
    atlas: &'a Atlas,
    layer: &'a Layer,
    travel: &'a dyn Travel,
    query: &'a RoundsQuery,
    known: &'a Unmet<'a>,
    need: &'a Need,
}

impl Planner<'_> {
    /// The zones to weigh up, how many in reach have unmet need, and of how many it is not known.
    fn candidates(&self) -> (Vec<Candidate>, usize, usize) {
        let hearts: Vec<Position> = (0..self.layer.zones.len()).map(|zone| self.layer.origins.heart(zone)).collect();
        let left = self.query.minutes - self.query.stop_minutes;
        let farthest = if self.query.comes_back { left / 2.0 } else { left };
        if farthest <= 0.0 {
            return (Vec::new(), 0, 0);
        }
        let reach = self.travel.reach(&[self.query.start], &hearts, Minutes(farthest));
        let mut unknown = 0;
        let mut found = Vec::new();
        for (zone, minutes) in reach.from_origin(0) {
            match self.unmet(zone) {
                Some(unmet) if unmet > 0.0 => found.push(Candidate { zone, position: hearts[zone], unmet, minutes }),
                Some(_) => {}
                None => unknown += 1,
            }
        }
        let promise: Vec<f64> = found.iter().map(|candidate| candidate.unmet / (candidate.minutes + self.query.stop_minutes)).collect();
        let in_reach = found.len();
        let mut kept: Vec<usize> = descending(&promise).into_iter().take(STOPS).collect();
        kept.sort_unstable();
        let mut places = 0..;
        found.retain(|_| places.next().is_some_and(|place: usize| kept.binary_search(&place).is_ok()));
        (found, in_reach, unknown)
    }

    /// People short of access times need, and missing recipients; `None` when neither is known.
    fn unmet(&self, zone: usize) -> Option<f64> {
        let short = self.known.assessment.short[zone].value().zip(self.need.scores[zone]).map(|(short, need)| short * need.value);
        let missing = self.signal(zone).and_then(missing);
        short.into_iter().chain(missing).reduce(|short, missing| short + missing)
    }

    fn signal(&self, zone: usize) -> Option<&ZoneTakeUp> {
        self.known.take_up.and_then(|take_up| take_up.zones.get(zone))
    }

    fn problem(&self, candidates: &[Candidate]) -> Problem {
        let places: Vec<Position> = candidates.iter().map(|candidate| candidate.position).chain([self.query.start]).collect();
        let reach = self.travel.reach(&places, &places, Minutes(self.query.minutes));
        let mut costs = vec![f64::INFINITY; places.len() * places.len()];
        for from in 0..places.len() {
            for (to, minutes) in reach.from_origin(from) {
                costs[from * places.len() + to] = minutes;
            }
            costs[from * places.len() + from] = 0.0;
            if !self.query.comes_back {
                costs[from * places.len() + candidates.len()] = 0.0;
            }
        }
        let stop = |candidate: &Candidate| Stop {
            service: self.query.stop_minutes,
            ready: 0.0,
            due: f64::INFINITY,
            demand: 0.0,
            prize: candidate.unmet,
        };
        let depot = Depot { ready: 0.0, due: f64::INFINITY, service: 0.0 };
        let shift = self.query.minutes;
        let team = Vehicle { depot: 0, capacity: f64::INFINITY, shift, range: f64::INFINITY, fixed: 0.0, unit: 1.0 };
        Problem::new(Objective::Need, candidates.iter().map(stop).collect(), vec![depot], vec![team], costs, 1.0)
    }

    fn stops(&self, problem: &Problem, candidates: &[Candidate], round: &[usize]) -> Vec<RoundStop> {
        let Some((left, visits, _)) = schedule(problem, 0, round) else { return Vec::new() };
        let stop = |(order, visit): (u32, crate::analysis::rounds::Visit)| {
            let candidate = &candidates[visit.stop];
            let zone = &self.layer.zones[candidate.zone];
            RoundStop {
                order,
                zone: zone.code.clone(),
                name: zone.name.clone(),
                position: [candidate.position.lon(), candidate.position.lat()],
                arrival_minutes: tenth(visit.arrival - left),
                departure_minutes: tenth(visit.departure - left),
                unmet: candidate.unmet,
                why: self.why(candidate.zone),
            }
        };
        (1..).zip(visits).map(stop).collect()
    }

    /// Why a zone is worth a stop: lack of access, social need, missing recipients.
    fn why(&self, zone: usize) -> Text {
        let short = self.known.assessment.short[zone].value().filter(|short| *short >= 1.0).map(|short| {
            let (short, theme) = (whole(short), self.query.coverage.theme.label());
            Text::new(
                format!("{} personnes manquent d’accès (thème « {} »)", short.fr, theme.fr),
                format!("{} people lack access (theme “{}”)", short.en, theme.en),
            )
        });
        let need = self.need.scores[zone].map(|need| {
            let among = percent(need.value);
            Text::new(
                format!("besoin social plus fort que dans {} des autres zones", among.fr),
                format!("more social need than in {} of other zones", among.en),
            )
        });
        let missing = self.signal(zone).and_then(missing).map(|missing| {
            let missing = whole(missing);
            Text::new(
                format!("environ {} allocataires du RSA de moins qu’attendu", missing.fr),
                format!("about {} fewer RSA recipients than expected", missing.en),
            )
        });
        let told: Vec<Text> = [short, need, missing].into_iter().flatten().collect();
        let (fr, en): (Vec<String>, Vec<String>) = told.into_iter().map(|Text { fr, en }| (fr, en)).unzip();
        Text::new(fr.join("\u{a0}; "), en.join("; "))
    }

    fn legs(&self, stops: &[RoundStop]) -> Vec<Leg> {
        let place = |stop: &RoundStop| Position::new(stop.position[0], stop.position[1]).ok();
        let back = (self.query.comes_back && !stops.is_empty()).then_some(self.query.start);
        let places: Vec<Position> = [self.query.start].into_iter().chain(stops.iter().filter_map(place)).chain(back).collect();
        places.windows(2).filter_map(|pair| self.leg(pair[0], pair[1])).collect()
    }

    fn leg(&self, from: Position, to: Position) -> Option<Leg> {
        let route = self.travel.route(from, to)?;
        let points = route.points.iter().map(|point| [point.lon(), point.lat()]).collect();
        Some(Leg { minutes: tenth(route.minutes.0), metres: route.metres.0.round(), points })
    }

    fn asked(&self) -> RoundsAsked {
        let RoundsQuery { coverage, start, minutes, stop_minutes, comes_back } = *self.query;
        RoundsAsked { coverage, start: [start.lon(), start.lat()], minutes, stop_minutes, comes_back }
    }

    fn method(&self, weighed: usize) -> Method {
        let (weighed, stop) = (whole(weighed as f64), duration(self.query.stop_minutes));
        let unmet = Text::new(
            "Le besoin non couvert d’une zone est le nombre de personnes qui manquent d’accès au thème, pondéré par le besoin social de la zone, plus les allocataires du RSA dont le manque est sûr : c’est ce vers quoi l’on va, non le nombre de personnes que l’on rencontrera.",
            "The unmet need of a zone is the number of people who lack access to the theme, weighted by the zone’s social need, plus the RSA recipients who are surely missing: it is what one goes towards, not how many people one will meet.",
        );
        let search = Text::new(
            format!(
                "{} zones à portée sont pesées ; chaque arrêt dure {}, au cœur habité de la zone ; le parcours retenu rencontre le plus de besoin dans le temps donné.",
                weighed.fr, stop.fr
            ),
            format!(
                "{} zones in reach are weighed up; each stop takes {}, at the heart of the zone’s people; the round kept meets the most need in the time given.",
                weighed.en, stop.en
            ),
        );
        Method {
            name: Text::new("Sortie d’aller-vers : tournée à gains", "Outreach round: prize collecting"),
            note: paragraph([unmet, search, self.travel.method()]),
            citation: "Vansteenwegen, Souffriau & Van Oudheusden 2011; Christiaens & Vanden Berghe 2020".to_owned(),
        }
    }

    fn sources(&self) -> Vec<DatasetId> {
        let assessment = self.known.assessment;
        let services = assessment.supply.services.iter().map(|service| self.atlas.services[*service as usize].dataset.clone());
        let people = assessment.people.basis.iter().map(|basis| basis.dataset.clone());
        let take_up = self.known.take_up.iter().flat_map(|take_up| take_up.sources.clone());
        let travel = self.atlas.travel_sources(self.layer, self.query.coverage.mode);
        sources(services.chain(people).chain(take_up).chain(self.need.datasets()).chain(travel))
    }
}

/// Recipients who are missing, where that is sure.
fn missing(signal: &ZoneTakeUp) -> Option<f64> {
    signal.shortfall.value().filter(|_| low(signal))
}

fn tenth(minutes: f64) -> f64 {
    (minutes * 10.0).round() / 10.0
}

fn nothing_in_reach() -> Fault {
    Fault::new(
        "nothing-in-reach",
        Text::new(
            "aucune zone où un besoin est connu n’est à portée de ce départ",
            "no zone whose need is known is in reach of this start",
        ),
        Text::new("partir d’ailleurs, ou donner plus de temps", "start elsewhere, or give more time"),
    )
    .at_pointer("/start")
}

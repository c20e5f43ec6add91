//! Better places nearby for a service that is added or moved.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::groups::total;
use super::{BetterFor, Change, ScenarioQuery, altered};
use crate::analysis::rank::descending;
use crate::diagnosis::coverage::assessment::PER_PEOPLE;
use crate::diagnosis::coverage::conditions::{obstacles, reserved_to, residence};
use crate::diagnosis::coverage::standing::{After, Standing, Ways};
use crate::diagnosis::coverage::summary::short;
use crate::domain::{Fault, Measure, Position, Reach, Service, Text, ZoneCode};
use crate::spatial::distance::metres as distance;
use crate::text;

/// At most so many places are tried: the nearest.
const TRIED: usize = 48;

/// At most so many are told.
const TOLD: usize = 5;

/// Less than one person fewer is not better.
const WORTH: f64 = 1.0;

/// Places closer to each other than this say the same, in metres.
const APART_METRES: f64 = 150.0;

/// Where a service would leave fewer people short.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Better {
    /// The change it is about, counted from 0.
    pub change: usize,
    /// Places within so many minutes of the one asked were tried.
    pub radius_minutes: f64,
    /// How many were tried.
    pub tried: u32,
    /// What the place asked does.
    pub asked: Gain,
    /// Places that leave fewer people short than the one asked, best first.
    pub places: Vec<BetterPlace>,
}

/// What one place does, all other changes made.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = PlaceGain)]
pub struct Gain {
    /// People short of access, more or (below zero) fewer.
    pub short_change: f64,
    /// People who have a service within the limit only then.
    pub newly_covered: Measure,
}

/// A place and what it does.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BetterPlace {
    /// Longitude and latitude.
    pub position: [f64; 2],
    /// The zone it is in.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// What the place is.
    pub kind: PlaceKind,
    /// Minutes from the place asked.
    pub minutes_away: f64,
    /// What it does.
    #[serde(flatten)]
    pub gain: Gain,
}

/// What a place that was tried is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// The home in the middle of a zone's people.
    Home,
    /// The centre of a zone.
    Centre,
}

struct Candidate {
    zone: usize,
    kind: PlaceKind,
    position: Position,
    minutes: f64,
}

/// Better places for the service asked for; `None` when no change adds or moves one, or none was asked for.
///
/// # Errors
/// `bad-scenario` when the change named neither adds nor moves.
pub fn better(ways: Ways<'_>, query: &ScenarioQuery, standing: &Standing) -> Result<Option<Better>, Fault> {
    let places = |index: &usize| query.changes[*index].position().is_some();
    let wanted = match query.better_for {
        BetterFor::Nobody => None,
        BetterFor::Last => (0..query.changes.len()).rev().find(places),
        BetterFor::Change(index) => {
            Some(index).filter(|index| *index < query.changes.len()).filter(places).ok_or_else(nothing_to_place).map(Some)?
        }
    };
    let Some(index) = wanted else { return Ok(None) };
    let (Some((service, supply)), Some(asked)) = (altered::made(ways, query, index), query.changes[index].position()) else {
        return Ok(None);
    };
    let mut altered = altered::altered(ways, &without(query, index), standing)?;
    if let Some(place) = query.changes[index].service().and_then(|id| altered::place_of(ways, standing, id)) {
        altered.gone.insert(place);
    }
    let after = standing.after(ways, &altered);
    let trial = Trial { ways, standing, after: &after, service: &service, supply };
    Ok(Some(trial.better(index, asked)))
}

/// The scenario without one of its changes.
fn without(query: &ScenarioQuery, index: usize) -> ScenarioQuery {
    let changes: Vec<Change> =
        query.changes.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, change)| change.clone()).collect();
    ScenarioQuery { changes, ..query.clone() }
}

/// One service tried in several places, once all other changes are made.
struct Trial<'a> {
    ways: Ways<'a>,
    standing: &'a Standing,
    after: &'a After,
    service: &'a Service,
    supply: f64,
}

impl Trial<'_> {
    fn better(&self, change: usize, asked: Position) -> Better {
        let candidates = self.candidates(asked);
        let places: Vec<Position> = std::iter::once(asked).chain(candidates.iter().map(|candidate| candidate.position)).collect();
        let limit = self.standing.assessment.query.limit_minutes;
        let reach = self.ways.travel.reach(&self.ways.layer.origins.positions, &places, limit);
        let beyond = self.standing.asking_beyond(self.ways, self.service, &places);
        let gains: Vec<Gain> =
            self.by_place(&reach, places.len()).iter().zip(beyond).map(|(ways, beyond)| self.gain(ways, beyond)).collect();
        let least = gains[0].short_change;
        let improvements: Vec<f64> = gains[1..].iter().map(|gain| least - gain.short_change).collect();
        let best = descending(&improvements).into_iter().filter(|place| improvements[*place] > WORTH);
        let mut told: Vec<usize> = Vec::new();
        for place in best {
            let metres = |other: &usize| distance(candidates[*other].position, candidates[place].position).0;
            if told.len() < TOLD && told.iter().all(|other| metres(other) >= APART_METRES) {
                told.push(place);
            }
        }
        let place = |index: usize| self.told(&candidates[index], gains[index + 1].clone());
        Better {
            change,
            radius_minutes: limit.0,
            tried: candidates.len() as u32,
            places: told.into_iter().map(place).collect(),
            asked: gains[0].clone(),
        }
    }

    /// Homes in the middle of zones, and centres, within the limit of the place asked, nearest first.
    fn candidates(&self, asked: Position) -> Vec<Candidate> {
        let layer = self.ways.layer;
        let homes = (0..layer.zones.len()).map(|zone| (zone, PlaceKind::Home, layer.origins.heart(zone)));
        let centres = (0..layer.zones.len()).map(|zone| (zone, PlaceKind::Centre, layer.centres[zone]));
        let all: Vec<_> = homes.chain(centres).collect();
        let places: Vec<Position> = all.iter().map(|(_, _, position)| *position).collect();
        let near = self.ways.travel.reach(&[asked], &places, self.standing.assessment.query.limit_minutes);
        let mut kept: Vec<Candidate> = Vec::new();
        for (place, minutes) in near.from_origin(0) {
            let (zone, kind, position) = all[place];
            if kept.len() < TRIED && kept.iter().all(|other| other.position != position) {
                kept.push(Candidate { zone, kind, position, minutes });
            }
        }
        kept
    }

    /// Who reaches each place: start and minutes; only those the service serves.
    fn by_place(&self, reach: &Reach, places: usize) -> Vec<Vec<(usize, usize, f64)>> {
        let mut ways = vec![Vec::new(); places];
        if !obstacles(self.service, &self.standing.assessment.query).none() {
            return ways;
        }
        let layer = self.ways.layer;
        for zone in 0..layer.zones.len() {
            let admitted = |areas: &[String]| {
                let residence = residence(layer, zone);
                areas.iter().any(|area| residence.contains(area))
            };
            if !reserved_to(self.service).is_none_or(admitted) {
                continue;
            }
            for start in layer.origins.of_zone(zone) {
                for (place, minutes) in reach.from_origin(start) {
                    ways[place].push((zone, start, minutes));
                }
            }
        }
        ways
    }

    /// What the service does in a place: it shares itself among those who reach it, and takes nothing from others.
    fn gain(&self, ways: &[(usize, usize, f64)], beyond: f64) -> Gain {
        let (demand, standing) = (self.standing.demand(), self.standing);
        let asked = beyond + ways.iter().map(|(_, start, minutes)| demand[*start] * standing.weight(*minutes)).sum::<f64>();
        let offered = if asked > 0.0 { self.supply / asked } else { 0.0 };
        let mut zones: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        let limit = standing.assessment.query.limit_minutes.0;
        for (zone, start, minutes) in ways {
            let (access, covered) = zones.entry(*zone).or_default();
            *access += standing.shares[*start] * offered * standing.weight(*minutes);
            let before = self.after.minutes(*start).unwrap_or_else(|| standing.minutes(*start));
            *covered += if before <= limit { 0.0 } else { standing.shares[*start] };
        }
        let people = &standing.assessment.people.counts;
        let short_change = zones.iter().filter_map(|(zone, (access, _))| self.short_change(*zone, *access)).sum::<f64>() + 0.0;
        let share = |zone: usize| zones.get(&zone).map_or(0.0, |(_, covered)| covered.min(1.0));
        Gain { short_change, newly_covered: total(people, share, people).0 }
    }

    fn short_change(&self, zone: usize, access: f64) -> Option<f64> {
        let assessment = &self.after.assessment;
        let (people, before) = (assessment.people.counts[zone], assessment.access[zone].value()?);
        let after = Measure::estimated(before + access * PER_PEOPLE, None);
        Some(short(after, people, assessment.reference).value()? - assessment.short[zone].value()?)
    }

    fn told(&self, candidate: &Candidate, gain: Gain) -> BetterPlace {
        let zone = &self.ways.layer.zones[candidate.zone];
        BetterPlace {
            position: [candidate.position.lon(), candidate.position.lat()],
            zone: zone.code.clone(),
            name: zone.name.clone(),
            kind: candidate.kind,
            minutes_away: (candidate.minutes * 10.0).round() / 10.0,
            gain,
        }
    }
}

fn nothing_to_place() -> Fault {
    Fault::new(
        "bad-scenario",
        Text::new("ce changement ne place aucun service", "this change places no service"),
        text!(
            "better_for : le rang d’un ajout ou d’un déplacement, compté à partir de 0, ou null",
            "better_for: the place of an addition or a move, counted from 0, or null"
        ),
    )
    .at_pointer("/better_for")
}

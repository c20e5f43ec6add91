//! Travelling by the times of an engine, with the local way behind it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::blocks::{Block, blocks};
use super::service::Service;
use super::{Failure, Kind};
use crate::domain::{Drawn, Metres, Minutes, Mode, Position, Reach, Route, Text, Travel, Unplaced};
use crate::network::StraightLine;
use crate::text;

/// How far from a door a street is looked for, as over our own streets: an engine moves a place any distance.
pub const FARTHEST_STREET: Metres = Metres(250.0);

/// Pace between a door and the street, in metres a minute: 4.5 km/h, as over our own streets.
const APPROACH: f64 = 75.0;

/// Straight line beyond which nothing is asked, in metres.
const FARTHEST: f64 = 150_000.0;

/// Limits within which the nearest place is looked for, one after the other.
const ROUNDS: [Minutes; 3] = [Minutes(15.0), Minutes(60.0), Minutes(f64::INFINITY)];

/// An engine in one mode, and the local way that stands in for it.
///
/// # Algorithm
/// 1. The engine says how far each place lies from its street; beyond 250 m the place has no time. The metres between
///    are walked, at both ends.
/// 2. Pairs so far apart that no traveller of the mode makes it are left out; the others are asked in tables of the
///    size that engines take, a few at a time.
///
/// # Notes
/// When a question fails after all attempts, all of it is answered by the local way, and so are those after it:
/// an answer is never half of one and half of the other. [`Travel::method`] says so. A new snapshot tries the engine again.
pub struct Remote {
    service: Service,
    local: Arc<dyn Travel>,
    answered: AtomicBool,
    failed: OnceLock<Failure>,
}

/// The places that lie near a street.
struct Placed {
    /// Their index among all.
    index: Vec<usize>,
    /// Where they are.
    positions: Vec<Position>,
    /// Minutes to the street.
    minutes: Vec<f64>,
}

impl Remote {
    /// An engine, and the way that stands in for it.
    pub fn new(service: Service, local: Arc<dyn Travel>) -> Self {
        Self { service, local, answered: AtomicBool::new(false), failed: OnceLock::new() }
    }

    /// Why the engine is no longer asked, when it is not.
    pub fn failure(&self) -> Option<&Failure> {
        self.failed.get()
    }

    /// The engine's answer to a whole question, else the local one.
    fn answer<T>(&self, engine: impl FnOnce() -> Result<T, Failure>, local: impl FnOnce(&dyn Travel) -> T) -> T {
        if self.failure().is_none() {
            match engine() {
                Ok(answer) => {
                    self.answered.store(true, Ordering::Relaxed);
                    return answer;
                }
                Err(failure) => {
                    tracing::warn!(engine = %self.service.address, mode = %self.service.mode, %failure, "the engine is set aside");
                    // Of two failures at the same moment the first is told.
                    let _ = self.failed.set(failure);
                    self.service.set_aside.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
        local(&*self.local)
    }

    fn placed(&self, positions: &[Position]) -> Result<Placed, Failure> {
        let off = self.service.metres_off(positions)?;
        let near =
            |(index, metres): (usize, Option<f64>)| metres.filter(|metres| *metres <= FARTHEST_STREET.0).map(|metres| (index, metres));
        let (index, metres): (Vec<_>, Vec<_>) = off.into_iter().enumerate().filter_map(near).unzip();
        let (places, minutes) =
            (index.iter().map(|&index| positions[index]).collect(), metres.iter().map(|metres| metres / APPROACH).collect());
        Ok(Placed { index, positions: places, minutes })
    }

    /// Every pair within a limit, by origin as numbered in `from`, nearest first, destinations as numbered by who asks.
    fn times(&self, from: &Placed, to: &Placed, limit: Minutes) -> Result<Vec<Vec<(f64, u32)>>, Failure> {
        let plausible = plausible(self.service.mode, from, to, limit);
        let tables = blocks(&from.positions, &plausible, self.service.block());
        let answers = self.service.tables(&from.positions, &to.positions, &tables)?;
        let mut rows = vec![Vec::new(); from.index.len()];
        for (Block { origins, destinations }, minutes) in tables.iter().zip(&answers) {
            for (&origin, row) in origins.iter().zip(minutes.chunks(destinations.len())) {
                for (place, _) in plausible.from_origin(origin) {
                    let told = destinations.binary_search(&place).ok().and_then(|column| row[column]);
                    let whole = told.map(|minutes| from.minutes[origin] + minutes + to.minutes[place]);
                    rows[origin].extend(whole.filter(|minutes| *minutes <= limit.0).map(|minutes| (minutes, to.index[place] as u32)));
                }
            }
        }
        for row in &mut rows {
            row.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        Ok(rows)
    }

    fn asked_reach(&self, origins: &[Position], destinations: &[Position], limit: Minutes) -> Result<Reach, Failure> {
        let (from, to) = (self.placed(origins)?, self.placed(destinations)?);
        let mut rows = vec![Vec::new(); origins.len()];
        for (&origin, row) in from.index.iter().zip(self.times(&from, &to, limit)?) {
            rows[origin] = row;
        }
        let mut reach = Reach { starts: vec![0], ..Reach::default() };
        for row in rows {
            reach.destinations.extend(row.iter().map(|(_, place)| *place));
            reach.minutes.extend(row.iter().map(|(minutes, _)| *minutes));
            reach.starts.push(reach.destinations.len());
        }
        Ok(reach)
    }

    fn asked_nearest(&self, origins: &[Position], destinations: &[Position]) -> Result<Vec<Option<(usize, Minutes)>>, Failure> {
        let (mut from, to) = (self.placed(origins)?, self.placed(destinations)?);
        let mut found = vec![None; origins.len()];
        for limit in ROUNDS {
            let rows = self.times(&from, &to, limit)?;
            for (&origin, row) in from.index.iter().zip(&rows) {
                found[origin] = row.first().map(|&(minutes, place)| (place as usize, Minutes(minutes)));
            }
            from = from.without(|origin| found[origin].is_some());
        }
        Ok(found)
    }
}

impl Placed {
    fn without(&self, done: impl Fn(usize) -> bool) -> Self {
        let left = || (0..self.index.len()).filter(|&row| !done(self.index[row]));
        Self {
            index: left().map(|row| self.index[row]).collect(),
            positions: left().map(|row| self.positions[row]).collect(),
            minutes: left().map(|row| self.minutes[row]).collect(),
        }
    }
}

/// The pairs that someone could make within a limit, were there a straight road.
fn plausible(mode: Mode, from: &Placed, to: &Placed, limit: Minutes) -> Reach {
    let kmh = match mode {
        Mode::Walk => 7.0,
        Mode::Bike => 35.0,
        Mode::Car => 140.0,
    };
    let straight = StraightLine { kmh, detour: 1.0, mode };
    let longest = FARTHEST / straight.metres(Minutes(1.0)).0;
    straight.reach(&from.positions, &to.positions, Minutes(limit.0.min(longest)))
}

impl Travel for Remote {
    fn method(&self) -> Text {
        let (engine, local) = (self.engine(), self.local.method());
        let Some(failure) = self.failure() else { return engine };
        let (name, host, why) = (self.service.kind.name(), &self.service.address, failure.text());
        let gone = Text::new(
            format!("Moteur {name} injoignable ({host} : {})", why.fr),
            format!("Engine {name} out of reach ({host}: {})", why.en),
        );
        if self.answered.load(Ordering::Relaxed) {
            Text::new(
                format!("{} {} en cours de route ; depuis : {}", engine.fr, gone.fr, local.fr),
                format!("{} {} along the way; since then: {}", engine.en, gone.en, local.en),
            )
        } else {
            Text::new(format!("{} ; à la place : {}", gone.fr, local.fr), format!("{}; in its place: {}", gone.en, local.en))
        }
    }

    fn reach(&self, origins: &[Position], destinations: &[Position], limit: Minutes) -> Reach {
        self.answer(|| self.asked_reach(origins, destinations, limit), |local| local.reach(origins, destinations, limit))
    }

    fn nearest(&self, origins: &[Position], destinations: &[Position]) -> Vec<Option<(usize, Minutes)>> {
        self.answer(|| self.asked_nearest(origins, destinations), |local| local.nearest(origins, destinations))
    }

    fn metres(&self, minutes: Minutes) -> Metres {
        self.local.metres(minutes)
    }

    fn unplaced(&self, positions: &[Position]) -> Vec<Option<Unplaced>> {
        let far = |metres: Option<f64>| match metres {
            Some(metres) if metres <= FARTHEST_STREET.0 => None,
            _ => Some(Unplaced::FarFromStreets { limit: FARTHEST_STREET }),
        };
        let asked = || Ok(self.service.metres_off(positions)?.into_iter().map(far).collect());
        self.answer(asked, |local| local.unplaced(positions))
    }

    /// The local way: tables of times hold no ways.
    fn route(&self, from: Position, to: Position) -> Option<Route> {
        self.local.route(from, to)
    }

    fn ground(&self, from: Position, limits: &[Minutes]) -> Result<Drawn, Unplaced> {
        let local = |local: &dyn Travel| local.ground(from, limits);
        if self.service.kind == Kind::Osrm {
            let drawn = local(&*self.local)?;
            let instead = Text::new("OSRM ne dessine pas d’isochrones ; à la place :", "OSRM draws no isochrones; in their place:");
            return Ok(Drawn {
                method: Text::new(format!("{} {}", instead.fr, drawn.method.fr), format!("{} {}", instead.en, drawn.method.en)),
                ..drawn
            });
        }
        let asked = || {
            if self.placed(&[from])?.index.is_empty() {
                return Ok(Err(Unplaced::FarFromStreets { limit: FARTHEST_STREET }));
            }
            Ok(Ok(Drawn { outlines: self.service.isochrones(from, limits)?, method: self.engine(), local: false }))
        };
        // When it fails, what is said is that it failed.
        self.answer(asked, |way| local(way).map(|drawn| Drawn { method: self.method(), ..drawn }))
    }
}

impl Remote {
    fn engine(&self) -> Text {
        let (name, host, Metres(limit)) = (self.service.kind.name(), &self.service.address, FARTHEST_STREET);
        let (fr, en) = match self.service.mode {
            Mode::Walk => ("Temps de marche demandés", "Walking times asked of"),
            Mode::Bike => ("Temps à vélo demandés", "Cycling times asked of"),
            Mode::Car => ("Temps en voiture demandés", "Driving times asked of"),
        };
        text!(
            "{fr} au moteur {name} ({host}), avec ses rues, leur date et ses vitesses ; de la porte à la rue à 4,5 km/h ; au-delà de {limit:.0} m d’une rue, le temps n’est pas connu.",
            "{en} the engine {name} ({host}), with its streets, their date and its speeds; from the door to the street at 4.5 km/h; farther than {limit:.0} m from a street, the time is not known."
        )
    }
}

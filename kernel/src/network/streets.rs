//! Travelling over streets, from door to door.

use std::sync::Arc;

use rayon::prelude::*;

use super::dijkstra::Search;
use super::lines::NEVER;
use super::reach::{self, Row};
use super::stops::Side;
use super::{Drawing, Graph, Heading, Hierarchy, Lines, Matrix, Mode, Snap, Snapper, isochrone, matrix, nearest, path};
use crate::domain::{Drawn, Metres, Minutes, Position, Reach, Route, Shape, Text, Travel, Unplaced};
use crate::text;

/// Places put on streets by one task.
const CHUNK: usize = 256;

/// What a journey holds besides the streets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Approach {
    /// Pace on foot between a door and the street, in kilometres an hour.
    pub kmh: f64,
    /// How far from a door a street is looked for.
    pub limit: Metres,
    /// What every journey takes besides: waiting, parking.
    pub extra: Minutes,
}

impl Default for Approach {
    /// On foot at 4.5 km/h over 250 m at most: in Montpellier, every address but a few lies within 50 m of
    /// a street.
    fn default() -> Self {
        Self { kmh: 4.5, limit: Metres(250.0), extra: Minutes(0.0) }
    }
}

/// Where the streets come from, for the method note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The source: OpenStreetMap, the street lines of a town…
    pub source: Text,
    /// The date of the data as the source writes it, where it is known.
    pub vintage: Option<String>,
    /// The pace of the profile the times were made with, in words: `4.5 km/h`, “speed limits”.
    pub pace: Text,
}

/// A network of one mode, ready to be asked.
///
/// # Algorithm
/// 1. Every place is put on the nearest street within the limit ([`Snapper`]); the metres between are
///    walked.
/// 2. [`reach::within`] searches from the side with fewer places; [`nearest::nearest`] spreads from all
///    destinations at once.
///
/// # Units
/// Whole milliseconds inside, minutes outside.
#[derive(Debug)]
pub struct Streets {
    graph: Arc<Graph>,
    lines: Lines,
    snapper: Snapper,
    mode: Mode,
    approach: Approach,
    origin: Origin,
    metres_per_minute: f64,
}

impl Streets {
    /// Prepares a graph for questions. Linear in its edges, but for the index of its streets.
    pub fn new(graph: Arc<Graph>, mode: Mode, approach: Approach, origin: Origin) -> Self {
        let (lines, snapper, metres_per_minute) = (Lines::new(&graph), Snapper::new(&graph), usual_pace(&graph));
        Self { graph, lines, snapper, mode, approach, origin, metres_per_minute }
    }

    /// The network.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The tables that go with it.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The index of its streets.
    pub fn snapper(&self) -> &Snapper {
        &self.snapper
    }

    /// How one travels.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// What a journey holds besides the streets.
    pub fn approach(&self) -> Approach {
        self.approach
    }

    /// The street beside a place.
    ///
    /// # Errors
    /// Why there is none.
    pub fn snap(&self, at: Position) -> Result<Snap, Unplaced> {
        self.snapper.snap(&self.graph, &self.lines, at, self.approach.limit, self.approach.kmh)
    }

    /// The street beside each place.
    pub fn snap_all(&self, places: &[Position]) -> Vec<Result<Snap, Unplaced>> {
        places.par_iter().with_min_len(CHUNK).map(|&at| self.snap(at)).collect()
    }

    /// The same where the reason does not matter.
    pub fn placed(&self, places: &[Position]) -> Vec<Option<Snap>> {
        self.snap_all(places).into_iter().map(Result::ok).collect()
    }

    /// The `count` nearest destinations of each origin with their minutes, nearest first, ties by index.
    pub fn nearest_few(&self, origins: &[Position], destinations: &[Position], count: usize) -> Vec<Vec<(usize, Minutes)>> {
        let rows = nearest::nearest(&self.graph, &self.lines, &self.placed(origins), &self.placed(destinations), count);
        rows.into_iter().map(|row| row.into_iter().map(|(millis, place)| (place as usize, self.minutes(millis))).collect()).collect()
    }

    /// Milliseconds from each origin to each destination over the streets, without the extra of a journey.
    pub fn matrix(&self, hierarchy: &Hierarchy, origins: &[Position], destinations: &[Position]) -> Matrix {
        matrix::matrix(&self.graph, &self.lines, hierarchy, &self.placed(origins), &self.placed(destinations))
    }

    /// The ground within each of several limits of a place; see [`isochrone::isochrones`].
    ///
    /// # Errors
    /// Why the place is on no street.
    pub fn isochrones(
        &self,
        place: Position,
        limits: &[Minutes],
        heading: Heading,
        drawing: Drawing,
    ) -> Result<Vec<Option<Shape>>, Unplaced> {
        let snap = self.snap(place)?;
        let known: Vec<u32> = limits.iter().map(|&limit| self.limit_millis(limit).unwrap_or(0)).collect();
        Ok(isochrone::isochrones(self, &[snap], &known, heading, drawing))
    }

    /// Minutes of a whole journey from milliseconds over streets.
    pub fn minutes(&self, millis: u32) -> Minutes {
        Minutes(f64::from(millis.saturating_add(self.extra())) / 60_000.0)
    }

    /// Milliseconds that remain for the streets in so many minutes, bound included; `None` when nothing does.
    pub fn limit_millis(&self, minutes: Minutes) -> Option<u32> {
        if minutes.0.is_nan() || minutes.0 < 0.0 {
            return None;
        }
        // A time in whole milliseconds that divides into exactly the limit is within it, whatever the
        // rounding of the product.
        let nearest = (minutes.0 * 60_000.0).round().min(f64::from(NEVER - 1)) as u32;
        let millis = if f64::from(nearest) / 60_000.0 <= minutes.0 { nearest } else { nearest.checked_sub(1)? };
        millis.checked_sub(self.extra())
    }

    fn extra(&self) -> u32 {
        (self.approach.extra.0 * 60_000.0).round() as u32
    }
}

impl Travel for Streets {
    fn method(&self) -> Text {
        let Origin { source, vintage, pace } = &self.origin;
        let how = match self.mode {
            Mode::Walk => Text::new("Temps de marche par les rues", "Walking times over streets"),
            Mode::Bike => Text::new("Temps à vélo par les rues", "Cycling times over streets"),
            Mode::Car => Text::new("Temps en voiture par les rues, sans la circulation", "Driving times over streets, without traffic"),
        };
        let dated = vintage.as_ref().map(|vintage| format!(", {vintage}")).unwrap_or_default();
        let extra = self.approach.extra.0;
        let besides = if extra > 0.0 {
            let french = extra.to_string().replace('.', ",");
            text!(", plus {french} min par trajet", ", plus {extra} min for each journey")
        } else {
            Text::same("")
        };
        let Metres(limit) = self.approach.limit;
        Text::new(
            format!(
                "{} ({}){} ; rues : {}{dated} ; au-delà de {limit:.0} m d’une rue, le temps n’est pas connu.",
                how.fr, pace.fr, besides.fr, source.fr
            ),
            format!(
                "{} ({}){}; streets: {}{dated}; farther than {limit:.0} m from a street, the time is not known.",
                how.en, pace.en, besides.en, source.en
            ),
        )
    }

    fn reach(&self, origins: &[Position], destinations: &[Position], limit: Minutes) -> Reach {
        let Some(millis) = self.limit_millis(limit) else { return compressed(&vec![Row::new(); origins.len()], |_| 0.0) };
        let (from, to) = (self.placed(origins), self.placed(destinations));
        let side = Side::smaller(from.iter().flatten().count(), to.iter().flatten().count());
        compressed(&reach::within(&self.graph, &self.lines, &from, &to, millis, side), |millis| self.minutes(millis).0)
    }

    fn nearest(&self, origins: &[Position], destinations: &[Position]) -> Vec<Option<(usize, Minutes)>> {
        self.nearest_few(origins, destinations, 1).into_iter().map(|row| row.first().copied()).collect()
    }

    fn metres(&self, minutes: Minutes) -> Metres {
        Metres((minutes.0 - self.approach.extra.0).max(0.0) * self.metres_per_minute)
    }

    fn unplaced(&self, positions: &[Position]) -> Vec<Option<Unplaced>> {
        self.snap_all(positions).into_iter().map(Result::err).collect()
    }

    fn route(&self, from: Position, to: Position) -> Option<Route> {
        let way = path::way(&self.graph, &self.lines, &mut Search::default(), &self.snap(from).ok()?, &self.snap(to).ok()?)?;
        let points = std::iter::once(from).chain(way.points).chain([to]).collect();
        Some(Route { minutes: self.minutes(way.millis), metres: Metres(way.metres), points })
    }

    fn ground(&self, from: Position, limits: &[Minutes]) -> Result<Drawn, Unplaced> {
        let outlines = self.isochrones(from, limits, Heading::From, Drawing::default())?;
        Ok(Drawn { outlines, method: self.method(), local: true })
    }
}

fn compressed(rows: &[Row], minutes: impl Fn(u32) -> f64) -> Reach {
    let pairs = rows.iter().map(Vec::len).sum();
    let mut reach =
        Reach { starts: Vec::with_capacity(rows.len() + 1), destinations: Vec::with_capacity(pairs), minutes: Vec::with_capacity(pairs) };
    reach.starts.push(0);
    for row in rows {
        reach.destinations.extend(row.iter().map(|&(_, place)| place));
        reach.minutes.extend(row.iter().map(|&(millis, _)| minutes(millis)));
        reach.starts.push(reach.destinations.len());
    }
    reach
}

/// Metres a minute over all streets together.
fn usual_pace(graph: &Graph) -> f64 {
    let metres: f64 = graph.lines.iter().map(|line| f64::from(graph.metres[*line as usize / 2])).sum();
    let millis: f64 = graph.millis.iter().map(|&millis| f64::from(millis)).sum();
    if millis > 0.0 { metres / millis * 60_000.0 } else { 0.0 }
}

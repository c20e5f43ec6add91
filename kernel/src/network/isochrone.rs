//! The ground that lies within so many minutes of a place.

use std::ops::ControlFlow;

use geo::{Coord, Line, MapCoords, MultiPolygon};

use super::contour::{self, Field};
use super::dijkstra::Search;
use super::lines::Seed;
use super::snap::{Segment, coord, foot, off_millis, shares};
use super::{Snap, Streets};
use crate::domain::{Position, Shape};
use crate::spatial::ground::Ground;

/// Corners of the finest grid drawn: beyond, cells grow.
const MOST_CORNERS: f64 = 400_000.0;

/// Whether one comes from the place or goes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Where one can get to from there.
    From,
    /// From where one can get there.
    To,
}

/// How finely isochrones are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawing {
    /// Side of the cells of the grid, in metres; larger where the ground covered is vast.
    pub cell_metres: f64,
    /// How far from a street the ground still belongs to it, in metres; at least one cell and a half.
    pub margin_metres: f64,
}

impl Default for Drawing {
    /// Cells of 25 m, 75 m on either side of a street: the inside of most blocks is filled.
    fn default() -> Self {
        Self { cell_metres: 25.0, margin_metres: 75.0 }
    }
}

/// The ground within each of several limits of the nearest of some places, in the order of the limits;
/// `None` where the limit is too short for anything to be drawn.
///
/// # Parameters
/// `limits`: whole milliseconds, the metres off the streets included.
///
/// # Algorithm
/// 1. A bounded search gives the time at every node, hence at every point of every street.
/// 2. Every corner of a grid over the streets reached is given to the street nearest to it, reached or
///    not, and takes the time at that point of it plus the walk from there: the time that a door at this
///    corner would have. A bank is not reached because a street across the river is.
/// 3. The outline of where time is within the limit and the street within the margin is drawn by
///    marching triangles ([`contour::outline`]), which makes valid polygons, nested from limit to limit.
pub fn isochrones(streets: &Streets, places: &[Snap], limits: &[u32], heading: Heading, drawing: Drawing) -> Vec<Option<Shape>> {
    let Some(&longest) = limits.iter().max() else { return Vec::new() };
    let mut search = Search::default();
    // A little beyond the limit, so that the outline falls between two known times.
    let known = longest.saturating_add(off_millis(2.0 * drawing.cell_metres, streets.approach().kmh));
    let Some(bounds) = reached(streets, &mut search, places, known, heading) else { return vec![None; limits.len()] };
    let grid = Grid::over(bounds, drawing);
    let corners = corners(streets, &grid);
    let times: Vec<f64> = corners.iter().map(|corner| corner.millis(streets, &search, places, heading).min(f64::from(known))).collect();
    let cell = f64::from(off_millis(grid.cell, streets.approach().kmh));
    let beyond = |corner: &Corner| (corner.gap - grid.margin) / grid.cell * cell;
    let draw = |&limit: &u32| {
        // Where two corners belong to streets far apart in time, the outline passes half-way between.
        let late = |time: f64| (time - f64::from(limit)).clamp(-cell, cell);
        let values = corners.iter().zip(&times).map(|(corner, &time)| late(time).max(beyond(corner))).collect();
        Shape::new(grid.on_the_globe(&contour::outline(&Field { width: grid.width, values }))).ok()
    };
    limits.iter().map(draw).collect()
}

/// Searches, and the box of every street that was touched: west, south, east, north.
fn reached(streets: &Streets, search: &mut Search, places: &[Snap], limit: u32, heading: Heading) -> Option<[f64; 4]> {
    let (graph, lines) = (streets.graph(), streets.lines());
    let mut touched: Vec<u32> = places.iter().filter(|place| place.off_millis <= limit).map(|place| place.street).collect();
    let seeds = |of: fn(&super::Lines, &super::Graph, &Snap) -> Vec<Seed>| -> Vec<Seed> {
        places.iter().flat_map(|place| of(lines, graph, place)).collect()
    };
    let (rows, seeds) = match heading {
        Heading::From => (lines.forward(graph), seeds(super::Lines::departures)),
        Heading::To => (lines.backward(), seeds(super::Lines::arrivals)),
    };
    search.run(rows, &seeds, limit, |node, _| {
        touched.extend(rows.of(node).map(|edge| {
            let edge = if heading == Heading::From { edge as u32 } else { lines.edge_of_backward(edge) };
            graph.lines[edge as usize] / 2
        }));
        ControlFlow::Continue(())
    });
    let points = touched.iter().flat_map(|&street| graph.street(street));
    points
        .map(|at| [at.lon(), at.lat(), at.lon(), at.lat()])
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// A grid over a piece of ground.
struct Grid {
    ground: Ground,
    /// The south-west corner, in metres.
    corner: Coord,
    origin: Coord,
    cell: f64,
    margin: f64,
    width: usize,
    height: usize,
}

impl Grid {
    fn over([west, south, east, north]: [f64; 4], drawing: Drawing) -> Self {
        let origin = Coord { x: f64::midpoint(west, east), y: f64::midpoint(south, north) };
        let ground = Ground::around(origin);
        let extent = ground.line(Line::new(Coord { x: west, y: south }, Coord { x: east, y: north }));
        let (wide, high) = (extent.dx(), extent.dy());
        let cell = drawing.cell_metres.max((wide * high / MOST_CORNERS).sqrt());
        let margin = drawing.margin_metres.max(1.5 * cell);
        let room = margin + 2.0 * cell;
        let cells = |length: f64| ((length + 2.0 * room) / cell).ceil() as usize + 1;
        let corner = extent.start - Coord { x: room, y: room };
        Self { ground, corner, origin, cell, margin, width: cells(wide), height: cells(high) }
    }

    fn at(&self, x: usize, y: usize) -> Coord {
        self.corner + Coord { x: x as f64, y: y as f64 } * self.cell
    }

    /// West, south, east, north in degrees.
    fn bounds(&self) -> [f64; 4] {
        let (low, high) = (self.degrees(self.corner), self.degrees(self.at(self.width - 1, self.height - 1)));
        [low.x, low.y, high.x, high.y]
    }

    fn degrees(&self, metres: Coord) -> Coord {
        let one = self.ground.degrees(1.0);
        Coord { x: self.origin.x + metres.x * one.x, y: self.origin.y + metres.y * one.y }
    }

    fn on_the_globe(&self, outline: &MultiPolygon) -> MultiPolygon {
        outline.map_coords(|at| self.degrees(self.corner + at * self.cell))
    }

    /// The corners within `reach` metres of the box of a segment: columns and rows.
    fn around(&self, line: Line, reach: f64) -> [std::ops::Range<usize>; 2] {
        let range = |a: f64, b: f64, start: f64, count: usize| {
            let from = ((a.min(b) - reach - start) / self.cell).ceil().max(0.0) as usize;
            let to = ((a.max(b) + reach - start) / self.cell).floor().max(-1.0) + 1.0;
            from..(to as usize).min(count)
        };
        [range(line.start.x, line.end.x, self.corner.x, self.width), range(line.start.y, line.end.y, self.corner.y, self.height)]
    }
}

/// What a corner of the grid knows of the street nearest to it.
#[derive(Clone, Copy)]
struct Corner {
    gap: f64,
    street: u32,
    share: f64,
}

impl Corner {
    /// Milliseconds of a door at this corner; infinite where no street is near or the search did not come.
    fn millis(&self, streets: &Streets, search: &Search, places: &[Snap], heading: Heading) -> f64 {
        if self.street == u32::MAX {
            return f64::INFINITY;
        }
        let (graph, lines) = (streets.graph(), streets.lines());
        let Ok(at) = Position::new(0.0, 0.0) else { return f64::INFINITY };
        let door = Snap {
            street: self.street,
            share: self.share,
            at,
            off_metres: self.gap,
            off_millis: off_millis(self.gap, streets.approach().kmh),
        };
        let seeds = if heading == Heading::From { lines.arrivals(graph, &door) } else { lines.departures(graph, &door) };
        let by_nodes = seeds.into_iter().filter_map(|seed| Some(search.millis(seed.node)?.saturating_add(seed.millis)));
        let direct = places.iter().filter(|place| place.street == self.street).filter_map(|place| {
            let (from, to) = if heading == Heading::From { (place, &door) } else { (&door, place) };
            lines.straight(graph, from, to)
        });
        by_nodes.chain(direct).min().map_or(f64::INFINITY, f64::from)
    }
}

/// The nearest street of every corner within the margin and a cell.
fn corners(streets: &Streets, grid: &Grid) -> Vec<Corner> {
    let (graph, reach) = (streets.graph(), grid.margin + grid.cell);
    let mut corners = vec![Corner { gap: reach, street: u32::MAX, share: 0.0 }; grid.width * grid.height];
    let segments = streets.snapper().segments(graph, grid.bounds());
    for of_street in segments.chunk_by(|a, b| a.street == b.street).filter(|of| streets.lines().is_open(of[0].street)) {
        let shares = shares(graph.street(of_street[0].street));
        for &Segment { street, point } in of_street {
            let points = graph.street(street);
            let line = grid.ground.line(Line::new(coord(points[point]), coord(points[point + 1])));
            let [columns, rows] = grid.around(line, reach);
            for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
                let (along, gap) = foot(line, grid.at(x, y));
                let corner = &mut corners[y * grid.width + x];
                if gap < corner.gap {
                    let share = if along >= 1.0 { shares[point + 1] } else { shares[point] + along * (shares[point + 1] - shares[point]) };
                    *corner = Corner { gap, street, share };
                }
            }
        }
    }
    corners
}

#[cfg(test)]
mod tests {
    use geo::{Area, Contains, Validation};
    use proptest::prelude::*;

    use super::super::Mode;
    use super::super::town::{place, town};
    use super::*;
    use crate::domain::{Minutes, Travel, Unplaced};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10))]

        #[test]
        fn they_are_valid_nested_and_hold_the_corners_within_reach(seed in 0_u64..1_000_000, walk: bool, to: bool) {
            let town = town(9, if walk { Mode::Walk } else { Mode::Car }, seed);
            let middle = place(4.1, 4.0);
            let limits = [3.0, 7.0, 12.0].map(Minutes);
            let heading = if to { Heading::To } else { Heading::From };
            let drawn = town.isochrones(middle, &limits, heading, Drawing::default()).unwrap();
            let known = 720_000 + off_millis(50.0, 4.5);
            let bounds = reached(&town, &mut Search::default(), &[town.snap(middle).unwrap()], known, heading).unwrap();
            let grid = Grid::over(bounds, Drawing::default());
            for (index, corner) in corners(&town, &grid).into_iter().enumerate().step_by(17) {
                let at = grid.degrees(grid.at(index % grid.width, index / grid.width));
                let door = Position::new(at.x, at.y).unwrap();
                // Between two streets as near as each other, and on the very margin, the measure decides.
                let clear = |snap: &Snap| snap.street == corner.street && (snap.off_metres - grid.margin).abs() > 0.5;
                let Some(snap) = town.snap(door).ok().filter(clear) else { continue };
                let (from, to) = if to { (door, middle) } else { (middle, door) };
                let minutes = town.nearest(&[from], &[to])[0].map_or(f64::INFINITY, |(_, minutes)| minutes.0);
                for (limit, shape) in limits.iter().zip(&drawn).filter(|(limit, _)| (limit.0 - minutes).abs() > 0.01) {
                    let within = minutes <= limit.0 && snap.off_metres <= grid.margin;
                    prop_assert_eq!(shape.as_ref().unwrap().outline().contains(&at), within, "{:?} at {} min, limit {:?}", at, minutes, limit);
                }
            }
            prop_assert!(drawn.iter().flatten().all(|shape| shape.outline().is_valid()));
            for pair in drawn.windows(2) {
                let [Some(inner), Some(outer)] = pair else { panic!("nothing drawn") };
                prop_assert!(inner.outline().unsigned_area() <= outer.outline().unsigned_area());
                for point in inner.outline().0.iter().flat_map(|polygon| polygon.exterior().0.iter()) {
                    let gap = geo::Distance::distance(&geo::Euclidean, &geo::Point::from(*point), outer.outline());
                    prop_assert!(gap < 1e-9);
                }
            }
        }
    }

    #[test]
    fn an_unreached_bank_is_not_drawn_and_too_short_a_time_draws_nothing() {
        use super::super::town::{Block, graph, streets};
        // Two banks 60 m apart, joined far away only.
        let at = vec![place(0.0, 0.0), place(6.0, 0.0), place(0.0, 0.6), place(6.0, 0.6)];
        let block = |from, to, millis| Block { ends: (from, to), there: Some(millis), back: Some(millis), bend: None };
        let town = streets(graph(at, &[block(0, 1, 480_000), block(2, 3, 480_000), block(1, 3, 60_000)]), Mode::Walk);
        let drawn = town.isochrones(place(0.5, 0.0), &[Minutes(4.0), Minutes(0.0)], Heading::From, Drawing::default()).unwrap();
        let ground = drawn[0].as_ref().unwrap().outline();
        assert!(ground.contains(&place(2.0, 0.05).point()) && ground.contains(&place(2.0, 0.25).point()));
        assert!(!ground.contains(&place(2.0, 0.4).point()) && !ground.contains(&place(2.0, 0.6).point()));
        assert!(drawn[1].is_none());
        assert_eq!(town.isochrones(place(90.0, 0.0), &[Minutes(4.0)], Heading::From, Drawing::default()), Err(Unplaced::OutsideNetwork));
    }
}

//! Outlines on the grid, noded: wherever they meet or cross, each has a point.

use geo::LineString;
use rayon::prelude::*;

use super::clip::Frame;
use super::crossings::crossings;
use super::grid::{Side, Spot, twice_area};
use super::rounding::{Hot, Raster};
use super::trace::sides_of;
use crate::domain::Shape;

/// The world grid itself, uncut.
const FINEST: Raster = Raster { shift: 0, tiling: None };

/// The rings of one zone, outer ones with their inside to the left, holes to the right; none repeats its first point.
#[derive(Debug, Default)]
pub struct Outline {
    /// The rings.
    pub rings: Vec<Vec<Spot>>,
    /// Twice the area they enclose, in cells.
    pub twice_area: i64,
    /// The frame round them; `None` when nothing is left of the zone on the grid.
    pub frame: Option<Frame>,
}

impl Outline {
    /// Every side.
    pub fn sides(&self) -> impl Iterator<Item = Side> {
        self.rings.iter().flat_map(|ring| sides_of(ring))
    }
}

/// Brings outlines onto the world grid and gives each a point wherever it meets another, or itself.
pub fn noded<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Vec<Outline> {
    let shapes: Vec<&Shape> = shapes.into_iter().collect();
    let drawn: Vec<Vec<Vec<Spot>>> = shapes.into_par_iter().map(on_grid).collect();
    let crossed = crossings(&distinct_sides(&drawn));
    let closed: Vec<Vec<Spot>> = drawn.iter().flatten().map(|ring| closed(ring)).collect();
    let hot = Hot::new(FINEST, &closed, &crossed);
    drawn.into_par_iter().map(|rings| outline(rings.into_iter().map(|ring| routed(&hot, &ring)).collect())).collect()
}

fn outline(rings: Vec<Vec<Spot>>) -> Outline {
    let twice_area = rings.iter().map(|ring| twice_area(ring)).sum();
    let frame = Frame::round(rings.iter().flatten().copied());
    Outline { rings, twice_area, frame }
}

fn routed(hot: &Hot, ring: &[Spot]) -> Vec<Spot> {
    let mut route = hot.route(&closed(ring));
    route.pop();
    route
}

fn closed(ring: &[Spot]) -> Vec<Spot> {
    ring.iter().chain(ring.first()).copied().collect()
}

fn on_grid(shape: &Shape) -> Vec<Vec<Spot>> {
    let polygons = shape.outline().iter();
    let rings = polygons.flat_map(|polygon| {
        let holes = polygon.interiors().iter().filter_map(|hole| ring(hole, false));
        ring(polygon.exterior(), true).into_iter().chain(holes)
    });
    rings.collect()
}

/// A ring that goes round what is to its left, or to its right; `None` when nothing of it is left.
fn ring(line: &LineString, inside_left: bool) -> Option<Vec<Spot>> {
    let mut spots: Vec<Spot> = line.coords().map(|at| Spot::of(*at)).collect();
    spots.dedup();
    if spots.len() > 1 && spots.first() == spots.last() {
        spots.pop();
    }
    let area = twice_area(&spots);
    if spots.len() < 3 || area == 0 {
        return None;
    }
    if (area > 0) != inside_left {
        spots.reverse();
    }
    Some(spots)
}

fn distinct_sides(drawn: &[Vec<Vec<Spot>>]) -> Vec<Side> {
    let rings = drawn.par_iter().flat_map_iter(|rings| rings.iter());
    let mut sides: Vec<Side> = rings.flat_map_iter(|ring| sides_of(ring)).map(|[a, b]| if a < b { [a, b] } else { [b, a] }).collect();
    sides.par_sort_unstable();
    sides.dedup();
    sides
}

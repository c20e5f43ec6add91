//! Laws of every drawing, over coverages made by chance: a lattice whose corners are moved and whose sides are bent, its cells dealt
//! to zones, so that enclaves, islands, holes and corners that touch come up by themselves.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use geo::{Area, Coord, LineString, MultiPolygon, Polygon, Validation};
use proptest::prelude::*;

use super::grid::turn;
use super::*;
use crate::domain::Shape;

const CELLS: i32 = 4;
/// Degrees of a cell of the lattice: about 15,000 cells of the world grid.
const STEP: f64 = 0.01;
const EXTENT: i32 = 64;

/// A number from −1 to 1 that depends on these alone.
fn chance(seed: u64, a: i32, b: i32, c: i32) -> f64 {
    let mut mixed = seed ^ 0x9E37_79B9_7F4A_7C15;
    for word in [a, b, c] {
        mixed = (mixed ^ u64::from(word as u32)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^= mixed >> 29;
    }
    (mixed % 20_001) as f64 / 10_000.0 - 1.0
}

/// A way of drawing the lattice: where its corners lie, how its sides are bent, and how far each zone is drawn beside them.
#[derive(Debug, Clone, Copy)]
struct Hand {
    seed: u64,
    slip: f64,
}

impl Hand {
    fn corner(self, at: Spot) -> Coord {
        let aside = |axis| 0.2 * chance(self.seed, at.x, at.y, axis);
        Coord { x: 3.8 + STEP * (f64::from(at.x) + aside(0)), y: 43.6 + STEP * (f64::from(at.y) + aside(1)) }
    }

    /// The points of a side without its end, the same whichever way it is drawn.
    fn side(self, [from, to]: Side) -> Vec<Coord> {
        let (a, b) = if from < to { (from, to) } else { (to, from) };
        let (start, end) = (self.corner(a), self.corner(b));
        let bend = |part: i32| {
            let (share, aside) = (f64::from(part) / 5.0, 0.05 * chance(self.seed, a.x * 31 + b.x, a.y * 31 + b.y, part + 2));
            Coord {
                x: start.x + (end.x - start.x) * share - (end.y - start.y) * aside,
                y: start.y + (end.y - start.y) * share + (end.x - start.x) * aside,
            }
        };
        let mut points: Vec<Coord> = [start].into_iter().chain((1..5).map(bend)).chain([end]).collect();
        if from > to {
            points.reverse();
        }
        points.pop();
        points
    }

    fn ring(self, zone: i32, ring: &[Spot]) -> LineString {
        let slipped = |(place, at): (i32, Coord)| {
            let aside = |axis| self.slip * STEP * chance(self.seed, zone, place, axis + 40);
            Coord { x: at.x + aside(0), y: at.y + aside(1) }
        };
        let mut line: Vec<Coord> = (0..).zip(sides_of(ring).flat_map(|side| self.side(side))).map(slipped).collect();
        line.push(line[0]);
        line.into()
    }

    /// The zones whose numbers the cells bear; 0 is nobody's.
    fn shapes(self, cells: &[i32]) -> Vec<Shape> {
        let numbers: BTreeSet<i32> = cells.iter().copied().filter(|zone| *zone > 0).collect();
        numbers.into_iter().map(|zone| self.shape(zone, cells)).collect()
    }

    fn shape(self, zone: i32, cells: &[i32]) -> Shape {
        let own = (0..CELLS * CELLS).filter(|cell| cells[*cell as usize] == zone).map(|cell| (cell % CELLS, cell / CELLS));
        let squares = own.flat_map(|(x, y)| {
            let corners = [Spot::new(x, y), Spot::new(x + 1, y), Spot::new(x + 1, y + 1), Spot::new(x, y + 1)];
            sides_of(&corners).collect::<Vec<_>>()
        });
        let mut polygons: Vec<Polygon> = Vec::new();
        for ring in rings(squares.collect()) {
            let line = self.ring(zone, &ring);
            match polygons.last_mut().filter(|_| twice_area(&ring) < 0) {
                Some(polygon) => polygon.interiors_push(line),
                None => polygons.push(Polygon::new(line, Vec::new())),
            }
        }
        Shape::new(MultiPolygon::new(polygons)).unwrap()
    }
}

fn polygons<'a>(rings: impl Iterator<Item = &'a [Spot]>) -> MultiPolygon {
    let mut polygons: Vec<Polygon> = Vec::new();
    for ring in rings {
        let line: LineString = ring.iter().map(|spot| Coord { x: f64::from(spot.x), y: f64::from(spot.y) }).collect();
        match polygons.last_mut().filter(|_| twice_area(ring) < 0) {
            Some(polygon) => polygon.interiors_push(line),
            None => polygons.push(Polygon::new(line, Vec::new())),
        }
    }
    MultiPolygon::new(polygons)
}

/// Zones neither cross nor overlap nor touch but at common points, and each is a valid outline.
fn is_coverage(zones: &[Vec<Ring>]) -> Result<(), TestCaseError> {
    let sides: Vec<Side> = zones.iter().flatten().flat_map(|ring| sides_of(ring)).collect();
    let distinct: BTreeSet<Side> = sides.iter().copied().collect();
    prop_assert_eq!(distinct.len(), sides.len(), "a side has two zones to its left");
    for (place, side) in sides.iter().enumerate() {
        prop_assert!(sides[place + 1..].iter().all(|other| meet_at_ends(*side, *other)), "{:?} is crossed or touched", side);
    }
    prop_assert!(zones.iter().all(|rings| polygons(rings.iter().map(Vec::as_slice)).is_valid()));
    for (number, rings) in zones.iter().enumerate() {
        for ring in rings {
            let middle = [i64::from(ring[0].x) + i64::from(ring[1].x), i64::from(ring[0].y) + i64::from(ring[1].y)];
            let others = zones.iter().enumerate().filter(|(other, _)| *other != number);
            let around = others.filter(|(_, rings)| {
                let sides = || rings.iter().flat_map(|ring| sides_of(ring));
                let shared = [[ring[1], ring[0]], [ring[0], ring[1]]];
                !sides().any(|side| shared.contains(&side)) && grid::holds(sides(), middle)
            });
            prop_assert_eq!(around.count(), 0, "a ring of zone {} lies in another zone", number);
        }
    }
    Ok(())
}

fn meet_at_ends(one: Side, other: Side) -> bool {
    let [[a, b], [c, d]] = [one, other];
    let inside = |[a, b]: Side, at: Spot| {
        at != a
            && at != b
            && turn(a, b, at) == 0
            && at.x >= a.x.min(b.x)
            && at.x <= a.x.max(b.x)
            && at.y >= a.y.min(b.y)
            && at.y <= a.y.max(b.y)
    };
    let crossed = turn(a, b, c).signum() * turn(a, b, d).signum() < 0 && turn(c, d, a).signum() * turn(c, d, b).signum() < 0;
    !(crossed || inside(one, c) || inside(one, d) || inside(other, a) || inside(other, b))
}

fn all_rings(drawing: &Drawing) -> Vec<Vec<Ring>> {
    (0..drawing.zones()).map(|zone| drawing.rings(zone).map(<[Spot]>::to_vec).collect()).collect()
}

fn scale(shift: u32, least: f32, margin: i32) -> Scale {
    let tiling = Some(Tiling { extent: EXTENT, margin });
    Scale { raster: Raster { shift, tiling }, least_area: least * 4_f32.powi(shift as i32) }
}

fn tiles(drawing: &Drawing, margin: i32) -> Vec<Vec<Vec<Ring>>> {
    let zones = all_rings(drawing);
    let Some(frame) = Frame::round(zones.iter().flatten().flatten().copied()) else { return Vec::new() };
    let range = |from: i32, to: i32| from.div_euclid(EXTENT) - 1..=to.div_euclid(EXTENT) + 1;
    let places = range(frame.west, frame.east).flat_map(|x| range(frame.north, frame.south).map(move |y| (x * EXTENT, y * EXTENT)));
    let cut = |(x, y): (i32, i32)| {
        let frame = Frame { west: x - margin, north: y - margin, east: x + EXTENT + margin, south: y + EXTENT + margin };
        zones.iter().map(|rings_of| rings(clipped(rings_of.iter().flat_map(|ring| sides_of(ring)).collect(), frame))).collect()
    };
    places.map(cut).collect()
}

fn area(zones: &[Vec<Ring>]) -> i64 {
    zones.iter().flatten().map(|ring| twice_area(ring)).sum()
}

/// On one thread: many small pieces of work are handed from thread to thread no faster.
fn alone(law: impl FnOnce() -> Result<(), TestCaseError> + Send) -> Result<(), TestCaseError> {
    static POOL: LazyLock<rayon::ThreadPool> = LazyLock::new(|| rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap());
    POOL.install(law)
}

fn dealt() -> impl Strategy<Value = Vec<i32>> {
    prop::collection::vec(0..7, (CELLS * CELLS) as usize).prop_filter("a zone", |cells| cells.iter().any(|zone| *zone > 0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn borders_are_drawn_alike_on_both_sides_at_every_zoom(
        seed: u64, cells in dealt(), slip in prop_oneof![Just(0.0), 0.0..0.02], least in prop_oneof![Just(1.0_f32), Just(4.0), Just(64.0)],
    ) {
        alone(|| {
            let coverage = Coverage::new(&Hand { seed, slip }.shapes(&cells));
            for shift in [8, 10, 11, 12, 13, 16] {
                is_coverage(&all_rings(&coverage.drawn(scale(shift, least, 4))))?;
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_zone_is_lost_where_a_cell_of_the_lattice_is_wide_enough(seed: u64, cells in dealt(), least in prop_oneof![Just(4.0_f32), Just(64.0)]) {
        alone(|| {
            let shapes = Hand { seed, slip: 0.0 }.shapes(&cells);
            let coverage = Coverage::new(&shapes);
            for shift in 0..=11 {
                prop_assert_eq!(coverage.drawn(scale(shift, least, 4)).lost(), Vec::<usize>::new());
            }
            // At full detail areas are those of the outlines on the grid, to a rounding of each point.
            let drawn = all_rings(&coverage.drawn(scale(0, 0.0, 4)));
            for (zone, shape) in drawn.iter().zip(&shapes) {
                let to_cells = 2_f64.powi(GRID_BITS as i32) / 360.0;
                let stretch = 1.0 / 43.6_f64.to_radians().cos();
                let wanted = shape.outline().unsigned_area() * to_cells * to_cells * stretch;
                let found = polygons(zone.iter().map(Vec::as_slice)).unsigned_area();
                prop_assert!((found / wanted - 1.0).abs() < 0.01, "{} {}", found, wanted);
            }
            Ok(())
        })?;
    }

    #[test]
    fn tiles_are_coverages_and_add_up(seed: u64, cells in dealt(), slip in prop_oneof![Just(0.0), 0.0..0.02], shift in 5_u32..13) {
        alone(|| {
            let coverage = Coverage::new(&Hand { seed, slip }.shapes(&cells));
            let bare = coverage.drawn(scale(shift, 4.0, 0));
            let whole = area(&all_rings(&bare));
            let cut = if shift > 8 { tiles(&bare, 0) } else { Vec::new() };
            if !cut.is_empty() {
                prop_assert_eq!(cut.iter().map(|zones| area(zones)).sum::<i64>(), whole);
            }
            if shift > 9 {
                for zones in tiles(&coverage.drawn(scale(shift, 4.0, 5)), 5) {
                    is_coverage(&zones)?;
                }
            }
            Ok(())
        })?;
    }
}

#[test]
fn an_enclave_nobody_cut_out_is_drawn_on_top_and_of_twins_the_first() {
    let square = |from: f64, side: f64| {
        let ring = vec![(from, from), (from + side, from), (from + side, from + side), (from, from + side), (from, from)];
        Shape::new(MultiPolygon::new(vec![Polygon::new(ring.into(), Vec::new())])).unwrap()
    };
    let coverage = Coverage::new(&[square(3.0, 1.0), square(3.4, 0.1), square(3.4, 0.1)]);
    let drawn = coverage.drawn(scale(8, 1.0, 4));
    assert_eq!(drawn.rings(0).count(), 2, "a ring and a hole");
    assert_eq!(drawn.rings(1).count(), 1);
    assert_eq!(drawn.lost(), [2]);
    assert_eq!(coverage.size(), (2, 10));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let shapes = Hand { seed: 7, slip: 0.01 }.shapes(&(0..CELLS * CELLS).map(|cell| cell % 7).collect::<Vec<_>>());
    let drawn = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Coverage::new(&shapes).drawn(scale(10, 4.0, 4)))
    };
    assert_eq!(drawn(1), drawn(2));
    assert_eq!(drawn(1), drawn(7));
}

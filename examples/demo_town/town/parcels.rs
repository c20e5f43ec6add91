//! Seeds of blocks: pairs on either side of every drawn line, grids in planned districts, and an even
//! scatter elsewhere. The Voronoi cells around them are the blocks of the town.

use geo::Coord;
use rstar::RTree;

use super::chance::Chance;
use super::curve::{apart, crossings, metres, walk};
use super::plan::{GRIDS, Grid, Line, Trace, inside, spacing};

/// Half the side of the square over which seeds are laid, in metres; wider than the territory, so that
/// every block inside is closed.
const EXTENT: f64 = 11_500.0;

/// What stands on the land around a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Houses, gardens, fields.
    Dry,
    /// The bank of the river or of its tributary.
    Bank(Trace),
}

/// The seed of one block.
#[derive(Debug, Clone, Copy)]
pub struct Parcel {
    /// Where, in metres.
    pub at: Coord,
    /// What stands there.
    pub ground: Ground,
}

/// Lays every seed, in the order of precedence.
pub fn lay(lines: &[Line]) -> Vec<Parcel> {
    let mut sown = Sown::default();
    sow_crossings(&mut sown, lines);
    for line in lines {
        sow_beside(&mut sown, line);
    }
    for grid in &GRIDS {
        sow_grid(&mut sown, grid, lines);
    }
    sow_scatter(&mut sown, lines);
    sown.parcels
}

#[derive(Default)]
struct Sown {
    parcels: Vec<Parcel>,
    index: RTree<[f64; 2]>,
}

impl Sown {
    fn room_at(&self, at: Coord, radius: f64) -> bool {
        self.index.locate_within_distance([at.x, at.y], radius * radius).next().is_none()
    }

    fn sow(&mut self, at: Coord, ground: Ground) {
        self.index.insert([at.x, at.y]);
        self.parcels.push(Parcel { at, ground });
    }
}

fn ground_beside(line: &Line) -> Ground {
    if line.trace.is_water() { Ground::Bank(line.trace) } else { Ground::Dry }
}

/// Four seeds around a crossing, at the same distance, so that both lines pass exactly between them.
fn sow_crossings(sown: &mut Sown, lines: &[Line]) {
    for (rank, over) in lines.iter().enumerate() {
        for under in lines.iter().skip(rank + 1) {
            for (place, along, across) in crossings(&over.course.points, &under.course.points) {
                let reach = over.trace.margin(spacing(place)) * 1.25;
                let diagonals = [along + across, along - across].map(|way| way / way.x.hypot(way.y).max(1e-9));
                let corners = [diagonals[0], diagonals[1], -diagonals[0], -diagonals[1]].map(|way| place + way * reach);
                if corners.iter().all(|&corner| sown.room_at(corner, reach * 0.9)) {
                    for corner in corners {
                        sown.sow(corner, ground_beside(over));
                    }
                }
            }
        }
    }
}

/// Pairs of seeds on either side of a line: its course becomes a row of borders between blocks.
fn sow_beside(sown: &mut Sown, line: &Line) {
    let stride = |at: Coord| if line.trace.is_water() { spacing(at).clamp(70.0, 170.0) } else { (spacing(at) * 0.9).min(260.0) };
    for (place, way) in walk(&line.course.points, stride) {
        let reach = line.trace.margin(spacing(place));
        let left = metres(-way.y, way.x) * reach;
        let gap = (stride(place) * 0.62).min(reach * 1.9);
        if [place + left, place - left].iter().all(|&side| sown.room_at(side, gap)) {
            sown.sow(place + left, ground_beside(line));
            sown.sow(place - left, ground_beside(line));
        }
    }
}

fn sow_grid(sown: &mut Sown, grid: &Grid, lines: &[Line]) {
    let (sin, cos) = grid.angle.to_radians().sin_cos();
    let (columns, rows) = ((grid.half.0 / grid.block.0) as i32, (grid.half.1 / grid.block.1) as i32);
    for row in -rows..=rows {
        for column in -columns..=columns {
            let (u, v) = (f64::from(column) * grid.block.0, f64::from(row) * grid.block.1);
            let rounded = (u / grid.half.0).powi(4) + (v / grid.half.1).powi(4) <= 1.05;
            let at = grid.centre + metres(u * cos - v * sin, u * sin + v * cos);
            if rounded && clear_of_lines(lines, at) && sown.room_at(at, grid.block.1 * 0.62) {
                sown.sow(at, Ground::Dry);
            }
        }
    }
}

fn clear_of_lines(lines: &[Line], at: Coord) -> bool {
    lines.iter().filter(|line| line.trace.is_water()).all(|line| line.course.distance_to(at) > line.trace.margin(spacing(at)) * 1.5)
}

/// Fills what is left by throwing darts, each refused when too near another.
fn sow_scatter(sown: &mut Sown, lines: &[Line]) {
    let mut chance = Chance::of_part(1);
    for round in [1.0, 0.92, 0.84] {
        for at in darts(&mut chance) {
            if sown.room_at(at, spacing(at) * round) && clear_of_lines(lines, at) {
                sown.sow(at, Ground::Dry);
            }
        }
    }
}

/// Darts over the whole square, denser where streets are closer.
fn darts(chance: &mut Chance) -> Vec<Coord> {
    let rings = [(700.0, 3_000), (1_700.0, 6_000), (4_300.0, 16_000), (7_000.0, 9_000), (EXTENT, 9_000)];
    rings.iter().flat_map(|&(half, count)| (0..count).map(move |_| half)).map(|half| chance.around(metres(0.0, 0.0), half)).collect()
}

/// The seeds within the territory, by rank.
pub fn inhabited(parcels: &[Parcel]) -> Vec<bool> {
    parcels.iter().map(|parcel| inside(parcel.at)).collect()
}

/// Ranks of the seeds by nearness to a point: the first is the block that holds it.
pub fn nearest(parcels: &[Parcel], at: Coord) -> usize {
    let distances = parcels.iter().enumerate().map(|(rank, parcel)| (apart(parcel.at, at), rank));
    distances.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, rank)| rank)
}

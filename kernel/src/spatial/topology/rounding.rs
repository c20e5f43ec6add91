//! Snap rounding: sides brought onto a grid without any of them passing to the other side of a point.

use rayon::prelude::*;

use super::grid::{Side, Spot};
use super::pixel::Pixel;
use super::rows::Rows;

/// A grid 2^`shift` times coarser than the one sides are given in, and the lines along which it will be cut into tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raster {
    /// How many times to halve.
    pub shift: u32,
    /// Where sides must have a point; `None` where nothing will be cut.
    pub tiling: Option<Tiling>,
}

/// Tiles of a raster, each cut with a margin round it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiling {
    /// Cells on the side of a tile.
    pub extent: i32,
    /// Cells of the margin.
    pub margin: i32,
}

/// The cells that hold a point, where sides must pass.
#[derive(Debug)]
pub struct Hot {
    cells: Rows,
    shift: u32,
}

impl Hot {
    /// The hot cells of some points of the finer grid and of the places where sides cross the lines of a tiling.
    ///
    /// Hobby (1999), *Practical segment intersection with finite precision output*, Computational Geometry 13: when all points and
    /// crossings of an arrangement are hot, sides routed through the middle of every hot cell they meet never cross each other, and
    /// no point changes sides.
    pub fn new<L: AsRef<[Spot]> + Sync>(raster: Raster, lines: &[L], crossings: &[Spot]) -> Self {
        let mut cells: Vec<Spot> = lines.par_iter().flat_map_iter(|line| cells_of(raster, line.as_ref())).collect();
        cells.extend(crossings.iter().map(|spot| spot.coarser(raster.shift)));
        Self { cells: Rows::new(cells), shift: raster.shift }
    }

    /// A line of the finer grid brought onto the raster, through every hot cell it meets; no point is repeated in a row.
    pub fn route(&self, line: &[Spot]) -> Vec<Spot> {
        let mut route: Vec<Spot> = Vec::with_capacity(line.len());
        let mut met = Vec::new();
        for side in line.windows(2) {
            self.meet([side[0], side[1]], &mut met);
            for cell in met.drain(..) {
                if route.last() != Some(&cell) {
                    route.push(cell);
                }
            }
        }
        route
    }

    /// The hot cells a side meets, in its order: along it columns and rows change one way only.
    fn meet(&self, side: Side, met: &mut Vec<Spot>) {
        let [a, b] = side.map(|spot| spot.coarser(self.shift));
        if a == b {
            met.push(a);
            return;
        }
        let (west, east) = (a.x.min(b.x), a.x.max(b.x));
        for (band, [top, bottom]) in self.cells.bands(a.y.min(b.y), a.y.max(b.y)) {
            let [from, to] = columns(a, b, top, bottom);
            let near = self.cells.between(band, from.max(west), to.min(east));
            met.extend(near.iter().filter(|cell| **cell == a || **cell == b || Pixel::round(**cell, self.shift).meets(side)));
        }
        let (right, down) = ((b.x - a.x).signum(), (b.y - a.y).signum());
        met.sort_unstable_by_key(|cell| (right * cell.x, down * cell.y));
    }
}

/// The columns that a way between two cells may take within some rows, with a cell to spare on each side.
fn columns(a: Spot, b: Spot, top: i32, bottom: i32) -> [i32; 2] {
    if (top <= a.y.min(b.y) && bottom >= a.y.max(b.y)) || a.y == b.y {
        return [a.x.min(b.x), a.x.max(b.x)];
    }
    let slope = f64::from(b.x - a.x) / f64::from(b.y - a.y);
    let at = |row: i32| f64::from(a.x) + slope * f64::from(row - a.y);
    let (p, q) = (at(top - 1), at(bottom + 1));
    [p.min(q).floor() as i32 - 1, p.max(q).ceil() as i32 + 1]
}

fn cells_of(raster: Raster, line: &[Spot]) -> Vec<Spot> {
    let mut cells: Vec<Spot> = line.iter().map(|spot| spot.coarser(raster.shift)).collect();
    if let Some(tiling) = raster.tiling {
        for side in line.windows(2) {
            let [a, b] = [side[0], side[1]];
            let turned = |spot: Spot| Spot::new(spot.y, spot.x);
            cells.extend(on_lines(a, b, raster.shift, tiling));
            cells.extend(on_lines(turned(a), turned(b), raster.shift, tiling).map(turned));
        }
    }
    cells
}

/// The cells where a side crosses the upright lines of a tiling.
fn on_lines(a: Spot, b: Spot, shift: u32, Tiling { extent, margin }: Tiling) -> impl Iterator<Item = Spot> {
    let (west, east) = if a.x <= b.x { (a, b) } else { (b, a) };
    // Tiles whose lines the side may reach: a line lies a margin before or after a multiple of the extent.
    let tile = |column: i32| (column >> shift).div_euclid(extent);
    let lines = (tile(west.x) - 1..=tile(east.x) + 2).flat_map(move |tile| [tile * extent - margin, tile * extent + margin]);
    let (half, width) = ((1_i64 << shift) >> 1, i64::from(east.x - west.x));
    lines.filter_map(move |column| {
        let along = (i64::from(column) << shift) - i64::from(west.x);
        let crossed = along > 0 && along < width;
        crossed.then(|| {
            let row = i64::from(west.y) * width + along * i64::from(east.y - west.y);
            Spot::new(column, (row + half * width).div_euclid(width << shift) as i32)
        })
    })
}

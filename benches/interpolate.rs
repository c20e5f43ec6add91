//! Areal interpolation from 1,000, 10,000 and 100,000 sources to four targets for every ten sources: time
//! must grow with the pairs that meet. Run with `cargo bench --bench interpolate`.

use divan::Bencher;
use geo::{Coord, MultiPolygon, Polygon, Rect};
use maillage::analysis::interpolation::{Allocation, Outline, Overlaps};
use maillage::analysis::permutation::Draws;
use rayon::prelude::*;

const SOURCES: [usize; 3] = [1_000, 10_000, 100_000];

/// Side of the square that both layers cover, in metres.
const SIDE: f64 = 100_000.0;

fn main() {
    divan::main();
}

/// Blocks over squares of a grid.
#[divan::bench(args = SOURCES, sample_count = 5, sample_size = 1)]
fn blocks_to_squares(bencher: Bencher, sources: usize) {
    measure(bencher, &blocks(sources), &squares(sources * 2 / 5));
}

/// Blocks over wider blocks: no outline is a rectangle.
#[divan::bench(args = SOURCES, sample_count = 5, sample_size = 1)]
fn blocks_to_blocks(bencher: Bencher, sources: usize) {
    measure(bencher, &blocks(sources), &blocks(sources * 2 / 5));
}

/// Squares over wider squares.
#[divan::bench(args = SOURCES, sample_count = 5, sample_size = 1)]
fn squares_to_squares(bencher: Bencher, sources: usize) {
    measure(bencher, &squares(sources), &squares(sources * 2 / 5));
}

/// Outlines prepared, overlaps found, one count and one rate carried over.
fn measure(bencher: Bencher, sources: &[MultiPolygon], targets: &[MultiPolygon]) {
    let counts: Vec<f64> = (0..sources.len()).map(|source| source as f64).collect();
    let prepare =
        |layer: &[MultiPolygon]| layer.par_iter().map(|outline| Outline::new(outline).expect("a sound outline")).collect::<Vec<_>>();
    bencher.bench(|| {
        let overlaps = Overlaps::by_area(&prepare(sources), &prepare(targets));
        (overlaps.counts(&counts, Allocation::Share), overlaps.rates(&counts))
    });
}

fn squares(count: usize) -> Vec<MultiPolygon> {
    let cells = (count as f64).sqrt().round() as usize;
    let step = SIDE / cells as f64;
    let at = |place: usize| ((place / cells) as f64 * step, (place % cells) as f64 * step);
    (0..cells * cells)
        .map(|place| MultiPolygon::from(Rect::new(at(place), (at(place).0 + step, at(place).1 + step)).to_polygon()))
        .collect()
}

/// A grid whose corners are pushed about and whose sides are bent twice: 12 vertices each.
fn blocks(count: usize) -> Vec<MultiPolygon> {
    let cells = (count as f64).sqrt().round() as usize;
    let step = SIDE / cells as f64;
    let pushed = |i: usize, j: usize, key: u64| {
        let mut draws = Draws::new(key, (i * 4_001 + j) as u64);
        let mut push = || (f64::from(draws.below(1_000)) / 1_000.0 - 0.5) * 0.3 * step;
        Coord { x: i as f64 * step + push(), y: j as f64 * step + push() }
    };
    // A bend of the side from one corner to the next belongs to both blocks beside it.
    let bends = |i: usize, j: usize, across: bool| {
        let (from, to) = (pushed(i, j, 1), if across { pushed(i + 1, j, 1) } else { pushed(i, j + 1, 1) });
        [(1.0, 2), (2.0, 3)].map(|(part, key)| {
            let bend = pushed(i, j, key + u64::from(across) * 2);
            let (dx, dy) = (bend.x - i as f64 * step, bend.y - j as f64 * step);
            Coord { x: from.x + (to.x - from.x) * part / 3.0 + dx / 3.0, y: from.y + (to.y - from.y) * part / 3.0 + dy / 3.0 }
        })
    };
    let block = |place: usize| {
        let (i, j) = (place / cells, place % cells);
        let ([a, b], [c, d], [e, f], [g, h]) = (bends(i, j, true), bends(i + 1, j, false), bends(i, j + 1, true), bends(i, j, false));
        let ring = vec![pushed(i, j, 1), a, b, pushed(i + 1, j, 1), c, d, pushed(i + 1, j + 1, 1), f, e, pushed(i, j + 1, 1), h, g];
        MultiPolygon::from(Polygon::new(ring.into(), Vec::new()))
    };
    (0..cells * cells).map(block).collect()
}

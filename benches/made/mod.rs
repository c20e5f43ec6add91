//! Invented territories for the benches: the same numbers at every run.

#![allow(dead_code, reason = "each bench takes what it needs")]

pub mod country;

use maillage::analysis::permutation::Draws;

/// Side of the square, in metres, where 10,000 services leave 132 within 20 km of a place.
pub const SIDE_METRES: f64 = 308_000.0;

/// Points scattered over the square of 308 km.
pub fn scattered(count: usize, seed: u64) -> Vec<[f64; 2]> {
    let mut draws = Draws::new(seed, 0);
    let mut draw = || f64::from(draws.below(1_000_000)) / 1e6 * SIDE_METRES;
    (0..count).map(|_| [draw(), draw()]).collect()
}

/// Whole numbers from 1 to a most.
pub fn amounts(count: usize, most: u32, seed: u64) -> Vec<f64> {
    let mut draws = Draws::new(seed, 1);
    (0..count).map(|_| f64::from(draws.below(most) + 1)).collect()
}

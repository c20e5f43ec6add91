//! Seeded chance: each part of the town draws from its own stream, so that changing one leaves the
//! others as they were.

use geo::Coord;
use rand::RngExt;
use rand_pcg::Pcg64;
use statrs::distribution::{ContinuousCDF, DiscreteCDF, Normal, Poisson};

const SEED: u128 = 0x0a1e_0000_5eed;

/// A stream of chance.
pub struct Chance(Pcg64);

impl Chance {
    /// The stream of one part of the town.
    pub fn of_part(part: u128) -> Self {
        Self(Pcg64::new(SEED, part))
    }

    /// A number from 0 to 1, 1 excluded.
    pub fn share(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// A number between two bounds.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// A normal deviate of mean 0 and deviation 1.
    pub fn normal(&mut self) -> f64 {
        Normal::standard().inverse_cdf(self.between(1e-9, 1.0 - 1e-9))
    }

    /// A Poisson count of the given mean; 0 when the mean is 0.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let level = self.between(1e-9, 1.0 - 1e-9);
        Poisson::new(mean).map_or(0, |law| law.inverse_cdf(level) as u32)
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A whole number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0.random_range(0..bound)
    }

    /// A point around another, at most `radius` metres off on either axis.
    pub fn around(&mut self, centre: Coord, radius: f64) -> Coord {
        centre + Coord { x: self.between(-radius, radius), y: self.between(-radius, radius) }
    }
}

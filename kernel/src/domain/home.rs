//! Where people live: the points that ways start from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fault, Position, Text, Unit};
use crate::text;

/// What stands behind the points that ways start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HomeBasis {
    /// Address points, each counting for one dwelling.
    Addresses,
    /// Squares of a population grid, each at its centre with its people.
    Squares,
    /// The centre of the zone, where nothing loaded says where people live in it.
    Centre,
}

impl HomeBasis {
    /// The code used in answers and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Addresses => "addresses",
            Self::Squares => "squares",
            Self::Centre => "centre",
        }
    }
}

/// A place where people live, and how many: people, households or dwellings, as its data set says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    position: Position,
    weight: f64,
}

impl Home {
    /// A home that counts.
    ///
    /// # Errors
    /// `bad-weight` when the weight is not finite or not positive: where nobody lives is no home.
    pub fn new(position: Position, weight: f64) -> Result<Self, Fault> {
        if weight.is_finite() && weight > 0.0 {
            return Ok(Self { position, weight });
        }
        Err(Fault::new(
            "bad-weight",
            text!("{weight} n’est pas un nombre d’habitants ou de logements", "{weight} is no number of people or dwellings"),
            Text::new("attendu : un nombre positif", "expected a positive number"),
        ))
    }

    /// Where it is.
    pub const fn position(self) -> Position {
        self.position
    }

    /// How many live there, in the unit of its data set.
    pub const fn weight(self) -> f64 {
        self.weight
    }
}

/// The homes of one data set, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Homes {
    /// What they are.
    pub basis: HomeBasis,
    /// What their weights count.
    pub unit: Unit,
    /// The homes.
    pub points: Vec<Home>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nobody_lives_is_no_home() {
        let at = Position::new(3.87, 43.61).unwrap();
        assert!((Home::new(at, 2.5).unwrap().weight() - 2.5).abs() < 1e-12);
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Home::new(at, weight).unwrap_err().code, "bad-weight");
        }
    }
}

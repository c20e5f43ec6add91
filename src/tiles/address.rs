//! The address of a tile.

use std::f64::consts::PI;

use super::zoom::{LAST_ZOOM, extent, margin};
use crate::domain::Fault;
use crate::spatial::index::Bounds;
use crate::spatial::topology::{Frame, Spot};
use crate::text;

/// A tile of Web Mercator: zoom, column from the west, row from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    z: u32,
    x: u32,
    y: u32,
}

impl Address {
    /// A tile from the words of an address.
    ///
    /// # Errors
    /// `bad-tile` when one is not a whole number, the zoom is past the last one, or the column or row is not of that zoom.
    pub fn read(z: &str, x: &str, y: &str) -> Result<Self, Fault> {
        let whole = |name: &str, word: &str, most: u32| {
            let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
            let number = word.parse().ok().filter(|number| digits && *number <= most);
            number.ok_or_else(|| bad_tile(name, word, most))
        };
        let z = whole("z", z, LAST_ZOOM)?;
        let most = (1_u32 << z) - 1;
        Ok(Self { z, x: whole("x", x, most)?, y: whole("y", y, most)? })
    }

    /// Its zoom.
    pub const fn zoom(self) -> u32 {
        self.z
    }

    /// Where it starts on the grid of its zoom.
    pub const fn corner(self) -> Spot {
        Spot::new((self.x * extent(self.z)) as i32, (self.y * extent(self.z)) as i32)
    }

    /// What it shows of the grid of its zoom, its margin included.
    pub const fn frame(self) -> Frame {
        let (corner, margin, side) = (self.corner(), margin(self.z) as i32, extent(self.z) as i32);
        Frame { west: corner.x - margin, north: corner.y - margin, east: corner.x + side + margin, south: corner.y + side + margin }
    }

    /// The same in degrees, with two cells to spare, for what is rounded to the grid.
    pub fn bounds(self) -> Bounds {
        let frame = self.frame();
        let world = f64::from(extent(self.z)) * f64::from(1_u32 << self.z);
        let longitude = |column: i32| f64::from(column) / world * 360.0 - 180.0;
        let latitude = |row: i32| (PI * (1.0 - 2.0 * f64::from(row) / world)).sinh().atan().to_degrees();
        // What lies past the end of Web Mercator is drawn along it.
        let south = if f64::from(frame.south) >= world { -90.0 } else { latitude(frame.south + 2) };
        let north = if frame.north <= 0 { 90.0 } else { latitude(frame.north - 2) };
        [longitude(frame.west - 2), south, longitude(frame.east + 2), north]
    }
}

fn bad_tile(name: &str, word: &str, most: u32) -> Fault {
    Fault::new(
        "bad-tile",
        text!("« {word} » n’est pas le {name} d’une tuile", "“{word}” is not the {name} of a tile"),
        text!(
            "attendu : un nombre entier de 0 à {most} ; zoom de 0 à {LAST_ZOOM}, colonnes et rangées de 0 à 2^zoom − 1",
            "expected a whole number from 0 to {most}; zoom from 0 to {LAST_ZOOM}, columns and rows from 0 to 2^zoom − 1"
        ),
    )
    .in_column(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_tile_is_refused_with_its_place() {
        for (z, x, y, place) in [
            ("15", "0", "0", "z"),
            ("-1", "0", "0", "z"),
            ("2", "4", "0", "x"),
            ("2", "3", "x", "y"),
            ("0", "+0", "0", "x"),
            ("3", "", "0", "x"),
        ] {
            let fault = Address::read(z, x, y).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("bad-tile", Some(place)), "{z}/{x}/{y}");
        }
        assert!(Address::read("99999999999999999999", "0", "0").is_err());
    }

    #[test]
    fn a_tile_knows_its_place_on_the_globe() {
        let [west, south, east, north] = Address::read("1", "1", "0").unwrap().bounds();
        assert!(west < 0.0 && west > -4.0 && south < 0.0 && south > -4.0 && east > 180.0);
        assert!((north - 90.0).abs() < 1e-12);
    }
}

//! How positions are written: in which reference system, in which order, how finely.

use std::io;

use crate::spatial::crs;

/// A reference system as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axes {
    /// Its number in the EPSG register.
    pub epsg: u32,
    /// Whether northing or latitude comes first.
    pub northing_first: bool,
    /// Decimals of a coordinate.
    pub decimals: i32,
}

impl Axes {
    /// Longitude and latitude in degrees, seven decimals (about a centimetre).
    pub const CRS84: Self = Self { epsg: 4326, northing_first: false, decimals: 7 };

    /// What the two numbers of a place are called in a table, easting or longitude first.
    pub fn names(&self) -> [&'static str; 2] {
        if crs::in_degrees(self.epsg) == Some(true) { ["lon", "lat"] } else { ["x", "y"] }
    }

    /// The two numbers of a place, rounded, in the order they are written.
    ///
    /// # Errors
    /// When the place has no coordinates in this system.
    pub fn written(&self, lon: f64, lat: f64) -> io::Result<(f64, f64)> {
        let scale = 10_f64.powi(self.decimals);
        let rounded = |coordinate: f64| (coordinate * scale).round() / scale;
        self.placed(lon, lat).map(|(first, second)| (rounded(first), rounded(second)))
    }

    /// The same, not rounded yet.
    ///
    /// # Errors
    /// As [`Axes::written`].
    pub fn placed(&self, lon: f64, lat: f64) -> io::Result<(f64, f64)> {
        let (x, y) =
            if self.epsg == Self::CRS84.epsg { (lon, lat) } else { crs::from_wgs84(self.epsg, lon, lat).map_err(io::Error::other)? };
        Ok(if self.northing_first { (y, x) } else { (x, y) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latitude_comes_first_where_the_register_has_it_so_and_metres_keep_a_tenth_of_a_millimetre() {
        assert_eq!(Axes::CRS84.written(3.876_543_212_3, 43.6).unwrap(), (3.876_543_2, 43.6));
        assert_eq!(Axes { northing_first: true, ..Axes::CRS84 }.written(3.876_543_212_3, 43.6).unwrap(), (43.6, 3.876_543_2));
        let lambert = Axes { epsg: 2154, northing_first: false, decimals: 4 };
        assert_eq!(lambert.written(3.0, 46.5).unwrap(), (700_000.0, 6_600_000.0));
    }
}

//! From longitude and latitude to the coordinates of another system.

use geo::{Coord, CoordsIter, MapCoords, MultiPolygon, Rect, coord};

use super::{systems, to_wgs84, unknown};
use crate::domain::{Fault, Position, Text};
use crate::spatial::index::Bounds;
use crate::text;

/// Farther than this from where it started, in degrees, a place that goes there and back was not projected
/// faithfully: a tenth of a millimetre.
const FAITHFUL_DEGREES: f64 = 1e-9;

/// The same for EPSG:3035, whose inverse is a series that stops at a millimetre.
const FAITHFUL_DEGREES_LAEA: f64 = 2e-8;

/// The coordinates of a position: easting or longitude, then northing or latitude, whatever the register says.
///
/// # Errors
/// `unknown-crs` when the system is not one we know; `bad-coordinate` when it gives the place no coordinates.
///
/// # Units
/// Metres or degrees, as the system has it. Agrees with PROJ to a micrometre where [`covers`] holds.
pub fn from_wgs84(epsg: u32, lon: f64, lat: f64) -> Result<(f64, f64), Fault> {
    let system = systems::of(epsg).ok_or_else(|| unknown(Some(epsg)))?;
    let found = system.coordinates(lon, lat).filter(|(x, y)| x.is_finite() && y.is_finite());
    found.ok_or_else(|| no_coordinates(system.name, lon, lat))
}

/// An outline in the coordinates of another system, vertex by vertex.
///
/// # Errors
/// As [`from_wgs84`].
pub fn outline_from_wgs84(epsg: u32, outline: &MultiPolygon) -> Result<MultiPolygon, Fault> {
    outline.try_map_coords(|Coord { x, y }| from_wgs84(epsg, x, y).map(|(x, y)| coord! { x: x, y: y }))
}

/// Whether the register of EPSG writes northing or latitude before easting or longitude.
pub const fn northing_first(epsg: u32) -> bool {
    matches!(epsg, 4326 | 4171 | 4258 | 3035)
}

/// Whether a system serves a stretch of land: it meets the land the system is made for, and its corners and its middle
/// go there and come back to where they were.
pub fn covers(epsg: u32, [west, south, east, north]: Bounds) -> bool {
    let made_for_it = systems::of(epsg).is_some_and(|system| system.land.is_none_or(|land| land.meets([west, south, east, north])));
    if !made_for_it {
        return false;
    }
    let tolerance = if epsg == 3035 { FAITHFUL_DEGREES_LAEA } else { FAITHFUL_DEGREES };
    let bounds = Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north });
    bounds.coords_iter().chain([bounds.center()]).all(|at| {
        let back = from_wgs84(epsg, at.x, at.y).and_then(|(x, y)| to_wgs84(epsg, x, y));
        back.is_ok_and(|back: Position| (back.lon() - at.x).abs() < tolerance && (back.lat() - at.y).abs() < tolerance)
    })
}

fn no_coordinates(system: &str, lon: f64, lat: f64) -> Fault {
    Fault::new(
        "bad-coordinate",
        text!("({lon}, {lat}) n’a pas de coordonnées en {system}", "({lon}, {lat}) has no coordinates in {system}"),
        Text::new("choisir un système fait pour ce territoire", "choose a reference system made for this territory"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longitude, latitude, and easting and northing by pyproj 3.7.2 (PROJ 9.5.1), `always_xy`.
    const GOLDEN: [(u32, f64, f64, f64, f64); 19] = [
        (4326, 3.877, 43.611, 3.877, 43.611),
        (3857, 3.877, 43.611, 431_585.665_805_5, 5_405_439.562_974_6),
        (3857, 55.45, -20.88, 6_172_665.764_487, -2_377_575.608_421_6),
        (2154, 3.0, 46.5, 700_000.0, 6_600_000.0),
        (2154, 3.873_050_3, 43.611_046_4, 770_500.496_573_2, 6_279_500.252_341_5),
        (2154, 9.464_5, 41.352_14, 1_241_999.770_114_8, 6_049_999.670_651_2),
        (2154, -4.788_66, 48.359_43, 124_000.135_120_5, 6_834_999.763_781_8),
        (3035, 3.321_8, 43.682_9, 3_781_996.822_249_4, 2_309_996.693_451_3),
        (3035, 8.2, 48.97, 4_189_188.255_953, 2_874_588.023_472),
        (2975, 55.461_8, -20.883_3, 339_998.336_281_8, 7_690_002.053_412_1),
        (32740, 55.461_8, -20.883_3, 339_998.336_282_2, 7_690_002.053_340_9),
        (5490, -61.549_7, 16.230_7, 655_004.640_106_8, 1_795_002.810_960_9),
        (5490, -61.069_1, 14.600_3, 708_001.347_493_7, 1_615_001.903_164_1),
        (32620, -61.549_7, 16.230_7, 655_004.640_106_6, 1_795_002.811_017_8),
        (2972, -52.334_8, 4.929_3, 352_002.582_869_1, 544_997.385_668_1),
        (32622, -52.334_8, 4.929_3, 352_002.582_869_2, 544_997.385_686),
        (4471, 45.184_3, -12.772_6, 520_003.814_008_5, 8_588_004.256_118_9),
        (32738, 45.184_3, -12.772_6, 520_003.814_008_4, 8_588_004.256_073_5),
        (4467, -56.214_1, 46.770_9, 560_003.300_803_2, 5_180_005.420_145_6),
    ];

    #[test]
    fn coordinates_agree_with_proj_to_a_micrometre() {
        for (epsg, lon, lat, x, y) in GOLDEN {
            let (found_x, found_y) = from_wgs84(epsg, lon, lat).unwrap();
            assert!((found_x - x).abs() < 2e-6 && (found_y - y).abs() < 2e-6, "EPSG:{epsg} ({found_x}, {found_y}) ({x}, {y})");
        }
    }

    #[test]
    fn a_system_covers_the_land_it_is_made_for_and_not_the_other_side_of_the_globe() {
        let (montpellier, reunion) = ([3.8, 43.5, 4.0, 43.7], [55.2, -21.4, 55.9, -20.8]);
        for epsg in [4326, 3857, 2154, 3035] {
            assert!(covers(epsg, montpellier), "EPSG:{epsg}");
        }
        assert!(covers(2975, reunion) && covers(32740, reunion) && covers(3857, reunion));
        assert!(!covers(5490, montpellier) && !covers(2154, reunion) && covers(2154, [-6.0, 41.0, 10.0, 52.0]));
        assert!(!covers(3857, [-180.0, -90.0, 180.0, 90.0]), "the poles are nowhere in Web Mercator");
        assert!(!covers(31370, montpellier));
    }
}

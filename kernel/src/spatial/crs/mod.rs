//! Reference systems: what a file's coordinates mean, and their way to longitude and latitude.
//!
//! Files lie about this more often than about anything else: a GeoJSON in Lambert-93 metres that says
//! nothing (and so claims WGS 84), latitude written before longitude, a header copied from another
//! file. So the system is never believed without looking at the coordinates.

mod detect;
mod forward;
mod land;
mod names;
mod systems;

pub use detect::{Frame, detect, guess};
pub use forward::{covers, from_wgs84, northing_first, outline_from_wgs84};
pub use names::{from_name, from_wkt};

use crate::domain::{Fault, Position, Text};
use crate::text;

/// No system we know puts a place of the globe farther from its origin than this.
const FARTHEST_METRES: f64 = 2.1e7;

/// The position of a pair of coordinates.
///
/// # Parameters
/// `x` is easting or longitude, `y` northing or latitude: never the order of the EPSG register.
///
/// # Errors
/// `unknown-crs` when the system is not one we know; `bad-coordinate` when the pair is not finite or
/// does not fall on the globe.
///
/// # Units
/// Metres or degrees, as the system has it. Agrees with PROJ to two micrometres; to a millimetre for
/// EPSG:3035, and to a few metres for EPSG:27572, which goes through a three-parameter shift.
pub fn to_wgs84(epsg: u32, x: f64, y: f64) -> Result<Position, Fault> {
    let system = systems::of(epsg).ok_or_else(|| unknown(Some(epsg)))?;
    if system.in_degrees() {
        return Position::new(x, y);
    }
    let on_globe = x.abs() <= FARTHEST_METRES && y.abs() <= FARTHEST_METRES;
    let degrees = if on_globe { system.degrees(x, y) } else { None };
    degrees.and_then(|(lon, lat)| Position::new(lon, lat).ok()).ok_or_else(|| off_the_globe(system.name, x, y))
}

/// Whether a system's coordinates are degrees; `None` for a system that is not known.
pub fn in_degrees(epsg: u32) -> Option<bool> {
    systems::of(epsg).map(systems::System::in_degrees)
}

/// What a system is called: `Lambert-93 (EPSG:2154)`.
pub fn name(epsg: u32) -> String {
    systems::of(epsg).map_or_else(|| format!("EPSG:{epsg}"), |system| format!("{} (EPSG:{epsg})", system.name))
}

fn off_the_globe(system: &str, x: f64, y: f64) -> Fault {
    Fault::new(
        "bad-coordinate",
        text!("({x}, {y}) ne désigne aucun lieu en {system}", "({x}, {y}) is no place in {system}"),
        Text::new("vérifier le système de coordonnées du fichier", "check the file’s reference system"),
    )
}

fn unknown(declared: Option<u32>) -> Fault {
    let known = systems::all().iter().map(|system| system.epsg.to_string()).collect::<Vec<_>>().join(", ");
    let said = declared.map_or_else(
        || Text::new("le système de coordonnées ne se devine pas", "the reference system cannot be told"),
        |epsg| {
            text!(
                "le système EPSG:{epsg} est inconnu ou contredit par les coordonnées",
                "EPSG:{epsg} is unknown or contradicted by the coordinates"
            )
        },
    );
    Fault::new(
        "unknown-crs",
        said,
        text!("convertir le fichier vers WGS 84, ou l’un de : EPSG {known}", "convert the file to WGS 84, or one of: EPSG {known}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Coordinates, and longitude and latitude by pyproj 3.7.2 (PROJ 9.5.1), `always_xy`.
    const GOLDEN: [(u32, f64, f64, f64, f64); 17] = [
        (4326, 3.877, 43.611, 3.877, 43.611),
        (2154, 700_000.0, 6_600_000.0, 3.000_000_000_000_000_4, 46.499_999_999_999_986),
        (2154, 770_500.5, 6_279_500.25, 3.873_050_342_112_328_3, 43.611_046_378_591_84),
        (2154, 1_242_000.0, 6_050_000.0, 9.464_503_050_509_514, 41.352_142_777_969_74),
        (2154, 124_000.0, 6_835_000.0, -4.788_662_129_310_039_5, 48.359_431_995_182_5),
        (3857, 431_900.0, 5_404_800.0, 3.879_823_712_112_213, 43.606_840_038_114_14),
        (3035, 3_782_000.0, 2_310_000.0, 3.321_835_766_819_266, 43.682_932_244_426_72),
        (2975, 340_000.0, 7_690_000.0, 55.461_815_801_143_196, -20.883_318_691_290_49),
        (32740, 340_000.0, 7_690_000.0, 55.461_815_801_146_54, -20.883_318_690_646_8),
        (5490, 655_000.0, 1_795_000.0, -61.549_743_591_151_42, 16.230_674_893_232_187),
        (5490, 708_000.0, 1_615_000.0, -61.069_112_653_952_24, 14.600_282_905_770_031),
        (2972, 352_000.0, 545_000.0, -52.334_823_338_021_415, 4.929_323_597_695_316),
        (32620, 655_000.0, 1_795_000.0, -61.549_743_591_153_33, 16.230_674_892_718_326),
        (32622, 352_000.0, 545_000.0, -52.334_823_338_021_25, 4.929_323_597_533_395),
        (4471, 520_000.0, 8_588_000.0, 45.184_264_888_621_42, -12.772_638_511_869_422),
        (4467, 560_000.0, 5_180_000.0, -56.214_143_937_919_57, 46.770_851_524_875_255),
        (3943, 1_710_000.0, 2_260_000.0, 3.123_731_967_441_292_2, 43.540_035_629_172_73),
    ];

    #[test]
    fn coordinates_agree_with_proj_to_two_micrometres() {
        for (epsg, x, y, lon, lat) in GOLDEN {
            let position = to_wgs84(epsg, x, y).unwrap();
            let tolerance = if epsg == 3035 { 1e-8 } else { 2e-11 };
            assert!((position.lon() - lon).abs() < tolerance, "EPSG:{epsg} {} {lon}", position.lon());
            assert!((position.lat() - lat).abs() < tolerance, "EPSG:{epsg} {} {lat}", position.lat());
        }
    }

    #[test]
    fn the_old_paris_grid_agrees_with_proj_to_a_few_metres() {
        for (x, y, lon, lat) in
            [(600_000.0, 2_200_000.0, 2.336_533_608, 46.799_948_781), (724_000.0, 1_848_000.0, 3.870_858_577, 43.623_006_568)]
        {
            let position = to_wgs84(27572, x, y).unwrap();
            assert!((position.lon() - lon).abs() < 5e-5 && (position.lat() - lat).abs() < 5e-5, "{position:?}");
        }
    }

    #[test]
    fn what_is_not_on_the_globe_is_refused() {
        for (x, y) in [(f64::NAN, 0.0), (f64::INFINITY, 1.0), (1e308, 1e308)] {
            assert_eq!(to_wgs84(2154, x, y).unwrap_err().code, "bad-coordinate", "{x}");
        }
        assert_eq!(to_wgs84(4326, 768_049.0, 6_280_920.0).unwrap_err().code, "bad-coordinate");
        assert_eq!(to_wgs84(31370, 1.0, 1.0).unwrap_err().code, "unknown-crs");
    }
}

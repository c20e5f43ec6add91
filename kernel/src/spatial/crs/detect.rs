//! Finding out what coordinates mean: what the file says, checked against where its points fall.

use super::land::Land;
use super::systems::{self, System};
use super::{FARTHEST_METRES, name, to_wgs84, unknown};
use crate::domain::{Fault, Position, Text};
use crate::text;

/// How the pairs of one file are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The reference system.
    pub epsg: u32,
    /// Whether the file writes latitude (or northing) first.
    pub swapped: bool,
}

impl Frame {
    /// Degrees, longitude first.
    pub const WGS84: Self = Self { epsg: 4326, swapped: false };

    /// The position of one pair, in the order of the file.
    ///
    /// # Errors
    /// `bad-coordinate`.
    pub fn position(self, first: f64, second: f64) -> Result<Position, Fault> {
        let (x, y) = if self.swapped { (second, first) } else { (first, second) };
        to_wgs84(self.epsg, x, y)
    }

    /// What an import report should say when the file did not speak the truth; `None` when it did, a
    /// file that says nothing claiming WGS 84.
    pub fn remark(self, declared: Option<u32>) -> Option<Text> {
        let found = name(self.epsg);
        if self.swapped {
            return Some(text!(
                "axes inversés : le fichier écrit la latitude avant la longitude ; remis dans l’ordre ({found})",
                "swapped axes: the file writes latitude before longitude; put in order ({found})"
            ));
        }
        let claimed = declared.unwrap_or(4326);
        let both_degrees = [claimed, self.epsg].into_iter().all(|epsg| systems::of(epsg).is_some_and(System::in_degrees));
        if claimed == self.epsg || both_degrees {
            return None;
        }
        Some(match declared {
            Some(epsg) => {
                let said = name(epsg);
                text!(
                    "le fichier annonce {said}, ses coordonnées sont en {found} : converties",
                    "the file says {said}, its coordinates are {found}: converted"
                )
            }
            None => text!(
                "le fichier n’annonce pas son système, ses coordonnées sont en {found} : converties",
                "the file does not say its reference system, its coordinates are {found}: converted"
            ),
        })
    }
}

/// The reference system of a file and the order of its axes.
///
/// # Parameters
/// `declared`: what the file says, if it does. `sample`: some of its pairs, easting or longitude first
/// as far as the file can be believed. An empty sample believes the file.
///
/// # Algorithm
/// Pairs that no system puts on the globe and (0, 0), a usual way of writing "unknown", are left out; of
/// the others one in twenty may stray.
/// 1. What is declared holds when the pairs fall where that system is used; degrees must also not make
///    more sense swapped (on French land swapped, off it as written).
/// 2. Else the first system of the table that puts the pairs on the French land it is made for.
/// 3. Else the same with the axes swapped.
///
/// # Errors
/// `unknown-crs` when nothing fits.
pub fn detect(declared: Option<u32>, sample: &[(f64, f64)]) -> Result<Frame, Fault> {
    let claimed = systems::of(declared.unwrap_or(4326));
    if sample.is_empty() {
        return claimed.map(|system| Frame { epsg: system.epsg, swapped: false }).ok_or_else(|| unknown(declared));
    }
    let told: Vec<_> =
        sample.iter().copied().filter(|&(x, y)| x.abs() <= FARTHEST_METRES && y.abs() <= FARTHEST_METRES && (x, y) != (0.0, 0.0)).collect();
    let crossed: Vec<_> = told.iter().map(|&(x, y)| (y, x)).collect();
    let believed = claimed.filter(|system| fits(system, &told));
    let straight = believed.or_else(|| systems::all().iter().find(|system| puts_in_france(system, &told)));
    let found = straight.map(|system| (system, false));
    let found = found.or_else(|| systems::all().iter().find(|system| puts_in_france(system, &crossed)).map(|system| (system, true)));
    found.map(|(system, swapped)| Frame { epsg: system.epsg, swapped }).ok_or_else(|| unknown(declared))
}

/// The reference system of pairs whose axes are known to be in order.
///
/// # Errors
/// `unknown-crs` when nothing fits, `swapped-axes` when the pairs make sense the other way round.
pub fn guess(declared: Option<u32>, sample: &[(f64, f64)]) -> Result<u32, Fault> {
    let frame = detect(declared, sample)?;
    if !frame.swapped {
        return Ok(frame.epsg);
    }
    Err(Fault::new(
        "swapped-axes",
        Text::new("la latitude est écrite à la place de la longitude", "latitude is written in place of longitude"),
        Text::new("échanger les deux colonnes", "exchange the two columns"),
    ))
}

/// Whether a declared system can be believed.
fn fits(system: &System, sample: &[(f64, f64)]) -> bool {
    if !system.in_degrees() {
        return system.land.map_or_else(|| puts_on_globe(system, sample), |_| puts_in_france(system, sample));
    }
    let crossed = nearly_all(sample, |x, y| Land::any_holds(y, x) && !Land::any_holds(x, y));
    puts_on_globe(system, sample) && !crossed
}

fn puts_on_globe(system: &System, sample: &[(f64, f64)]) -> bool {
    nearly_all(sample, |x, y| to_wgs84(system.epsg, x, y).is_ok())
}

fn puts_in_france(system: &System, sample: &[(f64, f64)]) -> bool {
    let holds = |lon, lat| system.land.map_or_else(|| Land::any_holds(lon, lat), |land| land.holds(lon, lat));
    nearly_all(sample, |x, y| to_wgs84(system.epsg, x, y).is_ok_and(|at| holds(at.lon(), at.lat())))
}

/// All but one in twenty, and at least one.
fn nearly_all(sample: &[(f64, f64)], holds: impl Fn(f64, f64) -> bool) -> bool {
    let holding = sample.iter().filter(|&&(x, y)| holds(x, y)).count();
    holding > 0 && 20 * (sample.len() - holding) <= sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTPELLIER_METRES: [(f64, f64); 2] = [(768_049.9, 6_280_920.6), (773_345.1, 6_279_826.1)];
    const MONTPELLIER: [(f64, f64); 2] = [(3.809, 43.640), (3.93, 43.58)];
    const MONTPELLIER_CROSSED: [(f64, f64); 2] = [(43.640, 3.809), (43.58, 3.93)];

    fn found(declared: Option<u32>, sample: &[(f64, f64)]) -> (u32, bool) {
        let frame = detect(declared, sample).unwrap();
        (frame.epsg, frame.swapped)
    }

    #[test]
    fn lambert_metres_in_a_file_that_says_nothing_or_says_degrees_are_recognised() {
        assert_eq!(found(None, &MONTPELLIER_METRES), (2154, false));
        assert_eq!(found(Some(4326), &MONTPELLIER_METRES), (2154, false));
        assert_eq!(guess(None, &MONTPELLIER_METRES).unwrap(), 2154);
    }

    #[test]
    fn degrees_under_a_metric_header_are_recognised() {
        assert_eq!(found(Some(2154), &MONTPELLIER), (4326, false));
    }

    #[test]
    fn each_territory_falls_into_its_own_system() {
        assert_eq!(found(None, &[(359_500.0, 7_634_300.0)]), (2975, false));
        assert_eq!(found(None, &[(655_000.0, 1_795_000.0)]), (5490, false));
        assert_eq!(found(None, &[(352_000.0, 545_000.0)]), (2972, false));
        assert_eq!(found(None, &[(520_000.0, 8_588_000.0)]), (4471, false));
        assert_eq!(found(None, &[(3_782_000.0, 2_310_000.0)]), (3035, false));
        assert_eq!(found(None, &[(261_800.0, 6_250_500.0)]), (3857, false), "Paris");
        assert_eq!(found(Some(32740), &[(359_500.0, 7_634_300.0)]), (32740, false), "what is declared and fits is kept");
    }

    #[test]
    fn latitude_before_longitude_is_seen_in_france_and_put_in_order() {
        let frame = detect(None, &MONTPELLIER_CROSSED).unwrap();
        assert_eq!((frame.epsg, frame.swapped), (4326, true));
        assert!((frame.position(43.64, 3.809).unwrap().lon() - 3.809).abs() < 1e-12);
        assert_eq!(guess(Some(4326), &MONTPELLIER_CROSSED).unwrap_err().code, "swapped-axes");
        assert_eq!(found(None, &[(6_280_920.6, 768_049.9)]), (2154, true));
    }

    #[test]
    fn unknown_places_written_as_zeros_do_not_mislead() {
        let sample = [(0.0, 0.0), (f64::NAN, 1.0), MONTPELLIER_METRES[0], MONTPELLIER_METRES[1]];
        assert_eq!(found(None, &sample), (2154, false));
    }

    #[test]
    fn degrees_abroad_are_left_alone() {
        assert_eq!(found(None, &[(-8.61, 41.15)]), (4326, false));
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(detect(None, &[(1e308, 0.0)]).unwrap_err().code, "unknown-crs");
        assert_eq!(detect(Some(31370), &[(150_000.0, 170_000.0)]).unwrap_err().code, "unknown-crs");
        assert_eq!(detect(Some(4326), &[(f64::NAN, 43.0)]).unwrap_err().code, "unknown-crs");
    }

    #[test]
    fn a_report_speaks_only_when_the_file_did_not_tell_the_truth() {
        assert_eq!(Frame::WGS84.remark(None), None);
        assert_eq!(Frame { epsg: 4171, swapped: false }.remark(Some(4326)), None);
        let lambert = Frame { epsg: 2154, swapped: false };
        assert_eq!(lambert.remark(Some(2154)), None);
        assert!(lambert.remark(None).unwrap().fr.contains("Lambert-93"));
    }
}

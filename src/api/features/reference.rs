//! Reference systems of answers, rectangles and filters (OGC API Features part 2): what they are called, and the order
//! of their axes, which is that of the EPSG register: latitude first for 4326, northing first for 3035.

use actix_web::http::header::HeaderValue;
use geo::{Coord, MapCoords, MultiPolygon, coord};

use crate::api::params::Params;
use crate::domain::{Fault, Position};
use crate::export::Axes;
use crate::spatial::crs;
use crate::spatial::index::Bounds;
use crate::text;

/// A reference system that is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// Longitude and latitude, WGS 84: what features are kept in.
    Crs84,
    /// A system of the EPSG register.
    Epsg(u32),
}

use Reference as R;

/// Longitude and latitude, and what is used in metropolitan France, in Europe and overseas.
const SERVED: [Reference; 14] = [
    R::Crs84,
    R::Epsg(4326),
    R::Epsg(3857),
    R::Epsg(2154),
    R::Epsg(3035),
    R::Epsg(2975),
    R::Epsg(5490),
    R::Epsg(2972),
    R::Epsg(4471),
    R::Epsg(4467),
    R::Epsg(32740),
    R::Epsg(32620),
    R::Epsg(32622),
    R::Epsg(32738),
];

/// The address that names longitude and latitude.
pub const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// The systems that hold a stretch of land; longitude and latitude come first and hold everything.
pub fn of_land(extent: Option<Bounds>) -> Vec<Reference> {
    SERVED.into_iter().filter(|reference| reference.holds(extent)).collect()
}

/// The system that a parameter names, for a collection that lies within these bounds; longitude and latitude when
/// it is not given.
///
/// # Errors
/// `unknown-crs`, with those served here.
pub fn read(params: &Params, name: &str, extent: Option<Bounds>) -> Result<Reference, Fault> {
    let Some(word) = params.value(name) else { return Ok(R::Crs84) };
    let found = SERVED.into_iter().find(|reference| reference.is_called(word) && reference.holds(extent));
    found.ok_or_else(|| not_served(word, extent).in_column(name))
}

impl Reference {
    /// The address that names it.
    pub fn uri(self) -> String {
        match self {
            Self::Crs84 => CRS84.to_owned(),
            Self::Epsg(number) => format!("http://www.opengis.net/def/crs/EPSG/0/{number}"),
        }
    }

    /// The parameter that asks for it, after this mark; nothing for what needs none.
    pub fn asked(self, mark: &str) -> String {
        if self == Self::Crs84 { String::new() } else { format!("{mark}crs={}", self.uri()) }
    }

    /// The value of `Content-Crs`.
    pub fn header(self) -> HeaderValue {
        HeaderValue::try_from(format!("<{}>", self.uri())).unwrap_or(HeaderValue::from_static(""))
    }

    /// Its number in the EPSG register; that of longitude and latitude when it has none of its own.
    pub const fn epsg(self) -> u32 {
        match self {
            Self::Crs84 => 4326,
            Self::Epsg(number) => number,
        }
    }

    /// Whether its coordinates are degrees.
    pub fn in_degrees(self) -> bool {
        crs::in_degrees(self.epsg()) == Some(true)
    }

    /// The position of a pair in the order of its axes.
    ///
    /// # Errors
    /// `bad-coordinate` when it is no place on the globe.
    pub fn position(self, first: f64, second: f64) -> Result<Position, Fault> {
        let (x, y) = if self.northing_first() { (second, first) } else { (first, second) };
        crs::to_wgs84(self.epsg(), x, y)
    }

    /// An outline in its coordinates, easting or longitude first.
    ///
    /// # Errors
    /// `bad-coordinate`.
    pub fn project(self, outline: &MultiPolygon) -> Result<MultiPolygon, Fault> {
        outline.try_map_coords(|Coord { x, y }| self.coordinates(x, y).map(|(x, y)| coord! { x: x, y: y }))
    }

    /// The coordinates of a place, easting or longitude first.
    ///
    /// # Errors
    /// `bad-coordinate`.
    pub fn coordinates(self, lon: f64, lat: f64) -> Result<(f64, f64), Fault> {
        crs::from_wgs84(self.epsg(), lon, lat)
    }

    /// Whether northing or latitude comes first.
    pub fn northing_first(self) -> bool {
        matches!(self, Self::Epsg(number) if crs::northing_first(number))
    }

    /// How positions are written in it.
    pub fn axes(self) -> Axes {
        Axes { epsg: self.epsg(), northing_first: self.northing_first(), decimals: if self.in_degrees() { 7 } else { 4 } }
    }

    /// Every way of naming it: its address, `EPSG:2154`, `[EPSG:2154]`, or the end of its URN.
    fn is_called(self, word: &str) -> bool {
        let plain = word.trim_start_matches('[').trim_end_matches(']');
        match self {
            Self::Crs84 => [CRS84, "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84"].contains(&plain),
            Self::Epsg(number) => {
                plain == self.uri() || plain == format!("EPSG:{number}") || plain == format!("urn:ogc:def:crs:EPSG::{number}")
            }
        }
    }

    fn holds(self, extent: Option<Bounds>) -> bool {
        match self {
            Self::Crs84 | Self::Epsg(4326) => true,
            Self::Epsg(number) => extent.is_none_or(|bounds| crs::covers(number, bounds)),
        }
    }
}

fn not_served(word: &str, extent: Option<Bounds>) -> Fault {
    let known = of_land(extent).into_iter().map(Reference::uri).collect::<Vec<_>>().join(", ");
    Fault::new(
        "unknown-crs",
        text!("système de coordonnées non servi ici : « {word} »", "reference system not served here: “{word}”"),
        text!("choisir parmi {known}", "choose among {known}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_axes_is_that_of_the_register() {
        let montpellier = R::Epsg(4326).position(43.61, 3.87).unwrap();
        assert_eq!((montpellier.lon(), montpellier.lat()), (3.87, 43.61));
        assert_eq!(R::Crs84.position(3.87, 43.61).unwrap(), montpellier);
        assert!(R::Epsg(3035).northing_first() && !R::Epsg(2154).northing_first() && !R::Epsg(3857).northing_first());
    }

    #[test]
    fn a_system_is_named_in_any_of_the_usual_ways_and_only_where_it_holds() {
        let extent = Some([3.8, 43.5, 4.0, 43.7]);
        for word in ["http://www.opengis.net/def/crs/EPSG/0/2154", "EPSG:2154", "%5BEPSG:2154%5D"] {
            assert_eq!(read(&Params::read(&format!("crs={word}")).unwrap(), "crs", extent).unwrap(), R::Epsg(2154), "{word}");
        }
        for word in ["EPSG:31370", "2154", "EPSG:99999999999999", "EPSG:-1"] {
            let fault = read(&Params::read(&format!("crs={word}")).unwrap(), "crs", extent).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("unknown-crs", Some("crs")), "{word}");
        }
        let over_the_pole = Some([-180.0, 80.0, 180.0, 90.0]);
        assert_eq!(of_land(over_the_pole).len(), 2);
    }
}

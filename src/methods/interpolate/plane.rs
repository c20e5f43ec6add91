//! What the coordinates are, and the plane on which areas are measured.

use geo::{Coord, CoordsIter, MapCoords, MultiPolygon};

use super::faults::different_crs;
use super::{Given, Mask, Options};
use crate::domain::{Fault, PlainLayer, Position};
use crate::methods::summary::Summary;
use crate::methods::words::Word;
use crate::spatial::crs;
use crate::spatial::equal_area;

/// What coordinates are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Coordinates {
    /// What the files declare; a file that declares nothing is in degrees when all of it could be.
    #[default]
    Auto,
    /// A plane: areas are computed with the numbers as they stand.
    Plane,
    /// Longitude and latitude in degrees.
    Degrees,
}

impl Word for Coordinates {
    const WORDS: &'static [(&'static str, Self)] = &[("auto", Self::Auto), ("plane", Self::Plane), ("degrees", Self::Degrees)];
}

/// EPSG numbers of systems in degrees lie between these.
const DEGREES: std::ops::RangeInclusive<u32> = 4_000..=4_999;

/// How outlines are laid on one plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    /// As they stand.
    AsGiven,
    /// From degrees, by an equal-area projection.
    FromDegrees,
    /// From several systems through degrees.
    FromMany,
}

impl Plane {
    /// The plane that all layers can be laid on.
    ///
    /// # Errors
    /// `different-crs` when layers are in different systems, one of them unknown.
    pub fn of(options: &Options, summary: &mut Summary) -> Result<Self, Fault> {
        let mut layers = vec![&options.source, &options.target];
        if let Some(Mask::Zones(mask)) = &options.mask {
            layers.push(mask);
        }
        let plane = match options.coordinates {
            Coordinates::Plane => Self::AsGiven,
            Coordinates::Degrees => Self::FromDegrees,
            Coordinates::Auto => Self::found(&layers)?,
        };
        summary.option("coordinates", options.coordinates.word());
        summary.finding(
            "areas",
            match plane {
                Self::AsGiven => "plane, coordinates as given",
                Self::FromDegrees => "ground, from degrees",
                Self::FromMany => "ground, from several reference systems",
            },
        );
        Ok(plane)
    }

    fn found(layers: &[&Given]) -> Result<Self, Fault> {
        let degrees: Vec<bool> = layers.iter().map(|given| in_degrees(&given.layer)).collect();
        if degrees.iter().all(|degrees| *degrees) {
            return Ok(Self::FromDegrees);
        }
        let mut systems: Vec<u32> = layers.iter().filter_map(|given| given.layer.crs).collect();
        systems.sort_unstable();
        systems.dedup();
        if degrees.iter().all(|degrees| !degrees) && systems.len() <= 1 {
            return Ok(Self::AsGiven);
        }
        let stranger = layers
            .iter()
            .zip(degrees)
            .find(|(given, degrees)| !degrees && given.layer.crs.is_none_or(|epsg| crs::in_degrees(epsg).is_none()));
        match stranger {
            Some((given, _)) => Err(different_crs(&systems).in_file(&given.layer.file)),
            None => Ok(Self::FromMany),
        }
    }

    /// Lays an outline of a layer of this system.
    ///
    /// # Errors
    /// `bad-coordinate` with the vertex that is no place on the globe.
    pub fn lay(self, outline: &MultiPolygon, declared: Option<u32>) -> Result<MultiPolygon, Fault> {
        if self == Self::AsGiven {
            return Ok(outline.clone());
        }
        let epsg = declared.filter(|epsg| self == Self::FromMany && crs::in_degrees(*epsg) == Some(false));
        let position = |at: Coord| epsg.map_or_else(|| Position::new(at.x, at.y), |epsg| crs::to_wgs84(epsg, at.x, at.y));
        if let Some((vertex, fault)) = (0..).zip(outline.coords_iter()).find_map(|(vertex, at)| Some((vertex, position(at).err()?))) {
            return Err(fault.at_vertex(vertex));
        }
        Ok(outline.map_coords(|at| {
            let [x, y] = position(at).map_or([f64::NAN; 2], |at| equal_area::plane(at.lon(), at.lat()));
            Coord { x, y }
        }))
    }

    /// Lays a point that is in the coordinates of the sources.
    ///
    /// # Errors
    /// `bad-coordinate`.
    pub fn lay_point(self, [x, y]: [f64; 2], declared: Option<u32>) -> Result<[f64; 2], Fault> {
        let position = match self {
            Self::AsGiven => return Ok([x, y]),
            Self::FromDegrees => Position::new(x, y),
            Self::FromMany => declared
                .filter(|epsg| crs::in_degrees(*epsg) == Some(false))
                .map_or_else(|| Position::new(x, y), |epsg| crs::to_wgs84(epsg, x, y)),
        }?;
        Ok(equal_area::plane(position.lon(), position.lat()))
    }
}

/// What a layer declares; GeoJSON without a declaration is in degrees by its standard (RFC 7946), unless
/// its numbers say otherwise.
fn in_degrees(layer: &PlainLayer) -> bool {
    if let Some(epsg) = layer.crs {
        return crs::in_degrees(epsg).unwrap_or(DEGREES.contains(&epsg));
    }
    layer.features.iter().all(|feature| feature.outline.exterior_coords_iter().all(|at| at.x.abs() <= 180.0 && at.y.abs() <= 90.0))
}

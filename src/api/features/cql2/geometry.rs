//! Geometries of a filter: checked, and taken to longitude and latitude.

use geo::{Coord, Densify, Euclidean, Geometry, LineString, MapCoords, MultiPolygon, Rect, Validation, coord};

use super::fault;
use crate::api::features::reference::Reference;
use crate::domain::{Fault, Position, Text, check_closure};

/// In how many pieces a side of a rectangle in metres is cut before it is taken to degrees, where it is no straight line.
const PIECES: f64 = 64.0;

/// Refuses a ring that is not closed or has too few points.
pub fn check_ring(ring: &[Coord]) -> Result<(), Fault> {
    check_closure(ring, 0).map_err(|fault| fault::bad_geometry(fault.message, fault.hint))
}

/// Refuses a line of a single place.
pub fn check_path(path: &LineString) -> Result<(), Fault> {
    if path.0.iter().any(|at| Some(at) != path.0.first()) {
        return Ok(());
    }
    Err(fault::bad_geometry(
        Text::new("une ligne n’a qu’un point", "a line has only one point"),
        Text::new("en donner deux au moins", "give it at least two"),
    ))
}

/// The bounds of a rectangle of four or six numbers; the heights of six are left out.
pub fn rectangle(numbers: &[f64]) -> Result<[f64; 4], Fault> {
    let bounds = match *numbers {
        [a, b, c, d] | [a, b, _, c, d, _] => Some([a, b, c, d]),
        _ => None,
    };
    bounds.ok_or_else(|| {
        fault::bad_geometry(
            Text::new("un rectangle a quatre ou six nombres", "a rectangle has four or six numbers"),
            Text::new("attendu : BBOX(ouest, sud, est, nord)", "expected BBOX(west, south, east, north)"),
        )
    })
}

/// A geometry in longitude and latitude.
///
/// # Errors
/// `bad-filter` when a place is not on the globe, or an outline crosses itself.
pub fn on_globe(geometry: &Geometry, reference: Reference) -> Result<Geometry, Fault> {
    let taken = geometry.try_map_coords(|Coord { x, y }| position(reference, x, y).map(|at| at.point().0))?;
    if taken.is_valid() { Ok(taken) } else { Err(crossing()) }
}

/// A rectangle in longitude and latitude: two over the antimeridian.
///
/// # Errors
/// `bad-filter` when a corner is not on the globe or the bounds are crossed.
pub fn box_on_globe([a, b, c, d]: [f64; 4], reference: Reference) -> Result<Geometry, Fault> {
    let (low, high) = (position(reference, a, b), position(reference, c, d));
    if !reference.in_degrees() {
        if a > c || b > d {
            return Err(crossed());
        }
        let outline = Rect::new(coord! { x: a, y: b }, coord! { x: c, y: d }).to_polygon();
        let piece = (c - a).max(d - b) / PIECES;
        let outline = if piece > 0.0 { Euclidean.densify(&outline, piece) } else { outline };
        return on_globe(&Geometry::Polygon(outline), reference);
    }
    let (low, high) = (low?, high?);
    if low.lat() > high.lat() {
        return Err(crossed());
    }
    let rect = |west, east| Rect::new(coord! { x: west, y: low.lat() }, coord! { x: east, y: high.lat() }).to_polygon();
    Ok(if low.lon() <= high.lon() {
        Geometry::Polygon(rect(low.lon(), high.lon()))
    } else {
        Geometry::MultiPolygon(MultiPolygon(vec![rect(low.lon(), 180.0), rect(-180.0, high.lon())]))
    })
}

fn position(reference: Reference, x: f64, y: f64) -> Result<Position, Fault> {
    reference.position(x, y).map_err(|fault| fault::bad_geometry(fault.message, fault.hint))
}

fn crossed() -> Fault {
    fault::bad_geometry(
        Text::new("les bornes du rectangle sont croisées", "the bounds of the rectangle are crossed"),
        Text::new("attendu : BBOX(ouest, sud, est, nord)", "expected BBOX(west, south, east, north)"),
    )
}

fn crossing() -> Fault {
    fault::bad_geometry(
        Text::new("le contour se croise ou se touche", "the outline crosses or touches itself"),
        Text::new("le redessiner sans que ses côtés se coupent", "draw it again so that no two sides meet"),
    )
}

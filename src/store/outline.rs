//! Outlines and positions as well-known binary (WKB, OGC 06-103r4), little-endian, WGS 84.

use geo::Geometry;
use geo_traits::to_geo::ToGeoGeometry;
use wkb::error::WkbResult;
use wkb::reader::read_wkb;
use wkb::writer::{WriteOptions, multi_polygon_wkb_size, write_multi_polygon, write_point};

use crate::domain::{Position, Shape};

/// An outline as WKB.
pub fn of_shape(shape: &Shape) -> WkbResult<Vec<u8>> {
    let outline = shape.outline();
    let mut bytes = Vec::with_capacity(multi_polygon_wkb_size(outline));
    write_multi_polygon(&mut bytes, outline, &WriteOptions::default())?;
    Ok(bytes)
}

/// A position as WKB.
pub fn of_position(position: Position) -> WkbResult<Vec<u8>> {
    let mut bytes = Vec::with_capacity(21);
    write_point(&mut bytes, &position.point(), &WriteOptions::default())?;
    Ok(bytes)
}

/// Reads an outline back, checked again; the error says in words what it is instead.
pub fn to_shape(bytes: &[u8]) -> Result<Shape, String> {
    match geometry(bytes)? {
        Geometry::MultiPolygon(outline) => Shape::new(outline).map_err(|fault| fault.to_string()),
        _ => Err("not a multipolygon".to_owned()),
    }
}

/// Reads a position back, checked again; the error says in words what it is instead.
pub fn to_position(bytes: &[u8]) -> Result<Position, String> {
    match geometry(bytes)? {
        Geometry::Point(point) => Position::new(point.x(), point.y()).map_err(|fault| fault.to_string()),
        _ => Err("not a point".to_owned()),
    }
}

fn geometry(bytes: &[u8]) -> Result<Geometry, String> {
    let parsed = read_wkb(bytes).map_err(|cause| cause.to_string())?;
    parsed.try_to_geometry().ok_or_else(|| "an empty point".to_owned())
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};

    use super::*;

    #[test]
    fn an_outline_with_a_hole_reads_back_to_the_last_bit() {
        let ring = polygon![
            exterior: [(x: 3.1, y: 43.6), (x: 3.9, y: 43.6), (x: 3.9, y: 0.1 + 0.2), (x: 3.1, y: 43.6)],
            interiors: [[(x: 3.2, y: 43.5), (x: 3.3, y: 43.5), (x: 3.3, y: 43.4), (x: 3.2, y: 43.5)]],
        ];
        let shape = Shape::new(MultiPolygon::new(vec![ring.clone(), ring])).unwrap();
        assert_eq!(to_shape(&of_shape(&shape).unwrap()).unwrap(), shape);
    }

    #[test]
    fn what_is_not_an_outline_is_said_and_never_a_panic() {
        let point = of_position(Position::new(3.0, 43.0).unwrap()).unwrap();
        assert_eq!(to_shape(&point).unwrap_err(), "not a multipolygon");
        for cut in 0..point.len() {
            assert!(to_position(&point[..cut]).is_err());
        }
    }
}

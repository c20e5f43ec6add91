//! The rectangle of `bbox`, in the reference system of `bbox-crs`.

use geo::{Coord, Intersects, Rect, coord};

use super::collection::Collection;
use super::reference::Reference;
use crate::domain::{Fault, Text};
use crate::export::Place;
use crate::text;

/// No coordinate in metres is larger.
const FARTHEST: f64 = 2.1e7;

/// In how many pieces a side is cut to find out where it lies in degrees.
const PIECES: u32 = 16;

/// Where features are asked for.
#[derive(Debug)]
pub enum Area {
    /// Rectangles in longitude and latitude: two over the antimeridian.
    Degrees(Vec<Rect>),
    /// A rectangle in another system, easting first, and one in degrees that surely holds it, when there is one.
    Metres(Reference, Rect, Option<Rect>),
}

impl Area {
    /// Reads a rectangle: four or six numbers (the heights of six are left out), in the order of the system's axes.
    ///
    /// # Errors
    /// `bad-bbox`.
    pub fn read(value: &str, reference: Reference) -> Result<Self, Fault> {
        let numbers: Option<Vec<f64>> = value.split(',').map(|number| number.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect();
        let corners = match numbers.as_deref() {
            Some(&[a, b, c, d] | &[a, b, _, c, d, _]) => Some([a, b, c, d]),
            _ => None,
        };
        let in_order = corners.map(|[a, b, c, d]| if reference.northing_first() { [b, a, d, c] } else { [a, b, c, d] });
        let fits = |corners: &[f64; 4]| if reference.in_degrees() { on_globe(corners) } else { in_metres(corners) };
        let corners = in_order.filter(fits).ok_or_else(|| bad_bbox(value, reference))?;
        Ok(if reference.in_degrees() { Self::degrees(corners) } else { Self::metres(corners, reference) })
    }

    fn degrees([west, south, east, north]: [f64; 4]) -> Self {
        let rect = |west, east| Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north });
        Self::Degrees(if west <= east { vec![rect(west, east)] } else { vec![rect(west, 180.0), rect(-180.0, east)] })
    }

    fn metres([west, south, east, north]: [f64; 4], reference: Reference) -> Self {
        let rect = Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north });
        Self::Metres(reference, rect, surely_holding(&rect, reference))
    }

    /// The features that touch it, by number, in order.
    pub fn touching(&self, collection: &Collection) -> Vec<usize> {
        let mut rows: Vec<usize> = match self {
            Self::Degrees(rects) => rects.iter().flat_map(|rect| collection.touching(rect)).collect(),
            Self::Metres(reference, rect, round) => {
                let near = round.map_or_else(|| (0..collection.table.len()).collect(), |round| collection.near(&round));
                near.into_iter().filter(|&row| touches(&collection.table.place(row), *reference, rect)).collect()
            }
        };
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// Looked at in the system of the rectangle, where its sides are straight. A place without coordinates there is outside.
fn touches(place: &Place<'_>, reference: Reference, rect: &Rect) -> bool {
    if let Some(outline) = place.outline() {
        return reference.project(outline).is_ok_and(|outline| outline.intersects(rect));
    }
    let centre = place.centre();
    reference.coordinates(centre.lon(), centre.lat()).is_ok_and(|(x, y)| Coord { x, y }.intersects(rect))
}

/// A rectangle in degrees that holds one in metres: round its sides cut in pieces, and a tenth wider for what lies
/// between these. `None` when some of it is nowhere on the globe, or it comes near the antimeridian.
fn surely_holding(rect: &Rect, reference: Reference) -> Option<Rect> {
    let along = |from: f64, to: f64, piece: u32| from + (to - from) * f64::from(piece) / f64::from(PIECES);
    let mut bounds: Option<[f64; 4]> = None;
    for column in 0..=PIECES {
        for row in 0..=PIECES {
            let (x, y) = (along(rect.min().x, rect.max().x, column), along(rect.min().y, rect.max().y, row));
            let at = if reference.northing_first() { reference.position(y, x) } else { reference.position(x, y) }.ok()?;
            let own = [at.lon(), at.lat(), at.lon(), at.lat()];
            bounds = Some(bounds.map_or(own, |bounds| crate::api::prepared::wider(bounds, own)));
        }
    }
    let [west, south, east, north] = bounds?;
    let (wide, high) = ((east - west) / 10.0 + 1e-6, (north - south) / 10.0 + 1e-6);
    let wide_enough = east - west < 180.0 && west - wide > -180.0 && east + wide < 180.0;
    wide_enough.then(|| Rect::new(coord! { x: west - wide, y: south - high }, coord! { x: east + wide, y: north + high }))
}

fn on_globe(&[west, south, east, north]: &[f64; 4]) -> bool {
    west.abs() <= 180.0 && east.abs() <= 180.0 && south.abs() <= 90.0 && north.abs() <= 90.0 && south <= north
}

fn in_metres(&[west, south, east, north]: &[f64; 4]) -> bool {
    [west, south, east, north].iter().all(|metres| metres.abs() <= FARTHEST) && west <= east && south <= north
}

fn bad_bbox(value: &str, reference: Reference) -> Fault {
    let shown: String = value.chars().take(80).collect();
    let hint = match reference {
        Reference::Crs84 => Text::new(
            "attendu : ouest,sud,est,nord en degrés, comme 3.8,43.5,4.0,43.7",
            "expected west,south,east,north in degrees, as in 3.8,43.5,4.0,43.7",
        ),
        Reference::Epsg(4326) => Text::new(
            "attendu : sud,ouest,nord,est en degrés, comme 43.5,3.8,43.7,4.0 (EPSG:4326 met la latitude d’abord)",
            "expected south,west,north,east in degrees, as in 43.5,3.8,43.7,4.0 (EPSG:4326 has latitude first)",
        ),
        Reference::Epsg(number) => text!(
            "attendu : deux coins en mètres, dans l’ordre des axes d’EPSG:{number}",
            "expected two corners in metres, in the order of the axes of EPSG:{number}"
        ),
    };
    Fault::new("bad-bbox", text!("« {shown} » n’est pas un rectangle", "“{shown}” is not a bounding box"), hint).in_column("bbox")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rects(value: &str) -> Vec<Rect> {
        match Area::read(value, Reference::Crs84).unwrap() {
            Area::Degrees(rects) => rects,
            Area::Metres(..) => panic!("degrees were asked for"),
        }
    }

    #[test]
    fn boxes_of_four_or_six_numbers_read_and_one_over_the_antimeridian_makes_two() {
        assert_eq!(rects("3,43,4,44").len(), 1);
        assert_eq!(rects("3,43,0,4,44,100"), rects("3,43,4,44"));
        assert_eq!(rects("170,-10,-170,10").len(), 2);
        for bad in ["", "1,2,3", "a,b,c,d", "3,44,4,43", "NaN,1,2,3", "1e308,0,1,1", "3,43,4,91"] {
            assert_eq!(Area::read(bad, Reference::Crs84).unwrap_err().code, "bad-bbox", "{bad}");
        }
    }

    #[test]
    fn a_rectangle_in_metres_lies_in_its_rectangle_in_degrees() {
        let Area::Metres(_, _, Some(round)) = Area::read("760000,6270000,780000,6290000", Reference::Epsg(2154)).unwrap() else {
            panic!("a rectangle in metres with its bounds");
        };
        assert!(round.intersects(&coord! { x: 3.87, y: 43.6 }) && round.width() < 0.5);
        for bad in ["1e9,0,1,1", "780000,6270000,760000,6290000", "-1e300,-1e300,1e300,1e300"] {
            assert_eq!(Area::read(bad, Reference::Epsg(2154)).unwrap_err().code, "bad-bbox", "{bad}");
        }
        assert!(matches!(Area::read("-21000000,-21000000,21000000,21000000", Reference::Epsg(2154)).unwrap(), Area::Metres(..)));
    }
}

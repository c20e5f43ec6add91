//! Where features lie, drawn in the page itself: lines and dots of SVG, without a script or a ground to fetch.

use std::fmt::Write;

use geo::{Coord, LineString, MultiPolygon, Rect};

use super::collection::Collection;
use crate::api::page::escaped;
use crate::api::prepared::{Prepared, wider};
use crate::domain::{Lang, Text};
use crate::export::Place;

/// The drawing, in units of its own.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
const MARGIN: f64 = 12.0;

/// Points of an outline nearer than this to the last one drawn say nothing more.
const APART: f64 = 1.0;

/// The least that is shown, in degrees: what surrounds a point.
const LEAST: f64 = 0.01;

/// So many zones around are drawn at most: more would hide what they surround.
const GROUND: usize = 300;

/// The features of a page among the zones around them; nothing where there is no feature.
pub fn of(prepared: &Prepared, collection: &Collection, rows: &[usize], lang: Lang) -> String {
    let places = || rows.iter().map(|row| collection.table.place(*row));
    let Some(bounds) = places().map(|place| bounds(&place)).reduce(wider) else { return String::new() };
    let paper = Paper::over(bounds);
    let title = Text::new("Où cela se trouve, nord en haut", "Where this lies, north at the top");
    let mut out = format!("<figure><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">\n", title.get(lang));
    for outline in ground(prepared, &paper) {
        let _ = writeln!(out, "<path class=\"ground\" d=\"{}\"/>", paper.path(outline));
    }
    for (row, place) in rows.iter().zip(places()) {
        let name = escaped(&collection.name(*row));
        let _ = if let Some(outline) = place.outline() {
            writeln!(out, "<path d=\"{}\"><title>{name}</title></path>", paper.path(outline))
        } else {
            let [x, y] = paper.at(place.centre().point().into());
            writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"><title>{name}</title></circle>")
        };
    }
    out.push_str("</svg></figure>\n");
    out
}

/// The finest zones in sight, unless they are many.
fn ground<'a>(prepared: &'a Prepared, paper: &Paper) -> Vec<&'a MultiPolygon> {
    let Some(layer) = prepared.atlas.layers.values().next() else { return Vec::new() };
    let seen = layer.index.within(paper.sight);
    if seen.len() > GROUND { Vec::new() } else { seen.into_iter().map(|zone| layer.zones[zone].shape.outline()).collect() }
}

fn bounds(place: &Place<'_>) -> [f64; 4] {
    let centre = place.centre();
    let of_rectangle = |rect: Rect| [rect.min().x, rect.min().y, rect.max().x, rect.max().y];
    let outline = place.outline().and_then(geo::BoundingRect::bounding_rect);
    outline.map_or([centre.lon(), centre.lat(), centre.lon(), centre.lat()], of_rectangle)
}

/// A sheet of paper over a part of the world: degrees become units, as wide as they are in its middle.
struct Paper {
    middle: Coord,
    /// Units in a degree of longitude and of latitude.
    scale: [f64; 2],
    /// West, south, east, north of the sheet.
    sight: [f64; 4],
}

impl Paper {
    fn over([west, south, east, north]: [f64; 4]) -> Self {
        let middle = Coord { x: f64::midpoint(west, east), y: f64::midpoint(south, north) };
        let narrow = middle.y.to_radians().cos().max(0.01);
        let wide = (WIDTH - 2.0 * MARGIN) / ((east - west).max(LEAST) * narrow);
        let degree = wide.min((HEIGHT - 2.0 * MARGIN) / (north - south).max(LEAST));
        let scale = [degree * narrow, degree];
        let half = [WIDTH / 2.0 / scale[0], HEIGHT / 2.0 / scale[1]];
        Self { middle, scale, sight: [middle.x - half[0], middle.y - half[1], middle.x + half[0], middle.y + half[1]] }
    }

    fn at(&self, place: Coord) -> [f64; 2] {
        [WIDTH / 2.0 + (place.x - self.middle.x) * self.scale[0], HEIGHT / 2.0 - (place.y - self.middle.y) * self.scale[1]]
    }

    fn path(&self, outline: &MultiPolygon) -> String {
        let mut path = String::new();
        for polygon in outline {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                self.ring(&mut path, ring);
            }
        }
        path
    }

    fn ring(&self, path: &mut String, ring: &LineString) {
        let mut last: Option<[f64; 2]> = None;
        for vertex in ring.coords() {
            let at = self.at(*vertex);
            if last.is_none_or(|last| (last[0] - at[0]).hypot(last[1] - at[1]) >= APART) {
                let _ = write!(path, "{}{:.1} {:.1}", if last.is_none() { 'M' } else { 'L' }, at[0], at[1]);
                last = Some(at);
            }
        }
        path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn what_is_drawn_fills_the_sheet_and_keeps_its_shape() {
        let square: MultiPolygon = polygon![(x: 3.0, y: 43.0), (x: 4.0, y: 43.0), (x: 4.0, y: 44.0), (x: 3.0, y: 44.0)].into();
        let paper = Paper::over([3.0, 43.0, 4.0, 44.0]);
        let ([west, south], [east, north]) = (paper.at(Coord { x: 3.0, y: 43.0 }), paper.at(Coord { x: 4.0, y: 44.0 }));
        assert!((south - (HEIGHT - MARGIN)).abs() < 1e-9 && (north - MARGIN).abs() < 1e-9, "north is up");
        let narrow = 43.5_f64.to_radians().cos();
        assert!(((east - west) / (south - north) - narrow).abs() < 1e-9, "a degree of longitude is narrower");
        let path = paper.path(&square);
        assert!(path.starts_with('M') && path.ends_with('Z') && path.matches('L').count() == 4, "{path}");
        assert!(paper.sight[0] < 3.0 && paper.sight[2] > 4.0);
    }

    #[test]
    fn a_point_alone_is_in_the_middle_of_what_surrounds_it() {
        let paper = Paper::over([3.0, 43.0, 3.0, 43.0]);
        let [x, y] = paper.at(Coord { x: 3.0, y: 43.0 });
        assert!((x - WIDTH / 2.0).abs() < 1e-9 && (y - HEIGHT / 2.0).abs() < 1e-9);
        assert!(paper.sight[3] - paper.sight[1] < 0.02);
    }

    #[test]
    fn what_is_smaller_than_a_unit_is_one_point() {
        let dust: MultiPolygon = polygon![(x: 3.0, y: 43.0), (x: 3.000_001, y: 43.0), (x: 3.0, y: 43.000_001)].into();
        assert_eq!(Paper::over([3.0, 43.0, 4.0, 44.0]).path(&dust).matches(['M', 'L']).count(), 1);
    }
}

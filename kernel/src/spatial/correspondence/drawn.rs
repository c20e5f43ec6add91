//! Two editions of outlines laid over each other, without what only the drawing explains.

use geo::BooleanOps;
use rayon::prelude::*;

use super::Correspondence;
use crate::domain::Shape;
use crate::spatial::area::km2;
use crate::spatial::index::{ZoneIndex, bounds};

/// A part in common below this share of both zones is the drawing's imprecision, not a change.
pub const SLIVER: f64 = 0.01;

/// What two layers of outlines have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Common<'a> {
    /// Codes of the former edition.
    pub before: &'a [String],
    /// Codes of the later one.
    pub after: &'a [String],
    /// Of each former zone, the later ones it meets and what they have in common.
    pub parts: Vec<Vec<(usize, f64)>>,
    /// The whole of each former zone, in the same unit.
    pub of_before: Vec<f64>,
    /// The whole of each later zone.
    pub of_after: Vec<f64>,
}

impl Common<'_> {
    /// The table, and the share of what is in common that was put down to the drawing.
    ///
    /// # Algorithm
    /// 1. A former zone that lies whole in a later one is in that one alone, when what it has in common with others only
    ///    covers it twice: simplified outlines of one edition overlap each other. Of several, that of the same code.
    /// 2. Else a part below the share `sliver` of both zones is left out.
    pub fn table(self, sliver: f64) -> (Correspondence, f64) {
        let (mut amounts, mut dropped, mut all) = (Vec::new(), 0.0, 0.0);
        for (zone, parts) in self.parts.iter().enumerate() {
            let whole = whole_in(parts, self.of_before[zone], sliver, |other| self.before[zone] == self.after[other]);
            for &(other, common) in parts {
                all += common;
                let small = common < sliver * self.of_before[zone] && common < sliver * self.of_after[other];
                if whole.map_or(small, |own| own != other) { dropped += common } else { amounts.push((zone, other, common)) }
            }
        }
        let table = Correspondence::new(self.before.to_vec(), self.after.to_vec(), amounts);
        (table, if all > 0.0 { dropped / all } else { 0.0 })
    }
}

/// The later zone that holds all of a former one, when what it has in common with others only covers it twice.
fn whole_in(parts: &[(usize, f64)], area: f64, sliver: f64, same_code: impl Fn(usize) -> bool) -> Option<usize> {
    let holds = |part: &&(usize, f64)| part.1 >= (1.0 - sliver) * area;
    let own = parts.iter().filter(holds).find(|part| same_code(part.0));
    let (zone, common) = own.or_else(|| parts.iter().filter(holds).max_by(|a, b| a.1.total_cmp(&b.1)))?;
    let covered: f64 = parts.iter().map(|part| part.1).sum();
    let (others, twice) = (covered - common, covered - area);
    (others > 0.0 && twice >= 0.5 * others).then_some(*zone)
}

/// The table of two editions by area, and the share of the area in common that was put down to the drawing.
///
/// # Parameters
/// Valid outlines, in the order of their codes.
///
/// # Notes
/// An outline that stands in both editions to the last vertex is itself without more ado: editions of one producer that differ in
/// few zones cost little.
pub fn of_outlines(before: (&[String], &[&Shape]), after: (&[String], &[&Shape]), sliver: f64) -> (Correspondence, f64) {
    let (former, later) = (before.1, after.1);
    let index = ZoneIndex::new(later.iter().copied());
    let meeting = |shape: &Shape| {
        let near = index.within(bounds(shape));
        if let Some(same) = near.iter().find(|zone| later[**zone] == shape) {
            return vec![(*same, km2(shape.outline()))];
        }
        let common = near.into_iter().map(|zone| (zone, km2(&shape.outline().intersection(later[zone].outline()))));
        common.filter(|(_, area)| *area > 0.0).collect()
    };
    let areas = |shapes: &[&Shape]| shapes.par_iter().map(|shape| km2(shape.outline())).collect();
    let parts = former.par_iter().map(|shape| meeting(shape)).collect();
    Common { before: before.0, after: after.0, parts, of_before: areas(former), of_after: areas(later) }.table(sliver)
}

#[cfg(test)]
mod tests {
    use super::super::Change;
    use super::*;

    /// A rectangle in hundredths of a degree.
    fn rectangle(west: f64, east: f64) -> Shape {
        let at = |x: f64, y: f64| geo::Coord { x: 3.8 + x * 0.01, y: 43.6 + y * 0.01 };
        Shape::new(geo::MultiPolygon::new(vec![geo::Rect::new(at(west, 0.0), at(east, 1.0)).to_polygon()])).unwrap()
    }

    fn laid(before: &[(&str, Shape)], after: &[(&str, Shape)]) -> Correspondence {
        let codes = |zones: &[(&str, Shape)]| zones.iter().map(|(code, _)| (*code).to_owned()).collect::<Vec<_>>();
        let (one, other) = (codes(before), codes(after));
        let (former, later): (Vec<&Shape>, Vec<&Shape>) =
            (before.iter().map(|zone| &zone.1).collect(), after.iter().map(|zone| &zone.1).collect());
        of_outlines((&one, &former), (&other, &later), SLIVER).0
    }

    #[test]
    fn outlines_tell_what_became_of_zones_and_imprecise_drawing_is_no_change() {
        let before = [("a", rectangle(0.0, 1.0)), ("b", rectangle(1.0, 2.0)), ("c", rectangle(2.0, 3.0)), ("d", rectangle(3.0, 4.0))];
        let after = [("ab", rectangle(0.0, 2.0)), ("c", rectangle(1.998, 3.0)), ("d1", rectangle(3.0, 3.25)), ("d2", rectangle(3.25, 4.0))];
        let table = laid(&before, &after);
        assert_eq!(table.changes(), [Change::Merged, Change::Merged, Change::Unchanged, Change::Split, Change::Split]);
        assert!((table.pairs[3].weight - 0.25).abs() < 1e-6, "{:?}", table.pairs);
    }

    #[test]
    fn an_edition_laid_over_itself_is_itself() {
        let zones = [("a", rectangle(0.0, 1.0)), ("b", rectangle(0.9, 2.0))];
        assert_eq!(laid(&zones, &zones).changes(), [Change::Unchanged, Change::Unchanged]);
    }
}

//! Where in the sources people live: control points, or zones of known population.

use super::Mask;
use super::columns::{Sign, numbers};
use super::faults::empty_mask;
use super::layers::{Zones, outlines};
use super::plane::Plane;
use crate::analysis::interpolation::Overlaps;
use crate::domain::Fault;
use crate::methods::summary::Summary;
use crate::methods::table::{Table, TableRef};

/// Weighs what sources and targets have in common by a mask.
///
/// # Errors
/// Those of its file; `empty-mask` when it weighs nothing in any source.
pub fn weigh(
    mask: &Mask,
    plane: Plane,
    by_area: &Overlaps,
    sources: &Zones,
    targets: &Zones,
    summary: &mut Summary,
) -> Result<Overlaps, Fault> {
    let (overlaps, file) = match mask {
        Mask::Points(table) => {
            let points = points(table, plane, summary)?;
            (by_area.with_points(&sources.outlines, &targets.outlines, &points), table.file())
        }
        Mask::Zones(given) => {
            let people = numbers(given, "population", Sign::Count)?;
            let known: Vec<usize> = (0..people.values.len()).filter(|place| people.values[*place].is_finite()).collect();
            summary.finding("mask_without_population", (people.values.len() - known.len()) as u64);
            let zones = outlines(given, plane)?;
            let zones: Vec<_> = known.iter().map(|place| zones[*place].clone()).collect();
            let people: Vec<f64> = known.iter().map(|place| people.values[*place]).collect();
            (by_area.with_zones(&sources.outlines, &targets.outlines, &zones, &people), given.layer.file.clone())
        }
    };
    let held: f64 = (0..sources.ids.len()).map(|source| overlaps.of_source(source)).sum();
    summary.finding("mask_in_sources", held);
    if held > 0.0 { Ok(overlaps) } else { Err(empty_mask().in_file(file)) }
}

/// The rows that have a place and a weight; those without are counted.
fn points(source: &TableRef, plane: Plane, summary: &mut Summary) -> Result<Vec<([f64; 2], f64)>, Fault> {
    let table = Table::open(source)?;
    let (x, y, population) = (table.require("x")?, table.require("y")?, table.require("population")?);
    let (mut points, mut incomplete) = (Vec::new(), 0_u64);
    table.each(|row, _| {
        match (row.number(&x)?, row.number(&y)?, row.count(&population)?) {
            (Some(across), Some(up), Some(weight)) => {
                let at = plane.lay_point([across, up], None).map_err(|fault| fault.in_column(x.name()))?;
                points.push((at, weight));
            }
            _ => incomplete += 1,
        }
        Ok(())
    })?;
    summary.finding("mask_points", points.len() as u64);
    summary.finding("mask_without_population", incomplete);
    Ok(points)
}

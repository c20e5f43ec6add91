//! Zones of a layer, checked and laid on the plane.

use rayon::prelude::*;

use super::Given;
use super::faults::{crossing_outline, empty_geometry, not_finite};
use super::plane::Plane;
use crate::analysis::interpolation::{Outline, Unusable};
use crate::domain::{Fault, PlainFeature};
use crate::methods::ids::Ids;
use crate::methods::table::missing_id;

/// Zones with their identifiers.
pub struct Zones {
    /// In the order of the layer.
    pub ids: Ids,
    /// The outline of each.
    pub outlines: Vec<Outline>,
}

impl Zones {
    pub fn read(given: &Given, plane: Plane) -> Result<Self, Fault> {
        let column = given.table.name("id");
        let mut ids = Ids::default();
        for feature in &given.layer.features {
            let placed = |fault: Fault| fault.in_file(&given.layer.file).at_row(feature.row).in_column(column);
            let id = feature.attribute(column).ok_or_else(|| placed(missing_id()))?;
            ids.insert(id, feature.row).map_err(placed)?;
        }
        Ok(Self { ids, outlines: outlines(given, plane)? })
    }
}

/// The outlines of a layer on the plane.
pub fn outlines(given: &Given, plane: Plane) -> Result<Vec<Outline>, Fault> {
    let lay = |feature: &PlainFeature| {
        let flat = plane.lay(&feature.outline, given.layer.crs)?;
        Outline::new(&flat).map_err(|why| match why {
            Unusable::NotFinite(vertex) => not_finite().at_vertex(vertex as u64),
            Unusable::Empty => empty_geometry(),
            Unusable::Crossing(Some(vertex)) => crossing_outline().at_vertex(vertex as u64),
            Unusable::Crossing(None) => crossing_outline(),
        })
    };
    let place = |feature: &PlainFeature| lay(feature).map_err(|fault| fault.in_file(&given.layer.file).at_row(feature.row));
    // The first fault of the file, whichever thread meets its own first.
    let laid: Vec<Result<Outline, Fault>> = given.layer.features.par_iter().map(place).collect();
    laid.into_iter().collect()
}

//! Layers of outlines named on the command line, read by the formats the map imports.

use std::fs;

use crate::domain::Fault;
use crate::methods::TableRef;
use crate::methods::interpolate::{Given, Mask};
use crate::methods::table::cannot_read;
use crate::methods::vintages::{Communes, Edition};
use crate::sources::outlines::any;
use crate::sources::{Input, Options};

/// Reads a layer: GeoJSON, GeoPackage, shapefile, or a zip archive of these.
///
/// # Errors
/// `cannot-read`, and those of the format.
pub fn given(table: TableRef) -> Result<Given, Fault> {
    let layer = any::read(&input(&table)?)?;
    Ok(Given { table, layer })
}

/// Reads a mask: a layer, or a table of points when it is none.
///
/// # Errors
/// Those of [`given`].
pub fn mask(table: TableRef) -> Result<Mask, Fault> {
    let input = input(&table)?;
    if !any::recognises(&input) {
        return Ok(Mask::Points(table));
    }
    let layer = any::read(&input)?;
    Ok(Mask::Zones(Given { table, layer }))
}

/// Reads one edition of a geography: the list of municipalities, or a layer.
///
/// # Errors
/// Those of [`given`], and `bad-json` for a list that cannot be read.
pub fn edition(table: TableRef) -> Result<Edition, Fault> {
    let input = input(&table)?;
    if let Some(communes) = Communes::read(&input.bytes).map_err(|fault| fault.in_file(table.file()))? {
        return Ok(Edition::Communes(communes));
    }
    let layer = any::read(&input)?;
    Ok(Edition::Outlines(Given { table, layer }))
}

fn input(table: &TableRef) -> Result<Input, Fault> {
    let bytes = fs::read(&table.path).map_err(|cause| cannot_read(&table.path, &cause).in_file(table.file()))?;
    Ok(Input { name: table.file(), path: table.path.clone(), bytes, options: Options::default() })
}

//! Points from the containers that outlines come in: shapefile, GeoJSON, and zip archives of these.

use super::archive::{self, Content};
use super::layer::Peek;
use super::shapefile::{self, Parts};
use crate::domain::Fault;
use crate::sources::Input;
use crate::sources::points::{self, Points};

/// Lower-case names of the attributes, when the content is a shapefile of points, alone or in an archive.
pub fn columns(input: &Input) -> Option<Vec<String>> {
    let parts = parts(input)?.ok()?;
    parts.peek_points().map(|Peek { columns }| columns)
}

/// The points of a shapefile, alone or in an archive, or of a GeoJSON file.
///
/// # Errors
/// Those of the container.
pub fn read(input: &Input) -> Result<Points, Fault> {
    match parts(input) {
        Some(parts) => parts?.points(),
        None if archive::is_zip(&input.bytes) => match archive::content(&input.bytes)? {
            Content::Shapefile(parts) => parts.points(),
            Content::GeoJson(text) => points::read(&text),
        },
        None => points::read(&input.bytes),
    }
}

/// The files of a shapefile; `None` when the content is something else.
fn parts(input: &Input) -> Option<Result<Parts<'_>, Fault>> {
    if shapefile::is_shapefile(&input.bytes) {
        return Some(Parts::beside(&input.path, &input.bytes));
    }
    match archive::is_zip(&input.bytes).then(|| archive::content(&input.bytes))? {
        Ok(Content::Shapefile(parts)) => Some(Ok(parts)),
        Ok(Content::GeoJson(_)) | Err(_) => None,
    }
}

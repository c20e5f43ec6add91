//! Any layer of polygons as it stands, for the methods on files: whatever its attributes, in its own
//! coordinates, nothing mended.

use rayon::prelude::*;

use super::layer::{Feature, Layer};
use crate::domain::{Fault, PlainFeature, PlainLayer};
use crate::sources::Input;

/// Reads the first layer of a GeoJSON, GeoPackage, shapefile or zip archive.
///
/// # Errors
/// What the container's reader says; `not-a-polygon`, `short-ring`, `open-ring` at the feature and vertex.
pub fn read(input: &Input) -> Result<PlainLayer, Fault> {
    let layer = Layer::read(input, |_| true)?;
    let features: Result<Vec<PlainFeature>, Fault> = layer.features.into_par_iter().map(plain).collect();
    let features = features.map_err(|fault| fault.in_file(&input.name))?;
    Ok(PlainLayer { file: input.name.clone(), name: layer.name, crs: layer.declared_crs, features })
}

/// Whether the content is such a layer.
pub fn recognises(input: &Input) -> bool {
    Layer::recognised(input, |_| true)
}

fn plain(feature: Feature) -> Result<PlainFeature, Fault> {
    let outline = feature.outline()?;
    Ok(PlainFeature { row: feature.row, attributes: feature.attributes.into_pairs(), outline })
}

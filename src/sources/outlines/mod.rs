//! Zones drawn on the land, in the containers producers publish them in: GeoJSON, GeoPackage,
//! shapefile, and zip archives of these. A container becomes a layer; a format says what its
//! attributes mean; both together become checked zones.

pub mod any;
pub(super) mod archive;
pub(super) mod attributes;
mod geojson;
mod geopackage;
mod iris;
mod layer;
pub mod located;
mod parents;
mod qpv;
mod quartiers;
pub(super) mod shapefile;
#[cfg(test)]
mod tests;
mod zones;

pub use iris::Iris;
pub use qpv::QpvContours;
pub use quartiers::Quartiers;

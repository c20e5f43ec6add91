//! Street maps: OpenStreetMap extracts, and shapefiles of centrelines through a declared mapping. Each
//! gives a [`StreetMap`]; who may use a street, and how fast, is `network`'s concern.

mod extract;
mod faults;
mod keys;
mod mapping;
mod osm_pbf;
mod osm_xml;
mod shapefile;
mod snap;

pub use mapping::StreetMapping;

use super::{Input, Surroundings, decode};
use crate::domain::{Fault, Position, StreetMap};
use crate::spatial::crs;

/// Nodes looked at to tell whether latitude stands in place of longitude.
const SAMPLE: usize = 1_000;

/// An open format of street maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreetFormat {
    /// `.osm.pbf`
    OsmPbf,
    /// `.osm`
    OsmXml,
}

impl StreetFormat {
    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OsmPbf => "osm-pbf",
            Self::OsmXml => "osm-xml",
        }
    }
}

/// The street format of a content; `None` when it is none. A declared shapefile needs its mapping.
pub fn recognise(bytes: &[u8]) -> Option<StreetFormat> {
    if osm_pbf::is_pbf(bytes) { Some(StreetFormat::OsmPbf) } else { osm_xml::is_xml(bytes).then_some(StreetFormat::OsmXml) }
}

/// Reads an OpenStreetMap extract, in parallel where the format allows.
///
/// # Errors
/// `not-osm`, `truncated-file`, `damaged-file`, `bad-xml`, `no-streets`, `bad-coordinate`,
/// `swapped-axes`, and `outside-territory` when no street lies near the loaded zones, each with the file.
pub fn read(input: &Input) -> Result<StreetMap, Fault> {
    let read = match recognise(&input.bytes) {
        Some(StreetFormat::OsmPbf) => extract::read(&osm_pbf::Pbf(&input.bytes)),
        Some(StreetFormat::OsmXml) => decode::decode(&input.bytes, None).and_then(|decoded| extract::read(&osm_xml::Xml(&decoded.text))),
        None => Err(faults::not_osm()),
    };
    read.and_then(|map| checked(map, input.options.near)).map_err(|fault| fault.in_file(&input.name))
}

/// Refuses a map without streets or that lies elsewhere.
fn checked(map: StreetMap, near: Option<Surroundings>) -> Result<StreetMap, Fault> {
    if map.nodes.is_empty() && map.reading.nodes_misplaced > 0 {
        return Err(faults::off_the_globe(map.reading.nodes_misplaced));
    }
    if map.ways.is_empty() {
        return Err(faults::no_streets(&map.reading));
    }
    let step = map.nodes.len().div_ceil(SAMPLE);
    let sample: Vec<(f64, f64)> = map.nodes.iter().step_by(step).map(|at| (at.lon(), at.lat())).collect();
    let swapped = crs::detect(None, &sample).is_ok_and(|frame| frame.swapped);
    let holds = |near: Surroundings, at: &Position| near.holds(*at);
    let crossed = |near: Surroundings, at: &Position| Position::new(at.lat(), at.lon()).is_ok_and(|at| near.holds(at));
    match near {
        Some(near) if map.nodes.iter().any(|at| holds(near, at)) => Ok(map),
        Some(near) if map.nodes.iter().any(|at| crossed(near, at)) => Err(faults::swapped()),
        _ if swapped => Err(faults::swapped()),
        Some(_) => Err(faults::outside(map.bounds())),
        None => Ok(map),
    }
}

#[cfg(test)]
mod tests;

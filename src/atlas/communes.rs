//! Municipalities: drawn from their IRIS where no outline of theirs is loaded, and told to the zones
//! that straddle them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Layer;
use crate::domain::{Geography, Parent, Zone, ZoneCode};
use crate::spatial::adjacency::Adjacency;
use crate::spatial::area::km2;
use crate::spatial::dissolve::dissolve;
use crate::spatial::index::bounds;
use crate::spatial::overlap;

/// A zone lies in a municipality when it has there at least this share of its area. Less is the play
/// of two outlines drawn apart: simplified ones stray by 50 to 90 m.
const SHARE: f64 = 0.1;

/// The layer of the municipalities that these IRIS make up; `None` when they name none.
///
/// A municipality that is one IRIS has its outline and area, and two are neighbours when IRIS of theirs
/// are: for a whole country, that halves the work.
pub(super) fn of(iris: &Layer) -> Option<Layer> {
    let mut parts: BTreeMap<&ZoneCode, Vec<usize>> = BTreeMap::new();
    for (index, zone) in iris.zones.iter().enumerate() {
        if let Some(parent) = zone.parents_in(Geography::Commune).next() {
            parts.entry(&parent.code).or_default().push(index);
        }
    }
    let drawn: Vec<(Zone, Vec<usize>)> =
        parts.into_par_iter().filter_map(|(code, parts)| Some((union(code, &parts, iris)?, parts))).collect();
    let adjacency = neighbours(&drawn, iris);
    let areas = drawn.par_iter().map(|(zone, parts)| match parts.as_slice() {
        [only] => iris.areas_km2[*only],
        _ => km2(zone.shape.outline()),
    });
    let areas = areas.collect();
    Layer::with(drawn.into_iter().map(|(zone, _)| zone).collect(), areas, adjacency)
}

fn union(code: &ZoneCode, parts: &[usize], iris: &Layer) -> Option<Zone> {
    let parts: Vec<&Zone> = parts.iter().map(|part| &iris.zones[*part]).collect();
    let shape = dissolve(parts.iter().map(|part| &part.shape));
    let shape = shape.inspect_err(|fault| tracing::warn!(commune = code.as_str(), fault = %fault, "outline not drawn")).ok()?;
    let named = parts.iter().flat_map(|part| part.parents_in(Geography::Commune)).find_map(|parent| parent.name.clone());
    Some(Zone {
        geography: Geography::Commune,
        code: code.clone(),
        vintage: iris.vintage,
        name: named.unwrap_or_else(|| code.to_string()),
        kind: None,
        parents: wider(parts.first()?),
        shape,
    })
}

fn neighbours(drawn: &[(Zone, Vec<usize>)], iris: &Layer) -> Adjacency {
    let mut commune_of = vec![None; iris.zones.len()];
    for ((_, parts), commune) in drawn.iter().zip(0_u32..) {
        for part in parts {
            commune_of[*part] = Some(commune);
        }
    }
    let pairs = (0..iris.zones.len()).flat_map(|zone| iris.adjacency.of(zone).iter().map(move |neighbour| (zone, *neighbour as usize)));
    Adjacency::from_pairs(drawn.len(), pairs.filter_map(|(one, other)| Some((commune_of[one]?, commune_of[other]?))))
}

/// The parents of a zone beyond its municipality.
fn wider(zone: &Zone) -> Vec<Parent> {
    zone.parents.iter().filter(|parent| parent.geography > Geography::Commune).cloned().collect()
}

/// Adds to priority and town neighbourhoods the municipalities their outlines lie in, with what these
/// lie in: sources name one municipality even for zones in several, or none.
pub(super) fn name_straddled(layers: &mut BTreeMap<Geography, Layer>) {
    let Some(communes) = layers.remove(&Geography::Commune) else { return };
    for geography in [Geography::Qpv, Geography::Quartier] {
        if let Some(layer) = layers.get_mut(&geography) {
            layer.zones.par_iter_mut().for_each(|zone| zone.parents.extend(unnamed(zone, &communes)));
        }
    }
    layers.insert(Geography::Commune, communes);
}

/// The parents that a zone's outline tells of and its source does not.
fn unnamed(zone: &Zone, communes: &Layer) -> Vec<Parent> {
    let near = communes.index.within(bounds(&zone.shape)).into_iter().map(|index| &communes.zones[index]);
    let holding = near.filter(|commune| overlap::share(&zone.shape, &commune.shape) >= SHARE);
    let told = holding.flat_map(|commune| {
        let itself = Parent { geography: Geography::Commune, code: commune.code.clone(), name: Some(commune.name.clone()) };
        std::iter::once(itself).chain(wider(commune))
    });
    let known = |parents: &[Parent], new: &Parent| parents.iter().any(|old| old.geography == new.geography && old.code == new.code);
    told.fold(Vec::new(), |mut more, parent| {
        if !known(&zone.parents, &parent) && !known(&more, &parent) {
            more.push(parent);
        }
        more
    })
}

//! Municipalities: drawn from their IRIS where no outline of theirs is loaded, and told to the zones
//! that straddle them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Layer;
use crate::domain::{Geography, Parent, Zone, ZoneCode};
use crate::spatial::dissolve::dissolve;
use crate::spatial::index::bounds;
use crate::spatial::overlap;

/// A zone lies in a municipality when it has there at least this share of its area. Less is the play
/// of two outlines drawn apart: simplified ones stray by 50 to 90 m.
const SHARE: f64 = 0.1;

/// The municipalities of these IRIS.
pub(super) fn of(iris: &[Zone]) -> Vec<Zone> {
    let mut by_commune: BTreeMap<&ZoneCode, Vec<&Zone>> = BTreeMap::new();
    for zone in iris {
        if let Some(parent) = zone.parents_in(Geography::Commune).next() {
            by_commune.entry(&parent.code).or_default().push(zone);
        }
    }
    by_commune
        .into_par_iter()
        .filter_map(|(code, mut parts)| {
            parts.sort_by(|a, b| a.code.cmp(&b.code));
            union(code, &parts)
        })
        .collect()
}

fn union(code: &ZoneCode, parts: &[&Zone]) -> Option<Zone> {
    let first = parts.first()?;
    let shape = dissolve(parts.iter().map(|part| &part.shape));
    let shape = shape.inspect_err(|fault| tracing::warn!(commune = %code, fault = %fault, "outline not drawn")).ok()?;
    let named = parts.iter().flat_map(|part| part.parents_in(Geography::Commune)).find_map(|parent| parent.name.clone());
    Some(Zone {
        geography: Geography::Commune,
        code: code.clone(),
        vintage: first.vintage,
        name: named.unwrap_or_else(|| code.to_string()),
        kind: None,
        parents: wider(first),
        shape,
    })
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

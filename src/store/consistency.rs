//! A batch that contradicts itself is refused before anything is written, with the same words
//! whichever the database. The tables hold the same rules as constraints.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::StoreError;
use crate::domain::{Batch, DatasetId, Fault, IndicatorId, Text};
use crate::text;

/// Checks a batch and gives back, for each of its observations, which indicator it speaks of.
pub fn check(batch: &Batch) -> Result<Vec<usize>, StoreError> {
    faultless(batch).map_err(StoreError::Inconsistent)
}

fn faultless(batch: &Batch) -> Result<Vec<usize>, Fault> {
    let ids: Vec<IndicatorId> = batch.indicators.iter().map(crate::domain::Indicator::id).collect();
    unique(batch.zones.iter().map(|zone| (zone.geography, &zone.code, zone.vintage)), |(_, code, vintage)| format!("{code} {vintage}"))?;
    unique(ids.iter(), ToString::to_string)?;
    let listed = batch.services.iter().map(|service| &service.id).chain(batch.unlocated.iter().map(crate::domain::Unlocated::id));
    unique(listed, ToString::to_string)?;
    unique(batch.networks.iter().map(|network| network.mode), ToString::to_string)?;
    let datasets = batch.indicators.iter().map(|indicator| &indicator.dataset).chain(batch.services.iter().map(|service| &service.dataset));
    let datasets = datasets.chain(batch.unlocated.iter().map(crate::domain::Unlocated::dataset));
    all_of(&batch.dataset.id, datasets)?;
    let indicators = resolve(batch, &ids)?;
    let places = batch.observations.iter().zip(&indicators);
    unique(places.map(|(seen, &indicator)| (indicator, seen.geography, &seen.zone)), |(indicator, _, zone)| {
        format!("{} {zone}", ids[*indicator])
    })?;
    Ok(indicators)
}

fn resolve(batch: &Batch, ids: &[IndicatorId]) -> Result<Vec<usize>, Fault> {
    let positions: HashMap<&IndicatorId, usize> = ids.iter().enumerate().map(|(position, id)| (id, position)).collect();
    let position = |id| positions.get(id).copied().ok_or_else(|| unknown_indicator(id));
    batch.observations.iter().map(|observation| position(&observation.indicator)).collect()
}

fn unique<K: Hash + Eq>(keys: impl Iterator<Item = K>, name: impl Fn(&K) -> String) -> Result<(), Fault> {
    let mut seen = HashSet::with_capacity(keys.size_hint().0);
    for key in keys {
        if seen.contains(&key) {
            return Err(duplicate(&name(&key)));
        }
        seen.insert(key);
    }
    Ok(())
}

fn all_of<'a>(expected: &DatasetId, mut found: impl Iterator<Item = &'a DatasetId>) -> Result<(), Fault> {
    found.find(|dataset| *dataset != expected).map_or(Ok(()), |other| Err(foreign(expected, other)))
}

fn duplicate(what: &str) -> Fault {
    Fault::new(
        "duplicate-in-batch",
        text!("« {what} » apparaît deux fois", "“{what}” appears twice"),
        Text::new("n’en garder qu’une ligne dans le fichier", "keep a single row of it in the file"),
    )
}

fn unknown_indicator(id: &IndicatorId) -> Fault {
    Fault::new(
        "unknown-indicator",
        text!(
            "une valeur se rapporte à l’indicateur « {id} », qui n’est pas défini",
            "a value speaks of the indicator “{id}”, which is not defined"
        ),
        Text::new("définir l’indicateur dans le même jeu de données", "define the indicator in the same data set"),
    )
}

fn foreign(expected: &DatasetId, other: &DatasetId) -> Fault {
    Fault::new(
        "foreign-dataset",
        text!("un élément de « {other} » se trouve dans « {expected} »", "an item of “{other}” lies in “{expected}”"),
        text!("n’y mettre que des éléments de « {expected} »", "put only items of “{expected}” there"),
    )
}

//! The people of the margin, set apart from the territory: a data set of its own, that counts as demand alone.

use crate::atlas::margin::format_of;
use crate::catalogue::source::Key;
use crate::catalogue::{Source, Territory};
use crate::diagnosis::people::COUNTS;
use crate::domain::{Batch, DatasetId, Geography, ZoneCode};
use crate::text;

/// The municipalities of the margin whose zones or people a data set brings; none where it brings neither.
pub fn wanted(source: &Source, territory: &Territory) -> Vec<String> {
    if source.margin && matches!(source.key, Key::Iris | Key::Commune) { territory.codes_around() } else { Vec::new() }
}

/// The name of the data set of the margin beside that of the territory.
pub fn name(dataset: &str) -> DatasetId {
    DatasetId::from_stored(format!("{dataset}-marge"))
}

/// Takes out of a batch what lies in these municipalities: zones, and counts of people. `None` when there is nothing.
pub fn apart(batch: &mut Batch, around: &[String]) -> Option<Batch> {
    let beyond = |geography: Geography, zone: &ZoneCode| {
        let commune = zone.as_str().get(..5).unwrap_or_default();
        matches!(geography, Geography::Iris | Geography::Commune) && around.iter().any(|code| code == commune)
    };
    let (zones, own) = std::mem::take(&mut batch.zones).into_iter().partition(|zone| beyond(zone.geography, &zone.code));
    batch.zones = own;
    let (values, own): (Vec<_>, Vec<_>) =
        std::mem::take(&mut batch.observations).into_iter().partition(|value| beyond(value.geography, &value.zone));
    batch.observations = own;
    let mut margin = Batch { zones, ..Batch::new(batch.dataset.clone()) };
    let dataset = &mut margin.dataset;
    dataset.id = name(batch.dataset.id.as_str());
    dataset.format = format_of(&batch.dataset.format);
    let (fr, en) = (&batch.dataset.title.fr, &batch.dataset.title.en);
    dataset.title = text!("{fr} : marge autour du territoire", "{en}: margin around the territory");
    margin.indicators = batch.indicators.iter().filter(|indicator| COUNTS.contains(&indicator.code.as_str())).cloned().collect();
    for indicator in &mut margin.indicators {
        indicator.dataset = dataset.id.clone();
    }
    margin.observations =
        values.into_iter().filter(|value| margin.indicators.iter().any(|counted| counted.id() == value.indicator)).collect();
    let rows = margin.zones.len().max(margin.observations.len()) as u64;
    (dataset.report.read, dataset.report.taken, dataset.report.outside) = (rows, rows, 0);
    dataset.report.joined = None;
    // Every row of the file is about one zone: those of the margin are outside the territory asked for.
    let rows = if margin.zones.is_empty() { zones_of(&margin) } else { margin.zones.len() as u64 };
    batch.dataset.report.taken = batch.dataset.report.taken.saturating_sub(rows);
    batch.dataset.report.outside += rows;
    (rows > 0).then_some(margin)
}

fn zones_of(batch: &Batch) -> u64 {
    batch.observations.iter().map(|value| &value.zone).collect::<std::collections::BTreeSet<_>>().len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Atlas;
    use crate::ingest::{self, Known, Request};
    use crate::sources::Unwatched;

    fn read(file: &str, known: &Known, communes: &[&str]) -> Batch {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
        let communes = communes.iter().map(|code| (*code).to_owned()).collect();
        ingest::file(&Request { communes, fictional: true, ..Request::new(format!("{path}/{file}")) }, known, &Unwatched).unwrap()
    }

    /// The demonstration town cut down to its first municipality, the second being its margin.
    #[test]
    fn zones_and_people_of_the_margin_are_no_zones_of_the_territory() {
        let around = ["00102".to_owned()];
        let mut outlines = read("demo/iris.geojson", &Known::default(), &["00101", "00102"]);
        let known = Known::of(&outlines.zones);
        let mut people = read("layouts/base-ic-evol-struct-pop-2021.csv", &known, &["00101", "00102"]);
        let (beyond, counted) = (apart(&mut outlines, &around).unwrap(), apart(&mut people, &around).unwrap());
        assert!(outlines.zones.iter().all(|zone| zone.code.as_str().starts_with("00101")) && !beyond.zones.is_empty());
        assert_eq!(outlines.dataset.report.taken, outlines.zones.len() as u64);
        assert!(counted.indicators.iter().all(|indicator| COUNTS.contains(&indicator.code.as_str())));
        assert!(people.observations.iter().all(|value| value.zone.as_str().starts_with("00101")));
        let (inside, outside) = (outlines.zones.len(), beyond.zones.len());
        let atlas = Atlas::build(vec![outlines, beyond, people, counted]);
        let layer = atlas.layer(Geography::Iris).unwrap();
        assert_eq!((layer.zones.len(), atlas.beyond.as_ref().unwrap().zones.len()), (inside, outside));
        assert_eq!(atlas.layer(Geography::Commune).unwrap().zones.len(), 1);
        assert_eq!(atlas.datasets.iter().filter(|dataset| crate::atlas::margin::is_of(dataset)).count(), 2);
        let people = crate::diagnosis::people::people(&atlas, atlas.beyond.as_ref().unwrap());
        assert!(people.counts.iter().all(|count| count.value().is_some()));
    }
}

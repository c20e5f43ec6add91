//! A town saved and read back, whole, damaged and of another state.

use proptest::prelude::*;

use super::{Key, Unused, read, write};
use crate::atlas::Atlas;
use crate::atlas::tests::town;
use crate::domain::{Dataset, Fieldwork, Link, ServiceCheck, ServiceId, Sighting};

fn key(revision: u64) -> Key {
    let datasets: Vec<Dataset> = town().into_iter().map(|batch| batch.dataset).collect();
    Key::new("a build", revision, &datasets)
}

fn fieldwork() -> Fieldwork {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    Fieldwork {
        released: vec![Link { line: "one".to_owned(), hash: "1f".to_owned() }],
        checks: vec![ServiceCheck {
            service: town()[1].services.first().map_or_else(|| ServiceId::from_stored("a"), |s| s.id.clone()),
            day,
            sighting: Sighting::Closed,
        }],
    }
}

fn saved() -> (Atlas, Vec<u8>) {
    let atlas = Atlas::build_with(town(), fieldwork());
    let bytes = write(&key(7), &atlas).unwrap();
    (atlas, bytes)
}

#[test]
fn what_is_read_back_is_what_was_built() {
    let (built, bytes) = saved();
    let back = read(&key(7), &bytes).unwrap();
    assert_eq!((&back.id, &back.name, back.fictional), (&built.id, &built.name, built.fictional));
    assert_eq!((&back.datasets, &back.indicators, &back.services), (&built.datasets, &built.indicators, &built.services));
    assert_eq!((&back.joined, &back.doubts), (&built.joined, &built.doubts));
    assert_eq!((&back.fieldwork, back.fieldwork.checks.len()), (&built.fieldwork, 1));
    assert_eq!(back.layers.keys().collect::<Vec<_>>(), built.layers.keys().collect::<Vec<_>>());
    for (back, built) in back.layers.values().zip(built.layers.values()) {
        assert_eq!(
            (&back.zones, back.vintage, &back.centres, &back.areas_km2),
            (&built.zones, built.vintage, &built.centres, &built.areas_km2)
        );
        assert_eq!((&back.columns, &back.carried, &back.adjacency), (&built.columns, &built.carried, &built.adjacency));
        assert_eq!((&back.service_zones, &back.origins), (&built.service_zones, &built.origins));
        assert_eq!(back.zones_at(back.centres[0]), built.zones_at(built.centres[0]));
    }
    assert_eq!(back.service_index.nearest(back.services[1].position, 3), built.service_index.nearest(built.services[1].position, 3));
    assert_eq!(write(&key(7), &back).unwrap(), bytes);
}

#[test]
fn an_atlas_of_nothing_is_saved_too() {
    let empty = Atlas::build(Vec::new());
    let bytes = write(&key(0), &empty).unwrap();
    assert_eq!(read(&key(0), &bytes).unwrap().id, empty.id);
}

#[test]
fn bytes_of_another_state_build_or_edition_are_not_used() {
    let (_, mut bytes) = saved();
    let datasets: Vec<Dataset> = town().into_iter().map(|batch| batch.dataset).collect();
    let mut again = datasets.clone();
    again[0].imported_at += chrono::Duration::microseconds(1);
    for other in [key(8), Key::new("another build", 7, &datasets), Key::new("a build", 7, &again), Key::new("a build", 7, &datasets[1..])] {
        assert!(matches!(read(&other, &bytes), Err(Unused::OtherState)));
        assert_ne!(other.name(), key(7).name());
    }
    bytes[16] += 1;
    assert!(matches!(read(&key(7), &bytes), Err(Unused::OtherEdition)));
    assert!(matches!(read(&key(7), b"something else"), Err(Unused::Foreign)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn bytes_cut_or_altered_anywhere_are_never_used(place in any::<prop::sample::Index>(), bit in 0_u8..8, cut in any::<bool>()) {
        let (_, mut bytes) = saved();
        let place = place.index(bytes.len());
        if cut { bytes.truncate(place) } else { bytes[place] ^= 1 << bit }
        prop_assert!(read(&key(7), &bytes).is_err());
    }
}

//! Record linkage held to known pairs: the places of digital mediation of Hauts-de-France, and copies of them planted
//! as another source would have written them.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that measures speaks, and fails where it stands")]

mod planting;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use maillage::domain::{Service, ServiceId, Vintage};
use maillage::ingest::{self, Known, Request};
use maillage::linkage::{self, Linkage};
use maillage::sources::Unwatched;
use planting::{Planted, plant};

/// The register whose producer tells its own records apart: whatever is joined to another of them is wrong.
const REGISTER: &str = "assembleurs";

fn places() -> Option<Vec<Service>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/hauts-de-france/lieux_mediation_numerique.geojson");
    if !path.exists() {
        println!("left out: the real file is not beside the repository");
        return None;
    }
    let request = Request { vintage: Vintage::new(2022), ..Request::new(path) };
    Some(ingest::file(&request, &Known::default(), &Unwatched).unwrap().services)
}

/// Of the pairs between the first `originals` records and the others: how many known are found, how many found, how
/// many of these known.
fn counted(records: &[Service], originals: usize, planted: &Planted, found: &Linkage) -> (usize, usize, usize) {
    let places: HashMap<&ServiceId, u32> = records.iter().map(|record| &record.id).zip(0..).collect();
    let known: HashSet<(u32, u32)> = planted.pairs.iter().map(|(one, other)| (places[one], places[other])).collect();
    let pairs = found.groups.iter().flat_map(|group| {
        let of = |original: bool| group.iter().filter(move |record| ((**record as usize) < originals) == original);
        of(true).flat_map(move |one| of(false).map(move |other| (*one, *other))).collect::<Vec<_>>()
    });
    let pairs: Vec<(u32, u32)> = pairs.collect();
    let right = pairs.iter().filter(|pair| known.contains(pair)).count();
    (right, pairs.len(), known.len())
}

#[test]
fn planted_copies_are_found_and_neighbours_left_alone() {
    let Some(places) = places() else { return };
    let register: Vec<Service> = places.iter().filter(|place| place.provenance.source.as_deref() == Some(REGISTER)).cloned().collect();
    assert!(register.len() > 1_000, "{}", register.len());
    for seed in [2024, 7, 99] {
        let planted = plant(&register, seed);
        let records = [register.clone(), planted.services.clone()].concat();
        let found = linkage::link(&records, &[]);
        let (right, told, known) = counted(&records, register.len(), &planted, &found);
        let (precision, recall) = (right as f64 / told as f64, right as f64 / known as f64);
        println!(
            "seed {seed}: {} records, {known} known pairs: precision {precision:.4}, recall {recall:.4}, {} to review",
            records.len(),
            found.review.len()
        );
        assert!(precision >= 0.98, "precision {precision}");
        assert!(recall >= 0.95, "recall {recall}");
    }
}

#[test]
fn the_whole_file_joins_its_own_sources_without_losing_planted_copies() {
    let Some(places) = places() else { return };
    let alone = linkage::link(&places, &[]);
    let joined: usize = alone.groups.iter().map(|group| group.len() - 1).sum();
    println!("{} places of several sources: {joined} records joined, {} pairs to review", places.len(), alone.review.len());
    assert!((80..250).contains(&joined), "{joined}");
    for group in &alone.groups {
        let sources: HashSet<_> = group.iter().map(|record| &places[*record as usize].provenance.source).collect();
        assert_eq!(sources.len(), group.len(), "a source never tells twice of one place");
    }
    let planted = plant(&places, 2024);
    let records = [places.clone(), planted.services.clone()].concat();
    let (right, _, known) = counted(&records, places.len(), &planted, &linkage::link(&records, &[]));
    println!("with all sources: recall {:.4}", right as f64 / known as f64);
    assert!(right as f64 >= 0.95 * known as f64);
}

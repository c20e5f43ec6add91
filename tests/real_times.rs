//! From files to real times: a hand-made town that a railway cuts in two. The desk lies 400 m from the homes as
//! the crow flies, and more than half an hour away on foot, by the only crossing.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::Path;

use maillage::atlas::Atlas;
use maillage::diagnosis::coverage::{Coverage, CoverageQuery, coverage};
use maillage::diagnosis::near::{NearQuery, near};
use maillage::diagnosis::ways::ways;
use maillage::domain::{Batch, Geography, HomeBasis, Minutes, Mode, Position, Theme, Vintage};
use maillage::ingest::{self, Known, Request};
use maillage::sources::Unwatched;
use maillage::store::{self, Address};
use tempfile::TempDir;

/// Two streets 400 m apart, 1.1 km long, joined at their eastern end alone; a path that nothing joins to them.
const STREETS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
  <node id="1" lat="43.6000" lon="3.8000"/>
  <node id="2" lat="43.6000" lon="3.8136"/>
  <node id="3" lat="43.6036" lon="3.8136"/>
  <node id="4" lat="43.6036" lon="3.8000"/>
  <node id="5" lat="43.6100" lon="3.8000"/>
  <node id="6" lat="43.6100" lon="3.8010"/>
  <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
  <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
  <way id="12"><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/></way>
  <way id="13"><nd ref="5"/><nd ref="6"/><tag k="highway" v="footway"/></way>
  <way id="14"><nd ref="1"/><nd ref="4"/><tag k="railway" v="rail"/></way>
</osm>
"#;

/// Six homes by the southern street, two beside the desk, two in the fields to the north of a second zone.
const HOMES: &str = "id;numero;nom_voie;code_insee;lon;lat\n\
a;1;Rue Sud;34172;3.8001;43.6001\na;2;Rue Sud;34172;3.8002;43.6001\na;3;Rue Sud;34172;3.8003;43.6001\n\
a;4;Rue Sud;34172;3.8004;43.6001\na;5;Rue Sud;34172;3.8005;43.6001\na;6;Rue Sud;34172;3.8006;43.6001\n\
b;1;Rue Nord;34172;3.8001;43.6035\nb;2;Rue Nord;34172;3.8002;43.6035\n\
c;1;Les Champs;34172;3.8200;43.6200\nc;2;Les Champs;34172;3.8201;43.6200\n";

const DESK: &str = "id_fs,lib_fs,insee_com,latitude,longitude,h_lundi,format_fs\n1,Guichet,34172,43.6037,3.8000,,Fixe\n";

fn zones() -> String {
    let zone = |code: &str, south: f64, north: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"code_iris":"{code}","nom_iris":"Zone {code}","code_insee":"34172","typ_iris":"H"}},
            "geometry":{{"type":"Polygon","coordinates":[[[3.79,{south}],[3.83,{south}],[3.83,{north}],[3.79,{north}],[3.79,{south}]]]}}}}"#
        )
    };
    let features = [zone("341720101", 43.59, 43.608), zone("341720102", 43.615, 43.63)].join(",");
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

/// The town through the importers.
fn town(with_streets: bool) -> Vec<Batch> {
    let folder = TempDir::new().unwrap();
    let zones = zones();
    let mut files = vec![("iris_2020.geojson", zones.as_str()), ("adresses_2024.csv", HOMES), ("fs_2024.csv", DESK)];
    if with_streets {
        files.push(("rues_2024.osm", STREETS));
    }
    let mut known = Known::default();
    let import = |(name, text): (&str, &str)| {
        let batch = read(folder.path(), name, text.as_bytes(), &known).unwrap();
        known.add(&batch.zones);
        batch
    };
    files.into_iter().map(import).collect()
}

fn read(folder: &Path, name: &str, bytes: &[u8], known: &Known) -> Result<Batch, maillage::domain::Fault> {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    ingest::file(&Request { vintage: Vintage::new(2024), ..Request::new(path) }, known, &Unwatched)
}

fn ask(atlas: &Atlas, mode: Mode, limit: f64) -> Coverage {
    let query = CoverageQuery {
        geography: Geography::Iris,
        theme: Theme::AccesAuxDroits,
        audience: None,
        at: None,
        mode,
        limit_minutes: Minutes(limit),
    };
    coverage(atlas, ways(atlas).of(mode), &query).unwrap()
}

#[test]
fn the_railway_separates_and_straight_lines_do_not_see_it() {
    let (straight, streets) = (Atlas::build(town(false)), Atlas::build(town(true)));
    let crow = &ask(&straight, Mode::Walk, 30.0).zones[0];
    assert!(crow.minutes.unwrap().median.unwrap() < 8.0 && crow.share_within == Some(1.0));
    let found = ask(&streets, Mode::Walk, 30.0);
    let zone = &found.zones[0];
    let (median, p90) = (zone.minutes.unwrap().median.unwrap(), zone.minutes.unwrap().p90.unwrap());
    assert!((33.0..36.0).contains(&median) && p90 >= median, "1.1 km, 0.4 km and 1.1 km at 4.5 km/h: {median}");
    assert!((zone.share_within.unwrap() - 0.25).abs() < 1e-12, "two homes of eight are on the right side");
    assert_eq!((zone.basis, zone.in_reach), (HomeBasis::Addresses, 0));
    assert!(found.method.note.fr.contains("Rues d’OpenStreetMap en 2024"), "{}", found.method.note.fr);
    let sources: Vec<_> = found.sources.iter().map(maillage::domain::DatasetId::as_str).collect();
    assert_eq!(sources, ["adresses-2024", "france-services-2024", "osm-2024"]);
    let driven = &ask(&streets, Mode::Car, 30.0).zones[0];
    assert!(driven.minutes.unwrap().p90.unwrap() < 12.0 && driven.share_within == Some(1.0));
}

#[test]
fn homes_off_the_streets_are_unplaced_and_never_far() {
    let found = ask(&Atlas::build(town(true)), Mode::Walk, 30.0);
    let fields = &found.zones[1];
    assert_eq!((fields.unplaced.count, fields.minutes, fields.share_within, &fields.nearest), (2, None, None, &None));
    assert!(found.method.note.en.contains("Times are not known for 2\u{a0}starts"));
    let atlas = Atlas::build(town(true));
    let query = NearQuery {
        point: Position::new(3.82, 43.62).unwrap(),
        theme: None,
        audience: None,
        at: None,
        limit: 5,
        mode: Mode::Walk,
        within: None,
    };
    let near = near(&atlas, ways(&atlas).of(Mode::Walk), &query);
    assert!(near.unplaced.is_some() && near.services.is_empty() && near.method.note.fr.contains("De ce point"));
}

#[test]
fn the_import_says_what_was_kept_and_which_zones_have_no_street() {
    let streets = town(true).pop().unwrap();
    assert_eq!(streets.networks.iter().map(|network| network.mode).collect::<Vec<_>>(), Mode::ALL);
    let told = |words: &str| streets.dataset.report.remarks.iter().any(|remark| remark.en.contains(words));
    assert!(told("1 of the 2 zones loaded have none of these streets: times will not be known there (341720102)"));
    assert!(told("cut off from the rest"), "the path is not joined: {:?}", streets.dataset.report.remarks);
    assert_eq!((streets.dataset.licence.as_str(), streets.dataset.report.rejected), ("ODbL 1.0", 0));
}

#[test]
fn a_street_file_that_cannot_be_used_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let cut = &STREETS.as_bytes()[..STREETS.len() - 60];
    let none = b"<?xml version=\"1.0\"?><osm version=\"0.6\"><node id=\"1\" lat=\"43.6\" lon=\"3.8\"/></osm>";
    for (name, bytes, expected) in [("a.osm", cut, "bad-xml"), ("b.osm", none.as_slice(), "no-streets")] {
        let fault = read(folder.path(), name, bytes, &Known::default()).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.file.as_deref()), (expected, Some(name)), "{fault}");
    }
}

#[tokio::test]
async fn what_the_store_gives_back_is_the_same_atlas() {
    let folder = TempDir::new().unwrap();
    let store = store::open(&Address::Sqlite(folder.path().join("m.sqlite"))).await.unwrap();
    for batch in town(true) {
        store.commit(&batch).await.unwrap();
    }
    let (kept, made) = (Atlas::build(store.load().await.unwrap()), Atlas::build(town(true)));
    assert_eq!(kept.id, made.id);
    assert_ne!(kept.id, Atlas::build(town(false)).id, "streets are part of what a snapshot is");
    assert_eq!(kept.networks[&Mode::Walk].graph, made.networks[&Mode::Walk].graph);
}

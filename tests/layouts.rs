//! Further published layouts, held to what is known of the demonstration town: the same places and people, written as
//! other producers would (`fixtures/layouts`, by `examples/demo_town/published`).
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has nothing more to say")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use maillage::atlas::Atlas;
use maillage::domain::{Batch, Eligibility, Flag, Opening, Service, Theme, Vintage};
use maillage::ingest::{self, Known, Request};
use maillage::sources::Unwatched;
use maillage::spatial::distance;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)
}

fn read(folder: &str, name: &str) -> Batch {
    let request = Request { vintage: Vintage::new(2021), ..Request::new(fixtures(folder).join(name)) };
    ingest::file(&request, &Known::default(), &Unwatched).unwrap()
}

fn layout(name: &str) -> Batch {
    read("layouts", name)
}

/// The values of an indicator by zone.
fn column(batch: &Batch, indicator: &str) -> BTreeMap<String, f64> {
    let own = batch.observations.iter().filter(|o| o.indicator.as_str() == indicator);
    own.filter_map(|o| Some((o.zone.to_string(), o.measure.value()?))).collect()
}

/// The names of a batch's services, without accents or case, with their positions.
fn named(batch: &Batch, start: &str) -> Vec<Service> {
    batch.services.iter().filter(|service| service.id.as_str().starts_with(start)).cloned().collect()
}

#[test]
fn every_layout_is_recognised_and_read_whole() {
    for (name, format, taken) in [
        ("services-inclusion-2021-12-06.csv", "data-inclusion", 21),
        ("structures-inclusion-2021-12-06.json", "data-inclusion-structures", 21),
        ("base-ic-evol-struct-pop-2021.csv", "recensement-iris", 60),
        ("base-ic-logement-2021.csv", "recensement-iris", 60),
        ("base-ic-couples-familles-menages-2021.xlsx", "recensement-iris", 60),
        ("caf_s_ben_com_f.json", "caf-communes-iris", 10),
        ("caf_rsa_s_type_iris_f.csv", "caf-communes-iris", 120),
        ("annuaire.gouv_local.json", "annuaire-administration", 5),
        ("BPE21.csv", "bpe", 22),
    ] {
        let report = layout(name).dataset;
        assert_eq!(
            (report.format.as_str(), report.report.taken, report.report.rejected),
            (format, taken, 0),
            "{name}: {:?}",
            report.report.faults
        );
    }
}

#[test]
fn services_of_data_inclusion_stand_where_the_town_has_them_and_say_whom_they_serve() {
    let services = layout("services-inclusion-2021-12-06.csv");
    let desks = read("demo", "france_services.csv");
    for (desk, told) in desks.services.iter().zip(named(&services, "data-inclusion:dora--")) {
        assert!(distance::metres(desk.position, told.position).0 < 0.01);
        assert_eq!(told.eligibility, Eligibility::Areas(vec![desk.commune.clone().unwrap(), "00".to_owned()]));
        assert_eq!((told.themes.as_slice(), told.free), (&[Theme::AccesAuxDroits, Theme::MediationNumerique][..], Some(true)));
        let quality = told.provenance.quality.unwrap();
        assert!((0.5..1.0).contains(&quality), "{quality}");
    }
    let digital = read("demo", "mediation_numerique.geojson");
    let told = named(&services, "data-inclusion:mediation-numerique--");
    assert_eq!(told.len(), digital.services.len());
    for (place, told) in digital.services.iter().zip(&told) {
        assert_eq!((place.opening.as_ref(), &told.eligibility), (told.opening.as_ref(), &Eligibility::Areas(vec!["france".to_owned()])));
    }
}

#[test]
fn the_census_counts_the_people_of_the_town() {
    let (population, housing, households) = (
        layout("base-ic-evol-struct-pop-2021.csv"),
        layout("base-ic-logement-2021.csv"),
        layout("base-ic-couples-familles-menages-2021.xlsx"),
    );
    let known = read("demo", "population_iris_2021.csv");
    assert_eq!(column(&population, "population_2021"), column(&known, "population_2021"));
    assert_eq!(column(&population, "population_75_plus_2021"), column(&known, "population_75_plus_2021"));
    assert_eq!(column(&housing, "principal_residences_2021"), column(&known, "principal_residences_2021"));
    let parts = ["0_14", "15_29", "30_44", "45_59", "60_74", "75_plus"].map(|ages| column(&population, &format!("population_{ages}_2021")));
    let (all, without_car) = (column(&population, "population_2021"), column(&housing, "households_without_car_2021"));
    let (single, whole) = (column(&households, "households_single_2021"), column(&households, "households_2021"));
    for (zone, people) in &all {
        let sum: f64 = parts.iter().map(|part| part[zone]).sum();
        assert!((sum - people).abs() < 1e-6, "{zone}: {sum} of {people}");
        assert!((0.05..0.5).contains(&without_car[zone]), "{zone}");
        assert!((single[zone] - 0.36 * whole[zone]).abs() < 1e-5, "{zone}");
    }
    for observation in population.observations.iter().chain(&households.observations) {
        let whole = observation.measure.value().is_some_and(|value| value.fract() == 0.0);
        assert_eq!(observation.measure.flag(), if whole { Flag::Published } else { Flag::Estimated });
    }
}

#[test]
fn rounded_counts_of_the_caf_hold_the_true_ones() {
    let rsa = layout("caf_rsa_s_type_iris_f.csv");
    let truth: toml::Table = std::fs::read_to_string(fixtures("demo").join("TRUTH.toml")).unwrap().parse().unwrap();
    let (mut held, mut withheld) = (0, 0);
    for observation in &rsa.observations {
        let drawn = truth["rsa"][observation.zone.as_str()]["drawn"].as_integer().unwrap() as f64;
        if let Some(interval) = observation.measure.interval() {
            assert!(interval.contains(drawn) && interval.high() > interval.low(), "{}: {drawn}", observation.zone);
            held += 1;
        } else {
            assert_eq!(observation.measure.flag(), Flag::Withheld);
            withheld += 1;
        }
    }
    assert_eq!((held + withheld, rsa.dataset.report.outside), (60, 1));
    assert!(withheld > 0 && held > 50);
    let communes = layout("caf_s_ben_com_f.json");
    let recipients = column(&communes, "rsa_recipients_2021");
    let drawn: i64 = truth["rsa"].as_table().unwrap().values().filter_map(|zone| zone["drawn"].as_integer()).sum();
    assert!((recipients.values().sum::<f64>() - drawn as f64).abs() <= 2.0 * recipients.len() as f64, "rounding alone parts them");
    assert!(communes.dataset.report.remarks.iter().any(|remark| remark.fr.contains("n’a pas pu situer")));
}

#[test]
fn the_directory_opens_when_the_desks_do_and_says_for_which_communes() {
    let (directory, desks) = (layout("annuaire.gouv_local.json"), read("demo", "france_services.csv"));
    for (office, desk) in directory.services.iter().zip(&desks.services) {
        assert_eq!(office.opening.as_ref().map(Opening::as_str), desk.opening.as_ref().map(Opening::as_str), "{}", desk.name);
        let Eligibility::Areas(areas) = &office.eligibility else { unreachable!("every office says its communes") };
        assert!(areas.contains(&desk.commune.clone().unwrap()));
    }
}

#[test]
fn facilities_in_metres_stand_where_the_town_has_them() {
    let bpe = layout("BPE21.csv");
    let pharmacies = std::fs::read_to_string(fixtures("demo").join("pharmacies.geojson")).unwrap();
    let known: geojson::FeatureCollection = pharmacies.parse::<geojson::GeoJson>().unwrap().try_into().unwrap();
    let told = named(&bpe, "bpe:D307");
    assert_eq!(told.len(), known.features.len());
    for pharmacy in &told {
        let nearest = known.features.iter().map(|feature| {
            let Some(geojson::GeometryValue::Point { coordinates }) = feature.geometry.as_ref().map(|g| &g.value) else { return f64::MAX };
            let at = maillage::domain::Position::new(coordinates.as_slice()[0], coordinates.as_slice()[1]).unwrap();
            distance::metres(pharmacy.position, at).0
        });
        assert!(nearest.fold(f64::MAX, f64::min) < 0.2, "{}", pharmacy.name);
    }
    let remarks = &bpe.dataset.report.remarks;
    assert!(remarks.iter().any(|remark| remark.en.starts_with("1 facilities of other kinds")), "{remarks:?}");
    assert!(remarks.iter().any(|remark| remark.en.starts_with("1 facilities placed at the middle")), "{remarks:?}");
}

#[test]
fn one_desk_that_five_sources_tell_of_is_one_service_with_all_its_records() {
    let batches = vec![
        read("demo", "iris.geojson"),
        read("demo", "france_services.csv"),
        layout("annuaire.gouv_local.json"),
        layout("BPE21.csv"),
        layout("services-inclusion-2021-12-06.csv"),
        layout("structures-inclusion-2021-12-06.json"),
    ];
    let records: usize = batches.iter().map(|batch| batch.services.len()).sum();
    let atlas = Atlas::build(batches);
    let desks: Vec<&Service> = atlas.services.iter().filter(|service| service.name.to_lowercase().contains("france services")).collect();
    let own = |service: &Service| atlas.joined.get(&service.id).map_or(&[][..], Vec::as_slice);
    for name in ["hotel de ville", "saint-aubin", "val d"] {
        let plain = |text: &str| text.to_lowercase().replace('ô', "o");
        let found: Vec<_> = desks
            .iter()
            .filter(|desk| plain(&desk.name).contains(name) || plain(&desk.name).contains(&name.replace("saint-", "st ")))
            .collect();
        assert_eq!(found.len(), 1, "{name}: {:?}", found.iter().map(|desk| &desk.name).collect::<Vec<_>>());
        let sources: std::collections::BTreeSet<&str> = own(found[0]).iter().map(|joined| joined.record.dataset.as_str()).collect();
        assert_eq!(sources.len() + 1, 5, "{name}: {sources:?} beside {}", found[0].dataset);
    }
    let kept = atlas.services.len() + atlas.joined.values().map(Vec::len).sum::<usize>();
    assert_eq!(kept, records, "no record is lost");
}

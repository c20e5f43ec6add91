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
        ("services-inclusion-2021-12-06.json", "data-inclusion", 21),
        ("services-inclusion-2021-12-06.geojson", "data-inclusion", 21),
        ("services-inclusion-2021-12-06.parquet", "data-inclusion", 21),
        ("structures-inclusion-2021-12-06.json", "data-inclusion-structures", 21),
        ("base-ic-evol-struct-pop-2021.csv", "recensement-iris", 60),
        ("base-ic-logement-2021.csv", "recensement-iris", 60),
        ("base-ic-couples-familles-menages-2021.xlsx", "recensement-iris", 60),
        ("APL_medecins_generalistes.xlsx", "apl", 10),
        ("QP2024_valmeille.zip", "qpv-contours", 2),
        ("BASE_TD_FILO_DEC_2021_QP.csv", "filosofi-qpv", 2),
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
    let records: usize = batches.iter().map(|batch| batch.services.len() + batch.unlocated.len()).sum();
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

#[test]
fn services_are_the_same_in_each_of_their_four_encodings() {
    let csv = layout("services-inclusion-2021-12-06.csv");
    for ending in ["json", "geojson", "parquet"] {
        let other = layout(&format!("services-inclusion-2021-12-06.{ending}"));
        assert_eq!(other.services, csv.services, "{ending}");
        assert_eq!(other.dataset.id, csv.dataset.id, "{ending}");
    }
}

#[test]
fn a_damaged_parquet_is_refused_and_never_shakes_the_program() {
    let whole = std::fs::read(fixtures("layouts").join("services-inclusion-2021-12-06.parquet")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let refused = |bytes: &[u8]| {
        let path = folder.path().join("services.parquet");
        std::fs::write(&path, bytes).unwrap();
        let request = Request { format: Some("data-inclusion".to_owned()), vintage: Vintage::new(2021), ..Request::new(path) };
        ingest::file(&request, &Known::default(), &Unwatched).map_err(|fault| fault.code)
    };
    assert_eq!(refused(&whole[..whole.len() / 2]).unwrap_err(), "bad-parquet");
    let mut seen = std::collections::BTreeSet::new();
    for at in (4..whole.len()).step_by(37) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0xFF;
        seen.extend(refused(&spoilt).err());
    }
    assert!(seen.contains("bad-parquet"), "{seen:?}");
}

#[test]
fn accessibility_counts_the_people_of_each_municipality_and_falls_with_the_age_of_its_doctors() {
    let apl = layout("APL_medecins_generalistes.xlsx");
    let mut people: BTreeMap<String, f64> = BTreeMap::new();
    for (zone, count) in column(&read("demo", "population_iris_2021.csv"), "population_2021") {
        *people.entry(zone.chars().take(5).collect()).or_default() += count;
    }
    assert_eq!(column(&apl, "apl_population_2021"), people);
    let by_age =
        ["_60_and_under", "_62_and_under", "_65_and_under", ""].map(|age| column(&apl, &format!("apl_general_practitioners{age}_2021")));
    for commune in people.keys() {
        assert!(by_age.is_sorted_by_key(|column| column[commune]), "{commune}");
    }
    assert_eq!(by_age[3].len(), 10);
    let remarks = &apl.dataset.report.remarks;
    assert!(remarks.iter().any(|remark| remark.en.contains("2020, 2021")) && remarks.iter().any(|remark| remark.en.starts_with("unit as")));
    let earlier = Request { vintage: Vintage::new(2020), ..Request::new(fixtures("layouts").join("APL_medecins_generalistes.xlsx")) };
    let earlier = ingest::file(&earlier, &Known::default(), &Unwatched).unwrap();
    assert_eq!(earlier.dataset.id.as_str(), "apl-medecins-generalistes-2020");
}

#[test]
fn an_archive_of_several_layers_gives_each_neighbourhood_once() {
    let (archive, known) = (layout("QP2024_valmeille.zip"), read("demo", "qpv.geojson"));
    let codes: Vec<&str> = archive.zones.iter().map(|zone| zone.code.as_str()).collect();
    assert_eq!(codes, ["QN000001", "QN000002"]);
    for (zone, same) in archive.zones.iter().zip(&known.zones) {
        assert_eq!((zone.shape.outline(), zone.name.as_str()), (same.shape.outline(), same.name.as_str()));
    }
    let income = layout("BASE_TD_FILO_DEC_2021_QP.csv");
    let told: Vec<&str> = income.observations.iter().map(|o| o.zone.as_str()).collect();
    assert!(told.iter().all(|zone| codes.contains(zone)), "the row of all neighbourhoods is none");
    assert!(income.observations.iter().any(|o| o.measure.flag() == Flag::Withheld));
}

#[test]
fn squares_add_up_to_the_people_of_each_zone_and_say_what_they_leave_open() {
    let zones = read("demo", "iris.geojson").zones;
    let request = Request::new(fixtures("layouts").join("carreaux_200m_2021.csv"));
    let squares = ingest::file(&request, &Known::of(&zones), &Unwatched).unwrap();
    assert_eq!(squares.dataset.format, "carreaux");
    let people = column(&read("demo", "population_iris_2021.csv"), "population_2021");
    let (mut equal, mut imputed) = (0, 0);
    for observation in squares.observations.iter().filter(|o| o.indicator.as_str() == "squares_population_2021") {
        let Some(found) = observation.measure.value() else { continue };
        let interval = observation.measure.interval().unwrap();
        assert!(interval.contains(found), "{}", observation.zone);
        assert!(
            (found - people[observation.zone.as_str()]).abs() < 0.5,
            "{}: {found} of {}",
            observation.zone,
            people[observation.zone.as_str()]
        );
        equal += 1;
        imputed += u32::from(observation.measure.flag() == Flag::Imputed);
    }
    assert!(equal > 5 && imputed > 0, "{equal} zones, {imputed} imputed");
    let (poor, households) = (column(&squares, "squares_poor_households_2021"), column(&squares, "squares_households_2021"));
    for (zone, share) in column(&squares, "squares_poor_households_share_2021") {
        assert!((share - 100.0 * poor[&zone] / households[&zone]).abs() < 1e-9, "{zone}");
    }
    let alone = layout("carreaux_200m_2021.csv");
    assert!(alone.observations.is_empty() && alone.homes == squares.homes, "without outlines, places alone");
}

/// The real smoothed grid of La Réunion: two boxes of whole squares, held to a plain sum of its rows.
#[test]
fn the_real_squares_of_reunion_add_up_in_boxes_of_whole_squares() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/reunion/reunion_200m_btb.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("left out: {} is not here", file.display());
        return;
    };
    let boxed = |west: f64, south: f64, side: f64| {
        let at = |x: f64, y: f64| {
            let position = maillage::spatial::crs::to_wgs84(32_740, x, y).unwrap();
            geo::Coord { x: position.lon(), y: position.lat() }
        };
        // Many points a side: a straight line in metres is not one in degrees.
        let steps = 40;
        let along = |from: (f64, f64), to: (f64, f64)| {
            (0..steps).map(move |step| {
                let share = f64::from(step) / f64::from(steps);
                at(from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
            })
        };
        let (east, north) = (west + side, south + side);
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
        let mut ring: Vec<geo::Coord> = corners.windows(2).flat_map(|pair| along(pair[0], pair[1]).collect::<Vec<_>>()).collect();
        ring.push(ring[0]);
        geo::MultiPolygon::new(vec![geo::Polygon::new(ring.into(), Vec::new())])
    };
    let boxes = [(338_400.0, 7_690_200.0, 4_000.0), (359_400.0, 7_634_200.0, 3_000.0)];
    let zones: Vec<maillage::domain::Zone> = (0..)
        .zip(boxes)
        .map(|(rank, (west, south, side))| maillage::domain::Zone {
            geography: maillage::domain::Geography::Iris,
            code: maillage::domain::ZoneCode::new(&format!("97400000{rank}")).unwrap(),
            vintage: Vintage::new(2020).unwrap(),
            name: rank.to_string(),
            kind: None,
            parents: Vec::new(),
            shape: maillage::domain::Shape::new(boxed(west, south, side)).unwrap(),
        })
        .collect();
    let request = Request { vintage: Vintage::new(2017), ..Request::new(file) };
    let squares = ingest::file(&request, &Known::of(&zones), &Unwatched).unwrap();
    let found = (column(&squares, "squares_households_2017"), column(&squares, "squares_poor_households_2017"));
    for (zone, (west, south, side)) in zones.iter().zip(boxes) {
        let rows = text.lines().skip(1).map(|line| line.split(',').map(|cell| cell.parse::<f64>().unwrap()).collect::<Vec<_>>());
        let inside: Vec<_> = rows.filter(|row| row[0] > west && row[0] < west + side && row[1] > south && row[1] < south + side).collect();
        let (households, poor): (f64, f64) = inside.iter().fold((0.0, 0.0), |sum, row| (sum.0 + row[2], sum.1 + row[3]));
        assert!(inside.len() > 5, "{} squares in box {}", inside.len(), zone.code);
        assert!((found.0[zone.code.as_str()] - households).abs() < 1e-6 * households, "{}: {found:?} and {households}", zone.code);
        assert!((found.1[zone.code.as_str()] - poor).abs() < 1e-6 * poor, "{}", zone.code);
    }
}

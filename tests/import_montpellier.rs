//! The real Montpellier through the manifest of the repository, against what is known of it; left out,
//! and said, where `../shared/data` is absent.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it leaves out and stops at what it did not expect"
)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use maillage::domain::{Batch, Flag, Geography, Mobility};
use maillage::ingest::{self, Known, Manifest};
use maillage::sources::Unwatched;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn shared(file: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(file);
    if !path.exists() {
        println!("left out: {file} is not on this machine");
        return None;
    }
    Some(path)
}

/// Every batch of the manifest, read once for all tests.
fn montpellier() -> Option<&'static [Batch]> {
    static BATCHES: OnceLock<Option<Vec<Batch>>> = OnceLock::new();
    BATCHES.get_or_init(|| shared("montpellier/iris_2020.geojson").map(|_| import_all())).as_deref()
}

fn import_all() -> Vec<Batch> {
    let manifest = Manifest::read(&root().join("fixtures/manifests/montpellier.toml")).unwrap();
    let mut known = Known::default();
    let import = |request| {
        let batch = ingest::file(request, &known, &Unwatched).unwrap();
        known.add(&batch.zones);
        batch
    };
    manifest.files.iter().map(import).collect()
}

/// Values by zone of one indicator over the IRIS of the town.
fn values(batches: &[Batch], indicator: &str) -> HashMap<String, (Option<f64>, Flag)> {
    let observations = batches.iter().flat_map(|batch| &batch.observations);
    observations
        .filter(|o| o.indicator.as_str() == indicator && o.geography == Geography::Iris && o.zone.as_str().starts_with("34172"))
        .map(|o| (o.zone.as_str().to_owned(), (o.measure.value(), o.measure.flag())))
        .collect()
}

fn total_and_published(batches: &[Batch], indicator: &str) -> (f64, usize) {
    let present: Vec<f64> = values(batches, indicator).values().filter_map(|(value, _)| *value).collect();
    (present.iter().sum(), present.len())
}

fn dataset<'a>(batches: &'a [Batch], id: &str) -> &'a Batch {
    batches.iter().find(|batch| batch.dataset.id.as_str() == id).unwrap_or_else(|| panic!("no data set {id}"))
}

#[test]
fn sums_and_numbers_of_published_zones_are_the_known_ones() {
    let Some(batches) = montpellier() else { return };
    for (indicator, total, published) in
        [("tax_persons_2009", 225_535.0, 86), ("caf_persons_covered_2009", 130_650.0, 74), ("job_seekers_2009", 27_862.0, 84)]
    {
        // Children of separated parents count for a half in tax households: the exact sum of persons ends in one.
        let (sum, zones) = total_and_published(batches, indicator);
        assert!((sum - total).abs() < 1.0 && zones == published, "{indicator}: {sum} over {zones}");
    }
    assert_eq!(total_and_published(batches, "disposable_income_uc_median_2018").1, 84);
    assert_eq!(total_and_published(batches, "poverty_rate_2018").1, 81);
}

#[test]
fn every_address_is_a_home() {
    let Some(batches) = montpellier() else { return };
    let addresses = dataset(batches, "adresses-2014");
    let report = &addresses.dataset.report;
    let homes = addresses.homes.as_ref().unwrap();
    assert_eq!((report.read, report.taken, report.rejected, homes.points.len()), (36_395, 36_395, 0, 36_395), "{:?}", report.faults);
    let first = homes.points[0].position();
    assert!((3.80..3.95).contains(&first.lon()) && (43.56..43.66).contains(&first.lat()), "{first:?}");
}

#[test]
fn all_88_codes_match_across_tables() {
    let Some(batches) = montpellier() else { return };
    for id in ["caf-quartiers-2009", "revenus-quartiers-2009", "emploi-quartiers-2009", "population-quartiers-1999", "voiture-iris-2020"] {
        let report = &dataset(batches, id).dataset.report;
        assert_eq!((report.taken, report.joined, report.rejected), (88, Some(88), 0), "{id}: {:?}", report.faults);
    }
    let filosofi = &dataset(batches, "filosofi-iris-2018").dataset.report;
    assert_eq!((filosofi.taken, filosofi.joined, filosofi.rejected), (84, Some(84), 0));
    assert_eq!(filosofi.read, 12_395);
}

/// Expected column and our indicator.
const JOINED: [(&str, &str); 46] = [
    ("DISP_TP6018", "poverty_rate_2018"),
    ("DISP_Q118", "disposable_income_uc_q1_2018"),
    ("DISP_MED18", "disposable_income_uc_median_2018"),
    ("DISP_Q318", "disposable_income_uc_q3_2018"),
    ("DISP_EQ18", "income_uc_interquartile_ratio_2018"),
    ("DISP_D118", "disposable_income_uc_d1_2018"),
    ("DISP_D218", "disposable_income_uc_d2_2018"),
    ("DISP_D318", "disposable_income_uc_d3_2018"),
    ("DISP_D418", "disposable_income_uc_d4_2018"),
    ("DISP_D618", "disposable_income_uc_d6_2018"),
    ("DISP_D718", "disposable_income_uc_d7_2018"),
    ("DISP_D818", "disposable_income_uc_d8_2018"),
    ("DISP_D918", "disposable_income_uc_d9_2018"),
    ("DISP_RD18", "income_uc_d9_d1_ratio_2018"),
    ("DISP_S80S2018", "income_uc_s80_s20_ratio_2018"),
    ("DISP_GI18", "income_uc_gini_2018"),
    ("DISP_PACT18", "income_share_activity_2018"),
    ("DISP_PTSA18", "income_share_wages_2018"),
    ("DISP_PCHO18", "income_share_unemployment_2018"),
    ("DISP_PBEN18", "income_share_self_employment_2018"),
    ("DISP_PPEN18", "income_share_pensions_2018"),
    ("DISP_PPAT18", "income_share_assets_2018"),
    ("DISP_PPSOC18", "income_share_benefits_2018"),
    ("DISP_PPFAM18", "income_share_family_benefits_2018"),
    ("DISP_PPMINI18", "income_share_minimum_income_2018"),
    ("DISP_PPLOGT18", "income_share_housing_benefits_2018"),
    ("DISP_PIMPOT18", "income_share_taxes_2018"),
    ("DISP_NOTE18", "filosofi_note_2018"),
    ("perc_voit", "households_without_car_2020"),
    ("CAF09_A", "caf_claimants_2009"),
    ("CAF09_PERCOU", "caf_persons_covered_2009"),
    ("CAF09_AI", "caf_single_2009"),
    ("CAF09_AM", "caf_lone_parents_2009"),
    ("CAF09_ARSA", "rsa_recipients_2009"),
    ("CAF09_AAAH", "caf_disability_allowance_2009"),
    ("CAF09_AAL", "caf_housing_aid_2009"),
    ("CAF09_APRES50", "caf_dependent_50_2009"),
    ("CAF09_APRES100", "caf_dependent_100_2009"),
    ("RF09_NbMen", "tax_households_2009"),
    ("RF09_NbPers", "tax_persons_2009"),
    ("RF09_RFUCQ2", "income_uc_median_2009"),
    ("RF09_NbMenNI", "untaxed_households_2009"),
    ("DE09_A", "job_seekers_2009"),
    ("DE09_BCatABC", "job_seekers_abc_2009"),
    ("DE09_BDur4", "job_seekers_over_2_years_2009"),
    ("DE09_AHLt25", "job_seekers_men_under_25_2009"),
];

#[test]
fn every_joined_value_is_the_expected_one() {
    let (Some(batches), Some(path)) = (montpellier(), shared("montpellier/expected_joined_indicators.csv")) else { return };
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 88);
    let more = [
        ("DE09_AFLt25", "job_seekers_women_under_25_2009"),
        ("RP99_XNBLOG", "dwellings_1999"),
        ("RP99_XRP", "principal_residences_1999"),
        ("RP99_XRPPER", "persons_in_principal_residences_1999"),
        ("RP99_XNBOCC", "occasional_dwellings_1999"),
        ("RP99_XNBRSC", "second_homes_1999"),
        ("RP99_XNBVAC", "vacant_dwellings_1999"),
    ];
    let mut compared = 0;
    for (column, indicator) in JOINED.into_iter().chain(more) {
        let ours = values(batches, indicator);
        for row in &rows {
            let (zone, expected) = (&row[at("CODE_IRIS")], row[at(column)].parse::<f64>().ok());
            assert_eq!(ours.get(zone).and_then(|(value, _)| *value), expected, "{column} of {zone}");
            compared += 1;
        }
    }
    assert_eq!(compared, 88 * 53);
}

#[test]
fn no_hidden_value_became_a_zero_and_each_has_its_reason() {
    let Some(batches) = montpellier() else { return };
    let rsa = values(batches, "rsa_recipients_2009");
    let count = |flag: Flag| rsa.values().filter(|(value, found)| value.is_none() && *found == flag).count();
    assert_eq!((count(Flag::Withheld), count(Flag::Missing)), (2, 12));
    assert!(rsa.values().all(|(value, _)| *value != Some(0.0)));
    assert!(dataset(batches, "caf-quartiers-2009").dataset.report.withheld > 0);
}

#[test]
fn services_are_as_many_as_expected_and_where_expected() {
    let (Some(batches), Some(path)) = (montpellier(), shared("montpellier/expected_services.csv")) else { return };
    let services: HashMap<&str, _> =
        batches.iter().flat_map(|batch| &batch.services).map(|service| (service.id.as_str(), service)).collect();
    let mut met: HashMap<String, usize> = HashMap::new();
    for row in csv::Reader::from_path(path).unwrap().records().map(Result::unwrap) {
        let (source, id) = match &row[0] {
            "ville_montpellier_2014" => ("equipements-montpellier", &row[3]),
            "osm_2013" => ("pharmacies-osm-montpellier", &row[3]),
            "finess" => ("finess", &row[3]),
            "france_services_2024" => ("france-services", &row[3]),
            _ => continue,
        };
        let service = services.get(format!("{source}:{id}").as_str()).unwrap_or_else(|| panic!("{source}:{id} is missing"));
        let (lon, lat): (f64, f64) = (row[5].parse().unwrap(), row[6].parse().unwrap());
        let apart = (service.position.lon() - lon).abs().max((service.position.lat() - lat).abs());
        assert!(apart < 2e-6, "{source}:{id} lies {apart}° away");
        assert_eq!(&service.category.to_lowercase(), &row[1].to_lowercase(), "{source}:{id}");
        *met.entry(source.to_owned()).or_default() += 1;
    }
    let counts = ["equipements-montpellier", "finess", "pharmacies-osm-montpellier", "france-services"].map(|source| met[source]);
    assert_eq!(counts, [1_024, 517, 76, 4]);
    let inside = |format: &str| {
        let all = batches.iter().filter(|batch| batch.dataset.format == format).flat_map(|batch| &batch.services);
        all.filter(|service| service.commune.as_deref() == Some("34172")).count()
    };
    assert_eq!((inside("finess"), inside("france-services")), (517, 4), "none more in the town than expected");
}

#[test]
fn lambert_metres_that_do_not_say_so_are_converted_and_said() {
    let Some(batches) = montpellier() else { return };
    for (id, count) in [("sites-hebergement-montpellier-2014", 5), ("sites-proximite-montpellier-2014", 7)] {
        let batch = dataset(batches, id);
        assert_eq!(batch.services.len(), count);
        assert!(batch.services.iter().all(|s| (3.7..4.0).contains(&s.position.lon()) && (43.5..43.7).contains(&s.position.lat())));
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.fr.contains("Lambert-93")), "{id}");
    }
}

#[test]
fn files_that_are_not_utf8_say_so() {
    let Some(batches) = montpellier() else { return };
    let remarks = &dataset(batches, "revenus-quartiers-2009").dataset.report.remarks;
    assert!(remarks.iter().any(|remark| remark.fr.contains("windows-1252")), "{remarks:?}");
}

#[test]
fn the_workbook_says_the_same_as_the_text() {
    let (Some(batches), Some(path)) = (montpellier(), shared("montpellier/INSEE_MTP_RevenusFisc_2011/INSEE_MTP_RevenusFiscIRIS_2009.xls"))
    else {
        return;
    };
    let request = ingest::Request { communes: vec!["34172".to_owned()], ..ingest::Request::new(path) };
    let workbook = ingest::file(&request, &Known::default(), &Unwatched).unwrap();
    assert_eq!(workbook.dataset.id.as_str(), "revenus-quartiers-2009");
    assert_eq!(workbook.observations, dataset(batches, "revenus-quartiers-2009").observations);
}

#[test]
fn communes_and_sensitive_areas_are_read_as_such() {
    for (file, id, rows) in [
        ("INSEE_MTP_CAF_2009/INSEE_MTP_CAFcom_2009.csv", "caf-communes-2009", 11),
        ("INSEE_MTP_CAF_2009/INSEE_MTP_CAFzus_2009.csv", "caf-zus-2009", 5),
        ("INSEE_MTP_RevenusFisc_2011/INSEE_MTP_RevenusFiscCom_2008.csv", "revenus-communes-2008", 11),
        ("INSEE_MTP_RevenusFisc_2011/INSEE_MTP_RevenusFiscCom_2009.csv", "revenus-communes-2009", 22),
        ("INSEE_MTP_RevenusFisc_2011/INSEE_MTP_RevenusFiscZUS_2009.csv", "revenus-zus-2009", 5),
        ("INSEE_MTP_DemandeursEmpl_2009/INSEE_MTP_DemandeursEmplCom_2009.csv", "emploi-communes-2009", 11),
        ("INSEE_MTP_DemandeursEmpl_2009/INSEE_MTP_DemandeursEmplZUS_2009.csv", "emploi-zus-2009", 5),
        ("INSEE_MTP_Pop_2009/INSEE_MTP_PopCom_1999.csv", "population-communes-1999", 11),
        ("INSEE_MTP_Pop_2009/INSEE_MTP_PopZUS_1999.csv", "population-zus-1999", 5),
    ] {
        let Some(path) = shared(&format!("montpellier/{file}")) else { return };
        let batch = ingest::file(&ingest::Request::new(path), &Known::default(), &Unwatched).unwrap();
        let report = &batch.dataset.report;
        assert_eq!((batch.dataset.id.as_str(), report.taken, report.rejected), (id, rows, 0), "{file}");
    }
}

#[test]
fn whole_national_and_regional_lists_are_read_without_loss() {
    let read = |file: &str, vintage| {
        let request = ingest::Request { vintage: maillage::domain::Vintage::new(vintage), ..ingest::Request::new(shared(file)?) };
        Some(ingest::file(&request, &Known::default(), &Unwatched).unwrap())
    };
    let (Some(finess), Some(desks), Some(digital)) = (
        read("occitanie/finess_occitanie.csv", 2024),
        read("france/liste-fs-20240801.csv", 2024),
        read("hauts-de-france/lieux_mediation_numerique.geojson", 2022),
    ) else {
        return;
    };
    for (batch, rows, services) in [(&finess, 13_747, 10_004), (&desks, 2_845, 2_845), (&digital, 1_741, 1_741)] {
        let report = &batch.dataset.report;
        println!("{}: {} services, remarks {:?}", batch.dataset.id, batch.services.len(), report.remarks);
        assert_eq!(
            (report.read, report.taken + report.rejected, batch.services.len()),
            (rows, rows, services),
            "{:?}",
            report.faults.first()
        );
    }
    let mobile = desks.services.iter().filter(|service| service.mobility == Mobility::Mobile).count();
    assert_eq!(mobile, 134 + 29);
    let hours = desks.services.iter().filter(|service| service.opening.is_some()).count();
    println!("{hours} desks with opening hours");
    assert!(hours > 2_700);
}

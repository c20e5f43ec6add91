//! The real Montpellier from the mirror: files of producers under their paths, and the town's own through a catalogue of its
//! own. Left out, and said, where the open data are not beside the checkout.

use std::fs;

use serde_json::Value;

use super::demo::outcome;
use super::mirror::{Mirror, Shelf};
use super::program::shared;
use super::{program, shelves};

const DESKS: &str = "/static.data.gouv.fr/resources/fs/liste-fs-20240801.csv";
const FINESS: &str = "/static.data.gouv.fr/resources/finess/etalab-cs1100507-stock-20240806-0339.csv";

/// Files of the town: name in our catalogue, place among the open data, format.
const OWN: [(&str, &str, &str); 5] = [
    ("caf", "montpellier/INSEE_MTP_CAF_2009/INSEE_MTP_CAFiris_2009.csv", "caf-quartiers"),
    ("revenus", "montpellier/INSEE_MTP_RevenusFisc_2011/INSEE_MTP_RevenusFiscIRIS_2009.csv", "revenus-quartiers"),
    ("emploi", "montpellier/INSEE_MTP_DemandeursEmpl_2009/INSEE_MTP_DemandeursEmplIRIS_2009.csv", "emploi-quartiers"),
    ("population", "montpellier/INSEE_MTP_Pop_2009/INSEE_MTP_PopIRIS_1999.csv", "population-quartiers"),
    ("voitures", "france/iris_part_menages_sans_voiture_rp2020.csv", "voiture-iris"),
];

#[test]
fn the_known_truths_of_montpellier_hold_from_nothing() {
    let Some(data) = shared("data/montpellier").and_then(|_| shared("data")) else { return };
    let read = |file: &str| fs::read(data.join(file)).unwrap();
    let outlines: Value = serde_json::from_slice(&read("montpellier/iris_2020.geojson")).unwrap();
    let mut shelves = shelves::Shelves::new();
    let mut put = |path: &str, media: &'static str, bytes: Vec<u8>| _ = shelves.insert(path.to_owned(), Shelf::File(media, bytes));
    put(shelves::COMMUNES, "application/json", shelves::communes(&outlines).to_string().into_bytes());
    put(
        shelves::FILOSOFI,
        "application/zip",
        shelves::zip(&[("BASE_TD_FILO_DISP_IRIS_2018.csv", &read("france/BASE_TD_FILO_DISP_IRIS_2018.csv"))]),
    );
    put(DESKS, "text/csv", read("france/liste-fs-20240801.csv"));
    put(FINESS, "text/csv", read("occitanie/finess_occitanie.csv"));
    let mut own = "hosts = [\"data.example.org\"]\n".to_owned();
    for (id, file, format) in OWN {
        let name = file.rsplit('/').next().unwrap();
        put(&format!("/data.example.org/{name}"), "text/csv", read(file));
        own.push_str(&shelves::entry(id, name, format, ""));
    }
    shelves::described(&mut shelves, "liste-des-structures-france-services", &[DESKS]);
    shelves::described(&mut shelves, "finess-extraction-du-fichier-des-etablissements", &[FINESS]);
    shelves.insert(shelves::OUTLINES.to_owned(), shelves::web_service(outlines));
    let mirror = Mirror::new(shelves);
    let program = program(&mirror);
    fs::write(program.folder().join("catalogue.toml"), own).unwrap();

    let found = program.succeed(["init", "34172"]).remove(0);
    assert_eq!((found["territory"].as_str(), found["communes"].as_u64()), (Some("Montpellier"), Some(1)));
    assert_eq!(outcome(&found, "filosofi-iris")["dataset"], "filosofi-iris-2018", "the file says its year, whatever the address does");
    let page = program.serve().get("/collections/iris/items?limit=10000");
    let zones = page["features"].as_array().unwrap();
    let numbers = |property: &str| zones.iter().filter_map(|zone| zone["properties"][property].as_f64()).collect::<Vec<_>>();
    let total = |property: &str| (numbers(property).iter().sum::<f64>(), numbers(property).len());
    assert_eq!(zones.len(), 88);
    assert_eq!(total("tax_persons_2009"), (225_535.5, 86));
    assert_eq!(total("caf_persons_covered_2009"), (130_650.0, 74));
    assert_eq!(total("job_seekers_2009"), (27_862.0, 84));
    assert_eq!((numbers("disposable_income_uc_median_2018").len(), numbers("poverty_rate_2018").len()), (84, 81));
    let services = program.serve().get("/collections/services/items?limit=10000");
    let inside = |source: &str| {
        let named = |service: &&Value| {
            service["properties"]["sources"]
                .as_array()
                .unwrap()
                .iter()
                .any(|told| told.as_str().is_some_and(|told| told.starts_with(source)))
        };
        services["features"].as_array().unwrap().iter().filter(named).filter(|service| service["properties"]["commune"] == "34172").count()
    };
    assert_eq!((inside("finess"), inside("france-services")), (517, 4));
}

//! The demonstration town from the mirror, in the published layouts: the same figures and truths as from its own files.

use std::collections::HashSet;
use std::fs;

use serde_json::{Value, json};

use super::mirror::{Mirror, Shelf};
use super::program::{Program, Server, repository};
use super::{program, shelves};

fn planted(part: &str) -> HashSet<String> {
    let truth: toml::Table = fs::read_to_string(repository("fixtures/demo/TRUTH.toml")).unwrap().parse().unwrap();
    truth[part]["zones"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

fn zones(list: &Value, wanted: impl Fn(&Value) -> bool) -> HashSet<String> {
    list.as_array().unwrap().iter().filter(|zone| wanted(zone)).map(|zone| zone["zone"].as_str().unwrap().to_owned()).collect()
}

/// The planted silence is found, and little else.
fn found_silent(signal: &Value) {
    let (planted, deficit) = (planted("take_up"), zones(&signal["zones"], |zone| zone["class"] == "deficit"));
    assert!(deficit.intersection(&planted).count() * 2 > planted.len(), "planted {planted:?}, deficit {deficit:?}");
    assert!(deficit.difference(&planted).count() <= 2, "false alarms: {:?}", deficit.difference(&planted));
}

/// The outcome of each data set by its name.
pub fn outcome<'a>(found: &'a Value, source: &str) -> &'a Value {
    found["sources"].as_array().unwrap().iter().find(|line| line["source"] == source).unwrap_or_else(|| panic!("no {source} in {found}"))
}

fn values(server: &Server, indicator: &str) -> Value {
    let column = server.get(&format!("/columns/iris/{indicator}"));
    json!([column["values"], column["flags"]])
}

#[test]
fn a_town_comes_from_nothing_with_its_known_figures_and_what_is_missing_is_said() {
    let mirror = Mirror::new(shelves::of_demo());
    let program = program(&mirror);
    let found = program.succeed(["init", "00"]).remove(0);
    assert_eq!((&found["communes"], &found["around"]), (&json!(10), &json!(0)));
    for (source, taken) in [
        ("iris", 60),
        ("qpv", 2),
        ("filosofi-iris", 44),
        ("recensement-population", 60),
        ("recensement-logement", 60),
        ("caf-communes", 10),
        ("caf-rsa-iris", 120),
        ("france-services", 5),
        ("data-inclusion", 21),
        ("data-inclusion-structures", 21),
        ("annuaire", 5),
        ("bpe", 22),
        ("recensement-menages", 60),
        ("apl-generalistes", 10),
        ("apl-infirmieres", 10),
        ("apl-dentistes", 10),
        ("apl-sages-femmes", 10),
    ] {
        let outcome = outcome(&found, source);
        assert_eq!((&outcome["state"], &outcome["rejected"]), (&json!("taken"), &json!(0)), "{outcome}");
        if source != "filosofi-iris" {
            assert_eq!(outcome["taken"], taken, "{outcome}");
        }
    }
    let squares = outcome(&found, "carreaux");
    assert!(squares["state"] == "taken" && squares["taken"].as_u64().unwrap() > 0 && squares["rejected"] == 0, "{squares}");
    let missing: Vec<(&str, &str)> = found["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|missing| (missing["source"].as_str().unwrap(), missing["fault"]["code"].as_str().unwrap()))
        .collect();
    assert_eq!(missing, [("adresses", "nothing-there")]);
    assert!(found["missing"].as_array().unwrap().iter().all(|missing| !missing["without"]["fr"].as_str().unwrap().is_empty()));
    let able =
        |method: &str| found["methods"].as_array().unwrap().iter().find(|able| able["method"] == method).unwrap()["possible"].clone();
    assert_eq!((able("coverage"), able("targets"), able("take-up")), (json!(true), json!(true), json!(true)));

    let (server, known) = (program.serve(), Program::with_demo().serve_kept());
    assert_eq!(server.get("/atlas")["fictional"], true);
    for indicator in ["poverty_rate_2021", "disposable_income_uc_median_2021", "population_2021"] {
        assert_eq!(values(&server, indicator), values(&known, indicator), "{indicator}");
    }
    let coverage = server.get("/coverage?theme=acces-aux-droits&limit=30");
    let uncovered = zones(&coverage["zones"], |zone| zone["class"] == "uncovered");
    assert!(planted("gap").is_subset(&uncovered), "found {uncovered:?}");

    found_silent(&server.get("/take-up"));

    let services = server.get("/collections/services/items?limit=1000");
    let lists = |service: &&Value| service["properties"]["duplicates_of"].as_array().is_some_and(|joined| !joined.is_empty());
    let service = services["features"].as_array().unwrap().iter().find(lists).expect("a service of several sources");
    let record = service["properties"]["duplicates_of"][0].as_str().unwrap().replace(':', "%3A");
    assert_eq!(
        server.get(&format!("/collections/services/items/{record}"))["id"],
        service["id"],
        "a joined record answers with its service"
    );

    let told = server.get("/sources");
    let standing = |id: &str| told["sources"].as_array().unwrap().iter().find(|source| source["id"] == id).unwrap().clone();
    assert_eq!((&standing("iris")["state"], &standing("iris")["report"]["taken"]), (&json!("fresh"), &json!(60)));
    assert_eq!(
        (&standing("adresses")["state"], &standing("adresses")["failure"]["fault"]["code"]),
        (&json!("missing"), &json!("nothing-there"))
    );
    assert!(!told.to_string().contains(&mirror.address()), "the mirror is nobody’s business");
    let page = ureq::get(format!("{}/sources?f=html", server.address)).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(page.contains("Où en sont les données") && page.contains("Licence Ouverte 2.0") && !page.contains(&mirror.address()));
    let listed = program.succeed(["sources"]).remove(0);
    assert_eq!(listed.as_array().unwrap().len(), told["sources"].as_array().unwrap().len());
}

#[test]
fn what_has_not_changed_is_neither_sent_nor_imported_and_an_import_can_be_repeated_without_anybody() {
    let mirror = Mirror::new(shelves::of_demo());
    let program = program(&mirror);
    program.succeed(["init", "00"]);
    let before = program.snapshot();
    mirror.forget();
    let found = program.succeed(["update"]).remove(0);
    let states: HashSet<&str> = found["sources"].as_array().unwrap().iter().map(|line| line["state"].as_str().unwrap()).collect();
    assert_eq!(states, HashSet::from(["unchanged", "failed"]));
    let whole = |asked: &super::mirror::Asked| asked.status == 200 && !asked.path.contains("/api/1/datasets/");
    assert!(mirror.asked().iter().all(|asked| !whole(asked)), "{:?}", mirror.asked());
    assert_eq!(program.snapshot(), before);

    mirror.put(shelves::DESKS, Shelf::File("text/csv", [shelves::demo("france_services.csv"), b"\n".to_vec()].concat()));
    let found = program.succeed(["update", "--only", "france-services"]).remove(0);
    assert_eq!(outcome(&found, "france-services")["state"], "taken");
    assert_eq!(found["sources"].as_array().unwrap().len(), 1);
    let before = program.snapshot();

    fs::remove_file(program.folder().join("maillage.sqlite")).unwrap();
    for beside in ["maillage.sqlite-wal", "maillage.sqlite-shm"] {
        _ = fs::remove_file(program.folder().join(beside));
    }
    mirror.forget();
    let day = chrono::Utc::now().date_naive().to_string();
    let found = program.succeed(["update", "--as-of", &day]).remove(0);
    assert_eq!(outcome(&found, "iris")["taken"], 60);
    assert_eq!((program.snapshot(), mirror.asked().len()), (before, 0));
    assert_eq!(program.refused(["update", "--as-of", "2020-01-01", "--only", "nothing"])[0]["code"], "unknown-source");
    let journal = fs::read_to_string(program.folder().join("fetched/journal.jsonl")).unwrap();
    let line: Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert!(line["sha256"].as_str().unwrap().len() == 64 && line["at"].is_string() && line["licence"].is_string(), "{line}");
}

#[test]
fn ones_own_catalogue_brings_what_the_nation_does_not_publish() {
    let mut shelves = shelves::of_demo();
    let mut own = "hosts = [\"data.example.org\"]\nwithout = [\"caf-rsa-iris\", \"caf-communes\"]\n".to_owned();
    for (id, file, format) in
        [("revenus", "revenus_fiscaux_iris_2021.csv", "revenus-quartiers"), ("caf", "caf_iris_2021.csv", "caf-quartiers")]
    {
        shelves.insert(format!("/data.example.org/{file}"), Shelf::File("text/csv", shelves::demo(file)));
        own.push_str(&shelves::entry(id, file, format, ""));
    }
    let mirror = Mirror::new(shelves);
    let program = program(&mirror);
    fs::write(program.folder().join("catalogue.toml"), own).unwrap();
    let found = program.succeed(["init", "00"]).remove(0);
    assert_eq!(outcome(&found, "revenus")["taken"], 60, "{found}");
    found_silent(&program.serve().get("/take-up"));
}

/// With the people of its margin, a municipality has the access that it has in the whole town; they are counted nowhere else.
fn the_edge_is_as_in_the_whole_town(server: &Server, mirror: &Mirror) {
    let whole = program(mirror);
    whole.succeed(["init", "00"]);
    let told = |server: &Server| server.get("/coverage?theme=acces-aux-droits&limit=30");
    let (cut, whole) = (told(server), told(&whole.serve()));
    let margin = &cut["margin"];
    assert!(
        margin["zones"].as_u64().unwrap() > 0 && margin["people"]["value"].as_f64().unwrap() > 0.0 && margin["unknown"] == 0,
        "{margin}"
    );
    let sources: Vec<&str> = margin["sources"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(matches!(sources.as_slice(), [iris, "recensement-population-2021-marge"] if iris.ends_with("-marge")), "{sources:?}");
    assert!(whole["margin"].is_null());
    let access = |zone: &Value| zone["access"]["value"].as_f64().unwrap();
    for zone in cut["zones"].as_array().unwrap() {
        assert!(zone["zone"].as_str().unwrap().starts_with("00104"), "{zone}");
        let same = whole["zones"].as_array().unwrap().iter().find(|other| other["zone"] == zone["zone"]).unwrap();
        assert!((access(zone) - access(same)).abs() <= 1e-6 * access(same).max(1e-3), "{zone} and {same}");
    }
    let counted = |layer: &str| server.get(&format!("/collections/{layer}/items?limit=1000"))["features"].as_array().unwrap().len();
    assert_eq!((counted("iris"), counted("commune")), (cut["zones"].as_array().unwrap().len(), 1));
}

#[test]
fn a_municipality_has_a_margin_and_what_is_no_code_is_refused() {
    let mirror = Mirror::new(shelves::of_demo());
    let program = program(&mirror);
    assert_eq!(program.refused(["update"])[0]["code"], "no-territory");
    assert_eq!(program.refused(["init", "00199"])[0]["code"], "unknown-territory");
    let found = program.succeed(["init", "00104"]).remove(0);
    assert!(found["communes"] == 1 && found["around"].as_u64().unwrap() > 0, "{found}");
    let iris = outcome(&found, "iris")["taken"].as_u64().unwrap();
    assert!((1..30).contains(&iris), "{iris}");
    let server = program.serve();
    let services = server.get("/collections/services/items?limit=1000");
    let beyond = services["features"].as_array().unwrap().iter().filter(|service| service["properties"]["commune"] != "00104").count();
    assert!(beyond > 0, "services of the margin count too");
    the_edge_is_as_in_the_whole_town(&server, &mirror);
    let other = super::program(&mirror);
    other.succeed(["import".as_ref(), repository("fixtures/layouts/BPE21.csv").as_os_str()]);
    assert_eq!(other.refused(["init", "00"])[0]["code"], "real-data-loaded");
}

#[test]
fn an_address_that_the_loaded_base_does_not_know_is_asked_of_a_geocoder_only_where_the_settings_name_one() {
    let found = json!({"type": "FeatureCollection", "features": [{
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [3.9, 43.61]},
        "properties": {"type": "housenumber", "score": 0.97, "citycode": "34172", "label": "8 Avenue Foch"}}]});
    let mirror = Mirror::new(
        [("/data.geopf.fr/geocodage/search".to_owned(), Shelf::File("application/json", found.to_string().into_bytes()))].into(),
    );
    let desks = "source,structure_id,id,nom,description,date_maj,thematiques,zone_eligibilite,modes_accueil,code_insee,adresse,longitude,latitude\n\
        dora,s1,a,Au numéro,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,8 av. Foch,,\n";
    let file = tempfile::NamedTempFile::with_suffix(".csv").unwrap();
    fs::write(file.path(), desks).unwrap();
    let program = program(&mirror);
    program.succeed(["import".as_ref(), file.path().as_os_str()]);
    assert!(mirror.asked().is_empty(), "nobody is asked unless the settings say so");
    let settings = fs::read_to_string(program.folder().join("maillage.toml")).unwrap();
    let geocoding = format!("{settings}[geocoding]\nurl = \"{}/data.geopf.fr/geocodage\"\n", mirror.address());
    fs::write(program.folder().join("maillage.toml"), geocoding).unwrap();
    let report = program.succeed(["import".as_ref(), file.path().as_os_str()]).remove(0);
    assert!(report.to_string().contains("1 found with certainty"), "{report}");
    let asked = mirror.asked();
    assert!(asked.len() == 1 && asked[0].path.contains("citycode=34172") && asked[0].path.contains("q=8+av.+Foch"), "{asked:?}");
    mirror.ail("/data.geopf.fr/geocodage/search", 99, super::mirror::Ill::Status(503, None));
    let report = program.succeed(["import".as_ref(), file.path().as_os_str()]).remove(0);
    assert!(report.to_string().contains("did not answer") && report.to_string().contains("status 503"), "{report}");
}

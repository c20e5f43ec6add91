//! Producers that fail in every way: the edition taken before is served on, marked stale, and the message names the cause.

use std::fs;
use std::time::Duration;

use serde_json::Value;

use super::demo::outcome;
use super::mirror::{Ill, Mirror};
use super::{program, shelves};

/// The directory with one office left of five.
fn shrunk() -> Vec<u8> {
    let mut directory: Value = serde_json::from_slice(&shelves::layout("annuaire.gouv_local.json")).unwrap();
    directory["service"].as_array_mut().unwrap().truncate(1);
    shelves::tar_bz2("2022-01-03-data.gouv_local.json", directory.to_string().as_bytes())
}

fn renamed() -> Vec<u8> {
    let table = String::from_utf8(shelves::layout("BPE21.csv")).unwrap().replacen("TYPEQU", "TYPE_EQUIPEMENT", 1);
    shelves::zip(&[("BPE25.csv", table.as_bytes())])
}

fn half_an_archive() -> Vec<u8> {
    let whole = shelves::zip(&[("BASE_TD_FILO_IRIS_2021_DISP.csv", &shelves::demo("filosofi_iris_2021.csv"))]);
    whole[..whole.len() / 2].to_vec()
}

#[test]
fn whatever_fails_the_former_edition_is_served_and_the_cause_is_named() {
    let mirror = Mirror::new(shelves::of_demo());
    let program = program(&mirror);
    program.succeed(["init", "00"]);
    let before = program.snapshot();
    let ills = [
        ("france-services", shelves::DESKS, Ill::Status(503, Some(0)), "producer-busy"),
        ("filosofi-iris", shelves::FILOSOFI, Ill::Other(half_an_archive()), "truncated-file"),
        ("mediation-numerique", shelves::DIGITAL, Ill::Page("text/csv"), "html-not-data"),
        ("bpe", shelves::BPE, Ill::Other(renamed()), "missing-column"),
        ("data-inclusion", shelves::INCLUSION, Ill::Drip, "too-slow"),
        ("annuaire", shelves::DIRECTORY, Ill::Other(shrunk()), "data-set-shrunk"),
        ("finess", shelves::FINESS, Ill::Redirect("http://169.254.169.254/".to_owned()), "not-https"),
        ("iris", shelves::OUTLINES, Ill::Half, "truncated-download"),
    ];
    for (_, path, ill, _) in &ills {
        mirror.ail(path, usize::MAX, ill.clone());
    }
    // What was brought of it must not be known as the one served: the mirror names states by their content.
    let found = program.succeed(["update"]).remove(0);
    for (source, _, _, code) in &ills {
        let outcome = outcome(&found, source);
        assert_eq!((outcome["state"].as_str(), outcome["fault"]["code"].as_str()), (Some("failed"), Some(*code)), "{outcome}");
        assert!(outcome["kept"].is_string(), "{outcome}");
    }
    let column = &outcome(&found, "bpe")["fault"]["place"]["column"];
    assert!(column == "DEPCOM" || column == "TYPEQU", "{column}");
    assert_eq!(program.snapshot(), before, "nothing that failed changed anything");
    let standings = program.succeed(["sources"]).remove(0);
    let state = |standings: &Value, id: &str| standings.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["state"].clone();
    assert!(ills.iter().all(|(source, ..)| state(&standings, source) == "stale"), "{standings}");

    // The producers recover, and a server that looks by itself finds out.
    mirror.heal();
    let settings = program.folder().join("maillage.toml");
    fs::write(&settings, fs::read_to_string(&settings).unwrap() + "every = \"1h\"\n").unwrap();
    let server = program.serve();
    let all_well = |told: &Value| ills.iter().all(|(source, ..)| state(&told["sources"], source) == "fresh");
    let well = (0..120).any(|_| {
        std::thread::sleep(Duration::from_millis(250));
        all_well(&server.get("/sources"))
    });
    assert!(well, "{}", server.get("/sources"));
    assert_eq!(server.get("/atlas")["snapshot"], before.as_str());
}

#[test]
fn without_outlines_nothing_begins_and_without_a_producer_of_codes_neither() {
    let mirror = Mirror::new(shelves::of_demo());
    let program = program(&mirror);
    mirror.ail(shelves::OUTLINES, usize::MAX, Ill::Status(500, Some(0)));
    for path in [shelves::FINESS, shelves::BPE, shelves::DIRECTORY] {
        mirror.ail(path, usize::MAX, Ill::Status(404, None));
    }
    assert_eq!(program.refused(["init", "00104"])[0]["code"], "producer-busy");
    mirror.ail(shelves::COMMUNES, usize::MAX, Ill::Page("application/json"));
    mirror.ail(shelves::OUTLINES, 0, Ill::Half);
    let found = program.succeed(["init", "00104"]).remove(0);
    assert_eq!(outcome(&found, "iris")["state"], "taken", "codes are resolved by the list kept");
    let other = super::program(&mirror);
    assert_eq!(other.refused(["init", "00104"])[0]["code"], "html-not-data");
}

//! Field notes from a file to the map: into the vault, out as a release, and nowhere else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

#[path = "program/mod.rs"]
mod program;

use std::fmt::Write as _;
use std::path::PathBuf;

use program::Program;
use serde_json::Value;

const HEADER: &str = "zone;day;persons;themes;reason;offered;age;key\n";

/// Writes a file of notes into the folder of the program.
fn file(program: &Program, name: &str, rows: &str) -> PathBuf {
    let path = program.folder().join(name);
    std::fs::write(&path, format!("{HEADER}{rows}")).unwrap();
    path
}

/// Sixty encounters of the first quarter of 2025 in one zone of the demonstration town.
fn sixty() -> String {
    let mut rows = String::new();
    for number in 0..60 {
        writeln!(rows, "001010101;2025-02-{:02};2;sante+acces-aux-droits;non-knowledge;referral;25-59;", number % 28 + 1).unwrap();
    }
    rows
}

fn import(program: &Program, path: &std::path::Path) -> Vec<Value> {
    program.succeed(["notes".as_ref(), "import".as_ref(), path.as_os_str()])
}

fn codes(faults: &[Value]) -> Vec<&str> {
    faults.iter().filter_map(|fault| fault["code"].as_str()).collect()
}

#[test]
fn notes_become_a_release_and_the_release_an_indicator() {
    let program = Program::with_demo();
    let path = file(&program, "notes.csv", &sixty());
    assert_eq!(import(&program, &path)[0]["added"], 60);
    assert_eq!(import(&program, &path)[0]["known"], 60, "the same file adds nothing");

    let made = &program.succeed(["release", "--quarter", "2025-T1"])[0];
    assert_eq!((made["rho"].as_str(), made["left"].as_str()), (Some("0.250"), Some("0.750")));
    let verified = &program.succeed(["releases", "verify"])[0];
    assert_eq!(verified["hash"], made["hash"]);
    assert_eq!(verified["rows"].as_u64(), made["figures"].as_u64().map(|figures| figures + 1));

    let ledger = program.succeed(["releases", "ledger"]);
    assert_eq!((ledger.len(), ledger[0]["quarter"].as_str(), ledger[0]["left_of_year"].as_str()), (1, Some("2025-T1"), Some("0.750")));
    assert_eq!(codes(&program.refused(["release", "--quarter", "2025-T1"])), ["already-released"]);
    let table = program.text(["export", "iris", "--format", "csv"]);
    let header: Vec<&str> = table.lines().next().unwrap().split([',', ';']).collect();
    assert!(header.iter().any(|column| column.contains("field_persons_t1")), "{header:?}");
}

#[test]
fn a_person_a_future_day_or_a_reused_key_refuses_the_whole_file() {
    let program = Program::with_demo();
    let sound = "001010101;2025-02-01;2;sante;;referral;;k1\n";
    let faults = program.refused([
        "notes".as_ref(),
        "import".as_ref(),
        file(&program, "a.csv", &format!("{sound}awa@exemple.fr;2025-02-01;2;sante;;referral;;\n")).as_os_str(),
    ]);
    assert_eq!(codes(&faults), ["personal-data", "notes-refused"]);
    assert_eq!((faults[0]["place"]["row"].as_u64(), faults[0]["place"]["column"].as_str()), (Some(3), Some("zone")));
    assert!(!serde_json::to_string(&faults).unwrap().contains("exemple.fr"));
    let refused = |name: &str, rows: &str| {
        let path = file(&program, name, rows);
        codes(&program.refused(["notes".as_ref(), "import".as_ref(), path.as_os_str()])).first().unwrap().to_string()
    };
    assert_eq!(refused("b.csv", "001010101;2199-02-01;2;sante;;referral;;\n"), "future-day");
    assert_eq!(refused("c.csv", "009999999;2025-02-01;2;sante;;referral;;\n"), "zone-not-loaded");
    assert_eq!(refused("d.csv", "001010101;2025-02-01;10000;sante;;referral;;\n"), "too-many-persons");
    assert_eq!(import(&program, &file(&program, "e.csv", sound))[0]["added"], 1, "what was refused had left a note behind");
    assert_eq!(refused("f.csv", "001010101;2025-02-02;2;sante;;referral;;k1\n"), "key-reused");
}

#[test]
fn a_release_waits_for_its_embargo_and_keeps_to_its_budget() {
    let program = Program::with_demo();
    assert_eq!(codes(&program.refused(["release", "--quarter", "2199-T1"])), ["embargo"]);
    program.succeed(["release", "--quarter", "2025-T2"]);
    assert_eq!(codes(&program.refused(["release", "--quarter", "2025-T1"])), ["earlier-quarter"]);
    std::fs::write(program.folder().join("maillage.toml"), "[notes]\nveto = [\"000000000\"]\n").unwrap();
    assert_eq!(codes(&program.refused(["release", "--quarter", "2025-T3"])), ["unknown-vetoed-zone"]);
}

/// Test 1 of the specification: what the public is answered does not depend on what the vault holds and has not released.
#[test]
fn what_the_public_reads_is_blind_to_the_vault() {
    let program = Program::with_demo();
    import(&program, &file(&program, "a.csv", &sixty()));
    program.succeed(["release", "--quarter", "2025-T1"]);
    let snapshot = program.snapshot();
    let server = program.serve();
    wait_until_remembered(&server.address, &snapshot);
    let before = crawl(&server.address);
    assert!(before.len() > 20, "only {} addresses", before.len());
    import(&program, &file(&program, "b.csv", "001010102;2025-05-03;4;pauvrete;non-demand;nothing;;\n"));
    assert_eq!(program.snapshot(), snapshot);
    drop(server);
    let server = program.serve();
    let after = crawl(&server.address);
    let changed: Vec<&String> = before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| &a.0).collect();
    assert!(before.len() == after.len() && changed.is_empty(), "{changed:?}");
    assert!(!holds_open(&server, "vault.sqlite"), "the server has the vault open");
}

/// Waits until the state served stands in the history: that is written beside the answers, a moment after the first of them.
fn wait_until_remembered(address: &str, snapshot: &str) {
    let remembered = || {
        let history: Value = ureq::get(format!("{address}/changes/history")).call().unwrap().body_mut().read_json().unwrap();
        history["entries"][0]["snapshot"] == snapshot
    };
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !remembered() {
        assert!(std::time::Instant::now() < patience, "the state served was never written into the history");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// Every address of the interface's own description, its blanks filled with what is loaded, and its answer: status and bytes. The
/// address of the server is taken out: its port differs between two runs. Only its counters and its health are left aside.
fn crawl(address: &str) -> Vec<(String, u16, String)> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let get = |path: &str| {
        let mut answer = agent.get(format!("{address}{path}")).header("accept", "application/json, */*").call().unwrap();
        let body = answer.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
        (answer.status().as_u16(), String::from_utf8_lossy(&body).replace(address, ""))
    };
    let description: Value = serde_json::from_str(&get("/api").1).unwrap();
    let with_get = description["paths"].as_object().unwrap().iter().filter(|(_, methods)| methods.get("get").is_some());
    let asked = with_get.map(|(path, _)| path.as_str()).filter(|path| !["/metrics", "/healthz", "/readyz"].contains(path));
    let paths: Vec<String> = asked.flat_map(filled).collect();
    let found: Vec<_> = paths.into_iter().map(|path| (get(&path), path)).map(|((status, body), path)| (path, status, body)).collect();
    let answered = found.iter().filter(|(_, status, _)| *status == 200).count();
    assert!(answered > 25, "{:?}", found.iter().map(|(path, status, _)| (path, status)).collect::<Vec<_>>());
    found
}

/// An address with its blanks filled, in every way that matters here.
fn filled(path: &str) -> Vec<String> {
    let question = match path {
        "/coverage" => "?theme=sante",
        "/isochrones" | "/near" => "?point=0.0,46.0",
        "/collections/{collection}/items" => "?limit=1000",
        _ => "",
    };
    let blanks: [(&str, &[&str]); 7] = [
        ("{collection}", &["iris", "qpv", "services", "gaps", "take-up", "targets"]),
        ("{feature}", &["001010101", "001010102"]),
        ("{code}", &["001010101", "001010102"]),
        ("{geography}", &["iris"]),
        ("{indicator}", &["field_persons_t1_2025", "field_theme_pauvrete_t1_2025", "population_2021"]),
        ("{kind}", &["not-found"]),
        ("{snapshot}", &["current"]),
    ];
    let mut paths = vec![format!("{path}{question}")];
    for (blank, values) in blanks {
        paths = paths
            .iter()
            .flat_map(|path| {
                if path.contains(blank) { values.iter().map(|value| path.replace(blank, value)).collect() } else { vec![path.clone()] }
            })
            .collect();
    }
    paths
}

/// Whether a process has a file of this name open, where the system tells.
fn holds_open(server: &program::Server, name: &str) -> bool {
    let Ok(open) = std::fs::read_dir(format!("/proc/{}/fd", server.id())) else { return false };
    open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok()).any(|file| file.to_string_lossy().contains(name))
}

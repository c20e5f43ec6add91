//! Field notes from a file to the map: into the vault, out as a release, and nowhere else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

#[path = "program/mod.rs"]
mod program;

#[path = "notes/blind.rs"]
mod blind;
#[path = "notes/door.rs"]
mod door;
#[path = "notes/outlines.rs"]
mod outlines;

use std::fmt::Write as _;
use std::path::PathBuf;

use chrono::{Days, NaiveDate, Utc};
use maillage::domain::Quarter;
use program::Program;
use serde_json::Value;

const HEADER: &str = "zone;day;persons;themes;reason;offered;age;key\n";

/// Writes a file of notes into the folder of the program.
fn file(program: &Program, name: &str, rows: &str) -> PathBuf {
    let path = program.folder().join(name);
    std::fs::write(&path, format!("{HEADER}{rows}")).unwrap();
    path
}

/// The last quarter whose embargo is over: notes of it are young enough to be kept, whatever the year.
fn quarter() -> Quarter {
    let today = Utc::now().date_naive();
    let over = Quarter::of(today - Days::new(31)).unwrap();
    Quarter::of(over.first_day() - Days::new(1)).unwrap()
}

/// A day of that quarter, counted from its first.
fn day(number: u64) -> NaiveDate {
    quarter().first_day() + Days::new(number)
}

/// The code of an indicator of its release: `field_persons_t3_2026`.
fn indicator(counted: &str) -> String {
    let words = quarter().to_string().to_lowercase();
    let (year, number) = words.split_once('-').unwrap();
    format!("field_{counted}_{number}_{year}")
}

/// Sixty encounters of that quarter in one zone of the demonstration town.
fn sixty() -> String {
    let mut rows = String::new();
    for number in 0..60 {
        writeln!(rows, "001010101;{};2;sante+acces-aux-droits;non-knowledge;referral;25-59;", day(number % 28)).unwrap();
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

    let words = quarter().to_string();
    let made = &program.succeed(["release", "--quarter", &words])[0];
    assert_eq!((made["rho"].as_str(), made["left"].as_str()), (Some("0.250"), Some("0.750")));
    let verified = &program.succeed(["releases", "verify"])[0];
    assert_eq!(verified["hash"], made["hash"]);
    assert_eq!(verified["rows"].as_u64(), made["figures"].as_u64().map(|figures| figures + 1));

    let ledger = program.succeed(["releases", "ledger"]);
    assert_eq!((ledger.len(), ledger[0]["quarter"].as_str(), ledger[0]["left_of_year"].as_str()), (1, Some(words.as_str()), Some("0.750")));
    assert_eq!(codes(&program.refused(["release", "--quarter", &words])), ["already-released"]);
    let table = program.text(["export", "iris", "--format", "csv"]);
    let header: Vec<&str> = table.lines().next().unwrap().split([',', ';']).collect();
    assert!(header.iter().any(|column| column.contains(&indicator("persons"))), "{header:?}");

    let server = program.serve();
    let column = server.get(&format!("/columns/iris/{}", indicator("theme_pauvrete")));
    let few = |at: usize| column["flags"][at] == "withheld" && column["values"][at].is_null() && column["high"][at] == 10.0;
    assert!((0..column["codes"].as_array().unwrap().len()).any(few), "fewer than eleven is told as such: {column}");
    let met = &server.get("/zones/001010101")["field"];
    assert_eq!((met["quarter"].as_str(), met["reasons"].as_array().map(Vec::len)), (Some(words.as_str()), Some(4)));
    assert!(met["persons"]["value"].as_f64().is_some_and(|persons| (30.0..90.0).contains(&persons)), "{met}");
    let ledger = server.get("/ledger");
    assert_eq!((ledger["head"].as_str(), ledger["entries"].as_array().map(Vec::len)), (made["hash"].as_str(), Some(1)));
    let told = server.get(&format!("/releases/{words}"));
    assert_eq!(
        (told["hash"].as_str(), told["rows"].as_array().map(Vec::len)),
        (made["hash"].as_str(), told["figures"].as_u64().map(|n| n as usize))
    );
}

#[test]
fn a_person_a_future_day_or_a_reused_key_refuses_the_whole_file() {
    let program = Program::with_demo();
    let (one, other) = (day(3), day(4));
    let sound = &format!("001010101;{one};2;sante;;referral;;k1\n");
    let faults = program.refused([
        "notes".as_ref(),
        "import".as_ref(),
        file(&program, "a.csv", &format!("{sound}awa@exemple.fr;{one};2;sante;;referral;;\n")).as_os_str(),
    ]);
    assert_eq!(codes(&faults), ["personal-data", "notes-refused"]);
    assert_eq!((faults[0]["place"]["row"].as_u64(), faults[0]["place"]["column"].as_str()), (Some(3), Some("zone")));
    assert!(!serde_json::to_string(&faults).unwrap().contains("exemple.fr"));
    let refused = |name: &str, rows: &str| {
        let path = file(&program, name, rows);
        codes(&program.refused(["notes".as_ref(), "import".as_ref(), path.as_os_str()])).first().unwrap().to_string()
    };
    assert_eq!(refused("b.csv", "001010101;2199-02-01;2;sante;;referral;;\n"), "future-day");
    let old = Utc::now().date_naive() - Days::new(800);
    assert_eq!(refused("g.csv", &format!("001010101;{old};2;sante;;referral;;\n")), "too-old-day");
    assert_eq!(refused("c.csv", &format!("009999999;{one};2;sante;;referral;;\n")), "zone-not-loaded");
    assert_eq!(refused("d.csv", &format!("001010101;{one};10000;sante;;referral;;\n")), "too-many-persons");
    assert_eq!(import(&program, &file(&program, "e.csv", sound))[0]["added"], 1, "what was refused had left a note behind");
    assert_eq!(refused("f.csv", &format!("001010101;{other};2;sante;;referral;;k1\n")), "key-reused");
}

#[test]
fn what_may_not_be_kept_longer_is_let_go_and_the_log_still_holds() {
    let program = Program::with_demo();
    import(&program, &file(&program, "a.csv", &sixty()));
    let old = program.succeed(["notes", "retain"]);
    assert_eq!((&old[0]["erased"], &old[0]["coarsened"], &old[0]["forgotten"]), (&0.into(), &60.into(), &0.into()));
    assert_eq!(program.succeed(["notes", "retain"])[0]["coarsened"], 0);
    assert_eq!(import(&program, &file(&program, "a.csv", &sixty()))[0]["known"], 60, "a note brought back to its week is the same note");
    assert_eq!(program.succeed(["releases", "verify"])[0]["events"], 2);
    assert_eq!(codes(&program.refused(["notes", "erase", "nobody"])), ["unknown-note"]);
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

/// Whether a process has a file of this name open, where the system tells.
fn holds_open(process: u32, name: &str) -> bool {
    let Ok(open) = std::fs::read_dir(format!("/proc/{process}/fd")) else { return false };
    open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok()).any(|file| file.to_string_lossy().contains(name))
}

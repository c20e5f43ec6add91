//! The red team in the box: the product holds every bound, and careless servers are caught, each by the attack that is made for it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

#[path = "../harness/mod.rs"]
mod harness;
mod mutant;
mod planting;
#[path = "../program/mod.rs"]
mod program;
mod table;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use geo::{Contains, Point};
use harness::TestServer;
use maillage::api::Settings;
use maillage::attack::outline::outline_of;
use maillage::attack::{Attack, Effort, Outcome, Planted, Target, Trial, Verdict, on_instance};
use maillage::disclosure::ledger::Rho;
use maillage::disclosure::release::Counted;
use maillage::domain::{Batch, Geography, Quarter, Reason, Theme};
use maillage::spatial::centre;
use mutant::{Asked, Mutant, Twist};
use planting::{NO_NOISE, Public, fieldwork, met, nesting, release, town, zones};
use program::Program;
use serde_json::{Value, json};

/// A little of everything.
const LITTLE: Effort = Effort { notches: 12, repeats: 12, days: 8, smallest: 1_000.0 };

fn quarter(words: &str) -> Quarter {
    words.parse().unwrap()
}

/// A server over the town and some releases.
fn serving(town: &[Batch], releases: &[Public]) -> TestServer {
    let server = TestServer::empty(Settings::default());
    let batches = releases.iter().map(|release| release.batch.clone());
    server.load_with(town.iter().cloned().chain(batches).collect(), fieldwork(releases));
    server
}

fn sound(town: &[Batch]) -> TestServer {
    serving(town, &[release(&nesting(town), quarter("2025-T1"), &met("001010101", 25), Rho::QUARTER)])
}

/// A server attacked without anything before it.
fn bare(server: &TestServer) -> Vec<Outcome> {
    attacked(&format!("http://{}", server.address))
}

fn attacked(address: &str) -> Vec<Outcome> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { on_instance(&Target::new(address).unwrap(), LITTLE).await }).unwrap_or_else(|fault| panic!("{fault}"))
}

fn broken(outcomes: &[Outcome]) -> Vec<Attack> {
    outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Broken).map(|outcome| outcome.attack).collect()
}

fn words(outcomes: &[Outcome]) -> String {
    outcomes.iter().fold(String::new(), |mut all, outcome| {
        let _ = writeln!(all, "{:?} {:?}: {}", outcome.attack, outcome.verdict, outcome.seen.en);
        all
    })
}

/// What is caught of a server that twists its answers.
fn caught(server: &TestServer, twist: Twist) -> (Vec<Attack>, String) {
    let mutant = Mutant::before(server.address, twist);
    let outcomes = attacked(&mutant.address);
    (broken(&outcomes), words(&outcomes))
}

/// Sets the count of persons inside an outline, in either shape of the answer.
fn set_persons(mut answer: Value, value: Option<f64>) -> Value {
    let measure = json!({"value": value, "flag": if value.is_some() { "estimated" } else { "withheld" }});
    for told in answer["indicators"].as_array_mut().into_iter().flatten() {
        if told["id"].as_str().is_some_and(|id| id.starts_with("field_persons")) {
            told["measure"] = measure.clone();
        }
    }
    for told in answer["released"]["figures"].as_array_mut().into_iter().flatten() {
        if told["counted"] == "persons" {
            told["measure"] = measure.clone();
        }
    }
    answer
}

/// The whole way: notes through the door, two quarters released, served by the built program, attacked by it, with planted releases.
#[test]
fn the_product_holds_every_bound() {
    let program = Program::with_demo();
    let mut rows = "zone;day;persons;themes;reason;offered;age;key\n".to_owned();
    for (zone, count) in [("001010101", 45), ("001010102", 20), ("001030101", 30), ("001030102", 25), ("001030103", 5)] {
        for number in 0..count {
            writeln!(rows, "{zone};2025-0{}-03;1;sante+acces-aux-droits;non-knowledge;referral;;n{zone}{number}", 2 + number % 2 * 3)
                .unwrap();
        }
    }
    let notes = program.folder().join("notes.csv");
    std::fs::write(&notes, rows).unwrap();
    program.succeed(["notes".as_ref(), "import".as_ref(), notes.as_os_str()]);
    program.succeed(["release", "--quarter", "2025-T1"]);
    program.succeed(["release", "--quarter", "2025-T2"]);
    let server = program.serve();
    let report = &program.succeed(["attack", &server.address, "--worlds", "48", "--notches", "12", "--repeats", "24"])[0];
    println!("{report:#}");
    let outcomes = report["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 10);
    assert!(outcomes.iter().all(|outcome| outcome["verdict"] == "held"), "{report:#}");
    assert!(outcomes.iter().all(|outcome| outcome["tries"].as_u64().unwrap() > 0), "{report:#}");
    let membership = outcomes.iter().find(|outcome| outcome["attack"] == "membership").unwrap();
    assert_eq!((membership["planted"].as_bool(), membership["tries"].as_u64()), (Some(true), Some(48)));
}

#[test]
fn an_instance_without_a_release_has_nothing_to_attack_and_nobody_there_is_a_fault() {
    let program = Program::with_demo();
    let server = program.serve();
    let report = &program.succeed(["attack", &server.address])[0];
    assert!(report["outcomes"].as_array().unwrap().iter().all(|outcome| outcome["verdict"] == "nothing-released"));
    drop(server);
    let code = |arguments: &[&str]| program.refused(arguments)[0]["code"].as_str().unwrap().to_owned();
    assert_eq!(code(&["attack", "http://127.0.0.1:1"]), "instance-unreachable");
    assert_eq!(code(&["attack", "file:///etc/passwd"]), "bad-address");
}

/// Polygons counted from the people themselves, with “at least 11” as their only guard: the notch finds them.
#[test]
fn a_threshold_alone_is_caught_by_the_notch() {
    let town = town();
    let people: Vec<Point> = zones(&town, Geography::Iris)
        .iter()
        .flat_map(|zone| {
            let at = centre::inside(&zone.shape);
            (0..14).map(move |number| Point::new(at.lon() + 1e-6 * f64::from(number), at.lat()))
        })
        .collect();
    let threshold: Twist = Arc::new(move |asked: &Asked, answer| {
        if asked.path != "/areas" {
            return answer;
        }
        let outline = outline_of(&asked.body).unwrap();
        let inside = people.iter().filter(|person| outline.outline().contains(*person)).count();
        set_persons(answer, (inside >= 11).then_some(inside as f64))
    });
    let (found, said) = caught(&sound(&town), threshold);
    assert_eq!(found, [Attack::Notch], "{said}");
}

#[test]
fn noise_drawn_afresh_is_caught_by_averaging() {
    let turn = AtomicUsize::new(0);
    let afresh: Twist = Arc::new(move |asked: &Asked, answer| {
        if asked.path != "/areas" {
            return answer;
        }
        let noise = (turn.fetch_add(1, Ordering::Relaxed) * 7 % 5) as f64;
        set_persons(answer, Some(20.0 + noise))
    });
    let (found, said) = caught(&sound(&town()), afresh);
    assert!(found.contains(&Attack::Averaging), "{said}");
}

/// Counts of any ninety days, rolled at will.
#[test]
fn a_window_that_rolls_is_caught() {
    let rolled: Twist = Arc::new(|asked: &Asked, mut answer| {
        let Some(window) = asked.parameter("datetime").filter(|_| asked.path == "/collections/iris/items") else { return answer };
        let day = f64::from(window.bytes().fold(0_u32, |sum, byte| sum * 31 % 97 + u32::from(byte)));
        for feature in answer["features"].as_array_mut().into_iter().flatten() {
            feature["properties"]["field_persons_t1_2025"] = json!(11.25 + day);
        }
        answer
    });
    let (found, said) = caught(&sound(&town()), rolled);
    assert_eq!(found, [Attack::RollingWindow], "{said}");
}

/// A late note put into a quarter that was released already.
#[test]
fn a_quarter_revised_is_caught() {
    const BEFORE: &str = "0123456789abcdef";
    let server = sound(&town());
    let revised: Twist = Arc::new(move |asked: &Asked, mut answer| {
        if asked.path == "/changes/history" {
            return json!({"entries": [{"snapshot": BEFORE}]});
        }
        if asked.parameter("snapshot") == Some(BEFORE) {
            let value = answer["values"].as_array().and_then(|values| values.iter().position(Value::is_number));
            if let Some(zone) = value.filter(|_| asked.path.contains("field_persons")) {
                answer["values"][zone] = json!(answer["values"][zone].as_f64().unwrap() - 1.0);
            }
        }
        answer
    });
    let (found, said) = caught(&server, revised);
    assert_eq!(found, [Attack::Revision], "{said}");
}

/// The same count by neighbourhood and by priority neighbourhood, which cross: the people between them are told apart.
#[test]
fn a_second_zoning_is_caught_by_linkage() {
    let town = town();
    let mut release = release(&nesting(&town), quarter("2025-T1"), &met("001010101", 25), Rho::QUARTER);
    let persons = release.batch.observations.iter().find(|seen| seen.indicator.to_string().starts_with("field_persons")).unwrap().clone();
    let quartiers = zones(&town, Geography::Qpv);
    assert!(!quartiers.is_empty());
    release.batch.observations.extend(quartiers.iter().map(|zone| maillage::domain::Observation {
        geography: Geography::Qpv,
        zone: zone.code.clone(),
        measure: maillage::domain::Measure::estimated(90.0, maillage::domain::Interval::new(70.0, 110.0)),
        ..persons.clone()
    }));
    // Every zone tells, so that each overlap is a difference of two numbers.
    for seen in &mut release.batch.observations {
        if seen.indicator == persons.indicator && seen.measure.value().is_none() {
            seen.measure = maillage::domain::Measure::estimated(20.0, maillage::domain::Interval::new(10.0, 30.0));
        }
    }
    let outcomes = bare(&serving(&town, &[release]));
    assert!(broken(&outcomes).contains(&Attack::Linkage), "{}", words(&outcomes));
}

/// What [`Planted`] says of releases in which a trial was planted by turns.
fn planted(rho: Rho) -> (Planted, Vec<BTreeMap<String, usize>>) {
    let trials: Vec<Trial> = (0..48)
        .map(|at: usize| Trial { release: at, among_many: at.is_multiple_of(2), among_few: (at / 2).is_multiple_of(2), late: false })
        .collect();
    let notes = trials.iter().map(|trial| {
        let mut notes = met("001030101", usize::from(trial.among_many));
        *notes.get_mut("001030103").unwrap() += usize::from(trial.among_few);
        notes
    });
    let counted =
        vec![Counted::Persons, Counted::Theme(Theme::AccesAuxDroits), Counted::Theme(Theme::Sante), Counted::Reason(Reason::NonKnowledge)];
    let notes = notes.collect();
    (Planted { geography: "iris".to_owned(), many: "001030101".to_owned(), few: "001030103".to_owned(), counted, rho, trials }, notes)
}

/// Noise switched off, “moins de 11” kept: whole releases give the one encounter away, and hidden cells are pinned.
#[test]
fn noise_switched_off_is_caught_by_membership_and_by_linear_programming() {
    let town = town();
    let nesting = nesting(&town);
    let (planted, notes) = planted(Rho::QUARTER);
    let quarters = (0..48_u16).map(|at| Quarter::new(2010 + at / 4, (at % 4) as u8 + 1).unwrap());
    let releases: Vec<Public> = quarters.zip(&notes).map(|(quarter, met)| release(&nesting, quarter, met, NO_NOISE)).collect();
    let server = serving(&town, &releases);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let outcomes = runtime.block_on(async {
        let target = Target::new(&format!("http://{}", server.address)).unwrap();
        planted.attack(&planted.read(&target).await.unwrap_or_else(|fault| panic!("{fault}")))
    });
    let area = |attack: Attack| outcomes.iter().find(|outcome| outcome.attack == attack).unwrap().success;
    assert!(area(Attack::Membership) >= 0.95, "{}", words(&outcomes));
    assert!(area(Attack::LinearProgram) >= 0.95, "{}", words(&outcomes));
    assert!(broken(&outcomes).contains(&Attack::Membership) && broken(&outcomes).contains(&Attack::LinearProgram));
    let alone = bare(&serving(&town, &releases[..1]));
    assert!(broken(&alone).contains(&Attack::LinearProgram), "{}", words(&alone));
}

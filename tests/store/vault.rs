//! What every vault does, whichever the database: keeps notes whole, counts each once, never spends what it has not reserved.

use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use maillage::disclosure::chain;
use maillage::disclosure::ledger::{Rho, State};
use maillage::disclosure::noise::SystemBits;
use maillage::disclosure::release::{Counted, Nesting, Order, PublicZone, Raw, Release, exact_counts};
use maillage::domain::{Draft, Encounter, Geography, Quarter};
use maillage::store::vault::{Erased, Note, Noted, Pending, Retained, Vault, open};
use maillage::store::{Address, StoreError};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use crate::batches::code;
use crate::place::Place;

/// Tells the child process which vault to write to.
const CHILD: &str = "MAILLAGE_TEST_NOTE_FOR_EVER_TO";

/// How many notes the child keeps at once.
const FILE: usize = 40;

fn encounter(zone: &str, day: &str, persons: u8) -> Encounter {
    let draft = Draft {
        geography: "iris".to_owned(),
        zone: zone.to_owned(),
        day: day.to_owned(),
        persons: persons.to_string(),
        themes: vec!["sante".to_owned(), "mobilite".to_owned()],
        reason: Some("non-demand".to_owned()),
        offered: "nothing".to_owned(),
        age: Some("25-59".to_owned()),
    };
    Encounter::check(&draft, NaiveDate::from_ymd_opt(2029, 1, 1).unwrap(), |_, _| true).unwrap()
}

fn note(key: &str, day: &str) -> Note {
    Note { key: key.to_owned(), team: None, encounter: encounter("Z1", day, 3) }
}

fn quarter(words: &str) -> Quarter {
    words.parse().unwrap()
}

async fn vault(place: &Place) -> Arc<dyn Vault> {
    open(&place.vault()).await.unwrap()
}

fn code_of<T>(result: Result<T, StoreError>) -> String {
    result.err().map(|error| error.fault().code).unwrap_or_default()
}

async fn pending(vault: &Arc<dyn Vault>, up_to: &str) -> Pending {
    vault.pending(Geography::Iris, quarter(up_to)).await.unwrap()
}

fn drawn(words: &str, pending: &Pending) -> Release {
    let zone = PublicZone { code: code("Z1"), commune: code("C"), epci: None, population: Some(2_000.0) };
    let nesting = Nesting::new(&[zone], 1_000.0, &BTreeSet::new()).unwrap();
    let drawn_on = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let order = Order { quarter: quarter(words), rho: Rho::QUARTER, geography: Geography::Iris, drawn_on };
    Release::draw(order, Raw::count(&pending.encounters, &nesting), &nesting, &mut SystemBits::new()).unwrap()
}

async fn release(vault: &Arc<dyn Vault>, words: &str) {
    vault.reserve(quarter(words), Rho::QUARTER, "reserve").await.unwrap();
    let counted = pending(vault, words).await;
    vault.release(&drawn(words, &counted), &[], &counted, "release").await.unwrap();
}

pub async fn a_note_comes_back_as_it_was(place: &Place) {
    let vault = vault(place).await;
    let bare = Draft {
        geography: "iris".to_owned(),
        zone: "Z2".to_owned(),
        day: "2026-08-02".to_owned(),
        persons: "20".to_owned(),
        themes: vec!["culture".to_owned()],
        offered: "referral".to_owned(),
        ..Draft::default()
    };
    let bare = Encounter::check(&bare, NaiveDate::MAX, |_, _| true).unwrap();
    let notes = [note("a", "2026-08-01"), Note { key: "b".to_owned(), team: None, encounter: bare.clone() }];
    assert_eq!(vault.note(&notes, "import").await.unwrap(), Noted { added: 2, known: 0 });
    let found = pending(&vault, "2026-T3").await.encounters;
    assert!(found == [notes[0].encounter.clone(), bare], "{} encounters came back", found.len());
    assert!(pending(&vault, "2026-T2").await.encounters.is_empty());
}

pub async fn the_same_key_is_the_same_note_and_another_note_under_it_is_refused(place: &Place) {
    let vault = vault(place).await;
    vault.note(&[note("a", "2026-08-01")], "import").await.unwrap();
    assert_eq!(vault.note(&[note("a", "2026-08-01"), note("b", "2026-08-01")], "again").await.unwrap(), Noted { added: 1, known: 1 });
    assert_eq!(vault.note(&[note("a", "2026-08-01")], "third").await.unwrap(), Noted { added: 0, known: 1 });
    let refused = vault.note(&[note("c", "2026-08-01"), note("a", "2026-08-02")], "other").await.unwrap_err().fault();
    assert_eq!((refused.code.as_str(), refused.place.row), ("key-reused", Some(2)));
    assert_eq!(pending(&vault, "2026-T3").await.encounters.len(), 2, "the refused file left a note behind");
    let told: Vec<String> = vault.audit().await.unwrap().into_iter().map(|link| link.line).collect();
    assert_eq!(told, ["import", "again"], "what changed nothing is no event");
}

pub async fn each_note_is_counted_in_one_release_and_late_ones_in_the_next(place: &Place) {
    let vault = vault(place).await;
    vault.note(&[note("a", "2026-02-01"), note("b", "2026-05-01")], "import").await.unwrap();
    release(&vault, "2026-T1").await;
    vault.note(&[note("late", "2026-02-02")], "import").await.unwrap();
    let next = pending(&vault, "2026-T2").await;
    assert_eq!(next.encounters.len(), 2);
    release(&vault, "2026-T2").await;
    assert!(pending(&vault, "2026-T4").await.encounters.is_empty());
    let links = vault.releases().await.unwrap();
    chain::verify(&links, None).unwrap();
    let releases = Release::read(links.iter().map(|link| link.line.as_str())).unwrap();
    assert_eq!(releases.iter().map(|release| release.order.quarter.to_string()).collect::<Vec<_>>(), ["2026-T1", "2026-T2"]);
    assert_eq!(vault.ledger().await.unwrap().spent(2026), Rho::thousandths(500));
}

/// A note that comes in while noise is drawn is not marked as counted.
pub async fn a_note_that_comes_in_meanwhile_waits(place: &Place) {
    let vault = vault(place).await;
    // More than nine, so that the order they came in is one of numbers.
    let dozen: Vec<Note> = (0..12).map(|number| note(&format!("a{number}"), "2026-02-01")).collect();
    vault.note(&dozen, "import").await.unwrap();
    vault.reserve(quarter("2026-T1"), Rho::QUARTER, "reserve").await.unwrap();
    let counted = pending(&vault, "2026-T1").await;
    assert_eq!(counted.last, 12);
    vault.note(&[note("b", "2026-02-01")], "import").await.unwrap();
    vault.release(&drawn("2026-T1", &counted), &[], &counted, "release").await.unwrap();
    assert_eq!(pending(&vault, "2026-T1").await.encounters.len(), 1);
}

pub async fn nothing_is_released_that_was_not_reserved_nor_twice(place: &Place) {
    let vault = vault(place).await;
    let nothing = pending(&vault, "2026-T1").await;
    let made = drawn("2026-T1", &nothing);
    assert_eq!(code_of(vault.release(&made, &[], &nothing, "release").await), "not-reserved");
    vault.reserve(quarter("2026-T1"), Rho::QUARTER, "reserve").await.unwrap();
    assert_eq!(vault.ledger().await.unwrap().entries()[0].state, State::Reserved);
    // The program died before the draw: the reservation is taken up again and costs nothing more.
    let again = open(&place.vault()).await.unwrap();
    assert_eq!(again.reserve(quarter("2026-T1"), Rho::QUARTER, "reserve").await.unwrap().spent(2026), Rho::QUARTER);
    assert_eq!(code_of(again.reserve(quarter("2026-T1"), Rho::thousandths(100), "reserve").await), "other-reservation");
    again.release(&made, &[], &nothing, "release").await.unwrap();
    assert_eq!(code_of(vault.release(&made, &[], &nothing, "release").await), "already-released");
    assert_eq!(code_of(vault.reserve(quarter("2026-T1"), Rho::QUARTER, "reserve").await), "already-released");
    assert_eq!(code_of(vault.reserve(quarter("2026-T2"), Rho::thousandths(751), "reserve").await), "over-budget");
    assert_eq!(vault.audit().await.unwrap().len(), 2);
    assert_eq!(vault.releases().await.unwrap().len(), made.rows.len() + 1);
}

/// Two who import and reserve at once take turns; nothing is lost, and one chain comes of it.
pub async fn two_who_write_take_turns(place: &Place) {
    let (one, other) = (vault(place).await, vault(place).await);
    let turns = |vault: Arc<dyn Vault>, name: &'static str| async move {
        for turn in 0..8 {
            vault.note(&[note(&format!("{name}{turn}"), "2026-08-01")], name).await.unwrap();
        }
    };
    tokio::join!(turns(Arc::clone(&one), "a"), turns(other, "b"));
    assert_eq!(pending(&one, "2026-T3").await.encounters.len(), 16);
    let audit = one.audit().await.unwrap();
    assert_eq!(audit.len(), 16);
    chain::verify(&audit, None).unwrap();
}

/// The public copy grows with the vault and refuses another past.
pub async fn the_public_copy_follows_the_vault_and_no_other(place: &Place) {
    let store = place.open().await;
    let before = store.revision().await.unwrap();
    let chain = chain::extend(chain::START, ["one", "two", "three"].map(str::to_owned));
    store.publish(&chain[..2]).await.unwrap();
    store.publish(&chain).await.unwrap();
    store.publish(&chain).await.unwrap();
    assert_eq!(store.released().await.unwrap(), chain);
    assert!(store.revision().await.unwrap() > before);
    let other = chain::extend(chain::START, ["one", "zwei", "three", "four"].map(str::to_owned));
    let refused = store.publish(&other).await.unwrap_err().fault();
    assert_eq!((refused.code.as_str(), refused.place.row), ("chain-diverged", Some(2)));
    assert_eq!(code_of(store.publish(&chain[..1]).await), "chain-diverged");
    assert_eq!(store.released().await.unwrap(), chain);
}

/// A note is gone once its team takes it back, and its number is given to no other.
pub async fn a_note_is_erased_by_its_key_until_a_release_has_counted_it(place: &Place) {
    let vault = vault(place).await;
    vault.note(&[note("a", "2026-02-01"), note("b", "2026-02-01")], "import").await.unwrap();
    assert_eq!(vault.erase("b", None, "erase").await.unwrap(), Erased::Gone);
    assert_eq!(vault.erase("b", None, "erase").await.unwrap(), Erased::Unknown);
    vault.note(&[note("c", "2026-02-01")], "import").await.unwrap();
    assert_eq!(pending(&vault, "2026-T1").await.last, 3, "the number of the note erased was given again");
    release(&vault, "2026-T1").await;
    assert_eq!(vault.erase("a", None, "erase").await.unwrap(), Erased::Released);
    let audit = vault.audit().await.unwrap();
    assert_eq!(audit.iter().filter(|link| link.line == "erase").count(), 1);
    chain::verify_after(&vault.audit_start().await.unwrap(), &audit, None).unwrap();
}

/// A team reads what bears its mark, page by page, newest first, and takes it back by the key it is listed with; another does not.
pub async fn a_team_reads_its_own_notes_and_no_other(place: &Place) {
    let vault = vault(place).await;
    let of = |key: &str, team: Option<&str>| Note { team: team.map(str::to_owned), ..note(key, "2026-02-03") };
    vault
        .note(&[of("a", Some("north")), of("b", Some("south")), of("c", None), of("d", Some("north")), of("e", Some("north"))], "x")
        .await
        .unwrap();
    let keys = async |after: Option<&str>, limit: i64| {
        let read = vault.notes_of("north", after, limit).await.unwrap();
        read.into_iter().map(|note| note.key).collect::<Vec<_>>()
    };
    assert_eq!((keys(None, 2).await, keys(Some("d"), 2).await), (vec!["e".to_owned(), "d".to_owned()], vec!["a".to_owned()]));
    assert!(keys(Some("b"), 2).await.is_empty(), "the key of another team leads nowhere");
    assert_eq!(vault.erase("b", Some("north"), "erase").await.unwrap(), Erased::Unknown);
    assert_eq!(vault.erase("e", Some("north"), "erase").await.unwrap(), Erased::Gone);
    release(&vault, "2026-T1").await;
    vault.retain(NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()).await.unwrap();
    let read = vault.notes_of("north", None, 9).await.unwrap();
    assert!(
        read.iter()
            .all(|note| note.coarse && note.encounter.day().to_string() == "2026-02-02" && note.released == Some(quarter("2026-T1")))
    );
    let mut marks = vault.marks().await.unwrap();
    marks.sort();
    assert_eq!(marks, ["north", "south"]);
    vault.unmark(&["north".to_owned()]).await.unwrap();
    assert!(vault.notes_of("north", None, 9).await.unwrap().is_empty());
    assert_eq!(vault.marks().await.unwrap(), ["south"]);
}

/// What a release may tell exactly is kept with it, is not changed by notes that go, and goes as a whole.
pub async fn exact_counts_are_frozen_with_their_release_and_go_as_a_whole(place: &Place) {
    let vault = vault(place).await;
    let seven: Vec<Note> = (0..7).map(|number| note(&format!("n{number}"), if number < 3 { "2026-01-02" } else { "2026-03-20" })).collect();
    vault.note(&seven, "import").await.unwrap();
    vault.reserve(quarter("2026-T1"), Rho::QUARTER, "reserve").await.unwrap();
    let counted = pending(&vault, "2026-T1").await;
    let zone = PublicZone { code: code("Z1"), commune: code("C"), epci: None, population: Some(2_000.0) };
    let nesting = Nesting::new(&[zone], 1_000.0, &BTreeSet::new()).unwrap();
    let exact = exact_counts(&Raw::count(&counted.encounters, &nesting), &nesting);
    vault.release(&drawn("2026-T1", &counted), &exact, &counted, "release").await.unwrap();
    let kept = async || vault.exact(None).await.unwrap();
    assert_eq!((kept().await.len(), kept().await[0].places[0].count(Counted::Persons)), (1, Some(7)));
    // Three of the notes are over 24 months old, and the table is the same: nobody counts them by what goes.
    let retained = vault.retain(NaiveDate::from_ymd_opt(2028, 2, 1).unwrap()).await.unwrap();
    assert_eq!((retained.erased, kept().await[0].places[0].count(Counted::Persons)), (3, Some(7)));
    assert!(vault.exact(Some(quarter("2026-T2"))).await.unwrap().is_empty());
    vault.retain(NaiveDate::from_ymd_opt(2028, 4, 1).unwrap()).await.unwrap();
    assert!(kept().await.is_empty());
}

/// A release that counted a note taken back meanwhile is not kept: its reservation stands, and it is drawn anew.
pub async fn a_note_erased_while_noise_is_drawn_undoes_the_release(place: &Place) {
    let vault = vault(place).await;
    vault.note(&[note("a", "2026-02-01"), note("b", "2026-02-01")], "import").await.unwrap();
    vault.reserve(quarter("2026-T1"), Rho::QUARTER, "reserve").await.unwrap();
    let counted = pending(&vault, "2026-T1").await;
    vault.erase("b", None, "erase").await.unwrap();
    vault.note(&[note("c", "2026-02-01")], "import").await.unwrap();
    assert_eq!(code_of(vault.release(&drawn("2026-T1", &counted), &[], &counted, "release").await), "notes-changed");
    assert!(vault.releases().await.unwrap().is_empty());
    release(&vault, "2026-T1").await;
    assert_eq!(vault.ledger().await.unwrap().spent(2026), Rho::QUARTER);
    assert!(pending(&vault, "2026-T1").await.encounters.is_empty());
}

/// Notes over 24 months old, days over 30 days old, lines of the log over 12 months old: at their very edges.
pub async fn what_is_too_old_is_let_go_of_and_the_log_still_holds(place: &Place) {
    let vault = vault(place).await;
    let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let days = ["2024-11-24", "2024-11-25", "2026-10-25", "2026-10-26"];
    for (index, day) in days.into_iter().enumerate() {
        let event = ["2025-11-24|one", "2025-11-24|two", "2025-11-25|three", "2026-01-01|four"][index];
        vault.note(&[note(day, day)], event).await.unwrap();
    }
    assert_eq!(vault.retain(today).await.unwrap(), Retained { erased: 1, coarsened: 2, forgotten: 2 });
    assert_eq!(vault.retain(today).await.unwrap(), Retained::default());
    let kept: Vec<String> = pending(&vault, "2026-T4").await.encounters.iter().map(|note| note.day().to_string()).collect();
    assert_eq!(kept, ["2024-11-25", "2026-10-19", "2026-10-26"], "a Monday, the Monday before, and a day that is young enough");
    let again = vault.note(&[note("2026-10-25", "2026-10-25")], "again").await.unwrap();
    assert_eq!(again, Noted { added: 0, known: 1 }, "a note brought back to its week is the same note");
    let (audit, start) = (vault.audit().await.unwrap(), vault.audit_start().await.unwrap());
    assert_eq!(
        audit.iter().map(|link| link.line.as_str()).collect::<Vec<_>>(),
        ["2025-11-25|three", "2026-01-01|four", "2026-11-25|retain|1|2|2"]
    );
    chain::verify_after(&start, &audit, None).unwrap();
    assert!(chain::verify(&audit, None).is_err(), "the log began anew");
    assert_eq!(vault.retain(NaiveDate::from_ymd_opt(2029, 1, 1).unwrap()).await.unwrap().forgotten, 2, "the last line stays");
    vault.note(&[note("late", "2028-12-01")], "late").await.unwrap();
    chain::verify_after(&vault.audit_start().await.unwrap(), &vault.audit().await.unwrap(), None).unwrap();
}

/// How often the process is killed: ten times, or as `MAILLAGE_TEST_KILLS` says.
fn kills() -> u32 {
    std::env::var("MAILLAGE_TEST_KILLS").map_or(10, |number| number.parse().unwrap())
}

/// Killed at random instants, a vault holds whole files only, one event for each, and a chain that is whole.
pub async fn a_killed_process_leaves_whole_files(place: &Place) {
    let mut random = Pcg64::seed_from_u64(13);
    for _ in 0..kills() {
        let before = vault(place).await.audit().await.unwrap().len();
        let mut child = spawn_noting_child(place);
        wait_for_a_file(place, before, &mut child).await;
        tokio::time::sleep(Duration::from_micros(random.random_range(0..40_000))).await;
        child.kill().unwrap();
        child.wait().unwrap();
        let vault = vault(place).await;
        let (notes, audit) = (pending(&vault, "2026-T4").await.encounters.len(), vault.audit().await.unwrap());
        assert_eq!(notes, audit.len() * FILE, "{} files", audit.len());
        chain::verify(&audit, None).unwrap();
    }
}

fn spawn_noting_child(place: &Place) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["note_for_ever", "--ignored"])
        .env(CHILD, place.vault_url())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

async fn wait_for_a_file(place: &Place, before: usize, child: &mut Child) {
    let vault = vault(place).await;
    let start = Instant::now();
    while vault.audit().await.unwrap().len() == before {
        assert!(child.try_wait().unwrap().is_none() && start.elapsed() < Duration::from_mins(1), "the child keeps nothing");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// The child's part; without an address it has nothing to do.
#[tokio::test]
#[ignore = "the part of the process that is killed"]
async fn note_for_ever() {
    let Ok(address) = std::env::var(CHILD) else { return };
    let vault = open(&address.parse::<Address>().unwrap()).await.unwrap();
    for turn in 0.. {
        let key = |row: usize| format!("{}-{turn}-{row}", std::process::id());
        let notes: Vec<Note> = (0..FILE).map(|row| note(&key(row), "2026-08-01")).collect();
        vault.note(&notes, "import").await.unwrap();
    }
}

/// The file of the vault is its owner's alone; in PostgreSQL, the role that serves the public is denied every table.
pub async fn nobody_else_opens_the_vault(place: &Place) {
    vault(place).await.note(&[note("a", "2026-08-01")], "import").await.unwrap();
    match place.vault() {
        Address::Sqlite(path) => {
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                for file in [path.clone(), path.with_extension("sqlite-wal")].into_iter().filter(|file| file.exists()) {
                    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "{}", file.display());
                }
            }
        }
        Address::Postgres(_) => {
            for table in ["encounter", "ledger", "released", "audit", "turn", "kept_from"] {
                let refused = place.as_public_role(&format!("SELECT * FROM maillage_vault.{table}")).await;
                assert_eq!(refused.as_deref(), Some("42501"), "{table} is open to the role of the public");
            }
        }
    }
}

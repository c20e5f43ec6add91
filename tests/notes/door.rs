//! The door of notes as a town runs it: accounts, a server, the process behind which the vault lies, killed and opened again.

use std::time::{Duration, Instant};

use chrono::{Days, Utc};
use maillage::access::{AccountPlace, Actor, Password, Role, event};
use maillage::store::Address;
use maillage::store::accounts::{NewAccount, open};
use serde_json::{Value, json};
use ureq::Agent;

use crate::program::{Program, Server};
use crate::{file, holds_open, import, quarter, sixty};

const PASSWORD: &str = "quatre mots bien longs";

/// The demonstration town, with a team and an open door.
fn town() -> Program {
    let program = Program::with_demo();
    std::fs::write(program.folder().join("maillage.toml"), "[notes]\naccept = true\n").unwrap();
    let address = Address::Sqlite(program.folder().join("maillage.sqlite"));
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let new = NewAccount {
            login: "camille".parse().unwrap(),
            place: AccountPlace { role: Role::Outreach, territory: "*".parse().unwrap(), team: Some("maraude".to_owned()) },
            password: Some(Password::chosen(PASSWORD).unwrap().hash().unwrap()),
        };
        open(&address).await.unwrap().add(&new, 0, &event(0, Actor::Operator, "account added", "{}")).await.unwrap();
    });
    program
}

/// Camille, signed in.
struct Team<'a> {
    server: &'a Server,
    agent: Agent,
    cookie: String,
    token: String,
}

impl<'a> Team<'a> {
    fn sign_in(server: &'a Server) -> Self {
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        let body = json!({"login": "camille", "password": PASSWORD}).to_string();
        let mut answer = agent.post(format!("{}/session", server.address)).header("content-type", "application/json").send(body).unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let said: Value = answer.body_mut().read_json().unwrap();
        Self { server, agent, cookie, token: said["token"].as_str().unwrap().to_owned() }
    }

    fn send(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let request = self.agent.post(format!("{}{path}", self.server.address)).header("content-type", "application/json");
        let request = request.header("cookie", &self.cookie).header("maillage-token", &self.token).header("idempotency-key", key);
        let mut answer = request.send(body.to_string()).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
    }

    /// Sends a note until the door is open, at most for half a minute.
    fn note(&self, key: &str, body: &Value) -> (u16, Value) {
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            let (status, said) = self.send("/observations", key, body);
            if status != 503 || Instant::now() > patience {
                return (status, said);
            }
            assert_eq!(said["type"], "/problems/notes-door-closed");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn get(&self, path: &str) -> (u16, Value) {
        let mut answer = self.agent.get(format!("{}{path}", self.server.address)).header("cookie", &self.cookie).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
    }

    fn erase(&self, key: &str) -> u16 {
        let request = self.agent.delete(format!("{}/observations/{key}", self.server.address));
        request.header("cookie", &self.cookie).header("maillage-token", &self.token).call().unwrap().status().as_u16()
    }
}

fn note(days_ago: i64) -> Value {
    let day = Utc::now().date_naive() - chrono::TimeDelta::days(days_ago);
    json!({"zone": "001010101", "geography": "iris", "day": day, "persons": 2, "themes": ["sante"], "reason": null, "offered": "referral"})
}

/// The number of the process that a process started, where the system tells.
fn child_of(parent: u32) -> Option<u32> {
    let numbers = std::fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let mut children = numbers.filter(|number| {
        let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        after.split_whitespace().nth(1) == Some(&parent.to_string())
    });
    children.next()
}

#[test]
fn a_note_goes_through_the_door_and_only_the_door_opens_the_vault() {
    let program = town();
    let server = program.serve();
    let team = Team::sign_in(&server);
    assert_eq!(team.note("key-0001", &note(2)), (201, json!({"stored": "new"})));
    assert_eq!(team.note("key-0001", &note(2)), (200, json!({"stored": "known"})));
    let (status, said) = team.note("key-0001", &note(3));
    assert_eq!((status, said["type"].as_str()), (409, Some("/problems/key-reused")));
    let (status, said) = team.note("key-0002", &note(-3));
    assert_eq!((status, said["type"].as_str(), said["place"]["pointer"].as_str()), (422, Some("/problems/future-day"), Some("/day")));
    let (_, said) = team.note("key-0002", &note(800));
    assert_eq!(said["type"], "/problems/too-old-day");
    assert_eq!((team.erase("key-0001"), team.erase("key-0001")), (204, 404));
    assert!(!holds_open(server.id(), "vault.sqlite"), "the server has the vault open");
    let Some(door) = child_of(server.id()) else { return };
    assert!(holds_open(door, "vault.sqlite"), "nobody has the vault open");

    // Killed, it is opened again; what was acknowledged is there.
    assert_eq!(team.note("key-0003", &note(2)).0, 201);
    assert!(std::process::Command::new("kill").args(["-9", &door.to_string()]).status().unwrap().success());
    assert_eq!(team.note("key-0003", &note(2)), (200, json!({"stored": "known"})));
    assert_ne!(child_of(server.id()), Some(door));
    drop(server);
    let audit = program.succeed(["releases", "verify"]);
    assert_eq!(audit[0]["events"], 3, "two notes kept, one of them erased: {audit:?}");
}

#[test]
fn a_team_reads_back_what_it_noted_and_exact_counts_of_what_was_released() {
    let program = town();
    import(&program, &file(&program, "a.csv", &sixty()));
    let quarter = quarter().to_string();
    program.succeed(["release", "--quarter", &quarter]);
    let server = program.serve();
    let team = Team::sign_in(&server);
    assert_eq!(team.note("key-0001", &note(2)).0, 201);
    assert_eq!(team.note("key-0002", &note(3)).0, 201);
    let (status, read) = team.get("/observations");
    let notes = read["notes"].as_array().unwrap();
    assert_eq!((status, notes.len()), (200, 2), "notes of a file are no team's: {read}");
    assert_eq!((&notes[0]["day"], &notes[0]["released"]), (&note(3)["day"], &Value::Null));
    let key = notes[1]["key"].as_str().unwrap();
    assert_ne!(key, "key-0001", "what the vault knows is a fingerprint");
    assert_eq!((team.erase(key), team.erase(key), team.erase("key-0002")), (204, 404, 204));

    let (status, told) = team.get("/exact-counts?zone=001010101");
    let place = &told["quarters"][0]["places"][0];
    assert_eq!((status, told["quarters"][0]["quarter"].as_str()), (200, Some(quarter.as_str())), "{told}");
    assert_eq!((&place["zones"], &place["counts"][0]["count"]), (&json!(["001010101"]), &json!(60)));
    let counted = |name: &str| place["counts"].as_array().unwrap().iter().find(|count| count["counted"] == name).unwrap()["count"].clone();
    // All sixty spoke of the same two themes and gave the same reason: told whole, they would say of the others that nobody did.
    assert_eq!((counted("theme:acces-aux-droits"), counted("theme:sante")), (Value::Null, json!(60)));
    assert_eq!((counted("reason:non-knowledge"), counted("reason:non-demand")), (Value::Null, Value::Null));
    let (_, untold) = team.get("/exact-counts?zone=001010102");
    assert_eq!(untold["quarters"][0]["places"], json!([]), "where nobody was met, nothing is told");
    assert_eq!(ureq::get(format!("{}/exact-counts?zone=001010101", server.address)).call().unwrap_err().to_string(), "http status: 401");
    let ledger = server.get("/ledger");
    let log = &ledger["entries"][0]["log"];
    drop(server);
    assert!(log["line"].as_u64().is_some_and(|line| line > 0) && log["hash"].as_str().is_some_and(|hash| hash.len() == 64), "{ledger}");
    assert_eq!(program.succeed(["audit", "verify"])[0]["published"], 1);
    let readings = program.succeed(["audit", "list"]).iter().filter(|line| line["what"] == "exact-counts").count();
    assert_eq!(readings, 2);
    // Once its last account is gone, nothing says any more whose the notes were.
    program.succeed(["accounts", "remove", "camille"]);
    program.succeed(["notes", "retain"]);
}

#[test]
fn a_service_seen_in_place_is_as_fresh_as_that_day() {
    let program = town();
    let server = program.serve();
    let before = server.get("/collections/services/items?limit=2");
    let ids = [0, 1].map(|at| before["features"][at]["properties"]["id"].as_str().unwrap().to_owned());
    let team = Team::sign_in(&server);
    let today = Utc::now().date_naive();
    let seen = json!({"service": ids[0], "day": today, "state": "there"});
    assert_eq!(team.send("/service-checks", "key-0001", &seen), (201, json!({"stored": "new"})));
    assert_eq!(team.send("/service-checks", "key-0001", &seen).0, 200);
    let yesterday = today - Days::new(1);
    assert_eq!(team.send("/service-checks", "key-0002", &json!({"service": ids[1], "day": yesterday, "state": "closed"})).0, 201);
    assert_eq!(team.send("/service-checks", "key-0002", &json!({"service": ids[1], "day": yesterday, "state": "there"})).0, 409);
    let (status, said) = team.send("/service-checks", "key-0003", &json!({"service": ids[0], "day": "2199-01-01", "state": "there"}));
    assert_eq!((status, said["type"].as_str()), (422, Some("/problems/future-day")));
    let of = |answer: &Value, at: usize, name: &str| answer["features"][at]["properties"][name].as_str().unwrap_or("-").to_owned();
    let patience = Instant::now() + Duration::from_mins(1);
    loop {
        let after = server.get("/collections/services/items?limit=2");
        if of(&after, 1, "sighting") == "closed" {
            assert_eq!((of(&after, 0, "updated"), of(&after, 0, "sighting")), (today.to_string(), "there".to_owned()));
            assert_eq!((of(&after, 1, "updated"), of(&after, 1, "seen")), (of(&before, 1, "updated"), yesterday.to_string()));
            return;
        }
        assert!(Instant::now() < patience, "the checks never came to the map: {after}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

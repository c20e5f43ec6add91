//! Field notes and checks of services over HTTP: who may send them, what is refused by which name, and that no answer repeats what
//! was typed. What stands behind the door is another test's affair.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use maillage::access::Role;
use maillage::api::Settings;
use maillage::api::door::{Door, ExactQuarter, OwnNote, Sent, SentCheck, Taken, closed};
use maillage::disclosure::release::{COUNTED, ExactPlace};
use maillage::domain::{Draft, Fault, Quarter, Text};
use serde_json::{Value, json};
use ureq::Body;
use ureq::http::Response;

use crate::harness::people::{House, Visitor};
use crate::harness::{TestServer, header, problem};

/// A door that remembers keys, and nothing else of what it takes.
#[derive(Debug, Default)]
struct Sill {
    keys: Mutex<BTreeMap<String, String>>,
    shut: bool,
}

impl Sill {
    fn take(&self, key: String, what: &str) -> Result<Taken, Fault> {
        match self.keys.lock().unwrap().insert(key, what.to_owned()) {
            None => Ok(Taken::New),
            Some(known) if known == what => Ok(Taken::Known),
            Some(_) => Err(Fault::new("key-reused", Text::same("reused"), Text::same(""))),
        }
    }
}

#[async_trait]
impl Door for Sill {
    async fn note(&self, sent: Sent) -> Result<Taken, Fault> {
        if self.shut { Err(closed()) } else { self.take(format!("{} {}", sent.by, sent.key), &sent.draft.day) }
    }

    async fn erase(&self, by: String, key: String) -> Result<(), Fault> {
        let known = self.keys.lock().unwrap().remove(&format!("{by} {key}"));
        known.map(drop).ok_or_else(|| Fault::new("unknown-note", Text::same("none"), Text::same("")))
    }

    async fn notes(&self, by: String, after: Option<String>, limit: u16) -> Result<Vec<OwnNote>, Fault> {
        let keys = self.keys.lock().unwrap();
        let own = keys.iter().filter_map(|(key, day)| Some((key.strip_prefix(&format!("{by} "))?.to_owned(), day.clone()))).rev();
        let rest = own.skip_while(|(key, _)| after.as_ref().is_some_and(|after| key >= after));
        Ok(rest.take(usize::from(limit)).map(|(key, day)| listed(key, day)).collect())
    }

    async fn exact(&self, quarter: Option<Quarter>, zones: Vec<String>) -> Result<Vec<ExactQuarter>, Fault> {
        let counts = format!("12{}", ",".repeat(COUNTED - 1));
        let place = |zones: &str| ExactPlace::from_words("zone", zones, &counts).unwrap();
        let mut places = vec![place("990010001"), place("990010002"), place("990010001+750560101")];
        places.retain(|place| place.zones.iter().any(|zone| zones.contains(&zone.to_string())));
        let told = ExactQuarter { quarter: "2026-T2".parse().unwrap(), places };
        Ok(if quarter.is_some_and(|quarter| quarter != told.quarter) { Vec::new() } else { vec![told] })
    }

    async fn check(&self, sent: SentCheck) -> Result<Taken, Fault> {
        self.take(format!("{} {}", sent.by, sent.key), &format!("{} {} {}", sent.service, sent.day, sent.sighting.code()))
    }
}

fn listed(key: String, day: String) -> OwnNote {
    let draft = Draft {
        geography: "iris".to_owned(),
        zone: "990010001".to_owned(),
        day,
        persons: "2".to_owned(),
        themes: vec!["sante".to_owned()],
        reason: None,
        offered: "referral".to_owned(),
        age: None,
    };
    OwnNote { key, draft, week: false, released: None }
}

fn house() -> House {
    let house = House::with(|settings| Settings { door: Some(Arc::new(Sill::default())), ..settings });
    house.add("camille", Role::Outreach, "99001");
    house.add("elsewhere", Role::Outreach, "34172");
    house.add("planner", Role::Planner, "99001");
    house
}

fn note() -> Value {
    json!({"zone": "990010001", "geography": "iris", "day": "2026-11-20", "persons": 2, "themes": ["sante"], "reason": "non-demand", "offered": "referral"})
}

fn send(visitor: &Visitor<'_>, key: &str, body: &Value) -> Response<Body> {
    visitor.post_with("/observations", body, &[("maillage-token", &visitor.token), ("idempotency-key", key)])
}

fn told(mut response: Response<Body>) -> (u16, Value) {
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap())
}

fn kind(response: Response<Body>) -> (u16, String, String) {
    let (status, problem) = problem(response);
    let text = problem.to_string();
    assert!(!text.contains("Durand") && !text.contains("exemple.fr"), "{text}");
    let kind = problem["type"].as_str().unwrap().trim_start_matches("/problems/").to_owned();
    (status, kind, problem["place"]["pointer"].as_str().unwrap_or("-").to_owned())
}

#[test]
fn a_team_sends_a_note_once_however_often_it_is_sent() {
    let house = house();
    let camille = house.sign_in("camille");
    let first = send(&camille, "key-0001", &note());
    assert_eq!(header(&first, "cache-control"), "no-store");
    assert_eq!(told(first), (201, json!({"stored": "new"})));
    assert_eq!(told(send(&camille, "key-0001", &note())), (200, json!({"stored": "known"})));
    let mut other = note();
    other["day"] = json!("2026-11-19");
    assert_eq!(kind(send(&camille, "key-0001", &other)).1, "key-reused");
    assert_eq!(camille.delete("/observations/key-0001").status(), 204);
    assert_eq!(kind(camille.delete("/observations/key-0001")).0, 404);
    assert!(house.log().iter().any(|line| line.contains("note-erased")), "{:?}", house.log());
}

#[test]
fn a_team_reads_its_own_notes_page_by_page_and_takes_them_back() {
    let house = house();
    let camille = house.sign_in("camille");
    for key in ["key-0001", "key-0002", "key-0003"] {
        assert_eq!(told(send(&camille, key, &note())).0, 201);
    }
    let answer = camille.get("/observations?limit=2");
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let (status, page) = told(answer);
    assert_eq!((status, page["notes"][0]["key"].as_str(), page["notes"].as_array().map(Vec::len)), (200, Some("key-0003"), Some(2)));
    assert_eq!((page["notes"][0]["persons"].as_u64(), page["notes"][0]["week"].as_bool()), (Some(2), Some(false)));
    let rest = told(camille.get(&format!("/observations?limit=2&after={}", page["next"].as_str().unwrap()))).1;
    assert_eq!((rest["notes"][0]["key"].as_str(), &rest["next"]), (Some("key-0001"), &Value::Null));
    assert_eq!(camille.delete("/observations/key-0001").status(), 204);
    assert_eq!(told(camille.get("/observations")).1["notes"].as_array().map(Vec::len), Some(2));
    assert_eq!(told(house.sign_in("elsewhere").get("/observations")).1["notes"], json!([]), "another team reads none of them");
    assert_eq!(kind(house.sign_in("planner").get("/observations")).0, 403);
    assert_eq!(kind(house.server.get("/observations")).0, 401);
    assert_eq!(kind(camille.get("/observations?limit=101")).0, 400);
    assert!(house.log().iter().any(|line| line.contains("own-notes")), "{:?}", house.log());
}

#[test]
fn exact_counts_are_told_in_ones_own_territory_alone_and_each_reading_is_logged() {
    let house = house();
    let planner = house.sign_in("planner");
    let readings = || house.log().iter().filter(|line| line.contains("|exact-counts|")).count();
    let answer = planner.get("/exact-counts?zone=990010001");
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let (status, counts) = told(answer);
    assert_eq!((status, counts["told_from"].as_u64(), readings()), (200, Some(5), 1));
    let places = counts["quarters"][0]["places"].as_array().unwrap();
    assert_eq!(places.len(), 1, "what lies partly in another's territory is not told: {places:?}");
    assert_eq!(
        (&places[0]["zones"], &places[0]["counts"][0]["count"], &places[0]["counts"][1]["count"]),
        (&json!(["990010001"]), &json!(12), &Value::Null)
    );
    assert_eq!(told(house.sign_in("camille").get("/exact-counts?zone=990010001")).0, 200);
    assert_eq!(told(planner.get("/exact-counts?zone=990010001&quarter=2026-T1")).1["quarters"], json!([]));
    assert_eq!(readings(), 3);
    // Another's territory is not to be told from nothing at all.
    let elsewhere = house.sign_in("elsewhere");
    let (foreign, absent) = (kind(elsewhere.get("/exact-counts?zone=990010001")), kind(elsewhere.get("/exact-counts?zone=999999999")));
    assert_eq!((foreign.0, &foreign), (404, &absent));
    assert_eq!(kind(house.server.get("/exact-counts?zone=990010001")).0, 401);
    assert_eq!(kind(planner.get("/exact-counts")).1, "missing-parameter");
    assert_eq!(kind(planner.get("/exact-counts?zone=990010001&since=2026-01-01")).1, "unknown-parameter", "there is no window to roll");
    assert_eq!(readings(), 3);
}

#[test]
fn only_a_team_writes_and_only_in_its_territory() {
    let house = house();
    let anonymous = house.server.agent.post(house.server.url("/observations")).header("content-type", "application/json");
    assert_eq!(kind(anonymous.header("idempotency-key", "key-0001").send(note().to_string()).unwrap()).0, 401);
    assert_eq!(kind(send(&house.sign_in("planner"), "key-0001", &note())), (403, "not-allowed".to_owned(), "-".to_owned()));
    let elsewhere = house.sign_in("elsewhere");
    assert_eq!(kind(send(&elsewhere, "key-0001", &note())).0, 404);
    let check = json!({"service": service(&house.server), "day": "2026-11-20", "state": "closed"});
    let keyed = |visitor: &Visitor<'_>| {
        visitor.post_with("/service-checks", &check, &[("maillage-token", &visitor.token), ("idempotency-key", "key-0002")])
    };
    assert_eq!(kind(keyed(&elsewhere)).0, 404);
    assert_eq!(kind(keyed(&house.sign_in("planner"))).0, 403);
    assert_eq!(told(keyed(&house.sign_in("camille"))), (201, json!({"stored": "new"})));
}

/// A service of the town that stands in one of its zones.
fn service(server: &TestServer) -> String {
    let services = server.json("/collections/services/items?limit=100");
    let inside = services["features"].as_array().unwrap().iter().find(|feature| feature["properties"]["zone"].is_string()).unwrap();
    inside["properties"]["id"].as_str().unwrap().to_owned()
}

#[test]
fn each_fault_of_a_note_has_its_name_and_its_place() {
    let house = house();
    let camille = house.sign_in("camille");
    let cases: [(&str, Value, u16, &str, &str); 13] = [
        ("zone", json!("mme.durand@exemple.fr"), 422, "personal-data", "/zone"),
        ("offered", json!("Mme Durand"), 422, "personal-data", "/offered"),
        ("Mme Durand", json!(1), 422, "personal-data", ""),
        ("comment", json!("calme"), 422, "bad-body", ""),
        ("zone", json!("990019999"), 422, "zone-not-loaded", "/zone"),
        ("geography", json!("commune"), 422, "zone-not-loaded", "/zone"),
        ("day", json!("20/11/2026"), 422, "bad-day", "/day"),
        ("persons", json!(10_000), 422, "too-many-persons", "/persons"),
        ("persons", json!(-1), 422, "bad-persons", "/persons"),
        ("themes", json!([]), 422, "no-theme", "/themes"),
        ("themes", json!(["sante", "culture", "mobilite"]), 422, "too-many-themes", "/themes"),
        ("reason", json!("shyness"), 422, "unknown-reason", "/reason"),
        ("offered", json!("tea"), 422, "unknown-offer", "/offered"),
    ];
    for (member, value, status, name, pointer) in cases {
        let mut body = note();
        body[member] = value;
        assert_eq!(kind(send(&camille, "key-0003", &body)), (status, name.to_owned(), pointer.to_owned()), "{member}");
    }
    let without_key = camille.post("/observations", &note());
    assert_eq!(kind(without_key).1, "missing-idempotency-key");
    assert_eq!(kind(send(&camille, "a b", &note())).1, "bad-idempotency-key");
    let mut long = note();
    long["zone"] = json!("9".repeat(5_000));
    assert_eq!(kind(send(&camille, "key-0004", &long)).0, 413);
    let form = camille.post_with("/observations", &note(), &[("maillage-token", &camille.token), ("content-type", "text/plain")]);
    assert!(form.status().is_client_error());
}

#[test]
fn each_fault_of_a_check_has_its_name_and_its_place() {
    let house = house();
    let camille = house.sign_in("camille");
    let service = service(&house.server);
    for (body, name, pointer) in [
        (json!({"service": "Mme Durand", "day": "2026-11-20", "state": "there"}), "unknown-service", "/service"),
        (json!({"service": service, "day": "2026-11-20", "state": "gone"}), "unknown-sighting", "/state"),
        (json!({"service": service, "day": "2026-11-20", "state": "there", "Mme Durand": 1}), "personal-data", ""),
        (json!({"service": service, "state": "there"}), "bad-body", "/day"),
        (json!({"service": service, "day": "2026-11-20", "state": "there", "who": 1}), "bad-body", "/who"),
    ] {
        let sent = camille.post_with("/service-checks", &body, &[("maillage-token", &camille.token), ("idempotency-key", "key-0005")]);
        assert_eq!(kind(sent), (422, name.to_owned(), pointer.to_owned()), "{body}");
    }
}

#[test]
fn a_closed_door_says_when_to_come_back() {
    let house = House::with(|settings| Settings { door: Some(Arc::new(Sill { shut: true, ..Sill::default() })), ..settings });
    house.add("camille", Role::Outreach, "99001");
    let sent = send(&house.sign_in("camille"), "key-0001", &note());
    assert!(!header(&sent, "retry-after").is_empty());
    assert_eq!(kind(sent), (503, "notes-door-closed".to_owned(), "-".to_owned()));
    let none = House::new();
    none.add("camille", Role::Outreach, "99001");
    assert_eq!(kind(send(&none.sign_in("camille"), "key-0001", &note())).1, "notes-door-closed");
}

#[test]
fn without_any_release_the_ledger_is_empty_and_whole() {
    let server = TestServer::of_town();
    let ledger = server.json("/ledger");
    assert_eq!((ledger["entries"].as_array().map(Vec::len), &ledger["broken_at"]), (Some(0), &Value::Null));
    assert_eq!(ledger["head"], ledger["start"]);
    assert_eq!(server.json("/releases")["releases"], json!([]));
    assert_eq!(server.refused("/releases/2026-T3").0, 404);
    assert_eq!(server.refused("/releases/2026-T5").1["type"], "/problems/bad-quarter");
}

//! Scenarios, any weights, changes, series and plans, as docs/API.md promises them.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use maillage::api::{Settings, follow};
use maillage::store::{Address, open};
use serde_json::{Value, json};
use ureq::Body;
use ureq::http::Response;

use crate::harness::{TestServer, header, problem, town};

fn post(server: &TestServer, path: &str, body: &Value) -> Response<Body> {
    server.agent.post(server.url(path)).header("content-type", "application/json").send(body.to_string()).unwrap()
}

fn posted(server: &TestServer, path: &str, body: &Value) -> Value {
    let mut response = post(server, path, body);
    let text = response.body_mut().read_to_string().unwrap();
    assert_eq!(response.status(), 200, "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// The first service of the town by id, and a place in a corner without any.
fn scenario(server: &TestServer) -> Value {
    let services = server.json("/collections/services/items?limit=1");
    let closed = services["features"][0]["id"].as_str().unwrap();
    json!({"theme": "acces-aux-droits", "limit": 15, "name": "Essai", "changes": [
        {"kind": "close", "service": closed},
        {"kind": "add", "position": [3.833, 43.616], "name": "Antenne"},
    ]})
}

#[test]
fn a_scenario_is_the_same_in_a_body_and_in_an_address_and_in_every_form() {
    let server = TestServer::of_town();
    let body = scenario(&server);
    let found = posted(&server, "/scenarios", &body);
    assert_eq!((found["name"].as_str(), found["changes"][1]["service"].as_str()), (Some("Essai"), Some("scenario:1")));
    assert!(!found["gain"].as_array().unwrap().is_empty() && found["better"]["change"] == 1);
    assert!(found["zones"].as_array().unwrap().iter().all(|zone| zone["before"] != zone["after"]));
    assert!(found["totals"]["newly_covered"]["value"].as_f64().unwrap() > 0.0);
    let changes: String = url(&body["changes"].to_string());
    let address = format!("/scenarios?theme=acces-aux-droits&limit=15&name=Essai&changes={changes}");
    assert_eq!(server.json(&address), found);
    let (features, rows) = (server.json(&format!("{address}&f=geojson")), server.text(&format!("{address}&f=csv")));
    let count = found["zones"].as_array().unwrap().len();
    assert_eq!((features["features"].as_array().unwrap().len(), rows.lines().count()), (count, count + 1));
    let tag = header(&server.get(&address), "etag");
    let known = [("accept", "*/*"), ("accept-encoding", "identity"), ("if-none-match", tag.as_str())];
    assert_eq!(server.get_with(&address, &known).status(), 304);
}

/// Percent-encodes a query value.
fn url(words: &str) -> String {
    words.bytes().fold(String::new(), |mut coded, byte| {
        if byte.is_ascii_alphanumeric() {
            coded.push(char::from(byte));
        } else {
            write!(coded, "%{byte:02X}").unwrap();
        }
        coded
    })
}

#[test]
fn what_a_scenario_cannot_do_is_refused_with_its_place() {
    let server = TestServer::of_town();
    let asked = |changes: Value| json!({"theme": "acces-aux-droits", "changes": changes});
    let far = json!([{"kind": "add", "position": [2.0, 48.0]}]);
    let many: Value = vec![json!({"kind": "add", "position": [3.83, 43.61]}); 21].into();
    for (body, status, kind, pointer) in [
        (asked(json!([{"kind": "close", "service": "nowhere:1"}])), 422, "unknown-service", "/changes/0/service"),
        (asked(far), 422, "outside-territory", "/changes/0/position"),
        (
            asked(json!([{"kind": "add", "position": [3.83, 43.61], "opening": "quand il fait beau"}])),
            422,
            "bad-opening-hours",
            "/changes/0/opening",
        ),
        (asked(many), 422, "too-many-changes", "/changes"),
        (json!({"theme": "acces-aux-droits", "changes": [], "weather": 1}), 422, "bad-body", "/weather"),
    ] {
        let (found, problem) = problem(post(&server, "/scenarios", &body));
        assert_eq!((found, problem["type"].as_str()), (status, Some(format!("/problems/{kind}").as_str())), "{body}");
        assert_eq!(problem["place"]["pointer"], pointer);
    }
    let (status, _) = problem(server.agent.post(server.url("/scenarios")).header("content-type", "text/plain").send("{}").unwrap());
    assert_eq!(status, 415);
}

#[test]
fn scores_for_any_weights_follow_from_the_components() {
    let server = TestServer::of_town();
    let components = server.json("/targets/components");
    let targets = server.json("/targets?need=2&gap=1&take_up=0.5&limit=100");
    let codes = components["codes"].as_array().unwrap();
    for target in targets["targets"].as_array().unwrap() {
        let zone = codes.iter().position(|code| *code == target["zone"]).unwrap();
        let (mut sum, mut weight) = (0.0, 0.0);
        for (name, of) in [("need", 2.0), ("gap", 1.0), ("take_up", 0.5)] {
            if let Some(part) = components[name][zone].as_f64() {
                (sum, weight) = (sum + part * of, weight + of);
            }
        }
        assert!((target["score"].as_f64().unwrap() - 100.0 * sum / weight).abs() < 1e-9);
    }
    let firm = server.json("/targets/stability?top=3&draws=200");
    assert_eq!((firm["draws"].as_u64(), firm["rank"][0].as_u64()), (Some(200), Some(1)));
    let shares: f64 = firm["top_share"].as_array().unwrap().iter().map(|share| share.as_f64().unwrap()).sum();
    assert!((shares - 3.0).abs() < 1e-9);
}

#[test]
fn a_series_of_one_edition_says_so() {
    let server = TestServer::of_town();
    let found = server.json("/series/iris/rsa_recipients");
    assert_eq!((found["remarks"][0]["code"].as_str(), &found["difference"]), (Some("single-edition"), &Value::Null));
    assert_eq!(server.refused("/series/iris/nothing").0, 404);
}

/// Waits until a condition holds.
fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_changed_is_told_after_an_import_and_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(open(&Address::Sqlite(folder.path().join("maillage.sqlite")))).unwrap();
    for batch in town::everything() {
        runtime.block_on(store.commit(&batch)).unwrap();
    }
    let entries = |server: &TestServer| match server.get("/changes/history").status().as_u16() {
        200 => server.json("/changes/history")["entries"].as_array().unwrap().clone(),
        _ => Vec::new(),
    };
    let first = {
        let server = TestServer::empty(Settings::default());
        let following = runtime.spawn(follow(Arc::clone(&store), Arc::clone(&server.state)));
        until("the first state is remembered", || entries(&server).len() == 1);
        following.abort();
        entries(&server)[0]["snapshot"].as_str().unwrap().to_owned()
    };
    let mut fewer = town::services();
    let closed = fewer.services.remove(3).id.to_string();
    runtime.block_on(store.commit(&fewer)).unwrap();
    let server = TestServer::empty(Settings::default());
    let following = runtime.spawn(follow(Arc::clone(&store), Arc::clone(&server.state)));
    until("the second state is remembered", || entries(&server).len() == 2);
    let since = server.json(&format!("/changes?since={first}"));
    assert_eq!((since["services"]["closed"][0]["id"].as_str(), since["since"].as_str()), (Some(closed.as_str()), Some(first.as_str())));
    assert_eq!(server.json("/changes")["services"], since["services"], "since the state before when nothing is said");
    let current = since["snapshot"].as_str().unwrap();
    assert_eq!(server.json(&format!("/changes?since={current}"))["services"]["closed"], json!([]));
    let (status, problem) = server.refused("/changes?since=0123456789abcdef");
    assert_eq!((status, problem["type"].as_str()), (410, Some("/problems/snapshot-gone")));
    let feed = server.text("/changes.atom");
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    assert!(feed.contains(&format!("urn:maillage:changes:{first}:{current}:")) && feed.contains("1\u{a0}service fermé"), "{feed}");
    assert!(feed.contains("<updated>1970-01-01T00:00:00Z</updated>"), "the times are those of the imports: {feed}");
    following.abort();
}

#[test]
fn plans_are_jobs_that_are_waited_for_or_asked_about() {
    let server = TestServer::of_town();
    let body = json!({"theme": "sante", "limit": 5, "count": 2});
    let response = post(&server, "/plans/sites", &body);
    assert_eq!(response.status(), 201);
    let location = header(&response, "location");
    let path = location.strip_prefix(&server.url("")).unwrap().to_owned();
    until("the plan is done", || server.json(&path)["status"] == "successful");
    let plan = server.json(&format!("{path}/results"));
    assert!(plan["objective"].as_f64().unwrap() <= plan["bound"].as_f64().unwrap() && !plan["sites"].as_array().unwrap().is_empty());
    let request = server.agent.post(server.url("/plans/sites")).header("content-type", "application/json").header("prefer", "wait=10");
    let mut waited = request.send(body.to_string()).unwrap();
    assert_eq!(waited.status(), 200);
    let waited: Value = serde_json::from_str(&waited.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(waited, plan, "the same request is the same job");
    let mut dismissed = server.agent.delete(&location).call().unwrap();
    let status: Value = serde_json::from_str(&dismissed.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!((status["status"].as_str(), server.refused(&format!("{path}/results")).0), (Some("dismissed"), 410));
    assert_eq!(server.refused("/plans/00000000000000000000000000000000").0, 404);
}

#[test]
fn a_round_of_outreach_keeps_to_its_time() {
    let server = TestServer::of_town();
    let body = json!({"theme": "acces-aux-droits", "start": [3.82, 43.608], "minutes": 120, "limit": 10});
    let request = server.agent.post(server.url("/plans/rounds")).header("content-type", "application/json").header("prefer", "wait=10");
    let mut response = request.send(body.to_string()).unwrap();
    let text = response.body_mut().read_to_string().unwrap();
    assert_eq!(response.status(), 200, "{text}");
    let round: Value = serde_json::from_str(&text).unwrap();
    assert!(round["minutes"].as_f64().unwrap() <= 120.0 && !round["stops"].as_array().unwrap().is_empty());
    assert_eq!(round["legs"].as_array().unwrap().len(), round["stops"].as_array().unwrap().len() + 1);
    let far = json!({"theme": "acces-aux-droits", "start": [2.0, 48.0]});
    let request = server.agent.post(server.url("/plans/rounds")).header("content-type", "application/json").header("prefer", "wait=10");
    let (status, problem) = problem(request.send(far.to_string()).unwrap());
    assert_eq!((status, problem["type"].as_str()), (422, Some("/problems/nothing-in-reach")));
}

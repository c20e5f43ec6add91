//! Test 1 of the specification: every public answer is blind to what the vault holds and has not released, to the byte.

use serde_json::{Value, json};

use crate::program::Program;
use crate::{day, file, holds_open, import, indicator, quarter, sixty};

/// An encounter is added to the vault, then taken away: before, between and after, also after a new start, every address answers the
/// same bytes.
#[test]
fn what_the_public_reads_is_blind_to_the_vault() {
    let program = Program::with_demo();
    import(&program, &file(&program, "a.csv", &sixty()));
    program.succeed(["release", "--quarter", &quarter().to_string()]);
    let snapshot = program.snapshot();
    let server = program.serve();
    wait_until_remembered(&server.address, &snapshot);
    let before = crawl(&server.address);
    assert!(before.len() > 30, "only {} addresses", before.len());
    import(&program, &file(&program, "b.csv", &format!("001010102;{};4;pauvrete;non-demand;nothing;;one-more\n", day(40))));
    assert_eq!(program.snapshot(), snapshot);
    assert_same(&before, &crawl(&server.address));
    assert_eq!(program.succeed(["notes", "erase", "one-more"])[0]["erased"], 1);
    drop(server);
    let server = program.serve();
    assert_same(&before, &crawl(&server.address));
    assert!(!holds_open(server.id(), "vault.sqlite"), "the server has the vault open");
}

type Answer = (String, u16, String);

fn assert_same(before: &[Answer], after: &[Answer]) {
    let changed: Vec<&String> = before.iter().zip(after).filter(|(a, b)| a != b).map(|(a, _)| &a.0).collect();
    assert!(before.len() == after.len() && changed.is_empty(), "{changed:?}");
}

/// Waits until the state served stands in the history: that is written beside the answers, a moment after the first of them.
fn wait_until_remembered(address: &str, snapshot: &str) {
    let remembered = || {
        let history: Value = ureq::get(format!("{address}/changes/history")).call().unwrap().body_mut().read_json().unwrap();
        history["entries"][0]["snapshot"] == snapshot
    };
    let patience = std::time::Instant::now() + std::time::Duration::from_mins(3);
    while !remembered() {
        assert!(std::time::Instant::now() < patience, "the state served was never written into the history");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// Every address of the interface's own description, its blanks filled with what is loaded, and its answer: status and bytes. What
/// is sent is answered too, an outline among it. The address of the server is taken out: its port differs between two runs. Only its
/// counters and its health are left aside.
fn crawl(address: &str) -> Vec<Answer> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let told = |mut answer: ureq::http::Response<ureq::Body>| {
        let body = answer.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
        (answer.status().as_u16(), String::from_utf8_lossy(&body).replace(address, ""))
    };
    let get = |path: &str| told(agent.get(format!("{address}{path}")).header("accept", "application/json, */*").call().unwrap());
    let post = |path: &str, body: &Value| {
        let request = agent.post(format!("{address}{path}")).header("content-type", "application/json");
        told(request.header("idempotency-key", "key-0001").send(body.to_string()).unwrap())
    };
    let description: Value = serde_json::from_str(&get("/api").1).unwrap();
    let mut found = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        if methods.get("get").is_some() && !["/metrics", "/healthz", "/readyz"].contains(&path.as_str()) {
            found.extend(filled(path).into_iter().map(|path| (get(&path), path)).map(|((status, body), path)| (path, status, body)));
        }
        // A plan is named by chance, and so is a session.
        if methods.get("post").is_some() && !path.starts_with("/plans") && path != "/session" {
            let (status, body) = post(path, &body_of(path));
            found.push((format!("POST {path}"), status, body));
        }
    }
    let answered = found.iter().filter(|(_, status, _)| *status == 200).count();
    assert!(answered > 30, "{:?}", found.iter().map(|(path, status, _)| (path, status)).collect::<Vec<_>>());
    found
}

fn body_of(path: &str) -> Value {
    match path {
        "/areas" => json!({"type": "Polygon", "coordinates": [[[-1.0, 45.0], [1.0, 45.0], [1.0, 47.0], [-1.0, 47.0], [-1.0, 45.0]]]}),
        "/scenarios" => json!({"theme": "sante", "changes": [{"kind": "add", "position": [0.0, 46.0]}]}),
        _ => {
            json!({"zone": "001010101", "geography": "iris", "day": "2026-01-01", "persons": 1, "themes": ["sante"], "offered": "nothing"})
        }
    }
}

/// An address with its blanks filled, in every way that matters here.
fn filled(path: &str) -> Vec<String> {
    let question = match path {
        "/coverage" => "?theme=sante",
        "/isochrones" | "/near" => "?point=0.0,46.0",
        "/collections/{collection}/items" => "?limit=1000",
        _ => "",
    };
    let (persons, theme, release) = (indicator("persons"), indicator("theme_pauvrete"), quarter().to_string());
    let blanks: [(&str, &[&str]); 8] = [
        ("{collection}", &["iris", "qpv", "services", "gaps", "take-up", "targets"]),
        ("{feature}", &["001010101", "001010102"]),
        ("{code}", &["001010101", "001010102"]),
        ("{geography}", &["iris"]),
        ("{indicator}", &[persons.as_str(), theme.as_str(), "population_2021"]),
        ("{kind}", &["not-found"]),
        ("{snapshot}", &["current"]),
        ("{quarter}", &[release.as_str(), "2025-T5"]),
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

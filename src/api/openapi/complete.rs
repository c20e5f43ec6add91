//! What every resource has in common is said once here, and added to each: parameters of format, language
//! and snapshot, and the ways of being refused.

use serde_json::{Map, Value, json};
use utoipa::PartialSchema;

use super::version;
use crate::api::kinds::{KINDS, Kind};
use crate::api::problem::Problem;

/// Resources about the server itself: without format, language or snapshot.
const OPERATIONS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Adds what every resource has in common.
pub fn completed(mut document: Value) -> Value {
    for (path, operations) in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        for (method, operation) in operations.as_object_mut().into_iter().flatten() {
            operation["operationId"] = json!(operation_id(method, path));
            add_own_refusals(operation);
            close_bodies(operation);
            if operation["tags"][0] == "Accounts" {
                add_parameters(operation, &["lang"]);
                add_refusals(operation, &[400], refusal);
                add_refusals(operation, &[503], brief);
            } else if !OPERATIONS.contains(&path.as_str()) {
                add_parameters(operation, &["f", "lang", "snapshot"]);
                add_refusals(operation, &[406, 410, 503], brief);
                add_refusals(operation, &[400], refusal);
            }
            add_refusals(operation, &[405, 414, 429, 500], brief);
            if operation["tags"][0] != "Accounts" {
                add_headers(operation);
            }
        }
    }
    document
}

/// Bodies of ours take the members described and no other; those of a standard (GeoJSON) take more.
fn close_bodies(operation: &mut Value) {
    let content = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut);
    for (media_type, body) in content.into_iter().flatten() {
        if media_type == "application/json" && body.pointer("/schema/properties").is_some() {
            body["schema"]["additionalProperties"] = json!(false);
        }
    }
}

/// A name of its own for each operation: `getCollectionsItems` of `GET /collections/{collection}/items`. Where a path ends in
/// parameters, it is named by them: `getColumnsByGeographyAndIndicator`.
fn operation_id(method: &str, path: &str) -> String {
    let segments: Vec<&str> =
        path.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '{' | '}')).filter(|s| !s.is_empty()).collect();
    let trailing = segments.iter().rev().take_while(|segment| segment.starts_with('{')).count();
    let (way, parameters) = segments.split_at(segments.len() - trailing);
    let mut name = method.to_owned();
    name.extend(way.iter().filter(|segment| !segment.starts_with('{')).map(|segment| capital(segment)));
    for (place, parameter) in parameters.iter().enumerate() {
        name.push_str(if place == 0 { "By" } else { "And" });
        name.push_str(&capital(parameter.trim_matches(['{', '}'])));
    }
    name
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn add_parameters(operation: &mut Value, names: &[&str]) {
    let formats = formats(operation);
    let common = [
        json!({"name": "f", "in": "query", "description": "The format of the answer; wins over the `Accept` header.",
               "schema": {"type": "string", "enum": formats}}),
        json!({"name": "lang", "in": "query", "description": "The language of titles, pages and errors; wins over `Accept-Language`; French when neither says.",
               "schema": {"type": "string", "enum": ["fr", "en"]}}),
        json!({"name": "snapshot", "in": "query", "description": "The state of the data to read, as in the `Maillage-Snapshot` header; the answer can then be kept for ever. 410 when it is no longer served.",
               "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"}}),
    ];
    let parameters = operation.as_object_mut().map(|members| members.entry("parameters").or_insert_with(|| json!([])));
    if let Some(Value::Array(parameters)) = parameters {
        parameters.extend(common.into_iter().filter(|parameter| parameter["name"].as_str().is_some_and(|name| names.contains(&name))));
    }
}

/// The words of `?f=`, read off the media types of the answer; what answers without a body is refused in JSON.
fn formats(operation: &Value) -> Vec<&'static str> {
    let content = operation.pointer("/responses/200/content").and_then(Value::as_object);
    let mut words: Vec<_> = content.into_iter().flat_map(Map::keys).flat_map(|media_type| words(media_type)).copied().collect();
    if words.is_empty() {
        words.push("json");
    }
    words.sort_unstable();
    words.dedup();
    words
}

fn words(media_type: &str) -> &'static [&'static str] {
    match media_type.split(';').next().unwrap_or_default() {
        "application/geo+json" => &["geojson", "json"],
        "application/geo+json-seq" => &["geojsonseq"],
        "application/ld+json" => &["jsonld", "json"],
        "application/vnd.flatgeobuf" => &["flatgeobuf"],
        "application/vnd.apache.parquet" => &["geoparquet"],
        "text/csv" => &["csv"],
        "text/html" => &["html"],
        "application/vnd.mapbox-vector-tile" => &["mvt"],
        "application/octet-stream" => &["u16"],
        "application/atom+xml" => &["atom"],
        _ => &["json"],
    }
}

/// Refusals the resource names by their status alone get their description and form from the table of kinds.
fn add_own_refusals(operation: &mut Value) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    let own: Vec<u16> = responses.keys().filter_map(|status| status.parse().ok()).filter(|status| *status >= 400).collect();
    for status in own {
        responses.insert(status.to_string(), refusal(status));
    }
}

fn add_refusals(operation: &mut Value, statuses: &[u16], describe: fn(u16) -> Value) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    for status in statuses {
        responses.entry(status.to_string()).or_insert_with(|| describe(*status));
    }
}

fn refusal(status: u16) -> Value {
    let types: Vec<_> = of_status(status).map(|kind| format!("/problems/{}", kind.code)).collect();
    json!({"description": meaning(status), "content": {"application/problem+json": {"schema": problem(&types)}}})
}

/// A refusal that every resource shares: its form is said with 400, once is enough.
fn brief(status: u16) -> Value {
    json!({"description": meaning(status), "content": {"application/problem+json": {"schema": {"type": "object"}}}})
}

fn meaning(status: u16) -> String {
    of_status(status).map(|kind| format!("`{}`: {}", kind.code, kind.meaning().en)).collect::<Vec<_>>().join(" ")
}

fn of_status(status: u16) -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().filter(move |kind| kind.status.as_u16() == status)
}

/// The schema of a problem, with the kinds that may come.
fn problem(types: &[String]) -> Value {
    let mut schema = version::to_3_0(serde_json::to_value(Problem::schema()).unwrap_or_default());
    schema["properties"]["type"]["enum"] = json!(types);
    schema
}

fn add_headers(operation: &mut Value) {
    let Some(Value::Object(answer)) = operation.pointer_mut("/responses/200") else { return };
    answer.insert(
        "headers".to_owned(),
        json!({
            "ETag": {"description": "Names these bytes: send it back as `If-None-Match` to be answered 304.", "schema": {"type": "string"}},
            "Maillage-Snapshot": {"description": "The state of the data that was read.", "schema": {"type": "string"}},
        }),
    );
}

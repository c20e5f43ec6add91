//! The JSON form: `{"op": "and", "args": [{"op": "=", "args": [{"property": "theme"}, "sante"]}, …]}`.
//!
//! The JSON reader itself goes no deeper than 128 levels; the tree made of it, no deeper than [`super::DEEPEST`].

use geo::Geometry;
use serde_json::{Map, Value};

use super::expression::{At, Expression, Node, Operator};
use super::geometry::{check_path, check_ring, rectangle};
use super::instant::{Interval, date, timestamp};
use super::{DEEPEST, fault, literals};
use crate::domain::{Fault, Text};

/// Reads a filter.
///
/// # Errors
/// `bad-filter` or `filter-too-deep`, at the JSON pointer, or at the character where it is no JSON.
pub fn read(filter: &str) -> Result<Expression, Fault> {
    let value: Value = serde_json::from_str(filter).map_err(|cause| not_json(filter, &cause))?;
    part(&value, "", 0)
}

fn not_json(filter: &str, cause: &serde_json::Error) -> Fault {
    let before: usize = filter.lines().take(cause.line().saturating_sub(1)).map(|line| line.chars().count() + 1).sum();
    let character = (before + cause.column()).max(1) as u64;
    let too_deep = cause.to_string().starts_with("recursion limit");
    if too_deep { fault::too_deep() } else { fault::not_json(cause) }.at_character(character)
}

fn part(value: &Value, pointer: &str, depth: usize) -> Result<Expression, Fault> {
    if depth > DEEPEST {
        return Err(fault::too_deep().at_pointer(pointer));
    }
    let node = match value {
        Value::String(words) => Node::Text(words.clone()),
        Value::Number(number) => Node::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::Bool(truth) => Node::YesNo(*truth),
        Value::Array(items) => Node::List(parts(items, pointer, depth)?),
        Value::Object(members) => object(members, value, pointer, depth)?,
        Value::Null => return Err(fault::unexpected("null", "{\"op\": \"isNull\", …}").at_pointer(pointer)),
    };
    Ok(Expression { at: At::Pointer(pointer.to_owned()), node })
}

fn parts(items: &[Value], pointer: &str, depth: usize) -> Result<Vec<Expression>, Fault> {
    items.iter().enumerate().map(|(index, item)| part(item, &format!("{pointer}/{index}"), depth + 1)).collect()
}

fn object(members: &Map<String, Value>, whole: &Value, pointer: &str, depth: usize) -> Result<Node, Fault> {
    let word = |name: &str| members.get(name).and_then(Value::as_str);
    if let Some(name) = word("op") {
        return call(name, members, pointer, depth);
    }
    if let Some(name) = word("property") {
        return Ok(Node::Property(name.to_owned()));
    }
    if let Some(words) = word("date") {
        return date(words).map(Node::Instant).ok_or_else(|| fault::bad_date(words).at_pointer(format!("{pointer}/date")));
    }
    if let Some(words) = word("timestamp") {
        return timestamp(words).map(Node::Instant).ok_or_else(|| fault::bad_date(words).at_pointer(format!("{pointer}/timestamp")));
    }
    if let Some(ends) = members.get("interval") {
        return interval(ends)
            .map(Node::Interval)
            .ok_or_else(|| fault::bad_date(&ends.to_string()).at_pointer(format!("{pointer}/interval")));
    }
    if let Some(numbers) = members.get("bbox").and_then(Value::as_array) {
        let numbers: Vec<f64> = numbers.iter().filter_map(Value::as_f64).collect();
        return rectangle(&numbers).map(Node::Box).map_err(|fault| fault.at_pointer(format!("{pointer}/bbox")));
    }
    if members.contains_key("type") {
        return geometry(whole).map(Node::Geometry).map_err(|fault| fault.at_pointer(pointer));
    }
    let names = members.keys().cloned().collect::<Vec<_>>().join(", ");
    Err(fault::unexpected(&names, "op, property, date, timestamp, interval, bbox, type").at_pointer(pointer))
}

fn call(name: &str, members: &Map<String, Value>, pointer: &str, depth: usize) -> Result<Node, Fault> {
    let operator = Operator::named(name).ok_or_else(|| literals::unknown_function(name).at_pointer(format!("{pointer}/op")))?;
    let arguments = members.get("args").and_then(Value::as_array);
    let arguments = arguments.ok_or_else(|| fault::unexpected(name, "\"args\": […]").at_pointer(pointer))?;
    Ok(Node::Call(operator, parts(arguments, &format!("{pointer}/args"), depth)?))
}

/// Two ends: dates, moments or `..`.
fn interval(ends: &Value) -> Option<Interval> {
    let end = |value: &Value| {
        value.as_str().or_else(|| value.get("date")?.as_str()).or_else(|| value.get("timestamp")?.as_str()).map(str::to_owned)
    };
    match ends.as_array()?.as_slice() {
        [first, last] => Interval::read(&end(first)?, &end(last)?),
        _ => None,
    }
}

fn geometry(value: &Value) -> Result<Geometry, Fault> {
    let unreadable = |cause: String| {
        fault::bad_geometry(
            Text::new(format!("la géométrie ne se lit pas : {cause}"), format!("the geometry cannot be read: {cause}")),
            Text::new("attendu : une géométrie GeoJSON", "expected a GeoJSON geometry"),
        )
    };
    let read: geojson::Geometry = serde_json::from_value(value.clone()).map_err(|cause| unreadable(cause.to_string()))?;
    check_rings(&value["coordinates"], &value["type"])?;
    let geometry = Geometry::try_from(read).map_err(|cause| unreadable(cause.to_string()))?;
    if let Geometry::LineString(path) = &geometry {
        check_path(path)?;
    }
    Ok(geometry)
}

/// A polygon closes rings without a word: they are looked at as they were written.
fn check_rings(coordinates: &Value, kind: &Value) -> Result<(), Fault> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let rings = match kind.as_str() {
        Some("Polygon") => list(coordinates),
        Some("MultiPolygon") => list(coordinates).iter().flat_map(list).collect(),
        _ => return Ok(()),
    };
    let position = |at: &Value| Some(geo::coord! { x: at.get(0)?.as_f64()?, y: at.get(1)?.as_f64()? });
    rings.iter().try_for_each(|ring| check_ring(&list(ring).iter().filter_map(position).collect::<Vec<_>>()))
}

//! From OpenAPI 3.1, which the generator writes, to 3.0.3, which the clients of OGC API Features read.

use serde_json::{Map, Value, json};

/// Rewrites a description. What changes:
/// 1. `$ref`s are replaced by what they lead to; `components` goes.
/// 2. `type: [T, "null"]` and `oneOf: [{type: null}, S]` become `nullable: true`.
/// 3. `const` becomes an `enum` of one, `examples` one `example`, an exclusive bound a flag.
/// 4. `prefixItems` becomes `items`; `propertyNames` and the licence's `identifier` have no counterpart and go.
pub fn to_3_0(mut document: Value) -> Value {
    let components = document.get_mut("components").map(Value::take).unwrap_or_default();
    let mut rewritten = rewritten(&document, &components);
    if let Some(members) = rewritten.as_object_mut() {
        members.remove("components");
        if members.contains_key("openapi") {
            members.insert("openapi".to_owned(), json!("3.0.3"));
        }
    }
    rewritten
}

fn rewritten(value: &Value, components: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| rewritten(item, components)).collect(),
        Value::Object(members) => match members.get("$ref").and_then(Value::as_str) {
            Some(reference) => merged(&rewritten(target(reference, components), components), members, components),
            None => in_3_0(members.iter().map(|(name, value)| (name.clone(), member(name, value, components))).collect()),
        },
        plain => plain.clone(),
    }
}

/// The names under `properties` are the users' own: none of them is a keyword.
fn member(name: &str, value: &Value, components: &Value) -> Value {
    match value {
        Value::Object(properties) if name == "properties" => {
            properties.iter().map(|(name, value)| (name.clone(), rewritten(value, components))).collect()
        }
        _ => rewritten(value, components),
    }
}

fn target<'a>(reference: &str, components: &'a Value) -> &'a Value {
    let pointer = reference.trim_start_matches("#/components");
    components.pointer(pointer).unwrap_or(&Value::Null)
}

/// What a reference leads to, with what stands beside it: its own description.
fn merged(target: &Value, beside: &Map<String, Value>, components: &Value) -> Value {
    let mut members = target.as_object().cloned().unwrap_or_default();
    for (name, value) in beside.iter().filter(|(name, _)| *name != "$ref") {
        members.insert(name.clone(), rewritten(value, components));
    }
    Value::Object(members)
}

fn in_3_0(mut members: Map<String, Value>) -> Value {
    take_null_out_of_type(&mut members);
    take_null_out_of_one_of(&mut members);
    if let Some(constant) = members.remove("const") {
        members.insert("enum".to_owned(), json!([constant]));
    }
    if let Some(Value::Array(examples)) = members.get("examples").cloned() {
        members.remove("examples");
        members.insert("example".to_owned(), examples.into_iter().next().unwrap_or_default());
    }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(number) = members.get(exclusive).filter(|value| value.is_number()).cloned() {
            members.insert(bound.to_owned(), number);
            members.insert(exclusive.to_owned(), json!(true));
        }
    }
    if let Some(Value::Array(kinds)) = members.remove("prefixItems") {
        members.insert("items".to_owned(), json!({"anyOf": kinds}));
    }
    members.remove("propertyNames");
    members.remove("identifier");
    Value::Object(members)
}

fn take_null_out_of_type(members: &mut Map<String, Value>) {
    let Some(Value::Array(kinds)) = members.get("type").cloned() else { return };
    let mut kinds: Vec<Value> = kinds.into_iter().filter(|kind| kind != "null").collect();
    if kinds.len() == 1 {
        members.insert("type".to_owned(), kinds.remove(0));
    } else {
        members.remove("type");
    }
    members.insert("nullable".to_owned(), json!(true));
}

fn take_null_out_of_one_of(members: &mut Map<String, Value>) {
    let Some(Value::Array(kinds)) = members.get("oneOf").cloned() else { return };
    let mut others: Vec<Value> = kinds.iter().filter(|kind| kind.get("type") != Some(&json!("null"))).cloned().collect();
    if others.len() == kinds.len() {
        return;
    }
    members.remove("oneOf");
    members.insert("nullable".to_owned(), json!(true));
    if let [Value::Object(only)] = others.as_mut_slice() {
        let only = std::mem::take(only);
        for (name, value) in only {
            members.entry(name).or_insert(value);
        }
    } else {
        members.insert("oneOf".to_owned(), Value::Array(others));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_and_null_becomes_nullable() {
        let document = json!({
            "openapi": "3.1.0",
            "paths": {"/a": {"schema": {"$ref": "#/components/schemas/A", "description": "mine"}}},
            "components": {"schemas": {
                "A": {"type": "object", "properties": {"b": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/B"}]}}},
                "B": {"type": ["number", "null"], "exclusiveMinimum": 0},
            }},
        });
        let expected = json!({
            "openapi": "3.0.3",
            "paths": {"/a": {"schema": {"type": "object", "description": "mine", "properties": {
                "b": {"nullable": true, "type": "number", "minimum": 0, "exclusiveMinimum": true},
            }}}},
        });
        assert_eq!(to_3_0(document), expected);
    }
}

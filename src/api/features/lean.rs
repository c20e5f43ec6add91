//! Features without what they have no value for: a bulk reader parses half as much, and knows the columns from the schema.

const MEMBERS: &[u8] = b"\"properties\":{";

/// Copies what stands before the geometry of a feature, as [`crate::export::geojson`] writes it, without the properties that are null
/// or an empty list.
pub fn write(out: &mut Vec<u8>, head: &[u8]) {
    // Inside words a quotation mark is escaped, so this is found nowhere else.
    let Some(place) = head.windows(MEMBERS.len()).position(|window| window == MEMBERS) else { return out.extend_from_slice(head) };
    let (before, mut rest) = head.split_at(place + MEMBERS.len());
    out.extend_from_slice(before);
    let mut first = true;
    while rest.first() == Some(&b'"') {
        let name = word(rest);
        let value = name + 1 + length(&rest[name + 1..]);
        if !matches!(&rest[name + 1..value], b"null" | b"[]") {
            if !first {
                out.push(b',');
            }
            out.extend_from_slice(&rest[..value]);
            first = false;
        }
        rest = &rest[value..];
        rest = rest.strip_prefix(b",").unwrap_or(rest);
    }
    out.extend_from_slice(rest);
}

/// How many bytes a string takes, quotation marks included.
fn word(json: &[u8]) -> usize {
    let mut escaped = false;
    let end = json.iter().skip(1).position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.map_or(json.len(), |end| end + 2)
}

/// How many bytes a value takes: a string, a list of strings, or what holds neither a comma nor a brace.
fn length(json: &[u8]) -> usize {
    match json.first() {
        Some(b'"') => word(json),
        Some(b'[') => {
            let mut end = 1;
            while let Some(byte) = json.get(end) {
                match byte {
                    b']' => return end + 1,
                    b'"' => end += word(&json[end..]),
                    _ => end += 1,
                }
            }
            json.len()
        }
        _ => json.iter().position(|byte| matches!(byte, b',' | b'}')).unwrap_or(json.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            Just(json!([])),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
            "[\"\\\\,{}\\[\\]a-zé ]{0,12}".prop_map(Value::from),
            prop::collection::vec("[\"\\\\,{}\\[\\]a-z]{0,6}", 0..4).prop_map(Value::from),
        ]
    }

    proptest! {
        #[test]
        fn what_has_a_value_stays_and_nothing_else(
            id in "[\"\\\\:{a-z]{0,9}",
            members in prop::collection::vec(("[\"\\\\,{}:a-z]{1,8}", value()), 0..9),
        ) {
            let members: Map<String, Value> = members.into_iter().collect();
            let (id, written) = (Value::from(id), Value::from(members.clone()));
            let head = format!("{{\"type\":\"Feature\",\"id\":{id},\"properties\":{written},\"geometry\":");
            let mut out = Vec::new();
            write(&mut out, head.as_bytes());
            out.extend_from_slice(b"null}");
            let read: Value = serde_json::from_slice(&out).unwrap();
            let kept: Map<String, Value> = members.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([])).collect();
            prop_assert_eq!(&read["properties"], &Value::from(kept));
            prop_assert_eq!(&read["id"], &id);
        }
    }
}

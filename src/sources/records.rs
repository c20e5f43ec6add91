//! JSON records as a table: a bare array of objects, or an object that holds one (`results` of Opendatasoft,
//! `service` of the administration's directory). Keys are columns.

use std::collections::BTreeSet;

use serde_json::{Deserializer, Map, Value};

use super::decode;
use super::table::{Row, Table};
use crate::domain::{Fault, Text};
use crate::text;

/// Whether the bytes start like JSON of either kind.
pub fn is_json(bytes: &[u8]) -> bool {
    decode::head(bytes, 64).trim_start().starts_with(['{', '['])
}

/// Whether the first record has every one of these keys. Only that record is read.
pub fn first_has(bytes: &[u8], keys: &[&str]) -> bool {
    let after = bytes.iter().position(|byte| *byte == b'[').and_then(|at| bytes.get(at + 1..)).filter(|_| is_json(bytes));
    let first = after.and_then(|rest| Deserializer::from_slice(rest).into_iter::<Value>().next()).and_then(Result::ok);
    first.as_ref().and_then(Value::as_object).is_some_and(|record| keys.iter().all(|key| record.contains_key(*key)))
}

/// Reads every record; a record's number is its rank from 1.
///
/// # Errors
/// Those of [`decode::decode`]; `truncated-file` or `bad-json` with the line; `missing-column` when a key of the
/// signature is in no record.
pub fn read(bytes: &[u8], signature: &[&str]) -> Result<Table, Fault> {
    let decoded = decode::decode(bytes, None)?;
    let json: Value = serde_json::from_str(&decoded.text).map_err(|cause| broken(&cause))?;
    let records = records(&json).ok_or_else(|| not_records("aucun tableau d’objets", "no array of objects"))?;
    let columns: BTreeSet<&String> = records.iter().flat_map(|record| record.keys()).collect();
    let columns: Vec<String> = columns.into_iter().cloned().collect();
    let rows = records.iter().zip(1..).map(|(record, number)| Row {
        number,
        cells: columns.iter().map(|column| record.get(column).map_or_else(String::new, written)).collect(),
        point: None,
    });
    let table = Table { rows: rows.collect(), remarks: decoded.remark.into_iter().collect(), columns, ..Table::default() };
    signature.iter().try_for_each(|column| table.require(column).map(|_| ()))?;
    Ok(table)
}

/// The objects of the array, or of the one array of objects that an object holds.
fn records(json: &Value) -> Option<Vec<&Map<String, Value>>> {
    let array = match json {
        Value::Array(array) => array,
        Value::Object(members) => members.values().filter_map(Value::as_array).find(|array| array.iter().all(Value::is_object))?,
        _ => return None,
    };
    array.iter().map(Value::as_object).collect()
}

/// A value as one would type it into a cell: lists of words parted by `|`; what is nested deeper stays JSON.
pub fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) if !parts.iter().any(|part| part.is_object() || part.is_array()) => {
            parts.iter().map(written).collect::<Vec<_>>().join("|")
        }
        other => other.to_string(),
    }
}

fn broken(cause: &serde_json::Error) -> Fault {
    let row = cause.line() as u64;
    if cause.is_eof() {
        return Fault::new(
            "truncated-file",
            Text::new("le fichier s’interrompt avant la fin", "the file breaks off before its end"),
            Text::new("le télécharger à nouveau", "download it again"),
        )
        .at_row(row);
    }
    not_records(&cause.to_string(), &cause.to_string()).at_row(row)
}

fn not_records(fr: &str, en: &str) -> Fault {
    Fault::new(
        "bad-json",
        text!("ce ne sont pas des enregistrements JSON lisibles ({fr})", "these are not readable JSON records ({en})"),
        Text::new(
            "attendu : un tableau d’objets, comme l’exporte le producteur",
            "expected an array of objects, as the producer exports it",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_bare_or_within_an_object() {
        for text in [
            r#"[{"a": "x", "l": ["p", "q"], "n": null}, {"a": 12, "o": {"k": [1]}}]"#,
            r#"{"total_count": 2, "results": [{"a": "x", "l": ["p", "q"], "n": null}, {"a": 12, "o": {"k": [1]}}]}"#,
        ] {
            let table = read(text.as_bytes(), &["a"]).unwrap();
            assert_eq!(table.columns, ["a", "l", "n", "o"]);
            assert_eq!(table.rows[0].cells, ["x", "p|q", "", ""]);
            assert_eq!(table.rows[1].cells, ["12", "", "", r#"{"k":[1]}"#]);
            assert!(first_has(text.as_bytes(), &["a", "l"]) && !first_has(text.as_bytes(), &["o"]));
        }
    }

    #[test]
    fn what_is_cut_or_is_no_record_has_a_name() {
        assert_eq!(read(br#"[{"a": 1}, {"a""#, &["a"]).unwrap_err().code, "truncated-file");
        assert_eq!(read(b"[1, 2]", &["a"]).unwrap_err().code, "bad-json");
        assert_eq!(read(b"{\"a\": oops}", &["a"]).unwrap_err().code, "bad-json");
        assert_eq!(read(br#"[{"b": 1}]"#, &["a"]).unwrap_err().code, "missing-column");
    }
}

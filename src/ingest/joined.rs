//! Parts of one data set put together: the answers of a web service to several questions, or a table for each département.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::domain::{Fault, Text};
use crate::sources::decode;
use crate::text;

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    crs: Option<&'a RawValue>,
    /// How many features suit a question, where a web service says it.
    #[serde(default, rename = "numberMatched", alias = "totalFeatures")]
    matched: Option<Value>,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    crs: Option<&'a RawValue>,
    features: Vec<&'a RawValue>,
}

/// Whether a web service gave all the features that suit: it may stop at a page.
///
/// # Errors
/// `answer-cut-short` when it says that there are more; what is no collection is left to its reader.
pub fn whole(answer: &[u8]) -> Result<(), Fault> {
    let Ok(read) = serde_json::from_slice::<Collection<'_>>(answer) else { return Ok(()) };
    let (given, matched) = (read.features.len() as u64, read.matched.as_ref().and_then(Value::as_u64));
    match matched.filter(|matched| *matched > given) {
        None => Ok(()),
        Some(matched) => Err(Fault::new(
            "answer-cut-short",
            text!("le service n’a donné que {given} objets sur {matched}", "the service gave only {given} features of {matched}"),
            Text::new("demander un territoire plus petit", "ask for a smaller territory"),
        )),
    }
}

/// Collections of features, or tables under the same header, as one.
///
/// # Errors
/// `parts-differ` when they are neither, or of different forms.
pub fn join(parts: &[Vec<u8>]) -> Result<Vec<u8>, Fault> {
    let json = |part: &Vec<u8>| part.trim_ascii_start().first() == Some(&b'{');
    for part in parts {
        decode::refuse_what_is_not_data(&decode::head(part, 512))?;
    }
    if parts.iter().all(json) { collections(parts) } else { tables(parts) }
}

fn collections(parts: &[Vec<u8>]) -> Result<Vec<u8>, Fault> {
    let read: Vec<Collection<'_>> =
        parts.iter().map(|part| serde_json::from_slice(part)).collect::<Result<_, _>>().map_err(|cause| differ(&cause.to_string()))?;
    let crs = read.iter().find_map(|part| part.crs);
    let features = read.iter().flat_map(|part| part.features.iter().copied()).collect();
    serde_json::to_vec(&Whole { kind: "FeatureCollection", crs, features }).map_err(|cause| differ(&cause.to_string()))
}

fn tables(parts: &[Vec<u8>]) -> Result<Vec<u8>, Fault> {
    let mut whole: Vec<u8> = Vec::new();
    let mut first: Option<&[u8]> = None;
    for part in parts {
        let end = part.iter().position(|byte| *byte == b'\n').map_or(part.len(), |at| at + 1);
        let (header, rows) = part.split_at(end);
        match first {
            None => whole.extend_from_slice(header),
            Some(first) if first.trim_ascii_end() == header.trim_ascii_end() => {}
            Some(_) => return Err(differ("header")),
        }
        first = first.or(Some(header));
        whole.extend_from_slice(rows);
        if whole.last().is_some_and(|last| *last != b'\n') {
            whole.push(b'\n');
        }
    }
    Ok(whole)
}

fn differ(cause: &str) -> Fault {
    Fault::new(
        "parts-differ",
        text!("les parties du jeu ne vont pas ensemble ({cause})", "the parts of the data set do not go together ({cause})"),
        Text::new(
            "réessayer : le producteur a pu changer de forme entre deux demandes",
            "try again: the producer may have changed form between two questions",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(parts: &[&str]) -> Result<String, Fault> {
        join(&parts.iter().map(|part| part.as_bytes().to_vec()).collect::<Vec<_>>()).map(|whole| String::from_utf8(whole).unwrap())
    }

    #[test]
    fn features_are_put_together_to_the_letter_and_tables_under_one_header() {
        let features = joined(&[r#"{"type":"FeatureCollection","features":[{"a":1.50}]}"#, r#" {"features":[],"numberReturned":0}"#]);
        assert_eq!(features.unwrap(), r#"{"type":"FeatureCollection","features":[{"a":1.50}]}"#);
        assert_eq!(joined(&["a;b\r\n1;2", "a;b\n3;4\n"]).unwrap(), "a;b\r\n1;2\n3;4\n");
    }

    #[test]
    fn an_answer_that_stops_at_a_page_is_not_taken_for_the_whole() {
        let fault = whole(br#"{"features": [{}], "numberMatched": 3, "numberReturned": 1}"#).unwrap_err();
        assert!(fault.code == "answer-cut-short" && fault.message.en.contains("1 features of 3"));
        for answer in [r#"{"features": [{}], "totalFeatures": 1}"#, r#"{"features": [], "totalFeatures": "unknown"}"#, "<html>"] {
            whole(answer.as_bytes()).unwrap();
        }
    }

    #[test]
    fn parts_of_different_forms_are_refused() {
        for parts in [["a;b\n", "a;c\n"], [r#"{"features":[]}"#, r#"{"error":1}"#], [r#"{"features":[]}"#, "a;b\n"]] {
            assert_eq!(joined(&parts).unwrap_err().code, "parts-differ", "{parts:?}");
        }
        assert_eq!(joined(&["<html></html>", "a\n"]).unwrap_err().code, "html-not-data");
    }
}

//! The body of a field note, read member by member. A fault points at its member and never repeats what was typed: it may be a
//! name.

use serde_json::Value;

use super::members::{bad, json};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::releases::noted;
use crate::disclosure::personal_data;
use crate::domain::encounter::FIELDS;
use crate::domain::{Draft, Encounter, Fault, Text, Zone, ZoneCode};
use crate::text;

/// The longest word of any member, in characters.
const LONGEST: usize = 200;

/// Reads a note.
///
/// # Errors
/// `bad-json`; `personal-data` wherever a word looks like a person; `bad-body` for a member that is none of a note or is of the wrong
/// kind.
pub fn read(body: &[u8]) -> Result<Draft, Fault> {
    let value = json(body)?;
    let members = value.as_object().ok_or_else(|| bad("", Text::new("attendu : un objet", "expected an object")))?;
    for (name, value) in members {
        let known = FIELDS.contains(&name.as_str());
        let pointer = if known { format!("/{name}") } else { String::new() };
        without_persons(value).map_err(|fault| fault.at_pointer(&pointer))?;
        if !known {
            personal_data::refuse(name).map_err(|fault| fault.at_pointer(&pointer))?;
            return Err(unknown_member());
        }
    }
    let word = |name: &str| word(members.get(name), name);
    Ok(Draft {
        geography: word("geography")?.unwrap_or_default(),
        zone: word("zone")?.unwrap_or_default(),
        day: word("day")?.unwrap_or_default(),
        persons: word("persons")?.unwrap_or_default(),
        themes: themes(members.get("themes"))?,
        reason: word("reason")?,
        offered: word("offered")?.unwrap_or_default(),
        age: word("age")?,
    })
}

/// Looks for persons in every text of a value, however deep.
///
/// # Errors
/// `personal-data`.
pub fn without_persons(value: &Value) -> Result<(), Fault> {
    match value {
        Value::String(words) => personal_data::refuse(words),
        Value::Array(items) => items.iter().try_for_each(without_persons),
        Value::Object(members) => {
            members.iter().try_for_each(|(name, value)| personal_data::refuse(name).and_then(|()| without_persons(value)))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// A member as a word: numbers as they are written, so that 10,000 persons are refused for what they are.
fn word(value: Option<&Value>, name: &str) -> Result<Option<String>, Fault> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) if words.chars().count() <= LONGEST => Ok(Some(words.clone())),
        Some(Value::Number(number)) if name == "persons" => Ok(Some(number.to_string())),
        Some(_) => Err(bad(
            &format!("/{name}"),
            text!("attendu : un mot d’au plus {LONGEST} caractères", "expected a word of at most {LONGEST} characters"),
        )),
    }
}

fn themes(value: Option<&Value>) -> Result<Vec<String>, Fault> {
    let expected = || Text::new("attendu : une liste de thèmes", "expected a list of themes");
    let listed = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(value) => value.as_array().ok_or_else(|| bad("/themes", expected()))?,
    };
    let theme = |(index, value): (usize, &Value)| {
        let words = value.as_str().filter(|words| words.chars().count() <= LONGEST);
        words.map(str::to_owned).ok_or_else(|| bad(&format!("/themes/{index}"), expected()))
    };
    listed.iter().enumerate().map(theme).collect()
}

fn unknown_member() -> Fault {
    let known = FIELDS.join(", ");
    Fault::new(
        "bad-body",
        Text::new("un membre du corps n’est pas de ceux d’une note", "a member of the body is not one of a note"),
        text!("membres d’une note : {known}", "members of a note: {known}"),
    )
    .at_pointer("")
}

/// The zone a note speaks of, once everything but its day fits.
///
/// # Parameters
/// `latest`: the last day the note may speak of, as far as it is known here; the door knows which day it is.
///
/// # Errors
/// Those of [`Encounter::check`], each at its member.
pub fn zone<'a>(draft: &Draft, atlas: &'a Atlas) -> Result<&'a Zone, Fault> {
    let layer = noted(atlas);
    let place = |code: &ZoneCode| layer.and_then(|layer| layer.index_of(code.as_str()));
    let known = |geography, code: &ZoneCode| layer.is_some_and(|layer| layer.geography == geography) && place(code).is_some();
    let encounter = Encounter::check(draft, chrono::NaiveDate::MAX, known).map_err(pointed)?;
    let found = |layer: &'a Layer| place(encounter.zone()).map(|zone| &layer.zones[zone]);
    layer.and_then(found).ok_or_else(super::problem::internal)
}

/// A fault of a field, at the member of that name.
pub fn pointed(mut fault: Fault) -> Fault {
    match fault.place.column.take() {
        Some(field) => fault.at_pointer(format!("/{field}")),
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(body: &Value) -> (String, Option<String>) {
        let fault = read(body.to_string().as_bytes()).err().unwrap();
        assert!(!format!("{fault:?}").contains("Durand") && !format!("{fault:?}").contains("exemple"), "{fault:?}");
        (fault.code, fault.place.pointer)
    }

    #[test]
    fn a_note_as_the_map_sends_it_is_read() {
        let body = json!({"zone": "001010101", "geography": "iris", "day": "2026-11-20", "persons": 3, "themes": ["sante"], "reason": null, "offered": "referral"});
        let draft = read(body.to_string().as_bytes()).ok().unwrap();
        assert_eq!((draft.persons.as_str(), draft.themes.as_slice(), draft.reason), ("3", &["sante".to_owned()][..], None));
    }

    #[test]
    fn persons_are_refused_wherever_they_stand_and_never_repeated() {
        for (body, pointer) in [
            (json!({"zone": "mme.durand@exemple.fr"}), "/zone"),
            (json!({"themes": ["sante", "Mme Durand"]}), "/themes"),
            (json!({"zone": {"nom": ["Mme Durand"]}}), "/zone"),
            (json!({"Mme Durand": 1}), ""),
            (json!({"note": "appeler le 06 12 34 56 78"}), ""),
        ] {
            assert_eq!(refused(&body), ("personal-data".to_owned(), Some(pointer.to_owned())), "{body}");
        }
    }

    #[test]
    fn what_is_no_member_of_a_note_or_of_the_wrong_kind_is_refused() {
        for (body, pointer) in [
            (json!([]), ""),
            (json!({"comment": "calme"}), ""),
            (json!({"zone": 1}), "/zone"),
            (json!({"persons": [1]}), "/persons"),
            (json!({"themes": "sante"}), "/themes"),
            (json!({"themes": [1]}), "/themes/0"),
            (json!({"offered": "x".repeat(201)}), "/offered"),
        ] {
            assert_eq!(refused(&body), ("bad-body".to_owned(), Some(pointer.to_owned())), "{body}");
        }
    }
}

//! A JSON body, member by member. What was given and never asked for is refused by [`Members::finish`].

use std::cell::RefCell;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::domain::{Fault, Position, Text};
use crate::text;

/// The members of one object of a body, and those asked for.
pub struct Members<'a> {
    given: &'a Map<String, Value>,
    at: String,
    asked: RefCell<Vec<&'static str>>,
}

/// Reads a body as JSON.
///
/// # Errors
/// `bad-json`, with the row where reading stopped.
pub fn json(body: &[u8]) -> Result<Value, Fault> {
    serde_json::from_slice(body).map_err(|cause| {
        let row = cause.line() as u64;
        let message = text!("le corps n’est pas du JSON : {cause}", "the body is not JSON: {cause}");
        Fault::new("bad-json", message, Text::new("corriger le corps", "mend the body")).at_row(row)
    })
}

impl<'a> Members<'a> {
    /// The members of an object that lies at a JSON pointer.
    ///
    /// # Errors
    /// `bad-body` when it is no object.
    pub fn of(value: &'a Value, at: impl Into<String>) -> Result<Self, Fault> {
        let at = at.into();
        let given = value.as_object().ok_or_else(|| bad(&at, Text::new("attendu : un objet", "expected an object")))?;
        Ok(Self { given, at, asked: RefCell::default() })
    }

    /// A member; `null` counts as not given.
    pub fn value(&self, name: &'static str) -> Option<&'a Value> {
        self.asked.borrow_mut().push(name);
        self.given.get(name).filter(|value| !value.is_null())
    }

    /// Whether a member is given and `null`.
    pub fn is_null(&self, name: &'static str) -> bool {
        self.asked.borrow_mut().push(name);
        self.given.get(name).is_some_and(Value::is_null)
    }

    /// Words.
    ///
    /// # Errors
    /// `bad-body` when the member is something else, or longer than 200 characters.
    pub fn words(&self, name: &'static str) -> Result<Option<&'a str>, Fault> {
        const LONGEST: usize = 200;
        let words = |value: &'a Value| value.as_str().filter(|words| words.chars().count() <= LONGEST);
        let expected = || text!("attendu : un texte d’au plus {LONGEST} caractères", "expected a text of at most {LONGEST} characters");
        self.value(name).map(|value| words(value).ok_or_else(|| self.bad(name, expected()))).transpose()
    }

    /// A member of a closed vocabulary, or one with rules of its own.
    ///
    /// # Errors
    /// The vocabulary's own fault, or `bad-body`, with the member pointed at.
    pub fn parse<T: FromStr<Err = Fault>>(&self, name: &'static str) -> Result<Option<T>, Fault> {
        self.words(name)?.map(|words| words.parse().map_err(|fault: Fault| fault.at_pointer(self.pointer(name)))).transpose()
    }

    /// A number within bounds.
    ///
    /// # Errors
    /// `bad-body`.
    pub fn number(&self, name: &'static str, bounds: RangeInclusive<f64>) -> Result<Option<f64>, Fault> {
        let read = |value: &Value| value.as_f64().filter(|number| bounds.contains(number));
        self.value(name).map(|value| read(value).ok_or_else(|| self.bad(name, within(&bounds)))).transpose()
    }

    /// A whole number within bounds.
    ///
    /// # Errors
    /// `bad-body`.
    pub fn whole(&self, name: &'static str, bounds: RangeInclusive<u64>) -> Result<Option<u64>, Fault> {
        let read = |value: &Value| value.as_u64().filter(|number| bounds.contains(number));
        self.value(name).map(|value| read(value).ok_or_else(|| self.bad(name, within(&bounds)))).transpose()
    }

    /// Yes or no.
    ///
    /// # Errors
    /// `bad-body`.
    pub fn yes_no(&self, name: &'static str) -> Result<Option<bool>, Fault> {
        let expected = || Text::new("attendu : true ou false", "expected true or false");
        self.value(name).map(|value| value.as_bool().ok_or_else(|| self.bad(name, expected()))).transpose()
    }

    /// A longitude and a latitude.
    ///
    /// # Errors
    /// `bad-body`, or `bad-coordinate` off the globe.
    pub fn position(&self, name: &'static str) -> Result<Option<Position>, Fault> {
        let expected = || Text::new("attendu : [longitude, latitude] en degrés", "expected [longitude, latitude] in degrees");
        let read = |value: &Value| match value.as_array()?.as_slice() {
            [lon, lat] => Some((lon.as_f64()?, lat.as_f64()?)),
            _ => None,
        };
        let Some(value) = self.value(name) else { return Ok(None) };
        let (lon, lat) = read(value).ok_or_else(|| self.bad(name, expected()))?;
        Position::new(lon, lat).map(Some).map_err(|fault| fault.at_pointer(self.pointer(name)))
    }

    /// What a member gives, when it must be there.
    ///
    /// # Errors
    /// `bad-body` when it is not.
    pub fn needed<T>(&self, name: &'static str, given: Option<T>) -> Result<T, Fault> {
        given.ok_or_else(|| self.bad(name, text!("il manque le membre {name}", "member {name} is missing")))
    }

    /// Refuses what was given and never asked for.
    ///
    /// # Errors
    /// `bad-body`, with the members that are known.
    pub fn finish(&self) -> Result<(), Fault> {
        let asked = self.asked.borrow();
        let Some(unknown) = self.given.keys().find(|name| !asked.contains(&name.as_str())) else { return Ok(()) };
        let mut known: Vec<&str> = asked.clone();
        known.sort_unstable();
        known.dedup();
        let known = known.join(", ");
        let expected = text!("membre inconnu ; connus ici : {known}", "unknown member; known here: {known}");
        Err(bad(&format!("{}/{}", self.at, escaped(unknown)), expected))
    }

    /// A member that does not suit.
    pub fn bad(&self, name: &str, expected: Text) -> Fault {
        bad(&self.pointer(name), expected)
    }

    /// Where a member lies in the body (RFC 6901).
    pub fn pointer(&self, name: &str) -> String {
        format!("{}/{name}", self.at)
    }
}

/// A part of a body that does not suit, and what was expected.
pub fn bad(pointer: &str, expected: Text) -> Fault {
    Fault::new("bad-body", Text::new("le corps ne convient pas", "the body does not suit"), expected).at_pointer(pointer)
}

fn within<T: Display>(bounds: &RangeInclusive<T>) -> Text {
    let (low, high) = (bounds.start(), bounds.end());
    text!("attendu : un nombre de {low} à {high}", "expected a number from {low} to {high}")
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asked_for_is_pointed_at() {
        let body = json(br#"{"a": 1, "b/c": 2}"#).unwrap();
        let members = Members::of(&body, "/changes/3").unwrap();
        assert_eq!(members.number("a", 0.0..=1.0).unwrap(), Some(1.0));
        let fault = members.finish().unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.pointer.as_deref()), ("bad-body", Some("/changes/3/b~1c")));
    }

    #[test]
    fn values_of_the_wrong_kind_are_refused_and_null_is_silence() {
        let body = json(br#"{"n": "1", "p": [3.8], "q": [200, 0], "s": null}"#).unwrap();
        let members = Members::of(&body, "").unwrap();
        assert_eq!(members.number("n", 0.0..=2.0).unwrap_err().place.pointer.as_deref(), Some("/n"));
        assert_eq!(members.position("p").unwrap_err().code, "bad-body");
        assert_eq!(members.position("q").unwrap_err().code, "bad-coordinate");
        assert_eq!(members.words("s").unwrap(), None);
        assert!(members.is_null("s") && !members.is_null("t"));
        assert_eq!(json(b"{").unwrap_err().code, "bad-json");
    }
}

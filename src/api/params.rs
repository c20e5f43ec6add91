//! The query of an address. Each parameter a handler asks for becomes known; what was given and never
//! asked for is refused by [`Params::finish`], which names the known ones.

use std::cell::RefCell;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use actix_web::web::Query;

use crate::domain::{Fault, Text};
use crate::text;

/// The parameters given, and those asked for.
#[derive(Debug, Default)]
pub struct Params {
    given: Vec<(String, String)>,
    asked: RefCell<Vec<String>>,
}

impl Params {
    /// Reads the query part of an address.
    ///
    /// # Errors
    /// `bad-parameter` when it cannot be decoded, `repeated-parameter` when a name comes twice.
    pub fn read(query: &str) -> Result<Self, Fault> {
        let given = Query::<Vec<(String, String)>>::from_query(query).map_err(|cause| undecodable(&cause))?.into_inner();
        for (index, (name, _)) in given.iter().enumerate() {
            if given.iter().skip(index + 1).any(|(other, _)| other == name) {
                return Err(repeated(name));
            }
        }
        Ok(Self { given, asked: RefCell::default() })
    }

    /// Parameters that come from elsewhere than an address.
    pub fn of(given: Vec<(String, String)>) -> Self {
        Self { given, asked: RefCell::default() }
    }

    /// What was given, in the order given.
    pub fn given(&self) -> &[(String, String)] {
        &self.given
    }

    /// The value of a parameter, empty or not.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.asked.borrow_mut().push(name.to_owned());
        self.given.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter; an empty one counts as not given.
    pub fn word(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|value| !value.is_empty())
    }

    /// A parameter of a closed vocabulary.
    ///
    /// # Errors
    /// The vocabulary's own fault, with the parameter named.
    pub fn parse<T: FromStr<Err = Fault>>(&self, name: &str) -> Result<Option<T>, Fault> {
        self.word(name).map(|word| word.parse().map_err(|fault: Fault| fault.in_column(name))).transpose()
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    /// `missing-parameter`, or as [`Params::parse`].
    pub fn required<T: FromStr<Err = Fault>>(&self, name: &str) -> Result<T, Fault> {
        self.parse(name)?.ok_or_else(|| missing(name))
    }

    /// A number within bounds.
    ///
    /// # Errors
    /// `bad-parameter` when it is not a number or out of bounds.
    pub fn number<T>(&self, name: &str, bounds: RangeInclusive<T>) -> Result<Option<T>, Fault>
    where
        T: FromStr + PartialOrd + Display,
    {
        let read = |value: &str| value.parse().ok().filter(|number| bounds.contains(number));
        self.value(name).map(|value| read(value).ok_or_else(|| not_within(name, value, &bounds))).transpose()
    }

    /// Refuses what was given and never asked for.
    ///
    /// # Errors
    /// `unknown-parameter`, with the parameters that are known here.
    pub fn finish(&self) -> Result<(), Fault> {
        let asked = self.asked.borrow();
        let unknown = self.given.iter().find(|(name, _)| !asked.contains(name));
        unknown.map_or(Ok(()), |(name, _)| Err(unknown_parameter(name, &asked)))
    }
}

/// A parameter whose value does not read, with what was expected.
pub fn bad_parameter(name: &str, value: &str, expected: Text) -> Fault {
    let message = text!("« {value} » ne convient pas au paramètre {name}", "“{value}” does not suit parameter {name}");
    Fault::new("bad-parameter", message, expected).in_column(name)
}

/// A parameter that is needed.
pub fn missing(name: &str) -> Fault {
    let message = text!("il manque le paramètre {name}", "parameter {name} is missing");
    Fault::new("missing-parameter", message, text!("ajouter {name}=… à l’adresse", "add {name}=… to the address")).in_column(name)
}

fn not_within<T: Display>(name: &str, value: &str, bounds: &RangeInclusive<T>) -> Fault {
    let (low, high) = (bounds.start(), bounds.end());
    bad_parameter(name, value, text!("attendu : un nombre de {low} à {high}", "expected a number from {low} to {high}"))
}

fn undecodable(cause: &impl Display) -> Fault {
    Fault::new(
        "bad-parameter",
        text!("l’adresse ne se décode pas : {cause}", "the address cannot be decoded: {cause}"),
        Text::new("coder les caractères spéciaux en pour-cent, en UTF-8", "percent-encode special characters, in UTF-8"),
    )
}

fn repeated(name: &str) -> Fault {
    Fault::new(
        "repeated-parameter",
        text!("le paramètre {name} est donné deux fois", "parameter {name} is given twice"),
        Text::new("ne le donner qu’une fois", "give it once"),
    )
    .in_column(name)
}

fn unknown_parameter(name: &str, asked: &[String]) -> Fault {
    let mut known = asked.to_vec();
    known.sort_unstable();
    known.dedup();
    let known = known.join(", ");
    Fault::new(
        "unknown-parameter",
        text!("paramètre inconnu : « {name} »", "unknown parameter: “{name}”"),
        text!("paramètres connus ici : {known}", "parameters known here: {known}"),
    )
    .in_column(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asked_for_is_refused_and_the_known_are_listed() {
        let params = Params::read("limit=3&themee=sante").unwrap();
        assert_eq!(params.number("limit", 1..=10).unwrap(), Some(3));
        let fault = params.finish().unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("unknown-parameter", Some("themee")));
        assert!(fault.hint.en.contains("limit"));
    }

    #[test]
    fn numbers_are_bounded_and_never_not_a_number() {
        for query in ["limit=0", "limit=NaN", "limit=", "limit=inf", "limit=1e3"] {
            let params = Params::read(query).unwrap();
            assert_eq!(params.number("limit", 1.0..=120.0).unwrap_err().code, "bad-parameter", "{query}");
        }
    }

    #[test]
    fn a_parameter_comes_once() {
        assert_eq!(Params::read("a=1&a=2").unwrap_err().code, "repeated-parameter");
    }
}

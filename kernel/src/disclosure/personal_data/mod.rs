//! What looks like a person: found at the door, so that it is refused by name instead of being kept.
//!
//! Notes hold closed lists alone, and nothing else is ever stored; this only tells *why* a word was refused, with row and
//! column, so that a team takes it out of its file. It cannot know every name.

mod names;
mod numbers;
mod shapes;

use chrono::NaiveDate;

use crate::domain::{Draft, Encounter, Fault, Geography, Text, ZoneCode};
use crate::text;

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number of social security.
    Nir,
    /// A bank account.
    Iban,
    /// The number of an allowance's claimant: seven digits and, at times, a letter.
    Claimant,
    /// A date of birth.
    BirthDate,
    /// A postal address.
    Address,
    /// A name.
    Name,
}

impl Kind {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Email => Text::new("une adresse électronique", "an e-mail address"),
            Self::Phone => Text::new("un numéro de téléphone", "a telephone number"),
            Self::Nir => Text::new("un numéro de sécurité sociale", "a number of social security"),
            Self::Iban => Text::new("un compte bancaire", "a bank account"),
            Self::Claimant => Text::new("un numéro d’allocataire", "a claimant’s number"),
            Self::BirthDate => Text::new("une date de naissance", "a date of birth"),
            Self::Address => Text::new("une adresse", "a postal address"),
            Self::Name => Text::new("un nom de personne", "a person’s name"),
        }
    }
}

/// A kind and what tells whether a text holds it.
type Check = (Kind, fn(&str) -> bool);

/// The first kind of personal data a text holds; `None` when nothing looks like any.
pub fn found(words: &str) -> Option<Kind> {
    let checks: [Check; 8] = [
        (Kind::Email, shapes::email),
        (Kind::Iban, shapes::iban),
        (Kind::Nir, shapes::nir),
        (Kind::Phone, shapes::phone),
        (Kind::BirthDate, shapes::birth_date),
        (Kind::Claimant, shapes::claimant),
        (Kind::Address, shapes::address),
        (Kind::Name, names::found),
    ];
    checks.into_iter().find(|(_, holds)| holds(words)).map(|(kind, _)| kind)
}

/// Refuses a text that looks like a person. The fault does not repeat it.
///
/// # Errors
/// `personal-data`, with the kind.
pub fn refuse(words: &str) -> Result<(), Fault> {
    let Some(kind) = found(words) else { return Ok(()) };
    let Text { fr, en } = kind.label();
    Err(Fault::new(
        "personal-data",
        text!("ceci ressemble à {fr} : rien n’est gardé", "this looks like {en}: nothing is kept"),
        Text::new(
            "l’ôter du fichier : une note ne porte que les mots de ses listes",
            "take it out of the file: a note carries the words of its lists alone",
        ),
    ))
}

/// The door of the vault: refuses persons first, then checks the note.
///
/// # Parameters
/// As [`Encounter::check`].
///
/// # Errors
/// `personal-data` in the column where it stands, or those of [`Encounter::check`].
pub fn admit(draft: &Draft, today: NaiveDate, known: impl Fn(Geography, &ZoneCode) -> bool) -> Result<Encounter, Fault> {
    for (name, words) in draft.fields() {
        refuse(words).map_err(|fault| fault.in_column(name))?;
    }
    Encounter::check(draft, today, known)
}

#[cfg(test)]
mod corpus;

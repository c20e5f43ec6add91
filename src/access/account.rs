//! Somebody who signs in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Role, Territory};
use crate::domain::{Fault, Text};

/// An account's number: says nothing of the person, and stands for them in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct AccountId(pub i64);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The name one signs in with: 3 to 254 characters, without spaces, in small letters; a work address fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Login(String);

impl Login {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Login {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        let login = words.trim().to_lowercase();
        let fits = (3..=254).contains(&login.len()) && login.chars().all(|c| c.is_alphanumeric() || "@.-_+".contains(c));
        if fits { Ok(Self(login)) } else { Err(bad_login()) }
    }
}

fn bad_login() -> Fault {
    Fault::new(
        "bad-login",
        Text::new("cet identifiant ne convient pas", "this login does not suit"),
        Text::new(
            "attendu : de 3 à 254 lettres, chiffres ou signes @ . - _ +, sans espace",
            "expected 3 to 254 letters, digits or signs @ . - _ +, without a space",
        ),
    )
    .in_column("login")
}

/// Somebody who signs in. It holds no secret: the password lies apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// The name one signs in with.
    pub login: Login,
    /// What one is.
    pub role: Role,
    /// Where one may act; nowhere for a role that is not bounded.
    pub territory: Territory,
    /// The team whose notes one shares, in a word of its own.
    pub team: Option<String>,
    /// Whether it is shut.
    pub disabled: bool,
    /// When it was made, in seconds since 1970.
    pub made: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_small_letters_without_spaces() {
        assert_eq!(" Camille.Durand@ville.fr ".parse::<Login>().unwrap().as_str(), "camille.durand@ville.fr");
        for bad in ["", "ab", "a b c", "x'; --", "a\u{0}bc", &"x".repeat(300)] {
            assert_eq!(bad.parse::<Login>().unwrap_err().code, "bad-login", "{bad:?}");
        }
    }
}

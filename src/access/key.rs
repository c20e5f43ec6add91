//! The key of a researcher: prefixed, scoped, expiring, with a quota. Only its hash is kept.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::{NoChance, Right, Role, Secret, SecretHash, allows};
use crate::domain::{Fault, Text};
use crate::text;

/// What every key begins with, so that one left in a file is recognised for what it is.
const PREFIX: &str = "mlg_";

/// How many characters of a key tell it from others in lists: the prefix and eight digits.
const SHOWN: usize = 12;

/// A key's number, which stands for it in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(transparent)]
pub struct KeyId(pub i64);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A key as its holder has it: `mlg_` and 64 hexadecimal digits. Shown once, when it is made.
#[derive(Debug, Clone)]
pub struct KeySecret(Secret);

impl KeySecret {
    /// Draws a new one.
    ///
    /// # Errors
    /// When the operating system gives no chance.
    pub fn draw() -> Result<Self, NoChance> {
        Secret::draw().map(Self)
    }

    /// One that somebody gives; `None` when it has not the form of one.
    pub fn given(words: &str) -> Option<Self> {
        Secret::given(words.strip_prefix(PREFIX)?).map(Self)
    }

    /// The key itself, for its holder alone.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", self.0.reveal())
    }

    /// Its beginning, which tells it from others in lists.
    pub fn beginning(&self) -> String {
        self.reveal().chars().take(SHOWN).collect()
    }

    /// What is kept of it.
    pub fn hash(&self) -> SecretHash {
        self.0.hash_for("key")
    }
}

/// What a key opens: some of the rights of a researcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(BTreeSet<Right>);

impl Scope {
    /// Everything a researcher may do.
    pub fn whole() -> Self {
        Self(Right::ALL.into_iter().filter(|right| allows(Role::Researcher, *right)).collect())
    }

    /// Whether it holds a right.
    pub fn holds(&self, right: Right) -> bool {
        self.0.contains(&right)
    }

    /// Its rights.
    pub fn rights(&self) -> impl Iterator<Item = Right> {
        self.0.iter().copied()
    }
}

impl std::str::FromStr for Scope {
    type Err = Fault;

    /// Codes of rights with commas or spaces between them.
    fn from_str(codes: &str) -> Result<Self, Fault> {
        let whole = Self::whole();
        let read = |code: &str| whole.rights().find(|right| right.code() == code).ok_or_else(|| unknown_scope(code, &whole));
        let rights: BTreeSet<_> = codes.split([',', ' ']).filter(|code| !code.is_empty()).map(read).collect::<Result<_, _>>()?;
        if rights.is_empty() { Err(unknown_scope(codes, &whole)) } else { Ok(Self(rights)) }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(|right| right.code()).collect::<Vec<_>>().join(" "))
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

/// A key, without its secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Key {
    /// Its number.
    pub id: KeyId,
    /// Its first characters: `mlg_3f9a01c2`.
    #[schema(example = "mlg_3f9a01c2")]
    pub beginning: String,
    /// What it is for, in the words of who made it.
    pub label: String,
    /// The rights it opens.
    #[schema(value_type = Vec<Right>)]
    pub scope: Scope,
    /// Requests it may make in a day.
    pub quota: i64,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// When it ends, in seconds since 1970.
    pub expires: i64,
    /// Whether it was revoked.
    pub revoked: bool,
}

impl Key {
    /// A key that begins now, with a quota of requests a day and so many days to go; whoever keeps it gives it its number.
    pub fn new(secret: &KeySecret, label: String, scope: Scope, (quota, days): (u64, u64), now: i64) -> Self {
        let expires = now + days.cast_signed() * 86_400;
        Self { id: KeyId(0), beginning: secret.beginning(), label, scope, quota: quota.cast_signed(), made: now, expires, revoked: false }
    }

    /// Whether it opens anything at a moment.
    pub const fn is_good(&self, now: i64) -> bool {
        !self.revoked && now < self.expires
    }
}

fn unknown_scope(code: &str, whole: &Scope) -> Fault {
    Fault::new(
        "unknown-scope",
        text!("« {code} » n’est pas une portée de clé", "“{code}” is no scope of a key"),
        text!("choisir parmi : {whole}", "choose among: {whole}"),
    )
    .in_column("scope")
}

/// A label that does not suit, or nothing.
///
/// # Errors
/// `bad-label` when it is empty or longer than 100 characters.
pub fn check_label(label: &str) -> Result<String, Fault> {
    let label = label.trim();
    let fits = (1..=100).contains(&label.chars().count()) && !label.chars().any(char::is_control);
    fits.then(|| label.to_owned()).ok_or_else(|| {
        Fault::new(
            "bad-label",
            Text::new("ce libellé ne convient pas", "this label does not suit"),
            Text::new("attendu : de 1 à 100 caractères", "expected 1 to 100 characters"),
        )
        .in_column("label")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_prefixed_and_only_their_beginning_is_shown() {
        let key = KeySecret::draw().unwrap();
        assert!(key.reveal().starts_with("mlg_") && key.reveal().len() == 68);
        assert_eq!(KeySecret::given(&key.reveal()).unwrap().hash(), key.hash());
        assert_eq!(key.beginning().len(), 12);
        assert!(KeySecret::given("mlg_").is_none() && KeySecret::given(key.0.reveal()).is_none());
        assert!(!format!("{key:?}").contains(&key.reveal()));
    }

    #[test]
    fn a_scope_holds_some_of_what_a_researcher_may_and_nothing_else() {
        let scope: Scope = "read-public".parse().unwrap();
        assert!(scope.holds(Right::ReadPublic) && !scope.holds(Right::RunPlans));
        assert_eq!("write-note".parse::<Scope>().unwrap_err().code, "unknown-scope");
        assert_eq!(" ".parse::<Scope>().unwrap_err().code, "unknown-scope");
        assert_eq!(Scope::whole().to_string().parse::<Scope>().unwrap(), Scope::whole());
    }
}

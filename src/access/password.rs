//! Passwords, kept as argon2id (RFC 9106) with the parameters OWASP gives: 19 MiB, two passes, one lane.

use std::fmt;
use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc;

use super::NoChance;
use crate::domain::{Fault, Text};

/// The least and the most characters: twelve, as the CNIL asks where nothing else protects, up to a long sentence.
const LENGTHS: std::ops::RangeInclusive<usize> = 12..=200;

/// A password as its holder types it. It is never printed and never kept.
pub struct Password(String);

impl Password {
    /// A new password.
    ///
    /// # Errors
    /// `weak-password` when it is shorter than 12 characters, longer than 200, or made of fewer than five different ones.
    pub fn chosen(words: &str) -> Result<Self, Fault> {
        let mut letters: Vec<char> = words.chars().collect();
        let length = letters.len();
        letters.sort_unstable();
        letters.dedup();
        if LENGTHS.contains(&length) && letters.len() >= 5 { Ok(Self(words.to_owned())) } else { Err(weak()) }
    }

    /// One that somebody gives to sign in: anything, cut where no password is as long.
    pub fn given(words: &str) -> Self {
        Self(words.chars().take(*LENGTHS.end() + 1).collect())
    }

    /// What is kept of it. Takes some tens of milliseconds and 19 MiB: never where requests are read.
    ///
    /// # Errors
    /// When the operating system gives no chance.
    pub fn hash(&self) -> Result<PasswordHash, NoChance> {
        let hash: phc::PasswordHash = Argon2::default().hash_password(self.0.as_bytes()).map_err(NoChance::new)?;
        Ok(PasswordHash(hash.to_string()))
    }

    /// Whether it is the one of which this was kept. Without one to compare with it takes as long, and is never right: how long
    /// an answer takes does not tell whether the account exists.
    pub fn is(&self, kept: Option<&PasswordHash>) -> bool {
        static NOBODY: LazyLock<Option<PasswordHash>> = LazyLock::new(|| Password("nobody at all".to_owned()).hash().ok());
        let compared = kept.or(NOBODY.as_ref());
        let right = compared.is_some_and(|kept| kept.verifies(&self.0));
        right && kept.is_some()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// What is kept of a password: `$argon2id$v=19$…`.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// One that was kept.
    pub const fn kept(words: String) -> Self {
        Self(words)
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn verifies(&self, words: &str) -> bool {
        let Ok(hash) = phc::PasswordHash::new(&self.0) else { return false };
        Argon2::default().verify_password(words.as_bytes(), &hash).is_ok()
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

fn weak() -> Fault {
    let (least, most) = (LENGTHS.start(), LENGTHS.end());
    Fault::new(
        "weak-password",
        Text::new("ce mot de passe est trop facile à deviner, ou trop long", "this password is too easily guessed, or too long"),
        crate::text!(
            "attendu : de {least} à {most} caractères, dont au moins cinq différents ; une phrase de quatre mots convient",
            "expected {least} to {most} characters, at least five of them different; a sentence of four words will do"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_recognised_and_another_is_not() {
        let password = Password::chosen("quatre mots bien longs").unwrap();
        let kept = password.hash().unwrap();
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.as_str());
        assert!(password.is(Some(&kept)));
        assert!(!Password::given("quatre mots bien court").is(Some(&kept)));
        assert!(!password.is(None));
        assert!(!password.is(Some(&PasswordHash::kept("nonsense".to_owned()))));
        assert_ne!(password.hash().unwrap(), kept, "each has a salt of its own");
    }

    #[test]
    fn short_and_monotonous_passwords_are_refused_and_none_is_printed() {
        for weak in ["", "court", "aaaaaaaaaaaaaaaa", "abababababababab", &"x1y2z".repeat(50)] {
            assert_eq!(Password::chosen(weak).unwrap_err().code, "weak-password", "{weak}");
        }
        assert_eq!(format!("{:?}", Password::given("sesame")), "Password(…)");
    }
}

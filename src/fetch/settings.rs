//! What the settings say of fetching: the table `[fetch]` of `maillage.toml`.

use std::time::Duration;

use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::Limits;
use crate::domain::{Fault, Text};
use crate::text;

/// The table `[fetch]`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FetchSettings {
    /// A copy of the producers' files on an intranet, or of a test: `http://127.0.0.1:8000`. Every address is asked there, its
    /// host as the first step of the path.
    pub mirror: Option<String>,
    /// How often a running server looks for newer editions: `24h`, `7d`; never when not given.
    pub every: Option<String>,
    /// How long a producer may send next to nothing.
    pub patience_seconds: f64,
    /// How often a file is asked for, in all.
    pub attempts: u32,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self { mirror: None, every: None, patience_seconds: 20.0, attempts: 4 }
    }
}

impl FetchSettings {
    /// The address of the mirror.
    ///
    /// # Errors
    /// `bad-setting` when it is no address of a mirror, without repeating it.
    pub fn mirror(&self) -> Result<Option<Url>, Fault> {
        let Some(words) = &self.mirror else { return Ok(None) };
        let url = Url::parse(words.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let plain = url.filter(|url| url.host().is_some() && url.query().is_none() && url.fragment().is_none() && url.path() == "/");
        plain.map(Some).ok_or_else(|| refused("mirror", &Text::new("attendu : http://hôte:port", "expected: http://host:port")))
    }

    /// How often a running server looks for newer editions.
    ///
    /// # Errors
    /// `bad-setting` outside an hour to a year.
    pub fn every(&self) -> Result<Option<Duration>, Fault> {
        let Some(words) = &self.every else { return Ok(None) };
        let hours = |words: &str| {
            let (number, unit) = words.trim().split_at_checked(words.trim().len().checked_sub(1)?)?;
            let number: u64 = number.trim().parse().ok()?;
            match unit {
                "h" => Some(number),
                "d" | "j" => number.checked_mul(24),
                _ => None,
            }
        };
        let hours = hours(words).filter(|hours| (1..=24 * 366).contains(hours));
        let hours = hours
            .ok_or_else(|| refused("every", &Text::new("attendu : de 1h à 366d, comme 24h ou 7d", "expected 1h to 366d, as 24h or 7d")))?;
        Ok(Some(Duration::from_hours(hours)))
    }

    /// The limits of one exchange.
    ///
    /// # Errors
    /// `bad-setting` when patience or attempts are out of bounds.
    pub fn limits(&self) -> Result<Limits, Fault> {
        if !(0.1..=600.0).contains(&self.patience_seconds) {
            return Err(refused("patience_seconds", &Text::new("attendu : de 0,1 à 600 secondes", "expected 0.1 to 600 seconds")));
        }
        if !(1..=10).contains(&self.attempts) {
            return Err(refused("attempts", &Text::new("attendu : de 1 à 10", "expected 1 to 10")));
        }
        Ok(Limits { patience: Duration::from_secs_f64(self.patience_seconds), attempts: self.attempts, ..Limits::default() })
    }
}

fn refused(key: &str, hint: &Text) -> Fault {
    let message = text!("réglage « fetch.{key} » refusé", "setting “fetch.{key}” refused");
    Fault::new("bad-setting", message, hint.clone()).in_column(format!("fetch.{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_is_an_address_alone_and_a_rhythm_has_a_unit() {
        let mirror = |words: &str| FetchSettings { mirror: Some(words.to_owned()), ..FetchSettings::default() }.mirror();
        assert_eq!(mirror("http://127.0.0.1:9").unwrap().unwrap().port(), Some(9));
        for words in ["127.0.0.1:9", "ftp://a", "http://a/b", "http://a?x=1"] {
            assert_eq!(mirror(words).unwrap_err().place.column.as_deref(), Some("fetch.mirror"), "{words}");
        }
        let every = |words: &str| FetchSettings { every: Some(words.to_owned()), ..FetchSettings::default() }.every();
        assert_eq!(every("24h").unwrap(), Some(Duration::from_hours(24)));
        assert_eq!(every("7d").unwrap(), Some(Duration::from_hours(168)));
        for words in ["", "24", "0h", "h", "1s", "99999999999999999999d", "é"] {
            assert_eq!(every(words).unwrap_err().code, "bad-setting", "{words}");
        }
    }

    #[test]
    fn limits_are_bounded() {
        let short = FetchSettings { patience_seconds: 0.0, ..FetchSettings::default() };
        assert_eq!(short.limits().err().unwrap().place.column.as_deref(), Some("fetch.patience_seconds"));
        assert!(FetchSettings { attempts: 0, ..FetchSettings::default() }.limits().is_err());
        assert_eq!(FetchSettings::default().limits().unwrap().attempts, 4);
    }
}

//! Where an engine listens.

use std::fmt;

use reqwest::Url;

use crate::domain::{Fault, Text};
use crate::text;

/// The address of an engine, `http` or `https`. May hold a password: only its host and port are ever written.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Reads an address; `key` is the setting it comes from.
    ///
    /// # Errors
    /// `bad-setting` when it is not one, without repeating it.
    pub fn new(key: &str, words: &str) -> Result<Self, Fault> {
        Self::of_setting(&format!("engine.{key}"), words)
    }

    /// The same, of a setting by its whole name.
    ///
    /// # Errors
    /// As [`Address::new`].
    pub fn of_setting(key: &str, words: &str) -> Result<Self, Fault> {
        let url = Url::parse(words.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let whole = url.filter(|url| url.host().is_some() && url.query().is_none() && url.fragment().is_none());
        whole.map(Self).ok_or_else(|| {
            Fault::new(
                "bad-setting",
                text!(
                    "réglage « {key} » refusé : ce n’est pas une adresse de moteur",
                    "setting “{key}” refused: not the address of an engine"
                ),
                Text::new("attendu : http://hôte:port ou https://hôte/chemin", "expected: http://host:port or https://host/path"),
            )
            .in_column(key.to_owned())
        })
    }

    /// The address of something under this one, of these steps.
    pub fn at<'a>(&self, steps: impl IntoIterator<Item = &'a str>) -> Url {
        let mut url = self.0.clone();
        // `http` and `https` addresses always have a path.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(steps);
        }
        url
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.host_str().unwrap_or_default())?;
        self.0.port().map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    #[test]
    fn an_address_never_shows_its_password() {
        let address = Address::new("url", "https://maire:sesame@engine.example.org:8443/walk/").unwrap();
        assert_eq!(address.to_string(), "engine.example.org:8443");
        assert!(!format!("{address:?}").contains("sesame"));
        assert_eq!(address.at(["table", "v1"]).path(), "/walk/table/v1");
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_repeated() {
        for words in ["ftp://maire:sesame@host", "sesame", "file:///sesame", "http://host?key=sesame", "http://"] {
            let fault = Address::new("walk", words).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("bad-setting", Some("engine.walk")), "{words}");
            assert!(!fault.line(Lang::Fr).contains("sesame"), "{words}");
        }
    }
}

//! Where a request stands: what links and words in its answer depend on.

use std::fmt::Write;

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Lang;

/// The address and language of a request.
#[derive(Debug, Clone)]
pub struct Here {
    /// Scheme and host, without a slash at the end.
    pub base: String,
    /// The path, as it was asked for.
    pub path: String,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The language of the answer.
    pub lang: Lang,
    /// Whether the place spoken of is invented.
    pub fictional: bool,
}

/// A link, after RFC 8288.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it is to this resource.
    #[schema(example = "self")]
    pub rel: &'static str,
    /// The media type of what lies there.
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// What it is called.
    pub title: String,
    /// Whether the address has places to fill in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub templated: Option<bool>,
}

impl Here {
    /// The full address of a path of ours.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// What a file of this answer is called: the collection or the resource, in plain letters, and whether it is
    /// fictional: a table carries no other label.
    pub fn name(&self) -> String {
        let last = self.path.trim_end_matches("/items").rsplit('/').next().unwrap_or_default();
        let name: String = last.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        if self.fictional { format!("fictif-{name}") } else { name }
    }

    /// This resource with some parameters set, and others removed where the value is `None`.
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.query.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let set = changes.iter().filter_map(|(name, value)| value.map(|value| (*name, value)));
        let mut address = self.address(&self.path);
        for (index, (name, value)) in kept.map(|(name, value)| (name.as_str(), value.as_str())).chain(set).enumerate() {
            let separator = if index == 0 { '?' } else { '&' };
            let _ = write!(address, "{separator}{}={}", percent(name), percent(value));
        }
        address
    }
}

impl Link {
    /// A link.
    pub fn new(href: String, rel: &'static str, media_type: &'static str, title: impl Into<String>) -> Self {
        Self { href, rel, media_type, title: title.into(), templated: None }
    }
}

/// Percent-encodes a path segment or a query value.
pub fn percent(words: &str) -> String {
    let mut coded = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            let _ = write!(coded, "%{byte:02X}");
        }
    }
    coded
}

/// A path segment as it reads: what [`percent`] wrote, in plain.
pub fn plain_of(segment: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(segment.len()), segment.as_bytes());
    while let Some((byte, after)) = rest.split_first() {
        let coded = (*byte == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok()).flatten();
        let read = coded.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(read.unwrap_or(*byte));
        rest = if read.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_set_removed_and_encoded() {
        let here = Here {
            base: "http://h".into(),
            path: "/p".into(),
            query: vec![("a".into(), "é&".into()), ("offset".into(), "3".into())],
            lang: Lang::Fr,
            fictional: false,
        };
        assert_eq!(here.with(&[("offset", Some("6"))]), "http://h/p?a=%C3%A9%26&offset=6");
        assert_eq!(here.with(&[("a", None), ("offset", None)]), "http://h/p");
    }

    #[test]
    fn a_segment_reads_as_it_was_before_it_was_coded() {
        for words in ["equipements:EQ001", "n° 3/a", "100 %", "é%", "%4"] {
            assert_eq!(plain_of(&percent(words)), words);
        }
        assert_eq!(plain_of("%zz%4"), "%zz%4");
    }
}

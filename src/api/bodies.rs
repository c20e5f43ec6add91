//! Answers made once: a bounded store of bodies, already coded for the way, named by their entity tag.

use std::fmt::Write as _;
use std::io;

use actix_web::web::Bytes;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use sha2::{Digest, Sha256};

use super::coding::{Coding, Effort};
use crate::domain::Fault;

/// Bodies kept at most, over all snapshots, in bytes.
const CAPACITY: u64 = 48 << 20;

/// Below this many bytes a body is not worth coding.
const SMALL: usize = 1_024;

/// Names one answer: the hash of everything it depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tag(String);

impl Tag {
    /// The tag of an answer that depends on these words alone.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hash = Sha256::new();
        for word in words {
            hash.update(word.as_bytes());
            hash.update([0]);
        }
        Self::of_hash(hash)
    }

    /// The tag of a file in a coding.
    pub fn of_bytes(content: &[u8], coding: Coding) -> Self {
        let mut hash = Sha256::new();
        hash.update(content);
        hash.update(coding.word());
        Self::of_hash(hash)
    }

    /// Half of the digest names enough.
    fn of_hash(hash: Sha256) -> Self {
        let mut tag = String::from('"');
        for byte in hash.finalize().iter().take(16) {
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        Self(tag)
    }

    /// As it stands in `ETag`, quotes included.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether an `If-None-Match` header names a tag, quotes included.
pub fn is_named_by(tag: &str, header: &str) -> bool {
    header.split(',').map(str::trim).any(|named| named == "*" || named.strip_prefix("W/").unwrap_or(named) == tag)
}

/// A body ready to go.
#[derive(Debug, Clone)]
pub struct Body {
    /// The bytes on the way.
    pub bytes: Bytes,
    /// How they are coded.
    pub coding: Coding,
    /// The `Link` header, when there is more to read.
    pub link: Option<String>,
}

impl Body {
    /// Codes a body; a small one stays as it is.
    ///
    /// # Errors
    /// When coding fails, which memory alone can cause.
    pub fn new(plain: Vec<u8>, coding: Coding, effort: Effort, link: Option<String>) -> io::Result<Self> {
        let coding = if plain.len() < SMALL { Coding::Identity } else { coding };
        let bytes = if coding == Coding::Identity { plain } else { coding.coded(&plain, effort)? };
        Ok(Self { bytes: Bytes::from(bytes), coding, link })
    }
}

#[derive(Clone)]
struct Bulk;

impl Weighter<Tag, Body> for Bulk {
    fn weight(&self, _tag: &Tag, body: &Body) -> u64 {
        body.bytes.len() as u64 + 256
    }
}

/// The store. A body asked for by several at once is made once.
pub struct Bodies(Cache<Tag, Body, Bulk>);

impl Bodies {
    /// An empty store.
    ///
    /// # Errors
    /// When the options contradict each other, which they do not.
    pub fn new() -> io::Result<Self> {
        let options = OptionsBuilder::new()
            .shards(2)
            .estimated_items_capacity(4_096)
            .weight_capacity(CAPACITY)
            .build()
            .map_err(|cause| io::Error::other(cause.to_string()))?;
        Ok(Self(Cache::with_options(options, Bulk, DefaultHashBuilder::default(), DefaultLifecycle::default())))
    }

    /// The body of this tag, made when it is not there.
    ///
    /// # Errors
    /// What `make` refuses; nothing is kept then.
    pub async fn get_or_make(&self, tag: &Tag, make: impl Future<Output = Result<Body, Fault>>) -> Result<Body, Fault> {
        self.0.get_or_insert_async(tag, make).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_depend_on_where_words_end() {
        assert_ne!(Tag::of(["ab", "c"]), Tag::of(["a", "bc"]));
        assert_eq!(Tag::of(["a"]), Tag::of(["a"]));
    }

    #[test]
    fn if_none_match_takes_lists_weak_tags_and_the_star() {
        let tag = Tag::of(["a"]);
        assert!(is_named_by(tag.as_str(), &format!("\"x\", W/{}", tag.as_str())));
        assert!(is_named_by(tag.as_str(), "*"));
        assert!(!is_named_by(tag.as_str(), "\"x\""));
    }
}

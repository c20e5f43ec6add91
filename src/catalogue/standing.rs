//! How a data set of the catalogue stands, for those who keep a territory fresh.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::source::Feeds;
use crate::domain::{Fault, Text};

/// In a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Taken, and not due for another look.
    Fresh,
    /// Taken, and due for another look.
    Due,
    /// An edition taken before is served: the last attempt failed.
    Stale,
    /// Never taken: every attempt failed.
    Missing,
    /// Never asked for.
    NotFetched,
}

impl State {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Fresh => Text::new("à jour", "fresh"),
            Self::Due => Text::new("à rafraîchir", "due"),
            Self::Stale => Text::new("édition précédente servie", "former edition served"),
            Self::Missing => Text::new("manque", "missing"),
            Self::NotFetched => Text::new("pas encore demandé", "not asked for yet"),
        }
    }
}

/// A refusal, and when it was.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Failure {
    /// When.
    pub at: DateTime<Utc>,
    /// Why, and how to mend it.
    pub fault: Fault,
}

impl Failure {
    /// What anybody may know of it: that it was, when, and by which code. Its words may hold addresses and folders of the machine.
    #[must_use]
    pub fn for_everybody(&self) -> Self {
        let fault = Fault::new(
            &self.fault.code,
            Text::new("la dernière tentative a échoué", "the last attempt failed"),
            Text::new("le détail se lit une fois connecté à l’administration", "an administrator who is signed in reads the details"),
        );
        Self { at: self.at, fault }
    }
}

/// How a data set stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SourceStanding)]
pub struct Standing {
    /// Its name in the catalogue.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// In a word.
    pub state: State,
    /// The same, to be read.
    pub label: Text,
    /// Who produces it.
    pub producer: String,
    /// The licence it is published under.
    pub licence: String,
    /// The producer's rule of confidentiality.
    pub secrecy: Text,
    /// Where it is asked for, before codes are put in.
    pub address: String,
    /// Whether its address was seen written; when not, it was put together and not checked.
    pub address_seen: bool,
    /// The data set loaded from it.
    pub dataset: Option<String>,
    /// When what is loaded arrived.
    pub fetched_at: Option<DateTime<Utc>>,
    /// When its producer was last asked with success.
    pub checked_at: Option<DateTime<Utc>>,
    /// Whole days since it arrived.
    pub age_days: Option<i64>,
    /// When it is due for another look.
    pub next_at: Option<DateTime<Utc>>,
    /// The last failure, when the last attempt was one.
    pub failure: Option<Failure>,
    /// What its absence costs, while it is missing.
    pub without: Option<Text>,
    /// What rests on it.
    pub feeds: Feeds,
}

/// Whoever knows how the data sets stand.
pub trait Standings: Send + Sync + fmt::Debug {
    /// Each data set of the catalogue, in its order.
    ///
    /// # Errors
    /// When what is kept of them cannot be read.
    fn standings(&self) -> Result<Vec<Standing>, Fault>;
}

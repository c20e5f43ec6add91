//! Collections of what is worked out of an atlas, for its finest zones: gaps, non-take-up, targets.

use std::io;
use std::sync::{Arc, OnceLock};

use super::arena::Arena;
use super::collection::{About, Collection, outlines};
use super::derive::Outlines;
use crate::api::shelf::Shelf;
use crate::atlas::Atlas;
use crate::diagnosis::coverage::{CoverageQuery, USUAL_LIMIT, coverage};
use crate::diagnosis::take_up::{self, TakeUp};
use crate::domain::{DatasetId, Fault, Geography, Text, Theme, Travel};
use crate::export::{self, clusters};

/// The computed collections of an atlas; none when it holds no zone.
pub fn shelves(atlas: &Arc<Atlas>, travel: &Arc<dyn Travel>, outlines: &Outlines) -> Vec<Shelf> {
    let Some((&geography, outlines)) = outlines.iter().next() else { return Vec::new() };
    let (take_up, outlines) = (OnceLock::new(), Arc::clone(outlines));
    let source = Arc::new(Source { atlas: Arc::clone(atlas), travel: Arc::clone(travel), geography, outlines, take_up });
    let shelf = |id, make: fn(&Source) -> Result<Collection, Failure>| {
        let source = Arc::clone(&source);
        Shelf::new(id, move || make(&source).map_err(io::Error::other))
    };
    let mut shelves = vec![shelf("gaps", Source::gaps)];
    if take_up::available(atlas, geography) {
        shelves.extend([shelf("take-up", Source::take_up_of_zones), shelf("take-up-zones", Source::take_up_clusters)]);
    }
    shelves
}

/// Why a collection could not be made.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Fault(#[from] Fault),
    #[error("{0}")]
    Writing(#[from] io::Error),
}

/// What computed collections are made from.
struct Source {
    atlas: Arc<Atlas>,
    travel: Arc<dyn Travel>,
    geography: Geography,
    outlines: Arc<Arena>,
    take_up: OnceLock<Result<TakeUp, Fault>>,
}

impl Source {
    fn take_up(&self) -> Result<&TakeUp, Fault> {
        self.take_up.get_or_init(|| take_up::take_up(&self.atlas, self.geography)).as_ref().map_err(Clone::clone)
    }

    fn gaps(&self) -> Result<Collection, Failure> {
        let query = |theme| CoverageQuery { geography: self.geography, theme, audience: None, at: None, limit_minutes: USUAL_LIMIT };
        let answer = |theme| coverage(&self.atlas, &*self.travel, &query(theme));
        let answers = Theme::ALL.into_iter().map(answer).collect::<Result<Vec<_>, _>>()?;
        let table = export::coverage::gaps(&self.atlas, self.geography, &answers);
        let about = About {
            id: "gaps".to_owned(),
            title: Text::new("Manques de couverture", "Coverage gaps"),
            description: Text::new(
                "Zones et thèmes où des personnes manquent d’accès à un service, et pourquoi",
                "Zones and themes where people are short of access to a service, and why",
            ),
            sources: sources(answers.iter().map(|answer| answer.sources.as_slice())),
        };
        Ok(Collection::new(about, Box::new(table), Arc::clone(&self.outlines))?)
    }

    fn take_up_of_zones(&self) -> Result<Collection, Failure> {
        let take_up = self.take_up()?;
        let about = About {
            id: "take-up".to_owned(),
            title: Text::new("Non-recours probable par zone", "Probable non-take-up by zone"),
            description: take_up.method.note.clone(),
            sources: take_up.sources.clone(),
        };
        Ok(Collection::new(about, Box::new(export::take_up::table(&self.atlas, take_up)), Arc::clone(&self.outlines))?)
    }

    fn take_up_clusters(&self) -> Result<Collection, Failure> {
        let take_up = self.take_up()?;
        let table = clusters::table(&self.atlas, take_up);
        let outlines = Arc::new(outlines(&table)?);
        let about = About {
            id: "take-up-zones".to_owned(),
            title: Text::new("Zones de non-recours probable", "Zones of probable non-take-up"),
            description: take_up.method.note.clone(),
            sources: take_up.sources.clone(),
        };
        Ok(Collection::new(about, Box::new(table), outlines)?)
    }
}

fn sources<'a>(lists: impl Iterator<Item = &'a [DatasetId]>) -> Vec<DatasetId> {
    let mut all: Vec<_> = lists.flatten().cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

//! Collections of what is worked out of an atlas, for its finest zones: gaps, non-take-up, targets.

use std::io;
use std::sync::Arc;

use super::collection::{About, Collection};
use crate::api::shelf::Shelf;
use crate::api::workings::Workings;
use crate::diagnosis::take_up;
use crate::domain::{DatasetId, Fault, Geography, Text};
use crate::export::{self, clusters};

/// The computed collections of an atlas; none when it holds no zone.
pub fn shelves(workings: &Arc<Workings>) -> Vec<Shelf> {
    let Some(&geography) = workings.atlas.layers.keys().next() else { return Vec::new() };
    let source = Arc::new(Source { workings: Arc::clone(workings), geography });
    let shelf = |id, make: fn(&Source) -> Result<Collection, Failure>| {
        let source = Arc::clone(&source);
        Shelf::new(id, move || make(&source).map_err(io::Error::other))
    };
    let mut shelves = vec![shelf("gaps", Source::gaps), shelf("targets", Source::targets)];
    if take_up::available(&workings.atlas, geography) {
        shelves.extend([shelf("take-up", Source::take_up_of_zones), shelf("take-up-zones", Source::take_up_clusters)]);
    }
    shelves
}

/// Why a collection could not be made.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Fault(Box<Fault>),
    #[error("{0}")]
    Writing(#[from] io::Error),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

/// What computed collections are made from.
struct Source {
    workings: Arc<Workings>,
    geography: Geography,
}

impl Source {
    fn gaps(&self) -> Result<Collection, Failure> {
        let Workings { atlas, ways, .. } = &*self.workings;
        let assessments = &self.workings.findings(self.geography)?.coverage;
        let answers = assessments.iter().map(|theme| theme.in_words(atlas, ways.of(theme.query.mode))).collect::<Result<Vec<_>, _>>()?;
        let about = About {
            id: "gaps".to_owned(),
            title: Text::new("Manques de couverture", "Coverage gaps"),
            description: Text::new(
                "Zones et thèmes où des personnes manquent d’accès à un service, et pourquoi",
                "Zones and themes where people are short of access to a service, and why",
            ),
            sources: sources(answers.iter().map(|answer| answer.sources.as_slice())),
        };
        let table = export::coverage::gaps(atlas, self.geography, &answers);
        Ok(Collection::new(about, Box::new(table))?)
    }

    fn targets(&self) -> Result<Collection, Failure> {
        let targets = &self.workings.findings(self.geography)?.targets;
        let about = About {
            id: "targets".to_owned(),
            title: Text::new("Où agir d’abord", "Where to act first"),
            description: targets.method.note.clone(),
            sources: targets.sources.clone(),
        };
        let table = export::targets::table(&self.workings.atlas, targets);
        Ok(Collection::new(about, Box::new(table))?)
    }

    fn take_up_of_zones(&self) -> Result<Collection, Failure> {
        let take_up = self.workings.take_up(self.geography)?;
        let about = About {
            id: "take-up".to_owned(),
            title: Text::new("Non-recours probable par zone", "Probable non-take-up by zone"),
            description: take_up.method.note.clone(),
            sources: take_up.sources.clone(),
        };
        let table = export::take_up::table(&self.workings.atlas, take_up);
        Ok(Collection::new(about, Box::new(table))?)
    }

    fn take_up_clusters(&self) -> Result<Collection, Failure> {
        let take_up = self.workings.take_up(self.geography)?;
        let table = clusters::table(&self.workings.atlas, take_up);
        let about = About {
            id: "take-up-zones".to_owned(),
            title: Text::new("Zones de non-recours probable", "Zones of probable non-take-up"),
            description: take_up.method.note.clone(),
            sources: take_up.sources.clone(),
        };
        Ok(Collection::new(about, Box::new(table))?)
    }
}

fn sources<'a>(lists: impl Iterator<Item = &'a [DatasetId]>) -> Vec<DatasetId> {
    let mut all: Vec<_> = lists.flatten().cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

//! What is worked out of a snapshot once, for all requests: coverage, non-take-up and targets of each geography.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::atlas::Atlas;
use crate::diagnosis;
use crate::diagnosis::card::Findings;
use crate::diagnosis::changes::Digest;
use crate::diagnosis::coverage::standing::Standing;
use crate::diagnosis::coverage::{Assessment, Coverage, CoverageQuery};
use crate::diagnosis::people::people;
use crate::diagnosis::releases::inside::Spread;
use crate::diagnosis::take_up::{TakeUp, take_up};
use crate::diagnosis::ways::ways;
use crate::domain::{Fault, Geography, Mode};
use crate::network::Ways;
use crate::remote::Engine;

/// So many territories as they stand are kept, the last asked for: whoever moves a service on a map asks for one
/// again and again.
const STANDINGS: usize = 6;

/// A place for a territory as it stands, worked out by whoever asks first.
type Stood = Arc<OnceLock<Result<Arc<Standing>, Fault>>>;

/// The workings of a snapshot, each made when first asked for.
pub struct Workings {
    /// The atlas.
    pub atlas: Arc<Atlas>,
    /// How people get to services.
    pub ways: Ways,
    findings: BTreeMap<Geography, OnceLock<Result<Findings, Fault>>>,
    digest: OnceLock<Result<Digest, Fault>>,
    spread: OnceLock<Option<Spread>>,
    standings: Mutex<VecDeque<(CoverageQuery, Stood)>>,
}

impl Workings {
    /// Nothing worked out yet; times come from the engine where there is one.
    pub fn new(atlas: Arc<Atlas>, engine: Option<&Engine>) -> Self {
        let local = ways(&atlas);
        let ways = match engine {
            Some(engine) => engine.over(local),
            None => local,
        };
        let findings = atlas.layers.keys().map(|geography| (*geography, OnceLock::new())).collect();
        Self { atlas, ways, findings, digest: OnceLock::new(), spread: OnceLock::new(), standings: Mutex::default() }
    }

    /// The findings of a geography, worked out now when they are not yet: call it aside from the threads that answer.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn findings(&self, geography: Geography) -> Result<&Findings, Fault> {
        let Some(place) = self.findings.get(&geography) else {
            return Err(diagnosis::layer(&self.atlas, geography).err().unwrap_or_else(super::problem::internal));
        };
        place.get_or_init(|| Findings::of(&self.atlas, self.ways.of(Mode::Walk), geography)).as_ref().map_err(Clone::clone)
    }

    /// Who is far from a service: in words from the findings where they answer, else worked out from their times.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn coverage(&self, query: &CoverageQuery) -> Result<Coverage, Fault> {
        let (findings, travel) = (self.findings(query.geography)?, self.ways.of(query.mode));
        if let Some(held) = findings.coverage.iter().find(|assessment| assessment.query == *query) {
            return held.in_words(&self.atlas, travel);
        }
        let layer = diagnosis::layer(&self.atlas, query.geography)?;
        let people = people(&self.atlas, layer);
        let assessment = if findings.journeys.suit(query) {
            Assessment::with_journeys(&self.atlas, layer, travel, query, people, &findings.journeys)
        } else {
            Assessment::with_people(&self.atlas, layer, travel, query, people)
        };
        assessment.in_words(&self.atlas, travel)
    }

    /// The last release of field notes, laid over its zones; `None` when there is none.
    pub fn spread(&self) -> Option<&Spread> {
        self.spread.get_or_init(|| Spread::of(&self.atlas)).as_ref()
    }

    /// What the snapshot is compared by, with the coverage of its finest geography: call it aside from the threads that
    /// answer.
    ///
    /// # Errors
    /// `internal`, which only our own mistake can cause.
    pub fn digest(&self) -> Result<&Digest, Fault> {
        let digest = || match self.atlas.layers.keys().next() {
            None => Ok(Digest::of(&self.atlas, &[])),
            Some(finest) => self.findings(*finest).map(|findings| Digest::of(&self.atlas, &findings.coverage)),
        };
        self.digest.get_or_init(digest).as_ref().map_err(Clone::clone)
    }

    /// The territory as it stands for a question, ready to be asked what a scenario changes: call it aside from the
    /// threads that answer.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn standing(&self, query: &CoverageQuery) -> Result<Arc<Standing>, Fault> {
        let place = self.place_of(query);
        let stand = || {
            let journeys = &self.findings(query.geography)?.journeys;
            Standing::of(&self.atlas, self.ways.of(query.mode), query, Some(journeys)).map(Arc::new)
        };
        place.get_or_init(stand).clone()
    }

    /// The place of a question among those last asked, moved to the front.
    fn place_of(&self, query: &CoverageQuery) -> Stood {
        let mut standings = self.standings.lock().unwrap_or_else(PoisonError::into_inner);
        let held = standings.iter().position(|(other, _)| other == query).and_then(|place| standings.remove(place));
        let (query, place) = held.unwrap_or_else(|| (*query, Stood::default()));
        standings.push_front((query, Arc::clone(&place)));
        standings.truncate(STANDINGS);
        place
    }

    /// The signal of non-take-up of a geography.
    ///
    /// # Errors
    /// `geography-not-loaded` or `no-take-up-data`.
    pub fn take_up(&self, geography: Geography) -> Result<&TakeUp, Fault> {
        let findings = self.findings(geography)?;
        // Without a signal, asking again is cheap and says what is missing.
        findings.take_up.as_ref().ok_or_else(|| take_up(&self.atlas, geography).err().unwrap_or_else(super::problem::internal))
    }
}

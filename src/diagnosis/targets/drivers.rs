//! What makes a zone a target: need, shortfall of access, probable non-take-up, zone by zone.

use std::sync::Arc;

use super::need::Need;
use super::{TargetsQuery, Theme, Weights};
use crate::analysis::index::Part;
use crate::analysis::rank::Scale;
use crate::analysis::weighting::is_known;
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::columns::bounds;
use crate::diagnosis::coverage::{Assessment, CoverageQuery, Journeys};
use crate::diagnosis::people::{People, people};
use crate::diagnosis::sources;
use crate::diagnosis::take_up::{TakeUp, TakeUpClass, ZoneTakeUp};
use crate::domain::{DatasetId, Travel};

/// Share of the zones whose need is strong: the upper third.
const STRONGEST: f64 = 1.0 / 3.0;

/// Share of those entitled to RSA who do not claim it in an average quarter in France (DREES 2022, *Les dossiers
/// de la DREES* 92): a shortfall as great counts in full.
const NATIONAL: f64 = 0.34;

/// Where at least this share of the people go short, access is poor.
const POOR: f64 = 0.5;

/// What is worked out already for the same atlas, and need not be again.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    /// The signal of non-take-up, where it can be told.
    pub take_up: Option<TakeUp>,
    /// Coverages; those of other questions are passed over.
    pub coverage: &'a [Arc<Assessment>],
    /// Times; those that do not suit are passed over.
    pub journeys: Option<&'a Journeys>,
}

impl Known<'_> {
    /// The coverage of each theme asked, for everyone at any hour.
    pub fn coverage(
        &self,
        atlas: &Atlas,
        layer: &Layer,
        travel: &dyn Travel,
        asked: &TargetsQuery,
        people: &People,
    ) -> Vec<Arc<Assessment>> {
        let themes = asked.theme.map_or_else(|| Theme::ALL.to_vec(), |theme| vec![theme]);
        let wanted: Vec<CoverageQuery> = themes.into_iter().map(|theme| query(asked, theme)).collect();
        let held = |query: &CoverageQuery| self.coverage.iter().find(|assessment| assessment.query == *query);
        let served = |query: &CoverageQuery| atlas.services.iter().any(|service| service.themes.contains(&query.theme));
        let missing = wanted.iter().filter(|query| held(query).is_none() && served(query)).count();
        let suited = self.journeys.filter(|journeys| wanted.iter().all(|query| journeys.suit(query)));
        let own = (missing > 1 && suited.is_none()).then(|| Journeys::of(atlas, layer, travel, asked.mode, asked.limit_minutes));
        let journeys = suited.or(own.as_ref());
        let assess = |query: &CoverageQuery| match (held(query), journeys) {
            (Some(held), _) => Arc::clone(held),
            (None, Some(journeys)) => Arc::new(Assessment::with_journeys(atlas, layer, travel, query, people.clone(), journeys)),
            (None, None) => Arc::new(Assessment::with_people(atlas, layer, travel, query, people.clone())),
        };
        wanted.iter().filter(|query| served(query)).map(assess).collect()
    }
}

/// The drivers over a layer.
pub struct Drivers {
    /// Who lives where.
    pub people: People,
    /// Social need.
    pub need: Need,
    /// The coverage of each theme that has services.
    pub coverage: Vec<Arc<Assessment>>,
    /// The signal of non-take-up, where it can be told.
    pub take_up: Option<TakeUp>,
    /// Data sets of the services that coverage counts.
    pub supply: Vec<DatasetId>,
    gap: Vec<Option<Part>>,
    /// The least need of the strongest third.
    strong: Option<f64>,
}

impl Drivers {
    /// Works out the drivers of a theme, or of all together.
    pub fn of(atlas: &Atlas, layer: &Layer, travel: &dyn Travel, asked: &TargetsQuery, known: Known<'_>) -> Self {
        let people = people(atlas, layer);
        let mut coverage = known.coverage(atlas, layer, travel, asked, &people);
        coverage.retain(|assessment| assessment.reference > 0.0);
        let gap = gap(&coverage, layer.zones.len());
        let need = Need::of(atlas, layer, asked.theme);
        let strong = least_of_strongest(need.scores.iter().flatten().map(|need| need.value).collect());
        let services = coverage.iter().flat_map(|assessment| &assessment.supply.services);
        let supply = sources(services.map(|service| atlas.services[*service as usize].dataset.clone()));
        Self { people, need, coverage, take_up: known.take_up, supply, gap, strong }
    }

    /// Need, gap and take-up of a zone, 0 to 1, `None` where unknown.
    pub fn parts(&self, zone: usize) -> Vec<Option<Part>> {
        vec![self.need.scores[zone], self.gap[zone], self.signal(zone).and_then(missing_share)]
    }

    /// The take-up of a zone.
    pub fn signal(&self, zone: usize) -> Option<&ZoneTakeUp> {
        self.take_up.as_ref().map(|take_up| &take_up.zones[zone])
    }

    /// Whether a zone surely has fewer recipients than expected, alone or with its neighbours.
    pub fn deficit(&self, zone: usize) -> bool {
        self.signal(zone).is_some_and(low)
    }

    /// The coverage that tells whether access is good: that of access to rights when there is a choice,
    /// since that is where rights are claimed.
    pub fn access(&self) -> Option<&Assessment> {
        let to_rights = self.coverage.iter().find(|assessment| assessment.query.theme == Theme::AccesAuxDroits);
        to_rights.or(self.coverage.first()).map(Arc::as_ref)
    }

    /// Whether at least half of the people go short of access.
    pub fn poor_access(&self, zone: usize) -> bool {
        self.access().is_some_and(|assessment| {
            let (short, people) = (assessment.short[zone].value(), self.people.counts[zone].value());
            short.zip(people).is_some_and(|(short, people)| people > 0.0 && short >= POOR * people)
        })
    }

    /// Whether social need is among the strongest third.
    pub fn strong_need(&self, zone: usize) -> bool {
        self.need.scores[zone].is_some_and(|need| self.strong.is_some_and(|strong| need.value >= strong))
    }

    /// The themes most people go short of, most first; those nobody goes short of are left out.
    pub fn scarcest(&self, zone: usize, count: usize) -> Vec<Theme> {
        let short = |assessment: &Assessment| assessment.short[zone].value().filter(|people| *people > 0.0);
        let mut themes: Vec<(f64, Theme)> =
            self.coverage.iter().filter_map(|assessment| Some((short(assessment)?, assessment.query.theme))).collect();
        themes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        themes.into_iter().take(count).map(|(_, theme)| theme).collect()
    }

    /// People short of access: mean over themes.
    pub fn short(&self, zone: usize) -> Option<f64> {
        mean(self.coverage.iter().map(|assessment| assessment.short[zone].value()))
    }

    /// Whether a zone can be ranked: somebody lives there, and what is known weighs at least half.
    pub fn rankable(&self, zone: usize, weights: Weights) -> bool {
        let inhabited = self.people.counts[zone].value().is_some_and(|people| people > 0.0);
        inhabited && is_known(&self.parts(zone), &weights.as_array())
    }

    /// Data sets they rest on.
    pub fn datasets(&self) -> Vec<DatasetId> {
        let of_services = self.supply.iter().cloned();
        let of_people = self.people.basis.iter().map(|basis| basis.dataset.clone());
        let of_take_up = self.take_up.iter().flat_map(|take_up| take_up.sources.clone());
        of_services.chain(of_people).chain(of_take_up).chain(self.need.datasets()).collect()
    }
}

/// The coverage of a theme, asked for everyone at any hour.
pub const fn query(asked: &TargetsQuery, theme: Theme) -> CoverageQuery {
    let TargetsQuery { geography, mode, limit_minutes, .. } = *asked;
    CoverageQuery { geography, theme, audience: None, at: None, mode, limit_minutes }
}

/// Whether recipients are surely fewer than expected, in the zone or in the low area it belongs to.
pub fn low(signal: &ZoneTakeUp) -> bool {
    let below = signal.ratio.value().is_some_and(|ratio| ratio < 1.0);
    signal.class == TakeUpClass::Deficit || (signal.cluster.is_some() && below)
}

/// The share of expected recipients that is missing, over that of the country: counted only where it is sure.
fn missing_share(signal: &ZoneTakeUp) -> Option<Part> {
    let (least, ratio, most) = bounds(signal.ratio)?;
    if signal.class == TakeUpClass::Insufficient {
        return None;
    }
    let missing = |ratio: f64| ((1.0 - ratio) / NATIONAL).clamp(0.0, 1.0);
    Some(if low(signal) { Part { low: missing(most), value: missing(ratio), high: missing(least) } } else { Part::exact(0.0) })
}

/// Percentile of the people short of access, mean over themes.
fn gap(coverage: &[Arc<Assessment>], zones: usize) -> Vec<Option<Part>> {
    let at = |bound: fn((f64, f64, f64)) -> f64| -> Vec<Option<f64>> {
        let short = |zone: usize| mean(coverage.iter().map(|assessment| bounds(assessment.short[zone]).map(bound)));
        (0..zones).map(short).collect()
    };
    let (low, value, high) = (at(|bounds| bounds.0), at(|bounds| bounds.1), at(|bounds| bounds.2));
    let scale = Scale::of(value.iter().copied().flatten());
    let part = |zone: usize| Some(Part { low: scale.score(low[zone]?), value: scale.score(value[zone]?), high: scale.score(high[zone]?) });
    (0..zones).map(part).collect()
}

/// The least of the strongest needs.
fn least_of_strongest(mut needs: Vec<f64>) -> Option<f64> {
    needs.sort_unstable_by(|a, b| b.total_cmp(a));
    needs.get(((needs.len() as f64 * STRONGEST).ceil() as usize).max(1) - 1).copied()
}

fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let known: Vec<f64> = values.flatten().collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

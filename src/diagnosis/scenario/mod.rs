//! What a new place changes: services added, moved, closed or open at other hours, and who gains and loses.

mod altered;
mod better;
mod compare;
mod groups;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;
use utoipa::ToSchema;

pub use altered::MOST_CHANGES;
pub use better::{Better, BetterPlace, PlaceKind};
pub use compare::covered;
pub use groups::{Group, GroupChange, MissingGroup};

use compare::{Comparison, Moved, SAME, totals};

use super::coverage::standing::{Standing, Ways};
use super::coverage::{CoverageClass, CoverageQuery, Nearby, Reason, Spread, ZoneCoverage};
use super::{Basis, Method, sources};
use crate::atlas::Atlas;
use crate::domain::{DatasetId, Fault, Measure, Opening, Position, ServiceId, Text, Travel, ZoneCode};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioQuery {
    /// What the scenario is called; it comes back.
    pub name: Option<String>,
    /// The coverage it changes.
    pub coverage: CoverageQuery,
    /// What changes.
    pub changes: Vec<Change>,
    /// Which change to look better places for.
    pub better_for: BetterFor,
}

/// Which added or moved service to look better places for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BetterFor {
    /// The last one.
    #[default]
    Last,
    /// None.
    Nobody,
    /// That of this change.
    Change(usize),
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new service of the theme, for everyone, on site.
    Add {
        /// Where.
        position: Position,
        /// How many ordinary services it counts for.
        capacity: f64,
        /// When it is open; always when not said.
        opening: Option<Opening>,
        /// What it is called.
        name: Option<String>,
    },
    /// A service moves.
    Move {
        /// Which.
        service: ServiceId,
        /// Where to.
        position: Position,
    },
    /// A service closes.
    Close {
        /// Which.
        service: ServiceId,
    },
    /// A service opens at other hours.
    Hours {
        /// Which.
        service: ServiceId,
        /// When it is open then.
        opening: Opening,
    },
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Scenario {
    /// What the scenario is called.
    pub name: Option<String>,
    /// The coverage it changes.
    pub query: CoverageQuery,
    /// How.
    pub method: Method,
    /// Whom the numbers of people count; `None` when nothing loaded counts people.
    pub people: Option<Basis>,
    /// The access a zone should have, before as after: services per 10,000 people.
    pub reference: f64,
    /// What changes, as it was understood.
    pub changes: Vec<Told>,
    /// The whole territory.
    pub totals: Totals,
    /// Who is newly covered and no longer covered, group by group.
    pub groups: Vec<GroupChange>,
    /// Groups that nothing loaded counts.
    pub missing_groups: Vec<MissingGroup>,
    /// Zones in which something changes, by code.
    pub zones: Vec<ZoneChange>,
    /// Zones in which some people gain.
    pub gain: Vec<ZoneCode>,
    /// Zones in which some people lose.
    pub lose: Vec<ZoneCode>,
    /// Better places for one of the services; `None` when none was looked for.
    pub better: Option<Better>,
    /// What it does, in one sentence to copy.
    pub sentence: Text,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// A change as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ScenarioChange)]
pub struct Told {
    /// Which kind.
    pub kind: ChangeKind,
    /// The service; one that is added has an identifier of its own in this answer.
    pub service: ServiceId,
    /// What it is called.
    pub name: String,
    /// Where it is then: longitude and latitude.
    pub position: [f64; 2],
    /// The zone it is in then; `None` when it is in none.
    pub zone: Option<ZoneCode>,
    /// When it is open then.
    pub opening: Option<Opening>,
    /// How many ordinary services it counts for then; 0 when it closes.
    pub capacity: f64,
    /// What the reader must know of it.
    pub remark: Option<Text>,
}

/// Kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A service is added.
    Add,
    /// A service moves.
    Move,
    /// A service closes.
    Close,
    /// A service opens at other hours.
    Hours,
}

/// The whole territory before and after, in people.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Totals {
    /// People with a service within the limit, before.
    pub covered_before: Measure,
    /// The same, after.
    pub covered_after: Measure,
    /// People short of access, before.
    pub short_before: Measure,
    /// The same, after.
    pub short_after: Measure,
    /// People who have a service within the limit only after.
    pub newly_covered: Measure,
    /// People who had one only before.
    pub no_longer_covered: Measure,
}

/// One zone in which something changes.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ZoneChange {
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// People who live there.
    pub people: Measure,
    /// In a word.
    pub effect: Effect,
    /// People who have a service within the limit only after.
    pub newly_covered: Measure,
    /// People who had one only before.
    pub no_longer_covered: Measure,
    /// Its access before.
    pub before: ZoneState,
    /// Its access after.
    pub after: ZoneState,
}

/// The access of a zone at one moment of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ZoneState {
    /// In a word.
    pub class: CoverageClass,
    /// The nearest service that serves.
    pub nearest: Option<Nearby>,
    /// Minutes to it, over the people.
    pub minutes: Option<Spread>,
    /// Share of the people who have one within the limit.
    pub share_within: Option<f64>,
    /// How many half of the people at least have within the limit.
    pub in_reach: u32,
    /// Services per 10,000 people, competition counted.
    pub access: Measure,
    /// People short of access.
    pub short: Measure,
    /// Why it is not covered.
    pub reasons: Vec<Reason>,
}

/// What a scenario does to a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Some people have a service within the limit, or a better share of one, and nobody loses.
    Gain,
    /// The reverse.
    Lose,
    /// Some gain, others lose.
    Both,
    /// Only ways beyond the limit, or words, change.
    Other,
}

impl ZoneState {
    fn of(told: ZoneCoverage) -> Self {
        let ZoneCoverage { class, nearest, minutes, share_within, in_reach, access, short, reasons, .. } = told;
        Self { class, nearest, minutes, share_within, in_reach, access, short, reasons }
    }

    /// Whether nothing that is told differs, sums aside that differ in their last digits.
    fn is_same(&self, other: &Self) -> bool {
        let close = |a: Measure, b: Measure| match (a.value(), b.value()) {
            (Some(a), Some(b)) => (a - b).abs() <= SAME * a.abs().max(b.abs()),
            (a, b) => a == b,
        };
        let told =
            |state: &Self| (state.class, state.nearest.clone(), state.minutes, state.share_within, state.in_reach, state.reasons.clone());
        told(self) == told(other) && close(self.access, other.access) && close(self.short, other.short)
    }
}

/// What changes of the services do to a territory.
///
/// # Errors
/// `geography-not-loaded`; `too-many-changes`, `repeated-service`, `unknown-service`, `not-of-the-theme`,
/// `outside-territory`, `off-the-streets` or `bad-scenario`, with a pointer to the change.
pub fn scenario(atlas: &Atlas, travel: &dyn Travel, query: &ScenarioQuery) -> Result<Scenario, Fault> {
    scenario_knowing(atlas, travel, query, &Standing::of(atlas, travel, &query.coverage, None)?)
}

/// The same when the territory as it stands is worked out already, for the same coverage.
///
/// # Errors
/// As [`scenario`].
pub fn scenario_knowing(atlas: &Atlas, travel: &dyn Travel, query: &ScenarioQuery, standing: &Standing) -> Result<Scenario, Fault> {
    let layer = super::layer(atlas, query.coverage.geography)?;
    let ways = Ways { atlas, layer, travel };
    let altered = altered::altered(ways, query, standing)?;
    let after = standing.after(ways, &altered);
    let moved = Moved::between(layer, standing, &after);
    let told = Comparison { ways, standing, altered: &altered, after: &after, moved: &moved };
    let zones: Vec<ZoneChange> = after.zones.iter().filter_map(|zone| told.zone(*zone)).collect();
    let (groups, missing_groups) = groups::groups(atlas, layer, standing.assessment.people.basis.as_ref(), &moved);
    let totals = totals(standing, &after, &moved);
    let effect = |wanted: Effect| {
        let has = move |zone: &&ZoneChange| zone.effect == wanted || zone.effect == Effect::Both;
        zones.iter().filter(has).map(|zone| zone.zone.clone()).collect::<Vec<_>>()
    };
    Ok(Scenario {
        name: query.name.clone(),
        query: query.coverage,
        method: words::method(standing, travel, &query.changes),
        people: standing.assessment.people.basis.clone(),
        reference: standing.assessment.reference,
        changes: altered::told(ways, query),
        sentence: words::sentence(query, &totals, &zones),
        better: better::better(ways, query, standing)?,
        sources: told_sources(ways, query, standing, &groups),
        gain: effect(Effect::Gain),
        lose: effect(Effect::Lose),
        totals,
        groups,
        missing_groups,
        zones,
    })
}

fn told_sources(ways: Ways<'_>, query: &ScenarioQuery, standing: &Standing, groups: &[GroupChange]) -> Vec<DatasetId> {
    let supply = standing.assessment.supply.services.iter();
    let of_services = supply.map(|service| ways.atlas.services[*service as usize].dataset.clone());
    let of_groups = groups.iter().flat_map(|group| &group.indicators).map(|basis| basis.dataset.clone());
    let of_people = standing.assessment.people.basis.iter().map(|basis| basis.dataset.clone());
    sources(of_services.chain(of_groups).chain(of_people).chain(ways.atlas.travel_sources(ways.layer, query.coverage.mode)))
}

//! A territory before and after, home by home, zone by zone and in all.

use super::{Effect, Totals, ZoneChange, ZoneState, groups};
use crate::atlas::Layer;
use crate::diagnosis::coverage::ZoneCoverage;
use crate::diagnosis::coverage::services::Services;
use crate::diagnosis::coverage::standing::{After, Altered, Standing, Ways};
use crate::domain::{Interval, Measure};

/// The shares of a zone's people who gain and who lose a service within the limit, zone by zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Those who have a service only after.
    pub gained: Vec<f64>,
    /// Those who had one only before.
    pub lost: Vec<f64>,
}

impl Moved {
    /// Held against the territory as it stands, home by home.
    pub fn between(layer: &Layer, standing: &Standing, after: &After) -> Self {
        let none = vec![0.0; layer.zones.len()];
        let mut moved = Self { gained: none.clone(), lost: none };
        let limit = standing.assessment.query.limit_minutes.0;
        for zone in &after.zones {
            for start in layer.origins.of_zone(*zone) {
                let (was, is) = (standing.minutes(start) <= limit, after.minutes(start).is_some_and(|minutes| minutes <= limit));
                moved.gained[*zone] += if is && !was { standing.shares[start] } else { 0.0 };
                moved.lost[*zone] += if was && !is { standing.shares[start] } else { 0.0 };
            }
        }
        for share in moved.gained.iter_mut().chain(&mut moved.lost) {
            *share = share.min(1.0);
        }
        moved
    }
}

/// Before and after, zone by zone.
pub struct Comparison<'a> {
    /// Where.
    pub ways: Ways<'a>,
    /// Before.
    pub standing: &'a Standing,
    /// The services there are then.
    pub altered: &'a Altered,
    /// After.
    pub after: &'a After,
    /// Who gains and who loses.
    pub moved: &'a Moved,
}

impl Comparison<'_> {
    /// What changes in a zone; `None` when nothing that is told does.
    pub fn zone(&self, zone: usize) -> Option<ZoneChange> {
        let Ways { atlas, layer, travel } = self.ways;
        let others = self.altered.services();
        let before = self.standing.assessment.zone_in_words(atlas, layer, travel, zone);
        let after = self.after.assessment.zone_among(Services::of(atlas).and(&others), layer, travel, zone);
        let (gained, lost) = (self.moved.gained[zone], self.moved.lost[zone]);
        let (people, name, code) = (before.people, before.name.clone(), before.zone.clone());
        let effect = effect(gained, lost, &before, &after);
        let (before, after) = (ZoneState::of(before), ZoneState::of(after));
        (!before.is_same(&after)).then(|| ZoneChange {
            zone: code,
            name,
            people,
            effect,
            newly_covered: part(people, gained),
            no_longer_covered: part(people, lost),
            before,
            after,
        })
    }
}

/// Differences of sums of the same numbers in another order are none.
pub const SAME: f64 = 1e-9;

fn effect(gained: f64, lost: f64, before: &ZoneCoverage, after: &ZoneCoverage) -> Effect {
    let access = match (before.access.value(), after.access.value()) {
        (Some(before), Some(after)) if (after - before).abs() > SAME * before.abs().max(after.abs()) => after - before,
        _ => 0.0,
    };
    match (gained > SAME || access > 0.0 && lost <= SAME, lost > SAME || access < 0.0 && gained <= SAME) {
        (true, true) => Effect::Both,
        (true, false) => Effect::Gain,
        (false, true) => Effect::Lose,
        (false, false) => Effect::Other,
    }
}

/// So much of the people.
fn part(people: Measure, share: f64) -> Measure {
    let Some(count) = people.value() else { return people };
    let interval = people.interval().and_then(|people| Interval::new(people.low() * share, people.high() * share));
    Measure::estimated(count * share, interval)
}

/// People with a service within the limit, from the share of each zone.
pub fn covered(people: &[Measure], shares: &[Option<f64>]) -> Measure {
    groups::total(people, |zone| shares[zone].unwrap_or(0.0), people).0
}

/// The whole territory before and after.
pub fn totals(standing: &Standing, after: &After, moved: &Moved) -> Totals {
    let people = &standing.assessment.people.counts;
    Totals {
        covered_before: covered(people, &standing.assessment.share_within),
        covered_after: covered(people, &after.assessment.share_within),
        short_before: standing.assessment.short_in_all(),
        short_after: after.assessment.short_in_all(),
        newly_covered: groups::total(people, |zone| moved.gained[zone], people).0,
        no_longer_covered: groups::total(people, |zone| moved.lost[zone], people).0,
    }
}

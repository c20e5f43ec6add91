//! What changed between two states of the data: services, coverage, indicators, data sets.

mod digest;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

pub use digest::Digest;

use crate::domain::{DatasetId, Geography, IndicatorId, Position, ServiceId, Text, Theme, ZoneCode};
use crate::spatial::distance::metres;
use digest::{ServiceLine, ZoneLine};

/// A service that moves less stays where it is: coordinates are corrected all the time.
const MOVED_METRES: f64 = 25.0;

/// A share that changes less does not: coverage is kept to a hundredth.
const CHANGED_SHARE: f64 = 0.015;

/// What changed since a state of the data.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Changes {
    /// The state before; `None` when there was none.
    pub since: Option<String>,
    /// The geography of the zones; `None` when no zones are loaded.
    pub geography: Option<Geography>,
    /// Services.
    pub services: ServiceChanges,
    /// Coverage on foot within half an hour, themes in which it changes.
    pub coverage: Vec<CoverageChange>,
    /// Indicators.
    pub indicators: Vec<IndicatorChange>,
    /// Data sets.
    pub datasets: Vec<DatasetChange>,
    /// All of it in a sentence.
    pub summary: Text,
}

/// Services that changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct ServiceChanges {
    /// Those that were not there.
    pub opened: Vec<ChangedService>,
    /// Those that are no longer there.
    pub closed: Vec<ChangedService>,
    /// Those that are elsewhere.
    pub moved: Vec<MovedService>,
    /// Those with other hours, audiences, themes or other conditions.
    pub changed: Vec<ChangedService>,
    /// Those whose source has now said nothing new for two years.
    pub stale: Vec<ChangedService>,
}

/// A service that changed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChangedService {
    /// Its identifier.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Themes it serves.
    pub themes: Vec<Theme>,
    /// Longitude and latitude.
    pub position: [f64; 2],
}

/// A service that moved.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MovedService {
    /// The service, where it is now.
    #[serde(flatten)]
    pub service: ChangedService,
    /// Where it was.
    pub before: [f64; 2],
    /// How far that is, in a straight line.
    pub metres: f64,
}

/// Coverage of one theme.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CoverageChange {
    /// The theme.
    pub theme: Theme,
    /// Zones where more people have a service in reach.
    pub gained: Vec<ZoneShares>,
    /// Zones where fewer do.
    pub lost: Vec<ZoneShares>,
    /// People who gained, where their number is known.
    pub people_gained: f64,
    /// People who lost, where their number is known.
    pub people_lost: f64,
}

/// A zone whose coverage changed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ZoneShares {
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// People concerned; `None` when how many live there is not known.
    pub people: Option<f64>,
    /// Share covered before, 0 to 1.
    pub share_before: f64,
    /// Share covered now.
    pub share_after: f64,
}

/// How a thing with editions changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditionChange {
    /// It was not there.
    New,
    /// It is no longer there.
    Gone,
    /// Its file is another.
    Revised,
}

/// An indicator that changed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorChange {
    /// The indicator.
    pub indicator: IndicatorId,
    /// What it is called.
    pub label: Text,
    /// Where it comes from.
    pub dataset: DatasetId,
    /// How it changed.
    pub change: EditionChange,
}

/// A data set that changed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DatasetChange {
    /// The data set.
    pub dataset: DatasetId,
    /// Its title.
    pub title: Text,
    /// How it changed.
    pub change: EditionChange,
}

/// What changed from one state to another.
pub fn changes(before: &Digest, after: &Digest) -> Changes {
    let services = services(&before.services, &after.services);
    let coverage = coverage(before, after);
    let datasets: Vec<DatasetChange> = edited(&before.datasets, &after.datasets, |a, b| a.sha256 != b.sha256)
        .map(|(id, line, change)| DatasetChange { dataset: id.clone(), title: line.title.clone(), change })
        .collect();
    let revised = |id: &DatasetId| datasets.iter().any(|set| set.dataset == *id && set.change == EditionChange::Revised);
    let indicators: Vec<IndicatorChange> =
        edited(&before.indicators, &after.indicators, |a, b| a.dataset != b.dataset || revised(&b.dataset))
            .map(|(id, line, change)| IndicatorChange {
                indicator: id.clone(),
                label: line.label.clone(),
                dataset: line.dataset.clone(),
                change,
            })
            .collect();
    let summary = words::summary(&services, &coverage, &indicators, &datasets);
    Changes { since: Some(before.snapshot.clone()), geography: after.geography, services, coverage, indicators, datasets, summary }
}

/// The first state: nothing to compare with.
pub fn first(after: &Digest) -> Changes {
    let summary = words::first(after.services.len(), after.zones.len(), after.indicators.len());
    Changes {
        since: None,
        geography: after.geography,
        services: ServiceChanges::default(),
        coverage: Vec::new(),
        indicators: Vec::new(),
        datasets: Vec::new(),
        summary,
    }
}

fn services(before: &[ServiceLine], after: &[ServiceLine]) -> ServiceChanges {
    let by_id = |lines: &'_ [ServiceLine]| lines.iter().map(|line| (line.id.clone(), line.clone())).collect::<BTreeMap<_, _>>();
    let (old, new) = (by_id(before), by_id(after));
    let mut found = ServiceChanges::default();
    for (id, line) in &new {
        let Some(was) = old.get(id) else {
            found.opened.push(told(line));
            continue;
        };
        let away = apart(was.position, line.position);
        if away > MOVED_METRES {
            found.moved.push(MovedService { service: told(line), before: was.position, metres: away.round() });
        }
        if was.print != line.print || was.name != line.name {
            found.changed.push(told(line));
        }
        if line.stale && !was.stale {
            found.stale.push(told(line));
        }
    }
    found.closed = old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(_, line)| told(line)).collect();
    found
}

fn told(line: &ServiceLine) -> ChangedService {
    ChangedService { id: line.id.clone(), name: line.name.clone(), themes: line.themes.clone(), position: line.position }
}

fn apart(from: [f64; 2], to: [f64; 2]) -> f64 {
    let place = |[lon, lat]: [f64; 2]| Position::new(lon, lat).ok();
    place(from).zip(place(to)).map_or(0.0, |(from, to)| metres(from, to).0)
}

/// Zones that are in both states, by code.
fn coverage(before: &Digest, after: &Digest) -> Vec<CoverageChange> {
    let places: BTreeMap<&ZoneCode, usize> = (0..).zip(&before.zones).map(|(place, zone)| (&zone.code, place)).collect();
    let change = |theme: Theme| {
        let (was, is) = (before.shares(theme), after.shares(theme));
        let mut found = CoverageChange { theme, gained: Vec::new(), lost: Vec::new(), people_gained: 0.0, people_lost: 0.0 };
        for (place, zone) in after.zones.iter().enumerate() {
            let shares = places.get(&zone.code).and_then(|old| was[*old]).zip(is[place]);
            let Some((share_before, share_after)) = shares.filter(|(a, b)| (a - b).abs() > CHANGED_SHARE) else { continue };
            let shares = zone_shares(zone, share_before, share_after);
            let (list, people) = if share_after > share_before {
                (&mut found.gained, &mut found.people_gained)
            } else {
                (&mut found.lost, &mut found.people_lost)
            };
            *people += shares.people.unwrap_or(0.0);
            list.push(shares);
        }
        found
    };
    let changed = |change: &CoverageChange| !change.gained.is_empty() || !change.lost.is_empty();
    Theme::ALL.into_iter().map(change).filter(changed).collect()
}

fn zone_shares(zone: &ZoneLine, share_before: f64, share_after: f64) -> ZoneShares {
    let people = zone.people.map(|people| (people * (share_after - share_before).abs()).round());
    ZoneShares { zone: zone.code.clone(), name: zone.name.clone(), people, share_before, share_after }
}

/// What is new, gone or revised.
fn edited<'a, K: Ord, L>(
    before: &'a BTreeMap<K, L>,
    after: &'a BTreeMap<K, L>,
    differs: impl Fn(&L, &L) -> bool + 'a,
) -> impl Iterator<Item = (&'a K, &'a L, EditionChange)> {
    let now = after.iter().filter_map(move |(id, line)| match before.get(id) {
        None => Some((id, line, EditionChange::New)),
        Some(was) => differs(was, line).then_some((id, line, EditionChange::Revised)),
    });
    now.chain(before.iter().filter(|(id, _)| !after.contains_key(*id)).map(|(id, line)| (id, line, EditionChange::Gone)))
}

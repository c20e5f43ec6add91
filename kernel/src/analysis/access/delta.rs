//! What a scenario changes: services that open, close, move or change their supply.

use std::collections::BTreeMap;

use super::{Decay, FloatingCatchment, floating_catchment};
use crate::domain::Reach;

/// One change. Services that open are numbered after those there were, in the order in which they open.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new service.
    Open {
        /// What it offers.
        supply: f64,
        /// Origins in its reach, each once, and the cost of each.
        ways: Vec<(usize, f64)>,
    },
    /// A service closes.
    Close {
        /// Its number.
        service: usize,
    },
    /// A service moves.
    Move {
        /// Its number.
        service: usize,
        /// Origins in its new reach, each once, and the cost of each.
        ways: Vec<(usize, f64)>,
    },
    /// A service offers more or less: other hours, more desks.
    Resupply {
        /// Its number.
        service: usize,
        /// What it offers now.
        supply: f64,
    },
}

/// What a scenario makes of a territory, where it changes anything.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct After {
    /// Origins that some changed service reaches or reached, in order, each with its new access.
    pub access: Vec<(usize, f64)>,
    /// Services that a change touches, in order: what each offers to one unit of demand; `None` when it has no
    /// demand in reach, as in [`FloatingCatchment::ratios`].
    pub ratios: Vec<(usize, Option<f64>)>,
}

/// A territory as it is, ready to be asked what a scenario would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    reach: Reach,
    demand: Vec<f64>,
    supply: Vec<f64>,
    decay: Decay,
    /// The same pairs by service: row starts, origins, costs.
    starts: Vec<usize>,
    ways: Vec<(u32, f64)>,
    shared: FloatingCatchment,
}

/// A service that a scenario touches.
struct Touched {
    supply: f64,
    ways: Vec<(usize, f64)>,
}

impl Base {
    /// Computes 2SFCA or E2SFCA once over the whole territory ([`floating_catchment()`]) and turns the pairs round.
    pub fn new(reach: Reach, demand: Vec<f64>, supply: Vec<f64>, decay: Decay) -> Self {
        let mut starts = vec![0; supply.len() + 1];
        for service in &reach.destinations {
            starts[*service as usize + 1] += 1;
        }
        for service in 0..supply.len() {
            starts[service + 1] += starts[service];
        }
        let (mut next, mut ways) = (starts.clone(), vec![(0, 0.0); reach.destinations.len()]);
        for origin in 0..reach.origin_count() {
            for (service, cost) in reach.from_origin(origin) {
                ways[next[service]] = (origin as u32, cost);
                next[service] += 1;
            }
        }
        let shared = floating_catchment(&reach, &demand, &supply, &decay);
        Self { reach, demand, supply, decay, starts, ways, shared }
    }

    /// The pairs, demand by service.
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The demand of each origin.
    pub fn demand(&self) -> &[f64] {
        &self.demand
    }

    /// How the weight of a service falls with the cost of going there.
    pub const fn decay(&self) -> &Decay {
        &self.decay
    }

    /// The territory as it is.
    pub fn shared(&self) -> &FloatingCatchment {
        &self.shared
    }

    /// Access once all changes are made, of the origins concerned alone.
    ///
    /// # Returns
    /// What [`floating_catchment()`] would give over the changed pairs, to a relative 1e-12; origins that are not
    /// listed keep their access to the last bit. `None` when a change names a service or an origin that does not
    /// exist.
    ///
    /// # Algorithm
    /// 1. A service shares its supply among the people in its own reach, whatever the others do: only what
    ///    touched services offer has to be computed again.
    /// 2. An origin concerned adds up its row anew: untouched services as they were, touched ones as they become.
    ///
    /// # Notes
    /// `O(services + origins concerned × their pairs)`. Nothing is changed in place: a scenario is a question.
    ///
    /// # Examples
    /// ```
    /// use maillage_kernel::analysis::access::{Decay, delta::{Base, Change}};
    /// use maillage_kernel::domain::Reach;
    /// // Two places of 100 people, one desk at the first; another opens between them.
    /// let reach = Reach { starts: vec![0, 1, 1], destinations: vec![0], minutes: vec![5.0] };
    /// let decay = Decay::Within { limit: 30.0 };
    /// let base = Base::new(reach, vec![100.0, 100.0], vec![1.0], decay);
    /// let opened = Change::Open { supply: 1.0, ways: vec![(0, 10.0), (1, 10.0)] };
    /// let after = base.after(&[opened]).unwrap();
    /// assert_eq!((after.access, after.ratios), (vec![(0, 0.015), (1, 0.005)], vec![(1, Some(0.005))]));
    /// ```
    pub fn after(&self, changes: &[Change]) -> Option<After> {
        let touched = self.touched(changes)?;
        let mut concerned: BTreeMap<usize, f64> = BTreeMap::new();
        for service in touched.keys().filter(|service| **service < self.supply.len()) {
            for (origin, _) in self.kept(*service) {
                concerned.insert(origin, 0.0);
            }
        }
        let mut ratios = Vec::with_capacity(touched.len());
        for (service, Touched { supply, ways }) in &touched {
            let asked: f64 = ways.iter().map(|(origin, cost)| self.demand[*origin] * self.decay.weight(*cost)).sum();
            let ratio = (asked > 0.0).then(|| supply / asked);
            ratios.push((*service, ratio));
            let offered = ratio.unwrap_or(0.0);
            for (origin, cost) in ways {
                *concerned.entry(*origin).or_insert(0.0) += offered * self.decay.weight(*cost);
            }
        }
        let stays: Vec<bool> = (0..self.supply.len()).map(|service| !touched.contains_key(&service)).collect();
        let access = |(origin, received): (usize, f64)| (origin, received + self.untouched_share(origin, &stays));
        Some(After { access: concerned.into_iter().map(access).collect(), ratios })
    }

    /// What falls to an origin from the services that no change touches.
    fn untouched_share(&self, origin: usize, stays: &[bool]) -> f64 {
        let row = self.reach.from_origin(origin).filter(|(service, _)| stays[*service]);
        row.map(|(service, cost)| self.shared.ratios[service].unwrap_or(0.0) * self.decay.weight(cost)).sum()
    }

    /// The pairs of a service as it is: origin and cost.
    pub fn kept(&self, service: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.ways[self.starts[service]..self.starts[service + 1]].iter().map(|(origin, cost)| (*origin as usize, *cost))
    }

    /// The services a scenario touches, as they are at its end.
    fn touched(&self, changes: &[Change]) -> Option<BTreeMap<usize, Touched>> {
        let mut touched: BTreeMap<usize, Touched> = BTreeMap::new();
        let mut services = self.supply.len();
        for change in changes {
            let (service, supply, ways) = match change {
                Change::Open { supply, ways } => (services, Some(*supply), Some(ways.clone())),
                Change::Close { service } => (*service, Some(0.0), Some(Vec::new())),
                Change::Move { service, ways } => (*service, None, Some(ways.clone())),
                Change::Resupply { service, supply } => (*service, Some(*supply), None),
            };
            services += usize::from(matches!(change, Change::Open { .. }));
            let known = service < services && ways.iter().flatten().all(|(origin, _)| *origin < self.demand.len());
            known.then_some(())?;
            let state = touched.entry(service).or_insert_with(|| self.as_it_is(service));
            state.supply = supply.unwrap_or(state.supply);
            state.ways = ways.unwrap_or_else(|| std::mem::take(&mut state.ways));
        }
        Some(touched)
    }

    /// A service before any change; one that does not exist yet offers nothing.
    fn as_it_is(&self, service: usize) -> Touched {
        match self.supply.get(service) {
            Some(supply) => Touched { supply: *supply, ways: self.kept(service).collect() },
            None => Touched { supply: 0.0, ways: Vec::new() },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::analysis::access::golden::{compressed, reach_and_amounts};

    /// What a change is before it is known how many services and origins there are.
    type Draft = (u8, Index, f64, Vec<(Index, f64)>);

    fn drafts() -> impl Strategy<Value = Vec<Draft>> {
        let ways = prop::collection::vec((any::<Index>(), 0.0..60.0_f64), 0..8);
        prop::collection::vec((0..4_u8, any::<Index>(), 0.0..30.0_f64, ways), 0..7)
    }

    /// Services as supply and ways, to which changes are made one by one.
    fn applied(services: &mut Vec<(f64, Vec<(usize, f64)>)>, origins: usize, (kind, which, supply, ways): Draft) -> Change {
        let ways: BTreeMap<usize, f64> = ways.into_iter().map(|(origin, cost)| (origin.index(origins), cost)).collect();
        let (ways, service): (Vec<_>, usize) = (ways.into_iter().collect(), which.index(services.len()));
        match kind {
            0 => {
                services.push((supply, ways.clone()));
                Change::Open { supply, ways }
            }
            1 => {
                services[service] = (0.0, Vec::new());
                Change::Close { service }
            }
            2 => {
                services[service].1.clone_from(&ways);
                Change::Move { service, ways }
            }
            _ => {
                services[service].0 = supply;
                Change::Resupply { service, supply }
            }
        }
    }

    proptest! {
        #[test]
        fn after_any_scenario_access_is_that_of_a_full_run((reach, demand, supply) in reach_and_amounts(), drafts in drafts()) {
            let decay = Decay::enhanced(45.0);
            let base = Base::new(reach, demand.clone(), supply.clone(), decay.clone());
            let mut services: Vec<_> = supply.iter().enumerate().map(|(service, supply)| (*supply, base.kept(service).collect())).collect();
            let changes: Vec<Change> = drafts.into_iter().map(|draft| applied(&mut services, demand.len(), draft)).collect();
            let mut rows = vec![Vec::new(); demand.len()];
            for (service, (_, ways)) in services.iter().enumerate() {
                for (origin, cost) in ways {
                    rows[*origin].push((*cost, service as u32));
                }
            }
            let supply: Vec<f64> = services.iter().map(|service| service.0).collect();
            let full = floating_catchment(&compressed(rows), &demand, &supply, &decay);
            let mut found = base.shared().access.clone();
            let after = base.after(&changes).unwrap();
            prop_assert!(after.access.is_sorted_by(|a, b| a.0 < b.0));
            for (origin, access) in after.access {
                found[origin] = access;
            }
            for (found, full) in found.iter().zip(&full.access) {
                prop_assert!((found - full).abs() <= 1e-12 * full.abs(), "{} instead of {}", found, full);
            }
            for (service, ratio) in after.ratios {
                prop_assert_eq!(ratio.is_some(), full.ratios[service].is_some());
                prop_assert!((ratio.unwrap_or(0.0) - full.ratios[service].unwrap_or(0.0)).abs() <= 1e-12 * ratio.unwrap_or(0.0).abs());
            }
        }
    }

    #[test]
    fn a_scenario_that_names_what_does_not_exist_has_no_answer() {
        let reach = Reach { starts: vec![0, 1], destinations: vec![0], minutes: vec![5.0] };
        let decay = Decay::Within { limit: 30.0 };
        let base = Base::new(reach, vec![100.0], vec![1.0], decay);
        assert_eq!(base.after(&[Change::Close { service: 1 }]), None);
        assert_eq!(base.after(&[Change::Move { service: 0, ways: vec![(1, 5.0)] }]), None);
        let opened = Change::Open { supply: 1.0, ways: vec![] };
        let closed_again = base.after(&[opened, Change::Close { service: 1 }]).unwrap();
        assert_eq!((closed_again.access, closed_again.ratios), (vec![], vec![(1, None)]));
        assert_eq!(base.after(&[]), Some(After::default()));
    }
}

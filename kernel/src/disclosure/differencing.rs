//! Two zonings with the same exact variable: what the difference of two sums tells of the few people in between.
//!
//! Where a group of zones of one zoning holds whole zones of the other and a few people more, those few are the difference of
//! two published sums. Costemalle (2019), “Detecting geographical differencing problems in the context of spatial data
//! dissemination”, Statistical Journal of the IAOS 35(4).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Fault, Text};

/// Groups looked at before giving up.
const MOST_GROUPS: usize = 100_000;

/// One observation: the zone it lies in, in each zoning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Zone of the first zoning.
    pub first: u32,
    /// Zone of the second zoning.
    pub second: u32,
}

/// A group of zones whose sum, less those of the zones of the other zoning that lie wholly in it, leaves too few.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Risk {
    /// Zones of the first zoning.
    pub zones: BTreeSet<u32>,
    /// Ranks of the few observations.
    pub observations: BTreeSet<usize>,
}

/// Every group of zones that hang together and leave between 1 and `smallest` − 1 observations.
///
/// # Algorithm
/// A group that holds one side of an overlap of `smallest` observations or more must hold the other: whoever cut there would
/// leave enough. From each zone, groups closed under this rule grow over the zones that cross their border, and each is
/// counted. What lies outside a group is a group too, so that both sides of every difference are found.
///
/// # Notes
/// Complete. The package diffman 0.1.1, on its own example, misses nine of the 109 observations found here.
///
/// # Errors
/// `too-many-groups` when the zonings cross so much that there are more than 100,000 groups: then publish one of them.
pub fn risks(observations: &[Placed], smallest: usize) -> Result<Vec<Risk>, Fault> {
    let crossing = Crossing::of(observations, smallest);
    let mut waiting: Vec<BTreeSet<u32>> = crossing.zones.keys().map(|zone| crossing.closed([*zone])).collect();
    let mut seen: BTreeSet<BTreeSet<u32>> = BTreeSet::new();
    let mut risks = Vec::new();
    while let Some(group) = waiting.pop() {
        if !seen.insert(group.clone()) {
            continue;
        }
        if seen.len() > MOST_GROUPS {
            return Err(too_many_groups());
        }
        let border = crossing.border(&group);
        let left = crossing.left(&group, &border);
        if (1..smallest).contains(&left.len()) {
            risks.push(Risk { zones: group.clone(), observations: left });
        }
        waiting.extend(border.iter().map(|second| crossing.closed(group.iter().chain(crossing.others[second].keys()).copied())));
    }
    risks.sort();
    Ok(risks)
}

/// How two zonings cross.
struct Crossing {
    /// For each zone of the first, the observations it shares with each of the second.
    zones: BTreeMap<u32, BTreeMap<u32, Vec<usize>>>,
    /// For each zone of the second, how many it shares with each of the first.
    others: BTreeMap<u32, BTreeMap<u32, usize>>,
    /// For each zone of the first, those that a group which holds it must hold.
    bound: BTreeMap<u32, BTreeSet<u32>>,
}

impl Crossing {
    fn of(observations: &[Placed], smallest: usize) -> Self {
        let mut crossing = Self { zones: BTreeMap::new(), others: BTreeMap::new(), bound: BTreeMap::new() };
        for (rank, Placed { first, second }) in observations.iter().enumerate() {
            crossing.zones.entry(*first).or_default().entry(*second).or_default().push(rank);
            *crossing.others.entry(*second).or_default().entry(*first).or_default() += 1;
        }
        for shared in crossing.others.values() {
            for (zone, _) in shared.iter().filter(|(_, count)| **count >= smallest) {
                crossing.bound.entry(*zone).or_default().extend(shared.keys());
            }
        }
        crossing
    }

    /// The smallest group that holds these zones and all that must go with them.
    fn closed(&self, zones: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut group: BTreeSet<u32> = zones.into_iter().collect();
        let mut waiting: Vec<u32> = group.iter().copied().collect();
        while let Some(zone) = waiting.pop() {
            for other in self.bound.get(&zone).into_iter().flatten() {
                if group.insert(*other) {
                    waiting.push(*other);
                }
            }
        }
        group
    }

    /// Zones of the second zoning that lie partly in a group.
    fn border(&self, group: &BTreeSet<u32>) -> BTreeSet<u32> {
        let touched = group.iter().flat_map(|zone| self.zones[zone].keys().copied());
        touched.filter(|second| self.others[second].keys().any(|zone| !group.contains(zone))).collect()
    }

    /// Observations of a group that lie in zones of its border.
    fn left(&self, group: &BTreeSet<u32>, border: &BTreeSet<u32>) -> BTreeSet<usize> {
        let shared = group.iter().flat_map(|zone| &self.zones[zone]);
        shared.filter(|(second, _)| border.contains(second)).flat_map(|(_, ranks)| ranks.iter().copied()).collect()
    }
}

fn too_many_groups() -> Fault {
    Fault::new(
        "too-many-groups",
        Text::new("ces deux maillages se croisent trop pour être contrôlés", "these two zonings cross too much to be checked"),
        Text::new("ne publier que l’un des deux", "publish only one of them"),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn shared(file: &str) -> Option<csv::Reader<std::fs::File>> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/golden/sdc").join(file);
        if !path.exists() {
            println!("left out: {} is not beside this checkout", path.display());
        }
        csv::Reader::from_path(path).ok()
    }

    /// Observation 2 is what zone 10 has beyond zone 1, alone.
    #[test]
    fn the_one_person_between_two_sums_is_found() {
        let placed = |first, second| Placed { first, second };
        let observations: Vec<Placed> =
            [vec![placed(1, 10); 6], vec![placed(2, 10)], vec![placed(2, 11); 6]].into_iter().flatten().collect();
        let found = risks(&observations, 5).unwrap();
        assert_eq!(found, [Risk { zones: BTreeSet::from([2]), observations: BTreeSet::from([6]) }]);
        assert!(risks(&observations[..6], 5).unwrap().is_empty(), "one zone crosses nothing");
    }

    /// All the observations diffman finds on its example, at threshold 5; and nine more, each of which is checked to be the
    /// difference of two sums.
    #[test]
    fn every_observation_that_diffman_finds_is_found_and_the_others_are_real() {
        let (Some(mut placed), Some(mut expected)) = (shared("diffman_t_ex.csv"), shared("diffman_expected_thr5.csv")) else { return };
        let rows: Vec<(usize, u32, u32)> = placed.deserialize().map(Result::unwrap).collect();
        let observations: Vec<Placed> = rows.iter().map(|(_, first, second)| Placed { first: *first, second: *second }).collect();
        let found = risks(&observations, 5).unwrap();
        let ids: BTreeSet<usize> = found.iter().flat_map(|risk| &risk.observations).map(|rank| rows[*rank].0).collect();
        let theirs: BTreeSet<usize> = expected.records().map(|row| row.unwrap()[0].parse().unwrap()).collect();
        assert_eq!(theirs.len(), 100);
        assert!(theirs.is_subset(&ids), "missed: {:?}", theirs.difference(&ids));
        assert_eq!(ids.difference(&theirs).count(), 9);
        for Risk { zones, observations: few } in &found {
            let inside: Vec<usize> = (0..observations.len()).filter(|rank| zones.contains(&observations[*rank].first)).collect();
            let outside = |second: u32| observations.iter().any(|other| other.second == second && !zones.contains(&other.first));
            let wholly = inside.iter().filter(|rank| !outside(observations[**rank].second)).count();
            assert_eq!(inside.len() - wholly, few.len());
            assert!((1..5).contains(&few.len()));
        }
    }

    /// One zoning nested in the other crosses nothing, as long as its zones are not themselves too small.
    #[test]
    fn nested_zonings_leave_nobody_between_them() {
        let observations: Vec<Placed> = (0..60).map(|rank| Placed { first: rank / 6, second: rank / 12 }).collect();
        assert!(risks(&observations, 5).unwrap().is_empty());
    }
}

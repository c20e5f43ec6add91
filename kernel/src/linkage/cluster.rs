//! From pairs to groups, without chaining records that cannot be one service.

use std::collections::HashMap;

use super::score::SAME;
use super::{Link, Linkage, Record};
use crate::domain::Verdict;

/// Groups being joined: the group of each record that has one, and the members of each.
#[derive(Default)]
struct Groups {
    of: HashMap<u32, usize>,
    members: Vec<Vec<u32>>,
}

impl Groups {
    fn group(&mut self, record: u32) -> usize {
        *self.of.entry(record).or_insert_with(|| {
            self.members.push(vec![record]);
            self.members.len() - 1
        })
    }

    fn unite(&mut self, one: usize, other: usize) {
        let moved = std::mem::take(&mut self.members[other]);
        for record in &moved {
            self.of.insert(*record, one);
        }
        self.members[one].extend(moved);
    }
}

/// Joins the links in their order, decided ones first.
pub fn join(records: &[Record], links: Vec<Link>, decided: &HashMap<(u32, u32), Verdict>) -> Linkage {
    let (mut groups, mut linkage) = (Groups::default(), Linkage::default());
    for link in links {
        if !link.decided && link.evidence.weight() < SAME {
            linkage.review.push(link);
            continue;
        }
        let (one, other) = (groups.group(link.one), groups.group(link.other));
        let may = link.decided || one == other || compatible(records, &groups.members[one], &groups.members[other], decided);
        if may && one != other {
            groups.unite(one, other);
        }
        if may { linkage.links.push(link) } else { linkage.review.push(link) }
    }
    linkage.groups = groups.members.into_iter().filter(|members| members.len() > 1).collect();
    linkage.groups.iter_mut().for_each(|group| group.sort_unstable());
    linkage.groups.sort_unstable();
    // What is in one group in the end needs no look.
    let of: HashMap<u32, usize> =
        linkage.groups.iter().zip(0..).flat_map(|(group, at)| group.iter().map(move |record| (*record, at))).collect();
    linkage.review.retain(|link| of.get(&link.one).is_none_or(|group| of.get(&link.other) != Some(group)));
    linkage
}

/// Whether no record of one group speaks against one of the other.
fn compatible(records: &[Record], group: &[u32], others: &[u32], decided: &HashMap<(u32, u32), Verdict>) -> bool {
    let apart = |one: u32, other: u32| {
        let (a, b) = (&records[one as usize], &records[other as usize]);
        let verdict = decided.get(&(one.min(other), one.max(other)));
        match verdict {
            Some(Verdict::Different) => true,
            Some(Verdict::Same) => false,
            None => a.contradicts(b) || a.same_register(b) || a.same_structure(b),
        }
    };
    !group.iter().any(|one| others.iter().any(|other| apart(*one, *other)))
}

//! Record linkage: which records of several sources tell of one service.
//!
//! # Algorithm
//! 1. Candidate pairs come from blocks ([`blocks`]): neighbouring squares of half a kilometre, one SIRET or FINESS,
//!    or a distinctive word within some ten kilometres; never all pairs, so that the cost grows with the records.
//!    Records of one register (one data set and source) are not compared: their producer told them apart.
//! 2. Each pair is compared on identifiers, name, distance, address and themes; each comparison falls in a level
//!    whose weight is `log2(m / u)`, `m` and `u` being how often records of one service, and of two, agree so much
//!    ([`score`]). The weights add up (Fellegi & Sunter, *A theory for record linkage*, JASA 64, 1969).
//! 3. From [`SAME`] on a pair is one service; from [`REVIEW`] on a person should look; below it is two.
//! 4. Pairs are joined from the heaviest down ([`cluster`]); two groups are not joined when that would put together
//!    two SIRET, two FINESS, two records of one register, or two records that someone said are different.
//!
//! The outcome depends on the records and decisions alone, not on their order or the number of threads.

mod address;
mod blocks;
mod cluster;
pub mod geocode;
mod merge;
mod names;
mod score;
#[cfg(test)]
mod tests;
mod words;

pub use merge::united;
pub use score::{Evidence, Identifiers, REVIEW, SAME};

use std::collections::HashMap;

use rayon::prelude::*;

use crate::domain::{Decision, Position, Service, ServiceId, Theme, Verdict};
use address::Address;
use names::Name;

/// Two records, by their places in the list, and what speaks for and against one service.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The first record.
    pub one: u32,
    /// The second, after the first.
    pub other: u32,
    /// The comparisons.
    pub evidence: Evidence,
    /// Whether a person decided it.
    pub decided: bool,
}

/// What linking a list of records found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linkage {
    /// Records of one service, two or more, sorted; groups by their first record.
    pub groups: Vec<Vec<u32>>,
    /// The pairs that hold the groups together.
    pub links: Vec<Link>,
    /// Pairs on which a person should decide, heaviest first: in between, or kept apart by an identifier.
    pub review: Vec<Link>,
}

/// One record as it is compared.
struct Record<'a> {
    service: &'a Service,
    name: Name,
    address: Address,
    position: Position,
    themes: &'a [Theme],
}

impl<'a> Record<'a> {
    fn of(service: &'a Service) -> Self {
        Self {
            service,
            name: Name::of(&service.name),
            address: Address::of(service.address.as_deref().unwrap_or_default()),
            position: service.position,
            themes: &service.themes,
        }
    }

    /// Whether one producer told both: it knows that they are two.
    fn same_register(&self, other: &Self) -> bool {
        self.service.dataset == other.service.dataset && self.service.provenance.source == other.service.provenance.source
    }

    /// Whether both name their structure, and it is one: its services are several.
    fn same_structure(&self, other: &Self) -> bool {
        let structure = |record: &Self| record.service.provenance.structure.clone();
        structure(self).is_some() && structure(self) == structure(other)
    }

    /// Whether identifiers say that they are two.
    fn contradicts(&self, other: &Self) -> bool {
        let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
        let (own, others) = (&self.service.provenance, &other.service.provenance);
        differ(&own.siret, &others.siret) || differ(&own.finess, &others.finess)
    }
}

/// Finds the records that tell of one service.
///
/// # Parameters
/// `decisions`: pairs that people decided upon, by identifier; those of records that are not in the list count for
/// nothing. A decision wins over score and identifiers; of two that disagree, the last wins.
///
/// # Notes
/// Linear in the records as long as no square and no word holds more than a few hundred: fuller blocks of words
/// are left out, and pairs in full squares are compared only when they share a word, a street or a number.
pub fn link(services: &[Service], decisions: &[Decision]) -> Linkage {
    let records: Vec<Record> = services.par_iter().map(Record::of).collect();
    let decided = decided(services, decisions);
    let verdict = |pair: &(u32, u32)| decided.get(pair).copied();
    let compared = |&(one, other): &(u32, u32)| {
        let (a, b) = (&records[one as usize], &records[other as usize]);
        let apart = a.same_register(b) || a.same_structure(b) || verdict(&(one, other)).is_some();
        let evidence = (!apart).then(|| score::compare(a, b))?;
        (evidence.weight() >= REVIEW).then_some(Link { one, other, evidence, decided: false })
    };
    let mut found: Vec<Link> = blocks::pairs(&records).par_iter().filter_map(compared).collect();
    let said = decided.iter().filter(|(_, verdict)| **verdict == Verdict::Same).map(|(&(one, other), _)| Link {
        one,
        other,
        evidence: score::compare(&records[one as usize], &records[other as usize]),
        decided: true,
    });
    found.extend(said);
    found.sort_by(|a, b| {
        let heavier = b.decided.cmp(&a.decided).then(b.evidence.weight().total_cmp(&a.evidence.weight()));
        heavier.then_with(|| ids(services, a).cmp(&ids(services, b)))
    });
    cluster::join(&records, found, &decided)
}

/// The identifiers of a pair, the lower first: equal weights are put in order by them, not by places.
fn ids<'a>(services: &'a [Service], link: &Link) -> (&'a ServiceId, &'a ServiceId) {
    let (one, other) = (&services[link.one as usize].id, &services[link.other as usize].id);
    if one < other { (one, other) } else { (other, one) }
}

/// The last decision on each pair of records in the list, the lower place first.
fn decided(services: &[Service], decisions: &[Decision]) -> HashMap<(u32, u32), Verdict> {
    if decisions.is_empty() {
        return HashMap::new();
    }
    let places: HashMap<&ServiceId, u32> = services.iter().map(|service| &service.id).zip(0..).collect();
    let pair = |decision: &Decision| {
        let (one, other) = (*places.get(&decision.one)?, *places.get(&decision.other)?);
        (one != other).then_some(((one.min(other), one.max(other)), decision.verdict))
    };
    decisions.iter().filter_map(pair).collect()
}

//! Records of several sources shown as one service: nothing is lost, and nothing counted twice.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::domain::{Decision, Service, ServiceId, Text};
use crate::linkage::{self, Link, Linkage};

/// A record that was joined into a service, and what speaks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// The record, as its source told it.
    pub record: Service,
    /// Why: « même SIRET ; noms à 0,93 ; 18 m ».
    pub why: Text,
}

/// Two records on which a person should decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// The first.
    pub one: ServiceId,
    /// The second.
    pub other: ServiceId,
    /// The weight of the evidence, in bits.
    pub weight: f64,
    /// The evidence in words.
    pub why: Text,
}

/// Services as they are shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// One a service, sorted by id.
    pub services: Vec<Service>,
    /// The records joined into a service, by its id.
    pub joined: BTreeMap<ServiceId, Vec<Joined>>,
    /// Pairs to look at, heaviest first.
    pub doubts: Vec<Doubt>,
}

/// Joins the records that tell of one service.
pub(super) fn join(records: Vec<Service>, decisions: &[Decision]) -> Shown {
    let (records, mut lent) = lend(records);
    let Linkage { groups, links, review } = linkage::link(&records, decisions);
    let why = reasons(&links);
    let doubt = |link: &Link| Doubt {
        one: records[link.one as usize].id.clone(),
        other: records[link.other as usize].id.clone(),
        weight: link.evidence.weight(),
        why: link.evidence.words(),
    };
    let doubts = review.iter().map(doubt).collect();
    let mut shown = Shown { doubts, ..Shown::default() };
    let mut taken = vec![false; records.len()];
    for group in &groups {
        let members: Vec<&Service> = group.iter().map(|record| &records[*record as usize]).collect();
        let Some(service) = linkage::united(&members) else { continue };
        for record in group {
            taken[*record as usize] = true;
        }
        let others = group.iter().filter(|record| records[**record as usize].id != service.id);
        let joined = others.map(|record| Joined {
            record: records[*record as usize].clone(),
            why: why.get(record).map_or_else(|| Text::new("décidé à la main", "decided by hand"), |link| link.evidence.words()),
        });
        let mut joined: Vec<Joined> = joined.collect();
        joined.extend(members.iter().filter_map(|member| lent.remove(&member.id)));
        shown.joined.insert(service.id.clone(), joined);
        shown.services.push(service);
    }
    let alone = records.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(record, _)| record);
    shown.services.extend(alone);
    shown.services.sort_by(|a, b| a.id.cmp(&b.id));
    for (service, structure) in lent {
        shown.joined.entry(service).or_default().push(structure);
    }
    shown
}

/// The heaviest link of each record.
fn reasons(links: &[Link]) -> HashMap<u32, &Link> {
    let mut why: HashMap<u32, &Link> = HashMap::new();
    for link in links {
        for record in [link.one, link.other] {
            let known = why.entry(record).or_insert(link);
            if link.evidence.weight() > known.evidence.weight() {
                *known = link;
            }
        }
    }
    why
}

/// A structure whose services are loaded is not one service more: it lends them its number, hours and address, and
/// stands among their records.
fn lend(records: Vec<Service>) -> (Vec<Service>, BTreeMap<ServiceId, Joined>) {
    let is_structure = |service: &Service| service.provenance.structure.as_deref() == Some(service.id.as_str());
    let structures: HashMap<String, Service> =
        records.iter().filter(|service| is_structure(service)).map(|service| (service.id.as_str().to_owned(), service.clone())).collect();
    if structures.is_empty() {
        return (records, BTreeMap::new());
    }
    let (mut lent, mut lending) = (BTreeMap::new(), std::collections::HashSet::new());
    let mut told = Vec::with_capacity(records.len());
    for mut service in records {
        let structure = service.provenance.structure.as_ref().filter(|_| !is_structure(&service)).and_then(|id| structures.get(id));
        if let Some(structure) = structure {
            service.provenance.siret = service.provenance.siret.take().or_else(|| structure.provenance.siret.clone());
            service.opening = service.opening.take().or_else(|| structure.opening.clone());
            service.address = service.address.take().or_else(|| structure.address.clone());
            service.commune = service.commune.take().or_else(|| structure.commune.clone());
            let why = Text::new("la structure qui le porte", "the structure that runs it");
            lent.insert(service.id.clone(), Joined { record: structure.clone(), why });
            lending.insert(structure.id.clone());
        }
        told.push(service);
    }
    told.retain(|service| !lending.contains(&service.id));
    (told, lent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DatasetId, Position, Provenance, Verdict};

    fn record(dataset: &str, local: &str, name: &str, metres_east: f64) -> Service {
        let dataset = DatasetId::from_stored(dataset);
        let at = Position::new(3.8 + metres_east / 80_600.0, 43.6).unwrap();
        Service::bare(ServiceId::new(dataset.as_str(), local), &dataset, name, "Lieu", at)
    }

    #[test]
    fn one_desk_of_two_sources_is_shown_once_with_both_and_its_places_are_not_doubled() {
        let desk = Service { capacity: Some(12.0), ..record("a", "1", "France services du Port-Vieux", 0.0) };
        let again = Service { capacity: Some(12.0), ..record("b", "9", "FS DU PORT VIEUX", 20.0) };
        let other = record("b", "7", "Crèche des Lilas", 20.0);
        let shown = join(vec![desk.clone(), other, again.clone()], &[]);
        assert_eq!(shown.services.len(), 2);
        let one = shown.services.iter().find(|service| service.id == desk.id).unwrap();
        assert_eq!(one.capacity, Some(12.0));
        let joined = &shown.joined[&desk.id];
        assert_eq!(joined[0].record, again);
        assert!(joined[0].why.fr.contains("noms à 1,00") && joined[0].why.fr.contains("20 m"), "{}", joined[0].why);
    }

    #[test]
    fn a_decision_undoes_a_join_and_makes_one() {
        let records = vec![
            record("a", "1", "France services du Port", 0.0),
            record("b", "9", "FS DU PORT", 20.0),
            record("c", "3", "Le Phare", 900.0),
        ];
        let decide =
            |one: usize, other: usize, verdict| Decision { one: records[one].id.clone(), other: records[other].id.clone(), verdict };
        assert_eq!(join(records.clone(), &[]).services.len(), 2);
        assert_eq!(join(records.clone(), &[decide(1, 0, Verdict::Different)]).services.len(), 3);
        assert_eq!(join(records.clone(), &[decide(0, 2, Verdict::Same)]).services.len(), 1);
    }

    #[test]
    fn a_structure_lends_to_its_services_and_is_not_one_more() {
        let structured = |id: &str| Provenance { structure: Some(id.to_owned()), ..Provenance::default() };
        let mut structure = record("s", "1", "CCAS de Bourg", 0.0);
        structure.provenance = Provenance { siret: Some("73282932000074".to_owned()), ..structured("s:1") };
        let services =
            ["Domiciliation", "Aide alimentaire"].map(|name| Service { provenance: structured("s:1"), ..record("d", name, name, 0.0) });
        let shown = join([vec![structure.clone()], services.to_vec()].concat(), &[]);
        assert_eq!(shown.services.len(), 2, "two services of one structure stay two");
        assert!(shown.services.iter().all(|service| service.provenance.siret == structure.provenance.siret));
        assert!(shown.services.iter().all(|service| shown.joined[&service.id][0].record == structure));
        assert_eq!(join(vec![structure], &[]).services.len(), 1, "alone, it is shown");
    }
}

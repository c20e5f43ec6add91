//! One service from the records that tell of it.

use chrono::NaiveDate;

use crate::domain::{Audiences, Eligibility, Mobility, Provenance, Reception, Service};

/// The service that several records tell of.
///
/// # Algorithm
/// The record that says most leads, the newest of equals, then the first by identifier: its identifier, name,
/// and category are kept, and its place unless another record's is known more surely. What it leaves open is filled by the others in that order; themes are united.
/// Capacities are not added up: the places are the same.
///
/// Without a record there is nothing: `None`.
pub fn united(records: &[&Service]) -> Option<Service> {
    let mut ranked: Vec<&Service> = records.to_vec();
    ranked.sort_by(|a, b| said(b).cmp(&said(a)).then(newest(b).cmp(&newest(a))).then(a.id.cmp(&b.id)));
    let (first, others) = ranked.split_first()?;
    let mut service = others.iter().copied().fold((*first).clone(), filled);
    if let Some(surest) = ranked.iter().min_by_key(|record| record.placed.certainty) {
        (service.position, service.placed) = (surest.position, surest.placed);
    }
    service.themes.sort_unstable();
    service.themes.dedup();
    service.topics.sort_unstable();
    service.topics.dedup();
    Some(service)
}

/// How many things a record says.
fn said(service: &Service) -> usize {
    [
        service.opening.is_some(),
        service.address.is_some(),
        service.commune.is_some(),
        service.capacity.is_some(),
        service.free.is_some(),
        service.audiences != Audiences::Unknown,
        service.reception != Reception::Unknown,
        service.eligibility != Eligibility::Everywhere,
        service.provenance.siret.is_some(),
        service.provenance.finess.is_some(),
        !service.themes.is_empty(),
    ]
    .into_iter()
    .filter(|said| *said)
    .count()
}

fn newest(service: &Service) -> Option<NaiveDate> {
    service.updated
}

/// A record with what another knows beyond it.
fn filled(mut service: Service, other: &Service) -> Service {
    let other = other.clone();
    service.themes.extend(other.themes);
    service.topics.extend(other.topics);
    if service.audiences == Audiences::Unknown {
        service.audiences = other.audiences;
    }
    if service.reception == Reception::Unknown {
        service.reception = other.reception;
    }
    if service.mobility == Mobility::Fixed {
        service.mobility = other.mobility;
    }
    if service.eligibility == Eligibility::Everywhere {
        service.eligibility = other.eligibility;
    }
    service.capacity = service.capacity.or(other.capacity);
    service.opening = service.opening.or(other.opening);
    service.free = service.free.or(other.free);
    service.address = service.address.or(other.address);
    service.commune = service.commune.or(other.commune);
    service.updated = service.updated.max(other.updated);
    service.provenance = known(service.provenance, other.provenance);
    service
}

fn known(own: Provenance, other: Provenance) -> Provenance {
    Provenance {
        siret: own.siret.or(other.siret),
        finess: own.finess.or(other.finess),
        source: own.source.or(other.source),
        structure: own.structure.or(other.structure),
        quality: own.quality.or(other.quality),
    }
}

//! The changes of a scenario held against the territory: which services are meant, and what they become.

use std::collections::BTreeSet;

use super::{Change, ChangeKind, ScenarioQuery, Told};
use crate::diagnosis::coverage::standing::{Altered, Standing, Ways};
use crate::domain::{Audiences, DatasetId, Fault, Opening, Position, Reception, Service, ServiceId, Text, Theme, Unplaced};
use crate::text;

/// At most so many changes in one scenario.
pub const MOST_CHANGES: usize = 20;

/// The data set that services of a scenario are said to come from: none.
const NOWHERE: &str = "scenario";

/// The other services a scenario makes.
///
/// # Errors
/// See [`super::scenario`].
pub fn altered(ways: Ways<'_>, query: &ScenarioQuery, standing: &Standing) -> Result<Altered, Fault> {
    if query.changes.len() > MOST_CHANGES {
        return Err(too_many(query.changes.len()));
    }
    let (mut altered, mut named) = (Altered::default(), BTreeSet::new());
    for (index, change) in query.changes.iter().enumerate() {
        let at = |fault: Fault, member: &str| fault.at_pointer(format!("/changes/{index}{member}"));
        if let Some(service) = change.service() {
            if !named.insert(service) {
                return Err(at(repeated(service), "/service"));
            }
            found(ways, service).ok_or_else(|| at(unknown(service), "/service"))?;
            let place = place_of(ways, standing, service);
            altered.gone.insert(place.ok_or_else(|| at(not_of_the_theme(service, query.coverage.theme), "/service"))?);
        }
        if let Some(position) = change.position() {
            placed(ways, position, standing).map_err(|fault| at(fault, "/position"))?;
        }
        altered.others.extend(made(ways, query, index));
    }
    Ok(altered)
}

/// The changes, as they were understood. They must have been checked.
pub fn told(ways: Ways<'_>, query: &ScenarioQuery) -> Vec<Told> {
    let one = |(index, change): (usize, &Change)| {
        let made = made(ways, query, index);
        let service = made.as_ref().map(|(service, _)| service).or_else(|| found(ways, change.service()?))?;
        let zone = ways.layer.zones_at(service.position).first().map(|zone| ways.layer.zones[*zone].code.clone());
        Some(Told {
            kind: change.kind(),
            service: service.id.clone(),
            name: service.name.clone(),
            position: [service.position.lon(), service.position.lat()],
            zone,
            opening: asked_opening(change, service),
            capacity: made.as_ref().map_or(0.0, |(_, supply)| *supply),
            remark: remark(change, query),
        })
    };
    query.changes.iter().enumerate().filter_map(one).collect()
}

/// The service that a change makes, and how many ordinary ones it counts for; `None` for one that closes.
pub fn made(ways: Ways<'_>, query: &ScenarioQuery, index: usize) -> Option<(Service, f64)> {
    match &query.changes[index] {
        Change::Add { position, capacity, opening, name } => {
            let made = added(index, query.coverage.theme, *position);
            let opening = opening.clone().or_else(|| Opening::new("24/7").ok());
            Some((Service { opening, name: name.clone().unwrap_or(made.name), ..made }, *capacity))
        }
        Change::Move { service, position } => Some((Service { position: *position, ..found(ways, service)?.clone() }, 1.0)),
        Change::Hours { service, opening } => Some((Service { opening: Some(opening.clone()), ..found(ways, service)?.clone() }, 1.0)),
        Change::Close { .. } => None,
    }
}

fn found<'a>(ways: Ways<'a>, id: &ServiceId) -> Option<&'a Service> {
    index_of(ways, id).map(|index| &ways.atlas.services[index])
}

/// The services of an atlas are sorted by identifier.
fn index_of(ways: Ways<'_>, id: &ServiceId) -> Option<usize> {
    ways.atlas.services.binary_search_by(|service| service.id.cmp(id)).ok()
}

/// The place of a service among those of the theme.
pub fn place_of(ways: Ways<'_>, standing: &Standing, id: &ServiceId) -> Option<usize> {
    standing.assessment.supply.services.binary_search(&(index_of(ways, id)? as u32)).ok()
}

/// A service of the theme for everyone, on site.
fn added(index: usize, theme: Theme, position: Position) -> Service {
    let name = format!("Nouveau lieu {}", index + 1);
    Service {
        themes: vec![theme],
        audiences: Audiences::Everyone,
        reception: Reception::InPerson,
        ..Service::bare(ServiceId::new(NOWHERE, &index.to_string()), &DatasetId::from_stored(NOWHERE), &name, NOWHERE, position)
    }
}

/// Refuses a place that nobody loaded can reach.
fn placed(ways: Ways<'_>, position: Position, standing: &Standing) -> Result<(), Fault> {
    if let Some(why) = ways.travel.unplaced(&[position]).into_iter().next().flatten() {
        let held = ways.atlas.layers.values().any(|layer| !layer.zones_at(position).is_empty());
        return Err(if held { off_the_streets(why) } else { outside() });
    }
    if ways.atlas.layers.values().any(|layer| !layer.zones_at(position).is_empty()) {
        return Ok(());
    }
    let reach = ways.travel.reach(&ways.layer.origins.positions, &[position], standing.assessment.query.limit_minutes);
    if reach.destinations.is_empty() { Err(outside()) } else { Ok(()) }
}

impl Change {
    /// The service it is about, unless it is new.
    pub const fn service(&self) -> Option<&ServiceId> {
        match self {
            Self::Add { .. } => None,
            Self::Move { service, .. } | Self::Close { service } | Self::Hours { service, .. } => Some(service),
        }
    }

    /// Where it puts a service.
    pub const fn position(&self) -> Option<Position> {
        match self {
            Self::Add { position, .. } | Self::Move { position, .. } => Some(*position),
            Self::Close { .. } | Self::Hours { .. } => None,
        }
    }

    /// Its kind.
    pub const fn kind(&self) -> ChangeKind {
        match self {
            Self::Add { .. } => ChangeKind::Add,
            Self::Move { .. } => ChangeKind::Move,
            Self::Close { .. } => ChangeKind::Close,
            Self::Hours { .. } => ChangeKind::Hours,
        }
    }
}

/// The hours asked for, or those the service has: not the ones that stand in for silence.
fn asked_opening(change: &Change, service: &Service) -> Option<Opening> {
    match change {
        Change::Add { opening, .. } => opening.clone(),
        _ => service.opening.clone(),
    }
}

fn remark(change: &Change, query: &ScenarioQuery) -> Option<Text> {
    match (change, query.coverage.at) {
        (Change::Hours { .. }, None) => Some(Text::new(
            "sans moment de la semaine demandé, les horaires ne changent rien au calcul",
            "without a moment of the week asked, hours change nothing in the computation",
        )),
        (Change::Add { opening: None, .. }, Some(_)) => {
            Some(Text::new("sans horaires donnés : compté comme ouvert à ce moment", "no hours given: counted as open at that moment"))
        }
        _ => None,
    }
}

fn too_many(count: usize) -> Fault {
    Fault::new(
        "too-many-changes",
        text!("{count} changements sont demandés", "{count} changes are asked for"),
        text!("au plus {MOST_CHANGES} dans un scénario", "at most {MOST_CHANGES} in one scenario"),
    )
    .at_pointer("/changes")
}

fn repeated(service: &ServiceId) -> Fault {
    Fault::new(
        "repeated-service",
        text!("le service « {service} » est changé deux fois", "service “{service}” is changed twice"),
        Text::new("ne garder qu’un changement par service", "keep one change for each service"),
    )
}

fn unknown(service: &ServiceId) -> Fault {
    Fault::new(
        "unknown-service",
        text!("aucun service ne porte l’identifiant « {service} »", "no service has the identifier “{service}”"),
        Text::new("les identifiants sont ceux de /collections/services", "identifiers are those of /collections/services"),
    )
}

fn not_of_the_theme(service: &ServiceId, theme: Theme) -> Fault {
    let Text { fr, en } = theme.label();
    Fault::new(
        "not-of-the-theme",
        text!("le service « {service} » ne compte pas pour le thème « {fr} »", "service “{service}” does not count for the theme “{en}”"),
        Text::new(
            "choisir un service fixe de ce thème, ou le thème de ce service",
            "choose a service of this theme that stays in one place, or the theme of this service",
        ),
    )
}

fn outside() -> Fault {
    Fault::new(
        "outside-territory",
        Text::new("ce lieu est hors du territoire chargé", "this place is outside the territory loaded"),
        Text::new(
            "le placer dans une zone, ou à portée de ses habitants",
            "put it in a zone, or within reach of the people who live there",
        ),
    )
}

fn off_the_streets(why: Unplaced) -> Fault {
    let Text { fr, en } = why.text();
    Fault::new(
        "off-the-streets",
        text!("les temps jusqu’à ce lieu ne sont pas connus : {fr}", "times to this place are not known: {en}"),
        Text::new("le placer près d’une rue", "put it near a street"),
    )
}

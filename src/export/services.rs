//! The services of an atlas.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Cell, Frame, Kind, Place};
use crate::atlas::Atlas;
use crate::domain::{Eligibility, Opening, Service, Text, Theme};

type Rows = Arc<Atlas>;

/// The column of the records that were joined into a service, by identifier.
pub const JOINED: &str = "duplicates_of";

/// The table of every service.
pub fn table(atlas: &Arc<Atlas>) -> Frame<Rows> {
    let frame = Frame::new(
        Arc::clone(atlas),
        atlas.services.len(),
        |s, row| Cow::Borrowed(s.services[row].id.as_str()),
        |s, row| Place::Point(s.services[row].position),
    );
    with_sighting(with_practicalities(with_admission(with_identity(frame))))
}

fn text(
    frame: Frame<Rows>,
    name: &str,
    fr: &str,
    en: &str,
    read: impl for<'a> Fn(&'a Service) -> Cell<'a> + Send + Sync + 'static,
) -> Frame<Rows> {
    frame.with(name, Text::new(fr, en), Kind::Text, move |s, row| read(&s.services[row]))
}

fn list(
    frame: Frame<Rows>,
    name: &str,
    fr: &str,
    en: &str,
    read: impl for<'a> Fn(&'a Service) -> Cell<'a> + Send + Sync + 'static,
) -> Frame<Rows> {
    frame.with(name, Text::new(fr, en), Kind::List, move |s, row| read(&s.services[row]))
}

fn with_identity(frame: Frame<Rows>) -> Frame<Rows> {
    let frame = text(frame, "id", "Identifiant", "Identifier", |s| Cell::text(s.id.as_str()));
    let frame = text(frame, "name", "Nom", "Name", |s| Cell::text(&s.name));
    let frame =
        text(frame, "category", "Catégorie, dans les mots de la source", "Category, in the source’s words", |s| Cell::text(&s.category));
    let frame = text(frame, "dataset", "Jeu de données", "Data set", |s| Cell::text(s.dataset.as_str()));
    let frame = frame
        .with("sources", Text::new("Jeux de données qui le disent", "Data sets that tell of it"), Kind::List, |s, row| sources(s, row));
    let duplicates = Text::new("Fiches réunies à celle-ci, par identifiant", "Records joined to this one, by identifier");
    let frame = frame.with(JOINED, duplicates, Kind::List, |s, row| {
        Cell::list(s.joined.get(&s.services[row].id).into_iter().flatten().map(|joined| joined.record.id.as_str()))
    });
    let frame = list(frame, "themes", "Thèmes", "Themes", |s| Cell::list(s.themes.iter().copied().map(Theme::code)));
    list(frame, "topics", "Sous-thèmes (data·inclusion)", "Topics (data·inclusion)", |s| Cell::list(s.topics.iter().map(String::as_str)))
}

fn with_admission(frame: Frame<Rows>) -> Frame<Rows> {
    let frame = list(frame, "audiences", "Publics reçus", "Audiences", |s| Cell::list(s.audiences.codes()));
    let frame = text(frame, "reception", "Accueil", "Reception", |s| Cell::code(&s.reception));
    let frame = text(frame, "mobility", "Fixe ou itinérant", "Fixed or mobile", |s| Cell::code(&s.mobility));
    list(frame, "eligibility", "Réservé aux habitants de", "Reserved to residents of", |s| match &s.eligibility {
        Eligibility::Everywhere => Cell::Absent,
        Eligibility::Areas(codes) => Cell::list(codes.iter().map(String::as_str)),
    })
}

fn with_practicalities(frame: Frame<Rows>) -> Frame<Rows> {
    let frame = frame.with("capacity", Text::new("Capacité", "Capacity"), Kind::Number, |s, row| Cell::number(s.services[row].capacity));
    let frame = text(frame, "opening", "Horaires (format OpenStreetMap)", "Opening hours (OpenStreetMap format)", |s| {
        Cell::maybe_text(s.opening.as_ref().map(Opening::as_str))
    });
    let hours = Text::new("Heures d’ouverture par semaine", "Hours open a week");
    let frame =
        frame.with("weekly_hours", hours, Kind::Number, |s, row| Cell::number(s.services[row].opening.as_ref().map(Opening::weekly_hours)));
    let frame = frame
        .with("free", Text::new("Gratuit", "Free of charge"), Kind::YesNo, |s, row| s.services[row].free.map_or(Cell::Absent, Cell::YesNo));
    let frame = text(frame, "address", "Adresse", "Address", |s| Cell::maybe_text(s.address.as_deref()));
    let frame = text(frame, "commune", "Code de la commune", "Code of the municipality", |s| Cell::maybe_text(s.commune.as_deref()));
    let frame =
        frame.with("zone", Text::new("Code de la zone où il se trouve", "Code of the zone it lies in"), Kind::Text, |s, row| zone(s, row));
    let (fr, en) =
        ("Comment sa position a été trouvée, si sa source n’en donne pas", "How its position was found, where its source gives none");
    let frame = text(frame, "placed", fr, en, |s| Cell::maybe_text((!s.placed.is_source()).then(|| s.placed.certainty.code())));
    let score = Text::new("Accord de l’adresse avec ce qui a été trouvé, de 0 à 1", "Agreement of the address with what was found, 0 to 1");
    let frame = frame.with("placed_score", score, Kind::Number, |s, row| {
        let placed = s.services[row].placed;
        Cell::number((!placed.is_source()).then(|| (placed.score * 1_000.0).round() / 1_000.0))
    });
    let quality = Text::new("Qualité de la fiche selon son producteur, de 0 à 1", "Quality of the record by its producer’s rule, 0 to 1");
    let frame = frame.with("quality", quality, Kind::Number, |s, row| Cell::number(s.services[row].provenance.quality));
    frame.with("updated", Text::new("Mis à jour ou vu en place le", "Updated or seen in place on"), Kind::Date, |s, row| {
        s.services[row].updated.map_or(Cell::Absent, |date| Cell::Text(Cow::Owned(date.to_string())))
    })
}

/// What was seen of it on the spot, the last time somebody told.
fn with_sighting(frame: Frame<Rows>) -> Frame<Rows> {
    let frame = frame.with("sighting", Text::new("Vu sur place", "Seen on the spot"), Kind::Text, |s, row| {
        Cell::maybe_text(s.fieldwork.check_of(&s.services[row].id).map(|check| check.sighting.code()))
    });
    frame.with("seen", Text::new("Vu sur place le", "Seen on the spot on"), Kind::Date, |s, row| {
        s.fieldwork.check_of(&s.services[row].id).map_or(Cell::Absent, |check| Cell::Text(Cow::Owned(check.day.to_string())))
    })
}

/// The data sets of a service's records, each once: its own first.
fn sources(atlas: &Atlas, row: usize) -> Cell<'_> {
    let service = &atlas.services[row];
    let mut sources = vec![service.dataset.as_str()];
    for joined in atlas.joined.get(&service.id).into_iter().flatten() {
        let dataset = joined.record.dataset.as_str();
        if !sources.contains(&dataset) {
            sources.push(dataset);
        }
    }
    Cell::list(sources)
}

/// The finest zone that holds a service.
fn zone(atlas: &Atlas, row: usize) -> Cell<'_> {
    let located = atlas.layers.values().find_map(|layer| Some((layer, (*layer.service_zones.get(row)?)?)));
    Cell::maybe_text(located.map(|(layer, index)| layer.zones[index as usize].code.as_str()))
}

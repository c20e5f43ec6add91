//! Domain values as rows of cells, in the order of the columns in [`super::table`].

use std::borrow::Cow;

use serde::Serialize;

use super::StoreError;
use super::table::Cell;
use super::{outline, points};
use crate::domain::{
    AddressBook, Dataset, Decision, Eligibility, Fault, Homes, Indicator, Interval, Observation, Parent, Remembered, SavedNetwork, Service,
    Text, Unlocated, Zone,
};
use crate::text;

type Row<'a, const COLUMNS: usize> = Result<[Cell<'a>; COLUMNS], StoreError>;

/// The row of a data set.
pub fn dataset(key: i64, dataset: &Dataset) -> Row<'_, 15> {
    Ok([
        Cell::Integer(key),
        words(dataset.id.as_str())?,
        words(&dataset.format)?,
        words(&dataset.title.fr)?,
        words(&dataset.title.en)?,
        words(&dataset.producer)?,
        words(&dataset.licence)?,
        Cell::Integer(dataset.vintage.year().into()),
        words(&dataset.file)?,
        words(&dataset.sha256)?,
        Cell::Moment(dataset.imported_at),
        Cell::Boolean(dataset.fictional),
        dataset.secrecy.as_ref().map_or(Ok(Cell::Null), json)?,
        json(&dataset.notes)?,
        json(&dataset.report)?,
    ])
}

/// The row of a zone; its parents are rows of their own.
pub fn zone(key: i64, dataset: i64, zone: &Zone) -> Row<'_, 8> {
    Ok([
        Cell::Integer(key),
        Cell::Integer(dataset),
        code(zone.geography.code()),
        code(zone.code.as_str()),
        Cell::Integer(zone.vintage.year().into()),
        words(&zone.name)?,
        zone.kind.map_or(Cell::Null, |kind| owned(kind.letter().to_string())),
        geometry(outline::of_shape(&zone.shape))?,
    ])
}

/// The row of a zone's parent, by its rank among them.
pub fn parent(zone: i64, rank: i64, parent: &Parent) -> Row<'_, 5> {
    Ok([
        Cell::Integer(zone),
        Cell::Integer(rank),
        code(parent.geography.code()),
        code(parent.code.as_str()),
        optional_words(parent.name.as_deref())?,
    ])
}

/// The row of an indicator.
pub fn indicator(key: i64, dataset: i64, indicator: &Indicator) -> Row<'_, 11> {
    Ok([
        Cell::Integer(key),
        Cell::Integer(dataset),
        owned(indicator.id().to_string()),
        words(&indicator.code)?,
        Cell::Integer(indicator.vintage.year().into()),
        words(&indicator.label.fr)?,
        words(&indicator.label.en)?,
        code(indicator.theme.code()),
        name_of(&indicator.unit)?,
        name_of(&indicator.nature)?,
        name_of(&indicator.direction)?,
    ])
}

/// The row of a value; `indicator` is the key of its indicator's row.
#[expect(clippy::unnecessary_wraps, reason = "the rows of every table are made alike")]
pub fn observation(key: i64, indicator: i64, observation: &Observation) -> Row<'_, 8> {
    let measure = observation.measure;
    Ok([
        Cell::Integer(key),
        Cell::Integer(indicator),
        code(observation.geography.code()),
        code(observation.zone.as_str()),
        real(measure.value()),
        real(measure.interval().map(Interval::low)),
        real(measure.interval().map(Interval::high)),
        code(measure.flag().code()),
    ])
}

/// The row of a service.
pub fn service(key: i64, dataset: i64, service: &Service) -> Row<'_, 19> {
    Ok([
        Cell::Integer(key),
        Cell::Integer(dataset),
        words(service.id.as_str())?,
        words(&service.name)?,
        words(&service.category)?,
        json(&service.themes)?,
        json(&service.topics)?,
        json(&service.audiences.codes())?,
        name_of(&service.reception)?,
        name_of(&service.mobility)?,
        eligibility(&service.eligibility)?,
        real(service.capacity),
        service.opening.as_ref().map_or(Cell::Null, |opening| code(opening.as_str())),
        service.free.map_or(Cell::Null, Cell::Boolean),
        optional_words(service.address.as_deref())?,
        optional_words(service.commune.as_deref())?,
        service.updated.map_or(Cell::Null, Cell::Date),
        Some(&service.provenance).filter(|provenance| !provenance.is_empty()).map_or(Ok(Cell::Null), json)?,
        geometry(outline::of_position(service.position))?,
    ])
}

/// The row of a service whose place is still to be found.
pub fn unlocated(key: i64, dataset: i64, record: &Unlocated) -> Row<'_, 7> {
    Ok([
        Cell::Integer(key),
        Cell::Integer(dataset),
        words(record.id().as_str())?,
        words(record.name())?,
        words(record.address())?,
        optional_words(record.commune())?,
        json(record)?,
    ])
}

/// The row of a data set's addresses by name.
pub fn address_book(key: i64, dataset: i64, book: &AddressBook) -> Row<'static, 3> {
    let bytes = postcard::to_stdvec(book).map_err(|cause| unwritable(&cause))?;
    Ok([Cell::Integer(key), Cell::Integer(dataset), Cell::Bytes(bytes)])
}

/// The row of a data set's homes.
pub fn homes(key: i64, dataset: i64, homes: &Homes) -> Row<'_, 5> {
    Ok([
        Cell::Integer(key),
        Cell::Integer(dataset),
        code(homes.basis.code()),
        name_of(&homes.unit)?,
        Cell::Bytes(points::to_bytes(&homes.points)),
    ])
}

/// The row of a street network.
#[expect(clippy::unnecessary_wraps, reason = "the rows of every table are made alike")]
pub fn network(key: i64, dataset: i64, network: &SavedNetwork) -> Row<'_, 4> {
    Ok([Cell::Integer(key), Cell::Integer(dataset), code(network.mode.code()), Cell::Bytes(network.bytes.clone())])
}

/// The row of a state that was served.
pub fn remembered(key: i64, entry: &Remembered) -> Row<'_, 7> {
    Ok([
        Cell::Integer(key),
        words(&entry.snapshot)?,
        optional_words(entry.before.as_deref())?,
        Cell::Moment(entry.updated),
        words(&entry.summary.fr)?,
        words(&entry.summary.en)?,
        entry.digest.clone().map_or(Cell::Null, Cell::Bytes),
    ])
}

/// The row of a decision.
pub fn decision(key: i64, dataset: i64, decision: &Decision) -> Row<'_, 5> {
    Ok([
        Cell::Integer(key),
        Cell::Integer(dataset),
        words(decision.one.as_str())?,
        words(decision.other.as_str())?,
        name_of(&decision.verdict)?,
    ])
}

fn eligibility(eligibility: &Eligibility) -> Result<Cell<'_>, StoreError> {
    match eligibility {
        Eligibility::Everywhere => Ok(Cell::Null),
        Eligibility::Areas(codes) => json(codes),
    }
}

/// Text from a source. PostgreSQL cannot hold the character U+0000; both databases refuse it alike.
fn words(words: &str) -> Result<Cell<'_>, StoreError> {
    if words.contains('\0') {
        return Err(StoreError::Inconsistent(nul_in(words)));
    }
    Ok(code(words))
}

fn optional_words(text: Option<&str>) -> Result<Cell<'_>, StoreError> {
    text.map_or(Ok(Cell::Null), words)
}

const fn code(code: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(code))
}

const fn owned(words: String) -> Cell<'static> {
    Cell::Text(Cow::Owned(words))
}

fn real(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Null, Cell::Real)
}

fn json(value: &impl Serialize) -> Result<Cell<'static>, StoreError> {
    serde_json::to_string(value).map(owned).map_err(|cause| unwritable(&cause))
}

/// The name a closed list goes by in JSON, without quotes.
fn name_of(value: &impl Serialize) -> Result<Cell<'static>, StoreError> {
    let name = serde_json::to_value(value).map_err(|cause| unwritable(&cause))?;
    Ok(owned(name.as_str().unwrap_or_default().to_owned()))
}

fn geometry(bytes: wkb::error::WkbResult<Vec<u8>>) -> Result<Cell<'static>, StoreError> {
    bytes.map(Cell::Geometry).map_err(|cause| unwritable(&cause))
}

fn unwritable(cause: &dyn std::fmt::Display) -> StoreError {
    StoreError::Inconsistent(Fault::new(
        "unstorable-value",
        text!("valeur impossible à enregistrer ({cause})", "value that cannot be stored ({cause})"),
        Text::new("corriger la valeur dans le fichier d’origine", "mend the value in the original file"),
    ))
}

fn nul_in(words: &str) -> Fault {
    let shown = words.replace('\0', "␀");
    Fault::new(
        "unstorable-text",
        text!("le texte « {shown} » contient un caractère nul", "the text “{shown}” holds a null character"),
        Text::new("retirer le caractère U+0000 du fichier d’origine", "remove the character U+0000 from the original file"),
    )
}

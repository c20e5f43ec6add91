//! A release of field notes as a data set like any other: indicators with intervals and flags, for the map, the columns and
//! the exports.

use chrono::{NaiveTime, TimeZone, Utc};

use crate::disclosure::release::{Counted, Level, Release, Row, SHOWN_FROM, Shown};
use crate::domain::{
    Batch, Dataset, DatasetId, Direction, Geography, Indicator, Interval, Measure, Nature, Observation, Report, Secrecy, Text, Theme, Unit,
    Vintage,
};
use crate::text;

/// The data set of a release.
///
/// # Parameters
/// `hash`: the last hash of its chain; `fictional`: whether the territory is an invented one.
///
/// # Notes
/// What was released for several zones together is withheld for each of them, and so is “moins de 11”: the store gives a withheld
/// value no number at all, and the atlas reads from the chain which of them are fewer than eleven. `None` when the year is none a
/// data set may have.
pub fn batch(release: &Release, hash: &str, fictional: bool) -> Option<Batch> {
    let quarter = release.order.quarter;
    let vintage = Vintage::new(quarter.year())?;
    let name = format!("field-notes-{}", quarter.to_string().get(5..)?.to_lowercase());
    let indicator = |counted: Counted| indicator(counted, &DatasetId::new(&name, vintage), vintage, &quarter.to_string());
    let observations: Vec<Observation> = release
        .rows
        .iter()
        .filter_map(|row| Some((row, geography(row, release.order.geography)?)))
        .flat_map(|(row, geography)| observed(row, geography, &indicator(row.counted)))
        .collect();
    let mut report = Report { read: release.rows.len() as u64, taken: release.rows.len() as u64, ..Report::default() };
    report.withheld = observations.iter().filter(|observation| observation.measure.value().is_none()).count() as u64;
    let mut batch = Batch::new(Dataset {
        id: DatasetId::new(&name, vintage),
        format: "field-notes".to_owned(),
        title: text!("Rencontres de terrain, {quarter}", "Field encounters, {quarter}"),
        producer: "Équipes de terrain".to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        vintage,
        file: format!("{quarter}"),
        sha256: hash.to_owned(),
        imported_at: Utc.from_utc_datetime(&release.order.drawn_on.and_time(NaiveTime::MIN)),
        fictional,
        secrecy: Some(secrecy(release)),
        notes: vec![note()],
        report,
    });
    batch.indicators = Counted::all().map(indicator).collect();
    batch.observations = observations;
    Some(batch)
}

/// The geography of a row, where the map has one; the finest level speaks for itself when it is that of municipalities.
fn geography(row: &Row, finest: Geography) -> Option<Geography> {
    match row.level {
        Level::Zone => (finest != Geography::Commune).then_some(finest),
        Level::Commune => Some(Geography::Commune),
        Level::Epci => Some(Geography::Epci),
    }
}

fn observed(row: &Row, geography: Geography, indicator: &Indicator) -> Vec<Observation> {
    let measure = match row.shown {
        Shown::Count { value, low, high } if row.cell.len() == 1 => {
            Measure::estimated(value as f64, Interval::new(low as f64, high as f64))
        }
        _ => Measure::withheld(),
    };
    let observation = |zone: &crate::domain::ZoneCode| Observation { indicator: indicator.id(), geography, zone: zone.clone(), measure };
    row.cell.iter().map(observation).collect()
}

fn indicator(counted: Counted, dataset: &DatasetId, vintage: Vintage, quarter: &str) -> Indicator {
    let Text { fr, en } = counted.label();
    let (theme, label) = match counted {
        Counted::Persons => (Theme::AccesAuxDroits, text!("{fr} ({quarter})", "{en} ({quarter})")),
        Counted::Theme(theme) => (theme, text!("Rencontres de terrain : {fr} ({quarter})", "Field encounters: {en} ({quarter})")),
        Counted::Reason(_) => {
            (Theme::AccesAuxDroits, text!("Non-recours rencontré : {fr} ({quarter})", "Non-take-up met: {en} ({quarter})"))
        }
    };
    let code = format!("field_{}_{}", counted.code(), quarter.get(5..).unwrap_or_default());
    Indicator {
        code: code.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect(),
        vintage,
        label,
        theme,
        unit: Unit::Persons,
        nature: Nature::Extensive,
        // Where teams go is where they meet people: a count of encounters is no measure of need by itself.
        direction: Direction::Neutral,
        dataset: dataset.clone(),
    }
}

fn secrecy(release: &Release) -> Secrecy {
    let rho = release.order.rho;
    Secrecy {
        rule: text!(
            "bruit gaussien discret (ρ = {rho}), zones peu peuplées réunies ; « moins de {SHOWN_FROM} » n’est pas montré",
            "discrete Gaussian noise (ρ = {rho}), thinly peopled zones put together; “fewer than {SHOWN_FROM}” is not shown"
        ),
        min_units: u32::try_from(SHOWN_FROM).ok(),
        rounded_to: None,
        withheld_codes: vec![format!("<{SHOWN_FROM}")],
    }
}

fn note() -> Text {
    Text::new(
        "chaque rencontre compte pour une personne ; l’intervalle contient le vrai nombre 95 fois sur cent ; là où aucune équipe ne va, personne n’est rencontré",
        "each encounter counts as one person; the interval holds the true number 95 times in a hundred; where no team goes, nobody is met",
    )
}

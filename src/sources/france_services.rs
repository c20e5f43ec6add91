//! France services, the state's front desks: position, opening hours for each weekday
//! (`09:00 - 12:00 / 13:30 - 17:00`), fixed or on wheels.

use super::rows::Dialect;
use super::services::{self, Places, Roll};
use super::table::{Row, Table};
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{
    Audiences, Batch, Dataset, DatasetId, Fault, Mobility, Position, Reception, Report, Service, ServiceId, Text, Theme, Vintage,
};
use crate::text;

/// The format.
pub struct FranceServices;

const SIGNATURE: [&str; 6] = ["id_fs", "lib_fs", "latitude", "longitude", "h_lundi", "format_fs"];

const DAYS: [(&str, &str); 7] = [
    ("h_lundi", "Mo"),
    ("h_mardi", "Tu"),
    ("h_mercredi", "We"),
    ("h_jeudi", "Th"),
    ("h_vendredi", "Fr"),
    ("h_samedi", "Sa"),
    ("h_dimanche", "Su"),
];

impl Format for FranceServices {
    fn name(&self) -> &'static str {
        "france-services"
    }

    fn recognises(&self, input: &Input) -> bool {
        Table::has_header(&input.bytes, &["id_fs", "lib_fs"])
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let table = Table::read(&input.bytes, &SIGNATURE, &Dialect::default())?;
        let mut report = Report::default();
        let vintage =
            latest_label(&table).map_or_else(|| vintage::said(input, &mut report), |year| Ok(input.options.vintage.unwrap_or(year)))?;
        let dataset = describe(vintage);
        let places = Places::of(&table, Some(("longitude", "latitude")), None, &mut report)?;
        let roll = Roll::new(&table, input, places, report).read(
            progress,
            |row| Some(table.get(row, "insee_com").to_owned()),
            |row, position, remarks| desk(&table, row, position, &dataset.id, remarks),
        );
        Ok(roll.batch(dataset))
    }
}

fn desk(table: &Table, row: &Row, position: Position, dataset: &DatasetId, remarks: &mut Report) -> Result<Service, Fault> {
    let id = ServiceId::new("france-services", table.text(row, "id_fs")?);
    let format = table.get(row, "format_fs");
    let wheels = ["bus", "itin"].iter().any(|word| format.to_lowercase().starts_with(word));
    let address = [table.text(row, "adresse")?, table.text(row, "code_postal")?, table.text(row, "lib_com")?];
    Ok(Service {
        themes: vec![Theme::AccesAuxDroits, Theme::MediationNumerique],
        topics: TOPICS.map(str::to_owned).to_vec(),
        // Their charter binds them to receive anyone, free of charge.
        audiences: Audiences::Everyone,
        free: Some(true),
        reception: Reception::InPerson,
        mobility: if wheels { Mobility::Mobile } else { Mobility::Fixed },
        opening: services::opening(&week(DAYS.map(|(column, day)| (day, table.get(row, column)))), remarks),
        address: Some(address.join(" ").trim().to_owned()),
        ..Service::bare(id, dataset, table.text(row, "lib_fs")?, "France services", position)
    })
}

const TOPICS: [&str; 3] = [
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
    "numerique--acceder-a-des-services-en-ligne",
];

/// One week in OpenStreetMap's dialect. Days in a row with the same hours are drawn together;
/// placeholders (`00:00 - 00:00`) are dropped and overlapping hours united.
pub fn week<'a>(days: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut runs: Vec<(&str, &str, String, usize)> = Vec::new();
    for (index, (day, hours)) in days.into_iter().enumerate() {
        let hours = ranges(hours);
        match runs.last_mut() {
            _ if hours.is_empty() => {}
            Some(run) if run.2 == hours && run.3 + 1 == index => (run.1, run.3) = (day, index),
            _ => runs.push((day, day, hours, index)),
        }
    }
    let written = runs
        .iter()
        .map(|(first, last, hours, _)| if first == last { format!("{first} {hours}") } else { format!("{first}-{last} {hours}") });
    written.collect::<Vec<_>>().join("; ")
}

/// `09:00 - 12:00 / 13:30 - 17:00` as `09:00-12:00,13:30-17:00`. What is no range is kept as it is,
/// for the reader of opening hours to refuse.
fn ranges(hours: &str) -> String {
    let parts: Vec<&str> = hours.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    let Some(mut ranges) = parts.iter().map(|part| range(part)).collect::<Option<Vec<_>>>() else {
        return hours.trim().to_owned();
    };
    ranges.retain(|(start, end)| start != end);
    ranges.sort_unstable();
    let mut united: Vec<(&str, &str)> = Vec::new();
    for (start, end) in ranges {
        match united.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => united.push((start, end)),
        }
    }
    united.iter().map(|(start, end)| format!("{start}-{end}")).collect::<Vec<_>>().join(",")
}

fn range(part: &str) -> Option<(&str, &str)> {
    let (start, end) = part.split_once('-')?;
    let (start, end) = (start.trim(), end.trim());
    let clock = |time: &str| time.len() == 5 && time.as_bytes().get(2) == Some(&b':');
    (clock(start) && clock(end)).then_some((start, end))
}

/// « Espace labellisé 01/11/2023 »: the list is no older than its latest label.
fn latest_label(table: &Table) -> Option<Vintage> {
    let years = table.rows.iter().filter_map(|row| table.get(row, "labellisation_fs").rsplit('/').next()?.trim().parse().ok());
    years.max().and_then(Vintage::new)
}

fn describe(vintage: Vintage) -> Dataset {
    Dataset {
        producer: "ANCT".to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        notes: vec![Text::new(
            "Bus et services itinérants : la position est celle de leur base, leurs arrêts ne sont pas dans le fichier.",
            "Buses and itinerant desks: the position is that of their base, their stops are not in the file.",
        )],
        ..dataset(
            "france-services",
            DatasetId::new("france-services", vintage),
            text!("Structures France services, {vintage}", "France services desks, {vintage}"),
            vintage,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::WeekTime;

    const TEXT: &str = "id_fs,lib_fs,insee_com,latitude,longitude,h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi,h_samedi,format_fs,labellisation_fs\n\
        844,France services Alco,34172,43.618,3.837,09:00 - 12:30 / 14:00 - 17:15,09:00 - 12:30 / 14:00 - 17:15,,09:00 - 12:00,00:00 - 00:00,,Fixe,Espace labellisé 01/09/2020\n\
        845,Bus du Pic,34172,43.7,3.8,,,,,,09:00 - 12:00,Bus_équivalent,Espace labellisé 01/09/2023\n\
        846,Ailleurs,75101,48.8,2.3,,,,,,quand il fait beau,Itinérante,\n";

    fn read() -> Batch {
        let input = Input::of("fs.csv", TEXT.as_bytes());
        assert!(FranceServices.recognises(&input));
        FranceServices.read(&input, &Unwatched).unwrap()
    }

    #[test]
    fn weekday_hours_become_one_text_that_answers_for_a_moment() {
        let batch = read();
        let desk = batch.services[0].opening.as_ref().unwrap();
        assert_eq!(desk.as_str(), "Mo-Tu 09:00-12:30,14:00-17:15; Th 09:00-12:00");
        let open = |moment: &str| desk.open_at(moment.parse::<WeekTime>().unwrap());
        assert!(open("tue-16:00") && !open("wed-10:00") && !open("fri-00:00") && open("thu-11:59"));
    }

    #[test]
    fn overlapping_hours_are_united_and_placeholders_dropped() {
        assert_eq!(ranges("09:45 - 12:00 / 09:45 - 12:00 / 13:45 - 15:30"), "09:45-12:00,13:45-15:30");
        assert_eq!(ranges("00:00 - 00:00 / 09:00 - 11:00 / 11:00 - 12:00"), "09:00-12:00");
    }

    #[test]
    fn what_moves_is_mobile_and_unreadable_hours_do_not_lose_the_desk() {
        let batch = read();
        assert_eq!(batch.services.iter().map(|s| s.mobility).collect::<Vec<_>>(), [Mobility::Fixed, Mobility::Mobile, Mobility::Mobile]);
        assert_eq!(batch.services[2].opening, None);
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.fr.contains("quand il fait beau")));
        assert_eq!(batch.dataset.vintage.year(), 2023);
    }
}

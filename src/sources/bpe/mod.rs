//! INSEE's permanent base of facilities (BPE): one row a facility, `;`. Metres are in the system its `EPSG` column
//! names (Lambert-93 only in metropolitan France); degrees are used where they are given. Older editions have metres
//! alone and no name.

mod kinds;

use super::cell;
use super::rows::Dialect;
use super::services::{self, Places, Roll};
use super::table::{Row, Table};
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{
    Batch, Certainty, Dataset, DatasetId, Fault, Mobility, Placement, Position, Provenance, Reception, Report, Service, ServiceId, Text,
    Theme, provenance,
};
use crate::spatial::crs;
use crate::text;

/// The format.
pub struct Bpe;

const SIGNATURE: [&str; 4] = ["DEPCOM", "TYPEQU", "LAMBERT_X", "LAMBERT_Y"];

impl Format for Bpe {
    fn name(&self) -> &'static str {
        "bpe"
    }

    fn recognises(&self, input: &Input) -> bool {
        Table::has_header(&input.bytes, &SIGNATURE)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut table = Table::read(&input.bytes, &SIGNATURE, &Dialect::default())?;
        let mut report = Report::default();
        let vintage = match table.rows.first().and_then(|row| crate::domain::Vintage::new(table.get(row, "AN").parse().ok()?)) {
            Some(year) => input.options.vintage.unwrap_or(year),
            None => vintage::said(input, &mut report)?,
        };
        keep_our_kinds(&mut table, &mut report)?;
        place(&mut table, &mut report)?;
        let title = text!("Base permanente des équipements, {vintage}", "Permanent base of facilities, {vintage}");
        let dataset = Dataset {
            producer: "Insee".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            notes: vec![Text::new(
                "Équipements recensés : ni horaires ni conditions d’accès ; ceux que l’Insee compte au centre de leur commune sont cherchés par leur adresse.",
                "Facilities as registered: neither hours nor conditions; those that Insee puts at the middle of their municipality are looked up by their address.",
            )],
            ..dataset(self.name(), DatasetId::new(self.name(), vintage), title, vintage)
        };
        let places = Places::of(&table, None, Some(4326), &mut report)?;
        let roll = Roll::new(&table, input, places, report).read(
            progress,
            |row| Some(table.get(row, "DEPCOM").to_owned()),
            |row, position, remarks| facility(&table, row, position, &dataset.id, remarks),
        );
        Ok(roll.batch(dataset))
    }
}

/// Shops, sports grounds and the like are no services of ours: left aside, and counted.
fn keep_our_kinds(table: &mut Table, report: &mut Report) -> Result<(), Fault> {
    let kind = table.require("TYPEQU")?;
    let before = table.rows.len();
    table.rows.retain(|row| kinds::find(row.cell(kind)).is_some());
    let others = before - table.rows.len();
    if others > 0 {
        report.remark(text!(
            "{others} équipements d’autres types (commerces, sports, écoles…), laissés de côté",
            "{others} facilities of other kinds (shops, sports, schools…), left aside"
        ));
    }
    Ok(())
}

/// Gives every row its point in degrees: those it says, else its metres in the system of its row.
fn place(table: &mut Table, report: &mut Report) -> Result<(), Fault> {
    let (x, y) = (table.require("LAMBERT_X")?, table.require("LAMBERT_Y")?);
    let [lon, lat, epsg, quality] = ["LONGITUDE", "LATITUDE", "EPSG", "QUALITE_XY"].map(|column| table.find(column));
    let (mut at_centre, mut unknown) = (0_u64, 0_u64);
    let communes = table.require("DEPCOM")?;
    for row in &mut table.rows {
        let number = |column: Option<usize>| column.and_then(|column| cell::number(row.cell(column)));
        let degrees = number(lon).zip(number(lat));
        let metres = number(Some(x)).zip(number(Some(y))).filter(|place| *place != (0.0, 0.0));
        let system = number(epsg).map_or_else(|| of_commune(row.cell(communes)), |epsg| epsg as u32);
        row.point = degrees.or_else(|| {
            let position = crs::to_wgs84(system, metres?.0, metres?.1).ok()?;
            Some((position.lon(), position.lat()))
        });
        at_centre += u64::from(is_rough(quality.map_or("", |column| row.cell(column))));
        unknown += u64::from(row.point.is_none());
    }
    if at_centre > 0 {
        report.remark(text!(
            "{at_centre} équipements placés au centre de leur commune faute d’adresse (qualité 33 ou « Mauvaise »)",
            "{at_centre} facilities placed at the middle of their municipality for want of an address (quality 33 or “Mauvaise”)"
        ));
    }
    if unknown > 0 {
        report.remark(text!("{unknown} équipements sans coordonnées", "{unknown} facilities without coordinates"));
    }
    Ok(())
}

/// The quality of a place that is the middle of its municipality: « 33 », or « Mauvaise » in older editions.
fn is_rough(quality: &str) -> bool {
    quality == "33" || quality.eq_ignore_ascii_case("mauvaise")
}

/// Whether a facility goes round. What no word of ours says is said and taken for fixed.
fn mobility(told: &str, remarks: &mut Report) -> Mobility {
    let yes = ["1", "o", "oui", "true", "itinerant", "itinérant"];
    let no = ["", "0", "n", "non", "false", "fixe"];
    let plain = told.to_lowercase();
    if !yes.contains(&plain.as_str()) && !no.contains(&plain.as_str()) {
        remarks.remark(text!("itinérance « {told} » inconnue : prise pour fixe", "itinerance “{told}” unknown: taken for fixed"));
    }
    if yes.contains(&plain.as_str()) { Mobility::Mobile } else { Mobility::Fixed }
}

/// The system of metres where the file has no column for it.
fn of_commune(commune: &str) -> u32 {
    match commune.get(..3) {
        Some("971" | "972" | "977" | "978") => 32_620,
        Some("973") => 2_972,
        Some("974") => 2_975,
        Some("976") => 4_471,
        _ => 2_154,
    }
}

fn facility(table: &Table, row: &Row, position: Position, dataset: &DatasetId, remarks: &mut Report) -> Result<Service, Fault> {
    let kind = table.get(row, "TYPEQU");
    let (label, themes) = kinds::find(kind).unwrap_or(("", &[]));
    let siret = provenance::siret(table.get(row, "SIRET"));
    let named = [table.text(row, "NOMRS")?, table.text(row, "CNOMRS")?].into_iter().find(|name| !name.is_empty()).unwrap_or(label);
    let local = siret
        .clone()
        .unwrap_or_else(|| format!("{}-{}-{}", table.get(row, "DEPCOM"), table.get(row, "LAMBERT_X"), table.get(row, "LAMBERT_Y")));
    let line = ["NUMVOIE", "INDREP", "TYPVOIE", "LIBVOIE", "CODPOS", "LIBCOM"].map(|column| table.text(row, column));
    let line: Vec<&str> = line.into_iter().collect::<Result<_, _>>()?;
    let line = line.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let certainty = if is_rough(table.get(row, "QUALITE_XY")) { Certainty::Commune } else { Certainty::Source };
    Ok(Service {
        themes: services::sorted(<[Theme]>::to_vec(themes)),
        mobility: mobility(table.get(row, "ITINERANCE"), remarks),
        placed: Placement { certainty, ..Placement::default() },
        reception: Reception::InPerson,
        capacity: cell::number(table.get(row, "CAPACITE")).filter(|places| *places > 0.0),
        address: Some(line).filter(|line| !line.is_empty()),
        provenance: Provenance { siret, ..Provenance::default() },
        ..Service::bare(ServiceId::new("bpe", &format!("{kind}-{local}")), dataset, named, label, position)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;

    const HEADER: &str = "AN;NOMRS;NUMVOIE;TYPVOIE;LIBVOIE;CODPOS;DEPCOM;LIBCOM;TYPEQU;SIRET;CAPACITE;LAMBERT_X;LAMBERT_Y;LONGITUDE;LATITUDE;QUALITE_XY;EPSG\n";

    fn read(rows: &str) -> Batch {
        let input = Input::of("BPE24.csv", format!("{HEADER}{rows}").as_bytes());
        assert!(Bpe.recognises(&input));
        Bpe.read(&input, &Unwatched).unwrap()
    }

    #[test]
    fn metres_are_read_in_the_system_of_their_row() {
        let batch = read(
            "2024;MAIRIE;1;RUE;FOCH;34000;34172;MONTPELLIER;A129;;;770500,5;6279500,25;;;11;2154\n\
             2024;FRANCE SERVICES;;;;97400;97411;SAINT-DENIS;A128;73282932000074;;338000;7690000;;;33;2975\n\
             2024;CRECHE;;;;34000;34172;MONTPELLIER;D502;;40;0;0;3,877;43,611;11;2154\n\
             2024;BOULANGERIE;;;;34000;34172;MONTPELLIER;B203;;;770500;6279500;;;11;2154\n",
        );
        let seen: Vec<_> = batch.services.iter().map(|s| (s.name.as_str(), s.position.lat().floor() as i32)).collect();
        assert_eq!(seen, [("MAIRIE", 43), ("CRECHE", 43)]);
        let rough = &batch.unlocated[0];
        assert_eq!((rough.id().as_str(), rough.address()), ("bpe:A128-73282932000074", "97400 SAINT-DENIS"));
        let hint = rough.hint().unwrap();
        assert!(hint.placement.certainty == Certainty::Commune && hint.position.lat().floor() as i32 == -21, "as Insee puts it");
        assert_eq!((batch.services[1].capacity, batch.services[1].themes.as_slice()), (Some(40.0), &[Theme::FamilleParentalite][..]));
        assert_eq!(batch.services[0].address.as_deref(), Some("1 RUE FOCH 34000 MONTPELLIER"));
        let remarks: Vec<_> = batch.dataset.report.remarks.iter().map(|remark| remark.en.as_str()).collect();
        assert!(remarks.iter().any(|remark| remark.starts_with("1 facilities placed at the middle")), "{remarks:?}");
        assert!(remarks.iter().any(|remark| remark.starts_with("1 facilities of other kinds")));
    }

    #[test]
    fn a_facility_that_goes_round_is_no_place_open_every_day() {
        let rows = ["1;FOCH;D201;1", "2;FOCH;D201;0", "3;FOCH;D201;O", "4;FOCH;D201;", "5;FOCH;D201;parfois"].map(|row| {
            let [number, street, kind, goes] = <[&str; 4]>::try_from(row.split(';').collect::<Vec<_>>()).unwrap();
            format!("2025;CABINET {number};{number};RUE;{street};34000;34172;{kind};;3,87{number};43,61;77050{number};6279500;{goes}\n")
        });
        let text = format!(
            "AN;NOMRS;NUMVOIE;TYPVOIE;LIBVOIE;CODPOS;DEPCOM;TYPEQU;SIRET;LONGITUDE;LATITUDE;LAMBERT_X;LAMBERT_Y;ITINERANCE\n{}",
            rows.concat()
        );
        let batch = Bpe.read(&Input::of("BPE25.csv", text.as_bytes()), &Unwatched).unwrap();
        let moves: Vec<bool> = batch.services.iter().map(|service| service.mobility == Mobility::Mobile).collect();
        assert_eq!(moves.len(), 5, "{:?}", batch.dataset.report);
        assert_eq!(moves, [true, false, true, false, false]);
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.en.contains("parfois")));
    }

    #[test]
    fn an_old_edition_without_name_or_system_is_read_too() {
        let text = "REG;DEP;DEPCOM;DCIRIS;AN;TYPEQU;LAMBERT_X;LAMBERT_Y;QUALITE_XY\n76;34;34172;34172_0101;2018;D301;770500,5;6279500,25;Bonne\n04;974;97411;97411_0101;2018;D301;338000;7690000;Mauvaise\n";
        let batch = Bpe.read(&Input::of("bpe18.csv", text.as_bytes()), &Unwatched).unwrap();
        assert_eq!(batch.services[0].name, "Pharmacie");
        assert!(batch.services[1].position.lat() < -20.0 && batch.dataset.vintage.year() == 2018);
    }
}

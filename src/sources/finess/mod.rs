//! FINESS, the register of health and social establishments, in its two shapes: the geolocated extract
//! with a header, where rows repeat for each activity; and the national file, `;`, without a header,
//! where positions follow in rows of their own ([`national`]).

mod categories;
mod national;

use super::rows::Dialect;
use super::services::{self, Places, Roll};
use super::table::{Row, Table};
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Position, Provenance, Reception, Report, Service, ServiceId, Text, Vintage};
use crate::text;

/// The format.
pub struct Finess;

const ID: &str = "numero finess etablissement";
const SIGNATURE: [&str; 6] = [ID, "raison_sociale", "categetab", "categorie", "latitude", "longitude"];

impl Format for Finess {
    fn name(&self) -> &'static str {
        "finess"
    }

    fn recognises(&self, input: &Input) -> bool {
        national::recognises(&input.bytes) || Table::has_header(&input.bytes, &[ID, "categetab"])
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        if national::recognises(&input.bytes) {
            return national::read(input, progress);
        }
        let table = Table::read(&input.bytes, &SIGNATURE, &Dialect::default())?;
        let mut report = Report::default();
        let vintage = vintage::said(input, &mut report)?;
        let dataset = describe(vintage);
        let places = Places::of(&table, Some(("longitude", "latitude")), None, &mut report)?;
        let roll = Roll::new(&table, input, places, report).read(
            progress,
            |row| Some(table.get(row, "code_insee").to_owned()),
            |row, position, _| establishment(&table, row, position, &dataset.id),
        );
        Ok(roll.batch(dataset))
    }
}

fn establishment(table: &Table, row: &Row, position: Position, dataset: &DatasetId) -> Result<Service, Fault> {
    let name = [table.text(row, "rslongue")?, table.text(row, "raison_sociale")?].into_iter().find(|name| !name.is_empty());
    build(table.text(row, ID)?, name.unwrap_or_default(), table.get(row, "categetab"), table.text(row, "categorie")?, position, dataset)
}

fn build(id: &str, name: &str, code: &str, category: &str, position: Position, dataset: &DatasetId) -> Result<Service, Fault> {
    if id.is_empty() {
        return Err(missing_number());
    }
    Ok(Service {
        themes: services::sorted(categories::themes(code).to_vec()),
        reception: Reception::InPerson,
        provenance: Provenance { finess: Some(id.to_owned()).filter(|id| id.len() == 9), ..Provenance::default() },
        ..Service::bare(ServiceId::new("finess", id), dataset, name, category, position)
    })
}

fn describe(vintage: Vintage) -> Dataset {
    Dataset {
        producer: "Agence du numérique en santé (FINESS)".to_owned(),
        notes: vec![Text::new(
            "Établissements enregistrés : ni horaires, ni capacité ouverte au public ; les crèches n’y sont pas.",
            "Registered establishments: neither hours nor capacity open to the public; nurseries are not in it.",
        )],
        ..dataset(
            "finess",
            DatasetId::new("finess", vintage),
            text!("Établissements sanitaires et sociaux (FINESS), {vintage}", "Health and social establishments (FINESS), {vintage}"),
            vintage,
        )
    }
}

fn missing_number() -> Fault {
    Fault::new(
        "missing-id",
        Text::new("la ligne n’a pas de numéro FINESS", "the row has no FINESS number"),
        Text::new("compléter le numéro d’établissement (neuf caractères)", "complete the establishment’s number (nine characters)"),
    )
    .in_column(ID)
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Theme;

    const HEADER: &str = "numero finess etablissement,raison_sociale,rslongue,categetab,categorie,latitude,longitude,code_insee\n";

    fn read(rows: &str) -> Batch {
        let input = Input::of("finess_2024.csv", format!("{HEADER}{rows}").as_bytes());
        assert!(Finess.recognises(&input));
        Finess.read(&input, &Unwatched).unwrap()
    }

    #[test]
    fn rows_repeated_for_each_activity_make_one_establishment() {
        let batch = read(
            "340000001,CSAPA ARC,CSAPA ARC EN CIEL,197,CSAPA,43.61,3.87,34172\n340000001,CSAPA ARC,CSAPA ARC EN CIEL,197,CSAPA,43.61,3.87,34172\n",
        );
        assert_eq!(batch.services.len(), 1);
        let csapa = &batch.services[0];
        assert_eq!(
            (csapa.id.as_str(), csapa.name.as_str(), csapa.commune.as_deref()),
            ("finess:340000001", "CSAPA ARC EN CIEL", Some("34172"))
        );
        assert_eq!(csapa.themes, [Theme::Sante, Theme::Addictions]);
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.fr.contains("répètent")));
        assert_eq!(batch.dataset.report.taken, 2);
    }

    #[test]
    fn places_that_cannot_be_have_a_name_and_a_row() {
        let batch = read(
            "1,A,,620,P,0,0,34172\n2,B,,620,P,,,34172\n3,C,,620,P,43.6,abc,34172\n4,=1+1,,620,P,43.6,3.8,34172\n5,E,,620,P,\"43,61\",\"3,87\",34172\n",
        );
        let faults: Vec<_> =
            batch.dataset.report.faults.iter().map(|f| (f.code.as_str(), f.place.row.unwrap(), f.place.column.as_deref())).collect();
        assert_eq!(
            faults,
            [
                ("zero-position", 2, None),
                ("no-position", 3, None),
                ("not-a-number", 4, Some("longitude")),
                ("formula-cell", 5, Some("raison_sociale"))
            ]
        );
        assert!((batch.services[0].position.lon() - 3.87).abs() < 1e-9, "decimal commas");
    }

    #[test]
    fn a_row_with_its_axes_exchanged_is_mended_and_said() {
        let right = (1..30).map(|n| format!("{n},A{n},,620,P,43.6{n},3.8{n},34172\n")).collect::<Vec<_>>().concat();
        let batch = read(&format!("{right}99,Z,,620,P,3.9,43.7,34172\n"));
        let last = batch.services.last().unwrap();
        assert!((last.position.lat() - 43.7).abs() < 1e-9);
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.en.contains("exchanged on 1 rows")));
    }
}

//! Places of digital mediation in the national schema: GeoJSON, or CSV in the national order; lists
//! parted by `|` or `;`, French labels, opening hours in OpenStreetMap's dialect.

mod words;

use chrono::{Datelike, NaiveDate};

use super::cell;
use super::points::{self, Points};
use super::rows::Dialect;
use super::services::{self, Places, Roll};
use super::table::{Row, Table};
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{
    Batch, Dataset, DatasetId, Fault, Mobility, Position, Provenance, Reception, Report, Service, ServiceId, Text, Theme, Vintage,
    provenance,
};
use crate::text;

/// The format.
pub struct MediationNumerique;

/// Columns that no other list of places has together.
const TELLTALE: [&str; 3] = ["pivot", "nom", "services"];
const SIGNATURE: [&str; 6] = ["id", "pivot", "nom", "services", "horaires", "date_maj"];

impl Format for MediationNumerique {
    fn name(&self) -> &'static str {
        "mediation-numerique"
    }

    fn recognises(&self, input: &Input) -> bool {
        points::has_properties(&input.bytes, &TELLTALE) || (!points::is_json(&input.bytes) && Table::has_header(&input.bytes, &TELLTALE))
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut report = Report::default();
        let (table, declared) = if points::is_json(&input.bytes) {
            let Points { table, declared } = points::read(&input.bytes)?;
            (table, declared)
        } else {
            (Table::read(&input.bytes, &SIGNATURE, &Dialect::default())?, None)
        };
        for column in SIGNATURE {
            table.require(column)?;
        }
        let vintage = input.options.vintage.or_else(|| latest(&table)).map_or_else(|| vintage::said(input, &mut report), Ok)?;
        let dataset = describe(vintage);
        let has_points = table.rows.iter().any(|row| row.point.is_some());
        let places = Places::of(&table, (!has_points).then_some(("longitude", "latitude")), declared, &mut report)?;
        let roll = Roll::new(&table, input, places, report).read(
            progress,
            |row| Some(table.get(row, "code_insee").to_owned()),
            |row, position, remarks| place(&table, row, position, &dataset.id, remarks),
        );
        Ok(roll.batch(dataset))
    }
}

fn place(table: &Table, row: &Row, position: Position, dataset: &DatasetId, remarks: &mut Report) -> Result<Service, Fault> {
    let list = |name: &str| cell::list(table.get(row, name));
    let either = |old: &str, new: &str| [list(old), list(new)].concat();
    let mut topics: Vec<String> = list("services").iter().flat_map(|label| words::topics(label)).map(|topic| (*topic).to_owned()).collect();
    topics.sort_unstable();
    topics.dedup();
    let themes = topics.iter().flat_map(|topic| Theme::of_topic(topic)).copied().chain([Theme::MediationNumerique]).collect();
    let address = [table.text(row, "adresse")?, table.text(row, "code_postal")?, table.text(row, "commune")?].join(" ");
    Ok(Service {
        themes: services::sorted(themes),
        topics,
        audiences: words::audiences(&either("publics_accueillis", "publics_specifiquement_adresses")),
        free: words::free(&either("conditions_acces", "frais_a_charge")),
        reception: reception(&list("modalites_accompagnement")),
        mobility: if list("itinerance").iter().any(|word| word.starts_with("Itin")) { Mobility::Mobile } else { Mobility::Fixed },
        opening: services::opening(table.get(row, "horaires"), remarks),
        address: Some(address.trim().to_owned()).filter(|address| !address.is_empty()),
        updated: date(table.get(row, "date_maj")),
        provenance: Provenance {
            siret: provenance::siret(table.get(row, "pivot")),
            source: Some(table.text(row, "source")?.to_owned()).filter(|source| !source.is_empty()),
            ..Provenance::default()
        },
        ..Service::bare(
            ServiceId::new("mediation-numerique", identifier(table, row)?),
            dataset,
            table.text(row, "nom")?,
            "Médiation numérique",
            position,
        )
    })
}

fn identifier<'a>(table: &Table, row: &'a Row) -> Result<&'a str, Fault> {
    let id = cell::text(row.cell(table.require("id")?))?;
    if id.is_empty() {
        return Err(Fault::new(
            "missing-id",
            Text::new("la ligne n’a pas d’identifiant", "the row has no identifier"),
            Text::new("remplir la colonne « id »", "fill in the column “id”"),
        )
        .in_column("id"));
    }
    Ok(id)
}

fn reception(modes: &[String]) -> Reception {
    let remote = modes.iter().filter(|mode| mode.to_lowercase().contains("distance")).count();
    match (modes.len(), remote) {
        (0, _) => Reception::Unknown,
        (_, 0) => Reception::InPerson,
        (all, remote) if all == remote => Reception::Remote,
        _ => Reception::Both,
    }
}

fn date(cell: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(cell.get(..10)?, "%Y-%m-%d").ok()
}

fn latest(table: &Table) -> Option<Vintage> {
    let dates = table.rows.iter().filter_map(|row| date(table.get(row, "date_maj")));
    Vintage::new(u16::try_from(dates.max()?.year()).ok()?)
}

fn describe(vintage: Vintage) -> Dataset {
    Dataset {
        producer: "Lieux de médiation numérique (ANCT et partenaires)".to_owned(),
        notes: vec![Text::new(
            "Plusieurs sources réunies : des doublons y restent.",
            "Several sources brought together: duplicates remain.",
        )],
        ..dataset(
            "mediation-numerique",
            DatasetId::new("mediation-numerique", vintage),
            text!("Lieux de médiation numérique, {vintage}", "Places of digital mediation, {vintage}"),
            vintage,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Audiences;

    const NATIONAL: &str = "id,pivot,nom,commune,code_postal,code_insee,adresse,complement_adresse,latitude,longitude,typologie,telephone,courriels,\
        site_web,horaires,presentation_resume,presentation_detail,source,itinerance,structure_parente,date_maj,services,\
        publics_specifiquement_adresses,prise_en_charge_specifique,frais_a_charge,dispositif_programmes_nationaux,formations_labels,\
        autres_formations_labels,modalites_acces,modalites_accompagnement,fiche_acces_libre,prise_rdv\n\
        a1,00000000000000,Le Fablab,Montpellier,34000,34172,1 rue Foch,,43.611,3.877,,,,,Mo-Fr 09:00-12:00,,,x,Itinerant,,2024-05-02,\
        Aide aux démarches administratives|Maîtrise des outils numériques du quotidien,Seniors|Femmes,,Gratuit,,,,,Accompagnement individuel|À distance,,\n\
        a2,00000000000000,LE FABLAB,Montpellier,34000,34172,1 rue Foch,,43.6110,3.8770,,,,,,,,x,,,2023-01-01,,,,,,,,,,,\n";

    #[test]
    fn the_national_order_is_read_with_its_lists_and_labels() {
        let input = Input::of("l.csv", NATIONAL.as_bytes());
        assert!(MediationNumerique.recognises(&input));
        let batch = MediationNumerique.read(&input, &Unwatched).unwrap();
        let fablab = &batch.services[0];
        assert_eq!((fablab.mobility, fablab.reception, fablab.free), (Mobility::Mobile, Reception::Both, Some(true)));
        assert_eq!(fablab.themes, [Theme::AccesAuxDroits, Theme::MediationNumerique]);
        assert_eq!(fablab.audiences.codes(), ["femmes", "seniors"]);
        assert_eq!(fablab.updated, NaiveDate::from_ymd_opt(2024, 5, 2));
        assert_eq!(batch.services[1].audiences, Audiences::Unknown);
        assert_eq!(batch.dataset.vintage.year(), 2024);
    }

    #[test]
    fn likely_duplicates_are_kept_and_said() {
        let batch = MediationNumerique.read(&Input::of("l.csv", NATIONAL.as_bytes()), &Unwatched).unwrap();
        assert_eq!(batch.services.len(), 2);
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.en.contains("likely duplicates")));
    }

    #[test]
    fn geojson_of_the_former_edition_is_read_with_positions_as_text_beside() {
        let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"b9","pivot":"0","nom":"PARKOUR 59",
            "commune":"ROUBAIX","code_insee":null,"latitude":"50.69","longitude":"3.19","horaires":"Sa 09:30-12:00","date_maj":"2022-11-22T00:00:00",
            "services":"Accéder à du matériel;Accompagner les démarches de santé","publics_accueillis":"Adultes"},
            "geometry":{"type":"Point","coordinates":[3.192008,50.690383]}}]}"#;
        let input = Input::of("l.geojson", text.as_bytes());
        assert!(MediationNumerique.recognises(&input));
        let batch = MediationNumerique.read(&input, &Unwatched).unwrap();
        assert_eq!(batch.services[0].themes, [Theme::MediationNumerique, Theme::Sante]);
        assert_eq!((batch.services[0].audiences.clone(), batch.services[0].commune.clone()), (Audiences::Everyone, None));
        assert_eq!(batch.services[0].opening.as_ref().unwrap().as_str(), "Sa 09:30-12:00");
    }
}

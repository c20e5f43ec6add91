//! The administration's directory (DILA, service-public.fr): local offices as `*.gouv_local.json`, with what few
//! sources give, the municipalities each office answers for (`pivot`). Lists are nested; in the portal's exports they
//! are JSON written within a cell.

use serde_json::Value;

use super::france_services::week;
use super::services::{self, Places, Roll};
use super::table::{Row, Table};
use super::{Format, Input, Progress, dataset, records, vintage};
use crate::domain::{
    Batch, Dataset, DatasetId, Eligibility, Fault, Mobility, Position, Provenance, Reception, Report, Service, ServiceId, Text, Theme,
    Vintage, provenance,
};
use crate::text;

/// The format.
pub struct Directory;

const SIGNATURE: [&str; 4] = ["id", "nom", "pivot", "adresse"];

/// The columns that hold the place once it is unfolded.
const LON_LAT: (&str, &str) = ("longitude", "latitude");

impl Format for Directory {
    fn name(&self) -> &'static str {
        "annuaire-administration"
    }

    fn recognises(&self, input: &Input) -> bool {
        let bytes = input.bytes.as_slice();
        if records::is_json(bytes) {
            records::first_has(bytes, &SIGNATURE)
        } else {
            Table::has_header(bytes, &["pivot", "plage_ouverture", "adresse"])
        }
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let bytes = input.bytes.as_slice();
        let mut table = if records::is_json(bytes) {
            records::read(bytes, &SIGNATURE)?
        } else {
            Table::read(bytes, &SIGNATURE, &super::rows::Dialect::default())?
        };
        unfold(&mut table)?;
        let mut report = Report::default();
        let vintage = latest(&table, input).map_or_else(|| vintage::said(input, &mut report), Ok)?;
        let title = text!("Annuaire de l’administration, {vintage}", "Directory of the administration, {vintage}");
        let dataset = Dataset {
            producer: "Direction de l’information légale et administrative (DILA)".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            notes: vec![Text::new(
                "Chaque guichet est réservé aux habitants des communes dont il est compétent, quand l’annuaire les dit.",
                "Each office is kept to residents of the municipalities it answers for, where the directory says them.",
            )],
            ..dataset(self.name(), DatasetId::new(self.name(), vintage), title, vintage)
        };
        let places = Places::of(&table, Some(LON_LAT), None, &mut report)?;
        let roll = Roll::new(&table, input, places, report).read(
            progress,
            |row| Some(table.get(row, "code_insee").to_owned()),
            |row, position, remarks| office(&table, row, position, &dataset.id, remarks),
        );
        Ok(roll.batch(dataset))
    }
}

/// Puts the first address and its place in columns of their own.
fn unfold(table: &mut Table) -> Result<(), Fault> {
    const ADDED: [&str; 4] = ["longitude", "latitude", "code_insee", "lignes"];
    let addresses = table.require("adresse")?;
    let pivot = table.require("pivot")?;
    table.columns.extend(ADDED.map(str::to_owned));
    for row in &mut table.rows {
        let address =
            list(row.cell(addresses)).into_iter().find(|one| !word(one, "longitude").is_empty() || !word(one, "numero_voie").is_empty());
        let address = address.unwrap_or(Value::Null);
        let line = ["numero_voie", "complement1", "code_postal", "nom_commune"].map(|key| word(&address, key));
        let line = line.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
        let own = Some(word(&address, "code_insee_commune")).filter(|code| !code.is_empty());
        let first = || list(row.cell(pivot)).iter().flat_map(communes).next().unwrap_or_default();
        let cells = [word(&address, "longitude"), word(&address, "latitude"), own.unwrap_or_else(first), line];
        row.cells = row.cells.and(cells);
    }
    Ok(())
}

fn office(table: &Table, row: &Row, position: Position, dataset: &DatasetId, remarks: &mut Report) -> Result<Service, Fault> {
    let pivots = list(table.get(row, "pivot"));
    let kinds: Vec<String> = pivots.iter().map(|pivot| word(pivot, "type_service_local")).filter(|kind| !kind.is_empty()).collect();
    let areas: Vec<String> = pivots.iter().flat_map(communes).collect();
    let name = table.text(row, "nom")?;
    let themes = kinds.iter().flat_map(|kind| themes(kind)).copied().collect();
    let mobile = name.to_lowercase().starts_with("bus ") || name.to_lowercase().contains("itinérant");
    Ok(Service {
        themes: services::sorted(themes),
        reception: Reception::InPerson,
        mobility: if mobile { Mobility::Mobile } else { Mobility::Fixed },
        eligibility: if areas.is_empty() { Eligibility::Everywhere } else { Eligibility::Areas(areas) },
        opening: services::opening(&hours(&list(table.get(row, "plage_ouverture"))), remarks),
        address: Some(table.text(row, "lignes")?.to_owned()).filter(|line| !line.is_empty()),
        updated: services::day(table.get(row, "date_modification")),
        provenance: Provenance { siret: provenance::siret(table.get(row, "siret")), ..Provenance::default() },
        ..Service::bare(
            ServiceId::new("annuaire", table.text(row, "id")?),
            dataset,
            name,
            kinds.first().map_or("guichet", String::as_str),
            position,
        )
    })
}

/// The objects of a list, nested or written as JSON.
fn list(cell: &str) -> Vec<Value> {
    match serde_json::from_str(cell) {
        Ok(Value::Array(parts)) => parts,
        Ok(object @ Value::Object(_)) => vec![object],
        _ => Vec::new(),
    }
}

/// A text or number of an object; nothing when it is not there.
fn word(object: &Value, key: &str) -> String {
    object.get(key).map(records::written).unwrap_or_default().trim().to_owned()
}

fn communes(pivot: &Value) -> Vec<String> {
    let codes = pivot.get("code_insee_commune").map(records::written).unwrap_or_default();
    codes.split(['|', ',', ' ']).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

const DAYS: [(&str, &str); 7] =
    [("lundi", "Mo"), ("mardi", "Tu"), ("mercredi", "We"), ("jeudi", "Th"), ("vendredi", "Fr"), ("samedi", "Sa"), ("dimanche", "Su")];

/// Opening hours in OpenStreetMap's dialect, from ranges of days with up to two ranges of hours each.
fn hours(ranges: &[Value]) -> String {
    let mut days: [Vec<String>; 7] = Default::default();
    let day = |range: &Value, key: &str| DAYS.iter().position(|(name, _)| *name == word(range, key).to_lowercase());
    for range in ranges {
        let Some(first) = day(range, "nom_jour_debut") else { continue };
        let last = day(range, "nom_jour_fin").unwrap_or(first).max(first);
        let clock = |key: String| word(range, &key).get(..5).map(str::to_owned);
        let told =
            (1..=2).filter_map(|rank| Some((clock(format!("valeur_heure_debut_{rank}"))?, clock(format!("valeur_heure_fin_{rank}"))?)));
        let told: Vec<String> = told.map(|(start, end)| format!("{start} - {end}")).collect();
        days.iter_mut().take(last + 1).skip(first).for_each(|day| day.extend(told.iter().cloned()));
    }
    let written = days.map(|ranges| ranges.join(" / "));
    week(DAYS.iter().map(|(_, day)| *day).zip(written.iter().map(String::as_str)))
}

/// What the kinds of office do.
fn themes(kind: &str) -> &'static [Theme] {
    match kind {
        "mairie" | "prefecture" | "sous_pref" | "cpam" | "carsat" | "msa" | "maison_departementale_solidarites" | "ccas" => {
            &[Theme::AccesAuxDroits]
        }
        "msap" | "france_services" | "fr_services" => &[Theme::AccesAuxDroits, Theme::MediationNumerique],
        "caf" => &[Theme::AccesAuxDroits, Theme::FamilleParentalite],
        "pole_emploi" | "france_travail" | "cap_emploi" | "plie" | "apec" => &[Theme::EmploiInsertion],
        "mission_locale" => &[Theme::EmploiInsertion, Theme::JeunessePrevention],
        "maison_handicapees" | "mdph" => &[Theme::Handicap],
        "cidf" | "permanence_juridique" | "mjd" | "maison_justice" | "point_justice" | "cdad" | "bav" => {
            &[Theme::AccesAuxDroits, Theme::AideJuridique]
        }
        "adil" => &[Theme::LogementHebergement],
        "cij" | "pij" => &[Theme::JeunessePrevention],
        "pmi" => &[Theme::FamilleParentalite, Theme::Sante],
        "epicerie_sociale" => &[Theme::Alimentation],
        "centre_social" => &[Theme::FamilleParentalite, Theme::Isolement],
        "clic" | "accompagnement_personnes_agees" => &[Theme::Vieillissement],
        _ => &[],
    }
}

/// The newest change in the file, unless the user said a year. Dates read `30/07/2024 15:03:00` or `2024-07-30`.
fn latest(table: &Table, input: &Input) -> Option<Vintage> {
    let year = |row: &Row| {
        let date = table.get(row, "date_modification").split([' ', 'T']).next()?.to_owned();
        date.split(['/', '-']).find(|part| part.len() == 4)?.parse().ok().and_then(Vintage::new)
    };
    input.options.vintage.or_else(|| table.rows.iter().filter_map(year).max())
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::WeekTime;

    const TEXT: &str = r#"{"service": [{"id": "d-1", "nom": "France services – Bourg", "siret": "73282932000074", "date_modification": "30/07/2024 15:03:00",
        "adresse": [{"type_adresse": "Adresse", "numero_voie": "1 rue Foch", "code_postal": "34000", "nom_commune": "Montpellier", "latitude": "43.611", "longitude": "3.877", "code_insee_commune": "34172"}],
        "pivot": [{"type_service_local": "msap", "code_insee_commune": ["34172", "34057"]}],
        "plage_ouverture": [{"nom_jour_debut": "Lundi", "nom_jour_fin": "Jeudi", "valeur_heure_debut_1": "09:00:00", "valeur_heure_fin_1": "12:00:00", "valeur_heure_debut_2": "14:00:00", "valeur_heure_fin_2": "17:00:00"},
                            {"nom_jour_debut": "Vendredi", "nom_jour_fin": "Vendredi", "valeur_heure_debut_1": "09:00:00", "valeur_heure_fin_1": "12:00:00", "valeur_heure_debut_2": "", "valeur_heure_fin_2": ""}]},
       {"id": "d-2", "nom": "Sans lieu", "adresse": [{"latitude": "", "longitude": "", "numero_voie": "2 rue Foch"}], "pivot": [{"type_service_local": "mairie", "code_insee_commune": ["34172"]}]}]}"#;

    fn check(batch: &Batch) {
        let desk = &batch.services[0];
        assert_eq!(desk.themes, [Theme::AccesAuxDroits, Theme::MediationNumerique]);
        assert_eq!(desk.eligibility, Eligibility::Areas(vec!["34172".to_owned(), "34057".to_owned()]));
        let opening = desk.opening.as_ref().unwrap();
        assert_eq!(opening.as_str(), "Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00");
        assert!(opening.open_at("thu-16:00".parse::<WeekTime>().unwrap()) && !opening.open_at("fri-16:00".parse::<WeekTime>().unwrap()));
        assert_eq!((desk.address.as_deref(), desk.commune.as_deref()), (Some("1 rue Foch 34000 Montpellier"), Some("34172")));
        assert_eq!(desk.provenance.siret.as_deref(), Some("73282932000074"));
        assert_eq!(batch.dataset.id.as_str(), "annuaire-administration-2024");
    }

    #[test]
    fn an_office_is_kept_to_the_communes_it_answers_for_and_opens_when_it_says() {
        let input = Input::of("data.gouv_local.json", TEXT.as_bytes());
        assert!(Directory.recognises(&input));
        let batch = Directory.read(&input, &Unwatched).unwrap();
        check(&batch);
        assert_eq!((batch.unlocated.len(), batch.unlocated[0].address()), (1, "2 rue Foch"), "its place is looked for later");
    }

    #[test]
    fn lists_written_within_cells_read_the_same() {
        let json: Value = serde_json::from_str(TEXT).unwrap();
        let mut office = json["service"][0].clone();
        for key in ["adresse", "pivot", "plage_ouverture"] {
            office[key] = Value::String(office[key].to_string());
        }
        let input = Input::of("export.json", Value::Array(vec![office]).to_string().as_bytes());
        check(&Directory.read(&input, &Unwatched).unwrap());
    }
}

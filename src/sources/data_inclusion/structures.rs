//! The structures of data·inclusion: the places that run services, themed by their networks.

use super::{NOTES, Opened, address, day, has, list, networks, required, structure_id};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Position, Provenance, Report, Service, Text, provenance};
use crate::sources::services::{self, Roll};
use crate::sources::table::{Row, Table};
use crate::sources::{Format, Input, Progress, dataset};
use crate::text;

/// The format of structures.
pub struct Structures;

const SIGNATURE: [&str; 4] = ["source", "id", "nom", "date_maj"];
const TELLTALE: [&str; 4] = ["source", "siret", "reseaux_porteurs", "accessibilite_lieu"];

impl Format for Structures {
    fn name(&self) -> &'static str {
        "data-inclusion-structures"
    }

    fn recognises(&self, input: &Input) -> bool {
        has(input, &TELLTALE)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let opened = Opened::read(input, &SIGNATURE)?;
        let mut report = Report::default();
        let vintage = opened.vintage(input, &mut report)?;
        let title = text!("Structures de data·inclusion, {vintage}", "Structures of data·inclusion, {vintage}");
        let dataset = Dataset {
            producer: "GIP Plateforme de l’inclusion (data·inclusion)".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            notes: vec![
                Text::new(NOTES.0, NOTES.1),
                Text::new(
                    "Une structure dont les services sont chargés est montrée par eux, non une fois de plus.",
                    "A structure whose services are loaded is shown through them, not once more.",
                ),
            ],
            ..dataset(self.name(), DatasetId::new(self.name(), vintage), title, vintage)
        };
        let places = opened.places(&mut report)?;
        let table = &opened.table;
        let roll = Roll::new(table, input, places, report).read(
            progress,
            |row| Some(table.get(row, "code_insee").to_owned()),
            |row, position, remarks| one(table, row, position, &dataset.id, remarks),
        );
        Ok(roll.batch(dataset))
    }
}

fn one(table: &Table, row: &Row, position: Position, dataset: &DatasetId, remarks: &mut Report) -> Result<Service, Fault> {
    let (source, id) = (required(table, row, "source")?, required(table, row, "id")?);
    let networks = list(table, row, "reseaux_porteurs");
    let category = networks.first().map_or("Structure d’inclusion", String::as_str);
    Ok(Service {
        themes: services::sorted(networks::themes(&networks)),
        opening: services::opening(table.get(row, "horaires_accueil"), remarks),
        address: address(table, row)?,
        updated: day(table.get(row, "date_maj")),
        provenance: Provenance {
            siret: provenance::siret(table.get(row, "siret")),
            source: Some(source.to_owned()),
            structure: Some(structure_id(source, id).as_str().to_owned()),
            quality: crate::sources::cell::number(table.get(row, "score_qualite")),
            ..Provenance::default()
        },
        ..Service::bare(structure_id(source, id), dataset, required(table, row, "nom")?, category, position)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Theme;
    use crate::sources::Unwatched;

    #[test]
    fn a_structure_is_themed_by_its_networks_in_every_dress() {
        let json = r#"[{"source": "dora", "id": "s1", "nom": "CCAS", "date_maj": "2026-04-01", "siret": "73282932000074", "code_insee": "34172",
            "reseaux_porteurs": ["ccas-cias", "france-service"], "accessibilite_lieu": null, "longitude": 3.877, "latitude": 43.611}]"#;
        let csv = "source,id,nom,date_maj,siret,code_insee,reseaux_porteurs,accessibilite_lieu,longitude,latitude\n\
            dora,s1,CCAS,2026-04-01,73282932000074,34172,\"['ccas-cias', 'france-service']\",,3.877,43.611\n";
        let geojson = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.877, 43.611]},
            "properties": {"source": "dora", "id": "s1", "nom": "CCAS", "date_maj": "2026-04-01", "siret": "73282932000074", "code_insee": "34172",
            "reseaux_porteurs": ["ccas-cias", "france-service"], "accessibilite_lieu": null}}]}"#;
        let read = |text: &str| {
            let input = Input::of("structures", text.as_bytes());
            assert!(Structures.recognises(&input), "{text}");
            Structures.read(&input, &Unwatched).unwrap().services.remove(0)
        };
        let structure = read(json);
        assert_eq!(structure.themes, [Theme::AccesAuxDroits, Theme::MediationNumerique]);
        assert_eq!(structure.provenance.siret.as_deref(), Some("73282932000074"));
        assert_eq!(structure.provenance.structure.as_deref(), Some(structure.id.as_str()));
        assert_eq!((read(csv), read(geojson)), (structure.clone(), structure));
    }
}

//! The services of data·inclusion.

use super::quality;
use super::{NOTES, Opened, address, day, has, list, local, required, structure_id};
use crate::domain::{
    Audiences, Batch, Dataset, DatasetId, Eligibility, Fault, Position, Provenance, Reception, Report, Service, ServiceId, Text, Theme,
};
use crate::sources::services::{self, Roll};
use crate::sources::table::{Row, Table};
use crate::sources::{Format, Input, Progress, dataset};
use crate::text;

/// The format of services.
pub struct Services;

/// What the schema requires, and what a file of another edition has not.
const SIGNATURE: [&str; 6] = ["source", "structure_id", "id", "nom", "description", "date_maj"];
const TELLTALE: [&str; 4] = ["structure_id", "thematiques", "zone_eligibilite", "modes_accueil"];

impl Format for Services {
    fn name(&self) -> &'static str {
        "data-inclusion"
    }

    fn recognises(&self, input: &Input) -> bool {
        has(input, &TELLTALE)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let opened = Opened::read(input, &SIGNATURE)?;
        let mut report = Report::default();
        let vintage = opened.vintage(input, &mut report)?;
        let (id, title) =
            (DatasetId::new(self.name(), vintage), text!("Services de data·inclusion, {vintage}", "Services of data·inclusion, {vintage}"));
        let dataset = Dataset {
            producer: "GIP Plateforme de l’inclusion (data·inclusion)".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            notes: vec![Text::new(NOTES.0, NOTES.1), quality::note()],
            ..dataset(self.name(), id, title, vintage)
        };
        let places = opened.places(&mut report)?;
        let (table, published) = (&opened.table, opened.latest());
        let roll = Roll::new(table, input, places, report).read(
            progress,
            |row| Some(table.get(row, "code_insee").to_owned()),
            |row, position, remarks| {
                let quality = quality::score(&|column| table.get(row, column), published);
                Ok(Service { provenance: provenance(table, row, quality)?, ..one(table, row, position, &dataset.id, remarks)? })
            },
        );
        Ok(roll.batch(dataset))
    }
}

fn one(table: &Table, row: &Row, position: Position, dataset: &DatasetId, remarks: &mut Report) -> Result<Service, Fault> {
    let (source, id) = (required(table, row, "source")?, required(table, row, "id")?);
    let topics = topics(table, row, remarks);
    let (audiences, unknown) = Audiences::from_codes(list(table, row, "publics").iter().map(String::as_str));
    say_unknown(&unknown, "publics", remarks);
    Ok(Service {
        themes: services::sorted(topics.iter().flat_map(|topic| Theme::of_topic(topic)).copied().collect()),
        topics,
        audiences,
        reception: reception(&list(table, row, "modes_accueil")),
        eligibility: eligibility(list(table, row, "zone_eligibilite")),
        opening: services::opening(table.get(row, "horaires_accueil"), remarks),
        free: free(table.get(row, "frais")),
        address: address(table, row)?,
        updated: day(table.get(row, "date_maj")),
        ..Service::bare(
            ServiceId::new("data-inclusion", &local(source, id)),
            dataset,
            required(table, row, "nom")?,
            category(table.get(row, "type")),
            position,
        )
    })
}

fn provenance(table: &Table, row: &Row, quality: f64) -> Result<Provenance, Fault> {
    let (source, structure) = (required(table, row, "source")?, required(table, row, "structure_id")?);
    Ok(Provenance {
        source: Some(source.to_owned()),
        structure: Some(structure_id(source, structure).as_str().to_owned()),
        quality: Some(quality),
        ..Provenance::default()
    })
}

/// Sub-themes, sorted; words that are not in the list are kept and said: the list grows.
fn topics(table: &Table, row: &Row, remarks: &mut Report) -> Vec<String> {
    let mut topics = list(table, row, "thematiques");
    topics.sort_unstable();
    topics.dedup();
    let unknown: Vec<String> = topics.iter().filter(|topic| Theme::of_topic(topic).is_empty()).cloned().collect();
    say_unknown(&unknown, "thematiques", remarks);
    topics
}

fn say_unknown(words: &[String], column: &str, remarks: &mut Report) {
    for word in words {
        remarks.remark(text!(
            "mot inconnu du vocabulaire v1 dans « {column} » : {word}",
            "word unknown to the v1 vocabulary in “{column}”: {word}"
        ));
    }
}

fn reception(modes: &[String]) -> Reception {
    let any = |mode: &str| modes.iter().any(|told| told == mode);
    match (any("en-presentiel"), any("a-distance")) {
        (true, true) => Reception::Both,
        (true, false) => Reception::InPerson,
        (false, true) => Reception::Remote,
        (false, false) => Reception::Unknown,
    }
}

/// Silence is everywhere (the rule of the producer's own search); France has a code among countries.
fn eligibility(zones: Vec<String>) -> Eligibility {
    let zones: Vec<String> = zones.into_iter().map(|zone| if zone == "99100" { "france".to_owned() } else { zone }).collect();
    if zones.is_empty() { Eligibility::Everywhere } else { Eligibility::Areas(zones) }
}

fn free(fees: &str) -> Option<bool> {
    match fees {
        "gratuit" => Some(true),
        "payant" => Some(false),
        _ => None,
    }
}

fn category(kind: &str) -> &str {
    const KINDS: [(&str, &str); 6] = [
        ("accompagnement", "Accompagnement"),
        ("aide-financiere", "Aide financière"),
        ("aide-materielle", "Aide matérielle"),
        ("atelier", "Atelier"),
        ("formation", "Formation"),
        ("information", "Information"),
    ];
    KINDS.iter().find(|(code, _)| *code == kind).map_or("Service d’inclusion", |(_, label)| label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Unwatched;

    const HEADER: &str = "source,structure_id,id,nom,description,date_maj,type,thematiques,frais,publics,code_insee,adresse,longitude,latitude,\
        modes_accueil,zone_eligibilite,horaires_accueil,modes_mobilisation,mobilisable_par\n";

    fn read(rows: &str) -> Batch {
        let input = Input::of("services-inclusion-2026-05-04.csv", format!("{HEADER}{rows}").as_bytes());
        assert!(Services.recognises(&input));
        Services.read(&input, &Unwatched).unwrap()
    }

    #[test]
    fn a_service_says_whom_where_and_how_it_receives() {
        let batch = read(
            "dora,s1,1,Aide aux démarches,Un accompagnement,2026-04-01,accompagnement,\"['difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits', 'sante--acces-aux-soins']\",gratuit,['seniors'],34172,1 rue Foch,3.877,43.611,\"['en-presentiel', 'a-distance']\",\"['34172', '34']\",Mo-Fr 09:00-12:00,['se-presenter'],['usagers']\n\
             dora,s1,dora--2,Atelier,Un atelier,2026-03-01,atelier,['jardinage--tomates'],payant,['tous-publics'],34172,,3.878,43.612,['a-distance'],['99100'],,,\n",
        );
        let (first, second) = (&batch.services[0], &batch.services[1]);
        assert_eq!((first.id.as_str(), first.category.as_str()), ("data-inclusion:dora--1", "Accompagnement"));
        assert_eq!(first.themes, [Theme::AccesAuxDroits, Theme::Sante]);
        assert_eq!((first.reception, first.free), (Reception::Both, Some(true)));
        assert_eq!(first.eligibility, Eligibility::Areas(vec!["34172".to_owned(), "34".to_owned()]));
        assert_eq!(first.provenance.structure.as_deref(), Some("data-inclusion-structures:dora--s1"));
        assert_eq!((second.id.as_str(), second.audiences.clone()), ("data-inclusion:dora--2", Audiences::Everyone));
        assert_eq!((second.free, second.eligibility.clone()), (Some(false), Eligibility::Areas(vec!["france".to_owned()])));
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.fr.contains("jardinage--tomates")));
        assert!(first.provenance.quality > second.provenance.quality);
        assert_eq!(batch.dataset.id.as_str(), "data-inclusion-2026");
    }

    #[test]
    fn a_row_without_what_the_schema_requires_is_rejected_with_its_column() {
        let batch = read(
            "dora,s1,1,Aide,Un accompagnement,2026-04-01,,,,,34172,,3.877,43.611,,,,,\n\
             dora,s1,,Sans numéro,Un accompagnement,2026-04-01,,,,,34172,,3.877,43.611,,,,,\n\
             dora,s1,3,À distance et sans lieu,Un accompagnement,2026-04-01,,,,,34172,,,,['a-distance'],,,,\n",
        );
        let faults: Vec<_> =
            batch.dataset.report.faults.iter().map(|f| (f.code.as_str(), f.place.row, f.place.column.as_deref())).collect();
        assert_eq!(faults, [("missing-id", Some(3), Some("id")), ("no-position", Some(4), None)]);
        assert_eq!(batch.services[0].eligibility, Eligibility::Everywhere);
    }

    #[test]
    fn every_sub_theme_and_audience_of_the_vocabulary_is_understood() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/vocabularies");
        let Ok(themes) = std::fs::read_to_string(folder.join("thematiques_v1.csv")) else {
            eprintln!("left out: the published vocabularies are not beside the repository");
            return;
        };
        let codes = |text: &str| text.lines().skip(1).filter_map(|line| line.split(',').next().map(str::to_owned)).collect::<Vec<_>>();
        assert_eq!(codes(&themes).len(), 69);
        for code in codes(&themes) {
            assert!(!Theme::of_topic(&code).is_empty(), "{code}");
        }
        let audiences = std::fs::read_to_string(folder.join("publics_v1.csv")).unwrap();
        assert!(Audiences::from_codes(codes(&audiences).iter().map(String::as_str)).1.is_empty());
        let networks = std::fs::read_to_string(folder.join("reseaux_porteurs_v1.csv")).unwrap();
        for (network, _) in super::super::networks::THEMES {
            assert!(codes(&networks).iter().any(|code| code == network), "{network}");
        }
    }
}

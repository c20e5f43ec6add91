//! The desks and places of digital mediation as data·inclusion would tell them (schema v1): lists as Python writes
//! them in CSV, names in another hand, one eligibility area each.

use serde_json::{Value, json};

use super::spots::{Spot, Spots};

/// The services, CSV.
pub fn services(spots: &Spots) -> anyhow::Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS)?;
    for (rank, spot) in spots.desks.iter().enumerate() {
        out.write_record(service(rank, spot, "dora", RIGHTS, &format!("['{}', '00']", spot.commune)))?;
    }
    for (rank, spot) in spots.digital.iter().enumerate() {
        out.write_record(service(100 + rank, spot, "mediation-numerique", DIGITAL, "['france']"))?;
    }
    Ok(out.into_inner()?)
}

/// The structures that run them, JSON records.
pub fn structures(spots: &Spots) -> anyhow::Result<Vec<u8>> {
    let desks = spots.desks.iter().enumerate().map(|(rank, spot)| structure(rank, spot, "dora", &["france-service"]));
    let digital = spots.digital.iter().enumerate().map(|(rank, spot)| structure(100 + rank, spot, "mediation-numerique", &[]));
    let records: Vec<Value> = desks.chain(digital).collect();
    Ok(serde_json::to_vec_pretty(&records)?)
}

const COLUMNS: [&str; 24] = [
    "source",
    "structure_id",
    "id",
    "nom",
    "description",
    "date_maj",
    "lien_source",
    "type",
    "thematiques",
    "frais",
    "publics",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "longitude",
    "latitude",
    "telephone",
    "modes_accueil",
    "zone_eligibilite",
    "modes_mobilisation",
    "mobilisable_par",
    "horaires_accueil",
    "conditions_acces",
];

const RIGHTS: &str =
    "['difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits', 'numerique--acceder-a-des-services-en-ligne']";
const DIGITAL: &str = "['numerique--acceder-a-des-services-en-ligne', 'numerique--maitriser-les-fondamentaux-du-numerique']";

fn service(rank: usize, spot: &Spot, source: &str, topics: &str, zone: &str) -> Vec<String> {
    let updated = format!("2021-{:02}-15", 1 + rank % 11);
    let cells = [
        source,
        &format!("s{rank}"),
        &format!("{rank}"),
        &another_hand(&spot.name),
        "Un accompagnement aux démarches, avec ou sans rendez-vous, pour tous les habitants.",
        &updated,
        "",
        "accompagnement",
        topics,
        "gratuit",
        "['tous-publics']",
        &spot.town,
        &spot.postcode,
        &spot.commune,
        &spot.street,
        &spot.lon.to_string(),
        &spot.lat.to_string(),
        "",
        "['en-presentiel']",
        zone,
        "['se-presenter']",
        "['usagers', 'professionnels']",
        &spot.hours,
        "",
    ];
    cells.map(str::to_owned).to_vec()
}

fn structure(rank: usize, spot: &Spot, source: &str, networks: &[&str]) -> Value {
    json!({
        "source": source, "id": format!("s{rank}"), "nom": another_hand(&spot.name), "date_maj": "2021-11-30", "description": null, "lien_source": null,
        "siret": siret(rank), "commune": spot.town, "code_postal": spot.postcode, "code_insee": spot.commune, "adresse": spot.street,
        "complement_adresse": null, "longitude": spot.lon, "latitude": spot.lat, "telephone": null, "courriel": null, "site_web": null,
        "horaires_accueil": null, "accessibilite_lieu": null, "reseaux_porteurs": networks,
    })
}

/// The name as another clerk writes it: capitals without accents, the usual abbreviations.
fn another_hand(name: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' => 'e',
        'à' | 'â' => 'a',
        'ô' => 'o',
        'î' => 'i',
        '’' | '–' => ' ',
        other => other,
    };
    let name: String = name.chars().map(plain).collect();
    name.replace("Mediatheque", "Med.").replace("Saint-", "St ").replace("Centre social", "C. social").to_uppercase()
}

/// Fourteen digits with a valid key; no business of France has such a number: it begins with 0.
fn siret(rank: usize) -> String {
    let start = format!("0000{rank:05}0001");
    let sum: u32 = start.chars().rev().enumerate().map(|(at, c)| luhn(c.to_digit(10).unwrap_or(0), at.is_multiple_of(2))).sum();
    format!("{start}{}", (10 - sum % 10) % 10)
}

fn luhn(digit: u32, doubled: bool) -> u32 {
    let twice = digit * 2;
    if !doubled {
        return digit;
    }
    if twice > 9 { twice - 9 } else { twice }
}

//! The desks as the administration's directory lists them: nested lists, the municipalities each answers for, hours
//! by ranges of days.

use serde_json::{Value, json};

use super::spots::{Spot, Spots};

const DAYS: [&str; 6] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi"];

/// Writes `data.gouv_local.json`.
pub fn write(spots: &Spots) -> anyhow::Result<Vec<u8>> {
    let office = |(rank, spot): (usize, &Spot)| {
        let area = if spot.commune == "00101" { vec!["00101", "00102"] } else { vec![spot.commune.as_str()] };
        json!({
            "id": format!("0a1e-{rank:04}"), "nom": spot.name.replace(" – ", " - "), "siret": "", "siren": "", "date_modification": "15/11/2021 10:30:00",
            "partenaire": "", "mission": "", "adresse_courriel": [],
            "adresse": [{
                "type_adresse": "Adresse", "complement1": "", "complement2": "", "numero_voie": spot.street, "service_distribution": "",
                "code_postal": spot.postcode, "nom_commune": spot.town, "longitude": spot.lon.to_string(), "latitude": spot.lat.to_string(),
                "code_insee_commune": spot.commune, "accessibilite": "ACC", "note_accessibilite": "",
            }],
            "pivot": [{"type_service_local": "msap", "code_insee_commune": area}],
            "plage_ouverture": DAYS.iter().zip(&spot.week).filter(|(_, hours)| !hours.is_empty()).map(|(day, hours)| range(day, hours)).collect::<Vec<Value>>(),
            "telephone": [], "site_internet": [],
        })
    };
    let offices: Vec<Value> = spots.desks.iter().enumerate().map(office).collect();
    Ok(serde_json::to_vec_pretty(&json!({ "service": offices }))?)
}

fn range(day: &str, hours: &str) -> Value {
    let clock = |rank: usize, end: usize| {
        let told = hours.split('/').nth(rank).and_then(|range| range.split('-').nth(end)).map(str::trim);
        told.map_or_else(String::new, |time| format!("{time}:00"))
    };
    json!({
        "nom_jour_debut": day, "nom_jour_fin": day, "valeur_heure_debut_1": clock(0, 0), "valeur_heure_fin_1": clock(0, 1),
        "valeur_heure_debut_2": clock(1, 0), "valeur_heure_fin_2": clock(1, 1), "commentaire": "",
    })
}

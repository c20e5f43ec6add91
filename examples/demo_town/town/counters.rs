//! France services desks and pharmacies.

use serde_json::json;

use super::layer::Layer;
use super::place::Globe;
use super::sites::Sites;

/// The list of France services, every cell in quotes, one column a weekday.
pub fn france_services(sites: &mut Sites, globe: &Globe) -> anyhow::Result<Vec<u8>> {
    let mut text = quoted(&HEADER) + "\n";
    for (rank, desk) in DESKS.iter().enumerate() {
        let site = sites.in_zone(desk.zone)?;
        let at = globe.degrees(site.at)?;
        let (id, lat, lon) = (format!("{}", 9001 + rank), format!("{:.6}", at.y), format!("{:.6}", at.x));
        let commune = site.commune;
        let mut cells =
            vec![id.as_str(), "00", desk.name, &site.address, "", commune.code, commune.postcode, commune.name, &lat, &lon, "", ""];
        cells.extend(desk.week);
        cells.extend([desk.appointment, desk.comment, "Principal", desk.form, "", "Espace labellisé 01/01/2021"]);
        text += &(quoted(&cells) + "\n");
    }
    Ok(text.into_bytes())
}

fn quoted(cells: &[&str]) -> String {
    cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")
}

const HEADER: [&str; 24] = [
    "id_fs",
    "insee_dep",
    "lib_fs",
    "adresse",
    "complement_adresse",
    "insee_com",
    "code_postal",
    "lib_com",
    "latitude",
    "longitude",
    "mail",
    "telephone",
    "h_lundi",
    "h_mardi",
    "h_mercredi",
    "h_jeudi",
    "h_vendredi",
    "h_samedi",
    "prise_rdv",
    "commentaire",
    "type_fs",
    "format_fs",
    "groupe_fs",
    "labellisation_fs",
];

struct Desk {
    name: &'static str,
    zone: &'static str,
    week: [&'static str; 6],
    appointment: &'static str,
    comment: &'static str,
    form: &'static str,
}

const WHOLE: &str = "09:00 - 12:00 / 13:30 - 17:00";
const MORNING: &str = "09:00 - 12:00";
const AFTERNOON: &str = "13:30 - 17:30";

#[rustfmt::skip]
const DESKS: [Desk; 5] = [
    Desk { name: "France services de Valmeille – Hôtel de ville", zone: "001010103", week: [WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, MORNING], appointment: "Non", comment: "", form: "Fixe" },
    Desk { name: "France services La Poste – Saint-Gilles", zone: "001010401", week: [AFTERNOON, WHOLE, WHOLE, WHOLE, WHOLE, MORNING], appointment: "Non", comment: "", form: "Fixe" },
    Desk { name: "France services des Bruyères", zone: "001010804", week: [WHOLE, WHOLE, MORNING, WHOLE, MORNING, ""], appointment: "Oui", comment: "", form: "Multisites" },
    Desk { name: "France services de Saint-Aubin-lès-Valmeille", zone: "001020101", week: ["", WHOLE, WHOLE, AFTERNOON, WHOLE, MORNING], appointment: "Non", comment: "", form: "Fixe" },
    Desk { name: "Bus France services du Val d’Orvane", zone: "001070000", week: ["09:30 - 12:30 / 13:30 - 15:30", "09:30 - 12:30", "09:30 - 12:30 / 13:30 - 15:30", "09:30 - 12:30", "09:30 - 12:30 / 13:30 - 15:30", ""], appointment: "Oui", comment: "Bus circulant dans les communes rurales : lundi à La Ferté-Orvane, mardi à Brécy-les-Bois, mercredi à Vernay-sur-Orvane, jeudi à Courbeau, vendredi à Chassenay-le-Vieil.", form: "Bus_équivalent" },
];

/// Pharmacies as an extract of OpenStreetMap.
pub fn pharmacies(sites: &mut Sites, globe: &Globe) -> anyhow::Result<Vec<u8>> {
    let mut layer = Layer::new("pharmacies", 6);
    for (rank, (name, zone, hours)) in PHARMACIES.iter().enumerate() {
        let site = sites.in_zone(zone)?;
        let (number, street) = site.address.split_once(' ').unwrap_or(("", &site.address));
        let properties = [
            ("type", json!("Pharmacies")),
            ("osm_id", json!(900_000_001 + rank)),
            ("addr:city", json!(site.commune.name)),
            ("addr:housenumber", json!(number)),
            ("addr:postcode", json!(site.commune.postcode)),
            ("addr:street", json!(street)),
            ("amenity", json!("pharmacy")),
            ("dispensing", json!("yes")),
            ("name", json!(name)),
            ("opening_hours", json!(hours)),
            ("wheelchair", json!(if rank % 3 == 0 { "yes" } else { "" })),
        ];
        layer.point(&properties, globe.degrees(site.at)?);
    }
    Ok(layer.into_bytes())
}

const LONG: &str = "Mo-Fr 08:30-19:30; Sa 09:00-19:00";
const USUAL: &str = "Mo-Fr 09:00-12:15,14:00-19:15; Sa 09:00-12:30";

#[rustfmt::skip]
const PHARMACIES: [(&str, &str, &str); 17] = [
    ("Pharmacie de la Cathédrale", "001010101", USUAL), ("Pharmacie des Halles", "001010102", LONG), ("Pharmacie des Ursulines", "001010107", USUAL),
    ("Pharmacie de la Gare", "001010201", LONG), ("Pharmacie Saint-Gilles", "001010401", USUAL), ("Pharmacie de la Filature", "001010403", USUAL),
    ("Pharmacie de la Garenne", "001010405", USUAL), ("Pharmacie du Pont-Vieux", "001010501", USUAL), ("Pharmacie du Port", "001010503", ""),
    ("Pharmacie des Capucins", "001010602", USUAL), ("Pharmacie de la Croix-Blanche", "001010603", LONG), ("Pharmacie du Val-Fleuri", "001010705", "Mo-Fr 09:00-12:15,14:00-19:00"),
    ("Pharmacie Saint-Lazare", "001010802", USUAL), ("Pharmacie des Bruyères", "001010804", USUAL), ("Pharmacie de Saint-Aubin", "001020101", USUAL),
    ("Pharmacie de Montbrelan", "001030101", USUAL), ("Pharmacie de La Ferté", "001070000", USUAL),
];

//! Places of digital mediation, in the layout of the national schema as regions publish it.

use serde_json::{Value, json};

use super::layer::Layer;
use super::place::Globe;
use super::sites::Sites;

/// Writes the layer.
pub fn write(sites: &mut Sites, globe: &Globe) -> anyhow::Result<Vec<u8>> {
    let mut layer = Layer::new("lieux_mediation_numerique", 6);
    for (rank, place) in PLACES.iter().enumerate() {
        let site = sites.in_zone(place.zone)?;
        let at = globe.degrees(site.at)?;
        let said = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
        let properties = [
            ("id", json!(format!("0a1e{rank:04}-{}", place.source))),
            ("pivot", json!("00000000000000")),
            ("nom", json!(place.name)),
            ("commune", json!(site.commune.name)),
            ("code_postal", json!(site.commune.postcode)),
            ("code_insee", if rank % 5 == 4 { Value::Null } else { json!(site.commune.code) }),
            ("adresse", json!(site.address)),
            ("latitude", json!(format!("{:.6}", at.y))),
            ("longitude", json!(format!("{:.6}", at.x))),
            ("telephone", Value::Null),
            ("courriel", Value::Null),
            ("site_web", Value::Null),
            ("horaires", said(place.hours)),
            ("source", json!(place.source)),
            ("date_maj", json!("2022-04-12T00:00:00")),
            ("services", json!(place.services)),
            ("publics_accueillis", said(place.audiences)),
            ("conditions_acces", json!("Gratuit : Je peux accéder gratuitement au lieu et à ses services")),
            ("labels_nationaux", said(place.labels)),
            ("modalites_accompagnement", json!("Avec de l'aide : je suis accompagné seul dans l'usage du numérique")),
            ("prise_rdv", Value::Null),
        ];
        layer.point(&properties, at);
    }
    Ok(layer.into_bytes())
}

struct Lieu {
    name: &'static str,
    zone: &'static str,
    services: &'static str,
    audiences: &'static str,
    hours: &'static str,
    source: &'static str,
    labels: &'static str,
}

const STEPS: &str = "Devenir autonome dans les démarches administratives;Réaliser des démarches administratives avec un accompagnement;Utiliser le numérique au quotidien";
const LEARN: &str = "Prendre en main un smartphone ou une tablette;Prendre en main un ordinateur;Utiliser le numérique au quotidien;Approfondir ma culture numérique";
const ACCESS: &str = "Accéder à une connexion internet;Accéder à du matériel";
const ADULTS: &str = "Adultes;Familles/enfants;Jeunes (16-26 ans);Seniors (+ 65 ans)";
const ADVISER: &str = "conseiller-numerique";
const REGION: &str = "assembleurs";

const fn lieu(
    name: &'static str,
    zone: &'static str,
    services: &'static str,
    audiences: &'static str,
    hours: &'static str,
    source: &'static str,
    labels: &'static str,
) -> Lieu {
    Lieu { name, zone, services, audiences, hours, source, labels }
}

#[rustfmt::skip]
const PLACES: [Lieu; 16] = [
    lieu("CCAS – espace numérique", "001010103", STEPS, ADULTS, "Mo-Fr 09:00-12:00,13:30-17:00", ADVISER, "CNFS;Aidants Connect"),
    lieu("Maison départementale des solidarités", "001010201", STEPS, "", "Mo-Fr 08:30-12:00,13:30-17:00", ADVISER, "CNFS"),
    lieu("France services La Poste – Saint-Gilles", "001010401", STEPS, "", "Mo 13:30-17:30; Tu-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00", "france-services", "France Services"),
    lieu("Centre social Saint-Gilles", "001010404", STEPS, ADULTS, "Tu,Th 14:00-17:00", REGION, ""),
    lieu("Espace public numérique du Pont-Vieux", "001010501", STEPS, ADULTS, "Tu-Sa 10:00-12:00,14:00-18:00", REGION, "CNFS"),
    lieu("CCAS – antenne de la Croix-Blanche", "001010603", STEPS, "Adultes;Seniors (+ 65 ans)", "We 14:00-17:00", ADVISER, "CNFS"),
    lieu("France services des Bruyères", "001010804", STEPS, "", "Mo,Tu,Th 09:00-12:00,13:30-17:00; We,Fr 09:00-12:00", "france-services", "CNFS;France Services"),
    lieu("Centre social de la Croix-Verte", "001010805", LEARN, ADULTS, "Mo,Th 14:00-18:00", REGION, ""),
    lieu("Mairie de Saint-Aubin-lès-Valmeille", "001020101", STEPS, "", "Tu,Th 09:00-12:00", ADVISER, "CNFS"),
    lieu("Mairie de Montbrelan", "001030101", STEPS, "Seniors (+ 65 ans)", "We 09:00-12:00", ADVISER, "CNFS"),
    lieu("Mairie de La Ferté-Orvane", "001070000", LEARN, "", "Fr 14:00-17:00", ADVISER, "CNFS"),
    lieu("Mairie de Vernay-sur-Orvane", "001100000", LEARN, "", "", ADVISER, "CNFS"),
    lieu("Médiathèque centrale Simone-Veil", "001010102", ACCESS, ADULTS, "Tu,We,Fr 10:00-12:30,14:00-18:30; Sa 10:00-18:00", REGION, ""),
    lieu("Tiers-lieu La Filature", "001010403", LEARN, "Adultes;Jeunes (16-26 ans)", "Mo-Fr 09:00-19:00", "france-tiers-lieux", ""),
    lieu("Médiathèque de Chantemerle", "001010701", ACCESS, ADULTS, "Tu,We,Fr 14:00-18:00; Sa 10:00-12:30", REGION, ""),
    lieu("Médiathèque des Bruyères", "001010804", ACCESS, ADULTS, "Tu,We,Fr 14:00-18:00; Sa 10:00-12:30", REGION, ""),
];

//! The town’s own list of facilities: one table with Lambert-93 coordinates, Windows-1252, semicolons.

use std::fmt::Write as _;

use encoding_rs::WINDOWS_1252;

use super::insee_tables::decimal;
use super::place::lambert_93;
use super::sites::Sites;

/// Writes the table.
pub fn write(sites: &mut Sites) -> anyhow::Result<Vec<u8>> {
    let mut text = String::from("ID;NOM;FAMILLE;CATEGORIE;ADRESSE;INSEE;X;Y;HORAIRES\n");
    for (rank, (family, category, name, zone, hours)) in FACILITIES.iter().enumerate() {
        let site = sites.in_zone(zone)?;
        let at = lambert_93(site.at);
        let (id, x, y) = (rank + 1, decimal(at.x, 2), decimal(at.y, 2));
        writeln!(text, "EQ{id:03};{name};{family};{category};{};{};{x};{y};\"{hours}\"", site.address, site.commune.code)?;
    }
    Ok(WINDOWS_1252.encode(&text).0.into_owned())
}

const OFFICE: &str = "Mo-Fr 08:30-12:00,13:30-17:00";
const TOWN_HALL: &str = "Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00";
const VILLAGE_HALL: &str = "Mo,Th 14:00-18:00; We 09:00-12:00";
const MORNINGS: &str = "Mo-Fr 09:00-12:00";
const NURSERY: &str = "Mo-Fr 07:30-18:30";
const YOUTH: &str = "Tu-Fr 16:00-19:00; We,Sa 13:30-18:30";
const LIBRARY: &str = "Tu,We,Fr 10:00-12:30,14:00-18:30; Sa 10:00-18:00";
const CLUB: &str = "Tu,Th 14:00-17:30";

/// Family, category, name, neighbourhood, hours.
type Facility = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const FACILITIES: [Facility; 84] = [
    ("Administration", "Mairie", "Hôtel de ville de Valmeille-sur-Orvane", "001010103", TOWN_HALL),
    ("Administration", "Mairie annexe", "Mairie annexe Saint-Gilles", "001010401", OFFICE),
    ("Administration", "Mairie annexe", "Mairie annexe des Bruyères", "001010804", OFFICE),
    ("Administration", "Mairie annexe", "Mairie annexe de Bellevue", "001010504", MORNINGS),
    ("Administration", "Mairie", "Mairie de Saint-Aubin-lès-Valmeille", "001020101", OFFICE),
    ("Administration", "Mairie", "Mairie de Montbrelan", "001030101", OFFICE),
    ("Administration", "Mairie", "Mairie de Chassenay-le-Vieil", "001040000", VILLAGE_HALL),
    ("Administration", "Mairie", "Mairie des Essarts-de-Meille", "001050000", VILLAGE_HALL),
    ("Administration", "Mairie", "Mairie de Courbeau", "001060000", VILLAGE_HALL),
    ("Administration", "Mairie", "Mairie de La Ferté-Orvane", "001070000", OFFICE),
    ("Administration", "Mairie", "Mairie de Brécy-les-Bois", "001080000", VILLAGE_HALL),
    ("Administration", "Mairie", "Mairie de Saint-Loup-en-Varenne", "001090000", VILLAGE_HALL),
    ("Administration", "Mairie", "Mairie de Vernay-sur-Orvane", "001100000", OFFICE),
    ("Administration", "Protection sociale", "CAF – agence de Valmeille", "001010201", OFFICE),
    ("Administration", "Protection sociale", "CPAM – agence de Valmeille", "001010502", OFFICE),
    ("Administration", "Retraite", "Carsat – point d’accueil retraite", "001010202", "Mo-Th 09:00-12:00,13:30-16:30"),
    ("Action sociale", "CCAS", "Centre communal d’action sociale", "001010102", OFFICE),
    ("Action sociale", "CCAS", "CCAS – antenne de la Croix-Blanche", "001010603", "Mo,We,Fr 09:00-12:00,14:00-17:00"),
    ("Action sociale", "CCAS", "CCAS – permanence du Stade", "001010803", "Tu 09:00-12:00; Th 14:00-17:00"),
    ("Action sociale", "CCAS", "CCAS – permanence de Saint-Jacques", "001010506", "Mo,Th 14:00-17:00"),
    ("Action sociale", "Maison des solidarités", "Maison départementale des solidarités – Centre", "001010201", OFFICE),
    ("Action sociale", "Maison des solidarités", "Maison départementale des solidarités – Ouest", "001010403", OFFICE),
    ("Action sociale", "Point conseil budget", "Point conseil budget du Val d’Orvane", "001010202", "Tu,Th 09:00-12:00,14:00-17:00"),
    ("Justice", "Point-justice", "Maison de justice et du droit", "001010103", "Mo-Fr 09:00-12:00,13:30-17:00"),
    ("Justice", "Point-justice", "Point-justice de Saint-Lazare", "001010802", "Tu 14:00-18:00; Th 09:00-12:00"),
    ("Justice", "Permanence juridique", "CIDFF – information juridique des femmes et des familles", "001010106", "Mo,Tu,Th 09:00-12:30,14:00-17:00"),
    ("Justice", "Permanence juridique", "Bureau d’aide aux victimes", "001010103", MORNINGS),
    ("Emploi", "Agence pour l’emploi", "France Travail – Valmeille-Gare", "001010201", "Mo-Th 08:30-15:30; Fr 08:30-12:30"),
    ("Emploi", "Mission locale", "Mission locale du Val d’Orvane", "001010202", OFFICE),
    ("Emploi", "Mission locale", "Mission locale – antenne des Bruyères", "001010804", "Tu,Th 09:00-12:00,13:30-17:00"),
    ("Emploi", "Emploi et handicap", "Cap emploi", "001010601", OFFICE),
    ("Emploi", "Insertion", "Chantier d’insertion Les Jardins de la Meille", "001010406", "Mo-Fr 08:00-12:00,13:00-16:30"),
    ("Emploi", "Insertion", "Association intermédiaire Coup de main", "001010403", OFFICE),
    ("Solidarité", "Aide alimentaire", "Restos du Cœur – Pont-Vieux", "001010501", "Mo,We,Fr 09:00-11:30"),
    ("Solidarité", "Aide alimentaire", "Restos du Cœur – Chantemerle", "001010702", "Tu,Th 13:30-16:30"),
    ("Solidarité", "Aide alimentaire", "Épicerie solidaire La Passerelle", "001010403", "Tu-Fr 10:00-12:30,14:00-17:30"),
    ("Solidarité", "Aide alimentaire", "Épicerie solidaire des Bruyères", "001010804", "We,Fr 14:00-18:00"),
    ("Solidarité", "Aide alimentaire", "Secours populaire – Saint-Lazare", "001010802", "Mo,Th 14:00-17:00"),
    ("Solidarité", "Aide alimentaire", "Banque alimentaire du Val d’Orvane", "001010901", "Mo-Fr 08:00-12:00"),
    ("Solidarité", "Aide alimentaire", "Épicerie sociale itinérante – halte de La Ferté", "001070000", "Th 10:00-12:00"),
    ("Solidarité", "Aide aux démunis", "Secours catholique – Les Tanneries", "001010104", "Tu,Fr 14:00-17:00"),
    ("Solidarité", "Aide aux démunis", "Vestiaire de la Croix-Rouge", "001010503", "We 14:00-17:00; Sa 09:30-11:30"),
    ("Hébergement", "Accueil de jour", "Accueil de jour L’Escale", "001010104", "Mo-Su 08:30-16:30"),
    ("Hébergement", "Abri de nuit", "Abri de nuit Saint-Vincent", "001010101", "Mo-Su 18:00-24:00"),
    ("Hébergement", "Conseil logement", "Agence d’information sur le logement", "001010102", "Mo-Th 09:00-12:00,13:30-17:00"),
    ("Mobilité", "Agence de mobilité", "Agence Orvane Mobilités", "001010201", "Mo-Fr 07:30-18:30; Sa 09:00-12:30"),
    ("Mobilité", "Garage solidaire", "Garage solidaire Roule Meille", "001010901", "Mo-Fr 08:30-12:00,13:30-17:30"),
    ("Mobilité", "Vélo-école", "Vélo-école des Mariniers", "001010105", "We,Sa 14:00-18:00"),
    ("Mobilité", "Agence de mobilité", "Transport à la demande – maison de la mobilité rurale", "001070000", "Mo,We,Fr 09:00-12:00"),
    ("Seniors", "Club de seniors", "Club des Capucins", "001010602", CLUB),
    ("Seniors", "Club de seniors", "Club de l’Âge d’or de Chantemerle", "001010701", CLUB),
    ("Seniors", "Club de seniors", "Club des Noyers", "001030101", "Th 14:00-17:30"),
    ("Seniors", "Maison des seniors", "Maison des seniors et des aidants", "001010102", OFFICE),
    ("Seniors", "Maison des seniors", "Foyer-restaurant de Beauséjour", "001010806", "Mo-Fr 11:30-14:00"),
    ("Handicap", "Association", "Espace Handicap Valmeille", "001010604", "Mo-Fr 09:00-12:30,14:00-17:00"),
    ("Handicap", "Association", "Accueil Surdité 00", "001010107", "Mo,Th 09:00-12:00"),
    ("Santé", "Entraide psychique", "Groupe d’entraide mutuelle La Boussole", "001010503", "Mo-Fr 10:00-17:00; Sa 14:00-18:00"),
    ("Santé", "Maison des adolescents", "Maison des adolescents du Val d’Orvane", "001010107", "Mo-Fr 10:00-18:00; We 10:00-19:00"),
    ("Petite enfance", "Crèche", "Crèche Les Moussaillons", "001010105", NURSERY),
    ("Petite enfance", "Crèche", "Crèche des Alouettes", "001010703", NURSERY),
    ("Petite enfance", "Crèche", "Crèche de la Garenne", "001010405", NURSERY),
    ("Petite enfance", "Crèche", "Crèche des Bruyères", "001010804", NURSERY),
    ("Petite enfance", "Crèche", "Crèche du Moulin-Neuf", "001020103", NURSERY),
    ("Petite enfance", "Relais petite enfance", "Relais petite enfance de l’Est", "001010601", "Mo,Tu,Th 09:00-12:00,13:30-16:30"),
    ("Petite enfance", "Lieu parents-enfants", "Lieu d’accueil parents-enfants La Ribambelle", "001010404", "Tu,Th,Fr 09:00-11:30"),
    ("Vie des quartiers", "Centre social", "Centre social Saint-Gilles", "001010404", "Mo-Fr 09:00-12:00,14:00-18:30"),
    ("Vie des quartiers", "Centre social", "Centre social de la Croix-Verte", "001010805", "Mo-Fr 09:00-12:00,14:00-18:30"),
    ("Vie des quartiers", "Centre social", "Centre social de la Madeleine", "001010502", "Mo-Fr 09:00-12:00,14:00-18:30"),
    ("Vie des quartiers", "Lieu de lien social", "Café associatif Le Lavoir", "001010104", "Tu-Sa 10:00-19:00"),
    ("Vie des quartiers", "Lieu de lien social", "Maison de quartier du Val-Fleuri", "001010705", "We,Sa 14:00-18:00"),
    ("Vie des quartiers", "Lieu de lien social", "Jardin partagé des Cités-Jardins", "001010404", "Mo-Su 08:00-20:00"),
    ("Jeunesse", "Information jeunesse", "Point information jeunesse", "001010102", "Mo-Fr 10:00-12:00,13:30-18:00"),
    ("Jeunesse", "Accueil de jeunes", "Accueil jeunes de Chantemerle", "001010704", YOUTH),
    ("Jeunesse", "Accueil de jeunes", "Accueil jeunes Saint-Lazare", "001010802", YOUTH),
    ("Jeunesse", "Accueil de jeunes", "Accueil jeunes des Hautes-Bruyères", "001030102", YOUTH),
    ("Culture", "Médiathèque", "Médiathèque centrale Simone-Veil", "001010102", LIBRARY),
    ("Culture", "Médiathèque", "Médiathèque de Chantemerle", "001010701", "Tu,We,Fr 14:00-18:00; Sa 10:00-12:30"),
    ("Culture", "Médiathèque", "Médiathèque des Bruyères", "001010804", "Tu,We,Fr 14:00-18:00; Sa 10:00-12:30"),
    ("Culture", "Médiathèque", "Bibliothèque de Saint-Aubin", "001020101", "We 10:00-12:00,14:00-18:00; Sa 10:00-12:30"),
    ("Culture", "Musée", "Musée de la Batellerie", "001010105", "We-Su 10:00-12:00,14:00-18:00"),
    ("Culture", "Théâtre", "Théâtre municipal", "001010101", "Tu-Sa 13:00-18:30"),
    ("Culture", "École de musique", "Conservatoire Lili-Boulanger", "001010106", "Mo-Fr 14:00-20:00; Sa 09:00-17:00"),
    ("Sport", "Piscine", "Piscine de l’Orvane", "001010803", "Mo-Fr 12:00-20:00; Sa-Su 09:00-18:00"),
    ("Sport", "Gymnase", "Gymnase de Chantemerle", "001010702", ""),
];

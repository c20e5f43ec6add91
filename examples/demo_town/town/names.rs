//! Names on street signs, as a French town gives them.

use super::streets::Class;
use super::zones::{Form, Sketch};

/// Gives each new street the next name of its kind.
#[derive(Default)]
pub struct Signs {
    given: usize,
}

impl Signs {
    /// A name for a local street of a neighbourhood that passes so many crossings.
    pub fn next(&mut self, zone: &Sketch, class: Class, corners: usize) -> String {
        self.given += 1;
        let kind = kind(zone.form, class, corners);
        let bases = if matches!(zone.form, Form::Village) || class == Class::Unclassified { &COUNTRY[..] } else { &TOWN[..] };
        format!("{kind} {}", bases[(self.given * 37) % bases.len()])
    }
}

/// An address in a neighbourhood.
pub fn address(zone: &Sketch, number: usize, street: usize) -> String {
    let bases = if zone.form == Form::Village { &COUNTRY[..] } else { &TOWN[..] };
    format!("{number} Rue {}", bases[street % bases.len()])
}

fn kind(form: Form, class: Class, corners: usize) -> &'static str {
    match (form, class) {
        (_, Class::Pedestrian) if corners < 3 => "Passage",
        (Form::Activity, _) => "Rue",
        (_, Class::Unclassified) => "Chemin",
        (Form::Suburb | Form::Estate, _) if corners < 3 => "Allée",
        (Form::Estate, _) if corners > 6 => "Avenue",
        (_, _) if corners < 3 => "Impasse",
        _ => "Rue",
    }
}

#[rustfmt::skip]
const TOWN: [&str; 100] = [
    "des Tanneurs", "du Vieux-Marché", "de l’Abreuvoir", "des Lavandières", "du Four-Banal", "de la Monnaie", "des Orfèvres", "du Puits-Vert",
    "de la Grosse-Horloge", "des Bateliers", "Victor-Hugo", "Jean-Jaurès", "George-Sand", "Louise-Michel", "Marie-Curie", "Louis-Pasteur",
    "Émile-Zola", "Jules-Ferry", "Olympe-de-Gouges", "Simone-Veil", "Joséphine-Baker", "Lucie-Aubrac", "Jean-Moulin", "Gambetta", "Voltaire",
    "Diderot", "Molière", "La Fontaine", "Hector-Berlioz", "Maurice-Ravel", "Lili-Boulanger", "Camille-Claudel", "Berthe-Morisot", "Claude-Monet",
    "du Général-Leclerc", "de la République", "de la Liberté", "du 8-Mai-1945", "du 11-Novembre", "de la Résistance", "des Lilas", "des Glycines",
    "des Acacias", "des Tilleuls", "des Marronniers", "des Érables", "des Charmes", "des Bouleaux", "des Églantiers", "des Genêts", "des Bleuets",
    "des Coquelicots", "des Jonquilles", "des Pervenches", "des Mésanges", "des Rouges-Gorges", "des Hirondelles", "des Alouettes", "des Fauvettes",
    "des Martinets", "de la Fontaine", "du Lavoir", "du Moulin", "de l’Écluse", "du Halage", "de la Passerelle", "du Gué", "des Maraîchers",
    "des Vignerons", "des Tisserands", "des Forgerons", "des Charpentiers", "des Tuiliers", "des Potiers", "du Clos", "du Verger", "du Coteau",
    "de la Sablière", "de la Briqueterie", "des Jardins", "des Écoles", "du Stade", "de la Gare", "des Cheminots", "de la Poste", "du Champ-de-Foire",
    "de la Croix-Blanche", "de Beauséjour", "de Bellevue", "de la Garenne", "Alphonse-Daudet", "Colette", "Jules-Verne", "Paul-Éluard",
    "Jacques-Prévert", "Germaine-Tillion", "Ambroise-Croizat", "Henri-Barbusse", "Romain-Rolland", "Sophie-Germain",
];

#[rustfmt::skip]
const COUNTRY: [&str; 44] = [
    "de la Mairie", "de l’Église", "du Lavoir", "des Tilleuls", "de la Forge", "du Puits", "du Château", "de la Fontaine", "des Noyers", "du Pressoir",
    "des Vignes", "de la Grange", "des Prés", "du Bois", "de la Lande", "des Buissons", "de la Mare", "du Gué", "des Saules", "de l’Étang", "du Moulin",
    "des Peupliers", "de la Croix", "des Champs-Longs", "de la Bergerie", "des Genévriers", "du Colombier", "de la Tuilerie", "de la Chaume",
    "des Essarts", "du Pâtis", "de l’Ouche", "des Grandes-Terres", "du Vieux-Chêne", "de la Garenne", "des Écureuils", "de la Varenne",
    "des Murgers", "du Calvaire", "de Bel-Air", "des Quatre-Chemins", "de la Levée", "des Aulnes", "du Pré-Haut",
];

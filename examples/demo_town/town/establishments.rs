//! Health and social establishments, in the layout of a regional FINESS extract: a row an activity or
//! an equipment, so that establishments repeat.

use super::place::Globe;
use super::sites::Sites;

const HEADER: &str = "numero finess etablissement juridique,numero finess etablissement,libelle description equipement sociaux,libta_equipement,rsej,activite,libelle activite,forme,libelle forme,nofinessej_1,raison_sociale,rslongue,code commune,departement,libelle departement,categetab,categorie,latitude,longitude,type d etablissements,code_insee\n";

/// Writes the extract.
pub fn write(sites: &mut Sites, globe: &Globe) -> anyhow::Result<Vec<u8>> {
    let mut text = HEADER.to_owned();
    for (rank, (category, name, zone)) in ESTABLISHMENTS.iter().enumerate() {
        let site = sites.in_zone(zone)?;
        let at = globe.degrees(site.at)?;
        let (own, legal) = (format!("0000{:05}", 101 + rank), format!("0007{:05}", 51 + rank));
        let (label, family) = label(category);
        let commune = site.commune.code;
        let tail =
            format!("{legal},{name},,{},00,VAL D'ORVANE,{category},{label},{:.8},{:.8},{family},{commune}", within(commune), at.y, at.x);
        for detail in details(category) {
            text += &detail.row(&legal, &own, &tail);
        }
    }
    Ok(text.into_bytes())
}

/// The three last digits of a commune’s code.
fn within(commune: &str) -> &str {
    commune.get(2..).unwrap_or_default()
}

/// What one row says of an establishment.
enum Detail {
    Nothing,
    Equipment(&'static str, &'static str),
    Activity(&'static str, &'static str, &'static str, &'static str),
}

impl Detail {
    fn row(&self, legal: &str, own: &str, tail: &str) -> String {
        match self {
            Self::Nothing => format!(",{own},,,,,,,,{tail}\n"),
            Self::Equipment(what, how) => format!("{legal},{own},{what},{how},,,,,,{tail}\n"),
            Self::Activity(code, what, form, how) => format!(",{own},,,CH VAL D'ORVANE,{code},{what},{form},{how},{tail}\n"),
        }
    }
}

fn details(category: &str) -> Vec<Detail> {
    use Detail::{Activity, Equipment, Nothing};
    match category {
        "355" => vec![
            Activity("01", "Médecine", "01", "Hospitalisation complète (24 heures consécutives ou plus)"),
            Activity("01", "Médecine", "02", "Hospitalisation à temps partiel de jour ou de nuit"),
            Activity("02", "Chirurgie", "01", "Hospitalisation complète (24 heures consécutives ou plus)"),
            Activity("02", "Chirurgie", "07", "Chirurgie ambulatoire"),
            Activity("14", "Médecine d'urgence", "14", "Non saisonnier"),
        ],
        "500" => vec![
            Equipment("Accueil pour Personnes Âgées", "Hébergement Complet Internat"),
            Equipment("Pôles d'activité et de soins adaptés", "Accueil de Jour"),
            Equipment("Accueil temporaire pour Personnes Âgées", "Hébergement Complet Internat"),
        ],
        "460" => vec![
            Equipment("Aide à domicile", "Prestation en milieu ordinaire"),
            Equipment("Aide aux personnes handicapées", "Prestation en milieu ordinaire"),
        ],
        "214" => vec![
            Equipment("Hébergement et réinsertion sociale", "Hébergement Complet Internat"),
            Equipment("Hébergement d'urgence", "Hébergement de Nuit Eclaté"),
        ],
        "183" | "255" | "446" | "246" => vec![Equipment("Accueil et accompagnement", "Semi-Internat")],
        _ => vec![Nothing],
    }
}

fn label(category: &str) -> (&'static str, &'static str) {
    LABELS.iter().find(|(code, _, _)| *code == category).map_or(("", ""), |(_, label, family)| (label, family))
}

#[rustfmt::skip]
const LABELS: [(&str, &str, &str); 28] = [
    ("124", "Centre de Santé", "Soins de ville"),
    ("156", "Centre Médico-Psychologique (C.M.P.)", "Soins de ville"),
    ("177", "Maison d'Enfants à Caractère Social", "Enfance / Protection"),
    ("178", "Ctre.Accueil/ Accomp.Réduc.Risq.Usag. Drogues (C.A.A.R.U.D.)", "Centres d'accueil"),
    ("183", "Institut Médico-Educatif (I.M.E.)", "Médico-social handicap"),
    ("189", "Centre Médico-Psycho-Pédagogique (C.M.P.P.)", "Soins de ville"),
    ("197", "Centre soins accompagnement prévention addictologie (CSAPA)", "Hopitaux cliniques"),
    ("202", "Résidences autonomie", "Personnes âgées"),
    ("207", "Centre de Jour pour Personnes Agées", "Personnes âgées"),
    ("214", "Centre Hébergement & Réinsertion Sociale (C.H.R.S.)", "Social / Hébergement"),
    ("223", "Protection Maternelle et Infantile (P.M.I.)", "Enfance / Protection"),
    ("228", "Centre de santé sexuelle", "Soins de ville"),
    ("246", "Etablissement et Service d'Aide par le Travail (E.S.A.T.)", "Médico-social handicap"),
    ("255", "Maison d'Accueil Spécialisée (M.A.S.)", "Médico-social handicap"),
    ("257", "Foyer de Jeunes Travailleurs (résidence sociale ou non)", "Social / Hébergement"),
    ("258", "Maisons Relais - Pensions de Famille", "Médico-social handicap"),
    ("286", "Club Equipe de Prévention", "Prévention / Santé publique"),
    ("340", "Service mandataire judiciaire à la protection des majeurs", "Médico-social handicap"),
    ("355", "Centre Hospitalier (C.H.)", "Hopitaux cliniques"),
    ("425", "Centre d'Accueil Thérapeutique à temps partiel (C.A.T.T.P.)", "Centres d'accueil"),
    ("443", "Centre Accueil Demandeurs Asile (C.A.D.A.)", "Social / Hébergement"),
    ("446", "Service d'Accompagnement à la Vie Sociale (S.A.V.S.)", "Médico-social handicap"),
    ("460", "Service autonomie aide (SAA)", "Personnes âgées"),
    ("463", "Centres Locaux Information Coordination P.A .(C.L.I.C.)", "Coordination / Administration"),
    ("500", "Etablissement d'hébergement pour personnes âgées dépendantes", "Personnes âgées"),
    ("603", "Maison de santé (L.6223-3)", "Soins de ville"),
    ("609", "Maisons Départementales des Personnes Handicapées", "Médico-social handicap"),
    ("611", "Laboratoire de Biologie Médicale", "Soins de ville"),
];

/// Category, name, neighbourhood.
#[rustfmt::skip]
const ESTABLISHMENTS: [(&str, &str, &str); 42] = [
    ("355", "CH DU VAL D'ORVANE", "001010604"), ("124", "CENTRE DE SANTE SAINT-GILLES", "001010401"), ("124", "CENTRE DE SANTE DE LA GARE", "001010201"),
    ("603", "MSP DES CAPUCINS", "001010602"), ("603", "MSP DE LA CROIX-VERTE", "001010805"), ("603", "MSP DE SAINT-AUBIN", "001020101"),
    ("603", "MSP DE MONTBRELAN", "001030101"), ("603", "MSP DE LA FERTE", "001070000"), ("611", "LABORATOIRE DES URSULINES", "001010107"),
    ("611", "LABORATOIRE SAINT-LAZARE", "001010802"), ("228", "CENTRE DE SANTE SEXUELLE DU CH", "001010604"), ("500", "EHPAD SAINT-JACQUES", "001010506"),
    ("500", "EHPAD LES COTEAUX", "001010606"), ("500", "EHPAD DE LA BUTTE", "001030103"), ("500", "EHPAD DE VERNAY", "001100000"),
    ("202", "RESIDENCE AUTONOMIE LE PONT-VIEUX", "001010501"), ("202", "RESIDENCE AUTONOMIE LA GARENNE", "001010405"), ("460", "SAA VAL D'ORVANE DOMICILE", "001010202"),
    ("460", "SAA LA CROIX-BLANCHE", "001010603"), ("207", "ACCUEIL DE JOUR LES TILLEULS", "001010506"), ("463", "CLIC DU VAL D'ORVANE", "001010102"),
    ("156", "CMP ADULTES LE PORT", "001010503"), ("156", "CMP ENFANTS SAINT-AUBIN", "001010601"), ("425", "CATTP L'ESTRAN", "001010503"),
    ("189", "CMPP LA MADELEINE", "001010502"), ("197", "CSAPA LA FONTAINE", "001010202"), ("178", "CAARUD LES TANNERIES", "001010104"),
    ("214", "CHRS GAMBETTA", "001010201"), ("214", "CHRS DU STADE", "001010803"), ("443", "CADA DES CHEMINOTS", "001010801"),
    ("257", "FJT LA PASSERELLE", "001010201"), ("258", "MAISON RELAIS LES CITES", "001010404"), ("223", "PMI CENTRE", "001010107"),
    ("223", "PMI SAINT-GILLES", "001010401"), ("223", "PMI DES BRUYERES", "001010804"), ("177", "MECS LA GARENNE", "001010405"),
    ("286", "CLUB DE PREVENTION DES BRUYERES", "001010804"), ("183", "IME DE MONTBRELAN", "001030103"), ("246", "ESAT DE LA MEILLE", "001010901"),
    ("446", "SAVS SAINT-AUBIN", "001010601"), ("609", "MDPH 00", "001010604"), ("340", "ASSOCIATION TUTELAIRE DU VAL D'ORVANE", "001010107"),
];

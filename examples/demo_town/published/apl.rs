//! Accessibility of general practitioners by municipality, as the DREES publishes it: a workbook, a first sheet of words, a
//! sheet a year, eight lines of title, a header of two lines, notes below.

use super::workbook;
use crate::town::benefits::Benefits;
use crate::town::people::People;
use crate::town::zones::COMMUNES;

type Everyone = [(People, Benefits)];

/// People for whom one practitioner settled; where fewer live, none did.
const PEOPLE_A_PRACTITIONER: f64 = 1_100.0;
/// Consultations of one practitioner in a year.
const CONSULTATIONS: f64 = 5_400.0;

/// Writes the workbook.
pub fn write(everyone: &Everyone) -> anyhow::Result<Vec<u8>> {
    let words = [vec!["L'accessibilité potentielle localisée (APL)".to_owned()], vec!["Source : Drees".to_owned()]];
    workbook::write(
        &[("Lisez-moi", words.to_vec()), ("APL 2020", sheet(everyone, 2020, 0.97)), ("APL 2021", sheet(everyone, 2021, 1.0))],
        2,
    )
}

fn sheet(everyone: &Everyone, year: u32, factor: f64) -> Vec<Vec<String>> {
    let titles = [
        format!("Accessibilité potentielle localisée (APL) aux médecins généralistes en {year}"),
        "Champ : ensemble de la ville inventée".to_owned(),
    ];
    let mut rows: Vec<Vec<String>> = titles.into_iter().map(|title| vec![title]).collect();
    rows.resize(8, Vec::new());
    let apl = "APL aux médecins généralistes";
    rows.push(vec![
        "Code commune INSEE".to_owned(),
        "Commune".to_owned(),
        apl.to_owned(),
        format!("{apl} de 65 ans et moins"),
        format!("{apl} de 62 ans et moins"),
        format!("{apl} de 60 ans et moins"),
        format!("Population standardisée {year} pour la médecine générale"),
        format!("Population totale {year}"),
    ]);
    rows.push(vec![
        String::new(),
        String::new(),
        "(en nombre de consultations ou visites accessibles par an par habitant standardisé)".to_owned(),
    ]);
    rows.extend(COMMUNES.iter().enumerate().map(|(rank, commune)| {
        let own = || everyone.iter().filter(move |(people, _)| people.sketch.commune == rank).map(|(people, _)| people);
        let all: u32 = own().map(People::population).sum();
        let old: u32 = own().flat_map(|people| &people.ages[4..]).flatten().sum();
        let standardised = f64::from(all) * 0.92 + f64::from(old) * 0.36;
        let accessible = (f64::from(all) / PEOPLE_A_PRACTITIONER).floor() * CONSULTATIONS / standardised * factor;
        let told = [1.0, 0.88, 0.8, 0.76].map(|share| format!("{:.3}", accessible * share));
        let mut cells = vec![commune.code.to_owned(), commune.name.to_owned()];
        cells.extend(told);
        cells.extend([format!("{standardised:.1}"), all.to_string()]);
        cells
    }));
    rows.extend([Vec::new(), vec!["Lecture : une valeur nulle dit qu'aucun médecin n'est à moins de vingt minutes.".to_owned()]]);
    rows
}

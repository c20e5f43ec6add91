//! How good a record is, by data·inclusion's own rule (`v1/score_qualite.py`): the mean of the criteria that apply.

use chrono::NaiveDate;

use crate::domain::Text;
use crate::sources::cell;

/// Days after which a record begins to grow old, and after which it counts for nothing.
const FRESH_DAYS: f64 = 182.5;
const STALE_DAYS: f64 = 730.0;

/// The score of a record, 0 to 1. The producer's own (`score_qualite`) where the file has it.
///
/// # Parameters
/// `get`: the cell under a column's name. `published`: the newest update in the file, which stands for its date, so
/// that the same file always scores the same.
///
/// # Algorithm
/// The mean over: an address (unless remote only); how to join and who may, a half each; an audience; a theme; a
/// contact; the mail or telephone that the ways to join need; fees (a half when paid without saying how much);
/// the length of the description (50, 200, 2,000 characters); freshness: 1 under six months, then down to 0 at two
/// years.
pub fn score<'a>(get: &dyn Fn(&'static str) -> &'a str, published: Option<NaiveDate>) -> f64 {
    if let Some(told) = cell::number(get("score_qualite")).filter(|score| (0.0..=1.0).contains(score)) {
        return told;
    }
    let ways = cell::list(get("modes_mobilisation"));
    let needs = |way: &str, column: &'static str| ways.iter().any(|told| told == way).then(|| filled(get(column)));
    let remote_only = cell::list(get("modes_accueil")) == ["a-distance"];
    let criteria = [
        (!remote_only).then(|| filled(get("adresse"))),
        Some(f64::midpoint(some(&ways), some(&cell::list(get("mobilisable_par"))))),
        Some(some(&cell::list(get("publics")))),
        Some(some(&cell::list(get("thematiques")))),
        Some(
            ["telephone", "courriel", "contact_nom_prenom", "lien_mobilisation"]
                .map(|column| filled(get(column)))
                .into_iter()
                .fold(0.0, f64::max),
        ),
        needs("envoyer-un-courriel", "courriel"),
        needs("telephoner", "telephone"),
        Some(fees(get("frais"), get("frais_precisions"))),
        Some(described(get("description"))),
        freshness(get("date_maj"), published),
    ];
    let counted: Vec<f64> = criteria.into_iter().flatten().collect();
    counted.iter().sum::<f64>() / counted.len() as f64
}

fn filled(cell: &str) -> f64 {
    f64::from(u8::from(!cell.is_empty()))
}

fn some(list: &[String]) -> f64 {
    f64::from(u8::from(!list.is_empty()))
}

fn fees(told: &str, how_much: &str) -> f64 {
    match (told, how_much) {
        ("payant", "") => 0.5,
        ("gratuit" | "payant", _) => 1.0,
        _ => 0.0,
    }
}

fn described(words: &str) -> f64 {
    match words.chars().count() {
        0..50 => 0.0,
        50..200 | 2_000.. => 0.5,
        200..2_000 => 1.0,
    }
}

/// 1 under six months, 0 from two years on, a straight line between.
fn freshness(updated: &str, published: Option<NaiveDate>) -> Option<f64> {
    let updated = super::day(updated)?;
    let age = (published? - updated).num_days() as f64;
    Some(((STALE_DAYS - age) / (STALE_DAYS - FRESH_DAYS)).clamp(0.0, 1.0))
}

/// What a reader must know of it.
pub fn note() -> Text {
    Text::new(
        "Qualité de chaque fiche selon la règle de data·inclusion, fraîcheur comprise, à la date de la fiche la plus récente du fichier.",
        "Quality of each record by data·inclusion’s rule, freshness included, on the date of the newest record of the file.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(cells: &[(&str, &'static str)]) -> f64 {
        let get = |column: &'static str| cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| *cell);
        score(&get, NaiveDate::from_ymd_opt(2026, 5, 4))
    }

    #[test]
    fn a_full_and_fresh_record_scores_one_and_an_empty_one_nothing() {
        const LONG: &str = "Un accompagnement individuel pour ouvrir ses droits, préparer ses dossiers, comprendre les courriers reçus, et rencontrer les partenaires de la maison : assurance maladie, retraite, impôts, allocations familiales et emploi.";
        let full = [
            ("adresse", "1 rue Foch"),
            ("modes_mobilisation", "['telephoner']"),
            ("mobilisable_par", "['usagers']"),
            ("publics", "['tous-publics']"),
            ("thematiques", "['sante--acces-aux-soins']"),
            ("telephone", "0"),
            ("frais", "gratuit"),
            ("description", LONG),
            ("date_maj", "2026-03-01"),
        ];
        assert!((scored(&full) - 1.0).abs() < 1e-12);
        assert!(scored(&[("date_maj", "2020-01-01")]).abs() < 1e-12);
        assert!((scored(&[("score_qualite", "0.42")]) - 0.42).abs() < 1e-12);
    }

    #[test]
    fn freshness_falls_in_a_straight_line_between_six_months_and_two_years() {
        let at = |day: &str| freshness(day, NaiveDate::from_ymd_opt(2026, 5, 4)).unwrap();
        assert!((at("2026-01-01") - 1.0).abs() < 1e-12 && at("2024-05-04").abs() < 1e-12);
        assert!((at("2025-01-31") - (730.0 - 458.0) / 547.5).abs() < 1e-12);
        assert_eq!(freshness("", NaiveDate::from_ymd_opt(2026, 5, 4)), None);
    }
}

//! What a source's record says of itself: the numbers it is registered under, who first told it, and how good it is.

use serde::{Deserialize, Serialize};

/// The record behind a service. Everything is optional: most sources say little.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Provenance {
    /// Number of the establishment in the register of businesses: 14 digits, its key checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub siret: Option<String>,
    /// Number of the establishment in FINESS: nine characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finess: Option<String>,
    /// Who told it first, when the data set gathers several sources: `dora`, `conseiller-numerique`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Identifier of the structure that runs it, as the source names it: `dora:123`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<String>,
    /// How complete and fresh the record is by its producer's own rule, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<f64>,
}

impl Provenance {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The business behind the establishment: the nine first digits of its SIRET.
    pub fn siren(&self) -> Option<&str> {
        self.siret.as_deref().and_then(|siret| siret.get(..9))
    }
}

/// A SIRET as it is written, without blanks; `None` when it is none: not 14 digits, all zeros, or its key is
/// wrong (Luhn; the establishments of La Poste add up to a multiple of five instead).
pub fn siret(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(|c| !c.is_whitespace() && *c != '\u{A0}').collect();
    let figures: Vec<u32> = digits.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    if figures.len() != 14 || figures.iter().all(|figure| *figure == 0) {
        return None;
    }
    let luhn: u32 =
        figures.iter().rev().enumerate().map(|(rank, figure)| if rank.is_multiple_of(2) { *figure } else { doubled(*figure) }).sum();
    let post = digits.starts_with("356000000") && figures.iter().sum::<u32>().is_multiple_of(5);
    (luhn.is_multiple_of(10) || post).then_some(digits)
}

const fn doubled(figure: u32) -> u32 {
    if figure > 4 { 2 * figure - 9 } else { 2 * figure }
}

/// Whether two records are said to be one service, or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One service.
    Same,
    /// Two services.
    Different,
}

/// What a person decided about two records, by their identifiers. It wins over any score.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Decision {
    /// The first record.
    pub one: super::ServiceId,
    /// The second.
    pub other: super::ServiceId,
    /// What was decided.
    pub verdict: Verdict,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siret_is_kept_only_with_its_key() {
        assert_eq!(siret("732 829 320 00074").as_deref(), Some("73282932000074"));
        assert_eq!(siret("35600000000048").as_deref(), Some("35600000000048"), "La Poste, by Luhn");
        assert_eq!(siret("35600000009061").as_deref(), Some("35600000009061"), "La Poste, by its own rule");
        for wrong in ["", "00000000000000", "73282932000075", "7328293200007", "7328293200007X"] {
            assert_eq!(siret(wrong), None, "{wrong}");
        }
        let provenance = Provenance { siret: siret("73282932000074"), ..Provenance::default() };
        assert_eq!(provenance.siren(), Some("732829320"));
    }
}

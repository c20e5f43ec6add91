//! What came of the attacks: success beside bound, and a verdict.

use serde::Serialize;

use crate::disclosure::attack::ranking::Ranking;
use crate::domain::{Lang, Text};
use crate::text;

/// The seven attacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attack {
    /// Two outlines, with and without a notch round the target.
    Notch,
    /// One question, many times.
    Averaging,
    /// A window rolled by a day.
    RollingWindow,
    /// The same quarter in two states of the data.
    Revision,
    /// A release beside other zonings and open figures.
    Linkage,
    /// Whether one encounter is in a release.
    Membership,
    /// What hidden cells can be, by linear programming.
    LinearProgram,
}

impl Attack {
    /// Those that need no truth.
    pub const ON_INSTANCE: [Self; 6] =
        [Self::Notch, Self::Averaging, Self::RollingWindow, Self::Revision, Self::Linkage, Self::LinearProgram];

    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Notch => Text::new("encoche", "notch"),
            Self::Averaging => Text::new("moyenne", "averaging"),
            Self::RollingWindow => Text::new("fenêtre glissante", "rolling window"),
            Self::Revision => Text::new("révision", "revision"),
            Self::Linkage => Text::new("croisement", "linkage"),
            Self::Membership => Text::new("appartenance", "membership"),
            Self::LinearProgram => Text::new("programme linéaire", "linear program"),
        }
    }
}

/// Whether the bound held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The success lies within the bound.
    Held,
    /// It does not.
    Broken,
    /// Nothing is released: there is nothing to attack.
    NothingReleased,
}

impl Verdict {
    fn label(self) -> Text {
        match self {
            Self::Held => Text::new("tenu", "held"),
            Self::Broken => Text::new("ROMPU", "BROKEN"),
            Self::NothingReleased => Text::new("rien de publié", "nothing released"),
        }
    }
}

/// What came of one attack.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The attack.
    pub attack: Attack,
    /// Whether it was played on throw-away instances whose truth is known.
    pub planted: bool,
    /// Tries: pairs, repetitions, windows, cells, or releases.
    pub tries: usize,
    /// How much was gained: the share of tries that told more than the release does; on planted instances the area under the curve.
    pub success: f64,
    /// The most it may be.
    pub bound: f64,
    /// Whether it is.
    pub verdict: Verdict,
    /// What was tried and seen.
    pub seen: Text,
}

impl Outcome {
    /// An attack that must gain nothing: so many of its tries told more than the release does.
    pub fn gained(attack: Attack, gained: usize, tries: usize, seen: Text) -> Self {
        let success = if tries == 0 { 0.0 } else { gained as f64 / tries as f64 };
        let verdict = if gained == 0 { Verdict::Held } else { Verdict::Broken };
        Self { attack, planted: false, tries, success, bound: 0.0, verdict, seen }
    }

    /// An attack on planted releases, without and with what is looked for.
    pub fn ranked(attack: Attack, [without, with]: [&[f64]; 2], bound: f64, seen: Text) -> Self {
        let ranking = Ranking::of(without, with);
        let broken = ranking.is_none_or(|ranking| ranking.breaks(bound, without.len(), with.len()));
        let seen = match ranking {
            Some(Ranking { area, standard_error }) => {
                let Text { fr, en } = seen;
                text!("{fr} ; aire {area:.3} ± {standard_error:.3}", "{en}; area {area:.3} ± {standard_error:.3}")
            }
            None => seen,
        };
        Self {
            attack,
            planted: true,
            tries: without.len() + with.len(),
            success: ranking.map_or(f64::NAN, |ranking| ranking.area),
            bound,
            verdict: if broken { Verdict::Broken } else { Verdict::Held },
            seen,
        }
    }

    /// Nothing is released.
    pub fn nothing_released(attack: Attack) -> Self {
        let seen = Text::new("aucune publication de notes de terrain", "no release of field notes");
        Self { attack, planted: false, tries: 0, success: 0.0, bound: 0.0, verdict: Verdict::NothingReleased, seen }
    }
}

/// What came of all of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The address attacked.
    pub instance: String,
    /// One a line.
    pub outcomes: Vec<Outcome>,
}

impl Report {
    /// Attacks whose bound did not hold.
    pub fn broken(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Broken).count()
    }

    /// The table.
    pub fn words(&self) -> Text {
        Text::new(self.table(Lang::Fr), self.table(Lang::En))
    }

    fn table(&self, lang: Lang) -> String {
        let heads = [("attaque", "attack"), ("succès", "success"), ("borne", "bound"), ("verdict", "verdict"), ("vu", "seen")];
        let head = heads.map(|(fr, en)| Text::new(fr, en).get(lang).to_owned());
        let rows: Vec<[String; 5]> = std::iter::once(head).chain(self.outcomes.iter().map(|outcome| outcome.cells(lang))).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..4).map(width).collect();
        let line = |row: &[String; 5]| {
            let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            format!("{}  {}", padded.collect::<Vec<_>>().join("  "), row[4])
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl Outcome {
    fn cells(&self, lang: Lang) -> [String; 5] {
        let number = |value: f64| match (self.verdict, self.planted) {
            (Verdict::NothingReleased, _) => "—".to_owned(),
            (_, true) => format!("{value:.3}"),
            (_, false) => format!("{:.1} %", value * 100.0),
        };
        let Text { fr, en } = self.attack.label();
        let name = if self.planted { text!("{fr} (planté)", "{en} (planted)") } else { Text { fr, en } };
        let words = |text: &Text| text.get(lang).to_owned();
        [words(&name), number(self.success), number(self.bound), words(&self.verdict.label()), words(&self.seen)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_which_bound_broke() {
        let outcomes = vec![
            Outcome::gained(Attack::Notch, 0, 60, Text::same("a")),
            Outcome::gained(Attack::Averaging, 3, 200, Text::same("b")),
            Outcome::ranked(Attack::Membership, [&[0.0; 30], &[1.0; 30]], 0.691, Text::same("c")),
            Outcome::nothing_released(Attack::Linkage),
        ];
        let report = Report { instance: "http://localhost".to_owned(), outcomes };
        assert_eq!(report.broken(), 2);
        let Text { fr, en } = report.words();
        assert!(fr.contains("ROMPU") && fr.contains("appartenance (planté)") && fr.contains("1.5 %"), "{fr}");
        assert!(en.contains("BROKEN") && en.contains("membership (planted)") && en.contains("1.000"), "{en}");
        assert_eq!(fr.lines().count(), 5);
    }
}

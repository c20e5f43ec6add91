//! Where what is known disagrees with itself: need against take-up. Disagreements are to be looked at on the spot
//! (*à vérifier sur le terrain*), not explained away.

use serde::Serialize;
use utoipa::ToSchema;

use super::take_up::{TakeUp, TakeUpClass, ZoneTakeUp};
use super::targets::drivers::low;
use super::targets::need::Need;
use super::wording::{number, paragraph, percent, whole};
use super::{Method, layer, sources};
use crate::atlas::Atlas;
use crate::domain::{DatasetId, Fault, Geography, Text, ZoneCode};

/// Need is strong above this share of the other zones, weak below what is left.
const STRONG: f64 = 2.0 / 3.0;

/// The zones where need and take-up disagree.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Contradictions {
    /// The zones spoken of.
    pub geography: Geography,
    /// How.
    pub method: Method,
    /// The zones, the widest disagreement first.
    pub zones: Vec<Contradiction>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// One disagreement.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Contradiction {
    /// The zone.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// Which.
    pub kind: ContradictionKind,
    /// Share of other zones with less need, 0 to 1.
    pub need: f64,
    /// Recipients over those expected.
    pub ratio: f64,
    /// What disagrees, and what to look at.
    pub sentence: Text,
}

/// Kinds of disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContradictionKind {
    /// Need is strong, and recipients are surely fewer than expected: rights not taken up, or figures out of date.
    StrongNeedLowTakeUp,
    /// Need is weak, and recipients are surely more than expected: need that the indicators do not see.
    WeakNeedHighTakeUp,
}

/// Where need and take-up disagree, all themes together.
///
/// # Errors
/// `geography-not-loaded`.
pub fn contradictions(atlas: &Atlas, geography: Geography, take_up: &TakeUp) -> Result<Contradictions, Fault> {
    let layer = layer(atlas, geography)?;
    let need = Need::of(atlas, layer, None);
    let zone = |(signal, score): (&ZoneTakeUp, Option<f64>)| contradiction(signal, score?);
    let scores = need.scores.iter().map(|score| score.map(|score| score.value));
    let mut zones: Vec<Contradiction> = take_up.zones.iter().zip(scores).filter_map(zone).collect();
    zones.sort_by(|a, b| apart(b).total_cmp(&apart(a)).then(a.zone.cmp(&b.zone)));
    Ok(Contradictions { geography, method: method(&need), zones, sources: sources(need.datasets().chain(take_up.sources.clone())) })
}

/// How far need and take-up are from saying the same.
fn apart(found: &Contradiction) -> f64 {
    (found.need - 0.5).abs() + (1.0 - found.ratio).abs().min(1.0)
}

fn contradiction(signal: &ZoneTakeUp, need: f64) -> Option<Contradiction> {
    let ratio = signal.ratio.value()?;
    let kind = match need {
        strong if strong >= STRONG && low(signal) => ContradictionKind::StrongNeedLowTakeUp,
        weak if weak <= 1.0 - STRONG && signal.class == TakeUpClass::Surplus => ContradictionKind::WeakNeedHighTakeUp,
        _ => return None,
    };
    Some(Contradiction { zone: signal.zone.clone(), name: signal.name.clone(), kind, need, ratio, sentence: sentence(signal, kind, need)? })
}

fn sentence(signal: &ZoneTakeUp, kind: ContradictionKind, need: f64) -> Option<Text> {
    let (observed, expected, among) = (whole(signal.observed.value()?), whole(signal.expected.value()?), percent(need));
    let doubt = match kind {
        ContradictionKind::StrongNeedLowTakeUp => Text::new(
            "à vérifier sur le terrain\u{a0}: non-recours, ou chiffres dépassés",
            "to be checked on the spot: rights not taken up, or figures out of date",
        ),
        ContradictionKind::WeakNeedHighTakeUp => Text::new(
            "à vérifier sur le terrain\u{a0}: un besoin que les indicateurs ne voient pas",
            "to be checked on the spot: need that the indicators do not see",
        ),
    };
    Some(Text::new(
        format!(
            "{}\u{a0}: besoin social plus fort que dans {} des autres zones, {} allocataires du RSA pour {} attendus (rapport {})\u{a0}; {}",
            signal.name,
            among.fr,
            observed.fr,
            expected.fr,
            number(signal.ratio.value()?, 2).fr,
            doubt.fr
        ),
        format!(
            "{}: more social need than in {} of other zones, {} RSA recipients where {} are expected (ratio {}); {}",
            signal.name,
            among.en,
            observed.en,
            expected.en,
            number(signal.ratio.value()?, 2).en,
            doubt.en
        ),
    ))
}

fn method(need: &Need) -> Method {
    let (fr, en): (Vec<String>, Vec<String>) = need.labels().into_iter().map(|label| (label.fr, label.en)).unzip();
    let rule = Text::new(
        "Une zone est citée quand son besoin est dans le tiers le plus fort et que ses allocataires sont sûrement moins nombreux qu’attendu, ou dans le tiers le plus faible et qu’ils sont sûrement plus nombreux.",
        "A zone is named when its need is among the strongest third and its recipients are surely fewer than expected, or among the weakest third and they are surely more.",
    );
    let made = Text::new(format!("Besoin\u{a0}: {}.", fr.join(", ")), format!("Need: {}.", en.join(", ")));
    Method {
        name: Text::new("Contradictions : besoin contre recours", "Contradictions: need against take-up"),
        note: paragraph([rule, made]),
        citation: "ODENORE; DREES 2022, Les dossiers 92".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::take_up::take_up;
    use crate::diagnosis::town::Town;

    /// Thirty zones alike but in need, which falls eastwards, and in recipients: few in the first, many in the last.
    fn town() -> Town {
        let poverty: Vec<f64> = (0..30).map(|zone| f64::from(30 - zone)).collect();
        let quartile: Vec<f64> = (0..30).map(|zone| 4_500.0 + f64::from((zone * 7) % 11) * 700.0).collect();
        let times = |factor: f64| quartile.iter().map(|income| income * factor).collect::<Vec<_>>();
        let heard = |zone: usize| match zone {
            0 => 0.4,
            29 => 1.8,
            _ => 1.0,
        };
        let recipients = |zone: usize| Some((0.7 * 250.0 * 4_000.0 / quartile[zone] * heard(zone)).round());
        Town::of_zones(30)
            .counts("population", 2020, &[Some(1_000.0); 30])
            .rates("poverty_rate", 2018, &poverty)
            .rates("households_without_car", 2018, &poverty)
            .counts("population_75_plus", 2020, &poverty.iter().copied().map(Some).collect::<Vec<_>>())
            .counts("job_seekers", 2020, &poverty.iter().copied().map(Some).collect::<Vec<_>>())
            .counts("rsa_recipients", 2009, &(0..30).map(recipients).collect::<Vec<_>>())
            .counts("tax_households", 2009, &[Some(1_000.0); 30])
            .rates("income_uc_q1", 2009, &quartile)
            .rates("income_uc_median", 2009, &times(2.0))
            .rates("income_uc_q3", 2009, &times(3.0))
    }

    #[test]
    fn zones_that_disagree_are_named_with_what_to_check() {
        let atlas = town().atlas();
        let signal = take_up(&atlas, Geography::Iris).unwrap();
        let found = contradictions(&atlas, Geography::Iris, &signal).unwrap();
        for zone in &found.zones {
            let of = &signal.zones.iter().find(|other| other.zone == zone.zone).unwrap();
            match zone.kind {
                ContradictionKind::StrongNeedLowTakeUp => assert!(zone.need >= STRONG && low(of)),
                ContradictionKind::WeakNeedHighTakeUp => assert!(zone.need <= 1.0 - STRONG && of.class == TakeUpClass::Surplus),
            }
            assert!(zone.sentence.fr.contains("à vérifier sur le terrain"), "{}", zone.sentence.fr);
        }
        assert!(found.zones.is_sorted_by(|a, b| apart(a) >= apart(b)));
        let named: Vec<_> = found.zones.iter().map(|zone| (zone.name.as_str(), zone.kind)).collect();
        assert!(named.contains(&("Quartier 0", ContradictionKind::StrongNeedLowTakeUp)), "{named:?}");
        assert!(named.contains(&("Quartier 29", ContradictionKind::WeakNeedHighTakeUp)), "{named:?}");
    }
}

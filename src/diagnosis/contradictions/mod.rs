//! Where what is known disagrees with itself: need against take-up, and both against what teams met. Disagreements are to be looked at on the spot
//! (*à vérifier sur le terrain*), not explained away.

mod words;

use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::Atlas;
use crate::diagnosis::releases::met::{Met, Noted};
use crate::diagnosis::take_up::{TakeUp, TakeUpClass, ZoneTakeUp};
use crate::diagnosis::targets::drivers::low;
use crate::diagnosis::targets::need::Need;
use crate::diagnosis::wording::{number, paragraph, percent, whole};
use crate::diagnosis::{Method, layer, sources};
use crate::domain::{DatasetId, Fault, Geography, Measure, Text, ZoneCode};

/// Need is strong above this share of the other zones, weak below what is left.
const STRONG: f64 = 2.0 / 3.0;

/// So many encounters at least are told of as met for sure.
const SURELY: f64 = 11.0;

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
    /// Encounters of the last release of field notes that it rests on, with their interval; `null` where it rests on none.
    pub met: Option<Measure>,
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
    /// Teams met at least eleven who had not taken up a right, and recipients are not fewer than expected: rights that the signal
    /// does not look at, or people it does not count.
    NonTakeUpMet,
    /// Need is strong, recipients are surely fewer than expected, and a release counts fewer than eleven encounters: does any team go
    /// there?
    FewMet,
}

/// Where need and take-up disagree, all themes together, and where what was met says otherwise than either.
///
/// # Errors
/// `geography-not-loaded`.
pub fn contradictions(atlas: &Atlas, geography: Geography, take_up: &TakeUp) -> Result<Contradictions, Fault> {
    let layer = layer(atlas, geography)?;
    let need = Need::of(atlas, layer, None);
    let noted = Noted::of(atlas, geography);
    let zone = |(signal, score): (&ZoneTakeUp, Option<f64>)| {
        let met = noted.as_ref().and_then(|noted| noted.met(&signal.zone));
        score.map(|need| contradiction(signal, need).into_iter().chain(met.and_then(|met| against_the_field(signal, need, &met))))
    };
    let scores = need.scores.iter().map(|score| score.map(|score| score.value));
    let mut zones: Vec<Contradiction> = take_up.zones.iter().zip(scores).filter_map(zone).flatten().collect();
    zones.sort_by(|a, b| apart(b).total_cmp(&apart(a)).then(a.zone.cmp(&b.zone)));
    let released = noted.and_then(|noted| noted.dataset);
    let sources = sources(need.datasets().chain(take_up.sources.clone()).chain(released));
    Ok(Contradictions { geography, method: method(&need), zones, sources })
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
    Some(Contradiction {
        zone: signal.zone.clone(),
        name: signal.name.clone(),
        kind,
        need,
        ratio,
        met: None,
        sentence: sentence(signal, kind, need)?,
    })
}

/// Where what was met says otherwise than the figures. Nobody met is no proof of no need: it is told only where the figures point
/// there.
fn against_the_field(signal: &ZoneTakeUp, need: f64, met: &Met) -> Option<Contradiction> {
    let ratio = signal.ratio.value()?;
    let found = |kind, met, sentence| Contradiction {
        zone: signal.zone.clone(),
        name: signal.name.clone(),
        kind,
        need,
        ratio,
        met: Some(met),
        sentence,
    };
    let heard = met.non_take_up().filter(|(_, within)| met.codes.len() == 1 && within.low() >= SURELY && !low(signal));
    if let Some((value, within)) = heard {
        return Some(found(
            ContradictionKind::NonTakeUpMet,
            Measure::estimated(value, Some(within)),
            words::heard(signal, value, within, met.quarter)?,
        ));
    }
    let unvisited = need >= STRONG && low(signal) && met.is_few();
    unvisited.then(|| Some(found(ContradictionKind::FewMet, met.persons, words::few(signal, need, met.quarter)?)))?
}

fn sentence(signal: &ZoneTakeUp, kind: ContradictionKind, need: f64) -> Option<Text> {
    let (observed, expected, among) = (whole(signal.observed.value()?), whole(signal.expected.value()?), percent(need));
    let doubt = match kind {
        ContradictionKind::StrongNeedLowTakeUp => Text::new(
            "à vérifier sur le terrain\u{a0}: non-recours, ou chiffres dépassés",
            "to be checked on the spot: rights not taken up, or figures out of date",
        ),
        _ => Text::new(
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
    let field = Text::new(
        "La dernière publication des notes de terrain s’y ajoute\u{a0}: zones où au moins onze personnes rencontrées n’avaient pas demandé un droit sans que les chiffres le montrent, et zones que les chiffres désignent et où moins de onze ont été rencontrées.",
        "The last release of field notes is added: zones where at least eleven people met had not taken up a right and the figures do not show it, and zones that the figures point to and where fewer than eleven were met.",
    );
    let made = Text::new(format!("Besoin\u{a0}: {}.", fr.join(", ")), format!("Need: {}.", en.join(", ")));
    Method {
        name: Text::new("Contradictions : besoin contre recours", "Contradictions: need against take-up"),
        note: paragraph([rule, field, made]),
        citation: "ODENORE; DREES 2022, Les dossiers 92".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::releases::tests::{chained, of_persons};
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
                ContradictionKind::NonTakeUpMet | ContradictionKind::FewMet => panic!("nothing was released"),
            }
            assert!(zone.sentence.fr.contains("à vérifier sur le terrain"), "{}", zone.sentence.fr);
        }
        assert!(found.zones.is_sorted_by(|a, b| apart(a) >= apart(b)));
        let named: Vec<_> = found.zones.iter().map(|zone| (zone.name.as_str(), zone.kind)).collect();
        assert!(named.contains(&("Quartier 0", ContradictionKind::StrongNeedLowTakeUp)), "{named:?}");
        assert!(named.contains(&("Quartier 29", ContradictionKind::WeakNeedHighTakeUp)), "{named:?}");
    }

    #[test]
    fn a_release_is_held_against_the_figures() {
        let mut atlas = town().atlas();
        let release = of_persons("2026-T3", &[(&[0], 3), (&[12], 40), (&[13], 40), (&[14, 15], 60)], &[(12, 20), (13, 12), (14, 30)]);
        atlas.fieldwork.released = chained(&[release]);
        let signal = take_up(&atlas, Geography::Iris).unwrap();
        let found = contradictions(&atlas, Geography::Iris, &signal).unwrap();
        let of = |kind| found.zones.iter().filter(|zone| zone.kind == kind).map(|zone| zone.name.as_str()).collect::<Vec<_>>();
        // Twenty, 16 at least; twelve may be eight; two zones together are neither of them.
        assert_eq!(of(ContradictionKind::NonTakeUpMet), ["Quartier 12"]);
        assert_eq!(of(ContradictionKind::FewMet), ["Quartier 0"]);
        let heard = found.zones.iter().find(|zone| zone.kind == ContradictionKind::NonTakeUpMet).unwrap();
        assert_eq!(heard.met.and_then(Measure::value), Some(20.0));
        assert!(heard.sentence.fr.contains("16 à 24") && heard.sentence.fr.contains("à vérifier sur le terrain"), "{}", heard.sentence.fr);
        let few = found.zones.iter().find(|zone| zone.kind == ContradictionKind::FewMet).unwrap();
        assert!(few.sentence.en.contains("fewer than 11"), "{}", few.sentence.en);
    }
}

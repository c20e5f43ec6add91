//! A scenario in words: how it was worked out, and what it does.

use super::{Change, Effect, ScenarioQuery, Totals, ZoneChange};
use crate::diagnosis::Method;
use crate::diagnosis::coverage::standing::Standing;
use crate::diagnosis::wording::{counted, duration, number, paragraph, whole};
use crate::domain::{Measure, Text, Travel};

/// How a scenario was worked out.
pub fn method(standing: &Standing, travel: &dyn Travel, changes: &[Change]) -> Method {
    Method {
        name: Text::new("Scénario : la couverture réelle, avant et après", "Scenario: real coverage, before and after"),
        note: paragraph(
            [compared(standing), homes(), travel.method(), groups()]
                .into_iter()
                .chain(changes.iter().any(|change| matches!(change, Change::Add { .. })).then(added))
                .chain(std::iter::once(limits())),
        ),
        citation: "Luo & Qi 2009; Luo & Wang 2003".to_owned(),
    }
}

fn compared(standing: &Standing) -> Text {
    let mean = number(standing.assessment.reference, 2);
    Text::new(
        format!(
            "Chaque service changé se partage de nouveau entre les habitants qui l’atteignent ; les autres ne changent pas. Le manque se mesure avant comme après à la moyenne actuelle du territoire ({} pour 10 000 habitants) : une zone que rien ne touche ne bouge pas.",
            mean.fr
        ),
        format!(
            "Each service that changes is shared anew among the people who reach it; the others stay as they are. Before as after, people are short of the territory’s present mean ({} per 10,000 people): a zone that nothing touches does not move.",
            mean.en
        ),
    )
}

fn homes() -> Text {
    Text::new(
        "Sont couvertes les personnes qui ont, de chez elles, un service remplissant toutes les conditions dans la limite de temps.",
        "People are covered when, from their home, a service that meets every condition lies within the limit.",
    )
}

fn groups() -> Text {
    Text::new(
        "Les groupes sont supposés répartis dans chaque zone comme les habitants ; où leur nombre n’est pas connu, l’intervalle va de personne à tous.",
        "Groups are taken to live in each zone as everyone does; where their number is not known, the interval goes from nobody to all.",
    )
}

fn added() -> Text {
    Text::new(
        "Un service ajouté reçoit tout le monde, sur place, et compte pour autant de services ordinaires que sa capacité le dit (un, sauf mention).",
        "A service that is added receives everyone, on site, and counts for as many ordinary services as its capacity says (one, unless told).",
    )
}

fn limits() -> Text {
    Text::new(
        "C’est un calcul d’accessibilité, non une prévision de fréquentation ; ni le coût ni la place disponible ne sont vus.",
        "This works out accessibility; it does not forecast attendance, and sees neither cost nor available premises.",
    )
}

/// What a scenario does, in one sentence to copy.
pub fn sentence(query: &ScenarioQuery, totals: &Totals, zones: &[ZoneChange]) -> Text {
    let theme = query.coverage.theme.label();
    let (limit, by) = (duration(query.coverage.limit_minutes.0), query.coverage.mode.by());
    let (gained, lost) = (told(totals.newly_covered), told(totals.no_longer_covered));
    let (gain, lose) = (within(zones, |zone| zone.newly_covered), within(zones, |zone| zone.no_longer_covered));
    let (access, short) = (change_of_access(zones), change_of_short(totals));
    let name = query.name.as_ref().map(|name| format!("{name}\u{a0}: ")).unwrap_or_default();
    let name_en = query.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
    Text::new(
        format!(
            "{name}{} personnes de plus{} ont un service du thème « {} » à moins de {} {}, {} n’en ont plus{}{}\u{a0}; {}.",
            gained.fr, gain.fr, theme.fr, limit.fr, by.fr, lost.fr, lose.fr, access.fr, short.fr
        ),
        format!(
            "{name_en}{} more people{} have a service of the theme “{}” within {} {}, {} no longer have one{}{}; {}.",
            gained.en, gain.en, theme.en, limit.en, by.en, lost.en, lose.en, access.en, short.en
        ),
    )
}

/// Whether somebody is counted, once rounded to people as the map and the sentence write them.
fn somebody(people: Measure) -> bool {
    people.value().is_some_and(|people| people.round() >= 1.0)
}

/// ` (4 zones)`; nothing where nobody is.
fn within(zones: &[ZoneChange], people: fn(&ZoneChange) -> Measure) -> Text {
    let count = zones.iter().filter(|zone| somebody(people(zone))).count() as u32;
    if count == 0 {
        return Text::same("");
    }
    let Text { fr, en } = counted(count, &Text::same("zone"), &Text::same("zones"));
    Text { fr: format!(" ({fr})"), en: format!(" ({en})") }
}

/// The zones in which nobody passes the limit and the share of a service changes all the same.
fn change_of_access(zones: &[ZoneChange]) -> Text {
    let still = |zone: &&ZoneChange| !somebody(zone.newly_covered) && !somebody(zone.no_longer_covered);
    let of = |effect| zones.iter().filter(still).filter(|zone| zone.effect == effect).count() as u32;
    let said = |count: u32, one: Text, many: Text| {
        let Text { fr, en } = counted(count, &one, &many);
        if count == 0 { Text::same("") } else { Text { fr: format!("\u{a0}; {fr}"), en: format!("; {en}") } }
    };
    let better = said(
        of(Effect::Gain),
        Text::new("autre zone est mieux desservie", "other zone is better served"),
        Text::new("autres zones sont mieux desservies", "other zones are better served"),
    );
    let worse = said(
        of(Effect::Lose),
        Text::new("autre zone est moins bien desservie", "other zone is less well served"),
        Text::new("autres zones sont moins bien desservies", "other zones are less well served"),
    );
    Text { fr: better.fr + &worse.fr, en: better.en + &worse.en }
}

fn told(people: Measure) -> Text {
    people.value().map_or_else(|| Text::same("?"), whole)
}

fn change_of_short(totals: &Totals) -> Text {
    let Some((before, after)) = totals.short_before.value().zip(totals.short_after.value()) else {
        return Text::new("le nombre d’habitants n’est pas connu", "how many people live there is not known");
    };
    let (before, after) = (whole(before), whole(after));
    Text::new(
        format!("{} personnes manquent d’accès, contre {} aujourd’hui", after.fr, before.fr),
        format!("{} people lack access, instead of {} today", after.en, before.en),
    )
}

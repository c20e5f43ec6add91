//! The method note of coverage: what it does, what it leaves out, what it cannot see.

use super::{Assessment, Margin, starts};
use crate::atlas::Layer;
use crate::diagnosis::Method;
use crate::diagnosis::wording::{counted, duration, number, paragraph, whole};
use crate::domain::{Text, Travel};
use crate::text;

/// How a coverage was obtained.
pub fn method(assessment: &Assessment, layer: &Layer, travel: &dyn Travel, margin: Option<&Margin>) -> Method {
    Method {
        name: Text::new(
            "Couverture réelle : bassins flottants à deux étapes (E2SFCA)",
            "Real coverage: two-step floating catchments (E2SFCA)",
        ),
        note: paragraph(
            [score(assessment)]
                .into_iter()
                .chain(reference(assessment))
                .chain([travel.method(), starts::starts(layer, margin.is_some())])
                .chain(margin.map(beyond))
                .chain(starts::unplaced(assessment))
                .chain(off_streets(assessment))
                .chain(remarks(assessment)),
        ),
        citation: "Luo & Qi 2009; Luo & Wang 2003; Radke & Mu 2000".to_owned(),
    }
}

/// Who shares the services from beyond the border.
fn beyond(margin: &Margin) -> Text {
    let zones = margin.zones;
    let Some(people) = margin.people.value().map(whole) else {
        return text!(
            "Les habitants des {zones} zones de la marge ne sont pas comptés : près du bord, l’accès est surestimé.",
            "The people of the {zones} zones of the margin are not counted: near the edge, access is overstated."
        );
    };
    let (fr, en) = (people.fr, people.en);
    text!(
        "Les services se partagent aussi avec les {fr} habitants des {zones} zones de la marge, qui ne sont comptés nulle part ailleurs.",
        "Services are shared with the {en} people of the {zones} zones of the margin too, who are counted nowhere else."
    )
}

fn off_streets(assessment: &Assessment) -> Option<Text> {
    said(
        assessment.off_streets.len() as u32,
        &Text::new(
            "service est loin de toute rue du réseau chargé : le temps pour y aller n’est pas connu, il n’est pas compté.",
            "service is far from any street of the network loaded: the time to it is not known, and it is not counted.",
        ),
        &Text::new(
            "services sont loin de toute rue du réseau chargé : le temps pour y aller n’est pas connu, ils ne sont pas comptés.",
            "services are far from any street of the network loaded: the time to them is not known, and they are not counted.",
        ),
    )
}

fn score(assessment: &Assessment) -> Text {
    let limit = duration(assessment.query.limit_minutes.0);
    Text::new(
        format!(
            "Chaque service compte pour un, quelle que soit sa taille, et se partage entre les habitants qui l’atteignent en {} au plus ; il pèse 1, 0,68 ou 0,22 selon le tiers de ce temps où il se trouve.",
            limit.fr
        ),
        format!(
            "Each service counts as one, whatever its size, and is shared among the people who reach it within {}; it weighs 1, 0.68 or 0.22 according to the third of that time where it lies.",
            limit.en
        ),
    )
}

/// Without anyone counted there is no mean, and nobody can be said to go short.
fn reference(assessment: &Assessment) -> Option<Text> {
    assessment.people.basis.as_ref()?;
    if assessment.reference <= 0.0 {
        return Some(Text::new(
            "Aucun service ne remplit les conditions : tous les habitants en manquent.",
            "No service meets the conditions: everyone goes short.",
        ));
    }
    let mean = number(assessment.reference, 2);
    Some(Text::new(
        format!(
            "La référence est la moyenne du territoire ({} pour 10 000 habitants) : elle dit les écarts dans le territoire, non s’il est assez doté.",
            mean.fr
        ),
        format!(
            "The reference is the territory’s own mean ({} per 10,000 people): it tells differences within it, not whether it has enough.",
            mean.en
        ),
    ))
}

fn remarks(assessment: &Assessment) -> impl Iterator<Item = Text> {
    let supply = &assessment.supply;
    let audience = assessment.query.audience.and_then(|_| {
        said(
            supply.unknown_audience,
            &Text::new("service ne dit pas qui il reçoit : il est compté.", "service does not say whom it receives: it is counted."),
            &Text::new(
                "services ne disent pas qui ils reçoivent : ils sont comptés.",
                "services do not say whom they receive: they are counted.",
            ),
        )
    });
    let hours = assessment.query.at.and_then(|_| {
        said(
            supply.unknown_hours,
            &Text::new(
                "service sans horaires connus n’est pas compté comme ouvert.",
                "service without known hours is not counted as open.",
            ),
            &Text::new(
                "services sans horaires connus ne sont pas comptés comme ouverts.",
                "services without known hours are not counted as open.",
            ),
        )
    });
    let mobile = said(
        supply.mobile,
        &Text::new(
            "service itinérant n’est pas compté : sa position est celle de sa base.",
            "mobile service is not counted: its position is its base.",
        ),
        &Text::new(
            "services itinérants ne sont pas comptés : leur position est celle de leur base.",
            "mobile services are not counted: their position is their base.",
        ),
    );
    let unplaced = said(
        supply.unplaced,
        &Text::new(
            "service n’est connu qu’à sa commune : aucun trajet n’est mesuré jusqu’à lui, il ne couvre personne ici.",
            "service is known to its municipality alone: no way is measured to it, it covers nobody here.",
        ),
        &Text::new(
            "services ne sont connus qu’à leur commune : aucun trajet n’est mesuré jusqu’à eux, ils ne couvrent personne ici.",
            "services are known to their municipality alone: no way is measured to them, they cover nobody here.",
        ),
    );
    let nobody = assessment.people.basis.is_none().then(|| {
        Text::new(
            "Aucune donnée chargée ne compte les habitants : seules les distances sont sûres.",
            "Nothing loaded counts people: only distances are sure.",
        )
    });
    [audience, hours, mobile, unplaced, nobody].into_iter().flatten()
}

fn said(count: u32, one: &Text, many: &Text) -> Option<Text> {
    (count > 0).then(|| counted(count, one, many))
}

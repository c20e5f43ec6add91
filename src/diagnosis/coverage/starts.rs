//! Where ways start, in words.

use super::Assessment;
use crate::atlas::Layer;
use crate::diagnosis::wording::{counted, percent, whole};
use crate::domain::{HomeBasis, Text};

/// What ways start from, over a layer; `margin`: whether its people are loaded.
pub fn starts(layer: &Layer, margin: bool) -> Text {
    let count = |basis| layer.origins.basis.iter().filter(|other| **other == basis).count();
    let told = [HomeBasis::Addresses, HomeBasis::Squares, HomeBasis::Centre].map(|basis| (basis, count(basis)));
    let outside = if margin {
        Text::new("les services au-delà de la marge ne sont pas vus.", "services beyond the margin are not seen.")
    } else {
        Text::new("les services hors du territoire chargé ne sont pas vus.", "services outside the territory loaded are not seen.")
    };
    if count(HomeBasis::Centre) == layer.zones.len() {
        return Text::new(
            format!("On part du centre de chaque zone, et {}", outside.fr),
            format!("Ways start from the centre of each zone, and {}", outside.en),
        );
    }
    let (fr, en): (Vec<String>, Vec<String>) = told
        .into_iter()
        .filter(|(_, zones)| *zones > 0)
        .map(|(basis, zones)| {
            let (words, zones) = (words(basis), counted(zones as u32, &Text::same("zone"), &Text::same("zones")));
            (format!("{} ({})", words.fr, zones.fr), format!("{} ({})", words.en, zones.en))
        })
        .unzip();
    let (fr, en) = (fr.join(", "), en.join(", "));
    let sampled = sampled(layer);
    Text::new(
        format!("On part des lieux habités\u{a0}: {fr}{}\u{a0}; {}", sampled.fr, outside.fr),
        format!("Ways start from where people live: {en}{}; {}", sampled.en, outside.en),
    )
}

fn words(basis: HomeBasis) -> Text {
    match basis {
        HomeBasis::Addresses => Text::new("adresses", "addresses"),
        HomeBasis::Squares => Text::new("carreaux de population", "population squares"),
        HomeBasis::Centre => Text::new("centre de la zone", "centre of the zone"),
    }
}

fn sampled(layer: &Layer) -> Text {
    if !layer.origins.sampled() {
        return Text::same("");
    }
    let homes = whole(layer.origins.homes.iter().map(|homes| f64::from(*homes)).sum());
    let starts = whole(layer.origins.positions.len() as f64);
    Text::new(
        format!(", soit {} points sur {}, répartis comme eux", starts.fr, homes.fr),
        format!(", that is {} of {} points, spread as they are", starts.en, homes.en),
    )
}

/// Whose times are not known; nothing when everyone's are.
pub fn unplaced(assessment: &Assessment) -> Option<Text> {
    let known = |zone: usize| assessment.people.counts[zone].value();
    let zones = || (0..assessment.unplaced.len()).filter_map(|zone| Some((assessment.unplaced[zone], known(zone)?)));
    let (lost, all): (f64, f64) =
        zones().fold((0.0, 0.0), |(lost, all), (unplaced, people)| (lost + unplaced.share * people, all + people));
    let starts: u32 = assessment.unplaced.iter().map(|unplaced| unplaced.count).sum();
    if starts == 0 {
        return None;
    }
    let starts = counted(starts, &Text::new("point de départ", "start"), &Text::new("points de départ", "starts"));
    let share = percent(if all > 0.0 { lost / all } else { 0.0 });
    Some(Text::new(
        format!(
            "Temps inconnus pour {}, loin de toute rue du réseau chargé ({} des habitants)\u{a0}: laissés de côté, jamais comptés comme éloignés.",
            starts.fr, share.fr
        ),
        format!(
            "Times are not known for {}, far from any street of the network loaded ({} of the people): left aside, never counted as far.",
            starts.en, share.en
        ),
    ))
}

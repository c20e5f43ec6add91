//! What changed, in a sentence.

use super::{CoverageChange, DatasetChange, IndicatorChange, ServiceChanges};
use crate::diagnosis::wording::{counted, whole};
use crate::domain::Text;

/// Everything that changed, or that nothing did.
pub fn summary(services: &ServiceChanges, coverage: &[CoverageChange], indicators: &[IndicatorChange], datasets: &[DatasetChange]) -> Text {
    let mut parts = vec![
        some(services.opened.len(), ["service ouvert", "services ouverts"], ["service opened", "services opened"]),
        some(services.closed.len(), ["service fermé", "services fermés"], ["service closed", "services closed"]),
        some(services.moved.len(), ["service déplacé", "services déplacés"], ["service moved", "services moved"]),
        some(services.changed.len(), ["service modifié", "services modifiés"], ["service changed", "services changed"]),
        some(
            services.stale.len(),
            ["service sans nouvelles depuis deux ans", "services sans nouvelles depuis deux ans"],
            ["service without news for two years", "services without news for two years"],
        ),
        some(datasets.len(), ["jeu de données changé", "jeux de données changés"], ["data set changed", "data sets changed"]),
        some(indicators.len(), ["indicateur changé", "indicateurs changés"], ["indicator changed", "indicators changed"]),
    ];
    parts.extend(coverage.iter().map(|theme| Some(of_theme(theme))));
    let told: Vec<Text> = parts.into_iter().flatten().collect();
    if told.is_empty() {
        return Text::new("Rien de ce qui est montré n’a changé.", "Nothing of what is shown has changed.");
    }
    let (fr, en): (Vec<String>, Vec<String>) = told.into_iter().map(|Text { fr, en }| (fr, en)).unzip();
    Text::new(format!("{}.", fr.join("\u{a0}; ")), format!("{}.", en.join("; ")))
}

/// The first state of all.
pub fn first(services: usize, zones: usize, indicators: usize) -> Text {
    let (services, zones, indicators) = (whole(services as f64), whole(zones as f64), whole(indicators as f64));
    Text::new(
        format!("Premier état des données\u{a0}: {} zones, {} services, {} indicateurs.", zones.fr, services.fr, indicators.fr),
        format!("First state of the data: {} zones, {} services, {} indicators.", zones.en, services.en, indicators.en),
    )
}

fn of_theme(change: &CoverageChange) -> Text {
    let theme = change.theme.label();
    let (gained, lost) = (whole(change.people_gained), whole(change.people_lost));
    Text::new(
        format!("{}\u{a0}: {} personnes gagnent un service à portée, {} en perdent un", theme.fr.to_lowercase(), gained.fr, lost.fr),
        format!("{}: {} people gain a service in reach, {} lose one", theme.en.to_lowercase(), gained.en, lost.en),
    )
}

fn some(count: usize, fr: [&str; 2], en: [&str; 2]) -> Option<Text> {
    (count > 0).then(|| counted(count as u32, &Text::new(fr[0], en[0]), &Text::new(fr[1], en[1])))
}

//! What was found, in words for the terminal.

use super::bring::Outcome;
use super::found::{Able, Found, Line, Missing};
use crate::domain::{Fault, Lang, Text};
use crate::text;

/// The whole report.
pub fn of(found: &Found) -> Text {
    Text::new(in_lang(found, Lang::Fr), in_lang(found, Lang::En))
}

fn in_lang(found: &Found, lang: Lang) -> String {
    let word = |fr: &'static str, en: &'static str| if lang == Lang::Fr { fr } else { en };
    let Found { territory, communes, around, margin_km, snapshot, zones, services, .. } = found;
    let head = text!(
        "{territory} : {communes} commune(s), et {around} dans une marge de {margin_km} km ; {zones} zones, {services} services ; instantané {snapshot}",
        "{territory}: {communes} municipality(ies), and {around} within a margin of {margin_km} km; {zones} zones, {services} services; snapshot {snapshot}"
    );
    let mut lines = vec![head.get(lang).to_owned(), word("Trouvé", "Found").to_owned()];
    lines.extend(found.sources.iter().filter_map(|line| taken(line, lang)));
    if !found.missing.is_empty() {
        lines.push(word("Manque, et ce que cela coûte", "Missing, and what that costs").to_owned());
        lines.extend(found.missing.iter().flat_map(|missing| lacking(missing, lang)));
    }
    lines.push(word("Ce qui peut être calculé", "What can be worked out").to_owned());
    lines.extend(found.methods.iter().map(|able| possible(able, lang)));
    if !found.themes_without_services.is_empty() {
        let themes = found.themes_without_services.iter().map(|theme| theme.label().get(lang).to_owned()).collect::<Vec<_>>().join(", ");
        lines.push(format!(
            "  {} {themes}",
            word("· aucun service connu (une zone blanche n’y dit rien) :", "· no service known (a gap says nothing there):")
        ));
    }
    lines.push(word("Ouvrir la carte : maillage serve", "Open the map: maillage serve").to_owned());
    lines.join("\n")
}

fn taken(line: &Line, lang: Lang) -> Option<String> {
    let title = line.title.get(lang);
    Some(match &line.outcome {
        Outcome::Taken { dataset, taken, rejected, .. } if *taken > 0 => {
            let words = text!(
                "  ✓ {title} — {taken} lignes prises, {rejected} rejetées [{dataset}]",
                "  ✓ {title} — {taken} rows taken, {rejected} rejected [{dataset}]"
            );
            words.get(lang).to_owned()
        }
        Outcome::Unchanged { dataset } => {
            text!("  ✓ {title} — inchangé [{dataset}]", "  ✓ {title} — unchanged [{dataset}]").get(lang).to_owned()
        }
        _ => return None,
    })
}

fn lacking(missing: &Missing, lang: Lang) -> Vec<String> {
    let source = &missing.source;
    let why = match (&missing.fault, &missing.kept) {
        (Some(fault), None) => format!("  ✗ {source} ({}) — {}", fault.code, plain(fault, source).line(lang)),
        (Some(fault), Some(kept)) => {
            let (code, line) = (&fault.code, plain(fault, source).line(lang));
            text!(
                "  ~ {source} : l’édition précédente est servie [{kept}] ({code}) — {line}",
                "  ~ {source}: the former edition is served [{kept}] ({code}) — {line}"
            )
            .get(lang)
            .to_owned()
        }
        (None, _) => text!("  ✗ {source} : rien n’y concerne ce territoire", "  ✗ {source}: nothing in it is about this territory")
            .get(lang)
            .to_owned(),
    };
    if missing.kept.is_some() {
        return vec![why];
    }
    vec![why, format!("    → {}", missing.without.get(lang))]
}

/// A fault without the name that stands before it already.
pub fn plain(fault: &Fault, source: &str) -> Fault {
    let mut fault = fault.clone();
    if fault.place.file.as_deref() == Some(source) {
        fault.place.file = None;
    }
    fault
}

fn possible(able: &Able, lang: Lang) -> String {
    let name = match able.method {
        "coverage" => Text::new("couverture", "coverage"),
        "travel" => Text::new("temps de trajet", "travel times"),
        "take-up" => Text::new("non-recours", "non-take-up"),
        _ => Text::new("priorités", "priorities"),
    };
    let mark = if able.possible { "✓" } else { "✗" };
    let between = if lang == Lang::Fr { " : " } else { ": " };
    format!("  {mark} {}{between}{}", name.get(lang), able.note.get(lang))
}

//! The page of those who keep the data fresh: a line a data set, what is wrong first in words, then what to do.

use std::fmt::Write;

use super::{ByHand, Entry, Overview};
use crate::api::page::escaped;
use crate::catalogue::{Standing, State};
use crate::domain::{Lang, Report, Text};

/// Reasons shown of rows rejected; all are in the JSON.
const REASONS: usize = 5;

/// The body of the page.
pub fn body(told: &Overview, lang: Lang) -> String {
    let word = |fr: &'static str, en: &'static str| if lang == Lang::Fr { fr } else { en };
    let mut out = summary(told, lang);
    let heads = [
        word("Jeu de données", "Data set"),
        word("État", "State"),
        word("Arrivé", "Arrived"),
        word("Lignes", "Rows"),
        word("Licence et secret", "Licence and secrecy"),
        word("Prochain regard", "Next look"),
    ];
    table(&mut out, &heads, told.sources.iter().map(|entry| line(entry, lang)));
    if !told.by_hand.is_empty() {
        let _ = writeln!(out, "<h2>{}</h2>", word("Importés à la main", "Imported by hand"));
        let heads = [heads[0], heads[2], heads[3], word("Licence", "Licence")];
        table(&mut out, &heads, told.by_hand.iter().map(|set| by_hand(set, lang)));
    }
    out
}

fn summary(told: &Overview, lang: Lang) -> String {
    let count = |state: State| told.sources.iter().filter(|entry| entry.standing.state == state).count();
    let states = [State::Fresh, State::Due, State::Stale, State::Missing, State::NotFetched];
    let parts = states.map(|state| (count(state), state.label())).into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, label)| format!("{count} {}", escaped(label.get(lang)))).collect();
    format!("<p>{}</p>\n", parts.join(" · "))
}

fn table(out: &mut String, heads: &[&str], rows: impl Iterator<Item = String>) {
    out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    rows.for_each(|row| out.push_str(&row));
    out.push_str("</tbody></table></div>\n");
}

fn line(entry: &Entry, lang: Lang) -> String {
    let Standing { id, title, producer, licence, secrecy, next_at, .. } = &entry.standing;
    let day = |at: &chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%d").to_string();
    format!(
        "<tr id=\"{id}\"><td>{}<br><small>{} · {}</small></td><td>{}</td><td>{}</td><td>{}</td><td>{}<br><small>{}</small></td><td>{}</td></tr>\n",
        escaped(title.get(lang)),
        escaped(id),
        escaped(producer),
        state(&entry.standing, lang),
        arrived(&entry.standing, lang),
        entry.report.as_ref().map_or_else(|| "–".to_owned(), |report| rows(report, lang)),
        escaped(licence),
        escaped(secrecy.get(lang)),
        next_at.as_ref().map_or_else(|| "–".to_owned(), day),
    )
}

/// The state; when the last attempt failed, why, how to mend it, where, and what it costs.
fn state(standing: &Standing, lang: Lang) -> String {
    let mark = match standing.state {
        State::Fresh => "✓",
        State::Due => "…",
        State::Stale => "~",
        State::Missing => "✗",
        State::NotFetched => "·",
    };
    let mut out = format!("{mark} {}", escaped(standing.label.get(lang)));
    if let Some(failure) = &standing.failure {
        let at = failure.at.format("%Y-%m-%d %H:%M");
        let fault = &failure.fault;
        let (message, hint) = (escaped(fault.message.get(lang)), escaped(fault.hint.get(lang)));
        let _ = write!(out, "<br>{message} → {hint}<br><small>{at} · {} · {}</small>", escaped(&fault.code), escaped(&standing.address));
    }
    if let Some(without) = &standing.without {
        let _ = write!(out, "<br><small>{}</small>", escaped(without.get(lang)));
    }
    if !standing.address_seen {
        let words = Text::new("adresse non vérifiée", "address not checked");
        let _ = write!(out, "<br><small>{}</small>", words.get(lang));
    }
    out
}

fn arrived(standing: &Standing, lang: Lang) -> String {
    let (Some(at), Some(days)) = (standing.fetched_at, standing.age_days) else { return "–".to_owned() };
    let age = Text::new(format!("il y a {days} j"), format!("{days} d ago"));
    let dataset = standing.dataset.as_deref().unwrap_or_default();
    format!("{}<br><small>{} {}</small>", at.format("%Y-%m-%d"), age.get(lang), escaped(dataset))
}

fn rows(report: &Report, lang: Lang) -> String {
    let (taken, rejected) = (report.taken, report.rejected);
    let words = Text::new(format!("{taken} prises, {rejected} rejetées"), format!("{taken} taken, {rejected} rejected"));
    let reasons: Vec<String> = report.faults.iter().take(REASONS).map(|fault| escaped(&fault.line(lang))).collect();
    let reasons = if reasons.is_empty() { String::new() } else { format!("<ul><li>{}</li></ul>", reasons.join("</li><li>")) };
    format!("{}{reasons}", words.get(lang))
}

fn by_hand(set: &ByHand, lang: Lang) -> String {
    let ByHand { id, title, producer, licence, imported_at, taken, rejected } = set;
    let day = imported_at.split('T').next().unwrap_or_default();
    let words = Text::new(format!("{taken} prises, {rejected} rejetées"), format!("{taken} taken, {rejected} rejected"));
    let (title, producer) = (escaped(title.get(lang)), escaped(producer));
    format!(
        "<tr><td>{title}<br><small>{} · {producer}</small></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(id),
        escaped(day),
        words.get(lang),
        escaped(licence)
    )
}

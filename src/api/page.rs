//! Pages to read: any JSON answer of ours as a plain, accessible HTML document.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::here::{Here, plain_of};
use crate::domain::{Flag, Lang, Text};
use crate::text;

/// The style of every page.
pub const STYLE: &str = include_str!("page.css");

/// Rows of a table shown before it is cut.
const ROWS_SHOWN: usize = 500;

/// A page that shows a value, its names as they stand in the interface.
pub fn of_value(here: &Here, title: &str, value: &Value) -> String {
    let mut body = String::new();
    match value {
        Value::Object(members) if members.get("title").and_then(Value::as_str) == Some(title) => {
            let rest = members.iter().filter(|(name, _)| *name != "title").map(|(name, value)| (name.clone(), value.clone())).collect();
            write_members(&mut body, &rest, here.lang);
        }
        other => write_value(&mut body, other, here.lang),
    }
    document(here, title, &body)
}

/// A whole document around a body that is already HTML.
pub fn document(here: &Here, title: &str, body: &str) -> String {
    let (lang, title) = (here.lang, escaped(title));
    let words = |fr: &'static str, en: &'static str| if lang == Lang::Fr { fr } else { en };
    let (other, other_name) = if lang == Lang::Fr { ("en", "English") } else { ("fr", "Français") };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · Maillage</title>\n\
         <link rel=\"icon\" href=\"/maillage.svg\">\n<link rel=\"stylesheet\" href=\"/page.css\">\n</head>\n<body>\n<header>\n<nav>\n<a href=\"/\">{}</a>\n{}\
         <a href=\"{}\">JSON</a>\n<a href=\"{}\" lang=\"{other}\" hreflang=\"{other}\">{other_name}</a>\n</nav>\n</header>\n\
         <main>\n{}<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n",
        lang.code(),
        words("Carte", "Map"),
        trail(&here.path, words("Données", "Data")),
        escaped(&here.with(&[("f", Some("json"))])),
        escaped(&here.with(&[("lang", Some(other)), ("f", Some("html"))])),
        if here.fictional { warning(lang) } else { String::new() },
    )
}

/// Said at the top of every page about an invented place.
fn warning(lang: Lang) -> String {
    let words = Text::new("Territoire fictif : ces données sont inventées.", "Fictional territory: these data are invented.");
    format!("<p class=\"fictional\">{}</p>\n", words.get(lang))
}

/// The way from the landing page to here. Only collections and kinds of error have pages on the way.
fn trail(path: &str, root: &str) -> String {
    let mut links = format!("<a href=\"/?f=html\">{root}</a>\n");
    let listed = path.starts_with("/collections") || path.starts_with("/problems");
    let mut address = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        address = format!("{address}/{segment}");
        let words = escaped(&plain_of(segment));
        let _ =
            if listed { writeln!(links, "<a href=\"{}\">{words}</a>", escaped(&address)) } else { writeln!(links, "<span>{words}</span>") };
    }
    links
}

fn write_value(out: &mut String, value: &Value, lang: Lang) {
    match value {
        Value::Object(members) if is_plain(value) => out.push_str(&in_words(members, lang)),
        Value::Object(members) => write_members(out, members, lang),
        Value::Array(items) if items.iter().any(Value::is_object) => write_table(out, items, lang),
        Value::Array(items) => write_list(out, items, lang),
        other => out.push_str(&plain(other)),
    }
}

/// Single values first, then groups, then lists: what is short is not lost under what is long.
fn write_members(out: &mut String, members: &Map<String, Value>, lang: Lang) {
    let mut sorted: Vec<_> = members.iter().filter(|(name, _)| *name != "links").collect();
    sorted.sort_by_key(|(_, value)| match value {
        Value::Array(_) => 2,
        Value::Object(_) if !is_plain(value) => 1,
        _ => 0,
    });
    out.push_str("<dl>\n");
    for (name, value) in sorted {
        let _ = write!(out, "<dt>{}</dt><dd>", escaped(name));
        write_value(out, value, lang);
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n");
    if let Some(Value::Array(links)) = members.get("links") {
        write_links(out, links);
    }
}

fn write_links(out: &mut String, links: &[Value]) {
    out.push_str("<ul>\n");
    for link in links {
        let member = |name: &str| escaped(link.get(name).and_then(Value::as_str).unwrap_or_default());
        let _ = writeln!(out, "<li><a href=\"{}\">{}</a> <small>{}</small></li>", member("href"), member("title"), member("type"));
    }
    out.push_str("</ul>\n");
}

fn write_list(out: &mut String, items: &[Value], lang: Lang) {
    for (index, item) in items.iter().take(ROWS_SHOWN).enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_value(out, item, lang);
    }
    write_rest(out, items.len(), lang);
}

fn write_table(out: &mut String, items: &[Value], lang: Lang) {
    let mut names: Vec<&String> = Vec::new();
    for name in items.iter().filter_map(Value::as_object).flat_map(Map::keys).filter(|name| *name != "links") {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    for name in &names {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(name));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for item in items.iter().take(ROWS_SHOWN) {
        out.push_str("<tr>");
        for name in &names {
            let _ = write!(out, "<td>{}</td>", in_short(item.get(name.as_str()).unwrap_or(&Value::Null), lang));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    write_rest(out, items.len(), lang);
}

fn write_rest(out: &mut String, count: usize, lang: Lang) {
    let Some(rest) = count.checked_sub(ROWS_SHOWN).filter(|rest| *rest > 0) else { return };
    let words = text!("… et {rest} de plus", "… and {rest} more");
    let _ = write!(out, "<p>{}</p>", words.get(lang));
}

/// A value in the cell of a table: groups and lists on one line.
fn in_short(value: &Value, lang: Lang) -> String {
    match value {
        Value::Object(members) if is_plain(value) => in_words(members, lang),
        Value::Object(members) => members.values().map(|value| in_short(value, lang)).collect::<Vec<_>>().join(" · "),
        Value::Array(items) => items.iter().map(|item| in_short(item, lang)).collect::<Vec<_>>().join(", "),
        other => plain(other),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(words) if words.starts_with("http://") || words.starts_with("https://") => {
            format!("<a href=\"{0}\">{0}</a>", escaped(words))
        }
        Value::String(words) => escaped(words),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |value| ((value * 1e3).round() / 1e3).to_string()),
        Value::Bool(truth) => truth.to_string(),
        _ => "–".to_owned(),
    }
}

/// A text in two languages or a measure: shown in one go.
fn is_plain(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    (has("fr") && has("en")) || (has("value") && has("flag"))
}

fn in_words(members: &Map<String, Value>, lang: Lang) -> String {
    if let Some(words) = members.get(lang.code()).and_then(Value::as_str) {
        return escaped(words);
    }
    let value = members.get("value").filter(|value| !value.is_null()).map(plain);
    let bounds = members.get("interval").and_then(|interval| Some((plain(interval.get("low")?), plain(interval.get("high")?))));
    let flag = members.get("flag").and_then(Value::as_str).unwrap_or_default();
    let status = Flag::from_code(flag).map_or_else(|| Text::same(flag), status);
    match (value, bounds) {
        (None, _) => escaped(status.get(lang)),
        (Some(value), None) => value,
        (Some(value), Some((low, high))) => format!("{value} [{low} ; {high}]"),
    }
}

/// Why there is no value, or what it is worth.
fn status(flag: Flag) -> Text {
    match flag {
        Flag::Published => Text::new("publié", "published"),
        Flag::Rounded => Text::new("arrondi", "rounded"),
        Flag::Imputed => Text::new("imputé", "imputed"),
        Flag::Estimated => Text::new("estimé", "estimated"),
        Flag::Withheld => Text::new("secret statistique", "withheld"),
        Flag::Missing => Text::new("absent", "missing"),
        Flag::NotApplicable => Text::new("sans objet", "not applicable"),
    }
}

/// Words as they may stand in HTML, also inside quotes.
pub fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_of_a_value_becomes_markup() {
        let here = Here { base: "http://h".into(), path: "/<x>".into(), query: vec![], lang: Lang::Fr, fictional: false };
        let page = of_value(&here, "<b>", &json!({"<k>": "<script>", "l": [{"\"": "'"}]}));
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<k>") && !page.contains("<x>"));
    }

    #[test]
    fn texts_and_measures_are_shown_in_the_language_and_with_their_interval() {
        let here = Here { base: "http://h".into(), path: "/".into(), query: vec![], lang: Lang::Fr, fictional: false };
        let value = json!({"a": {"fr": "oui", "en": "yes"}, "b": {"value": null, "flag": "withheld"}, "c": {"value": 2.0, "interval": {"low": 1.0, "high": 3.0}, "flag": "rounded"}});
        let page = of_value(&here, "t", &value);
        assert!(page.contains("<dd>oui</dd>") && page.contains("<dd>secret statistique</dd>") && page.contains("2 [1 ; 3]"));
    }
}

//! Pages to read: any JSON answer of ours as a plain, accessible HTML document.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::here::Here;
use crate::domain::{Lang, Text};

/// The style of every page.
pub const STYLE: &str = include_str!("page.css");

/// Rows of a table shown before it is cut.
const ROWS_SHOWN: usize = 500;

/// A page that shows a value, its names as they stand in the interface.
pub fn of_value(here: &Here, title: &str, value: &Value) -> String {
    let mut body = String::new();
    write_value(&mut body, value, here.lang);
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
         <link rel=\"stylesheet\" href=\"/page.css\">\n</head>\n<body>\n<header>\n<nav>\n<a href=\"/\">{}</a>\n{}\
         <a href=\"{}\">JSON</a>\n<a href=\"{}\" lang=\"{other}\" hreflang=\"{other}\">{other_name}</a>\n</nav>\n</header>\n\
         <main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n",
        lang.code(),
        words("Carte", "Map"),
        trail(&here.path, words("Données", "Data")),
        escaped(&here.with(&[("f", Some("json"))])),
        escaped(&here.with(&[("lang", Some(other)), ("f", Some("html"))])),
    )
}

/// The way from the landing page to here.
fn trail(path: &str, root: &str) -> String {
    let mut links = format!("<a href=\"/?f=html\">{root}</a>\n");
    let mut address = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        address = format!("{address}/{segment}");
        let _ = writeln!(links, "<a href=\"{}\">{}</a>", escaped(&address), escaped(segment));
    }
    links
}

fn write_value(out: &mut String, value: &Value, lang: Lang) {
    match value {
        Value::Object(members) if is_plain(value) => out.push_str(&in_words(members, lang)),
        Value::Object(members) => write_members(out, members, lang),
        Value::Array(items) if items.iter().any(Value::is_object) => write_table(out, items, lang),
        Value::Array(items) => write_list(out, items, lang),
        Value::String(words) if words.starts_with("http://") || words.starts_with("https://") => {
            let _ = write!(out, "<a href=\"{0}\">{0}</a>", escaped(words));
        }
        Value::String(words) => out.push_str(&escaped(words)),
        Value::Null => out.push('–'),
        Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
    }
}

fn write_members(out: &mut String, members: &Map<String, Value>, lang: Lang) {
    out.push_str("<dl>\n");
    for (name, value) in members {
        let _ = write!(out, "<dt>{}</dt><dd>", escaped(name));
        write_value(out, value, lang);
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n");
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
    for name in items.iter().filter_map(Value::as_object).flat_map(Map::keys) {
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
            out.push_str("<td>");
            write_value(out, item.get(name.as_str()).unwrap_or(&Value::Null), lang);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    write_rest(out, items.len(), lang);
}

fn write_rest(out: &mut String, count: usize, lang: Lang) {
    let Some(rest) = count.checked_sub(ROWS_SHOWN).filter(|rest| *rest > 0) else { return };
    let words = Text::new(format!("… et {rest} de plus"), format!("… and {rest} more"));
    let _ = write!(out, "<p>{}</p>", words.get(lang));
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
    let value = members.get("value").filter(|value| !value.is_null());
    let flag = members.get("flag").and_then(Value::as_str).unwrap_or_default();
    let bounds = members.get("interval").and_then(|interval| Some((interval.get("low")?, interval.get("high")?)));
    match (value, bounds) {
        (None, _) => escaped(flag),
        (Some(value), None) => format!("{value} ({})", escaped(flag)),
        (Some(value), Some((low, high))) => format!("{value} [{low} ; {high}] ({})", escaped(flag)),
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
        let here = Here { base: "http://h".into(), path: "/<x>".into(), query: vec![], lang: Lang::Fr };
        let page = of_value(&here, "<b>", &json!({"<k>": "<script>", "l": [{"\"": "'"}]}));
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<k>") && !page.contains("<x>"));
    }

    #[test]
    fn texts_and_measures_are_shown_in_the_language_and_with_their_interval() {
        let here = Here { base: "http://h".into(), path: "/".into(), query: vec![], lang: Lang::Fr };
        let value = json!({"a": {"fr": "oui", "en": "yes"}, "b": {"value": null, "flag": "withheld"}, "c": {"value": 2.0, "interval": {"low": 1.0, "high": 3.0}, "flag": "rounded"}});
        let page = of_value(&here, "t", &value);
        assert!(page.contains("<dd>oui</dd>") && page.contains("<dd>withheld</dd>") && page.contains("2.0 [1.0 ; 3.0] (rounded)"));
    }
}

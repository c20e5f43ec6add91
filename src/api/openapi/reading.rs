//! The description of the interface as a page.

use std::fmt::Write;

use serde_json::Value;

use crate::api::page::escaped;
use crate::domain::{Lang, Text};

/// Parameters every resource takes: said once, at the top.
const COMMON: [&str; 3] = ["f", "lang", "snapshot"];

/// Every address, with what it answers and its parameters.
pub fn of(document: &Value, lang: Lang) -> String {
    let language = Text::new(
        "Les noms et la description de l’interface sont en anglais, comme ceux des normes qu’elle suit.",
        "Names follow the standards that the interface fulfils.",
    );
    let mut out = format!("<p>{}</p>\n<p>{}</p>\n", language.get(lang), words(&document["info"]["description"]));
    write_parameters(&mut out, parameters(&document["paths"]["/collections"]["get"]), lang);
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            let _ = writeln!(out, "<h2><code>{} {}</code></h2>", escaped(&method.to_uppercase()), escaped(path));
            let _ = writeln!(out, "<p>{} {}</p>", words(&operation["summary"]), words(&operation["description"]));
            let own = parameters(operation).filter(|parameter| parameter["name"].as_str().is_none_or(|name| !COMMON.contains(&name)));
            write_parameters(&mut out, own, lang);
        }
    }
    out
}

fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation["parameters"].as_array().into_iter().flatten()
}

fn write_parameters<'a>(out: &mut String, parameters: impl Iterator<Item = &'a Value>, lang: Lang) {
    let required = Text::new(" (obligatoire)", " (required)");
    out.push_str("<dl>\n");
    for parameter in parameters {
        let mark = if parameter["required"] == true { required.get(lang) } else { "" };
        let _ = writeln!(out, "<dt><code>{}</code>{mark}</dt><dd>{}</dd>", words(&parameter["name"]), words(&parameter["description"]));
    }
    out.push_str("</dl>\n");
}

/// Words of the description; what stands between backticks is code.
fn words(value: &Value) -> String {
    let parts = escaped(value.as_str().unwrap_or_default());
    let marked =
        parts.split('`').enumerate().map(|(index, part)| if index % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() });
    marked.collect()
}

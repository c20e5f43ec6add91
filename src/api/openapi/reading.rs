//! The description of the interface as a page.

use std::fmt::Write;

use serde_json::Value;

use crate::api::page::escaped;
use crate::domain::{Lang, Text};

/// Every address, with what it answers and its parameters.
pub fn of(document: &Value, lang: Lang) -> String {
    let mut out = format!("<p>{}</p>\n", words(&document["info"]["description"]));
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            let _ = writeln!(out, "<h2><code>{} {}</code></h2>", escaped(&method.to_uppercase()), escaped(path));
            let _ = writeln!(out, "<p>{} {}</p>", words(&operation["summary"]), words(&operation["description"]));
            write_parameters(&mut out, operation["parameters"].as_array().map_or(&[], Vec::as_slice), lang);
        }
    }
    out
}

fn write_parameters(out: &mut String, parameters: &[Value], lang: Lang) {
    if parameters.is_empty() {
        return;
    }
    let required = Text::new(" (obligatoire)", " (required)");
    out.push_str("<dl>\n");
    for parameter in parameters {
        let mark = if parameter["required"] == true { required.get(lang) } else { "" };
        let _ = writeln!(out, "<dt><code>{}</code>{mark}</dt><dd>{}</dd>", words(&parameter["name"]), words(&parameter["description"]));
    }
    out.push_str("</dl>\n");
}

fn words(value: &Value) -> String {
    escaped(value.as_str().unwrap_or_default())
}

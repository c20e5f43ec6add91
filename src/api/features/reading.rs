//! Features to read: tables of HTML with titles in the reader's language.

use std::fmt::Write;

use super::collection::Collection;
use crate::api::here::percent;
use crate::api::page::escaped;
use crate::domain::{Lang, Text};
use crate::export::{Cell, Notice};

/// A table of features: some columns, or all.
pub fn table(collection: &Collection, columns: Option<&[usize]>, rows: &[usize], lang: Lang) -> String {
    let all: Vec<usize> = (0..collection.table.fields().len()).collect();
    let columns = columns.unwrap_or(&all);
    let mut out = String::from("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">id</th>");
    for &column in columns {
        let field = &collection.table.fields()[column];
        let _ = write!(out, "<th scope=\"col\" title=\"{}\">{}</th>", escaped(&field.name), escaped(field.title.get(lang)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for &row in rows {
        let id = collection.table.id(row);
        let (address, id) = (format!("/collections/{}/items/{}?f=html", collection.about.id, percent(&id)), escaped(&id));
        let _ = write!(out, "<tr><td><a href=\"{address}\">{id}</a></td>");
        for &column in columns {
            let _ = write!(out, "<td>{}</td>", words(&collection.table.cell(row, column), lang));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    out
}

/// One feature: its properties, one a line.
pub fn feature(collection: &Collection, row: usize, lang: Lang) -> String {
    let mut out = String::from("<dl>\n");
    for (column, field) in collection.table.fields().iter().enumerate() {
        let (title, name) = (escaped(field.title.get(lang)), escaped(&field.name));
        let _ = writeln!(out, "<dt title=\"{name}\">{title}</dt><dd>{}</dd>", words(&collection.table.cell(row, column), lang));
    }
    let centre = collection.table.place(row).centre();
    let title = Text::new("Position (longitude, latitude)", "Position (longitude, latitude)");
    let _ = writeln!(out, "<dt>{}</dt><dd>{:.5}, {:.5}</dd>\n</dl>", title.get(lang), centre.lon(), centre.lat());
    out
}

/// Whom the features are owed to, and under which licence.
pub fn owed(notice: &Notice) -> String {
    format!("<p><small>{} — {}</small></p>\n", escaped(&notice.attribution), escaped(&notice.licence))
}

fn words(cell: &Cell<'_>, lang: Lang) -> String {
    match cell {
        Cell::Absent => "–".to_owned(),
        Cell::Text(words) => escaped(words),
        Cell::Number(value) => value.to_string(),
        Cell::Whole(value) => value.to_string(),
        Cell::YesNo(true) => Text::new("oui", "yes").get(lang).to_owned(),
        Cell::YesNo(false) => Text::new("non", "no").get(lang).to_owned(),
        Cell::List(words) => escaped(&words.join(", ")),
    }
}

//! CSV described for machines (W3C Tabular Metadata): what each column holds, how lists are joined, whom it is owed to.

use serde_json::{Value, json};

use super::{Axes, Field, Kind, Label, Table};
use crate::domain::{Lang, Text};
use crate::spatial::crs;
use crate::text;

/// The description of a table's CSV in a reference system, which lies at `url`.
pub fn of(table: &dyn Table, label: &Label, url: &str, axes: &Axes, lang: Lang) -> Value {
    let places = places(axes);
    let columns: Vec<_> = table.fields().iter().chain(&places).map(|field| column(field, lang)).collect();
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang.code()}],
        "url": url,
        "dc:title": label.title,
        "dc:description": label.method,
        "dc:source": label.attribution,
        "dc:license": label.licence,
        "dc:temporal": label.vintage,
        "dc:identifier": label.snapshot,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": columns},
    })
}

/// The two columns of a place.
fn places(axes: &Axes) -> [Field; 2] {
    let system = crs::name(axes.epsg);
    let titles = match axes.names() {
        ["lon", _] => [
            Text::new("Longitude d’un point à l’intérieur (WGS 84)", "Longitude of a point inside (WGS 84)"),
            Text::new("Latitude d’un point à l’intérieur (WGS 84)", "Latitude of a point inside (WGS 84)"),
        ],
        _ => [
            text!("Abscisse d’un point à l’intérieur, en mètres, {system}", "Easting of a point inside, in metres, {system}"),
            text!("Ordonnée d’un point à l’intérieur, en mètres, {system}", "Northing of a point inside, in metres, {system}"),
        ],
    };
    let mut names = axes.names().into_iter();
    titles.map(|title| Field { name: names.next().unwrap_or_default().to_owned(), title, kind: Kind::Number })
}

/// An empty cell is no value: withheld, missing or without meaning, as the column in `_flag` says.
fn column(field: &Field, lang: Lang) -> Value {
    let kind = match field.kind {
        Kind::Text | Kind::List => json!("string"),
        Kind::Date => json!("date"),
        Kind::Number => json!("double"),
        Kind::Whole => json!("integer"),
        Kind::YesNo => json!({"base": "boolean", "format": "true|false"}),
    };
    let mut column = json!({"name": field.name, "titles": field.name, "dc:description": field.title.get(lang), "datatype": kind, "null": "", "required": false});
    if field.kind == Kind::List {
        column["separator"] = json!("|");
    }
    column
}

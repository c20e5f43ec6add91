//! What a GeoParquet file says of itself: `geo` after the specification, then our label.

use std::collections::BTreeSet;
use std::io;

use geo::{BoundingRect, Geometry};
use parquet::file::metadata::KeyValue;
use serde_json::{Value, json};

use super::systems;
use crate::export::{Axes, Field, Label};

/// The key-value metadata of a file. Without `crs`, coordinates are longitude and latitude (OGC:CRS84).
///
/// # Errors
/// When the reference system is not one that is written down.
pub fn of(label: &Label, fields: &[Field], geometries: &[Geometry], axes: &Axes) -> io::Result<Vec<KeyValue>> {
    let text = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let fictional = label.fictional.to_string();
    let titles: serde_json::Map<_, Value> =
        fields.iter().map(|field| (field.name.clone(), json!({"fr": field.title.fr, "en": field.title.en}))).collect();
    Ok(vec![
        text("geo", &geo(geometries, axes)?.to_string()),
        text("title", &label.title),
        text("method", &label.method),
        text("attribution", &label.attribution),
        text("licence", &label.licence),
        text("fictional", &fictional),
        text("vintage", &label.vintage),
        text("snapshot", &label.snapshot),
        text("columns", &Value::Object(titles).to_string()),
    ])
}

fn geo(geometries: &[Geometry], axes: &Axes) -> io::Result<Value> {
    let kinds: BTreeSet<&str> = geometries.iter().map(kind).collect();
    let round = geometries.iter().filter_map(BoundingRect::bounding_rect).map(|r| [r.min().x, r.min().y, r.max().x, r.max().y]);
    let bbox = round.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let side = |name: &str| json!(["bbox", name]);
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": kinds,
        "orientation": "counterclockwise",
        "covering": {"bbox": {"xmin": side("xmin"), "ymin": side("ymin"), "xmax": side("xmax"), "ymax": side("ymax")}},
    });
    if let Some(bbox) = bbox {
        column["bbox"] = json!(bbox);
    }
    if let Some(system) = systems::of(axes)? {
        column["crs"] = system.clone();
    }
    Ok(json!({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}))
}

const fn kind(geometry: &Geometry) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Polygon(_) => "Polygon",
        _ => "MultiPolygon",
    }
}

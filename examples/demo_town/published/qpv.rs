//! Priority neighbourhoods in the archive of the edition of 2024: the same layer in degrees and in metres, and that of a part
//! of the land; columns of 2024; each neighbourhood names one municipality.

use std::io::{Cursor, Write};

use anyhow::Context;
use proj4rs::proj::Proj;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

const LAMBERT_93: &str =
    "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";

/// Writes the archive.
pub fn write(outlines: &[u8]) -> anyhow::Result<Vec<u8>> {
    let layer: Value = serde_json::from_slice(outlines)?;
    let features = layer["features"].as_array().context("features")?;
    let degrees = |at: &Value| -> anyhow::Result<Value> { Ok(at.clone()) };
    let (lambert, globe) = (Proj::from_proj_string(LAMBERT_93)?, Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs")?);
    let metres = |at: &Value| -> anyhow::Result<Value> {
        let mut place = (radians(&at[0])?, radians(&at[1])?, 0.0);
        proj4rs::transform::transform(&globe, &lambert, &mut place)?;
        Ok(json!([(place.0 * 100.0).round() / 100.0, (place.1 * 100.0).round() / 100.0]))
    };
    let parts = [
        ("GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson", layer_of(features, "urn:ogc:def:crs:OGC:1.3:CRS84", &degrees)?),
        ("GEOJSON/QP2024_France_Hexagonale_LB93.geojson", layer_of(features, "urn:ogc:def:crs:EPSG::2154", &metres)?),
        ("GEOJSON/QP2024_Montbrelan_LB93.geojson", layer_of(&features[1..], "urn:ogc:def:crs:EPSG::2154", &metres)?),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, content) in parts {
        archive.start_file(name, options)?;
        archive.write_all(content.to_string().as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn radians(degrees: &Value) -> anyhow::Result<f64> {
    Ok(degrees.as_f64().context("a coordinate")?.to_radians())
}

fn layer_of(features: &[Value], crs: &str, place: &dyn Fn(&Value) -> anyhow::Result<Value>) -> anyhow::Result<Value> {
    let feature = |(rank, feature): (usize, &Value)| {
        let told = &feature["properties"];
        let ring = feature["geometry"]["coordinates"][0].as_array().context("a ring")?;
        let ring = ring.iter().map(place).collect::<anyhow::Result<Vec<_>>>()?;
        let code = told["code_qp"].as_str().context("a code")?.replace("QP", "QN");
        Ok(json!({
            "type": "Feature",
            "properties": {
                "fid": rank + 1, "code_qp": code, "lib_qp": told["nom_qp"], "insee_reg": "00", "lib_reg": "Val inventé", "insee_dep": "00",
                "lib_dep": "Orvane", "insee_com": told["code_commune"], "lib_com": told["nom_commune"], "siren_epci": "200000000",
            },
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
        }))
    };
    let features = features.iter().enumerate().map(feature).collect::<anyhow::Result<Vec<Value>>>()?;
    Ok(json!({"type": "FeatureCollection", "name": "QP2024", "crs": {"type": "name", "properties": {"name": crs}}, "features": features}))
}

//! Outlines and points from a GeoJSON file, in whatever reference system the file is in.

use std::collections::HashMap;
use std::fs;

use geo::{Centroid, MultiPolygon};
use geojson::{FeatureCollection, GeoJson, Geometry};

use super::ids::Ids;
use super::table::{TableRef, cannot_read, missing_id};
use crate::domain::{Fault, Text};
use crate::text;

/// The features of a file.
pub struct Features {
    file: String,
    ids: Ids,
    geometries: Vec<Option<Geometry>>,
}

impl Features {
    /// Reads a feature collection; the identifier is the property `id`, or the one named in its place
    /// (`zones.geojson:id=CODE_IRIS`), or else the feature's own.
    ///
    /// # Errors
    /// `cannot-read`, `not-geojson`, `missing-id`, `duplicate-id`; rows count features from 1.
    pub fn read(source: &TableRef) -> Result<Self, Fault> {
        let file = source.file();
        let content = fs::read_to_string(&source.path).map_err(|cause| cannot_read(&source.path, &cause).in_file(&file))?;
        let collection = content.parse::<GeoJson>().and_then(FeatureCollection::try_from);
        let collection = collection.map_err(|cause| not_geojson(&cause).in_file(&file))?;
        let mut features = Self { file, ids: Ids::default(), geometries: Vec::new() };
        for (number, feature) in (1..).zip(collection.features) {
            let id = identifier(&feature, source.name("id"));
            let placed = |fault: Fault| fault.in_file(&features.file).at_row(number).in_column(source.name("id"));
            let id = id.ok_or_else(|| placed(missing_id()))?;
            features.ids.insert(&id, number).map_err(placed)?;
            features.geometries.push(feature.geometry);
        }
        Ok(features)
    }

    /// The identifiers in the order of the file.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The outline of every feature.
    ///
    /// # Errors
    /// `not-a-polygon` with the feature's rank.
    pub fn outlines(&self) -> Result<Vec<MultiPolygon>, Fault> {
        self.each(|geometry| match geometry {
            geo::Geometry::Polygon(polygon) => Some(polygon.into()),
            geo::Geometry::MultiPolygon(outline) => Some(outline),
            _ => None,
        })
    }

    /// The point of every feature: itself, or the centre of gravity of its outline.
    ///
    /// # Errors
    /// `not-a-polygon` for a feature without geometry.
    pub fn points(&self) -> Result<Vec<[f64; 2]>, Fault> {
        self.each(|geometry| geometry.centroid().map(|point| [point.x(), point.y()]))
    }

    fn each<T>(&self, take: impl Fn(geo::Geometry) -> Option<T>) -> Result<Vec<T>, Fault> {
        let read = |geometry: &Option<Geometry>| geo::Geometry::try_from(geometry.clone()?).ok().and_then(&take);
        let places = (1..).zip(&self.geometries);
        places.map(|(number, geometry)| read(geometry).ok_or_else(|| not_a_polygon().in_file(&self.file).at_row(number))).collect()
    }

    /// The geometry of each of these identifiers, where there is one.
    pub fn beside(&self, names: &[String]) -> Vec<Option<Geometry>> {
        let by_id: HashMap<&String, &Option<Geometry>> = self.ids.names().iter().zip(&self.geometries).collect();
        names.iter().map(|name| by_id.get(name).and_then(|geometry| (*geometry).clone())).collect()
    }
}

fn identifier(feature: &geojson::Feature, property: &str) -> Option<String> {
    let word = |value: &serde_json::Value| match value {
        serde_json::Value::String(word) => Some(word.trim().to_owned()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let own = || match feature.id.as_ref()? {
        geojson::feature::Id::String(word) => Some(word.clone()),
        geojson::feature::Id::Number(number) => Some(number.to_string()),
    };
    feature.property(property).and_then(word).or_else(own).filter(|id| !id.is_empty())
}

fn not_geojson(cause: &geojson::Error) -> Fault {
    Fault::new(
        "not-geojson",
        text!("ce n’est pas du GeoJSON : {cause}", "this is not GeoJSON: {cause}"),
        Text::new("attendu : une collection d’entités (FeatureCollection)", "expected a feature collection"),
    )
}

fn not_a_polygon() -> Fault {
    Fault::new(
        "not-a-polygon",
        Text::new("l’entité n’a pas la géométrie attendue", "the feature has not the geometry expected"),
        Text::new(
            "attendu : un polygone pour queen et rook, un polygone ou un point pour knn et distance",
            "expected a polygon for queen and rook, a polygon or a point for knn and distance",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::table::tests::written;

    fn read(content: &str) -> Result<Features, Fault> {
        let (_file, source) = written(content.as_bytes());
        Features::read(&source.naming("id", "code"))
    }

    const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}"#;

    #[test]
    fn the_identifier_is_a_property_or_the_feature_s_own() {
        let features = read(&format!(
            r#"{{"type":"FeatureCollection","features":[
                {{"type":"Feature","properties":{{"code":"01"}},"geometry":{SQUARE}}},
                {{"type":"Feature","id":7,"properties":null,"geometry":{{"type":"Point","coordinates":[5,6]}}}}]}}"#
        ))
        .unwrap();
        assert_eq!(features.ids().names(), ["01", "7"]);
        assert_eq!(features.points().unwrap(), [[1.0, 1.0], [5.0, 6.0]]);
        let fault = features.outlines().unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.row), ("not-a-polygon", Some(2)));
        let beside = features.beside(&["7".into(), "8".into()]);
        assert!(beside[0].is_some() && beside[1].is_none());
    }

    #[test]
    fn what_is_not_geojson_and_features_without_a_name_are_refused() {
        assert_eq!(read("id,x\n1,2\n").err().unwrap().code, "not-geojson");
        let nameless = format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{SQUARE}}}]}}"#);
        let fault = read(&nameless).err().unwrap();
        assert_eq!((fault.code.as_str(), fault.place.row), ("missing-id", Some(1)));
    }
}

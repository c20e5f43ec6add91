//! The form of GeoJSON answers, for the description of the interface: features are written as bytes at
//! preparation, so nothing of this is ever built.

use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::here::Link;

/// Features, after RFC 7946.
#[derive(ToSchema)]
pub struct FeatureCollection {
    /// Always `FeatureCollection`.
    #[schema(rename = "type", example = "FeatureCollection")]
    pub r#type: String,
    /// How many features fit what is asked, over all pages; exact.
    #[schema(rename = "numberMatched", example = 88)]
    pub number_matched: u64,
    /// How many are on this page.
    #[schema(rename = "numberReturned", example = 88)]
    pub number_returned: u64,
    /// Links; `next` leads to the next page of the same state of the data.
    pub links: Vec<Link>,
    /// What the collection is called.
    pub title: String,
    /// What its features are, and how they were worked out.
    pub method: String,
    /// Producers, titles and years of the data sets.
    pub attribution: String,
    /// Their licences.
    pub licence: String,
    /// Whether the place is invented.
    pub fictional: bool,
    /// The years the data speak of.
    pub vintage: String,
    /// The state of the data it was read from.
    pub snapshot: String,
    /// The features.
    pub features: Vec<Feature>,
}

/// A whole answer as features, after RFC 7946.
#[derive(ToSchema)]
pub struct Features {
    /// Always `FeatureCollection`.
    #[schema(rename = "type", example = "FeatureCollection")]
    pub r#type: String,
    /// What the features are.
    pub title: String,
    /// Producers, titles and years of the data sets.
    pub attribution: String,
    /// Their licences.
    pub licence: String,
    /// Whether the place is invented.
    pub fictional: bool,
    /// The state of the data it was read from.
    pub snapshot: String,
    /// How it was worked out, what it is not, and the works it follows.
    pub method: String,
    /// The features.
    pub features: Vec<Feature>,
}

/// One feature, after RFC 7946.
#[derive(ToSchema)]
pub struct Feature {
    /// Always `Feature`.
    #[schema(rename = "type", example = "Feature")]
    pub r#type: String,
    /// Its identifier in the collection.
    #[schema(example = "341720101")]
    pub id: String,
    /// Its properties: those that `queryables` lists. Withheld and missing values are `null`; the property that
    /// ends in `_flag` says which.
    pub properties: Map<String, Value>,
    /// Its point or outline; longitude first, in degrees (WGS 84).
    pub geometry: Geometry,
}

/// A geometry, after RFC 7946.
#[derive(ToSchema)]
pub struct Geometry {
    /// `Point`, `Polygon` or `MultiPolygon`.
    #[schema(rename = "type", example = "Polygon")]
    pub r#type: String,
    /// Positions, nested as the type asks.
    pub coordinates: Vec<Value>,
}

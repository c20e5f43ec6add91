//! `GeoJSON` as `ogr2ogr` writes it: one feature a line, properties in the order given.

use std::fmt::Write as _;

use geo::{Coord, LineString};
use serde_json::Value;

/// A layer being written.
pub struct Layer {
    name: &'static str,
    decimals: usize,
    features: Vec<String>,
}

impl Layer {
    /// An empty layer whose coordinates are written with so many decimals.
    pub fn new(name: &'static str, decimals: usize) -> Self {
        Self { name, decimals, features: Vec::new() }
    }

    /// Adds a point.
    pub fn point(&mut self, properties: &[(&str, Value)], at: Coord) {
        let geometry = format!("{{ \"type\": \"Point\", \"coordinates\": {} }}", self.position(at));
        self.feature(properties, &geometry);
    }

    /// Adds a multi-polygon of one ring.
    pub fn multi_polygon(&mut self, properties: &[(&str, Value)], ring: &LineString) {
        let geometry = format!("{{ \"type\": \"MultiPolygon\", \"coordinates\": [ [ {} ] ] }}", self.ring(ring));
        self.feature(properties, &geometry);
    }

    /// Adds a polygon of one ring.
    pub fn polygon(&mut self, properties: &[(&str, Value)], ring: &LineString) {
        let geometry = format!("{{ \"type\": \"Polygon\", \"coordinates\": [ {} ] }}", self.ring(ring));
        self.feature(properties, &geometry);
    }

    /// The whole file.
    pub fn into_bytes(self) -> Vec<u8> {
        let crs = "{ \"type\": \"name\", \"properties\": { \"name\": \"urn:ogc:def:crs:OGC:1.3:CRS84\" } }";
        let head = format!("{{\n\"type\": \"FeatureCollection\",\n\"name\": \"{}\",\n\"crs\": {crs},\n\"features\": [\n", self.name);
        format!("{head}{}\n]\n}}\n", self.features.join(",\n")).into_bytes()
    }

    fn feature(&mut self, properties: &[(&str, Value)], geometry: &str) {
        let listed: Vec<String> = properties.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
        let properties = listed.join(", ");
        self.features.push(format!("{{ \"type\": \"Feature\", \"properties\": {{ {properties} }}, \"geometry\": {geometry} }}"));
    }

    fn position(&self, at: Coord) -> String {
        format!("[ {:.*}, {:.*} ]", self.decimals, at.x, self.decimals, at.y)
    }

    fn ring(&self, ring: &LineString) -> String {
        let mut text = String::from("[ ");
        for (rank, &at) in ring.0.iter().enumerate() {
            let _ = write!(text, "{}{}", if rank == 0 { "" } else { ", " }, self.position(at));
        }
        text + " ]"
    }
}

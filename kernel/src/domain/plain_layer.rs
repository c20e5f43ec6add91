//! Outlines as a file holds them, before anything is made of them.

use geo::MultiPolygon;

/// A layer of outlines in the file's own coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainLayer {
    /// The file it comes from, without its folder.
    pub file: String,
    /// What its container calls it; empty when it has no name.
    pub name: String,
    /// EPSG number it declares, if it does.
    pub crs: Option<u32>,
    /// Its features, in order.
    pub features: Vec<PlainFeature>,
}

/// One feature of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainFeature {
    /// Its number in the layer, from 1.
    pub row: u64,
    /// What is said of it: names in lower case, values as text, empty ones left out.
    pub attributes: Vec<(String, String)>,
    /// Its outline.
    pub outline: MultiPolygon,
}

impl PlainFeature {
    /// The value of an attribute, whatever the case of its name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

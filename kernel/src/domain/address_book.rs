//! The addresses of a data set by their names: the gazetteer that services without coordinates are looked up in.

use serde::{Deserialize, Serialize};

use super::Position;

/// A street as its base names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedStreet {
    /// Code of its municipality; empty where the base is of one municipality and does not say it.
    pub commune: String,
    /// Its name: « Avenue du Pirée ».
    pub name: String,
    /// Postal code; empty when not told.
    pub postcode: String,
    /// Name of its municipality; empty when not told.
    pub town: String,
}

/// One address point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Door {
    /// Its street, by its place among the streets of the book.
    pub street: u32,
    /// Its number in the street; 0 is none, as in a hamlet.
    pub number: u16,
    /// What follows the number, in lower case: `bis`, `a`; mostly empty.
    pub suffix: String,
    /// Where it is.
    pub position: Position,
}

/// The addresses of one data set: streets named once, doors in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AddressBook {
    /// Streets, each once.
    pub streets: Vec<NamedStreet>,
    /// Address points.
    pub doors: Vec<Door>,
}

//! What may be wrong with a street map as a whole.

use crate::domain::{Fault, StreetReading, Text};
use crate::text;

/// Neither of the formats.
pub(super) fn not_osm() -> Fault {
    Fault::new(
        "not-osm",
        Text::new("ce n’est pas une carte OpenStreetMap", "this is no OpenStreetMap map"),
        Text::new(
            "attendu : un extrait .osm.pbf ou .osm, ou un shapefile de rues avec sa correspondance",
            "expected an extract in .osm.pbf or .osm, or a shapefile of streets with its mapping",
        ),
    )
}

/// Breaks off.
pub(super) fn truncated() -> Fault {
    Fault::new(
        "truncated-file",
        Text::new("la carte s’interrompt avant la fin", "the map breaks off before its end"),
        Text::new("la télécharger à nouveau", "download it again"),
    )
}

/// A block that cannot be decoded, or is larger than the format allows.
pub(super) fn damaged(cause: &osmpbf::Error) -> Fault {
    if let osmpbf::ErrorKind::Protobuf { location: "blob header" | "blob content", .. } = cause.kind() {
        return truncated();
    }
    Fault::new(
        "damaged-file",
        text!("un bloc de la carte ne se lit pas ({cause})", "a block of the map cannot be read ({cause})"),
        Text::new("la télécharger à nouveau", "download it again"),
    )
}

/// A block that decodes and makes no sense.
pub(super) fn absurd_block() -> Fault {
    Fault::new(
        "damaged-file",
        Text::new("un bloc de la carte n’a pas de sens", "a block of the map makes no sense"),
        Text::new("la télécharger à nouveau", "download it again"),
    )
}

/// No XML.
pub(super) fn bad_xml(cause: &quick_xml::Error, row: u64) -> Fault {
    Fault::new(
        "bad-xml",
        text!("le XML est mal formé ({cause})", "the XML is badly formed ({cause})"),
        Text::new("télécharger la carte à nouveau, ou la prendre en .osm.pbf", "download the map again, or take it as .osm.pbf"),
    )
    .at_row(row)
}

/// A number, or an attribute, that cannot be read.
pub(super) fn bad_attribute(row: u64) -> Fault {
    Fault::new(
        "bad-xml",
        Text::new("un attribut manque ou n’est pas un nombre", "an attribute is missing or is not a number"),
        Text::new("attendu : id, ref, lat et lon en chiffres", "expected id, ref, lat and lon in figures"),
    )
    .at_row(row)
}

/// A map on which nothing may be a street.
pub(super) fn no_streets(reading: &StreetReading) -> Fault {
    let (seen, lost) = (reading.ways_seen, reading.ways_lost);
    Fault::new(
        "no-streets",
        text!(
            "la carte ne contient aucune rue ({seen} lignes, dont {lost} sans leurs points)",
            "the map holds no street ({seen} lines, of which {lost} without their points)"
        ),
        Text::new(
            "prendre un extrait qui garde les lignes « highway » et leurs points",
            "take an extract that keeps “highway” lines and their points",
        ),
    )
}

/// No node on the globe.
pub(super) fn off_the_globe(count: u64) -> Fault {
    Fault::new(
        "bad-coordinate",
        text!("les {count} points de la carte sont hors du globe", "all {count} points of the map are off the globe"),
        Text::new("attendu : lat et lon en degrés (WGS 84)", "expected lat and lon in degrees (WGS 84)"),
    )
}

/// Latitude in place of longitude.
pub(super) fn swapped() -> Fault {
    Fault::new(
        "swapped-axes",
        Text::new("la latitude est écrite à la place de la longitude", "latitude is written in place of longitude"),
        Text::new(
            "refaire l’extrait : lat est la latitude (41 à 51 en métropole)",
            "make the extract again: lat is the latitude (41 to 51 in mainland France)",
        ),
    )
}

/// Streets of another place.
pub(super) fn outside(bounds: Option<[f64; 4]>) -> Fault {
    let [west, south, east, north] = bounds.unwrap_or_default();
    Fault::new(
        "outside-territory",
        text!(
            "aucune rue ne se trouve près des quartiers chargés (la carte va de {west:.3}, {south:.3} à {east:.3}, {north:.3})",
            "no street lies near the loaded zones (the map goes from {west:.3}, {south:.3} to {east:.3}, {north:.3})"
        ),
        Text::new("prendre l’extrait du territoire", "take the extract of the territory"),
    )
}

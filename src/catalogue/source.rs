//! One data set of the catalogue.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::{Text, Theme};

/// What a producer sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Container {
    /// A table as text.
    Csv,
    /// JSON records.
    Json,
    /// GeoJSON features.
    Geojson,
    /// OpenStreetMap XML.
    Xml,
    /// A workbook.
    Xlsx,
    /// A zip.
    Zip,
    /// One file in a gzip.
    Gz,
    /// A tar in a bzip2.
    TarBz2,
    /// A tar in a gzip.
    TarGz,
}

impl Container {
    /// Whether a media type may be this; `None`, when the producer says none, and plain bytes may be anything.
    pub fn may_be(self, media_type: &str) -> bool {
        let kind = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let page = matches!(kind.as_str(), "text/html" | "application/xhtml+xml");
        let xml = kind.ends_with("/xml") || kind.ends_with("+xml");
        let json = kind.ends_with("/json") || kind.ends_with("+json");
        match self {
            Self::Xml => !page && !json,
            Self::Json | Self::Geojson => !page && !xml && kind != "text/csv",
            Self::Csv | Self::Xlsx | Self::Zip | Self::Gz | Self::TarBz2 | Self::TarGz => !page && !xml && !json,
        }
    }
}

/// What becomes of a former edition when a newer one is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Editions {
    /// It stays: figures of several years make a series.
    Keep,
    /// It goes: a service or a street of two years ago would stand beside that of today.
    #[default]
    Replace,
}

/// Rows that are kept while a table too large for memory is unpacked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sieve {
    /// The column that holds a code of the official geography.
    pub column: String,
    /// Which codes are kept.
    pub by: SieveBy,
}

/// Which codes a sieve keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SieveBy {
    /// Those of the municipalities asked for.
    Commune,
    /// Those that lie in their départements, and in those of the margin.
    Departement,
}

/// By which codes the rows of a data set find their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = SourceKey)]
pub enum Key {
    /// Code of the IRIS.
    Iris,
    /// Code of the municipality.
    Commune,
    /// Code of the priority neighbourhood.
    Qpv,
    /// Coordinates.
    Position,
    /// The whole country in one file, resolved before anything else is fetched.
    Country,
}

/// What rests on a data set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Feeds {
    /// Themes of need; empty when it serves all.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// Methods, by their addresses: `coverage`, `take-up`, `targets`, `travel`, `priority`.
    #[serde(default)]
    pub methods: Vec<String>,
}

/// One data set of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name here: `filosofi-iris`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Who produces it.
    pub producer: String,
    /// The licence it is published under.
    pub licence: String,
    /// Where it lies: `https`, with `{commune}`, `{communes}`, `{departement}`, `{epci}` or the bounds `{west}` `{south}`
    /// `{east}` `{north}` of the territory and its margin.
    pub address: String,
    /// Of a data set of data.gouv.fr, the resource wanted by the name of its file, `*` standing for anything.
    #[serde(default)]
    pub resource: Option<String>,
    /// What is sent.
    pub container: Container,
    /// The file wanted inside an archive, `*` standing for anything.
    #[serde(default)]
    pub member: Option<String>,
    /// The rows kept while a large table is unpacked.
    #[serde(default)]
    pub sieve: Option<Sieve>,
    /// The name of our format; `communes` is the official geography, which resolves codes and is not imported.
    pub format: String,
    /// A mapping that declares the columns of a table without a format of its own; a file beside one's own catalogue.
    #[serde(default)]
    pub mapping: Option<String>,
    /// The year it speaks of, where neither the content nor its name says it; else the year it was last changed.
    #[serde(default)]
    pub vintage: Option<u16>,
    /// The producer's rule of confidentiality.
    pub secrecy: Text,
    /// What rests on it.
    #[serde(default)]
    pub feeds: Feeds,
    /// What its absence costs the analysis.
    pub without: Text,
    /// Days between two looks for a newer edition.
    pub refresh_days: u32,
    /// By which codes its rows find their place.
    pub key: Key,
    /// Whether the places around the territory are wanted too: services beyond the border serve people within.
    #[serde(default)]
    pub margin: bool,
    /// What becomes of a former edition.
    #[serde(default)]
    pub editions: Editions,
    /// The largest file taken, in mebibytes.
    #[serde(default = "usual_mib")]
    pub largest_mib: u64,
    /// Where the address was seen written; not given when it was put together and not checked.
    #[serde(default)]
    pub seen: Option<String>,
}

/// What a file may weigh when the catalogue does not say, in mebibytes.
const fn usual_mib() -> u64 {
    200
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_never_data_and_plain_bytes_may_be_anything() {
        for container in [Container::Csv, Container::Json, Container::Geojson, Container::Xml, Container::Zip, Container::TarBz2] {
            assert!(!container.may_be("text/html; charset=utf-8"), "{container:?}");
            assert!(container.may_be("application/octet-stream"), "{container:?}");
        }
        assert!(!Container::Geojson.may_be("application/xml") && Container::Geojson.may_be("application/geo+json"));
        assert!(!Container::Csv.may_be("application/json") && Container::Csv.may_be("text/plain"));
        assert!(Container::Xml.may_be("application/osm3s+xml") && !Container::Zip.may_be("text/xml"));
    }
}

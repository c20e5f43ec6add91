//! What a client wants to be answered: format and language, from the address or from headers.

use actix_web::HttpRequest;
use actix_web::http::header::{AcceptLanguage, Header};

use super::coding::Effort;
use super::params::Params;
use super::wishes::Wish;
use crate::domain::{Fault, Lang, Text};
use crate::text;

/// A format of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Media {
    /// Plain JSON.
    Json,
    /// GeoJSON.
    GeoJson,
    /// JSON Schema.
    Schema,
    /// An OpenAPI document.
    OpenApi,
    /// GeoJSON features one by one (RFC 8142).
    GeoJsonSeq,
    /// Linked data as JSON-LD.
    JsonLd,
    /// CSV described for machines (CSVW).
    CsvW,
    /// An Atom feed.
    Atom,
    /// Comma-separated values.
    Csv,
    /// FlatGeobuf.
    FlatGeobuf,
    /// GeoParquet.
    GeoParquet,
    /// A page to read.
    Html,
    /// A Mapbox Vector Tile.
    Tile,
    /// Numbers, two bytes each.
    Numbers,
}

impl Media {
    /// How hard a body is pressed while someone waits.
    pub const fn effort(self) -> Effort {
        match self {
            Self::Tile => Effort::Least,
            _ => Effort::Quick,
        }
    }

    /// The word of `?f=`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Json | Self::Schema | Self::OpenApi | Self::CsvW => "json",
            Self::GeoJson => "geojson",
            Self::GeoJsonSeq => "geojsonseq",
            Self::JsonLd => "jsonld",
            Self::Atom => "atom",
            Self::Csv => "csv",
            Self::FlatGeobuf => "flatgeobuf",
            Self::GeoParquet => "geoparquet",
            Self::Html => "html",
            Self::Tile => "mvt",
            Self::Numbers => "u16",
        }
    }

    /// The `Content-Type`.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Schema => "application/schema+json",
            Self::OpenApi => "application/vnd.oai.openapi+json;version=3.0",
            Self::GeoJsonSeq => "application/geo+json-seq",
            Self::JsonLd => "application/ld+json",
            Self::CsvW => "application/csvm+json",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::FlatGeobuf => "application/vnd.flatgeobuf",
            Self::GeoParquet => "application/vnd.apache.parquet",
            Self::Html => "text/html; charset=utf-8",
            Self::Tile => crate::tiles::MEDIA_TYPE,
            Self::Numbers => "application/octet-stream",
        }
    }

    /// The ending of a file's name, for formats that are saved rather than read.
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            Self::Csv => Some("csv"),
            Self::GeoJsonSeq => Some("geojsons"),
            Self::FlatGeobuf => Some("fgb"),
            Self::GeoParquet => Some("parquet"),
            _ => None,
        }
    }

    fn accepts(self, range: &str) -> bool {
        let essence = self.content_type().split(';').next().unwrap_or_default();
        let family = essence.split('/').next().unwrap_or_default();
        let json = matches!(self, Self::GeoJson | Self::Schema | Self::OpenApi | Self::JsonLd | Self::CsvW);
        range == "*/*" || range == essence || range.strip_suffix("/*") == Some(family) || (json && range == "application/json")
    }

    /// The format asked for among those offered, the first being the resource's own.
    ///
    /// # Errors
    /// `unknown-format` when `f` names none of them, `not-acceptable` when `Accept` takes none of them.
    pub fn negotiate(offered: &[Self], params: &Params, accept: Option<&[Wish]>) -> Result<Self, Fault> {
        if let Some(word) = params.value("f") {
            let plain = |media: &&Self| {
                media.word() == word || (word == "json" && matches!(media, Self::GeoJson | Self::JsonLd) && *media == &offered[0])
            };
            return offered.iter().find(plain).copied().ok_or_else(|| unknown_format(word, offered));
        }
        let Some(ranges) = accept else { return Ok(offered[0]) };
        let wished = |media: &Self| (media.wished(ranges), *media);
        // Among equals the first offered wins: `max_by` would take the last.
        let best = offered.iter().map(wished).rev().max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(quality, _)| *quality > 0.0);
        best.map(|(_, media)| media).ok_or_else(|| not_acceptable(offered))
    }

    /// How much a client wishes this format: by the most specific of its ranges that takes it.
    fn wished(self, ranges: &[Wish]) -> f32 {
        let taking = ranges.iter().filter(|range| self.accepts(&range.word));
        taking.max_by_key(|range| specificity(&range.word)).map_or(0.0, |range| range.quality)
    }
}

/// A type goes before a family, a family before everything.
fn specificity(range: &str) -> u8 {
    match range {
        "*/*" => 0,
        family if family.ends_with("/*") => 1,
        _ => 2,
    }
}

/// The language asked for: `lang`, else `Accept-Language`, else French.
///
/// # Errors
/// `unknown-language` when `lang` is neither `fr` nor `en`.
pub fn language(params: &Params, request: &HttpRequest) -> Result<Lang, Fault> {
    match params.value("lang") {
        Some(word) => word.parse().map_err(|_unknown| unknown_language(word)),
        None => Ok(preferred_language(request)),
    }
}

/// The language of `Accept-Language`, else French.
pub fn preferred_language(request: &HttpRequest) -> Lang {
    let ranked = AcceptLanguage::parse(request).map(|header| header.ranked()).unwrap_or_default();
    let spoken = |tag: String| tag.split('-').next().and_then(|primary| primary.parse().ok());
    ranked.iter().find_map(|preference| spoken(preference.to_string().to_ascii_lowercase())).unwrap_or_default()
}

fn words(offered: &[Media]) -> String {
    offered.iter().map(|media| media.word()).collect::<Vec<_>>().join(", ")
}

fn unknown_format(word: &str, offered: &[Media]) -> Fault {
    let known = words(offered);
    Fault::new(
        "unknown-format",
        text!("format inconnu ici : « {word} »", "format unknown here: “{word}”"),
        text!("choisir parmi {known}", "choose one of {known}"),
    )
    .in_column("f")
}

fn not_acceptable(offered: &[Media]) -> Fault {
    let known = words(offered);
    Fault::new(
        "not-acceptable",
        Text::new("aucun des formats que l’en-tête Accept admet n’existe ici", "none of the formats the Accept header takes exists here"),
        text!("formats d’ici : {known} ; ?f= l’emporte sur Accept", "formats here: {known}; ?f= wins over Accept"),
    )
}

fn unknown_language(word: &str) -> Fault {
    Fault::new(
        "unknown-language",
        text!("langue inconnue : « {word} »", "unknown language: “{word}”"),
        Text::new("choisir fr ou en", "choose fr or en"),
    )
    .in_column("lang")
}

#[cfg(test)]
mod tests {
    use actix_web::http::header;
    use actix_web::test::TestRequest;

    use super::super::wishes;
    use super::*;

    fn media(accept: &str) -> Result<Media, Fault> {
        let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
        let accept = wishes::of(&request, header::ACCEPT);
        Media::negotiate(&[Media::GeoJson, Media::Csv, Media::Html], &Params::read("").unwrap(), accept.as_deref())
    }

    #[test]
    fn the_best_quality_wins_and_json_means_geojson() {
        assert_eq!(media("text/html,application/xhtml+xml,*/*;q=0.8").unwrap(), Media::Html);
        assert_eq!(media("application/json").unwrap(), Media::GeoJson);
        assert_eq!(media("text/csv;q=0.5, text/html;q=0.4").unwrap(), Media::Csv);
        assert_eq!(media("image/png").unwrap_err().code, "not-acceptable");
        assert_eq!(media("*/*, application/geo+json;q=0").unwrap(), Media::Csv);
        assert_eq!(media("text/*;q=0.9, text/csv;q=0.1").unwrap(), Media::Html);
        assert_eq!(media("*/*;q=0").unwrap_err().code, "not-acceptable");
    }

    #[test]
    fn the_address_wins_over_the_header() {
        let accept = [Wish { word: "text/html".into(), quality: 1.0 }];
        let asked = |query| Media::negotiate(&[Media::GeoJson, Media::Csv, Media::Html], &Params::read(query).unwrap(), Some(&accept));
        assert_eq!(asked("f=json").unwrap(), Media::GeoJson);
        assert_eq!(asked("f=xml").unwrap_err().code, "unknown-format");
    }

    #[test]
    fn languages_come_by_preference_and_default_to_french() {
        let lang = |value: &str| preferred_language(&TestRequest::default().insert_header(("accept-language", value)).to_http_request());
        assert_eq!(lang("en-GB,fr;q=0.5"), Lang::En);
        assert_eq!(lang("de, fr-FR;q=0.9, en;q=0.8"), Lang::Fr);
        assert_eq!(lang("ja"), Lang::Fr);
    }
}

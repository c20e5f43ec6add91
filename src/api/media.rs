//! What a client wants to be answered: format, language and coding, from the address or from headers.

use actix_web::HttpRequest;
use actix_web::http::header::{AcceptEncoding, AcceptLanguage, ContentEncoding, Encoding, Header};

use super::params::Params;
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
    /// An Atom feed.
    Atom,
    /// Comma-separated values.
    Csv,
    /// A page to read.
    Html,
}

impl Media {
    /// The word of `?f=`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Json | Self::Schema | Self::OpenApi => "json",
            Self::GeoJson => "geojson",
            Self::Atom => "atom",
            Self::Csv => "csv",
            Self::Html => "html",
        }
    }

    /// The `Content-Type`.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Schema => "application/schema+json",
            Self::OpenApi => "application/vnd.oai.openapi+json;version=3.0",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    fn accepts(self, range: &str) -> bool {
        let essence = self.content_type().split(';').next().unwrap_or_default();
        let family = essence.split('/').next().unwrap_or_default();
        let json = matches!(self, Self::GeoJson | Self::Schema | Self::OpenApi);
        range == "*/*" || range == essence || range.strip_suffix("/*") == Some(family) || (json && range == "application/json")
    }

    /// The format asked for among those offered, the first being the resource's own.
    ///
    /// # Errors
    /// `unknown-format` when `f` names none of them, `not-acceptable` when `Accept` takes none of them.
    pub fn negotiate(offered: &[Self], params: &Params, request: &HttpRequest) -> Result<Self, Fault> {
        if let Some(word) = params.word("f") {
            let plain = |media: &&Self| media.word() == word || (word == "json" && **media == Self::GeoJson && *media == &offered[0]);
            return offered.iter().find(plain).copied().ok_or_else(|| unknown_format(word, offered));
        }
        match accepted(request) {
            None => Ok(offered[0]),
            Some(ranges) => {
                let best = ranges.iter().find_map(|range| offered.iter().find(|media| media.accepts(range)));
                best.copied().ok_or_else(|| not_acceptable(offered))
            }
        }
    }
}

/// The ranges of `Accept`, best first; those of quality 0 left out.
fn accepted(request: &HttpRequest) -> Option<Vec<String>> {
    let header = request.headers().get("accept")?.to_str().ok().filter(|value| !value.trim().is_empty())?;
    let mut ranges: Vec<(f32, String)> = header.split(',').map(quality_and_range).filter(|(quality, _)| *quality > 0.0).collect();
    ranges.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(ranges.into_iter().map(|(_, range)| range).collect())
}

fn quality_and_range(entry: &str) -> (f32, String) {
    let mut parts = entry.split(';').map(str::trim);
    let range = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse().ok()).unwrap_or(1.0);
    (quality, range)
}

/// The language asked for: `lang`, else `Accept-Language`, else French.
///
/// # Errors
/// `unknown-language` when `lang` is neither `fr` nor `en`.
pub fn language(params: &Params, request: &HttpRequest) -> Result<Lang, Fault> {
    match params.word("lang") {
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

/// How a body is coded on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// As it is.
    Identity,
    /// gzip.
    Gzip,
    /// Brotli.
    Brotli,
}

impl Coding {
    /// The word of `Content-Encoding`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The best coding the client takes.
    pub fn negotiate(request: &HttpRequest) -> Self {
        let offered = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
        let Ok(header) = AcceptEncoding::parse(request) else { return Self::Identity };
        match header.negotiate(offered.iter()) {
            Some(Encoding::Known(ContentEncoding::Brotli)) => Self::Brotli,
            Some(Encoding::Known(ContentEncoding::Gzip)) => Self::Gzip,
            _ => Self::Identity,
        }
    }
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
    use actix_web::test::TestRequest;

    use super::*;

    fn media(accept: &str) -> Result<Media, Fault> {
        let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
        Media::negotiate(&[Media::GeoJson, Media::Csv, Media::Html], &Params::read("").unwrap(), &request)
    }

    #[test]
    fn the_best_quality_wins_and_json_means_geojson() {
        assert_eq!(media("text/html,application/xhtml+xml,*/*;q=0.8").unwrap(), Media::Html);
        assert_eq!(media("application/json").unwrap(), Media::GeoJson);
        assert_eq!(media("text/csv;q=0.5, text/html;q=0.4").unwrap(), Media::Csv);
        assert_eq!(media("image/png").unwrap_err().code, "not-acceptable");
    }

    #[test]
    fn the_address_wins_over_the_header() {
        let request = TestRequest::default().insert_header(("accept", "text/html")).to_http_request();
        let offered = [Media::GeoJson, Media::Csv, Media::Html];
        assert_eq!(Media::negotiate(&offered, &Params::read("f=json").unwrap(), &request).unwrap(), Media::GeoJson);
        assert_eq!(Media::negotiate(&offered, &Params::read("f=xml").unwrap(), &request).unwrap_err().code, "unknown-format");
    }

    #[test]
    fn languages_come_by_preference_and_default_to_french() {
        let lang = |value: &str| preferred_language(&TestRequest::default().insert_header(("accept-language", value)).to_http_request());
        assert_eq!(lang("en-GB,fr;q=0.5"), Lang::En);
        assert_eq!(lang("de, fr-FR;q=0.9, en;q=0.8"), Lang::Fr);
        assert_eq!(lang("ja"), Lang::Fr);
    }
}

//! The map application and the style of pages, held in the program itself.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::answer::Answer;
use super::app::{Part, no_links};
use super::ask::state;
use super::bodies::{Body, Tag, is_named_by};
use super::coding::{Coding, Effort};
use super::here::Here;
use super::manners::FRAMED_POLICY;
use super::media::preferred_language;
use super::page;
use super::problem::{internal, of_status};
use super::recall::VARY;
use super::route::read;
use crate::domain::Text;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

/// The built map. A build without it is whole but for the map.
#[derive(RustEmbed)]
#[folder = "web/dist/"]
#[allow_missing = true]
struct Map;

fn routes(config: &mut ServiceConfig) {
    config.service(read("/page.css", style)).service(read("/embed", embed)).service(read("/{file:.+\\.[a-z0-9]+}", get));
}

async fn style(request: HttpRequest) -> Answer {
    serve(&request, "page.css", page::STYLE.as_bytes().to_vec()).await
}

async fn get(request: HttpRequest, path: Path<String>) -> Answer {
    let file = Map::get(&path).ok_or_else(|| of_status(StatusCode::NOT_FOUND))?;
    serve(&request, &path, bytes(file)).await
}

/// The map alone, for a frame in any page: the one answer that others may frame.
async fn embed(request: HttpRequest) -> Answer {
    let mut response = index(&request).await?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(FRAMED_POLICY));
    Ok(response)
}

/// The map's own page, or a word on how to build it.
pub async fn index(request: &HttpRequest) -> Answer {
    match Map::get("index.html") {
        Some(file) => serve(request, "index.html", bytes(file)).await,
        None => serve(request, "index.html", not_built(request).into_bytes()).await,
    }
}

fn bytes(file: EmbeddedFile) -> Vec<u8> {
    file.data.into_owned()
}

/// A file, coded once. Names under `assets/` carry a hash of the content: they never change.
async fn serve(request: &HttpRequest, name: &str, content: Vec<u8>) -> Answer {
    let coding = Coding::negotiate(request);
    let tag = Tag::of_bytes(&content, coding);
    let caching = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::ETAG, tag.as_str()))
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::VARY, VARY))
        .insert_header((header::CONTENT_TYPE, content_type(name)));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|header| header.to_str().ok());
    if known.is_some_and(|header| is_named_by(tag.as_str(), header)) {
        return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
    }
    let make = async { Body::new(content, coding, Effort::Quick, None).map_err(|_memory| internal()) };
    let body = state(request).bodies.get_or_make(&tag, make).await?;
    if body.coding != Coding::Identity {
        response.insert_header((header::CONTENT_ENCODING, body.coding.word()));
    }
    Ok(response.body(body.bytes))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn not_built(request: &HttpRequest) -> String {
    let here = Here { base: String::new(), path: "/".to_owned(), query: Vec::new(), lang: preferred_language(request), fictional: false };
    let words = Text::new(
        "La carte n’est pas dans ce programme : « make build » la construit. Les données restent accessibles par le lien ci-dessus.",
        "The map is not in this program: “make build” makes it. The data are still there behind the link above.",
    );
    page::document(&here, "Maillage", &format!("<p>{}</p>\n", page::escaped(words.get(here.lang))))
}

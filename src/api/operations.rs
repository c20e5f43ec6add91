//! `GET /healthz`, `/readyz`, `/metrics`: for those who keep the server running.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, ServiceConfig};

use super::app::{Part, no_links};
use super::problem::Refusal;
use super::route::read;
use super::state::{State, not_ready};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/healthz", alive)).service(read("/readyz", ready)).service(read("/metrics", figures));
}

/// Says that the process answers.
#[utoipa::path(get, path = "/healthz", tag = "Operations", responses((status = 200, description = "It answers", body = String, content_type = "text/plain")))]
pub async fn alive() -> HttpResponse {
    plain("ok\n".to_owned())
}

/// Says whether a snapshot is loaded and the store answers.
#[utoipa::path(get, path = "/readyz", tag = "Operations", responses((status = 200, description = "It is ready", body = String, content_type = "text/plain"), (status = 503)))]
pub async fn ready(state: Data<State>) -> Result<HttpResponse, Refusal> {
    if state.is_ready() { Ok(plain("ready\n".to_owned())) } else { Err(not_ready().into()) }
}

/// Gives the figures of this process, for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "Operations", responses((status = 200, description = "The figures", body = String, content_type = "text/plain")))]
pub async fn figures(state: Data<State>) -> HttpResponse {
    plain(state.figures.render())
}

fn plain(words: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(words)
}

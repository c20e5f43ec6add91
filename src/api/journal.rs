//! What the operator sees: one line a request, and figures for Prometheus.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest};
use metrics::{Counter, Histogram, counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use super::recall::Route;
use crate::atlas::Atlas;

/// Upper bounds of the latency histogram, in seconds.
const LATENCIES: [f64; 11] = [0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0];

/// Where figures go: one recorder a process, whatever the number of servers.
///
/// # Errors
/// When another recorder is installed already.
pub fn recorder() -> io::Result<PrometheusHandle> {
    static RECORDER: Mutex<Option<PrometheusHandle>> = Mutex::new(None);
    let mut recorder = RECORDER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = recorder.as_ref() {
        return Ok(handle.clone());
    }
    let builder = PrometheusBuilder::new().set_buckets(&LATENCIES).map_err(io::Error::other)?;
    let handle = builder.install_recorder().map_err(io::Error::other)?;
    describe();
    *recorder = Some(handle.clone());
    Ok(handle)
}

fn describe() {
    metrics::describe_counter!("maillage_requests_total", "Requests answered, by route, method and status.");
    metrics::describe_histogram!("maillage_request_seconds", "Time to answer a request, by route.");
    metrics::describe_gauge!("maillage_snapshot_build_seconds", "Time to build and prepare the snapshot served.");
    metrics::describe_gauge!("maillage_zones", "Zones of the snapshot served, by geography.");
    metrics::describe_gauge!("maillage_services", "Services of the snapshot served.");
}

/// Notes the snapshot that is served from now on.
pub fn served(atlas: &Atlas) {
    gauge!("maillage_services").set(atlas.services.len() as f64);
    for (geography, layer) in &atlas.layers {
        gauge!("maillage_zones", "geography" => geography.code()).set(layer.zones.len() as f64);
    }
}

/// Notes how long a snapshot took to build and prepare.
pub fn built(took: Duration) {
    gauge!("maillage_snapshot_build_seconds").set(took.as_secs_f64());
}

/// Writes one line a request and counts it. Neither the client's address nor the query is written: a query may
/// hold the place where someone stands.
pub async fn note(request: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let start = Instant::now();
    let response = next.call(request).await?;
    let took = start.elapsed();
    let (request, status) = (response.request(), response.status().as_u16());
    let route = route(request);
    let method = named(request.method());
    let bytes = match response.response().body().size() {
        BodySize::Sized(bytes) => bytes,
        BodySize::None | BodySize::Stream => 0,
    };
    tracing::info!(
        target: "maillage::access",
        method, path = request.path(), status, bytes, milliseconds = took.as_secs_f64() * 1e3,
    );
    METERS.with_borrow_mut(|meters| {
        let (counter, histogram) = meters.entry((route, method, status)).or_insert_with_key(meters_of);
        counter.increment(1);
        histogram.record(took.as_secs_f64());
    });
    Ok(response)
}

thread_local! {
    /// The figures of each kind of answer: looking them up by their names costs more than counting.
    static METERS: RefCell<HashMap<Kind, (Counter, Histogram)>> = RefCell::default();
}

/// The route, the method and the status of an answer.
type Kind = (Arc<str>, &'static str, u16);

fn meters_of((route, method, status): &Kind) -> (Counter, Histogram) {
    let counted = counter!("maillage_requests_total", "route" => Arc::clone(route), "method" => *method, "status" => status.to_string());
    (counted, histogram!("maillage_request_seconds", "route" => Arc::clone(route)))
}

/// The pattern of the address; an answer from memory carries its own.
fn route(request: &HttpRequest) -> Arc<str> {
    let remembered = request.extensions().get::<Route>().map(|route| Arc::clone(&route.0));
    remembered.or_else(|| request.match_pattern().map(Into::into)).unwrap_or_else(|| "unknown".into())
}

/// A method's name; what is not a usual one shares a name, so that nobody can multiply the figures.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

//! How an address is registered: its methods, `OPTIONS`, and a named refusal of every other method.

use actix_web::http::header;
use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, Route, guard, web};

use super::problem::{Refusal, of_status};

/// An address that is read: `GET` and `HEAD`.
pub fn read<R: FromRequest + 'static>(path: &str, reads: impl Answers<R>) -> Resource {
    resource(path, "GET, HEAD, OPTIONS").route(gets(reads))
}

/// An address that is read, and that a body is sent to as well: `GET`, `HEAD` and `POST`.
pub fn read_and_submit<R: FromRequest + 'static, S: FromRequest + 'static>(
    path: &str,
    reads: impl Answers<R>,
    takes: impl Answers<S>,
) -> Resource {
    resource(path, "GET, HEAD, POST, OPTIONS").route(gets(reads)).route(web::post().to(takes))
}

/// An address that a body is sent to: `POST`.
pub fn submit<S: FromRequest + 'static>(path: &str, takes: impl Answers<S>) -> Resource {
    resource(path, "POST, OPTIONS").route(web::post().to(takes))
}

/// An address that is read, and that what it names is taken away from: `GET`, `HEAD` and `DELETE`.
pub fn read_and_remove<R: FromRequest + 'static, D: FromRequest + 'static>(
    path: &str,
    reads: impl Answers<R>,
    removes: impl Answers<D>,
) -> Resource {
    resource(path, "GET, HEAD, DELETE, OPTIONS").route(gets(reads)).route(web::delete().to(removes))
}

/// An address that is read, that a body is sent to, and that what it names is taken away from: `GET`, `HEAD`, `POST` and `DELETE`.
pub fn read_submit_and_remove<R: FromRequest + 'static, S: FromRequest + 'static, D: FromRequest + 'static>(
    path: &str,
    reads: impl Answers<R>,
    takes: impl Answers<S>,
    removes: impl Answers<D>,
) -> Resource {
    let resource = resource(path, "GET, HEAD, POST, DELETE, OPTIONS").route(gets(reads));
    resource.route(web::post().to(takes)).route(web::delete().to(removes))
}

/// An address that is read, that part of what it names is changed at, and taken away from: `GET`, `HEAD`, `PATCH` and `DELETE`.
pub fn read_change_and_remove<R: FromRequest + 'static, C: FromRequest + 'static, D: FromRequest + 'static>(
    path: &str,
    reads: impl Answers<R>,
    changes: impl Answers<C>,
    removes: impl Answers<D>,
) -> Resource {
    let resource = resource(path, "GET, HEAD, PATCH, DELETE, OPTIONS").route(gets(reads));
    resource.route(web::patch().to(changes)).route(web::delete().to(removes))
}

/// An address of which what it names is taken away: `DELETE`.
pub fn remove<D: FromRequest + 'static>(path: &str, removes: impl Answers<D>) -> Resource {
    resource(path, "DELETE, OPTIONS").route(web::delete().to(removes))
}

/// What answers a request: the arguments it takes are read from it, what it gives becomes the response.
pub trait Answers<Args>: Handler<Args, Output: Responder + 'static> {}

impl<Args, F: Handler<Args, Output: Responder + 'static>> Answers<Args> for F {}

fn gets<R: FromRequest + 'static>(reads: impl Answers<R>) -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(reads)
}

fn resource(path: &str, methods: &'static str) -> Resource {
    let options = move || async move { HttpResponse::NoContent().insert_header((header::ALLOW, methods)).finish() };
    let refuse = move || async move {
        let refusal = Refusal::from(of_status(actix_web::http::StatusCode::METHOD_NOT_ALLOWED));
        let mut response = HttpResponse::from_error(refusal);
        response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(methods));
        response
    };
    web::resource(path.to_owned()).route(web::method(actix_web::http::Method::OPTIONS).to(options)).default_service(web::route().to(refuse))
}

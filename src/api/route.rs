//! How an address is registered: its methods, `OPTIONS`, and a named refusal of every other method.

use actix_web::http::header;
use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, guard, web};

use super::problem::{Refusal, of_status};

/// An address that is read: `GET` and `HEAD`.
pub fn read<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let reads = guard::Any(guard::Get()).or(guard::Head());
    resource(path, "GET, HEAD, OPTIONS").route(web::route().guard(reads).to(handler))
}

/// An address that is read, and that a body is sent to as well: `GET`, `HEAD` and `POST`.
pub fn read_and_submit<F, G, Read, Sent>(path: &str, reads: F, takes: G) -> Resource
where
    F: Handler<Read>,
    Read: FromRequest + 'static,
    F::Output: Responder + 'static,
    G: Handler<Sent>,
    Sent: FromRequest + 'static,
    G::Output: Responder + 'static,
{
    let read = guard::Any(guard::Get()).or(guard::Head());
    let resource = resource(path, "GET, HEAD, POST, OPTIONS");
    resource.route(web::route().guard(read).to(reads)).route(web::post().to(takes))
}

/// An address that a body is sent to: `POST`.
pub fn submit<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    resource(path, "POST, OPTIONS").route(web::post().to(handler))
}

/// An address that is read, and that what it names is taken away from: `GET`, `HEAD` and `DELETE`.
pub fn read_and_remove<F, G, Read, Removed>(path: &str, reads: F, removes: G) -> Resource
where
    F: Handler<Read>,
    Read: FromRequest + 'static,
    F::Output: Responder + 'static,
    G: Handler<Removed>,
    Removed: FromRequest + 'static,
    G::Output: Responder + 'static,
{
    let read = guard::Any(guard::Get()).or(guard::Head());
    let resource = resource(path, "GET, HEAD, DELETE, OPTIONS");
    resource.route(web::route().guard(read).to(reads)).route(web::delete().to(removes))
}

/// An address that is read, that a body is sent to, and that what it names is taken away from: `GET`, `HEAD`, `POST` and `DELETE`.
pub fn read_submit_and_remove<F, G, H, Read, Sent, Removed>(path: &str, reads: F, takes: G, removes: H) -> Resource
where
    F: Handler<Read>,
    Read: FromRequest + 'static,
    F::Output: Responder + 'static,
    G: Handler<Sent>,
    Sent: FromRequest + 'static,
    G::Output: Responder + 'static,
    H: Handler<Removed>,
    Removed: FromRequest + 'static,
    H::Output: Responder + 'static,
{
    let read = guard::Any(guard::Get()).or(guard::Head());
    let resource = resource(path, "GET, HEAD, POST, DELETE, OPTIONS");
    resource.route(web::route().guard(read).to(reads)).route(web::post().to(takes)).route(web::delete().to(removes))
}

/// An address that what it names is taken away from: `DELETE`.
pub fn remove<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    resource(path, "DELETE, OPTIONS").route(web::delete().to(handler))
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

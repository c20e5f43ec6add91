//! Parts of a body (RFC 9110, section 14): what reads files from afar (GDAL, `DuckDB`, a browser) asks for some
//! bytes at a time. One range at a time, of bodies as they are; anything else is answered whole, as the standard allows.

use std::ops::Range;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

/// Answers with the part asked for of an answer that is whole and named by a tag.
pub async fn in_parts(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let asked = asked(&request);
    let mut response = next.call(request).await?;
    if !is_a_whole(&response) {
        return Ok(response);
    }
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    match asked {
        Some(asked) if asked.still_holds(response.headers()) => Ok(part(response, &asked.range)),
        _ => Ok(response),
    }
}

/// The range of a request, and the tag of the body it continues.
struct Asked {
    range: String,
    of: Option<HeaderValue>,
}

impl Asked {
    fn still_holds(&self, headers: &HeaderMap) -> bool {
        self.of.as_ref().is_none_or(|tag| headers.get(header::ETAG) == Some(tag))
    }
}

fn asked(request: &ServiceRequest) -> Option<Asked> {
    let range = request.headers().get(header::RANGE)?.to_str().ok()?.to_owned();
    (*request.method() == Method::GET).then(|| Asked { range, of: request.headers().get(header::IF_RANGE).cloned() })
}

fn is_a_whole(response: &ServiceResponse) -> bool {
    let headers = response.headers();
    response.status() == StatusCode::OK && headers.contains_key(header::ETAG) && !headers.contains_key(header::CONTENT_ENCODING)
}

fn part(response: ServiceResponse, range: &str) -> ServiceResponse {
    let (request, response) = response.into_parts();
    let (mut response, body) = response.into_parts();
    let whole = match body.try_into_bytes() {
        Ok(whole) => whole,
        Err(flowing) => return ServiceResponse::new(request, response.set_body(flowing)),
    };
    let (body, said) = match read(range, whole.len()) {
        Read::Part(part) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            (whole.slice(part.clone()), Some(format!("bytes {}-{}/{}", part.start, part.end - 1, whole.len())))
        }
        Read::Beyond => {
            let mut refused = HttpResponse::new(StatusCode::RANGE_NOT_SATISFIABLE);
            insert_range(refused.headers_mut(), &format!("bytes */{}", whole.len()));
            return ServiceResponse::new(request, refused);
        }
        Read::Whole => (whole, None),
    };
    if let Some(said) = said {
        insert_range(response.headers_mut(), &said);
    }
    ServiceResponse::new(request, response.set_body(BoxBody::new(body)))
}

fn insert_range(headers: &mut HeaderMap, said: &str) {
    if let Ok(said) = HeaderValue::from_str(said) {
        headers.insert(header::CONTENT_RANGE, said);
    }
}

/// What a range means for a body of so many bytes.
#[derive(Debug, PartialEq)]
enum Read {
    Part(Range<usize>),
    Beyond,
    Whole,
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-50`; what is not one such range is no range.
fn read(range: &str, length: usize) -> Read {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|bounds| bounds.trim().split_once('-')) else { return Read::Whole };
    let number = |word: &str| word.parse::<usize>().ok();
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Read::Whole,
        (Some(first), _) if first >= length && (last.is_empty() || number(last).is_some()) => Read::Beyond,
        (Some(first), Some(last)) => Read::Part(first..last.saturating_add(1).min(length)),
        (Some(first), None) if last.is_empty() => Read::Part(first..length),
        (None, Some(0)) if first.is_empty() => Read::Beyond,
        (None, Some(suffix)) if first.is_empty() && length > 0 => Read::Part(length.saturating_sub(suffix)..length),
        _ => Read::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_to_the_body_and_what_is_none_gives_the_whole() {
        assert_eq!(read("bytes=0-9", 100), Read::Part(0..10));
        assert_eq!(read("bytes=90-", 100), Read::Part(90..100));
        assert_eq!(read("bytes=-10", 100), Read::Part(90..100));
        assert_eq!(read("bytes=-500", 100), Read::Part(0..100));
        assert_eq!(read("bytes=50-18446744073709551615", 100), Read::Part(50..100));
        for beyond in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(read(beyond, 100), Read::Beyond, "{beyond}");
        }
        for none in ["bytes=9-0", "bytes=a-b", "bytes=0-1,5-6", "bytes=", "bytes=-", "lines=0-1", "bytes=200-x"] {
            assert_eq!(read(none, 100), Read::Whole, "{none}");
        }
        assert_eq!(read("bytes=-1", 0), Read::Whole);
    }
}

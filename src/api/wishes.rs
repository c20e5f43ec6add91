//! What a client wishes, in headers whose values come with qualities (RFC 9110, section 12.4.2).

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;

/// One value of such a header.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// The value, in small letters: `text/html`, `gzip`, `*`.
    pub word: String,
    /// How much it is wished: from 0, which refuses it, to 1.
    pub quality: f32,
}

/// The wishes of a header, in the order written; `None` when it is absent or empty.
pub fn of(request: &HttpRequest, name: HeaderName) -> Option<Vec<Wish>> {
    let lines = request.headers().get_all(name).filter_map(|line| line.to_str().ok());
    let wishes: Vec<_> = lines.flat_map(|line| line.split(',')).filter_map(wish).collect();
    (!wishes.is_empty()).then_some(wishes)
}

/// A quality that cannot be read refuses nothing and prefers nothing: it counts as none given.
fn wish(entry: &str) -> Option<Wish> {
    let mut parts = entry.split(';').map(str::trim);
    let word = parts.next().filter(|word| !word.is_empty())?.to_ascii_lowercase();
    let given = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let quality = given.and_then(|quality| quality.parse().ok()).filter(|quality| (0.0..=1.0).contains(quality)).unwrap_or(1.0);
    Some(Wish { word, quality })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::ACCEPT;
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn wishes_of_several_lines_are_read_in_order_with_their_qualities() {
        let request =
            TestRequest::default().append_header(("accept", "A/b;q=0.5, c")).append_header(("accept", "d;q=0, ,e;q=x")).to_http_request();
        let read: Vec<_> = of(&request, ACCEPT).unwrap().into_iter().map(|wish| (wish.word, wish.quality)).collect();
        assert_eq!(read, [("a/b".into(), 0.5), ("c".into(), 1.0), ("d".into(), 0.0), ("e".into(), 1.0)]);
        assert_eq!(of(&TestRequest::default().insert_header(("accept", " ")).to_http_request(), ACCEPT), None);
    }
}

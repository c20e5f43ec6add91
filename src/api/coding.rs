//! How a body is coded on its way: by what the client takes, and with how much effort.

use std::io::{self, Write};

use actix_web::HttpRequest;
use actix_web::http::header;

use super::press;
use super::wishes::{self, Wish};

/// A coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// As it is.
    Identity,
    /// gzip.
    Gzip,
    /// Brotli.
    Brotli,
    /// Zstandard (RFC 8878).
    Zstd,
}

/// How hard to press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effort {
    /// While someone waits for what hardly presses: the numbers of a tile.
    Least,
    /// While someone waits.
    Quick,
    /// Once for as long as the snapshot is served.
    Best,
}

impl Effort {
    /// What tells the bytes of one effort from those of the other in a tag.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Least => "least",
            Self::Quick => "quick",
            Self::Best => "best",
        }
    }
}

/// Up to this many bytes the best effort goes all the way; beyond, it would take seconds of a core a body.
const PRESSED_HARD: usize = 64 << 10;

impl Coding {
    /// All of them, the preferred first: at the same size Zstandard is written and read several times faster than
    /// Brotli.
    pub const ALL: [Self; 4] = [Self::Zstd, Self::Brotli, Self::Gzip, Self::Identity];

    /// The word of `Content-Encoding`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    /// The coding a client wishes most; among equals, the first of [`Coding::ALL`]. A client that refuses every
    /// one gets the body as it is (RFC 9110, section 12.5.3).
    pub fn negotiate(request: &HttpRequest) -> Self {
        let Some(wished) = wishes::of(request, header::ACCEPT_ENCODING) else { return Self::Identity };
        let ranked = Self::ALL.map(|coding| (coding.wished(&wished), coding));
        let best = ranked.into_iter().rev().max_by(|(a, _), (b, _)| a.total_cmp(b));
        best.filter(|(quality, _)| *quality > 0.0).map_or(Self::Identity, |(_, coding)| coding)
    }

    /// A coding not named is wished as much as `*` is; the body as it is, then, is taken for want of better.
    fn wished(self, wishes: &[Wish]) -> f32 {
        let quality = |word: &str| wishes.iter().find(|wish| wish.word == word).map(|wish| wish.quality);
        let unnamed = if self == Self::Identity { f32::MIN_POSITIVE } else { 0.0 };
        quality(self.word()).or_else(|| quality("*")).unwrap_or(unnamed)
    }

    /// Codes a body.
    ///
    /// # Errors
    /// When coding fails, which memory alone can cause.
    pub fn coded(self, plain: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
        let hard = effort == Effort::Best && plain.len() <= PRESSED_HARD;
        match self {
            Self::Identity => Ok(plain.to_vec()),
            Self::Gzip => press::gzip(plain, effort, hard),
            Self::Brotli => {
                let quality = match (effort, hard) {
                    (Effort::Least, _) => 2,
                    (Effort::Quick, _) => 5,
                    (Effort::Best, false) => 9,
                    (Effort::Best, true) => 11,
                };
                let mut writer = brotli::CompressorWriter::new(Vec::with_capacity(plain.len() / 4), 1 << 16, quality, 22);
                writer.write_all(plain)?;
                Ok(writer.into_inner())
            }
            Self::Zstd => press::zstd(plain, effort, hard),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::test::TestRequest;

    use super::*;

    fn negotiated(accept: &str) -> Coding {
        Coding::negotiate(&TestRequest::default().insert_header(("accept-encoding", accept)).to_http_request())
    }

    #[test]
    fn the_coding_wished_most_wins_and_a_refused_one_never() {
        assert_eq!(negotiated("gzip, deflate, br, zstd"), Coding::Zstd);
        assert_eq!(negotiated("gzip, deflate, br"), Coding::Brotli);
        assert_eq!(negotiated("gzip;q=1.0, br;q=0.5, zstd;q=0.1"), Coding::Gzip);
        assert_eq!(negotiated("zstd;q=0, *"), Coding::Brotli);
        assert_eq!(negotiated("*;q=0.5, br;q=0.2"), Coding::Zstd);
        assert_eq!(negotiated("identity, gzip;q=0.5"), Coding::Identity);
        assert_eq!(negotiated("gzip;q=0.001"), Coding::Gzip);
        for none in ["", "deflate", "identity", "*;q=0", "identity;q=0", "gzip;q=0"] {
            assert_eq!(negotiated(none), Coding::Identity, "{none}");
        }
        assert_eq!(Coding::negotiate(&TestRequest::default().to_http_request()), Coding::Identity);
    }

    #[test]
    fn every_coding_gives_the_body_back_whatever_the_effort() {
        let plain = br#"{"type":"Feature","properties":{"code":"340720101"}}"#.repeat(40);
        let efforts = [Effort::Least, Effort::Quick, Effort::Best];
        for (coding, effort) in Coding::ALL.into_iter().flat_map(|coding| efforts.map(|effort| (coding, effort))) {
            let coded = coding.coded(&plain, effort).unwrap();
            let mut back = Vec::new();
            match coding {
                Coding::Identity => back = coded,
                Coding::Gzip => drop(flate2::read::GzDecoder::new(coded.as_slice()).read_to_end(&mut back).unwrap()),
                Coding::Brotli => drop(brotli::Decompressor::new(coded.as_slice(), 4_096).read_to_end(&mut back).unwrap()),
                Coding::Zstd => back = zstd::bulk::decompress(&coded, plain.len()).unwrap(),
            }
            assert!(back == plain, "{coding:?} {effort:?}");
        }
    }
}

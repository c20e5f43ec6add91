//! gzip and Zstandard of a whole body in one go. What presses while someone waits is kept by its thread: making it takes several times
//! as long as pressing a tile.

use std::cell::RefCell;
use std::io;

use libdeflater::{CompressionLvl, Compressor};

use super::coding::Effort;

const LEAST_GZIP: i32 = 1;
const QUICK_GZIP: i32 = 6;
const QUICK_ZSTD: i32 = 3;

thread_local! {
    static LEAST: RefCell<Option<Compressor>> = const { RefCell::new(None) };
    static QUICK: RefCell<Option<Compressor>> = const { RefCell::new(None) };
    static ZSTD: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
}

/// A body as gzip (RFC 1952); `hard` presses as hard as can be.
///
/// # Errors
/// When memory runs out.
pub fn gzip(plain: &[u8], effort: Effort, hard: bool) -> io::Result<Vec<u8>> {
    match effort {
        Effort::Least => LEAST.with_borrow_mut(|kept| gzip_by(kept.get_or_insert_with(|| of_level(LEAST_GZIP)), plain)),
        Effort::Quick => QUICK.with_borrow_mut(|kept| gzip_by(kept.get_or_insert_with(|| of_level(QUICK_GZIP)), plain)),
        Effort::Best => gzip_by(&mut of_level(if hard { 12 } else { 9 }), plain),
    }
}

fn of_level(level: i32) -> Compressor {
    Compressor::new(CompressionLvl::new(level).unwrap_or_default())
}

fn gzip_by(press: &mut Compressor, plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut pressed = vec![0; press.gzip_compress_bound(plain.len())];
    let length = press.gzip_compress(plain, &mut pressed).map_err(io::Error::other)?;
    pressed.truncate(length);
    pressed.shrink_to_fit();
    Ok(pressed)
}

/// A body as Zstandard (RFC 8878); `hard` presses as hard as can be.
///
/// # Errors
/// When memory runs out.
pub fn zstd(plain: &[u8], effort: Effort, hard: bool) -> io::Result<Vec<u8>> {
    let level = match effort {
        Effort::Best => return zstd::bulk::compress(plain, if hard { 19 } else { 12 }),
        Effort::Least | Effort::Quick => QUICK_ZSTD,
    };
    ZSTD.with_borrow_mut(|kept| {
        let press = match kept {
            Some(press) => press,
            None => kept.insert(zstd::bulk::Compressor::new(level)?),
        };
        press.compress(plain)
    })
}

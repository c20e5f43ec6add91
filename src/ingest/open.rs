//! Opening a file with suspicion: how large it is, whether it is data.

use std::fs;
use std::path::Path;

use crate::domain::{Fault, Text};
use crate::sources::decode;
use crate::text;

/// At most so many bytes in a file: the largest IRIS and network files of the country are below it.
const MAX_FILE: u64 = 1 << 30;

/// The whole content of a file.
///
/// # Errors
/// `file-unreadable` or `file-too-large`.
pub fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let unreadable = |cause: std::io::Error| {
        Fault::new(
            "file-unreadable",
            text!("le fichier ne s’ouvre pas ({cause})", "the file does not open ({cause})"),
            Text::new("vérifier le chemin et les droits de lecture", "check the path and the right to read it"),
        )
    };
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_FILE {
        let (size, most) = (size >> 20, MAX_FILE >> 20);
        return Err(Fault::new(
            "file-too-large",
            text!("le fichier pèse {size} Mio", "the file weighs {size} MiB"),
            text!("au plus {most} Mio : extraire le territoire voulu", "at most {most} MiB: extract the territory wanted"),
        ));
    }
    fs::read(path).map_err(unreadable)
}

/// A small text file of settings.
///
/// # Errors
/// Those of [`read`] and of [`decode::decode`].
pub fn text(path: &Path) -> Result<String, Fault> {
    Ok(decode::decode(&read(path)?, None)?.text.into_owned())
}

/// Refuses what a browser saved in place of data.
///
/// # Errors
/// `empty-file` or `html-not-data`.
pub fn refuse_what_is_not_data(bytes: &[u8]) -> Result<(), Fault> {
    decode::refuse_what_is_not_data(&decode::head(bytes, 512))
}

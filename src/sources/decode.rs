//! Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252, the habit
//! of French spreadsheets. What cannot be any of these is a named fault.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::domain::{Fault, Text};
use crate::text;

/// Text and what had to be assumed to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without byte-order mark.
    pub text: Cow<'a, str>,
    /// The assumption, when the bytes were not UTF-8 or had lost characters before.
    pub remark: Option<Text>,
}

/// Decodes a whole file.
///
/// # Errors
/// `empty-file`, `html-not-data`, `not-text` or `wrong-encoding` (with the row of the first bad character).
pub fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Result<Decoded<'a>, Fault> {
    let (encoding, mark) = match (declared, Encoding::for_bom(bytes)) {
        (Some(label), _) => (named(label)?, None),
        (None, Some((encoding, _))) => (encoding, Some(encoding)),
        (None, None) => (guess(bytes), None),
    };
    if mark.is_none() && bytes.contains(&0) {
        return Err(not_text());
    }
    let (decoded, malformed) = encoding.decode_with_bom_removal(bytes);
    if malformed {
        return Err(wrong_encoding(encoding, decoded.split('\u{FFFD}').next().unwrap_or_default()));
    }
    refuse_what_is_not_data(&decoded)?;
    match decoded.find(is_control) {
        Some(_) if encoding == UTF_8 => Ok(Decoded { text: Cow::Owned(mended(&decoded)), remark: Some(mended_remark()) }),
        Some(bad) => Err(wrong_encoding(encoding, decoded.get(..bad).unwrap_or_default())),
        None => Ok(Decoded { remark: remark(encoding, &decoded), text: decoded }),
    }
}

/// The control characters from U+0080 to U+009F: no text means them.
fn is_control(c: char) -> bool {
    ('\u{80}'..='\u{9F}').contains(&c)
}

/// Windows-1252 taken for Latin-1 on its way into UTF-8 leaves control characters in place of « ’ »,
/// « œ », « € »: they are given back.
fn mended(text: &str) -> String {
    let meant = |c: char| match u8::try_from(c) {
        Ok(byte) if is_control(c) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().filter(|c| !is_control(*c)),
        _ => Some(c),
    };
    text.chars().map(|c| meant(c).unwrap_or('\u{FFFD}')).collect()
}

fn mended_remark() -> Text {
    Text::new(
        "caractères de Windows-1252 égarés dans de l’UTF-8 (« ’ », « œ », « € ») : rendus",
        "Windows-1252 characters astray in UTF-8 (“’”, “œ”, “€”): given back",
    )
}

/// The beginning of a file as text, for recognition only: never fails, at most `limit` bytes.
pub fn head(bytes: &[u8], limit: usize) -> String {
    let bytes = bytes.get(..limit).unwrap_or(bytes);
    let encoding = Encoding::for_bom(bytes).map_or_else(|| guess(bytes), |(encoding, _)| encoding);
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}

/// Refuses what carries no data at all.
///
/// # Errors
/// `empty-file` or `html-not-data`.
pub fn refuse_what_is_not_data(text: &str) -> Result<(), Fault> {
    let start: String = text.trim_start().chars().take(64).collect::<String>().to_ascii_lowercase();
    if start.is_empty() {
        return Err(Fault::new(
            "empty-file",
            Text::new("le fichier est vide", "the file is empty"),
            Text::new("le télécharger à nouveau", "download it again"),
        ));
    }
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Err(Fault::new(
            "html-not-data",
            Text::new("le fichier est une page web, pas des données", "the file is a web page, not data"),
            Text::new(
                "le lien a sans doute mené à une page d’erreur ou de connexion : télécharger le fichier lui-même",
                "the link probably led to an error or sign-in page: download the file itself",
            ),
        ));
    }
    Ok(())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // A head may cut a character in two: only a malformed sequence before the end tells.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

fn named(label: &str) -> Result<&'static Encoding, Fault> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        Fault::new(
            "unknown-encoding",
            text!("codage inconnu : « {label} »", "unknown encoding: “{label}”"),
            Text::new("par exemple utf-8, windows-1252 ou macintosh", "for example utf-8, windows-1252 or macintosh"),
        )
    })
}

fn remark(encoding: &'static Encoding, text: &str) -> Option<Text> {
    if encoding != UTF_8 {
        let name = encoding.name();
        return Some(text!("lu comme {name}, car le fichier n’est pas en UTF-8", "read as {name}, for the file is not UTF-8"));
    }
    text.contains('\u{FFFD}').then(|| {
        Text::new(
            "des caractères étaient déjà perdus dans le fichier (« \u{FFFD} »)",
            "characters were already lost in the file (“\u{FFFD}”)",
        )
    })
}

fn not_text() -> Fault {
    Fault::new(
        "not-text",
        Text::new("le fichier contient des octets nuls : ce n’est pas du texte", "the file holds null bytes: it is not text"),
        Text::new("attendu : CSV, XLSX, XLS ou GeoJSON", "expected CSV, XLSX, XLS or GeoJSON"),
    )
}

fn wrong_encoding(encoding: &'static Encoding, before: &str) -> Fault {
    let (name, row) = (encoding.name(), before.matches('\n').count() as u64 + 1);
    Fault::new(
        "wrong-encoding",
        text!("un octet n’a pas de sens en {name}", "a byte has no meaning in {name}"),
        Text::new(
            "enregistrer le fichier en UTF-8, ou nommer son codage dans la correspondance (encoding)",
            "save the file as UTF-8, or name its encoding in the mapping (encoding)",
        ),
    )
    .at_row(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> (String, Option<u64>) {
        let fault = decode(bytes, None).unwrap_err();
        (fault.code, fault.place.row)
    }

    #[test]
    fn utf8_with_or_without_its_mark_reads_the_same_and_without_remark() {
        let plain = decode("é;1".as_bytes(), None).unwrap();
        assert_eq!(decode("\u{FEFF}é;1".as_bytes(), None).unwrap(), plain);
        assert_eq!(plain, Decoded { text: Cow::Borrowed("é;1"), remark: None });
    }

    #[test]
    fn windows_1252_is_read_and_said() {
        let decoded = decode(b"B\xe9n\xe9ficiaires \x80", None).unwrap();
        assert_eq!(decoded.text, "Bénéficiaires €");
        assert!(decoded.remark.unwrap().fr.contains("windows-1252"));
    }

    #[test]
    fn windows_1252_characters_astray_in_utf8_are_given_back() {
        let decoded = decode("l\u{92}\u{9C}uvre".as_bytes(), None).unwrap();
        assert_eq!(decoded.text, "l’œuvre");
        assert!(decoded.remark.unwrap().en.contains("astray"));
    }

    #[test]
    fn utf16_with_its_mark_is_read() {
        assert_eq!(decode(b"\xff\xfea\0;\0", None).unwrap().text, "a;");
    }

    #[test]
    fn what_is_not_data_has_a_name() {
        assert_eq!(code(b"").0, "empty-file");
        assert_eq!(code(b" \r\n ").0, "empty-file");
        assert_eq!(code(b"<!DOCTYPE html><html>").0, "html-not-data");
        assert_eq!(code(b"a;b\n\0\0\x01").0, "not-text");
    }

    #[test]
    fn a_byte_without_meaning_is_placed_at_its_row() {
        assert_eq!(code(b"a;b\nc\xe9;d\n\x81;e"), ("wrong-encoding".to_owned(), Some(3)));
        let declared = decode(b"a\nb\xe9c", Some("utf-8")).unwrap_err();
        assert_eq!((declared.code.as_str(), declared.place.row), ("wrong-encoding", Some(2)));
        assert_eq!(decode(b"a", Some("klingon")).unwrap_err().code, "unknown-encoding");
    }

    #[test]
    fn a_head_may_cut_a_character_without_becoming_windows_1252() {
        assert_eq!(head("aé".as_bytes(), 2), "a\u{FFFD}");
    }
}

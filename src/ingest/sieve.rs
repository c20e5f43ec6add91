//! Rows kept while a national table too large for memory is unpacked: those whose code begins as one of the codes wanted.

use std::io::{BufRead, Read};

use super::archive::MAX_UNPACKED;
use crate::domain::{Fault, Text};
use crate::text;

/// A header longer than this is none.
const LONGEST_HEADER: u64 = 1 << 20;

/// Which rows to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct Sieve {
    /// The column of the code.
    pub column: String,
    /// How the codes wanted begin.
    pub starts: Vec<String>,
}

/// The header and the rows kept, as a table of the same form.
///
/// # Errors
/// `missing-column`, `truncated-file`, `archive-too-large` when even what is kept does not fit in memory.
pub fn sifted(mut from: impl BufRead, sieve: &Sieve) -> Result<Vec<u8>, Fault> {
    let mut header = Vec::new();
    from.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut header).map_err(|_cause| truncated())?;
    let delimiter = delimiter(&header);
    let plain = header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&header);
    let mut columns = reader(delimiter).from_reader(plain);
    let names = columns.byte_records().next().and_then(Result::ok).unwrap_or_default();
    let wanted = sieve.column.as_bytes();
    let column =
        names.iter().position(|name| name.trim_ascii().eq_ignore_ascii_case(wanted)).ok_or_else(|| missing_column(&sieve.column))?;
    let mut kept = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    let broken = |_cause: csv::Error| truncated();
    kept.write_byte_record(&names).map_err(broken)?;
    let (mut rows, mut row, mut bytes) = (reader(delimiter).from_reader(from), csv::ByteRecord::new(), 0_u64);
    while rows.read_byte_record(&mut row).map_err(broken)? {
        let code = row.get(column).unwrap_or_default();
        if sieve.starts.iter().any(|start| code.starts_with(start.as_bytes())) {
            bytes += row.as_slice().len() as u64;
            if bytes > MAX_UNPACKED {
                return Err(too_many(&sieve.column));
            }
            kept.write_byte_record(&row).map_err(broken)?;
        }
    }
    kept.into_inner().map_err(|_cause| truncated())
}

fn reader(delimiter: u8) -> csv::ReaderBuilder {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter);
    reader
}

/// The mark that parts the header most often.
fn delimiter(header: &[u8]) -> u8 {
    let often = |mark: u8| header.split(|byte| *byte == mark).count();
    [b',', b'\t', b'|', b';'].into_iter().max_by_key(|mark| often(*mark)).unwrap_or(b';')
}

fn missing_column(column: &str) -> Fault {
    Fault::new(
        "missing-column",
        text!("la colonne {column} manque", "column {column} is missing"),
        Text::new(
            "le producteur l’a peut-être renommée : mettre le nouveau nom dans un catalogue.toml à vous",
            "the producer may have renamed it: put the new name in a catalogue.toml of your own",
        ),
    )
    .at_row(1)
    .in_column(column)
}

fn too_many(column: &str) -> Fault {
    Fault::new(
        "archive-too-large",
        text!("trop de lignes conviennent par {column}", "too many rows suit by {column}"),
        Text::new("demander un territoire plus petit", "ask for a smaller territory"),
    )
}

fn truncated() -> Fault {
    Fault::new(
        "truncated-file",
        Text::new("le tableau est incomplet ou abîmé", "the table is incomplete or damaged"),
        Text::new("le télécharger à nouveau", "download it again"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_the_territory_are_kept_as_they_are() {
        let table = "\u{feff}AN;NOMRS;DepCom;X\n2021;\"A; B\";34172;1\n2021;C;35001;2\n2021;D;34057;3\n";
        let sieve = Sieve { column: "DEPCOM".to_owned(), starts: vec!["34".to_owned(), "2A".to_owned()] };
        let kept = String::from_utf8(sifted(table.as_bytes(), &sieve).unwrap()).unwrap();
        assert_eq!(kept, "AN;NOMRS;DepCom;X\n2021;\"A; B\";34172;1\n2021;D;34057;3\n");
        let fault = sifted(b"a;b\n1;2\n".as_slice(), &sieve).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("missing-column", Some("DEPCOM")));
    }
}

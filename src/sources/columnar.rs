//! Parquet as a table: cells as one would type them, lists of words parted by `|`. Read row by row, without Arrow.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use chrono::{DateTime, Days, NaiveDate};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row as Record};

use super::table::{Row, Table};
use crate::domain::{Fault, Text};
use crate::text;

/// At most so many bytes unpacked, as the file itself tells.
const MAX_BYTES: i64 = 1 << 30;
/// At most so many cells: an empty column takes no byte in the file, and a place in memory.
const MAX_CELLS: i64 = 200_000_000;

type Reader = SerializedFileReader<Bytes>;

/// Whether the bytes start as Parquet does.
pub fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PAR1")
}

/// Whether it has columns of all these names.
pub fn has(bytes: &[u8], names: &[&str]) -> bool {
    is_parquet(bytes)
        && unshaken(|| Ok(columns(&opened(bytes)?)))
            .is_ok_and(|columns| names.iter().all(|name| columns.iter().any(|column| column == name)))
}

/// Reads every row; a row's number is its rank from 1.
///
/// # Errors
/// `bad-parquet` when it cannot be read, `file-too-large` when it says it swells beyond a gibibyte; `missing-column`
/// when a column of the signature is absent.
pub fn read(bytes: &[u8], signature: &[&str]) -> Result<Table, Fault> {
    unshaken(|| {
        let reader = opened(bytes)?;
        refuse_what_swells(&reader)?;
        let rows = reader
            .get_row_iter(None)
            .map_err(|cause| unreadable(&cause))?
            .zip(1..)
            .map(|(record, number)| row(&record.map_err(|cause| unreadable(&cause))?, number));
        let table = Table { columns: columns(&reader), rows: rows.collect::<Result<_, Fault>>()?, ..Table::default() };
        signature.iter().try_for_each(|column| table.require(column).map(drop))?;
        Ok(table)
    })
}

/// The decoder of damaged pages may give up by panicking: that is a fault of the file, not the end of the program.
fn unshaken<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_cause| Err(damaged("page incohérente", "incoherent page")))
}

fn opened(bytes: &[u8]) -> Result<Reader, Fault> {
    SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(|cause| unreadable(&cause))
}

fn columns(reader: &Reader) -> Vec<String> {
    reader.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_owned()).collect()
}

fn refuse_what_swells(reader: &Reader) -> Result<(), Fault> {
    let groups = reader.metadata().row_groups();
    let unpacked = groups.iter().fold(0_i64, |sum, group| sum.saturating_add(group.total_byte_size()));
    let cells = reader.metadata().file_metadata().num_rows().saturating_mul(columns(reader).len() as i64);
    if (0..=MAX_BYTES).contains(&unpacked) && (0..=MAX_CELLS).contains(&cells) {
        return Ok(());
    }
    let most = MAX_BYTES >> 20;
    Err(Fault::new(
        "file-too-large",
        Text::new("le fichier Parquet se déploie démesurément", "the Parquet file swells beyond measure"),
        text!("au plus {most} Mio déployés : extraire le territoire voulu", "at most {most} MiB unpacked: extract the territory wanted"),
    ))
}

fn row(record: &Record, number: u64) -> Result<Row, Fault> {
    let cells =
        record.get_column_iter().map(|(name, field)| written(field).ok_or_else(|| no_cell(name, number))).collect::<Result<_, _>>()?;
    Ok(Row { number, cells, point: None })
}

/// A value as one would type it into a cell; `None` for what no table we know holds.
fn written(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).ok()?,
        Field::Bool(yes) => yes.to_string(),
        Field::Byte(number) => number.to_string(),
        Field::Short(number) => number.to_string(),
        Field::Int(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::UByte(number) => number.to_string(),
        Field::UShort(number) => number.to_string(),
        Field::UInt(number) => number.to_string(),
        Field::ULong(number) => number.to_string(),
        Field::Float(number) => finite(f64::from(*number), number.to_string()),
        Field::Double(number) => finite(*number, number.to_string()),
        Field::Date(days) => day(i64::from(*days))?.to_string(),
        Field::TimestampMillis(millis) => moment(DateTime::from_timestamp_millis(*millis)?),
        Field::TimestampMicros(micros) => moment(DateTime::from_timestamp_micros(*micros)?),
        Field::ListInternal(list) => list.elements().iter().map(written).collect::<Option<Vec<_>>>()?.join("|"),
        Field::Float16(_) | Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_) | Field::Group(_) | Field::MapInternal(_) => {
            return None;
        }
    })
}

/// Frames of pandas write a missing number as NaN.
fn finite(number: f64, written: String) -> String {
    if number.is_nan() { String::new() } else { written }
}

fn day(days: i64) -> Option<NaiveDate> {
    let epoch = NaiveDate::default();
    if days < 0 { epoch.checked_sub_days(Days::new(days.unsigned_abs())) } else { epoch.checked_add_days(Days::new(days as u64)) }
}

fn moment(at: DateTime<chrono::Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn no_cell(column: &str, row: u64) -> Fault {
    damaged(
        &format!("« {column} » n’est ni texte, ni nombre, ni date, ni liste"),
        &format!("“{column}” is neither text, number, date nor list"),
    )
    .at_row(row)
    .in_column(column)
}

fn unreadable(cause: &ParquetError) -> Fault {
    damaged(&cause.to_string(), &cause.to_string())
}

fn damaged(fr: &str, en: &str) -> Fault {
    Fault::new(
        "bad-parquet",
        text!("le fichier Parquet ne se lit pas : {fr}", "the Parquet file cannot be read: {en}"),
        Text::new(
            "le télécharger à nouveau, ou prendre le CSV du même export ; compressions lues : aucune, snappy, zstd",
            "download it again, or take the CSV of the same export; compressions read: none, snappy, zstd",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_one_would_type_them() {
        for (field, cell) in [
            (Field::Null, ""),
            (Field::Str("a|b".to_owned()), "a|b"),
            (Field::Double(3.5), "3.5"),
            (Field::Double(f64::NAN), ""),
            (Field::Long(12), "12"),
            (Field::Date(18_993), "2022-01-01"),
            (Field::Date(-1), "1969-12-31"),
            (Field::TimestampMillis(1_640_995_200_000), "2022-01-01T00:00:00"),
            (Field::TimestampMicros(1_640_995_200_000_000), "2022-01-01T00:00:00"),
        ] {
            assert_eq!(written(&field).as_deref(), Some(cell), "{field:?}");
        }
        assert_eq!(written(&Field::TimeMillis(1)), None);
    }

    #[test]
    fn what_only_starts_like_parquet_has_a_name() {
        for bytes in [&b"PAR1"[..], b"PAR1 and nothing more PAR1", b"PAR1\x15\x00\xff\xff\xff\xff\xff\xff\x7f\x00PAR1"] {
            assert_eq!(read(bytes, &["id"]).unwrap_err().code, "bad-parquet");
            assert!(!has(bytes, &["id"]));
        }
    }
}

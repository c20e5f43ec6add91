//! Rows into a table by PostgreSQL's binary `COPY`: no text to escape, every double to the last bit.
//! Format: <https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.55.9.4>.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Postgres, Transaction};

use crate::store::StoreError;
use crate::store::replace::Rows;
use crate::store::table::{Cell, Table};

const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();
const NULL: [u8; 4] = (-1_i32).to_be_bytes();

/// Bytes sent at once.
const CHUNK: usize = 1 << 20;

/// 1 January 2000, from which PostgreSQL counts days and microseconds.
const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).expect("1 January 2000 is a date");
const EPOCH_MICROSECONDS: i64 = 946_684_800_000_000;

/// Copies rows into a table.
pub async fn rows<const COLUMNS: usize>(
    transaction: &mut Transaction<'_, Postgres>,
    table: &Table,
    rows: Rows<'_, COLUMNS>,
) -> Result<(), StoreError> {
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let statement = format!("COPY maillage.{} ({}) FROM STDIN (FORMAT binary)", table.name, columns.join(", "));
    let mut copy = transaction.copy_in_raw(&statement).await?;
    let mut bytes = HEADER.to_vec();
    for row in rows {
        bytes.extend_from_slice(&(COLUMNS as i16).to_be_bytes());
        row?.iter().for_each(|cell| encode(cell, &mut bytes));
        if bytes.len() >= CHUNK {
            copy.send(bytes.as_slice()).await?;
            bytes.clear();
        }
    }
    bytes.extend_from_slice(&TRAILER);
    copy.send(bytes.as_slice()).await?;
    copy.finish().await?;
    Ok(())
}

fn encode(cell: &Cell<'_>, bytes: &mut Vec<u8>) {
    match cell {
        Cell::Null => bytes.extend_from_slice(&NULL),
        Cell::Integer(number) => field(&number.to_be_bytes(), bytes),
        Cell::Real(number) => field(&number.to_be_bytes(), bytes),
        Cell::Boolean(yes) => field(&[u8::from(*yes)], bytes),
        Cell::Text(words) => field(words.as_bytes(), bytes),
        Cell::Date(day) => field(&days_since_epoch(*day).to_be_bytes(), bytes),
        Cell::Moment(moment) => field(&microseconds_since_epoch(*moment).to_be_bytes(), bytes),
        Cell::Geometry(wkb) => field(wkb, bytes),
    }
}

fn field(value: &[u8], bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&(value.len() as i32).to_be_bytes());
    bytes.extend_from_slice(value);
}

fn days_since_epoch(day: NaiveDate) -> i32 {
    day.signed_duration_since(EPOCH).num_days() as i32
}

const fn microseconds_since_epoch(moment: DateTime<Utc>) -> i64 {
    moment.timestamp_micros() - EPOCH_MICROSECONDS
}

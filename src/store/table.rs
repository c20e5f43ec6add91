//! The tables: their columns in the order in which rows are written and read back.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};

/// A table and its columns.
#[derive(Debug)]
pub struct Table {
    /// Its name, without schema.
    pub name: &'static str,
    /// Its columns and what they hold.
    pub columns: &'static [(&'static str, Kind)],
    /// The columns that give back the order of the import.
    pub order: &'static str,
}

/// What a column holds. Each dialect has its own type for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A double.
    Real,
    /// Yes or no.
    Boolean,
    /// Words.
    Text,
    /// A JSON document.
    Json,
    /// A day.
    Date,
    /// A moment, to the microsecond.
    Moment,
    /// WKB in WGS 84.
    Geometry,
    /// Bytes that only the program reads.
    Bytes,
}

/// One cell of a row to write.
#[derive(Debug)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A finite double.
    Real(f64),
    /// Yes or no.
    Boolean(bool),
    /// Words, or a JSON document.
    Text(Cow<'a, str>),
    /// A day.
    Date(NaiveDate),
    /// A moment.
    Moment(DateTime<Utc>),
    /// WKB.
    Geometry(Vec<u8>),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Data sets.
pub const DATASET: Table = Table {
    name: "dataset",
    columns: &[
        ("key", Kind::Integer),
        ("id", Kind::Text),
        ("format", Kind::Text),
        ("title_fr", Kind::Text),
        ("title_en", Kind::Text),
        ("producer", Kind::Text),
        ("licence", Kind::Text),
        ("vintage", Kind::Integer),
        ("file", Kind::Text),
        ("sha256", Kind::Text),
        ("imported_at", Kind::Moment),
        ("fictional", Kind::Boolean),
        ("secrecy", Kind::Json),
        ("notes", Kind::Json),
        ("report", Kind::Json),
    ],
    order: "id",
};

/// Zones.
pub const ZONE: Table = Table {
    name: "zone",
    columns: &[
        ("key", Kind::Integer),
        ("dataset", Kind::Integer),
        ("geography", Kind::Text),
        ("code", Kind::Text),
        ("vintage", Kind::Integer),
        ("name", Kind::Text),
        ("kind", Kind::Text),
        ("geom", Kind::Geometry),
    ],
    order: "key",
};

/// The wider zones that zones lie in.
pub const ZONE_PARENT: Table = Table {
    name: "zone_parent",
    columns: &[("zone", Kind::Integer), ("rank", Kind::Integer), ("geography", Kind::Text), ("code", Kind::Text), ("name", Kind::Text)],
    order: "zone, rank",
};

/// Indicators.
pub const INDICATOR: Table = Table {
    name: "indicator",
    columns: &[
        ("key", Kind::Integer),
        ("dataset", Kind::Integer),
        ("id", Kind::Text),
        ("code", Kind::Text),
        ("vintage", Kind::Integer),
        ("label_fr", Kind::Text),
        ("label_en", Kind::Text),
        ("theme", Kind::Text),
        ("unit", Kind::Text),
        ("nature", Kind::Text),
        ("direction", Kind::Text),
    ],
    order: "key",
};

/// Values of indicators for zones.
pub const OBSERVATION: Table = Table {
    name: "observation",
    columns: &[
        ("key", Kind::Integer),
        ("indicator", Kind::Integer),
        ("geography", Kind::Text),
        ("zone", Kind::Text),
        ("value", Kind::Real),
        ("low", Kind::Real),
        ("high", Kind::Real),
        ("flag", Kind::Text),
    ],
    order: "key",
};

/// Services.
pub const SERVICE: Table = Table {
    name: "service",
    columns: &[
        ("key", Kind::Integer),
        ("dataset", Kind::Integer),
        ("id", Kind::Text),
        ("name", Kind::Text),
        ("category", Kind::Text),
        ("themes", Kind::Json),
        ("topics", Kind::Json),
        ("audiences", Kind::Json),
        ("reception", Kind::Text),
        ("mobility", Kind::Text),
        ("eligibility", Kind::Json),
        ("capacity", Kind::Real),
        ("opening", Kind::Text),
        ("free", Kind::Boolean),
        ("address", Kind::Text),
        ("commune", Kind::Text),
        ("updated", Kind::Date),
        ("provenance", Kind::Json),
        ("geom", Kind::Geometry),
    ],
    order: "key",
};

/// Services whose places are still to be found.
pub const UNLOCATED: Table = Table {
    name: "unlocated",
    columns: &[
        ("key", Kind::Integer),
        ("dataset", Kind::Integer),
        ("id", Kind::Text),
        ("name", Kind::Text),
        ("address", Kind::Text),
        ("commune", Kind::Text),
        ("record", Kind::Json),
    ],
    order: "key",
};

/// Addresses by name, one row a data set.
pub const ADDRESS_BOOK: Table =
    Table { name: "address_book", columns: &[("key", Kind::Integer), ("dataset", Kind::Integer), ("book", Kind::Bytes)], order: "key" };

/// Where people live, one row a data set: its points are read back whole or not at all, and a row each
/// would weigh four times as much.
pub const HOMES: Table = Table {
    name: "homes",
    columns: &[("key", Kind::Integer), ("dataset", Kind::Integer), ("basis", Kind::Text), ("unit", Kind::Text), ("points", Kind::Bytes)],
    order: "key",
};

/// Street networks, one row a data set and mode.
pub const NETWORK: Table = Table {
    name: "network",
    columns: &[("key", Kind::Integer), ("dataset", Kind::Integer), ("mode", Kind::Text), ("graph", Kind::Bytes)],
    order: "key",
};

/// The states of the data that were served.
pub const HISTORY: Table = Table {
    name: "history",
    columns: &[
        ("key", Kind::Integer),
        ("snapshot", Kind::Text),
        ("former", Kind::Text),
        ("updated", Kind::Moment),
        ("summary_fr", Kind::Text),
        ("summary_en", Kind::Text),
        ("digest", Kind::Bytes),
    ],
    order: "key",
};

/// What people decided about records that may be one service.
pub const DECISION: Table = Table {
    name: "decision",
    columns: &[("key", Kind::Integer), ("dataset", Kind::Integer), ("one", Kind::Text), ("other", Kind::Text), ("verdict", Kind::Text)],
    order: "key",
};

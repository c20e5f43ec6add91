//! Rows into a table, many at once: one array a column, unnested by the server. (`COPY` is no faster
//! here, and its several messages wait for one another on every small table.)

use std::borrow::Cow;

use chrono::SecondsFormat;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr, Transaction};

use crate::store::StoreError;
use crate::store::replace::Rows;
use crate::store::table::{Cell, Kind, Table};

/// Rows of one statement.
const ROWS_AT_ONCE: usize = 10_000;

/// Inserts rows into a table.
pub async fn rows<const COLUMNS: usize>(
    transaction: &mut Transaction<'_, Postgres>,
    table: &Table,
    mut rows: Rows<'_, COLUMNS>,
) -> Result<(), StoreError> {
    let sql = AssertSqlSafe(statement(table)).into_sql_str();
    loop {
        let mut columns: Vec<Column> = table.columns.iter().map(|(_, kind)| Column::of(*kind)).collect();
        for row in rows.by_ref().take(ROWS_AT_ONCE) {
            columns.iter_mut().zip(row?).for_each(|(column, cell)| column.push(cell));
        }
        if columns.iter().all(Column::is_empty) {
            return Ok(());
        }
        let insertion = columns.into_iter().fold(sqlx::query(sql.clone()), |query, column| column.bind(query));
        insertion.execute(&mut **transaction).await?;
    }
}

fn statement(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let names = names.join(", ");
    let values: Vec<String> = table.columns.iter().map(|(name, kind)| stored(name, *kind)).collect();
    let arrays: Vec<String> = (1..).zip(table.columns).map(|(number, (_, kind))| format!("${number}::{}[]", sent(*kind))).collect();
    let (table, values, arrays) = (table.name, values.join(", "), arrays.join(", "));
    format!("INSERT INTO maillage.{table} ({names}) SELECT {values} FROM unnest({arrays}) AS sent ({names})")
}

/// The type a column travels as.
const fn sent(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "bigint",
        Kind::Real => "double precision",
        Kind::Boolean => "boolean",
        Kind::Text | Kind::Json | Kind::Date | Kind::Moment => "text",
        Kind::Geometry | Kind::Bytes => "bytea",
    }
}

/// What is stored of a column as it travelled.
fn stored(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Integer | Kind::Real | Kind::Boolean | Kind::Text | Kind::Bytes => name.to_owned(),
        Kind::Json => format!("{name}::json"),
        Kind::Date => format!("{name}::date"),
        Kind::Moment => format!("{name}::timestamptz"),
        Kind::Geometry => format!("ST_GeomFromWKB({name}, 4326)"),
    }
}

/// The cells of one column.
enum Column<'a> {
    Integers(Vec<Option<i64>>),
    Reals(Vec<Option<f64>>),
    Booleans(Vec<Option<bool>>),
    Texts(Vec<Option<Cow<'a, str>>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl<'a> Column<'a> {
    const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Integer => Self::Integers(Vec::new()),
            Kind::Real => Self::Reals(Vec::new()),
            Kind::Boolean => Self::Booleans(Vec::new()),
            Kind::Text | Kind::Json | Kind::Date | Kind::Moment => Self::Texts(Vec::new()),
            Kind::Geometry | Kind::Bytes => Self::Bytes(Vec::new()),
        }
    }

    const fn is_empty(&self) -> bool {
        match self {
            Self::Integers(cells) => cells.is_empty(),
            Self::Reals(cells) => cells.is_empty(),
            Self::Booleans(cells) => cells.is_empty(),
            Self::Texts(cells) => cells.is_empty(),
            Self::Bytes(cells) => cells.is_empty(),
        }
    }

    fn push(&mut self, cell: Cell<'a>) {
        match (self, cell) {
            (Self::Integers(cells), Cell::Integer(number)) => cells.push(Some(number)),
            (Self::Integers(cells), _) => cells.push(None),
            (Self::Reals(cells), Cell::Real(number)) => cells.push(Some(number)),
            (Self::Reals(cells), _) => cells.push(None),
            (Self::Booleans(cells), Cell::Boolean(yes)) => cells.push(Some(yes)),
            (Self::Booleans(cells), _) => cells.push(None),
            (Self::Texts(cells), Cell::Text(words)) => cells.push(Some(words)),
            (Self::Texts(cells), Cell::Date(day)) => cells.push(Some(day.to_string().into())),
            (Self::Texts(cells), Cell::Moment(moment)) => cells.push(Some(moment.to_rfc3339_opts(SecondsFormat::Micros, true).into())),
            (Self::Texts(cells), _) => cells.push(None),
            (Self::Bytes(cells), Cell::Geometry(bytes) | Cell::Bytes(bytes)) => cells.push(Some(bytes)),
            (Self::Bytes(cells), _) => cells.push(None),
        }
    }

    fn bind(self, query: Query<'_, Postgres, PgArguments>) -> Query<'_, Postgres, PgArguments> {
        match self {
            Self::Integers(cells) => query.bind(cells),
            Self::Reals(cells) => query.bind(cells),
            Self::Booleans(cells) => query.bind(cells),
            Self::Texts(cells) => query.bind(cells),
            Self::Bytes(cells) => query.bind(cells),
        }
    }
}

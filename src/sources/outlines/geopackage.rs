//! Layers in an OGC GeoPackage: an SQLite file of tables with a geometry column. It is read as a
//! foreign file, immutable and with nothing of its schema trusted; our own database is another room.

use std::path::Path;

use geo::{Coord, MultiPolygon};
use geo_traits::{CoordTrait, GeometryTrait, GeometryType, LineStringTrait, MultiPolygonTrait, PolygonTrait};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Column, ConnectOptions, Row, TypeInfo, ValueRef};

use super::attributes::{Attributes, number};
use super::layer::{Encoded, Feature, Gathering, Layer, Peek, Wanted, broken, not_a_polygon};
use crate::domain::{Fault, Text};
use crate::spatial::crs;
use crate::text;

/// Whether the content is an SQLite file marked as a GeoPackage.
pub fn is_geopackage(bytes: &[u8]) -> bool {
    let marked = bytes.get(68..72).is_some_and(|id| matches!(id, b"GPKG" | b"GP10" | b"GP11"));
    bytes.starts_with(b"SQLite format 3\0") && marked
}

/// Reads the first layer that has the columns sought.
///
/// # Errors
/// `truncated-file`, `unreadable-file`, `not-a-layer`.
pub fn read(path: &Path, bytes: &[u8], wanted: Wanted) -> Result<Layer, Fault> {
    check_length(bytes)?;
    waited(async {
        let mut file = open(path).await.map_err(unreadable)?;
        let tables = tables(&mut file).await.map_err(unreadable)?;
        let table = tables.into_iter().find(|table| wanted(&table.peek)).ok_or_else(no_such_layer)?;
        let rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {}", quoted(&table.name)))).fetch_all(&mut file).await;
        let features = rows.map_err(unreadable)?.into_iter().zip(1..).map(|(row, number)| feature(&row, number, &table.geometry));
        Ok(Layer { features: features.collect(), declared_crs: table.crs, name: table.name, remarks: Vec::new() })
    })?
}

/// Whether one of its layers has the columns sought.
pub fn recognised(path: &Path, wanted: Wanted) -> bool {
    let found = waited(async {
        let mut file = open(path).await?;
        Ok::<_, sqlx::Error>(tables(&mut file).await?.iter().any(|table| wanted(&table.peek)))
    });
    matches!(found, Ok(Ok(true)))
}

/// The outline in a GeoPackage blob: a header, then well-known binary.
///
/// # Errors
/// `not-a-polygon`, `short-ring`, `open-ring`.
pub fn outline(blob: &[u8]) -> Result<MultiPolygon, Fault> {
    let body = without_header(blob).ok_or_else(|| not_a_polygon("un en-tête GeoPackage illisible", "an unreadable GeoPackage header"))?;
    let geometry = wkb::reader::read_wkb(body).map_err(|cause| {
        let cause = cause.to_string();
        not_a_polygon(&cause, &cause)
    })?;
    let mut gathering = Gathering::default();
    match geometry.as_type() {
        GeometryType::Polygon(polygon) => gathering.polygon(rings(polygon))?,
        GeometryType::MultiPolygon(polygons) => {
            for polygon in polygons.polygons() {
                gathering.polygon(rings(&polygon))?;
            }
        }
        _ => return Err(not_a_polygon("une autre géométrie", "another geometry")),
    }
    Ok(gathering.outline())
}

fn rings<P: PolygonTrait<T = f64>>(polygon: &P) -> impl Iterator<Item = Vec<Coord>> {
    let exterior = polygon.exterior().map(|ring| coords(&ring));
    exterior.into_iter().chain(polygon.interiors().map(|ring| coords(&ring)))
}

fn coords<L: LineStringTrait<T = f64>>(ring: &L) -> Vec<Coord> {
    ring.coords().map(|at| Coord { x: at.x(), y: at.y() }).collect()
}

/// `GP`, version, flags (bits 1–3 say how long the envelope is), reference system, envelope.
fn without_header(blob: &[u8]) -> Option<&[u8]> {
    let flags = *blob.strip_prefix(b"GP")?.get(1)?;
    let envelope = [0, 32, 48, 48, 64].get(usize::from(flags >> 1 & 0b111))?;
    blob.get(8 + envelope..)
}

struct Table {
    name: String,
    geometry: String,
    crs: Option<u32>,
    peek: Peek,
}

const LAYERS: &str = "SELECT g.table_name, g.column_name, r.organization, r.organization_coordsys_id, r.definition \
    FROM gpkg_geometry_columns g JOIN sqlite_master m ON m.type = 'table' AND m.name = g.table_name \
    LEFT JOIN gpkg_spatial_ref_sys r ON r.srs_id = g.srs_id ORDER BY g.table_name";

async fn tables(file: &mut SqliteConnection) -> Result<Vec<Table>, sqlx::Error> {
    let mut tables = Vec::new();
    for row in sqlx::query(LAYERS).fetch_all(&mut *file).await? {
        let name: String = row.try_get(0)?;
        let columns = sqlx::query_scalar("SELECT lower(name) FROM pragma_table_info(?)").bind(&name).fetch_all(&mut *file).await?;
        tables.push(Table { geometry: row.try_get(1)?, crs: declared(&row), peek: Peek { columns }, name });
    }
    Ok(tables)
}

fn declared(row: &SqliteRow) -> Option<u32> {
    let organization: Option<String> = row.try_get(2).ok()?;
    let number: Option<i64> = row.try_get(3).ok()?;
    let by_number = organization.filter(|name| name.eq_ignore_ascii_case("epsg")).and(number).and_then(|number| number.try_into().ok());
    by_number.or_else(|| crs::from_wkt(&row.try_get::<String, _>(4).ok()?))
}

fn feature(row: &SqliteRow, number: u64, geometry: &str) -> Feature {
    let told = row.columns().iter().filter(|column| column.name() != geometry);
    let attributes = Attributes::new(told.filter_map(|column| Some((column.name().to_owned(), in_words(row, column.ordinal())?))));
    let blob: Option<Vec<u8>> = row.try_get_unchecked(geometry).unwrap_or_default();
    Feature { row: number, attributes, geometry: blob.map_or(Encoded::Absent, Encoded::Blob) }
}

/// A value as text, whatever SQLite holds it as.
fn in_words(row: &SqliteRow, column: usize) -> Option<String> {
    let kind = row.try_get_raw(column).ok()?.type_info().name().to_owned();
    match kind.as_str() {
        "INTEGER" => row.try_get_unchecked::<Option<i64>, _>(column).ok()?.map(|value| value.to_string()),
        "REAL" => row.try_get_unchecked::<Option<f64>, _>(column).ok()?.map(number),
        "TEXT" => row.try_get_unchecked(column).ok()?,
        _ => None,
    }
}

async fn open(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true).pragma("trusted_schema", "OFF");
    options.connect().await
}

/// Runs to its end on a thread of its own: a format is read from wherever it is called, in or out of
/// an asynchronous run time.
fn waited<T: Send>(work: impl Future<Output = T> + Send) -> Result<T, Fault> {
    let run = || tokio::runtime::Builder::new_current_thread().build().map(|runtime| runtime.block_on(work));
    let joined = std::thread::scope(|scope| scope.spawn(run).join());
    joined.ok().and_then(Result::ok).ok_or_else(|| broken("unreadable-file", "lecture impossible", "reading failed"))
}

/// An SQLite file says how many pages it has.
fn check_length(bytes: &[u8]) -> Result<(), Fault> {
    let number =
        |at: usize, length: usize| bytes.get(at..at + length).map(|b| b.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)));
    let page = number(16, 2).map(|size| if size == 1 { 65_536 } else { size });
    let expected = page.zip(number(28, 4)).map(|(size, pages)| size * pages);
    let counted = number(24, 4) == number(92, 4);
    if counted && expected.is_some_and(|expected| expected > bytes.len() as u64) {
        return Err(broken("truncated-file", "il s’interrompt avant la fin", "it breaks off before its end"));
    }
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` asks for")]
fn unreadable(cause: sqlx::Error) -> Fault {
    let cause = cause.to_string();
    broken("unreadable-file", &cause, &cause)
}

fn no_such_layer() -> Fault {
    Fault::new(
        "not-a-layer",
        text!("aucune couche du GeoPackage n’a les colonnes attendues", "no layer of the GeoPackage has the columns expected"),
        Text::new("vérifier le format demandé", "check the format asked for"),
    )
}

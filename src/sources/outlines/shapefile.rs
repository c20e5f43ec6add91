//! Layers in an ESRI shapefile: outlines in `.shp`, attributes in `.dbf`, reference system in `.prj`.

use std::borrow::Cow;
use std::io::Cursor;
use std::path::Path;

use geo::{Contains, Coord, LineString, MultiPolygon, Point, Polygon};
use shapefile::dbase::encoding::{DynEncoding, EncodingRs, UnicodeLossy};
use shapefile::dbase::{self, FieldValue};
use shapefile::record::polygon::GenericPolygon;
use shapefile::record::traits::HasXY;
use shapefile::{Shape, ShapeReader};

use super::attributes::{Attributes, number};
use super::layer::{Encoded, Feature, Gathering, Layer, Peek, broken};
use crate::domain::{Fault, Text};
use crate::sources::points::Points;
use crate::sources::table::{Row, Table};
use crate::spatial::crs;
use crate::text;

/// Whether the content starts as a `.shp` does.
pub fn is_shapefile(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0, 0, 0x27, 0x0A]) && bytes.len() >= 100
}

/// The files a shapefile is made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// What the files are called, without extension.
    pub name: String,
    /// `.shp`
    pub outlines: Cow<'a, [u8]>,
    /// `.dbf`
    pub attributes: Vec<u8>,
    /// `.prj`, when there is one.
    pub projection: Option<String>,
    /// `.cpg`, when there is one.
    pub code_page: Option<String>,
}

impl<'a> Parts<'a> {
    /// The files beside a `.shp`.
    ///
    /// # Errors
    /// `missing-sibling` when there is no `.dbf`.
    pub fn beside(path: &Path, outlines: &'a [u8]) -> Result<Self, Fault> {
        let sibling = |extension: &str| {
            let spellings = [extension.to_owned(), extension.to_uppercase()];
            spellings.iter().find_map(|extension| std::fs::read(path.with_extension(extension)).ok())
        };
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let attributes = sibling("dbf").ok_or_else(|| missing_sibling(&name))?;
        let words = |extension: &str| sibling(extension).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(Self { name, outlines: Cow::Borrowed(outlines), attributes, projection: words("prj"), code_page: words("cpg") })
    }

    /// The columns, if it holds polygons.
    pub fn peek(&self) -> Option<Peek> {
        self.holds([5, 15, 25]).then(|| self.columns().ok()).flatten().map(|columns| Peek { columns })
    }

    /// The columns, if it holds points.
    pub fn peek_points(&self) -> Option<Peek> {
        self.holds([1, 11, 21]).then(|| self.columns().ok()).flatten().map(|columns| Peek { columns })
    }

    /// Whether its header tells one of these kinds of shapes.
    fn holds(&self, kinds: [u8; 3]) -> bool {
        self.outlines.get(32).is_some_and(|kind| kinds.contains(kind))
    }

    /// Reads every point as the row of a table, whose columns are its attributes.
    ///
    /// # Errors
    /// As [`Parts::read`].
    pub fn points(&self) -> Result<Points, Fault> {
        self.check_length()?;
        let shapes = ShapeReader::new(Cursor::new(self.outlines.as_ref())).map_err(unreadable)?;
        let attributes = self.table()?;
        let columns: Vec<String> = attributes.fields().iter().map(|field| field.name().to_owned()).collect();
        let mut reader = shapefile::Reader::new(shapes, attributes);
        let rows = reader.iter_shapes_and_records().zip(1..).map(|(pair, number)| {
            let (shape, mut record) = pair.map_err(|cause| unreadable(cause).at_row(number))?;
            let cell = |column: &String| record.remove(column).and_then(in_words).unwrap_or_default();
            Ok(Row { number, cells: columns.iter().map(cell).collect(), point: located(&shape) })
        });
        let rows = rows.collect::<Result<_, Fault>>()?;
        let table = Table { columns, rows, ..Table::default() };
        Ok(Points { table, declared: self.projection.as_deref().and_then(crs::from_wkt) })
    }

    /// The names of the attributes, in lower case.
    ///
    /// # Errors
    /// `unreadable-file`.
    pub fn columns(&self) -> Result<Vec<String>, Fault> {
        Ok(self.table()?.fields().iter().map(|field| field.name().to_lowercase()).collect())
    }

    /// Reads every feature.
    ///
    /// # Errors
    /// `truncated-file` when the `.shp` is shorter than it says; `unreadable-file`.
    pub fn read(&self) -> Result<Layer, Fault> {
        let features = self.records(|row, shape, attributes| Feature { row, attributes, geometry: encoded(shape) })?;
        Ok(Layer { name: self.name.clone(), declared_crs: self.declared_crs(), features, remarks: Vec::new() })
    }

    /// EPSG number that the `.prj` declares, if it does.
    pub fn declared_crs(&self) -> Option<u32> {
        self.projection.as_deref().and_then(crs::from_wkt)
    }

    /// Hands over every shape with its row, from 1, and its attributes.
    ///
    /// # Errors
    /// `truncated-file`, `unreadable-file`.
    pub fn records<T>(&self, take: impl Fn(u64, Shape, Attributes) -> T) -> Result<Vec<T>, Fault> {
        self.check_length()?;
        let outlines = ShapeReader::new(Cursor::new(self.outlines.as_ref())).map_err(unreadable)?;
        let mut reader = shapefile::Reader::new(outlines, self.table()?);
        let records = reader.iter_shapes_and_records().zip(1..).map(|(pair, row)| {
            let (shape, record) = pair.map_err(|cause| unreadable(cause).at_row(row))?;
            let attributes = Attributes::new(record.into_iter().filter_map(|(name, value)| Some((name, in_words(value)?))));
            Ok(take(row, shape, attributes))
        });
        records.collect()
    }

    fn table(&self) -> Result<dbase::Reader<Cursor<&[u8]>>, Fault> {
        let encoding = encoding(&self.attributes, self.code_page.as_deref());
        let table = dbase::ReaderBuilder::new().with_encoding(encoding).build(Cursor::new(self.attributes.as_slice()));
        table.map_err(|cause| unreadable(shapefile::Error::DbaseError(cause)))
    }

    /// The header counts the file in 16-bit words.
    fn check_length(&self) -> Result<(), Fault> {
        let words = self.outlines.get(24..28).map(|b| b.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)));
        if words.is_some_and(|words| words * 2 <= self.outlines.len() as u64) {
            return Ok(());
        }
        Err(broken("truncated-file", "il s’interrompt avant la fin", "it breaks off before its end"))
    }
}

/// The outline of a feature's rings: clockwise ones are outer, the others holes of the outer ring
/// around them.
///
/// # Errors
/// `short-ring`, `open-ring`.
pub fn outline(rings: &[Vec<Coord>]) -> Result<MultiPolygon, Fault> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.iter().partition(|ring| doubled_area(ring) <= 0.0);
    let around: Vec<_> = holes.iter().map(|hole| outer_around(&outer, hole)).collect();
    let mut gathering = Gathering::default();
    for (index, ring) in outer.into_iter().enumerate() {
        let within = holes.iter().zip(&around).filter(|(_, around)| **around == index).map(|(hole, _)| (*hole).clone());
        gathering.polygon(std::iter::once(ring.clone()).chain(within))?;
    }
    Ok(gathering.outline())
}

/// The first outer ring that holds the hole's first point; a hole that lies in none goes to the first
/// ring, whose repair will sort it out.
fn outer_around(outer: &[&Vec<Coord>], hole: &[Coord]) -> usize {
    let Some(at) = hole.first().map(|at| Point::from(*at)) else { return 0 };
    outer.iter().position(|ring| Polygon::new(LineString::new((*ring).clone()), Vec::new()).contains(&at)).unwrap_or(0)
}

/// Twice the signed area: negative when clockwise.
fn doubled_area(ring: &[Coord]) -> f64 {
    ring.windows(2).map(|side| side[0].x * side[1].y - side[1].x * side[0].y).sum()
}

fn encoded(shape: Shape) -> Encoded {
    match shape {
        Shape::Polygon(polygon) => Encoded::Rings(rings(&polygon)),
        Shape::PolygonM(polygon) => Encoded::Rings(rings(&polygon)),
        Shape::PolygonZ(polygon) => Encoded::Rings(rings(&polygon)),
        _ => Encoded::Absent,
    }
}

fn located(shape: &Shape) -> Option<(f64, f64)> {
    match shape {
        Shape::Point(at) => Some((at.x, at.y)),
        Shape::PointM(at) => Some((at.x, at.y)),
        Shape::PointZ(at) => Some((at.x, at.y)),
        _ => None,
    }
}

fn rings<P: HasXY>(polygon: &GenericPolygon<P>) -> Vec<Vec<Coord>> {
    polygon.rings().iter().map(|ring| ring.points().iter().map(|at| Coord { x: at.x(), y: at.y() }).collect()).collect()
}

fn in_words(value: FieldValue) -> Option<String> {
    match value {
        FieldValue::Character(words) => words,
        FieldValue::Numeric(figure) => figure.map(number),
        FieldValue::Float(figure) => figure.map(|figure| number(f64::from(figure))),
        FieldValue::Integer(figure) => Some(figure.to_string()),
        FieldValue::Double(figure) | FieldValue::Currency(figure) => Some(number(figure)),
        FieldValue::Memo(words) => Some(words),
        FieldValue::Logical(_) | FieldValue::Date(_) | FieldValue::DateTime(_) => None,
    }
}

/// French shapefiles are in UTF-8 or Windows-1252, and the mark in the table that should tell them
/// apart is often absent or wrong: what `.cpg` calls UTF-8, or is valid UTF-8, is UTF-8.
fn encoding(table: &[u8], code_page: Option<&str>) -> DynEncoding {
    let header = table.get(8..10).map_or(0, |b| usize::from(b[0]) | usize::from(b[1]) << 8);
    let records = table.get(header..).unwrap_or_default();
    let said = code_page.is_some_and(|name| name.to_ascii_uppercase().contains("UTF"));
    if said || std::str::from_utf8(records).is_ok() { UnicodeLossy.into() } else { EncodingRs::from(encoding_rs::WINDOWS_1252).into() }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` asks for")]
fn unreadable(cause: shapefile::Error) -> Fault {
    let cause = cause.to_string();
    broken("unreadable-file", &cause, &cause)
}

/// A `.shp` that came without its attributes.
pub fn missing_sibling(name: &str) -> Fault {
    Fault::new(
        "missing-sibling",
        text!("il manque {name}.dbf, qui porte les attributs", "{name}.dbf, which holds the attributes, is missing"),
        Text::new("fournir ensemble .shp, .dbf et .prj, ou leur archive .zip", "give .shp, .dbf and .prj together, or their .zip archive"),
    )
}

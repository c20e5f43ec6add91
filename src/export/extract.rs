//! A part of a table, and how it is written in each format.

use std::io::{self, Write};

use geo::{Coord, MapCoords};
use geo::{Geometry, MultiPolygon, Orient, Point, coord, orient::Direction};

use super::{Axes, Cell, Field, Kind, Label, Place, Table, csv, flatgeobuf, geojson, geoparquet};
use crate::domain::Text;

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Features in one object.
    GeoJson,
    /// Features one by one (RFC 8142).
    GeoJsonSeq,
    /// Rows.
    Csv,
    /// Features with an index by place.
    FlatGeobuf,
    /// Columns (GeoParquet 1.1).
    GeoParquet,
}

/// Some rows and columns of a table, in a reference system.
pub struct Extract<'a> {
    /// The table.
    pub table: &'a dyn Table,
    /// The rows, by number, in order.
    pub rows: &'a [usize],
    /// The columns, by number, in order.
    pub columns: &'a [usize],
    /// The reference system.
    pub axes: Axes,
}

impl Extract<'_> {
    /// Writes it whole.
    ///
    /// # Errors
    /// When `out` cannot be written to, or a vertex has no coordinates in the reference system.
    pub fn write(&self, mut out: &mut dyn Write, format: Format, label: &Label) -> io::Result<()> {
        match format {
            Format::GeoJson => geojson::write_extract(&mut out, self, label),
            Format::GeoJsonSeq => geojson::write_sequence(&mut out, self),
            Format::Csv => csv::write_rows(&mut out, self, false),
            Format::FlatGeobuf => flatgeobuf::write(&mut out, self, label),
            Format::GeoParquet => {
                // Its writer may run on several threads, which not every `out` can.
                let mut bytes = Vec::new();
                geoparquet::write(&mut bytes, self, label)?;
                out.write_all(&bytes)
            }
        }
    }

    /// The columns of formats that have no identifier of their own: `id` comes first unless the table has one.
    pub(super) fn attributes(&self) -> Vec<Attribute> {
        let own = self.columns.iter().map(|&column| Attribute::Column(column)).collect::<Vec<_>>();
        let named_id = self.columns.iter().any(|&column| self.table.fields()[column].name == "id");
        if named_id { own } else { [Attribute::Id].into_iter().chain(own).collect() }
    }

    /// The place of a row as it is written: rounded, outer rings counter-clockwise, easting first.
    pub(super) fn geometry(&self, row: usize) -> io::Result<Geometry> {
        let axes = Axes { northing_first: false, ..self.axes };
        let place = self.table.place(row);
        let Some(outline) = place.outline() else {
            let (x, y) = axes.written(place.centre().lon(), place.centre().lat())?;
            return Ok(Geometry::Point(Point::new(x, y)));
        };
        let turned: MultiPolygon = outline.orient(Direction::Default);
        let mut written: MultiPolygon = turned.try_map_coords(|Coord { x, y }| axes.written(x, y).map(|(x, y)| coord! { x: x, y: y }))?;
        Ok(match written.0.len() {
            1 => Geometry::Polygon(written.0.remove(0)),
            _ => Geometry::MultiPolygon(written),
        })
    }

    /// Whether its rows are points.
    pub(super) fn is_of_points(&self) -> bool {
        self.rows.first().is_some_and(|&row| matches!(self.table.place(row), Place::Point(_)))
    }
}

/// A column as it is written: one of the table, or the identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    /// The identifier of the row.
    Id,
    /// A column of the table.
    Column(usize),
}

impl Attribute {
    /// Its name, meaning and kind.
    pub fn field(self, table: &dyn Table) -> Field {
        match self {
            Self::Id => Field { name: "id".to_owned(), title: Text::new("Identifiant", "Identifier"), kind: Kind::Text },
            Self::Column(column) => table.fields()[column].clone(),
        }
    }

    /// Its cell in a row.
    pub fn cell(self, table: &dyn Table, row: usize) -> Cell<'_> {
        match self {
            Self::Id => Cell::Text(table.id(row)),
            Self::Column(column) => table.cell(row, column),
        }
    }
}

//! One collection, ready to be served: its table, each feature as bytes, and where the features lie.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use geo::{BoundingRect, Intersects, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::arena::Arena;
use super::lean;
use crate::api::prepared::wider;
use crate::api::tiles::Areas;
use crate::atlas::Atlas;
use crate::domain::{DatasetId, Lang, Metres, Position, Text};
use crate::export::{Axes, Cell, Label, Place, Table, geojson, services};
use crate::spatial::apart;

/// What a collection is called and rests on.
pub struct About {
    /// Its name in addresses.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What its features are.
    pub description: Text,
    /// The data sets it rests on.
    pub sources: Vec<DatasetId>,
}

impl About {
    /// What must travel with its features.
    pub fn label(&self, atlas: &Atlas, lang: Lang) -> Label {
        Label::new(atlas, &self.sources, &self.title, &self.description, lang)
    }
}

/// Which of its columns a feature is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// All that are asked for.
    Whole,
    /// Those that are neither null nor an empty list.
    Lean,
}

/// A collection of features.
pub struct Collection {
    /// What it is.
    pub about: About,
    /// Its rows.
    pub table: Box<dyn Table>,
    /// West, south, east, north of its features; `None` when there is none.
    pub extent: Option<[f64; 4]>,
    /// Outlines of its rows as tiles, where they have their own.
    pub areas: Areas,
    heads: Arena,
    outlines: Arc<Arena>,
    outline_of: Vec<usize>,
    numbers: HashMap<String, usize>,
    index: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

/// Outlines of a table's own rows, written once.
///
/// # Errors
/// Never: memory does not fail to be written to.
pub fn outlines(table: &dyn Table) -> io::Result<Arena> {
    let mut arena = Arena::default();
    for row in 0..table.len() {
        geojson::write_place(arena.open(), &table.place(row))?;
        arena.end();
    }
    Ok(arena)
}

/// The rows by identifier. Records that were joined into a row answer with it; a row's own identifier comes first.
fn numbers(table: &dyn Table) -> HashMap<String, usize> {
    let mut numbers: HashMap<String, usize> = (0..table.len()).map(|row| (table.id(row).into_owned(), row)).collect();
    let Some(joined) = table.fields().iter().position(|field| field.name == services::JOINED) else { return numbers };
    for row in 0..table.len() {
        let Cell::List(ids) = table.cell(row, joined) else { continue };
        for id in ids {
            numbers.entry(id.into_owned()).or_insert(row);
        }
    }
    numbers
}

impl Collection {
    /// A collection whose rows lie in zones of a layer, whose outlines are written already, or have their own.
    ///
    /// # Errors
    /// Never: memory does not fail to be written to.
    pub fn new(about: About, table: Box<dyn Table>, outlines: Arc<Arena>) -> io::Result<Self> {
        let mut heads = Arena::default();
        for row in 0..table.len() {
            geojson::write_feature_head(heads.open(), &*table, row, None)?;
            heads.end();
        }
        let rectangles: Vec<_> = (0..table.len()).filter_map(|row| Some((row, rectangle(&table.place(row))?))).collect();
        let outline_of = (0..table.len()).map(|row| outline_number(&*table, row)).collect();
        let numbers = numbers(&*table);
        let extent = rectangles.iter().map(|(_, rect)| corners(rect)).reduce(wider);
        let index = RTree::bulk_load(rectangles.into_iter().map(|(row, rect)| leaf(row, &rect)).collect());
        Ok(Self { about, table, extent, areas: Areas::default(), heads, outlines, outline_of, numbers, index })
    }

    /// The number of the feature of this identifier, or of the one that its record was joined to.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// Writes a feature with all its columns.
    pub fn write_feature(&self, out: &mut Vec<u8>, row: usize) {
        out.extend_from_slice(self.heads.get(row));
        self.write_outline(out, row);
    }

    /// Writes a feature with some of its columns, or all, in a reference system.
    ///
    /// # Errors
    /// When a vertex has no coordinates in that system.
    pub fn write_part(&self, out: &mut Vec<u8>, row: usize, columns: Option<&[usize]>, axes: &Axes, how: Head) -> io::Result<()> {
        match (columns, how) {
            (Some(columns), Head::Whole) => geojson::write_feature_head(out, &*self.table, row, Some(columns))?,
            (Some(columns), Head::Lean) => {
                let mut head = Vec::new();
                geojson::write_feature_head(&mut head, &*self.table, row, Some(columns))?;
                lean::write(out, &head);
            }
            (None, Head::Whole) => out.extend_from_slice(self.heads.get(row)),
            (None, Head::Lean) => lean::write(out, self.heads.get(row)),
        }
        if axes.keeps_positions() {
            self.write_outline(out, row);
            return Ok(());
        }
        geojson::write_place_in(out, &self.table.place(row), axes)?;
        out.push(b'}');
        Ok(())
    }

    fn write_outline(&self, out: &mut Vec<u8>, row: usize) {
        out.extend_from_slice(self.outlines.get(self.outline_of[row]));
        out.push(b'}');
    }

    /// The features that touch a rectangle, by number: rectangles first, outlines only where those do not decide.
    pub fn touching(&self, rect: &Rect) -> Vec<usize> {
        let mut rows = self.near(rect);
        rows.retain(|&row| self.touches(row, rect));
        rows
    }

    /// The features whose own rectangle touches a rectangle, by number, in order.
    pub fn near(&self, rect: &Rect) -> Vec<usize> {
        let envelope = AABB::from_corners(rect.min().into(), rect.max().into());
        let mut rows: Vec<usize> = self.index.locate_in_envelope_intersecting(envelope).map(|leaf| leaf.data).collect();
        rows.sort_unstable();
        rows
    }

    /// The features whose own rectangle touches that round a circle, by number, in order.
    pub fn round(&self, point: Position, radius: Metres) -> Vec<usize> {
        let mut rows: Vec<usize> = apart::round(point, radius).into_iter().flat_map(|bounds| self.near(&between(bounds))).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn touches(&self, row: usize, rect: &Rect) -> bool {
        self.table.place(row).outline().is_none_or(|outline| outline.intersects(rect))
    }
}

/// The rectangle between west, south, east and north.
pub fn between([west, south, east, north]: [f64; 4]) -> Rect {
    Rect::new((west, south), (east, north))
}

/// Rows in zones share the outlines of their layer, by the zone's number; other rows have their own, by row.
fn outline_number(table: &dyn Table, row: usize) -> usize {
    match table.place(row) {
        Place::Zone(_, index) => index,
        Place::Point(_) | Place::Area(..) => row,
    }
}

fn rectangle(place: &Place<'_>) -> Option<Rect> {
    match place.outline() {
        Some(outline) => outline.bounding_rect(),
        None => Some(place.centre().point().bounding_rect()),
    }
}

fn leaf(row: usize, rect: &Rect) -> GeomWithData<Rectangle<[f64; 2]>, usize> {
    GeomWithData::new(Rectangle::from_corners(rect.min().into(), rect.max().into()), row)
}

fn corners(rect: &Rect) -> [f64; 4] {
    [rect.min().x, rect.min().y, rect.max().x, rect.max().y]
}

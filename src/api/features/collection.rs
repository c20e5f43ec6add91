//! One collection, ready to be served: its table, the properties of each feature as bytes, and where the features lie.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use geo::{BoundingRect, Intersects, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

pub use super::heads::Head;
use super::heads::Heads;
use crate::api::prepared::wider;
use crate::api::tiles::{Areas, Attributes};
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
    /// Its cells as tiles write them.
    pub attributes: Attributes,
    heads: Heads,
    /// The numbers of its rows, in the order of their identifiers.
    by_id: Vec<u32>,
    /// The numbers of the rows that other records were joined into, by the identifiers of those.
    joined: HashMap<String, u32>,
    index: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

/// The rows that records were joined into, by the identifiers of those records.
fn joined(table: &dyn Table) -> HashMap<String, u32> {
    let Some(column) = table.fields().iter().position(|field| field.name == services::JOINED) else { return HashMap::new() };
    let mut joined = HashMap::new();
    for row in 0..table.len() {
        let Cell::List(ids) = table.cell(row, column) else { continue };
        for id in ids {
            joined.entry(id.into_owned()).or_insert(row as u32);
        }
    }
    joined
}

impl Collection {
    /// A collection of the rows of a table.
    ///
    /// # Errors
    /// Never: memory does not fail to be written to.
    pub fn new(about: About, table: Box<dyn Table>) -> io::Result<Self> {
        let heads = Heads::new(&*table)?;
        let rectangles: Vec<_> = (0..table.len()).filter_map(|row| Some((row, rectangle(&table.place(row))?))).collect();
        let mut by_id: Vec<u32> = (0..table.len() as u32).collect();
        by_id.sort_by(|a, b| table.id(*a as usize).cmp(&table.id(*b as usize)));
        let joined = joined(&*table);
        let extent = rectangles.iter().map(|(_, rect)| corners(rect)).reduce(wider);
        let index = RTree::bulk_load(rectangles.into_iter().map(|(row, rect)| leaf(row, &rect)).collect());
        Ok(Self { about, table, extent, areas: Areas::default(), attributes: Attributes::default(), heads, by_id, joined, index })
    }

    /// The number of the feature of this identifier, or of the one that its record was joined to.
    pub fn number(&self, id: &str) -> Option<usize> {
        let own = self.by_id.binary_search_by(|row| (*self.table.id(*row as usize)).cmp(id)).ok();
        own.map(|place| self.by_id[place]).or_else(|| self.joined.get(id).copied()).map(|row| row as usize)
    }

    /// What the feature of a row is called: its name, or its identifier where it has none.
    pub fn name(&self, row: usize) -> Cow<'_, str> {
        let column = self.table.fields().iter().position(|field| field.name == "name");
        match column.map(|column| self.table.cell(row, column)) {
            Some(Cell::Text(name)) => name,
            _ => self.table.id(row),
        }
    }

    /// Writes a feature with some of its columns, in ascending order, or all, in a reference system.
    ///
    /// # Errors
    /// When a vertex has no coordinates in that system.
    pub fn write_feature(&self, out: &mut Vec<u8>, row: usize, columns: Option<&[usize]>, axes: &Axes, how: Head) -> io::Result<()> {
        self.heads.write(out, row, columns, how);
        geojson::write_place_in(out, &self.table.place(row), axes)?;
        out.push(b'}');
        Ok(())
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

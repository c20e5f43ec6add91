//! A collection as vector tiles with every attribute.

use std::sync::OnceLock;

use crate::api::features::collection::{Collection, between};
use crate::api::prepared::Prepared;
use crate::domain::{self, Position};
use crate::export::{Cell, Place, Table};
use crate::spatial::topology::Spot;
use crate::tiles::{Address, Land, Layer, Piece, Shape, Value, Values, Words, dot, extent, tile};

/// Up to this many features a tile is put together where the request is read.
const FEW: usize = 48;

/// The cells of a table as its tiles write them: each by the number of its value, which is written once for all tiles. Made when the
/// first tile is asked for.
#[derive(Debug, Default)]
pub struct Attributes(OnceLock<Coded>);

#[derive(Debug)]
struct Coded {
    values: Words,
    /// Row by row.
    cells: Vec<u32>,
}

/// The number of a cell that holds nothing.
const ABSENT: u32 = u32::MAX;

impl Attributes {
    fn of(&self, table: &dyn Table) -> &Coded {
        self.0.get_or_init(|| {
            let mut values = Values::default();
            let (rows, fields) = (table.len(), table.fields().len());
            let mut cells = Vec::with_capacity(rows * fields);
            for row in 0..rows {
                cells.extend((0..fields).map(|field| number(&mut values, &table.cell(row, field))));
            }
            Coded { cells, values: values.into_words() }
        })
    }
}

fn number(values: &mut Values, cell: &Cell<'_>) -> u32 {
    match cell {
        Cell::Absent => ABSENT,
        Cell::Text(words) => values.number(Value::Text(words)),
        Cell::Number(number) => values.number(Value::Number(*number)),
        Cell::Whole(number) => values.number(Value::Whole(*number)),
        Cell::YesNo(yes) => values.number(Value::YesNo(*yes)),
        Cell::List(words) => values.number(Value::Text(&words.join("|"))),
    }
}

/// Whether a tile is made in no time: few features, of zones that are drawn already.
pub fn is_light(prepared: &Prepared, collection: &Collection, address: Address) -> bool {
    if collection.attributes.0.get().is_none() {
        return false;
    }
    let near = collection.near(&between(address.bounds()));
    let drawn = |row: &usize| match collection.table.place(*row) {
        Place::Point(_) => true,
        Place::Zone(layer, _) => prepared.tiles.is_drawn(layer.geography, address.zoom()),
        Place::Area(..) => false,
    };
    near.len() <= FEW && near.iter().all(drawn)
}

/// Outlines that belong to one row alone, each drawn by itself: they may overlap.
#[derive(Debug, Default)]
pub struct Areas(OnceLock<Vec<Land>>);

impl Areas {
    fn of(&self, row: usize, rows: usize) -> Option<&Land> {
        self.0.get_or_init(|| (0..rows).map(|_| Land::default()).collect()).get(row)
    }
}

/// A tile of a collection; empty when it shows nothing. A value withheld or missing is left out, and its flag says which.
pub fn of(prepared: &Prepared, collection: &Collection, address: Address) -> Vec<u8> {
    let (coded, fields) = (collection.attributes.of(&*collection.table), collection.table.fields());
    let mut written = Layer::default();
    let mut names: Vec<Option<u32>> = vec![None; fields.len()];
    for row in collection.near(&between(address.bounds())) {
        let Some((shape, piece)) = drawn(prepared, collection, row, address) else { continue };
        let cells = &coded.cells[row * fields.len()..][..fields.len()];
        for ((value, field), name) in cells.iter().zip(fields).zip(&mut names) {
            if *value != ABSENT {
                let name = *name.get_or_insert_with(|| written.key(&field.name));
                written.tag(name, *value);
            }
        }
        written.feature(row as u64, shape, &piece);
    }
    tile(&collection.about.id, extent(address.zoom()), &written, &coded.values)
}

fn drawn(prepared: &Prepared, collection: &Collection, row: usize, address: Address) -> Option<(Shape, Piece)> {
    let piece = match collection.table.place(row) {
        Place::Point(at) => return dot(cell(at, address), address).map(|piece| (Shape::Point, piece)),
        Place::Zone(layer, zone) => prepared.tiles.sheet(layer.geography, address.zoom())?.piece(zone, address),
        Place::Area(outline, _) => {
            let land = collection.areas.of(row, collection.table.len())?;
            let own = domain::Shape::new(outline.clone()).ok()?;
            land.sheet(address.zoom(), || [&own]).piece(0, address)
        }
    };
    piece.map(|piece| (Shape::Polygon, piece))
}

/// The cell of the grid of a zoom that a place lies in.
fn cell(at: Position, address: Address) -> Spot {
    Spot::of(at.point().into()).coarser(crate::tiles::shift(address.zoom()))
}

/// Whether a collection holds points, outlines, or nothing.
pub fn dimension(table: &dyn Table) -> Option<u8> {
    (!table.is_empty()).then(|| if table.place(0).outline().is_some() { 2 } else { 0 })
}

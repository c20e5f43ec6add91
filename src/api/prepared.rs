//! A snapshot made ready to be served: the properties of every feature written once, every derived collection computed once.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, OnceLock};

use super::bodies::{Body, Tag};
use super::features::derive;
use super::shelf::Shelf;
use super::workings::Workings;
use crate::atlas::Atlas;
use crate::diagnosis;
use crate::domain::{Fault, Geography};
use crate::remote::Engine;
use crate::tiles::Tiles;

/// An atlas, ready to be served.
pub struct Prepared {
    /// The atlas.
    pub atlas: Arc<Atlas>,
    /// What is worked out of it.
    pub workings: Arc<Workings>,
    /// Its zones as vector tiles.
    pub tiles: Tiles,
    /// Its collections, in the order they are listed.
    pub shelves: Vec<Shelf>,
    /// West, south, east, north of all zones and services; `None` when there is none.
    pub extent: Option<[f64; 4]>,
    /// Answers that every reader begins with, coded with the best effort; there a moment after the snapshot is served.
    pub kept: OnceLock<HashMap<Tag, Body>>,
}

/// Makes an atlas ready: its zones and services, without what must be computed. Takes a moment: call it aside
/// from the threads that answer.
///
/// # Errors
/// When an answer that is made now cannot be written, which only memory can cause.
pub fn prepare(atlas: Arc<Atlas>, engine: Option<&Engine>) -> io::Result<Prepared> {
    let workings = Arc::new(Workings::new(Arc::clone(&atlas), engine));
    let (held, computed) = derive::shelves(&workings);
    let mut extent = None;
    for shelf in &held {
        let collection = shelf.collection().map_err(|fault| io::Error::other(fault.to_string()))?;
        extent = [extent, collection.extent].into_iter().flatten().reduce(wider);
    }
    let shelves = held.into_iter().chain(computed).collect();
    let tiles = Tiles::new(Arc::clone(&atlas));
    Ok(Prepared { atlas, workings, tiles, shelves, extent, kept: OnceLock::new() })
}

impl Prepared {
    /// Makes what readers begin with and is not ready yet. Takes seconds on a large territory.
    pub fn complete(&self) {
        self.tiles.begin();
        for shelf in &self.shelves {
            // A failure is logged where it happens, and told to whoever asks.
            let _ = shelf.collection();
        }
    }

    /// The geography asked for, or the finest one.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn geography(&self, asked: Option<Geography>) -> Result<Geography, Fault> {
        let finest = self.atlas.layers.keys().next().copied();
        let wanted = asked.or(finest).unwrap_or(Geography::Iris);
        diagnosis::layer(&self.atlas, wanted).map(|layer| layer.geography).map_err(|fault| fault.in_column("geography"))
    }
}

/// The rectangle round two.
pub fn wider(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

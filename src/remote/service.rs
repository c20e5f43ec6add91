//! An engine in one mode: its questions asked, whichever its kind.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::address::Address;
use super::blocks::Block;
use super::client::{Client, Question};
use super::{Failure, Kind, osrm, valhalla};
use crate::domain::{Minutes, Mode, Position, Shape};

/// An engine in one mode.
#[derive(Clone)]
pub struct Service {
    /// Whose questions and answers it speaks.
    pub kind: Kind,
    /// How one travels.
    pub mode: Mode,
    /// Where it listens.
    pub address: Address,
    /// What asks it.
    pub client: Arc<Client>,
    /// How many times an engine was set aside since the start.
    pub set_aside: Arc<AtomicUsize>,
}

impl Service {
    /// Places of each side of one table.
    pub const fn block(&self) -> usize {
        match self.kind {
            Kind::Osrm => osrm::BLOCK,
            Kind::Valhalla => valhalla::BLOCK,
        }
    }

    /// Metres between each place and the street the engine puts it on; `None` where it finds none.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub fn metres_off(&self, positions: &[Position]) -> Result<Vec<Option<f64>>, Failure> {
        let parts: Vec<_> = positions.chunks(self.block()).collect();
        let each = match self.kind {
            Kind::Osrm => {
                let questions: Vec<_> = parts.iter().map(|part| osrm::place(&self.address, self.mode, part)).collect();
                let tables: Vec<osrm::Table> = self.client.ask_all(&questions)?;
                tables.iter().zip(&parts).map(|(table, part)| table.metres_off(part.len())).collect::<Result<Vec<_>, _>>()?
            }
            Kind::Valhalla => {
                let questions: Vec<_> = parts.iter().map(|part| valhalla::place(&self.address, self.mode, part)).collect();
                let located: Vec<Vec<valhalla::Located>> = self.client.ask_all(&questions)?;
                located.iter().zip(&parts).map(|(found, part)| valhalla::metres_off(found, part)).collect::<Result<Vec<_>, _>>()?
            }
        };
        Ok(each.into_iter().flatten().collect())
    }

    /// Minutes of each table, row by row; `None` where there is no way.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub fn tables(&self, origins: &[Position], destinations: &[Position], blocks: &[Block]) -> Result<Vec<Vec<Option<f64>>>, Failure> {
        let sides = |block: &Block| {
            let from: Vec<_> = block.origins.iter().map(|&origin| origins[origin]).collect();
            let to: Vec<_> = block.destinations.iter().map(|&destination| destinations[destination]).collect();
            (from, to)
        };
        let ask = |question: fn(&Address, Mode, &[Position], &[Position]) -> Question| -> Vec<Question> {
            blocks.iter().map(sides).map(|(from, to)| question(&self.address, self.mode, &from, &to)).collect()
        };
        let size = |block: &Block| (block.origins.len(), block.destinations.len());
        match self.kind {
            Kind::Osrm => {
                let tables: Vec<osrm::Table> = self.client.ask_all(&ask(osrm::table))?;
                tables.iter().zip(blocks.iter().map(size)).map(|(table, (rows, columns))| table.minutes(rows, columns)).collect()
            }
            Kind::Valhalla => {
                let tables: Vec<valhalla::Table> = self.client.ask_all(&ask(valhalla::table))?;
                tables.iter().zip(blocks.iter().map(size)).map(|(table, (rows, columns))| table.minutes(rows, columns)).collect()
            }
        }
    }

    /// The ground within each limit of a place; Valhalla alone draws it.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub fn isochrones(&self, from: Position, limits: &[Minutes]) -> Result<Vec<Option<Shape>>, Failure> {
        let parts: Vec<_> = limits.chunks(valhalla::CONTOURS).collect();
        let questions: Vec<_> = parts.iter().map(|part| valhalla::isochrone(&self.address, self.mode, from, part)).collect();
        let contours: Vec<valhalla::Contours> = self.client.ask_all(&questions)?;
        let each = contours.into_iter().zip(parts).map(|(contours, part)| valhalla::grounds(contours, part));
        Ok(each.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }
}

//! Where services stand: a block near the heart of a neighbourhood, never twice the same.

use std::collections::BTreeSet;

use geo::Coord;

use super::chance::Chance;
use super::curve::apart;
use super::land::Land;
use super::names::address;
use super::parcels::Ground;
use super::zones::{COMMUNES, Commune, ZONES};

/// How many of the blocks nearest to the heart may hold services.
const NEAREST: usize = 22;

/// Gives out sites.
pub struct Sites<'a> {
    land: &'a Land,
    chance: Chance,
    taken: BTreeSet<usize>,
}

/// A place where something stands.
pub struct Site {
    /// Where, in metres.
    pub at: Coord,
    /// Number and street.
    pub address: String,
    /// Its commune.
    pub commune: &'static Commune,
}

impl<'a> Sites<'a> {
    /// All blocks free.
    pub fn new(land: &'a Land) -> Self {
        Self { land, chance: Chance::of_part(7), taken: BTreeSet::new() }
    }

    /// A site in the neighbourhood of this code.
    pub fn in_zone(&mut self, code: &str) -> anyhow::Result<Site> {
        let zone = ZONES.iter().position(|sketch| sketch.code() == code).ok_or_else(|| anyhow::anyhow!("no zone {code}"))?;
        let heart = ZONES[zone].heart();
        let parcels = &self.land.parcels;
        let mut blocks: Vec<usize> = (0..parcels.len())
            .filter(|&block| self.land.zone_of[block] == Some(zone) && parcels[block].ground == Ground::Dry && !self.taken.contains(&block))
            .collect();
        blocks.sort_by(|&a, &b| apart(parcels[a].at, heart).total_cmp(&apart(parcels[b].at, heart)));
        blocks.truncate(NEAREST);
        anyhow::ensure!(!blocks.is_empty(), "no room left in {code}");
        let block = blocks[self.chance.below(blocks.len())];
        self.taken.insert(block);
        let at = self.chance.around(parcels[block].at, 12.0);
        let (number, street) = (1 + self.chance.below(64), self.chance.below(1000));
        Ok(Site { at, address: address(&ZONES[zone], number, street), commune: &COMMUNES[ZONES[zone].commune] })
    }
}

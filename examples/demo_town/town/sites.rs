//! Where services stand: a block near the heart of a neighbourhood, never twice the same.

use std::collections::BTreeSet;

use geo::Coord;
use rstar::RTree;
use rstar::primitives::Line as Segment;

use super::chance::Chance;
use super::curve::{apart, metres, part_way};
use super::land::Land;
use super::names::address;
use super::parcels::Ground;
use super::streets::Class;
use super::ways::Ways;
use super::zones::{COMMUNES, Commune, ZONES};

/// How many of the blocks nearest to the heart may hold services.
const NEAREST: usize = 22;

/// How far from the street a front door stands at most, in metres.
const FRONT: f64 = 60.0;

/// Gives out sites.
pub struct Sites<'a> {
    land: &'a Land,
    streets: RTree<Segment<[f64; 2]>>,
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
        let Ways { nodes, ways } = Ways::lay(land);
        let point = |node: usize| [nodes[node].x, nodes[node].y];
        let walked = ways.iter().filter(|way| way.class != Class::Trunk);
        let pieces = walked.flat_map(|way| way.nodes.windows(2).map(|ends| Segment::new(point(ends[0]), point(ends[1]))));
        Self { land, streets: RTree::bulk_load(pieces.collect()), chance: Chance::of_part(7), taken: BTreeSet::new() }
    }

    /// Among fields a block is wide: the door is brought near the street that it opens on.
    fn front(&self, at: Coord) -> Coord {
        let Some(street) = self.streets.nearest_neighbor([at.x, at.y]) else { return at };
        let [x, y] = street.nearest_point(&[at.x, at.y]);
        let away = apart(metres(x, y), at);
        if away <= FRONT { at } else { part_way(metres(x, y), at, FRONT / away) }
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
        let at = self.front(at);
        let (number, street) = (1 + self.chance.below(64), self.chance.below(1000));
        Ok(Site { at, address: address(&ZONES[zone], number, street), commune: &COMMUNES[ZONES[zone].commune] })
    }
}

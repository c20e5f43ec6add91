//! Streets as a map describes them, before anybody asks who may use them.
//!
//! The vocabulary is OpenStreetMap's: ways with tags over shared nodes. Other sources are translated
//! into it, so that one set of rules decides what may be walked, ridden or driven.

use serde::{Deserialize, Serialize};

use super::{Position, Text};
use crate::text;

/// Tags of a way or a node, in the order of their keys. Few enough to be looked up one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags(Vec<(&'static str, Box<str>)>);

impl Tags {
    /// Tags from pairs; the first of a key wins.
    pub fn new(pairs: impl IntoIterator<Item = (&'static str, Box<str>)>) -> Self {
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_by_key(|(key, _)| *key);
        pairs.dedup_by_key(|(key, _)| *key);
        pairs.shrink_to_fit();
        Self(pairs)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_ref())
    }

    /// Whether a key has this value.
    pub fn says(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every key with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_ref()))
    }
}

/// A line of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Its number in the source, for reports. Parts of a way that was cut share it.
    pub id: i64,
    /// Its nodes in order, as indices into [`StreetMap::nodes`]; at least two.
    pub nodes: Vec<u32>,
    /// What is said of it.
    pub tags: Tags,
}

/// Whether a restriction forbids a turn, or all turns but one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ban {
    /// `no_left_turn`, `no_u_turn`, `no_entry`…
    This,
    /// `only_straight_on`…
    AllOthers,
}

/// A turn that is forbidden or compulsory at a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Restriction {
    /// Its number in the source.
    pub id: i64,
    /// The way one comes from.
    pub from: i64,
    /// The node at which one turns.
    pub via: u32,
    /// The way one turns into.
    pub to: i64,
    /// What is forbidden.
    pub ban: Ban,
    /// Vehicles that need not obey, as in `except=bicycle;psv`.
    pub except: Box<str>,
}

/// Streets of one source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StreetMap {
    /// Nodes that some way needs.
    pub nodes: Vec<Position>,
    /// Nodes of which something is said (barriers), by index, in order.
    pub node_tags: Vec<(u32, Tags)>,
    /// Lines that may be streets.
    pub ways: Vec<Way>,
    /// Turns.
    pub restrictions: Vec<Restriction>,
    /// What the reading met.
    pub reading: StreetReading,
}

/// What reading a map met, for its report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StreetReading {
    /// Lines in the source, of every kind.
    pub ways_seen: u64,
    /// Of those, lines that may be streets.
    pub ways_read: u64,
    /// Nodes kept.
    pub nodes_read: u64,
    /// Ways of which nodes are missing (extracts cut at a border), kept in the parts that exist.
    pub ways_cut: u64,
    /// Ways of which less than two nodes in a row exist: left out.
    pub ways_lost: u64,
    /// Nodes that ways name and the source does not hold.
    pub nodes_missing: u64,
    /// Nodes whose coordinates are not on the globe.
    pub nodes_misplaced: u64,
    /// Lines whose attributes the declared mapping does not know.
    pub values_unknown: u64,
    /// Ends that were not at the same place and were joined (declared snapping).
    pub ends_joined: u64,
    /// Turn restrictions read.
    pub restrictions_read: u64,
    /// Restrictions over several ways (`via` is a way): left out.
    pub restrictions_over_ways: u64,
    /// Restrictions that hold at some hours only, name no turn, or whose members are missing: left out.
    pub restrictions_unclear: u64,
}

impl StreetMap {
    /// West, south, east and north in degrees; `None` without nodes.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let first = *self.nodes.first()?;
        let start = [first.lon(), first.lat(), first.lon(), first.lat()];
        Some(self.nodes.iter().fold(start, |[west, south, east, north], at| {
            [west.min(at.lon()), south.min(at.lat()), east.max(at.lon()), north.max(at.lat())]
        }))
    }
}

impl StreetReading {
    /// The account in sentences, for an import report; what did not happen is not told.
    pub fn remarks(&self) -> Vec<Text> {
        let Self { ways_seen, ways_read, nodes_read, ways_cut, ways_lost, nodes_missing, nodes_misplaced, .. } = self;
        let Self { values_unknown, ends_joined, restrictions_read, restrictions_over_ways, restrictions_unclear, .. } = self;
        let told = [
            (
                true,
                text!(
                    "{ways_read} tronçons de rue lus sur {ways_seen} lignes, {nodes_read} points",
                    "{ways_read} streets read among {ways_seen} lines, {nodes_read} points"
                ),
            ),
            (
                *ways_cut > 0,
                text!(
                    "{ways_cut} lignes coupées au bord de l’extrait ({nodes_missing} points absents) : gardées par morceaux",
                    "{ways_cut} lines cut at the edge of the extract ({nodes_missing} points missing): kept in parts"
                ),
            ),
            (
                *ways_lost > 0,
                text!(
                    "{ways_lost} lignes sans deux points de suite : laissées de côté",
                    "{ways_lost} lines without two points in a row: left out"
                ),
            ),
            (
                *nodes_misplaced > 0,
                text!("{nodes_misplaced} points hors du globe : laissés de côté", "{nodes_misplaced} points off the globe: left out"),
            ),
            (
                *values_unknown > 0,
                text!(
                    "{values_unknown} lignes dont une valeur n’est pas déclarée dans la correspondance : laissées de côté",
                    "{values_unknown} lines with a value that the mapping does not declare: left out"
                ),
            ),
            (*ends_joined > 0, text!("{ends_joined} extrémités proches réunies", "{ends_joined} ends close to one another joined")),
            (
                *restrictions_read > 0,
                text!("{restrictions_read} interdictions de tourner lues", "{restrictions_read} turn restrictions read"),
            ),
            (
                *restrictions_over_ways > 0,
                text!(
                    "{restrictions_over_ways} interdictions portant sur plusieurs rues : ignorées",
                    "{restrictions_over_ways} restrictions over several streets: ignored"
                ),
            ),
            (
                *restrictions_unclear > 0,
                text!(
                    "{restrictions_unclear} interdictions à certaines heures ou incomplètes : ignorées",
                    "{restrictions_unclear} restrictions at some hours only, or incomplete: ignored"
                ),
            ),
        ];
        told.into_iter().filter(|(happened, _)| *happened).map(|(_, words)| words).collect()
    }
}

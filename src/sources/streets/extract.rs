//! From the elements of a map to streets over the nodes that exist: the same for every OpenStreetMap format.

use std::collections::HashSet;

use crate::domain::{Ban, Fault, Position, Restriction, StreetMap, StreetReading, Tags, Way};

/// A way as written.
pub(super) struct RawWay {
    pub id: i64,
    pub nodes: Vec<i64>,
    pub tags: Tags,
}

/// A node that a way needs: its place among the nodes wanted, where it lies and what is said of it.
pub(super) struct RawNode {
    pub wanted: usize,
    pub lon: f64,
    pub lat: f64,
    pub tags: Tags,
}

/// A turn restriction as written.
#[derive(Default)]
pub(super) struct RawTurn {
    pub id: i64,
    pub kind: String,
    pub except: String,
    pub from: Vec<i64>,
    pub to: Vec<i64>,
    pub via_nodes: Vec<i64>,
    pub via_ways: usize,
}

impl RawTurn {
    /// Adds a member by its role; roles that are no part of a turn are not looked at.
    pub fn member(&mut self, role: &str, way: bool, id: i64) {
        match (role, way) {
            ("from", true) => self.from.push(id),
            ("to", true) => self.to.push(id),
            ("via", true) => self.via_ways += 1,
            ("via", false) => self.via_nodes.push(id),
            _ => {}
        }
    }
}

/// What the first pass over a file gives.
#[derive(Default)]
pub(super) struct Lines {
    pub ways: Vec<RawWay>,
    pub turns: Vec<RawTurn>,
    pub ways_seen: u64,
}

impl Lines {
    /// Puts another part of the file behind.
    pub fn append(&mut self, mut other: Self) {
        self.ways.append(&mut other.ways);
        self.turns.append(&mut other.turns);
        self.ways_seen += other.ways_seen;
    }
}

/// A file that can be read twice: lines first, then only the nodes that they need.
pub(super) trait Elements {
    /// Every line that may be a street and every turn restriction.
    fn lines(&self) -> Result<Lines, Fault>;
    /// The nodes whose numbers are in `wanted`, which is sorted.
    fn nodes(&self, wanted: &[i64]) -> Result<Vec<RawNode>, Fault>;
}

/// Reads a file into streets: two passes, so that only needed nodes are held.
pub(super) fn read(elements: &impl Elements) -> Result<StreetMap, Fault> {
    let Lines { ways, turns, ways_seen } = elements.lines()?;
    let mut wanted: Vec<i64> = ways.iter().flat_map(|way| way.nodes.iter().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut reading = StreetReading { ways_seen, ways_read: ways.len() as u64, ..StreetReading::default() };
    let (nodes, node_tags, place) = placed(elements.nodes(&wanted)?, wanted.len(), &mut reading);
    let index = |id: i64| wanted.binary_search(&id).ok().and_then(|at| place[at]);
    let mut cut = Vec::with_capacity(ways.len());
    for way in ways {
        cut_at_missing(&way, index, &mut cut, &mut reading);
    }
    let restrictions = restrictions(turns, index, &cut, &mut reading);
    Ok(StreetMap { nodes, node_tags, ways: cut, restrictions, reading })
}

type Placed = (Vec<Position>, Vec<(u32, Tags)>, Vec<Option<u32>>);

/// Numbers the nodes that exist, in the order of those wanted.
fn placed(mut found: Vec<RawNode>, wanted: usize, reading: &mut StreetReading) -> Placed {
    found.sort_by_key(|node| node.wanted);
    found.dedup_by_key(|node| node.wanted);
    reading.nodes_missing = (wanted - found.len()) as u64;
    let mut nodes = Vec::with_capacity(found.len());
    let mut node_tags = Vec::new();
    let mut place = vec![None; wanted];
    for node in found {
        let Ok(position) = Position::new(node.lon, node.lat) else {
            reading.nodes_misplaced += 1;
            continue;
        };
        place[node.wanted] = Some(nodes.len() as u32);
        if !node.tags.is_empty() {
            node_tags.push((nodes.len() as u32, node.tags));
        }
        nodes.push(position);
    }
    reading.nodes_read = nodes.len() as u64;
    (nodes, node_tags, place)
}

/// Keeps the runs of nodes that exist. A node repeated at once is written once.
fn cut_at_missing(way: &RawWay, index: impl Fn(i64) -> Option<u32>, cut: &mut Vec<Way>, reading: &mut StreetReading) {
    let mut places: Vec<Option<u32>> = way.nodes.iter().map(|id| index(*id)).collect();
    places.dedup();
    let whole = !places.contains(&None);
    let runs = places.split(Option::is_none).filter(|run| run.len() > 1);
    let before = cut.len();
    cut.extend(runs.map(|run| Way { id: way.id, nodes: run.iter().copied().flatten().collect(), tags: way.tags.clone() }));
    if cut.len() == before {
        reading.ways_lost += 1;
    } else if !whole {
        reading.ways_cut += 1;
    }
}

fn restrictions(turns: Vec<RawTurn>, index: impl Fn(i64) -> Option<u32>, ways: &[Way], reading: &mut StreetReading) -> Vec<Restriction> {
    let known: HashSet<i64> = ways.iter().map(|way| way.id).collect();
    let mut found = Vec::new();
    for turn in turns {
        reading.restrictions_read += 1;
        if turn.via_ways > 0 {
            reading.restrictions_over_ways += 1;
            continue;
        }
        let complete = turn.from.iter().chain(&turn.to).all(|way| known.contains(way));
        let via = if let [via] = turn.via_nodes[..] { index(via) } else { None };
        match (ban(&turn.kind), via) {
            (Some(ban), Some(via)) if complete && !turn.from.is_empty() && !turn.to.is_empty() => found.extend(pairs(&turn, via, ban)),
            _ => reading.restrictions_unclear += 1,
        }
    }
    found
}

/// `no_entry` has several ways to come from, `no_exit` several to go to.
fn pairs(turn: &RawTurn, via: u32, ban: Ban) -> impl Iterator<Item = Restriction> + '_ {
    let crossed = turn.from.iter().flat_map(|from| turn.to.iter().map(move |to| (*from, *to)));
    crossed.map(move |(from, to)| Restriction { id: turn.id, from, via, to, ban, except: turn.except.as_str().into() })
}

fn ban(kind: &str) -> Option<Ban> {
    if kind.starts_with("no_") {
        Some(Ban::This)
    } else if kind.starts_with("only_") {
        Some(Ban::AllOthers)
    } else {
        None
    }
}

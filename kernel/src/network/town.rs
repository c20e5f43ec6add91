//! A town made up for tests: blocks of different lengths, one-way streets, closed streets, bends.

use std::sync::Arc;

use super::{Approach, Graph, Mode, Origin, Streets};
use crate::domain::{Position, Text};

/// About a hundred metres of longitude and of latitude at 43.6 degrees north.
pub const STEP: [f64; 2] = [0.001_24, 0.000_9];
const CORNER: [f64; 2] = [3.87, 43.6];

/// A street of the town between two nodes, with its time each way; `None` where one may not go.
#[derive(Debug, Clone)]
pub struct Block {
    pub ends: (u32, u32),
    pub there: Option<u32>,
    pub back: Option<u32>,
    /// A point of its line between the two ends.
    pub bend: Option<Position>,
}

/// Numbers by chance, always the same.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}

pub fn place(x: f64, y: f64) -> Position {
    Position::new(CORNER[0] + x * STEP[0], CORNER[1] + y * STEP[1]).unwrap()
}

/// Places scattered over a town of so many blocks each way.
pub fn scattered(side: u32, count: usize, chance: &mut Chance) -> Vec<Position> {
    let mut along = || f64::from(chance.below((side - 1) * 1_000)) / 1_000.0;
    (0..count).map(|_| place(along(), along())).collect()
}

/// Blocks of a square town of `side × side` nodes. On foot every street is open both ways and takes the
/// same time; otherwise a fifth is one-way.
pub fn blocks(side: u32, on_foot: bool, chance: &mut Chance) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut add = |from: u32, to: u32, middle: (f64, f64)| {
        if chance.below(12) == 0 {
            return;
        }
        let there = 40_000 + chance.below(90_000);
        let back = if on_foot { there } else { 40_000 + chance.below(90_000) };
        let one_way = !on_foot && chance.below(5) == 0;
        let bend = (chance.below(3) == 0).then(|| place(middle.0 + 0.1, middle.1 + 0.15));
        blocks.push(Block { ends: (from, to), there: Some(there), back: (!one_way).then_some(back), bend });
    };
    for y in 0..side {
        for x in 0..side {
            let node = y * side + x;
            if x + 1 < side {
                add(node, node + 1, (f64::from(x) + 0.5, f64::from(y)));
            }
            if y + 1 < side {
                add(node, node + side, (f64::from(x), f64::from(y) + 0.5));
            }
        }
    }
    blocks
}

pub fn nodes(side: u32) -> Vec<Position> {
    (0..side * side).map(|node| place(f64::from(node % side), f64::from(node / side))).collect()
}

pub fn graph(nodes: Vec<Position>, blocks: &[Block]) -> Graph {
    let mut edges = Vec::new();
    let mut graph = Graph { point_starts: vec![0], ..Graph::default() };
    for (street, Block { ends: (from, to), there, back, bend }) in (0_u32..).zip(blocks) {
        edges.extend(there.map(|millis| (*from, *to, millis, street * 2)));
        edges.extend(back.map(|millis| (*to, *from, millis, street * 2 + 1)));
        graph.points.push(nodes[*from as usize]);
        graph.points.extend(*bend);
        graph.points.push(nodes[*to as usize]);
        graph.point_starts.push(graph.points.len() as u32);
        graph.metres.push(100.0);
    }
    edges.sort_by_key(|&(from, ..)| from);
    let (first, _) = super::lines::grouped(nodes.len(), &edges.iter().map(|&(from, ..)| from).collect::<Vec<_>>());
    graph.first = first;
    graph.heads = edges.iter().map(|&(_, to, ..)| to).collect();
    graph.millis = edges.iter().map(|&(.., millis, _)| millis).collect();
    graph.lines = edges.iter().map(|&(.., line)| line).collect();
    graph.nodes = nodes;
    graph
}

/// A town of `side × side` nodes and its streets.
pub fn town(side: u32, mode: Mode, seed: u64) -> Streets {
    let blocks = blocks(side, mode == Mode::Walk, &mut Chance::new(seed));
    streets(graph(nodes(side), &blocks), mode)
}

pub fn streets(graph: Graph, mode: Mode) -> Streets {
    let origin = Origin { source: Text::same("Ville inventée"), vintage: Some("2024".into()), pace: Text::new("4,5 km/h", "4.5 km/h") };
    Streets::new(Arc::new(graph), mode, Approach::default(), origin)
}

//! A contraction hierarchy: many times between many places without walking every street again.

use cch::graph::Graph as Arcs;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Graph;
use super::lines::{NEVER, Seed};
use crate::domain::{Fault, Text};

/// No node above: a root of the elimination tree.
const NONE: u32 = u32::MAX;

/// Origins swept together: their times to a node lie side by side, so that one load of an arc serves all.
const LANES: usize = 16;

/// First bytes of a hierarchy that was kept.
const MARK: &[u8; 8] = b"MLGCCH01";

/// The streets of a graph by rank, with the shortcuts that go over lower ranks.
///
/// # Algorithm
/// 1. Nodes are ranked by nested dissection along inertial-flow cuts, contracted in that order and the
///    shortcuts given the times of this graph (crate `cch`): J. Dibbelt, B. Strasser, D. Wagner,
///    “Customizable Contraction Hierarchies”, ACM Journal of Experimental Algorithmics 21 (2016).
/// 2. For many-to-many, what lies above the destinations is cut out once, and swept downwards for sixteen
///    origins at a time: D. Delling, A. Goldberg, R. Werneck, “Faster Batched Shortest Paths in Road
///    Networks”, ATMOS 2011 (restricted PHAST).
///
/// # Notes
/// Times are the same as Dijkstra's to the millisecond. Those of 24 days or more are [`NEVER`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hierarchy {
    /// The rank of each node of the graph.
    rank: Vec<u32>,
    /// By rank: the rank above in the elimination tree.
    above: Vec<u32>,
    /// By rank: where the arcs to higher ranks begin.
    first: Vec<u32>,
    heads: Vec<u32>,
    /// Milliseconds up each arc.
    up: Vec<u32>,
    /// Milliseconds down each arc.
    down: Vec<u32>,
}

impl Hierarchy {
    /// Ranks and contracts a graph.
    ///
    /// # Notes
    /// Seconds for a large town; keep the result with [`Hierarchy::to_bytes`].
    pub fn new(graph: &Graph) -> Self {
        let tails: Vec<u32> = (0..graph.node_count() as u32).flat_map(|node| graph.edges_from(node).map(move |_| node)).collect();
        let degrees = |of: fn(&crate::domain::Position) -> f64| -> Vec<f32> { graph.nodes.iter().map(|at| of(at) as f32).collect() };
        let (latitudes, longitudes) = (degrees(|at| at.lat()), degrees(|at| at.lon()));
        let nodes = graph.node_count() as u32;
        // The library cuts along streets, and stops short where there are none.
        let order =
            if tails.is_empty() { (0..nodes).collect() } else { cch::inertial_order(nodes, &tails, &graph.heads, &latitudes, &longitudes) };
        let millis: Vec<u32> = graph.millis.iter().map(|&millis| millis.min(NEVER)).collect();
        let arcs = Arcs { first_out: graph.first.clone(), head: graph.heads.clone(), weight: millis };
        let built = cch::Cch::build(&arcs, &order);
        let metric = built.customize(&arcs.weight);
        Self {
            rank: built.rank,
            above: built.elimination_tree_parent,
            first: built.up_first_out,
            heads: built.up_head,
            up: metric.forward,
            down: metric.backward,
        }
    }

    /// Streets and shortcuts, each for both directions.
    pub fn arc_count(&self) -> usize {
        self.heads.len()
    }

    /// Milliseconds from each origin to each destination, row by row; [`NEVER`] where there is no way. An
    /// origin is the nodes one first reaches from it, a destination those one last passes.
    pub fn times(&self, origins: &[Vec<Seed>], destinations: &[Vec<Seed>]) -> Vec<u32> {
        let wanted = Wanted::new(self, destinations);
        let blocks = origins.par_chunks(LANES).map_init(
            || (Climb::new(self), vec![[NEVER; LANES]; wanted.ranks.len()]),
            |(climb, lanes), block| {
                lanes.fill([NEVER; LANES]);
                for (lane, origin) in block.iter().enumerate() {
                    climb.run(self, origin, |rank, millis| {
                        if let Some(slot) = wanted.slot(rank) {
                            lanes[slot][lane] = millis;
                        }
                    });
                }
                wanted.sweep(lanes);
                wanted.read(lanes, block.len())
            },
        );
        blocks.collect::<Vec<_>>().concat()
    }

    fn arcs(&self, rank: u32) -> std::ops::Range<usize> {
        self.first[rank as usize] as usize..self.first[rank as usize + 1] as usize
    }
}

/// The way up from the nodes of one origin.
struct Climb {
    millis: Vec<u32>,
}

impl Climb {
    fn new(hierarchy: &Hierarchy) -> Self {
        Self { millis: vec![NEVER; hierarchy.rank.len()] }
    }

    /// Shows every rank above the seeds, lowest first, with its time by ways that only climb.
    fn run(&mut self, hierarchy: &Hierarchy, seeds: &[Seed], mut show: impl FnMut(u32, u32)) {
        let mut heads: Vec<u32> = seeds.iter().map(|seed| hierarchy.rank[seed.node as usize]).collect();
        for (seed, &rank) in seeds.iter().zip(&heads) {
            let slot = &mut self.millis[rank as usize];
            *slot = (*slot).min(seed.millis);
        }
        while let Some(&rank) = heads.iter().min() {
            // Taken as it is shown: the memory is clean again at the end.
            let millis = std::mem::replace(&mut self.millis[rank as usize], NEVER);
            show(rank, millis);
            for arc in hierarchy.arcs(rank) {
                let slot = &mut self.millis[hierarchy.heads[arc] as usize];
                *slot = (*slot).min(millis + hierarchy.up[arc]);
            }
            let above = hierarchy.above[rank as usize];
            heads.retain_mut(|head| {
                if *head == rank {
                    *head = above;
                }
                *head != NONE
            });
            heads.sort_unstable();
            heads.dedup();
        }
    }
}

/// The part of the hierarchy above some destinations, highest rank first.
struct Wanted<'a> {
    destinations: &'a [Vec<Seed>],
    ranks: Vec<u32>,
    /// By rank: its place in `ranks`, or `NONE`.
    slots: Vec<u32>,
    /// By place: where its arcs begin.
    first: Vec<u32>,
    /// The place above, and the milliseconds down from there.
    arcs: Vec<(u32, u32)>,
    /// The place of each node of the destinations, in their order.
    ends: Vec<u32>,
}

impl<'a> Wanted<'a> {
    fn new(hierarchy: &Hierarchy, destinations: &'a [Vec<Seed>]) -> Self {
        let mut slots = vec![NONE; hierarchy.rank.len()];
        let mut ranks = Vec::new();
        let ends = || destinations.iter().flatten().map(|seed| hierarchy.rank[seed.node as usize]);
        for end in ends() {
            let mut rank = end;
            while rank != NONE && slots[rank as usize] == NONE {
                slots[rank as usize] = 0;
                ranks.push(rank);
                rank = hierarchy.above[rank as usize];
            }
        }
        ranks.sort_unstable_by(|a, b| b.cmp(a));
        for (slot, &rank) in (0..).zip(&ranks) {
            slots[rank as usize] = slot;
        }
        let (mut first, mut arcs) = (vec![0], Vec::new());
        for &rank in &ranks {
            // Whatever an arc climbs to lies above in the tree, and is wanted too.
            arcs.extend(hierarchy.arcs(rank).map(|arc| (slots[hierarchy.heads[arc] as usize], hierarchy.down[arc])));
            first.push(arcs.len() as u32);
        }
        let ends = ends().map(|rank| slots[rank as usize]).collect();
        Self { destinations, ranks, slots, first, arcs, ends }
    }

    fn slot(&self, rank: u32) -> Option<usize> {
        let slot = self.slots[rank as usize];
        (slot != NONE).then_some(slot as usize)
    }

    /// Comes down from the top: two times below [`NEVER`] never overflow, and their sum is cut at it.
    fn sweep(&self, lanes: &mut [[u32; LANES]]) {
        for slot in 0..self.ranks.len() {
            let (above, here) = lanes.split_at_mut(slot);
            let here = &mut here[0];
            for &(higher, millis) in &self.arcs[self.first[slot] as usize..self.first[slot + 1] as usize] {
                let from = &above[higher as usize];
                for lane in 0..LANES {
                    here[lane] = here[lane].min(from[lane] + millis);
                }
            }
        }
    }

    fn read(&self, lanes: &[[u32; LANES]], origins: usize) -> Vec<u32> {
        let mut times = vec![NEVER; origins * self.destinations.len()];
        let mut ends = self.ends.iter();
        for (column, seeds) in self.destinations.iter().enumerate() {
            for (seed, &slot) in seeds.iter().zip(&mut ends) {
                for lane in 0..origins {
                    let time = &mut times[lane * self.destinations.len() + column];
                    *time = (*time).min(lanes[slot as usize][lane] + seed.millis);
                }
            }
        }
        times
    }
}

impl Hierarchy {
    /// The hierarchy as bytes, to be kept beside its graph.
    pub fn to_bytes(&self, graph: &Graph) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        bytes.extend(print_of(graph));
        for count in [self.rank.len(), self.heads.len()] {
            bytes.extend((count as u32).to_le_bytes());
        }
        for array in [&self.rank, &self.above, &self.first, &self.heads, &self.up, &self.down] {
            bytes.extend(array.iter().flat_map(|value| value.to_le_bytes()));
        }
        let seal = Sha256::digest(&bytes);
        bytes.extend(seal);
        bytes
    }

    /// A hierarchy that was kept, for the same graph.
    ///
    /// # Errors
    /// `stale-hierarchy` when it is cut short, altered, or made for other streets.
    pub fn from_bytes(bytes: &[u8], graph: &Graph) -> Result<Self, Fault> {
        Self::parsed(bytes, graph).ok_or_else(|| {
            Fault::new(
                "stale-hierarchy",
                Text::new(
                    "la hiérarchie gardée ne va pas avec ces rues, ou elle est abîmée",
                    "the hierarchy that was kept does not go with these streets, or is damaged",
                ),
                Text::new("la calculer à nouveau à partir des rues", "make it again from the streets"),
            )
        })
    }

    fn parsed(bytes: &[u8], graph: &Graph) -> Option<Self> {
        let (content, seal) = bytes.split_last_chunk::<32>()?;
        let rest = content.strip_prefix(MARK)?.strip_prefix(&print_of(graph))?;
        if <[u8; 32]>::from(Sha256::digest(content)) != *seal {
            return None;
        }
        let words = rest.chunks_exact(4).map(|word| word.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte)));
        let mut words: Vec<u32> = words.collect();
        let (nodes, arcs) = (*words.first()? as usize, *words.get(1)? as usize);
        let lengths = [nodes, nodes, nodes + 1, arcs, arcs, arcs];
        if nodes != graph.node_count() || words.len() != 2 + lengths.iter().sum::<usize>() {
            return None;
        }
        let mut take = |length: usize| words.split_off(words.len() - length);
        let (down, up, heads) = (take(arcs), take(arcs), take(arcs));
        let (first, above, rank) = (take(nodes + 1), take(nodes), take(nodes));
        let kept = Self { rank, above, first, heads, up, down };
        kept.is_sound().then_some(kept)
    }

    /// Whether no query can step outside the arrays, nor go on for ever.
    fn is_sound(&self) -> bool {
        let (nodes, arcs) = (self.rank.len() as u32, self.heads.len() as u32);
        let climbs = |rank: u32, above: &u32| *above > rank && *above < nodes;
        let rows = self.first.is_sorted() && self.first.first() == Some(&0) && self.first.last() == Some(&arcs);
        rows && self.rank.iter().all(|&rank| rank < nodes)
            && (0..).zip(&self.above).all(|(rank, above)| *above == NONE || climbs(rank, above))
            && (0..nodes).all(|rank| self.heads[self.arcs(rank)].iter().all(|head| climbs(rank, head)))
            && self.up.iter().chain(&self.down).all(|&millis| millis <= NEVER)
    }
}

/// What a hierarchy depends on: who leads to whom, and in how long.
fn print_of(graph: &Graph) -> [u8; 32] {
    let mut print = Sha256::new();
    for array in [&graph.first, &graph.heads, &graph.millis] {
        print.update(array.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>());
    }
    print.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::super::dijkstra::Search;
    use super::super::town::{Chance, scattered, town};
    use super::super::{Mode, Side, Streets, reach};
    use super::*;

    fn node(node: u32) -> Vec<Seed> {
        vec![Seed { node, millis: 0, share: 0.0 }]
    }

    fn by_search(town: &Streets, from: u32) -> Vec<u32> {
        let mut times = vec![NEVER; town.graph().node_count()];
        Search::default().run(town.lines().forward(town.graph()), &node(from), NEVER, |node, millis| {
            times[node as usize] = millis;
            ControlFlow::Continue(())
        });
        times
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn times_are_those_of_dijkstra_between_all_nodes(seed in 0_u64..1_000_000, walk: bool) {
            let town = town(9, if walk { Mode::Walk } else { Mode::Car }, seed);
            let hierarchy = Hierarchy::new(town.graph());
            let all: Vec<_> = (0..81).map(node).collect();
            let expected: Vec<u32> = (0..81).flat_map(|from| by_search(&town, from)).collect();
            prop_assert_eq!(hierarchy.times(&all, &all), expected);
        }

        #[test]
        fn a_matrix_is_a_reach_without_limit(seed in 0_u64..1_000_000) {
            let town = town(9, Mode::Car, seed);
            let mut chance = Chance::new(seed);
            let (from, to) = (scattered(9, 40, &mut chance), scattered(9, 25, &mut chance));
            let matrix = town.matrix(&Hierarchy::new(town.graph()), &from, &to);
            let rows = reach::within(town.graph(), town.lines(), &town.placed(&from), &town.placed(&to), NEVER, Side::Origins);
            for (origin, row) in rows.iter().enumerate() {
                prop_assert_eq!((0..25).filter(|&to| matrix.get(origin, to).is_some()).count(), row.len());
                for &(millis, to) in row {
                    prop_assert_eq!(matrix.get(origin, to as usize), Some(millis));
                }
            }
        }
    }

    #[test]
    fn what_was_kept_comes_back_and_serves_no_other_streets() {
        let (here, there) = (town(6, Mode::Car, 1), town(6, Mode::Car, 2));
        let hierarchy = Hierarchy::new(here.graph());
        let bytes = hierarchy.to_bytes(here.graph());
        assert_eq!(Hierarchy::from_bytes(&bytes, here.graph()).unwrap(), hierarchy);
        let mut altered = bytes.clone();
        altered[200] ^= 1;
        for (bytes, graph) in [(&bytes[..], there.graph()), (&altered, here.graph()), (&bytes[..90], here.graph()), (&[], here.graph())] {
            assert_eq!(Hierarchy::from_bytes(bytes, graph).unwrap_err().code, "stale-hierarchy");
        }
    }

    #[test]
    fn a_network_without_streets_has_a_hierarchy_without_times() {
        let empty = Graph { first: vec![0], point_starts: vec![0], ..Graph::default() };
        let hierarchy = Hierarchy::new(&empty);
        assert_eq!(hierarchy.times(&[Vec::new()], &[Vec::new(), Vec::new()]), [NEVER, NEVER]);
    }
}

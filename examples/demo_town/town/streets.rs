//! The street network: edges of blocks become streets. Main roads follow their drawn course and bridge
//! the water; local streets fill the rest, thinner towards the fields, and everything hangs together.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo::Coord;

use super::chance::Chance;
use super::curve::{apart, metres, part_way};
use super::land::Land;
use super::mesh::Edge;
use super::parcels::Ground;
use super::plan::{Line, Trace, inside, spacing};
use super::zones::{Form, ZONES};

/// What kind of street, in the words of OpenStreetMap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The ring road.
    Trunk,
    /// Roads out of town.
    Primary,
    /// Boulevards.
    Secondary,
    /// Streets with houses.
    Residential,
    /// Lanes between fields and in business parks.
    Unclassified,
    /// Streets of the old town closed to cars.
    Pedestrian,
    /// Paths of parks and forests.
    Footway,
}

/// A street on one edge of the mesh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Rank of the edge.
    pub edge: usize,
    /// What kind of street.
    pub class: Class,
    /// Rank of the drawn line it belongs to, for main roads.
    pub line: Option<usize>,
    /// Whether it bridges water.
    pub bridge: bool,
}

/// The whole network, one stretch an edge at most.
pub fn network(land: &Land) -> Vec<Stretch> {
    let sites: Vec<Site> = land.mesh.edges.iter().map(|edge| site(land, edge)).collect();
    let mut stretches: Vec<Option<Stretch>> = vec![None; sites.len()];
    for (rank, line) in land.lines.iter().enumerate().filter(|(_, line)| line.trace.is_road()) {
        for edge in route(land, &sites, line) {
            let bridge = sites[edge] == Site::OverWater;
            stretches[edge].get_or_insert(Stretch { edge, class: main_class(line.trace), line: Some(rank), bridge });
        }
    }
    add_local(land, &sites, &mut stretches);
    largest_component(land, stretches.into_iter().flatten().collect())
}

/// What an edge could carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Site {
    /// Nothing: it lies in the water, on the rails or beyond the territory.
    Nothing,
    /// A bridge, if a road wants it.
    OverWater,
    /// A crossing of the railway, if a road wants it.
    OverRail,
    /// Any street.
    Free,
}

fn site(land: &Land, edge: &Edge) -> Site {
    let [one, other] = edge.blocks.map(|block| &land.parcels[block]);
    let separates = |line: &Line| line.course.parts(one.at, other.at);
    let fixed = |line: &&Line| line.trace.is_water() || line.trace == Trace::Rail;
    if land.beside(edge).contains(&None) || land.lines.iter().filter(fixed).any(separates) {
        return Site::Nothing;
    }
    let on_rail = |at: Coord| land.lines.iter().any(|line| line.trace == Trace::Rail && line.course.distance_to(at) < 1.0);
    match (one.ground, other.ground) {
        (Ground::Bank(_), Ground::Bank(_)) => Site::OverWater,
        _ if edge.ends.iter().any(|&end| on_rail(land.mesh.corners[end])) => Site::OverRail,
        _ => Site::Free,
    }
}

fn main_class(trace: Trace) -> Class {
    match trace {
        Trace::Ring => Class::Trunk,
        Trace::Boulevard => Class::Secondary,
        _ => Class::Primary,
    }
}

/// The edges of a main road: the shortest way that stays close to its drawn course, piece by piece.
fn route(land: &Land, sites: &[Site], line: &Line) -> Vec<usize> {
    let open = |edge: usize| sites[edge] != Site::Nothing;
    let around = incident(land, (0..sites.len()).filter(|&edge| open(edge)));
    let within: Vec<Coord> = line.course.points.0.iter().copied().filter(|&at| inside(at)).collect();
    let Some(last) = within.len().checked_sub(1) else { return Vec::new() };
    let stops: Vec<usize> = (0..=4).map(|quarter| nearest_corner(land, &around, line, within[last * quarter / 4])).collect();
    stops.windows(2).flat_map(|pair| shortest(land, &around, line, pair[0], pair[1])).collect()
}

/// For each corner, the edges that meet there.
fn incident(land: &Land, edges: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut around = vec![Vec::new(); land.mesh.corners.len()];
    for edge in edges {
        land.mesh.edges[edge].ends.iter().for_each(|&end| around[end].push(edge));
    }
    around
}

/// The corner on a line nearest to a point of it.
fn nearest_corner(land: &Land, around: &[Vec<usize>], line: &Line, at: Coord) -> usize {
    let away = |corner: usize| {
        let place = land.mesh.corners[corner];
        apart(place, at) + 5.0 * line.course.distance_to(place)
    };
    let open = (0..around.len()).filter(|&corner| around[corner].len() > 1);
    open.min_by(|&a, &b| away(a).total_cmp(&away(b))).unwrap_or(0)
}

/// Dijkstra where leaving the drawn course costs.
fn shortest(land: &Land, around: &[Vec<usize>], line: &Line, from: usize, to: usize) -> Vec<usize> {
    let mut arrived: Vec<Option<usize>> = vec![None; around.len()];
    let mut done = vec![false; around.len()];
    let mut queue = BinaryHeap::from([Reverse((0_u64, from, None))]);
    while let Some(Reverse((cost, corner, by))) = queue.pop() {
        if std::mem::replace(&mut done[corner], true) {
            continue;
        }
        arrived[corner] = by;
        if corner == to {
            break;
        }
        for &edge in &around[corner] {
            let next = other_end(&land.mesh.edges[edge], corner);
            queue.push(Reverse((cost + toll(land, line, edge), next, Some(edge))));
        }
    }
    let mut edges = Vec::new();
    let mut corner = to;
    while let Some(edge) = arrived[corner] {
        edges.push(edge);
        corner = other_end(&land.mesh.edges[edge], corner);
    }
    edges
}

fn toll(land: &Land, line: &Line, edge: usize) -> u64 {
    let edge = &land.mesh.edges[edge];
    let middle = part_way(land.mesh.corners[edge.ends[0]], land.mesh.corners[edge.ends[1]], 0.5);
    let off = line.course.distance_to(middle) / (0.3 * spacing(middle));
    (land.mesh.length(edge) * (1.0 + off * off) * 1000.0) as u64
}

/// The other end of an edge.
pub fn other_end(edge: &Edge, end: usize) -> usize {
    if edge.ends[0] == end { edge.ends[1] } else { edge.ends[0] }
}

/// Local streets: most edges in town, fewer in the fields, and always enough to hold together.
fn add_local(land: &Land, sites: &[Site], stretches: &mut [Option<Stretch>]) {
    let mut chance = Chance::of_part(3);
    let mut joined: Vec<usize> = (0..land.mesh.corners.len()).collect();
    // Nobody walks along the ring road: what hangs together by it alone would be cut off on foot.
    let walked = |stretch: &&Stretch| stretch.class != Class::Trunk;
    stretches.iter().flatten().filter(walked).for_each(|stretch| join(&mut joined, land.mesh.edges[stretch.edge].ends));
    let bridged = footbridges(land, sites, &mut chance);
    let mut spare = Vec::new();
    for edge in 0..sites.len() {
        let local = sites[edge] == Site::Free || bridged.contains(&edge);
        if stretches[edge].is_some() || !local {
            continue;
        }
        if chance.happens(share_kept(land, edge)) || bridged.contains(&edge) {
            stretches[edge] = Some(local_stretch(land, edge, bridged.contains(&edge), &mut chance));
            join(&mut joined, land.mesh.edges[edge].ends);
        } else {
            spare.push(edge);
        }
    }
    for edge in spare {
        let [a, b] = land.mesh.edges[edge].ends;
        if leader(&mut joined, a) != leader(&mut joined, b) {
            stretches[edge] = Some(local_stretch(land, edge, false, &mut chance));
            join(&mut joined, [a, b]);
        }
    }
}

fn share_kept(land: &Land, edge: usize) -> f64 {
    let middle = middle_of(land, edge);
    match spacing(middle) {
        close if close < 120.0 => 0.96,
        wide if wide < 240.0 => 0.84,
        _ => 0.45,
    }
}

fn middle_of(land: &Land, edge: usize) -> Coord {
    let [a, b] = land.mesh.edges[edge].ends.map(|end| land.mesh.corners[end]);
    part_way(a, b, 0.5)
}

/// Edges that carry small bridges over the tributary, in town.
fn footbridges(land: &Land, sites: &[Site], chance: &mut Chance) -> Vec<usize> {
    let over = |edge: &usize| sites[*edge] == Site::OverWater && !bank_of(land, *edge, Trace::River);
    let around = incident(land, (0..sites.len()).filter(over));
    let town = |corner: usize| apart(land.mesh.corners[corner], metres(0.0, 0.0)) < 3000.0;
    let crossings = (0..around.len()).filter(|&corner| around[corner].len() == 2 && town(corner));
    crossings.filter(|_| chance.happens(0.3)).flat_map(|corner| around[corner].clone()).collect()
}

fn bank_of(land: &Land, edge: usize, water: Trace) -> bool {
    land.mesh.edges[edge].blocks.iter().any(|&block| land.parcels[block].ground == Ground::Bank(water))
}

fn local_stretch(land: &Land, edge: usize, bridge: bool, chance: &mut Chance) -> Stretch {
    let forms = land.beside(&land.mesh.edges[edge]).map(|zone| zone.map(|zone| ZONES[zone].form));
    let class = match forms {
        [Some(Form::Park), Some(Form::Park)] => Class::Footway,
        [Some(Form::Centre), Some(Form::Centre)] if chance.happens(0.12) => Class::Pedestrian,
        [Some(Form::Activity), Some(Form::Activity)] => Class::Unclassified,
        _ if spacing(middle_of(land, edge)) > 240.0 => Class::Unclassified,
        _ => Class::Residential,
    };
    Stretch { edge, class, line: None, bridge }
}

fn leader(joined: &mut [usize], mut corner: usize) -> usize {
    while joined[corner] != corner {
        joined[corner] = joined[joined[corner]];
        corner = joined[corner];
    }
    corner
}

fn join(joined: &mut [usize], ends: [usize; 2]) {
    let [a, b] = ends.map(|end| leader(joined, end));
    joined[a] = b;
}

/// Keeps what hangs together with the main roads.
fn largest_component(land: &Land, stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<usize> = (0..land.mesh.corners.len()).collect();
    for stretch in &stretches {
        join(&mut joined, land.mesh.edges[stretch.edge].ends);
    }
    let leaders: Vec<usize> = stretches.iter().map(|stretch| leader(&mut joined, land.mesh.edges[stretch.edge].ends[0])).collect();
    let mut sizes = vec![0_usize; joined.len()];
    for &rank in &leaders {
        sizes[rank] += 1;
    }
    let largest = leaders.iter().copied().max_by_key(|&rank| sizes[rank]);
    stretches.into_iter().zip(&leaders).filter(|(_, rank)| Some(**rank) == largest).map(|(stretch, _)| stretch).collect()
}

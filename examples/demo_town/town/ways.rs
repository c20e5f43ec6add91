//! Ways: stretches that run on into one another, and the names on their signs.

use std::collections::BTreeMap;

use geo::Coord;

use super::chance::Chance;
use super::curve::apart;
use super::land::Land;
use super::names::Signs;
use super::outlines::displace;
use super::streets::{Class, Stretch, network, other_end};
use super::zones::{Form, ZONES};

/// A street as OpenStreetMap has it.
pub struct Way {
    /// What kind of street.
    pub class: Class,
    /// The name on its signs; paths have none.
    pub name: Option<String>,
    /// Its nodes, in order.
    pub nodes: Vec<usize>,
    /// Whether it bridges water.
    pub bridge: bool,
    /// Whether cars go one way only.
    pub oneway: bool,
}

/// Every way, and where the nodes lie, in metres.
pub struct Ways {
    /// Nodes; corners of the mesh first.
    pub nodes: Vec<Coord>,
    /// Ways.
    pub ways: Vec<Way>,
}

impl Ways {
    /// Lays the streets of the land.
    pub fn lay(land: &Land) -> Self {
        let stretches = network(land);
        let chains = chain(land, &stretches);
        let (mut chance, mut signs) = (Chance::of_part(4), Signs::default());
        let mut laid = Self { nodes: land.mesh.corners.clone(), ways: Vec::new() };
        for (stretch, corners) in chains {
            let name = name(land, stretch, &corners, &mut signs);
            let oneway = chance.happens(share_oneway(land, stretch));
            let nodes = laid.course(land, &corners, &mut chance);
            laid.ways.push(Way { class: stretch.class, name, nodes, bridge: stretch.bridge, oneway });
        }
        laid
    }

    /// The nodes along a chain of corners; long stretches between fields wind a little.
    fn course(&mut self, land: &Land, corners: &[usize], chance: &mut Chance) -> Vec<usize> {
        let mut nodes = vec![corners[0]];
        for pair in corners.windows(2) {
            let [from, to] = [land.mesh.corners[pair[0]], land.mesh.corners[pair[1]]];
            let mut bends = Vec::new();
            if apart(from, to) > 320.0 {
                displace(from, to, chance, &mut bends);
                bends.pop();
            }
            nodes.extend(self.nodes.len()..self.nodes.len() + bends.len());
            self.nodes.append(&mut bends);
            nodes.push(pair[1]);
        }
        nodes
    }
}

fn share_oneway(land: &Land, stretch: Stretch) -> f64 {
    let form = land.beside(&land.mesh.edges[stretch.edge])[0].map(|zone| ZONES[zone].form);
    match (stretch.class, form) {
        (Class::Residential, Some(Form::Centre)) => 0.55,
        (Class::Residential, Some(Form::Faubourg)) => 0.3,
        _ => 0.0,
    }
}

fn name(land: &Land, stretch: Stretch, corners: &[usize], signs: &mut Signs) -> Option<String> {
    let zone = land.beside(&land.mesh.edges[stretch.edge])[0].map(|zone| &ZONES[zone])?;
    match (stretch.line, stretch.class) {
        (Some(line), _) => Some(land.lines[line].name.to_owned()),
        (None, Class::Footway) => None,
        (None, class) => Some(signs.next(zone, class, corners.len())),
    }
}

type Chain = (Stretch, Vec<usize>);

/// Joins stretches of one kind that run straight on through a corner.
fn chain(land: &Land, stretches: &[Stretch]) -> Vec<Chain> {
    let onward = straight_on(land, stretches);
    let mut taken = vec![false; stretches.len()];
    let mut chains = Vec::new();
    let ends = |rank: usize| land.mesh.edges[stretches[rank].edge].ends;
    let starts = (0..stretches.len()).filter(|&rank| ends(rank).iter().any(|&end| !onward.contains_key(&(rank, end))));
    for first in starts.chain(0..stretches.len()) {
        if taken[first] {
            continue;
        }
        let [a, b] = ends(first);
        let (mut rank, mut corners) = (first, if onward.contains_key(&(first, a)) { vec![b, a] } else { vec![a, b] });
        taken[first] = true;
        while let Some(&next) = onward.get(&(rank, corners[corners.len() - 1])).filter(|&&next| !taken[next]) {
            taken[next] = true;
            corners.push(other_end(&land.mesh.edges[stretches[next].edge], corners[corners.len() - 1]));
            rank = next;
        }
        chains.push((stretches[first], corners));
    }
    chains
}

/// For a stretch and one of its ends, the stretch it runs on into.
fn straight_on(land: &Land, stretches: &[Stretch]) -> BTreeMap<(usize, usize), usize> {
    let mut around: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (rank, stretch) in stretches.iter().enumerate() {
        land.mesh.edges[stretch.edge].ends.iter().for_each(|&end| around.entry(end).or_default().push(rank));
    }
    let mut onward = BTreeMap::new();
    for (corner, meeting) in around {
        let mut pairs = pairs_at(land, stretches, corner, &meeting);
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, one, other) in pairs {
            if !onward.contains_key(&(one, corner)) && !onward.contains_key(&(other, corner)) {
                onward.insert((one, corner), other);
                onward.insert((other, corner), one);
            }
        }
    }
    onward
}

/// Pairs of one kind that meet at less than 50 degrees from straight, with the turn in radians.
fn pairs_at(land: &Land, stretches: &[Stretch], corner: usize, meeting: &[usize]) -> Vec<(f64, usize, usize)> {
    let kind = |rank: usize| (stretches[rank].class, stretches[rank].line, stretches[rank].bridge);
    let heading = |rank: usize| {
        let way = land.mesh.corners[other_end(&land.mesh.edges[stretches[rank].edge], corner)] - land.mesh.corners[corner];
        way.y.atan2(way.x)
    };
    let mut pairs = Vec::new();
    for (rank, &one) in meeting.iter().enumerate() {
        for &other in meeting[rank + 1..].iter().filter(|&&other| kind(other) == kind(one)) {
            let turn = ((heading(one) - heading(other)).abs() - std::f64::consts::PI).abs();
            let limit = if stretches[one].line.is_some() { 1.6 } else { 0.87 };
            if turn < limit {
                pairs.push((turn, one, other));
            }
        }
    }
    pairs
}

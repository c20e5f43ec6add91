//! Queries held to oracles that know nothing of their tricks, to a reference implementation and to laws.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::dijkstra::Search;
use super::lines::{NEVER, Seed};
use super::reach::within;
use super::town::{Block, Chance, blocks, graph, nodes, place, scattered, streets, town};
use super::{Mode, Side, Snap, Streets, nearest, path};
use crate::domain::{Metres, Minutes, Position, Travel, Unplaced};

const HOUR: u32 = 3_600_000;

/// Times between all nodes by Floyd and Warshall's three loops.
fn all_pairs(streets: &Streets) -> Vec<Vec<u32>> {
    let graph = streets.graph();
    let count = graph.node_count();
    let mut times = vec![vec![NEVER; count]; count];
    for (node, row) in times.iter_mut().enumerate() {
        row[node] = 0;
        for edge in graph.edges_from(node as u32) {
            let slot = &mut row[graph.heads[edge] as usize];
            *slot = (*slot).min(graph.millis[edge]);
        }
    }
    for middle in 0..count {
        let beyond = times[middle].clone();
        for row in &mut times {
            let half = row[middle];
            row.iter_mut().zip(&beyond).for_each(|(time, rest)| *time = (*time).min(half.saturating_add(*rest)));
        }
    }
    times
}

fn door_to_door(streets: &Streets, times: &[Vec<u32>], from: &Snap, to: &Snap) -> u32 {
    let (graph, lines) = (streets.graph(), streets.lines());
    let mut best = lines.straight(graph, from, to).unwrap_or(NEVER);
    for start in lines.departures(graph, from) {
        for end in lines.arrivals(graph, to) {
            let between = times[start.node as usize][end.node as usize];
            if between < NEVER {
                best = best.min(start.millis + between + end.millis);
            }
        }
    }
    best
}

fn mode(on_foot: bool) -> Mode {
    if on_foot { Mode::Walk } else { Mode::Car }
}

/// Reads a folder of `fixtures/golden`.
fn golden(file: &str) -> Vec<std::collections::BTreeMap<String, f64>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden/pandana_grid").join(file);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn nearest_and_sums_within_reach_are_those_of_pandana() {
    let at = |node: &f64| {
        let row = &golden_nodes()[*node as usize];
        place(row["x"] / 100.0, row["y"] / 100.0)
    };
    let nodes: Vec<Position> = (0..golden_nodes().len()).map(|node| at(&(node as f64))).collect();
    let edge = |row: &std::collections::BTreeMap<String, f64>| {
        let millis = Some(row["weight"] as u32);
        Block { ends: (row["from"] as u32, row["to"] as u32), there: millis, back: millis, bend: None }
    };
    let blocks: Vec<Block> = golden("edges.csv").iter().map(edge).collect();
    let town = streets(graph(nodes.clone(), &blocks), Mode::Walk);
    let services = golden("services.csv");
    let origins = town.placed(&nodes);
    let sites = town.placed(&services.iter().map(|row| nodes[row["node"] as usize]).collect::<Vec<_>>());
    let nearest = nearest::nearest(town.graph(), town.lines(), &origins, &sites, 3);
    let reached = within(town.graph(), town.lines(), &origins, &sites, 1_000, Side::Origins);
    for row in golden("expected.csv") {
        let node = row["node"] as usize;
        for (rank, name) in ["nearest1", "nearest2", "nearest3"].into_iter().enumerate() {
            assert!((f64::from(nearest[node][rank].0) - row[name]).abs() < 1e-9, "{name} of {node}");
        }
        let sum = |decay: fn(f64) -> f64| -> f64 {
            reached[node].iter().map(|&(millis, site)| services[site as usize]["capacity"] * decay(f64::from(millis) / 1_000.0)).sum()
        };
        for (ours, name) in [(sum(|_| 1.0), "sum_flat_1000"), (sum(|d| 1.0 - d), "sum_linear_1000"), (sum(|d| (-d).exp()), "sum_exp_1000")]
        {
            assert!((ours - row[name]).abs() <= 1e-9 * row[name].abs().max(1e-6), "{name} of {node}: {ours} instead of {}", row[name]);
        }
        assert!((reached[node].len() as f64 - row["count_1000"]).abs() < 1e-9);
    }
}

fn golden_nodes() -> &'static [std::collections::BTreeMap<String, f64>] {
    static NODES: std::sync::OnceLock<Vec<std::collections::BTreeMap<String, f64>>> = std::sync::OnceLock::new();
    NODES.get_or_init(|| golden("nodes.csv"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn searches_agree_with_three_loops_from_either_side(seed in 0_u64..1_000_000, on_foot: bool, limit in 1_u32..HOUR) {
        let town = town(7, mode(on_foot), seed);
        let (graph, lines, times) = (town.graph(), town.lines(), all_pairs(&town));
        let mut chance = Chance::new(seed + 1);
        let (from, to) = (town.placed(&scattered(7, 30, &mut chance)), town.placed(&scattered(7, 12, &mut chance)));
        let reached = within(graph, lines, &from, &to, limit, Side::Origins);
        prop_assert_eq!(&reached, &within(graph, lines, &from, &to, limit, Side::Destinations));
        let nearest = nearest::nearest(graph, lines, &from, &to, 3);
        for (origin, snap) in from.iter().enumerate() {
            let time = |site: &Option<Snap>| snap.zip(*site).map_or(NEVER, |(from, to)| door_to_door(&town, &times, &from, &to));
            let mut all: Vec<_> = to.iter().map(time).zip(0_u32..).filter(|(millis, _)| *millis < NEVER).collect();
            all.sort_unstable();
            prop_assert_eq!(&nearest[origin][..], &all[..all.len().min(3)]);
            all.retain(|(millis, _)| *millis <= limit);
            prop_assert_eq!(&reached[origin], &all);
        }
        let few = nearest::nearest(graph, lines, &from[..3], &to, 3);
        prop_assert_eq!(&few[..], &nearest[..3]);
    }

    #[test]
    fn a_way_takes_the_time_of_the_search_and_runs_from_door_to_door(seed in 0_u64..1_000_000, on_foot: bool) {
        let town = town(7, mode(on_foot), seed);
        let (graph, lines, times) = (town.graph(), town.lines(), all_pairs(&town));
        let ends = town.placed(&scattered(7, 16, &mut Chance::new(seed + 1)));
        for (from, to) in ends.iter().flatten().zip(ends.iter().flatten().skip(1)) {
            let expected = door_to_door(&town, &times, from, to);
            let way = path::way(graph, lines, &mut Search::default(), from, to);
            prop_assert_eq!(way.as_ref().map_or(NEVER, |way| way.millis), expected);
            let Some(way) = way else { continue };
            prop_assert_eq!(way.points.first(), Some(&from.at));
            prop_assert_eq!(way.points.last(), Some(&to.at));
            let steps = way.points.windows(2).map(|ends| crate::spatial::distance::metres(ends[0], ends[1]).0);
            prop_assert!(steps.clone().all(|metres| metres < 125.0), "the way jumps: {:?}", way.points);
            prop_assert!(way.metres >= 0.7 * steps.sum::<f64>());
        }
    }

    #[test]
    fn on_foot_there_and_back_take_the_same(seed in 0_u64..1_000_000) {
        let town = town(7, Mode::Walk, seed);
        let ends = town.placed(&scattered(7, 12, &mut Chance::new(seed + 1)));
        let rows = within(town.graph(), town.lines(), &ends, &ends, HOUR, Side::Origins);
        for (from, row) in (0_u32..).zip(&rows) {
            for &(millis, to) in row {
                prop_assert!(rows[to as usize].contains(&(millis, from)));
            }
        }
    }

    #[test]
    fn no_way_round_is_shorter(seed in 0_u64..1_000_000, on_foot: bool) {
        let town = town(6, mode(on_foot), seed);
        let count = town.graph().node_count();
        let from_each: Vec<Vec<u32>> = (0..count as u32).map(|node| from_node(&town, node)).collect();
        for a in 0..count {
            for b in 0..count {
                for c in 0..count {
                    prop_assert!(from_each[a][c] <= from_each[a][b].saturating_add(from_each[b][c]));
                }
            }
        }
    }

    #[test]
    fn closing_streets_never_shortens(seed in 0_u64..1_000_000, on_foot: bool, closed in prop::collection::vec(0_usize..60, 1..6)) {
        let mut open = blocks(6, on_foot, &mut Chance::new(seed));
        let before = streets(graph(nodes(6), &open), mode(on_foot));
        for block in closed {
            if let Some(block) = open.get_mut(block) {
                (block.there, block.back) = (None, None);
            }
        }
        let after = streets(graph(nodes(6), &open), mode(on_foot));
        for node in 0..36 {
            prop_assert!(from_node(&before, node).iter().zip(from_node(&after, node)).all(|(before, after)| *before <= after));
        }
    }

    #[test]
    fn a_place_goes_to_the_nearest_point_of_any_street(seed in 0_u64..1_000_000, x in -1.0_f64..7.0, y in -1.0_f64..7.0) {
        let town = town(7, Mode::Walk, seed);
        let at = place(x, y);
        let graph = town.graph();
        let segments = (0..graph.street_count() as u32).flat_map(|street| graph.street(street).windows(2));
        let ground = crate::spatial::ground::Ground::around(at.point().into());
        let gap = |ends: &[Position]| {
            let flat = |at: Position| geo::Coord::from(at.point());
            super::snap::foot(ground.line(geo::Line::new(flat(ends[0]), flat(ends[1]))), geo::Coord::zero()).1
        };
        let nearest = segments.map(gap).fold(f64::INFINITY, f64::min);
        match town.snap(at) {
            Ok(snap) => {
                prop_assert!((snap.off_metres - nearest).abs() < 1e-6 && nearest <= 250.0);
                prop_assert!((crate::spatial::distance::metres(at, snap.at).0 - nearest).abs() < 0.01 + nearest * 1e-3);
            }
            Err(_) => prop_assert!(nearest > 250.0),
        }
    }
}

fn from_node(town: &Streets, node: u32) -> Vec<u32> {
    let mut times = vec![NEVER; town.graph().node_count()];
    let seed = Seed { node, millis: 0, share: 0.0 };
    Search::default().run(town.lines().forward(town.graph()), &[seed], NEVER, |node, millis| {
        times[node as usize] = millis;
        ControlFlow::Continue(())
    });
    times
}

#[test]
fn what_is_on_no_street_has_a_reason_and_no_time() {
    let town = town(5, Mode::Walk, 3);
    let (inside, beside, far) = (place(1.2, 1.0), place(-1.5, 1.0), place(60.0, 1.0));
    let reasons = town.unplaced(&[inside, beside, place(-3.5, 1.0), far]);
    assert_eq!(reasons[..2], [None, None]);
    assert_eq!(reasons[2], Some(Unplaced::OutsideNetwork));
    assert_eq!(reasons[3], Some(Unplaced::OutsideNetwork));
    let reach = town.reach(&[far, inside], &[inside, far], Minutes(1e5));
    assert_eq!((reach.starts, reach.destinations), (vec![0, 0, 1], vec![0]));
    assert_eq!(town.nearest(&[far], &[inside]), [None]);
    assert_eq!(town.nearest(&[inside], &[far]), [None]);
    assert_eq!(town.route(inside, far), None);
    let empty = streets(graph(Vec::new(), &[]), Mode::Car);
    assert_eq!(empty.unplaced(&[inside]), [Some(Unplaced::NoStreets)]);
    assert_eq!(empty.reach(&[inside], &[inside], Minutes(5.0)).starts, [0, 0]);
}

#[test]
fn a_clearing_too_far_from_any_street_is_said_to_be() {
    let ring = [(0, 1), (1, 2), (2, 3), (3, 0)].map(|ends| Block { ends, there: Some(60_000), back: None, bend: None });
    let corners = vec![place(0.0, 0.0), place(9.0, 0.0), place(9.0, 9.0), place(0.0, 9.0)];
    let town = streets(graph(corners, &ring), Mode::Car);
    assert_eq!(town.unplaced(&[place(4.5, 4.5)]), [Some(Unplaced::FarFromStreets { limit: Metres(250.0) })]);
    assert!(town.unplaced(&[place(4.5, 4.5)])[0].unwrap().text().fr.contains("250 m"));
}

#[test]
fn a_one_way_street_is_driven_round_to_what_lies_behind() {
    let ring = [(0, 1), (1, 2), (2, 3), (3, 0)].map(|ends| Block { ends, there: Some(60_000), back: None, bend: None });
    let corners = vec![place(0.0, 0.0), place(1.0, 0.0), place(1.0, 1.0), place(0.0, 1.0)];
    let town = streets(graph(corners, &ring), Mode::Car);
    let (west, east) = (place(0.25, 0.0), place(0.75, 0.0));
    let minutes = |from, to| town.reach(&[from], &[to], Minutes(60.0)).minutes[0];
    assert!((minutes(west, east) - 0.5).abs() < 1e-9);
    assert!((minutes(east, west) - 3.5).abs() < 1e-9);
    let route = town.route(east, west).unwrap();
    assert!((route.metres.0 - 350.0).abs() < 0.1, "{route:?}");
    assert_eq!(route.points[2..6], [place(1.0, 0.0), place(1.0, 1.0), place(0.0, 1.0), place(0.0, 0.0)]);
}

#[test]
fn the_limit_is_included_and_every_journey_has_its_extra() {
    let town = town(6, Mode::Car, 5);
    let (from, to) = ([place(0.5, 1.0)], [place(3.5, 4.0)]);
    let minutes = town.nearest(&from, &to)[0].unwrap().1;
    assert_eq!(town.reach(&from, &to, minutes).minutes, [minutes.0]);
    assert!(town.reach(&from, &to, Minutes(minutes.0 - 1e-6)).minutes.is_empty());
    let parking = super::Approach { extra: Minutes(2.0), ..town.approach() };
    let origin = super::Origin { source: "x".into_text(), vintage: None, pace: "y".into_text() };
    let parked = Streets::new(std::sync::Arc::new(town.graph().clone()), Mode::Car, parking, origin);
    assert!((parked.nearest(&from, &to)[0].unwrap().1.0 - minutes.0 - 2.0).abs() < 1e-9);
    assert_eq!(parked.reach(&from, &to, Minutes(minutes.0 + 2.0)).minutes.len(), 1);
    assert_eq!(parked.reach(&from, &from, Minutes(1.9)).minutes.len(), 0);
    for absurd in [f64::NAN, -1.0] {
        assert!(parked.reach(&from, &to, Minutes(absurd)).minutes.is_empty());
    }
    assert_eq!(parked.reach(&from, &to, Minutes(f64::INFINITY)).minutes.len(), 1);
    assert!(parked.method().fr.contains("plus 2 min par trajet"));
}

trait IntoText {
    fn into_text(self) -> crate::domain::Text;
}

impl IntoText for &str {
    fn into_text(self) -> crate::domain::Text {
        crate::domain::Text::same(self)
    }
}

#[test]
fn a_node_that_stands_twice_is_one_place() {
    // One may not turn left from 0 → 1 into 2: those who come from 0 reach a copy of 1 (3) that leads on to 4 only.
    let at = [place(0.0, 0.0), place(1.0, 0.0), place(1.0, 1.0), place(1.0, 0.0), place(2.0, 0.0)];
    let block = |from, to, back: Option<u32>| Block { ends: (from, to), there: Some(60_000), back, bend: None };
    let mut restricted = graph(at.to_vec(), &[block(0, 3, None), block(1, 2, Some(60_000)), block(1, 4, Some(60_000))]);
    // The copy leaves along the same street as the node itself.
    restricted.first[4] += 1;
    restricted.first[5] += 1;
    let slot = restricted.first[3] as usize;
    restricted.heads.insert(slot, 4);
    restricted.millis.insert(slot, 60_000);
    restricted.lines.insert(slot, 4);
    let town = streets(restricted, Mode::Car);
    let minutes = |from, to| town.nearest(&[from], &[to])[0].map(|(_, minutes)| minutes.0);
    assert_eq!(minutes(at[0], at[1]), Some(1.0));
    assert_eq!(minutes(at[0], at[4]), Some(2.0));
    assert_eq!(minutes(at[0], at[2]), Some(4.0));
    assert_eq!(minutes(at[0], place(1.5, 0.0)), Some(1.5));
}

#[test]
fn threads_change_nothing() {
    let town = town(20, Mode::Car, 9);
    let mut chance = Chance::new(4);
    let (from, to) = (scattered(20, 400, &mut chance), scattered(20, 60, &mut chance));
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| (town.reach(&from, &to, Minutes(15.0)), town.nearest(&from, &to)))
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(7));
}

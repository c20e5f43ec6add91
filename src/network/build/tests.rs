//! Each rule on a map of a few streets, written as OpenStreetMap XML; then laws on many maps.

use std::collections::HashSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::{Profile, StreetReport, build};
use crate::domain::{Position, StreetMap};
use crate::network::{Graph, Mode};
use crate::sources::{Input, streets};

/// Nodes by number on a line from west to east, a hundred metres apart.
fn node(id: i64, tags: &str) -> String {
    let lon = 3.0 + f64::from(id as i32) * 0.001_236_6;
    format!("<node id='{id}' lat='43.3' lon='{lon:.7}'>{}</node>", pairs(tags))
}

/// `highway=residential oneway=yes` as elements.
fn pairs(tags: &str) -> String {
    let pairs = tags.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.fold(String::new(), |tags, (key, value)| tags + &format!("<tag k='{key}' v='{value}'/>"))
}

fn way(id: i64, nodes: &[i64], tags: &str) -> String {
    let nodes = nodes.iter().fold(String::new(), |nodes, node| nodes + &format!("<nd ref='{node}'/>"));
    format!("<way id='{id}'>{nodes}{}</way>", pairs(tags))
}

fn turn(kind: &str, from: i64, via: i64, to: i64, tags: &str) -> String {
    format!(
        "<relation id='{}'><member type='way' role='from' ref='{from}'/><member type='node' role='via' ref='{via}'/>\
         <member type='way' role='to' ref='{to}'/><tag k='type' v='restriction'/><tag k='restriction' v='{kind}'/>{}</relation>",
        from * 100 + to,
        pairs(tags)
    )
}

fn map(elements: &[String]) -> StreetMap {
    let xml = format!("<osm version='0.6'>{}</osm>", elements.concat());
    streets::read(&Input::of("test.osm", xml.as_bytes())).unwrap()
}

/// Nodes 0 to `last`, without tags.
fn nodes(last: i64) -> Vec<String> {
    (0..=last).map(|id| node(id, "")).collect()
}

fn made(map: &StreetMap, profile: &Profile) -> (Graph, StreetReport) {
    build(map, profile).unwrap()
}

/// Milliseconds of the quickest way between two places, by relaxing every edge until nothing changes.
fn quickest(graph: &Graph, from: Position, to: Position) -> Option<u64> {
    let mut best: Vec<Option<u64>> = graph.nodes.iter().map(|at| (*at == from).then_some(0)).collect();
    for _ in 0..=graph.node_count() {
        for tail in 0..graph.node_count() as u32 {
            let Some(so_far) = best[tail as usize] else { continue };
            for edge in graph.edges_from(tail) {
                let (head, time) = (graph.heads[edge] as usize, so_far + u64::from(graph.millis[edge]));
                best[head] = Some(best[head].map_or(time, |before| before.min(time)));
            }
        }
    }
    graph.nodes.iter().zip(best).filter(|(at, _)| **at == to).filter_map(|(_, best)| best).min()
}

/// A ring of ways 1 to 4 over nodes 0 to 3, whose first way carries the tags and keeps to itself, for other
/// streets leave its ends. Whatever happens to it, the network holds together.
fn ring(tags: &str) -> Vec<String> {
    let mut elements = nodes(5);
    elements.push(way(1, &[0, 1], tags));
    elements.extend([way(2, &[1, 2], "highway=service"), way(3, &[2, 3], "highway=service"), way(4, &[3, 0], "highway=service")]);
    elements.extend([way(5, &[0, 4], "highway=service"), way(6, &[1, 5], "highway=service")]);
    elements
}

/// Speeds of way 1 of the ring, along and against, in hundredths of km/h; zero where closed.
fn speeds(profile: &Profile, tags: &str) -> [u32; 2] {
    let map = map(&ring(tags));
    let (graph, _) = made(&map, profile);
    let direct = |from: usize, to: usize| {
        let mut wanted = [map.nodes[from], map.nodes[to]];
        let edge = (0..graph.edge_count()).find(|edge| {
            let against = graph.lines[*edge] % 2 == 1;
            if against {
                wanted.reverse();
            }
            let found = graph.street(graph.lines[*edge] / 2) == wanted;
            if against {
                wanted.reverse();
            }
            found
        });
        edge.map_or(0.0, |edge| f64::from(graph.metres[graph.lines[edge] as usize / 2]) * 3_600.0 / f64::from(graph.millis[edge]))
    };
    [direct(0, 1), direct(1, 0)].map(|kmh| (kmh * 100.0).round() as u32)
}

fn car(tags: &str) -> [u32; 2] {
    speeds(&Profile::of(Mode::Car), tags)
}

fn bike(tags: &str) -> [u32; 2] {
    speeds(&Profile::of(Mode::Bike), tags)
}

fn walk(profile: &str, tags: &str) -> [u32; 2] {
    speeds(&Profile::named(profile).unwrap(), tags)
}

#[test]
fn one_way_streets_bind_vehicles_and_not_walkers() {
    let both = "highway=secondary";
    for (tags, along, against) in [
        (both, true, true),
        ("highway=secondary oneway=yes", true, false),
        ("highway=secondary oneway=1", true, false),
        ("highway=secondary oneway=-1", false, true),
        ("highway=secondary oneway=no", true, true),
        ("highway=secondary junction=roundabout", true, false),
        ("highway=motorway", true, false),
        ("highway=secondary oneway=reversible", false, false),
        ("highway=secondary motor_vehicle:backward=no", true, false),
    ] {
        assert_eq!(car(tags).map(|kmh| kmh > 0), [along, against], "{tags}");
    }
    assert_eq!(walk("walk", "highway=secondary oneway=yes"), [450, 450]);
}

#[test]
fn bicycles_go_against_the_traffic_where_a_sign_says_so() {
    for (tags, along, against) in [
        ("highway=residential oneway=yes", true, false),
        ("highway=residential oneway=yes oneway:bicycle=no", true, true),
        ("highway=residential oneway=yes cycleway=opposite", true, true),
        ("highway=residential oneway=yes cycleway:left=opposite_lane", true, true),
        ("highway=residential oneway=yes cycleway:left:oneway=-1", true, true),
        ("highway=residential oneway=no oneway:bicycle=yes", true, false),
    ] {
        assert_eq!(bike(tags).map(|kmh| kmh > 0), [along, against], "{tags}");
    }
}

#[test]
fn access_goes_from_the_particular_to_the_general() {
    for (tags, walks, rides, drives) in [
        ("highway=residential", true, true, true),
        ("highway=residential access=no", false, false, false),
        ("highway=residential access=private", false, false, false),
        ("highway=residential access=no foot=yes", true, false, false),
        ("highway=residential vehicle=no", true, false, false),
        ("highway=residential vehicle=no bicycle=yes", true, true, false),
        ("highway=residential motor_vehicle=no", true, true, false),
        ("highway=residential motor_vehicle=no motorcar=destination", true, true, true),
        ("highway=residential access=destination", true, true, true),
        ("highway=footway", true, true, false),
        ("highway=footway access=yes", true, true, false),
        ("highway=footway motor_vehicle=permissive", true, true, true),
        ("highway=cycleway", false, true, false),
        ("highway=cycleway foot=designated", true, true, false),
        ("highway=cycleway sidewalk=right", true, true, false),
        ("highway=primary bicycle=use_sidepath", true, false, true),
        ("highway=trunk", false, false, true),
        ("highway=trunk foot=yes", true, false, true),
        ("highway=primary motorroad=yes", false, false, true),
        ("highway=construction foot=yes", false, false, false),
        ("highway=service service=emergency_access", true, true, false),
        ("highway=pedestrian area=yes motor_vehicle=yes", true, true, false),
        ("highway=path smoothness=impassable", false, false, false),
    ] {
        let found = [walk("walk", tags), bike(tags), car(tags)].map(|kmh| kmh[0] > 0);
        assert_eq!(found, [walks, rides, drives], "{tags}");
    }
}

#[test]
fn speeds_follow_class_limit_and_ground() {
    for (tags, kmh) in [
        ("highway=secondary", 5500),
        ("highway=secondary maxspeed=50", 4000),
        ("highway=secondary maxspeed=30mph", 3862),
        ("highway=secondary maxspeed=FR:urban", 4000),
        ("highway=secondary maxspeed:type=FR:rural", 6400),
        ("highway=secondary maxspeed=walk", 400),
        ("highway=secondary maxspeed=signals", 5500),
        ("highway=secondary surface=sett", 4000),
        ("highway=secondary maxspeed=90 surface=cobblestone", 3000),
        ("highway=living_street maxspeed=30", 1000),
        ("highway=service service=parking_aisle", 500),
        ("highway=secondary maxspeed=5000", 5500),
        ("highway=secondary maxspeed=0", 5500),
        ("highway=secondary maxspeed=fast", 5500),
    ] {
        assert!(car(tags)[0].abs_diff(kmh) <= 2, "{tags}: {:?}", car(tags));
    }
    assert!(car("highway=secondary maxspeed:forward=50 maxspeed:backward=100")[1].abs_diff(8_000) <= 2);
    assert_eq!(bike("highway=residential surface=gravel"), [600, 600]);
    assert_eq!(bike("highway=pedestrian"), [400, 400]);
    assert_eq!(bike("highway=pedestrian bicycle=yes"), [1_500, 1_500]);
    assert_eq!(bike("highway=residential bicycle=dismount"), [400, 400]);
    assert_eq!(walk("walk", "highway=path surface=sand"), [225, 225]);
}

#[test]
fn what_makes_no_sense_is_told_with_its_way() {
    let (_, report) = made(&map(&ring("highway=secondary maxspeed=5000")), &Profile::of(Mode::Car));
    assert_eq!((report.absurd, report.absurd_values[0].way, report.absurd_values[0].value.as_str()), (1, 1, "5000"));
    assert!(report.remarks().iter().any(|remark| remark.fr.contains("maxspeed=5000")));
}

#[test]
fn steps_are_slow_for_walkers_and_closed_to_wheels_without_a_ramp() {
    assert_eq!(walk("walk", "highway=steps"), [225, 225]);
    assert_eq!(walk("walk-reduced", "highway=steps"), [0, 0]);
    assert_eq!(walk("walk-pram", "highway=steps"), [0, 0]);
    assert!(walk("walk-reduced", "highway=steps ramp:wheelchair=yes")[0] > 0);
    assert!(walk("walk-pram", "highway=steps ramp:stroller=yes")[0] > 0);
    assert_eq!(walk("walk-reduced", "highway=footway wheelchair=no"), [0, 0]);
    assert_eq!(walk("walk-reduced", "highway=footway"), [290, 290]);
    assert_eq!(bike("highway=steps"), [200, 200]);
}

#[test]
fn a_slope_takes_longer_the_same_in_both_directions() {
    let [up, down] = walk("walk", "highway=residential incline=20%");
    // Tobler: 0.7 more and 0.35 less in the exponent, so e^0.7 and e^0.35 times as long.
    let share = 2.0 / (0.7_f64.exp() + (3.5_f64 * 0.1).exp());
    assert!((f64::from(up) - 450.0 * share).abs() < 2.0, "{up}");
    assert_eq!(up, down);
    assert_eq!(walk("walk", "highway=residential incline=up"), [450, 450]);
}

#[test]
fn a_ferry_takes_the_time_it_says() {
    let seconds = |tags: &str, mode| {
        let map = map(&ring(tags));
        let (graph, _) = made(&map, &Profile::of(mode));
        let edge = (0..graph.edge_count()).find(|edge| graph.street(graph.lines[*edge] / 2).len() == 2 && graph.millis[*edge] > 60_000);
        edge.map(|edge| graph.millis[edge] / 1_000)
    };
    assert_eq!(seconds("route=ferry duration=00:05", Mode::Walk), Some(300));
    assert_eq!(seconds("route=ferry duration=PT4M foot=yes", Mode::Walk), Some(240));
    assert_eq!(seconds("route=ferry duration=00:05 foot=no", Mode::Walk), None);
    assert_eq!(seconds("route=ferry duration=00:05", Mode::Car), None);
    assert_eq!(seconds("route=ferry duration=00:05 motor_vehicle=yes", Mode::Car), Some(300));
    // A hundred metres in ten hours, or unsaid: the ordinary speed of 5 km/h.
    assert_eq!(seconds("route=ferry duration=10:00", Mode::Walk), Some(72));
}

#[test]
fn barriers_stop_those_they_are_meant_for() {
    let passes = |profile: &str, tags: &str| {
        let mut elements = vec![node(0, ""), node(1, tags), node(2, ""), node(3, ""), node(4, "")];
        elements.extend([way(1, &[0, 1, 2], "highway=residential"), way(2, &[2, 3, 4], "highway=residential")]);
        let map = map(&elements);
        let (graph, report) = made(&map, &Profile::named(profile).unwrap());
        let through = quickest(&graph, map.nodes[0], map.nodes[4]).is_some();
        assert_eq!(report.barriers, u64::from(!through));
        through
    };
    for (tags, walks, wheels, rides, drives) in [
        ("barrier=bollard", true, true, true, false),
        ("barrier=bollard bollard=rising", true, true, true, true),
        ("barrier=block", true, false, true, false),
        ("barrier=gate", true, true, true, true),
        ("barrier=lift_gate", true, true, true, true),
        ("barrier=gate access=private", false, false, false, false),
        ("barrier=gate access=no foot=yes", true, true, false, false),
        ("barrier=gate locked=yes", false, false, false, false),
        ("barrier=stile", true, false, false, false),
        ("barrier=cycle_barrier", true, false, true, false),
        ("barrier=kerb", true, true, true, true),
        ("barrier=wall", false, false, false, false),
        ("barrier=bollard motor_vehicle=yes", true, true, true, true),
    ] {
        let found = ["walk", "walk-reduced", "bike", "car"].map(|profile| passes(profile, tags));
        assert_eq!(found, [walks, wheels, rides, drives], "{tags}");
    }
}

/// A cross of four arms around node 1, closed by a ring far around, so that all is connected.
fn cross(relations: &[String]) -> StreetMap {
    let place = |id: i64, lat: f64, lon: f64| format!("<node id='{id}' lat='{lat}' lon='{lon}'/>");
    let mut elements = vec![
        place(1, 43.3, 3.0),
        place(10, 43.299, 3.0),
        place(20, 43.3, 3.001),
        place(30, 43.301, 3.0),
        place(40, 43.3, 2.999),
        way(10, &[10, 1], "highway=residential"),
        way(20, &[1, 20], "highway=residential"),
        way(30, &[1, 30], "highway=residential"),
        way(40, &[1, 40], "highway=residential"),
        way(50, &[10, 20, 30, 40, 10], "highway=residential maxspeed=10"),
    ];
    elements.extend_from_slice(relations);
    map(&elements)
}

#[test]
fn turn_restrictions_bind_cars_at_the_node() {
    // Where the arms end.
    let end = |map: &StreetMap, lon: f64, lat: f64| map.nodes.iter().copied().find(|at| (at.lon(), at.lat()) == (lon, lat)).unwrap();
    let time = |relations: &[String], mode: Mode| {
        let map = cross(relations);
        let (graph, report) = made(&map, &Profile::of(mode));
        let (south, west) = (end(&map, 3.0, 43.299), end(&map, 2.999, 43.3));
        (quickest(&graph, south, west).unwrap(), report.restrictions_used, report.restrictions_ignored)
    };
    let (free, ..) = time(&[], Mode::Car);
    let (banned, used, ignored) = time(&[turn("no_left_turn", 10, 1, 40, "")], Mode::Car);
    assert!(banned > free, "{banned} {free}");
    assert_eq!((used, ignored), (1, 0));
    assert!(time(&[turn("only_straight_on", 10, 1, 30, "")], Mode::Car).0 >= banned);
    assert_eq!(time(&[turn("only_left_turn", 10, 1, 40, "")], Mode::Car).0, free);
    assert_eq!(time(&[turn("no_left_turn", 20, 1, 40, "")], Mode::Car).0, free, "from elsewhere");
    assert_eq!(time(&[turn("no_left_turn", 10, 1, 40, "except=motorcar")], Mode::Car).0, free);
    assert_eq!(time(&[turn("no_left_turn", 10, 1, 40, "except=bicycle;psv")], Mode::Car).0, banned);
    assert_eq!(time(&[turn("no_left_turn", 10, 1, 50, "")], Mode::Car).2, 1, "a way that does not leave there");
    let (on_foot, used, _) = time(&[turn("no_left_turn", 10, 1, 40, "")], Mode::Walk);
    assert_eq!((on_foot, used), (time(&[], Mode::Walk).0, 0));
}

#[test]
fn restrictions_over_ways_or_with_members_missing_are_told() {
    let over = "<relation id='7'><member type='way' role='from' ref='10'/><member type='way' role='via' ref='20'/>\
                <member type='way' role='to' ref='40'/><tag k='type' v='restriction'/><tag k='restriction' v='no_u_turn'/></relation>";
    let map = cross(&[over.to_owned(), turn("no_left_turn", 10, 1, 99, ""), turn("maybe", 10, 1, 40, "")]);
    let reading = &map.reading;
    assert_eq!((reading.restrictions_read, reading.restrictions_over_ways, reading.restrictions_unclear), (3, 1, 2));
    assert!(map.restrictions.is_empty());
}

#[test]
fn bends_are_no_crossings_and_their_points_are_kept() {
    let mut elements = nodes(5);
    elements.extend([way(1, &[0, 1, 2], "highway=residential"), way(2, &[2, 3, 4, 5], "highway=residential")]);
    let map = map(&elements);
    let (graph, report) = made(&map, &Profile::of(Mode::Walk));
    assert_eq!((graph.node_count(), graph.street_count(), graph.edge_count()), (2, 1, 2));
    assert_eq!(graph.street(0), map.nodes);
    assert!((report.km - 0.5).abs() < 1e-3 && (report.kept_share() - 1.0).abs() < 1e-12);
    assert_eq!(graph.millis[0], graph.millis[1]);
}

#[test]
fn what_is_cut_off_is_left_out_and_told() {
    let mut elements = ring("highway=residential");
    elements.extend([node(50, ""), node(51, ""), way(9, &[50, 51], "highway=residential")]);
    // A street that one can leave and never come back to.
    elements.extend([node(60, ""), way(10, &[2, 60], "highway=residential oneway=yes")]);
    let map = map(&elements);
    let (_, on_foot) = made(&map, &Profile::of(Mode::Walk));
    assert_eq!((on_foot.lost_streets, on_foot.lost_nodes), (1, 2));
    let (_, by_car) = made(&map, &Profile::of(Mode::Car));
    assert_eq!((by_car.lost_streets, by_car.lost_nodes), (2, 3));
    assert!((by_car.lost_km - 5.9).abs() < 0.05, "{}", by_car.lost_km);
    assert!(by_car.remarks().iter().any(|remark| remark.en.contains("cut off")));
}

#[test]
fn a_map_that_nobody_of_this_mode_can_use_is_refused() {
    let mut elements = nodes(1);
    elements.push(way(1, &[0, 1], "highway=footway"));
    assert_eq!(build(&map(&elements), &Profile::of(Mode::Car)).unwrap_err().code, "no-streets-for-mode");
}

#[test]
fn a_pace_scales_every_time() {
    let mut elements = nodes(2);
    elements.extend([way(1, &[0, 1], "highway=residential"), way(2, &[1, 2], "highway=steps")]);
    let map = map(&elements);
    let (usual, _) = made(&map, &Profile::of(Mode::Walk));
    let (slow, _) = made(&map, &Profile::of(Mode::Walk).at_pace(2.25));
    for (usual, slow) in usual.millis.iter().zip(&slow.millis) {
        assert!(slow.abs_diff(usual * 2) <= 1);
    }
}

/// A grid of streets, some one-way, some of another class, some closed: seeds decide.
fn grid(side: usize, kinds: &[u8]) -> StreetMap {
    let mut xml = String::from("<osm>");
    for row in 0..side {
        for column in 0..side {
            let (lat, lon) = (43.3 + row as f64 * 0.001 + (column % 3) as f64 * 1e-4, 3.0 + column as f64 * 0.0013);
            let _ = write!(xml, "<node id='{}' lat='{lat:.6}' lon='{lon:.6}'/>", row * side + column);
        }
    }
    let tags = [
        "highway=residential",
        "highway=tertiary oneway=yes",
        "highway=steps",
        "highway=path surface=sand",
        "highway=service",
        "building=yes",
    ];
    let right = (0..side * side).filter(|at| at % side + 1 < side).map(|at| (at, at + 1));
    let up = (0..side * (side - 1)).map(|at| (at, at + side));
    for ((from, to), id) in right.chain(up).zip(0..) {
        let tags = tags[usize::from(kinds[id % kinds.len()]) % tags.len()];
        xml.push_str(&way(id as i64, &[from as i64, to as i64], tags));
    }
    xml.push_str("</osm>");
    streets::read(&Input::of("grid.osm", xml.as_bytes())).unwrap()
}

fn kinds() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(0..6_u8, 11..40).prop_map(|mut kinds| {
        kinds[0] = 0;
        kinds
    })
}

/// Every edge from a point of a street to the next, by the bits of their coordinates.
fn straight_edges(graph: &Graph) -> HashSet<[u64; 4]> {
    let bits = |at: Position| [at.lon().to_bits(), at.lat().to_bits()];
    let of_edge = |line: &u32| {
        let turned = line % 2 == 1;
        let ends = graph.street(line / 2).windows(2).map(move |ends| if turned { [ends[1], ends[0]] } else { [ends[0], ends[1]] });
        ends.map(|[from, to]| [bits(from)[0], bits(from)[1], bits(to)[0], bits(to)[1]]).collect::<Vec<_>>()
    };
    graph.lines.iter().flat_map(of_edge).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn on_foot_every_edge_has_its_twin(kinds in kinds()) {
        let (graph, _) = made(&grid(7, &kinds), &Profile::of(Mode::Walk));
        let mut there = Vec::new();
        for tail in 0..graph.node_count() as u32 {
            there.extend(graph.edges_from(tail).map(|edge| (tail, graph.heads[edge], graph.lines[edge], graph.millis[edge])));
        }
        let mut back: Vec<_> = there.iter().map(|(tail, head, line, millis)| (*head, *tail, line ^ 1, *millis)).collect();
        there.sort_unstable();
        back.sort_unstable();
        prop_assert_eq!(there, back);
    }

    #[test]
    fn every_network_is_whole_and_takes_time(kinds in kinds()) {
        let map = grid(6, &kinds);
        for profile in Profile::all() {
            let Ok((graph, report)) = build(&map, &profile) else { continue };
            prop_assert!(graph.millis.iter().all(|millis| *millis > 0));
            prop_assert_eq!(&Graph::from_bytes(&graph.to_bytes()).unwrap(), &graph);
            let from = graph.nodes[0];
            for to in &graph.nodes {
                prop_assert!(quickest(&graph, from, *to).is_some() && quickest(&graph, *to, from).is_some());
            }
            for street in 0..graph.street_count() as u32 {
                let along: f64 = graph.street(street).windows(2).map(|ends| crate::spatial::distance::metres(ends[0], ends[1]).0).sum();
                prop_assert!((along - f64::from(graph.metres[street as usize])).abs() < 1e-3);
            }
            prop_assert_eq!(report.ways, report.kept + report.left_by_class + report.left_by_access + report.left_by_condition);
        }
    }

    #[test]
    fn closing_a_street_never_adds_an_edge_nor_shortens_a_way(kinds in kinds(), closed in 0..84_usize) {
        let open = grid(7, &kinds);
        let mut shut = open.clone();
        shut.ways.remove(closed % open.ways.len());
        for mode in [Mode::Walk, Mode::Bike, Mode::Car] {
            let ((before, _), Ok((after, _))) = (made(&open, &Profile::of(mode)), build(&shut, &Profile::of(mode))) else { continue };
            // A street closed in the middle leaves two: what never grows is the edges between nodes of the map.
            // Cut in two, the part that was the largest may give way to another.
            let (left, all) = (straight_edges(&after), straight_edges(&before));
            if left.is_disjoint(&all) {
                continue;
            }
            prop_assert!(left.is_subset(&all));
            let from = after.nodes[0];
            for to in after.nodes.iter().filter(|at| before.nodes.contains(at) && before.nodes.contains(&from)) {
                prop_assert!(quickest(&after, from, *to) >= quickest(&before, from, *to));
            }
        }
    }
}

#[test]
fn threads_change_nothing() {
    let map = grid(30, &[0, 1, 2, 3, 4, 0, 0, 1, 5, 0, 0]);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Profile::all().map(|profile| build(&map, &profile).unwrap()))
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(7));
}

//! The features nearest to a point, and how many lie round it.

use serde_json::Value;

use crate::harness::{TestServer, town};

/// Great-circle metres by the haversine formula, written here a second time.
fn metres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat, other) = (from.1.to_radians(), to.1.to_radians());
    let (dlat, dlon) = (other - lat, (to.0 - from.0).to_radians());
    let a = (dlat / 2.0).sin().powi(2) + lat.cos() * other.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * a.sqrt().asin()
}

/// Every service with its place.
fn services(server: &TestServer) -> Vec<Value> {
    server.json("/collections/services/items?limit=1000")["features"].as_array().unwrap().clone()
}

fn place(feature: &Value) -> (f64, f64) {
    let at = |axis: usize| feature["geometry"]["coordinates"][axis].as_f64().unwrap();
    (at(0), at(1))
}

#[test]
fn the_nearest_are_those_that_measuring_all_finds() {
    let server = TestServer::of_town();
    let all = services(&server);
    for from in [(3.81, 43.605), (3.8, 43.6), (3.95, 43.7), (-120.0, -40.0)] {
        let mut wanted: Vec<f64> = all.iter().map(|feature| metres(from, place(feature))).collect();
        wanted.sort_by(f64::total_cmp);
        let found = server.json(&format!("/collections/services/nearest?point={},{}&k=7", from.0, from.1));
        let distances: Vec<f64> = found["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feature| feature["properties"]["distance_metres"].as_f64().unwrap())
            .collect();
        assert_eq!(distances.len(), 7);
        for (found, wanted) in distances.iter().zip(&wanted) {
            assert!((found - wanted).abs() < 0.02, "{from:?}: {found} {wanted}");
        }
    }
}

#[test]
fn a_zone_that_holds_the_point_is_no_distance_away_and_filters_narrow_the_search() {
    let server = TestServer::of_town();
    let found = server.json("/collections/iris/nearest?point=3.803,43.602&k=3");
    let first = &found["features"][0];
    assert_eq!((first["id"].as_str(), first["properties"]["distance_metres"].as_f64()), (Some("990010000"), Some(0.0)));
    let other = server.json("/collections/iris/nearest?point=3.803,43.602&k=3&filter=code%3E%27990010000%27");
    assert_eq!(other["features"][0]["id"], "990010001");
    let side = metres((3.803, 43.602), (3.806_2, 43.602));
    assert!((other["features"][0]["properties"]["distance_metres"].as_f64().unwrap() - side).abs() < 0.01);
    assert_eq!(server.json("/collections/iris/nearest?point=3.803,43.602&k=1000")["features"].as_array().unwrap().len(), town::ZONES);
    assert!(server.text("/collections/iris/nearest?point=3.803,43.602&k=2&f=csv").lines().next().unwrap().contains("distance_metres"));
}

#[test]
fn counts_are_those_of_measuring_all_and_groups_tell_each_value() {
    let server = TestServer::of_town();
    let (all, from) = (services(&server), (3.81, 43.605));
    for radius in [200.0, 700.0, 5_000.0] {
        let wanted = all.iter().filter(|feature| metres(from, place(feature)) <= radius).count();
        let counts = server.json(&format!("/collections/services/counts?point=3.81,43.605&radius_metres={radius}&by=themes"));
        assert_eq!(counts["count"], wanted, "{radius}");
        let health = all
            .iter()
            .filter(|feature| metres(from, place(feature)) <= radius && feature["properties"]["themes"].to_string().contains("\"sante\""))
            .count();
        let group = counts["groups"]
            .as_array()
            .unwrap()
            .iter()
            .find(|group| group["value"] == "sante")
            .map_or(0, |group| group["count"].as_u64().unwrap());
        assert_eq!(group, health as u64, "{radius}");
    }
    assert_eq!(server.json("/collections/services/counts?filter=free")["count"], town::SERVICES);
    for (query, column) in [
        ("point=3.81,43.605", "radius_metres"),
        ("radius_metres=5", "point"),
        ("by=nothing", "by"),
        ("point=3.81,43.605&radius_metres=0", "radius_metres"),
    ] {
        let (status, problem) = server.refused(&format!("/collections/services/counts?{query}"));
        assert_eq!((status, problem["place"]["column"].as_str()), (400, Some(column)), "{query}");
    }
    assert_eq!(server.refused("/collections/iris/nearest?point=3.8").0, 400);
    assert_eq!(server.refused("/collections/iris/nearest?point=3.8,43.6&k=1e9").0, 400);
}

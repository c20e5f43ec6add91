//! Valhalla, through what it was heard to answer over Monaco.

use geo::Contains;
use maillage::domain::{Metres, Minutes, Mode, Unplaced};
use maillage::network::Ways;
use serde_json::{Value, json};

use crate::stub::{Asked, Stub, said};
use crate::{at, engine, note};

fn recorded(asked: &Asked) -> Vec<u8> {
    let body: Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(body["costing"], "pedestrian");
    let content = match asked.path.as_str() {
        "/sources_to_targets" => include_str!("../../fixtures/engines/valhalla-table.json").to_owned(),
        "/isochrone" => include_str!("../../fixtures/engines/valhalla-isochrone.json").to_owned(),
        "/locate" => located(&body).to_string(),
        other => panic!("{other} was never recorded"),
    };
    said(200, "application/json", &content)
}

/// The recorded answers for the places asked.
fn located(body: &Value) -> Value {
    let known: Vec<Value> = serde_json::from_str(include_str!("../../fixtures/engines/valhalla-locate.json")).unwrap();
    let of = |place: &Value| known.iter().find(|found| found["input_lat"] == place["lat"] && found["input_lon"] == place["lon"]).cloned();
    body["locations"].as_array().unwrap().iter().map(|place| of(place).unwrap()).collect()
}

#[test]
fn its_times_and_its_isochrones_are_taken_and_far_places_have_none() {
    let stub = Stub::new(recorded);
    let ways = engine(&format!("kind = \"valhalla\"\nurl = \"{}\"", stub.address())).over(Ways::straight());
    let travel = ways.of(Mode::Walk);
    let (home, park, sea, paris) = (at(7.4189, 43.7311), at(7.4265, 43.74), at(7.3, 43.6), at(2.35, 48.85));

    let reach = travel.reach(&[home, sea], &[park, home], Minutes(30.0));
    assert_eq!((reach.starts.as_slice(), reach.destinations.as_slice()), ([0, 2, 2].as_slice(), [1, 0].as_slice()));
    assert!((reach.minutes[1] - 1150.0 / 60.0).abs() < 0.2, "{:?}: and the few metres to the street", reach.minutes);

    let far = Unplaced::FarFromStreets { limit: Metres(250.0) };
    assert_eq!(travel.unplaced(&[home, sea, paris]), [None, Some(far), Some(far)]);

    let drawn = travel.ground(home, &[Minutes(5.0), Minutes(10.0)]).unwrap();
    assert!(!drawn.local && drawn.method.fr.contains("Valhalla (127.0.0.1") && drawn.method.en.contains("Valhalla"), "{}", drawn.method.fr);
    let outlines: Vec<_> = drawn.outlines.iter().map(|shape| shape.as_ref().unwrap().outline()).collect();
    assert!(outlines[0].contains(&home.point()) && !outlines[0].contains(&park.point()));
    assert_eq!(travel.ground(paris, &[Minutes(5.0)]).unwrap_err(), far);
}

#[test]
fn more_limits_than_it_draws_at_a_time_are_asked_in_parts() {
    let square = |minutes: &Value| {
        let half = minutes.as_f64().unwrap() / 1_000.0;
        let ring = [[-half, -half], [half, -half], [half, half], [-half, half], [-half, -half]].map(|[x, y]| [7.4189 + x, 43.7311 + y]);
        json!({"type": "Feature", "properties": {"contour": minutes}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    };
    let stub = Stub::new(move |asked| {
        if asked.path != "/isochrone" {
            return recorded(asked);
        }
        let body: Value = serde_json::from_str(&asked.body).unwrap();
        let times: Vec<_> = body["contours"].as_array().unwrap().iter().map(|contour| contour["time"].clone()).collect();
        assert!(times.len() <= 4);
        let features: Vec<_> = times.iter().rev().map(square).collect();
        said(200, "application/json", &json!({"type": "FeatureCollection", "features": features}).to_string())
    });
    let ways = engine(&format!("kind = \"valhalla\"\nurl = \"{}\"", stub.address())).over(Ways::straight());
    let limits = [5.0, 10.0, 15.0, 20.0, 25.0, 30.0].map(Minutes);
    let drawn = ways.of(Mode::Walk).ground(at(7.4189, 43.7311), &limits).unwrap();
    for (shape, Minutes(limit)) in drawn.outlines.iter().zip(limits) {
        assert!((shape.as_ref().unwrap().corner().lon() - (7.4189 - limit / 1_000.0)).abs() < 1e-9);
    }
    assert_eq!((drawn.outlines.len(), stub.heard()), (6, 3), "the street beside the place, then four and two");
}

#[test]
fn isochrones_that_do_not_come_are_drawn_by_the_local_way_which_says_so() {
    let stub = Stub::new(|asked| if asked.path == "/isochrone" { said(500, "text/plain", "") } else { recorded(asked) });
    let ways = engine(&format!("kind = \"valhalla\"\nurl = \"{}\"", stub.address())).over(Ways::straight());
    let limits = [Minutes(5.0), Minutes(10.0)];
    let drawn = ways.of(Mode::Walk).ground(at(7.4189, 43.7311), &limits).unwrap();
    assert_eq!(drawn.outlines, ways.local(Mode::Walk).ground(at(7.4189, 43.7311), &limits).unwrap().outlines);
    assert!(
        drawn.local && drawn.method.fr.contains("injoignable") && drawn.method == ways.of(Mode::Walk).method(),
        "{}",
        note(ways.of(Mode::Walk))
    );
}

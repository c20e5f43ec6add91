//! Reference systems (OGC API Features part 2): answers, rectangles, and the order of axes.

use serde_json::Value;

use crate::harness::{TestServer, header, town};

const LAMBERT: &str = "http://www.opengis.net/def/crs/EPSG/0/2154";
const LATITUDE_FIRST: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";
const EUROPE: &str = "http://www.opengis.net/def/crs/EPSG/0/3035";

fn first_position(server: &TestServer, path: &str) -> (f64, f64) {
    let position = server.json(path)["features"][0]["geometry"]["coordinates"][0][0].clone();
    (position[0].as_f64().unwrap(), position[1].as_f64().unwrap())
}

#[test]
fn answers_come_in_the_system_asked_for_and_say_so() {
    let server = TestServer::of_town();
    let (lon, lat) = first_position(&server, "/collections/iris/items?limit=1");
    let turned = first_position(&server, &format!("/collections/iris/items?limit=1&crs={LATITUDE_FIRST}"));
    assert_eq!(turned, (lat, lon));
    // The first corner of the town, 3.8 43.6, by pyproj 3.7.2.
    let (x, y) = first_position(&server, &format!("/collections/iris/items?limit=1&crs={LAMBERT}"));
    assert!((x - 764_614.193).abs() < 1e-3 && (y - 6_278_210.126_7).abs() < 1e-3, "{x} {y}");
    let (northing, easting) = first_position(&server, &format!("/collections/iris/items?limit=1&crs={EUROPE}"));
    assert!((northing - 2_297_517.928_3).abs() < 1e-3 && (easting - 3_819_774.043_3).abs() < 1e-3, "{northing} {easting}");
    for crs in [LAMBERT, EUROPE] {
        let response = server.get(&format!("/collections/iris/items?limit=1&crs={crs}"));
        assert_eq!(header(&response, "content-crs"), format!("<{crs}>"));
        let one = server.get(&format!("/collections/iris/items/990010003?crs={crs}"));
        assert_eq!(header(&one, "content-crs"), format!("<{crs}>"));
        assert_eq!(
            server.json(&format!("/collections/iris/items/990010000?crs={crs}"))["geometry"],
            server.json(&format!("/collections/iris/items?limit=1&crs={crs}"))["features"][0]["geometry"]
        );
    }
}

#[test]
fn a_collection_lists_the_systems_of_its_land_and_serves_each() {
    let server = TestServer::of_town();
    let collection = server.json("/collections/services");
    let listed: Vec<&str> = collection["crs"].as_array().unwrap().iter().map(|crs| crs.as_str().unwrap()).collect();
    assert_eq!(listed[0], collection["storageCrs"]);
    for number in ["4326", "3857", "2154", "3035"] {
        assert!(listed.iter().any(|crs| crs.ends_with(&format!("/{number}"))), "{number} in {listed:?}");
    }
    assert!(!listed.iter().any(|crs| crs.ends_with("/2975")), "Réunion is elsewhere");
    for crs in &listed {
        let page = server.json(&format!("/collections/services/items?limit=100&crs={crs}&bbox=3.7,43.5,3.9,43.7"));
        assert_eq!(page["numberReturned"], town::SERVICES, "{crs}");
        let here = server.json(&format!("/collections/services/items?limit=1&crs={crs}"));
        let position = &here["features"][0]["geometry"]["coordinates"];
        let (x, y) = (position[0].as_f64().unwrap(), position[1].as_f64().unwrap());
        let margin = if x.abs() < 200.0 { 1e-5 } else { 1.0 };
        let bbox = format!("{},{},{},{}", x - margin, y - margin, x + margin, y + margin);
        let found = server.json(&format!("/collections/services/items?bbox={bbox}&bbox-crs={crs}&crs={crs}"));
        let ids: Vec<&Value> = found["features"].as_array().unwrap().iter().map(|feature| &feature["id"]).collect();
        assert!(ids.contains(&&here["features"][0]["id"]), "{crs}: {bbox} finds {ids:?}");
    }
}

#[test]
fn a_rectangle_in_metres_finds_what_the_same_rectangle_in_degrees_finds() {
    let server = TestServer::of_town();
    let count = |query: &str| server.json(&format!("/collections/iris/items?{query}"))["numberMatched"].as_u64().unwrap();
    assert_eq!(count("bbox=3.8005,43.6005,3.8065,43.6010"), 2);
    assert_eq!(count(&format!("bbox=43.6005,3.8005,43.6010,3.8065&bbox-crs={LATITUDE_FIRST}")), 2);
    let bbox = "764635,6278290,765000,6278300";
    assert_eq!(count(&format!("bbox={bbox}&bbox-crs={LAMBERT}")), 1);
    assert_eq!(count(&format!("bbox=-21000000,-21000000,21000000,21000000&bbox-crs={LAMBERT}")), town::ZONES as u64);
    assert_eq!(count(&format!("bbox=0,0,1,1&bbox-crs={LAMBERT}")), 0);
}

#[test]
fn what_is_not_served_here_is_refused_by_name() {
    let server = TestServer::of_town();
    for (query, code, column) in [
        ("crs=http://www.opengis.net/def/crs/EPSG/0/2975", "unknown-crs", "crs"),
        ("crs=EPSG:99999", "unknown-crs", "crs"),
        ("bbox-crs=nowhere", "unknown-crs", "bbox-crs"),
        ("filter-crs=nowhere", "unknown-crs", "filter-crs"),
        ("f=csv&crs=EPSG:2975", "unknown-crs", "crs"),
        ("f=geoparquet&crs=EPSG:2975", "unknown-crs", "crs"),
        ("bbox=3.8,43.6,3.9,43.7&bbox-crs=EPSG:3857&crs=x", "unknown-crs", "crs"),
        ("bbox=4e7,0,5e7,1&bbox-crs=EPSG:3857", "bad-bbox", "bbox"),
        ("bbox=91,0,92,1&bbox-crs=EPSG:4326", "bad-bbox", "bbox"),
    ] {
        let (status, problem) = server.refused(&format!("/collections/iris/items?{query}"));
        assert_eq!((status, problem["type"].as_str().unwrap()), (400, format!("/problems/{code}").as_str()), "{query}");
        assert_eq!(problem["place"]["column"], column, "{query}");
    }
}

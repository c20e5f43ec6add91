//! Vector tiles, columns of numbers and the list of zones, as our own map and others read them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::harness::{TestServer, header, mvt, problem, town};

/// The town lies in this tile, whole.
const TILE: &str = "12/2091/1495";

fn snapshot(server: &TestServer) -> String {
    header(&server.get("/collections"), "maillage-snapshot")
}

fn bytes(server: &TestServer, path: &str) -> Vec<u8> {
    let mut response = server.get(path);
    assert_eq!(response.status(), 200, "{path}");
    response.body_mut().read_to_vec().unwrap()
}

/// Attributes of the features of a tile, by the number of the feature.
fn attributes(tile: &[u8]) -> BTreeMap<u64, BTreeMap<String, Value>> {
    let layer = mvt::layers(tile).remove(0);
    layer.features.iter().map(|feature| (feature.id.unwrap(), layer.attributes(feature))).collect()
}

#[test]
fn a_tile_of_numbers_bears_each_zone_of_the_town_and_is_kept_for_ever() {
    let server = TestServer::of_town();
    let path = format!("/tiles/{}/iris/{TILE}", snapshot(&server));
    let response = server.get(&path);
    assert_eq!(header(&response, "content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
    let tag = header(&response, "etag");
    let again = server.get_with(&path, &[("if-none-match", &tag), ("accept", "*/*"), ("accept-encoding", "identity")]);
    assert_eq!(again.status(), 304);
    let tile = bytes(&server, &path);
    let layers = mvt::layers(&tile);
    let layer = &layers[0];
    assert_eq!((layer.name.as_str(), layer.version, layer.extent, layers.len()), ("iris", 2, 4_096, 1));
    assert!(layer.keys.is_empty(), "no attribute");
    let ids: BTreeSet<u64> = layer.features.iter().map(|feature| feature.id.unwrap()).collect();
    assert_eq!(ids, (0..town::ZONES as u64).collect());
    assert!(layer.features.iter().all(|feature| feature.kind == 3 && feature.lines.len() == 1));
}

#[test]
fn every_zoom_answers_and_an_empty_tile_says_so() {
    let server = TestServer::of_town();
    let snapshot = snapshot(&server);
    for path in [format!("/tiles/{snapshot}/iris/14/0/0"), "/collections/iris/tiles/WebMercatorQuad/14/0/0".to_owned()] {
        let mut response = server.get(&path);
        assert_eq!(response.status(), 204, "{path}");
        assert!(response.body_mut().read_to_vec().unwrap().is_empty());
    }
    for zoom in 9..=14 {
        let shift = 14 - zoom;
        let path = format!("/tiles/{snapshot}/iris/{zoom}/{}/{}", 8_365 >> shift, 5_982 >> shift);
        assert!(!bytes(&server, &path).is_empty(), "{path}");
    }
}

#[test]
fn addresses_of_no_tile_are_refused_with_their_place() {
    let server = TestServer::of_town();
    let snapshot = snapshot(&server);
    for (z, x, y, place) in
        [("15", "0", "0", "z"), ("3", "8", "0", "x"), ("3", "0", "-1", "y"), ("a", "0", "0", "z"), ("3", "1e1", "0", "x")]
    {
        for path in [format!("/tiles/{snapshot}/iris/{z}/{x}/{y}"), format!("/collections/iris/tiles/WebMercatorQuad/{z}/{y}/{x}")] {
            let (status, problem) = server.refused(&path);
            assert_eq!(
                (status, &problem["type"], &problem["place"]["column"]),
                (404, &"/problems/bad-tile".into(), &place.into()),
                "{path}"
            );
        }
    }
    let kind = |path: &str| {
        let (status, problem) = problem(server.get(path));
        (status, problem["type"].as_str().unwrap().to_owned())
    };
    assert_eq!(kind(&format!("/tiles/0000000000000000/iris/{TILE}")), (410, "/problems/snapshot-gone".to_owned()));
    assert_eq!(kind(&format!("/tiles/now/iris/{TILE}")).0, 400);
    assert_eq!(kind(&format!("/tiles/{snapshot}/epci/{TILE}")), (404, "/problems/geography-not-loaded".to_owned()));
    assert_eq!(kind("/collections/iris/tiles/LambertQuad/0/0/0"), (404, "/problems/unknown-tiling".to_owned()));
    assert_eq!(kind("/collections/martiens/tiles/WebMercatorQuad/0/0/0"), (404, "/problems/unknown-collection".to_owned()));
    assert_eq!(kind(&format!("/tiles/{snapshot}/iris/{TILE}?f=png")), (400, "/problems/unknown-format".to_owned()));
}

#[test]
fn a_tile_of_a_collection_holds_the_attributes_of_its_features_and_no_secret() {
    let server = TestServer::of_town();
    for (collection, count) in [("iris", town::ZONES), ("services", town::SERVICES)] {
        let items = server.json(&format!("/collections/{collection}/items?limit=1000"));
        let features = items["features"].as_array().unwrap();
        let drawn = attributes(&bytes(&server, &format!("/collections/{collection}/tiles/WebMercatorQuad/9/186/261")));
        assert_eq!((features.len(), drawn.len()), (count, count), "{collection}");
        let mut withheld = 0;
        for (feature, drawn) in features.iter().zip(drawn.values()) {
            for (name, value) in feature["properties"].as_object().unwrap() {
                let joined = value.as_array().map(|words| words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"));
                let wanted = joined.map(Value::from).or_else(|| (!value.is_null()).then(|| value.clone()));
                let same = match (&wanted, drawn.get(name)) {
                    (Some(wanted), Some(found)) if wanted.is_number() => wanted.as_f64() == found.as_f64(),
                    (wanted, found) => wanted.as_ref() == found,
                };
                assert!(same, "{collection} {name}: {wanted:?} {:?}", drawn.get(name));
                withheld += usize::from(name.ends_with("_flag") && value == "withheld");
            }
        }
        assert_eq!(withheld > 0, collection == "iris");
    }
}

#[test]
fn every_collection_tells_its_tiles_in_both_standards() {
    let server = TestServer::of_town();
    let classes = server.json("/conformance");
    let fulfilled = |class: &str| classes["conformsTo"].as_array().unwrap().iter().any(|held| held.as_str().unwrap().ends_with(class));
    assert!(fulfilled("ogcapi-tiles-1/1.0/conf/core") && fulfilled("ogcapi-tiles-1/1.0/conf/mvt"));
    assert_eq!(server.json("/tileMatrixSets")["tileMatrixSets"][0]["id"], "WebMercatorQuad");
    assert_eq!(server.json("/tileMatrixSets/WebMercatorQuad")["tileMatrices"].as_array().unwrap().len(), 15);
    let listed = server.json("/collections");
    for collection in listed["collections"].as_array().unwrap() {
        let links = collection["links"].as_array().unwrap();
        assert!(links.iter().any(|link| link["rel"] == "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"), "{collection}");
        let own = format!("/collections/{}/tiles", collection["id"].as_str().unwrap());
        assert_eq!(server.json(&own)["tilesets"].as_array().unwrap().len(), 1);
        let tileset = server.json(&format!("{own}/WebMercatorQuad"));
        let item = tileset["links"].as_array().unwrap().iter().find(|link| link["rel"] == "item").unwrap();
        assert_eq!(item["templated"], true);
        let filled = |template: &str, places: [&str; 3]| {
            let values = places.into_iter().zip(["9", "186", "261"]);
            values.fold(template.replace(&server.url(""), ""), |address, (place, value)| address.replace(place, value))
        };
        let from_tileset = filled(item["href"].as_str().unwrap(), ["{tileMatrix}", "{tileRow}", "{tileCol}"]);
        let described = server.json(&format!("{own}/WebMercatorQuad/tilejson"));
        assert_eq!((&described["tilejson"], &described["maxzoom"]), (&"3.0.0".into(), &14.into()));
        let from_tilejson = filled(described["tiles"][0].as_str().unwrap(), ["{z}", "{y}", "{x}"]);
        assert_eq!(from_tileset, from_tilejson);
        let tile = server.get(&from_tilejson);
        assert_eq!(tile.status(), 200, "{own}");
        assert_eq!(header(&tile, "cache-control"), "public, max-age=31536000, immutable");
    }
}

#[test]
fn columns_of_numbers_say_what_the_columns_in_words_say() {
    let server = TestServer::of_town();
    let snapshot = snapshot(&server);
    let atlas = server.json("/atlas");
    for indicator in atlas["indicators"].as_array().unwrap() {
        let id = indicator["id"].as_str().unwrap();
        let words = server.json(&format!("/columns/iris/{id}"));
        let path = format!("/columns/{snapshot}/iris/{id}");
        let response = server.get(&path);
        let number = |name: &str| header(&response, name).parse::<f64>().unwrap();
        let (scale, offset) = (number("maillage-scale"), number("maillage-offset"));
        assert!(header(&response, "access-control-expose-headers").contains("Maillage-Scale"));
        let column = bytes(&server, &path);
        assert_eq!(column.len(), 2 * town::ZONES);
        for (zone, pair) in column.chunks(2).enumerate() {
            let held = u16::from_le_bytes([pair[0], pair[1]]);
            match (words["values"][zone].as_f64(), words["flags"][zone].as_str().unwrap()) {
                (Some(value), _) => {
                    assert!((offset + scale * f64::from(held) - value).abs() <= scale / 2.0 + 1e-9 * value.abs(), "{id} {zone}");
                }
                (None, "withheld") => assert_eq!(held, 65_534),
                (None, _) => assert_eq!(held, 65_535),
            }
        }
    }
}

#[test]
fn the_list_of_zones_is_in_the_order_of_the_numbers() {
    let server = TestServer::of_town();
    let zones = server.json(&format!("/zones/{}/iris", snapshot(&server)));
    let codes: Vec<&str> = zones["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
    let column = server.json("/columns/iris/rsa_recipients_2009");
    let wanted: Vec<&str> = column["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
    assert_eq!(codes, wanted);
    for list in ["names", "kinds", "bbox", "centre", "population", "neighbours"] {
        assert_eq!(zones[list].as_array().unwrap().len(), town::ZONES, "{list}");
    }
    assert_eq!((&zones["parents"]["commune"][0], &zones["first_zoom"]), (&"99001".into(), &9.into()));
    assert_eq!(zones["neighbours"][0], serde_json::json!([1, 6]));
}

//! Our own resources, as docs/API.md promises them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::{TestServer, header, town};

fn names(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_atlas_tells_what_is_loaded() {
    let atlas = TestServer::of_town().json("/atlas");
    let members = ["audiences", "bbox", "datasets", "fictional", "geographies", "indicators", "modes", "name", "snapshot", "themes"];
    assert_eq!(names(&atlas), BTreeSet::from(members));
    let iris = &atlas["geographies"][0];
    assert_eq!((iris["code"].as_str(), iris["zones"].as_u64(), iris["take_up"].as_bool()), (Some("iris"), Some(24), Some(true)));
    assert_eq!(atlas["geographies"].as_array().unwrap().len(), 3, "iris, qpv, and the municipality drawn from its iris");
    let rights = atlas["themes"].as_array().unwrap().iter().find(|theme| theme["code"] == "acces-aux-droits").unwrap();
    assert_eq!(rights["services"], town::SERVICES);
    let rsa = atlas["indicators"].as_array().unwrap().iter().find(|indicator| indicator["id"] == "rsa_recipients_2009").unwrap();
    assert_eq!((rsa["unit"].as_str(), rsa["geographies"][0].as_str()), (Some("claimants"), Some("iris")));
    assert_eq!(atlas["datasets"].as_array().unwrap().len(), 4);
    assert_eq!((atlas["modes"][0]["code"].as_str(), &atlas["modes"][0]["streets"]), (Some("walk"), &Value::Null));
}

#[test]
fn a_column_has_a_value_a_flag_and_a_place_in_the_classes_for_each_zone() {
    let server = TestServer::of_town();
    let column = server.json("/columns/iris/rsa_recipients_2009");
    for list in ["codes", "values", "low", "high", "flags"] {
        assert_eq!(column[list].as_array().unwrap().len(), town::ZONES, "{list}");
    }
    assert_eq!((&column["values"][22], &column["flags"][22]), (&Value::Null, &"withheld".into()));
    let classes = &column["classes"];
    let counts: Vec<_> = classes["counts"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect();
    assert_eq!(counts.iter().sum::<u64>(), 23);
    assert_eq!(classes["breaks"].as_array().unwrap().len(), counts.len() + 1);
    assert!(server.json("/columns/iris/tax_persons_2009").get("low").is_none());
    let quantiles = server.json("/columns/iris/tax_persons_2009?classes=quantile&count=4");
    assert_eq!((quantiles["classes"]["method"].as_str(), quantiles["classes"]["counts"].as_array().unwrap().len()), (Some("quantile"), 4));
}

#[test]
fn coverage_is_the_same_as_json_features_and_rows() {
    let server = TestServer::of_town();
    let path = "/coverage?theme=sante&audience=jeunes&at=tue-10:00&limit=20";
    let (json, features, rows) = (server.json(path), server.json(&format!("{path}&f=geojson")), server.text(&format!("{path}&f=csv")));
    assert_eq!((json["query"]["theme"].as_str(), json["query"]["at"].as_str()), (Some("sante"), Some("tue-10:00")));
    assert_eq!(json["zones"].as_array().unwrap().len(), town::ZONES);
    assert_eq!(rows.lines().count(), town::ZONES + 1);
    for (zone, feature) in json["zones"].as_array().unwrap().iter().zip(features["features"].as_array().unwrap()) {
        let properties = &feature["properties"];
        assert_eq!((&properties["code"], &properties["class"]), (&zone["zone"], &zone["class"]));
        assert_eq!((&properties["access"], &properties["short"]), (&zone["access"]["value"], &zone["short"]["value"]));
    }
    assert!(features["attribution"].as_str().unwrap().contains("Ville d’essai"));
    assert_eq!(features["snapshot"], json["snapshot"]);
    let method = features["method"].as_str().unwrap();
    for part in [&json["method"]["name"]["fr"], &json["method"]["note"]["fr"], &json["method"]["citation"]] {
        assert!(method.contains(part.as_str().unwrap()), "{method}");
    }
}

#[test]
fn the_planted_zones_of_low_take_up_are_found() {
    let server = TestServer::of_town();
    let take_up = server.json("/take-up");
    let deficits: Vec<_> = take_up["zones"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|zone| zone["class"] == "deficit")
        .map(|zone| zone["zone"].as_str().unwrap())
        .collect();
    for planted in ["990010006", "990010007", "990010013"] {
        assert!(deficits.contains(&planted), "{planted} not in {deficits:?}");
    }
    let features = server.json("/take-up?f=geojson");
    assert_eq!(features["features"].as_array().unwrap().len(), town::ZONES);
    let (status, problem) = server.refused("/take-up?geography=qpv");
    assert_eq!((status, problem["type"].as_str()), (404, Some("/problems/no-take-up-data")));
}

#[test]
fn targets_are_ranked_and_weights_change_them() {
    let server = TestServer::of_town();
    let targets = server.json("/targets?limit=5");
    let ranks: Vec<_> = targets["targets"].as_array().unwrap().iter().map(|target| target["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, [1, 2, 3, 4, 5]);
    let take_up = server.json("/targets?need=0&gap=0&take_up=1&limit=1");
    assert_ne!(take_up["query"]["weights"], targets["query"]["weights"]);
    assert_eq!(server.json("/targets?f=geojson&limit=3")["features"].as_array().unwrap().len(), 3);
    assert_eq!(server.text("/targets?f=csv&limit=3").lines().count(), 4);
}

#[test]
fn a_card_holds_everything_known_of_a_zone() {
    let card = TestServer::of_town().json("/zones/990010006");
    let members = ["coverage", "datasets", "field", "indicators", "services", "snapshot", "take_up", "target", "zone"];
    assert_eq!(names(&card), BTreeSet::from(members));
    assert_eq!(card["zone"]["code"], "990010006");
    assert_eq!(card["take_up"]["class"], "deficit");
    assert_eq!(card["indicators"].as_array().unwrap().len(), 6);
}

#[test]
fn how_people_travel_and_how_long_is_a_choice() {
    let server = TestServer::of_town();
    let walk = server.json("/coverage?theme=sante");
    let zone = &walk["zones"][0];
    assert_eq!((walk["query"]["mode"].as_str(), zone["basis"].as_str()), (Some("walk"), Some("centre")));
    assert_eq!(names(&zone["minutes"]), BTreeSet::from(["median", "p90"]));
    assert_eq!((&zone["share_within"], &zone["unplaced"]["count"]), (&Value::from(1.0), &Value::from(0)));
    let car = server.json("/coverage?theme=sante&mode=car&limit=30");
    assert!(car["zones"][0]["in_reach"].as_u64() >= zone["in_reach"].as_u64());
    assert!(
        car["method"]["note"]["fr"].as_str().unwrap().contains("voiture")
            && walk["method"]["note"]["fr"].as_str().unwrap().contains("marche")
    );
    assert_eq!(server.json("/targets?mode=bike&within=10&limit=1")["query"]["limit_minutes"], 10.0);
    let near = server.json("/near?point=3.81,43.605&mode=car&within=2&limit=100");
    assert!(near["services"].as_array().unwrap().iter().all(|service| service["minutes"].as_f64().unwrap() <= 2.0));
    assert_eq!((near["mode"].as_str(), &near["unplaced"]), (Some("car"), &Value::Null));
    let (status, problem) = server.refused("/coverage?theme=sante&mode=boat");
    assert_eq!(
        (status, problem["type"].as_str(), problem["place"]["column"].as_str()),
        (400, Some("/problems/unknown-mode"), Some("mode"))
    );
}

#[test]
fn isochrones_are_nested_features_and_bad_limits_are_refused() {
    let server = TestServer::of_town();
    let found = server.json("/isochrones?point=3.81,43.605&mode=walk&limits=5,10");
    let features = found["features"].as_array().unwrap();
    let minutes: Vec<_> = features.iter().map(|feature| feature["properties"]["minutes"].as_f64().unwrap()).collect();
    assert_eq!(minutes, [5.0, 10.0]);
    assert!(features.iter().all(|feature| feature["geometry"]["type"].as_str().unwrap().ends_with("Polygon")));
    assert!(features[0]["properties"]["method_fr"].as_str().unwrap().contains("vol d’oiseau"));
    for bad in ["limits=10,5", "limits=0", "limits=1,2,3,4,5,6,7", "limits=x", "limits=5,500"] {
        let (status, problem) = server.refused(&format!("/isochrones?point=3.81,43.605&{bad}"));
        assert_eq!((status, problem["place"]["column"].as_str()), (400, Some("limits")), "{bad}");
    }
    assert_eq!(server.refused("/isochrones?limits=5").0, 400);
}

#[test]
fn the_nearest_services_come_nearest_first() {
    let near = TestServer::of_town().json("/near?point=3.81,43.605&limit=5&at=sun-10:00&theme=sante&audience=jeunes");
    let minutes: Vec<_> = near["services"].as_array().unwrap().iter().map(|service| service["minutes"].as_f64().unwrap()).collect();
    assert_eq!(minutes.len(), 5);
    assert!(minutes.is_sorted());
    assert!(near["services"].as_array().unwrap().iter().all(|service| service["open"] != true));
}

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[3.80,43.60],[3.8093,43.60],[3.8093,43.6045],[3.80,43.6045],[3.80,43.60]]]}"#;

#[test]
fn a_drawn_area_is_estimated_with_its_interval_and_the_same_body_gets_the_same_bytes() {
    let server = TestServer::of_town();
    let mut response = server.post("/areas", SQUARE);
    assert_eq!((response.status().as_u16(), header(&response, "maillage-snapshot").len()), (200, 16));
    let text = response.body_mut().read_to_string().unwrap();
    let area: Value = serde_json::from_str(&text).unwrap();
    let shares: Vec<_> = area["zones"].as_array().unwrap().iter().map(|zone| zone["share"].as_f64().unwrap()).collect();
    assert_eq!(shares.len(), 2);
    assert!((shares[0] - 1.0).abs() < 0.01 && (shares[1] - 0.5).abs() < 0.01, "{shares:?}");
    let people = area["indicators"].as_array().unwrap().iter().find(|indicator| indicator["id"] == "tax_persons_2009").unwrap();
    assert!((people["measure"]["value"].as_f64().unwrap() - 2_270.0).abs() < 10.0);
    assert_eq!(people["measure"]["interval"], serde_json::json!({"low": 1_500.0, "high": 3_040.0}));
    assert_eq!(server.post("/areas", SQUARE).body_mut().read_to_string().unwrap(), text);
    let other = SQUARE.replace("3.8093", "3.8062");
    assert_ne!(server.post("/areas", &other).body_mut().read_to_string().unwrap(), text);
}

#[test]
fn a_territory_without_anything_answers_everywhere() {
    let server = TestServer::empty(maillage::api::Settings::default());
    server.load(Vec::new());
    assert_eq!(server.json("/atlas")["bbox"], Value::Null);
    assert_eq!(server.json("/collections/services/items")["numberMatched"], 0);
    assert_eq!(server.json("/collections")["collections"].as_array().unwrap().len(), 1);
    assert_eq!(server.refused("/coverage?theme=sante").0, 404);
}

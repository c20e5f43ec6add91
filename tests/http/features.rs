//! OGC API Features: the way in, collections, pages and single features.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::{TestServer, header, town};

#[test]
fn the_landing_page_leads_to_every_standard_resource() {
    let server = TestServer::of_town();
    let landing = server.json("/?f=json");
    for rel in ["self", "conformance", "data", "service-desc", "service-doc", "alternate"] {
        let link = landing["links"].as_array().unwrap().iter().find(|link| link["rel"] == rel).unwrap_or_else(|| panic!("no {rel}"));
        let path = link["href"].as_str().unwrap().strip_prefix(&server.url("")).unwrap();
        assert_eq!(server.get(path).status(), 200, "{path}");
    }
}

fn pages(server: &TestServer, first: &str) -> Vec<Value> {
    let (mut pages, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let page = server.json(&path);
        let link = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next");
        next = link.map(|link| link["href"].as_str().unwrap().strip_prefix(&server.url("")).unwrap().to_owned());
        pages.push(page);
    }
    pages
}

#[test]
fn every_collection_is_read_whole_without_skip_or_repeat() {
    let server = TestServer::of_town();
    let collections = server.json("/collections");
    for collection in collections["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        let pages = pages(&server, &format!("/collections/{id}/items?limit=7"));
        let matched = pages[0]["numberMatched"].as_u64().unwrap() as usize;
        let ids: Vec<_> =
            pages.iter().flat_map(|page| page["features"].as_array().unwrap()).map(|feature| feature["id"].to_string()).collect();
        assert_eq!(ids.len(), matched, "{id}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), matched, "{id}");
        assert!(pages.iter().all(|page| page["numberReturned"] == page["features"].as_array().unwrap().len()), "{id}");
    }
    assert_eq!(server.json("/collections/iris/items")["numberMatched"], town::ZONES);
    assert_eq!(server.json("/collections/services/items")["numberMatched"], town::SERVICES);
}

#[test]
fn a_next_link_pins_the_snapshot() {
    let server = TestServer::of_town();
    let page = server.json("/collections/iris/items?limit=5");
    let next = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next").unwrap()["href"].as_str().unwrap().to_owned();
    let snapshot = header(&server.get("/collections/iris/items?limit=5"), "maillage-snapshot");
    assert!(next.contains(&format!("snapshot={snapshot}")) && next.contains("offset=5"), "{next}");
}

fn codes(page: &Value) -> Vec<&str> {
    page["features"].as_array().unwrap().iter().map(|feature| feature["properties"]["code"].as_str().unwrap()).collect()
}

#[test]
fn a_rectangle_finds_the_zones_it_touches_and_counts_them() {
    let server = TestServer::of_town();
    let page = server.json("/collections/iris/items?bbox=3.8005,43.6005,3.8065,43.6010");
    assert_eq!(codes(&page), ["990010000", "990010001"]);
    assert_eq!(page["numberMatched"], 2);
    let none = server.json("/collections/iris/items?bbox=5,45,6,46");
    assert_eq!((none["numberMatched"].as_u64(), none["features"].as_array().unwrap().len()), (Some(0), 0));
    let over_the_antimeridian = server.json("/collections/iris/items?bbox=3,43,-179,44");
    assert_eq!(over_the_antimeridian["numberMatched"], town::ZONES);
}

#[test]
fn every_property_filters_also_inside_lists() {
    let server = TestServer::of_town();
    assert_eq!(codes(&server.json("/collections/iris/items?code=990010005")), ["990010005"]);
    assert_eq!(server.json("/collections/services/items?themes=sante")["numberMatched"], 20);
    assert_eq!(server.json("/collections/services/items?themes=sante&audiences=seniors&limit=1")["numberMatched"], 5);
    assert_eq!(server.json("/collections/services/items?free=true")["numberMatched"], town::SERVICES);
    assert_eq!(server.json("/collections/iris/items?tax_persons_2009=1540")["numberMatched"], 1);
}

#[test]
fn only_the_properties_wanted_are_told() {
    let server = TestServer::of_town();
    let page = server.json("/collections/iris/items?properties=name,rsa_recipients_2009&limit=1");
    let names: Vec<_> = page["features"][0]["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["name", "rsa_recipients_2009"]);
}

#[test]
fn a_withheld_value_is_null_and_flagged_and_a_rounded_one_has_its_interval() {
    let server = TestServer::of_town();
    let withheld = &server.json("/collections/iris/items/990010022")["properties"];
    assert_eq!((&withheld["rsa_recipients_2009"], &withheld["rsa_recipients_2009_flag"]), (&Value::Null, &"withheld".into()));
    let rounded = &server.json("/collections/iris/items/990010001")["properties"];
    let value = |name: &str| rounded[name].as_f64().unwrap();
    assert_eq!(value("rsa_recipients_2009_high") - value("rsa_recipients_2009_low"), 6.0);
    assert!(rounded.get("tax_persons_2009_low").is_none());
}

#[test]
fn one_feature_has_its_links_and_its_reference_system() {
    let server = TestServer::of_town();
    let response = server.get("/collections/iris/items/990010003");
    assert_eq!(header(&response, "content-crs"), "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    assert_eq!(header(&response, "content-type"), "application/geo+json");
    let feature = server.json("/collections/iris/items/990010003");
    assert_eq!((feature["type"].as_str(), feature["geometry"]["type"].as_str()), (Some("Feature"), Some("Polygon")));
    assert!(feature["links"].as_array().unwrap().iter().any(|link| link["rel"] == "collection"));
}

#[test]
fn an_identifier_with_spaces_and_slashes_is_found() {
    let server = TestServer::of_town();
    let service = server.json("/collections/services/items/essai:n%C2%B0%203%2Fa");
    assert_eq!(service["id"], "essai:n° 3/a");
    assert_eq!(service["properties"]["zone"], "990010003");
}

#[test]
fn outer_rings_turn_counter_clockwise() {
    let server = TestServer::of_town();
    let ring = server.json("/collections/iris/items/990010000")["geometry"]["coordinates"][0].clone();
    let at = |i: usize| (ring[i][0].as_f64().unwrap(), ring[i][1].as_f64().unwrap());
    let area: f64 = (0..ring.as_array().unwrap().len() - 1).map(|i| at(i).0 * at(i + 1).1 - at(i + 1).0 * at(i).1).sum();
    assert!(area > 0.0);
}

#[test]
fn a_limit_above_the_highest_is_taken_as_the_highest_and_an_offset_past_the_end_finds_none() {
    let server = TestServer::of_town();
    assert_eq!(server.json("/collections/iris/items?limit=99999999")["numberReturned"], town::ZONES);
    let past = server.json("/collections/iris/items?offset=1000");
    assert_eq!((past["numberMatched"].as_u64(), past["numberReturned"].as_u64()), (Some(24), Some(0)));
    assert!(past["links"].as_array().unwrap().iter().all(|link| link["rel"] != "next"));
}

#[test]
fn csv_is_harmless_in_a_spreadsheet_and_pages_by_its_link_header() {
    let server = TestServer::of_town();
    let response = server.get("/collections/services/items?f=csv&limit=20");
    assert!(header(&response, "content-type").starts_with("text/csv"));
    assert_eq!(header(&response, "content-disposition"), "attachment; filename=\"fictif-services.csv\"");
    assert!(header(&response, "link").contains("rel=\"next\""));
    let text = server.text("/collections/services/items?f=csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let names = rows.headers().unwrap().clone();
    let name = names.iter().position(|column| column == "name").unwrap();
    assert_eq!(names.iter().rev().take(2).collect::<Vec<_>>(), ["lat", "lon"]);
    let records: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), town::SERVICES);
    assert!(records.iter().all(|record| !record[name].starts_with(['=', '+', '-', '@'])));
    assert!(records.iter().any(|record| &record[name] == "'=HYPERLINK(\"http://x\")"));
    assert!(records.iter().any(|record| &record[name] == "Accueil\nde jour"));
    assert!(server.text("/collections/services/items?f=csv&bom=1").starts_with('\u{feff}'));
}

#[test]
fn pages_to_read_escape_what_names_hold() {
    let server = TestServer::of_town();
    for path in ["/collections/iris/items?f=html&limit=3", "/collections/iris/items/990010000?f=html", "/zones/990010000?f=html"] {
        let page = server.text(path);
        assert!(page.starts_with("<!doctype html>") && page.contains("&lt;haut&gt;") && !page.contains("<haut>"), "{path}");
    }
}

#[test]
fn a_page_to_read_draws_where_its_features_lie() {
    let server = TestServer::of_town();
    let page = server.text("/collections/iris/items?f=html&limit=3");
    assert_eq!(page.matches("<path d=").count(), 3);
    assert!(page.matches("<path class=\"ground\"").count() > 3, "among the zones around them");
    let services = server.json("/collections/services/items?limit=1");
    let service = &services["features"][0];
    let page = server.text(&format!(
        "/collections/services/items/{}?f=html",
        service["id"].as_str().unwrap().replace('/', "%2F").replace(' ', "%20").replace('°', "%C2%B0")
    ));
    assert_eq!(page.matches("<circle ").count(), 1);
    assert!(page.contains("role=\"img\" aria-label=") && !page.contains("%C2%B0</a>"), "{page}");
    assert_eq!(server.text("/collections/iris/items?f=html&bbox=0,0,1,1").matches("<svg").count(), 0);
}

#[test]
fn queryables_describe_exactly_the_properties_of_features() {
    let server = TestServer::of_town();
    for collection in ["iris", "qpv", "services", "gaps", "targets", "take-up", "take-up-zones"] {
        let queryables = server.json(&format!("/collections/{collection}/queryables"));
        let described: BTreeSet<_> =
            queryables["properties"].as_object().unwrap().keys().filter(|name| *name != "geometry").cloned().collect();
        let features = server.json(&format!("/collections/{collection}/items?limit=1"));
        let told: BTreeSet<_> = features["features"][0]["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(described, told, "{collection}");
        let schema = server.json(&format!("/collections/{collection}/schema"));
        let formed: BTreeSet<_> = schema["properties"]["properties"]["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(formed, told.into_iter().filter(|name| name != "id").collect(), "{collection}");
    }
}

#[test]
fn a_collection_says_where_it_lies_and_whom_it_is_owed_to() {
    let server = TestServer::of_town();
    let iris = server.json("/collections/iris");
    let bbox = iris["extent"]["spatial"]["bbox"][0].as_array().unwrap();
    assert_eq!(bbox.len(), 4);
    assert!(iris["attribution"].as_str().unwrap().contains("INSEE, CAF"));
    assert_eq!(iris["fictional"], true);
    let items = server.json("/collections/iris/items?limit=1");
    assert_eq!((&items["snapshot"], &items["fictional"]), (&server.json("/atlas")["snapshot"], &true.into()));
    assert!(iris["crs"].as_array().unwrap().contains(&"http://www.opengis.net/def/crs/OGC/1.3/CRS84".into()));
}

//! Filters in CQL2, the order of `sortby`, and both with everything else.

use serde_json::Value;

use crate::harness::{TestServer, town};

/// A query whose values are percent-encoded.
fn query(parameters: &[(&str, &str)]) -> String {
    let coded = |words: &str| {
        words.bytes().fold(String::new(), |coded, byte| {
            if byte.is_ascii_alphanumeric() { coded + char::from(byte).encode_utf8(&mut [0; 4]) } else { coded + &format!("%{byte:02X}") }
        })
    };
    parameters.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect::<Vec<_>>().join("&")
}

fn matched(server: &TestServer, collection: &str, filter: &str) -> u64 {
    let language = if filter.starts_with('{') { "cql2-json" } else { "cql2-text" };
    let query = query(&[("filter", filter), ("filter-lang", language), ("limit", "1")]);
    server.json(&format!("/collections/{collection}/items?{query}"))["numberMatched"].as_u64().unwrap()
}

#[test]
fn a_filter_finds_what_reading_everything_finds() {
    let server = TestServer::of_town();
    let all = server.json("/collections/iris/items?limit=100");
    let people = |feature: &Value| feature["properties"]["tax_persons_2009"].as_f64();
    let features = all["features"].as_array().unwrap();
    let more = features.iter().filter(|feature| people(feature).is_some_and(|people| people > 1_500.0)).count() as u64;
    let rest = features.iter().filter(|feature| people(feature).is_some_and(|people| people <= 1_500.0)).count() as u64;
    let none = features.iter().filter(|feature| people(feature).is_none()).count() as u64;
    assert!(more > 0 && rest > 0 && more + rest + none == town::ZONES as u64);
    assert_eq!(matched(&server, "iris", "tax_persons_2009 > 1500"), more);
    assert_eq!(matched(&server, "iris", "NOT (tax_persons_2009 > 1500)"), rest, "a missing value is neither more nor less");
    assert_eq!(matched(&server, "iris", "tax_persons_2009 IS NULL"), none);
    assert_eq!(matched(&server, "iris", r#"{"op":">","args":[{"property":"tax_persons_2009"},1500]}"#), more);
}

#[test]
fn a_withheld_value_is_null_to_every_filter() {
    let server = TestServer::of_town();
    let withheld = |filter: &str| matched(&server, "iris", &format!("code = '990010022' AND {filter}"));
    assert_eq!(withheld("rsa_recipients_2009 IS NULL AND rsa_recipients_2009_flag = 'withheld'"), 1);
    for filter in [
        "rsa_recipients_2009 = 0",
        "rsa_recipients_2009 <> 0",
        "rsa_recipients_2009 < 1e9",
        "rsa_recipients_2009 IN (0, 1, 2)",
        "rsa_recipients_2009 + 1 > 0",
        "NOT rsa_recipients_2009 > 0",
    ] {
        assert_eq!(withheld(filter), 0, "{filter}");
    }
}

#[test]
fn lists_words_and_places_are_asked_together() {
    let server = TestServer::of_town();
    assert_eq!(matched(&server, "services", "A_CONTAINS(themes, ('sante'))"), 20);
    assert_eq!(matched(&server, "services", "A_CONTAINS(themes, ('sante')) AND A_CONTAINS(audiences, ('seniors'))"), 5);
    assert_eq!(matched(&server, "services", "free AND updated IS NULL OR NOT free"), matched(&server, "services", "updated IS NULL"));
    assert_eq!(matched(&server, "iris", "S_INTERSECTS(geometry, BBOX(3.8005, 43.6005, 3.8065, 43.6010))"), 2);
    assert_eq!(
        matched(&server, "iris", "S_WITHIN(geometry, POLYGON((3.79 43.59, 3.8063 43.59, 3.8063 43.6046, 3.79 43.6046, 3.79 43.59)))"),
        1
    );
    assert_eq!(matched(&server, "iris", "S_TOUCHES(geometry, POINT(3.8062 43.6045))"), 4);
    assert_eq!(matched(&server, "iris", "S_DISJOINT(geometry, BBOX(3.8005, 43.6005, 3.8065, 43.6010))"), town::ZONES as u64 - 2);
    let lambert = query(&[("filter", "S_INTERSECTS(geometry, BBOX(764635, 6278290, 765000, 6278300))"), ("filter-crs", "EPSG:2154")]);
    assert_eq!(server.json(&format!("/collections/iris/items?{lambert}"))["numberMatched"], 1);
    let turned =
        query(&[("filter", "S_INTERSECTS(geometry, POINT(43.601 3.801))"), ("filter-crs", "http://www.opengis.net/def/crs/EPSG/0/4326")]);
    assert_eq!(server.json(&format!("/collections/iris/items?{turned}"))["numberMatched"], 1);
}

#[test]
fn sorted_pages_neither_skip_nor_repeat_and_what_has_no_value_comes_last() {
    let server = TestServer::of_town();
    for sortby in ["%2Brsa_recipients_2009,-code", "-rsa_recipients_2009", "+rsa_recipients_2009"] {
        let (mut next, mut values, mut codes) =
            (Some(format!("/collections/iris/items?limit=5&sortby={sortby}&filter=code%3C%3E%27990010003%27")), Vec::new(), Vec::new());
        while let Some(path) = next {
            let page = server.json(&path);
            assert_eq!(page["numberMatched"], town::ZONES - 1);
            for feature in page["features"].as_array().unwrap() {
                values.push(feature["properties"]["rsa_recipients_2009"].as_f64());
                codes.push(feature["id"].as_str().unwrap().to_owned());
            }
            let link = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next");
            next = link.map(|link| link["href"].as_str().unwrap().strip_prefix(&server.url("")).unwrap().to_owned());
            assert!(next.as_ref().is_none_or(|next| next.contains("snapshot=") && next.contains("sortby=") && next.contains("filter=")));
        }
        assert_eq!(values.len(), town::ZONES - 1, "{sortby}");
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), town::ZONES - 1, "{sortby}");
        let known: Vec<f64> = values.iter().copied().take_while(Option::is_some).flatten().collect();
        assert!(values.iter().skip(known.len()).all(Option::is_none) && known.len() < values.len(), "{sortby}: {values:?}");
        let falling = sortby.starts_with('-');
        assert!(known.windows(2).all(|pair| if falling { pair[0] >= pair[1] } else { pair[0] <= pair[1] }), "{sortby}: {known:?}");
    }
}

#[test]
fn the_conformance_page_declares_the_classes_and_no_more() {
    let server = TestServer::of_town();
    let declared = server.json("/conformance")["conformsTo"].to_string();
    for class in [
        "ogcapi-features-3/1.0/conf/filter",
        "features-filter",
        "cql2-text",
        "cql2-json",
        "spatial-functions",
        "temporal-functions",
        "array-functions",
        "arithmetic",
    ] {
        assert!(declared.contains(class), "{class}");
    }
    assert!(!declared.contains("cql2/1.0/conf/functions"), "there are no functions of our own");
}

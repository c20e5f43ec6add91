//! How data sets stand: everybody is told that one failed, an administrator why.

use std::sync::Arc;

use chrono::DateTime;
use maillage::access::Role;
use maillage::api::Settings;
use maillage::catalogue::{Failure, Feeds, Standing, Standings, State};
use maillage::domain::{Fault, Text};
use serde_json::Value;

use crate::harness::header;
use crate::harness::people::House;

const INNER: &str = "http://mirror.inner.town:8080/srv/open-data";

/// A catalogue of one data set, whose mirror does not answer.
#[derive(Debug)]
struct Failing;

impl Standings for Failing {
    fn standings(&self) -> Result<Vec<Standing>, Fault> {
        let fault = Fault::new("producer-unreachable", Text::same(format!("{INNER} is silent")), Text::same("look at the mirror"));
        let words = Text::same("words");
        Ok(vec![Standing {
            id: "iris".to_owned(),
            title: words.clone(),
            state: State::Missing,
            label: words.clone(),
            producer: "INSEE".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            secrecy: words,
            address: "https://www.insee.fr/iris".to_owned(),
            address_seen: true,
            dataset: None,
            fetched_at: None,
            checked_at: None,
            age_days: None,
            next_at: None,
            failure: Some(Failure { at: DateTime::UNIX_EPOCH, fault: fault.in_file("/srv/maillage/kept/iris") }),
            without: None,
            feeds: Feeds::default(),
        }])
    }
}

#[test]
fn why_a_data_set_failed_is_told_to_an_administrator_alone() {
    let house = House::with(|settings| Settings { sources: Some(Arc::new(Failing)), ..settings });
    house.add("root-admin", Role::Administrator, "");
    house.add("camille", Role::Outreach, "*");
    let failure = |told: &Value| told["sources"][0]["failure"]["fault"].clone();
    let public = failure(&house.server.json("/sources"));
    assert_eq!((&public["code"], &public["message"]["en"]), (&"producer-unreachable".into(), &"the last attempt failed".into()));
    let page = house.server.text("/sources?f=html");
    let team = house.sign_in("camille").json("/sources").to_string();
    for told in [public.to_string(), page, team] {
        assert!(!told.contains("inner") && !told.contains("/srv"), "{told}");
    }
    let admin = house.sign_in("root-admin");
    let told = failure(&admin.json("/sources"));
    assert!(told["message"]["en"].as_str().unwrap().contains(INNER) && told["place"]["file"] == "/srv/maillage/kept/iris", "{told}");
    let response = admin.get("/sources");
    assert_eq!(header(&response, "access-control-allow-origin"), "");
    assert!(header(&response, "vary").starts_with("Cookie") && header(&response, "cache-control") == "no-store");
}

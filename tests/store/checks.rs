//! What was seen of services, in either database.

use chrono::NaiveDate;
use maillage::domain::{ServiceCheck, ServiceId, Sighting};

use crate::place::Place;

fn check(service: &str, day: u32, sighting: Sighting) -> ServiceCheck {
    ServiceCheck { service: ServiceId::from_stored(service), day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(), sighting }
}

pub async fn a_check_is_kept_once_and_the_last_of_each_service_is_told(place: &Place) {
    let store = place.open().await;
    let before = store.revision().await.unwrap();
    assert!(store.check_service("k1", &check("b", 20, Sighting::There)).await.unwrap());
    assert!(!store.check_service("k1", &check("b", 20, Sighting::There)).await.unwrap(), "the same key is the same check");
    assert_eq!(store.revision().await.unwrap(), before + 1, "what changed nothing is no new state");
    let refused = store.check_service("k1", &check("b", 21, Sighting::There)).await.unwrap_err().fault();
    assert_eq!(refused.code, "key-reused");
    // Sent late, of an earlier day.
    assert!(store.check_service("k2", &check("b", 18, Sighting::Closed)).await.unwrap());
    assert!(store.check_service("k3", &check("a", 19, Sighting::WrongHours)).await.unwrap());
    let fieldwork = store.fieldwork().await.unwrap();
    assert_eq!(fieldwork.checks, [check("a", 19, Sighting::WrongHours), check("b", 20, Sighting::There)]);
    assert_eq!(fieldwork.check_of(&ServiceId::from_stored("b")).map(|check| check.sighting), Some(Sighting::There));
    assert!(fieldwork.released.is_empty());
}

//! What every store does, whichever the database.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use maillage::domain::{DatasetId, Measure, Remembered, Text};
use maillage::store::Store;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::any::{any_batch, any_indicator_batch};
use crate::batches::{dataset, rich, square, year, zone};

pub async fn a_batch_comes_back_as_it_was(store: Arc<dyn Store>) {
    let batch = rich("caf-quartiers", 2009);
    store.commit(&batch).await.unwrap();
    assert_eq!(store.datasets().await.unwrap(), std::slice::from_ref(&batch.dataset));
    assert_eq!(store.load().await.unwrap(), [batch]);
}

pub async fn any_batch_comes_back_as_it_was(store: Arc<dyn Store>) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..48 {
        for batch in [any_batch().new_tree(&mut runner).unwrap().current(), any_indicator_batch().new_tree(&mut runner).unwrap().current()]
        {
            store.commit(&batch).await.unwrap();
            assert_eq!(store.load().await.unwrap(), [batch]);
        }
    }
}

pub async fn an_empty_store_holds_nothing_and_answers(store: Arc<dyn Store>) {
    store.check().await.unwrap();
    assert_eq!(store.load().await.unwrap(), []);
    assert_eq!(store.revision().await.unwrap(), 0);
}

pub async fn committing_twice_is_committing_once(store: Arc<dyn Store>) {
    let batch = rich("caf-quartiers", 2009);
    store.commit(&batch).await.unwrap();
    store.commit(&batch).await.unwrap();
    assert_eq!(store.load().await.unwrap(), [batch]);
}

pub async fn a_new_import_replaces_its_own_vintage_and_no_other(store: Arc<dyn Store>) {
    let (old, other) = (rich("caf-quartiers", 2009), rich("caf-quartiers", 2011));
    store.commit(&old).await.unwrap();
    store.commit(&other).await.unwrap();
    let mut new = old.clone();
    new.zones.remove(0);
    new.zones[0].shape = square(3.0, 43.0);
    new.services.clear();
    new.homes = None;
    new.networks.truncate(1);
    new.observations.truncate(1);
    new.observations[0].measure = Measure::withheld();
    new.dataset.title = Text::same("nouveau");
    store.commit(&new).await.unwrap();
    assert_eq!(store.load().await.unwrap(), [new, other]);
}

pub async fn data_sets_are_sorted_by_the_bytes_of_their_identifier(store: Arc<dyn Store>) {
    for name in ["b", "a", "B", "a-b", "aa", "é"] {
        store.commit(&rich(name, 2020)).await.unwrap();
    }
    let ids: Vec<String> = store.datasets().await.unwrap().iter().map(|dataset| dataset.id.to_string()).collect();
    assert_eq!(ids, ["B-2020", "a-2020", "a-b-2020", "aa-2020", "b-2020", "é-2020"]);
    let loaded: Vec<String> = store.load().await.unwrap().iter().map(|batch| batch.dataset.id.to_string()).collect();
    assert_eq!(loaded, ids);
}

pub async fn a_forgotten_data_set_is_gone_and_the_others_stay(store: Arc<dyn Store>) {
    let (gone, kept) = (rich("caf-quartiers", 2009), rich("filosofi-iris", 2018));
    store.commit(&gone).await.unwrap();
    store.commit(&kept).await.unwrap();
    assert!(store.forget(&gone.dataset.id).await.unwrap());
    assert!(!store.forget(&gone.dataset.id).await.unwrap());
    assert_eq!(store.load().await.unwrap(), [kept]);
}

pub async fn the_revision_grows_with_every_change_and_only_then(store: Arc<dyn Store>) {
    let batch = rich("caf-quartiers", 2009);
    let mut seen = vec![store.revision().await.unwrap()];
    for _ in 0..2 {
        store.commit(&batch).await.unwrap();
        seen.push(store.revision().await.unwrap());
    }
    store.forget(&batch.dataset.id).await.unwrap();
    seen.push(store.revision().await.unwrap());
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
    store.forget(&DatasetId::new("none", year(2000))).await.unwrap();
    store.load().await.unwrap();
    assert_eq!(store.revision().await.unwrap(), seen[3]);
}

fn state(number: usize) -> Remembered {
    Remembered {
        snapshot: format!("{number:016x}"),
        before: number.checked_sub(1).map(|before| format!("{before:016x}")),
        updated: DateTime::<Utc>::from_timestamp_micros(1_700_000_000_123_456 + number as i64).unwrap(),
        summary: Text::new(format!("{number}\u{a0}services ouverts"), format!("{number} services opened")),
        digest: Some(vec![0, 255, number as u8]),
    }
}

/// Also after a reopening, which both databases do alike.
pub async fn the_history_holds_each_state_once_and_the_last_can_be_compared_with(store: Arc<dyn Store>) {
    assert_eq!(store.history().await.unwrap(), []);
    let revision = store.revision().await.unwrap();
    assert!(store.remember(&state(0)).await.unwrap());
    assert!(!store.remember(&state(0)).await.unwrap(), "the last state again is no new one");
    assert!(store.remember(&state(1)).await.unwrap() && store.remember(&state(0)).await.unwrap(), "a state may come back");
    assert_eq!(store.history().await.unwrap(), [state(0), state(1), state(0)]);
    for number in 2..80 {
        store.remember(&state(number)).await.unwrap();
    }
    let kept = store.history().await.unwrap();
    assert_eq!((kept.len(), kept.last()), (64, Some(&state(79))));
    assert_eq!(kept.iter().filter(|entry| entry.digest.is_some()).count(), 8);
    assert!(kept[..56].iter().all(|entry| entry.digest.is_none()));
    assert_eq!(store.revision().await.unwrap(), revision, "what is remembered is no data");
}

/// Each contradiction has its code, and leaves the store and its revision as they were.
pub async fn a_batch_that_contradicts_itself_is_refused_whole(store: Arc<dyn Store>) {
    let good = rich("caf-quartiers", 2009);
    store.commit(&good).await.unwrap();
    let revision = store.revision().await.unwrap();
    for (expected, bad) in contradictions() {
        let fault = store.commit(&bad).await.unwrap_err().fault();
        assert_eq!(fault.code, expected, "{fault}");
    }
    assert_eq!(store.load().await.unwrap(), [good]);
    assert_eq!(store.revision().await.unwrap(), revision);
}

fn contradictions() -> Vec<(&'static str, maillage::domain::Batch)> {
    let wrong = |spoil: &dyn Fn(&mut maillage::domain::Batch)| {
        let mut batch = rich("caf-quartiers", 2009);
        spoil(&mut batch);
        batch
    };
    let elsewhere = dataset("elsewhere", 2009).id;
    vec![
        ("duplicate-in-batch", wrong(&|batch| batch.zones.push(zone("341720503", 2020)))),
        ("duplicate-in-batch", wrong(&|batch| batch.indicators.push(batch.indicators[0].clone()))),
        ("duplicate-in-batch", wrong(&|batch| batch.services.push(batch.services[0].clone()))),
        ("duplicate-in-batch", wrong(&|batch| batch.observations.push(batch.observations[0].clone()))),
        ("unknown-indicator", wrong(&|batch| batch.indicators.clear())),
        ("duplicate-in-batch", wrong(&|batch| batch.networks.push(batch.networks[0].clone()))),
        ("foreign-dataset", wrong(&|batch| batch.indicators[0].dataset = elsewhere.clone())),
        ("foreign-dataset", wrong(&|batch| batch.services[0].dataset = elsewhere.clone())),
        ("unstorable-text", wrong(&|batch| batch.services[1].name.push('\0'))),
        ("unstorable-text", wrong(&|batch| batch.zones[1].name.push('\0'))),
    ]
}

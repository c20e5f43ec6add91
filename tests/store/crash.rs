//! A commit that is cut short leaves the store as it was; a reader beside it sees old or new, never half.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use maillage::domain::Batch;
use maillage::store::{Address, Store, open};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use crate::batches::large;
use crate::place::Place;

/// Tells the child process which store to write to.
const CHILD: &str = "MAILLAGE_TEST_COMMIT_FOR_EVER_TO";

/// Two contents of one data set, unlike in every table that counts.
fn old_and_new() -> [Batch; 2] {
    [large("twin", 1, 300, 12, 20), large("twin", 2, 200, 30, 40)]
}

async fn assert_whole(store: &Arc<dyn Store>, allowed: &[Batch]) {
    let found = store.load().await.unwrap();
    assert!(found.len() == 1 && allowed.contains(&found[0]), "the store holds {} data sets, or half of one", found.len());
}

/// How often the process is killed: a dozen times, or as `MAILLAGE_TEST_KILLS` says.
fn kills() -> u32 {
    std::env::var("MAILLAGE_TEST_KILLS").map_or(12, |number| number.parse().unwrap())
}

/// The process is killed at random instants of its commits.
pub async fn a_killed_process_leaves_old_or_new(place: &Place) {
    let batches = old_and_new();
    place.open().await.commit(&batches[0]).await.unwrap();
    let mut random = Pcg64::seed_from_u64(12);
    for _ in 0..kills() {
        let before = place.open().await.revision().await.unwrap();
        let mut child = spawn_committing_child(place);
        wait_for_a_commit(place, before, &mut child).await;
        tokio::time::sleep(Duration::from_micros(random.random_range(0..120_000))).await;
        child.kill().unwrap();
        child.wait().unwrap();
        let store = place.open().await;
        assert_whole(&store, &batches).await;
    }
    let store = place.open().await;
    store.commit(&batches[1]).await.unwrap();
    assert_whole(&store, &batches[1..]).await;
}

fn spawn_committing_child(place: &Place) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["commit_for_ever", "--ignored"])
        .env(CHILD, place.url())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

async fn wait_for_a_commit(place: &Place, before: u64, child: &mut Child) {
    let store = place.open().await;
    let start = Instant::now();
    while store.revision().await.unwrap() == before {
        assert!(child.try_wait().unwrap().is_none() && start.elapsed() < Duration::from_mins(1), "the child does not commit");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// The child's part; without an address it has nothing to do.
#[tokio::test]
#[ignore = "the part of the process that is killed"]
async fn commit_for_ever() {
    let Ok(address) = std::env::var(CHILD) else { return };
    let store = open(&address.parse::<Address>().unwrap()).await.unwrap();
    let batches = old_and_new();
    for turn in 0.. {
        store.commit(&batches[turn % 2]).await.unwrap();
    }
}

/// The caller loses patience and drops the commit; the store goes on being used.
pub async fn a_commit_dropped_half_way_leaves_old_or_new(place: &Place) {
    let store = place.open().await;
    let batches = old_and_new();
    let start = Instant::now();
    store.commit(&batches[0]).await.unwrap();
    let whole = start.elapsed();
    let mut random = Pcg64::seed_from_u64(21);
    let mut dropped = 0;
    for turn in 1..25 {
        let patience = whole.mul_f64(random.random_range(0.0..1.2));
        dropped += u32::from(tokio::time::timeout(patience, store.commit(&batches[turn % 2])).await.is_err());
        assert_whole(&store, &batches).await;
    }
    assert!(dropped > 4, "only {dropped} commits were cut short");
}

/// Readers meet commits at every stage.
pub async fn a_reader_beside_a_commit_sees_old_or_new(place: &Place) {
    let (writer, reader) = (place.open().await, place.open().await);
    let batches = old_and_new();
    writer.commit(&batches[0]).await.unwrap();
    let seen = batches.clone();
    let writing = tokio::spawn(async move {
        for turn in 1..12 {
            writer.commit(&batches[turn % 2]).await.unwrap();
        }
    });
    let mut reads = 0;
    while !writing.is_finished() || reads == 0 {
        assert_whole(&reader, &seen).await;
        reads += 1;
    }
    writing.await.unwrap();
    assert_whole(&reader, &seen[1..]).await;
}

/// Two writers at once take turns; neither fails, and both data sets are there in the end.
pub async fn two_writers_take_turns(place: &Place) {
    let (one, other) = (place.open().await, place.open().await);
    let batches = [large("one", 1, 50, 8, 20), large("other", 2, 50, 8, 20)];
    let [mine, yours] = batches.clone();
    let turns = |store: Arc<dyn Store>, batch: Batch| async move {
        for _ in 0..6 {
            store.commit(&batch).await.unwrap();
        }
    };
    tokio::join!(turns(Arc::clone(&one), mine), turns(other, yours));
    assert_eq!(one.load().await.unwrap(), batches);
    assert_eq!(one.revision().await.unwrap(), 12);
}

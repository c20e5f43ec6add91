//! Imports while the server answers: every answer is of one state of the data, whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use maillage::api::{Settings, follow};
use maillage::store::{Address, open};

use crate::harness::{TestServer, header, town};

/// Waits for the server to be ready.
fn ready(server: &TestServer) {
    let start = Instant::now();
    while server.get("/readyz").status() != 200 {
        assert!(start.elapsed() < Duration::from_mins(1), "the server is not ready");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The people of the first zone, as an answer says, and the snapshot it names.
fn asked(server: &TestServer) -> (String, f64, f64) {
    let mut response = server.get("/collections/iris/items?properties=tax_persons_2009&limit=24");
    assert_eq!(response.status(), 200);
    let snapshot = header(&response, "maillage-snapshot");
    let page: serde_json::Value = serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap();
    let people = |zone: usize| page["features"][zone]["properties"]["tax_persons_2009"].as_f64().unwrap();
    (snapshot, people(0), people(22))
}

#[test]
fn an_import_is_served_a_moment_later_and_no_answer_mixes_two_states() {
    let server = TestServer::empty(Settings::default());
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(open(&Address::Sqlite(folder.path().join("maillage.sqlite")))).unwrap();
    for batch in town::everything() {
        runtime.block_on(store.commit(&batch)).unwrap();
    }
    let following = runtime.spawn(follow(Arc::clone(&store), Arc::clone(&server.state)));
    ready(&server);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = Vec::new();
                    while !done.load(Ordering::Relaxed) {
                        seen.push(asked(&server));
                        std::thread::sleep(Duration::from_millis(5));
                    }
                    seen
                })
            })
            .collect();
        for edition in 1..=3 {
            runtime.block_on(store.commit(&town::figures(f64::from(edition) * 1_000.0))).unwrap();
            let start = Instant::now();
            while asked(&server).1 < 1_500.0 + f64::from(edition) * 1_000.0 {
                assert!(start.elapsed() < Duration::from_mins(1), "the import is not served");
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        done.store(true, Ordering::Relaxed);
        let mut of_snapshot = std::collections::BTreeMap::new();
        for (snapshot, first, last) in readers.into_iter().flat_map(|reader| reader.join().unwrap()) {
            assert_eq!(last - first, 880.0, "two states in one answer");
            assert_eq!(*of_snapshot.entry(snapshot).or_insert(first), first, "one name for two states");
        }
        assert!(of_snapshot.len() >= 2, "the readers saw the data change");
    });
    following.abort();
}

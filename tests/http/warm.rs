//! Starts from a saved snapshot: the same answers as from a built one, and never an old one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use maillage::api::{Settings, follow};
use maillage::atlas::Atlas;
use maillage::atlas::save::{self, Key, Saved};
use maillage::store::{Address, Store, open};
use tokio::runtime::Runtime;

use crate::harness::{TestServer, town};

/// Snapshots kept in memory, with what became of each question.
#[derive(Debug, Default)]
struct Kept {
    files: Mutex<HashMap<String, Vec<u8>>>,
    asked: Mutex<Vec<&'static str>>,
}

impl Kept {
    fn last(&self) -> &'static str {
        self.asked.lock().unwrap().last().copied().unwrap()
    }

    /// Waits until so many snapshots are kept.
    fn wait_for(&self, count: usize) {
        let start = Instant::now();
        while self.files.lock().unwrap().len() < count {
            assert!(start.elapsed() < Duration::from_mins(1), "the snapshot is not saved");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Saved for Kept {
    fn program(&self) -> String {
        "one build".to_owned()
    }

    fn find(&self, key: &Key) -> Option<Atlas> {
        let read = self.files.lock().unwrap().get(&key.name()).map(|bytes| save::read(key, bytes));
        let became = match &read {
            None => "none",
            Some(Ok(_)) => "read",
            Some(Err(_)) => "refused",
        };
        self.asked.lock().unwrap().push(became);
        read?.ok()
    }

    fn keep(&self, key: &Key, atlas: &Atlas) {
        self.files.lock().unwrap().insert(key.name(), save::write(key, atlas).unwrap());
    }
}

/// What a server that starts on this store answers, collection after collection and tile.
fn started(runtime: &Runtime, store: &Arc<dyn Store>, kept: &Arc<Kept>) -> Vec<(String, String)> {
    let saved: Arc<dyn Saved> = Arc::clone(kept) as _;
    let server =
        TestServer::empty(Settings { public_url: Some("https://bourg.test".to_owned()), saved: Some(saved), ..Settings::default() });
    let following = runtime.spawn(follow(Arc::clone(store), Arc::clone(&server.state)));
    let start = Instant::now();
    while server.get("/readyz").status() != 200 {
        assert!(start.elapsed() < Duration::from_mins(1), "the server is not ready");
        std::thread::sleep(Duration::from_millis(20));
    }
    let collections = server.json("/collections");
    let ids = collections["collections"].as_array().unwrap().iter().map(|collection| collection["id"].as_str().unwrap().to_owned());
    let pages = ids.map(|id| format!("/collections/{id}/items?limit=1000"));
    let others = ["/collections", "/targets", "/contradictions"].map(str::to_owned);
    let answers = pages.chain(others).map(|path| (path.clone(), server.text(&path))).collect();
    following.abort();
    answers
}

#[test]
fn a_saved_snapshot_answers_as_a_built_one_and_an_import_is_never_hidden_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::new().unwrap();
    let store = runtime.block_on(open(&Address::Sqlite(folder.path().join("maillage.sqlite")))).unwrap();
    for batch in town::everything() {
        runtime.block_on(store.commit(&batch)).unwrap();
    }
    let kept = Arc::new(Kept::default());
    let built = started(&runtime, &store, &kept);
    assert!(built.len() > 5 && kept.last() == "none");
    kept.wait_for(1);

    assert_eq!(started(&runtime, &store, &kept), built);
    assert_eq!(kept.last(), "read");

    for bytes in kept.files.lock().unwrap().values_mut() {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    }
    assert_eq!(started(&runtime, &store, &kept), built);
    assert_eq!(kept.last(), "refused");

    runtime.block_on(store.commit(&town::figures(1_000.0))).unwrap();
    let newer = started(&runtime, &store, &kept);
    assert_eq!(kept.last(), "none");
    assert_ne!(newer, built, "the import is served");
    kept.wait_for(2);
    assert_eq!(started(&runtime, &store, &kept), newer);
    assert_eq!(kept.last(), "read");
}

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
    drawn: Mutex<HashMap<String, Vec<u8>>>,
    asked: Mutex<Vec<&'static str>>,
}

impl Kept {
    fn last(&self) -> &'static str {
        self.asked.lock().unwrap().last().copied().unwrap()
    }

    /// Waits until so many snapshots are kept.
    fn wait_for(&self, count: usize) {
        let start = Instant::now();
        while self.files.lock().unwrap().len().min(self.drawn.lock().unwrap().len()) < count {
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

    fn find_drawn(&self, key: &Key) -> Option<Vec<u8>> {
        self.drawn.lock().unwrap().get(&key.name()).cloned()
    }

    fn keep_drawn(&self, key: &Key, bytes: &[u8]) {
        self.drawn.lock().unwrap().insert(key.name(), bytes.to_vec());
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
    let mut answers: Vec<_> = pages.chain(others).map(|path| (path.clone(), server.text(&path))).collect();
    answers.extend((0..=9).map(|zoom| {
        let path = tile(zoom);
        let bytes = server.get(&path).into_body().read_to_vec().unwrap();
        (path, format!("{bytes:?}"))
    }));
    following.abort();
    answers
}

/// The tile of the town at a zoom.
fn tile(zoom: u32) -> String {
    let across = f64::from(1_u32 << zoom);
    let (lon, lat) = (3.803_f64, 43.601_f64.to_radians());
    let (x, y) = ((lon + 180.0) / 360.0 * across, (0.5 - lat.tan().asinh() / std::f64::consts::TAU) * across);
    format!("/collections/iris/tiles/WebMercatorQuad/{zoom}/{}/{}", y as u32, x as u32)
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

    // Tiles of another state, then damaged ones, are drawn again.
    let whole = kept.drawn.lock().unwrap().clone();
    for drawn in [b"foreign".to_vec(), {
        let mut bytes = whole.values().next().unwrap().clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes
    }] {
        kept.drawn.lock().unwrap().values_mut().for_each(|bytes| bytes.clone_from(&drawn));
        assert_eq!(started(&runtime, &store, &kept), built);
    }
    kept.drawn.lock().unwrap().clear();
    assert_eq!(started(&runtime, &store, &kept), built);
    kept.wait_for(1);
    assert_eq!(*kept.drawn.lock().unwrap(), whole, "the same tiles are saved again");

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

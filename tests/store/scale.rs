//! How long a whole country takes. Not part of the quick tests:
//! `cargo test --test store a_whole_country -- --ignored --nocapture`.

use std::time::Instant;

use crate::batches::large;
use crate::place::Place;

/// The size of Filosofi (12,395 IRIS × 28 columns) and of the national IRIS outlines (2.6 million vertices).
pub async fn a_whole_country_takes_seconds(place: &Place) {
    let store = place.open().await;
    for (name, batch) in [("filosofi", large("filosofi", 1, 12_395, 4, 28)), ("iris", large("iris", 2, 48_592, 53, 0))] {
        for time in ["first import", "same again"] {
            let start = Instant::now();
            store.commit(&batch).await.unwrap();
            let (values, zones) = (batch.observations.len(), batch.zones.len());
            println!("{}: {name}, {time}, {zones} zones, {values} values: {:.2} s", place.address, start.elapsed().as_secs_f64());
        }
    }
    let start = Instant::now();
    let loaded = store.load().await.unwrap();
    println!("{}: load of both: {:.2} s", place.address, start.elapsed().as_secs_f64());
    assert_eq!(loaded[0].observations.len(), 12_395 * 28);
    assert_eq!(loaded[1].zones.len(), 48_592);
}

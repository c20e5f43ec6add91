//! Random spatial questions, answered by shapely and numpy too, and by PostGIS where one is at hand. The same script
//! asks ten thousand of them (`scripts/spatial-oracle`).

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::harness::TestServer;

#[test]
fn shapely_numpy_and_postgis_answer_the_same() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/venv/bin/python");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/spatial_oracle.py");
    let (server, cases) = (TestServer::of_town(), 150);
    let postgres = std::env::var("MAILLAGE_TEST_POSTGRES").unwrap_or_default();
    let command = Command::new(&python).arg(script).args([&server.url(""), &cases.to_string(), "7", &postgres]).output();
    let Ok(output) = command else {
        println!("left out: {} is not on this machine (scripts/install-test-tools)", python.display());
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let asked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let total: u64 = ["nearest", "counts", "predicates"].iter().map(|kind| asked[kind].as_u64().unwrap()).sum();
    assert_eq!(total, cases);
}

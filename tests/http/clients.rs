//! The programs researchers use, as clients: GDAL and geopandas read every collection whole.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::harness::{TestServer, town};

/// Runs a program and gives what it wrote; `None`, said, when it is not on this machine.
fn output(program: &Path, arguments: &[&str]) -> Option<String> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(output.status.success(), "{}: {err}", program.display());
            assert!(!err.contains("ERROR"), "{}: {err}", program.display());
            Some(out.into_owned())
        }
        Err(_absent) => {
            println!("left out: {} is not on this machine (scripts/install-test-tools)", program.display());
            None
        }
    }
}

fn collections(server: &TestServer) -> Vec<(String, u64)> {
    let listed = server.json("/collections");
    let ids = listed["collections"].as_array().unwrap().iter().map(|collection| collection["id"].as_str().unwrap().to_owned());
    ids.map(|id| {
        let matched = server.json(&format!("/collections/{id}/items?limit=1"))["numberMatched"].as_u64().unwrap();
        (id, matched)
    })
    .collect()
}

#[test]
fn gdal_lists_the_collections_and_reads_each_whole() {
    let server = TestServer::of_town();
    let source = format!("OAPIF:{}", server.url(""));
    let Some(listed) = output(Path::new("ogrinfo"), &["-q", &source]) else { return };
    for (id, matched) in collections(&server) {
        assert!(listed.contains(&format!(": {id} ")), "{id} is not in {listed}");
        let read = output(Path::new("ogrinfo"), &["-q", "-al", "-oo", "PAGE_SIZE=7", &source, &id]).unwrap();
        assert_eq!(read.matches("OGRFeature").count() as u64, matched, "{id}");
    }
    let filtered =
        output(Path::new("ogrinfo"), &["-q", "-al", "-spat", "3.8005", "43.6005", "3.8065", "43.6010", &source, "iris"]).unwrap();
    assert_eq!(filtered.matches("OGRFeature").count(), 2);
}

#[test]
fn geopandas_reads_each_collection_whole_with_typed_columns() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/venv/bin/python");
    let script: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/read_all.py");
    let server = TestServer::of_town();
    let Some(read) = output(&python, &[script.to_str().unwrap(), &server.url("")]) else { return };
    let read: Value = serde_json::from_str(&read).unwrap();
    for (id, matched) in collections(&server) {
        let frame = &read[&id];
        assert_eq!((frame["rows"].as_u64(), frame["valid"].as_bool()), (Some(matched), Some(true)), "{id}: {frame}");
        let page = server.json(&format!("/collections/{id}/items?limit=1"));
        for column in page["features"][0]["properties"].as_object().into_iter().flat_map(|properties| properties.keys()) {
            assert!(frame["columns"].get(column).is_some(), "{id}: {column} is lost");
        }
    }
    assert_eq!(read["iris"]["columns"]["rsa_recipients_2009"], "float64");
    assert_eq!(read["services"]["columns"]["capacity"], "float64");
    assert!(read["services"]["columns"]["updated"].as_str().unwrap().starts_with("datetime64"));
    assert_eq!(read["iris"]["rows"], town::ZONES);
}

/// Rows that fit a condition, as GDAL asks for them: what it can hand to the server it does, the rest it does itself.
#[test]
fn gdal_filters_by_attribute_as_the_server_does() {
    let server = TestServer::of_town();
    let source = format!("OAPIF:{}", server.url(""));
    for (collection, condition, filter) in [
        ("iris", "tax_persons_2009 > 1500 AND code <> '990010003'", "tax_persons_2009%3E1500%20AND%20code%3C%3E%27990010003%27"),
        ("iris", "rsa_recipients_2009 IS NULL", "rsa_recipients_2009%20IS%20NULL"),
        ("iris", "rsa_recipients_2009_flag = 'withheld'", "rsa_recipients_2009_flag%3D%27withheld%27"),
        (
            "services",
            "name LIKE '%=HYPERLINK%' OR updated >= '2024/01/01'",
            "name%20LIKE%20%27%25=HYPERLINK%25%27%20OR%20updated%20%3E=%20%272024-01-01%27",
        ),
    ] {
        let Some(read) = output(Path::new("ogrinfo"), &["-q", "-al", "-where", condition, &source, collection]) else { return };
        let matched = server.json(&format!("/collections/{collection}/items?filter={filter}"))["numberMatched"].as_u64().unwrap();
        assert_eq!(read.matches("OGRFeature").count() as u64, matched, "{condition}");
    }
}

#[test]
fn geopandas_filters_by_attribute_and_by_place() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/venv/bin/python");
    let server = TestServer::of_town();
    let script = "import sys, geopandas; frame = geopandas.read_file(f'OAPIF:{sys.argv[1]}', layer='iris', where='tax_persons_2009 > 1500', bbox=(3.80, 43.60, 3.82, 43.61)); print(len(frame))";
    let Some(read) = output(&python, &["-c", script, &server.url("")]) else { return };
    let matched = &server.json("/collections/iris/items?filter=tax_persons_2009%3E1500&bbox=3.80,43.60,3.82,43.61")["numberMatched"];
    assert_eq!(read.trim(), matched.to_string());
}

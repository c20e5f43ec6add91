//! The same features in every format: the same values, the same filters, the same secrecy.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::harness::{TestServer, header, town};

fn bytes(server: &TestServer, path: &str) -> Vec<u8> {
    let mut response = server.get(path);
    assert_eq!(response.status(), 200, "{path}");
    response.body_mut().with_config().limit(100 << 20).read_to_vec().unwrap()
}

fn records(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.split('\u{1e}').skip(1).map(|record| serde_json::from_str(record.strip_suffix('\n').unwrap()).unwrap()).collect()
}

#[test]
fn a_sequence_holds_every_feature_each_after_a_record_separator() {
    let server = TestServer::of_town();
    for collection in ["iris", "services", "gaps", "targets", "take-up-zones"] {
        let all = server.json(&format!("/collections/{collection}/items?limit=10000"));
        assert_eq!(
            &records(&bytes(&server, &format!("/collections/{collection}/items?f=geojsonseq"))),
            all["features"].as_array().unwrap()
        );
    }
    let response = server.get("/collections/services/items?f=geojsonseq");
    assert_eq!(header(&response, "content-type"), "application/geo+json-seq");
    let again = server.get_with("/collections/services/items?f=geojsonseq", &[("if-none-match", &header(&response, "etag"))]);
    assert_eq!(again.status(), 304);
    let accepted = server.get_with("/collections/services/items", &[("accept", "application/geo+json-seq")]);
    assert_eq!(header(&accepted, "content-type"), "application/geo+json-seq");
    let part = server.get("/collections/services/items?f=geojsonseq&limit=7&filter=free&crs=EPSG:2154");
    assert!(header(&part, "link").contains("offset=7") && header(&part, "link").contains("snapshot="));
    assert_eq!(header(&part, "content-crs"), "<http://www.opengis.net/def/crs/EPSG/0/2154>");
    assert_eq!(records(&bytes(&server, "/collections/services/items?f=geojsonseq&limit=7")).len(), 7);
}

#[test]
fn a_page_carries_its_licence_method_vintage_and_snapshot() {
    let server = TestServer::of_town();
    let page = server.json("/collections/targets/items?limit=1");
    for member in ["title", "method", "attribution", "licence", "vintage", "snapshot"] {
        assert!(!page[member].as_str().unwrap_or_default().is_empty(), "{member}");
    }
    assert_eq!(page["fictional"], true);
    let csv = server.get("/collections/iris/items?f=csv");
    assert!(header(&csv, "link").contains("/collections/iris/csvw>; rel=\"describedby\""));
}

/// Reads a file with GDAL; `None`, said, when it is not on this machine.
fn through_gdal(file: &Path, arguments: &[&str]) -> Option<Value> {
    match Command::new("ogr2ogr")
        .args(["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=7", "/vsistdout/"])
        .arg(file)
        .args(arguments)
        .output()
    {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(serde_json::from_slice(&output.stdout).unwrap())
        }
        Err(_absent) => {
            println!("left out: GDAL is not on this machine (scripts/install-test-tools)");
            None
        }
    }
}

/// Features by identifier.
fn by_id(page: &Value) -> BTreeMap<String, Value> {
    let id = |feature: &Value| feature.get("id").or_else(|| feature["properties"].get("id")).and_then(Value::as_str).unwrap().to_owned();
    page["features"].as_array().unwrap().iter().map(|feature| (id(feature), feature.clone())).collect()
}

#[test]
fn gdal_reads_flatgeobuf_with_the_values_of_geojson_and_by_its_index() {
    let (server, folder) = (TestServer::of_town(), tempfile::tempdir().unwrap());
    for collection in ["iris", "services", "gaps", "targets", "take-up", "take-up-zones"] {
        let file = folder.path().join(format!("{collection}.fgb"));
        fs::write(&file, bytes(&server, &format!("/collections/{collection}/items?f=flatgeobuf"))).unwrap();
        let Some(read) = through_gdal(&file, &[]) else { return };
        let (ours, theirs) = (by_id(&server.json(&format!("/collections/{collection}/items?limit=10000"))), by_id(&read));
        assert_eq!(ours.len(), theirs.len(), "{collection}");
        for (id, feature) in &ours {
            for (name, value) in feature["properties"].as_object().unwrap() {
                let read = &theirs[id]["properties"][name];
                let read = match (value, read) {
                    (Value::Array(_), Value::String(list)) => serde_json::from_str(list).unwrap(),
                    (Value::String(day), Value::String(moment)) if moment.starts_with(&day.replace('-', "/")) => value.clone(),
                    (_, other) => other.clone(),
                };
                let same = value == &read || (value.is_number() && value.as_f64() == read.as_f64());
                assert!(
                    same || (value.is_string() && read.as_str().is_some_and(|read| read.starts_with(value.as_str().unwrap()))),
                    "{collection} {id} {name}: {value} {read}"
                );
            }
        }
    }
    let file = folder.path().join("iris.fgb");
    let near = through_gdal(&file, &["-spat", "3.8005", "43.6005", "3.8065", "43.6010"]).unwrap();
    assert_eq!(near["features"].as_array().unwrap().len(), 2);
    let told = Command::new("ogrinfo").args(["-so", "-al"]).arg(&file).output().unwrap();
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("WGS 84"), "{told}");
    // This version of GDAL does not show the header's own words.
    let header = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
    assert!(["\"snapshot\":", "Licence Ouverte 2.0", "\"vintage\":"].iter().all(|words| header.contains(words)));
}

#[test]
fn csv_in_metres_lies_where_gdal_puts_it_and_is_described_as_it_is() {
    let (server, folder) = (TestServer::of_town(), tempfile::tempdir().unwrap());
    let path = "/collections/services/items?f=csv&properties=category";
    let degrees = server.text(path);
    for (system, names) in [("2154", ["x", "y"]), ("3857", ["x", "y"]), ("3035", ["x", "y"]), ("4326", ["lon", "lat"])] {
        let response = server.get(&format!("{path}&crs=EPSG:{system}"));
        assert_eq!(header(&response, "content-crs"), format!("<http://www.opengis.net/def/crs/EPSG/0/{system}>"));
        let described = format!("/collections/services/csvw?crs=http://www.opengis.net/def/crs/EPSG/0/{system}");
        assert!(header(&response, "link").contains(&described), "{}", header(&response, "link"));
        let csvw = server.json(&described);
        let columns = csvw["tableSchema"]["columns"].as_array().unwrap();
        assert_eq!(columns[columns.len() - 2..].iter().map(|column| column["name"].as_str().unwrap()).collect::<Vec<_>>(), names);
        assert!(csvw["url"].as_str().unwrap().ends_with(&format!("&crs=http://www.opengis.net/def/crs/EPSG/0/{system}")));
        let table = server.text(&format!("{path}&crs=EPSG:{system}"));
        assert!(table.starts_with(&format!("category,{},{}\r\n", names[0], names[1])), "{table}");
        let file = folder.path().join(format!("{system}.csv"));
        fs::write(&file, table).unwrap();
        let (x, y) = (format!("X_POSSIBLE_NAMES={}", names[0]), format!("Y_POSSIBLE_NAMES={}", names[1]));
        let reference = format!("EPSG:{system}");
        let Some(read) = through_gdal(&file, &["-oo", &x, "-oo", &y, "-s_srs", &reference, "-t_srs", "EPSG:4326"]) else { return };
        let places: Vec<_> = read["features"].as_array().unwrap().iter().map(|feature| &feature["geometry"]["coordinates"]).collect();
        assert_eq!(places.len(), town::SERVICES);
        for (line, place) in degrees.lines().skip(1).zip(places) {
            let cells: Vec<f64> = line.rsplit(',').take(2).map(|cell| cell.parse().unwrap()).collect();
            let apart = (cells[1] - place[0].as_f64().unwrap()).abs().max((cells[0] - place[1].as_f64().unwrap()).abs());
            assert!(apart < 1.5e-7, "{line}: {place} from {reference}");
        }
    }
}

#[test]
fn secrets_stay_secret_in_every_format() {
    let (server, folder) = (TestServer::of_town(), tempfile::tempdir().unwrap());
    let filter = "filter=code%3D%27990010022%27";
    let sequence = records(&bytes(&server, &format!("/collections/iris/items?f=geojsonseq&{filter}")));
    assert_eq!((sequence.len(), &sequence[0]["properties"]["rsa_recipients_2009"]), (1, &Value::Null));
    let csv = server.text(&format!("/collections/iris/items?f=csv&{filter}&properties=rsa_recipients_2009,rsa_recipients_2009_flag"));
    assert!(csv.lines().nth(1).unwrap().starts_with(",withheld,"), "{csv}");
    let file = folder.path().join("one.fgb");
    fs::write(&file, bytes(&server, &format!("/collections/iris/items?f=flatgeobuf&{filter}"))).unwrap();
    let Some(read) = through_gdal(&file, &[]) else { return };
    let properties = &read["features"][0]["properties"];
    assert_eq!((&properties["rsa_recipients_2009"], properties["rsa_recipients_2009_flag"].as_str()), (&Value::Null, Some("withheld")));
}

#[test]
fn a_selection_that_finds_nothing_is_an_empty_file_that_opens() {
    let (server, folder) = (TestServer::of_town(), tempfile::tempdir().unwrap());
    assert!(bytes(&server, "/collections/iris/items?f=geojsonseq&filter=FALSE").is_empty());
    assert!(bytes(&server, "/collections/iris/items?f=geoparquet&filter=FALSE").ends_with(b"PAR1"));
    let file = folder.path().join("none.fgb");
    fs::write(&file, bytes(&server, "/collections/iris/items?f=flatgeobuf&filter=FALSE")).unwrap();
    if let Some(read) = through_gdal(&file, &[]) {
        assert_eq!(read["features"].as_array().unwrap().len(), 0);
    }
}

#[test]
fn pyarrow_duckdb_and_rdflib_read_every_collection_with_the_same_values() {
    let python = std::env::var_os("MAILLAGE_FORMATS_PYTHON")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/formats/bin/python"), Into::into);
    let server = TestServer::of_town();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/read_formats.py");
    let Ok(output) = Command::new(&python).arg(script).arg(server.url("")).output() else {
        println!("left out: {} is not on this machine (scripts/install-test-tools)", python.display());
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (collection, count) in [("iris", town::ZONES), ("services", town::SERVICES)] {
        for reader in ["geojson", "geojsonseq", "pyarrow", "duckdb_geoparquet", "duckdb_flatgeobuf"] {
            assert_eq!(read[collection][reader], count, "{collection} through {reader}");
        }
    }
}

#[test]
fn a_bulk_reader_gets_features_without_what_has_no_value_and_the_first_says_which_properties_there_are() {
    let server = TestServer::of_town();
    for collection in ["iris", "services", "gaps"] {
        let path = format!("/collections/{collection}/items?limit=50");
        let (whole, lean) = (server.json(&path), server.json(&format!("{path}&empty=omit")));
        let (whole, lean) = (whole["features"].as_array().unwrap(), lean["features"].as_array().unwrap());
        assert_eq!(whole[0], lean[0], "{collection}");
        for (whole, lean) in whole.iter().zip(lean).skip(1) {
            let mut kept = whole.clone();
            let says_more =
                |name: &str, value: &Value| !value.is_null() && *value != serde_json::json!([]) && (name != "id" || *value != whole["id"]);
            kept["properties"].as_object_mut().unwrap().retain(|name, value| says_more(name, value));
            assert_eq!(kept, *lean, "{collection}");
        }
    }
    let services = server.text("/collections/services/items");
    assert!(server.text("/collections/services/items?empty=omit").len() < services.len());
    let described = server.json("/collections/services");
    let links = described["links"].as_array().unwrap();
    let to = |rel: &str, media: &str| links.iter().any(|link| link["rel"] == rel && link["type"] == media);
    assert!(to("describedBy", "application/schema+json") && to("describedby", "application/schema+json"));
    let items = links.iter().find(|link| link["rel"] == "items" && link["type"] == "application/geo+json").unwrap();
    assert!(items["href"].as_str().unwrap().ends_with("/items?empty=omit"));
    assert_eq!(server.refused("/collections/services/items?empty=maybe").0, 400);
    for empty in ["filter-lang", "filter-crs", "bbox-crs", "crs", "datetime", "empty"] {
        assert_eq!(server.refused(&format!("/collections/services/items?{empty}=")).0, 400, "{empty}");
    }
}

//! The same small town in every container, and every way of spoiling it.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use super::{Iris, QpvContours, Quartiers, any};
use crate::domain::{Batch, Fault, Geography, IrisKind, Vintage};
use crate::sources::{Format, Input, Options, Unwatched};

/// Two squares of 1 km in Lambert-93 metres, around Montpellier.
const WEST: [[f64; 2]; 5] =
    [[770_000.0, 6_279_000.0], [770_000.0, 6_280_000.0], [771_000.0, 6_280_000.0], [771_000.0, 6_279_000.0], [770_000.0, 6_279_000.0]];
const EAST: [[f64; 2]; 5] =
    [[771_000.0, 6_279_000.0], [771_000.0, 6_280_000.0], [772_000.0, 6_280_000.0], [772_000.0, 6_279_000.0], [771_000.0, 6_279_000.0]];

fn input(name: &str, bytes: impl Into<Vec<u8>>) -> Input {
    let options = Options { vintage: Vintage::new(2020), ..Options::default() };
    Input { name: name.to_owned(), path: PathBuf::from(name), bytes: bytes.into(), options }
}

fn from_disk(path: &Path) -> Input {
    Input { path: path.to_owned(), ..input(&path.file_name().unwrap().to_string_lossy(), std::fs::read(path).unwrap()) }
}

fn read(input: &Input) -> Result<Batch, Fault> {
    Iris.read(input, &Unwatched)
}

fn feature(code: &str, ring: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"code_insee":"34172","code_iris":"{code}","nom_iris":"Été","type_iris":"H","nom_commune":"Montpellier"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
    )
}

fn geojson(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","name":"iris_2020","features":[{}]}}"#, features.join(","))
}

fn ring(points: &[[f64; 2]]) -> String {
    serde_json::to_string(points).unwrap()
}

fn town() -> String {
    geojson(&[feature("341720101", &ring(&WEST)), feature("341720102", &ring(&EAST))])
}

fn shapefile(folder: &Path) -> PathBuf {
    let path = folder.join("iris_2020.shp");
    let field = |name: &str| shapefile::dbase::FieldName::try_from(name).unwrap();
    let windows = shapefile::dbase::encoding::EncodingRs::from(encoding_rs::WINDOWS_1252);
    let table = shapefile::dbase::TableWriterBuilder::with_encoding(windows)
        .add_character_field(field("CODE_IRIS"), 9)
        .add_character_field(field("NOM_IRIS"), 30);
    let mut writer = shapefile::Writer::from_path(&path, table).unwrap();
    for (code, points) in [("341720101", WEST), ("341720102", EAST)] {
        let ring = points.iter().map(|[x, y]| shapefile::Point::new(*x, *y)).collect();
        let mut record = shapefile::dbase::Record::default();
        record.insert("CODE_IRIS".to_owned(), code.to_owned().into());
        record.insert("NOM_IRIS".to_owned(), "Été".to_owned().into());
        writer.write_shape_and_record(&shapefile::Polygon::new(shapefile::PolygonRing::Outer(ring)), &record).unwrap();
    }
    std::fs::write(folder.join("iris_2020.prj"), r#"PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993"]]"#).unwrap();
    path
}

fn blob(points: &[[f64; 2]]) -> Vec<u8> {
    let mut blob = b"GP\0\x01\0\0\0\0".to_vec();
    blob.extend([1, 3, 0, 0, 0, 1, 0, 0, 0]);
    blob.extend((points.len() as u32).to_le_bytes());
    blob.extend(points.iter().flatten().flat_map(|figure| figure.to_le_bytes()));
    blob
}

async fn geopackage(path: &Path, outlines: &[(&str, Vec<u8>)]) {
    let mut file = SqliteConnectOptions::new().filename(path).create_if_missing(true).connect().await.unwrap();
    for statement in [
        "PRAGMA application_id = 1196444487",
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)",
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('Lambert-93', 2154, 'EPSG', 2154, '')",
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER)",
        "INSERT INTO gpkg_geometry_columns VALUES ('contours', 'geom', 'POLYGON', 2154, 0, 0)",
        "CREATE TABLE contours (fid INTEGER PRIMARY KEY, geom BLOB, code_insee INTEGER, CODE_IRIS TEXT, NOM_IRIS TEXT)",
    ] {
        sqlx::query(statement).execute(&mut file).await.unwrap();
    }
    for (code, blob) in outlines {
        let insert = "INSERT INTO contours (geom, code_insee, CODE_IRIS, NOM_IRIS) VALUES (?, 34172, ?, 'Été')";
        sqlx::query(insert).bind(blob).bind(*code).execute(&mut file).await.unwrap();
    }
}

fn geopackage_at(path: &Path, outlines: &[(&str, Vec<u8>)]) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(geopackage(path, outlines));
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn assert_is_the_town(input: &Input) {
    assert!(Iris.recognises(input), "{}", input.name);
    let batch = read(input).unwrap();
    let codes: Vec<_> = batch.zones.iter().map(|zone| (zone.code.as_str(), zone.name.as_str())).collect();
    assert_eq!(codes, [("341720101", "Été"), ("341720102", "Été")], "{}", input.name);
    let corner = batch.zones[0].shape.outline().0[0].exterior().0[0];
    assert!((corner.x - 3.866_8).abs() < 1e-3 && (corner.y - 43.606_5).abs() < 1e-3, "{corner:?}");
    let parents: Vec<_> = batch.zones[0].parents.iter().map(|parent| parent.code.as_str()).collect();
    assert_eq!(parents, ["34172", "34", "FR"]);
    assert_eq!((batch.dataset.id.as_str(), batch.dataset.report.taken), ("iris-2020", 2));
    assert_stands_as_it_is(input);
}

fn assert_stands_as_it_is(input: &Input) {
    assert!(any::recognises(input));
    let plain = any::read(input).unwrap();
    let told: Vec<_> = plain.features.iter().map(|feature| (feature.row, feature.attribute("Code_Iris"))).collect();
    assert_eq!(told, [(1, Some("341720101")), (2, Some("341720102"))], "{}", input.name);
    let corner = plain.features[0].outline.0[0].exterior().0[0];
    assert!(corner.x >= 770_000.0 && corner.y >= 6_279_000.0, "in its own coordinates: {corner:?}");
}

#[test]
fn the_town_reads_the_same_from_every_container() {
    let folder = TempDir::new().unwrap();
    assert_is_the_town(&input("iris.geojson", town()));
    let drawn = shapefile(folder.path());
    assert_is_the_town(&from_disk(&drawn));
    let packed = folder.path().join("iris.gpkg");
    geopackage_at(&packed, &[("341720101", blob(&WEST)), ("341720102", blob(&EAST))]);
    assert_is_the_town(&from_disk(&packed));
    assert_is_the_town(&input("iris.zip", zipped(&[("lisez-moi.txt", b"..."), ("contours/iris.geojson", town().as_bytes())])));
    let file = |extension| std::fs::read(drawn.with_extension(extension)).unwrap();
    let (shp, dbf, prj) = (file("shp"), file("dbf"), file("prj"));
    assert_is_the_town(&input("iris.zip", zipped(&[("a/I.shp", &shp), ("a/I.DBF", &dbf), ("a/I.prj", &prj)])));
}

#[tokio::test]
async fn a_geopackage_is_read_from_within_an_asynchronous_run_time() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("iris.gpkg");
    geopackage(&path, &[("341720101", blob(&WEST)), ("341720102", blob(&EAST))]).await;
    assert_is_the_town(&from_disk(&path));
}

#[test]
fn metres_in_a_file_that_says_nothing_are_converted_and_said() {
    let batch = read(&input("iris.geojson", town())).unwrap();
    assert!(batch.dataset.report.remarks[0].fr.contains("Lambert-93"), "{:?}", batch.dataset.report.remarks);
}

#[test]
fn coordinates_that_fall_nowhere_are_an_unknown_reference_system() {
    let nowhere = WEST.map(|[x, y]| [x + 9e6, y + 4e7]);
    assert_eq!(read(&input("iris.geojson", geojson(&[feature("341720101", &ring(&nowhere))]))).unwrap_err().code, "unknown-crs");
}

#[test]
fn a_spoilt_feature_is_rejected_with_its_place_and_the_others_are_taken() {
    let open = ring(&EAST[..4]);
    let short = ring(&[EAST[0], EAST[1]]);
    let far = ring(&[EAST[0], EAST[1], [1e300, 1e300], EAST[0]]);
    for (spoilt, code, vertex) in [(open, "open-ring", 3), (short, "short-ring", 0), (far, "bad-coordinate", 2)] {
        let batch = read(&input("iris.geojson", geojson(&[feature("341720101", &ring(&WEST)), feature("341720102", &spoilt)]))).unwrap();
        let report = batch.dataset.report;
        assert_eq!((report.read, report.taken, report.rejected), (2, 1, 1));
        let fault = &report.faults[0];
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.vertex), (code, Some(2), Some(vertex)));
        assert_eq!(fault.place.file.as_deref(), Some("iris.geojson"));
    }
}

#[test]
fn a_nan_in_a_geopackage_is_refused_with_its_vertex() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("iris.gpkg");
    let mut spoilt = EAST;
    spoilt[2][1] = f64::NAN;
    geopackage_at(&path, &[("341720101", blob(&WEST)), ("341720102", blob(&spoilt)), ("341720103", blob(&EAST)[..60].to_vec())]);
    let report = read(&from_disk(&path)).unwrap().dataset.report;
    let told: Vec<_> = report.faults.iter().map(|fault| (fault.code.as_str(), fault.place.row, fault.place.vertex)).collect();
    assert_eq!(told, [("bad-coordinate", Some(2), Some(2)), ("not-a-polygon", Some(3), None)]);
}

#[test]
fn a_code_given_twice_is_rejected_the_second_time() {
    let twice = geojson(&[feature("341720101", &ring(&WEST)), feature("341720101", &ring(&EAST))]);
    let report = read(&input("iris.geojson", twice)).unwrap().dataset.report;
    assert_eq!((report.faults[0].code.as_str(), report.faults[0].place.row), ("duplicate-code", Some(2)));
}

#[test]
fn a_file_without_codes_or_year_is_refused() {
    let without = town().replace("code_iris", "autre");
    let fault = read(&input("iris.geojson", without)).unwrap_err();
    assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("missing-column", Some("CODE_IRIS")));
    let mut undated = input("contours.geojson", town().replace("iris_2020", "iris"));
    undated.options.vintage = None;
    assert_eq!(read(&undated).unwrap_err().code, "missing-vintage");
}

#[test]
fn codes_that_lost_their_zero_get_it_back_and_other_codes_are_refused() {
    let bare = geojson(&[feature("10040101", &ring(&WEST)), feature("2A0040101", &ring(&EAST)), feature("3417201", &ring(&EAST))]);
    let batch = read(&input("iris.geojson", bare.replace(r#""code_insee":"34172","#, "").replace(r#""10040101""#, "10040101"))).unwrap();
    let parents: Vec<_> = batch.zones.iter().map(|zone| zone.parents[1].code.as_str()).collect();
    assert_eq!((batch.zones[0].code.as_str(), parents), ("010040101", vec!["01", "2A", "00"]));
}

#[test]
fn only_the_communes_asked_for_are_kept() {
    let mut wanted =
        input("iris.geojson", geojson(&[feature("341720101", &ring(&WEST)), feature("340220102", &ring(&EAST)).replace("34172", "34022")]));
    wanted.options.communes = vec!["34022".to_owned()];
    let batch = read(&wanted).unwrap();
    assert_eq!((batch.zones.len(), batch.dataset.report.outside), (1, 1));
    assert_eq!(batch.zones[0].parents[0].code.as_str(), "34022");
}

#[test]
fn containers_cut_short_are_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("iris.gpkg");
    geopackage_at(&path, &[("341720101", blob(&WEST))]);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 5000]).unwrap();
    assert_eq!(read(&from_disk(&path)).unwrap_err().code, "truncated-file");
    let drawn = shapefile(folder.path());
    let whole = std::fs::read(&drawn).unwrap();
    std::fs::write(&drawn, &whole[..whole.len() - 40]).unwrap();
    assert_eq!(read(&from_disk(&drawn)).unwrap_err().code, "truncated-file");
    std::fs::remove_file(drawn.with_extension("dbf")).unwrap();
    assert_eq!(read(&from_disk(&drawn)).unwrap_err().code, "missing-sibling");
    let archive = zipped(&[("iris.geojson", town().as_bytes())]);
    assert_eq!(read(&input("iris.zip", &archive[..archive.len() / 2])).unwrap_err().code, "truncated-file");
}

#[test]
fn archives_that_bomb_climb_or_link_are_refused() {
    let bomb = zipped(&[("iris.geojson", &vec![b' '; 20 << 20])]);
    let crowd: Vec<_> = (0..1_001).map(|index| (format!("{index}.txt"), b"".as_slice())).collect();
    let crowd = zipped(&crowd.iter().map(|(name, content)| (name.as_str(), *content)).collect::<Vec<_>>());
    let climbing = zipped(&[("../iris.geojson", town().as_bytes())]);
    let mut linked = zip::ZipWriter::new(Cursor::new(Vec::new()));
    linked.add_symlink("iris.geojson", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    for bytes in [bomb, crowd, climbing, linked.finish().unwrap().into_inner()] {
        let refused = input("iris.zip", bytes);
        assert!(!Iris.recognises(&refused));
        assert_eq!(read(&refused).unwrap_err().code, "unsafe-archive");
    }
    assert_eq!(read(&input("iris.zip", zipped(&[("a.txt", b"a")]))).unwrap_err().code, "not-a-layer");
    let several = zipped(&[("a.geojson", town().as_bytes()), ("b.geojson", town().as_bytes())]);
    assert_eq!(read(&input("iris.zip", several)).unwrap_err().code, "several-layers");
}

#[test]
fn priority_neighbourhoods_are_read_in_both_spellings() {
    let of_2015 = town()
        .replace("code_iris", "code_qp")
        .replace("nom_iris", "nom_qp")
        .replace("341720101", "QP034001")
        .replace("341720102", "QP034002");
    let of_2024 = of_2015
        .replace("nom_qp", "lib_qp")
        .replace("QP0340", "QN0340")
        .replace("nom_commune", "lib_com")
        .replace("code_insee", "insee_com");
    for (text, year) in [(of_2015, 2015), (of_2024, 2024)] {
        let mut file = input("qp.geojson", text);
        file.options.vintage = None;
        assert!(QpvContours.recognises(&file) && !Iris.recognises(&file));
        let batch = QpvContours.read(&file, &Unwatched).unwrap();
        assert_eq!((batch.zones.len(), batch.zones[0].vintage.year(), batch.zones[0].name.as_str()), (2, year, "Été"));
        assert_eq!(batch.zones[0].parents[0].name.as_deref(), Some("Montpellier"));
    }
}

#[test]
fn town_neighbourhoods_take_the_commune_asked_for_into_their_code() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"SQUARTIER_":7,"SQUARTMNO":"HOS","LIBSQUART":"Hopitaux"},"geometry":{"type":"Polygon","coordinates":[RING]}}]}"#;
    let mut file = input("quartiers.geojson", text.replace("RING", &ring(&WEST)));
    assert!(Quartiers.recognises(&file));
    assert_eq!(Quartiers.read(&file, &Unwatched).unwrap().zones[0].code.as_str(), "7");
    file.options.communes = vec!["34172".to_owned()];
    let zone = Quartiers.read(&file, &Unwatched).unwrap().zones.remove(0);
    assert_eq!((zone.code.as_str(), zone.geography, zone.kind), ("34172-7", Geography::Quartier, None::<IrisKind>));
}

/// The archive of 2024 has, beside the layer of the country, one for each land in its own metres.
#[test]
fn neighbourhoods_of_several_layers_are_read_together_each_in_its_own_coordinates() {
    let layer = |code: &str, crs: u32, ring: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::{crs}"}}}},"features":[{{"type":"Feature","properties":{{"code_qp":"{code}","lib_qp":"{code}","insee_com":"34172"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
        )
    };
    let (south, far) =
        ([[340_000.0, 7_690_000.0], [341_000.0, 7_690_000.0], [341_000.0, 7_691_000.0], [340_000.0, 7_690_000.0]], ring(&EAST));
    let parts = [
        ("QP_Hexagonale_LB93.geojson", layer("QN03401M", 2154, &ring(&WEST))),
        ("QP_LaReunion_UTM40S.geojson", layer("QN97401M", 2975, &ring(&south))),
        ("QP_Herault_LB93.geojson", layer("QN03401M", 2154, &far)),
    ];
    let archive = zipped(&parts.each_ref().map(|(name, content)| (*name, content.as_bytes())));
    let input = Input { options: Options::default(), ..input("qp.zip", archive) };
    assert!(QpvContours.recognises(&input));
    let batch = QpvContours.read(&input, &Unwatched).unwrap();
    let told: Vec<_> = batch.zones.iter().map(|zone| (zone.code.as_str(), zone.shape.corner().lat().round())).collect();
    assert_eq!((told, batch.dataset.vintage.year()), (vec![("QN03401M", 44.0), ("QN97401M", -21.0)], 2024));
    assert!(batch.dataset.report.remarks.iter().any(|remark| remark.en.contains("1 neighbourhoods drawn twice")));
    assert_eq!((batch.dataset.report.read, batch.dataset.report.taken), (2, 2));
}

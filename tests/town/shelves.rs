//! What the producers serve: the demonstration town in the published layouts, under their paths.

use std::collections::HashMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use super::mirror::Shelf;
use super::program::repository;

pub type Shelves = HashMap<String, Shelf>;

/// Where the producers serve what the tests make fail.
pub const FILOSOFI: &str = "/www.insee.fr/fr/statistiques/fichier/8229323/BASE_TD_FILO_IRIS_2021_DISP_CSV.zip";
pub const DESKS: &str = "/static.data.gouv.fr/resources/fs/liste-fs-20211201.csv";
pub const FINESS: &str = "/static.data.gouv.fr/resources/finess/etalab-cs1100507-stock-20211206-0339.csv";
pub const DIGITAL: &str = "/static.data.gouv.fr/resources/mn/mediation-numerique-2022.csv";
pub const INCLUSION: &str = "/static.data.gouv.fr/resources/di/services-inclusion-2021-12-06.csv";
pub const BPE: &str = "/www.insee.fr/fr/statistiques/fichier/8217525/BPE25.zip";
pub const DIRECTORY: &str = "/lecomarquage.service-public.gouv.fr/donnees_locales_v4/all_latest.tar.bz2";
pub const OUTLINES: &str = "/data.geopf.fr/wfs/ows";
pub const COMMUNES: &str = "/geo.api.gouv.fr/communes";

pub const SQUARES: &str = "/www.insee.fr/fr/statistiques/fichier/8735162/Filosofi2021_carreaux_200m_csv.zip";
pub const APL: &str = "/data.drees.solidarites-sante.gouv.fr/api/v2/catalog/datasets/530_l-accessibilite-potentielle-localisee-apl/attachments/\
     indicateur_d_accessibilite_potentielle_localisee_apl_aux_";

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ZIP: &str = "application/zip";
const CSV: &str = "text/csv; charset=utf-8";
const JSON: &str = "application/json";

pub fn demo(name: &str) -> Vec<u8> {
    fs::read(repository("fixtures/demo").join(name)).unwrap()
}

pub fn layout(name: &str) -> Vec<u8> {
    fs::read(repository("fixtures/layouts").join(name)).unwrap()
}

pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// An archive as the directory of the administration comes: one dated file among others.
pub fn tar_bz2(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = tar::Builder::new(bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast()));
    for (name, content) in [(name, content), ("notice.txt", b"lisez-moi".as_slice())] {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append_data(&mut header, name, content).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

/// The whole of the demonstration town.
pub fn of_demo() -> Shelves {
    let outlines: Value = serde_json::from_slice(&demo("iris.geojson")).unwrap();
    let mut shelves = figures();
    shelves.extend(services());
    shelves.insert(COMMUNES.to_owned(), Shelf::File(JSON, communes(&outlines).to_string().into_bytes()));
    shelves.insert(OUTLINES.to_owned(), web_service(as_ign(outlines)));
    let qpv = zip(&[("GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson", &demo("qpv.geojson")), ("lisez-moi.txt", b"QPV")]);
    moved(
        &mut shelves,
        "/www.data.gouv.fr/api/1/datasets/r/942d4ee8-8142-4556-8ea1-335537ce1119",
        "/static.data.gouv.fr/resources/qpv/qp2024.zip",
    );
    shelves.insert("/static.data.gouv.fr/resources/qpv/qp2024.zip".to_owned(), Shelf::File(ZIP, qpv));
    shelves.insert("/overpass-api.de/api/interpreter".to_owned(), Shelf::File("application/osm3s+xml", demo("streets.osm")));
    shelves
}

fn figures() -> Shelves {
    let insee = |page: &str, name: &str, entries: &[(&str, &[u8])]| {
        (format!("/www.insee.fr/fr/statistiques/fichier/{page}/{name}"), Shelf::File(ZIP, zip(entries)))
    };
    let meta = b"COD_VAR;LIB_VAR\nP21_POP;Population\n".as_slice();
    let recipients: Value = serde_json::from_slice(&layout("caf_s_ben_com_f.json")).unwrap();
    let caf = "/data.caf.fr/api/explore/v2.1/catalog/datasets";
    HashMap::from([
        (
            FILOSOFI.to_owned(),
            Shelf::File(ZIP, zip(&[("BASE_TD_FILO_IRIS_2021_DISP.csv", &demo("filosofi_iris_2021.csv")), ("META.csv", meta)])),
        ),
        insee("8229323", "BASE_TD_FILO_IRIS_2021_DEC_CSV.zip", &[("BASE_TD_FILO_IRIS_2021_DEC.csv", &declared()), ("META.csv", meta)]),
        insee(
            "8647014",
            "base-ic-evol-struct-pop-2022_csv.zip",
            &[
                ("base-ic-evol-struct-pop-2022.CSV", &layout("base-ic-evol-struct-pop-2021.csv")),
                ("meta_base-ic-evol-struct-pop-2022.CSV", meta),
            ],
        ),
        insee("8647012", "base-ic-logement-2022_csv.zip", &[("base-ic-logement-2022.CSV", &layout("base-ic-logement-2021.csv"))]),
        insee(
            "8647008",
            "base-ic-couples-familles-menages-2022_csv.zip",
            &[
                ("base-ic-couples-familles-menages-2022.CSV", &layout("base-ic-couples-familles-menages-2021.csv")),
                ("meta_base-ic-couples-familles-menages-2022.CSV", meta),
            ],
        ),
        (SQUARES.to_owned(), Shelf::File(ZIP, squares())),
        (format!("{APL}medecins_generalistes_xlsx"), Shelf::File(XLSX, layout("APL_medecins_generalistes.xlsx"))),
        (format!("{APL}infirmieres_xlsx"), Shelf::File(XLSX, accessibility_of("infirmières"))),
        (format!("{APL}chirurgiens_dentistes_xlsx"), Shelf::File(XLSX, accessibility_of("chirurgiens-dentistes"))),
        (format!("{APL}sages_femmes_xlsx"), Shelf::File(XLSX, accessibility_of("sages-femmes"))),
        (format!("{caf}/s_ben_com_f/exports/json"), Shelf::File(JSON, recipients["results"].to_string().into_bytes())),
        (format!("{caf}/rsa_s_type_iris_f/exports/csv"), Shelf::File(CSV, layout("caf_rsa_s_type_iris_f.csv"))),
    ])
}

fn services() -> Shelves {
    let mut shelves = HashMap::from([
        (DESKS.to_owned(), Shelf::File(CSV, demo("france_services.csv"))),
        (FINESS.to_owned(), Shelf::File(CSV, demo("finess.csv"))),
        (INCLUSION.to_owned(), Shelf::File(CSV, layout("services-inclusion-2021-12-06.csv"))),
        (
            "/static.data.gouv.fr/resources/di/structures-inclusion-2021-12-06.json".to_owned(),
            Shelf::File(JSON, layout("structures-inclusion-2021-12-06.json")),
        ),
        (DIGITAL.to_owned(), Shelf::File(CSV, places_as_table())),
        (
            DIRECTORY.to_owned(),
            Shelf::File("application/x-bzip2", tar_bz2("2021-12-06-data.gouv_local.json", &layout("annuaire.gouv_local.json"))),
        ),
        (BPE.to_owned(), Shelf::File(ZIP, zip(&[("BPE25.csv", &layout("BPE21.csv"))]))),
    ]);
    moved(&mut shelves, "/www.data.gouv.fr/api/1/datasets/r/398edc71-0d51-4cb6-9cbe-2540a4db573c", DIGITAL);
    described(&mut shelves, "liste-des-structures-france-services", &[DESKS, "/static.data.gouv.fr/resources/fs/liste-fs-20201201.csv"]);
    described(&mut shelves, "finess-extraction-du-fichier-des-etablissements", &[FINESS]);
    described(
        &mut shelves,
        "6233723c2c1e4a54af2f6b2d",
        &[INCLUSION, "/static.data.gouv.fr/resources/di/structures-inclusion-2021-12-06.json"],
    );
    shelves
}

fn moved(shelves: &mut Shelves, from: &str, to: &str) {
    // As data.gouv.fr does: an absolute address on another of its hosts.
    shelves.insert(from.to_owned(), Shelf::Moved(format!("https:/{to}")));
}

/// A data set of data.gouv.fr as its interface describes it.
pub fn described(shelves: &mut Shelves, dataset: &str, files: &[&str]) {
    let resources: Vec<Value> = files.iter().map(|file| json!({"title": file, "url": format!("https:/{file}"), "format": "csv"})).collect();
    let description = json!({"id": dataset, "resources": resources}).to_string();
    shelves.insert(format!("/www.data.gouv.fr/api/1/datasets/{dataset}/"), Shelf::File(JSON, description.into_bytes()));
}

/// Municipalities as geo.api.gouv.fr lists them, from outlines of their IRIS.
pub fn communes(outlines: &Value) -> Value {
    let mut boxes: HashMap<String, (String, [f64; 4])> = HashMap::new();
    for feature in outlines["features"].as_array().unwrap() {
        let told = |name: &str| feature["properties"][name].as_str().unwrap().to_owned();
        let (_, sides) = boxes.entry(told("INSEE_COM")).or_insert((told("NOM_COM"), [f64::MAX, f64::MAX, f64::MIN, f64::MIN]));
        corners(&feature["geometry"]["coordinates"], &mut |lon, lat| {
            *sides = [sides[0].min(lon), sides[1].min(lat), sides[2].max(lon), sides[3].max(lat)];
        });
    }
    let mut listed: Vec<_> = boxes.into_iter().collect();
    listed.sort_by(|a, b| a.0.cmp(&b.0));
    listed
        .into_iter()
        .map(|(code, (name, [west, south, east, north]))| {
            let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
            json!({"nom": name, "code": code, "codeDepartement": code.split_at(2).0, "codeEpci": "200000000",
                   "bbox": {"type": "Polygon", "coordinates": [ring]}})
        })
        .collect()
}

fn corners(value: &Value, visit: &mut impl FnMut(f64, f64)) {
    match (value[0].as_f64(), value[1].as_f64()) {
        (Some(lon), Some(lat)) => visit(lon, lat),
        _ => value.as_array().into_iter().flatten().for_each(|inner| corners(inner, visit)),
    }
}

/// The properties of IGN's web service in place of those of its files.
fn as_ign(mut outlines: Value) -> Value {
    for feature in outlines["features"].as_array_mut().unwrap() {
        let told = feature["properties"].clone();
        feature["properties"] = json!({
            "code_insee": told["INSEE_COM"], "nom_com": told["NOM_COM"], "iris": told["IRIS"], "code_iris": told["CODE_IRIS"],
            "nom_iris": told["NOM_IRIS"], "type_iris": told["TYP_IRIS"],
        });
    }
    outlines
}

/// The web service of outlines: the features of the municipalities that the filter names.
pub fn web_service(outlines: Value) -> Shelf {
    Shelf::Made(
        "application/json; charset=utf-8",
        Box::new(move |query| {
            let asked: Vec<&str> = query.split("%27").skip(1).step_by(2).collect();
            let of = |feature: &&Value| {
                let told = &feature["properties"];
                told["code_insee"].as_str().or(told["INSEE_COM"].as_str()).is_some_and(|code| asked.contains(&code))
            };
            let features: Vec<&Value> = outlines["features"].as_array().unwrap().iter().filter(of).collect();
            json!({"type": "FeatureCollection", "features": features, "totalFeatures": features.len()}).to_string().into_bytes()
        }),
    )
}

/// Places of digital mediation as the table of the national schema.
fn places_as_table() -> Vec<u8> {
    let places: Value = serde_json::from_slice(&demo("mediation_numerique.geojson")).unwrap();
    let features = places["features"].as_array().unwrap();
    let columns: Vec<&String> = features[0]["properties"].as_object().unwrap().keys().collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(&columns).unwrap();
    for feature in features {
        table.write_record(columns.iter().map(|column| feature["properties"][column.as_str()].as_str().unwrap_or_default())).unwrap();
    }
    table.into_inner().unwrap()
}

/// The grid as Insee packs it: the mainland beside two départements overseas.
fn squares() -> Vec<u8> {
    let mainland = layout("carreaux_200m_2021.csv");
    let header = mainland.split(|byte| *byte == b'\n').next().unwrap().to_vec();
    zip(&[("carreaux_200m_met.csv", &mainland), ("carreaux_200m_mart.csv", &header), ("carreaux_200m_reun.csv", &header)])
}

/// The workbook of accessibility of another profession: the same with another title.
fn accessibility_of(profession: &str) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(layout("APL_medecins_generalistes.xlsx"))).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..book.len() {
        let mut part = book.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let text = String::from_utf8(content).unwrap().replace("médecins généralistes", profession);
        parts.push((part.name().to_owned(), text.into_bytes()));
    }
    zip(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

/// Declared incomes in the layout of Filosofi, from the tax incomes of the town: the same quantiles under other names.
fn declared() -> Vec<u8> {
    let text = encoding_rs::WINDOWS_1252.decode(&demo("revenus_fiscaux_iris_2021.csv")).0.into_owned();
    let mut rows = text.lines().skip_while(|line| !line.starts_with("REG;")).map(|line| line.split(';').collect::<Vec<_>>());
    let names = rows.next().unwrap();
    let at = |name: &str| names.iter().position(|column| *column == name).unwrap();
    let quantiles = ["RFUCQ2", "RFUCQ1", "RFUCQ3", "RFUCD1", "RFUCD9"].map(at);
    let (commune, iris) = (at("dc"), at("iris"));
    let mut table = b"IRIS;DEC_MED21;DEC_Q121;DEC_Q321;DEC_D121;DEC_D921\n".to_vec();
    // The row after the names holds labels.
    for row in rows.skip(1).filter(|row| row.len() == names.len()) {
        let values = quantiles.map(|column| row[column]).join(";");
        writeln!(table, "{}{};{values}", row[commune], row[iris]).unwrap();
    }
    table
}

/// An entry of one's own catalogue: a file of this folder of `data.example.org`.
pub fn entry(id: &str, file: &str, format: &str, more: &str) -> String {
    let container = match Path::new(file).extension().and_then(|end| end.to_str()) {
        Some("geojson") => "geojson",
        Some("zip") => "zip",
        _ => "csv",
    };
    format!(
        "[[source]]\nid = \"{id}\"\ntitle = {{ fr = \"{id}\", en = \"{id}\" }}\nproducer = \"Ville\"\nlicence = \"Licence Ouverte 2.0\"\n\
         address = \"https://data.example.org/{file}\"\ncontainer = \"{container}\"\nformat = \"{format}\"\n\
         secrecy = {{ fr = \"celle du producteur\", en = \"the producer’s\" }}\nfeeds = {{ methods = [\"targets\"] }}\n\
         without = {{ fr = \"figures locales\", en = \"local figures\" }}\nrefresh_days = 30\nkey = \"position\"\neditions = \"keep\"\n{more}\n"
    )
}

//! The parsers, each with sound files of its own to be damaged.

use std::path::Path;

use maillage::disclosure::release::Release;
use maillage::domain::{Opening, Vintage};
use maillage::sources::mapping::Mapped;
use maillage::sources::{FORMATS, Format, Input, Options, Unwatched, decode, streets};

/// Reads an input: whether it took it.
type Read = Box<dyn Fn(&[u8]) -> bool>;

/// A parser under attack.
pub struct Parser {
    pub name: String,
    pub seeds: Vec<Vec<u8>>,
    pub read: Read,
}

/// Rows kept of a long table: what breaks a parser breaks it early.
const ROWS: usize = 12;

/// Features kept of a long collection.
const FEATURES: usize = 3;

/// Sound files of formats that no fixture holds.
const WRITTEN: &[(&str, &str)] = &[
    ("emploi-quartiers", "uu,dc,iris,note,A,BCatABC,BDur4\n34701,34172,0101,0,120,90,30\n34701,34172,0102,1,s,12,\n"),
    ("voiture-iris", "IRIS,perc_voit\n341720101,0.2\n341720102,0.3\n"),
    ("qpv-indicateurs", "code_qp,pop_mun,tp60,percou\nQP034001,1200,41.5,320\nQP034002,nd,38.0,ns\n"),
    ("rapprochements", "one,other,verdict\nfiness/340780477,finess/340000033,same\n"),
    ("adresses", "id;numero;rep;nom_voie;code_insee;lon;lat\n34172_0001_00001;1;;Rue de la Loge;34172;3.8771;43.6101\n"),
    ("carreaux", "idcar_200m,i_est_200,lcog_geo,ind,men\nCRS3035RES200mN2310000E3760000,0,34172,120.5,60\n"),
    (
        "quartiers",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"Q1","nom":"Centre"},"geometry":{"type":"Polygon","coordinates":[[[3.8,43.6],[3.9,43.6],[3.9,43.7],[3.8,43.6]]]}}]}"#,
    ),
    ("annuaire-administration", r#"{"service": [{"id": "1", "nom": "Mairie", "pivot": [], "adresse": []}]}"#),
];

/// Every format, a declared mapping with its table, streets, and the small languages.
pub fn parsers() -> Vec<Parser> {
    let files = files();
    let mut parsers: Vec<Parser> = FORMATS.iter().filter_map(|format| of_format(*format, &files)).collect();
    parsers.extend([mapping(), mapped(), street_map(), encoding(), hours(), releases()]);
    parsers
}

fn input(bytes: &[u8]) -> Input {
    let options = Options { vintage: Vintage::new(2021), ..Options::default() };
    Input { options, ..Input::of("damaged_2021", bytes) }
}

fn of_format(format: &'static dyn Format, files: &[Vec<u8>]) -> Option<Parser> {
    let own = WRITTEN.iter().filter(|(name, _)| *name == format.name()).map(|(_, text)| text.as_bytes().to_vec());
    let seeds: Vec<Vec<u8>> = files
        .iter()
        .cloned()
        .chain(own)
        .filter(|bytes| format.recognises(&input(bytes)) && format.read(&input(bytes), &Unwatched).is_ok())
        .collect();
    let read = move |bytes: &[u8]| {
        let input = input(bytes);
        // Recognition reads damaged heads too.
        let _known = format.recognises(&input);
        format.read(&input, &Unwatched).is_ok()
    };
    (!seeds.is_empty()).then(|| Parser { name: format.name().to_owned(), seeds, read: Box::new(read) })
}

/// The sound files of the repository, cut short at a whole row or feature.
fn files() -> Vec<Vec<u8>> {
    let folders = ["fixtures/demo", "fixtures/layouts"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|end| end != "md" && end != "toml" && end != "osm")).collect();
    paths.sort();
    paths.iter().map(|path| shortened(&std::fs::read(path).unwrap())).collect()
}

fn shortened(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    if let Ok(mut value) = serde_json::from_str::<serde_json::Value>(text) {
        for list in ["features", "service"] {
            if let Some(members) = value.get_mut(list).and_then(serde_json::Value::as_array_mut) {
                members.truncate(FEATURES);
            }
        }
        return value.to_string().into_bytes();
    }
    let lines: Vec<&str> = text.split_inclusive('\n').take(ROWS).collect();
    lines.concat().into_bytes()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo").join(name)).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn mapping() -> Parser {
    let read = |bytes: &[u8]| Mapped::parse(&text(bytes)).is_ok();
    Parser {
        name: "mapping".to_owned(),
        seeds: vec![fixture("equipements.mapping.toml"), fixture("pharmacies.mapping.toml")],
        read: Box::new(read),
    }
}

fn mapped() -> Parser {
    let mapped = Mapped::parse(&text(&fixture("equipements.mapping.toml"))).unwrap_or_else(|fault| panic!("{fault}"));
    let read = move |bytes: &[u8]| mapped.read(&input(bytes), &Unwatched).is_ok();
    Parser { name: "table".to_owned(), seeds: vec![shortened(&fixture("equipements.csv"))], read: Box::new(read) }
}

/// A crossing of two streets, in OpenStreetMap’s XML.
const STREETS: &str = r#"<?xml version="1.0"?><osm version="0.6"><node id="1" lat="43.60" lon="3.80"/><node id="2" lat="43.61" lon="3.80"/>
<node id="3" lat="43.61" lon="3.81"/><way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="maxspeed" v="30"/>
<tag k="oneway" v="yes"/></way><relation id="5"><member type="way" ref="9" role="from"/><member type="node" ref="2" role="via"/>
<member type="way" ref="9" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/></relation></osm>"#;

fn street_map() -> Parser {
    let read = |bytes: &[u8]| streets::recognise(bytes).is_some() && streets::read(&input(bytes)).is_ok();
    Parser { name: "streets".to_owned(), seeds: vec![STREETS.as_bytes().to_vec()], read: Box::new(read) }
}

fn encoding() -> Parser {
    let seeds = vec!["é;à;ç\nœuvre;naïf;1 234,5\n".as_bytes().to_vec(), b"IRIS;LIBELL\xC9\n341720101;Pr\xE9s\n".to_vec()];
    Parser { name: "encoding".to_owned(), seeds, read: Box::new(|bytes| decode::decode(bytes, None).is_ok()) }
}

fn hours() -> Parser {
    let seeds = ["Mo-Fr 09:00-12:00,14:00-17:30; Sa 10:00-12:00", "24/7", "week 1-53/2 We 14:00-17:00; PH off"]
        .map(|hours| hours.as_bytes().to_vec());
    Parser { name: "opening-hours".to_owned(), seeds: seeds.to_vec(), read: Box::new(|bytes| Opening::new(&text(bytes)).is_ok()) }
}

fn releases() -> Parser {
    let seed = "release|2026-T3|0.250|iris|2026-11-25|2\nzone|341720101+341720102|persons|12|4|20\nzone|341720103|theme:sante|<11||";
    let read = |bytes: &[u8]| Release::read(text(bytes).lines()).is_ok();
    Parser { name: "releases".to_owned(), seeds: vec![seed.as_bytes().to_vec()], read: Box::new(read) }
}

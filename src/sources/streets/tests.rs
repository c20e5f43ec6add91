use super::*;
use crate::domain::StreetMap;

const SMALL: &str = "<?xml version='1.0'?>\n<osm version='0.6'>\n<node id='1' lat='43.6' lon='3.8'/>\n\
    <node id='2' lat='43.61' lon='3.81'><tag k='barrier' v='gate'/><tag k='foot' v='no'/></node>\n\
    <node id='4' lat='43.62' lon='3.82'/><node id='5' lat='43.63' lon='3.83'/><node id='9' lat='43.7' lon='3.9'/>\n\
    <way id='7'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='4'/><nd ref='5'/><tag k='highway' v='residential'/>\
    <tag k='name' v='Rue &amp; Cie'/></way>\n\
    <way id='8'><nd ref='1'/><nd ref='3'/><tag k='highway' v='path'/></way>\n\
    <way id='9'><nd ref='9'/><nd ref='1'/><tag k='building' v='yes'/></way>\n</osm>\n";

fn code(content: &[u8]) -> String {
    let fault = read(&Input::of("ville.osm", content)).unwrap_err();
    assert_eq!(fault.place.file.as_deref(), Some("ville.osm"));
    fault.code
}

fn small() -> StreetMap {
    read(&Input::of("ville.osm", SMALL.as_bytes())).unwrap()
}

#[test]
fn ways_with_missing_nodes_are_kept_in_the_parts_that_exist() {
    let map = small();
    assert_eq!(map.ways.iter().map(|way| (way.id, way.nodes.len())).collect::<Vec<_>>(), [(7, 2), (7, 2)]);
    let reading = &map.reading;
    assert_eq!((reading.ways_seen, reading.ways_read, reading.ways_cut, reading.ways_lost, reading.nodes_missing), (3, 2, 1, 1, 1));
    assert_eq!(map.nodes.len(), 4, "the building’s node is not held");
    assert_eq!(map.node_tags.len(), 1);
    assert!(map.node_tags[0].1.says("foot", "no"));
    assert!(reading.remarks().iter().any(|remark| remark.fr.contains("coupées")));
}

#[test]
fn what_is_no_street_map_has_a_name() {
    assert_eq!(code(b"PK\x03\x04"), "not-osm");
    assert_eq!(code(b"name;lat;lon\n"), "not-osm");
    assert_eq!(code(&SMALL.as_bytes()[..SMALL.len() - 8]), "truncated-file");
    assert_eq!(code(SMALL.replace("</way>\n<way id='8'>", "</wa>\n<way id='8'>").as_bytes()), "bad-xml");
    assert_eq!(code(SMALL.replace("id='4' lat='43.62'", "id='4' lat='north'").as_bytes()), "bad-xml");
    assert_eq!(code(b"<osm version='0.6'></osm>"), "no-streets");
    assert_eq!(code(SMALL.replace("highway", "railway").as_bytes()), "no-streets");
    assert_eq!(code(SMALL.replace("lat='43", "lat='243").as_bytes()), "bad-coordinate");
}

#[test]
fn a_bad_figure_is_placed_at_its_row() {
    let fault = read(&Input::of("ville.osm", SMALL.replace("id='4' lat='43.62'", "id='4' lat='x'").as_bytes())).unwrap_err();
    assert_eq!(fault.place.row, Some(5));
}

#[test]
fn swapped_axes_and_other_places_are_told_apart() {
    let swapped = SMALL.replace("lat=", "l=").replace("lon=", "lat=").replace("l=", "lon=");
    assert_eq!(code(swapped.as_bytes()), "swapped-axes");
    let near = |lon, lat| crate::sources::Options { near: Some(Surroundings { lon, lat }), ..crate::sources::Options::default() };
    let mut input = Input::of("ville.osm", SMALL.as_bytes());
    input.options = near((3.7, 4.0), (43.5, 43.8));
    assert!(read(&input).is_ok());
    input.options = near((2.2, 2.5), (48.8, 48.9));
    assert_eq!(read(&input).unwrap_err().code, "outside-territory");
    input.options = near((43.5, 43.8), (3.7, 4.0));
    assert_eq!(read(&input).unwrap_err().code, "swapped-axes");
}

/// A blob as the format frames it, uncompressed.
fn blob(kind: &str, content: &[u8]) -> Vec<u8> {
    let mut body = vec![0x0A];
    varint(&mut body, content.len());
    body.extend_from_slice(content);
    let mut header = vec![0x0A, kind.len() as u8];
    header.extend_from_slice(kind.as_bytes());
    header.push(0x18);
    varint(&mut header, body.len());
    let mut bytes = (header.len() as u32).to_be_bytes().to_vec();
    bytes.extend(header);
    bytes.extend(body);
    bytes
}

fn varint(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// A message field holding bytes.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![number << 3 | 2];
    varint(&mut bytes, content.len());
    bytes.extend_from_slice(content);
    bytes
}

/// A file of one street between two nodes: strings, dense nodes (zigzag deltas), a way.
fn pbf(street: &[u8]) -> Vec<u8> {
    let zigzag = |number: i64| {
        let mut bytes = Vec::new();
        varint(&mut bytes, ((number << 1) ^ (number >> 63)) as usize);
        bytes
    };
    let strings: Vec<u8> = [&b""[..], b"highway", b"residential", b"type", b"restriction"].iter().flat_map(|word| field(1, word)).collect();
    let packed = |numbers: &[i64]| numbers.iter().flat_map(|number| zigzag(*number)).collect::<Vec<u8>>();
    let dense = [field(1, &packed(&[1, 1])), field(8, &packed(&[436_000_000, 10_000])), field(9, &packed(&[38_000_000, 10_000]))].concat();
    let way = [vec![0x08, 7], field(2, &[1]), field(3, street), field(8, &packed(&[1, 1]))].concat();
    let turn = [vec![0x08, 9], field(2, &[3]), field(3, &[4]), field(8, &[0]), field(9, &packed(&[7])), field(10, &[1])].concat();
    let block = [field(1, &strings), field(2, &field(2, &dense)), field(2, &field(3, &way)), field(2, &field(4, &turn))].concat();
    [blob("OSMHeader", b""), blob("OSMData", &block)].concat()
}

#[test]
fn protocol_buffers_are_read_and_their_damage_is_found() {
    let whole = pbf(&[2]);
    let map = read(&Input::of("ville.osm.pbf", &whole)).unwrap();
    assert_eq!((map.nodes.len(), map.ways.len()), (2, 1));
    assert!(map.ways[0].tags.says("highway", "residential"));
    assert!((map.nodes[1].lat() - 43.601).abs() < 1e-9 && (map.nodes[1].lon() - 3.801).abs() < 1e-9);
    for cut in 40..whole.len() {
        let code = read(&Input::of("ville.osm.pbf", &whole[..cut])).unwrap_err().code;
        assert!(["truncated-file", "no-streets"].contains(&code.as_str()), "{cut} {code}");
    }
    let mut swollen = whole[..4 + 11].to_vec();
    swollen.extend([0xFF; 64]);
    assert!(["truncated-file", "damaged-file"].contains(&read(&Input::of("x", &swollen)).unwrap_err().code.as_str()));
    for place in 0..whole.len() {
        let mut altered = whole.clone();
        altered[place] ^= 0x55;
        // Whatever it says, it says it without a panic.
        let _ = read(&Input::of("x", &altered));
    }
}

#[test]
fn a_mapping_of_streets_is_checked() {
    let good = "kind='streets'\nid='x'\ntitle={fr='x',en='x'}\nproducer='x'\nlicence='x'\n[tags]\nhighway='residential'\n";
    assert!(StreetMapping::parse(good).is_ok() && StreetMapping::is_one(good));
    assert!(!StreetMapping::is_one("kind='services'"));
    for (wrong, column) in [
        (good.replace("'streets'", "'services'"), Some("kind")),
        (good.replace("highway", "colour"), Some("colour")),
        (format!("snap_metres=50.0\n{good}"), Some("snap_metres")),
        (format!("{good}[more]\nx=1\n"), None),
    ] {
        let fault = StreetMapping::parse(&wrong).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("bad-mapping", column), "{wrong}");
    }
}

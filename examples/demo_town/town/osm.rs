//! The street network as OpenStreetMap XML, with water, railway and parks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use geo::{Coord, LineString, Polygon};

use super::curve::left_of;
use super::land::Land;
use super::place::Globe;
use super::plan::{Trace, inside};
use super::streets::Class;
use super::ways::{Way, Ways};
use super::zones::{Form, ZONES};

type Tags<'a> = Vec<(&'static str, &'a str)>;

/// Writes the whole map.
pub fn write(land: &Land, outlines: &[Polygon], globe: &Globe) -> anyhow::Result<Vec<u8>> {
    let laid = Ways::lay(land);
    let mut map = Map::default();
    for way in &laid.ways {
        let at: Vec<Coord> = way.nodes.iter().map(|&node| laid.nodes[node]).collect();
        map.way(&at, street_tags(way));
    }
    add_water(land, &mut map);
    for (zone, outline) in ZONES.iter().zip(outlines).filter(|(zone, _)| zone.form == Form::Park) {
        let kind = if zone.name.starts_with("Bois") { ("landuse", "forest") } else { ("leisure", "park") };
        map.way(&outline.exterior().0, vec![kind, ("name", zone.name)]);
    }
    map.into_xml(globe)
}

fn street_tags(way: &Way) -> Tags<'_> {
    let (highway, speed) = match way.class {
        Class::Trunk => ("trunk", "90"),
        Class::Primary => ("primary", "50"),
        Class::Secondary => ("secondary", "50"),
        Class::Residential => ("residential", "30"),
        Class::Unclassified => ("unclassified", "80"),
        Class::Pedestrian => ("pedestrian", ""),
        Class::Footway => ("footway", ""),
    };
    let mut tags = vec![("highway", highway)];
    tags.extend(way.name.as_deref().map(|name| ("name", name)));
    if !speed.is_empty() {
        tags.push(("maxspeed", speed));
    }
    if way.oneway {
        tags.push(("oneway", "yes"));
    }
    if way.bridge {
        tags.extend([("bridge", "yes"), ("layer", "1")]);
    }
    tags
}

fn add_water(land: &Land, map: &mut Map) {
    for line in land.lines.iter().filter(|line| !line.trace.is_road()) {
        let within: Vec<Coord> = line.course.points.0.iter().copied().filter(|&at| inside(at)).collect();
        let tag = match line.trace {
            Trace::River => ("waterway", "river"),
            Trace::Stream => ("waterway", "stream"),
            _ => ("railway", "rail"),
        };
        map.way(&within, vec![tag, ("name", line.name)]);
        if line.trace == Trace::River {
            map.way(&banks(&within, 24.0).0, vec![("natural", "water"), ("water", "river"), ("name", line.name)]);
        }
    }
}

/// The surface between two banks, so many metres from the middle.
fn banks(course: &[Coord], half_width: f64) -> LineString {
    let side = |sign: f64| course.windows(2).map(move |pair| pair[0] + left_of(pair[0], pair[1]) * (sign * half_width));
    let mut ring: Vec<Coord> = side(1.0).collect();
    ring.extend(side(-1.0).collect::<Vec<_>>().into_iter().rev());
    ring.push(ring[0]);
    LineString(ring)
}

/// Nodes by place, so that ways that meet share them.
#[derive(Default)]
struct Map {
    nodes: Vec<Coord>,
    ids: BTreeMap<(u64, u64), usize>,
    ways: String,
    count: usize,
}

impl Map {
    fn node(&mut self, at: Coord) -> usize {
        *self.ids.entry((at.x.to_bits(), at.y.to_bits())).or_insert_with(|| {
            self.nodes.push(at);
            self.nodes.len()
        })
    }

    fn way(&mut self, course: &[Coord], tags: Tags<'_>) {
        self.count += 1;
        let refs: Vec<usize> = course.iter().map(|&at| self.node(at)).collect();
        let _ = writeln!(self.ways, "  <way id=\"{}\">", self.count);
        for id in refs {
            let _ = writeln!(self.ways, "    <nd ref=\"{id}\"/>");
        }
        for (key, value) in tags {
            let _ = writeln!(self.ways, "    <tag k=\"{key}\" v=\"{value}\"/>");
        }
        self.ways.push_str("  </way>\n");
    }

    fn into_xml(self, globe: &Globe) -> anyhow::Result<Vec<u8>> {
        let places = self.nodes.iter().map(|&at| globe.degrees(at)).collect::<anyhow::Result<Vec<_>>>()?;
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"demo_town\">\n");
        xml.push_str("<note>Valmeille-sur-Orvane is an invented town. CC0.</note>\n");
        xml.push_str(&bounds(&places));
        for (rank, at) in places.iter().enumerate() {
            writeln!(xml, "  <node id=\"{}\" lat=\"{:.6}\" lon=\"{:.6}\"/>", rank + 1, at.y, at.x)?;
        }
        Ok(format!("{xml}{}</osm>\n", self.ways).into_bytes())
    }
}

fn bounds(places: &[Coord]) -> String {
    let micro = |value: f64| (value * 1e6).round() as i64;
    let (lons, lats): (BTreeSet<i64>, BTreeSet<i64>) = places.iter().map(|at| (micro(at.x), micro(at.y))).unzip();
    let ends = |values: &BTreeSet<i64>| [values.first(), values.last()].map(|end| end.map_or(0.0, |&micro| micro as f64 / 1e6));
    let ([west, east], [south, north]) = (ends(&lons), ends(&lats));
    format!("  <bounds minlat=\"{south:.6}\" minlon=\"{west:.6}\" maxlat=\"{north:.6}\" maxlon=\"{east:.6}\"/>\n")
}

//! OpenStreetMap in XML (`.osm`).

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::extract::{Elements, Lines, RawNode, RawTurn, RawWay};
use super::{faults, keys};
use crate::domain::Fault;
use crate::sources::decode;

/// How far into the file its first element is looked for.
const HEAD: usize = 2_048;

/// Whether the content is OpenStreetMap XML.
pub fn is_xml(bytes: &[u8]) -> bool {
    let head = decode::head(bytes, HEAD);
    head.trim_start().starts_with('<') && head.contains("<osm")
}

/// A file's content.
pub(super) struct Xml<'a>(pub &'a str);

/// One element of the map with what it holds.
#[derive(Default)]
struct Piece {
    id: i64,
    lon: Option<f64>,
    lat: Option<f64>,
    tags: Vec<(String, String)>,
    nodes: Vec<i64>,
    members: Vec<(String, bool, i64)>,
}

impl Elements for Xml<'_> {
    fn lines(&self) -> Result<Lines, Fault> {
        let mut lines = Lines::default();
        self.each_piece(|name, piece| match name {
            b"way" => {
                lines.ways_seen += 1;
                if let Some(tags) = keys::of_way(piece.pairs()) {
                    lines.ways.push(RawWay { id: piece.id, nodes: piece.nodes, tags });
                }
            }
            b"relation" => lines.turns.extend(piece.turn()),
            _ => {}
        })?;
        Ok(lines)
    }

    fn nodes(&self, wanted: &[i64]) -> Result<Vec<RawNode>, Fault> {
        let mut found = Vec::new();
        self.each_piece(|name, piece| {
            if name != b"node" {
                return;
            }
            if let (Ok(place), Some(lon), Some(lat)) = (wanted.binary_search(&piece.id), piece.lon, piece.lat) {
                found.push(RawNode { wanted: place, lon, lat, tags: keys::of_node(piece.pairs()) });
            }
        })?;
        Ok(found)
    }
}

impl Xml<'_> {
    /// Hands over nodes, ways and relations one by one.
    fn each_piece(&self, mut give: impl FnMut(&[u8], Piece)) -> Result<(), Fault> {
        let mut reader = Reader::from_str(self.0);
        let (mut piece, mut ended) = (Piece::default(), false);
        loop {
            let event = reader.read_event().map_err(|cause| faults::bad_xml(&cause, self.row(reader.buffer_position())))?;
            let at = || self.row(reader.buffer_position());
            match event {
                Event::Start(tag) => piece.open(&tag).map_err(|()| faults::bad_attribute(at()))?,
                Event::Empty(tag) => {
                    piece.open(&tag).map_err(|()| faults::bad_attribute(at()))?;
                    close(tag.name().as_ref(), &mut piece, &mut give);
                }
                Event::End(tag) => {
                    ended |= tag.name().as_ref() == b"osm";
                    close(tag.name().as_ref(), &mut piece, &mut give);
                }
                Event::Eof if ended => return Ok(()),
                Event::Eof => return Err(faults::truncated()),
                _ => {}
            }
        }
    }

    /// The line of the file at a place in it.
    fn row(&self, offset: u64) -> u64 {
        self.0.get(..offset as usize).unwrap_or(self.0).matches('\n').count() as u64 + 1
    }
}

fn close(name: &[u8], piece: &mut Piece, give: &mut impl FnMut(&[u8], Piece)) {
    if matches!(name, b"node" | b"way" | b"relation") {
        give(name, std::mem::take(piece));
    }
}

impl Piece {
    /// Takes what an opening tag says; `Err` when a number is none or an attribute is badly written.
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), ()> {
        match tag.name().as_ref() {
            b"node" | b"way" | b"relation" => {
                *self = Self { id: parsed(tag, "id")?.ok_or(())?, lon: parsed(tag, "lon")?, lat: parsed(tag, "lat")?, ..Self::default() };
            }
            b"nd" => self.nodes.push(parsed(tag, "ref")?.ok_or(())?),
            b"tag" => self.tags.push((text(tag, "k")?.unwrap_or_default(), text(tag, "v")?.unwrap_or_default())),
            b"member" => {
                let way = text(tag, "type")?.as_deref() == Some("way");
                self.members.push((text(tag, "role")?.unwrap_or_default(), way, parsed(tag, "ref")?.ok_or(())?));
            }
            _ => {}
        }
        Ok(())
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    fn turn(&self) -> Option<RawTurn> {
        let value = |wanted: &str| self.pairs().find(|(key, _)| *key == wanted).map(|(_, value)| value.to_owned());
        if value("type")? != "restriction" {
            return None;
        }
        let kind = value("restriction").or_else(|| value("restriction:motorcar")).unwrap_or_default();
        let mut turn = RawTurn { id: self.id, kind, except: value("except").unwrap_or_default(), ..RawTurn::default() };
        self.members.iter().for_each(|(role, way, id)| turn.member(role, *way, *id));
        Some(turn)
    }
}

fn text(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, ()> {
    let found = tag.try_get_attribute(name).map_err(|_cause| ())?;
    found.map(|attribute| attribute.unescape_value().map(std::borrow::Cow::into_owned).map_err(|_cause| ())).transpose()
}

fn parsed<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Result<Option<T>, ()> {
    text(tag, name)?.map(|words| words.trim().parse().map_err(|_cause| ())).transpose()
}

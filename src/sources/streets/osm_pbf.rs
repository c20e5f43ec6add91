//! OpenStreetMap in protocol buffers (`.osm.pbf`).

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use osmpbf::{BlobDecode, BlobReader, BlobType, DenseNode, PrimitiveBlock, RelMemberType, Relation};
use rayon::prelude::*;

use super::extract::{Elements, Lines, RawNode, RawTurn, RawWay};
use super::{faults, keys};
use crate::domain::Fault;

/// Blobs decoded at a time: 32 MiB each at most (the format's own limit), so that memory stays bounded.
const TOGETHER: usize = 32;

/// Whether the content starts as the format does: a short header of the type `OSMHeader`.
pub fn is_pbf(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0, 0]) && bytes.get(4..15) == Some(b"\x0A\x09OSMHeader")
}

/// A file's content.
pub(super) struct Pbf<'a>(pub &'a [u8]);

impl Elements for Pbf<'_> {
    fn lines(&self) -> Result<Lines, Fault> {
        let mut all = Lines::default();
        self.each_block(lines_of, |part| all.append(part))?;
        Ok(all)
    }

    fn nodes(&self, wanted: &[i64]) -> Result<Vec<RawNode>, Fault> {
        let mut all = Vec::new();
        self.each_block(|block| nodes_of(block, wanted), |mut part| all.append(&mut part))?;
        Ok(all)
    }
}

impl Pbf<'_> {
    /// Decodes blocks in parallel and hands over what is taken from each, in the order of the file.
    fn each_block<T: Send>(&self, take: impl Fn(&PrimitiveBlock) -> T + Sync, mut give: impl FnMut(T)) -> Result<(), Fault> {
        let mut reader = BlobReader::new(Cursor::new(self.0));
        loop {
            let blobs: Vec<_> = reader.by_ref().take(TOGETHER).collect::<Result<_, _>>().map_err(|cause| faults::damaged(&cause))?;
            if blobs.is_empty() {
                return Ok(());
            }
            let parts = blobs.par_iter().filter(|blob| blob.get_type() == BlobType::OsmData).map(|blob| match blob.decode() {
                // The library trusts some numbers of a block that it decoded.
                Ok(BlobDecode::OsmData(block)) => {
                    catch_unwind(AssertUnwindSafe(|| take(&block))).map(Some).map_err(|_cause| faults::absurd_block())
                }
                Ok(_) => Ok(None),
                Err(cause) => Err(faults::damaged(&cause)),
            });
            let parts: Vec<Option<T>> = parts.collect::<Result<_, _>>()?;
            parts.into_iter().flatten().for_each(&mut give);
        }
    }
}

fn lines_of(block: &PrimitiveBlock) -> Lines {
    let mut lines = Lines::default();
    for group in block.groups() {
        for way in group.ways() {
            lines.ways_seen += 1;
            if let Some(tags) = keys::of_way(way.tags()) {
                lines.ways.push(RawWay { id: way.id(), nodes: way.refs().collect(), tags });
            }
        }
        lines.turns.extend(group.relations().filter_map(|relation| turn_of(&relation)));
    }
    lines
}

fn turn_of(relation: &Relation<'_>) -> Option<RawTurn> {
    let value = |wanted: &str| relation.tags().find(|(key, _)| *key == wanted).map(|(_, value)| value.to_owned());
    if value("type")? != "restriction" {
        return None;
    }
    let kind = value("restriction").or_else(|| value("restriction:motorcar")).unwrap_or_default();
    let mut turn = RawTurn { id: relation.id(), kind, except: value("except").unwrap_or_default(), ..RawTurn::default() };
    for member in relation.members() {
        turn.member(member.role().ok()?, member.member_type == RelMemberType::Way, member.member_id);
    }
    Some(turn)
}

fn nodes_of(block: &PrimitiveBlock, wanted: &[i64]) -> Vec<RawNode> {
    let mut found = Vec::new();
    let place = |id: i64| wanted.binary_search(&id).ok();
    for group in block.groups() {
        let dense = |node: DenseNode<'_>| {
            Some(RawNode { wanted: place(node.id())?, lon: node.lon(), lat: node.lat(), tags: keys::of_node(node.tags()) })
        };
        found.extend(group.dense_nodes().filter_map(dense));
        found.extend(group.nodes().filter_map(|node| {
            Some(RawNode { wanted: place(node.id())?, lon: node.lon(), lat: node.lat(), tags: keys::of_node(node.tags()) })
        }));
    }
    found
}

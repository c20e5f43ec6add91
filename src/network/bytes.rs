//! A network as bytes: arrays one after the other, little-endian, ready to be taken as they are.
//!
//! ```text
//! "MAILLAGE"  magic, 8 bytes
//! 1           version, u32
//! crc32       of all that follows, u32
//! n, e, s, p  how many nodes, edges, streets, points, u64 each
//! nodes       2 n f64, longitude and latitude
//! points      2 p f64
//! first       n + 1 u32
//! heads, millis, lines   e u32 each
//! metres      s f32
//! point_starts  s + 1 u32
//! ```

use bytemuck::{AnyBitPattern, NoUninit};
use flate2::Crc;

use super::Graph;
use crate::domain::{Fault, Position, Text};

const MAGIC: &[u8; 8] = b"MAILLAGE";
const VERSION: u32 = 1;
/// Bytes before the checksummed part, and before the arrays.
const HEAD: usize = 16;
const COUNTS: usize = HEAD + 32;

/// A number that is the same backwards and forwards once turned for the other endianness.
trait Little: AnyBitPattern + NoUninit {
    fn turned(self) -> Self;
}

impl Little for u32 {
    fn turned(self) -> Self {
        self.to_le()
    }
}

impl Little for f32 {
    fn turned(self) -> Self {
        Self::from_bits(self.to_bits().to_le())
    }
}

impl Little for f64 {
    fn turned(self) -> Self {
        Self::from_bits(self.to_bits().to_le())
    }
}

impl Graph {
    /// The network as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(
            COUNTS + self.nodes.len() * 20 + self.edge_count() * 12 + self.points.len() * 16 + self.street_count() * 8 + 8,
        );
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        for count in [self.nodes.len(), self.edge_count(), self.street_count(), self.points.len()] {
            bytes.extend_from_slice(&(count as u64).to_le_bytes());
        }
        put(&mut bytes, &pairs(&self.nodes));
        put(&mut bytes, &pairs(&self.points));
        for array in [&self.first, &self.heads, &self.millis, &self.lines] {
            put(&mut bytes, array);
        }
        put(&mut bytes, &self.metres);
        put(&mut bytes, &self.point_starts);
        let sum = checksum(&bytes[HEAD..]).to_le_bytes();
        bytes[HEAD - 4..HEAD].copy_from_slice(&sum);
        bytes
    }

    /// A network from its bytes.
    ///
    /// # Errors
    /// `bad-graph` when they are not those of [`Graph::to_bytes`], of another version, cut or altered.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let head = bytes.get(..COUNTS).filter(|head| head.starts_with(MAGIC)).ok_or_else(|| bad("ce n’en est pas un", "it is none"))?;
        if word(head, 8) != VERSION {
            return Err(bad("il est d’une autre version", "it is of another version"));
        }
        if word(head, HEAD - 4) != checksum(&bytes[HEAD..]) {
            return Err(altered());
        }
        let [nodes, edges, streets, points] = [0, 1, 2, 3].map(|at| long(head, HEAD + at * 8));
        let mut rest = Rest(&bytes[COUNTS..]);
        let graph = Self {
            nodes: positions(&rest.take(nodes.saturating_mul(2))?)?,
            points: positions(&rest.take(points.saturating_mul(2))?)?,
            first: rest.take(nodes.saturating_add(1))?,
            heads: rest.take(edges)?,
            millis: rest.take(edges)?,
            lines: rest.take(edges)?,
            metres: rest.take(streets)?,
            point_starts: rest.take(streets.saturating_add(1))?,
        };
        if rest.0.is_empty() && graph.holds_together() { Ok(graph) } else { Err(altered()) }
    }

    /// Whether every number points to something that exists.
    fn holds_together(&self) -> bool {
        let rises_to =
            |starts: &[u32], end: usize| starts.first() == Some(&0) && starts.last() == Some(&(end as u32)) && starts.is_sorted();
        rises_to(&self.first, self.edge_count())
            && rises_to(&self.point_starts, self.points.len())
            && self.heads.iter().all(|head| (*head as usize) < self.nodes.len())
            && self.lines.iter().all(|line| (*line as usize / 2) < self.street_count())
    }
}

/// What is still to be taken.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take<T: Little>(&mut self, count: usize) -> Result<Vec<T>, Fault> {
        let (head, rest) = count.checked_mul(size_of::<T>()).and_then(|bytes| self.0.split_at_checked(bytes)).ok_or_else(altered)?;
        self.0 = rest;
        let mut taken = vec![T::zeroed(); count];
        bytemuck::cast_slice_mut::<T, u8>(&mut taken).copy_from_slice(head);
        if cfg!(target_endian = "big") {
            for number in &mut taken {
                *number = number.turned();
            }
        }
        Ok(taken)
    }
}

fn put<T: Little>(bytes: &mut Vec<u8>, array: &[T]) {
    if cfg!(target_endian = "big") {
        let turned: Vec<T> = array.iter().map(|number| number.turned()).collect();
        bytes.extend_from_slice(bytemuck::cast_slice(&turned));
    } else {
        bytes.extend_from_slice(bytemuck::cast_slice(array));
    }
}

fn pairs(positions: &[Position]) -> Vec<f64> {
    positions.iter().flat_map(|at| [at.lon(), at.lat()]).collect()
}

fn positions(pairs: &[f64]) -> Result<Vec<Position>, Fault> {
    pairs.chunks_exact(2).map(|pair| Position::new(pair[0], pair[1])).collect::<Result<_, _>>().map_err(|_cause| altered())
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4].iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

fn long(bytes: &[u8], at: usize) -> usize {
    bytes[at..at + 8].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    bytes.chunks(1 << 30).for_each(|chunk| crc.update(chunk));
    crc.sum()
}

fn altered() -> Fault {
    bad("il est incomplet ou abîmé", "it is incomplete or damaged")
}

fn bad(why_fr: &str, why_en: &str) -> Fault {
    Fault::new(
        "bad-graph",
        crate::text!("le réseau de rues enregistré ne se lit pas : {why_fr}", "the saved street network cannot be read: {why_en}"),
        Text::new("importer à nouveau la carte des rues", "import the street map again"),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn small() -> Graph {
        let at = |lon, lat| Position::new(lon, lat).unwrap();
        Graph {
            nodes: vec![at(3.0, 43.0), at(3.1, 43.0)],
            first: vec![0, 1, 2],
            heads: vec![1, 0],
            millis: vec![1_000, 1_000],
            lines: vec![0, 1],
            metres: vec![1.25],
            point_starts: vec![0, 3],
            points: vec![at(3.0, 43.0), at(3.05, 43.01), at(3.1, 43.0)],
        }
    }

    #[test]
    fn bytes_give_the_same_network_back_wherever_they_lie() {
        let bytes = small().to_bytes();
        assert_eq!(Graph::from_bytes(&bytes).unwrap(), small());
        for shift in 1..8 {
            let shifted: Vec<u8> = std::iter::repeat_n(0, shift).chain(bytes.iter().copied()).collect();
            assert_eq!(Graph::from_bytes(&shifted[shift..]).unwrap(), small());
        }
        assert_eq!(
            Graph::from_bytes(&Graph { first: vec![0], point_starts: vec![0], ..Graph::default() }.to_bytes()).unwrap().node_count(),
            0
        );
    }

    #[test]
    fn a_network_that_points_nowhere_is_refused() {
        let astray = Graph { heads: vec![1, 7], ..small() };
        assert_eq!(Graph::from_bytes(&astray.to_bytes()).unwrap_err().code, "bad-graph");
        let astray = Graph { point_starts: vec![0, 9], ..small() };
        assert_eq!(Graph::from_bytes(&astray.to_bytes()).unwrap_err().code, "bad-graph");
    }

    proptest! {
        #[test]
        fn any_byte_changed_or_missing_is_found(at in 0..400_usize, change in 1..=255_u8, cut in 0..400_usize) {
            let bytes = small().to_bytes();
            let mut altered = bytes.clone();
            let place = at % altered.len();
            altered[place] ^= change;
            prop_assert_eq!(Graph::from_bytes(&altered).unwrap_err().code, "bad-graph");
            prop_assert_eq!(Graph::from_bytes(&bytes[..cut % bytes.len()]).unwrap_err().code, "bad-graph");
        }
    }
}

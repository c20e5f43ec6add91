//! A geography drawn at one zoom, its rings written as the commands of a vector tile.

use super::address::Address;
use super::encode::{step, varint};
use crate::spatial::topology::{Drawing, Frame, Side, Spot, clipped, rings, sides_of};

const MOVE_ONCE: u64 = 1 << 3 | 1;
const LINE: u64 = 2;
const CLOSE: u64 = 1 << 3 | 7;

/// Every zone at one zoom.
#[derive(Debug, Default, PartialEq)]
pub struct Sheet {
    frames: Vec<Option<Frame>>,
    /// Where each zone ends in `rings`.
    zones: Vec<u32>,
    rings: Vec<Written>,
    bytes: Vec<u8>,
}

/// A ring: where it starts and where the pen stands after it; its other points are written in steps, wherever the tile lies.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Written {
    start: Spot,
    last: Spot,
    /// Where it ends in the bytes.
    end: u32,
}

/// What a tile shows of a zone: commands of a vector tile.
pub type Piece = Vec<u8>;

impl Sheet {
    /// Writes a drawing.
    pub fn new(drawing: &Drawing) -> Self {
        let mut sheet = Self { bytes: Vec::with_capacity(drawing.spots() * 3), ..Self::default() };
        for zone in 0..drawing.zones() {
            sheet.frames.push(Frame::round(drawing.rings(zone).flatten().copied()));
            for ring in drawing.rings(zone) {
                let (Some(start), Some(last)) = (ring.first(), ring.last()) else { continue };
                write_steps(&mut sheet.bytes, ring);
                sheet.rings.push(Written { start: *start, last: *last, end: sheet.bytes.len() as u32 });
            }
            sheet.zones.push(sheet.rings.len() as u32);
        }
        sheet.bytes.shrink_to_fit();
        sheet.rings.shrink_to_fit();
        sheet
    }

    /// What a tile shows of a zone; `None` when it shows nothing of it.
    pub fn piece(&self, zone: usize, address: Address) -> Option<Piece> {
        let frame = address.frame();
        let round = self.frames.get(zone).copied().flatten().filter(|round| round.meets(&frame))?;
        let piece = if frame.contains(&round) { self.whole(zone, address.corner()) } else { self.cut(zone, address) };
        (!piece.is_empty()).then_some(piece)
    }

    /// How many zones it shows.
    pub fn drawn(&self) -> usize {
        self.frames.iter().flatten().count()
    }

    /// How many zones there are, drawn or not.
    pub fn zones(&self) -> usize {
        self.frames.len()
    }

    /// Itself as bytes: where zones and rings lie, then the steps of the rings.
    pub(super) fn to_blocks(&self) -> Result<[Vec<u8>; 2], postcard::Error> {
        let frames: Vec<_> =
            self.frames.iter().map(|frame| frame.map(|frame| [frame.west, frame.north, frame.east, frame.south])).collect();
        let rings: Vec<_> = self.rings.iter().map(|ring| ([ring.start.x, ring.start.y, ring.last.x, ring.last.y], ring.end)).collect();
        Ok([postcard::to_stdvec(&(frames, &self.zones, rings))?, self.bytes.clone()])
    }

    /// The sheet that [`Sheet::to_blocks`] gave; `None` when these are not of one.
    pub(super) fn of_blocks(blocks: &[&[u8]]) -> Option<Self> {
        type Places = (Vec<Option<[i32; 4]>>, Vec<u32>, Vec<([i32; 4], u32)>);
        let [places, bytes] = blocks else { return None };
        let (frames, zones, rings): Places = postcard::from_bytes(places).ok()?;
        let ascending = zones.is_sorted() && rings.is_sorted_by_key(|(_, end)| *end);
        let ends =
            zones.last().is_none_or(|end| *end as usize == rings.len()) && rings.last().is_none_or(|(_, end)| *end as usize == bytes.len());
        (ascending && ends && frames.len() == zones.len()).then(|| Self {
            frames: frames.into_iter().map(|frame| frame.map(|[west, north, east, south]| Frame { west, north, east, south })).collect(),
            zones,
            rings: rings
                .into_iter()
                .map(|([x, y, last_x, last_y], end)| Written { start: Spot::new(x, y), last: Spot::new(last_x, last_y), end })
                .collect(),
            bytes: bytes.to_vec(),
        })
    }

    fn whole(&self, zone: usize, corner: Spot) -> Piece {
        let (mut out, mut pen) = (Piece::new(), corner);
        for number in self.rings_of(zone) {
            let ring = self.rings[number];
            move_to(&mut out, pen, ring.start);
            out.extend_from_slice(self.steps(number));
            pen = ring.last;
        }
        out
    }

    fn cut(&self, zone: usize, address: Address) -> Piece {
        let mut sides: Vec<Side> = Vec::new();
        for number in self.rings_of(zone) {
            let ring = read_steps(self.rings[number].start, self.steps(number));
            sides.extend(sides_of(&ring));
        }
        let (mut out, mut pen) = (Piece::new(), address.corner());
        for ring in rings(clipped(sides, address.frame())) {
            move_to(&mut out, pen, ring[0]);
            write_steps(&mut out, &ring);
            pen = ring[ring.len() - 1];
        }
        out
    }

    fn rings_of(&self, zone: usize) -> std::ops::Range<usize> {
        let from = zone.checked_sub(1).map_or(0, |before| self.zones[before] as usize);
        from..self.zones[zone] as usize
    }

    fn steps(&self, ring: usize) -> &[u8] {
        let from = ring.checked_sub(1).map_or(0, |before| self.rings[before].end as usize);
        &self.bytes[from..self.rings[ring].end as usize]
    }
}

/// A point on the grid of its zoom, as a tile shows it; `None` when it lies outside the tile and its margin.
pub fn dot(at: Spot, address: Address) -> Option<Piece> {
    let frame = address.frame();
    frame.contains(&Frame { west: at.x, north: at.y, east: at.x, south: at.y }).then(|| {
        let mut out = Piece::new();
        move_to(&mut out, address.corner(), at);
        out
    })
}

fn move_to(out: &mut Piece, pen: Spot, to: Spot) {
    varint(out, MOVE_ONCE);
    step(out, to.x - pen.x);
    step(out, to.y - pen.y);
}

/// The lines of a ring after its first point, and its closing.
fn write_steps(out: &mut Vec<u8>, ring: &[Spot]) {
    varint(out, ((ring.len() as u64 - 1) << 3) | LINE);
    for side in ring.windows(2) {
        step(out, side[1].x - side[0].x);
        step(out, side[1].y - side[0].y);
    }
    varint(out, CLOSE);
}

/// The ring that [`write_steps`] wrote.
fn read_steps(start: Spot, steps: &[u8]) -> Vec<Spot> {
    let mut numbers = Numbers(steps);
    let lines = numbers.next().unwrap_or_default() >> 3;
    let (mut ring, mut pen) = (Vec::with_capacity(lines as usize + 1), start);
    ring.push(pen);
    for _ in 0..lines {
        let mut turned = || numbers.next().map_or(0, |number| (number >> 1) as i32 ^ -((number & 1) as i32));
        pen = Spot::new(pen.x + turned(), pen.y + turned());
        ring.push(pen);
    }
    ring
}

/// Reads the numbers that [`varint`] writes.
struct Numbers<'a>(&'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let ring = [Spot::new(5, 5), Spot::new(-70_000, 9), Spot::new(3, 1 << 25), Spot::new(4, 4)];
        let mut written = Vec::new();
        write_steps(&mut written, &ring);
        assert_eq!(read_steps(ring[0], &written), ring);
    }

    #[test]
    fn a_sheet_is_read_back_from_its_bytes_and_a_cut_one_is_not() {
        let spot = |x: i32, y: i32| Spot::new(x, y);
        let steps = [vec![33, 2, 2], vec![7]].concat();
        let ring = |end| Written { start: spot(-3, 4), last: spot(1 << 22, 9), end };
        let frame = Frame { west: -3, north: 4, east: 9, south: 12 };
        let sheet = Sheet { frames: vec![None, Some(frame)], zones: vec![0, 2], rings: vec![ring(3), ring(4)], bytes: steps };
        let [places, bytes] = sheet.to_blocks().unwrap();
        assert_eq!(Sheet::of_blocks(&[&places, &bytes]).unwrap(), sheet);
        assert_eq!(Sheet::of_blocks(&[&places, &bytes[1..]]), None);
        assert_eq!(Sheet::of_blocks(&[&places[1..], &bytes]), None);
    }

    #[test]
    fn a_point_is_shown_from_the_margin_on() {
        let address = Address::read("9", "1", "1").unwrap();
        assert_eq!(dot(Spot::new(4096 + 25, 4096 + 17), address).unwrap(), [9, 50, 34]);
        assert!(dot(Spot::new(4096 - 65, 4096), address).is_none());
        assert!(dot(Spot::new(4096 - 64, 4096), address).is_some());
    }
}

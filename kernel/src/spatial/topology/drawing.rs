//! Zones drawn at one scale: rings on a raster, laid end to end.

use super::grid::Spot;
use super::trace::Ring;

/// The rings of every zone at one scale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawing {
    spots: Vec<Spot>,
    /// Where each ring ends in `spots`.
    rings: Vec<u32>,
    /// Where each zone ends in `rings`.
    zones: Vec<u32>,
}

impl Drawing {
    /// Lays rings end to end.
    pub(super) fn new(zones: &[Vec<Ring>]) -> Self {
        let count = zones.iter().flatten().map(Vec::len).sum();
        let mut drawing = Self { spots: Vec::with_capacity(count), ..Self::default() };
        for rings in zones {
            for ring in rings {
                drawing.spots.extend(ring);
                drawing.rings.push(drawing.spots.len() as u32);
            }
            drawing.zones.push(drawing.rings.len() as u32);
        }
        drawing
    }

    /// The rings of a zone, none repeating its first point: each outer one, with its inside to the left (rows counted as northings), is
    /// followed by its holes, with the zone to the left too. None when the zone is too thin for this scale.
    pub fn rings(&self, zone: usize) -> impl Iterator<Item = &[Spot]> {
        let start = |ends: &[u32], place: usize| place.checked_sub(1).map_or(0, |before| ends[before] as usize);
        (start(&self.zones, zone)..self.zones[zone] as usize)
            .map(move |ring| &self.spots[start(&self.rings, ring)..self.rings[ring] as usize])
    }

    /// How many zones there are, drawn or not.
    pub fn zones(&self) -> usize {
        self.zones.len()
    }

    /// How many points.
    pub fn spots(&self) -> usize {
        self.spots.len()
    }

    /// The zones too thin to be drawn.
    pub fn lost(&self) -> Vec<usize> {
        (0..self.zones()).filter(|zone| self.rings(*zone).next().is_none()).collect()
    }
}

//! Ends of lines that were meant to meet and do not quite.

use std::collections::HashMap;

/// Places of which those within a tolerance are one: the first that came.
pub(super) struct Snap {
    tolerance: f64,
    places: Vec<[f64; 2]>,
    cells: HashMap<(i64, i64), Vec<u32>>,
    /// How many ends were moved onto another place.
    pub moved: u64,
}

impl Snap {
    /// With a tolerance in the units of the coordinates.
    pub fn new(tolerance: f64) -> Self {
        Self { tolerance, places: Vec::new(), cells: HashMap::new(), moved: 0 }
    }

    /// The places, by number.
    pub fn places(&self) -> &[[f64; 2]] {
        &self.places
    }

    /// A point on a line, which joins nothing.
    pub fn apart(&mut self, at: [f64; 2]) -> u32 {
        self.places.push(at);
        self.places.len() as u32 - 1
    }

    /// The end of a line: the nearest place within the tolerance, else a new one.
    pub fn end(&mut self, at: [f64; 2]) -> u32 {
        let (column, row) = self.cell(at);
        let around = (-1..=1).flat_map(|across| (-1..=1).map(move |up| (column + across, row + up)));
        let near = around.filter_map(|cell| self.cells.get(&cell)).flatten().map(|place| (self.distance(*place, at), *place));
        let nearest = near.filter(|(distance, _)| *distance <= self.tolerance).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some((distance, place)) = nearest {
            self.moved += u64::from(distance > 0.0);
            return place;
        }
        let place = self.apart(at);
        self.cells.entry((column, row)).or_default().push(place);
        place
    }

    fn cell(&self, at: [f64; 2]) -> (i64, i64) {
        let size = self.tolerance.max(1e-9);
        ((at[0] / size).floor() as i64, (at[1] / size).floor() as i64)
    }

    fn distance(&self, place: u32, at: [f64; 2]) -> f64 {
        let [x, y] = self.places[place as usize];
        (x - at[0]).hypot(y - at[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_within_the_tolerance_are_one_and_points_between_join_nothing() {
        let mut snap = Snap::new(1.0);
        let first = snap.end([10.0, 10.0]);
        assert_eq!(snap.end([10.6, 10.7]), first);
        assert_eq!(snap.end([9.4, 9.9]), first);
        assert_eq!(snap.moved, 2);
        assert_ne!(snap.end([11.2, 10.0]), first);
        assert_ne!(snap.apart([10.0, 10.0]), first);
        assert_eq!(snap.places().len(), 3);
    }
}

//! Points in rows: those of a band of rows lie together, sorted by column, so that what lies round a side or in a triangle
//! is found by one binary search a band.

use rayon::prelude::*;

use super::grid::Spot;

/// Points wanted in a square of a band's height, on average.
const CROWD: f64 = 2.0;

/// Distinct points, in bands of equal height.
#[derive(Debug, Default)]
pub struct Rows {
    points: Vec<Spot>,
    starts: Vec<u32>,
    first: i32,
    height: i32,
}

impl Rows {
    /// Points in any order, repeated or not.
    pub fn new(mut points: Vec<Spot>) -> Self {
        let Some((low, high)) = corners(&points) else { return Self { height: 1, ..Self::default() } };
        let height = height(low, high, points.len());
        let band = |spot: &Spot| (spot.y - low.y) / height;
        points.par_sort_unstable_by_key(|spot| (band(spot), spot.x, spot.y));
        points.dedup();
        let bands = (high.y - low.y) / height + 1;
        let mut starts = Vec::with_capacity(bands as usize + 1);
        for (place, spot) in points.iter().enumerate() {
            starts.resize(starts.len().max(band(spot) as usize + 1), place as u32);
        }
        starts.resize(bands as usize + 1, points.len() as u32);
        Self { points, starts, first: low.y, height }
    }

    /// The bands that rows from `low` to `high` lie in, each with its own first and last row.
    pub fn bands(&self, low: i32, high: i32) -> impl Iterator<Item = (usize, [i32; 2])> {
        let last = self.starts.len() as i32 - 2;
        let (from, to) = ((low - self.first).div_euclid(self.height).max(0), (high - self.first).div_euclid(self.height).min(last));
        (from..=to).map(|band| {
            let top = self.first + band * self.height;
            (band as usize, [top, top + self.height - 1])
        })
    }

    /// The points of a band from a column to another, both included.
    pub fn between(&self, band: usize, from: i32, to: i32) -> &[Spot] {
        let points = &self.points[self.starts[band] as usize..self.starts[band + 1] as usize];
        let points = &points[points.partition_point(|spot| spot.x < from)..];
        // What is asked for is narrow: its end is near.
        let end = points.iter().position(|spot| spot.x > to).unwrap_or(points.len());
        &points[..end]
    }
}

fn corners(points: &[Spot]) -> Option<(Spot, Spot)> {
    let first = *points.first()?;
    Some(points.iter().fold((first, first), |(low, high), spot| {
        (Spot::new(low.x.min(spot.x), low.y.min(spot.y)), Spot::new(high.x.max(spot.x), high.y.max(spot.y)))
    }))
}

fn height(low: Spot, high: Spot, count: usize) -> i32 {
    let (width, tall) = (f64::from(high.x - low.x) + 1.0, f64::from(high.y - low.y) + 1.0);
    let square = (CROWD * width * tall / count as f64).sqrt();
    // Never more bands than points.
    square.max(tall / count as f64).ceil().clamp(1.0, f64::from(i32::MAX >> 2)) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_is_found_once_by_its_band_and_column() {
        let points: Vec<_> = (0..500).map(|n| Spot::new((n * 7_919) % 1_000, (n * 104_729) % 700)).collect();
        let rows = Rows::new(points.iter().chain(&points).copied().collect());
        let mut found: Vec<_> = rows.bands(100, 300).flat_map(|(band, _)| rows.between(band, 200, 600)).copied().collect();
        found.retain(|spot| (100..=300).contains(&spot.y));
        found.sort();
        let mut wanted = points;
        wanted.retain(|spot| (100..=300).contains(&spot.y) && (200..=600).contains(&spot.x));
        wanted.sort();
        wanted.dedup();
        assert_eq!(found, wanted);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let rows = Rows::new(Vec::new());
        assert_eq!(rows.bands(-5, 5).count(), 0);
    }
}

//! A flat piece of ground: metres around a place, for lengths of a few kilometres.

use geo::{Coord, Line};

use super::distance::EARTH_RADIUS_METRES;

/// Metres east and north of an origin. Off by less than a thousandth over ten kilometres in France.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    origin: Coord,
    metres: Coord,
}

impl Ground {
    /// The ground around a place given in degrees.
    pub fn around(origin: Coord) -> Self {
        let per_degree = EARTH_RADIUS_METRES.to_radians();
        Self { origin, metres: Coord { x: per_degree * origin.y.to_radians().cos().max(1e-6), y: per_degree } }
    }

    /// A segment in metres.
    pub fn line(self, line: Line) -> Line {
        let flat = |at: Coord| Coord { x: (at.x - self.origin.x) * self.metres.x, y: (at.y - self.origin.y) * self.metres.y };
        Line::new(flat(line.start), flat(line.end))
    }

    /// A length in metres as degrees of longitude and latitude.
    pub fn degrees(self, metres: f64) -> Coord {
        Coord { x: metres / self.metres.x, y: metres / self.metres.y }
    }
}

/// The part of a segment that lies within a distance of another, as shares of its own length from its
/// start. One stretch at most, since what lies near a segment is convex: two discs and a band.
pub fn stretch_near(line: Line, other: Line, distance: f64) -> Option<(f64, f64)> {
    let discs = [other.start, other.end].map(|centre| in_disc(line, centre, distance));
    let parts = discs.into_iter().chain([in_band(line, other, distance)]).flatten();
    let whole = parts.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (from, to) = (whole.0.max(0.0), whole.1.min(1.0));
    (from < to).then_some((from, to))
}

fn in_disc(line: Line, centre: Coord, radius: f64) -> Option<(f64, f64)> {
    let (along, from) = (line.delta(), line.start - centre);
    let (a, b, c) = (dot(along, along), dot(along, from), dot(from, from) - radius * radius);
    let root = (b * b - a * c).max(-1.0);
    (a > 0.0 && root >= 0.0).then(|| ((-b - root.sqrt()) / a, (-b + root.sqrt()) / a))
}

fn in_band(line: Line, other: Line, half_width: f64) -> Option<(f64, f64)> {
    let length = dot(other.delta(), other.delta()).sqrt();
    if length <= 0.0 {
        return None;
    }
    let axis = other.delta() / length;
    let across = Coord { x: -axis.y, y: axis.x };
    let from = line.start - other.start;
    let lengthways = between(dot(from, axis), dot(line.delta(), axis), 0.0, length)?;
    let sideways = between(dot(from, across), dot(line.delta(), across), -half_width, half_width)?;
    let common = (lengthways.0.max(sideways.0), lengthways.1.min(sideways.1));
    (common.0 <= common.1).then_some(common)
}

/// Where `start + t × slope` lies between two bounds.
fn between(start: f64, slope: f64, low: f64, high: f64) -> Option<(f64, f64)> {
    if slope == 0.0 {
        return (low..=high).contains(&start).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (a, b) = ((low - start) / slope, (high - start) / slope);
    Some((a.min(b), a.max(b)))
}

fn dot(a: Coord, b: Coord) -> f64 {
    a.x * b.x + a.y * b.y
}

#[cfg(test)]
mod tests {
    use geo::{Distance, Euclidean, Point};
    use proptest::prelude::*;

    use super::*;

    fn line(ax: f64, ay: f64, bx: f64, by: f64) -> Line {
        Line::new(Coord { x: ax, y: ay }, Coord { x: bx, y: by })
    }

    #[test]
    fn a_parallel_segment_is_near_along_its_overlap_and_a_bit_beyond() {
        let (from, to) = stretch_near(line(0.0, 3.0, 100.0, 3.0), line(50.0, 0.0, 200.0, 0.0), 5.0).unwrap();
        assert!((from - 0.46).abs() < 1e-9 && (to - 1.0).abs() < 1e-9, "{from} {to}");
        assert_eq!(stretch_near(line(0.0, 6.0, 100.0, 6.0), line(50.0, 0.0, 200.0, 0.0), 5.0), None);
    }

    proptest! {
        #[test]
        fn a_point_lies_in_the_stretch_exactly_when_it_is_near(
            ends in prop::array::uniform8(-20.0_f64..20.0), share in 0.0_f64..1.0, distance in 0.5_f64..15.0,
        ) {
            let [ax, ay, bx, by, cx, cy, dx, dy] = ends;
            let (this, other) = (line(ax, ay, bx, by), line(cx, cy, dx, dy));
            let at = Point::from(this.start + this.delta() * share);
            let gap = Euclidean.distance(&at, &other) - distance;
            let found = stretch_near(this, other, distance).is_some_and(|(from, to)| (from..=to).contains(&share));
            prop_assert!(found == (gap <= 0.0) || gap.abs() < 1e-6);
        }
    }
}

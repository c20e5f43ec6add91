//! How far apart points lie, on the plane or on the globe.

use super::distance::EARTH_RADIUS_METRES;

/// Floating-point numbers tried on either side of a guess: rounding moves a bound by a handful.
const NEAR: usize = 1_000;

/// How far two points lie apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// In a straight line on the plane, in the units of the coordinates.
    Euclidean,
    /// Along the great circle in metres, from longitude and latitude in degrees.
    GreatCircle,
}

impl Metric {
    /// The point in a space where straight lines keep the order of distances: on the globe, of chords.
    pub fn placed(self, [x, y]: [f64; 2]) -> [f64; 3] {
        match self {
            Self::Euclidean => [x, y, 0.0],
            Self::GreatCircle => {
                let (longitude, latitude) = (x.to_radians(), y.to_radians());
                let along = latitude.cos();
                [along * longitude.cos(), along * longitude.sin(), latitude.sin()].map(|part| part * EARTH_RADIUS_METRES)
            }
        }
    }

    /// From the squared straight line in that space to the distance.
    pub fn distance(self, squared: f64) -> f64 {
        match self {
            Self::Euclidean => squared.sqrt(),
            Self::GreatCircle => 2.0 * EARTH_RADIUS_METRES * (squared.sqrt() / (2.0 * EARTH_RADIUS_METRES)).min(1.0).asin(),
        }
    }

    /// The longest squared straight line whose distance is within a limit, bound included: comparing with
    /// it is comparing distances, to the last bit. Below zero when nothing is within.
    pub fn reach(self, limit: f64) -> f64 {
        self.reach_of(limit, |squared| self.distance(squared) <= limit)
    }

    /// The same for a cost that grows with distance.
    ///
    /// # Parameters
    /// - `distance`: about where the bound lies.
    /// - `within`: whether a squared straight line costs no more than the limit.
    pub fn reach_of(self, distance: f64, within: impl Fn(f64) -> bool) -> f64 {
        if distance.is_nan() || distance < 0.0 {
            return -1.0;
        }
        let straight = match self {
            Self::Euclidean => distance,
            Self::GreatCircle if distance >= std::f64::consts::PI * EARTH_RADIUS_METRES => f64::INFINITY,
            Self::GreatCircle => 2.0 * EARTH_RADIUS_METRES * (distance / (2.0 * EARTH_RADIUS_METRES)).sin(),
        };
        let guess = straight * straight;
        if guess.is_infinite() {
            return guess;
        }
        let fits = std::iter::successors(Some(guess), |squared| (*squared > 0.0).then(|| squared.next_down()));
        let Some(fit) = fits.take(NEAR).find(|squared| within(*squared)) else { return -1.0 };
        let longer = std::iter::successors(Some(fit), |squared| Some(squared.next_up()).filter(|next| within(*next)));
        longer.take(NEAR).last().unwrap_or(fit)
    }

    /// Bounds along (longitude, or `x`: two stretches where the antimeridian is crossed) and across
    /// (latitude, or `y`) of what a squared straight line reaches, a hair wide.
    pub fn extent(self, [x, y]: [f64; 2], squared: f64) -> ([Option<[f64; 2]>; 2], [f64; 2]) {
        let straight = squared.max(0.0).sqrt();
        match self {
            Self::Euclidean => {
                let far = straight * (1.0 + 1e-9);
                ([Some([x - far, x + far]), None], [y - far, y + far])
            }
            Self::GreatCircle => {
                let arc = 2.0 * (straight / (2.0 * EARTH_RADIUS_METRES)).min(1.0).asin();
                let far = arc.to_degrees() * (1.0 + 1e-9) + 1e-9;
                let across = [y - far, y + far];
                if across[0] <= -90.0 || across[1] >= 90.0 {
                    return ([Some([-180.0, 180.0]), None], across);
                }
                let widest = (arc.sin() / y.to_radians().cos()).min(1.0).asin().to_degrees() * (1.0 + 1e-9) + 1e-9;
                (around(x - widest, x + widest), across)
            }
        }
    }

    /// How far two points lie apart.
    pub fn between(self, a: [f64; 2], b: [f64; 2]) -> f64 {
        self.distance(squared_line(self.placed(a), self.placed(b)))
    }
}

/// A stretch of longitudes, cut in two at the antimeridian.
fn around(west: f64, east: f64) -> [Option<[f64; 2]>; 2] {
    if west < -180.0 {
        [Some([-180.0, east]), Some([west + 360.0, 180.0])]
    } else if east > 180.0 {
        [Some([west, 180.0]), Some([-180.0, east - 360.0])]
    } else {
        [Some([west, east]), None]
    }
}

/// The squared straight line between two points of that space.
#[inline]
pub fn squared_line(a: [f64; 3], b: [f64; 3]) -> f64 {
    let [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    x * x + y * y + z * z
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bound_below_zero_reaches_nothing_and_half_the_globe_reaches_all() {
        assert!(Metric::Euclidean.reach(-1.0) < 0.0);
        assert!(Metric::GreatCircle.reach(f64::NAN) < 0.0);
        assert!(Metric::GreatCircle.reach(2.1e7).is_infinite());
        assert!(Metric::Euclidean.reach(0.0).abs() < f64::MIN_POSITIVE);
    }

    proptest! {
        #[test]
        fn comparing_squared_lines_is_comparing_distances(limit in prop_oneof![0.0..10.0_f64, 0.0..2e7_f64], near in 0.999_999..1.000_001_f64) {
            for metric in [Metric::Euclidean, Metric::GreatCircle] {
                let reach = metric.reach(limit);
                prop_assert!(metric.distance(reach) <= limit);
                prop_assert!(metric.distance(reach.next_up()) > limit);
                prop_assert_eq!(metric.distance(reach * near) <= limit, reach * near <= reach);
            }
        }

        #[test]
        fn everything_in_reach_lies_within_the_extent(
            from in (-180.0..180.0_f64, -90.0..90.0_f64), to in (-180.0..180.0_f64, -90.0..90.0_f64), share in 0.0..1.5_f64,
        ) {
            let (from, to, metric) = ([from.0, from.1], [to.0, to.1], Metric::GreatCircle);
            let line = squared_line(metric.placed(from), metric.placed(to));
            let (along, across) = metric.extent(from, line * share);
            let held = (across[0]..=across[1]).contains(&to[1]) && along.into_iter().flatten().any(|[low, high]| (low..=high).contains(&to[0]));
            prop_assert!(held || share < 1.0);
        }
    }
}

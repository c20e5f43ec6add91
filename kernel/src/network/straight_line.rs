//! Going in a straight line, lengthened by a detour factor.

use rayon::prelude::*;

use crate::domain::{Drawn, Metres, Minutes, Mode, Position, Reach, Route, Shape, Text, Travel, Unplaced};
use crate::spatial::metric::Metric;
use crate::spatial::strips::Strips;
use crate::text;

/// Origins handled by one task: enough to pay for itself, few enough to share out evenly.
const CHUNK: usize = 512;

/// Great-circle distance times a detour factor, at a constant speed.
///
/// Streets of French towns lengthen the straight line by about 1.3 on average; the true factor of one
/// way ranges from 1.1 to more than 2 where a river or a railway must be crossed.
///
/// # Algorithm
/// 1. Destinations are laid in strips of latitude ([`Strips`]), as points in space: the straight line through
///    the Earth grows with the arc, so that searches are exact at every latitude and across the antimeridian.
/// 2. The limit becomes the longest squared straight line that takes no longer, bound included.
/// 3. Pairs are counted, then written, nearest first.
///
/// # Notes
/// `O((n + m) log m + n √m + pairs)`. Origins are shared out to threads in fixed blocks, so that the answer
/// does not depend on how many there are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StraightLine {
    /// Speed in kilometres an hour.
    pub kmh: f64,
    /// Length of the way over length of the straight line, at least 1.
    pub detour: f64,
    /// What the speed is that of.
    pub mode: Mode,
}

impl Default for StraightLine {
    fn default() -> Self {
        Self::of(Mode::Walk)
    }
}

impl StraightLine {
    /// The usual pace of a mode in town: 4.5, 15 and 25 km/h.
    pub const fn of(mode: Mode) -> Self {
        let kmh = match mode {
            Mode::Walk => 4.5,
            Mode::Bike => 15.0,
            Mode::Car => 25.0,
        };
        Self { kmh, detour: 1.3, mode }
    }

    /// Times of what: « de marche », « à vélo ».
    const fn times(&self) -> (&'static str, &'static str) {
        match self.mode {
            Mode::Walk => ("Temps de marche estimés", "Walking times estimated"),
            Mode::Bike => ("Temps à vélo estimés", "Cycling times estimated"),
            Mode::Car => ("Temps en voiture estimés", "Driving times estimated"),
        }
    }

    fn metres_per_minute(&self) -> f64 {
        self.kmh * 1_000.0 / 60.0
    }

    /// Minutes for a squared straight line.
    fn minutes(&self, line: f64) -> f64 {
        Metric::GreatCircle.distance(line) * self.detour / self.metres_per_minute()
    }

    /// The longest squared straight line that takes no longer.
    fn line(&self, limit: f64) -> f64 {
        let metres = limit * self.metres_per_minute() / self.detour;
        Metric::GreatCircle.reach_of(metres, |line| self.minutes(line) <= limit)
    }
}

impl Travel for StraightLine {
    fn method(&self) -> Text {
        let (detour, kmh) = (self.detour, self.kmh);
        let (fr, en) = self.times();
        let (detour_fr, kmh_fr) = (detour.to_string().replace('.', ","), kmh.to_string().replace('.', ","));
        text!(
            "{fr} à vol d’oiseau, allongés de {detour_fr} pour les détours, à {kmh_fr} km/h : ni fleuve, ni voie ferrée, ni pente ne sont vus.",
            "{en} as the crow flies, lengthened by {detour} for detours, at {kmh} km/h: rivers, railways and slopes are not seen."
        )
    }

    fn reach(&self, origins: &[Position], destinations: &[Position], limit: Minutes) -> Reach {
        let sites = Strips::new(&degrees(destinations), Metric::GreatCircle);
        sites.reach(&degrees(origins), self.line(limit.0), |line| self.minutes(line))
    }

    fn nearest(&self, origins: &[Position], destinations: &[Position]) -> Vec<Option<(usize, Minutes)>> {
        let sites = Strips::new(&degrees(destinations), Metric::GreatCircle);
        let nearest = |origin: &[f64; 2]| sites.nearest(*origin).map(|(site, line)| (site as usize, Minutes(self.minutes(line))));
        degrees(origins).par_iter().with_min_len(CHUNK).map(nearest).collect()
    }

    fn metres(&self, minutes: Minutes) -> Metres {
        Metres(minutes.0 * self.metres_per_minute())
    }

    fn route(&self, from: Position, to: Position) -> Option<Route> {
        let (_, minutes) = self.nearest(&[from], &[to])[0]?;
        Some(Route { minutes, metres: self.metres(minutes), points: vec![from, to] })
    }

    fn ground(&self, from: Position, limits: &[Minutes]) -> Result<Drawn, Unplaced> {
        let outlines = limits.iter().map(|&limit| circle(from, self.metres(limit).0 / self.detour)).collect();
        Ok(Drawn { outlines, method: self.method(), local: true })
    }
}

/// Corners of the circle that stands for the ground reached.
const CORNERS: u32 = 72;

/// Metres in a degree of latitude, on the mean sphere.
const METRES_PER_DEGREE: f64 = 111_195.08;

/// A circle on the globe.
fn circle(centre: Position, radius: f64) -> Option<Shape> {
    let ring = (0..=CORNERS).map(|corner| {
        let angle = std::f64::consts::TAU * f64::from(corner % CORNERS) / f64::from(CORNERS);
        let (north, east) = (radius * angle.sin() / METRES_PER_DEGREE, radius * angle.cos() / METRES_PER_DEGREE);
        geo::Coord { x: centre.lon() + east / centre.lat().to_radians().cos(), y: centre.lat() + north }
    });
    Shape::new(geo::Polygon::new(ring.collect(), Vec::new()).into()).ok()
}

fn degrees(positions: &[Position]) -> Vec<[f64; 2]> {
    positions.iter().map(|position| [position.lon(), position.lat()]).collect()
}

#[cfg(test)]
mod tests {
    use geo::{Distance, Haversine};
    use proptest::prelude::*;

    use super::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    fn brute_force(travel: StraightLine, origin: Position, destination: Position) -> f64 {
        Haversine.distance(origin.point(), destination.point()) * travel.detour / travel.metres_per_minute()
    }

    fn positions(count: usize) -> impl Strategy<Value = Vec<Position>> {
        prop::collection::vec((3.7..4.1_f64, 43.4..43.8_f64).prop_map(|(lon, lat)| at(lon, lat)), 1..count)
    }

    proptest! {
        #[test]
        fn reach_holds_exactly_the_pairs_within_the_limit(origins in positions(20), sites in positions(30), limit in 1.0..90.0_f64) {
            let travel = StraightLine::default();
            let reach = travel.reach(&origins, &sites, Minutes(limit));
            for (row, &origin) in origins.iter().enumerate() {
                let found: Vec<_> = reach.from_origin(row).collect();
                prop_assert!(found.is_sorted_by(|a, b| a.1 <= b.1));
                for (index, &site) in sites.iter().enumerate() {
                    let minutes = brute_force(travel, origin, site);
                    match found.iter().find(|(destination, _)| *destination == index) {
                        Some((_, ours)) => prop_assert!((ours - minutes).abs() < 1e-7),
                        None => prop_assert!(minutes > limit - 1e-7),
                    }
                }
            }
        }

        #[test]
        fn the_nearest_is_the_first_of_a_reach_without_limit(origins in positions(10), sites in positions(30)) {
            let travel = StraightLine::default();
            let reach = travel.reach(&origins, &sites, Minutes(1e6));
            for (row, nearest) in travel.nearest(&origins, &sites).into_iter().enumerate() {
                let (index, minutes) = nearest.unwrap();
                let (first, least) = reach.from_origin(row).next().unwrap();
                prop_assert_eq!((index, minutes.0), (first, least));
            }
        }
    }

    #[test]
    fn the_limit_is_included_and_the_shortest_way_may_cross_the_antimeridian() {
        let travel = StraightLine::default();
        let (west, east) = (at(179.99, 0.0), at(-179.99, 0.0));
        let minutes = travel.nearest(&[west], &[east])[0].unwrap().1;
        assert!((travel.metres(minutes).0 / travel.detour - 2_223.9).abs() < 0.1);
        assert_eq!(travel.reach(&[west], &[east], minutes).destinations, [0]);
    }

    #[test]
    fn without_destination_nothing_is_nearest() {
        assert_eq!(StraightLine::default().nearest(&[at(0.0, 0.0)], &[]), [None]);
        assert_eq!(StraightLine::default().reach(&[at(0.0, 0.0)], &[], Minutes(30.0)).starts, [0, 0]);
    }

    #[test]
    fn threads_change_nothing() {
        let grid: Vec<_> = (0..2_000).map(|n| at(3.0 + f64::from(n % 50) * 0.004, 43.0 + f64::from(n / 50) * 0.004)).collect();
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| StraightLine::default().reach(&grid, &grid, Minutes(15.0)))
        };
        assert_eq!(run(1), run(4));
    }
}

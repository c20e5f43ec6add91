//! The plan as an urbanist would sketch it: river, railway, roads, estates and the outer limit.
//! Kilometres from the town hall, north up.

use geo::{Coord, LineString};

use super::curve::{Course, apart, metres, through};

/// What a drawn line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trace {
    /// The Orvane.
    River,
    /// The Meille, its tributary.
    Stream,
    /// The railway.
    Rail,
    /// The ring road.
    Ring,
    /// A road out of town.
    Radial,
    /// The boulevards where the walls stood.
    Boulevard,
}

/// A drawn line and its name.
pub struct Line {
    /// What it is.
    pub trace: Trace,
    /// Its name on signs.
    pub name: &'static str,
    /// Its course, in metres.
    pub course: Course,
}

impl Trace {
    /// How much harder it makes it for a neighbourhood to reach across.
    pub fn barrier(self) -> f64 {
        match self {
            Self::River => 20.0,
            Self::Rail => 5.0,
            Self::Stream => 4.0,
            Self::Ring => 2.4,
            Self::Boulevard => 2.2,
            Self::Radial => 1.5,
        }
    }

    /// Whether it is water.
    pub fn is_water(self) -> bool {
        matches!(self, Self::River | Self::Stream)
    }

    /// Whether one drives along it.
    pub fn is_road(self) -> bool {
        matches!(self, Self::Ring | Self::Radial | Self::Boulevard)
    }

    /// Metres from its middle to the first parcels beside it.
    pub fn margin(self, spacing: f64) -> f64 {
        match self {
            Self::River => 30.0,
            Self::Stream => 16.0_f64.max(0.12 * spacing),
            _ => (0.42 * spacing).min(90.0),
        }
    }
}

/// Everything drawn, in the order of precedence at crossings.
pub fn lines() -> Vec<Line> {
    let mut lines = vec![water(Trace::River, "L’Orvane", &ORVANE), water(Trace::Stream, "La Meille", &MEILLE)];
    lines.push(line(Trace::Rail, "Ligne de Valmeille", &RAILWAY));
    lines.push(line(Trace::Boulevard, "Boulevard des Remparts", &BOULEVARDS));
    lines.extend(RADIALS.iter().map(|(name, points)| line(Trace::Radial, name, points)));
    lines.push(line(Trace::Ring, "Rocade", &RING));
    lines
}

fn line(trace: Trace, name: &'static str, points: &[(f64, f64)]) -> Line {
    Line { trace, name, course: Course::new(through(points, 60.0)) }
}

/// Water wanders: waves of several lengths are laid over the drawn course.
fn water(trace: Trace, name: &'static str, points: &[(f64, f64)]) -> Line {
    let calm = through(points, 40.0);
    let mut course = Vec::new();
    let mut along: f64 = 0.0;
    for segment in calm.lines() {
        let left = super::curve::left_of(segment.start, segment.end);
        let free = (apart(segment.start, metres(0.0, 0.0)) / 3000.0).clamp(0.12, 1.0);
        let sway = 85.0 * (along / 260.0).sin() + 60.0 * (along / 171.0 + 1.3).sin() + 25.0 * (along / 71.0 + 0.4).sin();
        course.push(segment.start + left * (sway * free * if trace == Trace::Stream { 0.5 } else { 1.0 }));
        along += apart(segment.start, segment.end);
    }
    Line { trace, name, course: Course::new(LineString(course)) }
}

const ORVANE: [(f64, f64); 26] = [
    (12.5, 7.2),
    (10.6, 7.4),
    (9.3, 6.0),
    (7.9, 6.1),
    (7.2, 4.9),
    (5.9, 5.2),
    (5.3, 4.2),
    (4.2, 4.3),
    (3.7, 3.1),
    (2.75, 3.15),
    (2.35, 2.25),
    (1.6, 2.05),
    (1.45, 1.3),
    (0.95, 1.0),
    (0.95, 0.35),
    (0.72, -0.2),
    (0.2, -0.62),
    (-0.45, -0.62),
    (-1.15, -1.0),
    (-1.55, -1.75),
    (-2.55, -1.75),
    (-3.0, -2.75),
    (-4.1, -2.6),
    (-5.0, -3.9),
    (-7.0, -3.9),
    (-12.0, -6.9),
];

const MEILLE: [(f64, f64); 12] = [
    (-5.6, 12.0),
    (-5.2, 8.4),
    (-4.2, 6.8),
    (-4.1, 5.2),
    (-3.0, 4.1),
    (-2.6, 2.9),
    (-1.7, 2.3),
    (-1.2, 1.5),
    (-0.82, 0.8),
    (-0.85, 0.2),
    (-1.0, -0.4),
    (-1.2, -1.0),
];

const RAILWAY: [(f64, f64); 12] = [
    (-12.5, 2.6),
    (-8.0, 2.5),
    (-5.0, 2.0),
    (-3.0, 1.9),
    (-1.4, 1.55),
    (-0.2, 1.2),
    (0.55, 1.25),
    (1.3, 1.85),
    (2.2, 3.0),
    (3.8, 4.6),
    (6.5, 6.4),
    (12.0, 9.2),
];

const BOULEVARDS: [(f64, f64); 9] =
    [(-0.9, -0.1), (-0.66, 0.25), (-0.62, 0.6), (-0.35, 0.83), (0.1, 0.88), (0.5, 0.72), (0.72, 0.4), (0.52, -0.05), (0.3, -0.28)];

const RING: [(f64, f64); 17] = [
    (-3.15, 0.6),
    (-3.1, -0.4),
    (-2.75, -1.3),
    (-2.0, -2.35),
    (-1.1, -2.6),
    (0.1, -2.55),
    (1.2, -2.25),
    (2.15, -1.55),
    (2.7, -0.5),
    (2.85, 0.75),
    (2.75, 1.7),
    (2.1, 2.45),
    (1.2, 2.75),
    (0.1, 2.55),
    (-1.1, 2.75),
    (-2.5, 2.1),
    (-3.15, 0.6),
];

const RADIALS: [(&str, &[(f64, f64)]); 8] = [
    ("Avenue de Bourgogne", &[(0.1, 0.88), (0.12, 1.7), (-0.05, 2.55), (0.25, 4.2), (-0.1, 6.0), (0.4, 8.2), (0.2, 12.0)]),
    ("Avenue de Saint-Aubin", &[(0.6, 0.2), (1.3, 0.3), (2.1, 0.75), (2.85, 0.75), (4.2, 1.25), (5.6, 1.1), (8.0, 2.0), (12.5, 1.6)]),
    (
        "Avenue de Chantemerle",
        &[(0.45, -0.3), (1.0, -0.8), (1.55, -1.35), (2.15, -1.75), (3.0, -2.25), (4.6, -4.0), (6.2, -5.3), (8.5, -8.5)],
    ),
    ("Avenue du Midi", &[(-0.15, -0.2), (-0.1, -0.9), (0.05, -1.7), (0.1, -2.55), (-0.4, -4.3), (0.1, -6.2), (-0.3, -12.0)]),
    ("Avenue de Saint-Gilles", &[(-0.66, 0.3), (-1.3, 0.42), (-2.3, 0.3), (-3.15, 0.3), (-4.8, 0.0), (-6.6, 0.5), (-12.5, 0.2)]),
    ("Route des Essarts", &[(-0.62, 0.62), (-1.25, 1.05), (-1.9, 1.75), (-2.5, 2.25), (-3.6, 3.5), (-5.4, 4.6), (-8.0, 6.9), (-10.0, 9.5)]),
    ("Route de La Ferté", &[(-2.75, -1.3), (-3.6, -1.9), (-4.9, -2.7), (-5.4, -3.6), (-6.1, -4.9), (-8.0, -8.0)]),
    ("Route de Vernay", &[(4.2, 1.25), (4.6, 2.2), (5.5, 3.4), (5.7, 4.6), (6.5, 6.2), (9.0, 9.5)]),
];

/// A district laid out on a grid: centre and half-sizes in metres, angle in degrees, block sizes in metres.
pub struct Grid {
    /// Its middle.
    pub centre: Coord,
    /// Half its length and half its width.
    pub half: (f64, f64),
    /// Angle of its length from the east, in degrees.
    pub angle: f64,
    /// Length and width of its blocks.
    pub block: (f64, f64),
}

const fn grid(x: f64, y: f64, half: (f64, f64), angle: f64, block: (f64, f64)) -> Grid {
    Grid { centre: metres(x * 1000.0, y * 1000.0), half, angle, block }
}

/// Post-war estates, garden cities and business parks.
pub const GRIDS: [Grid; 7] = [
    grid(3.2, -2.8, (860.0, 700.0), -40.0, (165.0, 120.0)),
    grid(0.85, 3.35, (520.0, 480.0), 12.0, (140.0, 110.0)),
    grid(-2.1, 0.0, (330.0, 260.0), 6.0, (92.0, 70.0)),
    grid(-3.3, 2.75, (640.0, 420.0), -14.0, (260.0, 180.0)),
    grid(3.35, -0.55, (480.0, 420.0), 8.0, (240.0, 170.0)),
    grid(5.6, 0.55, (420.0, 330.0), 4.0, (230.0, 170.0)),
    grid(-0.4, 1.75, (330.0, 200.0), -6.0, (85.0, 65.0)),
];

/// Village centres of the communes around and the outer estates, with the metres over which they spread.
const VILLAGES: [(f64, f64, f64); 12] = [
    (3.2, -2.8, 800.0),
    (0.85, 3.35, 500.0),
    (4.35, 1.75, 650.0),
    (4.4, 0.55, 450.0),
    (0.15, 5.1, 550.0),
    (-1.7, 4.9, 400.0),
    (-4.5, 4.4, 350.0),
    (-5.9, 0.6, 350.0),
    (-5.6, -3.9, 350.0),
    (-0.6, -5.6, 350.0),
    (5.55, -5.1, 350.0),
    (5.6, 3.7, 350.0),
];

/// How far apart streets lie, in metres: close in the old town and the villages, wide in the fields.
pub fn spacing(at: Coord) -> f64 {
    const STEPS: [(f64, f64); 7] =
        [(0.0, 70.0), (500.0, 74.0), (1100.0, 108.0), (2600.0, 135.0), (3500.0, 240.0), (5200.0, 560.0), (8000.0, 700.0)];
    let from_centre = apart(at, metres(0.0, 0.0));
    let town = STEPS
        .windows(2)
        .find(|pair| from_centre <= pair[1].0)
        .map_or(700.0, |pair| pair[0].1 + (pair[1].1 - pair[0].1) * (from_centre - pair[0].0) / (pair[1].0 - pair[0].0));
    let village = VILLAGES.iter().map(|&(x, y, spread)| 125.0 + 0.5 * (apart(at, metres(x * 1000.0, y * 1000.0)) - spread).max(0.0));
    village.fold(town, f64::min)
}

/// Whether a point lies in the territory: an organic limit about 8 km from the town hall.
pub fn inside(at: Coord) -> bool {
    let angle = at.y.atan2(at.x);
    let waves = 0.05 * (2.0 * angle + 1.9).sin() + 0.045 * (3.0 * angle + 2.6).sin() + 0.035 * (7.0 * angle + 0.3).sin();
    at.x.hypot(at.y * 1.12) < 7900.0 * (1.0 + waves)
}

//! Where France is, coarsely: enough to tell one reference system from another.

use std::sync::LazyLock;

use geo::{Contains, Intersects, LineString, Point, Polygon, Rect};

/// A piece of French land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Land {
    Metropole,
    Antilles,
    Guyane,
    Reunion,
    Mayotte,
    SaintPierre,
}

/// Along the mainland's coasts and borders, a few kilometres outside: longitude and latitude, in
/// degrees. The Bay of Biscay is left out, where metres of other systems would fall.
const MAINLAND: [(f64, f64); 19] = [
    (2.4, 51.2),
    (0.8, 50.3),
    (-1.9, 50.0),
    (-2.2, 49.0),
    (-5.4, 48.8),
    (-5.0, 47.6),
    (-3.4, 47.1),
    (-2.6, 46.5),
    (-1.7, 46.1),
    (-1.5, 44.3),
    (-2.0, 43.2),
    (0.0, 42.5),
    (3.3, 42.2),
    (6.2, 42.8),
    (7.8, 43.5),
    (7.3, 46.4),
    (8.5, 49.0),
    (5.9, 49.8),
    (4.4, 50.6),
];

static METROPOLE: LazyLock<Polygon> = LazyLock::new(|| Polygon::new(LineString::from(MAINLAND.to_vec()), vec![]));

impl Land {
    const ALL: [Self; 6] = [Self::Metropole, Self::Antilles, Self::Guyane, Self::Reunion, Self::Mayotte, Self::SaintPierre];

    /// Whether a place lies on this land or just off its coast.
    pub fn holds(self, lon: f64, lat: f64) -> bool {
        let mainland = self == Self::Metropole && METROPOLE.contains(&Point::new(lon, lat));
        mainland || in_box(lon, lat, self.bounds())
    }

    /// Whether a rectangle (west, south, east, north) touches this land.
    pub fn meets(self, [west, south, east, north]: [f64; 4]) -> bool {
        let rect = Rect::new((west, south), (east, north));
        let [own_west, own_south, own_east, own_north] = self.bounds();
        let mainland = self == Self::Metropole && METROPOLE.intersects(&rect);
        mainland || rect.intersects(&Rect::new((own_west, own_south), (own_east, own_north)))
    }

    /// West, south, east, north of the land; of Corsica for metropolitan France, whose mainland is an outline.
    const fn bounds(self) -> [f64; 4] {
        match self {
            Self::Metropole => [8.4, 41.2, 9.7, 43.1],
            Self::Antilles => [-63.3, 14.3, -60.7, 18.2],
            Self::Guyane => [-54.7, 2.0, -51.5, 5.9],
            Self::Reunion => [55.1, -21.5, 55.9, -20.8],
            Self::Mayotte => [44.9, -13.1, 45.4, -12.5],
            Self::SaintPierre => [-56.6, 46.7, -56.0, 47.2],
        }
    }

    /// Whether a place lies on any French land.
    pub fn any_holds(lon: f64, lat: f64) -> bool {
        Self::ALL.into_iter().any(|land| land.holds(lon, lat))
    }
}

fn in_box(lon: f64, lat: f64, [west, south, east, north]: [f64; 4]) -> bool {
    (west..=east).contains(&lon) && (south..=north).contains(&lat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_at_the_edges_of_france_lie_in_it() {
        let edges = [
            (2.55, 51.07),  // Bray-Dunes
            (-1.62, 49.65), // Cherbourg
            (-5.10, 48.46), // Ouessant
            (-4.10, 47.80), // Penmarch
            (-2.35, 46.72), // Île d’Yeu
            (-1.77, 43.37), // Hendaye
            (2.17, 42.36),  // Lamanère
            (3.16, 42.43),  // Cerbère
            (7.52, 43.78),  // Menton
            (8.23, 48.97),  // Lauterbourg
            (9.45, 42.70),  // Bastia
            (-3.25, 47.32), // Belle-Île
            (-1.56, 46.25), // Île de Ré
            (6.17, 46.20),  // Annemasse
            (7.05, 45.93),  // Chamonix
            (4.83, 50.16),  // Givet
            (6.45, 43.00),  // Le Levant
        ];
        for (lon, lat) in edges {
            assert!(Land::Metropole.holds(lon, lat), "{lon} {lat}");
        }
        assert!(!Land::any_holds(-1.73, 46.0), "Lille in Web Mercator taken for Lambert-93");
        assert!(!Land::any_holds(-8.6, 41.15), "Porto");
        assert!(!Land::any_holds(43.6, 3.88), "Montpellier with its axes swapped");
    }
}

//! The sixty neighbourhoods: where each begins on the plan and who lives there.

use geo::Coord;

use super::curve::metres;
use Form::{Activity, Centre, Estate, Faubourg, GardenCity, Park, Suburb, Village};

/// How a neighbourhood is built; it decides who lives there and how streets run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The old town within the boulevards.
    Centre,
    /// Nineteenth-century streets around it.
    Faubourg,
    /// Workers’ garden city.
    GardenCity,
    /// Post-war estate.
    Estate,
    /// Detached houses.
    Suburb,
    /// A village and its fields.
    Village,
    /// Workshops and shops.
    Activity,
    /// Park or forest.
    Park,
}

/// One neighbourhood as sketched.
#[derive(Debug, Clone, Copy)]
pub struct Sketch {
    /// Rank of its commune in [`COMMUNES`].
    pub commune: usize,
    /// The four digits of its IRIS code.
    pub iris: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How it is built.
    pub form: Form,
    /// Kilometres east and north of the town hall where it begins.
    pub heart: (f64, f64),
    /// How strongly it spreads; 1 is usual.
    pub spread: f64,
    /// How many people live there.
    pub people: u32,
    /// Median declared income by consumption unit, in euros a year.
    pub median: f64,
    /// Share of lone parents among households.
    pub lone_parents: f64,
}

/// A commune.
pub struct Commune {
    /// Its code: département 00 does not exist.
    pub code: &'static str,
    /// Its postal code, invented like the rest.
    pub postcode: &'static str,
    /// Its name.
    pub name: &'static str,
}

const fn commune(code: &'static str, postcode: &'static str, name: &'static str) -> Commune {
    Commune { code, postcode, name }
}

/// The ten communes of the Val d’Orvane.
pub const COMMUNES: [Commune; 10] = [
    commune("00101", "00000", "Valmeille-sur-Orvane"),
    commune("00102", "00100", "Saint-Aubin-lès-Valmeille"),
    commune("00103", "00100", "Montbrelan"),
    commune("00104", "00110", "Chassenay-le-Vieil"),
    commune("00105", "00110", "Les Essarts-de-Meille"),
    commune("00106", "00120", "Courbeau"),
    commune("00107", "00120", "La Ferté-Orvane"),
    commune("00108", "00130", "Brécy-les-Bois"),
    commune("00109", "00130", "Saint-Loup-en-Varenne"),
    commune("00110", "00140", "Vernay-sur-Orvane"),
];

impl Sketch {
    /// The nine digits of its code.
    pub fn code(&self) -> String {
        format!("{}{}", COMMUNES[self.commune].code, self.iris)
    }

    /// INSEE’s letter for its kind.
    pub fn kind(&self) -> char {
        match self.form {
            _ if self.iris == "0000" => 'Z',
            Activity => 'A',
            Park => 'D',
            _ => 'H',
        }
    }

    /// Where it begins, in metres.
    pub fn heart(&self) -> Coord {
        metres(self.heart.0 * 1000.0, self.heart.1 * 1000.0)
    }

    /// Whether it belongs to the town itself.
    pub fn in_town(&self) -> bool {
        self.commune == 0
    }
}

#[expect(clippy::too_many_arguments, reason = "one line of a table, in the order of its columns")]
const fn zone(
    commune: usize,
    iris: &'static str,
    name: &'static str,
    form: Form,
    heart: (f64, f64),
    spread: f64,
    people: u32,
    median: f64,
    lone_parents: f64,
) -> Sketch {
    Sketch { commune, iris, name, form, heart, spread, people, median, lone_parents }
}

/// The estate without access to rights: the gap planted for the demonstration.
pub const GAP: [&str; 4] = ["001010701", "001010702", "001010703", "001010704"];

/// The neighbourhoods where RSA is not taken up: the signal planted for the demonstration.
pub const SILENT: [&str; 3] = ["001010401", "001010403", "001010404"];

/// Every neighbourhood, in the order of codes.
#[rustfmt::skip]
pub const ZONES: [Sketch; 60] = [
    zone(0, "0101", "Saint-Vincent", Centre, (-0.14, 0.30), 1.0, 1480, 19_300.0, 0.08),
    zone(0, "0102", "Les Halles", Centre, (0.20, 0.45), 1.0, 1390, 18_100.0, 0.09),
    zone(0, "0103", "Hôtel de Ville", Centre, (0.12, 0.02), 1.0, 1210, 20_400.0, 0.07),
    zone(0, "0104", "Les Tanneries", Centre, (-0.52, 0.12), 1.0, 1940, 14_200.0, 0.13),
    zone(0, "0105", "Quai des Mariniers", Centre, (-0.15, -0.28), 1.0, 1130, 17_200.0, 0.10),
    zone(0, "0106", "Le Château", Centre, (-0.28, 0.66), 1.0, 1270, 23_100.0, 0.06),
    zone(0, "0107", "Les Ursulines", Centre, (0.55, 0.20), 1.0, 1320, 19_800.0, 0.08),
    zone(0, "0201", "Gare – Gambetta", Faubourg, (0.30, 1.05), 1.0, 2240, 14_300.0, 0.13),
    zone(0, "0202", "La Fontaine-Couverte", Faubourg, (-0.40, 1.10), 1.0, 2080, 16_200.0, 0.11),
    zone(0, "0401", "Faubourg Saint-Gilles", Faubourg, (-1.25, 0.72), 1.0, 2840, 14_900.0, 0.13),
    zone(0, "0402", "La Visitation", Faubourg, (-1.65, 1.15), 1.0, 2760, 14_200.0, 0.14),
    zone(0, "0403", "La Filature", Faubourg, (-1.35, -0.25), 1.0, 3050, 13_300.0, 0.15),
    zone(0, "0404", "Les Cités-Jardins", GardenCity, (-2.10, 0.02), 1.0, 2980, 13_900.0, 0.15),
    zone(0, "0405", "La Garenne", Suburb, (-2.55, 1.05), 1.0, 1690, 23_800.0, 0.07),
    zone(0, "0406", "Les Grands-Prés", Suburb, (-2.05, -1.00), 1.0, 1510, 21_200.0, 0.08),
    zone(0, "0501", "Le Pont-Vieux", Faubourg, (0.15, -0.95), 1.0, 2170, 15_000.0, 0.12),
    zone(0, "0502", "La Madeleine", Faubourg, (0.95, -0.45), 1.0, 2120, 17_300.0, 0.10),
    zone(0, "0503", "Le Port-aux-Bois", Faubourg, (-0.70, -1.20), 1.0, 2120, 13_800.0, 0.14),
    zone(0, "0504", "Bellevue", Suburb, (0.40, -1.80), 1.0, 1750, 24_600.0, 0.07),
    zone(0, "0505", "Les Vignes-Basses", Suburb, (1.30, -1.75), 1.0, 1580, 22_700.0, 0.08),
    zone(0, "0506", "Saint-Jacques", Suburb, (-0.90, -2.00), 1.0, 1640, 20_900.0, 0.09),
    zone(0, "0507", "Le Champ-de-Foire", Suburb, (0.65, -3.05), 0.8, 1430, 22_300.0, 0.08),
    zone(0, "0508", "Le Bois-Joli", Suburb, (-0.90, -3.10), 0.85, 1370, 25_400.0, 0.06),
    zone(0, "0601", "Faubourg Saint-Aubin", Faubourg, (1.40, 0.65), 1.0, 2330, 15_300.0, 0.12),
    zone(0, "0602", "Les Capucins", Faubourg, (1.25, 0.02), 1.0, 2160, 16_400.0, 0.11),
    zone(0, "0603", "La Croix-Blanche", Suburb, (2.05, 0.20), 1.0, 1860, 20_300.0, 0.10),
    zone(0, "0604", "L’Hôpital", Faubourg, (2.00, 1.25), 1.0, 1840, 16_900.0, 0.11),
    zone(0, "0605", "Les Maraîchers", Suburb, (2.05, -0.65), 1.0, 1710, 21_600.0, 0.09),
    zone(0, "0606", "Les Coteaux de Bellerive", Suburb, (3.00, 2.15), 1.0, 1490, 28_700.0, 0.05),
    zone(0, "0607", "Le Clos des Moines", Suburb, (1.35, -0.95), 1.0, 1650, 23_300.0, 0.07),
    zone(0, "0701", "Chantemerle-Nord", Estate, (2.80, -2.40), 0.75, 2720, 8_900.0, 0.26),
    zone(0, "0702", "Chantemerle-Sud", Estate, (2.95, -3.10), 0.75, 2840, 8_300.0, 0.27),
    zone(0, "0703", "Les Alouettes", Estate, (3.45, -2.55), 0.7, 2450, 9_300.0, 0.24),
    zone(0, "0704", "Le Plateau", Estate, (3.60, -3.15), 0.7, 2380, 9_700.0, 0.23),
    zone(0, "0705", "Le Val-Fleuri", Suburb, (2.00, -2.35), 0.85, 1560, 19_200.0, 0.10),
    zone(0, "0801", "Cité des Cheminots", GardenCity, (-0.40, 1.75), 1.0, 2280, 13_700.0, 0.14),
    zone(0, "0802", "Saint-Lazare", Faubourg, (0.75, 1.80), 1.0, 2360, 14_700.0, 0.13),
    zone(0, "0803", "Le Stade", Suburb, (-1.20, 2.10), 1.0, 1740, 19_700.0, 0.10),
    zone(0, "0804", "Les Bruyères", Estate, (0.90, 2.95), 1.0, 2560, 10_400.0, 0.22),
    zone(0, "0805", "La Croix-Verte", Estate, (0.15, 3.15), 1.0, 2640, 12_100.0, 0.19),
    zone(0, "0806", "Beauséjour", Suburb, (-0.95, 3.25), 0.85, 1450, 26_100.0, 0.06),
    zone(0, "0807", "Les Quatre-Vents", Suburb, (1.75, 2.55), 0.8, 1520, 20_700.0, 0.09),
    zone(0, "0901", "Zone industrielle de la Meille", Activity, (-3.20, 2.70), 0.8, 210, 15_800.0, 0.11),
    zone(0, "0902", "Parc d’activités des Varennes", Activity, (3.40, -0.55), 0.8, 160, 19_000.0, 0.10),
    zone(0, "0903", "Parc de la Confluence", Park, (-0.85, -0.45), 0.8, 40, 17_000.0, 0.10),
    zone(0, "0904", "Bois de l’Épine", Park, (-3.70, -1.30), 0.75, 60, 20_000.0, 0.08),
    zone(1, "0101", "Le Bourg", Village, (4.20, 1.85), 1.1, 2080, 23_500.0, 0.08),
    zone(1, "0102", "Les Coteaux", Suburb, (5.20, 2.30), 1.2, 1870, 27_300.0, 0.05),
    zone(1, "0103", "Le Moulin-Neuf", Suburb, (4.35, 0.45), 1.1, 1930, 24_100.0, 0.07),
    zone(1, "0104", "Les Portes de l’Orvane", Activity, (5.60, 0.55), 1.1, 130, 22_000.0, 0.08),
    zone(2, "0101", "Bourg – Les Noyers", Village, (0.20, 5.00), 1.3, 2150, 22_900.0, 0.08),
    zone(2, "0102", "Les Hautes-Bruyères", Estate, (0.95, 3.85), 0.72, 1980, 13_400.0, 0.17),
    zone(2, "0103", "La Butte", Suburb, (-1.60, 4.85), 1.2, 1660, 25_900.0, 0.06),
    zone(3, "0000", "Chassenay-le-Vieil", Village, (-4.50, 4.60), 1.2, 1240, 22_100.0, 0.06),
    zone(4, "0000", "Les Essarts-de-Meille", Village, (-5.90, 1.00), 1.5, 980, 21_300.0, 0.06),
    zone(5, "0000", "Courbeau", Village, (6.20, -1.40), 1.7, 760, 20_800.0, 0.06),
    zone(6, "0000", "La Ferté-Orvane", Village, (-5.40, -3.80), 1.5, 1350, 21_900.0, 0.06),
    zone(7, "0000", "Brécy-les-Bois", Village, (-0.70, -5.60), 1.5, 890, 20_500.0, 0.07),
    zone(8, "0000", "Saint-Loup-en-Varenne", Village, (5.50, -5.10), 2.2, 1120, 21_100.0, 0.06),
    zone(9, "0000", "Vernay-sur-Orvane", Village, (5.50, 3.80), 1.2, 1410, 24_300.0, 0.06),
];

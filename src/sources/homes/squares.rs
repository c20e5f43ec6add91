//! `carreaux`: squares of a population grid, each at its centre. Insee's grids (Filosofi and census) name
//! a square by the lower-left corner, `CRS3035RES200mN2029800E4252400`; the smoothed grid of the package
//! *btb* gives the centre itself. Where zones are loaded, what is counted in the squares becomes indicators of them.

use super::super::cell::Value;
use super::super::rows::Dialect;
use super::super::services::Places;
use super::super::table::{Row, Table};
use super::super::{Format, Input, Progress, dataset, vintage};
use super::Roll;
use super::tallies::{self, Tile, tally};
use crate::domain::{Batch, Dataset, DatasetId, Fault, HomeBasis, Indicator, Position, Report, Secrecy, Text, Unit};
use crate::spatial::crs;
use crate::text;

/// The format.
pub struct Squares;

/// Columns of a grid: what names or places a square, and what counts there.
struct Layout {
    id: Option<&'static str>,
    count: &'static str,
    unit: Unit,
    producer: &'static str,
}

impl Layout {
    const fn insee(id: &'static str) -> Self {
        Self { id: Some(id), count: "ind", unit: Unit::Persons, producer: "Insee" }
    }

    fn signature(&self) -> Vec<&'static str> {
        self.id.map_or_else(|| vec!["x", "y", self.count], |id| vec![id, self.count])
    }
}

/// The columns of coordinates, where no identifier places the square.
const CENTRE: (&str, &str) = ("x", "y");

const LAYOUTS: [Layout; 4] = [
    Layout::insee("idcar_200m"),
    Layout::insee("idinspire"),
    Layout::insee("idcar_1km"),
    Layout { id: None, count: "houhold", unit: Unit::Households, producer: "Insee, package btb" },
];

/// Columns that say the communes of a square, their codes written one after the other.
const COMMUNES: [&str; 2] = ["lcog_geo", "depcom"];

impl Format for Squares {
    fn name(&self) -> &'static str {
        "carreaux"
    }

    fn finds_zones(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input) -> bool {
        layout(input).is_some()
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let layout = layout(input).unwrap_or(&LAYOUTS[0]);
        let table = Table::read(&input.bytes, &layout.signature(), &Dialect::default())?;
        let mut report = Report::default();
        let vintage = vintage::said(input, &mut report)?;
        let places = layout.id.is_none().then(|| Places::of(&table, Some(CENTRE), None, &mut report)).transpose()?;
        let position = |row: &Row| match (&places, layout.id) {
            (Some(places), _) => places.position(&table, row).map(|(position, _)| position),
            (None, id) => centre(table.get(row, id.unwrap_or_default())).map_err(|fault| fault.in_column(id.unwrap_or_default())),
        };
        let roll = Roll {
            basis: HomeBasis::Squares,
            unit: layout.unit,
            communes: &|row| communes(&table, row),
            position: &position,
            weight: &|row| count(table.get(row, layout.count)).map_err(|fault| fault.in_column(layout.count)),
            named: &|_| None,
        };
        let title = text!("Carreaux de population en {vintage}", "Population squares in {vintage}");
        let dataset = Dataset {
            producer: layout.producer.to_owned(),
            secrecy: Some(secrecy()),
            notes: vec![Text::new(
                "Chaque carreau est placé en son centre. Là où vivent moins de onze ménages, Insee regroupe et impute.",
                "Each square is placed at its centre. Where fewer than eleven households live, Insee groups and imputes.",
            )],
            ..dataset(self.name(), DatasetId::new(self.name(), vintage), title, vintage)
        };
        let mut batch = roll.read(&table, input, progress, report, dataset);
        let tile = |row: &Row| {
            let at = position(row).ok()?;
            let own = communes(&table, row).into_iter().find(|commune| input.options.covers_commune(commune));
            let covered = input.options.covers_place(own.as_deref(), at);
            covered.then(|| corners(&table, row, layout, at)).flatten().map(|corners| Tile { centre: at, corners })
        };
        (batch.indicators, batch.observations) = tally(&table, &batch.dataset, &input.options.drawn, &tile);
        batch.dataset.report.remark(told(&batch.indicators));
        Ok(batch)
    }
}

fn told(indicators: &[Indicator]) -> Text {
    if indicators.is_empty() {
        return Text::new(
            "aucune zone chargée n’a de ces carreaux : ils ne sont que des lieux d’où partir ; les importer après les contours en fait des indicateurs",
            "no loaded zone has any of these squares: they are only places to start from; imported after the outlines they become indicators",
        );
    }
    let count = indicators.len();
    text!(
        "{count} indicateurs calculés par zone chargée : un carreau ne se lit pas seul, et l’intervalle dit ce que laissent ouvert ceux qui chevauchent une limite",
        "{count} indicators worked out by loaded zone: a square is not to be read alone, and the interval tells what those astride a border leave open"
    )
}

/// The side of a square that does not say its own, in metres, and the metres of a degree of latitude.
const USUAL_SIDE: f64 = 200.0;
const METRES_A_DEGREE: f64 = 111_320.0;

/// The corners of a row's square: by its identifier, else around its centre.
fn corners(table: &Table, row: &Row, layout: &Layout, at: Position) -> Option<[Position; 4]> {
    if let Some(id) = layout.id {
        let Square { epsg, side, north, east } = Square::parse(table.get(row, id))?;
        let corner = |x: f64, y: f64| crs::to_wgs84(epsg, east + x * side, north + y * side).ok();
        return Some([corner(0.0, 0.0)?, corner(1.0, 0.0)?, corner(1.0, 1.0)?, corner(0.0, 1.0)?]);
    }
    let (half_lat, half_lon) = (USUAL_SIDE / 2.0 / METRES_A_DEGREE, USUAL_SIDE / 2.0 / METRES_A_DEGREE / at.lat().to_radians().cos());
    let corner = |x: f64, y: f64| Position::new(at.lon() + x * half_lon, at.lat() + y * half_lat).ok();
    Some([corner(-1.0, -1.0)?, corner(1.0, -1.0)?, corner(1.0, 1.0)?, corner(-1.0, 1.0)?])
}

fn layout(input: &Input) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| Table::has_header(&input.bytes, &layout.signature()))
}

/// The centre of the square of this identifier.
///
/// # Errors
/// `bad-square`; `unknown-crs` or `bad-coordinate` when it lies nowhere.
fn centre(id: &str) -> Result<Position, Fault> {
    let Square { epsg, side, north, east } = Square::parse(id).ok_or_else(|| bad_square(id))?;
    crs::to_wgs84(epsg, east + side / 2.0, north + side / 2.0)
}

/// What an identifier says: the lower-left corner and the side of a square, in metres.
#[derive(Debug, PartialEq)]
struct Square {
    epsg: u32,
    side: f64,
    north: f64,
    east: f64,
}

impl Square {
    /// Reads `CRS3035RES200mN2029800E4252400`.
    fn parse(id: &str) -> Option<Self> {
        let (epsg, rest) = id.strip_prefix("CRS")?.split_once("RES")?;
        let (side, rest) = rest.split_once('N')?;
        let (north, east) = rest.split_once('E')?;
        let side = match side.strip_suffix("km") {
            Some(kilometres) => whole(kilometres)? * 1_000.0,
            None => whole(side.strip_suffix('m')?)?,
        };
        Some(Self { epsg: epsg.parse().ok()?, side, north: whole(north)?, east: whole(east)? })
    }
}

fn whole(digits: &str) -> Option<f64> {
    digits.parse::<i32>().ok().map(f64::from)
}

/// A square may straddle communes: `lcog_geo` writes their five characters one after the other.
fn communes(table: &Table, row: &Row) -> Vec<String> {
    let told = COMMUNES.iter().map(|column| table.get(row, column)).find(|codes| !codes.is_empty()).unwrap_or_default();
    told.as_bytes().chunks(5).map(|code| String::from_utf8_lossy(code).into_owned()).collect()
}

fn count(cell: &str) -> Result<f64, Fault> {
    match Value::read(cell)? {
        Value::Number(count) => Ok(count),
        _ => Err(Fault::new(
            "missing-value",
            Text::new("le nombre d’habitants manque", "the number of people is missing"),
            Text::new("attendu : un nombre, zéro compris", "expected a number, zero included"),
        )),
    }
}

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new(
            "au moins onze ménages par carreau, sinon regroupé et imputé (i_est_200 = 1) ; ici, une zone de moins de onze ménages n’est pas dite",
            "at least eleven households a square, else grouped and imputed (i_est_200 = 1); here, a zone of fewer than eleven households is withheld",
        ),
        min_units: Some(tallies::FEWEST_HOUSEHOLDS as u32),
        rounded_to: None,
        withheld_codes: Vec::new(),
    }
}

fn bad_square(id: &str) -> Fault {
    Fault::new(
        "bad-square",
        text!("« {id} » n’est pas l’identifiant d’un carreau", "“{id}” is no identifier of a square"),
        Text::new("attendu : CRS3035RES200mN2029800E4252400", "expected CRS3035RES200mN2029800E4252400"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_says_system_side_and_corner() {
        let square = Square { epsg: 3035, side: 200.0, north: 2_310_000.0, east: 3_782_000.0 };
        assert_eq!(Square::parse("CRS3035RES200mN2310000E3782000"), Some(square));
        assert!((Square::parse("CRS2975RES1kmN7634000E359000").unwrap().side - 1_000.0).abs() < 1e-9);
        for bad in ["", "CRS3035RES200m", "CRS3035RES200N1E2", "CRS3035RES200mN1E", "200mN1E2", "CRSxRES200mN1E2"] {
            assert_eq!(centre(bad).unwrap_err().code, "bad-square", "{bad}");
        }
        assert_eq!(centre("CRS31370RES200mN1E2").unwrap_err().code, "unknown-crs");
    }

    /// pyproj 3.7.2 (PROJ 9.5.1), EPSG:3035 to 4326 at (3 782 100, 2 310 100), the centre of the square.
    #[test]
    fn the_centre_agrees_with_proj() {
        let centre = centre("CRS3035RES200mN2310000E3782000").unwrap();
        assert!(
            (centre.lon() - 3.322_965_528_424_961_5).abs() < 1e-8 && (centre.lat() - 43.683_910_689_279_486).abs() < 1e-8,
            "{centre:?}"
        );
    }
}

//! Services at places: where a row stands on the globe, and the services a table lists.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::table::{Kept, Row, Table};
use super::{Input, Progress, cell};
use crate::domain::{Batch, Dataset, Fault, Located, Opening, Position, Report, Service, ServiceId, Text, Theme, Unlocated};
use crate::spatial::crs::{self, Frame};
use crate::text;

/// Sorted, without repeats.
pub fn sorted(mut themes: Vec<Theme>) -> Vec<Theme> {
    themes.sort_unstable();
    themes.dedup();
    themes
}

/// How the coordinates of one table are read: from its features, or from two columns.
pub struct Places<'a> {
    columns: Option<(&'a str, &'a str)>,
    frame: Frame,
}

impl<'a> Places<'a> {
    /// Looks at all coordinates to find their reference system and the order of their axes; what is
    /// not as declared is remarked on.
    ///
    /// # Parameters
    /// `columns`: names of the columns of longitude (or easting) and latitude (or northing); `None`
    /// for the points of features. `declared`: EPSG number, when something says it.
    ///
    /// # Errors
    /// `unknown-crs`.
    pub fn of(table: &Table, columns: Option<(&'a str, &'a str)>, declared: Option<u32>, report: &mut Report) -> Result<Self, Fault> {
        let unread = Self { columns, frame: Frame::WGS84 };
        let sample: Vec<_> =
            table.rows.iter().filter_map(|row| unread.pair(table, row).ok().flatten()).filter(|pair| *pair != (0.0, 0.0)).collect();
        let frame = crs::detect(declared, &sample)?;
        report.remarks.extend(frame.remark(declared));
        Ok(Self { columns, frame })
    }

    /// Where a row stands, and whether its own axes had to be exchanged.
    ///
    /// # Errors
    /// `no-position`, `zero-position`, `not-a-number` or `bad-coordinate`.
    pub fn position(&self, table: &Table, row: &Row) -> Result<(Position, bool), Fault> {
        let (first, second) = self.pair(table, row)?.ok_or_else(no_position)?;
        if (first, second) == (0.0, 0.0) {
            return Err(zero_position());
        }
        let (x, y) = if self.frame.swapped { (second, first) } else { (first, second) };
        let own = crs::detect(Some(self.frame.epsg), &[(x, y)]).ok().filter(|own| own.swapped && own.epsg == self.frame.epsg);
        let position = own.map_or_else(|| self.frame.position(first, second), |own| own.position(x, y))?;
        Ok((position, own.is_some()))
    }

    fn pair(&self, table: &Table, row: &Row) -> Result<Option<(f64, f64)>, Fault> {
        let Some((lon, lat)) = self.columns else { return Ok(row.point) };
        match (coordinate(table, row, lon)?, coordinate(table, row, lat)?) {
            (Some(lon), Some(lat)) => Ok(Some((lon, lat))),
            _ => Ok(None),
        }
    }
}

fn coordinate(table: &Table, row: &Row, column: &str) -> Result<Option<f64>, Fault> {
    match cell::Value::read(table.get(row, column)).map_err(|fault| fault.in_column(column))? {
        cell::Value::Number(number) => Ok(Some(number)),
        _ => Ok(None),
    }
}

/// Whether a row says where its service stands.
#[derive(Clone, Copy)]
enum Whereabouts {
    /// At its position.
    Known,
    /// Its place is to be found; its source may say where it puts it meanwhile.
    Sought(Option<Located>),
}

/// Reads services row by row and keeps the account.
pub struct Roll<'a> {
    table: &'a Table,
    input: &'a Input,
    places: Places<'a>,
    /// The account so far.
    pub report: Report,
    services: Vec<Service>,
    /// Those of them whose places are still to be found, and where their source puts them meanwhile.
    waiting: BTreeMap<usize, Option<Located>>,
    index: HashMap<ServiceId, usize>,
    exchanged: u64,
    repeated: u64,
}

impl<'a> Roll<'a> {
    /// An empty roll over a table.
    pub fn new(table: &'a Table, input: &'a Input, places: Places<'a>, report: Report) -> Self {
        Self {
            table,
            input,
            places,
            report,
            services: Vec::new(),
            waiting: BTreeMap::new(),
            index: HashMap::new(),
            exchanged: 0,
            repeated: 0,
        }
    }

    /// Reads every row. `commune` gives a row's commune, when known; `build` makes the service at its
    /// position. A row without usable coordinates but with an address is kept: its place is found later, as is that of a
    /// service that its source says to be known to its municipality alone. Rows that repeat an id (one row an activity) add their themes and topics to it.
    #[must_use]
    pub fn read(
        mut self,
        progress: &dyn Progress,
        commune: impl Fn(&Row) -> Option<String>,
        build: impl Fn(&Row, Position, &mut Report) -> Result<Service, Fault>,
    ) -> Self {
        let (table, input) = (self.table, self.input);
        let mut report = std::mem::take(&mut self.report);
        let mut remarks = Report::default();
        table.each(input, progress, &mut report, |row| {
            let commune = commune(row).filter(|code| !code.is_empty());
            let elsewhere = commune.as_deref().is_some_and(|commune| !input.options.covers_commune(commune));
            let (position, exchanged) = match self.places.position(table, row) {
                Err(_) if elsewhere => return Ok(Kept::Outside),
                Err(fault) => {
                    let service = Service { commune, ..build(row, Position::ORIGIN, &mut remarks)? };
                    let found_later = service.address.is_some() && (service.commune.is_some() || input.options.communes.is_empty());
                    return if found_later { Ok(self.enter(service, Whereabouts::Sought(None))) } else { Err(fault) };
                }
                Ok(found) => found,
            };
            if !input.options.covers_place(commune.as_deref(), position) {
                return Ok(Kept::Outside);
            }
            let service = build(row, position, &mut remarks)?;
            self.exchanged += u64::from(exchanged);
            let (rough, placement) = (!service.has_place() && service.address.is_some(), service.placed);
            let whereabouts = if rough { Whereabouts::Sought(Some(Located { position, placement })) } else { Whereabouts::Known };
            Ok(self.enter(Service { commune, ..service }, whereabouts))
        });
        for remark in remarks.remarks {
            report.remark(remark);
        }
        self.report = report;
        self
    }

    fn enter(&mut self, service: Service, whereabouts: Whereabouts) -> Kept {
        if let Some(earlier) = self.index.get(&service.id).and_then(|index| self.services.get_mut(*index)) {
            self.repeated += 1;
            earlier.themes = sorted(earlier.themes.iter().chain(&service.themes).copied().collect());
            earlier.topics.extend(service.topics);
            earlier.topics.sort_unstable();
            earlier.topics.dedup();
            return Kept::Taken;
        }
        if let Whereabouts::Sought(hint) = whereabouts {
            self.waiting.insert(self.services.len(), hint);
        }
        self.index.insert(service.id.clone(), self.services.len());
        self.services.push(service);
        Kept::Taken
    }

    /// The batch, with what was mended said in the report.
    pub fn batch(mut self, dataset: Dataset) -> Batch {
        let (exchanged, repeated, services) = (self.exchanged, self.repeated, self.services.len());
        if exchanged > 0 {
            self.report.remark(text!(
                "latitude et longitude échangées sur {exchanged} lignes, remises dans l’ordre",
                "latitude and longitude exchanged on {exchanged} rows, put in order"
            ));
        }
        if repeated > 0 {
            self.report.remark(text!(
                "{repeated} lignes répètent un service déjà lu : réunies, il reste {services} services",
                "{repeated} rows repeat a service already read: united, {services} services remain"
            ));
        }
        let (mut services, mut unlocated) = (Vec::with_capacity(self.services.len()), Vec::new());
        for (index, service) in self.services.into_iter().enumerate() {
            match self.waiting.remove(&index) {
                Some(hint) => unlocated.push(Unlocated::new(service, hint)),
                None => services.push(service),
            }
        }
        self.report.remarks.extend(twins(&services));
        Batch { services, unlocated, ..Batch::new(Dataset { report: self.report, ..dataset }) }
    }
}

/// Services of the same name and category within about a hundred metres of each other, under different
/// ids: kept, but said.
fn twins(services: &[Service]) -> Option<Text> {
    let mut seen = HashSet::new();
    let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let round = |degrees: f64| (degrees * 1_000.0).round() as i64;
    let mut twin = |s: &Service| !seen.insert((plain(&s.name), s.category.clone(), round(s.position.lon()), round(s.position.lat())));
    let names: Vec<&str> = services.iter().filter(|service| twin(service)).map(|service| service.name.as_str()).collect();
    let (count, some) = (names.len(), names.iter().take(5).copied().collect::<Vec<_>>().join(" · "));
    let more = if count > 5 { "…" } else { "" };
    (count > 0).then(|| {
        text!(
            "doublons probables (même nom, même lieu), gardés : {count} ({some}{more})",
            "likely duplicates (same name, same place), kept: {count} ({some}{more})"
        )
    })
}

/// A day as directories write it: `2024-07-30`, or `30/07/2024 15:03:00`.
pub fn day(cell: &str) -> Option<NaiveDate> {
    let day = cell.get(..10)?;
    NaiveDate::parse_from_str(day, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(day, "%d/%m/%Y")).ok()
}

/// The hours, or `None` and a remark when they cannot be read: the service itself is not at fault.
pub fn opening(hours: &str, report: &mut Report) -> Option<Opening> {
    if hours.trim().is_empty() {
        return None;
    }
    Opening::new(hours).map_err(|fault| report.remark(fault.message)).ok()
}

fn no_position() -> Fault {
    Fault::new(
        "no-position",
        Text::new("le service n’a pas de coordonnées", "the service has no coordinates"),
        Text::new("donner longitude et latitude, ou géocoder l’adresse", "give longitude and latitude, or geocode the address"),
    )
}

fn zero_position() -> Fault {
    Fault::new(
        "zero-position",
        Text::new("les coordonnées sont 0 et 0 : le lieu est inconnu", "the coordinates are 0 and 0: the place is unknown"),
        Text::new("géocoder l’adresse", "geocode the address"),
    )
}

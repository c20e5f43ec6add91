//! OSRM: `table`, the many-to-many times of one profile.
//!
//! <https://project-osrm.org/docs/v26.10/api/#table-service>

use std::ops::Range;

use serde::Deserialize;

use super::Failure;
use super::address::Address;
use super::client::Question;
use crate::domain::{Mode, Position};

/// Origins, and destinations, of one table: `osrm-routed` takes 100 × 100 unless told otherwise.
pub const BLOCK: usize = 100;

/// What `table` answers.
#[derive(Debug, Deserialize)]
pub struct Table {
    code: String,
    #[serde(default)]
    durations: Vec<Vec<Option<f64>>>,
    #[serde(default)]
    sources: Vec<Waypoint>,
}

#[derive(Debug, Deserialize)]
struct Waypoint {
    distance: f64,
}

/// The question for the times from some places to others.
pub fn table(address: &Address, mode: Mode, origins: &[Position], destinations: &[Position]) -> Question {
    let degrees = |at: &Position| format!("{:.6},{:.6}", at.lon(), at.lat());
    let listed = |range: Range<usize>| range.map(|index| index.to_string()).collect::<Vec<_>>().join(";");
    let (first, end) = (origins.len(), origins.len() + destinations.len());
    let places = origins.iter().chain(destinations).map(degrees).collect::<Vec<_>>().join(";");
    let mut url = address.at(["table", "v1", profile(mode), &places]);
    let (sources, targets) = (listed(0..first), listed(first..end));
    url.set_query(Some(&format!("annotations=duration&generate_hints=false&sources={sources}&destinations={targets}")));
    Question { url, body: None }
}

/// The question for the streets beside some places: a table towards the first of them, named twice since OSRM takes
/// no single place; it says in it how far it had to move each.
pub fn place(address: &Address, mode: Mode, places: &[Position]) -> Question {
    table(address, mode, places, places.get(..1).unwrap_or_default())
}

/// The name of a profile in an address, as the public servers have it; a server of one's own minds it little.
const fn profile(mode: Mode) -> &'static str {
    match mode {
        Mode::Walk => "foot",
        Mode::Bike => "bike",
        Mode::Car => "car",
    }
}

impl Table {
    /// Minutes from each of so many origins to each of so many destinations, row by row; `None` where there is no way.
    ///
    /// # Errors
    /// `NotUnderstood` when the table is not of this size.
    pub fn minutes(&self, origins: usize, destinations: usize) -> Result<Vec<Option<f64>>, Failure> {
        self.well()?;
        let whole = self.durations.len() == origins && self.durations.iter().all(|row| row.len() == destinations);
        let sound = self.durations.iter().flatten().flatten().all(|seconds| seconds.is_finite() && *seconds >= 0.0);
        if whole && sound {
            Ok(self.durations.iter().flatten().map(|seconds| seconds.map(|seconds| seconds / 60.0)).collect())
        } else {
            Err(Failure::NotUnderstood("durations".to_owned()))
        }
    }

    /// Metres between each origin and its street.
    ///
    /// # Errors
    /// `NotUnderstood` when there are not so many.
    pub fn metres_off(&self, origins: usize) -> Result<Vec<Option<f64>>, Failure> {
        self.well()?;
        if self.sources.len() == origins {
            Ok(self.sources.iter().map(|source| Some(source.distance)).collect())
        } else {
            Err(Failure::NotUnderstood("sources".to_owned()))
        }
    }

    fn well(&self) -> Result<(), Failure> {
        if self.code == "Ok" { Ok(()) } else { Err(Failure::NotUnderstood("code".to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from `osrm-routed` 26.10 over Monaco on foot; the third place lies in the sea, 13 km off.
    const RECORDED: &str = include_str!("../../fixtures/engines/osrm-table.json");

    #[test]
    fn a_question_names_the_places_once_and_says_which_are_which() {
        let address = Address::new("walk", "http://127.0.0.1:5000").unwrap();
        let at = |lon, lat| Position::new(lon, lat).unwrap();
        let asked = table(&address, Mode::Walk, &[at(7.4189, 43.7311), at(7.3, 43.6)], &[at(7.4265, 43.74)]);
        let expected = "http://127.0.0.1:5000/table/v1/foot/7.418900,43.731100;7.300000,43.600000;7.426500,43.740000\
                        ?annotations=duration&generate_hints=false&sources=0;1&destinations=2";
        assert_eq!(asked.url.as_str(), expected);
        let alone = place(&address, Mode::Walk, &[at(7.3, 43.6)]);
        assert!(alone.url.as_str().contains("/7.300000,43.600000;7.300000,43.600000?"), "one place alone is refused: {}", alone.url);
    }

    #[test]
    fn a_recorded_table_gives_minutes_and_how_far_places_were_moved() {
        let table: Table = serde_json::from_str(RECORDED).unwrap();
        let minutes = table.minutes(2, 2).unwrap();
        assert!((minutes[0].unwrap() - 1111.4 / 60.0).abs() < 1e-9 && minutes[1] == Some(0.0), "{minutes:?}");
        let off = table.metres_off(2).unwrap();
        assert!(off[0].unwrap() < 11.0 && off[1].unwrap() > 13_000.0);
        assert!(table.minutes(1, 2).is_err() && table.metres_off(3).is_err());
    }

    #[test]
    fn a_pair_without_a_way_is_no_time_and_a_negative_one_is_refused() {
        let told = |cell: &str| serde_json::from_str::<Table>(&format!("{{\"code\":\"Ok\",\"durations\":[[{cell}]]}}")).unwrap();
        assert_eq!(told("null").minutes(1, 1).unwrap(), [None]);
        assert!(told("-1").minutes(1, 1).is_err());
    }
}

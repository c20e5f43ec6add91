//! From options and file to stops, depots and vehicles.

use super::case::{Case, Means, Node};
use super::{Objective, Options, bad_number};
use crate::analysis::rounds::{Depot, Stop, Vehicle};
use crate::domain::{Fault, Text};
use crate::text;

/// Which rows are stops and which are depots.
pub struct Places {
    /// Rows of the stops, in order.
    pub stops: Vec<usize>,
    /// Rows of the depots.
    pub depots: Vec<usize>,
}

/// The vehicles.
pub struct Fleet {
    /// Those of each depot together.
    pub vehicles: Vec<Vehicle>,
}

/// Refuses options that no rounds fit.
///
/// # Errors
/// `bad-number`.
pub fn check(options: &Options) -> Result<(), Fault> {
    let positive = |value: f64| value > 0.0 && value.is_finite();
    let given = [("--speed", Some(options.speed)), ("--shift", options.shift), ("--vehicles", options.vehicles.map(|count| count as f64))];
    if let Some((option, value)) = given.into_iter().find_map(|(option, value)| Some((option, value.filter(|value| !positive(*value))?))) {
        return Err(bad_number(option, value));
    }
    match options.capacity {
        Some(capacity) if capacity < 0.0 || !capacity.is_finite() => Err(bad_number("--capacity", capacity)),
        _ => Ok(()),
    }
}

impl Places {
    /// Depots as named, else those of the file, else its first row.
    ///
    /// # Errors
    /// `unknown-depot`; `no-stops` when there is nothing beside depots.
    pub fn of(options: &Options, case: &Case) -> Result<Self, Fault> {
        let named = options.depots.iter().map(|id| case.ids.place(id).ok_or_else(|| unknown_depot(id, case)));
        let mut depots = named.collect::<Result<Vec<usize>, Fault>>()?;
        if depots.is_empty() {
            depots = if case.depots.is_empty() { vec![0] } else { case.depots.clone() };
        }
        let stops: Vec<usize> = (0..case.ids.len()).filter(|row| !depots.contains(row)).collect();
        if stops.is_empty() { Err(no_stops()) } else { Ok(Self { stops, depots }) }
    }

    /// Stops, then depots.
    pub fn rows(&self) -> Vec<usize> {
        self.stops.iter().chain(&self.depots).copied().collect()
    }

    /// The stops as the analysis takes them.
    pub fn stops(&self, case: &Case) -> Vec<Stop> {
        let stop = |&row: &usize| {
            let Node { service, ready, due, demand, prize, .. } = case.nodes[row];
            Stop { service, ready, due, demand, prize }
        };
        self.stops.iter().map(stop).collect()
    }

    /// The depots as the analysis takes them.
    pub fn depots(&self, case: &Case) -> Vec<Depot> {
        let depot = |&row: &usize| {
            let Node { service, ready, due, .. } = case.nodes[row];
            Depot { ready, due, service }
        };
        self.depots.iter().map(depot).collect()
    }
}

impl Fleet {
    /// Vehicles as asked, else those of the file; one at each depot for the most need, and otherwise as many
    /// as there are stops, so that their number is no limit.
    pub fn of(options: &Options, case: &Case, places: &Places) -> Self {
        let vehicle = |means: &Means, depot: usize| Vehicle {
            depot,
            capacity: options.capacity.or(means.capacity).unwrap_or(f64::INFINITY),
            shift: options.shift.or(means.shift).unwrap_or(f64::INFINITY),
            range: means.range.unwrap_or(f64::INFINITY),
            fixed: means.fixed,
            unit: means.unit.unwrap_or(1.0),
        };
        if options.vehicles.is_none() && options.depots.is_empty() && !case.fleet.is_empty() {
            let at = |means: &Means| means.depot.and_then(|row| places.depots.iter().position(|depot| *depot == row)).unwrap_or(0);
            return Self { vehicles: case.fleet.iter().map(|means| vehicle(means, at(means))).collect() };
        }
        let unsaid = if options.objective == Objective::Need { 1 } else { places.stops.len() };
        // A stop takes one vehicle at most.
        let count = options.vehicles.or(case.vehicles).unwrap_or(unsaid).min(places.stops.len());
        let each = |depot: usize| std::iter::repeat_n(vehicle(&case.means, depot), count);
        Self { vehicles: (0..places.depots.len()).flat_map(each).collect() }
    }

    /// Refuses a stop that no vehicle holds.
    ///
    /// # Errors
    /// `demand-above-capacity`.
    pub fn check(&self, case: &Case, places: &Places) -> Result<(), Fault> {
        let largest = self.vehicles.iter().map(|vehicle| vehicle.capacity).fold(0.0, f64::max);
        match places.stops.iter().find(|&&row| case.nodes[row].demand > largest) {
            Some(&row) => Err(above_capacity(&case.ids.names()[row], &case.nodes[row], largest)),
            None => Ok(()),
        }
    }
}

fn unknown_depot(id: &str, case: &Case) -> Fault {
    let some = case.ids.names().iter().take(10).cloned().collect::<Vec<_>>().join(", ");
    Fault::new(
        "unknown-depot",
        text!("le dépôt « {id} » n’est pas dans le fichier", "the depot “{id}” is not in the file"),
        text!("identifiants présents : {some}…", "identifiers present: {some}…"),
    )
    .in_column("--depot")
}

fn no_stops() -> Fault {
    Fault::new(
        "no-stops",
        Text::new("il n’y a que des dépôts, et aucun arrêt", "there are only depots and no stop"),
        Text::new("attendu : le dépôt, puis au moins un arrêt", "expected the depot, then at least one stop"),
    )
}

fn above_capacity(id: &str, node: &Node, largest: f64) -> Fault {
    let demand = node.demand;
    Fault::new(
        "demand-above-capacity",
        text!(
            "l’arrêt « {id} » demande {demand}, plus que tout véhicule ({largest})",
            "the stop “{id}” needs {demand}, more than any vehicle holds ({largest})"
        ),
        Text::new("partager l’arrêt en plusieurs, ou augmenter --capacity", "split the stop in several, or raise --capacity"),
    )
    .at_row(node.row)
    .in_column("demand")
}

//! VRPLIB files (Uchoa et al. 2017), with the sections that `PyVRP` adds for windows, prizes and unlike vehicles.

use std::collections::BTreeMap;

use super::Rounding;
use super::case::{Case, MOST_STOPS, Means, Node, not_a_number, too_many_stops, truncated_file};
use crate::domain::{Fault, Text};
use crate::methods::ids::Ids;
use crate::text;

/// Sections with a row a node, then those with a row a vehicle.
const OF_NODES: [&str; 5] = ["NODE_COORD", "DEMAND", "TIME_WINDOW", "SERVICE_TIME", "PRIZE"];
const OF_VEHICLES: [&str; 6] =
    ["CAPACITY", "VEHICLES_DEPOT", "VEHICLES_MAX_DISTANCE", "VEHICLES_MAX_DURATION", "VEHICLES_FIXED_COST", "VEHICLES_UNIT_DISTANCE_COST"];
/// Sections of another kind.
const OTHERS: [&str; 2] = ["EDGE_WEIGHT", "DEPOT"];

/// Whether a file begins like one.
pub fn recognises(start: &str) -> bool {
    let keyword = |line: &str| line.starts_with("DIMENSION") || line.starts_with("EDGE_WEIGHT_TYPE") || line.ends_with("_SECTION");
    start.lines().any(|line| keyword(line.trim()))
}

/// A file in parts.
#[derive(Default)]
struct Parts<'a> {
    headers: BTreeMap<&'a str, (&'a str, u64)>,
    sections: BTreeMap<&'a str, Section<'a>>,
    last: u64,
}

/// A row of a section: its number, its first word and the numbers after.
type Entry<'a, const N: usize> = (u64, &'a str, [f64; N]);

struct Section<'a> {
    row: u64,
    rows: Vec<(u64, Vec<&'a str>)>,
}

/// Reads it.
///
/// # Errors
/// `truncated-file`, `not-a-number`, `duplicate-id`, `unknown-id`, `unsupported-section`, `unsupported-format`,
/// with their row.
pub fn read(text: &str) -> Result<Case, Fault> {
    let parts = Parts::of(text)?;
    let dimension = parts.count("DIMENSION")?.ok_or_else(|| truncated_file("DIMENSION", 1, 0).at_row(1))?;
    if dimension > MOST_STOPS {
        return Err(too_many_stops(dimension));
    }
    let ids = parts.ids(dimension)?;
    let mut nodes = vec![Node::free(1); dimension];
    parts.fill_nodes(&ids, &mut nodes)?;
    let mut case = Case { nodes, vehicles: parts.count("VEHICLES")?, with_prizes: parts.sections.contains_key("PRIZE"), ..Case::default() };
    case.depots = parts.depots(&ids)?;
    parts.fill_means(&ids, &mut case)?;
    parts.fill_costs(dimension, &ids, &mut case)?;
    case.ids = ids;
    Ok(case)
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, Fault> {
        let mut parts = Self::default();
        let mut open: Option<&str> = None;
        for (row, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            parts.last = row;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line == "EOF" {
                break;
            }
            if let Some(name) = line.trim_end_matches([':', ' ']).strip_suffix("_SECTION") {
                if ![&OF_NODES[..], &OF_VEHICLES, &OTHERS].concat().contains(&name) {
                    return Err(unsupported_section(name).at_row(row));
                }
                parts.sections.insert(name, Section { row, rows: Vec::new() });
                open = Some(name);
            } else if let Some((key, value)) = line.split_once(':') {
                parts.headers.insert(key.trim(), (value.trim(), row));
            } else if let Some(section) = open.and_then(|name| parts.sections.get_mut(name)) {
                section.rows.push((row, line.split_whitespace().collect()));
            }
        }
        Ok(parts)
    }

    fn number(&self, key: &str) -> Result<Option<f64>, Fault> {
        self.headers.get(key).map(|(word, row)| number(word, *row).map_err(|fault| fault.in_column(key))).transpose()
    }

    fn count(&self, key: &str) -> Result<Option<usize>, Fault> {
        Ok(self.number(key)?.map(|number| number.max(0.0) as usize))
    }

    fn ids(&self, dimension: usize) -> Result<Ids, Fault> {
        let mut ids = Ids::default();
        match self.sections.get("NODE_COORD") {
            Some(section) => {
                for (row, words) in &section.rows {
                    ids.insert(words[0], *row).map_err(|fault| fault.at_row(*row).in_column("NODE_COORD_SECTION"))?;
                }
                if ids.len() != dimension {
                    return Err(truncated_file("NODE_COORD_SECTION", dimension, ids.len()).at_row(section.row));
                }
            }
            None => {
                for place in 1..=dimension {
                    ids.insert(&place.to_string(), 1)?;
                }
            }
        }
        Ok(ids)
    }

    /// Rows of a section that has one for each of `count`; none when the file lacks it.
    fn rows<const N: usize>(&self, name: &str, count: usize) -> Result<Vec<Entry<'a, N>>, Fault> {
        let Some(section) = self.sections.get(name) else { return Ok(Vec::new()) };
        let label = format!("{name}_SECTION");
        if section.rows.len() != count {
            return Err(truncated_file(&label, count, section.rows.len()).at_row(section.rows.last().map_or(section.row, |row| row.0)));
        }
        let parsed = section.rows.iter().map(|(row, words)| {
            if words.len() != N + 1 {
                return Err(truncated_file(&label, N + 1, words.len()).at_row(*row));
            }
            let mut numbers = [0.0; N];
            for (cell, word) in numbers.iter_mut().zip(&words[1..]) {
                *cell = number(word, *row).map_err(|fault| fault.in_column(&label))?;
            }
            Ok((*row, words[0], numbers))
        });
        parsed.collect()
    }

    fn fill_nodes(&self, ids: &Ids, nodes: &mut [Node]) -> Result<(), Fault> {
        let known = |id: &str, row: u64, section: &str| ids.place(id).ok_or_else(|| unknown_id(id).at_row(row).in_column(section));
        for (row, id, [demand]) in self.rows("DEMAND", nodes.len())? {
            let node = &mut nodes[known(id, row, "DEMAND_SECTION")?];
            (node.demand, node.row) = (demand, row);
        }
        for (row, id, [ready, due]) in self.rows("TIME_WINDOW", nodes.len())? {
            let node = &mut nodes[known(id, row, "TIME_WINDOW_SECTION")?];
            (node.ready, node.due, node.row) = (ready, due, row);
        }
        // One time for all stops, or one each.
        let service = self.number("SERVICE_TIME")?.unwrap_or(0.0);
        let depots = self.depots(ids)?;
        for (place, node) in nodes.iter_mut().enumerate() {
            node.service = if depots.contains(&place) { 0.0 } else { service };
        }
        for (row, id, [service]) in self.rows("SERVICE_TIME", nodes.len())? {
            nodes[known(id, row, "SERVICE_TIME_SECTION")?].service = service;
        }
        for (row, id, [prize]) in self.rows("PRIZE", nodes.len())? {
            nodes[known(id, row, "PRIZE_SECTION")?].prize = prize;
        }
        Ok(())
    }

    /// Rows of the depots: those named up to `-1`, or the first node.
    fn depots(&self, ids: &Ids) -> Result<Vec<usize>, Fault> {
        let Some(section) = self.sections.get("DEPOT") else { return Ok(vec![0]) };
        let mut depots = Vec::new();
        for (row, words) in &section.rows {
            for word in words.iter().take_while(|word| **word != "-1") {
                depots.push(ids.place(word).ok_or_else(|| unknown_id(word).at_row(*row).in_column("DEPOT_SECTION"))?);
            }
        }
        if depots.is_empty() { Err(truncated_file("DEPOT_SECTION", 1, 0).at_row(section.row)) } else { Ok(depots) }
    }

    fn fill_means(&self, ids: &Ids, case: &mut Case) -> Result<(), Fault> {
        case.means = Means {
            capacity: self.number("CAPACITY")?,
            // The older name counts service in, as a time does.
            shift: self.number("VEHICLES_MAX_DURATION")?.or(self.number("DISTANCE")?),
            range: self.number("VEHICLES_MAX_DISTANCE")?,
            ..Means::default()
        };
        let Some(section) = OF_VEHICLES.iter().find_map(|name| self.sections.get(name)) else { return Ok(()) };
        let count = case.vehicles.unwrap_or(section.rows.len());
        if count != section.rows.len() {
            return Err(truncated_file("VEHICLES", count, section.rows.len()).at_row(section.row));
        }
        let mut fleet = vec![case.means; count];
        let each = |name: &str, set: &mut dyn FnMut(usize, f64)| -> Result<(), Fault> {
            for (vehicle, (_, _, [value])) in self.rows(name, count)?.into_iter().enumerate() {
                set(vehicle, value);
            }
            Ok(())
        };
        each("CAPACITY", &mut |vehicle, value| fleet[vehicle].capacity = Some(value))?;
        each("VEHICLES_MAX_DISTANCE", &mut |vehicle, value| fleet[vehicle].range = Some(value))?;
        each("VEHICLES_MAX_DURATION", &mut |vehicle, value| fleet[vehicle].shift = Some(value))?;
        each("VEHICLES_FIXED_COST", &mut |vehicle, value| fleet[vehicle].fixed = value)?;
        each("VEHICLES_UNIT_DISTANCE_COST", &mut |vehicle, value| fleet[vehicle].unit = Some(value))?;
        for (vehicle, (row, _, [depot])) in self.rows("VEHICLES_DEPOT", count)?.into_iter().enumerate() {
            let depot = depot.to_string();
            let place = ids.place(&depot).filter(|place| case.depots.contains(place));
            fleet[vehicle].depot = Some(place.ok_or_else(|| unknown_id(&depot).at_row(row).in_column("VEHICLES_DEPOT_SECTION"))?);
        }
        case.fleet = fleet;
        Ok(())
    }

    fn fill_costs(&self, dimension: usize, ids: &Ids, case: &mut Case) -> Result<(), Fault> {
        let (kind, row) = self.headers.get("EDGE_WEIGHT_TYPE").copied().unwrap_or(("EUC_2D", 1));
        case.rounding = match kind {
            "EXPLICIT" => {
                case.matrix = Some(self.matrix(dimension)?);
                return Ok(());
            }
            // Instances with windows are published in distances cut to one decimal (DIMACS challenge 2021).
            "EUC_2D" if self.sections.contains_key("TIME_WINDOW") => Rounding::Tenth,
            "EUC_2D" => Rounding::Nearest,
            "EXACT_2D" => Rounding::Exact,
            "FLOOR_2D" => Rounding::Down,
            "CEIL_2D" => Rounding::Up,
            _ => return Err(unsupported_format("EDGE_WEIGHT_TYPE", kind).at_row(row)),
        };
        let mut points = vec![[0.0; 2]; dimension];
        for (row, id, point) in self.rows("NODE_COORD", dimension)? {
            points[ids.place(id).ok_or_else(|| unknown_id(id).at_row(row))?] = point;
        }
        if !self.sections.contains_key("NODE_COORD") {
            return Err(truncated_file("NODE_COORD_SECTION", dimension, 0).at_row(self.last));
        }
        case.points = Some(points);
        Ok(())
    }

    fn matrix(&self, n: usize) -> Result<Vec<f64>, Fault> {
        let (format, row) = self.headers.get("EDGE_WEIGHT_FORMAT").copied().unwrap_or(("FULL_MATRIX", 1));
        let cells: Vec<(usize, usize)> = match format {
            "FULL_MATRIX" => (0..n * n).map(|cell| (cell / n, cell % n)).collect(),
            "LOWER_ROW" => (0..n).flat_map(|from| (0..from).map(move |to| (from, to))).collect(),
            "LOWER_DIAG_ROW" => (0..n).flat_map(|from| (0..=from).map(move |to| (from, to))).collect(),
            "UPPER_ROW" => (0..n).flat_map(|from| (from + 1..n).map(move |to| (from, to))).collect(),
            "UPPER_DIAG_ROW" => (0..n).flat_map(|from| (from..n).map(move |to| (from, to))).collect(),
            _ => return Err(unsupported_format("EDGE_WEIGHT_FORMAT", format).at_row(row)),
        };
        let section =
            self.sections.get("EDGE_WEIGHT").ok_or_else(|| truncated_file("EDGE_WEIGHT_SECTION", cells.len(), 0).at_row(self.last))?;
        let words: Vec<(u64, &str)> = section.rows.iter().flat_map(|(row, words)| words.iter().map(|word| (*row, *word))).collect();
        if words.len() != cells.len() {
            return Err(truncated_file("EDGE_WEIGHT_SECTION", cells.len(), words.len()).at_row(section.row));
        }
        let mut matrix = vec![0.0; n * n];
        for ((from, to), (row, word)) in cells.into_iter().zip(words) {
            let cost = number(word, row).map_err(|fault| fault.in_column("EDGE_WEIGHT_SECTION"))?;
            matrix[from * n + to] = cost;
            if format != "FULL_MATRIX" {
                matrix[to * n + from] = cost;
            }
        }
        // From a place to itself one does not travel, whatever the file says.
        (0..n).for_each(|place| matrix[place * n + place] = 0.0);
        Ok(matrix)
    }
}

fn number(word: &str, row: u64) -> Result<f64, Fault> {
    word.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| not_a_number(word).at_row(row))
}

fn unknown_id(id: &str) -> Fault {
    Fault::new(
        "unknown-id",
        text!("« {id} » n’est pas un arrêt du fichier", "“{id}” is no stop of the file"),
        Text::new("attendu : un numéro de NODE_COORD_SECTION", "expected a number of NODE_COORD_SECTION"),
    )
}

fn unsupported_section(name: &str) -> Fault {
    Fault::new(
        "unsupported-section",
        text!(
            "la section {name}_SECTION demande ce que ces tournées ne savent pas faire",
            "{name}_SECTION asks for what these rounds cannot do"
        ),
        Text::new(
            "retirer la section si le reste suffit ; les retours au dépôt en cours de tournée ne sont pas prévus",
            "remove the section if the rest will do; reloading at a depot during a round is not provided for",
        ),
    )
}

fn unsupported_format(key: &str, value: &str) -> Fault {
    Fault::new(
        "unsupported-format",
        text!("{key} « {value} » n’est pas pris en charge", "{key} “{value}” is not supported"),
        Text::new(
            "attendu : EUC_2D, CEIL_2D, FLOOR_2D, EXACT_2D, ou EXPLICIT avec une matrice pleine ou triangulaire par lignes",
            "expected EUC_2D, CEIL_2D, FLOOR_2D, EXACT_2D, or EXPLICIT with a full matrix or a triangle by rows",
        ),
    )
}

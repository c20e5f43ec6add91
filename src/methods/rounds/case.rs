//! What a file of stops says, whichever its format.

use super::{Rounding, solomon, vrplib};
use crate::domain::{Fault, Text};
use crate::methods::ids::Ids;
use crate::methods::summary::Summary;
use crate::methods::table::{Row, Table, TableRef, cannot_read};
use crate::text;

use std::fs::File;
use std::io::Read;

/// More stops than this ask for more memory than a round is worth.
pub const MOST_STOPS: usize = 2_000;
/// What is read of a file to tell its format.
const START: u64 = 1 << 16;

/// One row: a stop or a depot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// Time spent there.
    pub service: f64,
    /// Service begins no sooner.
    pub ready: f64,
    /// Service begins no later.
    pub due: f64,
    /// What it takes of the capacity.
    pub demand: f64,
    /// What visiting it is worth.
    pub prize: f64,
    /// The row of the file that says so.
    pub row: u64,
}

impl Node {
    /// A row that asks for nothing.
    pub const fn free(row: u64) -> Self {
        Self { service: 0.0, ready: 0.0, due: f64::INFINITY, demand: 0.0, prize: 1.0, row }
    }
}

/// A vehicle as far as the file speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Means {
    /// Its depot, by row; the first one unless said.
    pub depot: Option<usize>,
    /// The most it holds.
    pub capacity: Option<f64>,
    /// The longest round.
    pub shift: Option<f64>,
    /// The greatest travel.
    pub range: Option<f64>,
    /// What going out at all costs.
    pub fixed: f64,
    /// What a unit of travel costs; 1 unless said.
    pub unit: Option<f64>,
}

/// A file of stops, read.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// Stops and depots, in the order of the file.
    pub ids: Ids,
    /// What is asked of each.
    pub nodes: Vec<Node>,
    /// Where each is.
    pub points: Option<Vec<[f64; 2]>>,
    /// Costs from each (row) to each (column), where the file gives them.
    pub matrix: Option<Vec<f64>>,
    /// Depots by row; none when the file does not say.
    pub depots: Vec<usize>,
    /// What holds for every vehicle.
    pub means: Means,
    /// How many vehicles, where the file says.
    pub vehicles: Option<usize>,
    /// What holds for one vehicle each; empty unless they differ.
    pub fleet: Vec<Means>,
    /// How its format rounds straight lines.
    pub rounding: Rounding,
    /// Whether it says what visits are worth.
    pub with_prizes: bool,
}

/// Reads a file of stops: VRPLIB, Solomon or a table.
///
/// # Errors
/// Those of the format; `window-closed` and `too-many-stops`.
pub fn read(source: &TableRef, located: bool, summary: &mut Summary) -> Result<Case, Fault> {
    let mut start = Vec::new();
    let read = File::open(&source.path).and_then(|file| file.take(START).read_to_end(&mut start));
    read.map_err(|cause| cannot_read(&source.path, &cause).in_file(source.file()))?;
    let start = String::from_utf8_lossy(&start);
    let case = if solomon::recognises(&start) {
        solomon::read(&whole(source)?)
    } else if vrplib::recognises(&start) {
        vrplib::read(&whole(source)?)
    } else {
        table(source, located, summary)
    };
    let case = case.map_err(|fault| fault.in_file(source.file()))?;
    checked(case).map_err(|fault| fault.in_file(source.file()))
}

fn whole(source: &TableRef) -> Result<String, Fault> {
    let bytes = std::fs::read(&source.path).map_err(|cause| cannot_read(&source.path, &cause).in_file(source.file()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn checked(case: Case) -> Result<Case, Fault> {
    if case.ids.len() > MOST_STOPS {
        return Err(too_many_stops(case.ids.len()));
    }
    for (place, node) in case.nodes.iter().enumerate() {
        for (column, amount) in [("demand", node.demand), ("service", node.service), ("prize", node.prize)] {
            if amount < 0.0 {
                return Err(negative(&case.ids.names()[place], amount).at_row(node.row).in_column(column));
            }
        }
    }
    if let Some(cost) = case.matrix.iter().flatten().find(|cost| **cost < 0.0) {
        return Err(negative("EDGE_WEIGHT_SECTION", *cost));
    }
    let closed = case.nodes.iter().enumerate().find(|(_, node)| node.due < node.ready);
    match closed {
        Some((place, node)) => Err(window_closed(&case.ids.names()[place], node).at_row(node.row).in_column("due")),
        None => Ok(case),
    }
}

/// The columns of a table that it can do without.
const COLUMNS: [&str; 5] = ["service", "ready", "due", "demand", "prize"];

fn table(source: &TableRef, located: bool, summary: &mut Summary) -> Result<Case, Fault> {
    let table = Table::open(source)?;
    let id = table.require("id")?;
    let point = if located { Some((table.require("x")?, table.require("y")?)) } else { None };
    let columns = COLUMNS.map(|name| table.find(name));
    let mut case = Case { with_prizes: columns[4].is_some(), points: located.then(Vec::new), ..Case::default() };
    let mut incomplete = Vec::new();
    table.each(|row, number| {
        let cells = cells(row, &columns)?;
        let at = match &point {
            Some((x, y)) => row.number(x)?.zip(row.number(y)?).map(|(x, y)| [x, y]),
            None => Some([0.0, 0.0]),
        };
        let (Some([service, ready, due, demand, prize]), Some(at)) = (cells, at) else {
            // The first row may be the depot, without which nothing can be done.
            if case.ids.is_empty() {
                return Err(incomplete_first().in_column(id.name()));
            }
            incomplete.push(row.id(&id)?.to_owned());
            return Ok(());
        };
        case.ids.add(row, &id, number)?;
        case.nodes.push(Node { service, ready, due, demand, prize, row: number });
        if let Some(points) = &mut case.points {
            points.push(at);
        }
        Ok(())
    })?;
    summary.leave_out("missing-value", incomplete);
    Ok(case)
}

/// The cells of the columns there are, what asks for nothing in those that are not, or nothing when one is empty.
fn cells(row: &Row, columns: &[Option<crate::methods::table::Column>; 5]) -> Result<Option<[f64; 5]>, Fault> {
    let free = Node::free(0);
    let mut cells = [free.service, free.ready, free.due, free.demand, free.prize];
    for ((cell, column), name) in cells.iter_mut().zip(columns).zip(COLUMNS) {
        let Some(column) = column else { continue };
        let signed = matches!(name, "ready" | "due");
        match if signed { row.number(column)? } else { row.count(column)? } {
            Some(number) => *cell = number,
            None => return Ok(None),
        }
    }
    Ok(Some(cells))
}

/// A file ends before everything it promised has come.
pub fn truncated_file(what: &str, expected: usize, found: usize) -> Fault {
    Fault::new(
        "truncated-file",
        text!("{what} a {found} valeurs au lieu de {expected}", "{what} has {found} entries instead of {expected}"),
        Text::new("le fichier est sans doute coupé : le télécharger de nouveau", "the file is probably cut short: download it again"),
    )
    .in_column(what)
}

/// A word of a file is no number.
pub fn not_a_number(word: &str) -> Fault {
    Fault::new(
        "not-a-number",
        text!("« {word} » n’est pas un nombre", "“{word}” is not a number"),
        Text::new("attendu : un nombre fini", "expected a finite number"),
    )
}

fn negative(what: &str, amount: f64) -> Fault {
    Fault::new(
        "negative-count",
        text!("« {what} » : {amount} est négatif", "“{what}”: {amount} is negative"),
        Text::new("attendu : zéro ou plus", "expected zero or above"),
    )
}

fn incomplete_first() -> Fault {
    Fault::new(
        "missing-value",
        Text::new("la première ligne est incomplète", "the first row is incomplete"),
        Text::new(
            "la première ligne est le dépôt, à moins que --depot n’en nomme un autre : la compléter",
            "the first row is the depot unless --depot names another: complete it",
        ),
    )
}

fn window_closed(id: &str, node: &Node) -> Fault {
    let Node { ready, due, .. } = node;
    Fault::new(
        "window-closed",
        text!("l’arrêt « {id} » ferme à {due} avant d’ouvrir à {ready}", "the stop “{id}” closes at {due} before it opens at {ready}"),
        Text::new("attendu : « ready » au plus égal à « due »", "expected “ready” no later than “due”"),
    )
}

/// There are more stops than rounds are found for.
pub fn too_many_stops(count: usize) -> Fault {
    Fault::new(
        "too-many-stops",
        text!("{count} arrêts : {MOST_STOPS} au plus", "{count} stops: {MOST_STOPS} at most"),
        Text::new("partager le territoire en secteurs", "divide the territory into sectors"),
    )
}

//! The tables of `site`: demand, candidates and what lies between.

use super::{Objective, Options};
use crate::analysis::siting::Setting;
use crate::domain::{Fault, Reach, Text};
use crate::methods::costs;
use crate::methods::ids::{self, Ids, Kind};
use crate::methods::summary::Summary;
use crate::methods::table::{Column, Row, Table};
use crate::text;

/// The tables, read.
pub struct Tables {
    /// Every row of demand.
    pub demand: Ids,
    /// Those that take part.
    places: Vec<usize>,
    /// Weight of each that takes part.
    pub weights: Vec<f64>,
    /// The candidates.
    pub candidates: Ids,
    /// Which are open already.
    pub fixed: Vec<usize>,
    /// What opening each costs.
    pub opening: Vec<f64>,
    /// Costs from those that take part.
    reach: Reach,
}

impl Tables {
    /// Reads them.
    ///
    /// # Errors
    /// Those of the tables; `not-a-mark`, `missing-value`.
    pub fn read(options: &Options, summary: &mut Summary) -> Result<Self, Fault> {
        let (demand, places, weights) = demand(options, summary)?;
        let (candidates, fixed, opening) = candidates(options, summary)?;
        let all = costs::read(&options.costs, &demand, &candidates, summary)?;
        summary.taken = places.len() as u64;
        summary.finding("candidates", candidates.len() as u64);
        summary.finding("pairs", all.destinations.len() as u64);
        let reach = of_rows(&all, &places);
        Ok(Self { demand, places, weights, candidates, fixed, opening, reach })
    }

    /// What the methods work on.
    pub fn setting(&self) -> Setting<'_> {
        Setting { reach: &self.reach, weights: &self.weights, candidates: self.candidates.len(), fixed: &self.fixed }
    }

    /// Places in the table of rows that take part.
    pub fn given(&self, rows: &[usize]) -> Vec<usize> {
        rows.iter().map(|row| self.places[*row]).collect()
    }
}

/// Rows of demand: all of them, those that take part, and what they weigh. Where weight decides, a row whose weight
/// is not known takes no part; where it does not, every row does.
fn demand(options: &Options, summary: &mut Summary) -> Result<(Ids, Vec<usize>, Vec<f64>), Fault> {
    let weighs = matches!(options.objective, Objective::Coverage | Objective::Median);
    let with_weight = weighs || ids::has(&options.demand, "weight")?;
    let mut numbers = ids::read(&options.demand, if with_weight { &[("weight", Kind::Count)] } else { &[] })?;
    let weights = if with_weight { numbers.columns.swap_remove(0) } else { vec![None; numbers.ids.len()] };
    let (places, missing): (Vec<usize>, Vec<usize>) = (0..weights.len()).partition(|row| !weighs || weights[*row].is_some());
    summary.leave_out("missing-weight", numbers.ids.at(&missing));
    let taken = places.iter().map(|row| weights[*row].unwrap_or(0.0)).collect();
    Ok((numbers.ids, places, taken))
}

/// Candidates, which are open already, and what opening each costs.
fn candidates(options: &Options, summary: &mut Summary) -> Result<(Ids, Vec<usize>, Vec<f64>), Fault> {
    let table = Table::open(&options.candidates)?;
    let (id, cost, fixed) = (table.require("id")?, table.find("cost"), table.find("fixed"));
    let costly = cost.filter(|_| options.objective == Objective::SetCover);
    if costly.is_none() && ids::has(&options.candidates, "cost")? {
        summary.warn("cost-ignored", super::words::cost_ignored());
    }
    let (mut names, mut open, mut opening) = (Ids::default(), Vec::new(), Vec::new());
    table.each(|row, number| {
        let place = names.add(row, &id, number)?;
        if fixed.as_ref().map(|column| mark(row, column)).transpose()?.unwrap_or(false) {
            open.push(place);
        }
        opening.push(match &costly {
            Some(column) => row.count(column)?.ok_or_else(|| missing_cost().in_column(column.name()))?,
            None => 1.0,
        });
        Ok(())
    })?;
    Ok((names, open, opening))
}

/// Whether a site is open already: a number that is not zero, or a word for yes; empty is no.
fn mark(row: &Row, column: &Column) -> Result<bool, Fault> {
    match row.text(column).to_lowercase().as_str() {
        "1" | "true" | "yes" | "oui" | "vrai" => Ok(true),
        "" | "0" | "false" | "no" | "non" | "faux" => Ok(false),
        other => Err(not_a_mark(other).in_column(column.name())),
    }
}

/// The pairs of some rows.
fn of_rows(all: &Reach, rows: &[usize]) -> Reach {
    let mut kept = Reach { starts: vec![0], ..Reach::default() };
    for &row in rows {
        kept.destinations.extend_from_slice(&all.destinations[all.starts[row]..all.starts[row + 1]]);
        kept.minutes.extend_from_slice(&all.minutes[all.starts[row]..all.starts[row + 1]]);
        kept.starts.push(kept.destinations.len());
    }
    kept
}

fn not_a_mark(word: &str) -> Fault {
    Fault::new(
        "not-a-mark",
        text!("« {word} » ne dit pas si le site est déjà ouvert", "“{word}” does not say whether the site is open already"),
        Text::new("attendu : 1 pour un site ouvert, 0 ou rien pour un autre", "expected 1 for an open site, 0 or nothing for another"),
    )
}

fn missing_cost() -> Fault {
    Fault::new(
        "missing-value",
        Text::new("le coût du candidat manque", "the cost of the candidate is missing"),
        Text::new(
            "attendu : un nombre ; sans colonne « cost », chaque site compte pour un",
            "expected a number; without a column “cost” each site counts for one",
        ),
    )
}

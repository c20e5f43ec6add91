//! Where people live: address points and population squares, so that ways start from homes and not from
//! the middle of a zone.

mod addresses;
mod book;
mod squares;
mod tallies;
#[cfg(test)]
mod tests;

pub use addresses::Addresses;
pub use squares::Squares;

use book::{Book, Named};

use super::table::{Kept, Row, Table};
use super::{Input, Progress};
use crate::domain::{Batch, Dataset, Fault, Home, HomeBasis, Homes, Position, Report, Unit};
use crate::text;

/// How the rows of one table become homes.
struct Roll<'a> {
    basis: HomeBasis,
    unit: Unit,
    /// The communes a row may lie in; none when it does not say.
    communes: &'a dyn Fn(&Row) -> Vec<String>,
    position: &'a dyn Fn(&Row) -> Result<Position, Fault>,
    weight: &'a dyn Fn(&Row) -> Result<f64, Fault>,
    /// What a row calls its door, where it is one.
    named: &'a dyn Fn(&Row) -> Option<Named>,
}

impl Roll<'_> {
    /// Reads every row; those where nobody lives are taken, and make no home.
    fn read(&self, table: &Table, input: &Input, progress: &dyn Progress, mut report: Report, dataset: Dataset) -> Batch {
        let (mut points, mut book, mut empty) = (Vec::new(), Book::default(), 0_u64);
        table.each(input, progress, &mut report, |row| {
            let communes = (self.communes)(row);
            let elsewhere = !communes.is_empty() && !communes.iter().any(|commune| input.options.covers_commune(commune));
            let position = match (self.position)(row) {
                Err(_) if elsewhere => return Ok(Kept::Outside),
                found => found?,
            };
            let covered = communes.iter().find(|commune| input.options.covers_commune(commune));
            if !input.options.covers_place(covered.map(String::as_str), position) {
                return Ok(Kept::Outside);
            }
            match (self.weight)(row)? {
                0.0 => empty += 1,
                weight => {
                    points.push(Home::new(position, weight)?);
                    if let Some(named) = (self.named)(row) {
                        book.enter(named, position);
                    }
                }
            }
            Ok(Kept::Taken)
        });
        if empty > 0 {
            report.remark(text!("{empty} lignes où personne n’habite, laissées de côté", "{empty} rows where nobody lives, left aside"));
        }
        let homes = (!points.is_empty()).then_some(Homes { basis: self.basis, unit: self.unit, points });
        Batch { homes, addresses: book.whole(), ..Batch::new(Dataset { report, ..dataset }) }
    }
}

//! Values and weights of the same zones.

use std::collections::HashSet;

use super::ids::{self, Ids, Kind};
use super::result::MethodResult;
use super::summary::Summary;
use super::table::{Table, TableRef};
use super::{geometry, words::Word};
use crate::analysis::autocorrelation::{LeftOut, Sample};
use crate::analysis::weights::Weights;
use crate::domain::{Fault, Text};
use crate::text;

/// How weights are changed before use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transform {
    /// Not at all.
    AsGiven,
    /// Every neighbour counts for one.
    Binary,
    /// Every row sums to one.
    Row,
}

impl Word for Transform {
    const WORDS: &'static [(&'static str, Self)] = &[("as-given", Self::AsGiven), ("binary", Self::Binary), ("row", Self::Row)];
}

impl Transform {
    /// The weights, changed.
    pub fn apply(self, weights: Weights) -> Weights {
        match self {
            Self::AsGiven => weights,
            Self::Binary => weights.binary(),
            Self::Row => weights.row_standardised(),
        }
    }
}

/// Whether a zone may be its own neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Diagonal {
    /// It may.
    Allowed,
    /// It may not.
    Refused,
}

/// The tables of a statistic of autocorrelation.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// `id` and `value`.
    pub values: TableRef,
    /// `focal`, `neighbour`, `weight`.
    pub weights: TableRef,
    /// How weights are changed.
    pub transform: Transform,
    /// Features with the same identifiers, for a result with geometry.
    pub geometry: Option<TableRef>,
}

/// Zones with values and weights, those without left out.
pub struct Zones {
    /// Every zone of the table of values.
    pub ids: Ids,
    /// Its value as given.
    pub values: Vec<Option<f64>>,
    /// The zones the statistic speaks of.
    pub sample: Sample,
    /// Those it does not.
    pub left_out: LeftOut,
}

impl Source {
    /// Reads the table of values and the weights.
    ///
    /// # Errors
    /// Those of the tables; `too-few-zones` when fewer than two zones have a value and a neighbour.
    pub fn read(&self, diagonal: Diagonal, summary: &mut Summary) -> Result<Zones, Fault> {
        let mut numbers = ids::read(&self.values, &[("value", Kind::Number)])?;
        let values = numbers.columns.swap_remove(0);
        self.weigh(numbers.ids, values, diagonal, summary)
    }

    /// Joins weights to values at hand.
    ///
    /// # Errors
    /// Those of the table of weights; `too-few-zones`.
    pub fn weigh(&self, ids: Ids, values: Vec<Option<f64>>, diagonal: Diagonal, summary: &mut Summary) -> Result<Zones, Fault> {
        let weights = self.transform.apply(read_weights(&self.weights, &ids, diagonal, summary)?);
        let (sample, left_out) = Sample::new(&values, &weights);
        summary.option("values", self.values.to_string());
        summary.option("weights", self.weights.to_string());
        summary.option("transform", self.transform.word());
        summary.taken = sample.len() as u64;
        summary.leave_out("missing-value", ids.at(&left_out.missing));
        summary.leave_out("island", ids.at(&left_out.islands));
        if sample.len() < 2 {
            return Err(too_few_zones(sample.len()).in_file(self.values.file()));
        }
        Ok(Zones { ids, values, sample, left_out })
    }

    /// Sets the geometry of a result whose rows are the zones in order.
    ///
    /// # Errors
    /// Those of the file of features.
    pub fn drawn(&self, mut result: MethodResult, zones: &Zones) -> Result<MethodResult, Fault> {
        if let Some(source) = &self.geometry {
            result.geometry = Some(geometry::Features::read(source)?.beside(zones.ids.names()));
        }
        Ok(result)
    }
}

impl Zones {
    /// A column over every zone from one over the sample, `NaN` elsewhere.
    pub fn column(&self, of_sample: impl IntoIterator<Item = f64>) -> Vec<f64> {
        let mut column = vec![f64::NAN; self.ids.len()];
        for (&zone, value) in self.sample.zones().iter().zip(of_sample) {
            column[zone] = value;
        }
        column
    }

    /// Words over every zone from words over the sample; the others say why they have none.
    pub fn words(&self, of_sample: impl IntoIterator<Item = &'static str>) -> Vec<Option<String>> {
        let mut column = vec!["missing"; self.ids.len()];
        for &zone in &self.left_out.islands {
            column[zone] = "island";
        }
        for (&zone, word) in self.sample.zones().iter().zip(of_sample) {
            column[zone] = word;
        }
        column.into_iter().map(|word| Some(word.to_owned())).collect()
    }

    /// The values as given, `NaN` where missing.
    pub fn given(&self) -> Vec<f64> {
        self.values.iter().map(|value| value.unwrap_or(f64::NAN)).collect()
    }
}

/// Reads weights between known zones.
///
/// # Errors
/// Those of the table; `duplicate-pair`; `self-neighbour` where a diagonal is refused. Pairs that name a
/// zone without a row of values are left out and counted.
pub fn read_weights(source: &TableRef, ids: &Ids, diagonal: Diagonal, summary: &mut Summary) -> Result<Weights, Fault> {
    let table = Table::open(source)?;
    let (focal, neighbour, weight) = (table.require("focal")?, table.require("neighbour")?, table.require("weight")?);
    let (mut entries, mut known, mut strangers) = (Vec::new(), HashSet::new(), Vec::new());
    table.each(|row, _| {
        let (from, to) = (row.id(&focal)?, row.id(&neighbour)?);
        let value = row.required(&weight)?;
        let (Some(place), Some(other)) = (ids.place(from), ids.place(to)) else {
            strangers.extend([from, to].into_iter().filter(|id| ids.place(id).is_none()).map(str::to_owned));
            return Ok(());
        };
        if place == other && diagonal == Diagonal::Refused {
            return Err(self_neighbour(from).in_column(neighbour.name()));
        }
        if !known.insert((place as u32, other as u32)) {
            return Err(duplicate_pair(from, to).in_column(neighbour.name()));
        }
        entries.push((place, other, value));
        Ok(())
    })?;
    strangers.sort_unstable();
    strangers.dedup();
    summary.leave_out("weights-without-value", strangers);
    Ok(Weights::from_entries(ids.len(), entries))
}

fn duplicate_pair(focal: &str, neighbour: &str) -> Fault {
    Fault::new(
        "duplicate-pair",
        text!("la paire « {focal} », « {neighbour} » est donnée deux fois", "the pair “{focal}”, “{neighbour}” is given twice"),
        Text::new("garder une seule ligne par paire", "keep one row a pair"),
    )
}

fn self_neighbour(id: &str) -> Fault {
    Fault::new(
        "self-neighbour",
        text!("la zone « {id} » est sa propre voisine", "the zone “{id}” is its own neighbour"),
        Text::new(
            "retirer cette ligne : seul getis-ord --star compte la zone avec ses voisines",
            "remove this row: only getis-ord --star counts a zone among its neighbours",
        ),
    )
}

fn too_few_zones(count: usize) -> Fault {
    Fault::new(
        "too-few-zones",
        text!(
            "{count} zone a une valeur et un voisin qui en a une : il en faut au moins deux",
            "{count} zone has a value and a neighbour with one: at least two are needed"
        ),
        Text::new(
            "vérifier que les identifiants des deux fichiers s’écrivent de la même façon",
            "check that identifiers are spelt alike in both files",
        ),
    )
}

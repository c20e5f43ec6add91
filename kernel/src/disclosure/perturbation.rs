//! Perturbation tables and cell keys, for a partner whose convention is the cell-key method: each count is changed by a small
//! whole number, the same whenever the same people are counted.
//!
//! Giessing & Tent (2019), “Concepts for generalising tools implementing the cell key method to the case of continuous
//! variables”, as in the packages ptable 1.0.0 and cellKey 1.0.3. Field notes do not go this way: on freely drawn outlines one pair of
//! queries breaks it (docs/PRIVACY.md).

use crate::domain::{Fault, Text};

/// How counts may be changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The largest change D, 1 to 20.
    pub most: u32,
    /// The variance V of changes, positive.
    pub variance: f64,
    /// Counts from 1 to this are never shown (js), at most D.
    pub blocked: u32,
    /// Probability that a count that may be shown is left alone; `None` leaves it to the rest.
    pub stay: Option<f64>,
}

/// One change and how likely it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// What is added.
    pub change: i32,
    /// Its probability.
    pub probability: f64,
    /// The sum of probabilities up to this one: cell keys up to it take this change.
    pub up_to: f64,
}

/// The changes of each count; the last row serves all larger ones.
#[derive(Debug, Clone, PartialEq)]
pub struct PerturbationTable(Vec<Vec<Step>>);

impl PerturbationTable {
    /// Makes the table: for each count, the changes of greatest entropy that are nought on average and vary by V.
    ///
    /// # Algorithm
    /// Log-probabilities are quadratic in the change, brought to fall away from nought on either side (isotonic regression, which is
    /// the optimum under that constraint); two nested bisections find the two coefficients. Where V cannot be reached so, the fall is
    /// given up; where it cannot be reached at all, the variance is the one of greatest entropy.
    ///
    /// # Errors
    /// `bad-perturbation` when the rule is out of its bounds.
    pub fn new(rule: Rule) -> Result<Self, Fault> {
        let stay = rule.stay.unwrap_or(0.0);
        let fits = (1..=20).contains(&rule.most) && rule.blocked <= rule.most && rule.variance > 0.0 && (0.0..1.0).contains(&stay);
        if !fits {
            return Err(bad_perturbation());
        }
        let last = if rule.blocked == 0 { rule.most } else { rule.most + rule.blocked + 1 };
        Ok(Self((0..=last).map(|count| row(count as i32, rule)).collect()))
    }

    /// The changes of a count.
    pub fn row(&self, count: u64) -> &[Step] {
        &self.0[(count as usize).min(self.0.len() - 1)]
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.0.len()
    }

    /// The change of a count whose cell has this key, 0 to 1.
    pub fn change(&self, count: u64, key: f64) -> i32 {
        let row = self.row(count);
        row.iter().find(|step| key <= step.up_to).or(row.last()).map_or(0, |step| step.change)
    }
}

/// The key of a cell: the fraction of the sum of its records' keys.
pub fn cell_key(records: impl IntoIterator<Item = f64>) -> f64 {
    records.into_iter().sum::<f64>().fract()
}

fn row(count: i32, rule: Rule) -> Vec<Step> {
    let (most, blocked) = (rule.most as i32, rule.blocked as i32);
    let allowed = |change: &i32| count + change >= 0 && !(1..=blocked).contains(&(count + change));
    let changes: Vec<i32> = if count == 0 { vec![0] } else { (-most..=most).filter(allowed).collect() };
    let stay = rule.stay.filter(|_| changes.contains(&0) && changes.len() > 1);
    let probabilities = if changes.len() == 1 { vec![1.0] } else { solved(&Shape { changes: &changes, stay }, rule.variance) };
    let mut up_to = 0.0;
    let mut step = |(change, probability): (i32, f64)| {
        up_to += probability;
        Step { change, probability, up_to }
    };
    changes.iter().copied().zip(probabilities).map(&mut step).collect()
}

/// What a row of the table is made of.
struct Shape<'a> {
    changes: &'a [i32],
    stay: Option<f64>,
}

fn solved(shape: &Shape<'_>, variance: f64) -> Vec<f64> {
    let flattest = [true, false].map(|falling| (falling, shape.centred(0.0, falling)));
    match flattest.iter().find(|(_, probabilities)| shape.variance(probabilities) >= variance) {
        Some((falling, _)) => {
            let curvature = bisect(-50.0, 0.0, |curvature| shape.variance(&shape.centred(curvature, *falling)) > variance);
            shape.centred(curvature, *falling)
        }
        None => shape.centred(0.0, true),
    }
}

/// The place where a test turns from false to true.
fn bisect(mut low: f64, mut high: f64, test: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..90 {
        let middle = f64::midpoint(low, high);
        if test(middle) { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}

impl Shape<'_> {
    /// Probabilities of one curvature, with the slope that makes their mean nought.
    fn centred(&self, curvature: f64, falling: bool) -> Vec<f64> {
        let at = |slope: f64| self.probabilities(slope, curvature, falling);
        let mean = |probabilities: &[f64]| self.changes.iter().zip(probabilities).map(|(&change, p)| f64::from(change) * p).sum::<f64>();
        at(bisect(-60.0, 60.0, |slope| mean(&at(slope)) > 0.0))
    }

    fn variance(&self, probabilities: &[f64]) -> f64 {
        self.changes.iter().zip(probabilities).map(|(&change, p)| f64::from(change * change) * p).sum()
    }

    fn probabilities(&self, slope: f64, curvature: f64, falling: bool) -> Vec<f64> {
        let quadratic = |&change: &i32| (slope + curvature * f64::from(change)) * f64::from(change);
        let mut logs: Vec<f64> = self.changes.iter().map(quadratic).collect();
        if falling {
            self.let_fall(&mut logs);
        }
        let held = |change: i32| self.stay.filter(|_| change == 0);
        let free = || self.changes.iter().zip(&logs).filter(|(change, _)| held(**change).is_none());
        let top = free().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = free().map(|(_, log)| (log - top).exp()).sum();
        let rest = 1.0 - self.stay.unwrap_or(0.0);
        self.changes.iter().zip(&logs).map(|(&change, log)| held(change).unwrap_or_else(|| (log - top).exp() / sum * rest)).collect()
    }

    /// Brings logs to fall away from nought: neighbours out of order are set to their mean.
    fn let_fall(&self, logs: &mut [f64]) {
        let right: Vec<usize> = (0..logs.len()).filter(|&place| self.changes[place] > 0).collect();
        let left: Vec<usize> = (0..logs.len()).rev().filter(|&place| self.changes[place] < 0).collect();
        let mut sides = [pools(&right, logs), pools(&left, logs)];
        if let Some(peak) = self.changes.iter().position(|change| *change == 0 && self.stay.is_none()) {
            let mut top = Pool { sum: logs[peak], places: vec![peak] };
            while let Some(higher) = sides
                .iter_mut()
                .filter(|side| side.first().is_some_and(|pool| pool.mean() > top.mean()))
                .max_by(|a, b| a[0].mean().total_cmp(&b[0].mean()))
            {
                top.join(higher.remove(0));
            }
            sides[0].push(top);
        }
        for pool in sides.iter().flatten() {
            pool.places.iter().for_each(|&place| logs[place] = pool.mean());
        }
    }
}

struct Pool {
    sum: f64,
    places: Vec<usize>,
}

impl Pool {
    fn mean(&self) -> f64 {
        self.sum / self.places.len() as f64
    }

    fn join(&mut self, other: Self) {
        self.sum += other.sum;
        self.places.extend(other.places);
    }
}

/// Pools adjacent violators, so that means do not rise along the places.
fn pools(places: &[usize], logs: &[f64]) -> Vec<Pool> {
    let mut pools: Vec<Pool> = Vec::new();
    for &place in places {
        let mut last = Pool { sum: logs[place], places: vec![place] };
        while let Some(before) = pools.pop_if(|before| before.mean() < last.mean()) {
            last.join(before);
        }
        pools.push(last);
    }
    pools
}

fn bad_perturbation() -> Fault {
    Fault::new(
        "bad-perturbation",
        Text::new("cette règle de perturbation ne convient pas", "this rule of perturbation does not suit"),
        Text::new("attendu : D de 1 à 20, js ≤ D, V > 0, 0 ≤ p < 1", "expected D from 1 to 20, js ≤ D, V > 0, 0 ≤ p < 1"),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn rows<T: serde::de::DeserializeOwned>(file: &str) -> Vec<T> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden/sdc").join(file);
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
    }

    /// The tables of ptable, to the precision of its optimiser.
    #[test]
    fn the_tables_are_those_of_ptable() {
        let rule = |most, variance, blocked, stay| Rule { most, variance, blocked, stay };
        for (file, rule) in [
            ("ptable_D5_V3_js2_pstay05.csv", rule(5, 3.0, 2, Some(0.5))),
            ("ptable_D2_V1.05_js1.csv", rule(2, 1.05, 1, None)),
            ("ptable_D3_V1_js0.csv", rule(3, 1.0, 0, None)),
            ("ptable_D10_V10_js4.csv", rule(10, 10.0, 4, None)),
            ("ptable_D10_V8_js4.csv", rule(10, 8.0, 4, None)),
        ] {
            let table = PerturbationTable::new(rule).unwrap();
            let expected: Vec<(u64, i64, f64, i32, f64, f64, String)> = rows(file);
            assert_eq!(table.rows() as u64, expected.last().unwrap().0 + 1, "{file}");
            let mut off = std::collections::BTreeMap::new();
            for (count, _, probability, change, ..) in expected {
                let ours = table.row(count).iter().find(|step| step.change == change).map_or(0.0, |step| step.probability);
                let worst: &mut f64 = off.entry(count).or_default();
                *worst = worst.max((ours - probability).abs());
            }
            assert!(off.values().all(|off| *off < 2e-7), "{file}: {off:?}");
        }
    }

    /// Cell keys and changed counts of cellKey over 1,200 records: neighbourhoods, municipalities, themes and every total.
    #[test]
    fn cell_keys_and_changes_are_those_of_cell_key() {
        let records: Vec<(String, String, f64)> = rows("cellkey_microdata.csv");
        let changes: Vec<(String, String, i64, i32, f64, String)> = rows("cellkey_modcnts.csv");
        let counts: Vec<(String, String, String, i64, i64, i64, i64)> = rows("cellkey_freqtab_D5V3js2.csv");
        let table = PerturbationTable::new(Rule { most: 5, variance: 3.0, blocked: 2, stay: Some(0.5) }).unwrap();
        for ((zone, theme, _, change, key, _), (.., count, _, shown, _)) in changes.iter().zip(&counts) {
            let inside = |record: &&(String, String, f64)| {
                (zone == "Total" || record.0.starts_with(zone.as_str())) && (theme == "Total" || record.1 == *theme)
            };
            let members: Vec<f64> = records.iter().filter(inside).map(|record| record.2).collect();
            let ours = cell_key(members.iter().copied());
            assert!((ours - key).abs() < 1e-9, "{zone} {theme}: key {ours} instead of {key}");
            assert_eq!(members.len() as i64, *count);
            assert_eq!(table.change(*count as u64, ours), *change, "{zone} {theme}: {count} with key {ours}");
            assert_eq!(count + i64::from(*change), *shown);
        }
        assert_eq!(changes.len(), 125);
    }

    #[test]
    fn a_rule_out_of_its_bounds_is_refused() {
        let rule = Rule { most: 5, variance: 3.0, blocked: 2, stay: None };
        for bad in
            [Rule { most: 0, ..rule }, Rule { variance: f64::NAN, ..rule }, Rule { blocked: 6, ..rule }, Rule { stay: Some(1.0), ..rule }]
        {
            assert_eq!(PerturbationTable::new(bad).unwrap_err().code, "bad-perturbation");
        }
        let row = PerturbationTable::new(rule).unwrap().row(100).to_vec();
        assert!((row.iter().map(|step| step.probability).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

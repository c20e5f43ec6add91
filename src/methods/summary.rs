//! What a run took, left out and must warn of.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::Text;
use crate::text;

/// The account of one run, written beside its result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The method.
    pub method: &'static str,
    /// Every option as it was understood, defaults included.
    pub options: Map<String, Value>,
    /// Rows that took part.
    pub taken: u64,
    /// Rows that did not, by reason.
    pub left_out: Vec<LeftOut>,
    /// What was found over the whole: sums, counts, cut-offs.
    pub findings: Map<String, Value>,
    /// What a reader must know before believing the figures.
    pub warnings: Vec<Warning>,
    /// For what is optimised: how good it is, and how good it could be.
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub optimum: Option<Optimum>,
    /// Seconds it took, reading and writing included.
    pub seconds: f64,
}

/// Rows left out for one reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut {
    /// Stable code.
    pub reason: &'static str,
    /// How many.
    pub count: u64,
    /// Which.
    pub ids: Vec<String>,
}

/// A limit of the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// In words.
    pub message: Text,
}

/// How good a solution is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Optimum {
    /// Value of the solution.
    pub objective: f64,
    /// No solution can be better than this.
    pub bound: f64,
    /// `|objective − bound| / |objective|`.
    pub gap: f64,
}

impl Optimum {
    /// A solution and the bound shown for it.
    pub fn new(objective: f64, bound: f64) -> Self {
        let missing = (objective - bound).abs();
        Self { objective, bound, gap: if missing == 0.0 { 0.0 } else { missing / objective.abs() } }
    }

    /// The solution, its bound and the gap in words; it is only called optimal when the bound is the value itself.
    pub fn words(&self) -> Text {
        let (objective, bound, percent) = (self.objective, self.bound, 100.0 * self.gap);
        if self.gap == 0.0 {
            return text!(
                "optimal : objectif {objective}, borne {bound}, écart 0 %",
                "optimal: objective {objective}, bound {bound}, gap 0 %"
            );
        }
        text!(
            "meilleur trouvé : objectif {objective}, borne {bound}, écart {percent:.3} %",
            "best found: objective {objective}, bound {bound}, gap {percent:.3} %"
        )
    }
}

/// Below so many zones a permutation test says little.
const FEW_ZONES: usize = 30;

impl Summary {
    /// The account of a run that has yet to begin.
    pub fn new(method: &'static str) -> Self {
        Self {
            method,
            options: Map::new(),
            taken: 0,
            left_out: Vec::new(),
            findings: Map::new(),
            warnings: Vec::new(),
            optimum: None,
            seconds: 0.0,
        }
    }

    /// Notes an option.
    pub fn option(&mut self, name: &str, value: impl Into<Value>) {
        self.options.insert(name.to_owned(), value.into());
    }

    /// Notes a finding; one that is not finite is noted as missing.
    pub fn finding(&mut self, name: &str, value: impl Into<Value>) {
        self.findings.insert(name.to_owned(), value.into());
    }

    /// Notes rows left out, when there are any.
    pub fn leave_out(&mut self, reason: &'static str, ids: Vec<String>) {
        if !ids.is_empty() {
            self.left_out.push(LeftOut { reason, count: ids.len() as u64, ids });
        }
    }

    /// Notes what a reader must know.
    pub fn warn(&mut self, code: &'static str, message: Text) {
        self.warnings.push(Warning { code, message });
    }

    /// Warns when there are too few zones for a permutation test to mean much.
    pub fn warn_of_few_zones(&mut self, zones: usize) {
        if zones < FEW_ZONES {
            self.warn(
                "few-zones",
                Text::new(
                    format!(
                        "{zones} zones seulement : un test par permutation en demande au moins {FEW_ZONES} pour signifier quelque chose"
                    ),
                    format!("only {zones} zones: a permutation test needs at least {FEW_ZONES} to mean much"),
                ),
            );
        }
    }

    /// Warns when all values are equal: then there is nothing to measure.
    pub fn warn_of_no_variation(&mut self) {
        self.warn(
            "no-variation",
            Text::new("toutes les valeurs sont égales : il n’y a rien à mesurer", "all values are equal: there is nothing to measure"),
        );
    }
}

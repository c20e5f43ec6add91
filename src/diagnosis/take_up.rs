//! Where rights are probably not taken up: recipients against those expected.

use serde::Serialize;

use super::{Basis, Method};
use crate::domain::{DatasetId, Geography, Measure, Text, ZoneCode};

/// The signal over a territory, zones in the order of the layer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakeUp {
    /// The zones spoken of.
    pub geography: Geography,
    /// The benefit.
    pub benefit: Text,
    /// How, what it is and what it is not.
    pub method: Method,
    /// The recipients counted.
    pub recipients: Basis,
    /// What the expectation rests on.
    pub strata: Vec<Stratum>,
    /// Variance of the counts beyond Poisson's, 1 when there is none.
    pub overdispersion: f64,
    /// The false discovery rate controlled.
    pub fdr: f64,
    /// Each zone.
    pub zones: Vec<ZoneTakeUp>,
    /// Contiguous zones of low take-up, most likely first.
    pub clusters: Vec<Cluster>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// A group of people and how often it receives the benefit in the reference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stratum {
    /// The group.
    pub label: Text,
    /// Its size over the territory.
    pub population: f64,
    /// Recipients per member.
    pub rate: Measure,
}

/// One zone's signal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneTakeUp {
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// Recipients as published.
    pub observed: Measure,
    /// Recipients expected.
    pub expected: Measure,
    /// Observed over expected, with an interval that carries rounding, chance and the model.
    pub ratio: Measure,
    /// Recipients missing: expected − observed, never below zero.
    pub shortfall: Measure,
    /// Two-sided p-value, adjusted for the number of zones (Benjamini–Hochberg).
    pub p_adjusted: Option<f64>,
    /// In a word.
    pub class: TakeUpClass,
    /// Rank of the cluster it belongs to, from 1.
    pub cluster: Option<u32>,
}

/// What can be said of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TakeUpClass {
    /// Surely fewer recipients than expected.
    Deficit,
    /// Surely more.
    Surplus,
    /// The interval covers the reference: never coloured.
    NotDistinguishable,
    /// Too few people, or values withheld or missing.
    Insufficient,
}

/// A contiguous zone of low take-up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cluster {
    /// From 1, most likely first.
    pub rank: u32,
    /// The zones in it, by code.
    pub zones: Vec<ZoneCode>,
    /// Recipients.
    pub observed: f64,
    /// Recipients expected.
    pub expected: f64,
    /// Observed over expected inside, divided by the same outside.
    pub relative_risk: f64,
    /// Kulldorff's log-likelihood ratio.
    pub llr: f64,
    /// Monte Carlo rank p-value.
    pub p: f64,
}

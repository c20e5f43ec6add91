//! What became of a map's streets in one network, for the import report.

use serde::{Deserialize, Serialize};

use super::rules::{Reason, Verdict};
use crate::domain::{Tags, Text};
use crate::network::{Graph, Mode};
use crate::text;

/// How many values that make no sense are kept in full; beyond, they are counted.
const KEPT: usize = 100;

/// A value that makes no sense and was not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsurdValue {
    /// The number of the way in its source.
    pub way: i64,
    /// The key: `maxspeed`, `duration`, `incline`.
    pub key: String,
    /// What is written.
    pub value: String,
}

/// The account of one network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StreetReport {
    /// The mode.
    pub mode: Mode,
    /// The profile: `walk`, `walk-pram`…
    pub profile: String,
    /// Ways of the map.
    pub ways: u64,
    /// Ways that this traveller may use.
    pub kept: u64,
    /// Ways left out because their class is not for this mode.
    pub left_by_class: u64,
    /// Ways left out because they are private or forbidden.
    pub left_by_access: u64,
    /// Ways left out for steps, ground or a ban.
    pub left_by_condition: u64,
    /// Ways with rules that hold at some hours only: those rules were not looked at.
    pub conditional: u64,
    /// Values that make no sense: how many.
    pub absurd: u64,
    /// The first of them.
    pub absurd_values: Vec<AbsurdValue>,
    /// Barriers that part a street.
    pub barriers: u64,
    /// Pieces drawn twice.
    pub doubles: u64,
    /// Turn restrictions in force.
    pub restrictions_used: u64,
    /// Turn restrictions whose ways do not meet at the node, or meet it twice.
    pub restrictions_ignored: u64,
    /// Crossings of the network kept.
    pub nodes: u64,
    /// Directed edges kept.
    pub edges: u64,
    /// Streets kept.
    pub streets: u64,
    /// Kilometres kept.
    pub km: f64,
    /// Crossings cut off from the main part: left out.
    pub lost_nodes: u64,
    /// Streets cut off.
    pub lost_streets: u64,
    /// Kilometres cut off.
    pub lost_km: f64,
}

impl StreetReport {
    pub(super) fn new(mode: Mode, profile: &str) -> Self {
        Self {
            mode,
            profile: profile.to_owned(),
            ways: 0,
            kept: 0,
            left_by_class: 0,
            left_by_access: 0,
            left_by_condition: 0,
            conditional: 0,
            absurd: 0,
            absurd_values: Vec::new(),
            barriers: 0,
            doubles: 0,
            restrictions_used: 0,
            restrictions_ignored: 0,
            nodes: 0,
            edges: 0,
            streets: 0,
            km: 0.0,
            lost_nodes: 0,
            lost_streets: 0,
            lost_km: 0.0,
        }
    }

    /// Counts one way.
    pub(super) fn way(&mut self, id: i64, tags: &Tags, verdict: &Verdict) {
        self.ways += 1;
        match verdict.passage {
            Ok(_) => self.kept += 1,
            Err(Reason::Class) => self.left_by_class += 1,
            Err(Reason::Access) => self.left_by_access += 1,
            Err(Reason::Condition) => self.left_by_condition += 1,
        }
        self.conditional += u64::from(tags.iter().any(|(key, _)| key.ends_with(":conditional")));
        if let Some(absurd) = verdict.absurd {
            self.absurd += 1;
            if self.absurd_values.len() < KEPT {
                let value = tags.get(absurd.key).unwrap_or_default().to_owned();
                self.absurd_values.push(AbsurdValue { way: id, key: absurd.key.to_owned(), value });
            }
        }
    }

    pub(super) fn kept(&mut self, graph: &Graph) {
        (self.nodes, self.edges, self.streets) = (graph.node_count() as u64, graph.edge_count() as u64, graph.street_count() as u64);
        self.km = graph.metres.iter().map(|metres| f64::from(*metres)).sum::<f64>() / 1_000.0;
    }

    /// The share of the kilometres open to this traveller that the network holds, 0 to 1.
    pub fn kept_share(&self) -> f64 {
        let all = self.km + self.lost_km;
        if all > 0.0 { self.km / all } else { 0.0 }
    }

    /// The account in sentences; what did not happen is not told.
    pub fn remarks(&self) -> Vec<Text> {
        let (mode, Self { ways, kept, nodes, streets, lost_nodes, lost_streets, .. }) = (self.named(), self);
        let Self { absurd, barriers, restrictions_used, restrictions_ignored, conditional, .. } = self;
        let (left, km, lost_km) = (ways - kept, self.km, self.lost_km);
        let (share, share_fr) = (self.kept_share() * 100.0, format!("{:.1}", self.kept_share() * 100.0).replace('.', ","));
        let lost_fr = format!("{lost_km:.1}").replace('.', ",");
        let (fr, en) = (&mode.fr, &mode.en);
        let first = self.absurd_values.first().map(|one| format!("{}={}", one.key, one.value)).unwrap_or_default();
        let told = [
            (
                true,
                text!(
                    "{fr} : {kept} voies sur {ways} ({left} fermées à ce mode), {streets} rues entre {nodes} carrefours, {km:.0} km",
                    "{en}: {kept} ways of {ways} ({left} closed to this mode), {streets} streets between {nodes} crossings, {km:.0} km"
                ),
            ),
            (
                *lost_streets > 0,
                text!(
                    "{fr} : {lost_streets} rues ({lost_fr} km, {lost_nodes} carrefours) sans lien avec le reste, laissées de côté ; {share_fr} % gardés",
                    "{en}: {lost_streets} streets ({lost_km:.1} km, {lost_nodes} crossings) cut off from the rest, left out; {share:.1}% kept"
                ),
            ),
            (
                *absurd > 0,
                text!("{fr} : {absurd} valeurs impossibles ignorées ({first}…)", "{en}: {absurd} impossible values not used ({first}…)"),
            ),
            (*barriers > 0, text!("{fr} : {barriers} barrières infranchissables", "{en}: {barriers} barriers that cannot be passed")),
            (
                restrictions_used + restrictions_ignored > 0,
                text!(
                    "{fr} : {restrictions_used} interdictions de tourner appliquées, {restrictions_ignored} ignorées car ambiguës ou sans objet",
                    "{en}: {restrictions_used} turn restrictions applied, {restrictions_ignored} not, being ambiguous or without object"
                ),
            ),
            (
                *conditional > 0,
                text!(
                    "{fr} : {conditional} voies ont des règles à certaines heures, ignorées",
                    "{en}: {conditional} ways have rules at some hours, not looked at"
                ),
            ),
        ];
        told.into_iter().filter(|(happened, _)| *happened).map(|(_, words)| words).collect()
    }

    fn named(&self) -> Text {
        match self.profile.as_str() {
            "walk-reduced" => Text::new("à pied, mobilité réduite", "on foot, reduced mobility"),
            "walk-pram" => Text::new("à pied, avec poussette", "on foot, with a pram"),
            _ => match self.mode {
                Mode::Walk => Text::new("à pied", "on foot"),
                Mode::Bike => Text::new("à vélo", "by bike"),
                Mode::Car => Text::new("en voiture", "by car"),
            },
        }
    }
}

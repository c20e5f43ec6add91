//! Contiguous zones of low take-up, each dissolved into one outline.

use std::borrow::Cow;

use super::{Cell, Frame, Kind, Place};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::take_up::{Cluster, TakeUp};
use crate::domain::{Position, Shape, Text, ZoneCode};
use crate::spatial::centre;
use crate::spatial::dissolve::dissolve;

/// Clusters and their outlines.
pub struct ClusterRows {
    rows: Vec<Row>,
}

struct Row {
    id: String,
    cluster: Cluster,
    names: Vec<String>,
    outline: Shape,
    centre: Position,
}

impl ClusterRows {
    fn cluster(&self, row: usize) -> &Cluster {
        &self.rows[row].cluster
    }
}

/// The clusters of a signal, most likely first.
pub fn table(atlas: &Atlas, take_up: &TakeUp) -> Frame<ClusterRows> {
    let layer = atlas.layer(take_up.geography);
    let rows: Vec<_> =
        layer.map(|layer| take_up.clusters.iter().filter_map(|cluster| dissolved(layer, cluster)).collect()).unwrap_or_default();
    let count = rows.len();
    let frame = Frame::new(
        ClusterRows { rows },
        count,
        |s, row| Cow::Borrowed(s.rows[row].id.as_str()),
        |s, row| Place::Area(s.rows[row].outline.outline(), s.rows[row].centre),
    );
    with_figures(with_members(frame))
}

fn dissolved(layer: &Layer, cluster: &Cluster) -> Option<Row> {
    let members: Vec<_> = cluster.zones.iter().filter_map(|code| layer.index_of(code.as_str())).map(|index| &layer.zones[index]).collect();
    let outline = dissolve(members.iter().map(|zone| &zone.shape)).ok()?;
    Some(Row {
        id: cluster.rank.to_string(),
        cluster: cluster.clone(),
        names: members.iter().map(|zone| zone.name.clone()).collect(),
        centre: centre::inside(&outline),
        outline,
    })
}

fn with_members(frame: Frame<ClusterRows>) -> Frame<ClusterRows> {
    frame
        .with("rank", Text::new("Rang", "Rank"), Kind::Whole, |s, row| Cell::Whole(s.cluster(row).rank.into()))
        .with("zones", Text::new("Codes des zones", "Codes of the zones"), Kind::List, |s, row| {
            Cell::list(s.cluster(row).zones.iter().map(ZoneCode::as_str))
        })
        .with("names", Text::new("Noms des zones", "Names of the zones"), Kind::List, |s, row| {
            Cell::list(s.rows[row].names.iter().map(String::as_str))
        })
}

fn with_figures(frame: Frame<ClusterRows>) -> Frame<ClusterRows> {
    let number = Kind::Number;
    frame
        .with("observed", Text::new("Bénéficiaires observés", "Recipients observed"), number, |s, row| {
            Cell::number(Some(s.cluster(row).observed))
        })
        .with("expected", Text::new("Bénéficiaires attendus", "Recipients expected"), number, |s, row| {
            Cell::number(Some(s.cluster(row).expected))
        })
        .with("relative_risk", Text::new("Risque relatif", "Relative risk"), number, |s, row| {
            Cell::number(Some(s.cluster(row).relative_risk))
        })
        .with("llr", Text::new("Rapport de vraisemblance (Kulldorff)", "Log-likelihood ratio (Kulldorff)"), number, |s, row| {
            Cell::number(Some(s.cluster(row).llr))
        })
        .with("p", Text::new("Valeur p (Monte-Carlo)", "p-value (Monte Carlo)"), number, |s, row| Cell::number(Some(s.cluster(row).p)))
}

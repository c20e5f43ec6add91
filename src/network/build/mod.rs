//! From a map of streets to the network of one mode.
//!
//! # Algorithm
//! 1. A [`Profile`] judges every way: open or not, in which directions, how fast ([`rules`]).
//! 2. Ways taken are cut into pieces between nodes; barriers part them ([`pieces`]).
//! 3. Pieces are joined into streets between crossings, points kept ([`streets`]).
//! 4. Nodes with restricted turns are split ([`turns`]).
//! 5. The largest strongly connected component is kept, the rest reported ([`component`], [`assemble`]).

mod assemble;
mod bike;
mod car;
mod component;
mod pieces;
mod profile;
mod report;
mod rules;
mod streets;
#[cfg(test)]
mod tests;
mod turns;
mod values;
mod walk;

pub use profile::{Access, AccessKey, Limits, Profile, TagSpeed};
pub use report::{AbsurdValue, StreetReport};
pub use rules::Reason;

use super::{Graph, Mode};
use crate::domain::{Fault, StreetMap, Text};
use crate::text;

/// Who `except` on a turn restriction frees, by mode; empty when the mode obeys none.
fn obeys(mode: Mode) -> &'static [&'static str] {
    match mode {
        Mode::Car => &["motorcar", "motor_vehicle"],
        Mode::Walk | Mode::Bike => &[],
    }
}

/// Builds the network of one profile.
///
/// # Returns
/// The network and the account of what was left out. The same map gives the same network whatever the
/// number of threads.
///
/// # Errors
/// `no-streets-for-mode` when the profile can use no street of the map.
///
/// # Notes
/// `O(n log n)` in the nodes of the map. Turn restrictions bind cars alone; a turn costs nothing by itself.
pub fn build(map: &StreetMap, profile: &Profile) -> Result<(Graph, StreetReport), Fault> {
    let mut report = StreetReport::new(profile.mode, profile.name);
    let pieces = pieces::cut(map, profile, &mut report);
    let restrictions = turns::obeyed(map, obeys(profile.mode));
    let streets = streets::join(&pieces, &turns::places(&restrictions));
    let first_free = pieces.nodes.len() as u32;
    let (edges, copies) = turns::split(map, &streets, &restrictions, first_free, &mut report);
    let mut nodes = pieces.nodes;
    nodes.extend(copies.iter().map(|node| map.nodes[*node as usize]));
    let graph = assemble::assemble(&assemble::Draft { nodes, streets, edges }, &mut report);
    if graph.edge_count() == 0 {
        return Err(nothing_left(profile, &report));
    }
    Ok((graph, report))
}

fn nothing_left(profile: &Profile, report: &StreetReport) -> Fault {
    let (name, ways) = (profile.name, report.ways);
    Fault::new(
        "no-streets-for-mode",
        text!(
            "aucune des {ways} voies n’est praticable avec le profil {name}",
            "none of the {ways} ways can be used with the profile {name}"
        ),
        Text::new("prendre un extrait qui garde toutes les classes de « highway »", "take an extract that keeps every class of “highway”"),
    )
}

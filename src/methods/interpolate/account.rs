//! What was carried over, what was not, and why.

use super::Options;
use super::columns::{Numbers, Wanted};
use super::layers::Zones;
use crate::analysis::interpolation::{Allocation, Overlaps};
use crate::methods::summary::Summary;
use crate::text;

/// Zones of one layer that overlap by more than this share of one of them count people twice.
const OVERLAPPING: f64 = 1e-6;

/// The balance of one column of counts.
pub fn count(column: &Numbers, found: &[f64], overlaps: &Overlaps, options: &Options, summary: &mut Summary) {
    let known = || (0..).zip(&column.values).filter(|(_, count)| count.is_finite());
    let total: f64 = known().map(|(_, count)| count).sum();
    let placed: f64 = found.iter().filter(|count| count.is_finite()).sum();
    let unplaced: f64 = known().filter(|(source, _)| overlaps.of_source(*source) <= 0.0).map(|(_, count)| count).sum();
    let outside = |(source, count): (usize, &f64)| {
        let (whole, within) = (overlaps.of_source(source), overlaps.entries(source).map(|(_, amount)| amount).sum::<f64>());
        let share = match options.allocation {
            _ if whole <= 0.0 => 0.0,
            Allocation::Total if within > 0.0 => 0.0,
            _ => (1.0 - within / whole).max(0.0),
        };
        // What rounding leaves of a source that is wholly inside is nobody.
        if share < 1e-9 { 0.0 } else { count * share }
    };
    let outside: f64 = known().map(outside).sum();
    let name = &column.name;
    summary.finding(&format!("total_{name}"), total);
    summary.finding(&format!("allocated_{name}"), placed);
    summary.finding(&format!("outside_targets_{name}"), outside);
    if options.mask.is_some() {
        summary.finding(&format!("lost_in_sources_without_mask_{name}"), unplaced);
    }
    if unplaced > 0.0 {
        summary.warn(
            "lost-in-sources-without-mask",
            text!(
                "« {name} » : {unplaced} sont dans des sources où le masque ne met personne, et ne sont placés nulle part",
                "“{name}”: {unplaced} are in sources where the mask puts nobody, and are placed nowhere"
            ),
        );
    }
    let shares = column.values.iter().filter(|count| count.is_finite());
    if total > 0.0 && shares.clone().all(|count| *count <= 1.0) && shares.clone().any(|count| count.fract() != 0.0) {
        summary.warn(
            "looks-like-a-share",
            text!(
                "« {name} » ne dépasse jamais 1 : si c’est une part, la donner avec --intensive",
                "“{name}” never exceeds 1: if it is a share, give it with --intensive"
            ),
        );
    }
}

/// Sources that did not take part, and layers that overlap themselves.
pub fn layers(wanted: &Wanted, sources: &Zones, targets: &Zones, by_area: &Overlaps, overlaps: &Overlaps, summary: &mut Summary) {
    let all = || 0..sources.ids.len();
    let missing: Vec<usize> = all().filter(|source| lacks(wanted, *source)).collect();
    let apart: Vec<usize> = all().filter(|source| by_area.entries(*source).len() == 0).collect();
    let empty: Vec<usize> = all().filter(|source| overlaps.of_source(*source) <= 0.0).collect();
    summary.taken = all()
        .filter(|source| !lacks(wanted, *source) && by_area.entries(*source).len() > 0 && overlaps.of_source(*source) > 0.0)
        .count() as u64;
    summary.leave_out("missing-value", sources.ids.at(&missing));
    summary.leave_out("outside-targets", sources.ids.at(&apart));
    summary.leave_out("nobody-in-mask", sources.ids.at(&empty));
    summary.finding("pairs", by_area.pair_count() as u64);
    let covered = by_area.covered();
    let more = |part: f64, whole: f64| part > whole * (1.0 + OVERLAPPING);
    let twice = (0..covered.len()).filter(|target| more(covered[*target], by_area.of_target(*target))).count();
    if twice > 0 {
        summary.warn(
            "overlapping-sources",
            text!(
                "des sources se recouvrent dans {twice} cibles : leurs habitants y comptent deux fois",
                "sources overlap each other in {twice} targets: their people count twice there"
            ),
        );
    }
    let within = |source: &usize| more(by_area.entries(*source).map(|(_, area)| area).sum(), by_area.of_source(*source));
    let twice = all().filter(within).count();
    if twice > 0 {
        summary.warn(
            "overlapping-targets",
            text!(
                "des cibles se recouvrent dans {twice} sources : la somme des cibles dépasse les effectifs",
                "targets overlap each other in {twice} sources: targets sum to more than was counted"
            ),
        );
    }
    summary.finding("targets_without_overlap", (0..targets.ids.len()).filter(|target| covered[*target] <= 0.0).count() as u64);
}

/// Why a target lacks a figure.
pub fn reasons(wanted: &Wanted, found: &[(String, Vec<f64>)], sources: &Zones, by_area: &Overlaps, targets: usize) -> Vec<Option<String>> {
    let (mut met, mut unknown) = (vec![false; targets], vec![false; targets]);
    for source in 0..sources.ids.len() {
        for (target, _) in by_area.entries(source) {
            met[target] = true;
            unknown[target] |= lacks(wanted, source);
        }
    }
    let reason = |target: usize| {
        let lacking = found.iter().any(|(_, values)| values[target].is_nan());
        let word = match (met[target], unknown[target]) {
            (false, _) => "no-overlap",
            (true, true) => "missing-source",
            (true, false) => "nobody-in-mask",
        };
        lacking.then(|| word.to_owned())
    };
    (0..targets).map(reason).collect()
}

fn lacks(wanted: &Wanted, source: usize) -> bool {
    wanted.numbers().any(|column| column.values[source].is_nan())
}

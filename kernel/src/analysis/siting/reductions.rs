//! What can be decided without searching.

use std::collections::HashMap;

use super::problem::{Fate, Problem};

/// Cells of the largest table of membership worth building.
const MOST_WORDS: usize = 20_000_000;
/// Comparisons after which domination is no longer worth looking for.
const MOST_WORK: usize = 200_000_000;

/// The problem with everything decided that needs no search.
///
/// # Algorithm
/// Until nothing changes:
/// 1. a row that must be served and has one site left opens it;
/// 2. where pairs cost nothing (cover and coverage): rows with the same sites become one; a row that must be
///    served and has all the sites of another such row goes, being served with it; a site whose rows
///    another site, no dearer, has as well is closed (Toregas & `ReVelle` 1973).
pub(super) fn reduced(mut problem: Problem) -> Problem {
    let free_pairs = problem.pairs.iter().all(|pair| pair.1 == 0.0);
    loop {
        let mut fates = vec![Fate::Free; problem.sites.len()];
        if !only_sites(&problem, &mut fates) {
            problem.offset = f64::INFINITY;
            return problem;
        }
        if fates.iter().any(|fate| *fate != Fate::Free) {
            let prices = std::mem::take(&mut problem.prices);
            problem = problem.restricted(&fates, &prices);
            continue;
        }
        if !free_pairs || problem.settled().is_some() {
            return problem;
        }
        let problem_with_fewer_rows = fewer_rows(&problem);
        let fates = dominated_sites(&problem_with_fewer_rows);
        let changed = fates.iter().any(|fate| *fate != Fate::Free);
        problem = problem_with_fewer_rows;
        if !changed {
            return problem;
        }
        let prices = std::mem::take(&mut problem.prices);
        problem = problem.restricted(&fates, &prices);
    }
}

/// Opens the sites that some row cannot do without; false when they are too many.
fn only_sites(problem: &Problem, fates: &mut [Fate]) -> bool {
    for (row, pairs) in problem.rows() {
        if problem.outside[row].is_infinite() && pairs.len() == 1 {
            fates[pairs[0].0 as usize] = Fate::Open;
        }
    }
    let opened = fates.iter().filter(|fate| **fate == Fate::Open).count();
    problem.count.is_none_or(|count| opened <= count)
}

/// Who belongs to whom, one bit each.
struct Membership {
    width: usize,
    words: Vec<u64>,
}

impl Membership {
    fn new<'a>(sets: impl ExactSizeIterator<Item = &'a [u32]>, size: usize) -> Option<Self> {
        let width = size.div_ceil(64);
        if sets.len().saturating_mul(width) > MOST_WORDS {
            return None;
        }
        let mut words = vec![0; sets.len() * width];
        for (place, set) in sets.enumerate() {
            for &member in set {
                words[place * width + member as usize / 64] |= 1 << (member % 64);
            }
        }
        Some(Self { width, words })
    }

    fn within(&self, small: usize, large: usize) -> bool {
        let of = |place: usize| &self.words[place * self.width..(place + 1) * self.width];
        of(small).iter().zip(of(large)).all(|(small, large)| small & !large == 0)
    }
}

/// Rows merged, and those dropped that are served with another.
fn fewer_rows(problem: &Problem) -> Problem {
    let mut merged: Vec<(Vec<u32>, f64, f64)> = Vec::new();
    let mut places: HashMap<Vec<u32>, usize> = HashMap::new();
    for (row, pairs) in problem.rows() {
        let sites: Vec<u32> = pairs.iter().map(|pair| pair.0).collect();
        let (outside, price) = (problem.outside[row], problem.prices[row]);
        if let Some(&place) = places.get(&sites) {
            merged[place].1 += outside;
            merged[place].2 += price;
        } else {
            places.insert(sites.clone(), merged.len());
            merged.push((sites, outside, price));
        }
    }
    let served_with_another = served_with_another(&merged, problem.sites.len());
    let mut left = Problem {
        sites: problem.sites.clone(),
        opening: problem.opening.clone(),
        starts: vec![0],
        count: problem.count,
        offset: problem.offset,
        opened: problem.opened.clone(),
        ..Problem::default()
    };
    for ((sites, outside, price), _) in merged.into_iter().zip(served_with_another).filter(|(_, gone)| !gone) {
        left.push_row(sites.into_iter().map(|site| (site, 0.0)), outside, price);
    }
    left
}

fn served_with_another(rows: &[(Vec<u32>, f64, f64)], sites: usize) -> Vec<bool> {
    let mut gone = vec![false; rows.len()];
    let must = |row: usize| rows[row].1.is_infinite();
    let mut rows_of = vec![Vec::new(); sites];
    for row in (0..rows.len()).filter(|row| must(*row)) {
        rows[row].0.iter().for_each(|site| rows_of[*site as usize].push(row));
    }
    if rows_of.iter().all(Vec::is_empty) {
        return gone;
    }
    let Some(membership) = Membership::new(rows.iter().map(|row| row.0.as_slice()), sites) else { return gone };
    let mut work = 0;
    for row in (0..rows.len()).filter(|row| must(*row)) {
        let rarest = rows[row].0.iter().min_by_key(|site| rows_of[**site as usize].len());
        let others = rarest.map_or(&[][..], |site| &rows_of[*site as usize]);
        work += others.len() * membership.width;
        if work > MOST_WORK {
            break;
        }
        for &other in others.iter().filter(|other| **other != row) {
            gone[other] = gone[other] || (!gone[row] && membership.within(row, other));
        }
    }
    gone
}

/// Closes sites that another replaces, as long as enough are left to open.
fn dominated_sites(problem: &Problem) -> Vec<Fate> {
    let sites = problem.sites.len();
    let mut fates = vec![Fate::Free; sites];
    let mut spare = sites - problem.count.unwrap_or(0).min(sites);
    let columns: Vec<Vec<u32>> = problem.columns().into_iter().map(|column| column.into_iter().map(|pair| pair.0).collect()).collect();
    let Some(membership) = Membership::new(columns.iter().map(Vec::as_slice), problem.row_count()) else { return fates };
    let mut work = 0;
    for site in 0..sites {
        let shortest = columns[site].iter().map(|row| problem.row(*row as usize)).min_by_key(|row| row.len());
        let others = shortest.unwrap_or_default();
        work += others.len() * membership.width;
        if work > MOST_WORK {
            break;
        }
        let replaces = |other: usize| {
            let (cost, theirs) = (problem.opening[site], problem.opening[other]);
            // Of two sites alike, the first stays.
            let better = theirs < cost || columns[other].len() > columns[site].len() || other < site;
            other != site && fates[other] == Fate::Free && theirs <= cost && better && membership.within(site, other)
        };
        let replaced = columns[site].is_empty() || others.iter().any(|pair| replaces(pair.0 as usize));
        if replaced && spare > 0 {
            fates[site] = Fate::Closed;
            spare -= 1;
        }
    }
    fates
}

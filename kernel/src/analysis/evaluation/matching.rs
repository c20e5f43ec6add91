//! Comparison zones that were like the treated ones before.

/// Comparison zones for each treated zone, nearest first, none of them used twice.
///
/// Abadie & Imbens 2006, *Large sample properties of matching estimators for average treatment effects*
/// (distance on standardised characteristics, a fixed number of matches); without replacement, so that
/// the sets are disjoint and treatment can be dealt anew within each (Rosenbaum 2002, *Observational
/// studies*, ch. 3).
///
/// # Parameters
/// - `treated`, `comparisons`: of each zone, its characteristics before, the same everywhere.
/// - `matches`: comparison zones a treated zone; at most `comparisons.len() / treated.len()`.
///
/// # Returns
/// For each treated zone, places among the comparisons.
///
/// # Algorithm
/// 1. Characteristics are divided by their standard deviation over all zones; one that is the same
///    everywhere does not count.
/// 2. In as many rounds as matches, each treated zone gets one more: the nearest pair first, then the
///    nearest of those left. Pairs at the same distance go in the order given.
///
/// # Notes
/// `O(t c log(t c))`. Nearest pairs first does not always give the least sum of distances.
pub fn matched(treated: &[Vec<f64>], comparisons: &[Vec<f64>], matches: usize) -> Vec<Vec<usize>> {
    let scales = scales(treated, comparisons);
    let distance = |a: &[f64], b: &[f64]| a.iter().zip(b).zip(&scales).map(|((a, b), scale)| ((a - b) * scale).powi(2)).sum::<f64>();
    let mut pairs: Vec<(f64, u32, u32)> = Vec::with_capacity(treated.len() * comparisons.len());
    for (one, of_one) in (0..).zip(treated) {
        pairs.extend((0..).zip(comparisons).map(|(other, of_other)| (distance(of_one, of_other), one, other)));
    }
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut found = vec![Vec::with_capacity(matches); treated.len()];
    let mut taken = vec![false; comparisons.len()];
    for round in 0..matches {
        for &(_, one, other) in &pairs {
            if found[one as usize].len() == round && !taken[other as usize] {
                found[one as usize].push(other as usize);
                taken[other as usize] = true;
            }
        }
    }
    found
}

/// One over the standard deviation of each characteristic; zero for one that does not vary.
fn scales(treated: &[Vec<f64>], comparisons: &[Vec<f64>]) -> Vec<f64> {
    let all = || treated.iter().chain(comparisons);
    let count = (treated.len() + comparisons.len()) as f64;
    let scale = |place: usize| {
        let mean = all().map(|zone| zone[place]).sum::<f64>() / count;
        let deviation = (all().map(|zone| (zone[place] - mean).powi(2)).sum::<f64>() / count).sqrt();
        if deviation > 1e-12 * mean.abs() { 1.0 / deviation } else { 0.0 }
    };
    (0..treated.first().map_or(0, Vec::len)).map(scale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Vec<Vec<f64>> {
        values.iter().map(|value| vec![*value]).collect()
    }

    #[test]
    fn each_gets_its_nearest_and_none_is_used_twice() {
        assert_eq!(matched(&of(&[10.0, 20.0]), &of(&[21.0, 11.0, 9.5, 40.0]), 1), [[2], [0]]);
        assert_eq!(matched(&of(&[10.0, 20.0]), &of(&[21.0, 11.0, 9.5, 40.0]), 2), [[2, 1], [0, 3]]);
        // Both want the first; the nearer has it.
        assert_eq!(matched(&of(&[10.0, 11.0]), &of(&[11.5, 50.0]), 1), [[1], [0]]);
    }

    #[test]
    fn a_change_of_unit_changes_no_match_and_what_is_the_same_everywhere_does_not_count() {
        let treated = vec![vec![1.0, 300.0, 7.0], vec![4.0, 100.0, 7.0]];
        let others = vec![vec![1.2, 150.0, 7.0], vec![3.9, 310.0, 7.0], vec![2.0, 280.0, 7.0], vec![4.4, 90.0, 7.0]];
        let stretched =
            |zones: &[Vec<f64>]| -> Vec<Vec<f64>> { zones.iter().map(|zone| vec![zone[0] * 1000.0, zone[1] / 7.0, 0.1]).collect() };
        assert_eq!(matched(&treated, &others, 2), matched(&stretched(&treated), &stretched(&others), 2));
    }
}

//! Counts measured apart at several levels, each with its own noise, made to agree: the best linear unbiased estimate on a
//! tree, then whole numbers that are not negative.
//!
//! Hay, Rastogi, Miklau & Suciu (2010), “Boosting the Accuracy of Differentially Private Histograms Through Consistency”,
//! PVLDB 3; here with a variance for each level, that is the smoother of Rauch, Tung & Striebel (1965) on a tree. Whatever is
//! done to noisy counts afterwards costs no privacy.

/// One level of a tree, from the finest (first) to the widest (last).
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// A noisy count for each node.
    pub values: Vec<f64>,
    /// Variance of the noise of each count, positive.
    pub variance: f64,
    /// For each node, its parent in the next level; empty in the widest. Every node of the next level has a child.
    pub parents: Vec<usize>,
}

/// Estimates of one level.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// One for each node; those of children add up to their parent's.
    pub values: Vec<f64>,
    /// Variance of each estimate.
    pub variances: Vec<f64>,
}

/// Weighted least squares over a tree.
///
/// # Parameters
/// `levels`: from the finest to the widest.
///
/// # Returns
/// Estimates in the same shape. They are unbiased when the noise is, add up exactly but for rounding in the last bit, and
/// none varies more than the count it was measured by.
///
/// # Algorithm
/// 1. Upwards: each count is joined with the sum of its children by inverse variance.
/// 2. Downwards: what a parent gained is shared among its children in proportion to their variance.
///
/// # Notes
/// Linear in the number of nodes.
pub fn consistent(levels: &[Level]) -> Vec<Estimates> {
    let mut known: Vec<Estimates> = Vec::with_capacity(levels.len());
    let mut below: Vec<Estimates> = Vec::with_capacity(levels.len());
    for (number, level) in levels.iter().enumerate() {
        let sums = if number == 0 { None } else { Some(sums(&known[number - 1], &levels[number - 1].parents, level.values.len())) };
        known.push(sums.as_ref().map_or_else(|| as_measured(level), |sums| joined(level, sums)));
        below.extend(sums);
    }
    for number in (1..levels.len()).rev() {
        let (children, wider) = known.split_at_mut(number);
        share_out(&mut children[number - 1], &levels[number - 1].parents, &below[number - 1], &wider[0]);
    }
    known
}

fn as_measured(level: &Level) -> Estimates {
    Estimates { values: level.values.clone(), variances: vec![level.variance; level.values.len()] }
}

/// Sums over the children of each node of the wider level, with their variances.
fn sums(children: &Estimates, parents: &[usize], count: usize) -> Estimates {
    let mut sums = Estimates { values: vec![0.0; count], variances: vec![0.0; count] };
    for (child, &parent) in parents.iter().enumerate() {
        sums.values[parent] += children.values[child];
        sums.variances[parent] += children.variances[child];
    }
    sums
}

fn joined(level: &Level, sums: &Estimates) -> Estimates {
    let weight = |node: usize| sums.variances[node] / (sums.variances[node] + level.variance);
    let value = |node: usize| sums.values[node] + weight(node) * (level.values[node] - sums.values[node]);
    let nodes = 0..level.values.len();
    Estimates { values: nodes.clone().map(value).collect(), variances: nodes.map(|node| weight(node) * level.variance).collect() }
}

fn share_out(children: &mut Estimates, parents: &[usize], sums: &Estimates, wider: &Estimates) {
    for (child, &parent) in parents.iter().enumerate() {
        let share = children.variances[child] / sums.variances[parent];
        children.values[child] += share * (wider.values[parent] - sums.values[parent]);
        children.variances[child] += share * share * (wider.variances[parent] - sums.variances[parent]);
    }
}

/// Whole numbers, none negative, whose children still add up to their parent.
///
/// # Parameters
/// `values`: estimates from the finest level to the widest; `parents` as in [`Level`].
///
/// # Algorithm
/// The widest level is rounded, and zero where negative. Then, downwards, the children of each node are moved to the nearest
/// point without a negative number that adds up to their parent (projection on a simplex, Duchi et al. 2008), and rounded by
/// largest remainder, the first child first among equals.
///
/// # Notes
/// This step comes last because it is biased upwards where counts are near zero.
pub fn whole(values: &[&[f64]], parents: &[&[usize]]) -> Vec<Vec<u64>> {
    let Some((widest, finer)) = values.split_last() else { return Vec::new() };
    let mut levels = vec![widest.iter().map(|value| value.round().max(0.0) as u64).collect::<Vec<u64>>()];
    for (level, parents) in finer.iter().zip(parents).rev() {
        let above = &levels[levels.len() - 1];
        let mut families: Vec<Vec<usize>> = vec![Vec::new(); above.len()];
        parents.iter().enumerate().for_each(|(child, &parent)| families[parent].push(child));
        let mut numbers = vec![0; level.len()];
        for (family, &total) in families.iter().zip(above) {
            let shares = apportioned(&family.iter().map(|&child| level[child]).collect::<Vec<_>>(), total);
            family.iter().zip(shares).for_each(|(&child, share)| numbers[child] = share);
        }
        levels.push(numbers);
    }
    levels.reverse();
    levels
}

/// Whole numbers near `values` that add up to `total`.
fn apportioned(values: &[f64], total: u64) -> Vec<u64> {
    let shift = simplex_shift(values, total as f64);
    let exact: Vec<f64> = values.iter().map(|value| (value - shift).max(0.0)).collect();
    let mut numbers: Vec<u64> = exact.iter().map(|value| value.floor() as u64).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| (exact[b] - exact[b].floor()).total_cmp(&(exact[a] - exact[a].floor())).then(a.cmp(&b)));
    let given: u64 = numbers.iter().sum();
    // Rounding of the last bit may leave the floors one above the total as well as some below.
    for &place in order.iter().cycle().take(total.saturating_sub(given) as usize) {
        numbers[place] += 1;
    }
    let mut excess = given.saturating_sub(total);
    for &place in order.iter().rev() {
        let taken = excess.min(numbers[place]);
        numbers[place] -= taken;
        excess -= taken;
    }
    numbers
}

/// How much to take from each value, so that what stays positive adds up to `total`.
fn simplex_shift(values: &[f64], total: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut sum = 0.0;
    let mut shift = 0.0;
    for (count, value) in sorted.iter().enumerate() {
        sum += value;
        let candidate = (sum - total) / (count + 1) as f64;
        if count == 0 || *value > candidate {
            shift = candidate;
        }
    }
    shift
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand_pcg::Pcg64;

    use super::*;
    use crate::disclosure::noise::{Variance, discrete_gaussian};

    /// Five zones in two municipalities of one area, of which `truth` are the counts.
    fn levels(truth: [f64; 5], noise: impl FnMut(usize) -> f64) -> Vec<Level> {
        let mut noise = noise;
        let commune = [truth[0] + truth[1], truth[2] + truth[3] + truth[4]];
        let mut noisy = |level: usize, values: &[f64]| values.iter().map(|value| value + noise(level)).collect();
        vec![
            Level { values: noisy(0, &truth), variance: 40.0 / 3.0, parents: vec![0, 0, 1, 1, 1] },
            Level { values: noisy(1, &commune), variance: 32.0, parents: vec![0, 0] },
            Level { values: noisy(2, &[commune[0] + commune[1]]), variance: 160.0 / 3.0, parents: Vec::new() },
        ]
    }

    proptest! {
        #[test]
        fn children_add_up_to_their_parent(noise in vec(-50.0..50.0_f64, 8), truth in prop::array::uniform5(0.0..80.0_f64)) {
            let mut next = noise.into_iter();
            let levels = levels(truth, |_| next.next().unwrap());
            let found = consistent(&levels);
            for (finer, wider) in [(0, 1), (1, 2)] {
                let mut sums = vec![0.0; found[wider].values.len()];
                levels[finer].parents.iter().zip(&found[finer].values).for_each(|(&parent, value)| sums[parent] += value);
                prop_assert!(sums.iter().zip(&found[wider].values).all(|(sum, value)| (sum - value).abs() < 1e-9));
            }
            let values: Vec<&[f64]> = found.iter().map(|level| &level.values[..]).collect();
            let numbers = whole(&values, &[&levels[0].parents, &levels[1].parents]);
            prop_assert_eq!(numbers[0][0] + numbers[0][1], numbers[1][0]);
            prop_assert_eq!(numbers[0][2..].iter().sum::<u64>(), numbers[1][1]);
            prop_assert_eq!(numbers[1].iter().sum::<u64>(), numbers[2][0]);
        }

        #[test]
        fn counts_that_agree_already_are_left_alone(truth in prop::array::uniform5(0_u32..80)) {
            let levels = levels(truth.map(f64::from), |_| 0.0);
            let found = consistent(&levels);
            prop_assert!(found.iter().zip(&levels).all(|(found, level)| found.values.iter().zip(&level.values).all(|(a, b)| (a - b).abs() < 1e-9)));
            let values: Vec<&[f64]> = found.iter().map(|level| &level.values[..]).collect();
            prop_assert_eq!(&whole(&values, &[&levels[0].parents, &levels[1].parents])[0], &truth.map(u64::from).to_vec());
        }
    }

    /// Over 20,000 draws the mean error is nought within four standard errors and the variance is the one that is told, below
    /// the one measured with.
    #[test]
    fn estimates_are_unbiased_and_vary_less() {
        let mut bits = Pcg64::seed_from_u64(7);
        let variances = [(40, 3), (32, 1), (160, 3)].map(|(n, d)| Variance::new(n, d).unwrap());
        let truth = [4.0, 30.0, 12.0, 0.0, 55.0];
        let (mut sum, mut squares, mut told) = ([0.0; 5], [0.0; 5], Vec::new());
        let draws = 20_000.0;
        for _ in 0..20_000 {
            let levels = levels(truth, |level| discrete_gaussian(variances[level], &mut bits).unwrap() as f64);
            let found = consistent(&levels).swap_remove(0);
            for zone in 0..5 {
                let error = found.values[zone] - truth[zone];
                sum[zone] += error;
                squares[zone] += error * error;
            }
            told = found.variances;
        }
        for zone in 0..5 {
            let (mean, variance) = (sum[zone] / draws, squares[zone] / draws);
            assert!(mean.abs() < 4.0 * (told[zone] / draws).sqrt(), "zone {zone} is off by {mean}");
            assert!((variance / told[zone] - 1.0).abs() < 0.05, "zone {zone} varies by {variance}, told {}", told[zone]);
            assert!(told[zone] < 40.0 / 3.0);
        }
    }

    #[test]
    fn a_negative_child_is_lifted_and_its_sisters_pay() {
        assert_eq!(apportioned(&[-4.0, 10.0, 5.0], 11), [0, 8, 3]);
        assert_eq!(apportioned(&[-4.0, -10.0], 0), [0, 0]);
        assert_eq!(apportioned(&[0.5, 0.5, 0.5], 2), [1, 1, 0]);
    }
}

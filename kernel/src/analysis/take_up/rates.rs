//! How often each group receives a benefit.

use nalgebra::DMatrix;

/// Iterations after which the estimate is taken as it is.
const MOST_ITERATIONS: usize = 20_000;

/// Expectations that change by less than this share are final: chance moves them ten thousand times more.
const SETTLED: f64 = 1e-7;

/// Rates of groups and how surely they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// Recipients per member of each group.
    pub values: Vec<f64>,
    /// Covariance of the rates under Poisson counts; zero for rates given from outside.
    covariance: DMatrix<f64>,
}

impl Rates {
    /// Rates given from outside, as from a national survey.
    pub fn known(values: Vec<f64>) -> Self {
        let size = values.len();
        Self { values, covariance: DMatrix::zeros(size, size) }
    }

    /// Rates estimated on the territory itself, by maximum likelihood of `O_i ~ Poisson(Σ_g N_ig p_g)`
    /// with `p_g ≥ 0`.
    ///
    /// The additive model is the definition of the expected count, unlike a log-linear one; its
    /// likelihood is concave, and the multiplicative iteration of Shepp & Vardi 1982 (*Maximum likelihood
    /// reconstruction*, also Lange & Carson 1984) climbs it without ever leaving `p_g ≥ 0` nor needing a
    /// step size. At each step `Σ_i E_i = Σ_i O_i`. It is hastened after Varadhan & Roland 2008 (*Simple and
    /// globally convergent methods for accelerating the convergence of any EM algorithm*).
    ///
    /// # Parameters
    /// - `groups`: of each zone, the members of each group.
    /// - `observed`: recipients of each zone.
    /// - `reference`: which zones count.
    /// - `start`: rates to start from, all positive; else the same rate for all.
    ///
    /// # Algorithm
    /// `p_g ← p_g · Σ_i N_ig O_i / E_i / Σ_i N_ig`, twice; a leap along the two steps where it stays
    /// positive; once more. Until no expectation moves by a ten-millionth.
    ///
    /// # Notes
    /// `O(zones × groups)` an iteration.
    pub fn estimated(groups: &[Vec<f64>], observed: &[f64], reference: &[bool], start: Option<&Self>) -> Self {
        let zones: Vec<(&[f64], f64)> = groups
            .iter()
            .zip(observed)
            .zip(reference)
            .filter(|(_, kept)| **kept)
            .map(|((members, count), _)| (members.as_slice(), *count))
            .collect();
        let size = groups.first().map_or(0, Vec::len);
        let sizes: Vec<f64> = (0..size).map(|group| zones.iter().map(|(members, _)| members[group]).sum()).collect();
        let crude = zones.iter().map(|(_, count)| count).sum::<f64>() / sizes.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut values = start.map_or_else(|| vec![crude; size], |start| start.values.iter().map(|rate| rate.max(crude * 1e-6)).collect());
        for _ in 0..MOST_ITERATIONS {
            let next = hastened(&values, &zones, &sizes);
            let settled = zones.iter().all(|(members, _)| {
                let (before, after) = (dot(members, &values), dot(members, &next));
                (after - before).abs() <= SETTLED * before
            });
            values = next;
            if settled {
                break;
            }
        }
        let covariance = covariance(&values, &zones);
        Self { values, covariance }
    }

    /// Recipients expected among these members.
    pub fn expected(&self, members: &[f64]) -> f64 {
        dot(members, &self.values)
    }

    /// Variance of that expectation, under Poisson counts.
    pub fn variance(&self, members: &[f64]) -> f64 {
        let pairs = members.iter().enumerate().flat_map(|(a, of_a)| members.iter().enumerate().map(move |(b, of_b)| (a, b, of_a * of_b)));
        pairs.map(|(a, b, product)| product * self.covariance[(a, b)]).sum::<f64>().max(0.0)
    }

    /// Standard error of one rate, under Poisson counts.
    pub fn standard_error(&self, group: usize) -> f64 {
        self.covariance[(group, group)].max(0.0).sqrt()
    }
}

fn dot(members: &[f64], rates: &[f64]) -> f64 {
    members.iter().zip(rates).map(|(members, rate)| members * rate).sum()
}

fn step(values: &[f64], zones: &[(&[f64], f64)], sizes: &[f64]) -> Vec<f64> {
    let mut pull = vec![0.0; values.len()];
    for (members, count) in zones {
        let expected = dot(members, values);
        if expected > 0.0 {
            pull.iter_mut().zip(*members).for_each(|(pull, members)| *pull += members * count / expected);
        }
    }
    let next = |((rate, pull), size): ((&f64, f64), &f64)| if *size > 0.0 { rate * pull / size } else { 0.0 };
    values.iter().zip(pull).zip(sizes).map(next).collect()
}

/// Two steps, a leap the way they go, and a step from there.
fn hastened(values: &[f64], zones: &[(&[f64], f64)], sizes: &[f64]) -> Vec<f64> {
    let first = step(values, zones, sizes);
    let second = step(&first, zones, sizes);
    let (mut move_squared, mut turn_squared) = (0.0, 0.0);
    for ((start, first), second) in values.iter().zip(&first).zip(&second) {
        move_squared += (first - start).powi(2);
        turn_squared += (second - 2.0 * first + start).powi(2);
    }
    if turn_squared <= 0.0 {
        return second;
    }
    let length = (move_squared / turn_squared).sqrt().max(1.0);
    let leap = |((start, first), second): ((&f64, &f64), &f64)| {
        start + 2.0 * length * (first - start) + length * length * (second - 2.0 * first + start)
    };
    let leapt: Vec<f64> = values.iter().zip(&first).zip(&second).map(leap).collect();
    let farther =
        leapt.iter().zip(sizes).all(|(rate, size)| *rate > 0.0 || *size <= 0.0) && likelihood(&leapt, zones) >= likelihood(&second, zones);
    step(if farther { &leapt } else { &second }, zones, sizes)
}

/// Poisson log-likelihood, up to a constant.
fn likelihood(values: &[f64], zones: &[(&[f64], f64)]) -> f64 {
    let of_zone = |(members, count): &(&[f64], f64)| {
        let expected = dot(members, values);
        if *count > 0.0 { count * expected.ln() - expected } else { -expected }
    };
    zones.iter().map(of_zone).sum()
}

/// Inverse of Fisher's information `Σ_i N_i N_iᵀ / E_i`; the pseudo-inverse when groups go together.
fn covariance(values: &[f64], zones: &[(&[f64], f64)]) -> DMatrix<f64> {
    let size = values.len();
    let mut information = DMatrix::zeros(size, size);
    for (members, _) in zones {
        let expected = dot(members, values);
        for (a, b) in (0..size).flat_map(|a| (0..size).map(move |b| (a, b))).filter(|_| expected > 0.0) {
            information[(a, b)] += members[a] * members[b] / expected;
        }
    }
    let scale = information.diagonal().iter().copied().fold(0.0, f64::max);
    let inverse = information.clone().cholesky().map(|cholesky| cholesky.inverse());
    inverse.or_else(|| information.pseudo_inverse(scale * 1e-12).ok()).unwrap_or_else(|| DMatrix::zeros(size, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_that_made_the_counts_are_found_again() {
        let groups: Vec<Vec<f64>> =
            (1..30).map(|zone| vec![f64::from(zone * 7 % 11) * 20.0, f64::from(zone * 5 % 13) * 30.0 + 10.0]).collect();
        let observed: Vec<f64> = groups.iter().map(|members| 0.4 * members[0] + 0.02 * members[1]).collect();
        let rates = Rates::estimated(&groups, &observed, &[true; 29], None);
        assert!((rates.values[0] - 0.4).abs() < 1e-4 && (rates.values[1] - 0.02).abs() < 1e-4, "{:?}", rates.values);
    }

    #[test]
    fn with_one_group_the_rate_is_the_crude_rate_and_its_variance_poissons() {
        let rates = Rates::estimated(&[vec![100.0], vec![300.0]], &[30.0, 50.0], &[true, true], None);
        assert!((rates.values[0] - 0.2).abs() < 1e-12);
        assert!((rates.standard_error(0) - 80_f64.sqrt() / 400.0).abs() < 1e-12);
    }

    #[test]
    fn groups_that_go_together_still_give_expectations() {
        let groups = vec![vec![10.0, 20.0], vec![20.0, 40.0], vec![30.0, 60.0]];
        let rates = Rates::estimated(&groups, &[5.0, 10.0, 15.0], &[true; 3], None);
        assert!((rates.expected(&groups[1]) - 10.0).abs() < 1e-6);
        assert!(rates.variance(&groups[1]).is_finite());
    }

    #[test]
    fn rates_from_outside_carry_no_variance() {
        let rates = Rates::known(vec![0.5, 0.1]);
        assert!((rates.expected(&[10.0, 100.0]) - 15.0).abs() < 1e-12);
        assert!(rates.variance(&[10.0, 100.0]).abs() < 1e-12);
    }
}

//! Empirical Bayes: a rate drawn towards that of the others, the more so the fewer people it rests on.

use statrs::distribution::{ContinuousCDF, Gamma};

use super::Counts;
use super::reliability::exact_poisson;
use crate::analysis::weights::Weights;
use crate::domain::Interval;

/// What a rate is drawn towards: mean and variance of the true rates, chance taken out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Mean of the rates, in events per person.
    pub mean: f64,
    /// Variance of the rates beyond Poisson's; zero when chance explains all of it.
    pub variance: f64,
    /// How many people the mean rests on.
    pub people: f64,
}

/// How the variance around a zone is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Neighbourhood {
    /// Distances of the neighbours' rates from the mean around the zone itself, as esda, `GeoDa` and spdep
    /// with `geoda = TRUE`. The default: every term refers to one and the same neighbourhood.
    #[default]
    OwnMean,
    /// Distances of each neighbour's rate from the mean around *that* neighbour, as spdep's default.
    TheirMeans,
}

impl Prior {
    /// Mean and variance over all zones, by moments (Marshall 1991, *Mapping disease and mortality
    /// rates using empirical Bayes estimators*).
    ///
    /// # Algorithm
    /// With events `O`, people `n`, zones `k`: `m = ΣO / Σn`, `s² = Σ n (O/n − m)² / Σn`,
    /// `A = s² − m k / Σn`, not below zero. A negative `A` says that rates vary less than chance alone
    /// would make them: every zone then gets the overall rate. esda keeps it negative and gives
    /// impossible rates.
    pub fn marshall(counts: &Counts) -> Self {
        let mean = counts.overall();
        let people: f64 = counts.population().iter().sum();
        let squares = counts.raw().iter().zip(counts.population()).map(|(rate, n)| n * (rate - mean).powi(2)).sum::<f64>();
        let variance = squares / people - mean * counts.len() as f64 / people;
        Self { mean, variance: variance.max(0.0), people }
    }

    /// The rate of a zone, drawn towards the mean: `m + (O/n − m) A / (A + m/n)`.
    pub fn smoothed(&self, events: f64, people: f64) -> f64 {
        let raw = events / people;
        if self.variance == 0.0 { self.mean } else { self.mean + (raw - self.mean) * self.variance / (self.variance + self.mean / people) }
    }

    /// The interval that holds the true rate of a zone with this probability: quantiles of the gamma
    /// law with shape `m²/A + O` and rate `m/A + n`, whose mean is the smoothed rate. Without variance
    /// nothing tells the zones apart, and the interval is that of the overall rate, exact for a Poisson count.
    pub fn interval(&self, events: f64, people: f64, confidence: f64) -> Option<Interval> {
        if self.variance <= 0.0 {
            let pooled = exact_poisson(self.mean * self.people, confidence)?;
            return Interval::new(pooled.low() / self.people, pooled.high() / self.people);
        }
        let (shape, rate) = (self.mean * self.mean / self.variance + events, self.mean / self.variance + people);
        let law = Gamma::new(shape, 1.0).ok()?;
        let tail = (1.0 - confidence) / 2.0;
        Interval::new(law.inverse_cdf(tail) / rate, law.inverse_cdf(1.0 - tail) / rate)
    }

    /// The rate of a zone in standard deviations from the mean, chance included: `(O/n − m) / √(A + m/n)`
    /// (Assunção & Reis 1999, *A new proposal to adjust Moran's I for population density*). Local Moran
    /// of these is local Moran of rates without the false alarms of small populations.
    pub fn standardised(&self, events: f64, people: f64) -> f64 {
        (events / people - self.mean) / (self.variance + self.mean / people).sqrt()
    }
}

/// The prior around every zone: of the zone and its neighbours, each counting for one whatever its
/// weight (Marshall 1991). An island has itself alone and keeps its raw rate.
///
/// # Parameters
/// - `counts`, `weights`: of the same zones; diagonal weights change nothing.
/// - `neighbourhood`: how the variance is estimated.
///
/// # Algorithm
/// Over the zone and its neighbours: `m_i = ΣO / Σn`, `s²_i = Σ n (O/n − m)² / Σn`,
/// `A_i = s²_i − m_i / n̄`, not below zero.
///
/// # Notes
/// `O(pairs)`.
pub fn local_priors(counts: &Counts, weights: &Weights, neighbourhood: Neighbourhood) -> Vec<Prior> {
    let around =
        |zone: usize| std::iter::once(zone).chain(weights.neighbours(zone).iter().map(|&o| o as usize).filter(move |&o| o != zone));
    let people: Vec<f64> = (0..counts.len()).map(|zone| around(zone).map(|other| counts.population()[other]).sum()).collect();
    let means: Vec<f64> = local_rates(counts, weights);
    let raw = counts.raw();
    let prior = |zone: usize| {
        let centre = |other: usize| if neighbourhood == Neighbourhood::OwnMean { means[zone] } else { means[other] };
        let squares: f64 = around(zone).map(|other| counts.population()[other] * (raw[other] - centre(other)).powi(2)).sum();
        let variance = squares / people[zone] - means[zone] * around(zone).count() as f64 / people[zone];
        Prior { mean: means[zone], variance: variance.max(0.0), people: people[zone] }
    };
    (0..counts.len()).map(prior).collect()
}

/// The rate of every zone and its neighbours taken together, each counting for one: events over people.
pub fn local_rates(counts: &Counts, weights: &Weights) -> Vec<f64> {
    let sum = |of: &[f64], zone: usize| {
        of[zone] + weights.neighbours(zone).iter().map(|&other| other as usize).filter(|&other| other != zone).map(|o| of[o]).sum::<f64>()
    };
    (0..counts.len()).map(|zone| sum(counts.events(), zone) / sum(counts.population(), zone)).collect()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is clamped is exactly zero")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::autocorrelation::local_moran::{Scaling, local_moran};
    use crate::analysis::autocorrelation::moran::moran;
    use crate::analysis::autocorrelation::{Null, local_moran};
    use crate::analysis::golden::{self, close};
    use crate::analysis::permutation::{Alternative, Permutations, Scheme};
    use crate::analysis::rates::tests::north_carolina;

    fn smoothed(counts: &Counts, prior: impl Fn(usize) -> Prior) -> Vec<f64> {
        (0..counts.len()).map(|zone| prior(zone).smoothed(counts.events()[zone], counts.population()[zone])).collect()
    }

    #[test]
    fn marshall_s_estimate_equals_esda_and_spdep() {
        let (counts, esda, spdep) = north_carolina();
        let prior = Prior::marshall(&counts);
        for (zone, rate) in smoothed(&counts, |_| prior).into_iter().enumerate() {
            close("esda", rate, golden::number(&esda[zone], "eb_global"));
            close("spdep", rate, golden::number(&spdep[zone], "EBest_marshall_est"));
            let standardised = prior.standardised(counts.events()[zone], counts.population()[zone]);
            close("z", standardised, golden::number(&esda[zone], "assuncao_reis_z"));
        }
        let spdep = golden::json("esda_sids_nc/expected_spdep_global.json");
        close("a", prior.variance, spdep["EBest_a"]);
        close("b", prior.mean, spdep["EBest_b"]);
    }

    #[test]
    fn around_each_zone_both_estimates_equal_theirs() {
        let (counts, esda, spdep) = north_carolina();
        let weights = golden::weights("esda_sids_nc/w_rowstd.csv", counts.len());
        let own = local_priors(&counts, &weights, Neighbourhood::OwnMean);
        let theirs = local_priors(&counts, &weights, Neighbourhood::TheirMeans);
        let (own, theirs) = (smoothed(&counts, |zone| own[zone]), smoothed(&counts, |zone| theirs[zone]));
        for zone in 0..counts.len() {
            close("esda", own[zone], golden::number(&esda[zone], "eb_spatial"));
            close("geoda", own[zone], golden::number(&spdep[zone], "EBlocal_geoda_est"));
            close("spdep", theirs[zone], golden::number(&spdep[zone], "EBlocal_est"));
            close("rate", local_rates(&counts, &weights)[zone], golden::number(&esda[zone], "spatial_rate"));
        }
    }

    #[test]
    fn st_louis_equals_esda() {
        let rows = golden::rows("esda_stl_homicide/expected_rates.csv");
        let counts = Counts::new(golden::numbers(&rows, "events"), golden::numbers(&rows, "base")).unwrap();
        let prior = Prior::marshall(&counts);
        let local = local_priors(&counts, &golden::weights("esda_stl_homicide/w_binary.csv", rows.len()), Neighbourhood::OwnMean);
        for (zone, row) in rows.iter().enumerate() {
            let (events, people) = (counts.events()[zone], counts.population()[zone]);
            close("eb", prior.smoothed(events, people), golden::number(row, "eb_global"));
            close("spatial", local[zone].smoothed(events, people), golden::number(row, "eb_spatial"));
            close("z", prior.standardised(events, people), golden::number(row, "assuncao_reis_z"));
        }
    }

    #[test]
    fn rates_that_vary_less_than_chance_all_become_the_overall_rate() {
        for case in ["a", "b"] {
            let rows = golden::rows(&format!("eb_underdispersed/case_{case}.csv"));
            let counts = Counts::new(golden::numbers(&rows, "events"), golden::numbers(&rows, "base")).unwrap();
            let prior = Prior::marshall(&counts);
            assert_eq!(prior.variance, 0.0);
            let interval = prior.interval(0.0, 40.0, 0.95).unwrap();
            assert!(interval.contains(prior.mean) && interval.high() - interval.low() < 0.01, "that of all people together");
            for (rate, row) in smoothed(&counts, |_| prior).into_iter().zip(&rows) {
                close("spdep", rate, golden::number(row, "spdep_EBest"));
                if case == "a" {
                    // esda gives a negative rate here.
                    assert!((rate - golden::number(row, "esda_Empirical_Bayes_defect")).abs() > 0.01);
                }
            }
        }
    }

    #[test]
    fn moran_of_standardised_rates_equals_esda_and_spdep() {
        let (counts, esda, _) = north_carolina();
        let prior = Prior::marshall(&counts);
        let z: Vec<f64> = (0..counts.len()).map(|zone| prior.standardised(counts.events()[zone], counts.population()[zone])).collect();
        let sample = golden::sample(&z, &golden::weights("esda_sids_nc/w_rowstd.csv", counts.len()));
        let expected = golden::json("esda_sids_nc/expected_global.json");
        close("I", moran(&sample, Null::Randomisation).unwrap().statistic, expected["moran_rate_I"]);
        close("mean", prior.mean, expected["rate_mean"]);
        for (found, row) in local_moran(&sample, Scaling::Esda).unwrap().iter().zip(&esda) {
            close("local I", found.moments.statistic, golden::number(row, "moran_local_rate_I"));
            let quadrant = ["HH", "LH", "LL", "HL"][golden::number(row, "moran_local_rate_q") as usize - 1];
            assert_eq!(found.quadrant.code(), quadrant);
        }
        let permutations = Permutations { count: 9_999, seed: 2, alternative: Alternative::Directed, scheme: Scheme::Complete };
        for (found, row) in local_moran::local_moran_permuted(&sample, &permutations).unwrap().iter().zip(&esda) {
            golden::within_chance("p", found.p, 9_999, golden::number(row, "moran_local_rate_p_directed_R99999"), 99_999);
        }
    }

    #[test]
    fn the_interval_leaves_just_the_tails_outside_and_narrows_with_people() {
        let prior = Prior { mean: 0.01, variance: 0.000_02, people: 1e6 };
        let mut width = f64::INFINITY;
        for people in [10.0, 100.0, 10_000.0, 1e7] {
            let events = 0.012 * people;
            let interval = prior.interval(events, people, 0.95).unwrap();
            let (shape, rate) = (prior.mean.powi(2) / prior.variance + events, prior.mean / prior.variance + people);
            assert!((statrs::function::gamma::gamma_lr(shape, interval.low() * rate) - 0.025).abs() < 1e-9);
            assert!((statrs::function::gamma::gamma_ur(shape, interval.high() * rate) - 0.025).abs() < 1e-9);
            assert!(interval.contains(prior.smoothed(events, people)) && interval.high() - interval.low() < width);
            width = interval.high() - interval.low();
        }
    }

    proptest! {
        #[test]
        fn a_smoothed_rate_lies_between_the_raw_one_and_the_mean(
            zones in prop::collection::vec((0_u32..50, 1_u32..5_000), 2..30),
        ) {
            let (events, people) = zones.into_iter().map(|(events, people)| (f64::from(events), f64::from(people))).unzip();
            let counts = Counts::new(events, people).unwrap();
            let prior = Prior::marshall(&counts);
            for (zone, raw) in counts.raw().into_iter().enumerate() {
                let (events, people) = (counts.events()[zone], counts.population()[zone]);
                let rate = prior.smoothed(events, people);
                let slack = 1e-12;
                prop_assert!(rate >= raw.min(prior.mean) - slack && rate <= raw.max(prior.mean) + slack);
            }
        }
    }
}

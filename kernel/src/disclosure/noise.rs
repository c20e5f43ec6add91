//! Noise of the discrete Gaussian law, drawn exactly: no floating-point number decides anything, so that no last bit of
//! a logarithm tells what it was added to.
//!
//! Canonne, Kamath & Steinke (2020), “The Discrete Gaussian for Differential Privacy”, algorithms 1 to 3,
//! <https://arxiv.org/abs/2004.00010>. Adding it with variance Δ²/2ρ to counts of sensitivity Δ is ρ-zCDP (their theorem 4).

use rand::TryRng;
use rand::rngs::SysRng;

use crate::domain::{Fault, Text};
use crate::text;

/// A variance that is an exact fraction, with bounds under which 128 bits hold every product of the sampler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variance {
    numerator: u64,
    denominator: u64,
}

impl Variance {
    /// `numerator / denominator`, reduced. `None` when it is zero, when a term exceeds 2³⁶ and 2²⁷, or when the standard
    /// deviation reaches 500.
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        let divisor = common_divisor(numerator, denominator);
        if divisor == 0 {
            return None;
        }
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        let bounded = numerator > 0 && numerator <= 1 << 36 && (1..=1 << 27).contains(&denominator);
        (bounded && numerator / denominator < 250_000).then_some(Self { numerator, denominator })
    }

    /// As a floating-point number, for intervals; the sampler does not use it.
    pub fn as_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// ⌊σ⌋ + 1, the scale of the Laplace law that draws are taken from: 1 to 500.
    fn laplace_scale(self) -> u128 {
        u128::from((self.numerator / self.denominator).isqrt()) + 1
    }
}

const fn common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// Whole numbers of the discrete Gaussian law, P(x) ∝ exp(−x²/2σ²), from a generator of bits.
///
/// # Parameters
/// `bits`: [`SystemBits`] for a release; a seeded generator in tests alone.
///
/// # Algorithm
/// 1. Draw Y from the discrete Laplace law of scale t = ⌊σ⌋ + 1.
/// 2. Keep it with probability exp(−(|Y| − σ²/t)² / 2σ²), else start again.
///
/// # Notes
/// About a dozen random words a draw. A draw beyond 2²⁷ is started again: its probability is below e⁻²⁵⁰⁰⁰⁰.
///
/// # Errors
/// Those of the generator.
pub fn discrete_gaussian<R: TryRng>(variance: Variance, bits: &mut R) -> Result<i64, R::Error> {
    let (n, d, t) = (u128::from(variance.numerator), u128::from(variance.denominator), variance.laplace_scale());
    loop {
        let (magnitude, negative) = discrete_laplace(t, bits)?;
        if magnitude >= 1 << 27 {
            continue;
        }
        // (|Y| − n/dt)² / (2n/d) = (|Y|dt − n)² / 2ndt²
        let distance = (magnitude * d * t).abs_diff(n);
        if bernoulli_exp(distance * distance, 2 * n * d * t * t, bits)? {
            let magnitude = magnitude as i64;
            return Ok(if negative { -magnitude } else { magnitude });
        }
    }
}

/// A whole number with P(x) ∝ exp(−|x|/t), as magnitude and sign; minus zero is drawn again.
fn discrete_laplace<R: TryRng>(t: u128, bits: &mut R) -> Result<(u128, bool), R::Error> {
    loop {
        let remainder = below(t, bits)?;
        if !bernoulli_exp_within_one(remainder, t, bits)? {
            continue;
        }
        let mut turns = 0_u128;
        while bernoulli_exp_within_one(1, 1, bits)? {
            turns += 1;
        }
        let magnitude = remainder + t * turns;
        let negative = below(2, bits)? == 1;
        if magnitude > 0 || !negative {
            return Ok((magnitude, negative));
        }
    }
}

/// True with probability exp(−n/d), for any n ≥ 0.
fn bernoulli_exp<R: TryRng>(n: u128, d: u128, bits: &mut R) -> Result<bool, R::Error> {
    for _ in 0..n / d {
        if !bernoulli_exp_within_one(1, 1, bits)? {
            return Ok(false);
        }
    }
    bernoulli_exp_within_one(n % d, d, bits)
}

/// True with probability exp(−n/d), for n ≤ d: by the alternating series of the exponential (von Neumann).
fn bernoulli_exp_within_one<R: TryRng>(n: u128, d: u128, bits: &mut R) -> Result<bool, R::Error> {
    let mut k = 1_u128;
    while below(d * k, bits)? < n {
        k += 1;
    }
    Ok(k % 2 == 1)
}

/// A whole number from 0 to `bound` − 1, each as likely: bits are drawn again until they lie below.
fn below<R: TryRng>(bound: u128, bits: &mut R) -> Result<u128, R::Error> {
    let width = u128::BITS - (bound - 1).leading_zeros();
    loop {
        let low = u128::from(bits.try_next_u64()?);
        let drawn = if width > 64 { u128::from(bits.try_next_u64()?) << 64 | low } else { low };
        let drawn = if width == 0 { 0 } else { drawn >> (if width > 64 { 128 } else { 64 } - width) };
        if drawn < bound {
            return Ok(drawn);
        }
    }
}

/// Bits of the operating system's generator, fetched a page at a time.
pub struct SystemBits {
    page: [u8; Self::PAGE],
    used: usize,
}

impl SystemBits {
    const PAGE: usize = 1_024;

    /// Nothing is fetched before the first draw.
    pub const fn new() -> Self {
        Self { page: [0; Self::PAGE], used: Self::PAGE }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], NoChance> {
        if self.used + N > Self::PAGE {
            SysRng.try_fill_bytes(&mut self.page).map_err(|cause| NoChance(cause.to_string()))?;
            self.used = 0;
        }
        let mut taken = [0; N];
        let source = &mut self.page[self.used..self.used + N];
        taken.copy_from_slice(source);
        // A bit that was used is not left lying in memory.
        source.fill(0);
        self.used += N;
        Ok(taken)
    }
}

impl Default for SystemBits {
    fn default() -> Self {
        Self::new()
    }
}

impl TryRng for SystemBits {
    type Error = NoChance;

    fn try_next_u32(&mut self) -> Result<u32, NoChance> {
        self.take().map(u32::from_le_bytes)
    }

    fn try_next_u64(&mut self) -> Result<u64, NoChance> {
        self.take().map(u64::from_le_bytes)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), NoChance> {
        for byte in bytes {
            *byte = self.take::<1>()?[0];
        }
        Ok(())
    }
}

/// The operating system gave no random bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoChance(String);

impl std::fmt::Display for NoChance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the operating system gives no random bits: {}", self.0)
    }
}

impl std::error::Error for NoChance {}

impl From<NoChance> for Fault {
    fn from(NoChance(cause): NoChance) -> Self {
        Self::new(
            "no-random-bits",
            text!("le système ne donne pas de bits au hasard ({cause})", "the operating system gives no random bits ({cause})"),
            Text::new(
                "rien n’a été publié ; vérifier /dev/urandom et recommencer",
                "nothing was released; check /dev/urandom and start again",
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    use super::*;

    /// σ = 3.6515 of the golden file, squared: that of the zones, at 60 % of ρ = 0.25.
    const GOLDEN: (u64, u64) = (1_333_345_225, 100_000_000);

    /// Draws from −15 to 15, with the tails in the first and last class.
    type Histogram = [f64; 31];

    fn class(x: i64) -> usize {
        (x.clamp(-15, 15) + 15) as usize
    }

    fn drawn<R: TryRng>(variance: Variance, count: u32, bits: &mut R) -> Histogram
    where
        R::Error: std::fmt::Debug,
    {
        let mut histogram = [0.0; 31];
        for _ in 0..count {
            histogram[class(discrete_gaussian(variance, bits).unwrap())] += 1.0;
        }
        histogram
    }

    fn law(sigma: f64) -> Histogram {
        let weight = |x: i64| (-((x * x) as f64) / (2.0 * sigma * sigma)).exp();
        let whole: f64 = (-200..=200).map(weight).sum();
        let mut law = [0.0; 31];
        (-200..=200).for_each(|x| law[class(x)] += weight(x) / whole);
        law
    }

    fn tail(statistic: f64) -> f64 {
        1.0 - ChiSquared::new(30.0).unwrap().cdf(statistic)
    }

    /// p-value of draws under a law (Pearson).
    fn fit(draws: &Histogram, law: &Histogram) -> f64 {
        let count: f64 = draws.iter().sum();
        tail(draws.iter().zip(law).map(|(seen, p)| (seen - count * p).powi(2) / (count * p)).sum())
    }

    /// p-value of two samples of one size having one law.
    fn same(one: &Histogram, other: &Histogram) -> f64 {
        tail(one.iter().zip(other).map(|(a, b)| (a - b).powi(2) / (a + b)).sum())
    }

    fn golden() -> Histogram {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden/sdc/opendp_dgauss_hist_3.6515.csv");
        let mut histogram = [0.0; 31];
        for row in csv::Reader::from_path(path).unwrap().deserialize() {
            let (x, count): (i64, f64) = row.unwrap();
            histogram[class(x)] += count;
        }
        histogram
    }

    fn variance((numerator, denominator): (u64, u64)) -> Variance {
        Variance::new(numerator, denominator).unwrap()
    }

    #[test]
    fn two_hundred_thousand_draws_have_the_law_and_that_of_opendp() {
        let draws = drawn(variance(GOLDEN), 200_000, &mut Pcg64::seed_from_u64(4));
        let (p_law, p_golden) = (fit(&draws, &law(3.6515)), same(&draws, &golden()));
        assert!(p_law >= 1e-4 && p_golden >= 1e-4, "p = {p_law} by the law, {p_golden} beside OpenDP");
        assert!(fit(&golden(), &law(3.6515)) >= 1e-4, "the golden file does not have its own law");
    }

    /// A standard deviation wrong by one or two per cent is noticed: by a million draws, of which the true law gives no alarm.
    #[test]
    fn a_mutant_of_the_noise_is_caught() {
        let scaled = |percent: u64| variance((GOLDEN.0 * percent * percent / 10_000, GOLDEN.1));
        let p = |percent| fit(&drawn(scaled(percent), 1_000_000, &mut Pcg64::seed_from_u64(percent)), &law(3.6515));
        assert!(p(100) >= 1e-4);
        assert!(p(102) < 1e-4, "σ × 1.02 passes");
        assert!(p(99) < 1e-4, "σ × 0.99 passes");
    }

    #[test]
    fn the_system_generator_gives_the_same_law() {
        let draws = drawn(variance(GOLDEN), 50_000, &mut SystemBits::new());
        // One false alarm in a thousand million runs.
        assert!(fit(&draws, &law(3.6515)) >= 1e-9);
    }

    #[test]
    fn a_variance_out_of_bounds_is_none() {
        assert_eq!(Variance::new(40, 3), Variance::new(80, 6));
        for (numerator, denominator) in [(0, 1), (1, 0), (0, 0), (1 << 37, 1 << 27 | 1), (250_000, 1), (1, 1 << 28)] {
            assert_eq!(Variance::new(numerator, denominator), None, "{numerator}/{denominator}");
        }
    }

    #[test]
    fn a_bounded_number_reaches_its_bounds_and_no_further() {
        let mut bits = Pcg64::seed_from_u64(1);
        for bound in [1, 2, 3, 7, 1 << 64, (1 << 64) + 1] {
            assert!((0..200).all(|_| below(bound, &mut bits).unwrap() < bound));
        }
        let mut seen = [false; 3];
        (0..99).for_each(|_| seen[below(3, &mut bits).unwrap() as usize] = true);
        assert_eq!(seen, [true; 3]);
    }
}

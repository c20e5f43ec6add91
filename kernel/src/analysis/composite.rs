//! Composite index: indicators of different units made comparable, then one score.

/// How an indicator is made comparable with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalisation {
    /// Distance from the mean in standard deviations of the zones at hand.
    ZScore,
    /// The same, with the standard deviation of a sample (`n − 1`).
    SampleZScore,
    /// Place among the zones, 0 to 1: `(rank − 1) / (n − 1)`, ties sharing the mean rank.
    Percentile,
    /// Place among the zones, above 0 to 1: `rank / n`, ties sharing the mean rank.
    PercentileOfAll,
    /// As `Percentile`, ties sharing the lowest rank, as in the CDC/ATSDR Social Vulnerability Index.
    LowestPercentile,
    /// `(x − least) / (greatest − least)`.
    MinMax,
}

impl Normalisation {
    /// An indicator made comparable; `None` when all zones have the same value, which then says nothing.
    ///
    /// # Parameters
    /// - `values`: one a zone, finite, more meaning more of what the index speaks of.
    ///
    /// # Notes
    /// `O(n log n)`. OECD & JRC 2008, *Handbook on constructing composite indicators*.
    ///
    /// # Examples
    /// ```
    /// use maillage_kernel::analysis::composite::Normalisation;
    /// assert_eq!(Normalisation::MinMax.apply(&[2.0, 6.0, 4.0]), Some(vec![0.0, 1.0, 0.5]));
    /// assert_eq!(Normalisation::Percentile.apply(&[2.0, 6.0, 2.0]), Some(vec![0.25, 1.0, 0.25]));
    /// assert_eq!(Normalisation::ZScore.apply(&[3.0, 3.0]), None);
    /// ```
    pub fn apply(self, values: &[f64]) -> Option<Vec<f64>> {
        let (least, most) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), &x| (least.min(x), most.max(x)));
        if least >= most {
            return None;
        }
        Some(match self {
            Self::ZScore => standardised(values, 0.0),
            Self::SampleZScore => standardised(values, 1.0),
            Self::MinMax => values.iter().map(|x| (x - least) / (most - least)).collect(),
            Self::Percentile => places(values, values.len() - 1, |below, ties| below as f64 + (ties as f64 - 1.0) / 2.0),
            Self::PercentileOfAll => places(values, values.len(), |below, ties| below as f64 + 0.5 + ties as f64 / 2.0),
            Self::LowestPercentile => places(values, values.len() - 1, |below, _| below as f64),
        })
    }
}

fn standardised(values: &[f64], fewer: f64) -> Vec<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let deviation = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - fewer)).sqrt();
    values.iter().map(|x| (x - mean) / deviation).collect()
}

/// Rank over a number, from how many lie below and how many are equal, oneself included.
fn places(values: &[f64], over: usize, rank: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = |value: f64| {
        let below = sorted.partition_point(|other| *other < value);
        let ties = sorted.partition_point(|other| *other <= value) - below;
        rank(below, ties) / over as f64
    };
    values.iter().map(|&value| place(value)).collect()
}

/// The direction in which indicators vary most together.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// What each indicator weighs in it; squares sum to one, and the sum is not negative.
    pub loadings: Vec<f64>,
    /// The share of all variance it holds, 0 to 1: below a half, one score hides much.
    pub share: f64,
}

/// How often the correlation matrix is squared: the second component falls as `(λ2/λ1)^(2^60)`.
const SQUARINGS: u32 = 60;

/// First principal component of standardised indicators.
///
/// Hotelling 1933. Loadings are turned so that their sum is not negative: with indicators that all point
/// the same way, a greater score means more of it.
///
/// # Parameters
/// - `columns`: standardised indicators ([`Normalisation::ZScore`]), at least one, of one length.
///
/// # Algorithm
/// The correlation matrix is squared again and again, which leaves the first component alone.
///
/// # Notes
/// `O(n k² + k³)`. Equals scikit-learn's `PCA` up to sign.
pub fn first_component(columns: &[Vec<f64>]) -> Component {
    let correlations = correlations(columns);
    let mut power = correlations.clone();
    for _ in 0..SQUARINGS {
        power = product(&power, &power);
        let size = power.iter().flatten().fold(0.0_f64, |size, cell| size.max(cell.abs()));
        power.iter_mut().flatten().for_each(|cell| *cell /= size);
    }
    // Every column is now along the component; the longest is the surest.
    let length = |column: &Vec<f64>| column.iter().map(|cell| cell * cell).sum::<f64>().sqrt();
    let longest = power.iter().max_by(|a, b| length(a).total_cmp(&length(b))).cloned().unwrap_or_default();
    let sign = if longest.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    let loadings: Vec<f64> = longest.iter().map(|cell| sign * cell / length(&longest)).collect();
    let along = |row: &Vec<f64>| row.iter().zip(&loadings).map(|(cell, loading)| cell * loading).sum::<f64>();
    let variance: f64 = correlations.iter().map(along).zip(&loadings).map(|(along, loading)| along * loading).sum();
    Component { share: variance / columns.len() as f64, loadings }
}

fn correlations(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let between = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>() / a.len() as f64;
    columns.iter().map(|a| columns.iter().map(|b| between(a, b)).collect()).collect()
}

fn product(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let cell = |row: &Vec<f64>, column: usize| row.iter().zip(b).map(|(x, other)| x * other[column]).sum();
    a.iter().map(|row| (0..b.len()).map(|column| cell(row, column)).collect()).collect()
}

/// Stretches ranks so that the most deprived tenth spreads over half the scale:
/// `−23 ln(1 − R (1 − e^{−100/23}))` of the rank `R`, 0 to 1.
///
/// Noble et al. 2006, *Measuring multiple deprivation at the small-area level* (the English indices).
pub fn exponential(rank: f64) -> f64 {
    -23.0 * (1.0 - rank * (1.0 - (-100.0_f64 / 23.0).exp())).ln()
}

/// The tenth a rank falls in, from 1 for the greatest scores to 10.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::composite::tenth;
/// assert_eq!([1, 2, 3, 20].map(|rank| tenth(rank, 20)), [1, 1, 2, 10]);
/// ```
pub fn tenth(rank: u64, of: u64) -> u64 {
    (rank * 10).div_ceil(of)
}

/// Ranks from the greatest, from 1; ties share the best. Scores that differ by less than sums of the same
/// numbers in another order do are ties.
pub fn ranks(scores: &[f64]) -> Vec<u64> {
    let largest = scores.iter().fold(0.0_f64, |largest, score| largest.max(score.abs()));
    let mut sorted = scores.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let rank = |score: f64| sorted.partition_point(|other| *other > score + 1e-12 * largest) as u64 + 1;
    scores.iter().map(|&score| rank(score)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::golden::{self, Row, close};

    const INDICATORS: [(&str, f64); 6] =
        [("PctRural", 1.0), ("PctBach", -1.0), ("PctEld", 1.0), ("PctFB", 1.0), ("PctPov", 1.0), ("PctBlack", 1.0)];

    fn georgia() -> (Vec<Row>, Vec<Vec<f64>>) {
        let rows = golden::rows("deprivation_index/expected.csv");
        let columns = INDICATORS.iter().map(|(name, sign)| golden::numbers(&rows, name).iter().map(|x| sign * x).collect());
        let columns = columns.collect();
        (rows, columns)
    }

    fn sums(columns: &[Vec<f64>], how: Normalisation) -> Vec<f64> {
        let comparable: Vec<Vec<f64>> = columns.iter().map(|column| how.apply(column).unwrap()).collect();
        (0..columns[0].len()).map(|zone| comparable.iter().map(|column| column[zone]).sum()).collect()
    }

    #[test]
    fn scores_equal_those_of_scipy_and_scikit_learn() {
        let (rows, columns) = georgia();
        for (how, column, of) in [
            (Normalisation::ZScore, "z_sum_ddof0", 1.0),
            (Normalisation::SampleZScore, "z_sum_ddof1", 1.0),
            (Normalisation::ZScore, "z_mean_ddof0", 6.0),
            (Normalisation::Percentile, "percentile_mean_avgrank_n1", 6.0),
            (Normalisation::PercentileOfAll, "percentile_mean_avgrank_n", 6.0),
            (Normalisation::LowestPercentile, "svi_sum", 1.0),
            (Normalisation::MinMax, "minmax_mean", 6.0),
        ] {
            for (found, row) in sums(&columns, how).iter().zip(&rows) {
                let expected = golden::number(row, column);
                assert!((found / of - expected).abs() < 1e-9 * expected.abs().max(1e-3), "{column}: {found} instead of {expected}");
            }
        }
        let turned: Vec<f64> = sums(&columns, Normalisation::LowestPercentile).iter().map(|sum| -sum).collect();
        for (from_below, row) in ranks(&turned).into_iter().zip(&rows) {
            close("overall", (from_below - 1) as f64 / (rows.len() - 1) as f64, golden::number(row, "svi_overall_percentile"));
        }
        let scores = sums(&columns, Normalisation::ZScore);
        for (rank, row) in ranks(&scores).into_iter().zip(&rows) {
            let from_below = (rows.len() as u64 + 1 - rank) as f64 / rows.len() as f64;
            close("imd", exponential(from_below), golden::number(row, "imd_exponential_of_zsum"));
            close("tenth", tenth(rank, rows.len() as u64) as f64, golden::number(row, "decile_of_zsum_1_is_most_deprived"));
        }
    }

    #[test]
    fn the_first_component_equals_scikit_learn_s() {
        let (rows, columns) = georgia();
        let z: Vec<Vec<f64>> = columns.iter().map(|column| Normalisation::ZScore.apply(column).unwrap()).collect();
        let found = first_component(&z);
        let expected: serde_json::Value =
            serde_json::from_slice(&std::fs::read(golden::path("deprivation_index/expected_pca.json")).unwrap()).unwrap();
        for (found, expected) in found.loadings.iter().zip(expected["pca_loadings_pc1"].as_array().unwrap()) {
            close("loading", *found, expected.as_f64().unwrap());
        }
        close("share", found.share, expected["explained_variance_ratio"][0].as_f64().unwrap());
        for (zone, row) in rows.iter().enumerate() {
            let score: f64 = z.iter().zip(&found.loadings).map(|(column, loading)| column[zone] * loading).sum();
            let expected = golden::number(row, "pca1_score_sign_PctPov_positive");
            assert!((score - expected).abs() < 1e-9, "{score} instead of {expected}");
        }
    }

    proptest! {
        #[test]
        fn a_change_of_unit_changes_no_score(values in prop::collection::vec(-1e3..1e3_f64, 3..40), stretch in 0.1..10.0_f64, shift in -50.0..50.0_f64) {
            let changed: Vec<f64> = values.iter().map(|x| shift + stretch * x).collect();
            for how in [Normalisation::ZScore, Normalisation::MinMax] {
                let (before, after) = (how.apply(&values).unwrap(), how.apply(&changed).unwrap());
                prop_assert!(before.iter().zip(&after).all(|(a, b)| (a - b).abs() < 1e-8));
            }
        }
    }
}

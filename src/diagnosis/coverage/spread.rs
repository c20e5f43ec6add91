//! From the homes of a zone to the zone: what its people have, half of them, nine in ten of them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::Origins;
use crate::domain::Minutes;

/// Sums of shares are compared with halves and tenths up to rounding.
const ROUNDING: f64 = 1e-9;

/// Minutes to the nearest service that serves, over the people of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Spread {
    /// Half of the people take at most so long; `None` when fewer than half get there at all.
    pub median: Option<f64>,
    /// Nine in ten take at most so long; `None` when fewer than that get there at all.
    pub p90: Option<f64>,
}

impl Spread {
    /// To the tenth of a minute: more would promise too much.
    #[must_use]
    pub fn rounded(self) -> Self {
        let tenth = |minutes: Option<f64>| minutes.map(|minutes| (minutes * 10.0).round() / 10.0);
        Self { median: tenth(self.median), p90: tenth(self.p90) }
    }
}

/// Homes that stand on no street of the network, left out of every time: never counted as far.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct OffStreets {
    /// How many starts.
    pub count: u32,
    /// The share of the zone's people who live there, 0 to 1.
    pub share: f64,
}

impl OffStreets {
    /// The share to a hundredth of a percent.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self { share: rounded_share(self.share), ..self }
    }
}

/// A share to a hundredth of a percent: more would be noise of sums.
pub fn rounded_share(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

/// The starts of one zone that stand on the network, and their shares of its people.
pub struct People<'a> {
    starts: Vec<usize>,
    shares: &'a [f64],
}

impl<'a> People<'a> {
    /// The starts of a zone. `shares` are those of [`placed_shares`].
    pub fn of(origins: &Origins, shares: &'a [f64], zone: usize) -> Self {
        Self { starts: origins.of_zone(zone).filter(|start| shares[*start] > 0.0).collect(), shares }
    }

    /// The same of the zone alone, its starts numbered from 0.
    pub fn alone(shares: &'a [f64]) -> Self {
        Self { starts: (0..shares.len()).filter(|start| shares[*start] > 0.0).collect(), shares }
    }

    /// Whether no start stands on the network.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether something holds at every start.
    pub fn all(&self, holds: impl Fn(usize) -> bool) -> bool {
        self.starts.iter().all(|start| holds(*start))
    }

    /// The mean over people.
    pub fn mean(&self, value: impl Fn(usize) -> f64) -> f64 {
        self.starts.iter().map(|start| self.shares[*start] * value(*start)).sum()
    }

    /// The start at which, in the order of `key`, so much of the people are counted.
    pub fn at<K: PartialOrd>(&self, part: f64, key: impl Fn(usize) -> K) -> Option<usize> {
        let mut ordered = self.starts.clone();
        ordered.sort_by(|a, b| key(*a).partial_cmp(&key(*b)).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(b)));
        let mut counted = 0.0;
        ordered.into_iter().find(|start| {
            counted += self.shares[*start];
            counted >= part - ROUNDING
        })
    }

    /// The median and the ninth decile of minutes, infinite where there is no way.
    pub fn spread(&self, minutes: impl Fn(usize) -> f64) -> Spread {
        let at = |part| self.at(part, &minutes).map(&minutes).filter(|minutes| minutes.is_finite());
        Spread { median: at(0.5), p90: at(0.9) }
    }

    /// The share of the people whose minutes are within a limit.
    pub fn within(&self, limit: Minutes, minutes: impl Fn(usize) -> f64) -> f64 {
        self.mean(|start| f64::from(u8::from(minutes(start) <= limit.0))).min(1.0)
    }
}

/// The shares of the starts that stand on the network, each zone's summing to 1 again; 0 for the others.
pub fn placed_shares(origins: &Origins, placed: &[bool]) -> Vec<f64> {
    let mut shares = origins.shares.clone();
    for zone in 0..origins.basis.len() {
        let starts = origins.of_zone(zone);
        let kept: f64 = starts.clone().filter(|start| placed[*start]).map(|start| origins.shares[start]).sum();
        let all = starts.clone().all(|start| placed[start]);
        for start in starts.filter(|_| !all) {
            shares[start] = if placed[start] { origins.shares[start] / kept } else { 0.0 };
        }
    }
    shares
}

/// What is left out of each zone.
pub fn unplaced(origins: &Origins, placed: &[bool]) -> Vec<OffStreets> {
    let of_zone = |zone| {
        let lost = origins.of_zone(zone).filter(|start| !placed[*start]);
        let (count, share) = lost.fold((0, 0.0), |(count, share), start| (count + 1, share + origins.shares[start]));
        OffStreets { count, share: f64::min(share, 1.0) }
    };
    (0..origins.basis.len()).map(of_zone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HomeBasis, Position};

    /// One zone of four homes: a tenth, four tenths, four tenths and a tenth of its people.
    fn zone() -> Origins {
        Origins {
            starts: vec![0, 4],
            positions: vec![Position::new(3.8, 43.6).unwrap(); 4],
            shares: vec![0.1, 0.4, 0.4, 0.1],
            basis: vec![HomeBasis::Addresses],
            homes: vec![4],
            datasets: Vec::new(),
        }
    }

    #[test]
    fn half_and_nine_tenths_of_the_people_are_counted_not_half_of_the_homes() {
        let (origins, minutes) = (zone(), [1.0, 40.0, 10.0, f64::INFINITY]);
        let people = People::of(&origins, &origins.shares, 0);
        assert_eq!(people.spread(|start| minutes[start]), Spread { median: Some(10.0), p90: Some(40.0) });
        assert!((people.within(Minutes(10.0), |start| minutes[start]) - 0.5).abs() < 1e-12);
        let far = [1.0, f64::INFINITY, 10.0, f64::INFINITY];
        assert_eq!(people.spread(|start| far[start]), Spread { median: Some(10.0), p90: None });
    }

    #[test]
    fn what_stands_on_no_street_is_left_out_and_said() {
        let (origins, placed) = (zone(), [true, false, true, true]);
        let shares = placed_shares(&origins, &placed);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12 && shares[1] == 0.0);
        assert_eq!(unplaced(&origins, &placed), [OffStreets { count: 1, share: 0.4 }]);
        assert!(People::of(&origins, &placed_shares(&origins, &[false; 4]), 0).is_empty());
        assert_eq!(placed_shares(&origins, &[true; 4]), origins.shares);
    }
}

//! How much a service counts, according to the way to it.

/// One ring of a step decay: up to `minutes`, bound included, a service counts `weight`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Outer bound of the ring.
    pub minutes: f64,
    /// Weight inside it.
    pub weight: f64,
}

impl Step {
    /// Rings up to a limit, the last cut short.
    pub fn cut(steps: &[Self], limit: f64) -> Vec<Self> {
        let whole = steps.iter().take_while(|step| step.minutes <= limit).copied();
        let cut = steps.iter().find(|step| step.minutes > limit).map(|step| Self { minutes: limit, ..*step });
        whole.chain(cut).collect()
    }
}

/// Weight of a pair by its cost, from 0 (out of reach) up. Costs are minutes here, but any unit holds
/// as long as it is the same throughout. Every limit is included.
#[derive(Debug, Clone, PartialEq)]
pub enum Decay {
    /// 1 up to the limit.
    Within {
        /// The limit.
        limit: f64,
    },
    /// Rings, nearest first; beyond the last nothing counts.
    Steps(Vec<Step>),
    /// `exp(−d² / 2σ²)` up to the limit.
    Gaussian {
        /// Standard deviation.
        sigma: f64,
        /// The limit.
        limit: f64,
    },
    /// `1 − d / limit` up to the limit.
    Linear {
        /// The limit, above zero.
        limit: f64,
    },
    /// `exp(−β d)` up to the limit.
    Exponential {
        /// How fast it falls.
        beta: f64,
        /// The limit.
        limit: f64,
    },
    /// `(max(d, least) / scale)^exponent` up to the limit; the exponent is negative for a decay.
    Power {
        /// The cost that weighs 1.
        scale: f64,
        /// The exponent.
        exponent: f64,
        /// Shorter ways count as this long.
        least: f64,
        /// The limit.
        limit: f64,
    },
}

impl Decay {
    /// The rings of the enhanced method: 1, 0.68 and 0.22 for each third of the limit.
    ///
    /// Luo & Qi 2009, *An enhanced two-step floating catchment area (E2SFCA) method*, use them for 10, 20
    /// and 30 minutes.
    ///
    /// # Examples
    /// ```
    /// use maillage_kernel::analysis::access::Decay;
    /// let decay = Decay::enhanced(30.0);
    /// assert_eq!([10.0, 10.1, 30.0, 30.1].map(|minutes| decay.weight(minutes)), [1.0, 0.68, 0.22, 0.0]);
    /// ```
    pub fn enhanced(limit: f64) -> Self {
        let ring = |third: f64, weight| Step { minutes: limit * third / 3.0, weight };
        Self::Steps(vec![ring(1.0, 1.0), ring(2.0, 0.68), ring(3.0, 0.22)])
    }

    /// The rings of a decay by rings, nearest first; `None` where weights change all along the way.
    pub fn steps(&self) -> Option<Vec<Step>> {
        match self {
            Self::Within { limit } => Some(vec![Step { minutes: *limit, weight: 1.0 }]),
            Self::Steps(steps) => Some(steps.clone()),
            _ => None,
        }
    }

    /// The cost beyond which nothing counts.
    pub fn limit(&self) -> f64 {
        match self {
            Self::Steps(steps) => steps.last().map_or(0.0, |step| step.minutes),
            Self::Within { limit }
            | Self::Gaussian { limit, .. }
            | Self::Linear { limit }
            | Self::Exponential { limit, .. }
            | Self::Power { limit, .. } => *limit,
        }
    }

    /// The weight of a cost; 0 beyond the limit.
    pub fn weight(&self, cost: f64) -> f64 {
        match self {
            Self::Within { limit } => f64::from(u8::from(cost <= *limit)),
            Self::Steps(steps) => steps.iter().find(|step| cost <= step.minutes).map_or(0.0, |step| step.weight),
            Self::Gaussian { sigma, limit } if cost <= *limit => (-0.5 * (cost / sigma).powi(2)).exp(),
            Self::Power { scale, exponent, least, limit } if cost <= *limit => (cost.max(*least) / scale).powf(*exponent),
            Self::Linear { limit } if cost <= *limit => 1.0 - cost / limit,
            Self::Exponential { beta, limit } if cost <= *limit => (-beta * cost).exp(),
            Self::Gaussian { .. } | Self::Power { .. } | Self::Linear { .. } | Self::Exponential { .. } => 0.0,
        }
    }
}

//! How much a service counts, as written on the command line.

use std::str::FromStr;

use crate::analysis::access::{Decay, Step};
use crate::domain::{Fault, Text};
use crate::text;

/// A decay as written, its limit yet to be set: `step:10=1,20=0.68`, `gaussian:SIGMA`,
/// `power:SCALE,EXPONENT,MIN`, `linear`, `exponential:BETA`.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// Rings.
    Steps(Vec<Step>),
    /// `exp(−d² / 2σ²)`.
    Gaussian(f64),
    /// `(max(d, least) / scale)^exponent`.
    Power {
        /// The cost that weighs 1.
        scale: f64,
        /// Negative for a decay.
        exponent: f64,
        /// Shorter ways count as this long.
        least: f64,
    },
    /// `1 − d / radius`.
    Linear,
    /// `exp(−β d)`.
    Exponential(f64),
}

impl Written {
    /// The decay up to a limit; rings bring their own, and a limit cuts them off.
    ///
    /// # Errors
    /// `missing-radius` for `linear` without one.
    pub fn within(&self, radius: Option<f64>) -> Result<Decay, Fault> {
        let limit = radius.unwrap_or(f64::INFINITY);
        Ok(match self {
            Self::Steps(steps) => Decay::Steps(Step::cut(steps, limit)),
            Self::Gaussian(sigma) => Decay::Gaussian { sigma: *sigma, limit },
            Self::Power { scale, exponent, least } => Decay::Power { scale: *scale, exponent: *exponent, least: *least, limit },
            Self::Linear => Decay::Linear { limit: radius.ok_or_else(missing_radius)? },
            Self::Exponential(beta) => Decay::Exponential { beta: *beta, limit },
        })
    }

    /// As it is written.
    pub fn words(&self) -> String {
        match self {
            Self::Steps(steps) => {
                let rings: Vec<String> = steps.iter().map(|Step { minutes, weight }| format!("{minutes}={weight}")).collect();
                format!("step:{}", rings.join(","))
            }
            Self::Gaussian(sigma) => format!("gaussian:{sigma}"),
            Self::Power { scale, exponent, least } => format!("power:{scale},{exponent},{least}"),
            Self::Linear => "linear".to_owned(),
            Self::Exponential(beta) => format!("exponential:{beta}"),
        }
    }

    /// Rings from their bounds and weights.
    pub fn steps(rings: &[(f64, f64)]) -> Self {
        Self::Steps(rings.iter().map(|&(minutes, weight)| Step { minutes, weight }).collect())
    }
}

impl FromStr for Written {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        let (kind, rest) = words.split_once(':').unwrap_or((words, ""));
        let read = match kind {
            "step" => rings(rest).map(Self::Steps),
            "gaussian" => positive(rest).map(Self::Gaussian),
            "exponential" => positive(rest).map(Self::Exponential),
            "linear" if rest.is_empty() => Some(Self::Linear),
            "power" => power(rest),
            _ => None,
        };
        read.ok_or_else(|| bad_decay(words))
    }
}

fn number(word: &str) -> Option<f64> {
    word.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn positive(word: &str) -> Option<f64> {
    number(word).filter(|number| *number > 0.0)
}

fn power(words: &str) -> Option<Written> {
    let parts: Vec<&str> = words.split(',').collect();
    let [scale, exponent, least] = parts[..] else { return None };
    Some(Written::Power { scale: positive(scale)?, exponent: number(exponent)?, least: number(least).filter(|least| *least >= 0.0)? })
}

/// Rings with growing bounds and weights zero or above.
fn rings(words: &str) -> Option<Vec<Step>> {
    let ring = |word: &str| {
        let (minutes, weight) = word.split_once('=')?;
        Some(Step { minutes: positive(minutes)?, weight: number(weight).filter(|weight| *weight >= 0.0)? })
    };
    let rings: Vec<Step> = words.split(',').map(ring).collect::<Option<_>>()?;
    rings.windows(2).all(|pair| pair[0].minutes < pair[1].minutes).then_some(rings)
}

fn bad_decay(words: &str) -> Fault {
    Fault::new(
        "bad-decay",
        text!("« {words} » n’est pas une décroissance", "“{words}” is no decay"),
        Text::new(
            "attendu : step:10=1,20=0.68,30=0.22, gaussian:15, power:10,-1.5,5, linear ou exponential:0.1",
            "expected step:10=1,20=0.68,30=0.22, gaussian:15, power:10,-1.5,5, linear or exponential:0.1",
        ),
    )
    .in_column("--decay")
}

fn missing_radius() -> Fault {
    Fault::new(
        "missing-radius",
        Text::new("il manque la portée", "the radius is missing"),
        Text::new("la donner avec --radius, dans l’unité des coûts", "give it with --radius, in the unit of costs"),
    )
    .in_column("--radius")
}

/// The radius a method cannot do without.
///
/// # Errors
/// `missing-radius`, `bad-radius`.
pub fn radius(radius: Option<f64>) -> Result<f64, Fault> {
    radius.ok_or_else(missing_radius)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "weights are given back as they were written")]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_written_back() {
        for words in ["step:10=1,20=0.68,30=0.22", "gaussian:15", "power:10,-1.5,5", "linear", "exponential:0.1"] {
            assert_eq!(words.parse::<Written>().unwrap().words(), words);
        }
        for words in ["", "step:", "step:10=1,5=0.5", "step:10=-1", "gaussian:0", "gaussian:NaN", "power:1,2", "linear:3", "cubic:1"] {
            assert_eq!(words.parse::<Written>().unwrap_err().code, "bad-decay", "{words}");
        }
    }

    #[test]
    fn a_radius_cuts_rings_and_is_asked_for_by_linear() {
        let steps = Written::steps(&[(10.0, 1.0), (20.0, 0.5)]);
        let cut = steps.within(Some(15.0)).unwrap();
        assert_eq!([10.0, 15.0, 15.1].map(|cost| cut.weight(cost)), [1.0, 0.5, 0.0]);
        assert_eq!(Written::Linear.within(None).unwrap_err().code, "missing-radius");
        assert!((Written::Linear.within(Some(10.0)).unwrap().weight(2.5) - 0.75).abs() < 1e-12);
    }
}

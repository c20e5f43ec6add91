//! When to ask again: what the producer says, else a pause that doubles.

use std::time::Duration;

use chrono::DateTime;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// When a producer says to come back: seconds, or a moment measured against its own clock.
pub fn said(headers: &HeaderMap) -> Option<Duration> {
    let word = |name| headers.get(name).and_then(|value: &reqwest::header::HeaderValue| value.to_str().ok()).map(str::trim);
    let told = word(RETRY_AFTER)?;
    if let Ok(seconds) = told.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let (then, now) = (DateTime::parse_from_rfc2822(told).ok()?, DateTime::parse_from_rfc2822(word(DATE)?).ok()?);
    Some((then - now).to_std().unwrap_or_default())
}

/// The pause before an attempt, the second being 1; `None` when the producer asks for more patience than we have.
pub fn pause(attempt: u32, first: Duration, longest: Duration, said: Option<Duration>) -> Option<Duration> {
    match said {
        Some(said) => (said <= longest).then_some(said),
        None => Some(first.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(longest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(reqwest::header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), reqwest::header::HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_moment_is_measured_against_the_producers_clock() {
        assert_eq!(said(&headers(&[(RETRY_AFTER, "7")])), Some(Duration::from_secs(7)));
        let dated = [(RETRY_AFTER, "Wed, 21 Oct 2015 07:28:30 GMT"), (DATE, "Wed, 21 Oct 2015 07:28:00 GMT")];
        assert_eq!(said(&headers(&dated)), Some(Duration::from_secs(30)));
        assert_eq!(said(&headers(&[(RETRY_AFTER, "Wed, 21 Oct 2015 07:28:30 GMT")])), None);
        assert_eq!(said(&headers(&[(RETRY_AFTER, "soon")])), None);
    }

    #[test]
    fn pauses_double_and_a_producer_who_asks_for_too_much_is_left() {
        let (first, longest) = (Duration::from_secs(1), Duration::from_mins(1));
        assert_eq!((1..=3).filter_map(|n| pause(n, first, longest, None)).map(|p| p.as_secs()).collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(pause(30, first, longest, None), Some(longest));
        assert_eq!(pause(1, first, longest, Some(Duration::from_secs(3))), Some(Duration::from_secs(3)));
        assert_eq!(pause(1, first, longest, Some(Duration::from_hours(1))), None);
    }
}

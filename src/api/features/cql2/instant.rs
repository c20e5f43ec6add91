//! Moments and stretches of time. A date is the moment it begins, in UTC.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use super::expression::Temporal;

/// A moment, in UTC.
pub type Instant = NaiveDateTime;

/// A stretch of time; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// When it begins; always has when open.
    pub start: Option<Instant>,
    /// When it ends; never does when open.
    pub end: Option<Instant>,
}

/// A date: `2024-05-31`.
pub fn date(words: &str) -> Option<Instant> {
    words.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN))
}

/// A moment with its offset: `2024-05-31T12:00:00Z`.
pub fn timestamp(words: &str) -> Option<Instant> {
    DateTime::parse_from_rfc3339(words).ok().map(|moment| moment.naive_utc())
}

/// A date or a moment.
pub fn instant(words: &str) -> Option<Instant> {
    date(words).or_else(|| timestamp(words))
}

impl Interval {
    /// A stretch between two ends as they are written; `..` or nothing is open. `None` when they do not read or are
    /// crossed.
    pub fn read(start: &str, end: &str) -> Option<Self> {
        let bound = |words: &str| if matches!(words, "" | "..") { Some(None) } else { instant(words).map(Some) };
        let interval = Self { start: bound(start)?, end: bound(end)? };
        let crossed = matches!((interval.start, interval.end), (Some(start), Some(end)) if start > end);
        (!crossed).then_some(interval)
    }

    /// A moment, as a stretch that ends when it begins.
    pub const fn at(moment: Instant) -> Self {
        Self { start: Some(moment), end: Some(moment) }
    }

    /// Its ends on the line of time, so that open ones compare too.
    fn ends(self) -> (NaiveDateTime, NaiveDateTime) {
        (self.start.unwrap_or(NaiveDateTime::MIN), self.end.unwrap_or(NaiveDateTime::MAX))
    }

    /// Whether one stretch lies to another as asked (CQL2, table 8).
    pub fn lies(self, relation: Temporal, other: Self) -> bool {
        let ((start, end), (other_start, other_end)) = (self.ends(), other.ends());
        match relation {
            Temporal::After => start > other_end,
            Temporal::Before => end < other_start,
            Temporal::Contains => start < other_start && end > other_end,
            Temporal::Disjoint => start > other_end || end < other_start,
            Temporal::During => start > other_start && end < other_end,
            Temporal::Equals => start == other_start && end == other_end,
            Temporal::FinishedBy => start < other_start && end == other_end,
            Temporal::Finishes => start > other_start && end == other_end,
            Temporal::Intersects => start <= other_end && end >= other_start,
            Temporal::Meets => end == other_start,
            Temporal::MetBy => start == other_end,
            Temporal::OverlappedBy => start > other_start && start < other_end && end > other_end,
            Temporal::Overlaps => start < other_start && end > other_start && end < other_end,
            Temporal::StartedBy => start == other_start && end > other_end,
            Temporal::Starts => start == other_start && end < other_end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_lie_to_each_other_as_allen_says() {
        let stretch = |start: &str, end: &str| Interval::read(start, end).unwrap();
        let (year, spring) = (stretch("2024-01-01", "2024-12-31"), stretch("2024-03-01", "2024-05-31"));
        assert!(spring.lies(Temporal::During, year) && year.lies(Temporal::Contains, spring));
        assert!(year.lies(Temporal::Intersects, spring) && !year.lies(Temporal::Disjoint, spring));
        assert!(stretch("..", "2023-12-31").lies(Temporal::Before, year));
        assert!(Interval::at(date("2024-12-31").unwrap()).lies(Temporal::Finishes, year));
        assert!(stretch("2024-06-01", "..").lies(Temporal::OverlappedBy, year));
        assert!(Interval::read("2024-02-01", "2024-01-01").is_none() && Interval::read("hier", "..").is_none());
    }

    #[test]
    fn a_moment_with_an_offset_is_taken_to_utc() {
        assert_eq!(instant("2024-05-31T02:00:00+02:00"), date("2024-05-31"));
    }
}

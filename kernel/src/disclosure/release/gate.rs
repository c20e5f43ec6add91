//! When a quarter may be released.

use chrono::{Days, NaiveDate};

use crate::domain::{Fault, Quarter};
use crate::text;

/// Days between the end of a quarter and its release: late notes come in, and nobody who was met yesterday is told of today.
pub const EMBARGO_DAYS: u64 = 30;

/// Checks that a quarter is over and its embargo too.
///
/// # Errors
/// `embargo`, with the first day it may be released.
pub fn check(quarter: Quarter, today: NaiveDate) -> Result<(), Fault> {
    let from = quarter.over_on().checked_add_days(Days::new(EMBARGO_DAYS)).unwrap_or(NaiveDate::MAX);
    if today >= from {
        return Ok(());
    }
    Err(Fault::new(
        "embargo",
        text!("{quarter} ne peut pas encore être publié", "{quarter} cannot be released yet"),
        text!(
            "attendre le {from} : {EMBARGO_DAYS} jours après la fin du trimestre",
            "wait until {from}: {EMBARGO_DAYS} days after the end of the quarter"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_waits_thirty_days_after_its_end() {
        let summer: Quarter = "2026-T3".parse().unwrap();
        let day = |words: &str| words.parse::<NaiveDate>().unwrap();
        assert_eq!(check(summer, day("2026-08-15")).unwrap_err().code, "embargo");
        assert_eq!(check(summer, day("2026-10-30")).unwrap_err().code, "embargo");
        check(summer, day("2026-10-31")).unwrap();
    }
}

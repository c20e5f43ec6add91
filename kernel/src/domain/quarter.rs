//! Fixed quarters, the only periods field notes are published for: a window that rolls would give day after
//! day back by subtraction.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Fault, Text};
use crate::text;

/// A quarter of a year, written `2026-T3` (*trimestre*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: u16,
    /// 1 to 4.
    number: u8,
}

impl Quarter {
    /// The quarter of a year from 2000 to 2200; `None` for a number that is not 1 to 4.
    pub fn new(year: u16, number: u8) -> Option<Self> {
        ((2000..=2200).contains(&year) && (1..=4).contains(&number)).then_some(Self { year, number })
    }

    /// The quarter a day lies in; `None` outside 2000 to 2200.
    pub fn of(day: NaiveDate) -> Option<Self> {
        Self::new(u16::try_from(day.year()).ok()?, day.month0() as u8 / 3 + 1)
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// First day of the quarter that follows: the day on which this one is over.
    pub fn over_on(self) -> NaiveDate {
        let (year, month) = if self.number == 4 { (self.year + 1, 1) } else { (self.year, self.number * 3 + 1) };
        NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), 1).unwrap_or(NaiveDate::MAX)
    }

    /// First day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(self.number) * 3 - 2, 1).unwrap_or(NaiveDate::MIN)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-T{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        let parts = words.split_once("-T").filter(|(year, number)| year.len() == 4 && number.len() == 1);
        let quarter = parts.and_then(|(year, number)| Self::new(year.parse().ok()?, number.parse().ok()?));
        quarter.ok_or_else(|| {
            Fault::new(
                "bad-quarter",
                text!("« {words} » n’est pas un trimestre", "“{words}” is not a quarter"),
                Text::new("attendu : année et trimestre, comme 2026-T3", "expected year and quarter, as in 2026-T3"),
            )
        })
    }
}

impl TryFrom<String> for Quarter {
    type Error = Fault;

    fn try_from(words: String) -> Result<Self, Fault> {
        words.parse()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(words: &str) -> NaiveDate {
        words.parse().unwrap()
    }

    #[test]
    fn a_quarter_reads_back_and_knows_its_days() {
        let summer: Quarter = "2026-T3".parse().unwrap();
        assert_eq!(summer.to_string(), "2026-T3");
        assert_eq!((summer.first_day(), summer.over_on()), (day("2026-07-01"), day("2026-10-01")));
        assert_eq!(Quarter::new(2026, 4).unwrap().over_on(), day("2027-01-01"));
    }

    #[test]
    fn every_day_lies_in_the_quarter_that_holds_it() {
        for date in day("2026-01-01").iter_days().take(730) {
            let quarter = Quarter::of(date).unwrap();
            assert!(quarter.first_day() <= date && date < quarter.over_on());
        }
    }

    #[test]
    fn what_is_no_quarter_is_refused_by_name() {
        for words in ["2026-T5", "2026-T0", "2026-3", "26-T3", "T3-2026", "2026-T33", "été"] {
            assert_eq!(words.parse::<Quarter>().unwrap_err().code, "bad-quarter", "{words}");
        }
    }
}

//! Opening hours: kept as OpenStreetMap `opening_hours` text, asked for a moment of a week.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike, Weekday};
use opening_hours::OpeningHours;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fault, Text};
use crate::text;

/// Opening hours in the OpenStreetMap dialect, known to parse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Opening(String);

impl Opening {
    /// Checks the text of opening hours.
    ///
    /// # Errors
    /// `bad-opening-hours` when it does not parse.
    pub fn new(hours: &str) -> Result<Self, Fault> {
        let hours = hours.trim();
        match hours.parse::<OpeningHours>() {
            Ok(_) => Ok(Self(hours.to_owned())),
            Err(cause) => Err(Fault::new(
                "bad-opening-hours",
                text!("horaires illisibles : « {hours} » ({cause})", "unreadable opening hours: “{hours}” ({cause})"),
                Text::new(
                    "attendu : le format d’OpenStreetMap, « Mo-Fr 09:00-17:00 »",
                    "expected OpenStreetMap’s format, “Mo-Fr 09:00-17:00”",
                ),
            )),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is open at a moment of an ordinary week (no public holiday, no season).
    pub fn open_at(&self, moment: WeekTime) -> bool {
        self.0.parse::<OpeningHours>().is_ok_and(|hours| hours.is_open(moment.in_reference_week()))
    }

    /// Hours open in an ordinary week, 0 to 168.
    pub fn weekly_hours(&self) -> f64 {
        let Ok(hours) = self.0.parse::<OpeningHours>() else { return 0.0 };
        let start = reference_monday();
        let minutes: i64 = hours
            .iter_range(start, start + Duration::days(7))
            .filter(|range| range.kind == opening_hours::RuleKind::Open)
            .map(|range| (range.range.end - range.range.start).num_minutes())
            .sum();
        minutes as f64 / 60.0
    }
}

/// A moment of an ordinary week: `tue-18:30`. It carries no date, so that an answer depends on the
/// question alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WeekTime {
    weekday: Weekday,
    minute: u16,
}

const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mon"),
    (Weekday::Tue, "tue"),
    (Weekday::Wed, "wed"),
    (Weekday::Thu, "thu"),
    (Weekday::Fri, "fri"),
    (Weekday::Sat, "sat"),
    (Weekday::Sun, "sun"),
];

impl WeekTime {
    /// A day and the minutes since its midnight; `None` from 1,440 on.
    pub fn new(weekday: Weekday, minute: u16) -> Option<Self> {
        (minute < 1_440).then_some(Self { weekday, minute })
    }

    fn in_reference_week(self) -> NaiveDateTime {
        reference_monday() + Duration::days(i64::from(self.weekday.num_days_from_monday())) + Duration::minutes(i64::from(self.minute))
    }
}

/// A Monday far from any French public holiday or daylight-saving change: 2 March 2026.
fn reference_monday() -> NaiveDateTime {
    const REFERENCE_MONDAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 2).expect("2 March 2026 is a date");
    debug_assert!(REFERENCE_MONDAY.weekday() == Weekday::Mon);
    REFERENCE_MONDAY.into()
}

impl fmt::Display for WeekTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.in_reference_week();
        let day = DAYS[self.weekday.num_days_from_monday() as usize].1;
        write!(f, "{day}-{:02}:{:02}", at.hour(), at.minute())
    }
}

impl FromStr for WeekTime {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        parse_week_time(words).ok_or_else(|| {
            Fault::new(
                "bad-week-time",
                text!("« {words} » n’est pas un moment de la semaine", "“{words}” is not a moment of the week"),
                Text::new(
                    "attendu : jour et heure, comme tue-18:30 (mon, tue, wed, thu, fri, sat, sun)",
                    "expected day and time, as in tue-18:30 (mon, tue, wed, thu, fri, sat, sun)",
                ),
            )
        })
    }
}

impl TryFrom<String> for WeekTime {
    type Error = Fault;

    fn try_from(words: String) -> Result<Self, Fault> {
        words.parse()
    }
}

impl From<WeekTime> for String {
    fn from(moment: WeekTime) -> Self {
        moment.to_string()
    }
}

fn parse_week_time(words: &str) -> Option<WeekTime> {
    let (day, time) = words.split_once('-')?;
    let (hour, minute) = time.split_once(':')?;
    let weekday = DAYS.iter().find(|(_, name)| *name == day)?.0;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    if hour > 23 || minute > 59 {
        return None;
    }
    WeekTime::new(weekday, hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_open_on_tuesday_afternoon_and_not_in_the_evening() {
        let desk = Opening::new("Mo-Fr 09:00-12:00,13:30-17:00").unwrap();
        assert!(desk.open_at("tue-14:00".parse().unwrap()));
        assert!(!desk.open_at("tue-18:30".parse().unwrap()));
        assert!(!desk.open_at("sat-10:00".parse().unwrap()));
        assert!((desk.weekly_hours() - 32.5).abs() < 1e-9);
    }

    #[test]
    fn a_moment_reads_back_as_it_was_written() {
        assert_eq!("tue-18:30".parse::<WeekTime>().unwrap().to_string(), "tue-18:30");
        assert_eq!("mardi".parse::<WeekTime>().unwrap_err().code, "bad-week-time");
        assert!("tue-25:00".parse::<WeekTime>().is_err());
    }

    #[test]
    fn unreadable_hours_are_refused() {
        assert_eq!(Opening::new("quand il fait beau").unwrap_err().code, "bad-opening-hours");
    }
}

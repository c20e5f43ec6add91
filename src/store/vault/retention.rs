//! What is not kept for ever: notes over 24 months old, days over 30 days old, lines of the log over 12 months old; and notes
//! that their own team takes back.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::hand::Hand;
use super::work::{self, TURN, audited};
use super::{Erased, Retained, own};
use crate::disclosure::chain;
use crate::domain::Quarter;
use crate::domain::encounter::{oldest_exact, oldest_kept};
use crate::store::StoreError;

/// Months that a line of the log is kept.
const LOG_MONTHS: u32 = 12;

const OF_KEY: &str = "SELECT released FROM encounter WHERE key = $1 AND ($2 = '' OR team = $2)";
const ERASE: &str = "DELETE FROM encounter WHERE key = $1 AND released IS NULL";
const COUNT_OLD: &str = "SELECT CAST(count(*) AS TEXT) AS notes FROM encounter WHERE day < $1";
const ERASE_OLD: &str = "DELETE FROM encounter WHERE day < $1";
const EXACT: &str = "SELECT day, CAST(count(*) AS TEXT) AS notes FROM encounter WHERE coarse = 0 AND day < $1 GROUP BY day ORDER BY day";
const COARSEN: &str = "UPDATE encounter SET day = $1, coarse = 1 WHERE coarse = 0 AND day = $2";
const LOG: &str = "SELECT line, hash, CAST(number AS TEXT) AS rank FROM audit ORDER BY number";
const FORGET: &str = "DELETE FROM audit WHERE number <= $1";
const KEPT_FROM: &str = "SELECT hash FROM kept_from";
const KEEP_FROM: &str = "UPDATE kept_from SET hash = $1";

/// Erases the note of a key.
pub async fn erase(hand: &mut impl Hand, key: &str, team: Option<&str>, event: &str) -> Result<Erased, StoreError> {
    hand.run(TURN, Vec::new()).await?;
    let rows = hand.rows(OF_KEY, vec![key.into(), team.unwrap_or_default().into()]).await?;
    let Some(cells) = rows.first() else { return Ok(Erased::Unknown) };
    if cells.first().is_some_and(Option::is_some) {
        return Ok(Erased::Released);
    }
    hand.run(ERASE, vec![key.into()]).await?;
    audited(hand, event).await?;
    Ok(Erased::Gone)
}

/// Lets go of what is too old. The log tells how much.
pub async fn retain(hand: &mut impl Hand, today: NaiveDate) -> Result<Retained, StoreError> {
    hand.run(TURN, Vec::new()).await?;
    let (erased, coarsened) = (erase_old(hand, today).await?, coarsen(hand, today).await?);
    own::forget_exact(hand, oldest_kept(today)).await?;
    let forgotten = forget(hand, today).await?;
    let retained = Retained { erased, coarsened, forgotten };
    if retained != Retained::default() {
        audited(hand, &format!("{today}|retain|{erased}|{coarsened}|{forgotten}")).await?;
    }
    Ok(retained)
}

async fn erase_old(hand: &mut impl Hand, today: NaiveDate) -> Result<u64, StoreError> {
    let from = oldest_kept(today).to_string();
    let rows = hand.rows(COUNT_OLD, vec![from.as_str().into()]).await?;
    let count = rows.first().map_or(Ok(0), |cells| work::number(cells, 0, "encounter"))?;
    hand.run(ERASE_OLD, vec![from.as_str().into()]).await?;
    Ok(count.unsigned_abs())
}

async fn coarsen(hand: &mut impl Hand, today: NaiveDate) -> Result<u64, StoreError> {
    let mut coarsened = 0;
    for cells in hand.rows(EXACT, vec![oldest_exact(today).to_string().as_str().into()]).await? {
        let words = cells.first().cloned().flatten().unwrap_or_default();
        let unreadable = || StoreError::Unreadable { table: "encounter", reason: "a day".to_owned() };
        let day: NaiveDate = words.parse().map_err(|_not_a_day| unreadable())?;
        hand.run(COARSEN, vec![week(day).to_string().as_str().into(), words.as_str().into()]).await?;
        coarsened += work::number(&cells, 1, "encounter")?.unsigned_abs();
    }
    Ok(coarsened)
}

/// As [`crate::domain::Encounter::in_its_week`].
fn week(day: NaiveDate) -> NaiveDate {
    let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    Quarter::of(day).map_or(monday, |quarter| monday.max(quarter.first_day()))
}

/// Forgets the lines of the log that are too old, from the first on, and keeps the hash that those after follow from. The last line
/// stays, whatever its age: the next one is chained to it.
async fn forget(hand: &mut impl Hand, today: NaiveDate) -> Result<u64, StoreError> {
    let from = today.checked_sub_months(Months::new(LOG_MONTHS)).unwrap_or(NaiveDate::MIN);
    let lines = hand.rows(LOG, Vec::new()).await?;
    let told_on = |line: &Option<String>| line.as_deref()?.split('|').next()?.parse::<NaiveDate>().ok();
    let old = lines.iter().take(lines.len().saturating_sub(1)).take_while(|cells| told_on(&cells[0]).is_some_and(|day| day < from));
    let Some((count, last)) = old.enumerate().last().map(|(index, cells)| (index as u64 + 1, cells)) else { return Ok(0) };
    hand.run(KEEP_FROM, vec![last[1].as_deref().unwrap_or_default().into()]).await?;
    hand.run(FORGET, vec![work::number(last, 2, "audit")?.into()]).await?;
    Ok(count)
}

/// What the log follows from.
pub async fn audit_start(hand: &mut impl Hand) -> Result<String, StoreError> {
    let rows = hand.rows(KEPT_FROM, Vec::new()).await?;
    Ok(rows.into_iter().flatten().flatten().next().unwrap_or_else(|| chain::START.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_stays_in_its_quarter() {
        let day = |words: &str| words.parse::<NaiveDate>().unwrap();
        let weeks = ["2026-11-25", "2026-10-02", "2026-01-01"].map(|words| week(day(words)).to_string());
        assert_eq!(weeks, ["2026-11-23", "2026-10-01", "2026-01-01"]);
    }
}

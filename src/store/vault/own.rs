//! The notes of one team, found by its mark, and what a release may tell exactly.

use super::hand::{Hand, Value};
use super::{ExactQuarter, OwnNote, row, work};
use crate::disclosure::release::ExactPlace;
use crate::domain::{Quarter, ZoneCode};
use crate::store::StoreError;

// Numbers of notes are nobody's affair: how far apart two of them are tells what others noted meanwhile. The key says where to go on.
const LISTED: &str = "SELECT geography, zone, day, quarter, CAST(persons AS TEXT), themes, reason, offered, age, CAST(coarse AS TEXT), key, released \
    FROM encounter WHERE team = $1 \
    AND ($2 = '' OR number < (SELECT number FROM encounter AS other WHERE other.key = $2 AND other.team = $1)) \
    ORDER BY number DESC LIMIT $3";
const TEAMS: &str = "SELECT DISTINCT team FROM encounter WHERE team IS NOT NULL";
const UNMARK: &str = "UPDATE encounter SET team = NULL WHERE team = $1";
const ADD_EXACT: &str = "INSERT INTO exact (quarter, rank, level, zones, counts) VALUES ($1, $2, $3, $4, $5)";
const EXACT: &str = "SELECT quarter, level, zones, counts FROM exact WHERE $1 = '' OR quarter = $1 ORDER BY quarter DESC, rank";
const QUARTERS: &str = "SELECT DISTINCT quarter FROM exact";
const FORGET_EXACT: &str = "DELETE FROM exact WHERE quarter = $1";

/// The notes of a team, newest first.
pub async fn notes(hand: &mut impl Hand, team: &str, after: Option<&str>, limit: i64) -> Result<Vec<OwnNote>, StoreError> {
    let rows = hand.rows(LISTED, vec![team.into(), after.unwrap_or_default().into(), limit.into()]).await?;
    let note = |cells: &super::hand::Cells| {
        let cell = |column: usize| cells.get(row::COLUMNS + column).cloned().flatten();
        Ok(OwnNote {
            encounter: row::encounter(cells)?,
            coarse: cell(0).as_deref() == Some("1"),
            key: cell(1).unwrap_or_default(),
            released: cell(2).and_then(|quarter| quarter.parse().ok()),
        })
    };
    rows.iter().map(note).collect()
}

/// The marks that notes bear.
pub async fn marks(hand: &mut impl Hand) -> Result<Vec<String>, StoreError> {
    Ok(hand.rows(TEAMS, Vec::new()).await?.into_iter().flatten().flatten().collect())
}

/// Takes marks off notes.
pub async fn unmark(hand: &mut impl Hand, marks: &[String]) -> Result<(), StoreError> {
    hand.run(work::TURN, Vec::new()).await?;
    for team in marks {
        hand.run(UNMARK, vec![team.as_str().into()]).await?;
    }
    Ok(())
}

/// Keeps what a release may tell exactly.
pub async fn keep_exact(hand: &mut impl Hand, quarter: Quarter, places: &[ExactPlace]) -> Result<(), StoreError> {
    for (rank, place) in (1..).zip(places) {
        let zones = place.zones.iter().map(ZoneCode::as_str).collect::<Vec<_>>().join("+");
        let words = [quarter.to_string(), place.level.code().to_owned(), zones, place.counts_line()];
        let [quarter, level, zones, counts] = words.map(|words| Value::Text(Some(words)));
        hand.run(ADD_EXACT, vec![quarter, Value::Integer(rank), level, zones, counts]).await?;
    }
    Ok(())
}

/// What may be told exactly of a quarter, or of each, newest first.
pub async fn exact(hand: &mut impl Hand, quarter: Option<Quarter>) -> Result<Vec<ExactQuarter>, StoreError> {
    let asked = quarter.map(|quarter| quarter.to_string()).unwrap_or_default();
    let mut quarters: Vec<ExactQuarter> = Vec::new();
    for cells in hand.rows(EXACT, vec![asked.as_str().into()]).await? {
        let cell = |column: usize| cells.get(column).and_then(Option::as_deref).unwrap_or_default();
        let unreadable = || StoreError::Unreadable { table: "exact", reason: "a quarter or a place".to_owned() };
        let quarter: Quarter = cell(0).parse().map_err(|_foreign| unreadable())?;
        let place = ExactPlace::from_words(cell(1), cell(2), cell(3)).ok_or_else(unreadable)?;
        match quarters.last_mut() {
            Some(last) if last.quarter == quarter => last.places.push(place),
            _ => quarters.push(ExactQuarter { quarter, places: vec![place] }),
        }
    }
    Ok(quarters)
}

/// Forgets the exact counts of quarters that were over before a day: whole tables, never a part of one.
pub async fn forget_exact(hand: &mut impl Hand, from: chrono::NaiveDate) -> Result<(), StoreError> {
    for words in hand.rows(QUARTERS, Vec::new()).await?.into_iter().flatten().flatten() {
        if words.parse::<Quarter>().is_ok_and(|quarter| quarter.over_on() <= from) {
            hand.run(FORGET_EXACT, vec![words.as_str().into()]).await?;
        }
    }
    Ok(())
}

//! What is done in the vault, in the words of either database.

use super::hand::{Cells, Hand, Value};
use super::{Note, Noted, Pending, row};
use crate::disclosure::chain::{self, Link};
use crate::disclosure::ledger::{Entry, Ledger, Rho, State};
use crate::disclosure::release::Release;
use crate::domain::{Fault, Geography, Quarter, Text};
use crate::store::StoreError;
use crate::store::fault::key_reused;

/// Reads the chain of releases.
pub const RELEASED: &str = "SELECT line, hash FROM released ORDER BY number";
/// Reads the chain of the audit log.
pub const AUDIT: &str = "SELECT line, hash FROM audit ORDER BY number";

/// Takes the turn of writing.
pub const TURN: &str = "UPDATE turn SET number = number + 1";
const BY_KEY: &str = "SELECT geography, zone, day, quarter, CAST(persons AS TEXT), themes, reason, offered, age, CAST(coarse AS TEXT) FROM encounter WHERE key = $1";
// Numbers are never given twice, not even that of a note erased meanwhile: what a release counts is marked by them.
const NEXT: &str = "UPDATE turn SET last = last + 1";
const INSERT: &str = "INSERT INTO encounter (number, key, team, geography, zone, day, quarter, persons, themes, reason, offered, age) \
    SELECT last, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM turn";
const PENDING: &str = "SELECT geography, zone, day, quarter, CAST(persons AS TEXT), themes, reason, offered, age, CAST(number AS TEXT) AS rank \
    FROM encounter WHERE released IS NULL AND geography = $1 AND quarter <= $2 ORDER BY number";
const MARK: &str = "UPDATE encounter SET released = $1 WHERE released IS NULL AND geography = $2 AND quarter <= $3 AND number <= $4";
const LEDGER: &str = "SELECT quarter, CAST(rho AS TEXT), state FROM ledger ORDER BY number";
const RESERVE: &str =
    "INSERT INTO ledger (number, quarter, rho, state) SELECT coalesce(max(number), 0) + 1, $1, $2, 'reserved' FROM ledger";
const SETTLE: &str = "UPDATE ledger SET state = 'spent' WHERE quarter = $1";
const LAST_RELEASED: &str = "SELECT hash, CAST(number AS TEXT) AS rank FROM released ORDER BY number DESC LIMIT 1";
const LAST_AUDITED: &str = "SELECT hash, CAST(number AS TEXT) AS rank FROM audit ORDER BY number DESC LIMIT 1";
const ADD_RELEASED: &str = "INSERT INTO released (number, line, hash) VALUES ($1, $2, $3)";
const ADD_AUDITED: &str = "INSERT INTO audit (number, line, hash) VALUES ($1, $2, $3)";

/// Keeps notes.
pub async fn note(hand: &mut impl Hand, notes: &[Note], event: &str) -> Result<Noted, StoreError> {
    hand.run(TURN, Vec::new()).await?;
    let mut noted = Noted { added: 0, known: 0 };
    for (index, note) in notes.iter().enumerate() {
        match hand.rows(BY_KEY, vec![note.key.as_str().into()]).await?.first() {
            Some(cells) if row::holds(cells, &note.encounter) => noted.known += 1,
            Some(_) => return Err(StoreError::Inconsistent(key_reused().at_row(index as u64 + 1))),
            None => {
                let mut values = vec![Value::from(note.key.as_str()), Value::Text(note.team.clone())];
                values.extend(row::values(&note.encounter));
                hand.run(NEXT, Vec::new()).await?;
                hand.run(INSERT, values).await?;
                noted.added += 1;
            }
        }
    }
    if noted.added > 0 {
        audited(hand, event).await?;
    }
    Ok(noted)
}

/// Encounters that no release has counted.
pub async fn pending(hand: &mut impl Hand, geography: Geography, up_to: Quarter) -> Result<Pending, StoreError> {
    let rows = hand.rows(PENDING, vec![geography.code().into(), up_to.to_string().as_str().into()]).await?;
    let encounters = rows.iter().map(|cells| row::encounter(cells)).collect::<Result<_, _>>()?;
    let numbers = rows.iter().map(|cells| number(cells, row::COLUMNS, "encounter")).collect::<Result<Vec<_>, _>>()?;
    Ok(Pending { encounters, last: numbers.last().copied().unwrap_or_default(), numbers })
}

/// Reads the ledger.
pub async fn ledger(hand: &mut impl Hand) -> Result<Ledger, StoreError> {
    let rows = hand.rows(LEDGER, Vec::new()).await?;
    Ok(Ledger::new(rows.iter().map(entry).collect::<Result<_, _>>()?))
}

fn entry(cells: &Cells) -> Result<Entry, StoreError> {
    let unreadable = || StoreError::Unreadable { table: "ledger", reason: "a quarter or a state".to_owned() };
    let quarter = cells[0].as_deref().and_then(|words| words.parse().ok()).ok_or_else(unreadable)?;
    let rho = u32::try_from(number(cells, 1, "ledger")?).map_err(|_too_large| unreadable())?;
    let state = match cells[2].as_deref() {
        Some("reserved") => State::Reserved,
        Some("spent") => State::Spent,
        _ => return Err(unreadable()),
    };
    Ok(Entry { quarter, rho: Rho::thousandths(rho), state })
}

/// Sets a sum aside.
pub async fn reserve(hand: &mut impl Hand, quarter: Quarter, rho: Rho, event: &str) -> Result<Ledger, StoreError> {
    hand.run(TURN, Vec::new()).await?;
    let mut ledger = ledger(hand).await?;
    let before = ledger.entries().len();
    ledger.reserve(quarter, rho).map_err(StoreError::Inconsistent)?;
    if ledger.entries().len() > before {
        let sum = i64::from(rho.in_thousandths());
        hand.run(RESERVE, vec![quarter.to_string().as_str().into(), sum.into()]).await?;
        audited(hand, event).await?;
    }
    Ok(ledger)
}

/// Keeps a release.
pub async fn release(hand: &mut impl Hand, release: &Release, counted: &Pending, event: &str) -> Result<(), StoreError> {
    hand.run(TURN, Vec::new()).await?;
    let order = release.order;
    ledger(hand).await?.settle(order.quarter).map_err(StoreError::Inconsistent)?;
    let quarter = order.quarter.to_string();
    let still = pending(hand, order.geography, order.quarter).await?;
    if still.encounters.len() < counted.encounters.len() || still.before(counted.last) != counted.encounters.len() {
        return Err(StoreError::Inconsistent(notes_changed()));
    }
    hand.run(SETTLE, vec![quarter.as_str().into()]).await?;
    let marked = vec![quarter.as_str().into(), order.geography.code().into(), quarter.as_str().into(), counted.last.into()];
    hand.run(MARK, marked).await?;
    let (head, last) = end(hand, LAST_RELEASED).await?;
    append(hand, ADD_RELEASED, last, release.chained(&head)).await?;
    audited(hand, event).await
}

/// Reads a chain.
pub async fn chain(hand: &mut impl Hand, sql: &'static str) -> Result<Vec<Link>, StoreError> {
    let rows = hand.rows(sql, Vec::new()).await?;
    Ok(rows.into_iter().filter_map(|cells| <[_; 2]>::try_from(cells).ok()).filter_map(link).collect())
}

fn link([line, hash]: [Option<String>; 2]) -> Option<Link> {
    Some(Link { line: line?, hash: hash? })
}

pub async fn audited(hand: &mut impl Hand, event: &str) -> Result<(), StoreError> {
    let (head, last) = end(hand, LAST_AUDITED).await?;
    append(hand, ADD_AUDITED, last, chain::extend(&head, [event.to_owned()])).await
}

/// The last hash of a chain and its number.
async fn end(hand: &mut impl Hand, sql: &'static str) -> Result<(String, i64), StoreError> {
    let rows = hand.rows(sql, Vec::new()).await?;
    let Some(cells) = rows.first() else { return Ok((chain::START.to_owned(), 0)) };
    Ok((cells[0].clone().unwrap_or_default(), number(cells, 1, "chain")?))
}

async fn append(hand: &mut impl Hand, sql: &'static str, last: i64, links: Vec<Link>) -> Result<(), StoreError> {
    for (number, link) in (last + 1..).zip(links) {
        hand.run(sql, vec![number.into(), link.line.as_str().into(), link.hash.as_str().into()]).await?;
    }
    Ok(())
}

pub fn number(cells: &Cells, column: usize, table: &'static str) -> Result<i64, StoreError> {
    let words = cells.get(column).and_then(Option::as_deref).unwrap_or_default();
    words.parse().map_err(|_not_a_number| StoreError::Unreadable { table, reason: "a number".to_owned() })
}

fn notes_changed() -> Fault {
    Fault::new(
        "notes-changed",
        Text::new("une note comptée a été effacée entre-temps", "a note that was counted was erased meanwhile"),
        Text::new(
            "recommencer : la réservation tient, et rien n’est sorti du coffre",
            "start again: the reservation stands, and nothing has left the vault",
        ),
    )
}

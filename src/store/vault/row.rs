//! An encounter as a row, and back.

use chrono::NaiveDate;

use super::hand::{Cells, Value};
use crate::domain::{Draft, Encounter};
use crate::store::StoreError;

/// The columns of [`values`] and [`encounter`], in order.
pub const COLUMNS: usize = 9;

/// The values of an encounter.
pub fn values(encounter: &Encounter) -> Vec<Value> {
    let themes = encounter.themes().iter().map(|theme| theme.code()).collect::<Vec<_>>().join("+");
    vec![
        encounter.geography().code().into(),
        encounter.zone().as_str().into(),
        encounter.day().to_string().as_str().into(),
        encounter.quarter().to_string().as_str().into(),
        i64::from(encounter.persons()).into(),
        themes.as_str().into(),
        Value::Text(encounter.reason().map(|reason| reason.code().to_owned())),
        encounter.offered().code().into(),
        Value::Text(encounter.age().map(|age| age.code().to_owned())),
    ]
}

/// Reads an encounter back: it passes the same checks as when it came in, but for zones and days, which may have gone since.
pub fn encounter(cells: &[Option<String>]) -> Result<Encounter, StoreError> {
    let cell = |column: usize| cells.get(column).cloned().flatten();
    let draft = Draft {
        geography: cell(0).unwrap_or_default(),
        zone: cell(1).unwrap_or_default(),
        day: cell(2).unwrap_or_default(),
        persons: cell(4).unwrap_or_default(),
        themes: cell(5).unwrap_or_default().split('+').map(str::to_owned).collect(),
        reason: cell(6),
        offered: cell(7).unwrap_or_default(),
        age: cell(8),
    };
    Encounter::check(&draft, NaiveDate::MAX, |_, _| true).map_err(|fault| StoreError::Unreadable {
        table: "encounter",
        reason: format!("{} ({})", fault.code, fault.place.words(crate::domain::Lang::En)),
    })
}

/// Whether a stored row holds this very encounter, as it was or brought back to its week since: the cell after those of the
/// encounter says which.
pub fn holds(cells: &Cells, of: &Encounter) -> bool {
    let coarse = cells.get(COLUMNS).cloned().flatten().as_deref() == Some("1");
    let of = if coarse { of.clone().in_its_week() } else { of.clone() };
    encounter(cells).is_ok_and(|stored| stored == of)
}

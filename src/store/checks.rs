//! What was seen of services: rows of their own, since no import brings them and none takes them away.

use super::StoreError;
use super::fault::key_reused;
use crate::domain::{ServiceCheck, ServiceId};

/// The statements of one database.
pub struct Statements {
    /// The check under a key.
    pub by_key: &'static str,
    /// Adds a check.
    pub insert: &'static str,
    /// Reads every check, the newest last.
    pub read: &'static str,
}

/// For SQLite.
pub const SQLITE: Statements = Statements {
    by_key: "SELECT service, day, sighting FROM service_check WHERE key = $1",
    insert: "INSERT INTO service_check (key, service, day, sighting) VALUES ($1, $2, $3, $4)",
    read: "SELECT service, day, sighting FROM service_check ORDER BY service, day, number",
};

/// For PostgreSQL.
pub const POSTGRES: Statements = Statements {
    by_key: "SELECT service, day, sighting FROM maillage.service_check WHERE key = $1",
    insert: "INSERT INTO maillage.service_check (key, service, day, sighting) VALUES ($1, $2, $3, $4)",
    read: "SELECT service, day, sighting FROM maillage.service_check ORDER BY service, day, number",
};

/// A check as it is kept.
type Row = (String, String, String);

/// The cells of a check.
pub fn cells(check: &ServiceCheck) -> [String; 3] {
    [check.service.to_string(), check.day.to_string(), check.sighting.code().to_owned()]
}

/// Whether what stands under a key is this very check; `false` when nothing does.
pub fn is_known(kept: Option<Row>, check: &ServiceCheck) -> Result<bool, StoreError> {
    match kept.map(self::check).transpose()? {
        None => Ok(false),
        Some(known) if known == *check => Ok(true),
        Some(_) => Err(StoreError::Inconsistent(key_reused())),
    }
}

/// The last check of each service; rows come by service, the newest last.
pub fn newest(rows: Vec<Row>) -> Result<Vec<ServiceCheck>, StoreError> {
    let mut newest: Vec<ServiceCheck> = Vec::new();
    for row in rows {
        let check = check(row)?;
        match newest.last_mut().filter(|last| last.service == check.service) {
            Some(last) => *last = check,
            None => newest.push(check),
        }
    }
    newest.sort_by(|one, other| one.service.cmp(&other.service));
    Ok(newest)
}

fn check((service, day, sighting): Row) -> Result<ServiceCheck, StoreError> {
    let unreadable = || StoreError::Unreadable { table: "service_check", reason: "a day or a sighting".to_owned() };
    Ok(ServiceCheck {
        service: ServiceId::from_stored(service),
        day: day.parse().map_err(|_not_a_day| unreadable())?,
        sighting: sighting.parse().map_err(|_not_listed| unreadable())?,
    })
}

//! A file of field notes: every row is checked at the door, and one row that is refused refuses the file.

use std::path::Path;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::open;
use crate::disclosure::personal_data;
use crate::domain::encounter::FIELDS;
use crate::domain::{Draft, Encounter, Fault, Geography, Text, ZoneCode};
use crate::sources::rows::Dialect;
use crate::sources::table::{Row, Table};
use crate::text;

/// Columns a file of notes must have.
const REQUIRED: [&str; 5] = ["zone", "day", "persons", "themes", "offered"];

/// How many faults are told of one file.
const FAULTS_TOLD: usize = 20;

/// The notes of a file.
pub struct NotesFile {
    /// Each with its key: the one in the column `key`, else the fingerprint of the file and the row, so that the same file read
    /// twice adds nothing.
    pub notes: Vec<(String, Encounter)>,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Reads a file of notes, whole.
///
/// # Parameters
/// `today`: the day of entry. `geography`: that of zones where no column says it. `known`: whether a zone is loaded.
///
/// # Errors
/// Every fault found, at most twenty, with row and column: `personal-data` first of all, `unknown-column`, `bad-key`, those of
/// [`Encounter::check`] and [`Encounter::check_age`]; or the one fault of the whole file. None repeats a cell.
pub fn read(
    path: &Path,
    today: NaiveDate,
    geography: Geography,
    known: &impl Fn(Geography, &ZoneCode) -> bool,
) -> Result<NotesFile, Vec<Fault>> {
    let file = super::name(path);
    let whole = |fault: Fault| vec![fault.in_file(file.clone())];
    let bytes = open::read(path).map_err(whole)?;
    let sha256 = format!("{:x}", Sha256::digest(&bytes));
    open::refuse_what_is_not_data(&bytes).map_err(whole)?;
    let table = Table::read(&bytes, &REQUIRED, &Dialect::default()).map_err(whole)?;
    let mut faults: Vec<Fault> = unknown_columns(&table).collect();
    let mut notes = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let key = key(&table, row, &sha256);
        let note = without_persons(&table, row).and_then(|()| Ok((key?, admitted(&draft(&table, row, geography), today, known)?)));
        match note {
            Ok(note) => notes.push(note),
            Err(fault) => faults.push(fault.at_row(row.number)),
        }
    }
    if table.rows.is_empty() {
        faults.push(no_notes());
    }
    if faults.is_empty() {
        return Ok(NotesFile { notes, sha256 });
    }
    Err(faults.into_iter().take(FAULTS_TOLD).map(|fault| fault.in_file(file.clone())).collect())
}

fn admitted(draft: &Draft, today: NaiveDate, known: &impl Fn(Geography, &ZoneCode) -> bool) -> Result<Encounter, Fault> {
    let encounter = personal_data::admit(draft, today, known)?;
    encounter.check_age(today)?;
    Ok(encounter)
}

/// Looks for persons in every cell, under a column we know or not.
fn without_persons(table: &Table, row: &Row) -> Result<(), Fault> {
    row.cells.iter().enumerate().try_for_each(|(column, cell)| {
        let name = table.columns.get(column).map_or("", String::as_str);
        personal_data::refuse(cell).map_err(|fault| fault.in_column(name))
    })
}

fn unknown_columns(table: &Table) -> impl Iterator<Item = Fault> + '_ {
    let known = |name: &str| name.is_empty() || FIELDS.iter().chain(&["key"]).any(|field| field.eq_ignore_ascii_case(name.trim()));
    table.columns.iter().filter(move |name| !known(name)).map(|name| {
        let known = FIELDS.join(", ");
        Fault::new(
            "unknown-column",
            Text::new(
                "cette colonne n’est pas de celles d’une note : elle ne peut rien dire qui soit gardé",
                "this column is not one of a note: nothing it says can be kept",
            ),
            text!("l’ôter ; colonnes d’une note : {known}, key", "take it out; columns of a note: {known}, key"),
        )
        .in_column(name.as_str())
    })
}

fn draft(table: &Table, row: &Row, geography: Geography) -> Draft {
    let cell = |name: &str| table.get(row, name).trim().to_owned();
    let optional = |name: &str| Some(cell(name)).filter(|words| !words.is_empty());
    Draft {
        geography: optional("geography").unwrap_or_else(|| geography.code().to_owned()),
        zone: cell("zone"),
        day: cell("day"),
        persons: cell("persons"),
        themes: cell("themes").split(['+', ' ', '|']).filter(|theme| !theme.is_empty()).map(str::to_owned).collect(),
        reason: optional("reason"),
        offered: cell("offered"),
        age: optional("age"),
    }
}

fn key(table: &Table, row: &Row, sha256: &str) -> Result<String, Fault> {
    let given = table.get(row, "key").trim();
    if given.is_empty() {
        return Ok(format!("{sha256}-{}", row.number));
    }
    let fits = given.len() <= 128 && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if fits { Ok(given.to_owned()) } else { Err(bad_key().in_column("key")) }
}

fn bad_key() -> Fault {
    Fault::new(
        "bad-key",
        Text::new("cette clé ne convient pas", "this key does not suit"),
        Text::new("attendu : de 1 à 128 lettres, chiffres ou tirets", "expected 1 to 128 letters, digits or hyphens"),
    )
}

fn no_notes() -> Fault {
    Fault::new(
        "no-rows",
        Text::new("aucune note sous l’en-tête", "no note under the header"),
        Text::new("une note par ligne", "one note a row"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "zone;day;persons;themes;reason;offered";

    fn read_text(text: &str) -> Result<NotesFile, Vec<Fault>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.csv");
        std::fs::write(&path, text).unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        read(&path, today, Geography::Iris, &|_, code: &ZoneCode| code.as_str() == "001010101")
    }

    fn refused(text: &str) -> Vec<(String, Option<u64>, Option<String>)> {
        let faults = read_text(text).err().unwrap();
        faults.into_iter().map(|fault| (fault.code, fault.place.row, fault.place.column)).collect()
    }

    #[test]
    fn a_sound_file_is_read_and_the_same_file_has_the_same_keys() {
        let text = format!("{HEADER}\n001010101;2026-11-20;2;sante+mobilite;non-demand;referral\n001010101;2026-11-20;1;sante;;nothing\n");
        let (one, other) = (read_text(&text).ok().unwrap(), read_text(&text).ok().unwrap());
        assert_eq!(one.notes.len(), 2);
        assert!(one.notes == other.notes && one.notes[0].0 != one.notes[1].0);
    }

    #[test]
    fn a_person_is_refused_with_row_and_column_and_never_repeated() {
        let text = format!(
            "{HEADER};nom\n001010101;2026-11-20;2;sante;;referral;\nfatima.benali@exemple.fr;2026-11-20;1;sante;;nothing;\n001010101;2026-11-20;1;sante;;nothing;Mme Durand\n"
        );
        let place = |row: u64, column: &str| ("personal-data".to_owned(), Some(row), Some(column.to_owned()));
        assert_eq!(refused(&text), [("unknown-column".to_owned(), None, Some("nom".to_owned())), place(3, "zone"), place(4, "nom")]);
        let told = format!("{:?}", read_text(&text).err().unwrap());
        assert!(!told.contains("benali") && !told.contains("Durand"), "{told}");
    }

    #[test]
    fn one_wrong_row_refuses_the_file() {
        let text = format!(
            "{HEADER}\n001010101;2026-11-20;2;sante;;referral\n001010101;2026-11-26;1;sante;;nothing\n009;2026-11-20;10000;sante;;nothing\n"
        );
        let found = refused(&text);
        assert_eq!(found[0], ("future-day".to_owned(), Some(3), Some("day".to_owned())));
        assert_eq!(found[1], ("zone-not-loaded".to_owned(), Some(4), Some("zone".to_owned())));
        assert_eq!(refused(&format!("{HEADER}\n"))[0].0, "no-rows");
        assert_eq!(refused("zone;day\n1;2\n")[0].0, "missing-column");
    }
}

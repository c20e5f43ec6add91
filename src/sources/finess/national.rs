//! The national file: first `finess;etalab;96;2026-03-11`, then `structureet;…` rows of 32 cells and,
//! in the geolocated edition, `geolocalisation;number;x;y;source;date` rows after them, whose reference
//! system is the last word of the source: `1,ATLASANTE,96,BAN,L93_METROPOLE`.

use std::collections::HashMap;

use super::super::cells::Cells;
use super::super::rows::{self, Dialect};
use super::super::services::{Places, Roll};
use super::super::table::{Row, Table};
use super::super::{Input, Progress, cell};
use super::{build, describe};
use crate::domain::{Batch, Fault, Position, Report, Text, Vintage, provenance};
use crate::spatial::crs;
use crate::text;

/// Cells of a `structureet` row, the word itself being the first.
mod at {
    pub const NUMBER: usize = 1;
    pub const NAME: usize = 3;
    pub const LONG_NAME: usize = 4;
    pub const COMMUNE: usize = 12;
    pub const DEPARTEMENT: usize = 13;
    pub const CATEGORY: usize = 18;
    pub const CATEGORY_NAME: usize = 19;
    pub const SIRET: usize = 22;
}

/// Whether the file begins as the national one does.
pub fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(b"finess;etalab") || bytes.starts_with(b"\xEF\xBB\xBFfiness;etalab")
}

/// Reads establishments and joins their positions.
///
/// # Errors
/// `truncated-file`, `unknown-crs`, and those of [`rows::read`].
pub fn read(input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
    let rows = rows::read(&input.bytes, &Dialect { delimiter: Some(b';'), ..Dialect::default() })?;
    let first = rows.rows.first().map(|row| row.cells.clone()).unwrap_or_default();
    let dataset = describe(year(first.get(3).unwrap_or_default())?);
    let mut positions = HashMap::new();
    let mut table = Table { columns: (0..32).map(|n| n.to_string()).collect(), remarks: rows.remarks, ..Table::default() };
    for row in rows.rows {
        match row.cells.get(0) {
            Some("structureet") => {
                table.rows.push(Row { number: row.number, cells: row.cells, point: None });
            }
            Some("geolocalisation") => {
                if let Some((number, position)) = geolocated(&row.cells)? {
                    positions.insert(number, position);
                }
            }
            _ => {}
        }
    }
    for row in &mut table.rows {
        row.point = positions.get(row.cell(at::NUMBER)).map(|at| (at.lon(), at.lat()));
    }
    let mut report = Report::default();
    let places = Places::of(&table, None, None, &mut report)?;
    let roll = Roll::new(&table, input, places, report).read(
        progress,
        |row| commune(row.cell(at::DEPARTEMENT), row.cell(at::COMMUNE)),
        |row, position, _| {
            let name = [cell::text(row.cell(at::LONG_NAME))?, cell::text(row.cell(at::NAME))?].into_iter().find(|name| !name.is_empty());
            let category = cell::text(row.cell(at::CATEGORY_NAME))?;
            let mut built = build(row.cell(at::NUMBER), name.unwrap_or_default(), row.cell(at::CATEGORY), category, position, &dataset.id)?;
            built.provenance.siret = provenance::siret(row.cell(at::SIRET));
            Ok(built)
        },
    );
    Ok(roll.batch(dataset))
}

fn geolocated(cells: &Cells) -> Result<Option<(String, Position)>, Fault> {
    let at = |index: usize| cells.get(index).unwrap_or_default().trim();
    let (Some(x), Some(y)) = (cell::number(at(2)), cell::number(at(3))) else { return Ok(None) };
    let system = at(4).rsplit(',').next().unwrap_or_default();
    let position = crs::to_wgs84(epsg(system)?, x, y).ok();
    Ok(position.map(|position| (at(1).to_owned(), position)))
}

fn epsg(system: &str) -> Result<u32, Fault> {
    let known = [
        ("L93", 2154),
        ("LAMBERT_93", 2154),
        ("UTM_N20", 32620),
        ("UTM_N21", 4467),
        ("UTM_N22", 2972),
        ("UTM_S40", 2975),
        ("UTM_S38", 4471),
    ];
    known.iter().find(|(word, _)| system.starts_with(word)).map(|(_, epsg)| *epsg).ok_or_else(|| {
        Fault::new(
            "unknown-crs",
            text!("système de coordonnées inconnu : « {system} »", "unknown reference system: “{system}”"),
            Text::new(
                "attendu : LAMBERT_93, UTM_N20, UTM_N21, UTM_N22, UTM_S38 ou UTM_S40",
                "expected LAMBERT_93, UTM_N20, UTM_N21, UTM_N22, UTM_S38 or UTM_S40",
            ),
        )
    })
}

/// Département and the commune's last three digits; overseas the département is `9A` to `9F`, and the
/// commune's first digit is its own third.
fn commune(departement: &str, commune: &str) -> Option<String> {
    match (departement.as_bytes(), commune.len()) {
        ([b'9', letter @ b'A'..=b'F'], 3) => {
            let overseas = letter - b'A' + 1;
            Some(format!("97{overseas}{}", commune.get(1..)?))
        }
        ([_, _], 3) => Some(format!("{departement}{commune}")),
        _ => None,
    }
}

fn year(date: &str) -> Result<Vintage, Fault> {
    let year = date.get(..4).and_then(|year| year.parse().ok()).and_then(Vintage::new);
    year.ok_or_else(|| {
        Fault::new(
            "missing-vintage",
            text!("la première ligne ne porte pas de date : « {date} »", "the first row bears no date: “{date}”"),
            Text::new("attendu : finess;etalab;96;2026-03-11", "expected finess;etalab;96;2026-03-11"),
        )
        .at_row(1)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::{Format, Unwatched};
    use super::super::Finess;
    use super::*;

    fn structure(number: &str, name: &str, commune: &str, departement: &str) -> String {
        let mut cells = vec![String::new(); 32];
        for (index, cell) in [(0, "structureet"), (1, number), (3, name), (12, commune), (13, departement), (18, "214"), (19, "CHRS")] {
            cells[index] = cell.to_owned();
        }
        cells.join(";")
    }

    #[test]
    fn establishments_meet_their_positions_without_any_header() {
        let text = format!(
            "finess;etalab;96;2026-03-11\n{}\n{}\n{}\ngeolocalisation;340000001;770500.5;6279500.25;1,ATLASANTE,96,BAN,LAMBERT_93;2026-01-01\n\
             geolocalisation;970400001;340000.0;7690000.0;1,ATLASANTE,96,BAN,UTM_S40;2026-01-01\n",
            structure("340000001", "CHRS DU LEZ", "172", "34"),
            structure("970400001", "CHRS DU SUD", "411", "9D"),
            structure("340000002", "SANS LIEU", "172", "34"),
        );
        let input = Input::of("etalab.csv", text.as_bytes());
        assert!(Finess.recognises(&input));
        let batch = Finess.read(&input, &Unwatched).unwrap();
        assert_eq!(batch.dataset.vintage.year(), 2026);
        let seen: Vec<_> = batch.services.iter().map(|s| (s.name.as_str(), s.commune.as_deref())).collect();
        assert_eq!(seen, [("CHRS DU LEZ", Some("34172")), ("CHRS DU SUD", Some("97411"))]);
        assert!((batch.services[0].position.lat() - 43.611).abs() < 1e-3);
        let fault = &batch.dataset.report.faults[0];
        assert_eq!((fault.code.as_str(), fault.place.row), ("no-position", Some(4)));
    }
}

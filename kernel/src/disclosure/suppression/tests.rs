//! Suppression beside `GaussSuppression` on its own table, and on tables drawn by chance.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::super::auditor::ranges;
use super::super::table::Sum;
use super::*;

/// A table of the golden files: 30 neighbourhoods in 6 municipalities, by 6 themes, with every total; and what
/// `GaussSuppression` hides.
struct Golden {
    table: Table,
    theirs: Vec<bool>,
    small: usize,
}

fn golden(file: &str) -> Golden {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden/sdc").join(file);
    let rows: Vec<(String, String, u64, String, String)> =
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    let place: BTreeMap<(&str, &str), usize> =
        rows.iter().enumerate().map(|(place, row)| ((row.0.as_str(), row.1.as_str()), place)).collect();
    let zones: Vec<&str> =
        place.keys().map(|(zone, _)| *zone).filter(|zone| zone.len() == 6).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let communes: std::collections::BTreeSet<&str> = zones.iter().filter_map(|zone| zone.get(..3)).collect();
    let themes: std::collections::BTreeSet<&str> = place.keys().map(|(_, theme)| *theme).collect();
    let mut sums = Vec::new();
    for theme in &themes {
        let at = |zone: &str| place[&(zone, *theme)];
        sums.push(Sum { total: at("Total"), parts: communes.iter().map(|commune| at(commune)).collect() });
        for commune in &communes {
            sums.push(Sum {
                total: at(commune),
                parts: zones.iter().filter(|zone| zone.starts_with(commune)).map(|zone| at(zone)).collect(),
            });
        }
    }
    for zone in zones.iter().copied().chain(communes.iter().copied()).chain(["Total"]) {
        let parts = themes.iter().filter(|theme| **theme != "Total").map(|theme| place[&(zone, *theme)]).collect();
        sums.push(Sum { total: place[&(zone, "Total")], parts });
    }
    let theirs: Vec<bool> = rows.iter().map(|row| row.4 == "TRUE").collect();
    let small = rows.iter().filter(|row| row.3 == "TRUE").count();
    Golden { table: Table::new(rows.iter().map(|row| row.2).collect(), sums).unwrap(), theirs, small }
}

fn count(hidden: &[bool]) -> usize {
    hidden.iter().filter(|hidden| **hidden).count()
}

/// Every case of the golden files: nothing exact, every range as wide as the smallest count shown, and at most 1.15 times as many cells
/// hidden.
#[test]
fn as_few_cells_as_gauss_suppression_and_wider_ranges() {
    for (file, smallest_shown, noughts_hidden) in [
        ("gauss_maxN10_zerosopen.csv", 11, false),
        ("gauss_maxN10_zerosprotected.csv", 11, true),
        ("gauss_maxN4_zerosopen_insee.csv", 5, false),
        ("gauss_maxN4_zerosprotected.csv", 5, true),
    ] {
        let Golden { table, theirs, small } = golden(file);
        let convention = Convention { smallest_shown, noughts_hidden, width: smallest_shown };
        let ours = hidden(&table, convention).unwrap();
        let narrowest = |hidden: &[bool]| ranges(&table, hidden).unwrap().iter().map(|range| range.width()).fold(f64::INFINITY, f64::min);
        println!(
            "{file}: {small} small, ours hides {} with every range ≥ {:.1}, GaussSuppression {} with ≥ {:.1}",
            count(&ours),
            narrowest(&ours),
            count(&theirs),
            narrowest(&theirs)
        );
        assert!(narrowest(&ours) >= smallest_shown as f64 - 1e-6, "{file}: a range of {}", narrowest(&ours));
        assert!(count(&ours) as f64 <= 1.15 * count(&theirs) as f64, "{file}: {} hidden, they hide {}", count(&ours), count(&theirs));
    }
}

/// A table of rows and columns with their totals.
fn table(rows: &[Vec<u64>]) -> Table {
    let (height, width) = (rows.len(), rows[0].len());
    let at = |row: usize, column: usize| row * (width + 1) + column;
    let mut counts = vec![0; (height + 1) * (width + 1)];
    for (row, cells) in rows.iter().enumerate() {
        for (column, &count) in cells.iter().enumerate() {
            for cell in [at(row, column), at(row, width), at(height, column), at(height, width)] {
                counts[cell] += count;
            }
        }
    }
    let across = (0..=height).map(|row| Sum { total: at(row, width), parts: (0..width).map(|column| at(row, column)).collect() });
    let down = (0..=width).map(|column| Sum { total: at(height, column), parts: (0..height).map(|row| at(row, column)).collect() });
    Table::new(counts, across.chain(down).collect()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No hidden cell is exact or nearly, every small one is hidden, and no nought that everybody may see.
    #[test]
    fn what_is_hidden_stays_hidden(rows in prop::collection::vec(prop::collection::vec(0_u64..60, 4), 3..6)) {
        let table = table(&rows);
        let convention = Convention { smallest_shown: 11, noughts_hidden: false, width: 11 };
        match hidden(&table, convention) {
            Ok(hidden) => {
                prop_assert!(ranges(&table, &hidden).unwrap().iter().all(|range| range.width() >= 11.0 - 1e-6));
                for (count, hidden) in table.counts().iter().zip(&hidden) {
                    prop_assert!(*hidden || *count == 0 || *count >= 11);
                    prop_assert!(!hidden || *count > 0);
                }
            }
            Err(fault) => prop_assert_eq!(fault.code, "not-protectable"),
        }
    }
}

#[test]
fn a_table_of_one_row_that_cannot_be_protected_is_refused() {
    let one = Table::new(vec![3, 3], vec![Sum { total: 1, parts: vec![0] }]).unwrap();
    // Hiding both leaves the total without a bound: that is wide enough.
    assert_eq!(hidden(&one, Convention { smallest_shown: 11, noughts_hidden: false, width: 11 }).unwrap(), [true, true]);
    let closed = Table::new(
        vec![3, 0, 3, 3],
        vec![Sum { total: 2, parts: vec![0, 1] }, Sum { total: 3, parts: vec![0] }, Sum { total: 0, parts: vec![] }],
    );
    assert_eq!(closed.err().map(|fault| fault.code).as_deref(), Some("bad-table"));
}

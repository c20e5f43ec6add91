//! Filters over a small table: what is true, what is not known, and what is refused at which place.

use std::borrow::Cow;
use std::time::Instant;

use geo::{MultiPolygon, polygon};
use proptest::prelude::*;

use super::*;
use crate::domain::{Position, Text};
use crate::export::{Cell, Frame, Kind, Place, Table};

struct Row {
    id: &'static str,
    capacity: Option<f64>,
    themes: &'static [&'static str],
    updated: Option<&'static str>,
    free: Option<bool>,
    outline: MultiPolygon,
}

fn rows() -> Vec<Row> {
    let square = |west: f64| {
        let outline = polygon![(x: west, y: 0.0), (x: west + 1.0, y: 0.0), (x: west + 1.0, y: 1.0), (x: west, y: 1.0)];
        MultiPolygon(vec![outline])
    };
    vec![
        Row {
            id: "École",
            capacity: Some(4.0),
            themes: &["sante", "famille"],
            updated: Some("2024-05-31"),
            free: Some(true),
            outline: square(0.0),
        },
        Row { id: "mairie", capacity: None, themes: &["sante"], updated: None, free: None, outline: square(1.0) },
        Row { id: "MAISON", capacity: Some(0.0), themes: &[], updated: Some("2023-01-01"), free: Some(false), outline: square(3.0) },
    ]
}

fn table() -> Frame<Vec<Row>> {
    let rows = rows();
    let title = || Text::same("");
    let count = rows.len();
    Frame::new(rows, count, |s, row| Cow::Borrowed(s[row].id), |s, row| Place::Area(&s[row].outline, Position::new(0.0, 0.0).unwrap()))
        .with("name", title(), Kind::Text, |s, row| Cell::text(s[row].id))
        .with("capacity", title(), Kind::Number, |s, row| Cell::number(s[row].capacity))
        .with("themes", title(), Kind::List, |s, row| Cell::list(s[row].themes.iter().copied()))
        .with("updated", title(), Kind::Date, |s, row| Cell::maybe_text(s[row].updated))
        .with("free", title(), Kind::YesNo, |s, row| s[row].free.map_or(Cell::Absent, Cell::YesNo))
}

fn bound(filter: &str, language: Language) -> Result<Condition, Fault> {
    read(filter, language, Reference::Crs84, table().fields())
}

/// The rows a filter wants, as digits.
fn wanted(filter: &str) -> String {
    let language = if filter.starts_with('{') { Language::Json } else { Language::Text };
    let condition = bound(filter, language).unwrap_or_else(|fault| panic!("{filter}: {fault}"));
    let table = table();
    (0..table.len()).filter(|&row| condition.wants(&table, row)).map(|row| row.to_string()).collect()
}

fn refused(filter: &str) -> Fault {
    bound(filter, if filter.starts_with('{') { Language::Json } else { Language::Text }).unwrap_err()
}

#[test]
fn values_compare_and_a_missing_one_is_neither_more_nor_less_nor_zero() {
    for (filter, rows) in [
        ("capacity = 0", "2"),
        ("capacity <> 4", "2"),
        ("NOT capacity = 4", "2"),
        ("capacity < 5", "02"),
        ("capacity IS NULL", "1"),
        ("capacity IS NOT NULL", "02"),
        ("capacity = 4 OR capacity <> 4", "02"),
        ("capacity > 1 OR name = 'mairie'", "01"),
        ("NOT (capacity > 1 AND name = 'mairie')", "02"),
        ("capacity * 2 + 1 = 9", "0"),
        ("-capacity < -3", "0"),
        ("2 ^ capacity = 16 AND capacity % 3 = 1 AND 9 div capacity = 2", "0"),
        ("4 / capacity = 1", "0"),
        ("4 / capacity IS NULL", "12"),
        ("capacity BETWEEN 0 AND 3", "2"),
        ("capacity NOT BETWEEN 0 AND 3", "0"),
        ("capacity IN (1, 2, 4)", "0"),
        ("name NOT IN ('mairie')", "02"),
        ("free", "0"),
        ("NOT free", "2"),
        ("free = FALSE", "2"),
        ("TRUE", "012"),
        ("\"name\" = 'mairie'", "1"),
        ("name = 'it''s' OR name = 'mairie'", "1"),
    ] {
        assert_eq!(wanted(filter), rows, "{filter}");
    }
}

#[test]
fn words_fit_patterns_with_or_without_case_and_accents() {
    assert_eq!(wanted("name LIKE 'ma%'"), "1");
    assert_eq!(wanted("CASEI(name) LIKE CASEI('MA%')"), "12");
    assert_eq!(wanted("CASEI(ACCENTI(name)) = CASEI(ACCENTI('ecole'))"), "0");
    assert_eq!(wanted("ACCENTI(name) LIKE ACCENTI('écol_')"), "");
    assert_eq!(wanted("ACCENTI(name) LIKE ACCENTI('Écol_')"), "0");
    assert_eq!(wanted("CASEI(name) IN (CASEI('Mairie'), CASEI('maison'))"), "12");
}

#[test]
fn lists_compare_as_sets() {
    assert_eq!(wanted("A_CONTAINS(themes, ('sante', 'famille'))"), "0");
    assert_eq!(wanted("A_CONTAINS(themes, 'sante')"), "01");
    assert_eq!(wanted("A_CONTAINEDBY(themes, ('sante'))"), "12");
    assert_eq!(wanted("A_OVERLAPS(themes, ('famille', 'emploi'))"), "0");
    assert_eq!(wanted("A_EQUALS(('famille', 'sante'), themes)"), "0");
}

#[test]
fn dates_compare_and_lie_in_stretches_of_time() {
    assert_eq!(wanted("updated > DATE('2024-01-01')"), "0");
    assert_eq!(wanted("updated >= '2023-01-01'"), "02");
    assert_eq!(wanted("updated < TIMESTAMP('2023-01-01T00:00:01Z')"), "2");
    assert_eq!(wanted("T_DURING(updated, INTERVAL('2024-01-01', '..'))"), "0");
    assert_eq!(wanted("T_AFTER(updated, DATE('2023-01-01'))"), "0");
    assert_eq!(wanted("T_INTERSECTS(INTERVAL('..', '2023-01-01'), updated)"), "2");
}

#[test]
fn places_lie_as_the_nine_intersections_say() {
    for (filter, rows) in [
        ("S_INTERSECTS(geometry, POINT(1 0.5))", "01"),
        ("S_INTERSECTS(geometry, BBOX(0.5, 0.5, 0.6, 0.6))", "0"),
        ("S_WITHIN(geometry, BBOX(-1, -1, 2, 2))", "01"),
        ("S_CONTAINS(POLYGON((-1 -1, 2 -1, 2 2, -1 2, -1 -1)), geometry)", "01"),
        ("S_CONTAINS(geometry, POINT(0.5 0.5))", "0"),
        ("S_DISJOINT(geometry, BBOX(0, 0, 1.5, 1))", "2"),
        ("S_TOUCHES(geometry, POLYGON((2 0, 3 0, 3 1, 2 1, 2 0)))", "12"),
        ("S_EQUALS(geometry, POLYGON((1 1, 0 1, 0 0, 1 0, 1 1)))", "0"),
        ("S_OVERLAPS(geometry, POLYGON((0.5 0.5, 1.5 0.5, 1.5 1.5, 0.5 1.5, 0.5 0.5)))", "01"),
        ("S_CROSSES(geometry, LINESTRING(-1 0.5, 1.5 0.5))", "01"),
        ("NOT S_INTERSECTS(geometry, MULTIPOINT((0.5 0.5), 3.5 0.5))", "1"),
        ("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(3.5 0.5), LINESTRING Z (0 0 1, 0.1 0.1 1)))", "02"),
    ] {
        assert_eq!(wanted(filter), rows, "{filter}");
    }
}

#[test]
fn the_json_form_says_the_same() {
    for (filter, rows) in [
        (r#"{"op":"=","args":[{"property":"capacity"},4]}"#, "0"),
        (r#"{"op":"and","args":[{"op":">=","args":[{"property":"capacity"},0]},{"op":"not","args":[{"property":"free"}]}]}"#, "2"),
        (r#"{"op":"isNull","args":[{"property":"capacity"}]}"#, "1"),
        (r#"{"op":"between","args":[{"property":"capacity"},1,5]}"#, "0"),
        (r#"{"op":"in","args":[{"property":"name"},["mairie","x"]]}"#, "1"),
        (r#"{"op":"like","args":[{"op":"casei","args":[{"property":"name"}]},{"op":"casei","args":["MA%"]}]}"#, "12"),
        (r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,0.5]}]}"#, "01"),
        (r#"{"op":"s_within","args":[{"property":"geometry"},{"bbox":[-1,-1,2,2]}]}"#, "01"),
        (r#"{"op":"a_containedBy","args":[{"property":"themes"},["sante"]]}"#, "12"),
        (r#"{"op":"t_after","args":[{"property":"updated"},{"date":"2023-01-01"}]}"#, "0"),
        (r#"{"op":"t_during","args":[{"property":"updated"},{"interval":["2024-01-01",".."]}]}"#, "0"),
        (r#"{"op":"=","args":[{"op":"+","args":[{"property":"capacity"},1]},5]}"#, "0"),
    ] {
        assert_eq!(wanted(filter), rows, "{filter}");
    }
}

#[test]
fn a_fault_is_told_at_its_character_with_what_may_have_been_meant() {
    for (filter, code, character, hint) in [
        ("capcity > 3", "unknown-property", 1, "capacity"),
        ("name = 'a' AND udated IS NULL", "unknown-property", 16, "updated"),
        ("name = 'mairie", "bad-filter", 8, ""),
        ("capacity > 'three'", "bad-filter", 12, ""),
        ("S_INTERSECT(geometry, POINT(1 2))", "bad-filter", 1, "S_INTERSECTS"),
        ("S_INTERSECTS(geometry, POINT(1))", "bad-filter", 31, ""),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0)))", "bad-filter", 32, ""),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", "bad-filter", 24, ""),
        ("S_INTERSECTS(geometry, POINT(1 91))", "bad-filter", 24, ""),
        ("themes = 'sante'", "bad-filter", 1, "A_CONTAINS"),
        ("updated > DATE('2024-13-01')", "bad-filter", 16, "2024-05-31"),
        ("capacity >", "bad-filter", 11, ""),
        ("(capacity > 3", "bad-filter", 14, ""),
        ("capacity > 3)", "bad-filter", 13, ""),
        ("capacity", "bad-filter", 1, ""),
        ("é = ;", "bad-filter", 5, ""),
        ("", "bad-filter", 1, ""),
        ("1.2.3 < capacity", "bad-filter", 1, ""),
        ("name LIKE capacity", "bad-filter", 11, ""),
        ("S_WITHIN(geometry)", "bad-filter", 1, ""),
    ] {
        let fault = refused(filter);
        assert_eq!((fault.code.as_str(), fault.place.character), (code, Some(character)), "{filter}: {fault}");
        assert!(fault.hint.en.contains(hint) && fault.hint.fr.contains(hint), "{filter}: {}", fault.hint.en);
    }
}

#[test]
fn a_fault_of_json_is_told_at_its_pointer() {
    for (filter, pointer) in [
        (r#"{"op":"=","args":[{"property":"x"},4]}"#, "/args/0"),
        (r#"{"op":"and","args":[{"op":"=","args":[{"property":"capacity"},null]}]}"#, "/args/0/args/1"),
        (r#"{"op":"equals","args":[]}"#, "/op"),
        (r#"{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0]]]}]}"#, "/args/1"),
        (r#"{"op":"t_after","args":[{"property":"updated"},{"date":"hier"}]}"#, "/args/1/date"),
        ("{}", ""),
    ] {
        assert_eq!(refused(filter).place.pointer.as_deref(), Some(pointer), "{filter}");
    }
    assert_eq!(refused(r#"{"op": "=", "args": [1, }"#).place.character, Some(25));
}

/// What is refused, and how long that took.
fn timed(name: &str, filter: &str, language: Language) -> Fault {
    let start = Instant::now();
    let fault = bound(filter, language).unwrap_err();
    println!("{name}: {} characters, {} at {:?} in {:?}", filter.len(), fault.code, fault.place, start.elapsed());
    fault
}

#[test]
fn nothing_nested_a_hundred_thousand_deep_goes_deep() {
    let many = 100_000;
    for (name, filter) in [
        ("parentheses", "(".repeat(many)),
        ("not", "NOT ".repeat(many)),
        ("minus", format!("{}1 = 1", "-".repeat(many))),
        ("powers", format!("1{} = 1", "^1".repeat(many))),
        ("sums", format!("1{} = 1", "+1".repeat(many))),
        ("functions", "CASEI(".repeat(many)),
        ("collections", format!("S_WITHIN(geometry, {}", "GEOMETRYCOLLECTION(".repeat(many))),
    ] {
        assert_eq!(timed(name, &filter, Language::Text).code, "filter-too-long");
        // The parser itself, behind the guard of length.
        let fault = text::read(&filter).unwrap_err();
        assert!(["filter-too-deep", "bad-filter"].contains(&fault.code.as_str()) && fault.place.character.is_some(), "{name}: {fault}");
    }
    let short = "(".repeat(1_000);
    assert_eq!(timed("parentheses", &short, Language::Text).place.character, Some(DEEPEST as u64 + 2));
    let json = r#"{"op":"not","args":["#.repeat(many);
    assert_eq!(json::read(&json).unwrap_err().code, "filter-too-deep");
    assert_eq!(json::read(&"[".repeat(many)).unwrap_err().code, "filter-too-deep");
    assert_eq!(timed("json", &r#"{"op":"not","args":["#.repeat(60), Language::Json).code, "bad-filter");
    let closed = format!("{}true{}", r#"{"op":"not","args":["#.repeat(60), "]}".repeat(60));
    assert_eq!(timed("json", &closed, Language::Json).code, "filter-too-deep");
}

#[test]
fn a_list_of_a_hundred_thousand_alternatives_is_flat() {
    let long = vec!["capacity=4"; 100_000].join(" OR ");
    assert_eq!(timed("OR", &long, Language::Text).code, "filter-too-long");
    let Ok(tree) = text::read(&long) else { panic!("a flat list reads") };
    let condition = Columns { fields: table().fields(), reference: Reference::Crs84 }.condition(&tree).unwrap();
    assert!(matches!(&condition, Condition::Any(parts) if parts.len() == 100_000));
    assert!(condition.wants(&table(), 0) && !condition.wants(&table(), 2));
}

proptest! {
    /// Whatever is sent is read or refused at a place of it.
    #[test]
    fn no_text_is_too_strange(filter in "[a-zA-Z_()'\",.0-9 =<>+*/%^!é\\\\-]{0,80}") {
        if let Err(fault) = bound(&filter, Language::Text) {
            let character = fault.place.character.expect("a place");
            prop_assert!(character >= 1 && character <= filter.chars().count() as u64 + 1);
        }
    }

    #[test]
    fn no_rearrangement_of_words_is_too_strange(words in prop::collection::vec(prop::sample::select(vec![
        "(", ")", "NOT", "AND", "OR", "capacity", "themes", "geometry", "=", ">", "4", "-", "'a'", "IN", "BETWEEN", "LIKE", "IS", "NULL", ",",
        "S_INTERSECTS(", "POINT(", "1 2", "BBOX(", "DATE(", "CASEI(", "+", "^", "TRUE", "INTERVAL(", "A_CONTAINS(",
    ]), 0..30)) {
        if let Ok(condition) = bound(&words.join(" "), Language::Text) {
            condition.wants(&table(), 0);
        }
    }
}

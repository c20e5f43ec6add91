//! Held to tobler and to the definition of dasymetric interpolation.

use geo::MultiPolygon;
use geojson::{FeatureCollection, GeoJson};

use super::*;
use crate::analysis::golden::{self, Row, close};

struct Layer {
    outlines: Vec<Outline>,
    features: FeatureCollection,
}

impl Layer {
    fn read(file: &str) -> Self {
        let content = std::fs::read_to_string(golden::path(file)).unwrap();
        let features = FeatureCollection::try_from(content.parse::<GeoJson>().unwrap()).unwrap();
        let outline = |feature: &geojson::Feature| match geo::Geometry::try_from(feature.geometry.clone().unwrap()).unwrap() {
            geo::Geometry::Polygon(polygon) => MultiPolygon::from(polygon),
            geo::Geometry::MultiPolygon(outline) => outline,
            other => panic!("{other:?}"),
        };
        let outlines = features.features.iter().map(|feature| Outline::new(&outline(feature)).unwrap()).collect();
        Self { outlines, features }
    }

    fn column(&self, name: &str) -> Vec<f64> {
        self.features.features.iter().map(|feature| feature.property(name).unwrap().as_f64().unwrap()).collect()
    }
}

/// Tobler keeps areas in single precision: its figures are ours to seven digits.
fn assert_like_tobler(found: &[f64], expected: &[Row], column: &str) {
    for (found, row) in found.iter().zip(expected) {
        let expected = golden::number(row, column);
        // What no source meets is missing here and zero there.
        let near = if found.is_nan() { expected == 0.0 } else { (found - expected).abs() <= 2e-7 * expected.abs() };
        assert!(near, "{column}: {found} instead of {expected}");
    }
}

/// The same in single precision, as tobler computes: then they are the same to the last digits.
fn assert_as_tobler_rounds(found: &[f64], expected: &[Row], column: &str) {
    for (found, row) in found.iter().zip(expected) {
        close(column, *found, golden::number(row, column));
    }
}

fn in_single(overlaps: &Overlaps, counts: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; overlaps.target_count()];
    for (source, count) in counts.iter().enumerate() {
        let whole: f32 = overlaps.entries(source).map(|(_, area)| area as f32).sum();
        let share = 1.0 / if whole > 0.0 { whole } else { 1.0 };
        overlaps.entries(source).for_each(|(target, area)| sums[target] += count * f64::from(area as f32 * share));
    }
    sums
}

fn shares_in_single(overlaps: &Overlaps, counts: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; overlaps.target_count()];
    for (source, count) in counts.iter().enumerate() {
        let whole = overlaps.of_source(source);
        overlaps.entries(source).for_each(|(target, area)| sums[target] += count * (f64::from(area as f32) * (1.0 / whole)));
    }
    sums
}

#[test]
fn tobler_s_small_example() {
    let (sources, targets) = (Layer::read("tobler_tiny/source.geojson"), Layer::read("tobler_tiny/target.geojson"));
    let expected = golden::rows("tobler_tiny/expected.csv");
    let overlaps = Overlaps::by_area(&sources.outlines, &targets.outlines);
    let people = sources.column("pop");
    assert_like_tobler(&overlaps.counts(&people, Allocation::Total), &expected, "pop_allocate_total_true");
    assert_like_tobler(&overlaps.counts(&people, Allocation::Share), &expected, "pop_allocate_total_false");
    assert_like_tobler(&overlaps.rates(&sources.column("rate")), &expected, "rate");
    assert_as_tobler_rounds(&in_single(&overlaps, &people), &expected, "pop_allocate_total_true");
    for kind in ["a", "b", "c"] {
        let of_kind: Vec<bool> = sources.features.features.iter().map(|feature| feature.property("kind").unwrap() == kind).collect();
        let shares = overlaps.share_of(&of_kind);
        shares[..3].iter().zip(&expected).for_each(|(found, row)| close(kind, *found, golden::number(row, &format!("kind_{kind}"))));
        assert!(shares[3].is_nan());
    }
    let exact = overlaps.counts(&people, Allocation::Share);
    [100.0, 250.0, 256.0].iter().zip(&exact).for_each(|(expected, found)| close("people", *found, *expected));
}

#[test]
fn columbus_over_a_grid() {
    let (sources, targets) = (Layer::read("tobler_columbus_grid/source.geojson"), Layer::read("tobler_columbus_grid/target.geojson"));
    let expected = golden::rows("tobler_columbus_grid/expected.csv");
    let overlaps = Overlaps::by_area(&sources.outlines, &targets.outlines);
    let people = sources.column("people");
    assert_like_tobler(&overlaps.counts(&people, Allocation::Total), &expected, "people_allocate_total_true");
    assert_like_tobler(&overlaps.counts(&people, Allocation::Share), &expected, "people_allocate_total_false");
    assert_as_tobler_rounds(&shares_in_single(&overlaps, &people), &expected, "people_allocate_total_false");
    for rate in ["HOVAL", "INC", "CRIME"] {
        assert_like_tobler(&overlaps.rates(&sources.column(rate)), &expected, rate);
    }
}

#[test]
fn dwellings_say_where_people_live() {
    let (sources, targets) = (Layer::read("tobler_columbus_grid/source.geojson"), Layer::read("tobler_columbus_grid/target.geojson"));
    let rows = golden::rows("dasymetric_points/control_points.csv");
    let point = |row: &Row| ([golden::number(row, "x"), golden::number(row, "y")], golden::number(row, "dwellings"));
    let points: Vec<([f64; 2], f64)> = rows.iter().map(point).collect();
    let overlaps = Overlaps::by_area(&sources.outlines, &targets.outlines).with_points(&sources.outlines, &targets.outlines, &points);
    let people = sources.column("people");
    let found = overlaps.counts(&people, Allocation::Share);
    let expected = golden::rows("dasymetric_points/expected_formula.csv");
    for (found, row) in found.iter().zip(&expected) {
        if found.is_nan() {
            close("nobody", 0.0, golden::number(row, "people_pt"));
        } else {
            close("people", *found, golden::number(row, "people_pt"));
        }
    }
    let totals = golden::json("dasymetric_points/totals.json");
    close("allocated", found.iter().filter(|found| found.is_finite()).sum(), totals["allocated"]);
    let lost: f64 = (0..people.len()).filter(|source| overlaps.of_source(*source) <= 0.0).map(|source| people[source]).sum();
    close("lost", lost, totals["lost_in_sources_without_points"]);
}

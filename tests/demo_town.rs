//! The demonstration town: its files are those its program writes, its figures agree with one another,
//! and what was planted in it is there to be found.
#![expect(clippy::float_cmp, reason = "the figures compared are whole numbers")]

#[path = "demo_town/files.rs"]
mod files;
#[path = "../examples/demo_town/published/mod.rs"]
mod published;
#[path = "../examples/demo_town/town/mod.rs"]
mod town;

use std::collections::{BTreeMap, BTreeSet};

use files::{Record, fixture, outlines, services, table, truth};
use geo::{Area, Centroid, Contains, Coord, Distance, Haversine, Point, Validation};
use maillage::domain::Opening;
use statrs::distribution::{DiscreteCDF, Poisson};

/// Metres on foot in thirty minutes at 4.5 km/h.
const HALF_AN_HOUR: f64 = 2_250.0;
/// Streets make a way about a third longer than the crow flies.
const DETOUR: f64 = 1.3;

#[test]
fn the_committed_files_are_those_the_program_writes() {
    let written = town::files().unwrap();
    for (name, content) in &written {
        assert!(fixture(name) == *content, "{name} differs: run `cargo run --example demo_town -- fixtures/demo`");
    }
    let names: BTreeSet<String> = written.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files::listed(), names);
    assert!(written.iter().map(|(_, content)| content.len()).sum::<usize>() < 3_000_000);
}

#[test]
fn the_committed_layouts_are_those_the_program_writes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/layouts");
    for (name, content) in published::files().unwrap() {
        let kept = std::fs::read(folder.join(name)).unwrap_or_default();
        assert!(kept == content, "{name} differs: run `cargo run --example demo_town -- fixtures/layouts layouts`");
        assert!(content.len() < 60_000, "{name} weighs {} bytes", content.len());
    }
}

#[test]
fn neighbourhoods_tile_the_land_without_gap_or_overlap() {
    let shapes = outlines();
    assert_eq!(shapes.len(), 60);
    let mut sides: BTreeMap<[(i64, i64); 2], u32> = BTreeMap::new();
    let micro = |at: Coord| ((at.x * 1e6).round() as i64, (at.y * 1e6).round() as i64);
    for (code, shape) in &shapes {
        assert!(shape.is_valid() && shape.interiors().is_empty() && shape.unsigned_area() > 0.0, "{code}");
        for line in shape.exterior().lines() {
            let direction = [micro(line.start), micro(line.end)];
            assert_eq!(*sides.entry(direction).and_modify(|count| *count += 1).or_insert(1), 1, "{code} overlaps a neighbour");
        }
    }
    // A side without its reverse is on the outer limit; those make one closed ring.
    let outer: BTreeMap<_, _> = sides.keys().filter(|[a, b]| !sides.contains_key(&[*b, *a])).map(|[a, b]| (*a, *b)).collect();
    let start = *outer.keys().next().unwrap();
    let mut at = outer[&start];
    let mut steps = 1;
    while at != start {
        at = outer[&at];
        steps += 1;
    }
    assert_eq!(steps, outer.len(), "holes between neighbourhoods");
}

#[test]
fn priority_neighbourhoods_straddle_and_cross_themselves_as_official_ones_do() {
    let rings = files::rings("qpv.geojson", "code_qp");
    let valid: Vec<bool> = rings.iter().map(|(_, ring)| ring.is_valid()).collect();
    assert_eq!(valid, [false, true]);
    let heath = &rings[1].1;
    let communes: BTreeSet<String> = outlines()
        .iter()
        .filter(|(_, shape)| heath.exterior().coords().any(|&at| shape.contains(&Point(at))))
        .map(|(code, _)| code.chars().take(5).collect())
        .collect();
    assert_eq!(communes.len(), 2, "the second lies in two communes");
    let indicators = table("qpv_indicateurs.csv");
    assert_eq!(indicators.iter().map(Record::len).collect::<Vec<_>>(), [44, 44]);
    assert_eq!(indicators[1].text("nom_commune"), "Montbrelan, Valmeille-sur-Orvane");
}

#[test]
fn benefits_agree_with_population_and_with_one_another() {
    let people = by_zone("population_iris_2021.csv");
    let incomes = by_zone("revenus_fiscaux_iris_2021.csv");
    let mut published = 0;
    for (zone, row) in by_zone("caf_iris_2021.csv") {
        let Some(claimants) = row.number("A") else { continue };
        published += 1;
        let get = |column: &str| row.number(column).unwrap_or(0.0);
        assert!(get("PERCOU") <= people[&zone].number("xpoptot").unwrap() && get("PERCOU") >= claimants, "{zone}");
        assert!(claimants <= incomes[&zone].number("NbMen").unwrap(), "{zone}");
        assert_eq!(["AI", "AM", "ACSSENF", "ACAVENF"].map(get).iter().sum::<f64>(), claimants, "{zone}");
        for (part, whole) in
            [("AC3ENF", "ACAVENF"), ("AAPL", "AAL"), ("AAL", "A"), ("ARSAS", "ARSA"), ("APRES100", "APRES50"), ("APRES50", "A")]
        {
            assert!(get(part) <= get(whole), "{zone}: {part} exceeds {whole}");
        }
        assert!(
            row.cells().all(|cell| cell.parse::<f64>().map_or(true, |n| n == 0.0 || n >= 5.0) || cell.len() > 2),
            "{zone}: a secret is told"
        );
    }
    assert_eq!(published, 53, "notes leave seven neighbourhoods blank");
}

#[test]
fn incomes_rise_from_quantile_to_quantile() {
    let rising = |row: &Record, zone: &str, columns: &[&str]| {
        let values: Vec<f64> = columns.iter().filter_map(|column| row.number(column)).collect();
        assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{zone}: {columns:?} {values:?}");
    };
    for (zone, row) in by_zone("revenus_fiscaux_iris_2021.csv") {
        rising(&row, &zone, &["RFMD1", "RFMQ1", "RFMQ2", "RFMQ3", "RFMD9"]);
        rising(&row, &zone, &["RFUCD1", "RFUCQ1", "RFUCQ2", "RFUCQ3", "RFUCD9"]);
        assert!(row.number("NbPers").is_none() || row.number("NbPers") > row.number("NbUC"), "{zone}");
    }
    for row in table("filosofi_iris_2021.csv") {
        let tenths = ["D1", "D2", "Q1", "D3", "D4", "MED", "D6", "D7", "Q3", "D8", "D9"].map(|name| format!("DISP_{name}21"));
        rising(&row, row.text("IRIS"), &tenths.each_ref().map(String::as_str));
        let part = |name: &str| row.number(&format!("DISP_{name}21"));
        if let Some(activity) = part("PACT") {
            let whole: f64 = activity + ["PPEN", "PPAT", "PPSOC", "PIMPOT"].iter().filter_map(|name| part(name)).sum::<f64>();
            assert!((whole - 100.0).abs() < 0.05, "{}: {whole}", row.text("IRIS"));
        }
    }
}

#[test]
fn job_seekers_and_ages_add_up() {
    for (zone, row) in by_zone("demandeurs_emploi_iris_2021.csv").iter().filter(|(_, row)| row.number("A").is_some()) {
        let sum = |columns: &[&str]| columns.iter().filter_map(|column| row.number(column)).sum::<f64>();
        assert_eq!(sum(&["BCatABC", "BCatD", "BCatE"]), sum(&["A"]), "{zone}");
        for parts in [
            &["BCatA", "BCatB", "BCatC"][..],
            &["AH", "AF"],
            &["AHLt25", "AFLt25", "AH2549", "AF2549", "AHGe50", "AFGe50"],
            &["BDur1", "BDur2", "BDur3", "BDur4"],
        ] {
            assert_eq!(sum(parts), sum(&["BCatABC"]), "{zone}: {parts:?}");
        }
    }
    let people = by_zone("population_iris_2021.csv");
    for (zone, row) in &people {
        assert_eq!(row.number("xpoph").unwrap() + row.number("xpopf").unwrap(), row.number("xpoptot").unwrap(), "{zone}");
    }
    assert!((80_000.0..110_000.0).contains(&people.values().filter_map(|row| row.number("xpoptot")).sum()));
}

#[test]
fn rsa_goes_with_poverty_without_repeating_it() {
    let (caf, incomes) = (by_zone("caf_iris_2021.csv"), by_zone("revenus_fiscaux_iris_2021.csv"));
    let pairs: Vec<(f64, f64)> = table("filosofi_iris_2021.csv")
        .iter()
        .filter_map(|row| {
            let zone = row.text("IRIS");
            Some((row.number("DISP_TP6021")?, caf[zone].number("ARSA")? / incomes[zone].number("NbMen")?))
        })
        .collect();
    assert!(pairs.len() >= 40);
    let correlation = spearman(&pairs);
    assert!((0.7..=0.9).contains(&correlation), "{correlation}");
}

#[test]
fn the_estate_alone_is_without_access_to_rights() {
    let gap: BTreeSet<String> = truth().zones("gap").into_iter().collect();
    let desks: Vec<Point> = services().into_iter().filter(|service| service.gives_access_to_rights).map(|service| service.at).collect();
    assert!(desks.len() > 25);
    let dwellings = by_zone("population_iris_2021.csv");
    for (code, shape) in outlines().iter().filter(|(code, _)| code.starts_with("00101")) {
        let home = shape.centroid().unwrap();
        let nearest = desks.iter().map(|desk| Haversine.distance(home, *desk)).fold(f64::MAX, f64::min);
        if gap.contains(code) {
            assert!(nearest > HALF_AN_HOUR, "{code}: {nearest:.0} m, as the crow flies");
        } else if dwellings[code].number("xpoptot").unwrap() > 1_000.0 {
            assert!(nearest * DETOUR < HALF_AN_HOUR, "{code}: {nearest:.0} m, without the detour");
        }
    }
    let people: f64 = gap.iter().filter_map(|zone| dwellings[zone].number("xpoptot")).sum();
    assert_eq!(people as i64, truth().number("gap", "people") as i64);
    let poverty = table("filosofi_iris_2021.csv");
    let poor = |code: &str| poverty.iter().find(|row| row.text("IRIS") == code).and_then(|row| row.number("DISP_TP6021"));
    assert!(gap.iter().all(|zone| poor(zone).unwrap() > 35.0));
}

#[test]
fn the_estate_is_poor_in_health_services() {
    let gap: BTreeSet<String> = truth().zones("gap").into_iter().collect();
    let health: Vec<Point> = services().into_iter().filter(|service| service.cares_for_health).map(|service| service.at).collect();
    for (code, shape) in outlines() {
        let home = shape.centroid().unwrap();
        let reached = health.iter().filter(|place| Haversine.distance(home, **place) * DETOUR < HALF_AN_HOUR).count();
        if gap.contains(&code) {
            assert!(reached <= 1, "{code}: {reached}");
        } else if code.starts_with("0010101") {
            assert!(reached >= 5, "{code}: {reached}");
        }
    }
}

#[test]
fn silence_is_found_from_the_published_tables_alone() {
    let silent = truth().zones("take_up");
    let (caf, incomes) = (by_zone("caf_iris_2021.csv"), by_zone("revenus_fiscaux_iris_2021.csv"));
    let mut counts: Vec<(String, f64, f64)> = Vec::new();
    for (zone, row) in &caf {
        if let (Some(observed), Some(expected)) = (row.number("ARSA"), files::expected_rsa(row, &incomes[zone])) {
            counts.push((zone.clone(), observed, expected));
        }
    }
    let total = |of: fn(&(String, f64, f64)) -> f64| counts.iter().map(of).sum::<f64>();
    let level = total(|count| count.1) / total(|count| count.2);
    for (zone, observed, expected) in counts {
        let expected = expected * level;
        let (ratio, p) = (observed / expected, Poisson::new(expected).unwrap().cdf(observed as u64));
        if silent.contains(&zone) {
            assert!(ratio < 0.75 && p < 0.01, "{zone}: {observed} of {expected:.1}, p = {p:.5}");
        } else {
            assert!(p > 0.001, "{zone}: {observed} of {expected:.1}, p = {p:.5}: a silence that was not planted");
        }
    }
}

#[test]
fn silent_neighbourhoods_hold_together_and_are_well_served() {
    let silent = truth().zones("take_up");
    let corners: BTreeMap<String, BTreeSet<(i64, i64)>> = outlines()
        .into_iter()
        .map(|(code, shape)| (code, shape.exterior().coords().map(|at| ((at.x * 1e6) as i64, (at.y * 1e6) as i64)).collect()))
        .collect();
    let mut joined = BTreeSet::from([silent[0].clone()]);
    for _ in &silent {
        let next = silent.iter().filter(|zone| joined.iter().any(|other| corners[*zone].intersection(&corners[other]).count() > 1));
        joined.extend(next.cloned().collect::<Vec<_>>());
    }
    assert_eq!(joined.len(), silent.len());
    let desks: Vec<Point> = services().into_iter().filter(|service| service.gives_access_to_rights).map(|service| service.at).collect();
    for (code, shape) in outlines().iter().filter(|(code, _)| silent.contains(code)) {
        let home = shape.centroid().unwrap();
        let near = desks.iter().filter(|desk| Haversine.distance(home, **desk) * DETOUR < HALF_AN_HOUR).count();
        assert!(near >= 3, "{code}: {near} desks within half an hour");
    }
}

#[test]
fn services_are_many_open_and_within_the_land() {
    let (services, shapes) = (services(), outlines());
    assert!((150..=180).contains(&services.len()), "{}", services.len());
    let hours: Vec<&str> = services.iter().filter_map(|service| service.opening.as_deref()).collect();
    assert!(hours.len() * 10 > services.len() * 6, "most say when they open");
    for text in hours {
        Opening::new(text).unwrap();
    }
    for service in &services {
        assert!(shapes.iter().any(|(_, shape)| shape.contains(&service.at)), "{} lies outside", service.name);
    }
}

#[test]
fn streets_hang_together_and_cross_the_river_by_bridges() {
    let map = files::streets();
    assert!(map.nodes.len() > 4_000);
    assert_eq!(map.components(), 1);
    assert!(map.components_without_bridges() > 1);
    assert!(map.count("oneway") > 50 && map.count("bridge") >= 7);
    for service in services() {
        let nearest = map.used_nodes().map(|at| Haversine.distance(service.at, at)).fold(f64::MAX, f64::min);
        assert!(nearest < 450.0, "{} is {nearest:.0} m from a street corner", service.name);
    }
}

fn by_zone(file: &str) -> BTreeMap<String, Record> {
    let rows = table(file).into_iter().map(|row| (format!("{}{}", row.text("dc"), row.text("iris")), row));
    let zones: BTreeMap<String, Record> = rows.collect();
    assert_eq!(zones.len(), 60, "{file}");
    zones
}

/// Spearman’s rank correlation; values do not repeat much.
fn spearman(pairs: &[(f64, f64)]) -> f64 {
    let rank = |value: f64, of: fn(&(f64, f64)) -> f64| pairs.iter().filter(|pair| of(pair) < value).count() as f64;
    let ranks: Vec<(f64, f64)> = pairs.iter().map(|&(a, b)| (rank(a, |pair| pair.0), rank(b, |pair| pair.1))).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| ranks.iter().map(of).sum::<f64>() / ranks.len() as f64;
    let (a, b) = (mean(|rank| rank.0), mean(|rank| rank.1));
    let covariance: f64 = ranks.iter().map(|rank| (rank.0 - a) * (rank.1 - b)).sum();
    let variances: [f64; 2] = [ranks.iter().map(|rank| (rank.0 - a).powi(2)).sum(), ranks.iter().map(|rank| (rank.1 - b).powi(2)).sum()];
    covariance / (variances[0] * variances[1]).sqrt()
}

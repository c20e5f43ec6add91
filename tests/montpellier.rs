//! The real Montpellier, from open data files to answers over HTTP, against what is known of it.

#![expect(clippy::float_cmp, reason = "sums of published counts are exact, and ranks count equal values")]

mod program;

use std::collections::HashMap;

use program::{Program, repository, shared};
use serde_json::Value;

fn montpellier() -> Option<Program> {
    shared("data/montpellier")?;
    let program = Program::new();
    program.succeed([repository("fixtures/manifests/montpellier.toml")].iter().fold(
        vec!["import".into(), "--manifest".into()],
        |mut words, path| {
            words.push(path.clone().into_os_string());
            words
        },
    ));
    Some(program)
}

fn numbers(zones: &[Value], property: &str) -> Vec<f64> {
    zones.iter().filter_map(|zone| zone["properties"][property].as_f64()).collect()
}

fn ranks(values: &[f64]) -> Vec<f64> {
    values
        .iter()
        .map(|x| values.iter().filter(|y| *y < x).count() as f64 + values.iter().filter(|y| *y == x).count() as f64 / 2.0)
        .collect()
}

fn spearman(zones: &[Value], x: &str, y: &str) -> f64 {
    let (xs, ys): (Vec<_>, Vec<_>) =
        zones.iter().filter_map(|zone| Some((zone["properties"][x].as_f64()?, zone["properties"][y].as_f64()?))).unzip();
    let (xs, ys) = (ranks(&xs), ranks(&ys));
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(&xs), mean(&ys));
    let covariance: f64 = xs.iter().zip(&ys).map(|(a, b)| (a - mx) * (b - my)).sum();
    let spread = |v: &[f64], m: f64| v.iter().map(|a| (a - m).powi(2)).sum::<f64>().sqrt();
    covariance / (spread(&xs, mx) * spread(&ys, my))
}

#[test]
fn the_known_truths_of_montpellier_hold() {
    let Some(program) = montpellier() else { return };
    let server = program.serve();
    let page = server.get("/collections/iris/items?limit=10000");
    let zones = page["features"].as_array().expect("zones");
    assert_eq!(zones.len(), 88);
    assert_eq!(page["numberMatched"], 88);

    let sum = |property: &str| numbers(zones, property).iter().sum::<f64>();
    // Children of separated parents count for a half in tax households.
    assert_eq!(sum("tax_persons_2009"), 225_535.5);
    assert_eq!(sum("caf_persons_covered_2009"), 130_650.0);
    assert_eq!(sum("job_seekers_2009"), 27_862.0);
    assert_eq!(numbers(zones, "tax_persons_2009").len(), 86);
    assert_eq!(numbers(zones, "caf_persons_covered_2009").len(), 74);
    assert_eq!(numbers(zones, "job_seekers_2009").len(), 84);
    assert_eq!(numbers(zones, "disposable_income_uc_median_2018").len(), 84);
    assert_eq!(numbers(zones, "poverty_rate_2018").len(), 81);
    let close = |got: f64, known: f64| assert!((got - known).abs() < 0.005, "{got} against {known}");
    close(spearman(zones, "poverty_rate_2018", "rsa_recipients_2009"), 0.74);
    close(spearman(zones, "poverty_rate_2018", "disposable_income_uc_median_2018"), -0.94);

    let services = server.get("/collections/services/items?limit=10000");
    let mut by_source: HashMap<String, usize> = HashMap::new();
    for service in services["features"].as_array().expect("services") {
        *by_source.entry(service["properties"]["dataset"].as_str().expect("a data set").to_owned()).or_default() += 1;
    }
    println!("services by data set: {by_source:?}");
    let inside = |source: &str| {
        let found = services["features"].as_array().expect("services").iter();
        found
            .filter(|service| {
                let sources = service["properties"]["sources"].as_array().expect("its sources");
                sources.iter().any(|told| told.as_str().is_some_and(|told| told.starts_with(source)))
                    && service["properties"]["commune"] == "34172"
            })
            .count()
    };
    assert_eq!(inside("finess"), 517);
    assert_eq!(inside("france-services"), 4);
}

#[test]
fn a_withheld_value_is_never_a_zero() {
    let Some(program) = montpellier() else { return };
    let server = program.serve();
    let column = server.get("/columns/iris/rsa_recipients_2009");
    let hidden: Vec<_> = column["flags"]
        .as_array()
        .expect("flags")
        .iter()
        .zip(column["values"].as_array().expect("values"))
        .filter(|(flag, _)| *flag == "withheld" || *flag == "missing")
        .collect();
    assert!(!hidden.is_empty(), "some of the 88 are not published");
    assert!(hidden.iter().all(|(_, value)| value.is_null()));
}

#[test]
fn take_up_speaks_of_montpellier_with_care() {
    let Some(program) = montpellier() else { return };
    let server = program.serve();
    let signal = server.get("/take-up");
    let zones = signal["zones"].as_array().expect("zones");
    assert_eq!(zones.len(), 88);
    let count = |class: &str| zones.iter().filter(|zone| zone["class"] == class).count();
    let (deficit, surplus, unclear, insufficient) =
        (count("deficit"), count("surplus"), count("not_distinguishable"), count("insufficient"));
    println!("deficit {deficit}, surplus {surplus}, not distinguishable {unclear}, insufficient {insufficient}");
    assert_eq!(deficit + surplus + unclear + insufficient, 88);
    assert!(insufficient >= 14, "zones whose recipients are withheld say so");
    assert!(unclear > deficit + surplus, "most zones are not told apart from what was expected");
    for zone in zones.iter().filter(|zone| zone["class"] == "deficit") {
        assert!(zone["ratio"]["interval"]["high"].as_f64().expect("a bound") < 1.0, "{zone}");
    }
}

#[test]
fn importing_again_changes_nothing() {
    let Some(program) = montpellier() else { return };
    let before = program.snapshot();
    let manifest = repository("fixtures/manifests/montpellier.toml");
    program.succeed(["import".as_ref(), "--manifest".as_ref(), manifest.as_os_str()]);
    assert_eq!(program.snapshot(), before);
}

//! An exact table under a partner’s convention: safe while a blank is a blank, and no longer once it says why it is one.

use maillage::api::Settings;
use maillage::attack::Attack;
use maillage::disclosure::ledger::Rho;
use maillage::disclosure::suppression::{Convention, hidden};
use maillage::disclosure::table::{Sum, Table};
use maillage::domain::{Batch, Geography, Measure};

use crate::harness::TestServer;
use crate::planting::{met, nesting, release, town, zones};
use crate::{bare, broken, quarter, words};

/// Nothing below eleven, and nothing known to within eleven.
const ELEVEN: Convention = Convention { smallest_shown: 11, noughts_hidden: true, width: 11 };

/// Persons by neighbourhood and municipality, exact, hidden by the product’s own engine. `why`: whether a blank that hides a small count
/// is flagged otherwise than one that hides a large one.
fn suppressed(town: &[Batch], why: bool) -> Batch {
    let mut batch = release(&nesting(town), quarter("2025-T1"), &met("001010101", 25), Rho::QUARTER).batch;
    let persons = batch.observations.iter().find(|seen| seen.indicator.to_string().starts_with("field_persons")).unwrap().indicator.clone();
    batch.indicators.retain(|indicator| indicator.id() == persons);
    batch.observations.retain(|seen| seen.indicator == persons && matches!(seen.geography, Geography::Iris | Geography::Commune));
    let neighbourhoods = zones(town, Geography::Iris);
    let mut counts: Vec<u64> = (0..neighbourhoods.len() as u64).map(|zone| zone * 7 % 29 + zone % 3).collect();
    let mut codes: Vec<String> = neighbourhoods.iter().map(|zone| zone.code.to_string()).collect();
    let mut sums = Vec::new();
    let commune = |zone: usize| neighbourhoods[zone].parents_in(Geography::Commune).next().unwrap().code.to_string();
    let communes: std::collections::BTreeSet<String> = (0..neighbourhoods.len()).map(commune).collect();
    for code in communes {
        let parts: Vec<usize> = (0..neighbourhoods.len()).filter(|zone| commune(*zone) == code).collect();
        sums.push(Sum { total: counts.len(), parts: parts.clone() });
        counts.push(parts.iter().map(|part| counts[*part]).sum());
        codes.push(code);
    }
    let blank = hidden(&Table::new(counts.clone(), sums).unwrap(), ELEVEN).unwrap_or_else(|fault| panic!("{fault}"));
    for seen in &mut batch.observations {
        let cell = codes.iter().position(|code| *code == seen.zone.to_string()).unwrap();
        seen.measure = match (blank[cell], why && counts[cell] >= ELEVEN.smallest_shown) {
            (false, _) => Measure::published(counts[cell] as f64),
            (true, false) => Measure::withheld(),
            (true, true) => Measure::not_applicable(),
        };
    }
    batch
}

#[test]
fn a_reason_published_is_caught_by_linear_programming_and_one_code_for_all_is_not() {
    let town = town();
    let of = |why: bool| {
        let server = TestServer::empty(Settings::default());
        server.load(town.iter().cloned().chain([suppressed(&town, why)]).collect());
        let outcomes = bare(&server);
        (broken(&outcomes).contains(&Attack::LinearProgram), words(&outcomes))
    };
    let (one_code, said) = of(false);
    assert!(!one_code, "{said}");
    let (reason, said) = of(true);
    assert!(reason, "{said}");
}

use proptest::prelude::*;

use super::*;
use crate::atlas::{Carriage, Carried};
use crate::diagnosis::town::{Town, vintage};
use crate::domain::IndicatorId;

const ZONES: usize = 30;

/// Thirty zones of 1,000 households whose poorest quarter varies, and the recipients that a common rate
/// gives them, times `silence` in four neighbouring zones.
fn town(silence: f64) -> Town {
    scaled(silence, [1.0, 1.0], None)
}

/// The same with incomes in another money, households counted otherwise, and so many recipients more in one zone.
fn scaled(silence: f64, [money, size]: [f64; 2], more: Option<(usize, f64)>) -> Town {
    let zone = |place: usize| place as f64;
    let first_quartile: Vec<f64> = (0..ZONES).map(|place| 4_500.0 + (zone(place * 7) % 11.0) * 700.0).collect();
    let times = |factor: f64| first_quartile.iter().map(|income| income * factor * money).collect::<Vec<_>>();
    let lone: Vec<Option<f64>> = (0..ZONES).map(|place| Some(60.0 + zone(place * 5) % 90.0)).collect();
    let recipients = |place: usize| {
        let poor = 250.0 * 4_000.0 / first_quartile[place];
        let heard = if (10..14).contains(&place) { silence } else { 1.0 };
        let noise = 1.0 + 0.06 * ((zone(place * 13) % 7.0) / 3.0 - 1.0);
        let others = more.filter(|(other, _)| *other == place).map_or(0.0, |(_, more)| more);
        Some(((0.7 * poor + 0.2 * lone[place].unwrap_or(0.0)) * heard * noise).round() + others)
    };
    Town::of_zones(ZONES)
        .counts("rsa_recipients", 2009, &(0..ZONES).map(recipients).collect::<Vec<_>>())
        .counts("tax_households", 2009, &[Some(1_000.0 * size); ZONES])
        .counts("caf_lone_parents", 2009, &lone)
        .rates("income_uc_q1", 2009, &times(1.0))
        .rates("income_uc_median", 2009, &times(2.0))
        .rates("income_uc_q3", 2009, &times(3.0))
}

fn ask(town: Town) -> Result<TakeUp, Fault> {
    take_up(&town.atlas(), Geography::Iris)
}

#[test]
fn four_silent_neighbours_are_found_and_nobody_else() {
    let found = ask(town(0.45)).unwrap();
    for (place, zone) in found.zones.iter().enumerate() {
        let silent = (10..14).contains(&place);
        assert_eq!(zone.class == TakeUpClass::Deficit, silent, "{}: {:?} {:?}", zone.name, zone.ratio, zone.p_adjusted);
        assert_eq!(zone.cluster, silent.then_some(1), "{}", zone.name);
    }
    assert_eq!(found.clusters.len(), 1);
    let cluster = &found.clusters[0];
    assert!(cluster.p <= 0.01 && (cluster.observed / cluster.expected - 0.45).abs() < 0.1);
}

#[test]
fn incomes_of_filosofi_and_households_of_the_census_say_the_same() {
    let told = ask(town(0.45)).unwrap();
    let renamed = town(0.45).renamed(&[
        ("tax_households", "principal_residences"),
        ("income_uc_q1", "declared_income_uc_q1"),
        ("income_uc_median", "declared_income_uc_median"),
        ("income_uc_q3", "declared_income_uc_q3"),
    ]);
    let found = ask(renamed).unwrap();
    let ratios = |signal: &TakeUp| signal.zones.iter().map(|zone| (zone.ratio, zone.class)).collect::<Vec<_>>();
    assert_eq!(ratios(&found), ratios(&told));
    assert!(!found.method.note.en.contains("apart at most"), "all of one year");
    assert!(found.method.note.en.contains("the census of 2009") && !told.method.note.en.contains("the census of"));
}

#[test]
fn a_territory_without_silence_has_no_deficit() {
    let found = ask(town(1.0)).unwrap();
    assert!(found.zones.iter().all(|zone| zone.class == TakeUpClass::NotDistinguishable));
    assert!(found.clusters.is_empty());
}

#[test]
fn a_coloured_zone_never_has_an_interval_that_covers_the_reference() {
    for zone in ask(town(0.6)).unwrap().zones {
        let interval = zone.ratio.interval().unwrap();
        assert!(zone.class != TakeUpClass::Deficit || interval.high() < 1.0);
        assert!(zone.class != TakeUpClass::Surplus || interval.low() > 1.0);
    }
}

#[test]
fn a_withheld_count_is_insufficient_and_never_a_deficit() {
    let mut values = vec![Measure::published(120.0); ZONES];
    values[4] = Measure::withheld();
    let found = ask(town(1.0).column("rsa_recipients", 2010, crate::domain::Nature::Extensive, values)).unwrap();
    let zone = &found.zones[4];
    assert_eq!((zone.class, zone.observed, zone.ratio.value()), (TakeUpClass::Insufficient, Measure::withheld(), None));
    assert_eq!(found.recipients.indicator.as_str(), "rsa_recipients_2010");
    assert!(found.method.note.fr.contains("distantes de 1 an"));
    assert!(found.method.note.fr.contains("Les allocataires du RSA de 2010 sont comparés") && found.method.note.fr.contains("(2009)"));
}

#[test]
fn what_is_missing_is_named() {
    let fault = ask(Town::of_zones(2).counts("rsa_recipients", 2009, &[Some(10.0), None])).unwrap_err();
    assert_eq!(fault.code, "no-take-up-data");
    assert!(fault.message.fr.contains("revenus déclarés"));
    assert!(!available(&Town::of_zones(2).atlas(), Geography::Iris));
    assert!(available(&town(1.0).atlas(), Geography::Iris));
}

#[test]
fn the_answer_reads_as_the_interface_promises() {
    let json = serde_json::to_value(ask(town(0.45)).unwrap()).unwrap();
    assert_eq!(json["zones"][10]["class"], "deficit");
    assert_eq!(json["strata"].as_array().unwrap().len(), 4);
    assert!(json["zones"][10]["ratio"]["interval"]["high"].as_f64().unwrap() < 1.0);
}

#[test]
fn a_zone_whose_quantiles_contradict_each_other_is_not_judged() {
    let mut wrong = vec![60_000.0; ZONES];
    wrong[3] = 1_000.0;
    let found = ask(town(1.0).rates("income_uc_d9", 2009, &wrong)).unwrap();
    assert_eq!(found.zones[3].class, TakeUpClass::Insufficient);
    assert_eq!(found.zones[4].class, TakeUpClass::NotDistinguishable);
}

#[test]
fn a_count_shared_out_of_a_divided_zone_is_never_judged() {
    let mut atlas = town(0.45).atlas();
    let layer = atlas.layers.get_mut(&Geography::Iris).unwrap();
    let mut ways = vec![(Carriage::Same, None); ZONES];
    ways[11] = (Carriage::Split, None);
    let carried = Carried { edition: vintage(2010), ways, by_homes: 0, by_area: 1 };
    layer.carried.insert(IndicatorId::new("rsa_recipients", vintage(2009)), carried);
    let found = take_up(&atlas, Geography::Iris).unwrap();
    assert_eq!((found.zones[11].class, found.zones[11].cluster), (TakeUpClass::Insufficient, None));
    assert_eq!(found.zones[12].class, TakeUpClass::Deficit);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn neither_the_money_nor_how_households_are_counted_changes_the_signal(money in 0.1_f64..700.0, size in 0.2_f64..5.0) {
        let (told, found) = (ask(town(0.45)).unwrap(), ask(scaled(0.45, [money, size], None)).unwrap());
        for (told, found) in told.zones.iter().zip(&found.zones) {
            let (one, other) = (told.ratio.value().unwrap(), found.ratio.value().unwrap());
            prop_assert!((one - other).abs() <= 1e-4 * one, "{}: {one} and {other}", told.name);
            prop_assert_eq!(told.class, found.class);
        }
    }

    #[test]
    fn more_recipients_never_make_more_non_take_up(place in 0_usize..ZONES, more in 1_u32..150, silence in 0.4_f64..1.0) {
        let fewer = ask(scaled(silence, [1.0, 1.0], None)).unwrap();
        let found = ask(scaled(silence, [1.0, 1.0], Some((place, f64::from(more))))).unwrap();
        let (before, after) = (&fewer.zones[place], &found.zones[place]);
        prop_assert!(after.ratio.value() >= before.ratio.value(), "{:?} {:?}", before.ratio, after.ratio);
        prop_assert!(after.shortfall.value() <= before.shortfall.value());
        prop_assert!(after.class != TakeUpClass::Deficit || before.class == TakeUpClass::Deficit);
    }
}

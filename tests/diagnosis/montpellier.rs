use std::sync::OnceLock;

use maillage::atlas::Atlas;
use maillage::diagnosis::coverage::{CoverageClass, coverage};
use maillage::diagnosis::take_up::{TakeUpClass, take_up};
use maillage::diagnosis::targets::{TargetsQuery, Weights, targets};
use maillage::domain::{Geography, Theme};
use maillage::network::StraightLine;

fn town() -> Option<&'static Atlas> {
    static ATLAS: OnceLock<Option<Atlas>> = OnceLock::new();
    let here = crate::root().join("../shared/data/montpellier/iris_2020.geojson").exists();
    if !here {
        println!("left out: the data of Montpellier are not on this machine");
    }
    ATLAS.get_or_init(|| here.then(|| crate::atlas("fixtures/manifests/montpellier.toml"))).as_ref()
}

#[test]
fn take_up_of_rsa_in_2009() {
    let Some(town) = town() else { return };
    let found = take_up(town, Geography::Iris).unwrap();
    println!(
        "{} {:#?}",
        found.overdispersion,
        found.strata.iter().map(|s| (s.label.fr.clone(), s.population.round(), s.rate)).collect::<Vec<_>>()
    );
    for zone in &found.zones {
        if zone.p_adjusted.is_none_or(|p| p < 0.6) {
            println!(
                "{} {:28} {:?} {:?} {:?} {:?} {:?} {:?}",
                zone.zone,
                zone.name,
                zone.observed.value(),
                zone.expected.value(),
                zone.ratio.value(),
                zone.p_adjusted,
                zone.class,
                zone.cluster
            );
        }
    }
    for c in &found.clusters {
        println!("{c:?}");
    }
    println!("{}", found.method.note.fr);
    println!("{}", found.method.note.en);
    let of = |class| found.zones.iter().filter(|zone| zone.class == class).count();
    println!(
        "{} {} {} {}",
        of(TakeUpClass::Deficit),
        of(TakeUpClass::Surplus),
        of(TakeUpClass::NotDistinguishable),
        of(TakeUpClass::Insufficient)
    );
}

#[test]
fn access_to_rights() {
    let Some(town) = town() else { return };
    for theme in Theme::ALL {
        let found = coverage(town, &StraightLine::default(), &crate::coverage_of(theme)).unwrap();
        let of = |class| found.zones.iter().filter(|zone| zone.class == class).count();
        println!(
            "{:22} services {:4} ref {:.2} covered {} partial {} uncovered {} unknown {} short {:?}",
            theme.code(),
            found.services,
            found.reference,
            of(CoverageClass::Covered),
            of(CoverageClass::Partial),
            of(CoverageClass::Uncovered),
            of(CoverageClass::Unknown),
            found.short.value()
        );
        if theme == Theme::AccesAuxDroits {
            for zone in found.zones.iter().filter(|z| z.class != CoverageClass::Covered).take(12) {
                println!(
                    "   {} {:?} {}",
                    zone.name,
                    zone.class,
                    zone.reasons.iter().map(|r| r.sentence.fr.clone()).collect::<Vec<_>>().join(" | ")
                );
            }
            println!("{:?}\n{}", found.people, found.method.note.fr);
        }
    }
}

#[test]
fn list_of_targets() {
    let Some(town) = town() else { return };
    for theme in [None, Some(Theme::AccesAuxDroits)] {
        let query = TargetsQuery { geography: Geography::Iris, theme, weights: Weights::EQUAL };
        let found = targets(town, &StraightLine::default(), &query).unwrap();
        println!("{}", found.method.note.fr);
        println!("left out {:?}", found.left_out);
        for target in found.targets.iter().take(10) {
            println!(
                "{} [{}-{}] {:.1} {:?} {}",
                target.rank, target.rank_low, target.rank_high, target.score, target.action, target.sentence.fr
            );
        }
        println!("{}", found.targets[0].sentence.en);
    }
}

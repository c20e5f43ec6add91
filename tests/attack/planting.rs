//! Releases over the demonstration town, sound and unsound, made from the kernel’s own parts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use maillage::disclosure::chain::{self, Link};
use maillage::disclosure::ledger::Rho;
use maillage::disclosure::noise::SystemBits;
use maillage::disclosure::release::{Nesting, Order, PublicZone, Raw, Release};
use maillage::domain::{Batch, Draft, Encounter, Fieldwork, Geography, Quarter, Zone};
use maillage::ingest;
use maillage::store::{Address, open};

use crate::program::Program;

/// A ρ so large that no noise is ever drawn: the noise switched off.
pub const NO_NOISE: Rho = Rho::thousandths(1_000_000);

/// Zones of one municipality, and how many are met in each: many, some, few.
pub const MET: [(&str, usize); 3] = [("001030101", 40), ("001030102", 30), ("001030103", 4)];

/// The town’s own data, without any release.
pub fn town() -> Vec<Batch> {
    let program = Program::with_demo();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let address = Address::Sqlite(program.folder().join("maillage.sqlite"));
        open(&address).await.unwrap().load().await.unwrap()
    })
}

/// The zones of a geography.
pub fn zones(town: &[Batch], geography: Geography) -> Vec<Zone> {
    town.iter().flat_map(|batch| &batch.zones).filter(|zone| zone.geography == geography).cloned().collect()
}

/// Each neighbourhood published apart.
pub fn nesting(town: &[Batch]) -> Nesting {
    let public = |zone: &Zone| PublicZone {
        code: zone.code.clone(),
        commune: zone.parents_in(Geography::Commune).next().unwrap().code.clone(),
        epci: None,
        population: Some(2_000.0),
    };
    let zones: Vec<PublicZone> = zones(town, Geography::Iris).iter().map(public).collect();
    Nesting::new(&zones, 1_000.0, &BTreeSet::new()).unwrap()
}

/// So many encounters in each zone, in one quarter.
pub fn encounters(met: &BTreeMap<String, usize>, quarter: Quarter) -> Vec<Encounter> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let one = |zone: &str| {
        let draft = Draft {
            geography: "iris".to_owned(),
            zone: zone.to_owned(),
            day: quarter.first_day().to_string(),
            persons: "1".to_owned(),
            themes: vec!["sante".to_owned(), "acces-aux-droits".to_owned()],
            reason: Some("non-knowledge".to_owned()),
            offered: "referral".to_owned(),
            age: None,
        };
        Encounter::check(&draft, today, |_, _| true).unwrap_or_else(|fault| panic!("{fault}"))
    };
    met.iter().flat_map(|(zone, count)| std::iter::repeat_n(zone, *count)).map(|zone| one(zone)).collect()
}

/// A release as the public reads it: a data set, and what goes into the chain.
#[derive(Clone)]
pub struct Public {
    pub batch: Batch,
    pub made: Release,
}

/// What the field brought where these were released.
pub fn fieldwork(releases: &[Public]) -> Fieldwork {
    let released = releases.iter().fold(Vec::new(), |mut chain: Vec<Link>, release| {
        let head = chain.last().map_or(chain::START, |link| link.hash.as_str()).to_owned();
        chain.extend(release.made.chained(&head));
        chain
    });
    Fieldwork { released, ..Fieldwork::default() }
}

/// The release of a quarter.
pub fn release(nesting: &Nesting, quarter: Quarter, met: &BTreeMap<String, usize>, rho: Rho) -> Public {
    let order = Order { quarter, rho, geography: Geography::Iris, drawn_on: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap() };
    let raw = Raw::count(&encounters(met, quarter), nesting);
    let made = Release::draw(order, raw, nesting, &mut SystemBits::new()).unwrap();
    Public { batch: ingest::released(&made, &"0".repeat(64), true).unwrap(), made }
}

/// [`MET`], with so many more in one zone.
pub fn met(zone: &str, more: usize) -> BTreeMap<String, usize> {
    let mut met: BTreeMap<String, usize> = MET.iter().map(|(zone, count)| ((*zone).to_owned(), *count)).collect();
    *met.entry(zone.to_owned()).or_default() += more;
    met
}

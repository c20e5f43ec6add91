//! Linkage: a release beside everything else that is open. Two zonings that bear one count and cross leave a few people between them;
//! a place published apart with hardly anybody in it is those people.

use std::collections::BTreeMap;

use super::client::Target;
use super::outline::outline_of;
use super::public::{Public, Published, Zoning, list};
use super::report::{Attack, Outcome};
use crate::disclosure::attack::slivers::{Shared, between};
use crate::domain::{Fault, Shape};
use crate::spatial::overlap;
use crate::text;

/// People taken as one where zonings are laid over each other.
const GRAIN: f64 = 25.0;

/// Lays the zonings of each release over each other, and looks for places apart with too few people.
///
/// # Parameters
/// `smallest`: inhabitants below whom nobody may be told apart.
///
/// # Errors
/// When the instance cannot be reached; `too-many-groups` when zonings cross beyond all counting.
pub async fn play(target: &Target, public: &Public, smallest: f64) -> Result<Outcome, Fault> {
    let (mut tries, mut gained) = (0, 0);
    for release in &public.releases {
        for zoning in &public.zonings {
            let (apart, places) = told_apart(release, zoning, smallest);
            tries += places;
            gained += apart;
        }
    }
    let (mut slivers, mut pairs) = (0, 0);
    for (at, finer) in public.zonings.iter().enumerate() {
        for wider in public.zonings.iter().skip(at + 1) {
            let shared = shared(target, finer, wider).await?;
            for release in &public.releases {
                pairs += 1;
                slivers += between(&as_told(&shared, release, finer, wider), smallest, GRAIN)?.len();
            }
        }
    }
    let few = gained;
    (tries, gained) = (tries + pairs, gained + slivers);
    Ok(Outcome::gained(
        Attack::Linkage,
        gained,
        tries,
        text!(
            "{slivers} différences de {pairs} paires de maillages laissent moins de {smallest:.0} habitants ; lieux dits à part sous ce nombre : {few}",
            "{slivers} differences of {pairs} pairs of zonings leave fewer than {smallest:.0} inhabitants; places told apart below that: {few}"
        ),
    ))
}

/// Overlaps as a release tells them: zones without a count of their own are known together alone, within each zone of the other zoning;
/// zones of the other without one are the rest of the world.
fn as_told(shared: &[Shared], release: &Published, finer: &Zoning, wider: &Zoning) -> Vec<Shared> {
    let (ours, theirs) = (counted(release, finer), counted(release, wider));
    let hidden = finer.codes.len() as u32;
    let told = |shared: &Shared| {
        let second = if theirs.get(shared.second as usize).copied().unwrap_or(false) { shared.second } else { u32::MAX };
        let apart = ours.get(shared.first as usize).copied().unwrap_or(false);
        let first = if apart { shared.first } else { hidden.saturating_add(second.min(u32::MAX - hidden)) };
        Shared { first, second, people: shared.people }
    };
    // People are added up before they are taken in grains: many small zones together are no small zone.
    let mut sums: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    shared.iter().map(told).for_each(|Shared { first, second, people }| *sums.entry((first, second)).or_default() += people);
    sums.into_iter().map(|((first, second), people)| Shared { first, second, people }).collect()
}

/// Which zones have a count of their own.
fn counted(release: &Published, zoning: &Zoning) -> Vec<bool> {
    let any =
        |zone| release.indicators.iter().any(|(id, _)| release.told(id, &zoning.geography, zone).is_some_and(|told| told.value.is_some()));
    (0..zoning.codes.len()).map(any).collect()
}

/// Zones with a count of their own and too few inhabitants, of all with one.
fn told_apart(release: &Published, zoning: &Zoning, smallest: f64) -> (usize, usize) {
    let places: Vec<usize> = counted(release, zoning).into_iter().enumerate().filter_map(|(zone, told)| told.then_some(zone)).collect();
    let few = |zone: &&usize| zoning.people.get(**zone).copied().flatten().is_some_and(|people| people < smallest);
    (places.iter().filter(few).count(), places.len())
}

/// People in common: by the parents that are told, else by the ground in common.
async fn shared(target: &Target, finer: &Zoning, wider: &Zoning) -> Result<Vec<Shared>, Fault> {
    let people = |zone: usize| finer.people.get(zone).copied().flatten().unwrap_or(0.0);
    if let Some(parents) = finer.parents.get(&wider.geography) {
        let number = |code: &String| wider.codes.iter().position(|known| known == code).map_or(u32::MAX, |place| place as u32);
        let one = |(zone, parent)| Shared { first: zone as u32, second: number(parent), people: people(zone) };
        return Ok(parents.iter().enumerate().map(one).collect());
    }
    let (ours, theirs) = (outlines(target, &finer.geography).await?, outlines(target, &wider.geography).await?);
    let mut found = Vec::new();
    for (zone, code) in finer.codes.iter().enumerate() {
        let Some(outline) = ours.get(code) else { continue };
        let mut outside = 1.0;
        for (other, code) in wider.codes.iter().enumerate() {
            let share = theirs.get(code).map_or(0.0, |wide| overlap::share(outline, wide));
            outside -= share;
            found.push(Shared { first: zone as u32, second: other as u32, people: share * people(zone) });
        }
        // What no zone of the other holds is a zone of its own: the rest of the world.
        found.push(Shared { first: zone as u32, second: u32::MAX, people: outside.max(0.0) * people(zone) });
    }
    Ok(found)
}

async fn outlines(target: &Target, geography: &str) -> Result<BTreeMap<String, Shape>, Fault> {
    let features = target.json(&format!("/collections/{geography}/items?limit=10000&f=json&properties=code")).await?;
    let named = |feature: &serde_json::Value| Some((feature["properties"]["code"].as_str()?.to_owned(), outline_of(&feature["geometry"])?));
    Ok(list(&features["features"]).filter_map(named).collect())
}

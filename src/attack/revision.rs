//! Revision: the same quarter in two states of the data. Where a late note changes what was released, or noise is drawn again, the
//! difference of the two is about those few notes, or halves the noise.

use std::collections::BTreeSet;

use super::client::Target;
use super::public::{Public, cells, list};
use super::report::{Attack, Outcome};
use crate::domain::Fault;
use crate::text;

/// Compares every release in every state that is still served, and looks for two releases of one period.
///
/// # Errors
/// When the instance cannot be reached.
pub async fn play(target: &Target, public: &Public) -> Result<Outcome, Fault> {
    let (mut tries, mut gained) = (0, twice(public));
    let states = states(target, &public.snapshot).await?;
    for state in &states {
        for release in &public.releases {
            for ((indicator, geography), now) in &release.columns {
                let before = target.get(&format!("/columns/{geography}/{indicator}?snapshot={state}")).await?;
                let Some(before) = before.json() else { continue };
                tries += 1;
                gained += usize::from(cells(&before) != *now);
            }
        }
    }
    tries += public.releases.len();
    let states = states.len();
    Ok(Outcome::gained(
        Attack::Revision,
        gained,
        tries,
        text!(
            "{gained} de {tries} colonnes et périodes changées entre cet état et les {states} autres encore servis",
            "{gained} of {tries} columns and periods changed between this state and the {states} others still served"
        ),
    ))
}

/// Releases that speak of a period another one speaks of, or of none that is a quarter: their difference is a window of its own.
fn twice(public: &Public) -> usize {
    let mut seen = BTreeSet::new();
    public.releases.iter().filter(|release| release.quarter.is_none() || !seen.insert(release.quarter)).count()
}

/// States served before this one, as the history names them.
async fn states(target: &Target, now: &str) -> Result<BTreeSet<String>, Fault> {
    let history = target.get("/changes/history").await?.json().unwrap_or_default();
    let named = list(&history["entries"]).flat_map(|entry| [&entry["snapshot"], &entry["before"]]).filter_map(|state| state.as_str());
    let mut states: BTreeSet<String> = BTreeSet::new();
    for state in named.filter(|state| *state != now) {
        if !states.contains(state) && target.get(&format!("/atlas?snapshot={state}")).await?.status == 200 {
            states.insert(state.to_owned());
        }
    }
    Ok(states)
}

//! Attacks whose success takes the truth to tell: on throw-away instances, where it was chosen by lot whether somebody was met. Each
//! quarter is a trial of its own, with noise of its own; all else is the same and known to the attacker.

use super::bounds::{assumptions, table};
use super::client::Target;
use super::figures;
use super::public::{Public, Published, Zoning};
use super::report::{Attack, Outcome};
use crate::disclosure::attack::hidden::range;
use crate::disclosure::attack::likelihood::{Told, score};
use crate::disclosure::attack::ranking::largest_area;
use crate::disclosure::ledger::Rho;
use crate::disclosure::release::Counted;
use crate::domain::{Fault, Text};

/// Releases without and with what is looked for that a verdict takes, of each kind.
pub const FEWEST: usize = 24;

/// One quarter, and what was planted in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// Its place among the releases, from the oldest.
    pub release: usize,
    /// Whether somebody more was met where many are.
    pub among_many: bool,
    /// Whether somebody more was met where few are, in a zone whose count is hidden.
    pub among_few: bool,
    /// Whether a note of the quarter came after its release.
    pub late: bool,
}

/// What was planted.
#[derive(Debug, Clone, PartialEq)]
pub struct Planted {
    /// The finest geography.
    pub geography: String,
    /// The zone where many are met.
    pub many: String,
    /// The zone where few are.
    pub few: String,
    /// What the one looked for is counted as.
    pub counted: Vec<Counted>,
    /// What a release cost.
    pub rho: Rho,
    /// The quarters.
    pub trials: Vec<Trial>,
}

/// What the instance publishes of what was planted.
pub struct Reading(Public);

impl Planted {
    /// Reads the releases, as anybody may.
    ///
    /// # Errors
    /// When the instance cannot be reached.
    pub async fn read(&self, target: &Target) -> Result<Reading, Fault> {
        let codes: Vec<String> = self.counted.iter().map(|counted| counted.code()).collect();
        let wanted = |release: &Published, id: &str| codes.iter().any(|code| figures::named(code, release) == Some(id));
        Ok(Reading(Public::read_of(target, wanted).await?))
    }

    /// Membership, linkage and linear programming.
    pub fn attack(&self, reading: &Reading) -> Vec<Outcome> {
        let bound = largest_area(self.rho);
        let ranked = |attack, among: fn(&Trial) -> bool, score: &dyn Fn(&Scene<'_>) -> f64, seen: Text| {
            let scores = self.scores(&reading.0, among, score);
            Outcome::ranked(attack, [&scores[0], &scores[1]], bound, seen)
        };
        vec![
            ranked(
                Attack::Membership,
                |trial| trial.among_many,
                &|scene| scene.likelihood(self.rho),
                Text::new("rapport de vraisemblance sur toute la publication", "likelihood ratio on the whole release"),
            ),
            ranked(
                Attack::Linkage,
                |trial| trial.among_many,
                &|scene| scene.difference(),
                Text::new("commune moins les autres quartiers dits", "municipality less the other neighbourhoods told"),
            ),
            ranked(
                Attack::LinearProgram,
                |trial| trial.among_few,
                &|scene| scene.middle(),
                Text::new("milieu de l’intervalle d’une case cachée", "middle of the range of a hidden cell"),
            ),
        ]
    }

    /// Revision: whether notes that came late change what was released.
    pub fn revised(&self, before: &Reading, after: &Reading) -> Outcome {
        let change = |trial: &Trial| match (before.0.releases.get(trial.release), after.0.releases.get(trial.release)) {
            (Some(before), Some(after)) => {
                let cells = before.columns.iter().flat_map(|(key, cells)| cells.iter().zip(after.columns.get(key).into_iter().flatten()));
                cells.filter(|(before, after)| before != after).count() as f64
            }
            // A release that is gone tells as much as one that changed.
            (one, other) => f64::from(u8::from(one.is_some() != other.is_some())),
        };
        let of = |late: bool| self.trials.iter().filter(move |trial| trial.late == late).map(change).collect::<Vec<f64>>();
        let seen = Text::new("une note venue après la publication du trimestre", "a note that came after the release of its quarter");
        Outcome::ranked(Attack::Revision, [&of(false), &of(true)], largest_area(self.rho), seen)
    }

    /// Scores of trials without and with.
    fn scores(&self, public: &Public, among: fn(&Trial) -> bool, score: &dyn Fn(&Scene<'_>) -> f64) -> [Vec<f64>; 2] {
        let mut scores = [Vec::new(), Vec::new()];
        let Some(zoning) = public.zonings.iter().find(|zoning| zoning.geography == self.geography) else { return scores };
        for trial in &self.trials {
            let Some(release) = public.releases.get(trial.release) else { continue };
            scores[usize::from(among(trial))].push(score(&Scene { public, zoning, release, planted: self }));
        }
        scores
    }
}

/// One release in the eyes of the attacker.
struct Scene<'a> {
    public: &'a Public,
    zoning: &'a Zoning,
    release: &'a Published,
    planted: &'a Planted,
}

impl Scene<'_> {
    fn ids(&self) -> impl Iterator<Item = &str> {
        self.release.indicators.iter().map(|(id, _)| id.as_str())
    }

    fn place(&self, code: &str) -> Option<usize> {
        self.zoning.codes.iter().position(|known| known == code)
    }

    /// The wider zone of a zone, where the release is told by one: its zoning, and its place there.
    fn wider(&self, zone: usize) -> Option<(&Zoning, usize)> {
        self.public.zonings.iter().skip(1).find_map(|wider| {
            let parent = self.zoning.parents.get(&wider.geography)?.get(zone)?;
            Some((wider, wider.codes.iter().position(|code| code == parent)?))
        })
    }

    fn value(&self, id: &str, geography: &str, zone: usize) -> Option<f64> {
        self.release.told(id, geography, zone)?.value
    }

    /// Everything else is the same in all trials: what is known falls out of the comparison.
    fn likelihood(&self, rho: Rho) -> f64 {
        let Some(zone) = self.place(&self.planted.many) else { return f64::NAN };
        let told = self.ids().map(|id| {
            let wider = self.wider(zone).and_then(|(wider, place)| self.value(id, &wider.geography, place));
            Told { values: [self.value(id, &self.zoning.geography, zone), wider, None], known: [0.0; 3] }
        });
        score(&told.collect::<Vec<_>>(), rho)
    }

    /// What the municipality leaves to the zone once the other zones that are told are taken from it.
    fn difference(&self) -> f64 {
        let Some((zone, (wider, place))) = self.place(&self.planted.many).and_then(|zone| Some((zone, self.wider(zone)?))) else {
            return f64::NAN;
        };
        let Some(parents) = self.zoning.parents.get(&wider.geography) else { return f64::NAN };
        let siblings: Vec<usize> = (0..parents.len()).filter(|other| *other != zone && parents[*other] == parents[zone]).collect();
        let of = |id: &str| {
            let others: f64 = siblings.iter().filter_map(|other| self.value(id, &self.zoning.geography, *other)).sum();
            self.value(id, &wider.geography, place).unwrap_or(0.0) - others
        };
        self.ids().map(of).sum()
    }

    /// The middle of what the hidden zone can be; its count where it is not hidden after all.
    fn middle(&self) -> f64 {
        let Some(zone) = self.place(&self.planted.few) else { return f64::NAN };
        let of = |id: &str| {
            if let Some(value) = self.value(id, &self.zoning.geography, zone) {
                return value;
            }
            let (cells, sums) = table(self.public, self.release, id);
            let assumed = assumptions(&cells, &std::collections::BTreeSet::new()).swap_remove(0);
            range(&assumed, &sums, zone).filter(|range| range.high.is_finite()).map_or(0.0, |range| f64::midpoint(range.low, range.high))
        };
        self.ids().map(of).sum()
    }
}

impl Reading {
    /// How many releases were read.
    pub const fn releases(&self) -> usize {
        self.0.releases.len()
    }

    /// Adds the releases of another instance, over the same town.
    pub fn extend(&mut self, other: Self) {
        self.0.releases.extend(other.0.releases);
    }
}

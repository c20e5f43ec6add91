//! Who gains and who loses, group by group: counts where the territory has them, rates of a count elsewhere.

use serde::Serialize;
use utoipa::ToSchema;

use super::compare::Moved;
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::Basis;
use crate::diagnosis::columns::bounds;
use crate::diagnosis::editions::{Edition, nearest, newest};
use crate::domain::{Flag, Interval, Measure, Text, Unit};

/// A group of people or households.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// All who live there.
    Everyone,
    /// Poor at 60 % of the median.
    Poor,
    /// Aged 75 and over.
    #[serde(rename = "aged_75_plus")]
    Aged75Plus,
    /// Aged 60 to 74.
    #[serde(rename = "aged_60_74")]
    Aged60To74,
    /// Under 20.
    #[serde(rename = "under_20")]
    Under20,
    /// Families with one parent.
    LoneParents,
    /// Recipients of minimum income.
    Rsa,
    /// Job seekers.
    JobSeekers,
    /// Recipients of the disability allowance.
    Disability,
    /// Households without a car.
    WithoutCar,
}

/// One group's gains and losses.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct GroupChange {
    /// The group.
    pub code: Group,
    /// What it is called.
    pub label: Text,
    /// What is counted.
    pub unit: Unit,
    /// Those who have a service within the limit only after.
    pub newly_covered: Measure,
    /// Those who had one only before.
    pub no_longer_covered: Measure,
    /// Zones concerned where the group is not known: the intervals allow for them.
    pub unknown_zones: u32,
    /// The indicators behind it.
    pub indicators: Vec<Basis>,
}

/// A group that cannot be told.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MissingGroup {
    /// The group.
    pub code: Group,
    /// What it is called.
    pub label: Text,
    /// Why.
    pub reason: Text,
}

/// How a group is counted.
struct Recipe {
    group: Group,
    unit: Unit,
    /// The count, or the rate of `over`; of several codes, the first loaded.
    codes: &'static [&'static str],
    /// What a rate is a rate of.
    over: Option<&'static [&'static str]>,
}

const PERSONS: &[&str] = &["tax_persons", "population", "persons_in_principal_residences"];
const HOUSEHOLDS: &[&str] = &["principal_residences", "tax_households"];

const fn count(group: Group, unit: Unit, codes: &'static [&'static str]) -> Recipe {
    Recipe { group, unit, codes, over: None }
}

const fn rate(group: Group, unit: Unit, codes: &'static [&'static str], over: &'static [&'static str]) -> Recipe {
    Recipe { group, unit, codes, over: Some(over) }
}

const RECIPES: [Recipe; 9] = [
    rate(Group::Poor, Unit::Persons, &["poverty_rate"], PERSONS),
    count(Group::Aged75Plus, Unit::Persons, &["population_75_plus"]),
    count(Group::Aged60To74, Unit::Persons, &["population_60_74"]),
    count(Group::Under20, Unit::Persons, &["population_0_19"]),
    count(Group::LoneParents, Unit::Claimants, &["caf_lone_parents"]),
    count(Group::Rsa, Unit::Claimants, &["rsa_recipients"]),
    count(Group::JobSeekers, Unit::Persons, &["job_seekers_abc", "job_seekers"]),
    count(Group::Disability, Unit::Claimants, &["caf_disability_allowance"]),
    rate(Group::WithoutCar, Unit::Households, &["households_without_car"], HOUSEHOLDS),
];

impl Group {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Everyone => Text::new("Habitants", "People"),
            Self::Poor => Text::new("Personnes pauvres (seuil de 60 %)", "Poor people (60% threshold)"),
            Self::Aged75Plus => Text::new("75 ans et plus", "Aged 75 and over"),
            Self::Aged60To74 => Text::new("60 à 74 ans", "Aged 60 to 74"),
            Self::Under20 => Text::new("Moins de 20 ans", "Under 20"),
            Self::LoneParents => Text::new("Familles monoparentales allocataires", "Lone-parent families on benefits"),
            Self::Rsa => Text::new("Allocataires du RSA", "Recipients of minimum income (RSA)"),
            Self::JobSeekers => Text::new("Demandeurs d’emploi", "Job seekers"),
            Self::Disability => Text::new("Allocataires de l’AAH", "Recipients of the disability allowance (AAH)"),
            Self::WithoutCar => Text::new("Ménages sans voiture", "Households without a car"),
        }
    }
}

/// Gains and losses of each group that can be told, and those that cannot.
pub fn groups(atlas: &Atlas, layer: &Layer, people: Option<&Basis>, moved: &Moved) -> (Vec<GroupChange>, Vec<MissingGroup>) {
    let everyone = people.and_then(|basis| Some((basis, layer.column(&basis.indicator)?)));
    let everywhere = vec![Measure::missing(); layer.zones.len()];
    let most = everyone.map_or(everywhere.as_slice(), |(_, counts)| counts);
    let mut told = Vec::new();
    let mut missing = Vec::new();
    match everyone {
        Some((basis, counts)) => told.push(change(Group::Everyone, Unit::Persons, vec![basis.clone()], counts, most, moved)),
        None => missing.push(absent(Group::Everyone)),
    }
    for recipe in &RECIPES {
        match counted(atlas, layer, recipe) {
            Some((bases, counts)) => told.push(change(recipe.group, recipe.unit, bases, &counts, most, moved)),
            None => missing.push(absent(recipe.group)),
        }
    }
    (told, missing)
}

fn change(group: Group, unit: Unit, indicators: Vec<Basis>, counts: &[Measure], most: &[Measure], moved: &Moved) -> GroupChange {
    let (newly_covered, without_gain) = total(counts, |zone| moved.gained[zone], most);
    let (no_longer_covered, without_loss) = total(counts, |zone| moved.lost[zone], most);
    let unknown_zones = without_gain + without_loss;
    GroupChange { code: group, label: group.label(), unit, newly_covered, no_longer_covered, unknown_zones, indicators }
}

fn absent(group: Group) -> MissingGroup {
    let reason = Text::new("aucune donnée chargée ne les compte dans ce maillage", "nothing loaded counts them in this geography");
    MissingGroup { code: group, label: group.label(), reason }
}

/// The members of a group in each zone, and the indicators that say it.
fn counted(atlas: &Atlas, layer: &Layer, recipe: &Recipe) -> Option<(Vec<Basis>, Vec<Measure>)> {
    let part = recipe.codes.iter().find_map(|code| newest(atlas, layer, code))?;
    let Some(over) = recipe.over else { return Some((vec![Basis::of(part.indicator)], part.values.to_vec())) };
    let whole = over.iter().find_map(|code| nearest(atlas, layer, code, part.indicator.vintage))?;
    let scale = if part.indicator.unit == Unit::Percent { 0.01 } else { 1.0 };
    let product = |(rate, whole): (&Measure, &Measure)| times(*rate, *whole, scale);
    Some((bases(&part, &whole), part.values.iter().zip(whole.values).map(product).collect()))
}

fn bases(part: &Edition<'_>, whole: &Edition<'_>) -> Vec<Basis> {
    vec![Basis::of(part.indicator), Basis::of(whole.indicator)]
}

fn times(rate: Measure, whole: Measure, scale: f64) -> Measure {
    let (Some(rate_bounds), Some(whole_bounds)) = (bounds(rate), bounds(whole)) else {
        return if rate.flag() == Flag::Withheld || whole.flag() == Flag::Withheld { Measure::withheld() } else { Measure::missing() };
    };
    let ((low, value, high), (least, middle, most)) = (rate_bounds, whole_bounds);
    Measure::estimated(scale * value * middle, Interval::new(scale * low * least, scale * high * most))
}

/// The sum over zones of a share of their members, and in how many zones with a share the number is not known.
///
/// # Returns
/// An interval that carries those of the counts; zones whose number is not known count for nobody at the low end
/// and for everyone there (`most`) at the high end. Missing, or withheld, when no zone with a share is known, or
/// when nobody knows how many live in one of the others.
pub fn total(counts: &[Measure], share: impl Fn(usize) -> f64, most: &[Measure]) -> (Measure, u32) {
    let (mut value, mut low, mut high, mut known, mut unknown) = (0.0, 0.0, Some(0.0), 0_u32, 0_u32);
    let (mut withheld, mut touched) = (false, false);
    for (zone, count) in counts.iter().enumerate() {
        let share = share(zone);
        if share <= 0.0 {
            continue;
        }
        touched = true;
        if let Some((least, middle, greatest)) = bounds(*count) {
            value += share * middle;
            low += share * least;
            high = high.map(|high| high + share * greatest);
            known += 1;
        } else {
            withheld |= count.flag() == Flag::Withheld;
            high = high.zip(bounds(most[zone])).map(|(high, (_, _, all))| high + share * all);
            unknown += 1;
        }
    }
    let nobody_known = counts.iter().all(|count| count.value().is_none());
    let measure = match (known, touched) {
        (0, true) => {
            if withheld {
                Measure::withheld()
            } else {
                Measure::missing()
            }
        }
        (0, false) if nobody_known => Measure::missing(),
        _ => Measure::estimated(value, high.and_then(|high| Interval::new(low.min(value), high.max(value)))),
    };
    (measure, unknown)
}

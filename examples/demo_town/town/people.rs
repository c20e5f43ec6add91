//! Who lives where: population, households and incomes of each neighbourhood.

use super::chance::Chance;
use super::income::{Income, POVERTY_LINE};
use super::zones::{Form, Sketch};

/// The people of one neighbourhood.
#[derive(Debug, Clone)]
pub struct People {
    /// The neighbourhood.
    pub sketch: Sketch,
    /// Men and women by age: 0–19, 20–24, 25–39, 40–59, 60–74, 75 and over.
    pub ages: [[u32; 2]; 6],
    /// Main residences.
    pub residences: u32,
    /// People living in them.
    pub housed: u32,
    /// Occasional, second and vacant dwellings.
    pub empty: [u32; 3],
    /// Tax households.
    pub households: u32,
    /// People in tax households; halves are children shared by two.
    pub taxed: f64,
    /// Consumption units in tax households.
    pub units: f64,
    /// Declared income by consumption unit.
    pub declared: Income,
    /// Disposable income by consumption unit.
    pub disposable: Income,
    /// Share of people under the poverty line, in percent.
    pub poverty: f64,
}

impl People {
    /// Settles a neighbourhood.
    pub fn settle(sketch: &Sketch, chance: &mut Chance) -> Self {
        let population = sketch.people + chance.below(10) as u32;
        let residences = f64::from(population) * 0.985 / household_size(sketch.form) * chance.between(0.98, 1.02);
        let housed = f64::from(population) * 0.985;
        let (households, taxed) = ((residences * 0.965).round(), (housed * 0.975 * 2.0).round() / 2.0);
        let declared = Income::declared(sketch);
        let disposable = declared.disposable();
        let shares = [0.003, 0.012, vacancy(sketch.form)].map(|share| (residences * share * chance.between(0.7, 1.3)) as u32);
        Self {
            sketch: *sketch,
            ages: ages(sketch.form, population, chance),
            residences: residences.round() as u32,
            housed: housed.round() as u32,
            empty: shares,
            households: households as u32,
            taxed,
            units: households * (1.0 + 0.44 * (taxed / households - 1.0)),
            declared,
            disposable,
            poverty: poverty(sketch.form, disposable, chance),
        }
    }

    /// Everyone.
    pub fn population(&self) -> u32 {
        self.ages.iter().flatten().sum()
    }

    /// People of working age, 20 to 59.
    pub fn of_working_age(&self) -> u32 {
        self.ages[1..4].iter().flatten().sum()
    }
}

/// A whole number shared out in proportion, without losing any.
pub fn split<const N: usize>(total: u32, shares: [f64; N]) -> [u32; N] {
    let sum: f64 = shares.iter().sum();
    let (mut reached, mut given) = (0.0, 0);
    shares.map(|share| {
        reached += share / sum;
        let part = ((f64::from(total) * reached).round() as u32).min(total) - given;
        given += part;
        part
    })
}

/// The poverty rate: what incomes say, unevenly, and in the old town the students, who are poor
/// without having a right to RSA.
fn poverty(form: Form, disposable: Income, chance: &mut Chance) -> f64 {
    let students = if form == Form::Centre { chance.between(1.0, 7.0) } else { 0.0 };
    let uneven = (0.17 * chance.normal()).clamp(-0.35, 0.35).exp();
    100.0 * disposable.share_below(POVERTY_LINE) * uneven.min(1.12) + students + chance.between(0.6, 2.6)
}

fn household_size(form: Form) -> f64 {
    match form {
        Form::Centre => 1.65,
        Form::Faubourg => 1.92,
        Form::GardenCity => 2.12,
        Form::Estate => 2.55,
        Form::Suburb => 2.32,
        Form::Village => 2.38,
        Form::Activity | Form::Park => 2.1,
    }
}

fn vacancy(form: Form) -> f64 {
    match form {
        Form::Centre => 0.14,
        Form::Faubourg => 0.10,
        _ => 0.06,
    }
}

fn ages(form: Form, population: u32, chance: &mut Chance) -> [[u32; 2]; 6] {
    const WOMEN: [f64; 6] = [0.49, 0.51, 0.51, 0.51, 0.53, 0.62];
    let pyramid = match form {
        Form::Centre => [0.14, 0.15, 0.26, 0.22, 0.14, 0.09],
        Form::Faubourg => [0.21, 0.08, 0.22, 0.25, 0.14, 0.10],
        Form::GardenCity => [0.24, 0.07, 0.19, 0.25, 0.15, 0.10],
        Form::Estate => [0.35, 0.09, 0.22, 0.20, 0.10, 0.04],
        Form::Suburb => [0.23, 0.05, 0.14, 0.28, 0.20, 0.10],
        Form::Village => [0.22, 0.04, 0.14, 0.28, 0.20, 0.12],
        Form::Activity | Form::Park => [0.20, 0.08, 0.27, 0.30, 0.11, 0.04],
    };
    let by_age = split(population, pyramid.map(|share| share * chance.between(0.93, 1.07)));
    std::array::from_fn(|age| split(by_age[age], [1.0 - WOMEN[age], WOMEN[age]]))
}

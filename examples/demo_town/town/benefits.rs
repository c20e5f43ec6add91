//! Who receives what: claimants of the CAF by neighbourhood, and the planted silence.
//!
//! # The model of RSA
//! Households fall into four bands of declared income by consumption unit; in each band lone parents
//! and others receive RSA at the rates of [`RATES`]. The recipients expected in a neighbourhood are
//! `E = H · Σ_b share_b · (λ · lone_b + (1 − λ) · other_b)`, with `H` its tax households and `λ` its
//! share of lone parents. Recipients are drawn as Poisson counts around `E`, times an unevenness of
//! 4 %, times [`SILENCE`] in the neighbourhoods of [`SILENT`].

use super::chance::Chance;
use super::people::{People, split};
use super::zones::{Form, SILENT};

/// Upper bounds of the bands, in euros a year; the last band has none.
pub const BANDS: [f64; 3] = [5_000.0, 10_000.0, 15_000.0];

/// Share receiving RSA in each band: lone parents, others.
pub const RATES: [[f64; 2]; 4] = [[0.50, 0.32], [0.28, 0.15], [0.10, 0.045], [0.008, 0.003]];

/// What remains of the expected recipients where rights are not taken up.
pub const SILENCE: f64 = 0.55;

/// Standard deviation of the unevenness between neighbourhoods.
const UNEVENNESS: f64 = 0.04;

/// Claimants of one neighbourhood.
#[derive(Debug, Clone)]
pub struct Benefits {
    /// RSA recipients that income and families lead to expect.
    pub expected_rsa: f64,
    /// RSA recipients.
    pub rsa: u32,
    /// Claimants: single, lone parents, couples without children, couples with children.
    pub families: [u32; 4],
    /// Of which couples with three children or more.
    pub large_families: u32,
    /// People covered.
    pub covered: u32,
    /// Housing aid, and of which APL.
    pub housing: [u32; 2],
    /// Allowance for disabled adults.
    pub disabled: u32,
    /// Of the RSA recipients, those without work.
    pub rsa_basic: u32,
    /// More than half of the income from benefits, and all of it.
    pub dependent: [u32; 2],
}

impl Benefits {
    /// Draws the claimants of a neighbourhood; RSA recipients from a stream of their own.
    pub fn draw(people: &People, chance: &mut Chance, luck: &mut Chance) -> Self {
        let expected_rsa = expected_rsa(people);
        let silence = if SILENT.contains(&people.sketch.code().as_str()) { SILENCE } else { 1.0 };
        let unevenness = (1.0 + UNEVENNESS * luck.normal()).max(0.5);
        let rsa = luck.poisson(expected_rsa * silence * unevenness);
        let families = families(people, rsa, chance);
        let claimants: u32 = families.iter().sum();
        let part = |share: f64| (f64::from(claimants) * share).round() as u32;
        let housing = part((0.30 + people.poverty / 130.0).min(0.72) * chance.between(0.96, 1.04));
        let disabled = part(0.055 * chance.between(0.8, 1.2));
        let dependent = ((f64::from(rsa) * 1.08 + f64::from(disabled) * 0.6).round() as u32).min(claimants);
        Self {
            expected_rsa,
            rsa,
            large_families: (f64::from(families[3]) * large_share(people.sketch.form)).round() as u32,
            covered: covered(people, families),
            families,
            housing: [housing, (f64::from(housing) * apl_share(people.sketch.form)).round() as u32],
            disabled,
            rsa_basic: (f64::from(rsa) * chance.between(0.76, 0.86)).round() as u32,
            dependent: [dependent, (f64::from(dependent) * chance.between(0.58, 0.66)).round() as u32],
        }
    }

    /// All claimants.
    pub fn claimants(&self) -> u32 {
        self.families.iter().sum()
    }
}

/// Recipients that income and family structure lead to expect.
pub fn expected_rsa(people: &People) -> f64 {
    let below = BANDS.map(|income| people.declared.share_declaring_below(income));
    let shares = [below[0], below[1] - below[0], below[2] - below[1], 1.0 - below[2]];
    let lone = people.sketch.lone_parents;
    let rate: f64 = shares.iter().zip(RATES).map(|(share, [alone, other])| share * (lone * alone + (1.0 - lone) * other)).sum();
    f64::from(people.households) * rate
}

/// Claimants by family; lone parents are nearly all claimants, so they tell the share of lone parents.
fn families(people: &People, rsa: u32, chance: &mut Chance) -> [u32; 4] {
    let lone_share = people.sketch.lone_parents;
    let claiming = (0.24 + people.poverty / 115.0 + lone_share * 0.4 + young_share(people) * 0.5).min(0.84);
    let claimants = ((f64::from(people.households) * claiming * chance.between(0.97, 1.03)).round() as u32).max(rsa);
    let lone = (f64::from(people.households) * lone_share * chance.between(0.86, 0.92)).round() as u32;
    let others = match people.sketch.form {
        Form::Centre => [0.72, 0.10, 0.18],
        Form::Faubourg => [0.52, 0.11, 0.37],
        Form::Estate => [0.36, 0.09, 0.55],
        Form::GardenCity => [0.42, 0.11, 0.47],
        _ => [0.25, 0.09, 0.66],
    };
    let [single, couple, with_children] = split(claimants - lone.min(claimants), others);
    [single, lone.min(claimants), couple, with_children]
}

fn young_share(people: &People) -> f64 {
    f64::from(people.ages[1].iter().sum::<u32>()) / f64::from(people.population().max(1))
}

fn large_share(form: Form) -> f64 {
    if form == Form::Estate { 0.36 } else { 0.19 }
}

fn apl_share(form: Form) -> f64 {
    match form {
        Form::Estate => 0.88,
        Form::GardenCity => 0.71,
        _ => 0.38,
    }
}

/// People covered, never more than live there.
fn covered(people: &People, [single, lone, couple, with_children]: [u32; 4]) -> u32 {
    let per_family = if people.sketch.form == Form::Estate { 4.15 } else { 3.85 };
    let covered = f64::from(single) + 2.6 * f64::from(lone) + 2.0 * f64::from(couple) + per_family * f64::from(with_children);
    covered.round().min(0.94 * f64::from(people.population())) as u32
}

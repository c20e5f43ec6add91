//! Filosofi by IRIS, in the spelling of the 2021 edition: semicolons, decimal commas, `ns` and `nd`.

use super::chance::Chance;
use super::insee_tables::decimal;
use super::people::People;
use super::place::decimals;
use super::zones::{Form, ZONES};

/// Communes below this many people are not in the file.
const PUBLISHED_FROM: u32 = 5_000;

/// Neighbourhoods where so few are poor that the rate is not available.
const RATE_UNAVAILABLE: [&str; 2] = ["001010606", "001020102"];

/// Writes the table.
pub fn write(everyone: &[People]) -> Vec<u8> {
    let mut chance = Chance::of_part(8);
    let columns: Vec<String> = COLUMNS.iter().map(|column| format!("DISP_{column}21")).collect();
    let published = everyone.iter().filter(|people| commune_people(people.sketch.commune) >= PUBLISHED_FROM);
    let rows = published.map(|people| format!("{};{}\r\n", people.sketch.code(), row(people, &mut chance).join(";")));
    let head = format!("IRIS;{}\r\n", columns.join(";"));
    std::iter::once(head).chain(rows).collect::<String>().into_bytes()
}

/// Two years before: an edition of the same layout, whose columns are fewer. The estates of the south-east have grown
/// poorer since, those of the north less poor; elsewhere little has moved.
pub fn write_2019(everyone: &[People]) -> Vec<u8> {
    let mut chance = Chance::of_part(18);
    let published = everyone.iter().filter(|people| commune_people(people.sketch.commune) >= PUBLISHED_FROM);
    let rows = published.map(|people| format!("{};{}\r\n", people.sketch.code(), former(people, &mut chance).join(";")));
    std::iter::once("IRIS;DISP_TP6019;DISP_INCERT19;DISP_MED19\r\n".to_owned()).chain(rows).collect::<String>().into_bytes()
}

/// Poorer since, and less poor since, by the first digits of their neighbourhoods.
const GROWN_POORER: [&str; 1] = ["0010107"];
const GROWN_LESS_POOR: [&str; 2] = ["00101080", "0010301"];

fn former(people: &People, chance: &mut Chance) -> Vec<String> {
    let code = people.sketch.code();
    let is_in = |places: &[&str]| places.iter().any(|place| code.starts_with(place)) && people.sketch.form == Form::Estate;
    let since = if is_in(&GROWN_POORER) {
        chance.between(3.4, 5.2)
    } else if is_in(&GROWN_LESS_POOR) {
        chance.between(-4.6, -3.0)
    } else {
        chance.between(-0.8, 0.8)
    };
    if matches!(people.sketch.form, Form::Activity | Form::Park) {
        return vec!["ns".to_owned(); 3];
    }
    let median = people.disposable.quantile(0.5) * (1.0 - 0.035 + since / 200.0);
    let mut cells = rate(&People { poverty: (people.poverty - since).max(1.0), ..people.clone() });
    cells.push(decimal((median / 10.0).round() * 10.0, 0));
    cells
}

fn commune_people(commune: usize) -> u32 {
    ZONES.iter().filter(|sketch| sketch.commune == commune).map(|sketch| sketch.people).sum()
}

const COLUMNS: [&str; 29] = [
    "TP60", "INCERT", "Q1", "MED", "Q3", "EQ", "D1", "D2", "D3", "D4", "D6", "D7", "D8", "D9", "RD", "S80S20", "GI", "PACT", "PTSA",
    "PCHO", "PBEN", "PPEN", "PPAT", "PPSOC", "PPFAM", "PPMINI", "PPLOGT", "PIMPOT", "NOTE",
];

fn row(people: &People, chance: &mut Chance) -> Vec<String> {
    let shares = shares(people, chance);
    if matches!(people.sketch.form, Form::Activity | Form::Park) {
        return vec!["ns".to_owned(); COLUMNS.len()];
    }
    let income = people.disposable;
    let euros = |share: f64| (income.quantile(share) / 10.0).round() * 10.0;
    let [q1, median, q3] = [0.25, 0.5, 0.75].map(euros);
    let tenths = [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9].map(euros);
    let mut cells = rate(people);
    cells.extend([q1, median, q3].map(|value| decimal(value, 0)));
    cells.push(decimal((q3 - q1) / median, 2));
    cells.extend(tenths.map(|value| decimal(value, 0)));
    cells.extend([decimal(tenths[7] / tenths[0], 1), decimal(income.fifths(), 1), decimal(income.gini(), 3)]);
    cells.extend(shares.map(|share| decimal(share, 1)));
    cells.push(if people.sketch.form == Form::Estate { "1" } else { "0" }.to_owned());
    cells
}

/// The poverty rate and the half-width of its interval.
fn rate(people: &People) -> Vec<String> {
    if RATE_UNAVAILABLE.contains(&people.sketch.code().as_str()) {
        return vec!["nd".to_owned(); 2];
    }
    let share = people.poverty / 100.0;
    let uncertain = 196.0 * (share * (1.0 - share) / f64::from(people.households)).sqrt();
    vec![decimal(people.poverty, 1), decimal(uncertain, 1)]
}

/// Where incomes come from, in percent: activity (wages, unemployment, self-employment), pensions,
/// assets, benefits (family, minimum income, housing), less taxes. They add up to a hundred.
fn shares(people: &People, chance: &mut Chance) -> [f64; 11] {
    let part = |value: f64| decimals(value, 1);
    let poverty = people.poverty / 100.0;
    let old = f64::from(people.ages[4].iter().chain(&people.ages[5]).sum::<u32>()) / f64::from(people.population());
    let [family, minimum, housing] = [1.2 + 14.0 * poverty, 0.6 + 18.0 * poverty, 0.3 + 13.0 * poverty].map(part);
    let benefits = part(family + minimum + housing);
    let taxes = part(-(8.0 + 12.0 * people.declared.median / 20_000.0) * chance.between(0.95, 1.05));
    let pensions = part((10.0 + 80.0 * old) * chance.between(0.95, 1.05));
    let assets = part(2.5 + 6.0 * people.declared.median / 20_000.0);
    let activity = part(100.0 - benefits - taxes - pensions - assets);
    let unemployment = part(2.2 + 6.5 * poverty);
    let own = part(activity * 0.05);
    [activity, part(activity - unemployment - own), unemployment, own, pensions, assets, benefits, family, minimum, housing, taxes]
}

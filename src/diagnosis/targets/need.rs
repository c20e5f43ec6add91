//! Social need: which indicators speak to which theme, and how they make a score.

use super::{Figure, Theme, Told};
use crate::analysis::index::{Part, weighted_mean};
use crate::analysis::rank::Scale;
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::columns::bounds;
use crate::diagnosis::editions::{Edition, nearest, newest};
use crate::diagnosis::wording::{number, percent, whole};
use crate::domain::{DatasetId, Direction, Nature, Text, Unit};
use crate::text;

/// One ingredient of need: a rate as it is, or a count over another; of several codes, the first loaded.
#[derive(Debug, Clone, Copy)]
struct Ingredient {
    codes: &'static [&'static str],
    over: Option<&'static [&'static str]>,
    more_is_need: bool,
}

const fn rate(codes: &'static [&'static str], more_is_need: bool) -> Ingredient {
    Ingredient { codes, over: None, more_is_need }
}

const fn share(codes: &'static [&'static str], over: &'static [&'static str]) -> Ingredient {
    Ingredient { codes, over: Some(over), more_is_need: true }
}

const HOUSEHOLDS: &[&str] = &["tax_households", "principal_residences", "caf_claimants"];
const PEOPLE: &[&str] = &["population", "tax_persons", "caf_persons_covered"];
const CLAIMANTS: &[&str] = &["caf_claimants"];

const POVERTY: Ingredient = rate(&["poverty_rate"], true);
const INCOME: Ingredient = rate(&["disposable_income_uc_median", "declared_income_uc_median", "income_uc_median"], false);
const MINIMUM: Ingredient = share(&["rsa_recipients"], HOUSEHOLDS);
const BENEFITS: Ingredient = share(&["caf_dependent_50"], CLAIMANTS);
const HOUSING_AID: Ingredient = share(&["caf_housing_aid"], CLAIMANTS);
const JOBLESS: Ingredient = share(&["job_seekers_abc", "job_seekers"], PEOPLE);
const LONG_JOBLESS: Ingredient = share(&["job_seekers_over_2_years"], &["job_seekers_abc", "job_seekers"]);
const LONE_PARENTS: Ingredient = share(&["caf_lone_parents"], HOUSEHOLDS);
const LARGE_FAMILIES: Ingredient = share(&["caf_large_families"], HOUSEHOLDS);
const DISABILITY: Ingredient = share(&["caf_disability_allowance"], PEOPLE);
const CARLESS: Ingredient = rate(&["households_without_car"], true);
const OVER_75: Ingredient = share(&["population_75_plus"], PEOPLE);
const OVER_60: Ingredient = share(&["population_60_74"], PEOPLE);
const UNDER_20: Ingredient = share(&["population_0_19"], PEOPLE);
const ADULTS_TO_24: Ingredient = share(&["population_20_24"], PEOPLE);

/// What speaks to a theme; all themes together take one of each kind, so that none counts twice.
const fn ingredients(theme: Option<Theme>) -> &'static [Ingredient] {
    match theme {
        None => &[POVERTY, INCOME, MINIMUM, JOBLESS, LONE_PARENTS, CARLESS, OVER_75],
        Some(Theme::AccesAuxDroits) => &[POVERTY, MINIMUM, BENEFITS, LONE_PARENTS],
        Some(Theme::MediationNumerique) => &[POVERTY, OVER_75, JOBLESS],
        Some(Theme::Sante) => &[POVERTY, OVER_75, CARLESS, DISABILITY],
        Some(Theme::SanteMentale) => &[POVERTY, JOBLESS, DISABILITY],
        Some(Theme::Addictions) => &[POVERTY, JOBLESS, ADULTS_TO_24],
        Some(Theme::LogementHebergement) => &[POVERTY, HOUSING_AID, MINIMUM],
        Some(Theme::Alimentation) => &[POVERTY, MINIMUM, LARGE_FAMILIES],
        Some(Theme::Pauvrete) => &[POVERTY, INCOME, MINIMUM, BENEFITS],
        Some(Theme::EmploiInsertion) => &[JOBLESS, LONG_JOBLESS, MINIMUM],
        Some(Theme::Mobilite) => &[CARLESS, JOBLESS, OVER_75],
        Some(Theme::Vieillissement) => &[OVER_75, OVER_60, CARLESS],
        Some(Theme::Handicap) => &[DISABILITY, CARLESS],
        Some(Theme::FamilleParentalite) => &[LONE_PARENTS, LARGE_FAMILIES, POVERTY],
        Some(Theme::JeunessePrevention) => &[UNDER_20, ADULTS_TO_24, POVERTY],
        Some(Theme::Isolement) => &[OVER_75, CARLESS, LONE_PARENTS],
        Some(Theme::Culture) => &[POVERTY, UNDER_20, CARLESS],
        Some(Theme::AideJuridique) => &[POVERTY, LONE_PARENTS, JOBLESS],
    }
}

/// Need over a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// The score of each zone, 0 to 1; `None` when under half of its parts are known.
    pub scores: Vec<Option<Part>>,
    columns: Vec<Column>,
}

/// One ingredient over a layer.
#[derive(Debug, Clone, PartialEq)]
struct Column {
    label: Text,
    form: Form,
    datasets: Vec<DatasetId>,
    /// Low, value, high.
    values: Vec<Option<(f64, f64, f64)>>,
    /// Share of zones with less need.
    scores: Vec<Option<Part>>,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Share,
    Unit(Unit),
}

impl Need {
    /// The need of every zone for a theme: the mean of its percentile scores.
    ///
    /// # Notes
    /// When none of the indicators named for the theme is loaded, every rate that speaks to the theme and
    /// says which way need lies stands in for them.
    pub fn of(atlas: &Atlas, layer: &Layer, theme: Option<Theme>) -> Self {
        let mut columns: Vec<Column> = ingredients(theme).iter().filter_map(|ingredient| column(atlas, layer, ingredient)).collect();
        if columns.is_empty() {
            columns = stand_ins(atlas, layer, theme);
        }
        let scores = (0..layer.zones.len()).map(|zone| mean(&columns, zone)).collect();
        Self { scores, columns }
    }

    /// Data sets it rests on.
    pub fn datasets(&self) -> impl Iterator<Item = DatasetId> {
        self.columns.iter().flat_map(|column| column.datasets.clone())
    }

    /// What it is made of, for the method note.
    pub fn labels(&self) -> Vec<Text> {
        self.columns.iter().map(|column| column.label.clone()).collect()
    }

    /// The two figures of a zone that speak loudest, in words; `None` when none is known.
    pub fn sentence(&self, zone: usize) -> Option<Told> {
        let mut told: Vec<(f64, Told)> = self.columns.iter().filter_map(|column| column.told(zone)).collect();
        told.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (texts, figures): (Vec<Text>, Vec<Vec<Figure>>) = told.into_iter().take(2).map(|(_, told)| told).unzip();
        let (fr, en): (Vec<String>, Vec<String>) = texts.into_iter().map(|text| (text.fr, text.en)).unzip();
        (!fr.is_empty()).then(|| (Text::new(fr.join("\u{a0}; "), en.join("; ")), figures.concat()))
    }
}

impl Column {
    /// A value with its score: `taux de pauvreté : 45 % (plus que dans 91 % des zones)`.
    fn told(&self, zone: usize) -> Option<(f64, Told)> {
        let ((_, value, _), score) = (self.values[zone]?, self.scores[zone]?.value);
        let (value, among, label) = (self.form.written(value), percent(score), &self.label);
        let fr = format!("{}\u{a0}: {} (besoin plus fort que dans {} des autres zones)", lower(&label.fr), value.fr, among.fr);
        let en = format!("{}: {} (more need than in {} of other zones)", lower(&label.en), value.en, among.en);
        let figures = [value, among].map(|words| Figure { words, sources: self.datasets.clone() });
        Some((score, (Text { fr, en }, figures.to_vec())))
    }
}

impl Form {
    fn written(self, value: f64) -> Text {
        match self {
            Self::Share | Self::Unit(Unit::Share) => number_percent(value * 100.0),
            Self::Unit(Unit::Percent) => number_percent(value),
            Self::Unit(Unit::EurosPerYear) => {
                let Text { fr, en } = whole(value);
                Text { fr: format!("{fr}\u{a0}€ par an"), en: format!("€{en} a year") }
            }
            Self::Unit(_) => number(value, 1),
        }
    }
}

fn number_percent(value: f64) -> Text {
    let Text { fr, en } = number(value, usize::from(value < 10.0));
    Text { fr: format!("{fr}\u{a0}%"), en: format!("{en}%") }
}

/// A label inside a sentence: its first letter small unless the word is an acronym.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

fn column(atlas: &Atlas, layer: &Layer, ingredient: &Ingredient) -> Option<Column> {
    let part = ingredient.codes.iter().find_map(|code| newest(atlas, layer, code))?;
    let Some(over) = ingredient.over else {
        let values = part.values.iter().map(|value| bounds(*value)).collect();
        return Some(scored(dated(&part), Form::Unit(part.indicator.unit), &[part], values, ingredient.more_is_need));
    };
    let whole = over.iter().find_map(|code| nearest(atlas, layer, code, part.indicator.vintage))?;
    let ratio = |(part, whole): (_, _)| {
        let ((low, value, high), (least, middle, most)) = (bounds(part)?, bounds(whole)?);
        (least > 0.0).then(|| (low / most, value / middle, high / least))
    };
    let values = part.values.iter().copied().zip(whole.values.iter().copied()).map(ratio).collect();
    Some(scored(over_label(&part, &whole), Form::Share, &[part, whole], values, ingredient.more_is_need))
}

fn over_label(part: &Edition<'_>, whole: &Edition<'_>) -> Text {
    let (year, part, whole) = (part.year(), &part.indicator.label, &whole.indicator.label);
    Text::new(format!("{} / {} ({year})", part.fr, lower(&whole.fr)), format!("{} / {} ({year})", part.en, lower(&whole.en)))
}

/// A label and its year.
fn dated(edition: &Edition<'_>) -> Text {
    let (year, Text { fr, en }) = (edition.year(), &edition.indicator.label);
    text!("{fr} ({year})", "{en} ({year})")
}

fn stand_ins(atlas: &Atlas, layer: &Layer, theme: Option<Theme>) -> Vec<Column> {
    let speaks = atlas.indicators.values().filter(|indicator| {
        indicator.nature == Nature::Intensive
            && indicator.direction != Direction::Neutral
            && theme.is_none_or(|theme| indicator.theme == theme)
    });
    let newest =
        speaks.filter_map(|indicator| newest(atlas, layer, &indicator.code).filter(|edition| edition.indicator.id() == indicator.id()));
    let column = |edition: Edition<'_>| {
        let values = edition.values.iter().map(|value| bounds(*value)).collect();
        let more_is_need = edition.indicator.direction == Direction::HigherIsNeed;
        scored(dated(&edition), Form::Unit(edition.indicator.unit), &[edition], values, more_is_need)
    };
    newest.map(column).collect()
}

/// Scores a column: the share of zones whose need is strictly less, at the value and at its bounds.
fn scored(label: Text, form: Form, editions: &[Edition<'_>], values: Vec<Option<(f64, f64, f64)>>, more_is_need: bool) -> Column {
    let sign = if more_is_need { 1.0 } else { -1.0 };
    let scale = Scale::of(values.iter().flatten().map(|(_, value, _)| sign * value));
    let score = |value: f64| scale.score(sign * value);
    let part = |(low, value, high): (f64, f64, f64)| {
        let (least, most) = if more_is_need { (low, high) } else { (high, low) };
        Part { low: score(least), value: score(value), high: score(most) }
    };
    let scores = values.iter().map(|value| value.map(part)).collect();
    let datasets = editions.iter().map(|edition| edition.indicator.dataset.clone()).collect();
    Column { label, form, datasets, values, scores }
}

/// Mean of the parts known, when at least half are.
fn mean(columns: &[Column], zone: usize) -> Option<Part> {
    let known: Vec<Part> = columns.iter().filter_map(|column| column.scores[zone]).collect();
    if known.is_empty() || known.len() * 2 < columns.len() {
        return None;
    }
    let mean = |of: fn(&Part) -> f64| weighted_mean(&known.iter().map(|part| Some(of(part))).collect::<Vec<_>>(), &vec![1.0; known.len()]);
    Some(Part { low: mean(|part| part.low)?, value: mean(|part| part.value)?, high: mean(|part| part.high)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::town::Town;
    use crate::domain::Geography;

    fn need(town: Town, theme: Option<Theme>) -> Need {
        let atlas = town.atlas();
        Need::of(&atlas, atlas.layer(Geography::Iris).unwrap(), theme)
    }

    #[test]
    fn the_poorest_zone_needs_most_whichever_way_the_indicator_lies() {
        let town = Town::of_zones(3).rates("poverty_rate", 2018, &[40.0, 10.0, 20.0]).rates(
            "income_uc_median",
            2009,
            &[6_000.0, 20_000.0, 15_000.0],
        );
        let found = need(town, Some(Theme::Pauvrete));
        assert_eq!(found.scores.iter().map(|score| score.unwrap().value).collect::<Vec<_>>(), [1.0, 0.0, 0.5]);
        let sentence = found.sentence(0).unwrap();
        assert!(
            sentence.0.fr.starts_with("poverty_rate (2018)\u{a0}: 40,0 (besoin plus fort que dans 100\u{a0}% des autres zones)"),
            "{}",
            sentence.0.fr
        );
    }

    #[test]
    fn counts_become_shares_of_the_nearest_year() {
        let town = Town::of_zones(2)
            .counts("rsa_recipients", 2009, &[Some(50.0), Some(50.0)])
            .counts("tax_households", 2009, &[Some(100.0), Some(1_000.0)])
            .counts("tax_households", 2020, &[Some(1.0), Some(1.0)]);
        assert!(need(town, Some(Theme::Pauvrete)).sentence(1).unwrap().0.en.contains(": 5.0% (more need than in 0% of other zones)"));
    }

    #[test]
    fn a_zone_known_by_less_than_half_is_not_scored() {
        let town = Town::of_zones(2)
            .rates("poverty_rate", 2018, &[40.0, 10.0])
            .counts("rsa_recipients", 2009, &[Some(50.0), None])
            .counts("tax_households", 2009, &[Some(100.0), None])
            .counts("caf_lone_parents", 2009, &[Some(9.0), None]);
        let scores = need(town, Some(Theme::AccesAuxDroits)).scores;
        assert!(scores[0].is_some() && scores[1].is_none());
    }

    #[test]
    fn labels_start_small_inside_a_sentence_and_acronyms_do_not() {
        assert_eq!([lower("Taux de pauvreté"), lower("RSA socle")], ["taux de pauvreté", "RSA socle"]);
    }
}

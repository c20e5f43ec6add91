//! `index`: several indicators in one score, and how firm the ranks are.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::description::Description;
use super::geometry::Features;
use super::ids::Ids;
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::{Table, TableRef};
use super::words::Word;
use crate::analysis::composite::{Normalisation, exponential, first_component, ranks, tenth};
use crate::analysis::index::{Part, Shaking, rank_intervals};
use crate::domain::{Fault, Text};
use crate::text;

/// How indicators are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Standard deviations from the mean.
    Z,
    /// The same, of a sample.
    SampleZ,
    /// Places among the zones.
    Percentile,
    /// The same over all zones, so that the least is above zero.
    PercentileOfAll,
    /// Places among the zones, ties at the lowest, as the Social Vulnerability Index.
    Svi,
    /// Between the least and the greatest.
    MinMax,
    /// The first principal component, which brings its own weights.
    Pca,
}

impl Word for Method {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("z", Self::Z),
        ("z-sample", Self::SampleZ),
        ("percentile", Self::Percentile),
        ("percentile-n", Self::PercentileOfAll),
        ("svi", Self::Svi),
        ("minmax", Self::MinMax),
        ("pca", Self::Pca),
    ];
}

/// How comparable indicators become one score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// Weighted mean.
    Mean,
    /// Weighted sum.
    Sum,
    /// The rank, stretched so that the most deprived tenth spreads over half the scale.
    Exponential,
}

impl Word for Aggregate {
    const WORDS: &'static [(&'static str, Self)] = &[("mean", Self::Mean), ("sum", Self::Sum), ("exponential", Self::Exponential)];
}

/// A number by indicator: `PctBach=-1,PctPov=1`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ByIndicator(pub BTreeMap<String, f64>);

impl FromStr for ByIndicator {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        let number = |word: &str| match word.trim() {
            "+" | "up" => Some(1.0),
            "-" | "down" => Some(-1.0),
            word => word.parse().ok().filter(|number: &f64| number.is_finite()),
        };
        let pair = |pair: &str| {
            let (name, value) = pair.rsplit_once('=')?;
            Some((name.trim().to_owned(), number(value)?)).filter(|(name, _)| !name.is_empty())
        };
        words.split(',').map(|word| pair(word).ok_or_else(|| bad_list(word))).collect::<Result<_, _>>().map(Self)
    }
}

impl ByIndicator {
    fn words(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(",")
    }
}

/// What to put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id` and a column an indicator.
    pub indicators: TableRef,
    /// Which way each points: 1, more is more of what the index speaks of; −1, less. When given, only the
    /// indicators named take part.
    pub directions: ByIndicator,
    /// How much each weighs; 1 unless said.
    pub weights: ByIndicator,
    /// How they are made comparable.
    pub method: Method,
    /// How they become one score.
    pub aggregate: Aggregate,
    /// How many times weights are shaken, for rank intervals.
    pub draws: u32,
    /// Seed of the shaking.
    pub seed: u64,
    /// Features with the same identifiers, for a result with geometry.
    pub geometry: Option<TableRef>,
}

/// Zones with every indicator.
struct Zones {
    ids: Ids,
    places: Vec<usize>,
    names: Vec<String>,
    /// One a name, turned so that more is more.
    columns: Vec<Vec<f64>>,
}

/// Indicators made comparable, and what each weighs.
struct Comparable {
    names: Vec<String>,
    columns: Vec<Vec<f64>>,
    weights: Vec<f64>,
}

/// Puts them together.
///
/// # Errors
/// Those of the table; `unknown-indicator`, `bad-weight`, `no-indicator`.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("index");
    note(options, &mut summary);
    let zones = read(options, &mut summary)?;
    let comparable = compare(options, &zones, &mut summary)?;
    let scores = scores(options, &comparable, zones.places.len());
    let ranks = ranks(&scores);
    let parts: Vec<Vec<Option<Part>>> =
        (0..scores.len()).map(|zone| comparable.columns.iter().map(|column| Some(Part::exact(column[zone]))).collect()).collect();
    let intervals = rank_intervals(&parts, &comparable.weights, Shaking { draws: options.draws, seed: options.seed });
    summary.warn_of_few_zones(scores.len());
    let columns = vec![
        ("id", Column::words(zones.ids.names().iter().map(String::as_str))),
        ("score", zones.numbers(&scores)),
        ("rank", zones.counts(ranks.iter().copied())),
        ("rank_low", zones.counts(intervals.iter().map(|interval| u64::from(interval.0)))),
        ("rank_high", zones.counts(intervals.iter().map(|interval| u64::from(interval.1)))),
        ("decile", zones.counts(ranks.iter().map(|rank| tenth(*rank, ranks.len() as u64)))),
    ];
    let mut result = MethodResult::new(columns, summary);
    if let Some(source) = &options.geometry {
        result.geometry = Some(Features::read(source)?.beside(zones.ids.names()));
    }
    Ok(result)
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("indicators", options.indicators.to_string());
    summary.option("directions", options.directions.words());
    summary.option("weights", options.weights.words());
    summary.option("method", options.method.word());
    summary.option("aggregate", options.aggregate.word());
    summary.option("draws", options.draws);
    summary.option("seed", options.seed);
}

fn read(options: &Options, summary: &mut Summary) -> Result<Zones, Fault> {
    let table = Table::open(&options.indicators)?;
    let id = table.require("id")?;
    let directions = &options.directions.0;
    let columns = if directions.is_empty() {
        table.others(&[&id])
    } else {
        directions.keys().map(|name| table.require(name)).collect::<Result<Vec<_>, _>>()?
    };
    let names: Vec<String> = columns.iter().map(|column| column.name().to_owned()).collect();
    if let Some(stranger) = options.weights.0.keys().find(|name| !names.contains(name)) {
        return Err(unknown_indicator(stranger, &names));
    }
    let (mut ids, mut rows) = (Ids::default(), Vec::new());
    table.each(|row, number| {
        ids.add(row, &id, number)?;
        rows.push(columns.iter().map(|column| row.number(column)).collect::<Result<Option<Vec<f64>>, _>>().transpose().transpose()?);
        Ok(())
    })?;
    let (places, missing): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|&row| rows[row].is_some());
    summary.leave_out("missing-value", ids.at(&missing));
    summary.taken = places.len() as u64;
    let sign = |name: &String| directions.get(name).map_or(1.0, |direction| direction.signum());
    let of = |(column, name): (usize, &String)| rows.iter().flatten().map(|row| sign(name) * row[column]).collect();
    let columns = names.iter().enumerate().map(of).collect();
    Ok(Zones { ids, places, names, columns })
}

fn compare(options: &Options, zones: &Zones, summary: &mut Summary) -> Result<Comparable, Fault> {
    let how = match options.method {
        Method::Z | Method::Pca => Normalisation::ZScore,
        Method::SampleZ => Normalisation::SampleZScore,
        Method::Percentile => Normalisation::Percentile,
        Method::PercentileOfAll => Normalisation::PercentileOfAll,
        Method::Svi => Normalisation::LowestPercentile,
        Method::MinMax => Normalisation::MinMax,
    };
    let mut comparable = Comparable { names: Vec::new(), columns: Vec::new(), weights: Vec::new() };
    for (name, column) in zones.names.iter().zip(&zones.columns) {
        let weight = options.weights.0.get(name).copied().unwrap_or(1.0);
        if weight < 0.0 {
            return Err(bad_weight(name, weight));
        }
        match how.apply(column) {
            Some(column) => {
                comparable.names.push(name.clone());
                comparable.columns.push(column);
                comparable.weights.push(weight);
            }
            None => summary.warn(
                "no-variation",
                text!(
                    "« {name} » a partout la même valeur : il ne compte pas",
                    "“{name}” has the same value everywhere: it does not count"
                ),
            ),
        }
    }
    if comparable.weights.iter().sum::<f64>() <= 0.0 {
        return Err(no_indicator().in_file(options.indicators.file()));
    }
    if options.method == Method::Pca {
        component(&mut comparable, summary);
    }
    Ok(comparable)
}

/// Turns each column the way the component does, and weighs it by its loading.
fn component(comparable: &mut Comparable, summary: &mut Summary) {
    let found = first_component(&comparable.columns);
    for (name, loading) in comparable.names.iter().zip(&found.loadings) {
        summary.finding(&format!("loading_{name}"), *loading);
    }
    summary.finding("explained_variance", found.share);
    if found.share < 0.5 {
        let share = (100.0 * found.share).round();
        summary.warn(
            "weak-component",
            text!(
                "la première composante ne porte que {share} % de la variance",
                "the first component holds only {share} % of the variance"
            ),
        );
    }
    for (column, loading) in comparable.columns.iter_mut().zip(&found.loadings) {
        for cell in column {
            *cell *= loading.signum();
        }
    }
    comparable.weights = found.loadings.iter().map(|loading| loading.abs()).collect();
}

fn scores(options: &Options, comparable: &Comparable, zones: usize) -> Vec<f64> {
    let sum = |zone: usize| comparable.columns.iter().zip(&comparable.weights).map(|(column, weight)| weight * column[zone]).sum::<f64>();
    let sums: Vec<f64> = (0..zones).map(sum).collect();
    let whole: f64 = comparable.weights.iter().sum();
    match options.aggregate {
        // A component's score is a sum by definition.
        Aggregate::Mean if options.method != Method::Pca => sums.iter().map(|sum| sum / whole).collect(),
        Aggregate::Mean | Aggregate::Sum => sums,
        Aggregate::Exponential => {
            let from_below = |rank: u64| (zones as u64 + 1 - rank) as f64 / zones as f64;
            ranks(&sums).into_iter().map(|rank| exponential(from_below(rank))).collect()
        }
    }
}

impl Zones {
    fn numbers(&self, of_taken: &[f64]) -> Column {
        let mut column = vec![f64::NAN; self.ids.len()];
        for (&zone, &value) in self.places.iter().zip(of_taken) {
            column[zone] = value;
        }
        Column::Number(column)
    }

    fn counts(&self, of_taken: impl Iterator<Item = u64>) -> Column {
        let mut column = vec![None; self.ids.len()];
        for (&zone, value) in self.places.iter().zip(of_taken) {
            column[zone] = Some(value);
        }
        Column::Count(column)
    }
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "index",
        question: Text::new(
            "Quelles zones cumulent les difficultés, et ce classement tient-il si l’on change un peu les poids ?",
            "Which zones add up difficulties, and does the ranking hold when weights change a little?",
        ),
        formula: "score_i = sum_k w_k n(s_k x_ik) / sum_k w_k, s_k = +1 or -1\nn: (x - mean) / sd; (rank - 1) / (n - 1); (x - min) / (max - min)\npca: loadings of the first component of standardised indicators\nexponential: -23 ln(1 - R (1 - exp(-100 / 23))) of the rank R",
        source: "OECD & JRC 2008, Handbook on constructing composite indicators; Saisana, Saltelli & Tarantola 2005 (rank intervals); Noble et al. 2006 (exponential); CDC/ATSDR SVI",
        defaults: Text::new(
            "z, poids égaux, moyenne ; rang 1 pour le score le plus fort ; intervalle des rangs : 5e et 95e centiles de 1 000 tirages où chaque poids varie de moitié à une fois et demie",
            "z, equal weights, mean; rank 1 for the greatest score; rank interval: 5th and 95th percentiles of 1,000 draws in which each weight moves between half and one and a half times its value",
        ),
        limits: Text::new(
            "sert à classer, pas à compter des personnes ; une zone à qui manque un indicateur n’est pas classée ; deux indicateurs qui disent la même chose comptent double",
            "for ranking, not for counting people; a zone that lacks an indicator is not ranked; two indicators that say the same count twice",
        ),
    }
}

fn bad_list(word: &str) -> Fault {
    Fault::new(
        "bad-list",
        text!("« {word} » n’est pas un indicateur et son nombre", "“{word}” is not an indicator and its number"),
        Text::new("attendu : INDICATEUR=1,AUTRE=-1", "expected INDICATOR=1,OTHER=-1"),
    )
}

fn unknown_indicator(name: &str, names: &[String]) -> Fault {
    let known = names.join(", ");
    Fault::new(
        "unknown-indicator",
        text!("« {name} » a un poids mais n’est pas un indicateur", "“{name}” has a weight but is no indicator"),
        text!("indicateurs : {known}", "indicators: {known}"),
    )
    .in_column(name)
}

fn bad_weight(name: &str, weight: f64) -> Fault {
    Fault::new(
        "bad-weight",
        text!("le poids de « {name} » est négatif : {weight}", "the weight of “{name}” is negative: {weight}"),
        Text::new("donner le sens avec --directions et un poids positif", "give the direction with --directions and a positive weight"),
    )
    .in_column(name)
}

fn no_indicator() -> Fault {
    Fault::new(
        "no-indicator",
        Text::new("aucun indicateur ne distingue les zones", "no indicator tells the zones apart"),
        Text::new(
            "attendu : une colonne « id » et au moins une colonne de nombres qui varient",
            "expected a column “id” and at least one column of numbers that vary",
        ),
    )
}

//! `weights`: who neighbours whom, from outlines or points.

use std::str::FromStr;

use super::description::Description;
use super::geometry::Features;
use super::ids::{self, Ids, Kind};
use super::input::Transform;
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::TableRef;
use super::ways::warn_of_degrees;
use super::words::Word;
use crate::analysis::weights::{Contiguity, Metric, Weights, contiguity, nearest_neighbours, within_distance};
use crate::domain::{Fault, Text};
use crate::text;

/// What makes zones neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// A point in common.
    Queen,
    /// A stretch of border in common.
    Rook,
    /// The `k` nearest.
    Nearest(usize),
    /// All within a distance.
    Within(f64),
}

impl FromStr for Rule {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        match words.split_once(':') {
            None if words == "queen" => Ok(Self::Queen),
            None if words == "rook" => Ok(Self::Rook),
            Some(("knn", k)) => k.parse().ok().filter(|k| *k > 0).map(Self::Nearest).ok_or_else(|| bad_rule(words)),
            Some(("distance", d)) => {
                d.parse().ok().filter(|d: &f64| d.is_finite() && *d > 0.0).map(Self::Within).ok_or_else(|| bad_rule(words))
            }
            _ => Err(bad_rule(words)),
        }
    }
}

impl Rule {
    fn words(self) -> String {
        match self {
            Self::Queen => "queen".to_owned(),
            Self::Rook => "rook".to_owned(),
            Self::Nearest(k) => format!("knn:{k}"),
            Self::Within(distance) => format!("distance:{distance}"),
        }
    }
}

/// Where the zones lie.
#[derive(Debug, Clone, PartialEq)]
pub enum Places {
    /// Features of a GeoJSON file.
    Geometry(TableRef),
    /// A table of `id`, `x`, `y`.
    Points(TableRef),
}

/// What to weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Where the zones lie.
    pub places: Places,
    /// What makes them neighbours.
    pub rule: Rule,
    /// Binary, or rows that sum to one.
    pub transform: Transform,
    /// How distances are measured.
    pub metric: Metric,
}

/// Finds the neighbours.
///
/// # Errors
/// Those of the files; `needs-outlines` for a rule of borders over points.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("weights");
    summary.option("kind", options.rule.words());
    summary.option("transform", options.transform.word());
    summary.option("metric", options.metric.word());
    let (ids, weights) = weigh(options, &mut summary)?;
    let weights = options.transform.apply(weights);
    note(&mut summary, &ids, &weights);
    let (mut focal, mut neighbour, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    for (zone, other, value) in weights.triplets() {
        focal.push(Some(ids.names()[zone].clone()));
        neighbour.push(Some(ids.names()[other].clone()));
        weight.push(value);
    }
    let columns = vec![("focal", Column::Text(focal)), ("neighbour", Column::Text(neighbour)), ("weight", Column::Number(weight))];
    Ok(MethodResult::new(columns, summary))
}

fn weigh(options: &Options, summary: &mut Summary) -> Result<(Ids, Weights), Fault> {
    let rule = match options.rule {
        Rule::Queen => Some(Contiguity::Queen),
        Rule::Rook => Some(Contiguity::Rook),
        Rule::Nearest(_) | Rule::Within(_) => None,
    };
    if let Some(rule) = rule {
        let Places::Geometry(source) = &options.places else { return Err(needs_outlines()) };
        summary.option("geometry", source.to_string());
        let features = Features::read(source)?;
        return Ok((features.ids().clone(), contiguity(&features.outlines()?, rule)));
    }
    let (ids, points) = points(&options.places, summary)?;
    warn_of_degrees(summary, options.metric, &points);
    let weights = match options.rule {
        Rule::Within(distance) => within_distance(&points, distance, options.metric),
        Rule::Nearest(k) => nearest_neighbours(&points, k, options.metric),
        Rule::Queen | Rule::Rook => unreachable!("rules of borders are done above"),
    };
    Ok((ids, weights))
}

fn points(places: &Places, summary: &mut Summary) -> Result<(Ids, Vec<[f64; 2]>), Fault> {
    match places {
        Places::Geometry(source) => {
            summary.option("geometry", source.to_string());
            let features = Features::read(source)?;
            Ok((features.ids().clone(), features.points()?))
        }
        Places::Points(source) => {
            summary.option("points", source.to_string());
            let numbers = ids::read(source, &[("x", Kind::Number), ("y", Kind::Number)])?;
            let place = |row: usize| Some([numbers.columns[0][row]?, numbers.columns[1][row]?]);
            let points =
                (0..numbers.ids.len()).map(|row| place(row).ok_or_else(|| missing_coordinate(source, row))).collect::<Result<_, _>>()?;
            Ok((numbers.ids, points))
        }
    }
}

fn note(summary: &mut Summary, ids: &Ids, weights: &Weights) {
    let islands = weights.islands();
    summary.taken = ids.len() as u64;
    summary.finding("pairs", weights.pair_count() as u64);
    summary.finding("mean_neighbours", weights.pair_count() as f64 / ids.len() as f64);
    summary.finding("islands", ids.at(&islands));
    if !islands.is_empty() {
        let count = islands.len();
        summary.warn("islands", text!("{count} zones sans voisin", "{count} zones without a neighbour"));
    }
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "weights",
        question: Text::new(
            "Quelles zones sont voisines, et combien chacune compte-t-elle ?",
            "Which zones are neighbours, and how much does each count?",
        ),
        formula: "queen: a point of the border in common; rook: a stretch in common; knn: the k nearest; distance: d_ij <= D\nbinary: w_ij = 1; row: w_ij = 1 / number of neighbours of i",
        source: "Cliff & Ord 1981, Spatial Processes; Anselin & Rey 2014, Modern Spatial Econometrics in Practice",
        defaults: Text::new(
            "queen et row : une zone vaut la moyenne de ses voisines, qu’elle en ait deux ou dix",
            "queen and row: a zone is held against the mean of its neighbours, be they two or ten",
        ),
        limits: Text::new(
            "une rivière ou une rocade sépare des zones qui se touchent ; les îles n’ont pas de voisin et sont signalées",
            "a river or a ring road parts zones that touch; islands have no neighbour and are listed",
        ),
    }
}

fn bad_rule(words: &str) -> Fault {
    Fault::new(
        "bad-kind",
        text!("« {words} » ne dit pas qui est voisin", "“{words}” does not say who is a neighbour"),
        Text::new("attendu : queen, rook, knn:8 ou distance:500", "expected queen, rook, knn:8 or distance:500"),
    )
    .in_column("--kind")
}

fn needs_outlines() -> Fault {
    Fault::new(
        "needs-outlines",
        Text::new("des points n’ont pas de frontière commune", "points have no border in common"),
        Text::new(
            "donner des polygones avec --geometry, ou choisir knn ou distance",
            "give polygons with --geometry, or choose knn or distance",
        ),
    )
}

fn missing_coordinate(source: &TableRef, row: usize) -> Fault {
    Fault::new(
        "missing-value",
        Text::new("une coordonnée manque", "a coordinate is missing"),
        Text::new("attendu : deux nombres, x et y", "expected two numbers, x and y"),
    )
    .in_file(source.file())
    .at_row(row as u64 + 2)
}

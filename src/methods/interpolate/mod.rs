//! `interpolate`: figures of some zones carried over to others, by area or by where people live.

mod account;
mod columns;
mod faults;
mod layers;
mod mask;
mod plane;

use geojson::{Geometry, GeometryValue};

use super::description::Description;
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::TableRef;
use super::words::Word;
use crate::analysis::interpolation::Overlaps;
use crate::domain::{Fault, PlainLayer, Text};
use columns::Wanted;
use layers::Zones;

pub use crate::analysis::interpolation::Allocation;
pub use plane::Coordinates;

impl Word for Allocation {
    const WORDS: &'static [(&'static str, Self)] = &[("false", Self::Share), ("true", Self::Total)];
}

/// A layer of outlines, and what its columns are called.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The file as named, with the names of its columns.
    pub table: TableRef,
    /// What it holds.
    pub layer: PlainLayer,
}

/// Where in the sources people live.
#[derive(Debug, Clone, PartialEq)]
pub enum Mask {
    /// Control points: a table of `x`, `y`, `population` in the coordinates of the sources.
    Points(TableRef),
    /// Zones with a column `population`.
    Zones(Given),
}

/// What to carry over.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Zones whose figures are known, with a column `id`.
    pub source: Given,
    /// Zones whose figures are sought, with a column `id`.
    pub target: Given,
    /// Columns of counts, which are shared out.
    pub extensive: Vec<String>,
    /// Columns of rates, which are averaged.
    pub intensive: Vec<String>,
    /// A column of kinds, whose shares are found.
    pub categorical: Option<String>,
    /// Where people live; by default, evenly over each source.
    pub mask: Option<Mask>,
    /// What becomes of the part of a source that lies in no target.
    pub allocation: Allocation,
    /// What the coordinates are.
    pub coordinates: Coordinates,
    /// Whether the result keeps the outlines of the targets.
    pub drawn: bool,
}

/// Carries them over.
///
/// # Errors
/// Those of the columns: `missing-column`, `not-a-number`, `negative-count`, `not-summable`,
/// `reserved-column`, `no-column`; of the outlines: `missing-id`, `duplicate-id`, `bad-coordinate`,
/// `empty-geometry`, `crossing-outline`; `different-crs` for layers that cannot be laid over each other.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("interpolate");
    note(options, &mut summary);
    let wanted = Wanted::read(options)?;
    let plane = plane::Plane::of(options, &mut summary)?;
    let sources = Zones::read(&options.source, plane)?;
    let targets = Zones::read(&options.target, plane)?;
    let by_area = Overlaps::by_area(&sources.outlines, &targets.outlines);
    let overlaps = match &options.mask {
        Some(mask) => mask::weigh(mask, plane, &by_area, &sources, &targets, &mut summary)?,
        None => by_area.clone(),
    };
    let mut found = Vec::new();
    for column in &wanted.extensive {
        let counts = overlaps.counts(&column.values, options.allocation);
        account::count(column, &counts, &overlaps, options, &mut summary);
        found.push((column.name.clone(), counts));
    }
    found.extend(wanted.intensive.iter().map(|column| (column.name.clone(), overlaps.rates(&column.values))));
    found.extend(wanted.kinds.iter().map(|(name, of_kind)| (name.clone(), overlaps.share_of(of_kind))));
    account::layers(&wanted, &sources, &targets, &by_area, &overlaps, &mut summary);
    let reasons = account::reasons(&wanted, &found, &sources, &by_area, targets.ids.len());
    let covered = by_area.covered();
    let share = |target: usize| (covered[target] / by_area.of_target(target)).min(1.0);
    let mut columns = vec![("id", Column::words(targets.ids.names().iter().map(String::as_str)))];
    columns.extend(found.iter().map(|(name, values)| (name.as_str(), Column::Number(values.clone()))));
    columns.push(("covered", Column::Number((0..covered.len()).map(share).collect())));
    columns.push(("reason", Column::Text(reasons)));
    let mut result = MethodResult::new(columns, summary);
    if options.drawn {
        let geometry = |feature: &crate::domain::PlainFeature| Some(Geometry::new(GeometryValue::from(&feature.outline)));
        result.geometry = Some(options.target.layer.features.iter().map(geometry).collect());
    }
    Ok(result)
}

/// What the zones of two layers have in common by area, with the identifiers of each.
///
/// # Errors
/// Those of [`run`] about outlines.
pub fn laid_over(
    source: Given,
    target: Given,
    coordinates: Coordinates,
    summary: &mut Summary,
) -> Result<(Vec<String>, Vec<String>, Overlaps), Fault> {
    let options = Options {
        source,
        target,
        extensive: Vec::new(),
        intensive: Vec::new(),
        categorical: None,
        mask: None,
        allocation: Allocation::Share,
        coordinates,
        drawn: false,
    };
    let plane = plane::Plane::of(&options, summary)?;
    let (sources, targets) = (Zones::read(&options.source, plane)?, Zones::read(&options.target, plane)?);
    let overlaps = Overlaps::by_area(&sources.outlines, &targets.outlines);
    Ok((sources.ids.names().to_vec(), targets.ids.names().to_vec(), overlaps))
}

/// Whether columns of these names add up.
///
/// # Errors
/// `no-column` when there is none; `not-summable` naming the first that does not.
pub fn summable(names: &[String]) -> Result<(), Fault> {
    if names.is_empty() {
        return Err(faults::no_column());
    }
    names
        .iter()
        .find_map(|name| Some((name, columns::what_it_is(name)?)))
        .map_or(Ok(()), |(name, what)| Err(faults::not_summable(name, what)))
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("source", options.source.table.to_string());
    summary.option("target", options.target.table.to_string());
    summary.option("extensive", options.extensive.clone());
    summary.option("intensive", options.intensive.clone());
    summary.option("categorical", options.categorical.clone());
    summary.option("allocate_total", options.allocation == Allocation::Total);
    for (name, given) in [("source_layer", &options.source), ("target_layer", &options.target)] {
        if !given.layer.name.is_empty() {
            summary.option(name, given.layer.name.clone());
        }
    }
    if let Some(mask) = &options.mask {
        let (Mask::Points(table) | Mask::Zones(Given { table, .. })) = mask;
        summary.option("mask", table.to_string());
    }
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "interpolate",
        question: Text::new(
            "Combien de personnes, et quels taux, dans des zones qui ne sont pas celles où l’on a compté ?",
            "How many people, and which rates, in zones that are not those where people were counted?",
        ),
        formula: "extensive: y_t = sum_s x_s m_st / m_s; intensive: y_t = sum_s x_s m_st / sum_s m_st\ncategorical: share of t = sum_{s of the kind} m_st / m_t\nm_st: area in common, or the weight of the mask in both; m_s: of the whole source (--allocate-total: of its part in targets)",
        source: "Goodchild & Lam 1980, Areal interpolation; Wright 1936 and Eicher & Brewer 2001 (dasymetric); same figures as tobler’s area_interpolate, in double precision",
        defaults: Text::new(
            "par surface ; ce qui d’une source est hors des cibles y reste (tobler le rapporte aux cibles : --allocate-total) ; surfaces du plan pour des coordonnées projetées, du sol (projection équivalente) pour des degrés",
            "by area; what of a source lies outside the targets stays there (tobler brings it in: --allocate-total); areas of the plane for projected coordinates, of the ground (equal-area projection) for degrees",
        ),
        limits: Text::new(
            "suppose les gens répartis également dans chaque source, ou comme le masque ; une cible plus petite que les sources est une moyenne, pas une mesure ; médianes, taux et indices de Gini ne se somment pas",
            "supposes people spread evenly over each source, or as the mask; a target smaller than the sources is an average, not a measure; medians, rates and Gini indices are not summed",
        ),
    }
}

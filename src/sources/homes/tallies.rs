//! What the squares of a grid add up to in the loaded zones. A square is not to be read alone (Insee): its figures become
//! indicators of zones, each with the interval that the squares astride its border leave open.

use rayon::prelude::*;

use super::super::cell::Value;
use super::super::column::{Column, HigherIsNeed, LowerIsNeed, Neutral};
use super::super::drawn::{Drawn, Layer};
use super::super::table::{Row, Table};
use crate::domain::{Dataset, Geography, Indicator, Interval, Measure, Observation, Position, Theme, Unit};

/// A square with fewer households is grouped and imputed by Insee; a zone with fewer is withheld here.
pub const FEWEST_HOUSEHOLDS: f64 = 11.0;

/// A square on the ground.
pub struct Tile {
    /// Its centre, by which it counts in a zone.
    pub centre: Position,
    /// Its corners, by which it may count in others.
    pub corners: [Position; 4],
}

/// What is read off a square: the names of the columns added up, of every edition.
struct Figure {
    column: Column,
    /// For a share or a mean, what the sum is divided by.
    over: Option<&'static [&'static str]>,
    factor: f64,
}

const PEOPLE: &[&str] = &["ind"];
const HOUSEHOLDS: &[&str] = &["men"];
const SMOOTHED: &[&str] = &["houhold"];

const fn sum(column: Column) -> Figure {
    Figure { column, over: None, factor: 1.0 }
}

const FIGURES: [Figure; 13] = [
    sum(Column::count(&["ind"], "squares_population", Unit::Persons, "Habitants (carreaux fiscaux)", "Inhabitants (fiscal squares)")),
    sum(Column::count(&["men"], "squares_households", Unit::Households, "Ménages (carreaux fiscaux)", "Households (fiscal squares)")),
    sum(Column::count(
        &["men_pauv"],
        "squares_poor_households",
        Unit::Households,
        "Ménages pauvres (carreaux fiscaux)",
        "Poor households (fiscal squares)",
    )
    .about(Theme::Pauvrete, HigherIsNeed)),
    share(
        &["men_pauv"],
        "squares_poor_households_share",
        "Part des ménages pauvres (carreaux fiscaux)",
        "Share of poor households (fiscal squares)",
        Theme::Pauvrete,
    ),
    share(
        &["men_1ind"],
        "squares_single_share",
        "Part des ménages d’une personne (carreaux fiscaux)",
        "Share of single-person households (fiscal squares)",
        Theme::Isolement,
    ),
    share(
        &["men_fmp"],
        "squares_lone_parents_share",
        "Part des ménages monoparentaux (carreaux fiscaux)",
        "Share of lone-parent households (fiscal squares)",
        Theme::FamilleParentalite,
    ),
    share(
        &["men_5ind"],
        "squares_large_households_share",
        "Part des ménages de cinq personnes et plus (carreaux fiscaux)",
        "Share of households of five and more (fiscal squares)",
        Theme::FamilleParentalite,
    ),
    Figure {
        column: Column::rate(
            &["ind_snv"],
            "squares_mean_living_standard",
            Unit::EurosPerYear,
            "Niveau de vie moyen (carreaux fiscaux)",
            "Mean living standard (fiscal squares)",
        )
        .about(Theme::Pauvrete, LowerIsNeed),
        over: Some(PEOPLE),
        factor: 1.0,
    },
    sum(Column::count(
        &["ind_65_79", "ind_80p"],
        "squares_population_65_plus",
        Unit::Persons,
        "65 ans et plus (carreaux fiscaux)",
        "65 and over (fiscal squares)",
    )
    .about(Theme::Vieillissement, HigherIsNeed)),
    sum(Column::count(
        &["ind_0_3", "ind_4_5", "ind_6_10", "ind_11_17"],
        "squares_population_under_18",
        Unit::Persons,
        "Moins de 18 ans (carreaux fiscaux)",
        "Under 18 (fiscal squares)",
    )
    .about(Theme::JeunessePrevention, Neutral)),
    sum(Column::count(&["houhold"], "squares_households", Unit::Households, "Ménages (carreaux lissés)", "Households (smoothed squares)")),
    sum(Column::count(
        &["phouhold"],
        "squares_poor_households",
        Unit::Households,
        "Ménages pauvres (carreaux lissés)",
        "Poor households (smoothed squares)",
    )
    .about(Theme::Pauvrete, HigherIsNeed)),
    Figure {
        column: Column::rate(
            &["phouhold"],
            "squares_poor_households_share",
            Unit::Percent,
            "Part des ménages pauvres (carreaux lissés)",
            "Share of poor households (smoothed squares)",
        )
        .about(Theme::Pauvrete, HigherIsNeed),
        over: Some(SMOOTHED),
        factor: 100.0,
    },
];

const fn share(parts: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str, theme: Theme) -> Figure {
    Figure { column: Column::rate(parts, code, Unit::Percent, fr, en).about(theme, HigherIsNeed), over: Some(HOUSEHOLDS), factor: 100.0 }
}

/// Columns that say whether Insee filled a square in: of the square in editions 2017 on, and in that of 2015.
const IMPUTED: [&str; 3] = ["i_est_200", "i_est_1km", "i_est_cr"];

/// A figure that the table has, and where its columns stand.
struct Located {
    indicator: Indicator,
    parts: Vec<usize>,
    over: Vec<usize>,
    factor: f64,
}

/// Sums over the squares of a zone: by their centres, those wholly inside, those that touch it.
#[derive(Clone, Copy, Default)]
struct Sum {
    centre: f64,
    within: f64,
    touching: f64,
}

/// Where a square lies: the zone of its centre, the zone that holds it whole, the zones of its corners and centre.
struct Footing {
    centre: Option<usize>,
    whole: bool,
    touched: Vec<usize>,
}

/// The indicators of the squares taken, and their values in every loaded geography of neighbourhoods and municipalities.
///
/// # Parameters
/// `tile`: a row's square; `None` for rows that were not taken.
///
/// # Returns
/// Nothing when no zone is loaded. A value is the sum over squares whose centre lies in the zone; its interval goes from the
/// squares with all corners inside to those that touch it. It is flagged `imputed` where more than half of the people live
/// in squares that Insee filled in, else `estimated`; withheld where fewer than eleven households live.
pub fn tally(
    table: &Table,
    dataset: &Dataset,
    drawn: &Drawn,
    tile: &(dyn Fn(&Row) -> Option<Tile> + Sync),
) -> (Vec<Indicator>, Vec<Observation>) {
    let figures: Vec<Located> = FIGURES.iter().filter_map(|figure| located(figure, table, dataset)).collect();
    let households = columns(table, HOUSEHOLDS).or_else(|| columns(table, SMOOTHED)).unwrap_or_default();
    let people = columns(table, PEOPLE).unwrap_or_else(|| households.clone());
    let imputed = IMPUTED.iter().find_map(|name| table.find(name));
    let tiles: Vec<(&Row, Tile)> = table.rows.par_iter().filter_map(|row| tile(row).map(|tile| (row, tile))).collect();
    let mut observations = Vec::new();
    let wanted = |geography: Geography| matches!(geography, Geography::Iris | Geography::Qpv | Geography::Quartier | Geography::Commune);
    for (geography, layer) in drawn.layers().filter(|(geography, _)| wanted(*geography)) {
        let footings: Vec<Footing> = tiles.par_iter().map(|(_, tile)| footing(layer, tile)).collect();
        let sums = |columns: &[usize]| summed(layer, &tiles, &footings, &|row| added(row, columns));
        let (homes, all) = (sums(&households), sums(&people));
        let filled =
            imputed.map(|flag| summed(layer, &tiles, &footings, &|row| if row.cell(flag) == "1" { added(row, &people) } else { 0.0 }));
        for figure in &figures {
            let (top, bottom) = (sums(&figure.parts), (!figure.over.is_empty()).then(|| sums(&figure.over)));
            for (zone, code) in layer.codes().iter().enumerate().filter(|(zone, _)| all[*zone].touching > 0.0) {
                let mostly_filled = filled.as_ref().is_some_and(|filled| filled[zone].centre > 0.5 * all[zone].centre);
                let measure = match bottom.as_ref() {
                    _ if homes[zone].centre < FEWEST_HOUSEHOLDS => Measure::withheld(),
                    None => measure(top[zone].centre, Interval::new(top[zone].within, top[zone].touching), mostly_filled),
                    Some(bottom) => ratio(top[zone], bottom[zone], figure.factor, mostly_filled),
                };
                observations.push(Observation { indicator: figure.indicator.id(), geography, zone: code.clone(), measure });
            }
        }
    }
    let indicators = if observations.is_empty() { Vec::new() } else { figures.into_iter().map(|figure| figure.indicator).collect() };
    (indicators, observations)
}

fn located(figure: &Figure, table: &Table, dataset: &Dataset) -> Option<Located> {
    let over = figure.over.map_or_else(|| Some(Vec::new()), |names| columns(table, names))?;
    let indicator = figure.column.indicator(dataset.vintage, &dataset.id);
    Some(Located { indicator, parts: columns(table, figure.column.parts)?, over, factor: figure.factor })
}

fn columns(table: &Table, names: &[&str]) -> Option<Vec<usize>> {
    names.iter().map(|name| table.find(name)).collect()
}

/// What a square has in these columns; what is no number there counts for nothing, and was said of the row.
fn added(row: &Row, columns: &[usize]) -> f64 {
    let number = |column: &usize| match Value::read(row.cell(*column)) {
        Ok(Value::Number(number)) => number,
        _ => 0.0,
    };
    columns.iter().map(number).sum()
}

fn footing(layer: &Layer, tile: &Tile) -> Footing {
    let centre = layer.holding(tile.centre);
    let corners = tile.corners.map(|corner| layer.holding(corner));
    let mut touched: Vec<usize> = corners.iter().chain([&centre]).flatten().copied().collect();
    touched.sort_unstable();
    touched.dedup();
    Footing { whole: centre.is_some() && corners.iter().all(|corner| *corner == centre), centre, touched }
}

/// The sums of every zone, added in the order of the rows: the same whatever the number of threads.
fn summed(layer: &Layer, tiles: &[(&Row, Tile)], footings: &[Footing], value: &dyn Fn(&Row) -> f64) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); layer.codes().len()];
    for ((row, _), footing) in tiles.iter().zip(footings).filter(|(_, footing)| !footing.touched.is_empty()) {
        let value = value(row);
        if let Some(sum) = footing.centre.and_then(|zone| sums.get_mut(zone)) {
            sum.centre += value;
            sum.within += if footing.whole { value } else { 0.0 };
        }
        for zone in &footing.touched {
            if let Some(sum) = sums.get_mut(*zone) {
                sum.touching += value;
            }
        }
    }
    sums
}

fn measure(value: f64, interval: Option<Interval>, imputed: bool) -> Measure {
    if imputed { Measure::imputed(value, interval) } else { Measure::estimated(value, interval) }
}

/// A share or a mean, between the least and the most that the border leaves open.
fn ratio(top: Sum, bottom: Sum, factor: f64, imputed: bool) -> Measure {
    if bottom.centre <= 0.0 {
        return Measure::missing();
    }
    let value = factor * top.centre / bottom.centre;
    let most = if bottom.within > 0.0 { factor * top.touching / bottom.within } else { f64::INFINITY };
    let capped = if factor > 1.0 { most.min(100.0) } else { most };
    measure(value, Interval::new(factor * top.within / bottom.touching, capped.max(value)), imputed)
}

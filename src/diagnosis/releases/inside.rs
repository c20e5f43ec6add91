//! Released counts inside a drawn outline: a function of the release and of public figures, and of nothing else. However many
//! outlines are asked for, no more is learnt than the release tells.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use super::{Placed, last};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::Basis;
use crate::diagnosis::people::people;
use crate::disclosure::release::{COUNTED, Counted, ELSEWHERE, Level, Release, Row, SHOWN_FROM, Shown};
use crate::domain::{Geography, Interval, Measure, Quarter, Shape, Text, Zone};
use crate::spatial::{index, overlap};

/// A zone that lies inside to all but this share lies wholly inside: outlines never match to the last digit.
pub const WHOLE: f64 = 0.999;

/// A zone touched by less than this share is not touched.
pub const TOUCHED: f64 = 0.001;

/// The most a count below the threshold can be said to be.
const MOST_FEW: f64 = (SHOWN_FROM - 1) as f64;

/// Released counts inside an outline.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReleasedInside {
    /// The quarter released.
    #[schema(value_type = String, example = "2026-T3")]
    pub quarter: Quarter,
    /// What the people of a place are counted by, where a place lies inside in part; areas where nothing counts them.
    pub weights: Option<Basis>,
    /// The counts.
    pub figures: Vec<InsideFigure>,
}

/// One count inside.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct InsideFigure {
    /// What is counted, as in a release.
    pub counted: String,
    /// What that is called.
    pub label: Text,
    /// An estimate by the people inside; the interval goes from the places wholly inside to all those touched. Withheld where every
    /// place touched is, with what all of them can be together.
    pub measure: Measure,
}

/// What the last release says of the inside of an outline; `None` when there is none, or the outline touches none of its places.
pub fn inside(atlas: &Atlas, outline: &Shape) -> Option<ReleasedInside> {
    let spread = Spread::of(atlas)?;
    spread.inside(&touched(atlas.layer(spread.geography())?, outline))
}

/// Zones touched and the share of each inside, in the order of the layer.
pub fn touched(layer: &Layer, outline: &Shape) -> Vec<(usize, f64)> {
    let near = layer.index.within(index::bounds(outline));
    let mut shares: Vec<_> = near.into_iter().map(|zone| (zone, overlap::share(&layer.zones[zone].shape, outline))).collect();
    shares.retain(|(_, share)| *share >= TOUCHED);
    shares.sort_unstable_by_key(|(zone, _)| *zone);
    shares
}

/// The last release laid over the zones of a snapshot, once for every outline.
#[derive(Debug)]
pub struct Spread {
    release: Release,
    weights: Option<Basis>,
    finest: Vec<Finest>,
    /// The place each zone of the layer is released in.
    of_zone: Vec<Option<usize>>,
    /// Municipalities, or several together; and the areas.
    wider: [Vec<Wider>; 2],
}

/// One of the finest places of a release.
#[derive(Debug)]
struct Finest {
    /// Its zones, and the share of its people in each; of its area where nobody is counted.
    zones: Vec<(usize, f64)>,
    /// The first of its rows.
    row: usize,
    /// The places it lies in: a municipality, an area.
    parents: [Option<usize>; 2],
}

/// A municipality or an area of a release.
#[derive(Debug)]
struct Wider {
    /// The first of its rows.
    row: usize,
    /// How many of the finest places lie in it.
    places: usize,
}

/// A place that makes up the inside: its first row, and the share of it.
type Chosen = (usize, f64);

impl Spread {
    /// Lays the last release over the zones it speaks of; `None` when there is none, or they are not loaded.
    pub fn of(atlas: &Atlas) -> Option<Self> {
        let Placed { release, .. } = last(&atlas.fieldwork.released)?;
        let layer = atlas.layer(release.order.geography)?;
        let people = people(atlas, layer);
        let mut wider = [Level::Commune, Level::Epci].map(|level| places(&release.rows, level));
        let code_to_place = wider.each_ref().map(|places| by_code(&release.rows, places));
        let mut of_zone = vec![None; layer.zones.len()];
        let mut finest = Vec::new();
        for Wider { row, .. } in places(&release.rows, Level::Zone) {
            let zones: Vec<usize> = release.rows[row].cell.iter().filter_map(|code| layer.index_of(code.as_str())).collect();
            let Some(first) = zones.first() else { continue };
            let codes = parents(&layer.zones[*first]);
            let parents = [0, 1].map(|level| code_to_place[level].get(codes[level].as_str()).copied());
            for (level, parent) in parents.iter().enumerate() {
                if let Some(place) = parent {
                    wider[level][*place].places += 1;
                }
            }
            for zone in &zones {
                of_zone[*zone] = Some(finest.len());
            }
            finest.push(Finest { zones: weighed(&zones, &people.counts, &layer.areas_km2), row, parents });
        }
        Some(Self { release, weights: people.basis, finest, of_zone, wider })
    }

    /// Geography of the zones it speaks of.
    pub fn geography(&self) -> Geography {
        self.release.order.geography
    }

    /// What it says of the inside of an outline.
    ///
    /// # Parameters
    /// `touched`: the zones of its geography that the outline touches, as [`touched`] finds them.
    ///
    /// # Algorithm
    /// 1. A place of the release lies inside by the share of its people who do: people are taken to be spread evenly over each
    ///    zone, and places without a count of people are weighed by area.
    /// 2. Where every place of a municipality lies wholly inside, the municipality’s own figure stands for them, and where every
    ///    place of an area does, that of the area.
    /// 3. A count is the sum of figures times shares; one below the threshold enters as the middle of 0 to 10. The interval
    ///    adds the lower bounds of what lies wholly inside and the upper bounds of all that is touched.
    pub fn inside(&self, touched: &[(usize, f64)]) -> Option<ReleasedInside> {
        let chosen = self.chosen(touched);
        if chosen.is_empty() {
            return None;
        }
        let figures = Counted::all().map(|counted| InsideFigure {
            counted: counted.code(),
            label: counted.label(),
            measure: self.sum(counted, &chosen),
        });
        Some(ReleasedInside { quarter: self.release.order.quarter, weights: self.weights.clone(), figures: figures.collect() })
    }

    /// The fewest places that make up the inside: an area or a municipality where all of it is inside.
    fn chosen(&self, touched: &[(usize, f64)]) -> Vec<Chosen> {
        let shares: BTreeMap<usize, f64> = touched.iter().copied().collect();
        let places: BTreeSet<usize> = touched.iter().filter_map(|(zone, _)| self.of_zone[*zone]).collect();
        let inside: Vec<(&Finest, f64)> = places.into_iter().map(|at| (&self.finest[at], self.finest[at].share(&shares))).collect();
        let whole = [0, 1].map(|level| self.whole(level, &inside));
        let within = |place: &Finest, level: usize| place.parents[level].filter(|parent| whole[level].contains(parent));
        let mut chosen: BTreeMap<usize, f64> = BTreeMap::new();
        for (place, share) in &inside {
            let row = match (within(place, 1), within(place, 0)) {
                (Some(area), _) => self.wider[1][area].row,
                (None, Some(commune)) => self.wider[0][commune].row,
                (None, None) => place.row,
            };
            chosen.insert(row, if row == place.row { *share } else { 1.0 });
        }
        chosen.into_iter().filter(|(_, share)| *share > 0.0).collect()
    }

    /// The municipalities, or the areas, all of whose places lie wholly inside.
    fn whole(&self, level: usize, inside: &[(&Finest, f64)]) -> BTreeSet<usize> {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        for parent in inside.iter().filter(|(_, share)| *share >= WHOLE).filter_map(|(place, _)| place.parents[level]) {
            *count.entry(parent).or_default() += 1;
        }
        count.into_iter().filter(|(parent, places)| self.wider[level][*parent].places == *places).map(|(parent, _)| parent).collect()
    }

    fn sum(&self, counted: Counted, chosen: &[Chosen]) -> Measure {
        let (mut value, mut low, mut high, mut told) = (0.0, 0.0, 0.0, false);
        for (row, share) in chosen {
            let (least, middle, most) = match self.shown(*row, counted) {
                Shown::Count { value, low, high } => {
                    told = true;
                    (low as f64, value as f64, high as f64)
                }
                Shown::Few => (0.0, MOST_FEW / 2.0, MOST_FEW),
            };
            value += share * middle;
            low += if *share >= WHOLE { least } else { 0.0 };
            high += most;
        }
        if told { Measure::estimated(value, Interval::new(low.min(value), high.max(value))) } else { Measure::fewer_than(high as u32 + 1) }
    }

    /// What is shown of one thing counted in the place of a first row. The rows of a place follow one another.
    fn shown(&self, first: usize, counted: Counted) -> Shown {
        let rows = &self.release.rows;
        let own = rows[first..].iter().take(COUNTED).take_while(|row| row.level == rows[first].level && row.cell == rows[first].cell);
        own.filter(|row| row.counted == counted).map(|row| row.shown).next().unwrap_or(Shown::Few)
    }
}

impl Finest {
    /// The share of its people inside.
    fn share(&self, shares: &BTreeMap<usize, f64>) -> f64 {
        let of = |zone: &usize| shares.get(zone).copied().unwrap_or(0.0);
        if self.zones.iter().all(|(zone, _)| of(zone) >= WHOLE) {
            return 1.0;
        }
        self.zones.iter().map(|(zone, weight)| weight * of(zone)).sum()
    }
}

/// The places of a level, by their first rows.
fn places(rows: &[Row], level: Level) -> Vec<Wider> {
    let first = rows.iter().enumerate().filter(|(_, row)| row.level == level && row.counted == Counted::Persons);
    first.map(|(row, _)| Wider { row, places: 0 }).collect()
}

fn by_code<'a>(rows: &'a [Row], places: &[Wider]) -> BTreeMap<&'a str, usize> {
    let codes = places.iter().enumerate().flat_map(|(place, wider)| rows[wider.row].cell.iter().map(move |code| (code.as_str(), place)));
    codes.collect()
}

/// The codes of the municipality and of the area a zone lies in, as releases name them: itself where no municipality is known, and
/// elsewhere where no area is.
fn parents(zone: &Zone) -> [String; 2] {
    let known = |geography| zone.parents_in(geography).next().map(|parent| parent.code.to_string());
    [known(Geography::Commune).unwrap_or_else(|| zone.code.to_string()), known(Geography::Epci).unwrap_or_else(|| ELSEWHERE.to_owned())]
}

/// Zones with the share of the people of all of them who live there; of the area where nobody is counted.
fn weighed(zones: &[usize], people: &[Measure], areas_km2: &[f64]) -> Vec<(usize, f64)> {
    let counted = |zone: &usize| people[*zone].value().unwrap_or(0.0);
    let peopled = zones.iter().map(counted).sum::<f64>() > 0.0;
    let weight = |zone: &usize| if peopled { counted(zone) } else { areas_km2[*zone] };
    let total: f64 = zones.iter().map(weight).sum();
    zones.iter().map(|zone| (*zone, if total > 0.0 { weight(zone) / total } else { 0.0 })).collect()
}

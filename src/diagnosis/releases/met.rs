//! What the last release says of one zone: how many were met, of what they spoke, why they had not taken up a right.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Figure, Placed, figure, last};
use crate::atlas::Atlas;
use crate::disclosure::release::{Counted, Level, Shown};
use crate::domain::{DatasetId, Geography, Interval, Measure, Quarter, ZoneCode};

/// What was met in a zone, or in the zones it is published with.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Met {
    /// The quarter.
    #[schema(value_type = String, example = "2026-T3")]
    pub quarter: Quarter,
    /// The day the release was drawn.
    pub drawn_on: NaiveDate,
    /// The zones it speaks of, together: itself alone, or those it is published with for want of inhabitants.
    pub codes: Vec<ZoneCode>,
    /// Encounters, each counted as one person.
    pub persons: Measure,
    /// Why a right was not taken up, in ODENORE’s four terms.
    pub reasons: Vec<Figure>,
    /// Themes spoken of, those of fewer than eleven encounters left out.
    pub themes: Vec<Figure>,
}

impl Met {
    /// Encounters in which a right was surely not taken up: the sum of what was told apart, with the sum of its bounds; `None` where
    /// every reason was heard fewer than eleven times.
    pub fn non_take_up(&self) -> Option<(f64, Interval)> {
        let told = self.reasons.iter().filter_map(|reason| Some((reason.measure.value()?, reason.measure.interval()?)));
        let (value, low, high) =
            told.fold((0.0, 0.0, 0.0), |sum, (value, within)| (sum.0 + value, sum.1 + within.low(), sum.2 + within.high()));
        Interval::new(low, high).filter(|_| value > 0.0).map(|within| (value, within))
    }

    /// Whether it speaks of one zone alone, and fewer than eleven were met there.
    pub fn is_few(&self) -> bool {
        self.codes.len() == 1 && self.persons.value().is_none()
    }
}

/// The last release, by zone.
#[derive(Debug)]
pub struct Noted {
    placed: Placed,
    /// Its data set, where it is loaded.
    pub dataset: Option<DatasetId>,
    /// Level of the zones asked about, and the first of the rows of each.
    level: Level,
    rows: BTreeMap<ZoneCode, usize>,
}

impl Noted {
    /// What the last release says of the zones of a geography; `None` when there is none, or it says nothing of them.
    pub fn of(atlas: &Atlas, geography: Geography) -> Option<Self> {
        let placed = last(&atlas.fieldwork.released)?;
        let level = match geography {
            finest if finest == placed.release.order.geography => Level::Zone,
            Geography::Commune => Level::Commune,
            Geography::Epci => Level::Epci,
            _ => return None,
        };
        let first =
            |(at, row): (usize, &crate::disclosure::release::Row)| (row.level == level && row.counted == Counted::Persons).then_some(at);
        let rows = placed.release.rows.iter().enumerate().filter_map(first);
        let rows = rows.flat_map(|at| placed.release.rows[at].cell.iter().map(move |code| (code.clone(), at))).collect();
        let quarter = placed.release.order.quarter.to_string();
        let of_quarter = atlas.datasets.iter().find(|dataset| dataset.format == "field-notes" && dataset.file == quarter);
        Some(Self { rows, level, dataset: of_quarter.map(|dataset| dataset.id.clone()), placed })
    }

    /// What was met in a zone.
    pub fn met(&self, zone: &ZoneCode) -> Option<Met> {
        let first = *self.rows.get(zone)?;
        let release = &self.placed.release;
        let cell = &release.rows[first].cell;
        let own = release.rows[first..].iter().take_while(|row| row.level == self.level && row.cell == *cell);
        let mut met = Met {
            quarter: release.order.quarter,
            drawn_on: release.order.drawn_on,
            codes: cell.clone(),
            persons: super::measure(release.rows[first].shown),
            reasons: Vec::new(),
            themes: Vec::new(),
        };
        for row in own {
            match row.counted {
                Counted::Persons => {}
                Counted::Reason(_) => met.reasons.push(figure(row)),
                Counted::Theme(_) if row.shown == Shown::Few => {}
                Counted::Theme(_) => met.themes.push(figure(row)),
            }
        }
        Some(met)
    }
}

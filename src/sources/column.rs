//! What a column of figures means: the table of a format is a list of these.

use super::table::Table;
use crate::domain::{Dataset, DatasetId, Direction, Indicator, Nature, Report, Text, Theme, Unit, Vintage};
use crate::text;

pub use crate::domain::Direction::{HigherIsNeed, LowerIsNeed, Neutral};

/// One indicator and the column, or columns to be added, that it is read from.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Names of the columns; several are added up, and only when each holds a number.
    pub parts: &'static [&'static str],
    /// The indicator's code, without year.
    pub code: &'static str,
    /// French label.
    pub fr: &'static str,
    /// English label.
    pub en: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Whether zones add up.
    pub nature: Nature,
    /// Which way lies need.
    pub direction: Direction,
    /// The theme it speaks to.
    pub theme: Theme,
}

impl Column {
    /// A count: zones add up. Neutral and about access to rights until said otherwise.
    pub const fn count(parts: &'static [&'static str], code: &'static str, unit: Unit, fr: &'static str, en: &'static str) -> Self {
        Self { parts, code, fr, en, unit, nature: Nature::Extensive, direction: Neutral, theme: Theme::AccesAuxDroits }
    }

    /// A rate, share, mean or quantile: never summed.
    pub const fn rate(parts: &'static [&'static str], code: &'static str, unit: Unit, fr: &'static str, en: &'static str) -> Self {
        Self { nature: Nature::Intensive, ..Self::count(parts, code, unit, fr, en) }
    }

    /// The same about a theme, with the direction of need.
    #[must_use]
    pub const fn about(self, theme: Theme, direction: Direction) -> Self {
        Self { direction, theme, ..self }
    }

    /// The indicator it becomes.
    pub fn indicator(&self, vintage: Vintage, dataset: &DatasetId) -> Indicator {
        Indicator {
            code: self.code.to_owned(),
            vintage,
            label: Text::new(self.fr, self.en),
            theme: self.theme,
            unit: self.unit,
            nature: self.nature,
            direction: self.direction,
            dataset: dataset.clone(),
        }
    }
}

/// The indicators of these columns that a table has, and where their parts stand; absent ones are said.
pub fn located(columns: &[Column], table: &Table, dataset: &Dataset, report: &mut Report) -> Vec<(Indicator, Vec<usize>)> {
    let mut found = Vec::new();
    for column in columns {
        if let Some(parts) = column.parts.iter().map(|part| table.find(part)).collect() {
            found.push((column.indicator(dataset.vintage, &dataset.id), parts));
        } else {
            let parts = column.parts.join(" + ");
            report.remark(text!("colonne absente : {parts}", "absent column: {parts}"));
        }
    }
    found
}

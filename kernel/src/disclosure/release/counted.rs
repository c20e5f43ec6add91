//! What an encounter is counted as: once among persons, once for each of its themes, once for its reason.

use crate::domain::{Encounter, Reason, Text, Theme};

/// One thing that is counted in every zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Encounters, each counted as one person.
    Persons,
    /// Encounters that spoke of a theme.
    Theme(Theme),
    /// Encounters that gave a reason of non-take-up.
    Reason(Reason),
}

/// How many things are counted in every zone.
pub const COUNTED: usize = 1 + Theme::ALL.len() + Reason::ALL.len();

/// What one encounter may change at one level, squared and added: one person, two themes, one reason (Δ₂²).
pub const SENSITIVITY_SQUARED: u64 = 1 + crate::domain::encounter::MOST_THEMES as u64 + 1;

impl Counted {
    /// Everything that is counted, in the order of tables.
    pub fn all() -> impl Iterator<Item = Self> {
        let themes = Theme::ALL.into_iter().map(Self::Theme);
        let reasons = Reason::ALL.iter().copied().map(Self::Reason);
        std::iter::once(Self::Persons).chain(themes).chain(reasons)
    }

    /// Its place in [`Counted::all`].
    pub fn place(self) -> usize {
        match self {
            Self::Persons => 0,
            Self::Theme(theme) => 1 + theme as usize,
            Self::Reason(reason) => 1 + Theme::ALL.len() + reason as usize,
        }
    }

    /// The code used in files and over HTTP: `persons`, `theme:sante`, `reason:non-demand`.
    pub fn code(self) -> String {
        match self {
            Self::Persons => "persons".to_owned(),
            Self::Theme(theme) => format!("theme:{}", theme.code()),
            Self::Reason(reason) => format!("reason:{}", reason.code()),
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|counted| counted.code() == code)
    }

    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Persons => Text::new("Personnes rencontrées", "Persons met"),
            Self::Theme(theme) => theme.label(),
            Self::Reason(reason) => reason.label(),
        }
    }

    /// Where one encounter is counted: four places at most, each once.
    pub(super) fn of(encounter: &Encounter) -> impl Iterator<Item = Self> {
        let themes = encounter.themes().iter().copied().map(Self::Theme);
        std::iter::once(Self::Persons).chain(themes).chain(encounter.reason().map(Self::Reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_place_and_its_code() {
        assert_eq!(Counted::all().count(), COUNTED);
        for (place, counted) in Counted::all().enumerate() {
            assert_eq!(counted.place(), place);
            assert_eq!(Counted::from_code(&counted.code()), Some(counted));
        }
        assert_eq!(SENSITIVITY_SQUARED, 4);
    }
}

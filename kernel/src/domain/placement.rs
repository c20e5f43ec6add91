//! How it is known where a service stands: its source told it, or its address was looked up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Position, Service, ServiceId};

/// How surely a service stands where it is shown, the surest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Its source gave coordinates.
    #[default]
    Source,
    /// At the address point of its house number.
    HouseNumber,
    /// In the middle of its street.
    Street,
    /// Somewhere in its municipality: shown at the middle of it, and never used for a distance.
    Commune,
}

impl Certainty {
    /// The code used in answers and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::HouseNumber => "house_number",
            Self::Street => "street",
            Self::Commune => "commune",
        }
    }
}

/// How a position is known, and how well the written address agrees with what was found, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// How surely.
    pub certainty: Certainty,
    /// The agreement of the address with what was found: 1 to the letter. Of coordinates from the source, 1.
    pub score: f64,
}

impl Default for Placement {
    fn default() -> Self {
        Self { certainty: Certainty::Source, score: 1.0 }
    }
}

impl Placement {
    /// Whether the source gave the coordinates.
    pub fn is_source(&self) -> bool {
        self.certainty == Certainty::Source
    }
}

/// A position that was found for an address.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// Where.
    pub position: Position,
    /// How surely.
    pub placement: Placement,
}

/// A service whose record gives no usable coordinates. It becomes a [`Service`] once a place is found: until then its
/// position is nobody's to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unlocated {
    record: Service,
    /// Where somebody else puts it: a producer at the middle of the municipality, another geocoder by its address.
    hint: Option<Located>,
}

impl Unlocated {
    /// A record without a place of its own; the position it carries is dropped.
    pub fn new(record: Service, hint: Option<Located>) -> Self {
        Self { record: Service { position: Position::ORIGIN, ..record }, hint }
    }

    /// Its identifier.
    pub const fn id(&self) -> &ServiceId {
        &self.record.id
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.record.name
    }

    /// Its address in one line, as its source writes it.
    pub fn address(&self) -> &str {
        self.record.address.as_deref().unwrap_or_default()
    }

    /// Code of its municipality, when told.
    pub fn commune(&self) -> Option<&str> {
        self.record.commune.as_deref()
    }

    /// The data set it comes from.
    pub const fn dataset(&self) -> &super::DatasetId {
        &self.record.dataset
    }

    /// Where somebody else puts it.
    pub const fn hint(&self) -> Option<Located> {
        self.hint
    }

    /// The same with what another geocoder says, where that is surer than what is known.
    #[must_use]
    pub fn hinted(self, hint: Located) -> Self {
        let surer = self.hint.is_none_or(|known| hint.placement.certainty < known.placement.certainty);
        Self { hint: if surer { Some(hint) } else { self.hint }, ..self }
    }

    /// The service at the place that was found.
    pub fn at(self, found: Located) -> Service {
        Service { position: found.position, placed: found.placement, ..self.record }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainties_are_ordered_the_surest_first() {
        let all = [Certainty::Source, Certainty::HouseNumber, Certainty::Street, Certainty::Commune];
        assert!(all.is_sorted());
        assert!(all.iter().all(|certainty| serde_json::to_value(certainty).unwrap() == certainty.code()));
    }
}

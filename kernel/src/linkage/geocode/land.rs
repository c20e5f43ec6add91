//! The municipalities that are drawn: what each is called, and where its middle is.

use std::collections::BTreeMap;

use geo::{Area, Centroid};

use crate::domain::{Geography, Position, Zone};

/// Municipalities by their codes.
#[derive(Debug, Clone, Default)]
pub struct Land(BTreeMap<String, Ground>);

#[derive(Debug, Clone, Default)]
struct Ground {
    name: Option<String>,
    /// The centre of its own outline.
    own: Option<Position>,
    /// Area, and area times longitude and latitude, of its IRIS by code.
    parts: BTreeMap<String, [f64; 3]>,
}

impl Land {
    /// Adds a zone: an IRIS or a municipality; others are left aside.
    pub fn add(&mut self, zone: &Zone) {
        let code = match zone.geography {
            Geography::Iris | Geography::Commune => zone.code.as_str().get(..5),
            _ => None,
        };
        let (Some(code), Some(centre)) = (code, zone.shape.outline().centroid()) else { return };
        let ground = self.0.entry(code.to_owned()).or_default();
        if zone.geography == Geography::Commune {
            ground.name = Some(zone.name.clone());
            ground.own = Position::new(centre.x(), centre.y()).ok();
        } else {
            let area = zone.shape.outline().unsigned_area();
            ground.parts.insert(zone.code.as_str().to_owned(), [area, area * centre.x(), area * centre.y()]);
            let told = zone.parents_in(Geography::Commune).next().and_then(|parent| parent.name.clone());
            ground.name = ground.name.take().or(told);
        }
    }

    /// Codes, names and centres.
    pub(super) fn communes(&self) -> impl Iterator<Item = (&str, Option<&str>, Option<Position>)> {
        self.0.iter().map(|(code, ground)| (code.as_str(), ground.name.as_deref(), ground.centre()))
    }
}

impl Ground {
    fn centre(&self) -> Option<Position> {
        let whole = self.parts.values().fold([0.0; 3], |sum, part| [sum[0] + part[0], sum[1] + part[1], sum[2] + part[2]]);
        self.own.or_else(|| Position::new(whole[1] / whole[0], whole[2] / whole[0]).ok())
    }
}

//! Going from where people live to where services are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Position, Shape, Text};
use crate::text;

/// A length in metres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Metres(pub f64);

/// A duration in minutes.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Minutes(pub f64);

/// The pairs within reach, by origin, in compressed rows: origin `i` reaches
/// `destinations[starts[i]..starts[i + 1]]` in the minutes beside. Within a row, nearest first; ties
/// by destination index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reach {
    /// Row starts, one more than there are origins.
    pub starts: Vec<usize>,
    /// Destination indices.
    pub destinations: Vec<u32>,
    /// Minutes of each pair.
    pub minutes: Vec<f64>,
}

impl Reach {
    /// Number of origins.
    pub fn origin_count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The pairs of one origin: destination and minutes, nearest first.
    pub fn from_origin(&self, origin: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let row = self.starts[origin]..self.starts[origin + 1];
        self.destinations[row.clone()].iter().zip(&self.minutes[row]).map(|(&destination, &minutes)| (destination as usize, minutes))
    }
}

/// Why no time can be told from or to a place: it is not a long time, nor none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Unplaced {
    /// There is not a single street to travel on.
    NoStreets,
    /// The place lies beyond the streets that are known.
    OutsideNetwork,
    /// No street passes near the place.
    FarFromStreets {
        /// How far a street was looked for.
        limit: Metres,
    },
}

impl Unplaced {
    /// The reason in words.
    pub fn text(self) -> Text {
        match self {
            Self::NoStreets => Text::new("aucune rue n’est chargée", "no streets are loaded"),
            Self::OutsideNetwork => Text::new("hors de la zone dont les rues sont connues", "outside the area whose streets are known"),
            Self::FarFromStreets { limit: Metres(limit) } => {
                text!("aucune rue praticable à moins de {limit:.0} m", "no street one may use within {limit:.0} m")
            }
        }
    }
}

/// The way from one place to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// How long it takes.
    pub minutes: Minutes,
    /// How long it is.
    pub metres: Metres,
    /// Its points, from the origin to the destination.
    pub points: Vec<Position>,
}

/// The ground within each of several limits of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Its outlines, in the order of the limits; `None` where the limit is too short for any ground to be drawn.
    pub outlines: Vec<Option<Shape>>,
    /// How they were drawn, in one sentence.
    pub method: Text,
    /// Whether from the data loaded here, and not by another engine.
    pub local: bool,
}

/// A way of travelling: in a straight line, over streets, or by the times of another engine.
pub trait Travel: Send + Sync {
    /// How times are obtained, in one sentence for the method note.
    fn method(&self) -> Text;

    /// Every pair of origin and destination within `limit`, bound included.
    fn reach(&self, origins: &[Position], destinations: &[Position], limit: Minutes) -> Reach;

    /// The nearest destination of each origin whatever the distance, with its minutes; `None` when
    /// there is no destination at all, or none that can be reached.
    fn nearest(&self, origins: &[Position], destinations: &[Position]) -> Vec<Option<(usize, Minutes)>>;

    /// The length that takes so long, at the usual pace.
    fn metres(&self, minutes: Minutes) -> Metres;

    /// The reason why a place is reached by nothing and reaches nothing, where there is one.
    fn unplaced(&self, positions: &[Position]) -> Vec<Option<Unplaced>> {
        vec![None; positions.len()]
    }

    /// The quickest way between two places; `None` when there is none.
    fn route(&self, from: Position, to: Position) -> Option<Route>;

    /// The ground reached from a place within each limit, in ascending order.
    ///
    /// # Errors
    /// Why times from the place are not known.
    fn ground(&self, from: Position, limits: &[Minutes]) -> Result<Drawn, Unplaced>;
}

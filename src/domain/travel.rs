//! Going from where people live to where services are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Position, Text};

/// A length in metres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
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

/// A way of travelling. Straight lines today; streets implement the same.
pub trait Travel: Send + Sync {
    /// How times are obtained, in one sentence for the method note.
    fn method(&self) -> Text;

    /// Every pair of origin and destination within `limit`, bound included.
    fn reach(&self, origins: &[Position], destinations: &[Position], limit: Minutes) -> Reach;

    /// The nearest destination of each origin whatever the distance, with its minutes; `None` when
    /// there is no destination at all.
    fn nearest(&self, origins: &[Position], destinations: &[Position]) -> Vec<Option<(usize, Minutes)>>;

    /// Whether each place stands on the network, so that its times are known; straight lines hold every place.
    fn placed(&self, places: &[Position]) -> Vec<bool> {
        vec![true; places.len()]
    }

    /// The length that takes so long.
    fn metres(&self, minutes: Minutes) -> Metres;
}

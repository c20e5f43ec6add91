//! What an import took, left out and mended.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fault, Text};

/// How many faults a report keeps in full; beyond, they are counted.
pub const FAULTS_KEPT: usize = 1_000;

/// The account of one import.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// Rows (or features) read, header and title lines aside.
    pub read: u64,
    /// Rows taken.
    pub taken: u64,
    /// Rows that lie outside the territory asked for: neither taken nor wrong.
    pub outside: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Of the rows taken, how many speak of a zone that is loaded (`None` when rows are not about zones).
    pub joined: Option<u64>,
    /// Values withheld by their producer.
    pub withheld: u64,
    /// Why rows were rejected: the first [`FAULTS_KEPT`].
    pub faults: Vec<Fault>,
    /// What was mended or assumed on the way: encoding, reference system, invalid outlines.
    pub remarks: Vec<Text>,
    /// What the manifest calls the territory; `None` for a file imported by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
}

impl Report {
    /// Counts a rejected row and keeps its fault.
    pub fn reject(&mut self, fault: Fault) {
        self.rejected += 1;
        if self.faults.len() < FAULTS_KEPT {
            self.faults.push(fault);
        }
    }

    /// Notes something that was mended or assumed.
    pub fn remark(&mut self, remark: Text) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}

//! Everything one import brings, committed whole or not at all.

use super::{
    AddressBook, Dataset, Decision, Geography, Homes, Indicator, IndicatorId, Measure, SavedNetwork, Service, Unlocated, Zone, ZoneCode,
};

/// One value for one zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The zone's geography.
    pub geography: Geography,
    /// The zone's code. The zone need not be loaded yet.
    pub zone: ZoneCode,
    /// The value.
    pub measure: Measure,
}

/// The content of one data set. Also what a store gives back, one batch a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The data set itself.
    pub dataset: Dataset,
    /// Zones it draws.
    pub zones: Vec<Zone>,
    /// Indicators it defines.
    pub indicators: Vec<Indicator>,
    /// Their values.
    pub observations: Vec<Observation>,
    /// Services it lists.
    pub services: Vec<Service>,
    /// Services it lists without usable coordinates: their places are found when a snapshot is built.
    pub unlocated: Vec<Unlocated>,
    /// Where people live, when it tells.
    pub homes: Option<Homes>,
    /// Its addresses by name, when it tells.
    pub addresses: Option<AddressBook>,
    /// Street networks, one a mode, in the order of the modes.
    pub networks: Vec<SavedNetwork>,
    /// What people decided about records that may be one service.
    pub decisions: Vec<Decision>,
}

impl Batch {
    /// A batch that holds nothing yet.
    pub const fn new(dataset: Dataset) -> Self {
        Self {
            dataset,
            zones: Vec::new(),
            indicators: Vec::new(),
            observations: Vec::new(),
            services: Vec::new(),
            unlocated: Vec::new(),
            homes: None,
            addresses: None,
            networks: Vec::new(),
            decisions: Vec::new(),
        }
    }
}

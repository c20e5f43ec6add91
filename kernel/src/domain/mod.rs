//! The nouns of the field. This room imports nothing else of ours: every other room speaks in these words.

pub mod audience;
pub mod batch;
pub mod dataset;
pub mod fault;
pub mod home;
pub mod indicator;
pub mod measure;
pub mod mode;
pub mod opening;
pub mod plain_layer;
pub mod report;
pub mod service;
pub mod shape;
pub mod street;
pub mod territory;
pub mod text;
pub mod theme;
pub mod travel;

pub use audience::{Audience, Audiences};
pub use batch::{Batch, Observation};
pub use dataset::{Dataset, DatasetId, Secrecy};
pub use fault::{Fault, Place};
pub use home::{Home, HomeBasis, Homes};
pub use indicator::{Direction, Indicator, IndicatorId, Nature, Unit};
pub use measure::{Flag, Interval, Measure};
pub use mode::{Mode, SavedNetwork};
pub use opening::{Opening, WeekTime};
pub use plain_layer::{PlainFeature, PlainLayer};
pub use report::Report;
pub use service::{Eligibility, Mobility, Reception, Service, ServiceId};
pub use shape::{Position, Shape, check_closure};
pub use street::{Ban, Restriction, StreetMap, StreetReading, Tags, Way};
pub use territory::{Geography, IrisKind, Parent, Vintage, Zone, ZoneCode};
pub use text::{Lang, Text};
pub use theme::Theme;
pub use travel::{Drawn, Metres, Minutes, Reach, Route, Travel, Unplaced};

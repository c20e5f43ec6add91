//! What is known, as rows of named cells with a place on the map, and how such rows are written. The
//! HTTP interface and the command line share these tables and writers, so both give the same bytes.

pub mod axes;
pub mod clusters;
pub mod coverage;
pub mod csv;
pub mod csvw;
pub mod dcat;
mod decimal;
pub mod extract;
pub mod flatgeobuf;
pub mod geojson;
pub mod geoparquet;
pub mod isochrones;
pub mod label;
pub mod notice;
pub mod ranked;
pub mod scenario;
pub mod services;
pub mod table;
pub mod take_up;
pub mod targets;
pub mod zones;

pub use axes::Axes;
pub use extract::{Extract, Format};
pub use label::Label;
pub use notice::Notice;
pub use table::{Cell, Field, Frame, Kind, Place, Table};

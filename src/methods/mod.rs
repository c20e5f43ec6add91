//! The methods on files: tables in, a table out, with the same kernels as the map and without its
//! database, so that a researcher can run them on data of any kind.
//!
//! Each method has its file here: options, `run`, and what it says of itself.

pub mod costs;
pub mod decay;
pub mod description;
pub mod geometry;
pub mod ids;
pub mod inference;
pub mod input;
pub mod result;
pub mod summary;
pub mod table;
pub mod ways;
pub mod words;

pub mod access;
pub mod evaluate;
pub mod getis_ord;
pub mod index;
pub mod interpolate;
pub mod join_counts;
pub mod local_geary;
pub mod local_moran;
pub mod moran;
pub mod rounds;
pub mod scan;
pub mod site;
pub mod smooth;
pub mod take_up;
pub mod vintages;
pub mod weights;

pub use description::Description;
pub use result::{Column, Format, MethodResult};
pub use summary::{Summary, Warning};
pub use table::TableRef;
pub use words::Word;

//! Geometry: reference systems, mending, indexes, distances, areas, neighbours. Arrays in, arrays
//! out; every position is in degrees on WGS 84 and every length in metres on the ground.

pub mod adjacency;
pub mod apart;
pub mod area;
pub mod centre;
pub mod correspondence;
pub mod crs;
pub mod dissolve;
pub mod distance;
pub mod drawn;
pub mod equal_area;
pub mod ground;
pub mod index;
pub mod metric;
pub mod overlap;
pub mod repair;
pub mod strips;
pub mod topology;

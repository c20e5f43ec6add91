//! Geometry: reference systems, mending, indexes, distances, areas, neighbours. Arrays in, arrays
//! out; every position is in degrees on WGS 84 and every length in metres on the ground.

pub mod crs;
pub mod repair;

//! Which tables to ask for, so that every plausible pair is in one and few others are.

use std::collections::BTreeSet;

use crate::domain::{Position, Reach};

/// One table: from these origins to those destinations, each in ascending order of destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Origins.
    pub origins: Vec<usize>,
    /// Destinations, ascending.
    pub destinations: Vec<usize>,
}

/// Height of the strips of land along which origins are taken together: about a kilometre.
const STRIPS_PER_DEGREE: f64 = 100.0;

/// Tables of at most `size` × `size` that hold every pair.
///
/// # Algorithm
/// Origins that have a pair are taken along strips of land, `size` at a time, with all destinations that any of them
/// has, in turn `size` at a time.
pub fn blocks(origins: &[Position], pairs: &Reach, size: usize) -> Vec<Block> {
    let mut order: Vec<usize> = (0..origins.len()).filter(|origin| pairs.from_origin(*origin).len() > 0).collect();
    let strip = |origin: usize| (origins[origin].lat() * STRIPS_PER_DEGREE).floor();
    order.sort_by(|&a, &b| strip(a).total_cmp(&strip(b)).then(origins[a].lon().total_cmp(&origins[b].lon())).then(a.cmp(&b)));
    let tables = order.chunks(size).flat_map(|together| {
        let wanted: BTreeSet<usize> = together.iter().flat_map(|&origin| pairs.from_origin(origin)).map(|(place, _)| place).collect();
        let wanted: Vec<usize> = wanted.into_iter().collect();
        wanted.chunks(size).map(|part| Block { origins: together.to_vec(), destinations: part.to_vec() }).collect::<Vec<_>>()
    });
    tables.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Minutes, Travel};
    use crate::network::StraightLine;

    fn places(count: usize) -> impl Strategy<Value = Vec<Position>> {
        prop::collection::vec((3.7..3.9_f64, 43.5..43.7_f64).prop_map(|(lon, lat)| Position::new(lon, lat).unwrap()), 0..count)
    }

    proptest! {
        #[test]
        fn every_pair_is_in_exactly_one_table_and_no_table_is_too_large(origins in places(40), destinations in places(40), size in 1..9_usize) {
            let pairs = StraightLine::default().reach(&origins, &destinations, Minutes(40.0));
            let tables = blocks(&origins, &pairs, size);
            prop_assert!(tables.iter().all(|table| table.origins.len() <= size && table.destinations.len() <= size));
            for origin in 0..origins.len() {
                for (place, _) in pairs.from_origin(origin) {
                    let holding = tables.iter().filter(|table| table.origins.contains(&origin) && table.destinations.contains(&place));
                    prop_assert_eq!(holding.count(), 1);
                }
            }
        }
    }
}

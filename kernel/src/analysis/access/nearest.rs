//! The nearest service.

use crate::domain::Reach;

/// The nearest destination of each origin and its cost, or `None` where there is none in reach.
///
/// # Returns
/// One entry an origin: destination and minutes. Of equally near destinations, the one of lowest index.
///
/// # Notes
/// `O(origins)`: a [`Reach`] holds the nearest first.
pub fn nearest(reach: &Reach) -> Vec<Option<(usize, f64)>> {
    (0..reach.origin_count()).map(|origin| reach.from_origin(origin).next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::access::golden::Synthetic;

    #[test]
    fn the_nearest_agrees_with_the_golden_file() {
        let case = Synthetic::read();
        let names = case.expected_text("nearest_service");
        for ((found, minutes), name) in nearest(&case.reach).iter().zip(case.expected("nearest_minutes")).zip(names) {
            let Some((service, cost)) = found else {
                assert!(minutes.is_none());
                continue;
            };
            assert_eq!((Some(*cost), case.service_ids[*service].as_str()), (minutes, name.as_str()));
        }
    }
}

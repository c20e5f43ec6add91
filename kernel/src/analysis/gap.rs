//! How many people go short of access.

/// People short of access in each zone: `G_i = N_i · max(0, 1 − A_i / A_ref)`.
///
/// # Parameters
/// - `people`: of each zone; `None` when not known.
/// - `access`: of each zone, in any unit; 0 for none.
/// - `reference`: the access a zone should have, in the same unit. A reference of 0 means that there is
///   no service at all: everyone goes short.
///
/// # Returns
/// People of each zone, `None` where their number is not known: never 0 for a secret.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::gap::shortfall;
/// assert_eq!(shortfall(&[Some(1_000.0), Some(500.0), None], &[1.5, 3.0, 0.0], 2.0), [Some(250.0), Some(0.0), None]);
/// ```
pub fn shortfall(people: &[Option<f64>], access: &[f64], reference: f64) -> Vec<Option<f64>> {
    people.iter().zip(access).map(|(people, &access)| people.map(|people| people * share_short(access, reference))).collect()
}

/// The share of a zone's people who go short, 0 to 1.
pub fn share_short(access: f64, reference: f64) -> f64 {
    if reference > 0.0 { (1.0 - access / reference).clamp(0.0, 1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn without_any_service_everyone_goes_short() {
        assert_eq!(shortfall(&[Some(40.0)], &[0.0], 0.0), [Some(40.0)]);
    }

    proptest! {
        #[test]
        fn never_more_people_go_short_than_live_there(people in 0.0..1e6_f64, access in 0.0..1e3_f64, reference in 0.0..1e3_f64) {
            let short = shortfall(&[Some(people)], &[access], reference)[0].unwrap();
            prop_assert!((0.0..=people).contains(&short));
        }
    }
}

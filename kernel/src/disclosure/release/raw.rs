//! Raw counts. They can be made, and spent on a release; they can be neither printed, nor serialised, nor looked into.
//!
//! What follows compiles, so that each of the refusals below it is refused for one reason alone:
//! ```
//! use maillage_kernel::disclosure::release::Raw;
//! fn spend(raw: Raw) -> Raw { raw }
//! ```
//! Raw counts have no text:
//! ```compile_fail,E0277
//! use maillage_kernel::disclosure::release::Raw;
//! fn spend(raw: Raw) -> String { raw.to_string() }
//! ```
//! ```compile_fail,E0277
//! use maillage_kernel::disclosure::release::Raw;
//! fn spend(raw: Raw) -> String { format!("{raw}") }
//! ```
//! ```compile_fail,E0277
//! use maillage_kernel::disclosure::release::Raw;
//! fn spend(raw: Raw) -> String { format!("{raw:?}") }
//! ```
//! They cannot be serialised:
//! ```compile_fail,E0277
//! use maillage_kernel::disclosure::release::Raw;
//! fn answer(body: impl serde::Serialize) {}
//! fn spend(raw: Raw) { answer(raw) }
//! ```
//! Nobody outside the release looks into them:
//! ```compile_fail,E0616
//! use maillage_kernel::disclosure::release::Raw;
//! fn spend(raw: Raw) -> usize { raw.counts.len() }
//! ```
//! They are not copied, so that no release is made twice of the same ones:
//! ```compile_fail,E0599
//! use maillage_kernel::disclosure::release::Raw;
//! fn spend(raw: Raw) -> Raw { raw.clone() }
//! ```
//! An encounter has no text either, and no serialised form:
//! ```
//! use maillage_kernel::domain::Encounter;
//! fn keep(encounter: Encounter) -> Encounter { encounter }
//! ```
//! ```compile_fail,E0277
//! use maillage_kernel::domain::Encounter;
//! fn keep(encounter: Encounter) -> String { format!("{encounter:?}") }
//! ```
//! ```compile_fail,E0277
//! use maillage_kernel::domain::Encounter;
//! fn answer(body: impl serde::Serialize) {}
//! fn keep(encounter: Encounter) { answer(encounter) }
//! ```

use super::counted::{COUNTED, Counted};
use super::nesting::{Level, Nesting};
use crate::domain::Encounter;

/// Counts of everything in every cell of the three levels, exact.
pub struct Raw {
    /// For each level and cell, in the order of [`Counted::all`].
    pub(super) counts: [Vec<[u32; COUNTED]>; 3],
}

impl Raw {
    /// Counts encounters. An encounter counts once at each level, however many persons its note speaks of; one in a zone that
    /// is left out, or unknown, counts nowhere.
    pub fn count<'a>(encounters: impl IntoIterator<Item = &'a Encounter>, nesting: &Nesting) -> Self {
        let mut counts = Level::ALL.map(|level| vec![[0_u32; COUNTED]; nesting.cells(level).len()]);
        for encounter in encounters {
            let Some(zone) = nesting.place(encounter.zone()) else { continue };
            let commune = nesting.parents(Level::Zone)[zone];
            let epci = nesting.parents(Level::Commune)[commune];
            for counted in Counted::of(encounter) {
                for (level, cell) in [zone, commune, epci].into_iter().enumerate() {
                    counts[level][cell][counted.place()] += 1;
                }
            }
        }
        Self { counts }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};

    use serde::Serialize;

    use super::*;

    /// Compiles only while a type does not implement a trait: were it to, two implementations would fit.
    macro_rules! assert_lacks {
        ($type:ty: $($bound:path),*) => { $({
            trait Ambiguous<A> { fn chosen() {} }
            struct Other;
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + $bound> Ambiguous<Other> for T {}
            <$type as Ambiguous<_>>::chosen();
        })* };
    }

    #[test]
    fn raw_counts_and_encounters_have_no_way_into_a_text() {
        assert_lacks!(Raw: Serialize, Display, Debug, Clone);
        assert_lacks!(Encounter: Serialize, Display, Debug);
        assert_lacks!(crate::domain::Draft: Serialize, Display, Debug);
    }
}

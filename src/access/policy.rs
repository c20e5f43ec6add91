//! The policy: one table of who may do what. Whether the territory fits is asked beside it, of
//! [`Territory`](super::Territory), for the rights that are territorial.

use super::{Right, Role};

use Role::{Administrator, DataProtection, Outreach, Planner, Public, Researcher};

const EVERYBODY: &[Role] = &[Public, Researcher, Outreach, Planner, Administrator, DataProtection];
const ACCOUNTS: &[Role] = &[Outreach, Planner, Administrator, DataProtection];

/// The table. An administrator makes accounts and reads no data that is not public; who watches over secrecy reads the log
/// and no notes.
const TABLE: [(Right, &[Role]); 10] = [
    (Right::ReadPublic, EVERYBODY),
    (Right::RunPlans, EVERYBODY),
    (Right::ReadLedger, EVERYBODY),
    (Right::WriteNote, &[Outreach]),
    (Right::ReadOwnNotes, &[Outreach]),
    (Right::ReadExactCounts, &[Outreach, Planner]),
    (Right::OwnAccount, ACCOUNTS),
    (Right::ManageAccounts, &[Administrator]),
    (Right::ManageKeys, &[Administrator]),
    (Right::ReadAudit, &[DataProtection]),
];

/// Whether a role has a right, somewhere at least.
pub fn allows(role: Role, right: Right) -> bool {
    TABLE.iter().any(|(of, roles)| *of == right && roles.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_stands_once_in_the_table_and_somebody_has_it() {
        for right in Right::ALL {
            assert_eq!(TABLE.iter().filter(|(of, _)| *of == right).count(), 1, "{right:?}");
            assert!(Role::ALL.into_iter().any(|role| allows(role, right)), "{right:?}");
        }
    }

    #[test]
    fn the_public_has_no_right_on_anything_that_is_bounded_by_a_territory() {
        for right in Right::ALL.into_iter().filter(|right| right.is_territorial()) {
            let who: Vec<_> = Role::ALL.into_iter().filter(|role| allows(*role, right)).collect();
            assert!(who.iter().all(|role| role.is_bounded()), "{right:?}: {who:?}");
        }
    }

    #[test]
    fn nobody_both_makes_accounts_and_reads_the_log_of_it() {
        for role in Role::ALL {
            assert!(!(allows(role, Right::ManageAccounts) && (allows(role, Right::ReadAudit) || allows(role, Right::ReadExactCounts))));
        }
    }
}

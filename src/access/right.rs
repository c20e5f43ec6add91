//! What can be done.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::Text;

/// One thing that can be done, that some may and others may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Read what is published.
    ReadPublic,
    /// Ask for plans of places and rounds.
    RunPlans,
    /// Read the ledger of releases.
    ReadLedger,
    /// Write field notes and checks of services, in one's territory.
    WriteNote,
    /// Read the notes of one's own team.
    ReadOwnNotes,
    /// Read exact counts of at least 5, in one's territory; each reading is logged.
    ReadExactCounts,
    /// Read, export and erase one's own account.
    OwnAccount,
    /// Make, change and remove accounts.
    ManageAccounts,
    /// Make and revoke the keys of researchers.
    ManageKeys,
    /// Read the log of who did what.
    ReadAudit,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 10] = [
        Self::ReadPublic,
        Self::RunPlans,
        Self::ReadLedger,
        Self::WriteNote,
        Self::ReadOwnNotes,
        Self::ReadExactCounts,
        Self::OwnAccount,
        Self::ManageAccounts,
        Self::ManageKeys,
        Self::ReadAudit,
    ];

    /// The code used in answers and in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReadPublic => "read-public",
            Self::RunPlans => "run-plans",
            Self::ReadLedger => "read-ledger",
            Self::WriteNote => "write-note",
            Self::ReadOwnNotes => "read-own-notes",
            Self::ReadExactCounts => "read-exact-counts",
            Self::OwnAccount => "own-account",
            Self::ManageAccounts => "manage-accounts",
            Self::ManageKeys => "manage-keys",
            Self::ReadAudit => "read-audit",
        }
    }

    /// What it is called on screen.
    pub fn label(self) -> Text {
        match self {
            Self::ReadPublic => Text::new("lire ce qui est public", "read what is public"),
            Self::RunPlans => Text::new("demander des plans", "ask for plans"),
            Self::ReadLedger => Text::new("lire le registre des publications", "read the ledger of releases"),
            Self::WriteNote => Text::new("noter des rencontres", "write field notes"),
            Self::ReadOwnNotes => Text::new("relire les notes de son équipe", "read the notes of one’s team"),
            Self::ReadExactCounts => Text::new("lire des comptes exacts", "read exact counts"),
            Self::OwnAccount => Text::new("voir et effacer son compte", "see and erase one’s account"),
            Self::ManageAccounts => Text::new("gérer les comptes", "manage accounts"),
            Self::ManageKeys => Text::new("gérer les clés", "manage keys"),
            Self::ReadAudit => Text::new("lire le journal", "read the log"),
        }
    }

    /// Whether it holds in one's territory only.
    pub const fn is_territorial(self) -> bool {
        matches!(self, Self::WriteNote | Self::ReadOwnNotes | Self::ReadExactCounts)
    }
}

//! The words of the command line about people: accounts, keys and the log.

use clap::{Args, Subcommand};

use crate::api::auth::keys::{DAYS, QUOTA};

/// Accounts.
#[derive(Debug, Args)]
pub struct AccountsArguments {
    /// What to do with them
    #[command(subcommand)]
    pub command: AccountsCommand,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum AccountsCommand {
    /// Make an account; the password is read from standard input
    Add(AccountAdd),
    /// List the accounts
    List,
    /// Shut an account, and its sessions
    Disable(AccountOf),
    /// Open an account again
    Enable(AccountOf),
    /// Give another password, read from standard input
    Password(AccountOf),
    /// Change role, territory or team
    Move(AccountMove),
    /// Erase an account: its number alone stays in the log
    #[command(visible_alias = "erase")]
    Remove(AccountOf),
    /// Give somebody everything that is kept of them (right of access)
    Export(AccountOf),
}

/// Whose account.
#[derive(Debug, Args)]
pub struct AccountOf {
    /// The login
    #[arg(value_name = "LOGIN")]
    pub login: String,
}

/// Where an account stands.
#[derive(Debug, Args)]
pub struct AccountMove {
    /// The login; the work address for who signs in at the identity provider
    #[arg(value_name = "LOGIN")]
    pub login: String,
    /// The role: outreach, planner, administrator or data-protection
    #[arg(long, value_name = "ROLE")]
    pub role: String,
    /// Codes of territories: 34172, 243400017, 34, or * for everything; comma-separated
    #[arg(long, value_name = "CODES", default_value = "")]
    pub territory: String,
    /// The team whose notes one shares
    #[arg(long, value_name = "NAME")]
    pub team: Option<String>,
}

/// An account to make.
#[derive(Debug, Args)]
pub struct AccountAdd {
    /// Where it stands
    #[command(flatten)]
    pub to: AccountMove,
    /// Without a password: for who signs in at the identity provider
    #[arg(long)]
    pub no_password: bool,
}

/// Keys.
#[derive(Debug, Args)]
pub struct KeysArguments {
    /// What to do with them
    #[command(subcommand)]
    pub command: KeysCommand,
}

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make a key; it is shown once
    Add(KeyAdd),
    /// List the keys
    List,
    /// Revoke a key
    Revoke(KeyOf),
}

/// A key to make.
#[derive(Debug, Args)]
pub struct KeyAdd {
    /// What it is for
    #[arg(value_name = "LABEL")]
    pub label: String,
    /// Codes of the rights it opens, comma-separated [default: all a researcher has]
    #[arg(long, value_name = "RIGHTS")]
    pub scope: Option<String>,
    /// Requests a day
    #[arg(long, value_name = "NUMBER", default_value_t = QUOTA, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub quota: u64,
    /// Days until it ends
    #[arg(long, value_name = "NUMBER", default_value_t = DAYS, value_parser = clap::value_parser!(u64).range(1..=730))]
    pub days: u64,
}

/// Which key.
#[derive(Debug, Args)]
pub struct KeyOf {
    /// The number of the key
    #[arg(value_name = "NUMBER")]
    pub key: i64,
}

/// The log.
#[derive(Debug, Args)]
pub struct AuditArguments {
    /// What to do with it
    #[command(subcommand)]
    pub command: AuditCommand,
}

/// What to do with the log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check that no line of the log was changed or taken away
    Verify(AuditVerify),
    /// Read the log
    List,
}

/// What the log is held to.
#[derive(Debug, Args)]
pub struct AuditVerify {
    /// The hash written down elsewhere, that the log must lead to
    #[arg(long, value_name = "HASH")]
    pub head: Option<String>,
}

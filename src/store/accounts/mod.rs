//! Accounts, sessions, keys and the log of who did what, in the main database. No secret is kept but as a hash.
//!
//! One path for both databases: [`people`], [`sessions`], [`keys`] and [`log`] say what is done, in statements that both
//! understand; [`desk`] opens transactions.

mod desk;
mod keys;
mod log;
mod people;
mod row;
mod seals;
mod sessions;
mod verify;

use std::fmt::Debug;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Address, StoreError};
use crate::access::{Account, AccountId, AccountPlace, Key, KeyId, Login, PasswordHash, Secret, SecretHash};
use crate::disclosure::chain::Link;

pub use verify::{verify, verify_heads};

/// An account to make.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name to sign in with.
    pub login: Login,
    /// Its role, territory and team.
    pub place: AccountPlace,
    /// Its password; none for who signs in at the identity provider alone.
    pub password: Option<PasswordHash>,
}

/// What becomes another in an account.
#[derive(Debug, Clone)]
pub enum Change {
    /// It is shut, or opened again.
    Disabled(bool),
    /// Another password.
    Password(PasswordHash),
    /// Another role, another territory, another team.
    Place(AccountPlace),
    /// Who they are at the identity provider; told once, and never another.
    Subject(String),
}

/// A session under way.
#[derive(Debug, Clone)]
pub struct Session {
    /// Whose.
    pub account: Account,
    /// When it began, in seconds since 1970.
    pub made: i64,
    /// When it was last used, give or take a minute.
    pub used: i64,
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The hash of its secret.
    pub hash: SecretHash,
    /// Whose.
    pub account: AccountId,
    /// When, in seconds since 1970.
    pub made: i64,
    /// What the identity provider wants to be told at its end.
    pub hint: Option<String>,
}

/// One line of the log with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its number; they follow each other.
    pub number: i64,
    /// The line and its hash.
    pub link: Link,
}

/// Where accounts are kept. `event` is always the line of the log that goes with what is done, in the same transaction.
#[async_trait]
pub trait Accounts: Send + Sync + Debug {
    /// Makes an account.
    ///
    /// # Errors
    /// `login-taken`.
    async fn add(&self, new: &NewAccount, now: i64, event: &str) -> Result<AccountId, StoreError>;

    /// Every account, by its login.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// The account of a login, with what is kept of its password.
    async fn by_login(&self, login: &Login) -> Result<Option<(Account, Option<PasswordHash>)>, StoreError>;

    /// The account of somebody at the identity provider.
    async fn by_subject(&self, subject: &str) -> Result<Option<Account>, StoreError>;

    /// Changes an account and ends its sessions; `false` when there is none of this number.
    async fn change(&self, account: AccountId, change: &Change, event: &str) -> Result<bool, StoreError>;

    /// Erases an account and its sessions; `false` when there is none of this number. Its number stays in the log.
    async fn remove(&self, account: AccountId, event: &str) -> Result<bool, StoreError>;

    /// Begins a session.
    async fn begin_session(&self, session: &NewSession, event: &str) -> Result<(), StoreError>;

    /// The session of this hash, whatever its age.
    async fn session(&self, hash: &SecretHash) -> Result<Option<Session>, StoreError>;

    /// When the sessions of an account began and were last used.
    async fn sessions_of(&self, account: AccountId) -> Result<Vec<(i64, i64)>, StoreError>;

    /// Notes that a session is used.
    async fn touch(&self, hash: &SecretHash, now: i64) -> Result<(), StoreError>;

    /// Ends a session; gives what the identity provider wants to be told. `None` when there is no such session.
    async fn end_session(&self, hash: &SecretHash, event: &str) -> Result<Option<Option<String>>, StoreError>;

    /// Forgets sessions that began before one moment or were last used before another.
    async fn sweep(&self, made_before: i64, used_before: i64) -> Result<(), StoreError>;

    /// Keeps a key; its number is given, whatever it was.
    async fn add_key(&self, key: &Key, hash: &SecretHash, event: &str) -> Result<KeyId, StoreError>;

    /// Every key, in the order they were made.
    async fn keys(&self) -> Result<Vec<Key>, StoreError>;

    /// The key of this hash.
    async fn key(&self, hash: &SecretHash) -> Result<Option<Key>, StoreError>;

    /// Revokes a key; `false` when there is none of this number.
    async fn revoke_key(&self, key: KeyId, event: &str) -> Result<bool, StoreError>;

    /// Takes requests out of a key's quota of a day; gives how many it got, from 0 to as many as were asked for.
    async fn spend(&self, key: KeyId, day: i64, wanted: i64) -> Result<i64, StoreError>;

    /// What the vault marks the notes of a team with, or of an account without one: `team nord`, `account 12`.
    ///
    /// # Parameters
    /// `fresh`: the secret it is made with from now on, where there is none yet. It goes when the last account of the team does.
    async fn mark(&self, holder: &str, fresh: &Secret) -> Result<String, StoreError>;

    /// Every such mark there is.
    async fn marks(&self) -> Result<Vec<String>, StoreError>;

    /// Adds lines to the log.
    async fn log(&self, events: &[String]) -> Result<(), StoreError>;

    /// Lines of the log from a number on, in order.
    async fn logged(&self, from: i64, limit: i64) -> Result<Vec<Logged>, StoreError>;

    /// The number of the last line, 0 before the first.
    async fn last_logged(&self) -> Result<i64, StoreError>;

    /// Removes the lines up to a number, once a line that says so and holds the hash of the last one gone is added. Gives how
    /// many went.
    async fn forget_log(&self, up_to: i64, now: i64) -> Result<i64, StoreError>;
}

/// Opens the accounts of a database and brings its tables up to date.
///
/// # Errors
/// When the database cannot be reached or used.
pub async fn open(address: &Address) -> Result<Arc<dyn Accounts>, StoreError> {
    // The store brings the tables up to date: both share one set of steps.
    super::open(address).await?;
    Ok(match address {
        Address::Sqlite(path) => Arc::new(desk::sqlite(path)),
        Address::Postgres(url) => Arc::new(desk::postgres(url)?),
    })
}

//! Accounts as the administrator and their holders read them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{Account, AccountId, Role, moment};
use crate::store::StoreError;
use crate::store::accounts::{Accounts, Logged};

/// Lines of the log read at a time.
const PAGE: i64 = 2_000;

/// An account in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed {
    /// Its number.
    #[schema(value_type = i64)]
    pub id: AccountId,
    /// The name one signs in with.
    pub login: String,
    /// What one is.
    pub role: Role,
    /// Codes of the territories one acts in.
    pub territory: Vec<String>,
    /// The team whose notes one shares.
    pub team: Option<String>,
    /// Whether it is shut.
    pub disabled: bool,
    /// When it was made, in seconds since 1970.
    pub made: i64,
}

impl From<&Account> for Listed {
    fn from(account: &Account) -> Self {
        Self {
            id: account.id,
            login: account.login.to_string(),
            role: account.role,
            territory: account.territory.areas().map(|area| area.code().to_owned()).collect(),
            team: account.team.clone(),
            disabled: account.disabled,
            made: account.made,
        }
    }
}

/// When a session began and was last used, in seconds since 1970.
#[derive(Debug, Serialize, ToSchema)]
pub struct Visit {
    began: i64,
    last_used: i64,
}

/// A line of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Line {
    /// Its number.
    pub number: i64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// Who: `account 12`, `key 3`, `operator`, `nobody`.
    pub who: String,
    /// What: `sign-in`, `refused`, `exact-counts`…
    pub what: String,
    /// About what.
    pub about: String,
    /// The hash that binds it to all before it.
    pub hash: String,
}

impl From<&Logged> for Line {
    fn from(logged: &Logged) -> Self {
        let mut parts = logged.link.line.splitn(4, '|').skip(1).map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (who, what, about) = (next(), next(), next());
        Self { number: logged.number, at: moment(&logged.link.line).unwrap_or_default(), who, what, about, hash: logged.link.hash.clone() }
    }
}

/// Everything that is kept of somebody: the right of access (RGPD, article 15).
#[derive(Debug, Serialize, ToSchema)]
pub struct Dossier {
    /// The account.
    account: Listed,
    /// Sessions under way.
    sessions: Vec<Visit>,
    /// What the log says of them.
    log: Vec<Line>,
}

impl Dossier {
    /// Gathers what is kept of an account.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(accounts: &dyn Accounts, account: &Account) -> Result<Self, StoreError> {
        let sessions = accounts.sessions_of(account.id).await?;
        let (by, about) = (format!("account {}", account.id), account.id.to_string());
        let lines = whole_log(accounts).await?;
        let named = |line: &Line| line.who == by || (line.what.starts_with("account ") && line.about.split(' ').next() == Some(&about));
        Ok(Self {
            account: Listed::from(account),
            sessions: sessions.into_iter().map(|(began, last_used)| Visit { began, last_used }).collect(),
            log: lines.iter().map(Line::from).filter(named).collect(),
        })
    }
}

/// Every line of the log.
///
/// # Errors
/// Those of the store.
pub async fn whole_log(accounts: &dyn Accounts) -> Result<Vec<Logged>, StoreError> {
    let (mut lines, mut from) = (Vec::new(), 0);
    loop {
        let page = accounts.logged(from, PAGE).await?;
        let Some(last) = page.last() else { return Ok(lines) };
        from = last.number + 1;
        lines.extend(page);
    }
}

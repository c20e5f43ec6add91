//! Accounts: made, found, changed, erased.

use super::{Change, NewAccount, log, row, seals};
use crate::access::{Account, AccountId, Login, PasswordHash};
use crate::domain::{Fault, Text};
use crate::store::StoreError;
use crate::store::vault::hand::{Hand, Value};

const ALL: &str =
    "SELECT CAST(id AS TEXT), login, role, territory, team, CAST(disabled AS TEXT), CAST(made AS TEXT) FROM account ORDER BY login";
const BY_LOGIN: &str = "SELECT CAST(id AS TEXT), login, role, territory, team, CAST(disabled AS TEXT), CAST(made AS TEXT), password FROM account WHERE login = $1";
const BY_SUBJECT: &str =
    "SELECT CAST(id AS TEXT), login, role, territory, team, CAST(disabled AS TEXT), CAST(made AS TEXT) FROM account WHERE subject = $1";
const ADD: &str = "INSERT INTO account (login, role, territory, team, password, disabled, made) VALUES ($1, $2, $3, $4, $5, 0, $6) \
    RETURNING CAST(id AS TEXT)";
const DISABLE: &str = "UPDATE account SET disabled = $2 WHERE id = $1 RETURNING CAST(id AS TEXT)";
const PASSWORD: &str = "UPDATE account SET password = $2 WHERE id = $1 RETURNING CAST(id AS TEXT)";
const PLACE: &str = "UPDATE account SET role = $2, territory = $3, team = $4 WHERE id = $1 RETURNING CAST(id AS TEXT)";
const SUBJECT: &str = "UPDATE account SET subject = $2 WHERE id = $1 AND subject IS NULL RETURNING CAST(id AS TEXT)";
const REMOVE: &str = "DELETE FROM account WHERE id = $1 RETURNING CAST(id AS TEXT)";
const END_SESSIONS: &str = "DELETE FROM session WHERE account = $1";

/// Makes an account. `{}` in the line of the log stands for its number.
pub async fn add(hand: &mut impl Hand, new: &NewAccount, now: i64, event: &str) -> Result<AccountId, StoreError> {
    if by_login(hand, &new.login).await?.is_some() {
        return Err(StoreError::Inconsistent(login_taken()));
    }
    let values = vec![
        new.login.as_str().into(),
        new.place.role.code().into(),
        new.place.territory.to_string().as_str().into(),
        Value::Text(new.place.team.clone()),
        Value::Text(new.password.as_ref().map(|hash| hash.as_str().to_owned())),
        now.into(),
    ];
    let made = hand.rows(ADD, values).await?;
    let cells = made.first().cloned().unwrap_or_default();
    let id = row::number(&cells, 0, "account")?;
    log::append(hand, [event.replace("{}", &id.to_string())]).await?;
    Ok(AccountId(id))
}

/// Every account.
pub async fn all(hand: &mut impl Hand) -> Result<Vec<Account>, StoreError> {
    hand.rows(ALL, Vec::new()).await?.iter().map(row::account).collect()
}

/// The account of a login.
pub async fn by_login(hand: &mut impl Hand, login: &Login) -> Result<Option<(Account, Option<PasswordHash>)>, StoreError> {
    let rows = hand.rows(BY_LOGIN, vec![login.as_str().into()]).await?;
    let Some(cells) = rows.first() else { return Ok(None) };
    let password = cells.get(row::ACCOUNT).cloned().flatten().map(PasswordHash::kept);
    Ok(Some((row::account(cells)?, password)))
}

/// The account of somebody at the identity provider.
pub async fn by_subject(hand: &mut impl Hand, subject: &str) -> Result<Option<Account>, StoreError> {
    hand.rows(BY_SUBJECT, vec![subject.into()]).await?.first().map(row::account).transpose()
}

/// Changes an account; but for who they are elsewhere, its sessions end.
pub async fn change(hand: &mut impl Hand, account: AccountId, change: &Change, event: &str) -> Result<bool, StoreError> {
    let id = Value::from(account.0);
    let (sql, values) = match change {
        Change::Disabled(disabled) => (DISABLE, vec![id, i64::from(*disabled).into()]),
        Change::Password(hash) => (PASSWORD, vec![id, hash.as_str().into()]),
        Change::Place(place) => {
            let territory = place.territory.to_string();
            (PLACE, vec![id, place.role.code().into(), territory.as_str().into(), Value::Text(place.team.clone())])
        }
        Change::Subject(subject) => (SUBJECT, vec![id, subject.as_str().into()]),
    };
    if hand.rows(sql, values).await?.is_empty() {
        return Ok(false);
    }
    if !matches!(change, Change::Subject(_)) {
        hand.run(END_SESSIONS, vec![account.0.into()]).await?;
    }
    if matches!(change, Change::Place(_)) {
        seals::sweep(hand).await?;
    }
    log::append(hand, [event.to_owned()]).await?;
    Ok(true)
}

/// Erases an account.
pub async fn remove(hand: &mut impl Hand, account: AccountId, event: &str) -> Result<bool, StoreError> {
    hand.run(END_SESSIONS, vec![account.0.into()]).await?;
    let found = !hand.rows(REMOVE, vec![account.0.into()]).await?.is_empty();
    if found {
        seals::sweep(hand).await?;
        log::append(hand, [event.to_owned()]).await?;
    }
    Ok(found)
}

fn login_taken() -> Fault {
    Fault::new(
        "login-taken",
        Text::new("cet identifiant a déjà un compte", "this login has an account already"),
        Text::new("changer le compte existant, ou choisir un autre identifiant", "change the account there is, or choose another login"),
    )
    .in_column("login")
}

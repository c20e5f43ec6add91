//! `maillage accounts`: who may sign in. Passwords are read from standard input, never from the command line, which others see.

use std::io::{self, IsTerminal, Read};
use std::sync::Arc;

use serde::Serialize;

use super::arguments::{AccountAdd, AccountMove, AccountsCommand};
use super::terminal::Terminal;
use crate::access::{Account, AccountPlace, Actor, Login, Password, PasswordHash, event};
use crate::api::auth::Clock;
use crate::api::auth::lists::{Dossier, Listed};
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::store::accounts::{self, Accounts, Change, NewAccount};
use crate::text;

/// The longest password read, in bytes.
const LONGEST: u64 = 1_024;

#[derive(Serialize)]
struct Outcome {
    account: String,
    login: String,
    done: &'static str,
}

/// Runs the command asked for.
///
/// # Errors
/// `login-taken`, `unknown-login`, `weak-password`, or those of the database.
pub async fn run(asked: &AccountsCommand, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let desk = open(config).await?;
    match asked {
        AccountsCommand::Add(add) => make(&*desk, add, terminal).await,
        AccountsCommand::List => list(&*desk, terminal).await,
        AccountsCommand::Disable(of) => change(&*desk, &of.login, Change::Disabled(true), "disabled", terminal).await,
        AccountsCommand::Enable(of) => change(&*desk, &of.login, Change::Disabled(false), "enabled", terminal).await,
        AccountsCommand::Password(of) => {
            find(&*desk, &of.login).await?;
            let hash = password_from_input(terminal)?;
            change(&*desk, &of.login, Change::Password(hash), "password", terminal).await
        }
        AccountsCommand::Move(to) => {
            let place = place(to)?;
            change(&*desk, &to.login, Change::Place(place), "changed", terminal).await
        }
        AccountsCommand::Remove(of) => remove(&*desk, &of.login, terminal).await,
        AccountsCommand::Export(of) => export(&*desk, &of.login).await.map(|dossier| tell(terminal, &dossier)),
    }
}

/// Opens the accounts of these settings.
///
/// # Errors
/// When the folder or the database cannot be used.
pub async fn open(config: &Config) -> Result<Arc<dyn Accounts>, Fault> {
    config.folder()?;
    Ok(accounts::open(&config.address()?).await?)
}

async fn make(desk: &dyn Accounts, add: &AccountAdd, terminal: &Terminal) -> Result<(), Fault> {
    let login: Login = add.to.login.parse()?;
    let place = place(&add.to)?;
    let password = if add.no_password { None } else { Some(password_from_input(terminal)?) };
    let now = Clock::Machine.now();
    let line = event(now, Actor::Operator, "account added", &format!("{{}} {} {}", place.role, place.territory));
    let id = desk.add(&NewAccount { login: login.clone(), place, password }, now, &line).await?;
    let done = Outcome { account: id.to_string(), login: login.to_string(), done: "added" };
    terminal.answer(&done, &text!("Compte {id} créé : {login}", "Account {id} made: {login}"));
    Ok(())
}

async fn list(desk: &dyn Accounts, terminal: &Terminal) -> Result<(), Fault> {
    let all = desk.accounts().await?;
    for account in &all {
        let (id, login, role, territory) = (account.id, &account.login, account.role, &account.territory);
        let label = role.label();
        let shut = if account.disabled { Text::new(" — fermé", " — shut") } else { Text::same("") };
        let words = Text::new(
            format!("{id}  {login} — {}  {territory}{}", label.fr, shut.fr),
            format!("{id}  {login} — {}  {territory}{}", label.en, shut.en),
        );
        terminal.answer(&Listed::from(account), &words);
    }
    if all.is_empty() {
        terminal.tell(&Text::new(
            "Aucun compte : maillage accounts add IDENTIFIANT --role administrator",
            "No account: maillage accounts add LOGIN --role administrator",
        ));
    }
    Ok(())
}

async fn change(desk: &dyn Accounts, login: &str, change: Change, done: &'static str, terminal: &Terminal) -> Result<(), Fault> {
    let account = find(desk, login).await?;
    let line = event(Clock::Machine.now(), Actor::Operator, &format!("account {done}"), &account.id.to_string());
    desk.change(account.id, &change, &line).await?;
    let (id, login) = (account.id, account.login);
    let words = text!("Compte {id} changé ; ses sessions sont closes : {login}", "Account {id} changed; its sessions are closed: {login}");
    terminal.answer(&Outcome { account: id.to_string(), login: login.to_string(), done }, &words);
    Ok(())
}

async fn remove(desk: &dyn Accounts, login: &str, terminal: &Terminal) -> Result<(), Fault> {
    let account = find(desk, login).await?;
    let line = event(Clock::Machine.now(), Actor::Operator, "account erased", &account.id.to_string());
    desk.remove(account.id, &line).await?;
    let (id, login) = (account.id, account.login);
    let words = text!(
        "Compte {id} effacé : {login}. Son numéro reste au journal, un an.",
        "Account {id} erased: {login}. Its number stays in the log, for a year."
    );
    terminal.answer(&Outcome { account: id.to_string(), login: login.to_string(), done: "erased" }, &words);
    Ok(())
}

async fn export(desk: &dyn Accounts, login: &str) -> Result<Dossier, Fault> {
    let account = find(desk, login).await?;
    Ok(Dossier::of(desk, &account).await?)
}

fn tell(terminal: &Terminal, dossier: &Dossier) {
    // For its holder, in a form that programs read too: the same in both languages.
    let words = serde_json::to_string_pretty(dossier).unwrap_or_default();
    terminal.answer(dossier, &Text::same(words));
}

async fn find(desk: &dyn Accounts, login: &str) -> Result<Account, Fault> {
    let login: Login = login.parse()?;
    desk.by_login(&login).await?.map(|(account, _)| account).ok_or_else(|| {
        Fault::new(
            "unknown-login",
            text!("aucun compte n’a l’identifiant « {login} »", "no account has the login “{login}”"),
            Text::new("les lister : maillage accounts list", "list them: maillage accounts list"),
        )
    })
}

fn place(to: &AccountMove) -> Result<AccountPlace, Fault> {
    AccountPlace::new(to.role.parse()?, to.territory.parse()?, to.team.as_deref())
}

/// Reads a password from standard input, up to the end of its first line.
fn password_from_input(terminal: &Terminal) -> Result<PasswordHash, Fault> {
    if io::stdin().is_terminal() {
        terminal.tell(&Text::new(
            "Mot de passe (il s’affiche ; pour l’éviter : … < fichier) :",
            "Password (it is shown; to avoid it: … < file):",
        ));
    }
    let mut words = String::new();
    let read = if io::stdin().is_terminal() {
        io::stdin().read_line(&mut words)
    } else {
        io::stdin().lock().take(LONGEST).read_to_string(&mut words)
    };
    read.map_err(|cause| unreadable(&cause.to_string()))?;
    let line = words.lines().next().unwrap_or_default();
    Password::chosen(line)?.hash().map_err(|cause| unreadable(&cause.to_string()))
}

fn unreadable(cause: &str) -> Fault {
    Fault::new(
        "password-unreadable",
        text!("le mot de passe n’a pas pu être lu ou gardé : {cause}", "the password could not be read or kept: {cause}"),
        Text::new("l’envoyer sur l’entrée standard, en UTF-8", "send it on standard input, in UTF-8"),
    )
}

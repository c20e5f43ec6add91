//! `maillage keys`: the keys of researchers.

use serde::Serialize;

use super::accounts::open;
use super::arguments::{KeyAdd, KeysCommand};
use super::terminal::Terminal;
use crate::access::{Actor, Key, KeyId, KeySecret, Scope, check_label, event};
use crate::api::auth::Clock;
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::store::accounts::Accounts;
use crate::text;

#[derive(Serialize)]
struct Made {
    #[serde(flatten)]
    key: Key,
    secret: String,
}

/// Runs the command asked for.
///
/// # Errors
/// `unknown-scope`, `bad-label`, `unknown-key`, or those of the database.
pub async fn run(asked: &KeysCommand, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let desk = open(config).await?;
    match asked {
        KeysCommand::Add(add) => make(&*desk, add, terminal).await,
        KeysCommand::List => list(&*desk, terminal).await,
        KeysCommand::Revoke(of) => revoke(&*desk, of.key, terminal).await,
    }
}

async fn make(desk: &dyn Accounts, add: &KeyAdd, terminal: &Terminal) -> Result<(), Fault> {
    let scope = add.scope.as_deref().map_or_else(|| Ok(Scope::whole()), str::parse)?;
    let secret =
        KeySecret::draw().map_err(|cause| Fault::new("no-chance", Text::same(cause.to_string()), Text::new("réessayer", "try again")))?;
    let mut key = Key::new(&secret, check_label(&add.label)?, scope, (add.quota, add.days), Clock::Machine.now());
    key.id = desk.add_key(&key, &secret.hash(), &event(key.made, Actor::Operator, "key added", "{}")).await?;
    let (id, shown) = (key.id, secret.reveal());
    let words = text!("Clé {id} créée. Elle ne sera plus montrée :\n{shown}", "Key {id} made. It will not be shown again:\n{shown}");
    terminal.answer(&Made { key, secret: shown }, &words);
    Ok(())
}

async fn list(desk: &dyn Accounts, terminal: &Terminal) -> Result<(), Fault> {
    let (keys, now) = (desk.keys().await?, Clock::Machine.now());
    for key in &keys {
        let Key { id, beginning, label, scope, quota, .. } = key;
        let days = (key.expires - now).div_euclid(86_400);
        let words = if key.is_good(now) {
            text!(
                "{id}  {beginning}…  {label} — {scope}, {quota} demandes par jour, encore {days} jours",
                "{id}  {beginning}…  {label} — {scope}, {quota} requests a day, {days} days to go"
            )
        } else {
            text!("{id}  {beginning}…  {label} — échue ou révoquée", "{id}  {beginning}…  {label} — over or revoked")
        };
        terminal.answer(key, &words);
    }
    if keys.is_empty() {
        terminal.tell(&Text::new("Aucune clé.", "No key."));
    }
    Ok(())
}

async fn revoke(desk: &dyn Accounts, number: i64, terminal: &Terminal) -> Result<(), Fault> {
    let line = event(Clock::Machine.now(), Actor::Operator, "key revoked", &number.to_string());
    if !desk.revoke_key(KeyId(number), &line).await? {
        return Err(Fault::new(
            "unknown-key",
            text!("aucune clé n’a le numéro {number}", "no key has the number {number}"),
            Text::new("les lister : maillage keys list", "list them: maillage keys list"),
        ));
    }
    let words = text!(
        "Clé {number} révoquée ; un serveur en marche la refuse d’ici 30 secondes",
        "Key {number} revoked; a running server refuses it within 30 seconds"
    );
    terminal.answer(&serde_json::json!({ "key": number, "done": "revoked" }), &words);
    Ok(())
}

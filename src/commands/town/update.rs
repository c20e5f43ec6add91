//! `maillage update`: what changed since, and only that.

use super::desk::Desk;
use super::init;
use crate::commands::arguments::Update;
use crate::commands::loaded;
use crate::commands::terminal::Terminal;
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::text;

/// Asks every producer whether anything is newer, or repeats the import of a day from what was kept.
///
/// # Errors
/// `no-territory`; `unknown-source`; as `init`.
pub async fn run(asked: &Update, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let mut desk = Desk::open(config)?;
    desk.as_of = asked.as_of;
    let territory = desk.territory()?;
    if let Some(unknown) = asked.only.iter().find(|id| desk.catalogue.imported().all(|source| source.id != **id)) {
        return Err(unknown_source(unknown, &desk));
    }
    let store = loaded::open_store(config).await?;
    let wanted = |source: &crate::catalogue::Source, _: &super::memory::Memory| asked.only.is_empty() || asked.only.contains(&source.id);
    init::through(&desk, &territory, &wanted, (config, store), terminal).await
}

fn unknown_source(id: &str, desk: &Desk) -> Fault {
    let known = desk.catalogue.imported().map(|source| source.id.as_str()).collect::<Vec<_>>().join(", ");
    Fault::new(
        "unknown-source",
        text!("le catalogue n’a pas de jeu « {id} »", "the catalogue has no data set “{id}”"),
        Text::new(format!("jeux connus : {known}"), format!("data sets known: {known}")),
    )
}

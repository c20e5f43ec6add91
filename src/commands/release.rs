//! `maillage release`: a quarter of field notes, published with noise.

use std::sync::Arc;

use serde::Serialize;

use super::arguments::Release as Asked;
use super::terminal::Terminal;
use super::{accounts, loaded, vault};
use crate::config::Config;
use crate::disclosure::chain::{self, Link};
use crate::disclosure::ledger::{Rho, State};
use crate::disclosure::noise::SystemBits;
use crate::disclosure::release::{self, Level, LogHead, Nesting, Order, Raw, Release, Shown};
use crate::domain::{Fault, Quarter, Text};
use crate::ingest;
use crate::store::Store;
use crate::store::accounts::Accounts;
use crate::store::vault::Vault;
use crate::text;

#[derive(Serialize)]
struct Answer {
    quarter: Quarter,
    figures: usize,
    few: usize,
    cells: usize,
    merged: usize,
    vetoed: usize,
    rho: String,
    spent: String,
    left: String,
    hash: String,
}

/// Releases a quarter.
///
/// # Errors
/// `embargo`, `over-budget`, `already-released` and the other refusals of the ledger; then nothing was drawn.
pub async fn run(asked: &Asked, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let (quarter, today) = (asked.quarter, ingest::today());
    release::check(quarter, today)?;
    let store = loaded::open_store(config).await?;
    let atlas = loaded::atlas(config).await?;
    let vault = vault::open(config).await?;
    let fictional = atlas.fictional;
    if is_spent(&vault, quarter).await? {
        return again(quarter, &vault, &store, fictional, terminal).await;
    }
    let layer = vault::layer(&atlas)?;
    let vetoed = vault::vetoed(config, layer)?;
    let nesting = Nesting::new(&vault::public_zones(&atlas, layer), config.notes.minimum_population, &vetoed)?;
    let order = Order { quarter, rho: asked.rho, geography: layer.geography, drawn_on: today };
    let log = log_head(&*accounts::open(config).await?).await?;
    let made = draw(order, Some(log), &nesting, &vault).await?;
    let hash = publish(&[quarter], &vault, &store, fictional).await?;
    let answer = answer(&made, &nesting, vetoed.len(), &vault, hash).await?;
    terminal.answer(&answer, &words(&answer));
    Ok(())
}

async fn is_spent(vault: &Arc<dyn Vault>, quarter: Quarter) -> Result<bool, Fault> {
    Ok(vault.ledger().await?.entries().iter().any(|entry| entry.quarter == quarter && entry.state == State::Spent))
}

/// Where the log of who did what stands.
async fn log_head(desk: &dyn Accounts) -> Result<LogHead, Fault> {
    let last = desk.last_logged().await?;
    let lines = desk.logged(last, 1).await?;
    let head = lines.first().map(|logged| LogHead { line: logged.number.unsigned_abs(), hash: logged.link.hash.clone() });
    Ok(head.unwrap_or_else(|| LogHead { line: 0, hash: chain::START.to_owned() }))
}

/// Sets the sum aside, on disk; then counts, draws and keeps, and beside it what of the same counts may be told exactly.
pub(super) async fn draw(order: Order, log: Option<LogHead>, nesting: &Nesting, vault: &Arc<dyn Vault>) -> Result<Release, Fault> {
    let Order { quarter, rho, geography, drawn_on } = order;
    vault.reserve(quarter, rho, &format!("{drawn_on}|reserve|{quarter}|{rho}")).await?;
    let pending = vault.pending(geography, quarter).await?;
    let raw = Raw::count(&pending.encounters, nesting);
    let exact = release::exact_counts(&raw, nesting);
    let drawn = Release::draw(order, raw, nesting, &mut SystemBits::new())?;
    let made = Release { log, ..drawn };
    vault.release(&made, &exact, &pending, &format!("{drawn_on}|release|{quarter}|{rho}")).await?;
    Ok(made)
}

/// Copies what the vault has released to where the public reads, some quarters as data sets, and gives the last hash. What is there
/// already stays.
pub(super) async fn publish(
    quarters: &[Quarter],
    vault: &Arc<dyn Vault>,
    store: &Arc<dyn Store>,
    fictional: bool,
) -> Result<String, Fault> {
    let links = vault.releases().await?;
    let head = chain::verify(&links, None)?;
    store.publish(&links).await?;
    let releases = Release::read(links.iter().map(|link| link.line.as_str()))?;
    for release in releases.iter().filter(|release| quarters.contains(&release.order.quarter)) {
        if let Some(batch) = ingest::released(release, &end_of(release, &links), fictional) {
            store.commit(&batch).await?;
        }
    }
    Ok(head)
}

/// The hash of a release's last line.
fn end_of(release: &Release, links: &[Link]) -> String {
    let header = format!("release|{}|", release.order.quarter);
    let start = links.iter().position(|link| link.line.starts_with(&header)).unwrap_or_default();
    links.get(start + release.rows.len()).map(|link| link.hash.clone()).unwrap_or_default()
}

/// A release that is in the vault and did not reach the public is copied there; else it is refused.
async fn again(
    quarter: Quarter,
    vault: &Arc<dyn Vault>,
    store: &Arc<dyn Store>,
    fictional: bool,
    terminal: &Terminal,
) -> Result<(), Fault> {
    let public = store.released().await?.len();
    let known =
        store.datasets().await?.iter().filter(|dataset| dataset.format == "field-notes" && dataset.file == quarter.to_string()).count();
    if public == vault.releases().await?.len() && known > 0 {
        // The ledger says it in its own words.
        vault.ledger().await?.reserve(quarter, Rho::QUARTER)?;
    }
    let hash = publish(&[quarter], vault, store, fictional).await?;
    terminal.answer(
        &serde_json::json!({ "quarter": quarter, "hash": hash }),
        &text!(
            "{quarter} était au coffre et ne paraissait pas : c’est fait",
            "{quarter} was in the vault and had not appeared: it has now"
        ),
    );
    Ok(())
}

async fn answer(made: &Release, nesting: &Nesting, vetoed: usize, vault: &Arc<dyn Vault>, hash: String) -> Result<Answer, Fault> {
    let ledger = vault.ledger().await?;
    let year = made.order.quarter.year();
    let cells = Level::ALL.iter().flat_map(|level| nesting.cells(*level));
    Ok(Answer {
        quarter: made.order.quarter,
        figures: made.rows.len(),
        few: made.rows.iter().filter(|row| row.shown == Shown::Few).count(),
        cells: cells.clone().count(),
        merged: cells.filter(|cell| cell.len() > 1).count(),
        vetoed,
        rho: made.order.rho.to_string(),
        spent: ledger.spent(year).to_string(),
        left: ledger.left(year).to_string(),
        hash,
    })
}

fn words(answer: &Answer) -> Text {
    let Answer { quarter, figures, few, cells, merged, vetoed, rho, spent, left, hash } = answer;
    let year = quarter.year();
    text!(
        "{quarter} est publié : {figures} chiffres de {cells} lieux, dont {few} « moins de 11 ».\n  lieux réunis, faute d’habitants : {merged} ; lieux tenus à l’écart : {vetoed}\n  ρ dépensé : {rho} ; en {year} : {spent}, il en reste {left}\n  empreinte : {hash}",
        "{quarter} is released: {figures} figures of {cells} places, of which {few} “fewer than 11”.\n  places put together for want of inhabitants: {merged}; places kept out: {vetoed}\n  ρ spent: {rho}; in {year}: {spent}, {left} is left\n  hash: {hash}"
    )
}

//! `maillage links`: the records that were joined, and those on which a person should decide, as a table that can be
//! edited and imported back.

use std::io;

use super::arguments::Links;
use super::terminal::Terminal;
use super::{loaded, written};
use crate::atlas::Atlas;
use crate::config::Config;
use crate::domain::{Fault, Lang, Service, ServiceId};

/// Writes the table: `one,other,verdict,weight,why,one_name,other_name,state`. The verdict is left blank: what is
/// written there wins over the score once imported.
///
/// # Errors
/// `nothing-loaded`; `cannot-write`.
pub async fn run(asked: &Links, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let atlas = loaded::atlas(config).await?;
    let lang = terminal.lang();
    written::to(&asked.out, |out| write(&mut csv::Writer::from_writer(out), &atlas, lang))
}

fn write(out: &mut csv::Writer<&mut dyn io::Write>, atlas: &Atlas, lang: Lang) -> io::Result<()> {
    out.write_record(["one", "other", "verdict", "weight", "why", "one_name", "other_name", "state"])?;
    for (id, joined) in &atlas.joined {
        for record in joined {
            let name = |id| named(atlas, id).map_or("", |service| service.name.as_str());
            let cells = [id.as_str(), record.record.id.as_str(), "", "", record.why.get(lang), name(id), &record.record.name, "joined"];
            out.write_record(cells.map(harmless))?;
        }
    }
    for doubt in &atlas.doubts {
        let name = |id| named(atlas, id).map_or("", |service| service.name.as_str());
        let weight = format!("{:.1}", doubt.weight);
        let cells =
            [doubt.one.as_str(), doubt.other.as_str(), "", &weight, doubt.why.get(lang), name(&doubt.one), name(&doubt.other), "to review"];
        out.write_record(cells.map(harmless))?;
    }
    out.flush()
}

/// The record of this id, shown or joined.
fn named<'a>(atlas: &'a Atlas, id: &ServiceId) -> Option<&'a Service> {
    let shown = atlas.services.binary_search_by(|service| service.id.cmp(id)).ok().map(|at| &atlas.services[at]);
    shown.or_else(|| atlas.joined.values().flatten().map(|joined| &joined.record).find(|record| record.id == *id))
}

/// Text that a spreadsheet would run is preceded by an apostrophe.
fn harmless(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

//! `maillage analyse <method>` on files: no database, no server. One file a method holds its arguments
//! and turns them into the options of the method.

mod access;
mod evaluate;
pub mod french;
mod getis_ord;
mod index;
mod interpolate;
mod join_counts;
mod local_geary;
mod local_moran;
mod moran;
mod outlines;
mod rounds;
mod scan;
mod shared;
mod site;
mod smooth;
pub mod take_up;
mod vintages;
mod weights;

use std::path::Path;
use std::time::Instant;

use clap::Subcommand;

use super::terminal::Terminal;
use super::written;
use crate::domain::{Fault, Text};
use crate::methods::moran::Statistic;
use crate::methods::{Description, MethodResult};
use crate::text;
use shared::OutputArguments;

/// The methods.
#[derive(Debug, Subcommand)]
pub enum Method {
    /// How well zones reach services, from tables of zones, services and costs
    Access(access::Arguments),
    /// Which zones are neighbours, from outlines or points
    Weights(weights::Arguments),
    /// Whether like values lie together on the map (Moran’s I)
    Moran(moran::Arguments),
    /// By how much neighbours differ (Geary’s C)
    Geary(moran::Arguments),
    /// Whether high values lie together on the map (general G)
    GeneralG(moran::Arguments),
    /// Around which zones like values lie together
    LocalMoran(local_moran::Arguments),
    /// Which zones are like their neighbours, and which stand out
    LocalGeary(local_geary::Arguments),
    /// Hot spots and cold spots (G and G*)
    GetisOrd(getis_ord::Arguments),
    /// Whether marked zones touch each other
    JoinCounts(join_counts::Arguments),
    /// Rates of small zones, chance taken out
    Smooth(smooth::Arguments),
    /// Where counts are surely higher, or lower, than expected (Kulldorff’s scan)
    Scan(scan::Arguments),
    /// Where to open places, and how much better one could do
    Site(site::Arguments),
    /// Figures of some zones carried over to others, by area or by where people live
    Interpolate(interpolate::Arguments),
    /// What the zones of one edition became in another, and counts carried across
    Vintages(vintages::Arguments),
    /// Whether what was done in some zones changed anything there
    Evaluate(evaluate::Arguments),
    /// Several indicators in one score, and how firm the ranks are
    Index(index::Arguments),
    /// Which team visits which stops, in what order and when
    Rounds(rounds::Arguments),
}

/// A method ready to run.
trait Runnable {
    /// What it says of itself.
    fn description(&self) -> Description;
    /// Where its result goes.
    fn output(&self) -> &OutputArguments;
    /// Runs it.
    fn run(&self) -> Result<MethodResult, Fault>;
}

/// Runs one method, or says what it is.
///
/// # Errors
/// Those of the method, and `cannot-write`.
pub fn run(method: &Method, terminal: &Terminal) -> Result<(), Fault> {
    match method {
        Method::Access(asked) => carry_out(asked, terminal),
        Method::Weights(asked) => carry_out(asked, terminal),
        Method::Moran(asked) => carry_out(&moran::Asked(asked, Statistic::Moran), terminal),
        Method::Geary(asked) => carry_out(&moran::Asked(asked, Statistic::Geary), terminal),
        Method::GeneralG(asked) => carry_out(&moran::Asked(asked, Statistic::GeneralG), terminal),
        Method::LocalMoran(asked) => carry_out(asked, terminal),
        Method::LocalGeary(asked) => carry_out(asked, terminal),
        Method::GetisOrd(asked) => carry_out(asked, terminal),
        Method::JoinCounts(asked) => carry_out(asked, terminal),
        Method::Smooth(asked) => carry_out(asked, terminal),
        Method::Scan(asked) => carry_out(asked, terminal),
        Method::Site(asked) => carry_out(asked, terminal),
        Method::Interpolate(asked) => carry_out(asked, terminal),
        Method::Vintages(asked) => carry_out(asked, terminal),
        Method::Evaluate(asked) => carry_out(asked, terminal),
        Method::Index(asked) => carry_out(asked, terminal),
        Method::Rounds(asked) => carry_out(asked, terminal),
    }
}

/// Runs the take-up signal on files, or says what it is.
///
/// # Errors
/// Those of the method, and `cannot-write`.
pub fn take_up(asked: &take_up::Arguments, terminal: &Terminal) -> Result<(), Fault> {
    carry_out(asked, terminal)
}

fn carry_out(method: &impl Runnable, terminal: &Terminal) -> Result<(), Fault> {
    let output = method.output();
    if output.describe {
        let page = method.description().page(terminal.lang());
        return written::to(Path::new("-"), |out| out.write_all(page.as_bytes()));
    }
    let begun = Instant::now();
    let mut result = method.run()?;
    written::to(&output.out, |out| result.write(output.format, out))?;
    result.summary.seconds = begun.elapsed().as_secs_f64();
    if let Some(path) = &output.summary {
        written::to(path, |out| {
            serde_json::to_writer_pretty(&mut *out, &result.summary)?;
            out.write_all(b"\n")
        })?;
    }
    tell(&result, terminal);
    Ok(())
}

/// How good the result is, what was left out and what to beware of, beside it.
fn tell(result: &MethodResult, terminal: &Terminal) {
    if let Some(optimum) = &result.summary.optimum {
        terminal.tell(&optimum.words());
    }
    for left_out in &result.summary.left_out {
        let (count, reason) = (left_out.count, left_out.reason);
        terminal.tell(&text!("laissées de côté : {count} ({reason})", "left out: {count} ({reason})"));
    }
    for warning in &result.summary.warnings {
        let Text { fr, en } = &warning.message;
        terminal.tell(&text!("attention : {fr}", "beware: {en}"));
    }
}

//! `maillage plan`: places to open and rounds of outreach, as the server plans them.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::analyse::audience;
use super::arguments::{Plan, Planned, RoundArguments, SitesArguments};
use super::terminal::Terminal;
use super::{loaded, written};
use crate::atlas::Atlas;
use crate::config::Config;
use crate::diagnosis::coverage::CoverageQuery;
use crate::diagnosis::coverage::standing::Standing;
use crate::diagnosis::plans::Unwatched;
use crate::diagnosis::plans::rounds::{RoundsQuery, Unmet, rounds};
use crate::diagnosis::plans::sites::{SitesQuery, sites};
use crate::diagnosis::take_up::take_up;
use crate::domain::{Fault, Minutes};

/// Makes one plan of the loaded territory.
///
/// # Errors
/// When nothing is loaded, when the plan lacks data, or when it cannot be written.
pub async fn run(plan: &Plan, config: &Config, _terminal: &Terminal) -> Result<(), Fault> {
    let atlas = loaded::atlas(config).await?;
    match &plan.plan {
        Planned::Sites(asked) => plan_sites(&atlas, asked, config),
        Planned::Rounds(asked) => plan_rounds(&atlas, asked, config),
    }
}

fn plan_sites(atlas: &Atlas, asked: &SitesArguments, config: &Config) -> Result<(), Fault> {
    let coverage = CoverageQuery {
        geography: loaded::geography(atlas, asked.output.geography)?,
        theme: asked.theme,
        audience: asked.audience.as_deref().map(audience).transpose()?,
        at: asked.at,
        mode: asked.travel.mode,
        limit_minutes: Minutes(asked.travel.limit),
    };
    let ways = loaded::ways(atlas, config)?;
    let travel = ways.of(coverage.mode);
    let standing = Standing::of(atlas, travel, &coverage, None)?;
    let query = SitesQuery { coverage, count: asked.count as usize };
    write(&asked.output.out, &sites(atlas, travel, &query, &standing, &Unwatched)?)
}

fn plan_rounds(atlas: &Atlas, asked: &RoundArguments, config: &Config) -> Result<(), Fault> {
    let geography = loaded::geography(atlas, asked.output.geography)?;
    let coverage = CoverageQuery {
        geography,
        theme: asked.theme,
        audience: None,
        at: None,
        mode: asked.travel.mode,
        limit_minutes: Minutes(asked.travel.limit),
    };
    let ways = loaded::ways(atlas, config)?;
    let travel = ways.of(coverage.mode);
    let standing = Standing::of(atlas, travel, &coverage, None)?;
    let signal = take_up(atlas, geography).ok();
    let query =
        RoundsQuery { coverage, start: asked.start, minutes: asked.minutes, stop_minutes: asked.stop_minutes, comes_back: !asked.one_way };
    let known = Unmet { assessment: &standing.assessment, take_up: signal.as_ref() };
    write(&asked.output.out, &rounds(atlas, travel, &query, &known, &Unwatched)?)
}

fn write(out: &Path, plan: &impl Serialize) -> Result<(), Fault> {
    written::to(out, |file| serde_json::to_writer_pretty(file, plan).map_err(io::Error::from))
}

//! `site`: where to open places, and how good the choice is.

mod tables;
mod words;

use std::time::{Duration, Instant};

use super::decay::radius;
use super::geometry::Features;
use super::result::{Column, MethodResult};
use super::summary::{Optimum, Summary};
use super::table::TableRef;
use super::words::Word;
use crate::analysis::siting::{Effort, NoSites, Sited, max_coverage, p_center, p_median, set_cover};
use crate::domain::{Fault, Text};
use crate::text;
use tables::Tables;

pub use words::description;

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// The most weight within the radius of a given number of sites.
    Coverage,
    /// The fewest, or cheapest, sites that leave nobody beyond the radius.
    SetCover,
    /// The least sum of weight times cost to a given number of sites.
    Median,
    /// The least greatest cost to a given number of sites.
    Center,
}

impl Word for Objective {
    const WORDS: &'static [(&'static str, Self)] =
        &[("coverage", Self::Coverage), ("set-cover", Self::SetCover), ("median", Self::Median), ("center", Self::Center)];
}

/// How hard to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solver {
    /// Until it is proved that there is nothing better, or time is up.
    Exact,
    /// A good choice and a bound.
    Fast,
}

impl Word for Solver {
    const WORDS: &'static [(&'static str, Self)] = &[("exact", Self::Exact), ("fast", Self::Fast)];
}

/// What to open, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id`, `weight`.
    pub demand: TableRef,
    /// `id`, and where there are such, `cost` and `fixed`.
    pub candidates: TableRef,
    /// `origin`, `destination`, `cost`.
    pub costs: TableRef,
    /// What is sought.
    pub objective: Objective,
    /// How many sites are open in all, fixed ones included.
    pub sites: Option<usize>,
    /// Longest cost, bound included.
    pub radius: Option<f64>,
    /// How hard to look.
    pub solver: Solver,
    /// Seconds after which the exact search gives what it has.
    pub time_limit: f64,
    /// Features with the ids of candidates, for a result with geometry.
    pub geometry: Option<TableRef>,
}

/// Chooses.
///
/// # Errors
/// Those of the tables; `missing-sites`, `no-sites`, `missing-radius`, `bad-radius`, `bad-time-limit`,
/// `too-many-fixed`; `infeasible` naming who cannot be reached, `too-few-sites`, `no-solution-in-time`.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("site");
    note(options, &mut summary);
    let asked = Asked::checked(options, &mut summary)?;
    let tables = Tables::read(options, &mut summary)?;
    if tables.fixed.len() > asked.sites {
        return Err(words::too_many_fixed(tables.fixed.len(), asked.sites).in_file(options.candidates.file()).in_column("fixed"));
    }
    let begun = Instant::now();
    let stop = || begun.elapsed() >= asked.time_limit;
    let effort = if options.solver == Solver::Exact { Effort::Exact(&stop) } else { Effort::Fast };
    let setting = tables.setting();
    let found = match options.objective {
        Objective::Coverage => Ok(max_coverage(setting, asked.radius, asked.sites, effort)),
        Objective::SetCover => set_cover(setting, asked.radius, &tables.opening, effort),
        Objective::Median => p_median(setting, asked.sites, effort),
        Objective::Center => p_center(setting, asked.sites, effort),
    };
    let found = found.map_err(|cause| refusal(&cause, &tables, options))?;
    account(options, &asked, &tables, &found, &mut summary);
    let selected = (0..tables.candidates.len()).map(|site| Some(u64::from(found.open.binary_search(&site).is_ok())));
    let columns =
        vec![("id", Column::words(tables.candidates.names().iter().map(String::as_str))), ("selected", Column::Count(selected.collect()))];
    let mut result = MethodResult::new(columns, summary);
    if let Some(source) = &options.geometry {
        result.geometry = Some(Features::read(source)?.beside(tables.candidates.names()));
    }
    Ok(result)
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("demand", options.demand.to_string());
    summary.option("candidates", options.candidates.to_string());
    summary.option("costs", options.costs.to_string());
    summary.option("objective", options.objective.word());
    summary.option("p", options.sites.map(|sites| sites as u64));
    summary.option("radius", options.radius);
    summary.option("solver", options.solver.word());
    summary.option("time_limit", options.time_limit);
}

/// The numbers asked for, checked.
struct Asked {
    /// As many as there are for a cover.
    sites: usize,
    /// Infinite where it plays no part.
    radius: f64,
    time_limit: Duration,
}

impl Asked {
    fn checked(options: &Options, summary: &mut Summary) -> Result<Self, Fault> {
        let sites = match (options.objective, options.sites) {
            (Objective::SetCover, given) => {
                if given.is_some() {
                    summary.warn("p-ignored", words::p_ignored());
                }
                usize::MAX
            }
            (_, None) => return Err(words::missing_sites()),
            (_, Some(0)) => return Err(words::no_sites()),
            (_, Some(sites)) => sites,
        };
        let radius = match options.objective {
            Objective::Coverage | Objective::SetCover => radius(options.radius)?,
            Objective::Median | Objective::Center => {
                if options.radius.is_some() {
                    summary.warn("radius-ignored", words::radius_ignored());
                }
                f64::INFINITY
            }
        };
        if radius.is_nan() || radius < 0.0 {
            return Err(words::bad_radius(radius));
        }
        let time_limit = Duration::try_from_secs_f64(options.time_limit).ok().ok_or_else(|| words::bad_time_limit(options.time_limit))?;
        Ok(Self { sites, radius, time_limit })
    }
}

fn refusal(cause: &NoSites, tables: &Tables, options: &Options) -> Fault {
    match cause {
        NoSites::OutOfReach(rows) => words::infeasible(&tables.demand.at(&tables.given(rows))).in_file(options.demand.file()),
        NoSites::TooFew { needed } => words::too_few_sites(options.sites.unwrap_or(0), *needed),
        NoSites::Undecided => words::no_solution_in_time(options.solver),
    }
}

/// What was achieved, and for whom it was not.
fn account(options: &Options, asked: &Asked, tables: &Tables, found: &Sited, summary: &mut Summary) {
    let setting = tables.setting();
    summary.optimum = Some(Optimum::new(found.objective, found.bound));
    summary.finding("status", if found.proved { "optimal" } else { "feasible" });
    summary.finding("sites", found.open.len() as u64);
    summary.finding("fixed", tables.fixed.len() as u64);
    if !matches!(options.objective, Objective::SetCover) && asked.sites > found.open.len() {
        let count = found.open.len();
        summary.warn("fewer-candidates", text!("{count} candidats seulement : tous sont ouverts", "only {count} candidates: all are open"));
    }
    let total: f64 = tables.weights.iter().sum();
    summary.finding("weight", total);
    let nobody_reaches = setting.out_of_reach(asked.radius);
    match options.objective {
        Objective::Coverage => {
            let uncovered = setting.uncovered(&found.open, asked.radius);
            note_uncovered(&uncovered, total - found.objective, tables, summary);
            summary.finding("share_covered", found.objective / total);
            summary.finding("unreachable", tables.demand.at(&tables.given(&nobody_reaches)));
        }
        Objective::SetCover => {}
        Objective::Median => {
            leave_out_unreachable(&nobody_reaches, tables, summary);
            let served = total - nobody_reaches.iter().map(|row| tables.weights[*row]).sum::<f64>();
            summary.finding("mean_cost", found.objective / served);
        }
        Objective::Center => leave_out_unreachable(&nobody_reaches, tables, summary),
    }
    if !found.proved && options.solver == Solver::Exact {
        summary.warn("time-is-up", words::time_is_up(options.time_limit));
    }
}

fn note_uncovered(rows: &[usize], weight: f64, tables: &Tables, summary: &mut Summary) {
    summary.finding("uncovered_weight", weight);
    summary.finding("uncovered", tables.demand.at(&tables.given(rows)));
    if !rows.is_empty() {
        let count = rows.len();
        summary.warn(
            "uncovered",
            text!(
                "{count} points de demande, de poids {weight}, restent hors de portée",
                "{count} demand points, of weight {weight}, stay out of reach"
            ),
        );
    }
}

fn leave_out_unreachable(rows: &[usize], tables: &Tables, summary: &mut Summary) {
    summary.taken -= rows.len() as u64;
    summary.leave_out("unreachable", tables.demand.at(&tables.given(rows)));
    if !rows.is_empty() {
        let names = words::list(&tables.demand.at(&tables.given(rows)));
        summary
            .warn("unreachable", Text::new(format!("aucun candidat n’atteint {}", names.fr), format!("no candidate reaches {}", names.en)));
    }
}

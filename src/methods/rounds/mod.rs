//! `rounds`: which team visits which stops, in what order and when.

mod case;
mod description;
mod fleet;
mod solomon;
mod vrplib;

use std::time::Duration;

use serde_json::json;

use super::costs;
use super::geometry::Features;
use super::result::{Column, MethodResult};
use super::summary::{Optimum, Summary};
use super::table::TableRef;
use super::words::Word;
use crate::analysis::rounds::{Effort, Ended, Problem, Reason, Solution, Stage, Vehicle, Visit, schedule, solve};
use crate::analysis::weights::Metric;
use crate::domain::{Fault, Text};
use crate::text;
use case::Case;
use fleet::{Fleet, Places};

pub use crate::analysis::rounds::Objective;
pub use description::description;

impl Word for Objective {
    const WORDS: &'static [(&'static str, Self)] = &[("distance", Self::Distance), ("need", Self::Need), ("balance", Self::Balance)];
}

/// How straight lines are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Not at all.
    #[default]
    Exact,
    /// To the nearest whole number, as TSPLIB and VRPLIB do.
    Nearest,
    /// Cut after one decimal, as the DIMACS challenge does for instances with windows.
    Tenth,
    /// Down to a whole number.
    Down,
    /// Up to a whole number.
    Up,
}

impl Word for Rounding {
    const WORDS: &'static [(&'static str, Self)] =
        &[("exact", Self::Exact), ("nearest", Self::Nearest), ("tenth", Self::Tenth), ("down", Self::Down), ("up", Self::Up)];
}

impl Rounding {
    fn apply(self, distance: f64) -> f64 {
        match self {
            Self::Exact => distance,
            Self::Nearest => (distance + 0.5).floor(),
            Self::Tenth => (distance * 10.0).floor() / 10.0,
            Self::Down => distance.floor(),
            Self::Up => distance.ceil(),
        }
    }
}

/// Which rounds to find.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id`, `x`, `y`, `service`, `ready`, `due`, `demand`, `prize`; or a VRPLIB or Solomon file.
    pub stops: TableRef,
    /// `origin`, `destination`, `cost` instead of straight lines; a pair that is absent cannot be travelled.
    pub costs: Option<TableRef>,
    /// What is sought.
    pub objective: Objective,
    /// Depots; those of the file, else its first row, when none is named.
    pub depots: Vec<String>,
    /// How many vehicles at each depot.
    pub vehicles: Option<usize>,
    /// The most a vehicle holds.
    pub capacity: Option<f64>,
    /// The longest round, from leaving to being back.
    pub shift: Option<f64>,
    /// Units of distance, or of cost, travelled in a unit of time.
    pub speed: f64,
    /// How straight lines are measured.
    pub metric: Metric,
    /// How they are rounded; as the format has it unless said.
    pub rounding: Option<Rounding>,
    /// Steps of the search.
    pub iterations: u64,
    /// Seed of its draws.
    pub seed: u64,
    /// The longest it may take.
    pub time_limit: Duration,
    /// Features with the identifiers of stops, for a result with geometry.
    pub geometry: Option<TableRef>,
}

/// The share of the time limit that looks for rounds; the rest looks for a bound.
const SEARCHING: f64 = 0.85;

/// Finds them. `elapsed` says how long the run has taken, and may only cut it short.
///
/// # Errors
/// Those of the tables and formats; `unknown-depot`, `no-stops`, `demand-above-capacity`, `bad-number`,
/// `window-closed`, `too-many-stops`.
pub fn run(options: &Options, elapsed: &dyn Fn() -> Duration) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("rounds");
    fleet::check(options)?;
    note(options, &mut summary);
    let case = case::read(&options.stops, options.costs.is_none(), &mut summary)?;
    let places = Places::of(options, &case).map_err(|fault| fault.in_file(options.stops.file()))?;
    let fleet = Fleet::of(options, &case, &places);
    fleet.check(&case, &places).map_err(|fault| fault.in_file(options.stops.file()))?;
    note_fleet(&fleet, &case, &places, &mut summary);
    let costs = travel_costs(options, &case, &places, &mut summary)?;
    let problem = Problem::new(options.objective, places.stops(&case), places.depots(&case), fleet.vehicles, costs, options.speed);
    let limit = options.time_limit;
    let stop = |stage| elapsed() >= if stage == Stage::Search { limit.mul_f64(SEARCHING) } else { limit };
    let solution = solve(&problem, Effort { iterations: options.iterations, seed: options.seed }, &stop);
    account(&problem, &solution, &case, &places, &mut summary);
    if options.objective == Objective::Need && !case.with_prizes {
        summary.warn(
            "no-prize",
            Text::new("sans colonne « prize », chaque arrêt compte pour un", "without a column “prize” each stop counts for one"),
        );
    }
    table(options, &problem, &solution, &case, &places, summary)
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("stops", options.stops.to_string());
    summary.option("costs", options.costs.as_ref().map(ToString::to_string));
    summary.option("objective", options.objective.word());
    summary.option("speed", options.speed);
    summary.option("metric", options.metric.word());
    summary.option("iterations", options.iterations);
    summary.option("seed", options.seed);
    summary.option("time_limit", options.time_limit.as_secs_f64());
}

/// The vehicles and depots as they were understood.
fn note_fleet(fleet: &Fleet, case: &Case, places: &Places, summary: &mut Summary) {
    let most = |of: &dyn Fn(&Vehicle) -> f64| Some(fleet.vehicles.iter().map(of).fold(0.0, f64::max)).filter(|most| most.is_finite());
    summary.option("depots", case.ids.at(&places.depots));
    summary.option("vehicles", fleet.vehicles.len() as u64);
    summary.option("capacity", most(&|vehicle| vehicle.capacity));
    summary.option("shift", most(&|vehicle| vehicle.shift));
}

/// Costs between stops, then depots, in the order of `places`.
fn travel_costs(options: &Options, case: &Case, places: &Places, summary: &mut Summary) -> Result<Vec<f64>, Fault> {
    let rows = places.rows();
    let between = |cost: &dyn Fn(usize, usize) -> f64| {
        let ways = rows.iter().flat_map(|&from| rows.iter().map(move |&to| (from, to)));
        ways.map(|(from, to)| if from == to { 0.0 } else { cost(from, to) }).collect()
    };
    if let Some(source) = &options.costs {
        let n = case.ids.len();
        let mut matrix = vec![f64::INFINITY; n * n];
        let reach = costs::read(source, &case.ids, &case.ids, summary)?;
        for from in 0..n {
            for pair in reach.starts[from]..reach.starts[from + 1] {
                matrix[from * n + reach.destinations[pair] as usize] = reach.minutes[pair];
            }
        }
        return Ok(between(&|from, to| matrix[from * n + to]));
    }
    if let Some(matrix) = &case.matrix {
        return Ok(between(&|from, to| matrix[from * case.ids.len() + to]));
    }
    let rounding = options.rounding.unwrap_or(case.rounding);
    summary.option("rounding", rounding.word());
    let points = case.points.as_deref().unwrap_or_default();
    Ok(between(&|from, to| rounding.apply(options.metric.between(points[from], points[to]))))
}

/// The code of a reason.
fn code(reason: Reason) -> &'static str {
    match reason {
        Reason::OutOfReach => "out-of-reach",
        Reason::AboveCapacity => "above-capacity",
        Reason::TooLate => "too-late",
        Reason::BeyondShift => "beyond-shift",
        Reason::NoRoom => "no-room",
        Reason::NotWorthIt => "not-worth-it",
    }
}

fn account(problem: &Problem, solution: &Solution, case: &Case, places: &Places, summary: &mut Summary) {
    let reasons = [Reason::OutOfReach, Reason::AboveCapacity, Reason::TooLate, Reason::BeyondShift, Reason::NoRoom, Reason::NotWorthIt];
    for reason in reasons {
        let missed = solution.missed.iter().filter(|(_, why)| *why == reason).map(|(stop, _)| places.stops[*stop]);
        summary.leave_out(code(reason), case.ids.at(&missed.collect::<Vec<_>>()));
    }
    let visited = || solution.rounds.iter().flatten();
    summary.taken = visited().count() as u64;
    let met: f64 = visited().map(|&stop| problem.stops[stop].prize).sum();
    let travel: f64 = solution.rounds.iter().enumerate().map(|(vehicle, round)| travelled(problem, vehicle, round)).sum();
    summary.finding("need_met", met);
    summary.finding("need", problem.stops.iter().map(|stop| stop.prize).sum::<f64>());
    summary.finding("travel", travel);
    summary.finding("vehicles_used", solution.rounds.iter().filter(|round| !round.is_empty()).count() as u64);
    summary.finding("iterations", solution.iterations);
    summary.finding(
        "stopped_by",
        match solution.ended {
            Ended::Proved => "proof",
            Ended::Iterations => "iterations",
            Ended::Stopped => "time-limit",
        },
    );
    let proved = solution.ended == Ended::Proved;
    summary.finding("bound_by", if proved { "dynamic programming" } else { "q-routes (Lagrangean relaxation)" });
    summary.finding("rounds", rounds(problem, solution, case, places));
    judge(problem, solution, met, summary);
}

fn travelled(problem: &Problem, vehicle: usize, round: &[usize]) -> f64 {
    let home = problem.stops.len() + problem.vehicles[vehicle].depot;
    let ends = round.iter().copied().chain([home]);
    [home].into_iter().chain(round.iter().copied()).zip(ends).map(|(from, to)| problem.cost(from, to)).sum()
}

/// How good the rounds are, and what is known of how good they could be.
fn judge(problem: &Problem, solution: &Solution, met: f64, summary: &mut Summary) {
    let objective = if problem.objective == Objective::Need { met } else { solution.score.cost };
    let bound = solution.bound.unwrap_or(f64::NAN);
    let apart = (objective - bound).abs();
    let gap = if apart <= 0.0 { 0.0 } else { apart / objective.abs() };
    summary.optimum = Some(Optimum { objective, bound, gap });
    if solution.bound.is_none() {
        summary.warn(
            "no-bound",
            Text::new(
                "des arrêts n’ont pas trouvé place : le trajet de ces tournées n’est comparé à aucune borne",
                "some stops found no room: the travel of these rounds is compared with no bound",
            ),
        );
    }
}

/// Each round as a whole: when it leaves and is back, how far it goes and what it takes.
fn rounds(problem: &Problem, solution: &Solution, case: &Case, places: &Places) -> serde_json::Value {
    let used = solution.rounds.iter().enumerate().filter(|(_, round)| !round.is_empty());
    let one = |(vehicle, round): (usize, &Vec<usize>)| {
        let times = schedule(problem, vehicle, round);
        let depot = places.depots[problem.vehicles[vehicle].depot];
        json!({
            "vehicle": vehicle + 1,
            "depot": case.ids.names()[depot],
            "leaves": times.as_ref().map(|times| times.0),
            "returns": times.as_ref().map(|times| times.2),
            "travel": travelled(problem, vehicle, round),
            "stops": round.len(),
            "demand": round.iter().map(|&stop| problem.stops[stop].demand).sum::<f64>(),
            "need_met": round.iter().map(|&stop| problem.stops[stop].prize).sum::<f64>(),
        })
    };
    used.map(one).collect()
}

fn table(
    options: &Options,
    problem: &Problem,
    solution: &Solution,
    case: &Case,
    places: &Places,
    summary: Summary,
) -> Result<MethodResult, Fault> {
    let of = |(vehicle, round): (usize, &Vec<usize>)| {
        let visits = schedule(problem, vehicle, round).map(|times| times.1).unwrap_or_default();
        (1..).zip(visits).map(move |(position, visit)| (vehicle as u64 + 1, position, visit)).collect::<Vec<(u64, u64, Visit)>>()
    };
    let visits: Vec<(u64, u64, Visit)> = solution.rounds.iter().enumerate().flat_map(of).collect();
    let name = |visit: &Visit| case.ids.names()[places.stops[visit.stop]].as_str();
    let columns = vec![
        ("vehicle", Column::Count(visits.iter().map(|visit| Some(visit.0)).collect())),
        ("position", Column::Count(visits.iter().map(|visit| Some(visit.1)).collect())),
        ("stop", Column::words(visits.iter().map(|visit| name(&visit.2)))),
        ("arrival", Column::Number(visits.iter().map(|visit| visit.2.arrival).collect())),
        ("departure", Column::Number(visits.iter().map(|visit| visit.2.departure).collect())),
    ];
    let mut result = MethodResult::new(columns, summary);
    if let Some(source) = &options.geometry {
        let names: Vec<String> = visits.iter().map(|visit| name(&visit.2).to_owned()).collect();
        result.geometry = Some(Features::read(source)?.beside(&names));
    }
    Ok(result)
}

/// An option that must be a number above zero, or zero where that makes sense.
fn bad_number(option: &str, value: f64) -> Fault {
    Fault::new(
        "bad-number",
        text!("{option} {value} n’a pas de sens", "{option} {value} makes no sense"),
        Text::new("attendu : un nombre fini au-dessus de zéro", "expected a finite number above zero"),
    )
    .in_column(option)
}

//! Where zones of low take-up lie together.

use super::inputs::Inputs;
use super::{Judged, Scan};
use crate::analysis::clusters::{Found, Model, ScanOptions, Tail, Windows, scan};
use crate::analysis::take_up::verdict::Verdict;
use crate::domain::Fault;
use crate::methods::ids::{self, Kind};
use crate::methods::result::{Column, MethodResult};
use crate::methods::summary::Summary;

/// Fewest recipients, counted or expected, in an area.
const FEWEST: f64 = 1.0;

/// Areas of low take-up.
pub struct Clusters {
    /// One row an area.
    pub table: MethodResult,
    /// Rank of the area of each zone.
    pub of_zone: Vec<Option<u64>>,
}

/// The areas of the low tail that chance seldom makes, most likely first.
///
/// As on the map, counts and expectations are divided by the overdispersion, and a zone surely above its
/// expectation counts as expected: otherwise it would make all the rest low.
///
/// # Errors
/// Those of the table of points.
pub fn low_areas(asked: &Scan, inputs: &Inputs, judged: &Judged, level: f64, summary: &mut Summary) -> Result<Clusters, Fault> {
    let points = ids::read(&asked.points, &[("x", Kind::Number), ("y", Kind::Number)])?;
    let place = |zone: usize| {
        let place = points.ids.place(&inputs.ids.names()[zone])?;
        Some([points.columns[0][place]?, points.columns[1][place]?])
    };
    let (mut zones, mut at) = (Vec::new(), Vec::new());
    let mut nowhere = Vec::new();
    for (judgement, zone) in judged.places.iter().enumerate() {
        match place(*zone) {
            Some(point) if judged.expected[judgement] > 0.0 => {
                zones.push(judgement);
                at.push(point);
            }
            Some(_) => {}
            None => nowhere.push(*zone),
        }
    }
    summary.leave_out("no-point", inputs.ids.at(&nowhere));
    summary.warn_of_few_zones(zones.len());
    let expected: Vec<f64> = zones.iter().map(|zone| judged.expected[*zone] / judged.overdispersion).collect();
    let cases: Vec<f64> = zones.iter().map(|zone| counted(inputs, judged, *zone) / judged.overdispersion).collect();
    let windows = Windows::circular(&expected, asked.max_share, |a, b| asked.metric.between(at[a], at[b]));
    let how = ScanOptions { model: Model::Poisson, tail: Tail::Low, min_cases: FEWEST, replicates: asked.replicates, seed: asked.seed };
    let found: Vec<Found> = scan(&cases, &expected, &windows, how).into_iter().filter(|area| area.p <= level).collect();
    summary.finding("clusters", found.len() as u64);
    let mut of_zone = vec![None; inputs.ids.len()];
    for (rank, area) in (1..).zip(&found) {
        area.members.iter().for_each(|member| of_zone[judged.places[zones[*member]]] = Some(rank));
    }
    Ok(Clusters { table: table(inputs, judged, &zones, &found, summary), of_zone })
}

fn counted(inputs: &Inputs, judged: &Judged, place: usize) -> f64 {
    let count = observed(inputs, judged, place);
    if judged.verdicts[place] == Verdict::Surplus { count.min(judged.expected[place]) } else { count }
}

fn observed(inputs: &Inputs, judged: &Judged, place: usize) -> f64 {
    inputs.counts[judged.places[place]].map_or(0.0, |count| count.value)
}

fn table(inputs: &Inputs, judged: &Judged, zones: &[usize], found: &[Found], summary: &Summary) -> MethodResult {
    let name = |member: &usize| inputs.ids.names()[judged.places[zones[*member]]].as_str();
    let sum = |of: &dyn Fn(usize) -> f64| {
        Column::Number(found.iter().map(|area| area.members.iter().map(|member| of(zones[*member])).sum()).collect())
    };
    let number = |of: &dyn Fn(&Found) -> f64| Column::Number(found.iter().map(of).collect());
    let columns = vec![
        ("rank", Column::Count((1..=found.len() as u64).map(Some).collect())),
        ("centre", Column::words(found.iter().map(|area| name(&area.members[0])))),
        ("members", Column::Text(found.iter().map(|area| Some(area.members.iter().map(name).collect::<Vec<_>>().join(";"))).collect())),
        ("observed", sum(&|place| observed(inputs, judged, place))),
        ("expected", sum(&|place| judged.expected[place])),
        ("relative_risk", number(&|area| area.relative_risk)),
        ("llr", number(&|area| area.llr)),
        ("p", number(&|area| area.p)),
    ];
    MethodResult::new(columns, summary.clone())
}

//! Where to open a given number of places so that the most people who have none within reach get one.

use std::cell::Cell;

use serde::Serialize;
use utoipa::ToSchema;

use super::Watch;
use crate::analysis::siting::{Effort, Setting, Sited, max_coverage};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::coverage::CoverageQuery;
use crate::diagnosis::coverage::standing::Standing;
use crate::diagnosis::wording::{counted, duration, paragraph, percent, whole};
use crate::diagnosis::{Basis, Method, layer, sources};
use crate::domain::{DatasetId, Fault, Interval, Measure, Position, Reach, Text, Travel, ZoneCode};

/// At most so many places in one plan.
pub const MOST_SITES: usize = 50;

/// Beyond so many possible places a good plan is looked for, and the best is not proved.
const PROVED_UP_TO: usize = 1_500;

/// So often the search asks whether to go on: the same number always, so that the same question has the same answer.
const STEPS: u32 = 4_000;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct SitesQuery {
    /// Whom the services there are already cover.
    pub coverage: CoverageQuery,
    /// How many places to open.
    pub count: usize,
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SitesPlan {
    /// What was asked.
    pub query: SitesQuery,
    /// How.
    pub method: Method,
    /// Whom the numbers of people count.
    pub people: Option<Basis>,
    /// People newly within the limit of a place.
    pub objective: f64,
    /// No choice among the places tried covers more.
    pub bound: f64,
    /// What is left between the two, as a share of the bound, 0 to 1.
    pub gap: f64,
    /// Whether it is proved that no choice covers more.
    pub proved: bool,
    /// Places tried.
    pub tried: u32,
    /// People who have a service within the limit today.
    pub covered_before: Measure,
    /// The same once the places are open.
    pub covered_after: Measure,
    /// People whom none of the places tried would reach.
    pub out_of_reach: f64,
    /// The places, the one that covers most first, then the one that adds most.
    pub sites: Vec<PlannedSite>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// One place to open.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlannedSite {
    /// From 1.
    pub order: u32,
    /// Longitude and latitude.
    pub position: [f64; 2],
    /// The zone it is in.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// People it adds to those that the places before it cover.
    pub newly_covered: f64,
    /// In words.
    pub sentence: Text,
}

/// The best places to open.
///
/// # Algorithm
/// Maximal covering location (Church & `ReVelle` 1974): demand is the people of homes that no service serves within the
/// limit; a place may open where the people of a zone live, in the middle of them, or at its centre.
///
/// # Errors
/// `geography-not-loaded`, `no-people`, when nothing loaded counts people.
pub fn sites(atlas: &Atlas, travel: &dyn Travel, query: &SitesQuery, standing: &Standing, watch: &dyn Watch) -> Result<SitesPlan, Fault> {
    let layer = layer(atlas, query.coverage.geography)?;
    let assessment = &standing.assessment;
    if assessment.people.basis.is_none() {
        return Err(no_people());
    }
    let demand = Demand::of(layer, travel, standing);
    watch.reached(30);
    let steps = Cell::new(0_u32);
    let stop = || {
        steps.set(steps.get() + 1);
        watch.is_dismissed() || steps.get() > STEPS
    };
    let setting = Setting { reach: &demand.reach, weights: &demand.weights, candidates: demand.candidates.len(), fixed: &[] };
    let effort = if demand.candidates.len() <= PROVED_UP_TO { Effort::Exact(&stop) } else { Effort::Fast };
    let found = max_coverage(setting, assessment.query.limit_minutes.0, query.count, effort);
    watch.reached(90);
    let before = covered(assessment.people.counts.as_slice(), &assessment.share_within);
    Ok(plan(atlas, layer, travel, query, standing, &demand, &found, before))
}

/// Who lacks a service, and where one may open.
struct Demand {
    /// From homes without a service to places.
    reach: Reach,
    weights: Vec<f64>,
    candidates: Vec<(usize, Position)>,
}

impl Demand {
    fn of(layer: &Layer, travel: &dyn Travel, standing: &Standing) -> Self {
        let limit = standing.assessment.query.limit_minutes;
        let people = standing.demand();
        let lacking: Vec<usize> = (0..people.len()).filter(|start| people[*start] > 0.0 && standing.minutes(*start) > limit.0).collect();
        let mut candidates: Vec<(usize, Position)> = Vec::new();
        for zone in 0..layer.zones.len() {
            let (heart, centre) = (layer.origins.heart(zone), layer.centres[zone]);
            candidates.push((zone, heart));
            candidates.extend((centre != heart).then_some((zone, centre)));
        }
        let homes: Vec<Position> = lacking.iter().map(|start| layer.origins.positions[*start]).collect();
        let places: Vec<Position> = candidates.iter().map(|(_, place)| *place).collect();
        let reach = travel.reach(&homes, &places, limit);
        Self { reach, weights: lacking.into_iter().map(|start| people[start]).collect(), candidates }.useful()
    }

    /// Without places that nobody in need reaches.
    fn useful(self) -> Self {
        let mut renamed: Vec<Option<u32>> = vec![None; self.candidates.len()];
        let mut candidates = Vec::new();
        let wanted: std::collections::BTreeSet<u32> = self.reach.destinations.iter().copied().collect();
        for place in wanted {
            renamed[place as usize] = Some(candidates.len() as u32);
            candidates.push(self.candidates[place as usize]);
        }
        let destinations = self.reach.destinations.iter().filter_map(|place| renamed[*place as usize]).collect();
        Self { reach: Reach { destinations, ..self.reach }, candidates, ..self }
    }

    /// Weight of the rows that no place reaches.
    fn out_of_reach(&self) -> f64 {
        (0..self.weights.len()).filter(|row| self.reach.from_origin(*row).len() == 0).map(|row| self.weights[row]).sum::<f64>() + 0.0
    }

    /// Open places in the order in which each adds most, with what it adds; those that add nothing are left out.
    fn in_order(&self, open: &[usize]) -> Vec<(usize, f64)> {
        let mut left = self.weights.clone();
        let mut waiting = open.to_vec();
        let mut order = Vec::new();
        while !waiting.is_empty() {
            let mut gains = vec![0.0; self.candidates.len()];
            for (row, weight) in left.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
                self.reach.from_origin(row).for_each(|(place, _)| gains[place] += weight);
            }
            let Some(best) = (0..waiting.len()).max_by(|a, b| gains[waiting[*a]].total_cmp(&gains[waiting[*b]]).then(b.cmp(a))) else {
                break;
            };
            let place = waiting.remove(best);
            if gains[place] > 0.0 {
                order.push((place, gains[place]));
            }
            for (row, weight) in left.iter_mut().enumerate() {
                if self.reach.from_origin(row).any(|(other, _)| other == place) {
                    *weight = 0.0;
                }
            }
        }
        order
    }
}

#[expect(clippy::too_many_arguments, reason = "what is told comes from all of them")]
fn plan(
    atlas: &Atlas,
    layer: &Layer,
    travel: &dyn Travel,
    query: &SitesQuery,
    standing: &Standing,
    demand: &Demand,
    found: &Sited,
    before: Measure,
) -> SitesPlan {
    let assessment = &standing.assessment;
    let after = before.value().map_or(before, |value| {
        let more = |bound: f64| bound + found.objective;
        Measure::estimated(more(value), before.interval().and_then(|held| Interval::new(more(held.low()), more(held.high()))))
    });
    let site = |(order, (place, newly_covered)): (u32, (usize, f64))| {
        let (zone, position) = demand.candidates[place];
        let zone = &layer.zones[zone];
        let sentence = sentence(&zone.name, newly_covered, query);
        PlannedSite {
            order,
            position: [position.lon(), position.lat()],
            zone: zone.code.clone(),
            name: zone.name.clone(),
            newly_covered,
            sentence,
        }
    };
    let of_services = assessment.supply.services.iter().map(|service| atlas.services[*service as usize].dataset.clone());
    let of_people = assessment.people.basis.iter().map(|basis| basis.dataset.clone());
    SitesPlan {
        query: *query,
        method: method(travel, query, demand, found),
        people: assessment.people.basis.clone(),
        objective: found.objective,
        bound: found.bound,
        gap: if found.bound > 0.0 { ((found.bound - found.objective) / found.bound).max(0.0) } else { 0.0 },
        proved: found.proved,
        tried: demand.candidates.len() as u32,
        covered_before: before,
        covered_after: after,
        out_of_reach: demand.out_of_reach(),
        sites: (1..).zip(demand.in_order(&found.open)).map(site).collect(),
        sources: sources(of_services.chain(of_people).chain(atlas.travel_sources(layer, query.coverage.mode))),
    }
}

fn covered(people: &[Measure], shares: &[Option<f64>]) -> Measure {
    crate::diagnosis::scenario::covered(people, shares)
}

fn sentence(name: &str, newly_covered: f64, query: &SitesQuery) -> Text {
    let (people, limit, by) = (whole(newly_covered), duration(query.coverage.limit_minutes.0), query.coverage.mode.by());
    Text::new(
        format!("{name}\u{a0}: {} personnes de plus à moins de {} {}", people.fr, limit.fr, by.fr),
        format!("{name}: {} more people within {} {}", people.en, limit.en, by.en),
    )
}

fn method(travel: &dyn Travel, query: &SitesQuery, demand: &Demand, found: &Sited) -> Method {
    let (tried, count) =
        (whole(demand.candidates.len() as f64), counted(query.count as u32, &Text::new("lieu", "place"), &Text::new("lieux", "places")));
    let scope = Text::new(
        format!(
            "On cherche {} parmi {} emplacements possibles (le cœur habité et le centre de chaque zone) pour que le plus d’habitants sans service à portée en aient un. Ni les locaux disponibles ni le coût ne sont vus.",
            count.fr, tried.fr
        ),
        format!(
            "{} are sought among {} possible places (the heart of each zone’s people and its centre) so that the most people without a service in reach get one. Neither available premises nor cost are seen.",
            count.en, tried.en
        ),
    );
    let gap = percent(if found.bound > 0.0 { (found.bound - found.objective) / found.bound } else { 0.0 });
    let proof = if found.proved {
        Text::new("Il est prouvé qu’aucun autre choix n’en couvre plus.", "It is proved that no other choice covers more.")
    } else {
        Text::new(
            format!(
                "Il n’est pas prouvé que ce choix est le meilleur\u{a0}: un autre pourrait en couvrir {} de plus, pas davantage.",
                gap.fr
            ),
            format!("It is not proved that this choice is the best: another might cover {} more, and no more than that.", gap.en),
        )
    };
    Method {
        name: Text::new("Couverture maximale (MCLP)", "Maximal covering location (MCLP)"),
        note: paragraph([scope, proof, travel.method()]),
        citation: "Church & ReVelle 1974".to_owned(),
    }
}

fn no_people() -> Fault {
    Fault::new(
        "no-people",
        Text::new("rien de chargé ne compte les habitants", "nothing loaded counts people"),
        Text::new("importer d’abord une population", "import a population first"),
    )
}

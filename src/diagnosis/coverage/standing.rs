//! A territory as it stands for one question, ready to be asked what other services would make of it.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::{Assessment, Ground, Way, append, decay, no_rows, offer};
use super::conditions::{Obstacles, Supply, obstacles};
use super::journeys::Journeys;
use super::services::Services;
use super::sites::Sites;
use super::spread;
use super::summary::{Measuring, OfHomes, Summary};
use super::{CoverageQuery, ReasonCode};
use crate::analysis::access::delta::{Base, Change};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::people::people;
use crate::domain::{Fault, Position, Reach, Service, Travel};

/// Where a question is asked.
#[derive(Clone, Copy)]
pub struct Ways<'a> {
    /// The territory.
    pub atlas: &'a Atlas,
    /// Its zones.
    pub layer: &'a Layer,
    /// How one travels.
    pub travel: &'a dyn Travel,
}

/// Other services than there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Altered {
    /// Services that are no longer as they were, by their place in [`Supply::services`].
    pub gone: BTreeSet<usize>,
    /// Services there are instead or besides, and how many ordinary ones each counts for.
    pub others: Vec<(Service, f64)>,
}

impl Altered {
    /// The services there are instead or besides.
    pub fn services(&self) -> Vec<Service> {
        self.others.iter().map(|(service, _)| service.clone()).collect()
    }
}

/// A coverage with the homes behind it. Worked out once for a question; each scenario then costs what it changes.
pub struct Standing {
    /// What is told of the zones.
    pub assessment: Assessment,
    /// The share of its zone's people at each start, those on no street left out.
    pub shares: Vec<f64>,
    near: Reach,
    nearest: Vec<Option<Way>>,
    base: Base,
}

/// Services by start and the minutes to each, of starts that have any.
type OtherWays = BTreeMap<usize, Vec<(usize, f64)>>;

/// What a scenario makes of a territory.
pub struct After {
    /// What is told of the zones then. The reference is that of before.
    pub assessment: Assessment,
    /// The zones in which some home is concerned, in order.
    pub zones: Vec<usize>,
    /// What the homes of these zones have then: the nearest service that serves, and services a head.
    pub homes: BTreeMap<usize, (Option<Way>, f64)>,
}

impl After {
    /// Minutes from a start to the nearest service that serves, infinite without any; `None` when the start is not
    /// concerned.
    pub fn minutes(&self, start: usize) -> Option<f64> {
        self.homes.get(&start).map(|(way, _)| way.map_or(f64::INFINITY, |way| way.minutes))
    }
}

impl Standing {
    /// Assesses a territory and keeps what each home has.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn of(atlas: &Atlas, travel: &dyn Travel, query: &CoverageQuery, known: Option<&Journeys>) -> Result<Self, Fault> {
        let layer = crate::diagnosis::layer(atlas, query.geography)?;
        let own;
        let journeys = if let Some(journeys) = known.filter(|journeys| journeys.suit(query)) {
            journeys
        } else {
            let supply = Supply::of(&atlas.services, query);
            own = Journeys::to(&supply.services, atlas, layer, travel, (query.mode, query.limit_minutes));
            &own
        };
        let Ground { assessment, homes, demand, shares, outside } = Ground::of(atlas, layer, travel, query, people(atlas, layer), journeys);
        let OfHomes { near, serving, nearest, .. } = homes;
        let supply = vec![1.0; assessment.supply.services.len()];
        let (everyone, asking) = outside.after(&serving, demand);
        Ok(Self { base: Base::new(everyone, asking, supply, decay(query)), assessment, shares, near, nearest })
    }

    /// The people of each start; an unknown number is nobody here.
    pub fn demand(&self) -> &[f64] {
        &self.base.demand()[..self.shares.len()]
    }

    /// The people of the margin who reach each of some places and may use a service there, weighed as that service weighs them.
    pub fn asking_beyond(&self, ways: Ways<'_>, service: &Service, places: &[Position]) -> Vec<f64> {
        let mut asking = vec![0.0; places.len()];
        let others: Vec<Service> = places.iter().map(|place| Service { position: *place, ..service.clone() }).collect();
        let first = self.assessment.supply.services.len();
        for (start, row) in self.ways_beyond(ways, &others) {
            for (place, minutes) in row {
                asking[place - first] += self.base.demand()[start] * self.weight(minutes);
            }
        }
        asking
    }

    /// The ways from the homes of the margin to other services that serve them; starts come after those of the territory.
    fn ways_beyond(&self, ways: Ways<'_>, others: &[Service]) -> OtherWays {
        let Some(layer) = &ways.atlas.beyond else { return OtherWays::new() };
        let supply =
            self.supply(ways.atlas, &Altered { others: others.iter().map(|other| (other.clone(), 1.0)).collect(), ..Altered::default() });
        let sites = Sites { services: Services::of(ways.atlas).and(others), layer, supply: &supply };
        let there = self.ways_to(Ways { layer, ..ways }, others);
        let beyond = serving(&sites, &there, self.assessment.supply.services.len());
        beyond.into_iter().map(|(start, row)| (self.shares.len() + start, row)).collect()
    }

    /// How much a service weighs so many minutes away.
    pub fn weight(&self, minutes: f64) -> f64 {
        self.base.decay().weight(minutes)
    }

    /// Minutes from a start to the nearest service that serves, infinite without any.
    pub fn minutes(&self, start: usize) -> f64 {
        self.nearest[start].map_or(f64::INFINITY, |way| way.minutes)
    }

    /// The services of the theme once some are others.
    pub fn supply(&self, atlas: &Atlas, altered: &Altered) -> Supply {
        let mut supply = self.assessment.supply.clone();
        for gone in &altered.gone {
            supply.obstacles[*gone] = Obstacles::default().with(ReasonCode::NoneInReach, true);
        }
        for (index, (service, _)) in (atlas.services.len() as u32..).zip(&altered.others) {
            supply.services.push(index);
            supply.obstacles.push(obstacles(service, &self.assessment.query));
        }
        supply
    }

    /// What other services make of the territory.
    ///
    /// # Returns
    /// What [`Assessment::of`] would tell of a territory that has them, to a relative 1e-12, but for the reference,
    /// which stays that of before; services keep their places, others come after them.
    ///
    /// # Algorithm
    /// 1. Ways to the other services are looked for; access changes where they lead, and where the services that
    ///    are gone led ([`Base::after`]).
    /// 2. Homes beyond the limit of every service learn whether another is now the nearest.
    /// 3. Zones with a home concerned are summed up anew; the others are copied.
    ///
    /// # Notes
    /// Costs the ways to the other services, and what they change. A reservation to residents is kept.
    pub fn after(&self, ways: Ways<'_>, altered: &Altered) -> After {
        let supply = self.supply(ways.atlas, altered);
        let others = altered.services();
        let sites = Sites { services: Services::of(ways.atlas).and(&others), layer: ways.layer, supply: &supply };
        let there = self.ways_to(ways, &others);
        let first = self.assessment.supply.services.len();
        let serving = serving(&sites, &there, first);
        let beyond = self.ways_beyond(ways, &others);
        let found = self.base.after(&changes(altered, serving.iter().chain(&beyond), first)).unwrap_or_default();
        let access: BTreeMap<usize, f64> = found.access.into_iter().collect();
        let mut offers = self.assessment.offers.clone();
        offers.resize(supply.services.len(), None);
        for (service, ratio) in found.ratios {
            offers[service] = offer(ratio);
        }
        let rows = Rows::new(self, altered, &there, &serving);
        let nearest = self.nearest_after(&sites, ways.travel, &rows);
        let moved = |start: usize| {
            let nearer = nearest.get(&start).is_some_and(|way| *way != self.nearest[start]);
            nearer || access.contains_key(&start) || rows.is_touched(start)
        };
        let origins = &ways.layer.origins;
        let zones: Vec<usize> = (0..ways.layer.zones.len()).filter(|zone| origins.of_zone(*zone).any(moved)).collect();
        let (mut homes, mut told) = (BTreeMap::new(), BTreeMap::new());
        for zone in &zones {
            let starts = origins.of_zone(*zone);
            let of_zone = rows.of_zone(starts.clone(), &nearest, &access);
            told.insert(*zone, self.summed_up(*zone, &self.shares[starts.clone()], &of_zone, &offers));
            homes.extend(starts.zip(of_zone.nearest.into_iter().zip(of_zone.access)));
        }
        After { assessment: self.assessment.with(supply, offers, told), zones, homes }
    }

    fn summed_up(&self, zone: usize, shares: &[f64], homes: &OfHomes, offers: &[Option<f64>]) -> Summary {
        let Assessment { query, reference, people, .. } = &self.assessment;
        let measuring = Measuring { limit: query.limit_minutes, reference: *reference, offer: &|service| offers[service] };
        Summary::of(&spread::People::alone(shares), homes, people.counts[zone], &measuring)
    }

    /// The ways from starts to the other services: one list a start that has any.
    fn ways_to(&self, ways: Ways<'_>, others: &[Service]) -> OtherWays {
        if others.is_empty() {
            return OtherWays::new();
        }
        let first = self.assessment.supply.services.len();
        let places: Vec<Position> = others.iter().map(|service| service.position).collect();
        let reach = ways.travel.reach(&ways.layer.origins.positions, &places, self.assessment.query.limit_minutes);
        let row = |start: usize| reach.from_origin(start).map(|(other, minutes)| (first + other, minutes)).collect::<Vec<_>>();
        (0..reach.origin_count()).filter(|start| reach.from_origin(*start).len() > 0).map(|start| (start, row(start))).collect()
    }

    /// The nearest that serves, of starts for which it may be another: all those beyond the limit, and those touched.
    fn nearest_after(&self, sites: &Sites<'_>, travel: &dyn Travel, rows: &Rows<'_>) -> BTreeMap<usize, Option<Way>> {
        let first = self.assessment.supply.services.len();
        let mut nearest = self.nearest.clone();
        let (mut near, mut orphans, mut far) = (Vec::new(), Vec::new(), Vec::new());
        for (start, way) in nearest.iter_mut().enumerate() {
            let touched = rows.is_touched(start);
            if touched && let Some((service, minutes)) = rows.serving(start).first().copied() {
                *way = Some(Way { service, minutes });
                near.push(start);
            } else if touched || self.base.reach().from_origin(start).len() == 0 {
                if way.is_some_and(|way| rows.altered.gone.contains(&way.service)) {
                    *way = None;
                    orphans.push(start);
                } else {
                    far.push(start);
                }
            }
        }
        sites.beyond(travel, &mut nearest, &orphans, |_| true);
        sites.beyond(travel, &mut nearest, &far, |service| service >= first);
        near.into_iter().chain(orphans).chain(far).map(|start| (start, nearest[start])).collect()
    }
}

/// The other services that serve the homes of each start, those with places from `first` on.
fn serving(sites: &Sites<'_>, there: &OtherWays, first: usize) -> OtherWays {
    let origins = &sites.layer.origins;
    let mut serving = OtherWays::new();
    for zone in 0..sites.layer.zones.len() {
        let mut reaching = there.range(origins.of_zone(zone)).peekable();
        if reaching.peek().is_none() {
            continue;
        }
        let serves: Vec<bool> = (first..sites.supply.services.len()).map(|service| sites.obstacles(zone, service).none()).collect();
        for (start, row) in reaching {
            let kept: Vec<(usize, f64)> = row.iter().filter(|(service, _)| serves[service - first]).copied().collect();
            if !kept.is_empty() {
                serving.insert(*start, kept);
            }
        }
    }
    serving
}

/// The same as changes of supply: services close, others open in their order, from place `first` on.
fn changes<'a>(altered: &Altered, serving: impl Iterator<Item = (&'a usize, &'a Vec<(usize, f64)>)>, first: usize) -> Vec<Change> {
    let mut ways = vec![Vec::new(); altered.others.len()];
    for (start, row) in serving {
        for (service, minutes) in row {
            ways[service - first].push((*start, *minutes));
        }
    }
    let closed = altered.gone.iter().map(|service| Change::Close { service: *service });
    let opened = altered.others.iter().zip(ways).map(|((_, supply), ways)| Change::Open { supply: *supply, ways });
    closed.chain(opened).collect()
}

/// What homes have once services are others.
struct Rows<'a> {
    standing: &'a Standing,
    altered: &'a Altered,
    /// Ways to the other services.
    there: &'a OtherWays,
    /// Those that serve.
    serving: &'a OtherWays,
    /// Whether a service that is gone lay within the limit of each start.
    bereft: Vec<bool>,
}

impl<'a> Rows<'a> {
    fn new(standing: &'a Standing, altered: &'a Altered, there: &'a OtherWays, serving: &'a OtherWays) -> Self {
        let near = &standing.near;
        let lost = |start: usize| near.from_origin(start).any(|(service, _)| altered.gone.contains(&service));
        let bereft = (0..near.origin_count()).map(|start| !altered.gone.is_empty() && lost(start)).collect();
        Self { standing, altered, there, serving, bereft }
    }

    /// Whether a service within the limit of a start is gone, or another is there.
    fn is_touched(&self, start: usize) -> bool {
        self.bereft[start] || self.there.contains_key(&start)
    }

    /// A row without what is gone and with what is there instead, nearest first.
    fn renewed(&self, row: &Reach, others: &OtherWays, start: usize) -> Vec<(usize, f64)> {
        let stays = row.from_origin(start).filter(|(service, _)| !self.altered.gone.contains(service));
        let mut row: Vec<(usize, f64)> = stays.chain(others.get(&start).into_iter().flatten().copied()).collect();
        row.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        row
    }

    fn serving(&self, start: usize) -> Vec<(usize, f64)> {
        self.renewed(self.standing.base.reach(), self.serving, start)
    }

    /// What the homes of one zone have, numbered from its first.
    fn of_zone(&self, starts: std::ops::Range<usize>, nearest: &BTreeMap<usize, Option<Way>>, access: &BTreeMap<usize, f64>) -> OfHomes {
        let mut homes = OfHomes { near: no_rows(), serving: no_rows(), ..OfHomes::default() };
        for start in starts {
            append(&mut homes.near, &self.renewed(&self.standing.near, self.there, start));
            append(&mut homes.serving, &self.serving(start));
            homes.nearest.push(nearest.get(&start).copied().unwrap_or(self.standing.nearest[start]));
            homes.access.push(access.get(&start).copied().unwrap_or(self.standing.base.shared().access[start]));
        }
        homes
    }
}

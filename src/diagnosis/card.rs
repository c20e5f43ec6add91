//! Everything known of one zone, on one card.

use std::sync::Arc;

use geo::{Bearing, Haversine};
use serde::Serialize;
use utoipa::ToSchema;

use super::columns::{Rank, rank};
use super::coverage::{Assessment, CoverageClass, Journeys, Nearby, Reason, Spread, USUAL_LIMIT, ZoneCoverage};
use super::near::{NearQuery, NearService, near};
use super::releases::met::{Met, Noted};
use super::sources;
use super::take_up::{ZoneTakeUp, take_up};
use super::targets::drivers::Known;
use super::targets::{Target, Targets, TargetsQuery, targets_knowing};
use super::{people::people, take_up::TakeUp};
use crate::atlas::{Atlas, Carriage, Layer, NotCarried, SnapshotId};
use crate::domain::{
    DatasetId, Fault, Geography, IndicatorId, IrisKind, Measure, Mode, Opening, Parent, ServiceId, Text, Theme, Travel, Unit, Vintage,
    ZoneCode,
};
use crate::spatial::index;
use crate::text;

/// How many services nearby are told.
const SERVICES: usize = 12;

/// The card.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Card {
    /// The snapshot it speaks of.
    pub snapshot: SnapshotId,
    /// The zone.
    pub zone: CardZone,
    /// Every indicator of its geography, known here or not.
    pub indicators: Vec<CardIndicator>,
    /// Access to each theme that has services.
    pub coverage: Vec<CardCoverage>,
    /// The signal of non-take-up, where it can be told.
    pub take_up: Option<ZoneTakeUp>,
    /// What was met there, by the last release of field notes.
    pub field: Option<Met>,
    /// Its place in the list of targets, all themes together, every driver alike.
    pub target: Option<Target>,
    /// The nearest services, from the home in the middle of its people.
    pub services: Vec<CardService>,
    /// Data sets the card rests on.
    pub datasets: Vec<DatasetId>,
}

/// What and where the zone is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardZone {
    /// Its code.
    pub code: ZoneCode,
    /// Its name.
    pub name: String,
    /// Its geography.
    pub geography: Geography,
    /// The edition of the geography.
    pub vintage: Vintage,
    /// For IRIS, INSEE's kind.
    pub kind: Option<IrisKind>,
    /// Its area.
    pub area_km2: f64,
    /// Longitude and latitude of a point inside.
    pub centre: [f64; 2],
    /// West, south, east, north.
    pub bbox: [f64; 4],
    /// The wider zones it lies in.
    pub parents: Vec<Parent>,
    /// The zones it shares a border with.
    pub neighbours: Vec<Neighbour>,
}

/// A zone next to it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Neighbour {
    /// Its code.
    pub code: ZoneCode,
    /// Its name.
    pub name: String,
    /// Degrees clockwise from north, from inside the zone to inside this one.
    pub bearing: f64,
    /// The same as one of eight winds, for whoever goes from zone to zone by the arrow keys.
    pub direction: Direction,
}

/// One of eight winds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Wind)]
pub enum Direction {
    /// North.
    N,
    /// North-east.
    Ne,
    /// East.
    E,
    /// South-east.
    Se,
    /// South.
    S,
    /// South-west.
    Sw,
    /// West.
    W,
    /// North-west.
    Nw,
}

impl Direction {
    /// The wind of a bearing in degrees clockwise from north.
    pub fn of(bearing: f64) -> Self {
        const ROSE: [Direction; 8] =
            [Direction::N, Direction::Ne, Direction::E, Direction::Se, Direction::S, Direction::Sw, Direction::W, Direction::Nw];
        ROSE[(bearing.rem_euclid(360.0) / 45.0).round() as usize % 8]
    }
}

/// One indicator of the zone.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardIndicator {
    /// The indicator.
    pub id: IndicatorId,
    /// What it is called.
    pub label: Text,
    /// Its unit.
    pub unit: Unit,
    /// The theme it speaks to.
    pub theme: Theme,
    /// Its year.
    pub vintage: Vintage,
    /// Where it comes from.
    pub dataset: DatasetId,
    /// Its value here.
    pub measure: Measure,
    /// Where the zone stands among the others; `None` when its value is not known.
    pub rank: Option<Rank>,
    /// How the value came from a former edition of the zones; `None` when it was published for those of today.
    pub carried: Option<CardCarried>,
}

/// How a value came from a former edition of the zones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CardCarried {
    /// The edition it was published for.
    pub edition: Vintage,
    /// How it came.
    pub way: Carriage,
    /// Why it was not carried.
    pub not_carried: Option<NotCarried>,
}

/// Access to one theme.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardCoverage {
    /// The theme.
    pub theme: Theme,
    /// In a word.
    pub class: CoverageClass,
    /// The nearest service that serves.
    pub nearest: Option<Nearby>,
    /// Minutes to the nearest, over the people; `None` where times are not known.
    pub minutes: Option<Spread>,
    /// Share of the people who have one within 30 minutes, 0 to 1.
    pub share_within: Option<f64>,
    /// How many half of the people at least have within 30 minutes.
    pub in_reach: u32,
    /// Services per 10,000 people, competition counted.
    pub access: Measure,
    /// People short of access.
    pub short: Measure,
    /// Why it is not covered.
    pub reasons: Vec<Reason>,
}

/// A service near the zone.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardService {
    /// Its identifier.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub category: String,
    /// Themes it serves.
    pub themes: Vec<Theme>,
    /// Minutes on foot.
    pub minutes: f64,
    /// Metres on foot.
    pub metres: f64,
    /// Opening hours, when known.
    pub opening: Option<Opening>,
}

/// What a geography's cards share, worked out once for all of them.
#[derive(Debug)]
pub struct Findings {
    /// The geography.
    pub geography: Geography,
    /// Coverage of each theme that has services, for everyone, at any hour, within 30 minutes.
    pub coverage: Vec<Arc<Assessment>>,
    /// The signal of non-take-up, where it can be told.
    pub take_up: Option<TakeUp>,
    /// The last release of field notes, where it speaks of these zones.
    pub noted: Option<Noted>,
    /// The targets, all themes together, every driver alike.
    pub targets: Targets,
    /// The times behind them: half an hour on foot.
    pub journeys: Journeys,
}

impl Findings {
    /// What other answers need not work out again.
    pub fn known(&self) -> Known<'_> {
        Known { take_up: self.take_up.clone(), coverage: &self.coverage, journeys: Some(&self.journeys) }
    }
}

impl Findings {
    /// Works out what the cards of a geography share.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn of(atlas: &Atlas, travel: &dyn Travel, geography: Geography) -> Result<Self, Fault> {
        let layer = super::layer(atlas, geography)?;
        let journeys = Journeys::of(atlas, layer, travel, Mode::Walk, USUAL_LIMIT);
        let (take_up, asked) = (take_up(atlas, geography).ok(), TargetsQuery::usual(geography));
        let known = Known { take_up: take_up.clone(), journeys: Some(&journeys), ..Known::default() };
        let coverage = known.coverage(atlas, layer, travel, &asked, &people(atlas, layer));
        let targets = targets_knowing(atlas, travel, &asked, Known { coverage: &coverage, ..known })?;
        Ok(Self { geography, coverage, take_up, noted: Noted::of(atlas, geography), targets, journeys })
    }
}

/// The card of a zone.
///
/// # Errors
/// `unknown-zone`.
pub fn card(atlas: &Atlas, travel: &dyn Travel, code: &str) -> Result<Card, Fault> {
    let (layer, _) = atlas.zone(code).ok_or_else(|| unknown(code))?;
    card_knowing(atlas, travel, code, &Findings::of(atlas, travel, layer.geography)?)
}

/// The same from findings worked out before, for the same atlas.
///
/// # Errors
/// `unknown-zone`, also when the zone is of another geography than the findings.
pub fn card_knowing(atlas: &Atlas, travel: &dyn Travel, code: &str, findings: &Findings) -> Result<Card, Fault> {
    let layer = super::layer(atlas, findings.geography)?;
    let zone = layer.index_of(code).ok_or_else(|| unknown(code))?;
    let indicators = indicators(atlas, layer, zone);
    let coverage: Vec<CardCoverage> =
        findings.coverage.iter().map(|theme| coverage(theme.zone_in_words(atlas, layer, travel, zone), theme)).collect();
    let point = layer.origins.heart(zone);
    let from_home = NearQuery { point, theme: None, audience: None, at: None, limit: SERVICES, mode: Mode::Walk, within: None };
    let of_services = atlas.services.iter().map(|service| service.dataset.clone());
    Ok(Card {
        snapshot: atlas.id.clone(),
        zone: described(layer, zone),
        datasets: sources(indicators.iter().map(|indicator| indicator.dataset.clone()).chain(of_services)),
        indicators,
        coverage,
        field: findings.noted.as_ref().and_then(|noted| noted.met(&layer.zones[zone].code)),
        take_up: findings.take_up.as_ref().map(|take_up| take_up.zones[zone].clone()),
        target: findings.targets.targets.iter().find(|target| target.zone.as_str() == code).cloned(),
        services: near(atlas, travel, &from_home).services.into_iter().map(service).collect(),
    })
}

fn described(layer: &Layer, place: usize) -> CardZone {
    let zone = &layer.zones[place];
    let neighbour = |other: &u32| {
        let (from, to) = (layer.centres[place].point(), layer.centres[*other as usize].point());
        let bearing = Haversine.bearing(from, to).rem_euclid(360.0);
        let other = &layer.zones[*other as usize];
        Neighbour {
            code: other.code.clone(),
            name: other.name.clone(),
            bearing: bearing.round() % 360.0,
            direction: Direction::of(bearing),
        }
    };
    CardZone {
        code: zone.code.clone(),
        name: zone.name.clone(),
        geography: zone.geography,
        vintage: zone.vintage,
        kind: zone.kind,
        area_km2: layer.areas_km2[place],
        centre: [layer.centres[place].lon(), layer.centres[place].lat()],
        bbox: index::bounds(&zone.shape),
        parents: zone.parents.clone(),
        neighbours: layer.adjacency.of(place).iter().map(neighbour).collect(),
    }
}

fn indicators(atlas: &Atlas, layer: &Layer, zone: usize) -> Vec<CardIndicator> {
    let columns = atlas.indicators.values().filter_map(|indicator| Some((indicator, layer.column(&indicator.id())?)));
    let told = columns.map(|(indicator, column)| CardIndicator {
        id: indicator.id(),
        label: indicator.label.clone(),
        unit: indicator.unit,
        theme: indicator.theme,
        vintage: indicator.vintage,
        dataset: indicator.dataset.clone(),
        measure: column[zone],
        rank: rank(column, indicator.direction, zone),
        carried: layer.carried.get(&indicator.id()).map(|carried| {
            let (way, not_carried) = carried.ways[zone];
            CardCarried { edition: carried.edition, way, not_carried }
        }),
    });
    told.collect()
}

fn coverage(told: ZoneCoverage, assessment: &Assessment) -> CardCoverage {
    let ZoneCoverage { class, nearest, minutes, share_within, in_reach, access, short, reasons, .. } = told;
    CardCoverage { theme: assessment.query.theme, class, nearest, minutes, share_within, in_reach, access, short, reasons }
}

fn service(near: NearService) -> CardService {
    let NearService { id, name, category, themes, minutes, metres, opening, .. } = near;
    CardService { id, name, category, themes, minutes, metres, opening }
}

/// No zone has this code.
pub fn unknown(code: &str) -> Fault {
    Fault::new(
        "unknown-zone",
        text!("aucune zone ne porte le code « {code} »", "no zone has the code “{code}”"),
        Text::new("les codes sont ceux de /collections", "codes are those of /collections"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::town::{Town, place, service};
    use crate::network::StraightLine;

    fn town() -> Town {
        Town::of_zones(3)
            .counts("population", 2020, &[Some(100.0), Some(200.0), None])
            .rates("poverty_rate", 2018, &[30.0, 10.0, 20.0])
            .service(service("a", place(1.0)))
    }

    #[test]
    fn a_card_says_where_the_zone_stands_and_what_is_near() {
        let card = card(&town().atlas(), &StraightLine::default(), "341720000").unwrap();
        assert_eq!(card.zone.neighbours.iter().map(|zone| zone.code.as_str()).collect::<Vec<_>>(), ["341720001"]);
        let east = &card.zone.neighbours[0];
        assert_eq!((east.bearing, east.direction), (90.0, Direction::E));
        let winds = [0.0, 44.0, 100.0, 225.0, 338.0].map(Direction::of);
        assert_eq!(winds, [Direction::N, Direction::Ne, Direction::E, Direction::Sw, Direction::N]);
        let poverty = card.indicators.iter().find(|indicator| indicator.id.as_str() == "poverty_rate_2018").unwrap();
        assert_eq!(poverty.rank, Some(Rank { place: 1, low: 1, high: 1, of: 3 }));
        assert_eq!((card.coverage.len(), card.coverage[0].in_reach), (1, 1));
        assert_eq!(card.services[0].name, "Maison a");
        assert!(card.take_up.is_none() && card.target.is_some());
        assert_eq!(
            card.datasets.iter().map(DatasetId::as_str).collect::<Vec<_>>(),
            ["population-2020", "poverty_rate-2018", "services-2024"]
        );
    }

    #[test]
    fn what_is_not_known_has_no_rank() {
        let card = card(&town().atlas(), &StraightLine::default(), "341720002").unwrap();
        let people = card.indicators.iter().find(|indicator| indicator.id.as_str() == "population_2020").unwrap();
        assert_eq!((people.measure, people.rank), (Measure::missing(), None));
        assert_eq!(card.coverage[0].class, CoverageClass::Unknown);
        assert!(card.target.is_none());
    }

    #[test]
    fn an_unknown_code_is_a_fault() {
        assert_eq!(card(&town().atlas(), &StraightLine::default(), "999").unwrap_err().code, "unknown-zone");
    }

    #[test]
    fn the_card_reads_as_the_interface_promises() {
        let json = serde_json::to_value(card(&town().atlas(), &StraightLine::default(), "341720000").unwrap()).unwrap();
        for (part, fields) in [
            ("/zone", &["code", "name", "geography", "vintage", "kind", "area_km2", "centre", "bbox", "parents", "neighbours"][..]),
            ("/indicators/0", &["id", "label", "unit", "theme", "vintage", "dataset", "measure", "rank", "carried"]),
            ("/coverage/0", &["theme", "class", "nearest", "minutes", "share_within", "in_reach", "access", "short", "reasons"]),
            ("/services/0", &["id", "name", "category", "themes", "minutes", "metres", "opening"]),
        ] {
            let object = json.pointer(part).unwrap().as_object().unwrap();
            assert_eq!(object.keys().map(String::as_str).collect::<std::collections::BTreeSet<_>>(), fields.iter().copied().collect());
        }
    }
}

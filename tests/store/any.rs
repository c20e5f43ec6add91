//! Any batch that a source may give, drawn by proptest.

use chrono::{DateTime, NaiveDate, Utc};
use geo::{LineString, MultiPolygon, Polygon};
use maillage::domain::{
    Audience, Audiences, Batch, Dataset, Direction, Eligibility, Flag, Geography, Indicator, Interval, IrisKind, Measure, Mobility, Nature,
    Observation, Opening, Parent, Position, Reception, Service, ServiceId, Shape, Text, Theme, Unit, Zone,
};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::batches::{bare_service, code, dataset, indicator, year};

const FLAGS: [Flag; 7] =
    [Flag::Published, Flag::Rounded, Flag::Imputed, Flag::Estimated, Flag::Withheld, Flag::Missing, Flag::NotApplicable];
const KINDS: [IrisKind; 4] = [IrisKind::Residential, IrisKind::Activity, IrisKind::Miscellaneous, IrisKind::Undivided];
const UNITS: [Unit; 11] = [
    Unit::Persons,
    Unit::Households,
    Unit::Dwellings,
    Unit::Claimants,
    Unit::Percent,
    Unit::Share,
    Unit::EurosPerYear,
    Unit::Ratio,
    Unit::ConsumptionUnits,
    Unit::Count,
    Unit::Code,
];
const RECEPTIONS: [Reception; 4] = [Reception::InPerson, Reception::Remote, Reception::Both, Reception::Unknown];
const MOBILITIES: [Mobility; 2] = [Mobility::Fixed, Mobility::Mobile];

prop_compose! {
    /// Any batch that a source may give.
    pub fn any_batch()(
        words in vec("[^\0]{0,12}", 12),
        micros in 0_i64..4_102_444_800_000_000,
        vintage in 1_800_u16..=2_200,
        fictional: bool,
        zones in vec(any_zone(), 0..6),
        columns in btree_set("[a-z]{1,6}", 0..4),
        measures in vec((0..7_usize, any_parts()), 0..20),
        services in vec(any_service(), 0..5),
    ) -> Batch {
        let dataset = Dataset {
            title: Text::new(words[0].as_str(), words[1].as_str()),
            producer: words[2].clone(),
            licence: words[3].clone(),
            file: words[4].clone(),
            vintage: year(vintage),
            imported_at: DateTime::<Utc>::from_timestamp_micros(micros).unwrap(),
            fictional,
            secrecy: None,
            notes: words.iter().map(Text::same).collect(),
            ..dataset("any", 2020)
        };
        let indicators: Vec<Indicator> = columns.iter().map(|name| indicator(&dataset, name)).collect();
        let observations = if indicators.is_empty() { Vec::new() } else { spread(&indicators, measures) };
        let numbered = |(number, zone): (usize, Zone)| Zone { code: code(&format!("z{number}")), ..zone };
        let named = |(number, service): (usize, Service)| {
            Service { id: ServiceId::new("any", &number.to_string()), dataset: dataset.id.clone(), ..service }
        };
        Batch {
            zones: zones.into_iter().enumerate().map(numbered).collect(),
            services: services.into_iter().enumerate().map(named).collect(),
            indicators,
            observations,
            unlocated: Vec::new(),
            homes: None,
            addresses: None,
            networks: Vec::new(),
            decisions: Vec::new(),
            dataset,
        }
    }
}

fn spread(indicators: &[Indicator], measures: Vec<(usize, Measure)>) -> Vec<Observation> {
    let value = |(number, (geography, measure)): (usize, (usize, Measure))| Observation {
        indicator: indicators[number % indicators.len()].id(),
        geography: Geography::ALL[geography],
        zone: code(&format!("z{number}")),
        measure,
    };
    measures.into_iter().enumerate().map(value).collect()
}

prop_compose! {
    fn any_parts()(flag in select(&FLAGS[..]), value in any::<f64>(), spread in option::of(0.0..1e6_f64)) -> Measure {
        let value = Some(value).filter(|value| value.abs() < 1e300).unwrap_or(1.5);
        let interval = spread.and_then(|spread| Interval::new(value - spread, value + spread));
        match flag {
            Flag::Published => Measure::published(value),
            Flag::Rounded => Measure::rounded(value, interval.unwrap_or(Interval::new(value, value).unwrap())),
            Flag::Imputed => Measure::imputed(value, interval),
            Flag::Estimated => Measure::estimated(value, interval),
            Flag::Withheld => Measure::withheld(),
            Flag::Missing => Measure::missing(),
            Flag::NotApplicable => Measure::not_applicable(),
        }
    }
}

prop_compose! {
    fn any_zone()(
        geography in select(&Geography::ALL[..]),
        vintage in 1_800_u16..=2_200,
        name in "[^\0]{0,20}",
        kind in option::of(select(&KINDS[..])),
        parents in vec((select(&Geography::ALL[..]), "[0-9A-Z]{1,9}", option::of("[^\0]{0,9}")), 0..4),
        rings in vec(vec((-180.0..180.0_f64, -90.0..90.0_f64), 3..9), 1..4),
    ) -> Zone {
        let parent = |(geography, words, name): (Geography, String, Option<String>)| Parent { geography, code: code(&words), name };
        Zone {
            geography,
            code: code("0"),
            vintage: year(vintage),
            name,
            kind,
            parents: parents.into_iter().map(parent).collect(),
            shape: Shape::new(MultiPolygon::new(rings.into_iter().map(polygon).collect())).unwrap(),
        }
    }
}

fn polygon(mut corners: Vec<(f64, f64)>) -> Polygon {
    corners.push(corners[0]);
    Polygon::new(LineString::from(corners), Vec::new())
}

prop_compose! {
    fn any_service()(
        words in vec("[^\0]{0,12}", 2),
        place in (-180.0..=180.0_f64, -90.0..=90.0_f64),
        themes in subsequence(&Theme::ALL[..], 0..4),
        topics in vec("[a-z-]{1,9}", 0..3),
        audiences in subsequence(&Audience::ALL[..], 0..4),
        everyone: bool,
        reception in select(&RECEPTIONS[..]),
        mobility in select(&MOBILITIES[..]),
        areas in option::of(vec("[0-9]{2,5}", 0..3)),
        capacity in option::of(0.0..1e4_f64),
        hours in option::of(select(&["24/7", "Mo-Fr 09:00-12:00", "Sa 10:00-12:00; PH off"][..])),
        free: Option<bool>,
        address in option::of("[^\0]{0,20}"),
        commune in option::of("[0-9AB]{5}"),
        updated in option::of(0_i32..40_000),
    ) -> Service {
        let only = if audiences.is_empty() { Audiences::Unknown } else { Audiences::Only(audiences) };
        Service {
            name: words[0].clone(),
            category: words[1].clone(),
            position: Position::new(place.0, place.1).unwrap(),
            themes,
            topics,
            audiences: if everyone { Audiences::Everyone } else { only },
            reception,
            mobility,
            eligibility: areas.map_or(Eligibility::Everywhere, Eligibility::Areas),
            capacity,
            opening: hours.map(|hours| Opening::new(hours).unwrap()),
            free,
            address,
            commune,
            updated: updated.and_then(|days| NaiveDate::from_ymd_opt(1_970, 1, 1)?.checked_add_days(chrono::Days::new(days as u64))),
            ..bare_service(&dataset("any", 2020))
        }
    }
}

prop_compose! {
    /// Any batch with one of the eleven units, so that none is forgotten.
    pub fn any_indicator_batch()(unit in select(&UNITS[..]), theme in select(&Theme::ALL[..]), turn in 0..3_usize) -> Batch {
        let mut batch = Batch::new(dataset("any", 2020));
        let direction = [Direction::HigherIsNeed, Direction::LowerIsNeed, Direction::Neutral][turn];
        let nature = [Nature::Extensive, Nature::Intensive][turn % 2];
        batch.indicators.push(Indicator { unit, theme, direction, nature, ..indicator(&batch.dataset, "any") });
        batch
    }
}

//! A town of a few squares, imported in every order.

use chrono::{DateTime, Utc};
use geo::{MultiPolygon, Polygon};
use proptest::prelude::*;

use super::Atlas;
use crate::domain::{
    AddressBook, Batch, Certainty, Dataset, DatasetId, Direction, Door, Flag, Geography, Home, HomeBasis, Homes, Indicator, IndicatorId,
    Measure, NamedStreet, Nature, Observation, Parent, Position, Reception, Report, Service, ServiceId, Shape, Text, Theme, Unit,
    Unlocated, Vintage, Zone, ZoneCode,
};

pub(super) fn year(year: u16) -> Vintage {
    Vintage::new(year).unwrap()
}

pub(super) fn dataset(name: &str, vintage: u16) -> Dataset {
    Dataset {
        id: DatasetId::new(name, year(vintage)),
        format: name.to_owned(),
        title: Text::same(name),
        producer: "Bourg".to_owned(),
        licence: "LOv2".to_owned(),
        vintage: year(vintage),
        file: format!("{name}.csv"),
        sha256: String::new(),
        imported_at: DateTime::<Utc>::UNIX_EPOCH,
        fictional: false,
        secrecy: None,
        notes: Vec::new(),
        report: Report::default(),
    }
}

fn parent(geography: Geography, code: &str, name: &str) -> Parent {
    Parent { geography, code: ZoneCode::new(code).unwrap(), name: Some(name.to_owned()) }
}

/// A square with sides of a hundredth of a degree, so many sides east of a place.
fn square(east: f64) -> Shape {
    let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
    let ring: Vec<_> = corners.iter().map(|(x, y)| (3.8 + (east + x) * 0.01, 43.6 + y * 0.01)).collect();
    Shape::new(MultiPolygon::new(vec![Polygon::new(ring.into(), vec![])])).unwrap()
}

pub(super) fn zone(geography: Geography, vintage: u16, code: &str, east: f64, parents: Vec<Parent>) -> Zone {
    let code = ZoneCode::new(code).unwrap();
    Zone { geography, name: format!("Zone {code}"), code, vintage: year(vintage), kind: None, parents, shape: square(east) }
}

fn iris(vintage: u16) -> Batch {
    let within = |commune: &str| {
        vec![parent(Geography::Commune, commune, &format!("Bourg {commune}")), parent(Geography::Departement, "34", "Hérault")]
    };
    let zones = [("340020101", 2.0, "34002"), ("340010102", 1.0, "34001"), ("340010101", 0.0, "34001")];
    let zones = zones.map(|(code, east, commune)| zone(Geography::Iris, vintage, code, east, within(commune)));
    Batch { zones: zones.to_vec(), ..Batch::new(dataset("iris", vintage)) }
}

pub(super) fn recipients(values: &[(&str, Measure)]) -> Batch {
    let dataset = dataset("caf", 2019);
    let indicator = Indicator {
        code: "rsa".to_owned(),
        vintage: year(2019),
        label: Text::same("RSA"),
        theme: Theme::Pauvrete,
        unit: Unit::Claimants,
        nature: Nature::Extensive,
        direction: Direction::HigherIsNeed,
        dataset: dataset.id.clone(),
    };
    let observation = |(code, measure): &(&str, Measure)| Observation {
        indicator: indicator.id(),
        geography: Geography::Iris,
        zone: ZoneCode::new(code).unwrap(),
        measure: *measure,
    };
    Batch { observations: values.iter().map(observation).collect(), indicators: vec![indicator.clone()], ..Batch::new(dataset) }
}

fn services(vintage: u16, places: &[(&str, f64)]) -> Batch {
    let dataset = dataset("maisons", vintage);
    let service = |(local, east): &(&str, f64)| Service {
        themes: vec![Theme::AccesAuxDroits],
        reception: Reception::InPerson,
        ..Service::bare(ServiceId::new("maisons", local), &dataset.id, local, "Maison", Position::new(3.8 + east * 0.01, 43.605).unwrap())
    };
    Batch { services: places.iter().map(service).collect(), ..Batch::new(dataset.clone()) }
}

fn qpv() -> Batch {
    let zones = vec![zone(Geography::Qpv, 2024, "QN03401", 1.5, vec![parent(Geography::Commune, "34001", "Bourg 34001")])];
    Batch { zones, ..Batch::new(dataset("qpv-contours", 2024)) }
}

pub(super) fn town() -> Vec<Batch> {
    let values = [("340010101", Measure::published(12.0)), ("340010102", Measure::withheld()), ("999999999", Measure::published(5.0))];
    vec![iris(2020), recipients(&values), services(2023, &[("nord", 0.5), ("sud", 2.5), ("loin", 9.0)]), qpv()]
}

#[test]
fn values_stand_beside_their_zones_and_what_has_no_row_is_missing() {
    let atlas = Atlas::build(town());
    let layer = atlas.layer(Geography::Iris).unwrap();
    let codes: Vec<_> = layer.zones.iter().map(|zone| zone.code.as_str()).collect();
    assert_eq!(codes, ["340010101", "340010102", "340020101"]);
    let column = layer.column(&IndicatorId::new("rsa", year(2019))).unwrap();
    assert_eq!(column.iter().map(|measure| measure.flag()).collect::<Vec<_>>(), [Flag::Published, Flag::Withheld, Flag::Missing]);
    assert_eq!([layer.adjacency.of(0), layer.adjacency.of(1), layer.adjacency.of(2)], [&[1][..], &[0, 2], &[1]]);
    assert_eq!((layer.centres.len(), layer.areas_km2.len()), (3, 3));
    assert_eq!(atlas.name, "Bourg 34001 (+ 1 communes)");
}

#[test]
fn the_name_of_a_manifest_is_that_of_the_territory_in_whatever_order_it_is_told() {
    let named = |names: [Option<&str>; 2]| {
        let mut batches = town();
        for (batch, name) in batches.iter_mut().zip(names) {
            batch.dataset.report.territory = name.map(str::to_owned);
        }
        Atlas::build(batches)
    };
    let country = named([Some("France"), None]);
    assert_eq!(country.name, "France");
    assert_ne!(country.id, Atlas::build(town()).id, "the name can be read");
    assert_eq!(named([Some("Nord"), Some("Aisne")]).name, "Aisne + Nord");
    assert_eq!(named([Some("Nord"), Some("Aisne")]).id, named([Some("Aisne"), Some("Nord")]).id);
}

#[test]
fn communes_are_drawn_from_their_iris_and_never_counted_from_them() {
    let atlas = Atlas::build(town());
    let communes = atlas.layer(Geography::Commune).unwrap();
    let told: Vec<_> = communes.zones.iter().map(|zone| (zone.code.as_str(), zone.name.as_str())).collect();
    assert_eq!(told, [("34001", "Bourg 34001"), ("34002", "Bourg 34002")]);
    assert!((communes.areas_km2[0] - 2.0 * communes.areas_km2[1]).abs() < 1e-3);
    assert!(communes.columns.is_empty());
    let mut drawn = town();
    let outline = zone(Geography::Commune, 2020, "34001", 0.0, vec![]);
    drawn.push(Batch { zones: vec![outline], ..Batch::new(dataset("communes", 2020)) });
    assert_eq!(Atlas::build(drawn).layer(Geography::Commune).unwrap().zones.len(), 1);
}

#[test]
fn a_priority_neighbourhood_learns_the_second_commune_it_lies_in() {
    let atlas = Atlas::build(town());
    let zone = &atlas.layer(Geography::Qpv).unwrap().zones[0];
    let parents: Vec<_> = zone.parents.iter().map(|parent| parent.code.as_str()).collect();
    assert_eq!(parents, ["34001", "34", "34002"]);
}

#[test]
fn services_are_located_in_their_zones_and_found_by_distance() {
    let atlas = Atlas::build(town());
    let ids: Vec<_> = atlas.services.iter().map(|service| service.id.as_str()).collect();
    assert_eq!(ids, ["maisons:loin", "maisons:nord", "maisons:sud"]);
    assert_eq!(atlas.layer(Geography::Iris).unwrap().service_zones, [None, Some(0), Some(2)]);
    let nearest = atlas.service_index.nearest(Position::new(3.804, 43.605).unwrap(), 1);
    assert_eq!(atlas.services[nearest[0].0].name, "nord");
}

#[test]
fn the_newest_edition_wins() {
    let mut batches = town();
    batches.push(iris(2022));
    batches.push(services(2024, &[("sud", 2.5)]));
    let atlas = Atlas::build(batches);
    assert_eq!(atlas.layer(Geography::Iris).unwrap().vintage, year(2022));
    assert_eq!(atlas.services.len(), 1, "what the newest edition no longer lists is closed");
    assert_eq!(atlas.datasets.len(), 6, "older editions stay listed");
}

#[test]
fn homes_lie_in_their_zones_and_a_zone_without_any_starts_from_its_centre() {
    let homes = |name: &str, vintage, basis, places: &[(f64, f64)]| {
        let home = |(east, weight): &(f64, f64)| Home::new(Position::new(3.8 + east * 0.01, 43.605).unwrap(), *weight).unwrap();
        let homes = Homes { basis, unit: Unit::Dwellings, points: places.iter().map(home).collect() };
        Batch { homes: Some(homes), ..Batch::new(dataset(name, vintage)) }
    };
    let mut batches = town();
    let without = Atlas::build(batches.clone());
    assert_eq!(without.layer(Geography::Iris).unwrap().origins.basis, [HomeBasis::Centre; 3]);
    batches.push(homes("adresses", 2020, HomeBasis::Addresses, &[(1.5, 1.0)]));
    batches.push(homes("adresses", 2024, HomeBasis::Addresses, &[(0.2, 1.0), (0.4, 3.0), (9.0, 1.0)]));
    batches.push(homes("carreaux", 2021, HomeBasis::Squares, &[(0.9, 50.0), (1.1, 7.0)]));
    let atlas = Atlas::build(batches);
    let origins = &atlas.layer(Geography::Iris).unwrap().origins;
    assert_eq!(
        origins.basis,
        [HomeBasis::Addresses, HomeBasis::Squares, HomeBasis::Centre],
        "addresses before squares, the newest edition"
    );
    assert_eq!((origins.starts.as_slice(), origins.shares.as_slice()), (&[0, 2, 3, 4][..], &[0.25, 0.75, 1.0, 1.0][..]));
    assert_eq!(origins.homes, [2, 1, 0]);
    assert_eq!(origins.heart(0), origins.positions[1]);
    assert_ne!(atlas.id, without.id);
}

#[test]
fn nothing_imported_is_an_atlas_without_layers() {
    let atlas = Atlas::build(Vec::new());
    assert!(atlas.layers.is_empty() && atlas.services.is_empty());
    assert_eq!(atlas.id.as_str().len(), 16);
}

#[test]
fn the_identifier_follows_the_content_and_not_the_time() {
    let id = |batches| Atlas::build(batches).id;
    let mut later = town();
    for batch in &mut later {
        batch.dataset.imported_at += chrono::Duration::days(1);
        batch.dataset.report.joined = Some(3);
    }
    assert_eq!(id(later), id(town()));
    let changes: [fn(&mut Vec<Batch>); 5] = [
        |town| town[0].zones[0].name.push('x'),
        |town| town[0].zones[0].shape = square(2.1),
        |town| town[1].observations[0].measure = Measure::published(13.0),
        |town| town[2].services[0].free = Some(true),
        |town| town[3].dataset.licence.push('x'),
    ];
    for change in changes {
        let mut changed = town();
        change(&mut changed);
        assert_ne!(id(changed), id(town()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_identifier_does_not_depend_on_the_order_of_imports(batches in Just([town(), vec![iris(2018), services(2021, &[("est", 1.0)])]].concat()).prop_shuffle()) {
        let mut shuffled = batches;
        for batch in &mut shuffled {
            batch.zones.reverse();
        }
        let usual = [town(), vec![iris(2018), services(2021, &[("est", 1.0)])]].concat();
        prop_assert_eq!(Atlas::build(shuffled).id, Atlas::build(usual).id);
    }
}

/// A register whose records give addresses and no coordinates.
fn addressed(lines: &[(&str, &str)]) -> Batch {
    let Batch { services, dataset, .. } = services(2024, &lines.iter().map(|(local, _)| (*local, 0.0)).collect::<Vec<_>>());
    let record = |(service, (_, line)): (Service, &(&str, &str))| {
        Unlocated::new(Service { address: Some((*line).to_owned()), commune: Some("34001".to_owned()), ..service }, None)
    };
    let unlocated = services.into_iter().zip(lines).map(record).collect();
    Batch { unlocated, ..Batch::new(dataset) }
}

fn addresses() -> Batch {
    let street = NamedStreet { commune: "34001".to_owned(), name: "Rue Haute".to_owned(), postcode: String::new(), town: String::new() };
    let door =
        |number, east: f64| Door { street: 0, number, suffix: String::new(), position: Position::new(3.8 + east * 0.01, 43.605).unwrap() };
    let book = AddressBook { streets: vec![street], doors: vec![door(1, 0.2), door(3, 0.3), door(5, 1.4)] };
    Batch { addresses: Some(book), ..Batch::new(dataset("adresses", 2024)) }
}

#[test]
fn services_are_placed_by_their_addresses_in_whatever_order_they_came() {
    let lines = [("a", "5 r. Haute"), ("b", "99 rue Haute"), ("c", "12 rue de Nulle Part"), ("d", "1 rue Haute")];
    let batches = [iris(2020), addressed(&lines), addresses()];
    let atlas = Atlas::build(batches.to_vec());
    let certainties: Vec<_> = atlas.services.iter().map(|service| service.placed.certainty).collect();
    assert_eq!(certainties, [Certainty::HouseNumber, Certainty::Street, Certainty::Commune, Certainty::HouseNumber]);
    let zones = |geography| atlas.layer(geography).unwrap().service_zones.clone();
    assert_eq!(zones(Geography::Iris), [Some(1), Some(0), None, Some(0)], "one known to its municipality is in no IRIS");
    assert_eq!(zones(Geography::Commune), [Some(0); 4]);
    for order in [[2, 1, 0], [1, 2, 0], [1, 0, 2]] {
        assert_eq!(Atlas::build(order.map(|at| batches[at].clone()).to_vec()).id, atlas.id);
    }
    let without = Atlas::build(vec![iris(2020), addressed(&lines)]);
    assert!(without.services.iter().all(|service| service.placed.certainty == Certainty::Commune), "shown before the addresses come");
    assert_eq!(Atlas::build(vec![addressed(&lines)]).services.len(), 0, "nothing says where");
}

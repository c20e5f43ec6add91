//! Valhalla: `sources_to_targets` for times, `locate` for the streets beside places, `isochrone` for the ground.
//!
//! <https://valhalla.github.io/valhalla/api/matrix/api-reference/>, `…/locate/…`, `…/isochrone/…`

use geo::{MultiPolygon, Polygon};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Failure;
use super::address::Address;
use super::client::Question;
use crate::domain::{Metres, Minutes, Mode, Position, Shape};
use crate::spatial::distance;

/// Sources, and targets, of one table: 2,500 pairs unless the server is told otherwise.
pub const BLOCK: usize = 50;

/// Contours of one isochrone, unless the server is told otherwise.
pub const CONTOURS: usize = 4;

const fn costing(mode: Mode) -> &'static str {
    match mode {
        Mode::Walk => "pedestrian",
        Mode::Bike => "bicycle",
        Mode::Car => "auto",
    }
}

fn places(positions: &[Position]) -> Vec<Value> {
    positions.iter().map(|at| json!({"lat": at.lat(), "lon": at.lon()})).collect()
}

/// The question for the times from some places to others.
pub fn table(address: &Address, mode: Mode, origins: &[Position], destinations: &[Position]) -> Question {
    let body = json!({"sources": places(origins), "targets": places(destinations), "costing": costing(mode)});
    Question { url: address.at(["sources_to_targets"]), body: Some(body) }
}

/// The question for the streets beside some places.
pub fn place(address: &Address, mode: Mode, positions: &[Position]) -> Question {
    let body = json!({"locations": places(positions), "costing": costing(mode), "verbose": false});
    Question { url: address.at(["locate"]), body: Some(body) }
}

/// The question for the ground within some limits of a place.
pub fn isochrone(address: &Address, mode: Mode, from: Position, limits: &[Minutes]) -> Question {
    let contours: Vec<_> = limits.iter().map(|limit| json!({"time": limit.0})).collect();
    let body = json!({"locations": places(&[from]), "costing": costing(mode), "contours": contours, "polygons": true});
    Question { url: address.at(["isochrone"]), body: Some(body) }
}

/// What `sources_to_targets` answers.
#[derive(Debug, Deserialize)]
pub struct Table {
    sources_to_targets: Vec<Vec<Pair>>,
}

#[derive(Debug, Deserialize)]
struct Pair {
    time: Option<f64>,
}

impl Table {
    /// Minutes from each of so many origins to each of so many destinations, row by row; `None` where there is no way.
    ///
    /// # Errors
    /// `NotUnderstood` when the table is not of this size.
    pub fn minutes(&self, origins: usize, destinations: usize) -> Result<Vec<Option<f64>>, Failure> {
        let rows = &self.sources_to_targets;
        let whole = rows.len() == origins && rows.iter().all(|row| row.len() == destinations);
        let times = || rows.iter().flatten().map(|pair| pair.time);
        if whole && times().flatten().all(|seconds| seconds.is_finite() && seconds >= 0.0) {
            Ok(times().map(|seconds| seconds.map(|seconds| seconds / 60.0)).collect())
        } else {
            Err(Failure::NotUnderstood("sources_to_targets".to_owned()))
        }
    }
}

/// What `locate` answers of one place.
#[derive(Debug, Deserialize)]
pub struct Located {
    edges: Option<Vec<Edge>>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    correlated_lat: f64,
    correlated_lon: f64,
}

/// Metres between each place and its street; `None` where no street was found.
///
/// # Errors
/// `NotUnderstood` when there are not as many answers as places.
pub fn metres_off(located: &[Located], positions: &[Position]) -> Result<Vec<Option<f64>>, Failure> {
    let not_understood = || Failure::NotUnderstood("locate".to_owned());
    if located.len() != positions.len() {
        return Err(not_understood());
    }
    let off = |edge: &Edge, from: Position| {
        let street = Position::new(edge.correlated_lon, edge.correlated_lat).map_err(|_unplaced| not_understood())?;
        let Metres(metres) = distance::metres(from, street);
        Ok(metres)
    };
    let least = |(found, at): (&Located, &Position)| {
        let each: Vec<f64> = found.edges.iter().flatten().map(|edge| off(edge, *at)).collect::<Result<_, Failure>>()?;
        Ok(each.into_iter().reduce(f64::min))
    };
    located.iter().zip(positions).map(least).collect()
}

/// What `isochrone` answers.
#[derive(Debug, Deserialize)]
pub struct Contours {
    features: Vec<geojson::Feature>,
}

/// The ground within each limit; `None` where the engine drew nothing.
///
/// # Errors
/// `NotUnderstood` when an outline is none.
pub fn grounds(contours: Contours, limits: &[Minutes]) -> Result<Vec<Option<Shape>>, Failure> {
    let not_understood = || Failure::NotUnderstood("isochrone".to_owned());
    let mut grounds: Vec<Vec<Polygon>> = vec![Vec::new(); limits.len()];
    for feature in contours.features {
        let told = feature.property("contour").and_then(Value::as_f64).ok_or_else(not_understood)?;
        let limit = limits.iter().position(|limit| (limit.0 - told).abs() < 1e-3).ok_or_else(not_understood)?;
        match feature.geometry.map(geo::Geometry::try_from) {
            Some(Ok(geo::Geometry::Polygon(polygon))) => grounds[limit].push(polygon),
            Some(Ok(geo::Geometry::MultiPolygon(MultiPolygon(polygons)))) => grounds[limit].extend(polygons),
            _ => return Err(not_understood()),
        }
    }
    let shape = |polygons: Vec<Polygon>| {
        if polygons.is_empty() {
            return Ok(None);
        }
        Shape::new(MultiPolygon(polygons)).map(Some).map_err(|_fault| not_understood())
    };
    grounds.into_iter().map(shape).collect()
}

#[cfg(test)]
mod tests {
    use geo::Contains;

    use super::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    /// Recorded from Valhalla 3.9.1 over Monaco, as are the others.
    #[test]
    fn a_recorded_table_gives_minutes() {
        let table: Table = serde_json::from_str(include_str!("../../fixtures/engines/valhalla-table.json")).unwrap();
        let minutes = table.minutes(1, 2).unwrap();
        assert_eq!(minutes, [Some(1150.0 / 60.0), Some(0.0)]);
        assert!(table.minutes(2, 1).is_err());
        let none: Table = serde_json::from_str(r#"{"sources_to_targets":[[{"time":null,"distance":null}]]}"#).unwrap();
        assert_eq!(none.minutes(1, 1).unwrap(), [None]);
    }

    #[test]
    fn recorded_streets_say_how_far_places_are_moved() {
        let located: Vec<Located> = serde_json::from_str(include_str!("../../fixtures/engines/valhalla-locate.json")).unwrap();
        let off = metres_off(&located, &[at(7.4189, 43.7311), at(7.3, 43.6), at(2.35, 48.85), at(7.4265, 43.74)]).unwrap();
        assert!(off[0].unwrap() < 11.0 && off[1].unwrap() > 13_000.0 && off[2].is_none(), "{off:?}");
        assert!(metres_off(&located, &[at(7.4189, 43.7311)]).is_err());
    }

    #[test]
    fn recorded_isochrones_come_in_the_order_of_the_limits() {
        let read = || serde_json::from_str::<Contours>(include_str!("../../fixtures/engines/valhalla-isochrone.json")).unwrap();
        let found = grounds(read(), &[Minutes(5.0), Minutes(10.0)]).unwrap();
        let outline = |index: usize| found[index].as_ref().unwrap().outline();
        let (home, farther) = (at(7.4189, 43.7311).point(), at(7.4265, 43.7335).point());
        assert!(outline(0).contains(&home) && outline(1).contains(&farther) && !outline(0).contains(&farther));
        assert!(grounds(read(), &[Minutes(7.0)]).is_err());
    }

    #[test]
    fn questions_name_the_costing_of_the_mode() {
        let address = Address::new("url", "http://127.0.0.1:8002").unwrap();
        let asked = table(&address, Mode::Car, &[at(7.4, 43.7)], &[at(7.5, 43.8)]);
        assert_eq!(asked.url.as_str(), "http://127.0.0.1:8002/sources_to_targets");
        assert_eq!(
            asked.body.unwrap(),
            json!({"sources": [{"lat": 43.7, "lon": 7.4}], "targets": [{"lat": 43.8, "lon": 7.5}], "costing": "auto"})
        );
        let limits = isochrone(&address, Mode::Walk, at(7.4, 43.7), &[Minutes(2.5)]).body.unwrap();
        assert_eq!((&limits["contours"], &limits["polygons"]), (&json!([{"time": 2.5}]), &json!(true)));
    }
}

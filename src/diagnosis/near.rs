//! The nearest services to a point.

use serde::Serialize;
use utoipa::ToSchema;

use super::Method;
use super::wording::paragraph;
use crate::atlas::Atlas;
use crate::domain::{
    Audience, Metres, Minutes, Mode, Opening, Position, Reception, Service, ServiceId, Text, Theme, Travel, Unplaced, WeekTime,
};
use crate::text;

/// The first search goes so far, in minutes; each next one twice as far.
const FIRST_SEARCH: f64 = 15.0;

/// Nothing farther than a day's walk is near.
const LAST_SEARCH: f64 = 1_440.0;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearQuery {
    /// From where.
    pub point: Position,
    /// The theme; `None` for any.
    pub theme: Option<Theme>,
    /// For whom; `None` for anyone.
    pub audience: Option<Audience>,
    /// The moment at which to say whether each is open.
    pub at: Option<WeekTime>,
    /// At most so many.
    pub limit: usize,
    /// How one travels.
    pub mode: Mode,
    /// None farther than so many minutes; `None` for however far.
    pub within: Option<Minutes>,
}

/// The answer, nearest first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Near {
    /// From where, longitude first.
    pub point: [f64; 2],
    /// How one travels.
    pub mode: Mode,
    /// Why the times from the point are not known, when they are not: no service is told then.
    pub unplaced: Option<Unplaced>,
    /// How.
    pub method: Method,
    /// The services.
    pub services: Vec<NearService>,
}

/// One service nearby.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct NearService {
    /// Its identifier.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub category: String,
    /// Themes it serves.
    pub themes: Vec<Theme>,
    /// Longitude and latitude.
    pub position: [f64; 2],
    /// Minutes, in the mode asked.
    pub minutes: f64,
    /// Metres that take so long.
    pub metres: f64,
    /// Opening hours, when known.
    pub opening: Option<Opening>,
    /// Whether it is open at the moment asked; `None` without moment or without hours.
    pub open: Option<bool>,
    /// Postal address.
    pub address: Option<String>,
}

/// The nearest services that receive on site, in one place, and do not turn the audience away. Those
/// closed at the moment asked are told with the others, and said closed.
pub fn near(atlas: &Atlas, travel: &dyn Travel, query: &NearQuery) -> Near {
    let fitting: Vec<&Service> = atlas.services.iter().filter(|service| fits(service, query)).collect();
    let positions: Vec<Position> = fitting.iter().map(|service| service.position).collect();
    let found = nearest(travel, query, &positions);
    let unplaced = travel.unplaced(&[query.point]).into_iter().next().flatten();
    Near {
        point: [query.point.lon(), query.point.lat()],
        mode: query.mode,
        unplaced,
        method: method(travel, unplaced),
        services: found.into_iter().map(|(service, minutes)| told(fitting[service], travel, minutes, query.at)).collect(),
    }
}

fn fits(service: &Service, query: &NearQuery) -> bool {
    let serves = query.theme.is_none_or(|theme| service.themes.contains(&theme));
    let admits = query.audience.is_none_or(|audience| service.audiences.admits(audience) != Some(false));
    serves && admits && service.receives_where_shown() && service.reception != Reception::Remote
}

/// Searches ever wider until enough are found.
fn nearest(travel: &dyn Travel, query: &NearQuery, positions: &[Position]) -> Vec<(usize, f64)> {
    let last = query.within.map_or(LAST_SEARCH, |Minutes(minutes)| minutes.min(LAST_SEARCH));
    let mut minutes = FIRST_SEARCH.min(last);
    loop {
        let reach = travel.reach(&[query.point], positions, Minutes(minutes));
        if reach.destinations.len() >= query.limit.min(positions.len()) || minutes >= last {
            return reach.from_origin(0).take(query.limit).collect();
        }
        minutes = (minutes * 2.0).min(last);
    }
}

fn told(service: &Service, travel: &dyn Travel, minutes: f64, at: Option<WeekTime>) -> NearService {
    let Metres(metres) = travel.metres(Minutes(minutes));
    NearService {
        id: service.id.clone(),
        name: service.name.clone(),
        category: service.category.clone(),
        themes: service.themes.clone(),
        position: [service.position.lon(), service.position.lat()],
        minutes: (minutes * 10.0).round() / 10.0,
        metres: metres.round(),
        opening: service.opening.clone(),
        open: at.and_then(|at| service.opening.as_ref().map(|opening| opening.open_at(at))),
        address: service.address.clone(),
    }
}

fn method(travel: &dyn Travel, unplaced: Option<Unplaced>) -> Method {
    let scope = Text::new(
        "Services qui reçoivent sur place ; ceux dont on ignore le public sont donnés avec les autres.",
        "Services that receive on site; those that do not say whom they receive are told with the others.",
    );
    Method {
        name: Text::new("Services les plus proches", "Nearest services"),
        note: paragraph([scope, travel.method()].into_iter().chain(unplaced.map(off_the_network))),
        citation: String::new(),
    }
}

fn off_the_network(why: Unplaced) -> Text {
    let Text { fr, en } = why.text();
    text!("De ce point, les temps ne sont pas connus : {fr}.", "From this point, times are not known: {en}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::town::{Town, place, service};
    use crate::domain::{Audiences, Mobility};
    use crate::network::StraightLine;

    fn query() -> NearQuery {
        NearQuery { point: place(0.0), theme: None, audience: None, at: None, limit: 2, mode: Mode::Walk, within: None }
    }

    fn names(query: &NearQuery) -> Vec<String> {
        let town = Town::of_zones(10)
            .service(service("far", place(60.0)))
            .service(Service { mobility: Mobility::Mobile, ..service("bus", place(0.0)) })
            .service(Service { audiences: Audiences::Only(vec![Audience::Seniors]), ..service("seniors", place(1.0)) })
            .service(service("near", place(2.0)));
        near(&town.atlas(), &StraightLine::default(), query).services.into_iter().map(|service| service.name).collect()
    }

    #[test]
    fn the_nearest_come_first_and_what_moves_is_left_out() {
        assert_eq!(names(&query()), ["Maison seniors", "Maison near"]);
        assert_eq!(names(&NearQuery { audience: Some(Audience::Jeunes), ..query() }), ["Maison near", "Maison far"]);
        assert!(names(&NearQuery { theme: Some(Theme::Culture), ..query() }).is_empty());
    }

    #[test]
    fn whether_it_is_open_is_said_only_when_it_is_known() {
        let town = Town::of_zones(1).service(service("a", place(0.0))).service(Service { opening: None, ..service("b", place(0.1)) });
        let asked = NearQuery { at: Some("sun-10:00".parse().unwrap()), ..query() };
        let found = near(&town.atlas(), &StraightLine::default(), &asked);
        assert_eq!(found.services.iter().map(|service| service.open).collect::<Vec<_>>(), [Some(false), None]);
    }
}

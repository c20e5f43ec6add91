//! Services that stand outside the municipality their record names: a wrong pin, or a wrong code. Kept, and said.

use std::collections::{BTreeSet, HashMap};

use super::Known;
use crate::domain::{Batch, Geography, Position, Service, Shape};
use crate::sources::Surroundings;
use crate::spatial::index::{ZoneIndex, bounds};
use crate::text;

/// How far outside a simplified outline a place may lie and still be inside, in degrees: about a hundred metres.
const TOLERANCE: f64 = 0.001;
/// How many are named.
const NAMED: usize = 5;

/// Says which services of a batch stand outside the loaded municipality they name.
pub fn say(batch: &mut Batch, known: &Known) {
    let land = Land::of(known);
    let astray: Vec<&Service> = batch.services.iter().filter(|service| land.is_astray(service)).collect();
    if astray.is_empty() {
        return;
    }
    let (count, more) = (astray.len(), if astray.len() > NAMED { "…" } else { "" });
    let named: BTreeSet<&str> = astray.iter().take(NAMED).map(|service| service.name.as_str()).collect();
    let named = named.into_iter().collect::<Vec<_>>().join(" · ");
    batch.dataset.report.remark(text!(
        "{count} services sont hors de la commune que dit leur fiche, position ou code à vérifier : {named}{more}",
        "{count} services stand outside the municipality their record names, position or code to be checked: {named}{more}"
    ));
}

/// The outlines of each loaded municipality: its own, or those of its IRIS.
struct Land<'a> {
    shapes: HashMap<&'a str, Vec<&'a Shape>>,
}

impl<'a> Land<'a> {
    fn of(known: &'a Known) -> Self {
        let mut shapes: HashMap<&str, Vec<&Shape>> = HashMap::new();
        for ((geography, code), shape) in &known.shapes {
            let commune = code.as_str().get(..5).filter(|_| matches!(geography, Geography::Iris | Geography::Commune));
            if let Some(commune) = commune {
                shapes.entry(commune).or_default().push(shape);
            }
        }
        Self { shapes }
    }

    /// Whether a municipality is loaded and does not hold the place. One that is not loaded says nothing.
    fn is_astray(&self, service: &Service) -> bool {
        let Some(shapes) = service.commune.as_deref().and_then(|commune| self.shapes.get(commune)) else { return false };
        let near = |shape: &&&Shape| around(shape).holds(service.position);
        let near: Vec<&Shape> = shapes.iter().filter(near).copied().collect();
        if near.is_empty() {
            return true;
        }
        let index = ZoneIndex::new(near.iter().copied());
        let held = |at: Position| !index.holding(at, |zone| near[zone]).is_empty();
        let (lon, lat) = (service.position.lon(), service.position.lat());
        let steps = [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)];
        !steps.iter().any(|(x, y)| Position::new(lon + x * TOLERANCE, lat + y * TOLERANCE).is_ok_and(held))
    }
}

fn around(shape: &Shape) -> Surroundings {
    let [west, south, east, north] = bounds(shape);
    Surroundings { lon: (west - TOLERANCE, east + TOLERANCE), lat: (south - TOLERANCE, north + TOLERANCE) }
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;
    use crate::domain::{Vintage, Zone, ZoneCode};
    use crate::sources::{Input, Options, Unwatched, recognise};

    const DESKS: &str = "source,structure_id,id,nom,description,date_maj,thematiques,zone_eligibilite,modes_accueil,code_insee,longitude,latitude\n\
        dora,s1,a,Dedans,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,3.815,43.645\n\
        dora,s2,b,Sur la limite,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,3.8205,43.645\n\
        dora,s3,c,Ailleurs,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,3.9,43.7\n\
        dora,s4,d,Autre commune,dix lettres,2026-01-01,[],[],['en-presentiel'],34057,3.9,43.7\n";

    #[test]
    fn a_place_outside_the_municipality_it_names_is_said_and_kept() {
        let zone = Zone {
            geography: Geography::Iris,
            code: ZoneCode::new("341720101").unwrap(),
            vintage: Vintage::new(2020).unwrap(),
            name: "A".to_owned(),
            kind: None,
            parents: Vec::new(),
            shape: Shape::new(wkt!(MULTIPOLYGON(((3.81 43.64, 3.82 43.64, 3.82 43.65, 3.81 43.65, 3.81 43.64))))).unwrap(),
        };
        let input = Input { options: Options::default(), ..Input::of("d.csv", DESKS.as_bytes()) };
        let mut batch = recognise(&input).unwrap().read(&input, &Unwatched).unwrap();
        say(&mut batch, &Known::of([&zone]));
        assert_eq!(batch.services.len(), 4);
        let told: Vec<&str> =
            batch.dataset.report.remarks.iter().map(|remark| remark.en.as_str()).filter(|words| words.contains("outside")).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("1 services") && told[0].contains("Ailleurs"), "{}", told[0]);
    }
}

//! The people of the margin: they share the services of the theme, and are told of in no zone.

use super::assessment::demand;
use super::conditions::Supply;
use super::journeys::Journeys;
use super::services::Services;
use super::sites::Sites;
use super::spread::placed_shares;
use super::{Margin, sources};
use crate::atlas::Atlas;
use crate::diagnosis::people::people;
use crate::domain::{Measure, Minutes, Reach};

/// Whom of the margin services serve. Without a margin, nobody.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    serving: Reach,
    demand: Vec<f64>,
}

impl Outside {
    /// The people of the margin and their ways to the services of a theme.
    pub fn of(atlas: &Atlas, supply: &Supply, journeys: &Journeys, limit: Minutes) -> Self {
        let (Some(layer), Some(beyond)) = (&atlas.beyond, &journeys.beyond) else {
            return Self { serving: super::assessment::no_rows(), demand: Vec::new() };
        };
        let sites = Sites { services: Services::of(atlas), layer, supply };
        let shares = placed_shares(&layer.origins, &beyond.placed);
        Self { serving: sites.serving(&beyond.among(&supply.services, limit)), demand: demand(layer, &people(atlas, layer), &shares) }
    }

    /// The rows of the territory and, after them, those of the margin.
    pub fn after(&self, serving: &Reach, mut demand: Vec<f64>) -> (Reach, Vec<f64>) {
        let mut all = serving.clone();
        for start in 0..self.demand.len() {
            for (service, minutes) in self.serving.from_origin(start) {
                all.destinations.push(service as u32);
                all.minutes.push(minutes);
            }
            all.starts.push(all.destinations.len());
        }
        demand.extend_from_slice(&self.demand);
        (all, demand)
    }
}

/// What the margin holds; `None` where nothing of it is loaded.
pub fn margin(atlas: &Atlas) -> Option<Margin> {
    let layer = atlas.beyond.as_ref()?;
    let people = people(atlas, layer);
    let known = || people.counts.iter().filter_map(|count| count.value());
    Some(Margin {
        zones: layer.zones.len() as u32,
        unknown: (layer.zones.len() - known().count()) as u32,
        people: if people.basis.is_some() { Measure::estimated(known().sum(), None) } else { Measure::missing() },
        sources: sources(atlas.datasets.iter().filter(|dataset| crate::atlas::margin::is_of(dataset)).map(|dataset| dataset.id.clone())),
    })
}

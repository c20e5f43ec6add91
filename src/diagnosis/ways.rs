//! How one travels over a territory: over the streets loaded, else as the crow flies.

use std::sync::Arc;

use crate::atlas::{Atlas, Network};
use crate::domain::{Mode, Text};
use crate::network::{Approach, Origin, Profile, Streets, Ways};
use crate::text;

/// The ways of travelling that an atlas offers. Prepares the streets for questions: call it once for an atlas.
pub fn ways(atlas: &Atlas) -> Ways {
    let over = |(mode, network): (&Mode, &Network)| {
        let streets = Streets::new(Arc::clone(&network.graph), *mode, Approach::default(), origin(atlas, *mode, network));
        (*mode, Arc::new(streets))
    };
    atlas.networks.iter().map(over).fold(Ways::straight(), |ways, (mode, streets)| ways.with(mode, streets))
}

fn origin(atlas: &Atlas, mode: Mode, network: &Network) -> Origin {
    let dataset = atlas.datasets.iter().find(|dataset| dataset.id == network.dataset);
    let source = dataset.map_or_else(|| Text::same(network.dataset.as_str()), |dataset| dataset.title.clone());
    Origin { source, vintage: None, pace: pace(mode) }
}

fn pace(mode: Mode) -> Text {
    let kmh = Profile::of(mode).pace_kmh;
    let french = kmh.to_string().replace('.', ",");
    match mode {
        Mode::Walk => text!("{french} km/h", "{kmh} km/h"),
        Mode::Bike => text!("{french} km/h sur une rue calme", "{kmh} km/h on a quiet street"),
        Mode::Car => Text::new("vitesses selon la rue et ses limites", "speeds by street and its limits"),
    }
}

//! The times between the homes of a layer and the services of the atlas, worked out once for every theme.

use super::CoverageQuery;
use crate::atlas::{Atlas, Layer};
use crate::domain::{Minutes, Mode, Position, Reach, Travel};

/// Who reaches what, in one mode, within a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Journeys {
    /// The mode.
    pub mode: Mode,
    /// The limit: pairs farther apart are not held.
    pub limit: Minutes,
    /// Whether each start of the layer stands on the network.
    pub placed: Vec<bool>,
    /// The place of each service of the atlas among the destinations; `None` for those left out.
    places: Vec<Option<u32>>,
    reach: Reach,
    /// The same from the homes of the margin, where any are loaded.
    pub beyond: Option<Box<Self>>,
}

impl Journeys {
    /// The times to every service that stays in one place and whose place is known.
    pub fn of(atlas: &Atlas, layer: &Layer, travel: &dyn Travel, mode: Mode, limit: Minutes) -> Self {
        let fixed = (0..).zip(&atlas.services).filter(|(_, service)| service.receives_where_shown()).map(|(index, _)| index);
        Self::to(&fixed.collect::<Vec<_>>(), atlas, layer, travel, (mode, limit))
    }

    /// The times to some services, given by their indices in ascending order.
    pub fn to(services: &[u32], atlas: &Atlas, layer: &Layer, travel: &dyn Travel, way: (Mode, Minutes)) -> Self {
        let beyond = atlas.beyond.as_ref().map(|beyond| Box::new(Self::from(beyond, services, atlas, travel, way)));
        Self { beyond, ..Self::from(layer, services, atlas, travel, way) }
    }

    fn from(layer: &Layer, services: &[u32], atlas: &Atlas, travel: &dyn Travel, (mode, limit): (Mode, Minutes)) -> Self {
        let starts = &layer.origins.positions;
        let destinations: Vec<Position> = services.iter().map(|service| atlas.services[*service as usize].position).collect();
        let mut places = vec![None; atlas.services.len()];
        for (place, service) in (0..).zip(services) {
            places[*service as usize] = Some(place);
        }
        Self {
            mode,
            limit,
            placed: travel.unplaced(starts).iter().map(Option::is_none).collect(),
            places,
            reach: travel.reach(starts, &destinations, limit),
            beyond: None,
        }
    }

    /// Whether they answer a question.
    pub fn suit(&self, query: &CoverageQuery) -> bool {
        self.mode == query.mode && self.limit.0 >= query.limit_minutes.0
    }

    /// The pairs between starts and some services, given by their indices in ascending order, within a limit.
    /// Destinations are places in the list given.
    pub fn among(&self, services: &[u32], limit: Minutes) -> Reach {
        let mut wanted = vec![None; self.places.len()];
        for (index, service) in (0_u32..).zip(services) {
            if let Some(place) = self.places[*service as usize] {
                wanted[place as usize] = Some(index);
            }
        }
        let mut among = Reach { starts: vec![0], ..Reach::default() };
        for start in 0..self.reach.origin_count() {
            for (place, minutes) in self.reach.from_origin(start).take_while(|(_, minutes)| *minutes <= limit.0) {
                if let Some(index) = wanted[place] {
                    among.destinations.push(index);
                    among.minutes.push(minutes);
                }
            }
            among.starts.push(among.destinations.len());
        }
        among
    }
}

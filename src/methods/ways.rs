//! How zones reach services: by the costs of a file, or in a straight line between positions.

use std::borrow::Cow;

use super::decay::radius;
use super::ids::Numbers;
use super::summary::Summary;
use crate::analysis::access::{
    Decay, FloatingCatchment, Scattered, floating_catchment, floating_catchment_around, modified_catchment, modified_catchment_around,
    nearest, potential, potential_around, three_step_catchment, three_step_catchment_around,
};
use crate::analysis::weights::Metric;
use crate::domain::{Fault, Reach, Text};
use crate::text;

/// What is known of the ways.
pub enum Ways {
    /// Pairs and their costs; one that is absent is out of reach.
    Listed(Reach),
    /// Positions, costs being distances: pairs are only listed for methods that need them all at once.
    Scattered(Box<Scattered>),
}

/// How people and services share each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sharing {
    /// 2SFCA, E2SFCA.
    Floating,
    /// M2SFCA.
    Modified,
    /// 3SFCA, summed up to a limit.
    ThreeStep {
        /// The limit, infinite where the decay alone bounds.
        limit: f64,
    },
}

impl Ways {
    /// The nearest service of each zone.
    pub fn nearest(&self) -> Vec<Option<(usize, f64)>> {
        match self {
            Self::Listed(reach) => nearest(reach),
            Self::Scattered(places) => places.nearest(),
        }
    }

    /// The pairs: all those of the file, or those within a limit.
    ///
    /// # Errors
    /// `missing-radius` when positions come without a limit: every service would count for every zone.
    pub fn pairs(&self, limit: Option<f64>) -> Result<Cow<'_, Reach>, Fault> {
        match self {
            Self::Listed(reach) => Ok(Cow::Borrowed(reach)),
            Self::Scattered(places) => Ok(Cow::Owned(places.reach(radius(limit.filter(|limit| limit.is_finite()))?))),
        }
    }

    /// Supply in reach of each zone, and the zones that reach nothing.
    ///
    /// # Errors
    /// `missing-radius`.
    pub fn potential(&self, supply: &[f64], decay: &Decay) -> Result<(Vec<f64>, Vec<usize>), Fault> {
        if let (Self::Scattered(places), Some(steps)) = (self, decay.steps()) {
            return Ok(potential_around(places, supply, &steps));
        }
        let reach = self.pairs(Some(decay.limit()))?;
        let out = |zone: &usize| !reach.from_origin(*zone).any(|(_, cost)| decay.weight(cost) > 0.0);
        Ok((potential(&reach, supply, decay), (0..reach.origin_count()).filter(out).collect()))
    }

    /// Supply a head.
    ///
    /// # Errors
    /// `missing-radius`.
    pub fn shared(&self, sharing: Sharing, demand: &[f64], supply: &[f64], decay: &Decay) -> Result<FloatingCatchment, Fault> {
        if let (Self::Scattered(places), Some(steps)) = (self, decay.steps()) {
            return Ok(match sharing {
                Sharing::Floating => floating_catchment_around(places, demand, supply, &steps),
                Sharing::Modified => modified_catchment_around(places, demand, supply, &steps),
                Sharing::ThreeStep { limit } => three_step_catchment_around(places, demand, supply, &steps, limit),
            });
        }
        let reach = self.pairs(Some(decay.limit()))?;
        Ok(match sharing {
            Sharing::Floating => floating_catchment(&reach, demand, supply, decay),
            Sharing::Modified => modified_catchment(&reach, demand, supply, decay),
            Sharing::ThreeStep { limit } => three_step_catchment(&reach, demand, supply, decay, limit),
        })
    }
}

/// The positions of a table whose last two columns are `x` and `y`; the columns are taken off.
///
/// # Errors
/// `missing-position` naming the row's identifier.
pub fn positions(table: &mut Numbers) -> Result<Vec<[f64; 2]>, Fault> {
    let (y, x) = (table.columns.pop().unwrap_or_default(), table.columns.pop().unwrap_or_default());
    let place = |((x, y), name): ((Option<f64>, Option<f64>), &String)| x.zip(y).map(|(x, y)| [x, y]).ok_or_else(|| missing_position(name));
    x.into_iter().zip(y).zip(table.ids.names()).map(place).collect()
}

/// Says so when coordinates that look like degrees are measured on the plane.
pub fn warn_of_degrees(summary: &mut Summary, metric: Metric, points: &[[f64; 2]]) {
    if metric == Metric::Euclidean && points.iter().all(|[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0) {
        summary.warn(
            "maybe-degrees",
            Text::new(
                "les coordonnées ressemblent à des degrés et la distance est mesurée sur le plan : ajouter --metric great-circle pour des mètres",
                "coordinates look like degrees and distance is measured on the plane: add --metric great-circle for metres",
            ),
        );
    }
}

fn missing_position(id: &str) -> Fault {
    Fault::new(
        "missing-position",
        text!("« {id} » n’a pas de position", "“{id}” has no position"),
        Text::new(
            "remplir x et y, ôter la ligne, ou donner les coûts avec --costs",
            "fill in x and y, remove the row, or give costs with --costs",
        ),
    )
    .in_column("x")
}

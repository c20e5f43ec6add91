//! Where the plan lies on the globe: Lambert-93 metres and WGS 84 degrees.

use anyhow::Context;
use geo::Coord;
use proj4rs::proj::Proj;

/// Lambert-93 easting and northing of the town hall: open country of central France, where no town is.
const TOWN_HALL: Coord = Coord { x: 693_150.0, y: 6_641_200.0 };

const LAMBERT_93: &str =
    "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";

/// Turns the plan into coordinates of the globe.
pub struct Globe {
    lambert: Proj,
    degrees: Proj,
}

impl Globe {
    /// The two reference systems.
    pub fn new() -> anyhow::Result<Self> {
        let lambert = Proj::from_proj_string(LAMBERT_93).context("Lambert-93")?;
        let degrees = Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").context("WGS 84")?;
        Ok(Self { lambert, degrees })
    }

    /// Longitude and latitude in degrees, to six decimals (about ten centimetres).
    pub fn degrees(&self, at: Coord) -> anyhow::Result<Coord> {
        let mut place = (lambert_93(at).x, lambert_93(at).y, 0.0);
        proj4rs::transform::transform(&self.lambert, &self.degrees, &mut place).context("a point of the plan")?;
        Ok(Coord { x: decimals(place.0.to_degrees(), 6), y: decimals(place.1.to_degrees(), 6) })
    }
}

/// Lambert-93 metres.
pub fn lambert_93(at: Coord) -> Coord {
    TOWN_HALL + at
}

/// A number rounded to so many decimals.
pub fn decimals(value: f64, places: i32) -> f64 {
    let unit = 10_f64.powi(places);
    (value * unit).round() / unit
}

//! The reference systems that French open data come in, and the land each one is made for.

use std::sync::LazyLock;

use proj4rs::Proj;

use super::land::Land;

/// One reference system.
pub(super) struct System {
    /// Its EPSG number.
    pub epsg: u32,
    /// What it is called in reports.
    pub name: &'static str,
    /// Its definition for the projection library.
    definition: &'static str,
    /// Where it is meant to be used; `None` is the whole globe or continent.
    pub land: Option<Land>,
    /// Its projection, prepared; `None` for degrees on WGS 84, which need none.
    pub projection: Option<Proj>,
}

const WGS84: &str = "+proj=longlat +datum=WGS84 +no_defs";

/// EPSG number, name, definition, land. In the order a file that says nothing is tried.
const TABLE: [(u32, &str, &str, Option<Land>); 24] = [
    (4326, "WGS 84", WGS84, None),
    (
        2154,
        "Lambert-93",
        "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m",
        Some(Land::Metropole),
    ),
    (2975, "RGR92 / UTM 40S", "+proj=utm +zone=40 +south +ellps=GRS80 +units=m", Some(Land::Reunion)),
    (5490, "RGAF09 / UTM 20N", "+proj=utm +zone=20 +ellps=GRS80 +units=m", Some(Land::Antilles)),
    (2972, "RGFG95 / UTM 22N", "+proj=utm +zone=22 +ellps=GRS80 +units=m", Some(Land::Guyane)),
    (4471, "RGM04 / UTM 38S", "+proj=utm +zone=38 +south +ellps=GRS80 +units=m", Some(Land::Mayotte)),
    (4467, "RGSPM06 / UTM 21N", "+proj=utm +zone=21 +ellps=GRS80 +units=m", Some(Land::SaintPierre)),
    (32740, "WGS 84 / UTM 40S", "+proj=utm +zone=40 +south +datum=WGS84 +units=m", Some(Land::Reunion)),
    (32620, "WGS 84 / UTM 20N", "+proj=utm +zone=20 +datum=WGS84 +units=m", Some(Land::Antilles)),
    (32622, "WGS 84 / UTM 22N", "+proj=utm +zone=22 +datum=WGS84 +units=m", Some(Land::Guyane)),
    (32738, "WGS 84 / UTM 38S", "+proj=utm +zone=38 +south +datum=WGS84 +units=m", Some(Land::Mayotte)),
    (3857, "Web Mercator", "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null", None),
    (3035, "ETRS89-LAEA", "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m", None),
    (
        27572,
        "NTF / Lambert II étendu",
        "+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 +a=6378249.2 +b=6356515 \
         +towgs84=-168,-60,320,0,0,0,0 +pm=paris +units=m",
        Some(Land::Metropole),
    ),
    (4171, "RGF93", WGS84, None),
    (4258, "ETRS89", WGS84, None),
    (3942, "CC42", "+proj=lcc +lat_0=42 +lon_0=3 +lat_1=41.25 +lat_2=42.75 +x_0=1700000 +y_0=1200000 +ellps=GRS80", Some(Land::Metropole)),
    (3943, "CC43", "+proj=lcc +lat_0=43 +lon_0=3 +lat_1=42.25 +lat_2=43.75 +x_0=1700000 +y_0=2200000 +ellps=GRS80", Some(Land::Metropole)),
    (3944, "CC44", "+proj=lcc +lat_0=44 +lon_0=3 +lat_1=43.25 +lat_2=44.75 +x_0=1700000 +y_0=3200000 +ellps=GRS80", Some(Land::Metropole)),
    (3945, "CC45", "+proj=lcc +lat_0=45 +lon_0=3 +lat_1=44.25 +lat_2=45.75 +x_0=1700000 +y_0=4200000 +ellps=GRS80", Some(Land::Metropole)),
    (3946, "CC46", "+proj=lcc +lat_0=46 +lon_0=3 +lat_1=45.25 +lat_2=46.75 +x_0=1700000 +y_0=5200000 +ellps=GRS80", Some(Land::Metropole)),
    (3947, "CC47", "+proj=lcc +lat_0=47 +lon_0=3 +lat_1=46.25 +lat_2=47.75 +x_0=1700000 +y_0=6200000 +ellps=GRS80", Some(Land::Metropole)),
    (3948, "CC48", "+proj=lcc +lat_0=48 +lon_0=3 +lat_1=47.25 +lat_2=48.75 +x_0=1700000 +y_0=7200000 +ellps=GRS80", Some(Land::Metropole)),
    (3949, "CC49", "+proj=lcc +lat_0=49 +lon_0=3 +lat_1=48.25 +lat_2=49.75 +x_0=1700000 +y_0=8200000 +ellps=GRS80", Some(Land::Metropole)),
];

static SYSTEMS: LazyLock<Vec<System>> = LazyLock::new(|| {
    TABLE
        .into_iter()
        .map(|(epsg, name, definition, land)| {
            let projection = if definition == WGS84 { None } else { Proj::from_proj_string(definition).ok() };
            System { epsg, name, definition, land, projection }
        })
        .collect()
});

static GLOBE: LazyLock<Option<Proj>> = LazyLock::new(|| Proj::from_proj_string(WGS84).ok());

/// All systems we know.
pub(super) fn all() -> &'static [System] {
    &SYSTEMS
}

/// The system of this number.
pub(super) fn of(epsg: u32) -> Option<&'static System> {
    all().iter().find(|system| system.epsg == epsg)
}

impl System {
    /// Whether coordinates are degrees already.
    pub fn in_degrees(&self) -> bool {
        self.definition == WGS84
    }

    /// Longitude and latitude in degrees, without any check; `None` where the projection has no inverse.
    pub fn degrees(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        if self.in_degrees() {
            return Some((x, y));
        }
        let (projection, globe) = (self.projection.as_ref()?, GLOBE.as_ref()?);
        let (lon, lat) = proj4rs::adaptors::transform_xy(projection, globe, x, y).ok()?;
        Some((lon.to_degrees(), lat.to_degrees()))
    }

    /// Easting and northing of a place in degrees, without any check; `None` where the projection has none.
    pub fn coordinates(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        if self.in_degrees() {
            return Some((lon, lat));
        }
        let (projection, globe) = (self.projection.as_ref()?, GLOBE.as_ref()?);
        proj4rs::adaptors::transform_xy(globe, projection, lon.to_radians(), lat.to_radians()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_of_the_table_can_be_projected() {
        for system in all() {
            assert!(system.in_degrees() || system.projection.is_some(), "EPSG:{}", system.epsg);
        }
    }
}

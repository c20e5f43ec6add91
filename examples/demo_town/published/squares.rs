//! The people of the town on Insee's squares of 200 m, with the columns and spelling of the editions 2019 and 2021: each
//! neighbourhood's people spread evenly over the squares whose centre it holds. The densest neighbourhoods, and one village
//! where so few live that Insee would fill its squares in.

use std::collections::BTreeMap;

use anyhow::Context;
use geo::{BoundingRect, Contains, Coord, MapCoords, Point, Polygon};
use proj4rs::proj::Proj;
use serde_json::Value;

use crate::town::benefits::Benefits;
use crate::town::people::People;

const HEADER: &str = "idcar_200m,idcar_1km,i_est_200,lcog_geo,ind,men,men_pauv,men_1ind,men_5ind,men_prop,men_fmp,ind_snv,ind_0_3,ind_4_5,ind_6_10,ind_11_17,ind_65_79,ind_80p\n";
const EUROPE: &str = "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";
const SIDE: f64 = 200.0;
/// A neighbourhood of no more squares than this is dense.
const DENSE: usize = 10;
const VILLAGE: &str = "00110";
/// Below this, Insee groups squares and fills them in.
const FEWEST_HOUSEHOLDS: f64 = 11.0;

/// Writes the table.
pub fn write(everyone: &[(People, Benefits)], outlines: &[u8]) -> anyhow::Result<Vec<u8>> {
    let shapes = shapes(outlines)?;
    let mut lines: BTreeMap<(i64, i64), String> = BTreeMap::new();
    for (people, _) in everyone {
        let squares = squares(shapes.get(&people.sketch.code()).context("an outline")?)?;
        let kept = squares.len() <= DENSE || people.sketch.code().starts_with(VILLAGE);
        for corner in squares.iter().filter(|_| kept) {
            lines.insert(*corner, line(*corner, people, squares.len() as f64));
        }
    }
    let rows: String = lines.into_values().collect();
    Ok(format!("{HEADER}{rows}").into_bytes())
}

fn shapes(outlines: &[u8]) -> anyhow::Result<BTreeMap<String, Polygon>> {
    let layer: Value = serde_json::from_slice(outlines)?;
    let shape = |feature: &Value| {
        let code = feature["properties"]["CODE_IRIS"].as_str()?.to_owned();
        let ring = feature["geometry"]["coordinates"][0][0].as_array()?;
        let ring = ring.iter().map(|at| Some(Coord { x: at[0].as_f64()?, y: at[1].as_f64()? })).collect::<Option<Vec<_>>>()?;
        Some((code, Polygon::new(ring.into(), Vec::new())))
    };
    layer["features"].as_array().context("features")?.iter().map(|feature| shape(feature).context("an outline")).collect()
}

/// Lower-left corners, northing and easting, of the squares whose centre an outline holds.
fn squares(outline: &Polygon) -> anyhow::Result<Vec<(i64, i64)>> {
    let (europe, degrees) = (Proj::from_proj_string(EUROPE)?, Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs")?);
    let moved = |from: &Proj, to: &Proj, at: (f64, f64)| {
        let mut place = (at.0, at.1, 0.0);
        proj4rs::transform::transform(from, to, &mut place).map(|()| place)
    };
    let metres = outline.try_map_coords(|at| {
        moved(&degrees, &europe, (at.x.to_radians(), at.y.to_radians())).map(|place| Coord { x: place.0, y: place.1 })
    })?;
    let bounds = metres.bounding_rect().context("bounds")?;
    let range = |low: f64, high: f64| (low / SIDE).floor() as i64..=(high / SIDE).ceil() as i64;
    let mut found = Vec::new();
    for north in range(bounds.min().y, bounds.max().y) {
        for east in range(bounds.min().x, bounds.max().x) {
            let corner = (north * SIDE as i64, east * SIDE as i64);
            let centre = moved(&europe, &degrees, (corner.1 as f64 + SIDE / 2.0, corner.0 as f64 + SIDE / 2.0))?;
            if outline.contains(&Point::new(centre.0.to_degrees(), centre.1.to_degrees())) {
                found.push(corner);
            }
        }
    }
    Ok(found)
}

fn line((north, east): (i64, i64), people: &People, squares: f64) -> String {
    let share = |count: f64| format!("{:.3}", count / squares);
    let households = f64::from(people.residences);
    let [young, .., retired, old] = people.ages.map(|both| f64::from(both[0] + both[1]));
    let all = f64::from(people.population());
    let cells = [
        format!("CRS3035RES200mN{north}E{east}"),
        format!("CRS3035RES1kmN{}E{}", north.div_euclid(1000) * 1000, east.div_euclid(1000) * 1000),
        u8::from(households / squares < FEWEST_HOUSEHOLDS).to_string(),
        people.sketch.code().chars().take(5).collect(),
        share(all),
        share(households),
        share(households * people.poverty / 100.0),
        share(households * 0.36),
        share(households * 0.08),
        share(households * 0.5),
        share(households * people.sketch.lone_parents),
        share(all * people.disposable.quantile(0.5)),
        share(young * 0.2),
        share(young * 0.1),
        share(young * 0.25),
        share(young * 0.33),
        share(retired * 0.9),
        share(old * 0.8 + retired * 0.1),
    ];
    cells.join(",") + "\n"
}

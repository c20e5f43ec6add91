//! Pharmacies and desks in the layout of INSEE's base of facilities: metres in Lambert-93, no degrees, codes of types.

use anyhow::Context;
use proj4rs::proj::Proj;

use super::spots::{Spot, Spots};

const HEADER: &str = "AN;NOMRS;CNOMRS;NUMVOIE;INDREP;TYPVOIE;LIBVOIE;CADR;CODPOS;DEPCOM;DEP;REG;LIBCOM;DOM;SDOM;TYPEQU;SIRET;CAPACITE;LAMBERT_X;LAMBERT_Y;LONGITUDE;LATITUDE;QUALITE_XY;EPSG;DCIRIS\n";

const LAMBERT_93: &str =
    "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";

/// Writes the table; a bakery stands among them, and a desk placed at the middle of its municipality.
pub fn write(spots: &Spots) -> anyhow::Result<Vec<u8>> {
    let lambert = Proj::from_proj_string(LAMBERT_93).context("Lambert-93")?;
    let degrees = Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").context("WGS 84")?;
    let pharmacies = spots.pharmacies.iter().map(|spot| (spot, "D307", "11"));
    let desks = spots.desks.iter().map(|spot| (spot, "A128", if spot.commune == "00107" { "33" } else { "11" }));
    let bakery = spots.pharmacies.iter().take(1).map(|spot| (spot, "B203", "11"));
    let mut text = HEADER.to_owned();
    for (spot, kind, quality) in pharmacies.chain(desks).chain(bakery) {
        let mut at = (spot.lon.to_radians(), spot.lat.to_radians(), 0.0);
        proj4rs::transform::transform(&degrees, &lambert, &mut at).context("a place of the town")?;
        text += &row(spot, kind, quality, (at.0, at.1));
    }
    Ok(text.into_bytes())
}

fn row(spot: &Spot, kind: &str, quality: &str, (x, y): (f64, f64)) -> String {
    let (number, street) = spot.street.split_once(' ').unwrap_or(("", &spot.street));
    let (way, street) = street.split_once(' ').unwrap_or(("", street));
    let metres = |value: f64| format!("{value:.2}").replace('.', ",");
    let cells = [
        "2021",
        &spot.name.to_uppercase(),
        "",
        number,
        "",
        &way.to_uppercase(),
        &street.to_uppercase(),
        "",
        &spot.postcode,
        &spot.commune,
        "00",
        "00",
        &spot.town,
        kind.get(..1).unwrap_or_default(),
        kind.get(..2).unwrap_or_default(),
        kind,
        "",
        "",
        &metres(x),
        &metres(y),
        "",
        "",
        quality,
        "2154",
        "",
    ];
    cells.join(";") + "\n"
}

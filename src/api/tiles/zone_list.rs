//! `GET /zones/{snapshot}/{geography}`: every zone of a geography, in the order of the numbers that tiles bear.

use std::collections::BTreeMap;

use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::Here;
use crate::api::media::Media;
use crate::api::prepared::Prepared;
use crate::diagnosis::layer;
use crate::diagnosis::people::people;
use crate::domain::{Fault, Geography, IrisKind, Zone, ZoneCode};
use crate::spatial::index::bounds;

/// The zones of a geography, one entry each in every list.
#[derive(Serialize, ToSchema)]
pub struct Zones {
    /// Names the state of the data.
    snapshot: String,
    /// The geography.
    geography: Geography,
    /// The year of the outlines.
    vintage: u16,
    /// The zoom from which tiles show every zone.
    first_zoom: u32,
    /// Official codes, in order.
    codes: Vec<ZoneCode>,
    /// Names.
    names: Vec<String>,
    /// Kinds of IRIS; `null` for other zones.
    kinds: Vec<Option<IrisKind>>,
    /// The codes of the wider zones each lies in, by their geography; `null` where none is known, several joined by `|`.
    parents: BTreeMap<Geography, Vec<Option<String>>>,
    /// Names of the municipalities that hold several of these zones, by their codes: the others are one zone.
    communes: BTreeMap<ZoneCode, String>,
    /// West, south, east, north in degrees.
    bbox: Vec<[f64; 4]>,
    /// Longitude and latitude of a point inside.
    centre: Vec<[f64; 2]>,
    /// People; `null` when their number is not known.
    population: Vec<Option<f64>>,
    /// The numbers of the neighbours.
    neighbours: Vec<Vec<u32>>,
}

/// Lists the zones of a geography in the order of the numbers that its tiles bear.
#[utoipa::path(
    get,
    path = "/zones/{snapshot}/{geography}",
    tag = "Tiles",
    params(
        ("snapshot" = String, Path, description = "The state of the data, as `/atlas` names it", pattern = "^[0-9a-f]{16}$"),
        ("geography" = Geography, Path, description = "The zones", example = "iris"),
    ),
    responses((status = 200, description = "The zones", content((Zones = "application/json"), (String = "text/html"))), (status = 404)),
)]
pub async fn get(ask: Ask, path: Path<(String, String)>) -> Answer {
    let (snapshot, geography) = path.into_inner();
    let ask = ask.of_snapshot(&snapshot)?;
    let geography = ask.prepared.geography(Some(geography.parse()?))?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = move |here: &Here| geography.label().get(here.lang).to_owned();
    ask.tell(media, Cost::Heavy, title, move |prepared, _| zones(prepared, geography)).await
}

fn zones(prepared: &Prepared, geography: Geography) -> Result<Zones, Fault> {
    let layer = layer(&prepared.atlas, geography)?;
    let zones = &layer.zones;
    let codes_in = |wider: Geography| -> Vec<Option<String>> {
        let joined = |codes: Vec<&str>| (!codes.is_empty()).then(|| codes.join("|"));
        zones.iter().map(|zone| joined(zone.parents_in(wider).map(|parent| parent.code.as_str()).collect())).collect()
    };
    let wider = Geography::ALL.into_iter().map(|wider| (wider, codes_in(wider)));
    Ok(Zones {
        snapshot: prepared.atlas.id.to_string(),
        geography,
        vintage: layer.vintage.year(),
        first_zoom: crate::tiles::first_zoom(geography),
        codes: zones.iter().map(|zone| zone.code.clone()).collect(),
        names: zones.iter().map(|zone| zone.name.clone()).collect(),
        kinds: zones.iter().map(|zone| zone.kind).collect(),
        communes: several(zones),
        parents: wider.filter(|(_, codes)| codes.iter().any(Option::is_some)).collect(),
        bbox: zones.iter().map(|zone| bounds(&zone.shape).map(micro)).collect(),
        centre: layer.centres.iter().map(|centre| [centre.lon(), centre.lat()].map(micro)).collect(),
        population: people(&prepared.atlas, layer).counts.iter().map(|count| count.value()).collect(),
        neighbours: (0..zones.len()).map(|zone| layer.adjacency.of(zone).to_vec()).collect(),
    })
}

/// Municipalities of several zones whose name is known.
fn several(zones: &[Zone]) -> BTreeMap<ZoneCode, String> {
    let mut held: BTreeMap<&ZoneCode, (usize, Option<&str>)> = BTreeMap::new();
    for commune in zones.iter().flat_map(|zone| zone.parents_in(Geography::Commune)) {
        let (count, name) = held.entry(&commune.code).or_default();
        *count += 1;
        *name = name.or(commune.name.as_deref());
    }
    held.into_iter().filter_map(|(code, (count, name))| (count > 1).then(|| Some((code.clone(), name?.to_owned())))?).collect()
}

/// A tenth of a metre is enough here.
fn micro(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

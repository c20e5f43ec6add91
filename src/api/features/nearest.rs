//! `GET /collections/{id}/nearest`: the features nearest to a point, in a straight line.

use actix_web::web::Path;

use super::collection::Collection;
use super::form::Features;
use super::select::{Found, Wanted};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::media::Media;
use crate::api::problem::internal;
use crate::api::vocabulary::PointWord;
use crate::domain::{Fault, Metres, Position};
use crate::export::ranked::Ranked;
use crate::export::{Axes, Extract, Format, Place, Table};
use crate::spatial::apart;
use crate::spatial::distance::metres;

/// Features told when `k` does not say.
const USUAL: usize = 10;

/// How far to look first.
const FIRST_METRES: f64 = 1_000.0;

/// Half the way round the globe, and a little more.
const FARTHEST_METRES: f64 = 2.1e7;

/// Finds the nearest features to a point.
///
/// Nearest first, each with `distance_metres`: in a straight line on a sphere of radius 6,371,008.8 m, to the nearest
/// side of an outline, 0 within it. At equal distance, the order is that of the collection. `filter`, `bbox` and every
/// property narrow the search, as they do for items. For ways and times of travel, see `/near`.
#[utoipa::path(
    get,
    path = "/collections/{collection}/nearest",
    tag = "Features",
    params(
        ("collection" = String, Path, description = "The name of the collection", example = "iris"),
        ("point" = String, Query, description = "Longitude and latitude in degrees", example = "3.87,43.61", pattern = "^-?[0-9]{1,2}(\\.[0-9]+)?,-?[0-8]?[0-9](\\.[0-9]+)?$"),
        ("k" = Option<u64>, Query, description = "How many features at most; 10 when not given", minimum = 1, maximum = 1000, example = 5),
        ("bbox" = Option<Vec<f64>>, Query, style = Form, explode = false, description = "Only features that touch this rectangle, in the order of the axes of `bbox-crs`", min_items = 4, max_items = 6),
        ("bbox-crs" = Option<String>, Query, description = "The reference system of `bbox`; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
        ("datetime" = Option<String>, Query, style = Form, explode = false, description = "A date or an interval (RFC 3339). Features carry no time of their own, so all of them fit"),
        ("filter" = Option<String>, Query, description = "Only features that fit this CQL2 filter"),
        ("filter-lang" = Option<String>, Query, description = "How `filter` is written: `cql2-text` (when not given) or `cql2-json`", pattern = "^cql2-(text|json)$"),
        ("filter-crs" = Option<String>, Query, description = "The reference system of `filter`; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
    ),
    responses(
        (status = 200, description = "The nearest features", content((Features = "application/geo+json"), (String = "text/csv"))),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask, id: Path<String>) -> Answer {
    let PointWord(point) = ask.params.required("point")?;
    let count = ask.params.number("k", 1..=1_000)?.unwrap_or(USUAL);
    let wanted = Wanted::read(&ask.params, ask.collection(&id).await?)?;
    let media = ask.media(&[Media::GeoJson, Media::Csv])?;
    ask.answer(media, Cost::Heavy, move |prepared, here| {
        let collection = prepared.collection(&id)?;
        let ranked = Ranked::new(&*collection.table, nearest(collection, &wanted, point, count));
        let rows: Vec<usize> = (0..ranked.len()).collect();
        let columns: Vec<usize> = (0..ranked.fields().len()).collect();
        let extract = Extract { table: &ranked, rows: &rows, columns: &columns, axes: Axes::CRS84 };
        let format = if media == Media::Csv { Format::Csv } else { Format::GeoJson };
        let mut out = Vec::new();
        extract.write(&mut out, format, &collection.about.label(&prepared.atlas, here.lang)).map_err(|cause| unwritten(&cause))?;
        Ok(out.into())
    })
    .await
}

/// The nearest features and how far they are in metres.
///
/// # Algorithm
/// Looks in the rectangle round a circle; when fewer than asked lie in the circle, in one four times as wide. A filter
/// that leaves some features only is asked first, and each of them measured.
pub fn nearest(collection: &Collection, wanted: &Wanted, point: Position, count: usize) -> Vec<(usize, f64)> {
    let measured = |rows: Vec<usize>| rows.into_iter().map(|row| (row, metres_to(point, &collection.table.place(row)))).collect::<Vec<_>>();
    let mut found = match wanted.find(collection) {
        Found::Some(rows) => measured(rows),
        Found::All(_) => {
            let mut radius = FIRST_METRES;
            loop {
                let mut near = measured(collection.round(point, Metres(radius)));
                near.retain(|(_, metres)| *metres <= radius);
                if near.len() >= count || radius >= FARTHEST_METRES {
                    break near;
                }
                radius *= 4.0;
            }
        }
    };
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    found.truncate(count);
    found
}

/// How far a place is from a point, in metres.
pub fn metres_to(point: Position, place: &Place<'_>) -> f64 {
    place.outline().map_or_else(|| metres(point, place.centre()), |outline| apart::metres_to(point, outline)).0
}

fn unwritten(cause: &std::io::Error) -> Fault {
    tracing::error!(%cause, "the nearest features could not be written");
    internal()
}

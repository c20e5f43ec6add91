//! `GET /collections/{id}/counts`: how many features lie round a point or fit a filter, in groups.

use std::collections::BTreeMap;

use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::collection::Collection;
use super::nearest::metres_to;
use super::select::{Wanted, column_named};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::Here;
use crate::api::media::Media;
use crate::api::params::{Params, missing};
use crate::api::told::Told;
use crate::api::vocabulary::PointWord;
use crate::domain::{Fault, Metres, Position};
use crate::export::Cell;
use crate::text;

/// How many features there are.
#[derive(Serialize, ToSchema)]
pub struct Counts {
    /// The point asked about: longitude and latitude.
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<[f64; 2]>,
    /// How far round it, in metres on the sphere, in a straight line; an outline counts when its nearest side does.
    #[serde(skip_serializing_if = "Option::is_none")]
    radius_metres: Option<f64>,
    /// How many features there are.
    count: usize,
    /// The property they are grouped by.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// How many there are of each value, the most first. A feature whose property is a list counts once for each of its
    /// values, so that groups may add up to more than there are features.
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<Group>>,
}

/// How many features have a value.
#[derive(Serialize, ToSchema)]
#[schema(as = CountOfValue)]
pub struct Group {
    /// The value; `null` for the features that have none.
    value: Option<String>,
    /// How many features have it.
    count: usize,
}

/// What is asked.
struct Asked {
    circle: Option<(Position, f64)>,
    by: Option<usize>,
    wanted: Wanted,
}

/// Counts features: round a point, within a filter, or both.
///
/// `point` and `radius_metres` come together: distances are in a straight line on a sphere of radius 6,371,008.8 m. For
/// people and travel times, see `/coverage` and `/isochrones`.
#[utoipa::path(
    get,
    path = "/collections/{collection}/counts",
    tag = "Features",
    params(
        ("collection" = String, Path, description = "The name of the collection", example = "iris"),
        ("point" = Option<String>, Query, description = "Longitude and latitude in degrees; needs `radius_metres`", example = "3.87,43.61", pattern = "^-?[0-9]{1,2}(\\.[0-9]+)?,-?[0-8]?[0-9](\\.[0-9]+)?$"),
        ("radius_metres" = Option<f64>, Query, description = "How far round the point, in metres; needs `point`", minimum = 1, maximum = 1_000_000, example = 500),
        ("by" = Option<String>, Query, description = "A property to group by", example = "kind"),
        ("bbox" = Option<Vec<f64>>, Query, style = Form, explode = false, description = "Only features that touch this rectangle, in the order of the axes of `bbox-crs`", min_items = 4, max_items = 6),
        ("bbox-crs" = Option<String>, Query, description = "The reference system of `bbox`; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
        ("datetime" = Option<String>, Query, style = Form, explode = false, description = "A date or an interval (RFC 3339). Features carry no time of their own, so all of them fit"),
        ("filter" = Option<String>, Query, description = "Only features that fit this CQL2 filter"),
        ("filter-lang" = Option<String>, Query, description = "How `filter` is written: `cql2-text` (when not given) or `cql2-json`", pattern = "^cql2-(text|json)$"),
        ("filter-crs" = Option<String>, Query, description = "The reference system of `filter`; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
    ),
    responses((status = 200, description = "How many there are", content((Told<Counts> = "application/json"), (String = "text/html"))), (status = 404)),
)]
pub async fn get(ask: Ask, id: Path<String>) -> Answer {
    let collection = ask.collection(&id).await?;
    let asked = Asked::read(&ask.params, collection)?;
    let name = collection.about.title.get(ask.here.lang).to_owned();
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = move |here: &Here| text!("{name} : combien", "{name}: how many").get(here.lang).to_owned();
    ask.tell(media, Cost::Heavy, title, move |prepared, _| Ok(Told::new(prepared, asked.count(prepared.collection(&id)?)))).await
}

impl Asked {
    fn read(params: &Params, collection: &Collection) -> Result<Self, Fault> {
        // An empty point is no silence: the count would be that of everything.
        let point: Option<PointWord> =
            params.value("point").map(|word| word.parse().map_err(|fault: Fault| fault.in_column("point"))).transpose()?;
        let radius = params.number("radius_metres", 1.0..=1_000_000.0)?;
        let circle = match (point, radius) {
            (Some(PointWord(point)), Some(radius)) => Some((point, radius)),
            (None, None) => None,
            (Some(_), None) => return Err(missing("radius_metres")),
            (None, Some(_)) => return Err(missing("point")),
        };
        let by = params.word("by").map(|name| column_named(name, collection.table.fields(), "by")).transpose()?;
        Ok(Self { circle, by, wanted: Wanted::read(params, collection)? })
    }

    fn count(&self, collection: &Collection) -> Counts {
        let rows = self.rows(collection);
        let by = self.by.map(|column| collection.table.fields()[column].name.clone());
        Counts {
            point: self.circle.map(|(point, _)| [point.lon(), point.lat()]),
            radius_metres: self.circle.map(|(_, radius)| radius),
            count: rows.len(),
            by,
            groups: self.by.map(|column| groups(collection, &rows, column)),
        }
    }

    fn rows(&self, collection: &Collection) -> Vec<usize> {
        let found = self.wanted.find(collection);
        let mut rows = found.page(0, usize::MAX);
        if let Some((point, radius)) = self.circle {
            let near = collection.round(point, Metres(radius));
            rows.retain(|row| near.binary_search(row).is_ok() && metres_to(point, &collection.table.place(*row)) <= radius);
        }
        rows
    }
}

fn groups(collection: &Collection, rows: &[usize], column: usize) -> Vec<Group> {
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for &row in rows {
        for value in values(&collection.table.cell(row, column)) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut groups: Vec<_> = counts.into_iter().map(|(value, count)| Group { value, count }).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

fn values(cell: &Cell<'_>) -> Vec<Option<String>> {
    match cell {
        Cell::Absent => vec![None],
        Cell::Text(words) => vec![Some(words.to_string())],
        Cell::Number(number) => vec![Some(number.to_string())],
        Cell::Whole(number) => vec![Some(number.to_string())],
        Cell::YesNo(truth) => vec![Some(truth.to_string())],
        Cell::List(words) if words.is_empty() => vec![None],
        Cell::List(words) => words.iter().map(|word| Some(word.to_string())).collect(),
    }
}

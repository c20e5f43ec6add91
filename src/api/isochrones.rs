//! `GET /isochrones`: how far one gets from a point.

use std::str::FromStr;

use actix_web::web::ServiceConfig;

use super::answer::Answer;
use super::app::{Part, no_links};
use super::ask::Ask;
use super::features::form::Features;
use super::media::Media;
use super::params::{Params, bad_parameter};
use super::route::read;
use super::rows::{Rows, wants_bom};
use super::vocabulary::PointWord;
use crate::diagnosis::isochrones::{IsochronesQuery, isochrones};
use crate::domain::{Fault, Minutes, Mode, Text};
use crate::export;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

/// At most so many limits at a time.
const MOST_LIMITS: usize = 6;

/// The longest limit, in minutes.
const LONGEST: f64 = 120.0;

fn routes(config: &mut ServiceConfig) {
    config.service(read("/isochrones", get));
}

/// Minutes, comma-separated and ascending: `5,10,15`.
struct LimitWords(Vec<Minutes>);

impl FromStr for LimitWords {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        let read = |word: &str| word.trim().parse().ok().filter(|minutes| (1.0..=LONGEST).contains(minutes));
        let limits: Option<Vec<f64>> = words.split(',').map(read).collect();
        let fit = |limits: &Vec<f64>| limits.len() <= MOST_LIMITS && limits.windows(2).all(|pair| pair[0] < pair[1]);
        limits.filter(fit).map(|limits| Self(limits.into_iter().map(Minutes).collect())).ok_or_else(|| {
            let expected = Text::new(
                "attendu : une à six durées croissantes, de 1 à 120 minutes, comme 5,10,15",
                "expected one to six ascending durations from 1 to 120 minutes, as in 5,10,15",
            );
            bad_parameter("limits", words, expected)
        })
    }
}

fn query(params: &Params) -> Result<IsochronesQuery, Fault> {
    let PointWord(point) = params.required("point")?;
    let limits = params.parse("limits")?.map_or_else(|| [5.0, 10.0, 15.0].map(Minutes).to_vec(), |LimitWords(limits)| limits);
    Ok(IsochronesQuery { point, mode: params.parse("mode")?.unwrap_or(Mode::Walk), limits })
}

/// Draws how far one gets from a point within some limits: one feature a limit, each within the next.
#[utoipa::path(
    get,
    path = "/isochrones",
    tag = "Territory",
    params(
        ("point" = String, Query, description = "Longitude and latitude, in degrees", example = "3.87,43.61", pattern = "^-?[0-9]{1,2}(\\.[0-9]+)?,-?[0-8]?[0-9](\\.[0-9]+)?$"),
        ("mode" = Option<Mode>, Query, description = "How one travels; on foot when not given. Without streets of this mode, circles stand in and the method says so"),
        ("limits" = Option<String>, Query, description = "One to six limits in minutes, ascending, comma-separated; 5,10,15 when not given", example = "5,10,15", pattern = "^[0-9]+(\\.[0-9]+)?(,[0-9]+(\\.[0-9]+)?)*$"),
        ("bom" = Option<u8>, Query, description = "For CSV: 1 begins with the byte order mark that spreadsheets want", minimum = 0, maximum = 1),
    ),
    responses(
        (status = 200, description = "The ground within each limit, the shortest first; limits too short to be drawn are left out", content(
            (Features = "application/geo+json"), (String = "text/csv"),
        )),
        (status = 422),
    ),
)]
pub async fn get(ask: Ask) -> Answer {
    let query = query(&ask.params)?;
    let bom = wants_bom(&ask)?;
    let media = ask.media(&[Media::GeoJson, Media::Csv])?;
    ask.rows(media, bom, move |prepared, _| {
        let found = isochrones(&prepared.atlas, &prepared.workings.ways, &query)?;
        let (sources, method) = (found.sources.clone(), found.method.clone());
        let table = Box::new(export::isochrones::table(found));
        Ok(Rows { table, title: Text::new("Isochrones", "Isochrones"), method, sources })
    })
    .await
}

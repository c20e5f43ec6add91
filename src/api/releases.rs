//! `GET /releases`, `/releases/{quarter}` and `/ledger`: what was released of field notes, what it cost, and the chain by which
//! anybody can check it.

use actix_web::web::{Path, ServiceConfig};

use super::answer::{Answer, Cost, broken};
use super::app::Part;
use super::ask::Ask;
use super::here::{Here, Link};
use super::media::Media;
use super::route::read;
use super::told::Told;
use crate::diagnosis::releases::ledger::{PublicLedger, ledger};
use crate::diagnosis::releases::{Figure, ReleaseTold, Releases, release, releases};
use crate::domain::{Interval, Link as ChainedLine, Quarter, Text, ZoneCode};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/releases", list));
    config.service(read("/releases/{quarter}", one));
    config.service(read("/ledger", get_ledger));
}

fn links(here: &Here) -> Vec<Link> {
    vec![
        Link::new(here.address("/releases"), "related", "application/json", title(here)),
        Link::new(here.address("/ledger"), "related", "application/json", ledger_title(here)),
    ]
}

fn title(here: &Here) -> String {
    Text::new("Publications des notes de terrain", "Releases of field notes").get(here.lang).to_owned()
}

fn ledger_title(here: &Here) -> String {
    Text::new("Registre public des publications", "Public ledger of releases").get(here.lang).to_owned()
}

/// Lists the releases of field notes, the newest first.
#[utoipa::path(
    get,
    path = "/releases",
    tag = "Field notes",
    responses((status = 200, description = "The releases", content((Told<Releases> = "application/json"), (String = "text/html")))),
)]
pub async fn list(ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(media, Cost::Heavy, title, |prepared, _| Ok(Told::new(prepared, releases(&prepared.atlas.fieldwork.released)?))).await
}

/// Tells one release whole: every figure with its interval, “fewer than eleven” as the interval from 0 to 10.
///
/// What is drawn on the map, and what `POST /areas` answers of field notes, follows from this and from public figures alone.
#[utoipa::path(
    get,
    path = "/releases/{quarter}",
    tag = "Field notes",
    params(("quarter" = String, Path, description = "The quarter", example = "2026-T3", pattern = "^20[0-9]{2}-T[1-4]$")),
    responses(
        (status = 200, description = "The release", content((Told<ReleaseTold> = "application/json"), (String = "text/csv"), (String = "text/html"))),
        (status = 404),
    ),
)]
pub async fn one(ask: Ask, quarter: Path<String>) -> Answer {
    let media = ask.media(&[Media::Json, Media::Csv, Media::Html])?;
    let quarter: Quarter = quarter.parse()?;
    let title = move |here: &Here| format!("{} · {quarter}", title(here));
    if media == Media::Csv {
        return ask
            .answer(media, Cost::Heavy, move |prepared, _| {
                let found = release(&prepared.atlas.fieldwork.released, quarter)?;
                Ok(figures(&found.rows).map_err(|cause| broken(&cause))?.into())
            })
            .await;
    }
    ask.tell(media, Cost::Heavy, title, move |prepared, _| Ok(Told::new(prepared, release(&prepared.atlas.fieldwork.released, quarter)?)))
        .await
}

/// Tells what each release cost, what is left of each year, and the whole chain, so that anybody can check it.
///
/// As CSV: one line of the chain a row, with its hash.
#[utoipa::path(
    get,
    path = "/ledger",
    tag = "Field notes",
    responses((status = 200, description = "The ledger", content((Told<PublicLedger> = "application/json"), (String = "text/csv"), (String = "text/html")))),
)]
pub async fn get_ledger(ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Csv, Media::Html])?;
    if media == Media::Csv {
        let chain = |links: &[ChainedLine]| lines(links).map_err(|cause| broken(&cause));
        return ask.answer(media, Cost::Heavy, move |prepared, _| Ok(chain(&prepared.atlas.fieldwork.released)?.into())).await;
    }
    ask.tell(media, Cost::Heavy, ledger_title, |prepared, _| Ok(Told::new(prepared, ledger(&prepared.atlas.fieldwork.released)?))).await
}

/// Figures as rows. What is withheld has no value; its interval says how far it can go.
fn figures(rows: &[Figure]) -> csv::Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["level", "codes", "counted", "value", "low", "high", "flag"])?;
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for row in rows {
        let codes = row.codes.iter().map(ZoneCode::as_str).collect::<Vec<_>>().join("+");
        let interval = row.measure.interval();
        let (low, high) = (number(interval.map(Interval::low)), number(interval.map(Interval::high)));
        let value = number(row.measure.value());
        out.write_record([row.level, codes.as_str(), row.counted.as_str(), &value, &low, &high, row.measure.flag().code()])?;
    }
    out.into_inner().map_err(|cause| csv::Error::from(cause.into_error()))
}

fn lines(links: &[ChainedLine]) -> csv::Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["number", "line", "hash"])?;
    for (number, ChainedLine { line, hash }) in links.iter().enumerate() {
        out.write_record([(number + 1).to_string().as_str(), line, hash])?;
    }
    out.into_inner().map_err(|cause| csv::Error::from(cause.into_error()))
}

#[cfg(test)]
mod tests {
    use crate::api::kinds;

    #[test]
    fn a_broken_chain_is_our_failure_and_an_unknown_quarter_is_not() {
        let status = |code: &str| kinds::status(code).as_u16();
        assert_eq!(["chain-broken", "release-unreadable", "unknown-release", "bad-quarter"].map(status), [500, 500, 404, 400]);
    }
}

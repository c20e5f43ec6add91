//! Rolling window: a count of ninety days, rolled by a day, gives day after day back by subtraction. Every address that might take a
//! period is asked with one, and nothing it tells may be other than what the fixed quarters tell.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::client::Target;
use super::figures;
use super::outline::{Rectangle, body, of_zone, within};
use super::public::{Public, Published, list};
use super::report::{Attack, Outcome};
use crate::domain::Fault;
use crate::text;

/// Names under which a server might take a period or a day.
const NAMES: [&str; 8] = ["datetime", "from", "since", "day", "date", "period", "quarter", "window"];

/// Windows tried at addresses other than the zones themselves, and at outlines: the same mechanism answers every day.
const FEW: usize = 3;

/// Days of a window.
const WINDOW: u64 = 90;

/// Rolls windows over the last quarter released.
///
/// # Algorithm
/// 1. Zones, as features, with `datetime` rolled day by day over `days` days.
/// 2. Every address of the interface's own description that needs no more than a geography or an indicator, and outlines, with every
///    name a period might go by.
///
/// Each number told about field notes must be one the release tells. Whoever asks is refused, or told the quarter.
///
/// # Errors
/// When the instance cannot be reached.
pub async fn play(target: &Target, public: &Public, days: usize) -> Result<Outcome, Fault> {
    let (mut tries, mut gained, mut refused) = (0, 0, 0);
    if let Some((zoning, release)) = public.finest() {
        let published = numbers(release);
        let start = release.quarter.map_or(NaiveDate::MIN, crate::domain::Quarter::first_day);
        let ids: Vec<&str> = release.indicators.iter().take(4).map(|(id, _)| id.as_str()).collect();
        let zones = format!("/collections/{}/items?limit=1000&f=json&properties=code,{}", zoning.geography, ids.join(","));
        let rolled = (0..days).map(|day| format!("{zones}&datetime={}", window(start, day)));
        let elsewhere = addresses(target, public).await?;
        let tried = |address: &String| {
            let sign = if address.contains('?') { '&' } else { '?' };
            let address = address.clone();
            NAMES.into_iter().flat_map(move |name| {
                let address = address.clone();
                (0..FEW).map(move |day| format!("{address}{sign}{name}={}", window(start, day)))
            })
        };
        for address in rolled.chain(elsewhere.iter().flat_map(tried)) {
            let answer = target.get(&address).await?;
            tries += 1;
            refused += usize::from(answer.status != 200);
            gained += usize::from(answer.json().is_some_and(|answer| tells_more(&figures::everywhere(&answer, release), &published)));
        }
        let (more, of) = outlines(target, public, start).await?;
        (tries, gained) = (tries + of, gained + more);
    }
    Ok(Outcome::gained(
        Attack::RollingWindow,
        gained,
        tries,
        text!(
            "{gained} de {tries} fenêtres disent un nombre qui n’est pas publié ({refused} refusées)",
            "{gained} of {tries} windows tell a number that is not released ({refused} refused)"
        ),
    ))
}

fn window(start: NaiveDate, day: usize) -> String {
    let from = start.checked_add_days(Days::new(day as u64)).unwrap_or(start);
    let to = from.checked_add_days(Days::new(WINDOW)).unwrap_or(from);
    format!("{from}T00:00:00Z/{to}T00:00:00Z")
}

/// Every number the release tells of each indicator.
fn numbers(release: &Published) -> BTreeMap<String, Vec<f64>> {
    let mut numbers: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for ((indicator, _), cells) in &release.columns {
        numbers.entry(indicator.clone()).or_default().extend(cells.iter().flat_map(super::public::Told::numbers));
    }
    numbers
}

fn tells_more(told: &[(String, f64)], published: &BTreeMap<String, Vec<f64>>) -> bool {
    let known =
        |(id, number): &(String, f64)| published.get(id).is_some_and(|numbers| numbers.iter().any(|known| (known - number).abs() < 1e-6));
    !told.iter().all(known)
}

/// Addresses the instance describes itself, their blanks filled with what is released.
async fn addresses(target: &Target, public: &Public) -> Result<Vec<String>, Fault> {
    let Some((zoning, release)) = public.finest() else { return Ok(Vec::new()) };
    let description = target.json("/api").await?;
    let read = description["paths"].as_object().into_iter().flatten().filter(|(_, methods)| !methods["get"].is_null());
    let filled = read.filter_map(|(path, methods)| {
        let required = list(&methods["get"]["parameters"]).any(|parameter| parameter["in"] == "query" && parameter["required"] == true);
        let code = zoning.codes.first()?;
        let indicator = &release.indicators.first()?.0;
        let pairs = [
            ("{geography}", &zoning.geography),
            ("{collection}", &zoning.geography),
            ("{indicator}", indicator),
            ("{code}", code),
            ("{feature}", code),
        ];
        let filled = pairs.iter().fold(path.clone(), |path, (blank, word)| path.replace(blank, word));
        (!required && !filled.contains('{')).then_some(filled)
    });
    Ok(filled.collect())
}

/// Outlines asked with a window: told more, of so many.
async fn outlines(target: &Target, public: &Public, start: NaiveDate) -> Result<(usize, usize), Fault> {
    let Some((zoning, release)) = public.finest() else { return Ok((0, 0)) };
    let Some(code) = zoning.codes.first() else { return Ok((0, 0)) };
    let Some((place, half)) = of_zone(target, &zoning.geography, code).await?.as_ref().and_then(within) else { return Ok((0, 0)) };
    let square = body(&[Rectangle::round(place[0], place[1], half).ring()]);
    let plain = figures::inside(&target.post("/areas", &square).await?.json().unwrap_or_default(), release);
    let (mut more, mut of) = (0, 0);
    for name in NAMES {
        for day in 0..FEW {
            let answer = target.post(&format!("/areas?{name}={}", window(start, day)), &square).await?;
            of += 1;
            more += usize::from(answer.json().is_some_and(|answer| figures::inside(&answer, release) != plain));
        }
    }
    Ok((more, of))
}

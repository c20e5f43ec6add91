//! Notch: two outlines that differ by a few metres round a target. Where answers are made from the people themselves, the difference
//! tells whether somebody is there; where they are a function of the release, it is what anybody computes from the release.

use super::client::Target;
use super::figures;
use super::outline::{Rectangle, body, of_zone, shape, within};
use super::public::{Public, Published, Told};
use super::report::{Attack, Outcome};
use crate::domain::{Fault, Shape};
use crate::spatial::overlap;
use crate::text;

/// Persons a difference may be off by: outlines are told to seven decimals.
const ROUNDING: f64 = 0.02;

/// The same for a share of the count, where counts are large.
const RELATIVE: f64 = 0.001;

/// Half the width of a notch, as a share of the square it is cut from.
const NOTCH: f64 = 0.1;

/// How far to each side the wide outline reaches, in sizes of the square.
const WIDE: f64 = 6.0;

/// Cuts notches in zones spread over the finest zoning.
///
/// # Algorithm
/// In each zone two pairs. A square within the zone and the same with a notch: each answer must be the zone's released count times the
/// share of the zone, and must say nothing where nothing is released. A wide outline with a hole round the target and the same with the
/// hole moved within the zone: the same share is left out, so that both answers must be one.
///
/// # Errors
/// When the instance cannot be reached.
pub async fn play(target: &Target, public: &Public, notches: usize) -> Result<Outcome, Fault> {
    let (mut tries, mut gained) = (0, 0);
    if let Some((zoning, release)) = public.finest() {
        let step = zoning.codes.len().div_ceil(notches.max(1)).max(1);
        for (zone, code) in zoning.codes.iter().enumerate().step_by(step) {
            let Some(outline) = of_zone(target, &zoning.geography, code).await? else { continue };
            let Some((place, half)) = within(&outline) else { continue };
            let told = |id: &str| release.told(id, &zoning.geography, zone).cloned();
            for told_more in [cut(target, release, &told, &outline, (place, half)).await?, moved(target, release, (place, half)).await?] {
                tries += 1;
                gained += usize::from(told_more);
            }
        }
    }
    Ok(Outcome::gained(
        Attack::Notch,
        gained,
        tries,
        text!(
            "{gained} de {tries} paires de contours disent plus que la publication",
            "{gained} of {tries} pairs of outlines tell more than the release"
        ),
    ))
}

type Place = ([f64; 2], [f64; 2]);

/// A square in the zone, whole and notched: whether either answer is other than its share of what is released.
async fn cut(
    target: &Target,
    release: &Published,
    told: &impl Fn(&str) -> Option<Told>,
    zone: &Shape,
    (place, half): Place,
) -> Result<bool, Fault> {
    let square = Rectangle::round(place[0], place[1], half);
    let mut answers = Vec::new();
    for ring in [square.ring(), square.notched([place[0], place[1] - half[1] * NOTCH], half[0] * NOTCH)] {
        let Some(outline) = shape(std::slice::from_ref(&ring)) else { return Ok(false) };
        let answer = target.post("/areas", &body(&[ring])).await?.json().unwrap_or_default();
        answers.push((overlap::share(zone, &outline), figures::inside(&answer, release)));
    }
    let told_more = release.indicators.iter().any(|(id, _)| {
        let seen: Vec<(f64, Option<f64>)> =
            answers.iter().map(|(share, figures)| (*share, figures.get(id).and_then(|told| told.value))).collect();
        match told(id).and_then(|told| told.value) {
            Some(count) => seen.iter().any(|(share, value)| value.is_none_or(|value| !near(value, share * count, count))),
            // Nothing is told of the zone apart: what is told inside must be one count, whatever the outline.
            None => match seen[..] {
                [(_, None), (_, None)] => false,
                [(one, Some(a)), (other, Some(b))] => !near(a * other / one, b, a.max(b) / one.min(other)),
                _ => true,
            },
        }
    });
    Ok(told_more)
}

/// A wide outline with a hole in the zone, and with the hole moved: whether the answers differ.
async fn moved(target: &Target, release: &Published, (place, half): Place) -> Result<bool, Fault> {
    let wide = Rectangle::round(place[0], place[1], [half[0] * WIDE, half[1] * WIDE]);
    let small = [half[0] * NOTCH, half[1] * NOTCH];
    let mut answers = Vec::new();
    for east in [0.0, 0.6] {
        let hole = Rectangle::round(place[0] + half[0] * east, place[1], small);
        let answer = target.post("/areas", &body(&wide.with_hole(hole))).await?.json().unwrap_or_default();
        answers.push(figures::inside(&answer, release));
    }
    let [here, there] = &answers[..] else { return Ok(false) };
    Ok(here.len() != there.len() || here.iter().any(|(id, one)| there.get(id).is_none_or(|other| !alike(one, other))))
}

fn alike(one: &Told, other: &Told) -> bool {
    let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => near(a, b, a.abs().max(b.abs())),
        (a, b) => a == b,
    };
    one.flag == other.flag && same(one.value, other.value) && same(one.low, other.low) && same(one.high, other.high)
}

fn near(found: f64, expected: f64, size: f64) -> bool {
    (found - expected).abs() <= ROUNDING + RELATIVE * size.abs()
}

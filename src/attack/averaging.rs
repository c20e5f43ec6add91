//! Averaging: one question put many times. Where each answer is drawn afresh, the mean of two hundred is the truth; where noise was drawn
//! once, all of them are one.

use super::client::Target;
use super::figures;
use super::outline::{Rectangle, body, of_zone, within};
use super::public::Public;
use super::report::{Attack, Outcome};
use crate::domain::Fault;
use crate::text;

/// How many times a square of half the zone the outline reaches to each side.
const WIDE: f64 = 3.0;

/// Counts closer than this, relatively, are one: sums over another first vertex differ in the last bits.
const SAME: f64 = 1e-9;

/// Puts one outline over several zones again and again, and then from another first vertex or the other way round.
///
/// # Errors
/// When the instance cannot be reached.
pub async fn play(target: &Target, public: &Public, repeats: usize) -> Result<Outcome, Fault> {
    let (mut tries, mut gained) = (0, 0);
    if let Some((zoning, release)) = public.finest() {
        let Some(square) = somewhere(target, zoning).await? else { return Ok(told(0, 0)) };
        let mut first = None;
        for turn in 0..repeats {
            let answer = target.post("/areas", &body(&[drawn(square, turn)])).await?.json().unwrap_or_default();
            let found = figures::inside(&answer, release);
            match &first {
                None => first = Some(found),
                Some(first) => {
                    tries += 1;
                    let values = |id: &String| (first.get(id).and_then(|told| told.value), found.get(id).and_then(|told| told.value));
                    gained += usize::from(release.indicators.iter().any(|(id, _)| !one(values(id))));
                }
            }
        }
    }
    Ok(told(gained, tries))
}

fn told(gained: usize, tries: usize) -> Outcome {
    let seen = text!("{gained} de {tries} répétitions répondent autre chose", "{gained} of {tries} repetitions answer something else");
    Outcome::gained(Attack::Averaging, gained, tries, seen)
}

/// A rectangle over the middle zone and its neighbours.
async fn somewhere(target: &Target, zoning: &super::public::Zoning) -> Result<Option<Rectangle>, Fault> {
    for code in zoning.codes.iter().skip(zoning.codes.len() / 2).chain(&zoning.codes) {
        if let Some((place, half)) = of_zone(target, &zoning.geography, code).await?.as_ref().and_then(within) {
            return Ok(Some(Rectangle::round(place[0], place[1], half.map(|half| half * WIDE))));
        }
    }
    Ok(None)
}

/// The same rectangle: half of the times with the same bytes, else from another vertex, or against the other way.
fn drawn(square: Rectangle, turn: usize) -> Vec<[f64; 2]> {
    let mut ring = square.ring();
    if turn % 2 == 1 {
        ring.pop();
        ring.rotate_left(turn / 2 % 4);
        ring.push(ring[0]);
    }
    if turn % 4 == 3 {
        ring.reverse();
    }
    ring
}

fn one(values: (Option<f64>, Option<f64>)) -> bool {
    match values {
        (Some(a), Some(b)) => (a - b).abs() <= SAME * a.abs().max(1.0),
        (a, b) => a == b,
    }
}

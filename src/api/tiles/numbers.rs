//! `GET /columns/{snapshot}/{geography}/{indicator}`: one indicator over all zones, two bytes each.

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Path;

use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::columns::values;
use crate::api::media::Media;
use crate::api::problem::internal;
use crate::domain::{Flag, Geography, Measure};

/// Stands for a value that is missing or without meaning.
const MISSING: u16 = 65_535;

/// Stands for a value withheld.
const WITHHELD: u16 = 65_534;

/// The greatest number that stands for a value.
const GREATEST: f64 = 65_533.0;

const SCALE: HeaderName = HeaderName::from_static("maillage-scale");
const OFFSET: HeaderName = HeaderName::from_static("maillage-offset");

/// Reads one indicator over all zones, two bytes each.
///
/// As many little-endian unsigned numbers as there are zones, in the order of their codes. A value is `Maillage-Offset` +
/// `Maillage-Scale` × number, both of them headers; whole values that span less than 65,534 are exact, others are right to half of
/// `Maillage-Scale`. 65535 stands for a value that is missing or has no meaning, 65534 for one that is withheld.
#[utoipa::path(
    get,
    path = "/columns/{snapshot}/{geography}/{indicator}",
    tag = "Tiles",
    params(
        ("snapshot" = String, Path, description = "The state of the data, as `/atlas` names it", pattern = "^[0-9a-f]{16}$"),
        ("geography" = Geography, Path, description = "The zones", example = "iris"),
        ("indicator" = String, Path, description = "The indicator: code and year", example = "rsa_recipients_2009"),
    ),
    responses((status = 200, description = "The numbers", content((String = "application/octet-stream"))), (status = 404)),
)]
pub async fn get(ask: Ask, path: Path<(String, String, String)>) -> Answer {
    let (snapshot, geography, indicator) = path.into_inner();
    let ask = ask.of_snapshot(&snapshot)?;
    let geography = ask.prepared.geography(Some(geography.parse()?))?;
    let measure = Ruler::of(values(&ask.prepared.atlas, geography, &indicator)?);
    let media = ask.media(&[Media::Numbers])?;
    let make = move |prepared: &crate::api::Prepared, _: &_| {
        let values = values(&prepared.atlas, geography, &indicator)?;
        Ok(values.iter().flat_map(|value| measure.number(*value).to_le_bytes()).collect::<Vec<u8>>().into())
    };
    let mut response = ask.answer(media, Cost::Light, make).await?;
    for (name, value) in [(SCALE, measure.scale), (OFFSET, measure.offset)] {
        let value = HeaderValue::from_str(&value.to_string()).map_err(|_unwritable| internal())?;
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

/// How values become numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ruler {
    offset: f64,
    scale: f64,
}

impl Ruler {
    fn of(values: &[Measure]) -> Self {
        let known = || values.iter().filter_map(|value| value.value());
        let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return Self { offset: 0.0, scale: 1.0 };
        }
        let whole = high - low <= GREATEST && known().all(|value| value.fract() == 0.0);
        let scale = if whole || high <= low { 1.0 } else { (high - low) / GREATEST };
        Self { offset: low, scale }
    }

    fn number(self, measure: Measure) -> u16 {
        match (measure.value(), measure.flag()) {
            (Some(value), _) => ((value - self.offset) / self.scale).round().clamp(0.0, GREATEST) as u16,
            (None, Flag::Withheld) => WITHHELD,
            (None, _) => MISSING,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_values_are_exact_and_secrets_are_no_numbers() {
        let values =
            [Measure::published(-3.0), Measure::withheld(), Measure::published(60_000.0), Measure::missing(), Measure::not_applicable()];
        let ruler = Ruler::of(&values);
        assert_eq!(values.map(|value| ruler.number(value)), [0, 65_534, 60_003, 65_535, 65_535]);
        assert_eq!(ruler, Ruler { offset: -3.0, scale: 1.0 });
    }

    #[test]
    fn other_values_are_right_to_half_a_step() {
        let values: Vec<_> = (0..1_000).map(|n| Measure::published(f64::from(n) / 7.0)).collect();
        let ruler = Ruler::of(&values);
        for value in &values {
            let read = ruler.offset + ruler.scale * f64::from(ruler.number(*value));
            assert!((read - value.value().unwrap()).abs() <= ruler.scale / 2.0 + 1e-12);
        }
        assert_eq!(Ruler::of(&[Measure::missing()]), Ruler { offset: 0.0, scale: 1.0 });
        assert_eq!(Ruler::of(&[Measure::published(0.5); 2]), Ruler { offset: 0.5, scale: 1.0 });
    }
}

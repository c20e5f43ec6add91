//! Words of closed lists that parameters take.

use std::str::FromStr;

use crate::diagnosis::columns::ClassMethod;
use crate::domain::{Audience, Fault, Position, Text};
use crate::text;

/// An audience, as a parameter names it.
pub struct AudienceWord(pub Audience);

impl FromStr for AudienceWord {
    type Err = Fault;

    fn from_str(code: &str) -> Result<Self, Fault> {
        Audience::from_code(code).map(Self).ok_or_else(|| {
            let known = Audience::ALL.map(Audience::code).join(", ");
            Fault::new(
                "unknown-audience",
                text!("public inconnu : « {code} »", "unknown audience: “{code}”"),
                text!("choisir parmi {known}", "choose one of {known}"),
            )
        })
    }
}

/// A way of cutting values into classes, as a parameter names it.
#[derive(Default)]
pub struct ClassWord(pub ClassMethod);

impl FromStr for ClassWord {
    type Err = Fault;

    fn from_str(word: &str) -> Result<Self, Fault> {
        match word {
            "fisher_jenks" => Ok(Self(ClassMethod::FisherJenks)),
            "quantile" => Ok(Self(ClassMethod::Quantile)),
            "equal" => Ok(Self(ClassMethod::Equal)),
            other => Err(Fault::new(
                "bad-parameter",
                text!("découpage inconnu : « {other} »", "unknown way of cutting: “{other}”"),
                Text::new("choisir parmi fisher_jenks, quantile, equal", "choose one of fisher_jenks, quantile, equal"),
            )),
        }
    }
}

/// A point, as a parameter writes it: longitude, comma, latitude.
pub struct PointWord(pub Position);

impl FromStr for PointWord {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        let numbers = words.split_once(',').and_then(|(lon, lat)| Some((lon.trim().parse().ok()?, lat.trim().parse().ok()?)));
        numbers.and_then(|(lon, lat)| Position::new(lon, lat).ok()).map(Self).ok_or_else(|| {
            Fault::new(
                "bad-parameter",
                text!("« {words} » n’est pas un point", "“{words}” is not a point"),
                Text::new(
                    "attendu : longitude,latitude en degrés, comme 3.87,43.61",
                    "expected longitude,latitude in degrees, as in 3.87,43.61",
                ),
            )
        })
    }
}

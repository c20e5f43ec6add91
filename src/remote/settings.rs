//! What the settings say of another engine: the table `[engine]` of `maillage.toml`.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::address::Address;
use crate::domain::{Fault, Mode, Text};
use crate::text;

/// Whose questions and answers an engine speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// OSRM: one server a mode, `table`.
    Osrm,
    /// Valhalla: one server for all modes, `sources_to_targets`, `locate` and `isochrone`.
    Valhalla,
}

impl Kind {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Osrm => "OSRM",
            Self::Valhalla => "Valhalla",
        }
    }
}

/// The table `[engine]`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineSettings {
    /// Whose questions and answers it speaks.
    pub kind: Kind,
    /// Valhalla: its address.
    pub url: Option<String>,
    /// OSRM: the server of the profile on foot.
    pub walk: Option<String>,
    /// OSRM: the server of the bicycle profile.
    pub bike: Option<String>,
    /// OSRM: the server of the car profile.
    pub car: Option<String>,
    /// How long one answer may take.
    #[serde(default = "ten_seconds")]
    pub timeout_seconds: f64,
}

const fn ten_seconds() -> f64 {
    10.0
}

impl EngineSettings {
    /// The address that answers for each mode.
    ///
    /// # Errors
    /// `bad-setting` when none is given, when one is not an address, or belongs to the other kind.
    pub fn addresses(&self) -> Result<BTreeMap<Mode, Address>, Fault> {
        let each = [("walk", Mode::Walk, &self.walk), ("bike", Mode::Bike, &self.bike), ("car", Mode::Car, &self.car)];
        match (self.kind, &self.url) {
            (Kind::Osrm, Some(_)) => Err(refused("url", &one_a_mode())),
            (Kind::Osrm, None) => {
                let given = each.iter().filter_map(|(key, mode, words)| words.as_ref().map(|words| (key, *mode, words)));
                let read: BTreeMap<_, _> =
                    given.map(|(key, mode, words)| Ok((mode, Address::new(key, words)?))).collect::<Result<_, Fault>>()?;
                if read.is_empty() { Err(refused("walk", &one_a_mode())) } else { Ok(read) }
            }
            (Kind::Valhalla, url) => {
                if let Some((key, ..)) = each.iter().find(|(_, _, words)| words.is_some()) {
                    return Err(refused(key, &one_for_all()));
                }
                let address = Address::new("url", url.as_deref().ok_or_else(|| refused("url", &one_for_all()))?)?;
                Ok(Mode::ALL.into_iter().map(|mode| (mode, address.clone())).collect())
            }
        }
    }

    /// How long one answer may take.
    ///
    /// # Errors
    /// `bad-setting` outside 0.1 s to two minutes.
    pub fn timeout(&self) -> Result<Duration, Fault> {
        if (0.1..=120.0).contains(&self.timeout_seconds) {
            Ok(Duration::from_secs_f64(self.timeout_seconds))
        } else {
            Err(refused("timeout_seconds", &Text::new("attendu : de 0,1 à 120 secondes", "expected 0.1 to 120 seconds")))
        }
    }
}

fn one_a_mode() -> Text {
    Text::new("OSRM : une adresse par mode, walk, bike ou car, et pas url", "OSRM: one address a mode, walk, bike or car, and no url")
}

fn one_for_all() -> Text {
    Text::new(
        "Valhalla : une adresse pour tous les modes, url, et pas walk, bike ou car",
        "Valhalla: one address for all modes, url, and no walk, bike or car",
    )
}

fn refused(key: &str, hint: &Text) -> Fault {
    let message = text!("réglage « engine.{key} » absent ou refusé", "setting “engine.{key}” missing or refused");
    Fault::new("bad-setting", message, hint.clone()).in_column(format!("engine.{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> EngineSettings {
        toml::from_str(table).unwrap()
    }

    #[test]
    fn osrm_answers_for_the_modes_named_and_valhalla_for_all() {
        let osrm = read("kind = \"osrm\"\nwalk = \"http://127.0.0.1:5000\"\ncar = \"http://127.0.0.1:5001\"").addresses().unwrap();
        assert_eq!(osrm.keys().copied().collect::<Vec<_>>(), [Mode::Walk, Mode::Car]);
        let valhalla = read("kind = \"valhalla\"\nurl = \"https://engine.example.org\"").addresses().unwrap();
        assert_eq!(valhalla.len(), Mode::ALL.len());
    }

    #[test]
    fn what_does_not_go_together_is_refused_by_name() {
        for (table, key) in [
            ("kind = \"osrm\"", "engine.walk"),
            ("kind = \"osrm\"\nurl = \"http://a\"", "engine.url"),
            ("kind = \"osrm\"\nbike = \"nowhere\"", "engine.bike"),
            ("kind = \"valhalla\"", "engine.url"),
            ("kind = \"valhalla\"\nurl = \"http://a\"\ncar = \"http://b\"", "engine.car"),
        ] {
            let fault = read(table).addresses().unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("bad-setting", Some(key)), "{table}");
        }
        let endless = read("kind = \"osrm\"\nwalk = \"http://a\"\ntimeout_seconds = 1e9");
        assert_eq!(endless.timeout().unwrap_err().code, "bad-setting");
    }
}

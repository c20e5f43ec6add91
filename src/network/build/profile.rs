//! What one kind of traveller may use and how fast: a profile is a table of words and numbers, read by
//! the rules beside it. The numbers and their sources are listed in `docs/TRAVEL.md`.

use crate::network::Mode;

/// A speed in kilometres an hour under a tag.
pub type TagSpeed = (&'static str, &'static str, f64);

/// How a kind of traveller uses streets.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its name: `walk`, `walk-reduced`, `walk-pram`, `bike`, `car`.
    pub name: &'static str,
    /// The mode whose network it makes.
    pub mode: Mode,
    /// The pace for which the speeds of the tables hold, in km/h.
    pub usual_kmh: f64,
    /// The pace asked for, in km/h: all speeds are multiplied by `pace_kmh / usual_kmh`.
    pub pace_kmh: f64,
    /// Keys that say who may pass, the most particular first.
    pub access: &'static [AccessKey],
    /// Speed by class of street (`highway`), in km/h. Other classes are closed unless an access key opens them.
    pub classes: &'static [(&'static str, f64)],
    /// Speed on a class that an access key opens, in km/h.
    pub opened_kmh: f64,
    /// Classes on which one gets off and pushes, with the speed of it, unless an access key opens them.
    pub pushed: &'static [(&'static str, f64)],
    /// Tags that hold the speed down, in km/h.
    pub caps: &'static [TagSpeed],
    /// Tags that close a street whatever else is said.
    pub refuses: &'static [(&'static str, &'static str)],
    /// On steps, one of these keys must say yes; empty when steps are taken as any street.
    pub steps_need: &'static [&'static str],
    /// Keys that say in which direction, the most particular first; empty when direction does not matter.
    pub oneway: &'static [&'static str],
    /// Whether tags of cycle lanes against the traffic open the other direction.
    pub contraflow: bool,
    /// What legal limits do.
    pub limits: Limits,
    /// Whether steep streets (`incline`) take longer.
    pub climbs: bool,
    /// Ferries without a word about this mode are taken.
    pub ferries: bool,
    /// Barriers that stop this traveller, unless an access key on the node says otherwise.
    pub stopped_by: &'static [&'static str],
}

/// What legal limits (`maxspeed`) do to a traveller's speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limits {
    /// Nothing.
    Unheeded,
    /// They hold it down.
    HoldDown,
    /// They take the place of the speed of the class, at this share.
    SetSpeed(f64),
}

/// A key of the access hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessKey {
    /// The key: `foot`, `vehicle`, `access`…
    pub key: &'static str,
    /// Whether a yes opens classes that are closed by default: `foot=yes` on a cycleway does,
    /// `access=yes` on a footway does not let cars in.
    pub opens: bool,
}

/// What the value of an access key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// One may pass.
    Granted,
    /// One may not.
    Denied,
    /// One may, on foot beside the bicycle.
    Dismount,
}

/// Values of access keys. Others are as good as no tag.
const VALUES: [(&str, Access); 21] = [
    ("yes", Access::Granted),
    ("permissive", Access::Granted),
    ("designated", Access::Granted),
    ("official", Access::Granted),
    ("destination", Access::Granted),
    ("customers", Access::Granted),
    ("delivery", Access::Granted),
    ("public", Access::Granted),
    ("dismount", Access::Dismount),
    ("no", Access::Denied),
    ("private", Access::Denied),
    ("agricultural", Access::Denied),
    ("forestry", Access::Denied),
    ("emergency", Access::Denied),
    ("military", Access::Denied),
    ("psv", Access::Denied),
    ("bus", Access::Denied),
    ("residents", Access::Denied),
    ("permit", Access::Denied),
    ("restricted", Access::Denied),
    ("use_sidepath", Access::Denied),
];

/// What a value means, if anything.
pub(super) fn meaning(value: &str) -> Option<Access> {
    VALUES.iter().find(|(word, _)| *word == value).map(|(_, access)| *access)
}

impl Profile {
    /// The same traveller at another pace, in km/h.
    #[must_use]
    pub fn at_pace(mut self, kmh: f64) -> Self {
        self.pace_kmh = kmh;
        self
    }

    /// What a speed of the tables becomes at the pace asked for.
    pub(super) fn paced(&self, kmh: f64) -> f64 {
        kmh * self.pace_kmh / self.usual_kmh
    }

    /// The usual profile of a mode.
    pub fn of(mode: Mode) -> Self {
        match mode {
            Mode::Walk => super::walk::usual(),
            Mode::Bike => super::bike::usual(),
            Mode::Car => super::car::usual(),
        }
    }

    /// The profile of this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|profile| profile.name == name)
    }

    /// Every profile.
    pub fn all() -> [Self; 5] {
        use super::{bike, car, walk};
        [walk::usual(), walk::reduced_mobility(), walk::pram(), bike::usual(), car::usual()]
    }
}

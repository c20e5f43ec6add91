//! What a profile makes of one way: whether it is taken, in which directions and how fast.

use super::profile::{Access, AccessKey, Limits, Profile, meaning};
use super::values::{self, Said};
use crate::domain::Tags;
use crate::network::Mode;

/// A way as a traveller uses it: km/h along its line and against it, zero where that is not allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Passage {
    pub forward: f64,
    pub backward: f64,
    /// A ferry's minutes from end to end, when the map says it.
    pub minutes: Option<f64>,
}

/// Why a way is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Its class is not for this mode (a footway for a car), or it is not built.
    Class,
    /// It is private or forbidden.
    Access,
    /// Steps, ground or a ban that this traveller cannot pass.
    Condition,
}

/// A value that makes no sense and was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Absurd {
    pub key: &'static str,
}

/// The judgement of one way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub passage: Result<Passage, Reason>,
    pub absurd: Option<Absurd>,
}

/// Classes that are no streets yet, no more, or for nobody.
const NEVER: [&str; 14] = [
    "construction",
    "proposed",
    "planned",
    "abandoned",
    "disused",
    "razed",
    "demolished",
    "no",
    "raceway",
    "escape",
    "rest_area",
    "services",
    "bus_stop",
    "via_ferrata",
];

/// Beyond these a tagged limit is a slip of the pen, in km/h.
const LIMITS: std::ops::RangeInclusive<f64> = 3.0..=160.0;
/// Beyond these a ferry's duration is, in km/h.
const FERRY_SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=90.0;
/// A ferry of unknown duration, in km/h.
const FERRY_KMH: f64 = 5.0;

/// Judges a way. `km` is its length, by which a ferry's duration is believed or not.
pub(super) fn judge(profile: &Profile, tags: &Tags, km: f64) -> Verdict {
    let mut absurd = None;
    let passage = passage(profile, tags, km, &mut absurd);
    Verdict { passage, absurd }
}

fn passage(profile: &Profile, tags: &Tags, km: f64, absurd: &mut Option<Absurd>) -> Result<Passage, Reason> {
    let access = access(profile.access, tags);
    if access.is_some_and(|(access, _)| access == Access::Denied) {
        return Err(Reason::Access);
    }
    let opened = access.is_some_and(|(access, opens)| access == Access::Granted && opens);
    if tags.says("route", "ferry") && tags.get("highway").is_none() {
        return ferry(profile, tags, km, opened || access.is_some(), absurd);
    }
    let class = tags.get("highway").unwrap_or_default();
    if profile.refuses.iter().any(|(key, value)| tags.says(key, value)) {
        return Err(Reason::Condition);
    }
    if class == "steps" && !profile.steps_need.is_empty() && !profile.steps_need.iter().any(|key| says_yes(tags, key)) {
        return Err(Reason::Condition);
    }
    let pushing = access.is_some_and(|(access, _)| access == Access::Dismount);
    let speed = class_speed(profile, tags, class, opened, pushing).ok_or(Reason::Class)?;
    let (along, against) = directions(profile, tags, class);
    if !along && !against {
        return Err(Reason::Access);
    }
    let level = held_down(profile, tags, speed) * slope_share(profile, tags, absurd);
    let mut one =
        |allowed: bool, direction: &'static str| if allowed { within_limit(profile, tags, level, direction, absurd) } else { 0.0 };
    Ok(Passage { forward: one(along, "maxspeed:forward"), backward: one(against, "maxspeed:backward"), minutes: None })
}

/// The first access key with a word we understand, and whether it opens closed classes.
pub(super) fn access(keys: &[AccessKey], tags: &Tags) -> Option<(Access, bool)> {
    keys.iter().find_map(|AccessKey { key, opens }| Some((meaning(tags.get(key)?)?, *opens)))
}

fn says_yes(tags: &Tags, key: &str) -> bool {
    tags.get(key).is_some_and(|value| matches!(value, "yes" | "designated"))
}

fn class_speed(profile: &Profile, tags: &Tags, class: &str, opened: bool, pushing: bool) -> Option<f64> {
    if NEVER.contains(&class) {
        return None;
    }
    let of = |table: &[(&str, f64)]| table.iter().find(|(name, _)| *name == class).map(|(_, kmh)| *kmh);
    let pushed = of(profile.pushed);
    let slowly = profile.pushed.first().map(|(_, kmh)| *kmh);
    let sidewalk = profile.mode == Mode::Walk && has_sidewalk(tags);
    let speed = match of(profile.classes) {
        Some(kmh) => Some(kmh),
        None if opened && class != "steps" => Some(profile.opened_kmh),
        None if sidewalk => Some(profile.opened_kmh),
        None => pushed,
    }?;
    Some(profile.paced(if pushing { slowly.map_or(speed, |slowly| speed.min(slowly)) } else { speed }))
}

fn has_sidewalk(tags: &Tags) -> bool {
    let sides = ["sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"];
    sides.iter().any(|key| tags.get(key).is_some_and(|value| matches!(value, "yes" | "both" | "left" | "right")))
}

/// Which directions are open: along the line, against it.
fn directions(profile: &Profile, tags: &Tags, class: &str) -> (bool, bool) {
    if profile.oneway.is_empty() {
        return (true, true);
    }
    let round = tags.get("junction").is_some_and(|value| matches!(value, "roundabout" | "circular"));
    let said = profile.oneway.iter().find_map(|key| tags.get(key));
    let (mut along, mut against) = match said {
        Some("yes" | "true" | "1") => (true, false),
        Some("-1" | "reverse") => (false, true),
        Some("no" | "false" | "0" | "alternating") => (true, true),
        // Which way it is open changes by the hour: better closed than wrong.
        Some("reversible") => (false, false),
        _ => (true, !(round || class == "motorway")),
    };
    for AccessKey { key, opens } in profile.access {
        if *opens {
            along &= !tags.says(&format!("{key}:forward"), "no");
            against &= !tags.says(&format!("{key}:backward"), "no");
        }
    }
    if profile.contraflow {
        along |= tags.says("bicycle:forward", "yes");
        against |= contraflow(tags);
    }
    (along, against)
}

/// Cycle lanes against the traffic.
fn contraflow(tags: &Tags) -> bool {
    let lanes = ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"];
    let opposite = lanes.iter().any(|key| tags.get(key).is_some_and(|value| value.starts_with("opposite")));
    let turned =
        ["cycleway:left:oneway", "cycleway:right:oneway"].iter().any(|key| tags.get(key).is_some_and(|v| matches!(v, "-1" | "no")));
    opposite || turned || tags.says("bicycle:backward", "yes")
}

fn held_down(profile: &Profile, tags: &Tags, speed: f64) -> f64 {
    let caps = profile.caps.iter().filter(|(key, value, _)| tags.says(key, value));
    caps.fold(speed, |speed, (_, _, kmh)| speed.min(profile.paced(*kmh)))
}

/// The tagged limit in one direction, at the share of it that is really driven.
fn within_limit(profile: &Profile, tags: &Tags, level: f64, direction: &'static str, absurd: &mut Option<Absurd>) -> f64 {
    if profile.limits == Limits::Unheeded {
        return level;
    }
    let keys = [direction, "maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed"];
    let said = keys.iter().find_map(|key| match values::limit(tags.get(key)?) {
        Said::Value(kmh) if LIMITS.contains(&kmh) => Some(kmh),
        Said::Value(_) | Said::Nonsense if !key.contains(':') || *key == direction => {
            *absurd = Some(Absurd { key });
            None
        }
        _ => None,
    });
    match (said, profile.limits) {
        (Some(kmh), Limits::SetSpeed(share)) => held_down(profile, tags, profile.paced(kmh * share)),
        (Some(kmh), Limits::HoldDown) => level.min(kmh),
        _ => level,
    }
}

/// How much of the level speed is left on a slope, there and back (Tobler 1993).
fn slope_share(profile: &Profile, tags: &Tags, absurd: &mut Option<Absurd>) -> f64 {
    let Some(incline) = tags.get("incline").filter(|_| profile.climbs) else { return 1.0 };
    match values::slope(incline) {
        Said::Value(slope) => {
            let longer = |slope: f64| (3.5 * ((slope + 0.05).abs() - 0.05)).exp();
            2.0 / (longer(slope) + longer(-slope))
        }
        Said::Nonsense => {
            *absurd = Some(Absurd { key: "incline" });
            1.0
        }
        Said::Nothing => 1.0,
    }
}

fn ferry(profile: &Profile, tags: &Tags, km: f64, told: bool, absurd: &mut Option<Absurd>) -> Result<Passage, Reason> {
    if !told && !profile.ferries {
        return Err(Reason::Class);
    }
    let minutes = match tags.get("duration").map(values::minutes) {
        Some(Said::Value(minutes)) if FERRY_SPEEDS.contains(&(km / minutes * 60.0)) => Some(minutes),
        Some(Said::Value(_) | Said::Nonsense) => {
            *absurd = Some(Absurd { key: "duration" });
            None
        }
        _ => None,
    };
    let kmh = minutes.map_or(FERRY_KMH, |minutes| km / minutes * 60.0);
    let (along, against) = directions(profile, tags, "ferry");
    let open = |allowed: bool| if allowed { kmh } else { 0.0 };
    Ok(Passage { forward: open(along), backward: open(against), minutes })
}

/// Whether a barrier on a node stops this traveller.
pub(super) fn stops(profile: &Profile, tags: &Tags) -> bool {
    let Some(barrier) = tags.get("barrier") else { return false };
    if let Some((access, _)) = access(profile.access, tags) {
        return access == Access::Denied;
    }
    let passes = tags.says("locked", "no") || tags.get("bollard").is_some_and(|kind| matches!(kind, "rising" | "removable_unlocked"));
    tags.says("locked", "yes") || (profile.stopped_by.contains(&barrier) && !passes) || shut_out(profile, tags)
}

/// A way through that is marked as none for wheelchairs.
fn shut_out(profile: &Profile, tags: &Tags) -> bool {
    profile.refuses.iter().any(|(key, value)| *key == "wheelchair" && tags.says(key, value))
}

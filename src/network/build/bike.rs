//! By bicycle.

use super::profile::{AccessKey, Limits, Profile, TagSpeed};
use crate::network::Mode;

const ACCESS: &[AccessKey] =
    &[AccessKey { key: "bicycle", opens: true }, AccessKey { key: "vehicle", opens: false }, AccessKey { key: "access", opens: false }];

const CLASSES: &[(&str, f64)] = &[
    ("cycleway", 15.0),
    ("primary", 15.0),
    ("primary_link", 15.0),
    ("secondary", 15.0),
    ("secondary_link", 15.0),
    ("tertiary", 15.0),
    ("tertiary_link", 15.0),
    ("residential", 15.0),
    ("unclassified", 15.0),
    ("living_street", 15.0),
    ("road", 15.0),
    ("service", 15.0),
    ("track", 12.0),
    ("path", 13.0),
];

const PUSHED: &[(&str, f64)] = &[("footway", 4.0), ("pedestrian", 4.0), ("platform", 4.0), ("corridor", 4.0), ("steps", 2.0)];

const CAPS: &[TagSpeed] = &[
    ("surface", "cobblestone", 7.0),
    ("surface", "unhewn_cobblestone", 6.0),
    ("surface", "cobblestone:flattened", 10.0),
    ("surface", "paving_stones", 10.0),
    ("surface", "sett", 9.0),
    ("surface", "compacted", 10.0),
    ("surface", "fine_gravel", 10.0),
    ("surface", "unpaved", 6.0),
    ("surface", "gravel", 6.0),
    ("surface", "pebblestone", 6.0),
    ("surface", "ground", 10.0),
    ("surface", "dirt", 6.0),
    ("surface", "earth", 6.0),
    ("surface", "grass", 6.0),
    ("surface", "mud", 3.0),
    ("surface", "sand", 3.0),
    ("smoothness", "bad", 10.0),
    ("smoothness", "very_bad", 6.0),
    ("smoothness", "horrible", 4.0),
    ("smoothness", "very_horrible", 3.0),
];

/// An ordinary cyclist: 15 km/h on a good road; pushes at 4 km/h where only walkers go.
pub(super) fn usual() -> Profile {
    Profile {
        name: "bike",
        mode: Mode::Bike,
        usual_kmh: 15.0,
        pace_kmh: 15.0,
        access: ACCESS,
        classes: CLASSES,
        opened_kmh: 15.0,
        pushed: PUSHED,
        caps: CAPS,
        refuses: &[("motorroad", "yes"), ("smoothness", "impassable"), ("impassable", "yes")],
        steps_need: &[],
        oneway: &["oneway:bicycle", "oneway"],
        contraflow: true,
        limits: Limits::HoldDown,
        climbs: false,
        ferries: true,
        stopped_by: &[
            "yes",
            "wall",
            "fence",
            "hedge",
            "retaining_wall",
            "city_wall",
            "guard_rail",
            "stile",
            "turnstile",
            "kissing_gate",
            "full-height_turnstile",
            "horse_stile",
            "debris",
        ],
    }
}

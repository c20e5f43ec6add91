//! On foot: the usual walker, reduced mobility, a pram. The network on foot is symmetric: one-way
//! signs do not bind walkers, and a slope takes the mean of going up and coming down.

use super::profile::{AccessKey, Limits, Profile, TagSpeed};
use crate::network::Mode;

const ACCESS: &[AccessKey] = &[AccessKey { key: "foot", opens: true }, AccessKey { key: "access", opens: false }];

/// Classes open on foot without a word. Trunk roads, motorways and cycleways need `foot` or a sidewalk.
const CLASSES: &[(&str, f64)] = &[
    ("primary", 4.5),
    ("primary_link", 4.5),
    ("secondary", 4.5),
    ("secondary_link", 4.5),
    ("tertiary", 4.5),
    ("tertiary_link", 4.5),
    ("unclassified", 4.5),
    ("residential", 4.5),
    ("road", 4.5),
    ("living_street", 4.5),
    ("service", 4.5),
    ("track", 4.5),
    ("path", 4.5),
    ("bridleway", 4.5),
    ("pedestrian", 4.5),
    ("footway", 4.5),
    ("corridor", 4.5),
    ("platform", 4.5),
    ("elevator", 1.0),
    ("steps", 2.25),
];

/// Loose ground slows everyone down.
const CAPS: &[TagSpeed] = &[
    ("surface", "fine_gravel", 3.375),
    ("surface", "gravel", 3.375),
    ("surface", "pebblestone", 3.375),
    ("surface", "mud", 2.25),
    ("surface", "sand", 2.25),
];

/// With wheels, or unsure on one's feet: every rough ground counts.
const ROUGH: &[TagSpeed] = &[
    ("surface", "fine_gravel", 2.25),
    ("surface", "gravel", 1.5),
    ("surface", "pebblestone", 1.5),
    ("surface", "mud", 0.75),
    ("surface", "sand", 0.75),
    ("surface", "grass", 1.5),
    ("surface", "ground", 2.25),
    ("surface", "dirt", 2.25),
    ("surface", "earth", 2.25),
    ("surface", "unpaved", 2.25),
    ("surface", "cobblestone", 2.25),
    ("surface", "unhewn_cobblestone", 1.5),
    ("surface", "sett", 3.375),
    ("smoothness", "bad", 2.25),
    ("smoothness", "very_bad", 1.5),
    ("smoothness", "horrible", 0.75),
];

const REFUSES: &[(&str, &str)] = &[("motorroad", "yes"), ("smoothness", "impassable"), ("impassable", "yes")];
const REFUSES_WHEELCHAIR: &[(&str, &str)] =
    &[("motorroad", "yes"), ("smoothness", "impassable"), ("smoothness", "very_horrible"), ("impassable", "yes"), ("wheelchair", "no")];
const REFUSES_PRAM: &[(&str, &str)] =
    &[("motorroad", "yes"), ("smoothness", "impassable"), ("smoothness", "very_horrible"), ("impassable", "yes"), ("stroller", "no")];

/// The walker of the method notes: 4.5 km/h on level ground, half of it on steps.
pub(super) fn usual() -> Profile {
    Profile {
        name: "walk",
        mode: Mode::Walk,
        usual_kmh: 4.5,
        pace_kmh: 4.5,
        access: ACCESS,
        classes: CLASSES,
        opened_kmh: 4.5,
        pushed: &[],
        caps: CAPS,
        refuses: REFUSES,
        steps_need: &[],
        oneway: &[],
        contraflow: false,
        limits: Limits::Unheeded,
        climbs: true,
        ferries: true,
        stopped_by: &["yes", "wall", "fence", "hedge", "retaining_wall", "city_wall", "guard_rail"],
    }
}

/// Reduced mobility: 2.9 km/h, no steps without a wheelchair ramp, no narrow passages.
pub(super) fn reduced_mobility() -> Profile {
    Profile {
        name: "walk-reduced",
        pace_kmh: 2.9,
        caps: ROUGH,
        refuses: REFUSES_WHEELCHAIR,
        steps_need: &["ramp:wheelchair", "wheelchair"],
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
            "cycle_barrier",
            "motorcycle_barrier",
            "horse_stile",
            "log",
            "block",
            "debris",
        ],
        ..usual()
    }
}

/// With a pram: 4 km/h, no steps without a ramp.
pub(super) fn pram() -> Profile {
    Profile {
        name: "walk-pram",
        pace_kmh: 4.0,
        caps: ROUGH,
        refuses: REFUSES_PRAM,
        steps_need: &["ramp:stroller", "ramp:wheelchair", "stroller", "ramp"],
        stopped_by: reduced_mobility().stopped_by,
        ..usual()
    }
}

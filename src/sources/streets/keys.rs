//! The tags that decide who may use a street and how fast; all others are left on the map.

use crate::domain::Tags;

/// Keys kept on ways, in order.
const WAY: [&str; 52] = [
    "access",
    "access:conditional",
    "area",
    "bicycle",
    "bicycle:backward",
    "bicycle:forward",
    "cycleway",
    "cycleway:both",
    "cycleway:left",
    "cycleway:left:oneway",
    "cycleway:right",
    "cycleway:right:oneway",
    "duration",
    "foot",
    "highway",
    "impassable",
    "incline",
    "junction",
    "maxspeed",
    "maxspeed:backward",
    "maxspeed:conditional",
    "maxspeed:forward",
    "maxspeed:type",
    "motor_vehicle",
    "motor_vehicle:backward",
    "motor_vehicle:conditional",
    "motor_vehicle:forward",
    "motorcar",
    "motorcar:backward",
    "motorcar:forward",
    "motorroad",
    "oneway",
    "oneway:bicycle",
    "oneway:conditional",
    "oneway:motor_vehicle",
    "ramp",
    "ramp:stroller",
    "ramp:wheelchair",
    "route",
    "service",
    "sidewalk",
    "sidewalk:both",
    "sidewalk:left",
    "sidewalk:right",
    "smoothness",
    "source:maxspeed",
    "stroller",
    "surface",
    "tracktype",
    "vehicle",
    "wheelchair",
    "zone:maxspeed",
];

/// Keys kept on nodes that are barriers, in order.
const NODE: [&str; 10] =
    ["access", "barrier", "bicycle", "bollard", "foot", "locked", "motor_vehicle", "motorcar", "vehicle", "wheelchair"];

/// The tags of a way, if it may be a street: it has a class (`highway`), or is a ferry.
pub(super) fn of_way<'a>(tags: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Option<Tags> {
    let street = tags.clone().any(|(key, value)| key == "highway" || (key == "route" && value == "ferry"));
    street.then(|| kept(&WAY, tags))
}

/// The tags of a node, if something may stand in the way there.
pub(super) fn of_node<'a>(tags: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Tags {
    let barrier = tags.clone().any(|(key, _)| key == "barrier");
    if barrier { kept(&NODE, tags) } else { Tags::default() }
}

/// The key as kept on ways, for mappings that name it.
pub(super) fn way_key(name: &str) -> Option<&'static str> {
    WAY.binary_search(&name).ok().map(|at| WAY[at])
}

fn kept<'a>(keys: &[&'static str], tags: impl Iterator<Item = (&'a str, &'a str)>) -> Tags {
    Tags::new(tags.filter_map(|(key, value)| {
        let at = keys.binary_search(&key).ok()?;
        Some((keys[at], Box::from(value.trim())))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_order_so_that_they_are_found() {
        assert!(WAY.is_sorted() && NODE.is_sorted());
    }

    #[test]
    fn a_way_without_a_class_is_no_street_and_a_ferry_is_one() {
        let tags = |pairs: &'static [(&'static str, &'static str)]| of_way(pairs.iter().copied());
        assert_eq!(tags(&[("building", "yes")]), None);
        assert_eq!(tags(&[("route", "bus")]), None);
        assert!(tags(&[("route", "ferry")]).unwrap().says("route", "ferry"));
        let street = tags(&[("name", "Rue"), ("highway", "residential")]).unwrap();
        assert_eq!((street.get("name"), street.get("highway")), (None, Some("residential")));
    }
}

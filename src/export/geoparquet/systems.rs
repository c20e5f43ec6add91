//! Reference systems in full, as PROJJSON 0.7: `scripts/write-systems` takes them from the register.

use std::collections::BTreeMap;
use std::io;
use std::sync::LazyLock;

use serde_json::Value;

use crate::export::Axes;

static SYSTEMS: LazyLock<BTreeMap<u32, Value>> = LazyLock::new(|| serde_json::from_str(include_str!("systems.json")).unwrap_or_default());

/// The system of these axes; `None` for longitude and latitude, which need none.
///
/// # Errors
/// When it is not among those that are written down: a file without it would lie.
pub fn of(axes: &Axes) -> io::Result<Option<&'static Value>> {
    if *axes == Axes::CRS84 {
        return Ok(None);
    }
    SYSTEMS.get(&axes.epsg).map(Some).ok_or_else(|| io::Error::other(format!("EPSG:{} is not among the systems written down", axes.epsg)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_stands_under_its_own_number_and_what_is_not_there_is_said() {
        assert_eq!(SYSTEMS.len(), 13);
        for (number, system) in &*SYSTEMS {
            assert_eq!((&system["id"]["authority"], &system["id"]["code"]), (&Value::from("EPSG"), &Value::from(*number)));
        }
        assert_eq!(of(&Axes::CRS84).unwrap(), None);
        assert!(of(&Axes { epsg: 27_572, ..Axes::CRS84 }).is_err());
    }
}

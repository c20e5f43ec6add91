//! The wider zones a code tells of.

use crate::domain::{Fault, Geography, Parent, ZoneCode};
use crate::sources::town_of;

/// The code of the whole country.
pub const FRANCE: &str = "FR";

/// The département of a municipality: two characters, three overseas.
pub fn departement_of(commune: &str) -> Option<&str> {
    let length = if commune.starts_with("97") || commune.starts_with("98") { 3 } else { 2 };
    commune.get(..length)
}

/// The municipality, département and country of a zone.
///
/// # Errors
/// `bad-zone-code` when the municipality's code is none.
pub fn of_commune(code: &str, name: Option<&str>) -> Result<Vec<Parent>, Fault> {
    let commune = town_of(code);
    let name = name.map(|name| if commune == code { name } else { name.split_whitespace().next().unwrap_or(name) });
    let departement = departement_of(commune).unwrap_or(commune);
    Ok(vec![
        parent(Geography::Commune, commune, name)?,
        parent(Geography::Departement, departement, None)?,
        parent(Geography::Pays, FRANCE, Some("France"))?,
    ])
}

/// One parent.
///
/// # Errors
/// `bad-zone-code`.
pub fn parent(geography: Geography, code: &str, name: Option<&str>) -> Result<Parent, Fault> {
    Ok(Parent { geography, code: ZoneCode::new(code)?, name: name.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrondissements_fold_into_their_commune_and_take_its_name() {
        let parents = of_commune("75112", Some("Paris 12e Arrondissement")).unwrap();
        assert_eq!((parents[0].code.as_str(), parents[0].name.as_deref()), ("75056", Some("Paris")));
        assert_eq!(of_commune("13001", None).unwrap()[0].code.as_str(), "13001");
    }

    #[test]
    fn corsica_and_overseas_have_their_own_departements() {
        let of = |commune| departement_of(commune).unwrap();
        assert_eq!([of("2A004"), of("97411"), of("01004"), of("98818")], ["2A", "974", "01", "988"]);
    }
}

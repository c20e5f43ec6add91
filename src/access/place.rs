//! Where an account stands: role, territory and team, that must go together.

use super::{Role, Territory};
use crate::domain::{Fault, Text};
use crate::text;

/// The role of an account with what bounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPlace {
    /// What one is.
    pub role: Role,
    /// Where one may act.
    pub territory: Territory,
    /// The team whose notes one shares.
    pub team: Option<String>,
}

impl AccountPlace {
    /// A place whose parts go together.
    ///
    /// # Errors
    /// `missing-territory` for a role that is bounded by one, `needless-territory` for one that is not, `bad-team` when the
    /// name of the team is not 1 to 40 letters, digits, `-` or `_`.
    pub fn new(role: Role, territory: Territory, team: Option<&str>) -> Result<Self, Fault> {
        if role.is_bounded() == territory.is_empty() {
            return Err(if territory.is_empty() { missing_territory(role) } else { needless_territory(role) });
        }
        let fits =
            |team: &str| (1..=40).contains(&team.chars().count()) && team.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        match team {
            Some(team) if !fits(team) => Err(bad_team()),
            team => Ok(Self { role, territory, team: team.map(str::to_owned) }),
        }
    }
}

fn missing_territory(role: Role) -> Fault {
    Fault::new(
        "missing-territory",
        text!("le rôle « {role} » agit dans un territoire", "the role “{role}” acts in a territory"),
        Text::new("donner des codes : 34172, 243400017, 34, ou * pour tout", "give codes: 34172, 243400017, 34, or * for everything"),
    )
    .in_column("territory")
}

fn needless_territory(role: Role) -> Fault {
    Fault::new(
        "needless-territory",
        text!("le rôle « {role} » n’a pas de territoire", "the role “{role}” has no territory"),
        Text::new("ôter le territoire", "leave the territory out"),
    )
    .in_column("territory")
}

fn bad_team() -> Fault {
    Fault::new(
        "bad-team",
        Text::new("ce nom d’équipe ne convient pas", "this name of a team does not suit"),
        Text::new("attendu : de 1 à 40 lettres, chiffres, - ou _", "expected 1 to 40 letters, digits, - or _"),
    )
    .in_column("team")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bounded_role_has_a_territory_and_no_other_has() {
        let herault: Territory = "34".parse().unwrap();
        let place = |role, territory: &Territory, team| AccountPlace::new(role, territory.clone(), team).map_err(|fault| fault.code);
        assert!(place(Role::Outreach, &herault, Some("maraude-1")).is_ok());
        assert_eq!(place(Role::Planner, &Territory::default(), None).unwrap_err(), "missing-territory");
        assert_eq!(place(Role::Administrator, &herault, None).unwrap_err(), "needless-territory");
        assert_eq!(place(Role::Outreach, &herault, Some("a|b")).unwrap_err(), "bad-team");
    }
}

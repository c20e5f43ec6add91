//! The body of a scenario, read member by member: each fault points at its place.

use serde_json::Value;

use super::members::{Members, bad, json};
use super::vocabulary::AudienceWord;
use crate::diagnosis::coverage::{CoverageQuery, USUAL_LIMIT};
use crate::diagnosis::scenario::{BetterFor, Change, ScenarioQuery};
use crate::domain::{Audience, Fault, Geography, Minutes, Mode, Opening, ServiceId, Text, Theme, WeekTime};

/// A scenario before it is known which geographies are loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What it is called.
    pub name: Option<String>,
    /// The theme.
    pub theme: Theme,
    /// The zones to speak of.
    pub geography: Option<Geography>,
    /// For whom.
    pub audience: Option<Audience>,
    /// When.
    pub at: Option<WeekTime>,
    /// How people travel.
    pub mode: Option<Mode>,
    /// The longest way.
    pub limit: Option<Minutes>,
    /// What changes.
    pub changes: Vec<Change>,
    /// Which service to look better places for.
    pub better_for: BetterFor,
}

impl Asked {
    /// The question over the zones of a geography.
    pub fn over(self, geography: Geography) -> ScenarioQuery {
        let coverage = CoverageQuery {
            geography,
            theme: self.theme,
            audience: self.audience,
            at: self.at,
            mode: self.mode.unwrap_or(Mode::Walk),
            limit_minutes: self.limit.unwrap_or(USUAL_LIMIT),
        };
        ScenarioQuery { name: self.name, coverage, changes: self.changes, better_for: self.better_for }
    }
}

/// Reads a scenario.
///
/// # Errors
/// `bad-body`, or the fault of a vocabulary, with a pointer into the body.
pub fn read(body: &Value) -> Result<Asked, Fault> {
    let members = Members::of(body, "")?;
    let listed = members.value("changes");
    let asked = Asked {
        name: members.words("name")?.filter(|name| !name.is_empty()).map(str::to_owned),
        theme: members.needed("theme", members.parse("theme")?)?,
        geography: members.parse("geography")?,
        audience: members.parse("audience")?.map(|AudienceWord(audience)| audience),
        at: members.parse("at")?,
        mode: members.parse("mode")?,
        limit: members.number("limit", 1.0..=120.0)?.map(Minutes),
        better_for: better_for(&members)?,
        changes: changes(members.needed("changes", listed)?)?,
    };
    members.finish()?;
    Ok(asked)
}

/// The question of a body, once it is known which geography it speaks of.
///
/// # Errors
/// As [`read`], `bad-json`, and what `geography` refuses.
pub fn scenario_query(body: &[u8], geography: impl Fn(Option<Geography>) -> Result<Geography, Fault>) -> Result<ScenarioQuery, Fault> {
    let asked = read(&json(body)?)?;
    let geography = geography(asked.geography)?;
    Ok(asked.over(geography))
}

fn better_for(members: &Members<'_>) -> Result<BetterFor, Fault> {
    if members.is_null("better_for") {
        return Ok(BetterFor::Nobody);
    }
    Ok(members.whole("better_for", 0..=99)?.map_or(BetterFor::Last, |index| BetterFor::Change(index as usize)))
}

/// Reads the list of changes, in the order given.
///
/// # Errors
/// As [`read`].
pub fn changes(listed: &Value) -> Result<Vec<Change>, Fault> {
    let listed = listed.as_array().ok_or_else(|| bad("/changes", Text::new("attendu : une liste", "expected a list")))?;
    listed.iter().enumerate().map(|(index, value)| change(&Members::of(value, format!("/changes/{index}"))?)).collect()
}

fn change(members: &Members<'_>) -> Result<Change, Fault> {
    let change = match members.words("kind")? {
        Some("add") => Change::Add {
            position: members.needed("position", members.position("position")?)?,
            capacity: members.number("capacity", 0.01..=100.0)?.unwrap_or(1.0),
            opening: opening(members)?,
            name: members.words("name")?.filter(|name| !name.is_empty()).map(str::to_owned),
        },
        Some("move") => Change::Move { service: service(members)?, position: members.needed("position", members.position("position")?)? },
        Some("close") => Change::Close { service: service(members)? },
        Some("hours") => Change::Hours { service: service(members)?, opening: members.needed("opening", opening(members)?)? },
        _ => return Err(members.bad("kind", Text::new("choisir parmi add, move, close, hours", "choose one of add, move, close, hours"))),
    };
    members.finish()?;
    Ok(change)
}

fn service(members: &Members<'_>) -> Result<ServiceId, Fault> {
    members.needed("service", members.words("service")?).map(ServiceId::from_stored)
}

fn opening(members: &Members<'_>) -> Result<Option<Opening>, Fault> {
    members.words("opening")?.map(Opening::new).transpose().map_err(|fault| fault.at_pointer(members.pointer("opening")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{BetterFor, Change, Geography, Mode, USUAL_LIMIT, read};

    #[test]
    fn every_kind_of_change_reads_and_silence_means_the_usual() {
        let body = json!({"theme": "sante", "better_for": null, "changes": [
            {"kind": "add", "position": [3.8, 43.6], "opening": "Mo-Fr 09:00-17:00"},
            {"kind": "move", "service": "a:1", "position": [3.8, 43.6]},
            {"kind": "close", "service": "a:2"},
            {"kind": "hours", "service": "a:3", "opening": "24/7"},
        ]});
        let asked = read(&body).unwrap();
        assert_eq!((asked.changes.len(), asked.better_for), (4, BetterFor::Nobody));
        let query = asked.over(Geography::Iris);
        assert_eq!((query.coverage.mode, query.coverage.limit_minutes), (Mode::Walk, USUAL_LIMIT));
        assert!(matches!(&query.changes[0], Change::Add { capacity, .. } if (*capacity - 1.0).abs() < 1e-12));
    }

    #[test]
    fn a_fault_points_at_the_member_that_has_it() {
        for (body, code, pointer) in [
            (json!([]), "bad-body", ""),
            (json!({"changes": []}), "bad-body", "/theme"),
            (json!({"theme": "nope", "changes": []}), "unknown-theme", "/theme"),
            (json!({"theme": "sante"}), "bad-body", "/changes"),
            (json!({"theme": "sante", "changes": [{"kind": "open"}]}), "bad-body", "/changes/0/kind"),
            (json!({"theme": "sante", "changes": [{"kind": "add"}]}), "bad-body", "/changes/0/position"),
            (
                json!({"theme": "sante", "changes": [{"kind": "close", "service": "a", "position": [1, 2]}]}),
                "bad-body",
                "/changes/0/position",
            ),
            (
                json!({"theme": "sante", "changes": [{"kind": "hours", "service": "a", "opening": "?"}]}),
                "bad-opening-hours",
                "/changes/0/opening",
            ),
            (json!({"theme": "sante", "limit": 500, "changes": []}), "bad-body", "/limit"),
        ] {
            let fault = read(&body).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.pointer.as_deref()), (code, Some(pointer)), "{body}");
        }
    }
}

//! The bodies of plans, read member by member: each fault points at its place.

use super::members::Members;
use super::vocabulary::AudienceWord;
use crate::diagnosis::coverage::{CoverageQuery, USUAL_LIMIT};
use crate::diagnosis::plans::rounds::RoundsQuery;
use crate::diagnosis::plans::sites::{MOST_SITES, SitesQuery};
use crate::domain::{Fault, Geography, Minutes, Mode};

/// How long a round may take when nobody says.
const USUAL_ROUND: f64 = 180.0;

/// How long a stop takes when nobody says.
const USUAL_STOP: f64 = 20.0;

/// The zones asked for when they are loaded, or the finest.
pub type Loaded<'a> = dyn Fn(Option<Geography>) -> Result<Geography, Fault> + 'a;

/// Reads what places to plan.
///
/// # Errors
/// `bad-body`, or the fault of a vocabulary, with a pointer into the body; `geography-not-loaded`.
pub fn sites(members: &Members<'_>, geography: &Loaded<'_>) -> Result<SitesQuery, Fault> {
    let coverage = coverage(members, geography)?;
    let count = members.whole("count", 1..=MOST_SITES as u64)?.unwrap_or(1) as usize;
    members.finish()?;
    Ok(SitesQuery { coverage, count })
}

/// Reads what round to plan.
///
/// # Errors
/// As [`sites`].
pub fn rounds(members: &Members<'_>, geography: &Loaded<'_>) -> Result<RoundsQuery, Fault> {
    let query = RoundsQuery {
        coverage: coverage(members, geography)?,
        start: members.needed("start", members.position("start")?)?,
        minutes: members.number("minutes", 15.0..=720.0)?.unwrap_or(USUAL_ROUND),
        stop_minutes: members.number("stop_minutes", 1.0..=240.0)?.unwrap_or(USUAL_STOP),
        comes_back: members.yes_no("return")?.unwrap_or(true),
    };
    members.finish()?;
    Ok(query)
}

fn coverage(members: &Members<'_>, geography: &Loaded<'_>) -> Result<CoverageQuery, Fault> {
    Ok(CoverageQuery {
        theme: members.needed("theme", members.parse("theme")?)?,
        geography: geography(members.parse("geography")?).map_err(|fault| fault.at_pointer(members.pointer("geography")))?,
        audience: members.parse("audience")?.map(|AudienceWord(audience)| audience),
        at: members.parse("at")?,
        mode: members.parse("mode")?.unwrap_or(Mode::Walk),
        limit_minutes: members.number("limit", 1.0..=120.0)?.map_or(USUAL_LIMIT, Minutes),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn silence_means_the_usual_and_faults_point_at_their_place() {
        let loaded: &Loaded<'_> = &|_asked| Ok(Geography::Iris);
        let body = json!({"theme": "sante", "start": [3.8, 43.6]});
        let query = rounds(&Members::of(&body, "").unwrap(), loaded).unwrap();
        assert_eq!((query.minutes, query.stop_minutes, query.comes_back), (180.0, 20.0, true));
        for (body, pointer) in [(json!({"theme": "sante", "count": 51}), "/count"), (json!({"theme": "sante", "start": [1, 2]}), "/start")]
        {
            let fault = sites(&Members::of(&body, "").unwrap(), loaded).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.pointer.as_deref()), ("bad-body", Some(pointer)));
        }
    }
}

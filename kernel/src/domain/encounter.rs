//! One encounter of an outreach team: closed lists alone, no name, no address, no words. It is raw: it can be neither
//! printed nor serialised, and leaves the vault counted and with noise, or not at all.

use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Fault, Geography, Quarter, Text, Theme, ZoneCode};
use crate::text;

/// Most persons one note may speak of. A larger group is not a group that a team has listened to.
pub const MOST_PERSONS: u8 = 20;

/// Most themes one note may carry: the noise of a release is measured for so many (PRIVACY, unit of privacy).
pub const MOST_THEMES: usize = 2;

/// Months that a raw note is kept; then it is erased, whether a release has counted it or not.
pub const KEPT_MONTHS: u32 = 24;

/// Days that the day of a note is kept as it is; then only its week is.
pub const EXACT_DAYS: u64 = 30;

/// A closed list whose words are read and written by code.
macro_rules! closed_list {
    ($(#[$about:meta])* $name:ident, $fault:literal, $fr:literal, $en:literal, { $($(#[$doc:meta])* $variant:ident = $code:literal, $label_fr:literal, $label_en:literal;)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// The whole list.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code used in files and over HTTP.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// What it is called.
            pub fn label(self) -> Text {
                match self { $(Self::$variant => Text::new($label_fr, $label_en)),* }
            }
        }

        impl FromStr for $name {
            type Err = Fault;

            fn from_str(code: &str) -> Result<Self, Fault> {
                Self::ALL.iter().copied().find(|word| word.code() == code).ok_or_else(|| {
                    let known = Self::ALL.iter().map(|word| word.code()).collect::<Vec<_>>().join(", ");
                    Fault::new(
                        $fault,
                        Text::new(concat!($fr, " : ce mot n’est pas de la liste"), concat!($en, ": this word is not on the list")),
                        text!("choisir parmi {known}", "choose one of {known}"),
                    )
                })
            }
        }
    };
}

closed_list! {
    /// Why a right is not taken up, in the four terms of the observatory ODENORE (Warin 2010).
    Reason, "unknown-reason", "motif de non-recours", "reason of non-take-up", {
        /// The right is not known.
        NonKnowledge = "non-knowledge", "Non-connaissance", "Not known";
        /// It is known and not asked for.
        NonDemand = "non-demand", "Non-demande", "Not asked for";
        /// It is asked for and not received.
        NonReception = "non-reception", "Non-réception", "Not received";
        /// It is not proposed by those who could.
        NonProposal = "non-proposal", "Non-proposition", "Not proposed";
    }
}

closed_list! {
    /// What the team offered.
    Offered, "unknown-offer", "ce qui a été proposé", "what was offered", {
        /// Words and papers.
        Information = "information", "Information", "Information";
        /// Going along.
        Accompaniment = "accompaniment", "Accompagnement", "Accompaniment";
        /// Another service.
        Referral = "referral", "Orientation", "Referral";
        /// Nothing could be.
        Nothing = "nothing", "Rien", "Nothing";
    }
}

closed_list! {
    /// Age in three bands, as the team sees it; never asked for, never a date of birth.
    AgeBand, "unknown-age-band", "tranche d’âge", "age band", {
        /// Under 25.
        Young = "under-25", "Moins de 25 ans", "Under 25";
        /// 25 to 59.
        Adult = "25-59", "25 à 59 ans", "25 to 59";
        /// 60 and over.
        Senior = "60-and-over", "60 ans et plus", "60 and over";
    }
}

/// A note as it was typed or read: words that nobody has checked. It is not printed: it may hold a name.
#[derive(Clone, Default)]
pub struct Draft {
    /// Geography of the zone.
    pub geography: String,
    /// Code of the zone.
    pub zone: String,
    /// The day, `2026-11-25`.
    pub day: String,
    /// How many persons were met.
    pub persons: String,
    /// Codes of themes.
    pub themes: Vec<String>,
    /// Code of the reason, if one was heard.
    pub reason: Option<String>,
    /// Code of what was offered.
    pub offered: String,
    /// Code of the age band, if it was noted.
    pub age: Option<String>,
}

/// The names of the fields of a [`Draft`], as in files and over HTTP.
pub const FIELDS: [&str; 8] = ["geography", "zone", "day", "persons", "themes", "reason", "offered", "age"];

impl Draft {
    /// Every field that holds words, with its name.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let one = [("geography", &self.geography), ("zone", &self.zone), ("day", &self.day), ("persons", &self.persons)];
        let more = [("reason", self.reason.as_ref()), ("offered", Some(&self.offered)), ("age", self.age.as_ref())];
        let optional = more.into_iter().filter_map(|(name, words)| Some((name, words?.as_str())));
        one.into_iter()
            .map(|(name, words)| (name, words.as_str()))
            .chain(self.themes.iter().map(|theme| ("themes", theme.as_str())))
            .chain(optional)
    }
}

/// One encounter, checked. On purpose it has neither `Debug` nor `Serialize`: no log, no answer can carry it.
#[derive(Clone, PartialEq, Eq)]
pub struct Encounter {
    geography: Geography,
    zone: ZoneCode,
    day: NaiveDate,
    quarter: Quarter,
    persons: u8,
    themes: Vec<Theme>,
    reason: Option<Reason>,
    offered: Offered,
    age: Option<AgeBand>,
}

impl Encounter {
    /// Checks a note.
    ///
    /// # Parameters
    /// `today`: the day it is entered on. `known`: whether a zone is loaded.
    ///
    /// # Errors
    /// Each names its field and repeats no word that was typed: `unknown-geography`, `bad-zone-code`, `zone-not-loaded`, `bad-day`,
    /// `future-day`, `bad-persons`, `too-many-persons`, `no-theme`, `too-many-themes`, `repeated-theme`, `unknown-theme`,
    /// `unknown-reason`, `unknown-offer`, `unknown-age-band`.
    pub fn check(draft: &Draft, today: NaiveDate, known: impl Fn(Geography, &ZoneCode) -> bool) -> Result<Self, Fault> {
        let geography = closed(&draft.geography, "unknown-geography", "geography", &Geography::ALL.map(Geography::code))?;
        let zone = zone(&draft.zone, geography, known).map_err(|fault| fault.in_column("zone"))?;
        let (day, quarter) = day(&draft.day, today).map_err(|fault| fault.in_column("day"))?;
        Ok(Self {
            geography,
            zone,
            day,
            quarter,
            persons: persons(&draft.persons).map_err(|fault| fault.in_column("persons"))?,
            themes: themes(&draft.themes).map_err(|fault| fault.in_column("themes"))?,
            reason: optional(draft.reason.as_deref()).map_err(|fault| fault.in_column("reason"))?,
            offered: draft.offered.trim().parse().map_err(|fault: Fault| fault.in_column("offered"))?,
            age: optional(draft.age.as_deref()).map_err(|fault| fault.in_column("age"))?,
        })
    }

    /// Refuses a note so old that it would be erased at once.
    ///
    /// # Errors
    /// `too-old-day`.
    pub fn check_age(&self, today: NaiveDate) -> Result<(), Fault> {
        let from = oldest_kept(today);
        if self.day >= from {
            return Ok(());
        }
        Err(Fault::new(
            "too-old-day",
            text!("les notes ne se gardent que {KEPT_MONTHS} mois", "notes are kept for {KEPT_MONTHS} months only"),
            text!("attendu : depuis le {from}", "expected since {from}"),
        )
        .in_column("day"))
    }

    /// The same, its day brought back to the first of its week, or to the first of its quarter where the week began before it: what
    /// a release counts stays the same.
    #[must_use]
    pub fn in_its_week(mut self) -> Self {
        let monday = self.day - Days::new(u64::from(self.day.weekday().num_days_from_monday()));
        self.day = monday.max(self.quarter.first_day());
        self
    }

    /// Geography of the zone.
    pub const fn geography(&self) -> Geography {
        self.geography
    }

    /// The zone.
    pub const fn zone(&self) -> &ZoneCode {
        &self.zone
    }

    /// The day.
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// The quarter of the day.
    pub const fn quarter(&self) -> Quarter {
        self.quarter
    }

    /// How many persons were met, 1 to [`MOST_PERSONS`]. A release counts the encounter once, whatever this says.
    pub const fn persons(&self) -> u8 {
        self.persons
    }

    /// One or two themes, sorted.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// Why a right was not taken up.
    pub const fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// What was offered.
    pub const fn offered(&self) -> Offered {
        self.offered
    }

    /// Age band.
    pub const fn age(&self) -> Option<AgeBand> {
        self.age
    }
}

/// The first day whose notes are still kept.
pub fn oldest_kept(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(Months::new(KEPT_MONTHS)).unwrap_or(NaiveDate::MIN)
}

/// The first day that is still kept as it is.
pub fn oldest_exact(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(EXACT_DAYS)).unwrap_or(NaiveDate::MIN)
}

/// A word of a list, without repeating the word in the fault: it may be a name.
fn closed<T: FromStr>(words: &str, code: &str, field: &str, known: &[&str]) -> Result<T, Fault> {
    words.trim().parse().map_err(|_unsaid| {
        let known = known.join(", ");
        let message = Text::new("ce mot n’est pas de la liste", "this word is not on the list");
        Fault::new(code, message, text!("choisir parmi {known}", "choose one of {known}")).in_column(field)
    })
}

fn optional<T: FromStr<Err = Fault>>(words: Option<&str>) -> Result<Option<T>, Fault> {
    words.map(str::trim).filter(|words| !words.is_empty()).map(str::parse).transpose()
}

fn zone(words: &str, geography: Geography, known: impl Fn(Geography, &ZoneCode) -> bool) -> Result<ZoneCode, Fault> {
    let code = ZoneCode::new(words).map_err(|_unsaid| {
        Fault::new(
            "bad-zone-code",
            Text::new("ce n’est pas un code de zone", "this is not a zone code"),
            Text::new("attendu : de 1 à 32 lettres ou chiffres, comme 341720503", "expected 1 to 32 letters or digits, as in 341720503"),
        )
    })?;
    if known(geography, &code) {
        return Ok(code);
    }
    Err(Fault::new(
        "zone-not-loaded",
        text!("aucune zone de ce code dans le maillage « {geography} »", "no zone of this code in the geography “{geography}”"),
        Text::new(
            "choisir une zone chargée : maillage export iris --format csv",
            "choose a loaded zone: maillage export iris --format csv",
        ),
    ))
}

fn day(words: &str, today: NaiveDate) -> Result<(NaiveDate, Quarter), Fault> {
    let read = words.trim().parse::<NaiveDate>().ok().filter(|_| words.trim().len() == 10);
    let Some((day, quarter)) = read.and_then(|day| Some((day, Quarter::of(day)?))) else {
        let message = Text::new("ce jour ne se lit pas", "this day cannot be read");
        return Err(Fault::new(
            "bad-day",
            message,
            Text::new("attendu : année-mois-jour, comme 2026-11-25", "expected year-month-day, as in 2026-11-25"),
        ));
    };
    if day > today {
        return Err(Fault::new(
            "future-day",
            Text::new("ce jour n’est pas encore venu", "this day has not come yet"),
            text!("attendu : au plus tard le {today}", "expected {today} at the latest"),
        ));
    }
    Ok((day, quarter))
}

fn persons(words: &str) -> Result<u8, Fault> {
    let expected = text!("attendu : de 1 à {MOST_PERSONS} personnes", "expected 1 to {MOST_PERSONS} persons");
    let number: u64 = words.trim().parse().ok().filter(|number| *number > 0).ok_or_else(|| {
        Fault::new("bad-persons", Text::new("ce n’est pas un nombre de personnes", "this is not a number of persons"), expected.clone())
    })?;
    u8::try_from(number).ok().filter(|number| *number <= MOST_PERSONS).ok_or_else(|| {
        Fault::new("too-many-persons", Text::new("trop de personnes pour une rencontre", "too many persons for one encounter"), expected)
    })
}

fn themes(words: &[String]) -> Result<Vec<Theme>, Fault> {
    let expected = text!("attendu : un ou {MOST_THEMES} thèmes, chacun une fois", "expected one or {MOST_THEMES} themes, each once");
    let fault = |code: &str, fr: &str, en: &str| Fault::new(code, Text::new(fr, en), expected.clone());
    if words.is_empty() {
        return Err(fault("no-theme", "aucun thème", "no theme"));
    }
    if words.len() > MOST_THEMES {
        return Err(fault("too-many-themes", "trop de thèmes pour une rencontre", "too many themes for one encounter"));
    }
    let mut themes = words
        .iter()
        .map(|theme| closed(theme, "unknown-theme", "themes", &Theme::ALL.map(Theme::code)))
        .collect::<Result<Vec<Theme>, Fault>>()?;
    themes.sort_unstable();
    if themes.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(fault("repeated-theme", "un thème est donné deux fois", "a theme is given twice"));
    }
    Ok(themes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            geography: "iris".to_owned(),
            zone: "341720503".to_owned(),
            day: "2026-11-25".to_owned(),
            persons: "3".to_owned(),
            themes: vec!["sante".to_owned(), "acces-aux-droits".to_owned()],
            reason: Some("non-knowledge".to_owned()),
            offered: "referral".to_owned(),
            age: None,
        }
    }

    fn check(draft: &Draft) -> Result<Encounter, Fault> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        Encounter::check(draft, today, |geography, code| geography == Geography::Iris && code.as_str() == "341720503")
    }

    #[test]
    fn a_sound_note_is_taken_with_its_themes_sorted() {
        let encounter = check(&draft()).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(encounter.themes(), [Theme::AccesAuxDroits, Theme::Sante]);
        assert_eq!((encounter.persons(), encounter.reason()), (3, Some(Reason::NonKnowledge)));
        assert_eq!(encounter.quarter().to_string(), "2026-T4");
    }

    #[test]
    fn each_fault_has_its_name_and_its_field() {
        type Case = (&'static str, &'static str, fn(&mut Draft));
        let cases: Vec<Case> = vec![
            ("unknown-geography", "geography", |note| note.geography = "rue".to_owned()),
            ("bad-zone-code", "zone", |note| note.zone = "rue de la Paix".to_owned()),
            ("zone-not-loaded", "zone", |note| note.zone = "340000000".to_owned()),
            ("bad-day", "day", |note| note.day = "25/11/2026".to_owned()),
            ("bad-day", "day", |note| note.day = "1926-11-25".to_owned()),
            ("future-day", "day", |note| note.day = "2026-11-26".to_owned()),
            ("bad-persons", "persons", |note| note.persons = "0".to_owned()),
            ("bad-persons", "persons", |note| note.persons = "trois".to_owned()),
            ("too-many-persons", "persons", |note| note.persons = "10000".to_owned()),
            ("no-theme", "themes", |note| note.themes.clear()),
            ("too-many-themes", "themes", |note| note.themes.push("mobilite".to_owned())),
            ("repeated-theme", "themes", |note| note.themes[1] = "sante".to_owned()),
            ("unknown-theme", "themes", |note| note.themes[0] = "jardinage".to_owned()),
            ("unknown-reason", "reason", |note| note.reason = Some("shyness".to_owned())),
            ("unknown-offer", "offered", |note| note.offered = "tea".to_owned()),
            ("unknown-age-band", "age", |note| note.age = Some("41".to_owned())),
        ];
        for (code, field, spoil) in cases {
            let mut note = draft();
            spoil(&mut note);
            let fault = check(&note).err().unwrap_or_else(|| panic!("{code} was taken"));
            assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), (code, Some(field)));
        }
    }

    #[test]
    fn a_note_ages_to_its_week_and_never_leaves_its_quarter() {
        let aged = |day: &str| check(&Draft { day: day.to_owned(), ..draft() }).ok().unwrap().in_its_week().day().to_string();
        assert_eq!([aged("2026-11-25"), aged("2026-11-23"), aged("2026-10-02")], ["2026-11-23", "2026-11-23", "2026-10-01"]);
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let age = |day: &str| check(&Draft { day: day.to_owned(), ..draft() }).ok().unwrap().check_age(today);
        assert_eq!(age("2024-11-24").unwrap_err().code, "too-old-day");
        age("2024-11-25").unwrap();
    }

    #[test]
    fn a_fault_repeats_no_word_that_was_typed() {
        let name = "Mme Durand";
        for spoil in [
            (|note: &mut Draft| note.zone = "Mme Durand".to_owned()) as fn(&mut Draft),
            |note| note.day = "Mme Durand".to_owned(),
            |note| note.persons = "Mme Durand".to_owned(),
            |note| note.themes[0] = "Mme Durand".to_owned(),
            |note| note.reason = Some("Mme Durand".to_owned()),
            |note| note.offered = "Mme Durand".to_owned(),
            |note| note.geography = "Mme Durand".to_owned(),
        ] {
            let mut note = draft();
            spoil(&mut note);
            let fault = check(&note).err().unwrap();
            assert!(!format!("{fault:?}").contains(name), "{fault:?}");
        }
    }
}

//! Throw-away instances for the attacks that need the truth: the demonstration town in a folder of its own, notes planted by lot and let
//! in by the same door as any, quarters released by the same hand, served on this machine alone, and thrown away.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::arguments::Demo;
use super::terminal::{Terminal, TerminalOptions};
use super::{demo, loaded, notes, release, vault};
use crate::api::{self, Serve, Settings, State};
use crate::attack::planted::Reading;
use crate::attack::{Outcome, Planted, Target, Trial};
use crate::config::Config;
use crate::disclosure::ledger::Rho;
use crate::disclosure::release::{Counted, Level, Nesting, Order};
use crate::domain::{Fault, Geography, Quarter, Reason, Text, Theme, ZoneCode};
use crate::ingest;
use crate::text;

/// Quarters of one instance at most: six years of four.
const OF_ONE: usize = 24;

/// The first year planted: the door takes days of earlier ones for days of birth.
const FIRST_YEAR: u16 = 2020;

/// How often to look whether the instance is ready.
const BETWEEN_LOOKS: std::time::Duration = std::time::Duration::from_millis(10);

/// Encounters that are there in every quarter: where many are met, beside it, and where few are.
const EVERY_QUARTER: [usize; 3] = [40, 30, 4];

/// Makes instances with so many releases in all, attacks them, and throws them away.
///
/// # Errors
/// When the machine has no room for them; those of the commands they are made with.
pub async fn attack(releases: usize, terminal: &Terminal) -> Result<Vec<Outcome>, Fault> {
    let mut whole: Option<(Planted, Reading, Reading)> = None;
    let instances = releases.div_ceil(OF_ONE);
    for number in 0..instances {
        let count = releases / instances + usize::from(number < releases % instances);
        let folder = tempfile::tempdir().map_err(|cause| no_room(&cause.to_string()))?;
        let found = one(folder.path(), count, number).await?;
        whole = Some(match whole {
            None => found,
            Some(before) => joined(before, found),
        });
        let done = number + 1;
        terminal
            .tell(&text!("  instance {done} de {instances} : {count} publications", "  instance {done} of {instances}: {count} releases"));
    }
    Ok(whole.map_or_else(Vec::new, |(planted, before, after)| {
        let mut outcomes = planted.attack(&before);
        outcomes.push(planted.revised(&before, &after));
        outcomes
    }))
}

/// One more instance, its releases counted after those before.
fn joined(
    (mut planted, mut before, mut after): (Planted, Reading, Reading),
    more: (Planted, Reading, Reading),
) -> (Planted, Reading, Reading) {
    let start = before.releases();
    planted.trials.extend(more.0.trials.into_iter().map(|trial| Trial { release: trial.release + start, ..trial }));
    before.extend(more.1);
    after.extend(more.2);
    (planted, before, after)
}

/// Plants, releases, serves and reads one instance.
async fn one(folder: &Path, count: usize, number: usize) -> Result<(Planted, Reading, Reading), Fault> {
    let quiet = Terminal::new(crate::domain::Lang::En, TerminalOptions { quiet: true, json: false });
    let config = Config { data: folder.join("data"), ..Config::default() };
    demo::run(&Demo { if_empty: false }, &config, &quiet).await?;
    let ground = Ground::of(&config).await?;
    let quarters: Vec<Quarter> = (0..count).filter_map(|at| Quarter::new(FIRST_YEAR + (at / 4) as u16, (at % 4) as u8 + 1)).collect();
    let planted = planted(&ground, quarters.len(), number);
    note(folder, on_time(&ground, &quarters, &planted.trials), &config, &quiet).await?;
    released(&ground, &quarters, &config).await?;
    let before = served(&config, &planted).await?;
    note(folder, late(&ground, &quarters, &planted.trials), &config, &quiet).await?;
    for (quarter, _) in quarters.iter().zip(&planted.trials).filter(|(_, trial)| trial.late) {
        // Refused, as it must be: what matters is that nothing comes of it.
        let _refused = release::run(&super::arguments::Release { quarter: *quarter, rho: Rho::QUARTER }, &config, &quiet).await;
    }
    let after = served(&config, &planted).await?;
    Ok((planted, before, after))
}

/// Three zones of one municipality that are published apart, and how zones are put together.
struct Ground {
    nesting: Nesting,
    geography: Geography,
    zones: [ZoneCode; 3],
}

impl Ground {
    async fn of(config: &Config) -> Result<Self, Fault> {
        let atlas = loaded::atlas(config).await?;
        let layer = vault::layer(&atlas)?;
        let zones = vault::public_zones(&atlas, layer);
        let nesting = Nesting::new(&zones, config.notes.minimum_population, &vault::vetoed(config, layer)?)?;
        let (cells, parents) = (nesting.cells(Level::Zone), nesting.parents(Level::Zone));
        let apart = |commune: usize| -> Vec<&ZoneCode> {
            let of_it = cells.iter().zip(parents).filter(|(_, parent)| **parent == commune).map(|(cell, _)| cell);
            of_it.filter(|cell| cell.len() == 1).flatten().collect()
        };
        // The fewer zones a municipality has, the more it gives away of each.
        let smallest = (0..nesting.cells(Level::Commune).len()).map(apart).filter(|zones| zones.len() >= 3).min_by_key(Vec::len);
        let Some(&[a, b, c, ..]) = smallest.as_deref() else { return Err(no_room("zones")) };
        Ok(Self { zones: [a.clone(), b.clone(), c.clone()], geography: layer.geography, nesting })
    }
}

/// Which quarters hold somebody more: by turns, so that the three kinds are independent of each other and half of all.
fn planted(ground: &Ground, count: usize, number: usize) -> Planted {
    let trial = |at: usize| {
        let turn = at + number;
        Trial {
            release: at,
            among_many: turn.is_multiple_of(2),
            among_few: (turn / 2).is_multiple_of(2),
            late: (turn / 4).is_multiple_of(2),
        }
    };
    Planted {
        geography: ground.geography.code().to_owned(),
        many: ground.zones[0].to_string(),
        few: ground.zones[2].to_string(),
        counted: vec![
            Counted::Persons,
            Counted::Theme(Theme::AccesAuxDroits),
            Counted::Theme(Theme::Sante),
            Counted::Reason(Reason::NonKnowledge),
        ],
        rho: Rho::QUARTER,
        trials: (0..count).map(trial).collect(),
    }
}

/// Rows of notes by the quarter they speak of.
type Rows = Vec<(Quarter, String)>;

/// Notes of every quarter, and of those who are looked for.
fn on_time(ground: &Ground, quarters: &[Quarter], trials: &[Trial]) -> Rows {
    let of_one = |(quarter, trial): (&Quarter, &Trial)| {
        let mut rows = String::new();
        let extra = [usize::from(trial.among_many), 0, usize::from(trial.among_few)];
        for ((zone, every), extra) in ground.zones.iter().zip(EVERY_QUARTER).zip(extra) {
            row(&mut rows, *quarter, zone, every + extra, "on-time");
        }
        (*quarter, rows)
    };
    quarters.iter().zip(trials).map(of_one).collect()
}

/// One note each of those quarters that have a late one.
fn late(ground: &Ground, quarters: &[Quarter], trials: &[Trial]) -> Rows {
    let of_one = |(quarter, _): (&Quarter, &Trial)| {
        let mut rows = String::new();
        row(&mut rows, *quarter, &ground.zones[0], 1, "late");
        (*quarter, rows)
    };
    quarters.iter().zip(trials).filter(|(_, trial)| trial.late).map(of_one).collect()
}

fn row(rows: &mut String, quarter: Quarter, zone: &ZoneCode, count: usize, kind: &str) {
    let day = quarter.first_day();
    for number in 0..count {
        let _ = writeln!(rows, "{zone};{day};1;sante+acces-aux-droits;non-knowledge;referral;25-59;{kind}-{quarter}-{zone}-{number}");
    }
}

/// Lets notes in a year at a time, as on the first day of the next: the door keeps none that are old.
async fn note(folder: &Path, rows: Rows, config: &Config, quiet: &Terminal) -> Result<(), Fault> {
    let mut by_year: BTreeMap<u16, String> = BTreeMap::new();
    for (quarter, rows) in rows {
        by_year.entry(quarter.year()).or_default().push_str(&rows);
    }
    for (year, rows) in by_year {
        let file = folder.join("notes.csv");
        fs::write(&file, format!("zone;day;persons;themes;reason;offered;age;key\n{rows}")).map_err(|cause| no_room(&cause.to_string()))?;
        let next = NaiveDate::from_ymd_opt(i32::from(year) + 1, 1, 1).unwrap_or_else(ingest::today);
        notes::file(&file, next, config, quiet).await?;
    }
    Ok(())
}

/// Draws every quarter in turn, and copies all of them to where the public reads.
async fn released(ground: &Ground, quarters: &[Quarter], config: &Config) -> Result<(), Fault> {
    let (store, vault) = (loaded::open_store(config).await?, vault::open(config).await?);
    for quarter in quarters {
        let order = Order { quarter: *quarter, rho: Rho::QUARTER, geography: ground.geography, drawn_on: ingest::today() };
        release::draw(order, None, &ground.nesting, &vault).await?;
    }
    release::publish(quarters, &vault, &store, true).await?;
    Ok(())
}

/// Serves the instance on a free port of this machine while it is read.
async fn served(config: &Config, planted: &Planted) -> Result<Reading, Fault> {
    let store = loaded::open_store(config).await?;
    let state = Arc::new(State::new(Settings::default()).map_err(|cause| no_room(&cause.to_string()))?);
    let wanted = Serve { host: "127.0.0.1".to_owned(), port: 0 };
    let listening = api::listen(&wanted, Arc::clone(&state)).map_err(|cause| no_room(&cause.to_string()))?;
    let (address, handle) = (listening.address(), listening.handle());
    let following = tokio::spawn(api::follow(store, Arc::clone(&state)));
    let reading = async {
        while !state.is_ready() {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        planted.read(&Target::new(&format!("http://{address}"))?).await
    };
    let read = tokio::select! {
        read = reading => read,
        ended = listening.run() => Err(no_room(&format!("{ended:?}"))),
    };
    following.abort();
    drop(handle.stop(false));
    read
}

fn no_room(cause: &str) -> Fault {
    Fault::new(
        "worlds-unready",
        text!("les instances à jeter ne peuvent pas être faites : {cause}", "throw-away instances cannot be made: {cause}"),
        Text::new("libérer de la place dans le dossier temporaire", "free some room in the temporary folder"),
    )
}

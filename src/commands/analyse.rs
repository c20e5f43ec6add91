//! `maillage analyse`: the same answers as the map's, without a server.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::arguments::{Analyse, Analysis, CoverageArguments, Format, Output, ScenarioArguments, TargetsArguments};
use super::terminal::Terminal;
use super::{analyse_files, loaded, written};
use crate::api;
use crate::atlas::Atlas;
use crate::config::Config;
use crate::diagnosis::Method;
use crate::diagnosis::coverage::{CoverageQuery, coverage};
use crate::diagnosis::scenario::scenario;
use crate::diagnosis::take_up::take_up;
use crate::diagnosis::targets::{TargetsQuery, Weights, targets};
use crate::domain::{Audience, DatasetId, Fault, Lang, Minutes, Text};
use crate::export::{self, Notice, Table, csv, geojson};
use crate::text;

/// Runs one analysis of the loaded territory, or one method on files.
///
/// # Errors
/// When nothing is loaded, when the analysis lacks data, or when the result cannot be written.
pub async fn run(analyse: &Analyse, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let atlas = async || loaded::atlas(config).await.map(Arc::new);
    match &analyse.analysis {
        Analysis::Files(method) => analyse_files::run(method, terminal),
        Analysis::Coverage(asked) => analyse_coverage(&atlas().await?, asked, config, terminal.lang()),
        Analysis::TakeUp(asked) if asked.on_files() => analyse_files::take_up(asked, terminal),
        Analysis::TakeUp(asked) => {
            asked.check_loaded()?;
            let output = Output { geography: asked.geography, format: asked.output.format.into(), out: asked.output.out.clone() };
            analyse_take_up(&atlas().await?, &output, terminal.lang())
        }
        Analysis::Scenario(asked) => analyse_scenario(&atlas().await?, asked, config, terminal.lang()),
        Analysis::Targets(asked) => analyse_targets(&atlas().await?, asked, config, terminal.lang()),
    }
}

fn analyse_coverage(atlas: &Arc<Atlas>, asked: &CoverageArguments, config: &Config, lang: Lang) -> Result<(), Fault> {
    let query = CoverageQuery {
        geography: loaded::geography(atlas, asked.output.geography)?,
        theme: asked.theme,
        audience: asked.audience.as_deref().map(audience).transpose()?,
        at: asked.at,
        mode: asked.travel.mode,
        limit_minutes: Minutes(asked.travel.limit),
    };
    let answer = coverage(atlas, loaded::ways(atlas, config)?.of(query.mode), &query)?;
    let table = export::coverage::table(atlas, &answer);
    Finding { answer: &answer, table: &table, method: &answer.method, sources: &answer.sources }.write(atlas, &asked.output, lang)
}

fn analyse_scenario(atlas: &Arc<Atlas>, asked: &ScenarioArguments, config: &Config, lang: Lang) -> Result<(), Fault> {
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let body = std::fs::read(&asked.file).map_err(|cause| unreadable(&cause).in_file(name.as_str()))?;
    let query =
        api::scenario_query(&body, |geography| loaded::geography(atlas, geography)).map_err(|fault| fault.in_file(name.as_str()))?;
    let answer = scenario(atlas, loaded::ways(atlas, config)?.of(query.coverage.mode), &query)?;
    let table = export::scenario::table(atlas, &answer);
    let output = Output { geography: None, format: asked.format, out: asked.out.clone() };
    Finding { answer: &answer, table: &table, method: &answer.method, sources: &answer.sources }.write(atlas, &output, lang)
}

fn unreadable(cause: &io::Error) -> Fault {
    Fault::new(
        "cannot-read",
        text!("le fichier ne se lit pas : {cause}", "the file cannot be read: {cause}"),
        Text::new("vérifier son nom et ses droits", "check its name and its permissions"),
    )
}

fn analyse_take_up(atlas: &Arc<Atlas>, output: &Output, lang: Lang) -> Result<(), Fault> {
    let answer = take_up(atlas, loaded::geography(atlas, output.geography)?)?;
    let table = export::take_up::table(atlas, &answer);
    Finding { answer: &answer, table: &table, method: &answer.method, sources: &answer.sources }.write(atlas, output, lang)
}

fn analyse_targets(atlas: &Arc<Atlas>, asked: &TargetsArguments, config: &Config, lang: Lang) -> Result<(), Fault> {
    let query = TargetsQuery {
        geography: loaded::geography(atlas, asked.output.geography)?,
        theme: asked.theme,
        weights: Weights { need: asked.need, gap: asked.gap, take_up: asked.take_up },
        mode: asked.travel.mode,
        limit_minutes: Minutes(asked.travel.limit),
    };
    let answer = targets(atlas, loaded::ways(atlas, config)?.of(query.mode), &query)?;
    let table = export::targets::table(atlas, &answer);
    Finding { answer: &answer, table: &table, method: &answer.method, sources: &answer.sources }.write(atlas, &asked.output, lang)
}

/// An answer in its three forms.
struct Finding<'a, A> {
    answer: &'a A,
    table: &'a dyn Table,
    method: &'a Method,
    sources: &'a [DatasetId],
}

impl<A: Serialize> Finding<'_, A> {
    fn write(&self, atlas: &Atlas, output: &Output, lang: Lang) -> Result<(), Fault> {
        written::to(&output.out, |mut out| match output.format {
            Format::Csv => csv::write(&mut out, self.table, false),
            Format::Geojson => {
                let notice = Notice::new(atlas, self.sources, lang).by(self.method, lang);
                geojson::write(&mut out, self.table, self.method.name.get(lang), &notice)
            }
            Format::Json => serde_json::to_writer_pretty(&mut *out, self.answer).map_err(io::Error::from),
        })
    }
}

/// An audience by its code.
///
/// # Errors
/// `unknown-audience`.
pub fn audience(code: &str) -> Result<Audience, Fault> {
    Audience::from_code(code).ok_or_else(|| {
        let known = Audience::ALL.map(Audience::code).join(", ");
        Fault::new(
            "unknown-audience",
            text!("public inconnu : « {code} »", "unknown audience: “{code}”"),
            text!("choisir parmi {known}", "choose one of {known}"),
        )
    })
}

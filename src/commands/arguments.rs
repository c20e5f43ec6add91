//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::analyse_files::{Method, take_up};
use super::terminal::TerminalOptions;
use crate::config::Overrides;
use crate::domain::{Fault, Geography, Lang, Mode, Theme, Vintage, WeekTime};
use crate::methods;

/// Shows a territory where needs go unmet and rights are not taken up
#[derive(Debug, Parser)]
#[command(name = "maillage", version)]
pub struct Arguments {
    /// Folder of the database and of everything the program keeps [default: ./maillage-data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Address of a PostgreSQL database, instead of the embedded one
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Language: fr or en [default: fr]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Say nothing but refusals
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Answer in JSON, for scripts
    #[arg(long, global = true)]
    pub json: bool,
    /// Host to listen on, for `serve` [default: 127.0.0.1]
    #[arg(long, global = true, value_name = "HOST")]
    pub host: Option<String>,
    /// Port to listen on, for `serve`; 0 takes a free one [default: 8080]
    #[arg(long, global = true, value_name = "PORT")]
    pub port: Option<u16>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the map and the data over HTTP
    Serve,
    /// Load the demonstration town, a fictional one
    Demo(Demo),
    /// Import files of open data
    Import(Import),
    /// Analyse the loaded territory
    Analyse(Analyse),
    /// Write a collection to a file
    Export(Export),
    /// List the records joined into one service, and those to review
    Links(Links),
    /// Check the settings, the database and the snapshot
    Check,
}

/// How to load the demonstration town.
#[derive(Debug, Args)]
pub struct Demo {
    /// Only when nothing is loaded yet
    #[arg(long)]
    pub if_empty: bool,
}

/// What to import.
#[derive(Debug, Args)]
pub struct Import {
    /// Files to import
    #[arg(value_name = "FILE", required_unless_present = "manifest", conflicts_with = "manifest")]
    pub files: Vec<PathBuf>,
    /// A manifest that lists the files
    #[arg(long, value_name = "TOML")]
    pub manifest: Option<PathBuf>,
    /// Name of the format, instead of recognising it from the content
    #[arg(long, conflicts_with = "manifest")]
    pub format: Option<String>,
    /// A declared mapping, for a table of your own
    #[arg(long, value_name = "TOML", conflicts_with_all = ["manifest", "format"])]
    pub mapping: Option<PathBuf>,
    /// Year the files speak of, where they do not say
    #[arg(long, value_name = "YEAR", value_parser = vintage, conflicts_with = "manifest")]
    pub vintage: Option<Vintage>,
    /// Keep only what concerns these communes (INSEE codes, comma-separated)
    #[arg(long, value_name = "CODES", value_delimiter = ',', conflicts_with = "manifest")]
    pub communes: Vec<String>,
}

/// What to analyse.
#[derive(Debug, Args)]
pub struct Analyse {
    /// The analysis
    #[command(subcommand)]
    pub analysis: Analysis,
}

/// Analyses of the loaded territory, and methods on files.
#[derive(Debug, Subcommand)]
pub enum Analysis {
    /// Who is far from a service
    Coverage(CoverageArguments),
    /// Where rights are probably not taken up
    TakeUp(Box<take_up::Arguments>),
    /// Where to act first
    Targets(TargetsArguments),
    /// A method on files
    #[command(flatten)]
    Files(Box<Method>),
}

/// Options of `analyse coverage`.
#[derive(Debug, Args)]
pub struct CoverageArguments {
    /// Theme of the services
    #[arg(long)]
    pub theme: Theme,
    /// For whom
    #[arg(long)]
    pub audience: Option<String>,
    /// Open at this moment of the week, as in tue-18:30
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<WeekTime>,
    /// How people travel
    #[command(flatten)]
    pub travel: TravelArguments,
    /// Where to write, and how
    #[command(flatten)]
    pub output: Output,
}

/// Options of `analyse targets`.
#[derive(Debug, Args)]
pub struct TargetsArguments {
    /// Only one theme
    #[arg(long)]
    pub theme: Option<Theme>,
    /// Weight of social need
    #[arg(long, default_value_t = 1.0)]
    pub need: f64,
    /// Weight of the shortfall of access
    #[arg(long, default_value_t = 1.0)]
    pub gap: f64,
    /// Weight of probable non-take-up
    #[arg(long, default_value_t = 1.0)]
    pub take_up: f64,
    /// How people travel
    #[command(flatten)]
    pub travel: TravelArguments,
    /// Where to write, and how
    #[command(flatten)]
    pub output: Output,
}

/// How people travel to services.
#[derive(Debug, Clone, Args)]
pub struct TravelArguments {
    /// On foot, by bicycle or by car: walk, bike or car
    #[arg(long, value_name = "MODE", default_value_t = Mode::Walk, value_parser = mode)]
    pub mode: Mode,
    /// Longest way, in minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 30.0, value_parser = minutes)]
    pub limit: f64,
}

/// Where a result goes.
#[derive(Debug, Clone, Args)]
pub struct Output {
    /// Zones to speak of [default: the finest loaded]
    #[arg(long)]
    pub geography: Option<Geography>,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
    /// File to write; - is the terminal
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
}

/// What to export.
#[derive(Debug, Args)]
pub struct Export {
    /// The collection: iris, qpv, services, gaps, take-up, take-up-zones, targets…
    pub collection: String,
    /// Format of the file
    #[arg(long, value_enum, default_value_t = TableFormat::Geojson)]
    pub format: TableFormat,
    /// File to write; - is the terminal
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
}

/// Where to list the links.
#[derive(Debug, Args)]
pub struct Links {
    /// File to write; - is the terminal
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
}

/// Formats of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Rows
    Csv,
    /// The whole answer with its method
    Json,
    /// Features with their outlines
    Geojson,
}

impl From<methods::Format> for Format {
    fn from(format: methods::Format) -> Self {
        match format {
            methods::Format::Csv => Self::Csv,
            methods::Format::Json => Self::Json,
            methods::Format::Geojson => Self::Geojson,
        }
    }
}

/// Formats of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Rows
    Csv,
    /// Features with their outlines
    Geojson,
}

impl Arguments {
    /// What the command line says of the settings.
    pub fn overrides(&self) -> Overrides {
        Overrides { data: self.data.clone(), database: self.database.clone(), lang: self.lang, host: self.host.clone(), port: self.port }
    }

    /// How the terminal should behave.
    pub const fn terminal(&self) -> TerminalOptions {
        TerminalOptions { quiet: self.quiet, json: self.json }
    }
}

fn mode(word: &str) -> Result<Mode, String> {
    word.parse().map_err(|_fault: Fault| Mode::ALL.map(Mode::code).join(", "))
}

fn minutes(word: &str) -> Result<f64, String> {
    word.parse().ok().filter(|minutes| (1.0..=120.0).contains(minutes)).ok_or_else(|| "1–120".to_owned())
}

fn vintage(year: &str) -> Result<Vintage, String> {
    year.parse().ok().and_then(Vintage::new).ok_or_else(|| "1800–2200".to_owned())
}

//! The words of the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::analyse_files::{Method, take_up};
use super::terminal::TerminalOptions;
use crate::config::Overrides;
use crate::disclosure::ledger::Rho;
use crate::domain::{Fault, Geography, Lang, Mode, Position, Quarter, Theme, Vintage, WeekTime};
use crate::{export, ingest, methods};

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
    /// Bring a territory to the map from nothing: open data fetched, imported, and what is missing said
    Init(Init),
    /// Look for newer editions of the territory’s data sets, and import those that changed
    Update(Update),
    /// Say how each data set of the catalogue stands
    Sources,
    /// Import files of open data
    Import(Import),
    /// Analyse the loaded territory
    Analyse(Analyse),
    /// Plan places to open, or a round of outreach
    Plan(Plan),
    /// Write a collection to a file
    Export(Export),
    /// List the records joined into one service, and those to review
    Links(Links),
    /// Check the settings, the database and the snapshot
    Check,
    /// Field notes of outreach teams
    Notes(Notes),
    /// Release a quarter of field notes, with noise
    Release(Release),
    /// Releases of field notes
    Releases(Releases),
    /// Accounts of those who sign in
    Accounts(AccountsArguments),
    /// Keys of researchers
    Keys(KeysArguments),
    /// The log of who did what
    Audit(AuditArguments),
    /// Attack the secrecy of a running instance, and lay success beside bound
    Attack(Attack),
}

/// What to attack, and how hard.
#[derive(Debug, Args)]
pub struct Attack {
    /// Address of the instance, as in `http://localhost:8080`
    #[arg(value_name = "URL")]
    pub url: String,
    /// Releases to plant on throw-away instances, for the attacks that take the truth: none, or 48 to 960
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = worlds)]
    pub worlds: u64,
    /// Zones to cut notches in
    #[arg(long, value_name = "NUMBER", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub notches: u64,
    /// Times one question is repeated
    #[arg(long, value_name = "NUMBER", default_value_t = 200, value_parser = clap::value_parser!(u64).range(2..=10_000))]
    pub repeats: u64,
    /// Inhabitants below whom nobody should be published apart
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000.0, value_parser = inhabitants)]
    pub smallest: f64,
}

pub use super::arguments_of_people::{
    AccountAdd, AccountMove, AccountsArguments, AccountsCommand, AuditArguments, AuditCommand, AuditVerify, KeyAdd, KeysArguments,
    KeysCommand,
};

/// Field notes.
#[derive(Debug, Args)]
pub struct Notes {
    /// What to do with them
    #[command(subcommand)]
    pub command: NotesCommand,
}

/// What to do with field notes.
#[derive(Debug, Subcommand)]
pub enum NotesCommand {
    /// Import a file of notes into the vault, whole or not at all
    Import(NotesImport),
    /// Erase a note by its key, before a release has counted it
    Erase(NotesErase),
    /// Let go of what may not be kept longer, as the door does once a day
    Retain,
    /// Keep the vault for a server, on standard input and output
    #[command(hide = true)]
    Door,
}

/// Which notes to import.
#[derive(Debug, Args)]
pub struct NotesImport {
    /// File of notes: zone, day, persons, themes, reason, offered, age, key
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Which note to erase.
#[derive(Debug, Args)]
pub struct NotesErase {
    /// Key of the note, as in the column `key` of its file or as it was sent
    #[arg(value_name = "KEY")]
    pub key: String,
    /// Team that sent it over HTTP; without it, the note of a file
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
}

/// What to release.
#[derive(Debug, Args)]
pub struct Release {
    /// The quarter, as in 2026-T3
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    pub quarter: Quarter,
    /// What it may cost in privacy, as in 0.250
    #[arg(long, value_name = "RHO", default_value_t = Rho::QUARTER, value_parser = rho)]
    pub rho: Rho,
}

/// Releases.
#[derive(Debug, Args)]
pub struct Releases {
    /// What to do with them
    #[command(subcommand)]
    pub command: ReleasesCommand,
}

/// What to do with releases.
#[derive(Debug, Subcommand)]
pub enum ReleasesCommand {
    /// The public ledger: what each release cost and what is left of each year
    Ledger,
    /// Check that no released line and no event of the log was changed
    Verify,
}

/// How to load the demonstration town.
#[derive(Debug, Args)]
pub struct Demo {
    /// Only when nothing is loaded yet
    #[arg(long)]
    pub if_empty: bool,
}

/// Which territory.
#[derive(Debug, Args)]
pub struct Init {
    /// Codes of municipalities (34172), SIREN of intermunicipal bodies, départements (34)
    #[arg(value_name = "CODE", required = true)]
    pub codes: Vec<String>,
    /// Kilometres around the territory within which services count too
    #[arg(long, value_name = "KM", default_value_t = ingest::MARGIN_KM)]
    pub margin: f64,
}

/// What to look for.
#[derive(Debug, Args)]
pub struct Update {
    /// Only these data sets of the catalogue (comma-separated)
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Ask nobody: import again what had been fetched by the end of this day, as in 2026-11-25
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
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
    /// What services added, moved, closed or open at other hours change
    Scenario(ScenarioArguments),
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

/// Options of `analyse scenario`.
#[derive(Debug, Args)]
pub struct ScenarioArguments {
    /// File of the scenario: the JSON body of POST /scenarios
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// File to write; - is the terminal
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
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

/// What to plan.
#[derive(Debug, Args)]
pub struct Plan {
    /// The plan
    #[command(subcommand)]
    pub plan: Planned,
}

/// Plans over the loaded territory.
#[derive(Debug, Subcommand)]
pub enum Planned {
    /// Where to open places so that the most people who have none in reach get one
    Sites(SitesArguments),
    /// From a start, the round that meets the most unmet need in the time given
    Rounds(RoundArguments),
}

/// Options of `plan sites`.
#[derive(Debug, Args)]
pub struct SitesArguments {
    /// Theme of the services
    #[arg(long)]
    pub theme: Theme,
    /// For whom
    #[arg(long)]
    pub audience: Option<String>,
    /// Open at this moment of the week, as in tue-18:30
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<WeekTime>,
    /// How many places
    #[arg(long, default_value_t = 1, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..=50))]
    pub count: u64,
    /// How people travel
    #[command(flatten)]
    pub travel: TravelArguments,
    /// Where to write
    #[command(flatten)]
    pub output: PlanOutput,
}

/// Options of `plan rounds`.
#[derive(Debug, Args)]
pub struct RoundArguments {
    /// Theme of the services
    #[arg(long)]
    pub theme: Theme,
    /// Where the team leaves from: longitude,latitude
    #[arg(long, value_name = "LON,LAT", value_parser = position, allow_hyphen_values = true)]
    pub start: Position,
    /// How long the round may take, stops included
    #[arg(long, value_name = "MINUTES", default_value_t = 180.0, value_parser = round_minutes)]
    pub minutes: f64,
    /// How long a stop takes
    #[arg(long, value_name = "MINUTES", default_value_t = 20.0, value_parser = minutes)]
    pub stop_minutes: f64,
    /// Do not come back to the start
    #[arg(long)]
    pub one_way: bool,
    /// How people travel
    #[command(flatten)]
    pub travel: TravelArguments,
    /// Where to write
    #[command(flatten)]
    pub output: PlanOutput,
}

/// Where a plan goes: it is JSON.
#[derive(Debug, Clone, Args)]
pub struct PlanOutput {
    /// Zones to speak of [default: the finest loaded]
    #[arg(long)]
    pub geography: Option<Geography>,
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
    /// Only features that fit a CQL2 filter, as text or as JSON
    #[arg(long, value_name = "CQL2")]
    pub filter: Option<String>,
    /// Only features that touch a rectangle: west,south,east,north in degrees
    #[arg(long, value_name = "BOX", allow_hyphen_values = true)]
    pub bbox: Option<String>,
    /// Properties to write, comma-separated [default: all]
    #[arg(long, value_name = "NAMES")]
    pub properties: Option<String>,
    /// Properties to sort by, - before one for falling order
    #[arg(long, value_name = "NAMES", allow_hyphen_values = true)]
    pub sortby: Option<String>,
    /// Reference system of the file, as in EPSG:2154 [default: longitude and latitude]
    #[arg(long, value_name = "CRS")]
    pub crs: Option<String>,
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
    /// Features one by one (RFC 8142)
    Geojsonseq,
    /// Features with an index by place
    Flatgeobuf,
    /// Columns with types and geometries (GeoParquet 1.1)
    Geoparquet,
}

impl From<TableFormat> for export::Format {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Csv => Self::Csv,
            TableFormat::Geojson => Self::GeoJson,
            TableFormat::Geojsonseq => Self::GeoJsonSeq,
            TableFormat::Flatgeobuf => Self::FlatGeobuf,
            TableFormat::Geoparquet => Self::GeoParquet,
        }
    }
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

fn worlds(words: &str) -> Result<u64, String> {
    words.parse().ok().filter(|number| *number == 0 || (48..=960).contains(number)).ok_or_else(|| "0, 48–960".to_owned())
}

fn inhabitants(words: &str) -> Result<f64, String> {
    words.parse().ok().filter(|number| (1.0..=1_000_000.0).contains(number)).ok_or_else(|| "1–1000000".to_owned())
}

fn quarter(words: &str) -> Result<Quarter, String> {
    words.parse().map_err(|_fault: Fault| "2026-T3".to_owned())
}

fn rho(words: &str) -> Result<Rho, String> {
    let thousandths = words.parse::<f64>().ok().map(|rho| (rho * 1_000.0).round()).filter(|rho| (1.0..=250.0).contains(rho));
    thousandths.map(|rho| Rho::thousandths(rho as u32)).ok_or_else(|| "0.001–0.250".to_owned())
}

fn round_minutes(word: &str) -> Result<f64, String> {
    word.parse().ok().filter(|minutes| (15.0..=720.0).contains(minutes)).ok_or_else(|| "15–720".to_owned())
}

fn position(words: &str) -> Result<Position, String> {
    let read = words.split_once(',').and_then(|(lon, lat)| Some((lon.trim().parse().ok()?, lat.trim().parse().ok()?)));
    read.and_then(|(lon, lat)| Position::new(lon, lat).ok()).ok_or_else(|| "3.87,43.61".to_owned())
}

fn vintage(year: &str) -> Result<Vintage, String> {
    year.parse().ok().and_then(Vintage::new).ok_or_else(|| "1800–2200".to_owned())
}

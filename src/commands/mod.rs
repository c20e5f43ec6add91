//! The command line: one file a command. Exit code 0 done, 1 refused with a reason, 2 wrong usage.

mod accounts;
mod analyse;
mod analyse_files;
mod arguments;
mod arguments_of_people;
mod attack;
mod audit;
mod check;
mod demo;
mod door;
mod erase;
mod export;
mod french;
mod gathered;
mod geocoding;
mod import;
mod journal;
mod keys;
mod links;
mod loaded;
mod misused;
mod notes;
mod plan;
mod release;
mod releases;
mod retain;
mod saved;
mod serve;
mod terminal;
mod town;
mod vault;
mod worlds;
mod written;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::config::Config;
use crate::domain::{Fault, Lang};
use arguments::{Arguments, Command};
use terminal::{Terminal, TerminalOptions};

/// Runs the command the arguments ask for; the first argument is the program's own name.
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let lang = language_asked(&arguments);
    let command = speaking(Arguments::command(), lang);
    let json = arguments.iter().any(|argument| argument == "--json");
    let parsed = match command.try_get_matches_from(arguments).and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(parsed) => parsed,
        Err(usage) => return not_run(&usage, &Terminal::new(lang, TerminalOptions { json, quiet: false })),
    };
    let terminal_options = parsed.terminal();
    let config = match Config::read(&parsed.overrides()) {
        Ok(config) => config,
        Err(fault) => {
            Terminal::new(parsed.lang.unwrap_or_default(), terminal_options).refuse(&fault);
            return ExitCode::FAILURE;
        }
    };
    let terminal = Terminal::new(config.lang, terminal_options);
    match run(parsed.command, &config, &terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            terminal.refuse(&fault);
            ExitCode::FAILURE
        }
    }
}

/// Gives the help asked for, or says what is wrong with the command line.
fn not_run(usage: &clap::Error, terminal: &Terminal) -> ExitCode {
    match misused::fault(usage) {
        Some(fault) => terminal.refuse(&fault),
        // A failing pipe must not turn help into a panic.
        None => drop(usage.print()),
    }
    ExitCode::from(if usage.use_stderr() { 2 } else { 0 })
}

fn run(command: Command, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|cause| loaded::no_runtime(&cause))?;
    runtime.block_on(async {
        match command {
            Command::Serve => serve::run(config, terminal).await,
            Command::Demo(how) => demo::run(&how, config, terminal).await,
            Command::Init(asked) => town::init::run(&asked, config, terminal).await,
            Command::Update(asked) => town::update::run(&asked, config, terminal).await,
            Command::Sources => town::sources::run(config, terminal).await,
            Command::Import(files) => import::run(&files, config, terminal).await,
            Command::Analyse(analysis) => analyse::run(&analysis, config, terminal).await,
            Command::Plan(plan) => plan::run(&plan, config, terminal).await,
            Command::Export(export) => export::run(&export, config, terminal).await,
            Command::Links(asked) => links::run(&asked, config, terminal).await,
            Command::Check => check::run(config, terminal).await,
            Command::Notes(notes) => notes::run(&notes, config, terminal).await,
            Command::Release(release) => release::run(&release, config, terminal).await,
            Command::Releases(releases) => releases::run(&releases, config, terminal).await,
            Command::Attack(asked) => attack::run(&asked, terminal).await,
            Command::Accounts(asked) => accounts::run(&asked.command, config, terminal).await,
            Command::Keys(asked) => keys::run(&asked.command, config, terminal).await,
            Command::Audit(asked) => audit::run(&asked.command, config, terminal).await,
        }
    })
}

/// Help speaks the language asked for, before the arguments can be parsed.
fn speaking(command: clap::Command, lang: Lang) -> clap::Command {
    match lang {
        Lang::Fr => french::translate(command),
        Lang::En => command,
    }
}

fn language_asked(arguments: &[OsString]) -> Lang {
    let words: Vec<_> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let flag = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    let environment = std::env::var("MAILLAGE_LANG").ok();
    flag.or(joined).or(environment.as_deref()).and_then(|code| code.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_is_french_unless_english_is_asked_for() {
        assert_eq!(language_asked(&["maillage".into(), "check".into()]), Lang::Fr);
        assert_eq!(language_asked(&["maillage".into(), "--lang".into(), "en".into()]), Lang::En);
        assert_eq!(language_asked(&["maillage".into(), "--lang=en".into()]), Lang::En);
    }
}

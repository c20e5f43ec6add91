//! What the command line says: progress on a terminal, plain lines elsewhere, JSON for scripts.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::domain::{Dataset, Fault, Lang, Text};
use crate::sources::Progress;
use crate::text;

/// How many faults of a report are shown; all are kept with the data set.
const FAULTS_SHOWN: usize = 10;

/// How to behave.
#[derive(Debug, Clone, Copy, Default)]
pub struct TerminalOptions {
    /// Say nothing but refusals.
    pub quiet: bool,
    /// Answer in JSON.
    pub json: bool,
}

/// Where the program speaks: results on standard output, everything else on standard error.
#[derive(Debug)]
pub struct Terminal {
    lang: Lang,
    options: TerminalOptions,
}

impl Terminal {
    /// A terminal in one language.
    pub const fn new(lang: Lang, options: TerminalOptions) -> Self {
        Self { lang, options }
    }

    /// Whether scripts are listening.
    pub const fn speaks_json(&self) -> bool {
        self.options.json
    }

    /// The language spoken.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Tells how far things are.
    pub fn tell(&self, words: &Text) {
        if !self.options.quiet && !self.options.json {
            line(&mut io::stderr().lock(), words.get(self.lang));
        }
    }

    /// Gives a result: one JSON line for scripts, words otherwise.
    pub fn answer(&self, value: &impl Serialize, words: &Text) {
        if self.options.json {
            let json = serde_json::to_string(value).unwrap_or_else(|cause| format!("{{\"error\":\"{cause}\"}}"));
            line(&mut io::stdout().lock(), &json);
        } else if !self.options.quiet {
            line(&mut io::stdout().lock(), words.get(self.lang));
        }
    }

    /// Says why something was refused, even when asked to be quiet.
    pub fn refuse(&self, fault: &Fault) {
        if self.options.json {
            let json = serde_json::to_string(fault).unwrap_or_else(|_| fault.line(self.lang));
            line(&mut io::stderr().lock(), &json);
        } else {
            let word = match self.lang {
                Lang::Fr => "Refusé",
                Lang::En => "Refused",
            };
            line(&mut io::stderr().lock(), &format!("{word} ({}) — {}", fault.code, fault.line(self.lang)));
        }
    }

    /// Gives the report of one import.
    pub fn report(&self, dataset: &Dataset) {
        self.answer(dataset, &report_words(dataset));
    }

    /// A progress bar for one file; hidden when nobody watches.
    pub fn progress(&self, file: &str) -> Bar {
        let watched = !self.options.quiet && !self.options.json && io::stderr().is_terminal();
        if !watched {
            return Bar(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{msg:32!} {bar:30} {human_pos}/{human_len} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(file.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Bar(bar)
    }
}

/// A bar that a reading moves forward.
pub struct Bar(ProgressBar);

impl Progress for Bar {
    fn expect(&self, rows: u64) {
        self.0.set_length(rows);
    }

    fn advance(&self, rows: u64) {
        self.0.inc(rows);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn report_words(dataset: &Dataset) -> Text {
    Text::new(report_in(dataset, Lang::Fr), report_in(dataset, Lang::En))
}

fn report_in(dataset: &Dataset, lang: Lang) -> String {
    let report = &dataset.report;
    let (file, format, title) = (&dataset.file, &dataset.format, dataset.title.get(lang));
    let (read, taken, rejected, outside) = (report.read, report.taken, report.rejected, report.outside);
    let head = text!(
        "{file} [{format}] {title} : {read} lignes lues, {taken} prises, {rejected} rejetées, {outside} hors du territoire",
        "{file} [{format}] {title}: {read} rows read, {taken} taken, {rejected} rejected, {outside} outside the territory"
    );
    let joined = report.joined.map(|joined| text!("  {joined} rattachées à une zone chargée", "  {joined} joined to a loaded zone"));
    let withheld = (report.withheld > 0).then(|| {
        let withheld = report.withheld;
        text!("  {withheld} valeurs gardées secrètes par le producteur", "  {withheld} values withheld by their producer")
    });
    let remarks = report.remarks.iter().map(|remark| Text::new(format!("  · {}", remark.fr), format!("  · {}", remark.en)));
    let faults = report
        .faults
        .iter()
        .take(FAULTS_SHOWN)
        .map(|fault| Text::new(format!("  ✗ {}", fault.line(Lang::Fr)), format!("  ✗ {}", fault.line(Lang::En))));
    let unseen = (rejected as usize).saturating_sub(FAULTS_SHOWN);
    let rest = (unseen > 0).then(|| text!("  ✗ … et {unseen} autres", "  ✗ … and {unseen} more"));
    let lines = std::iter::once(head).chain(joined).chain(withheld).chain(remarks).chain(faults).chain(rest);
    lines.map(|words| words.get(lang).to_owned()).collect::<Vec<_>>().join("\n")
}

fn line(out: &mut impl Write, words: &str) {
    // The reader may have closed the pipe; there is nobody left to tell.
    let _ = writeln!(out, "{words}");
}

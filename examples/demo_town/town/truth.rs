//! What was planted, for tests and for whoever judges the analyses.

use std::fmt::Write as _;

use super::benefits::{BANDS, Benefits, RATES, SILENCE};
use super::people::People;
use super::zones::{GAP, SILENT};

/// Writes it as TOML.
pub fn write(everyone: &[(People, Benefits)]) -> anyhow::Result<Vec<u8>> {
    let among = |codes: &'static [&'static str]| everyone.iter().filter(|(people, _)| codes.contains(&people.sketch.code().as_str()));
    let people: u32 = among(&GAP).map(|(people, _)| people.population()).sum();
    let poor: f64 = among(&GAP).map(|(people, _)| f64::from(people.population()) * people.poverty / 100.0).sum();
    let expected: f64 = among(&SILENT).map(|(_, benefits)| benefits.expected_rsa).sum();
    let observed: u32 = among(&SILENT).map(|(_, benefits)| benefits.rsa).sum();
    let mut text = String::from("# What is hidden in the demonstration town and must be found. Invented, like the town.\n\n");
    text += "# A coverage gap: a large and poor estate without access to rights within half an hour on foot.\n[gap]\n";
    writeln!(text, "theme = \"acces-aux-droits\"\nminutes = 30\nwalking_km_h = 4.5\nzones = {}", list(&GAP))?;
    writeln!(text, "people = {people}\npoor_people = {poor:.0}\n")?;
    text += "# Rights not taken up: RSA recipients against those that income and families lead to expect.\n[take_up]\n";
    writeln!(text, "benefit = \"RSA\"\nzones = {}\nratio = {SILENCE}", list(&SILENT))?;
    writeln!(text, "expected = {expected:.1}\nobserved = {observed}\nmissing = {:.0}\n", expected - f64::from(observed))?;
    text += "# The model behind: share receiving RSA by band of declared income, lone parents and others.\n[model]\n";
    let pairs = RATES.map(|[lone, other]| format!("[{lone}, {other}]")).join(", ");
    writeln!(text, "bands_euros_a_year = [{}]\nrates_lone_other = [{pairs}]\n", BANDS.map(|band| band.to_string()).join(", "))?;
    text += "# RSA recipients expected and drawn, by neighbourhood.\n[rsa]\n";
    for (people, benefits) in everyone {
        writeln!(text, "\"{}\" = {{ expected = {:.2}, drawn = {} }}", people.sketch.code(), benefits.expected_rsa, benefits.rsa)?;
    }
    Ok(text.into_bytes())
}

fn list(codes: &[&str]) -> String {
    format!("[{}]", codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", "))
}

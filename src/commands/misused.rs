//! What a command line was refused for, as a fault like any other: in French and English, and in JSON for scripts.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::domain::{Fault, Text};
use crate::text;

/// The fault behind a refused command line; `None` when it asked for help or the version, or named no command, which is answered by help.
///
/// Codes: `unknown-argument`, `unknown-command`, `missing-argument`, `repeated-argument`, `conflicting-arguments`,
/// `bad-argument`.
pub fn fault(error: &Error) -> Option<Fault> {
    let said = |kind| words(error, kind);
    let argument = said(ContextKind::InvalidArg);
    let (code, message) = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => {
            ("unknown-argument", text!("« {argument} » n’est pas un argument d’ici", "“{argument}” is no argument here"))
        }
        ErrorKind::InvalidSubcommand => {
            let command = said(ContextKind::InvalidSubcommand);
            ("unknown-command", text!("« {command} » n’est pas une commande", "“{command}” is no command"))
        }
        ErrorKind::MissingRequiredArgument => ("missing-argument", text!("il manque {argument}", "{argument} is missing")),
        ErrorKind::ArgumentConflict => conflict(&argument, &said(ContextKind::PriorArg)),
        _ => {
            let value = said(ContextKind::InvalidValue);
            ("bad-argument", text!("« {value} » ne convient pas à {argument}", "“{value}” does not suit {argument}"))
        }
    };
    Some(Fault::new(code, message, remedy(error)))
}

fn conflict(argument: &str, prior: &str) -> (&'static str, Text) {
    if prior.is_empty() || prior == argument {
        return ("repeated-argument", text!("{argument} est donné deux fois", "{argument} is given twice"));
    }
    ("conflicting-arguments", text!("{argument} ne va pas avec {prior}", "{argument} does not go with {prior}"))
}

/// What was expected: the values known, the bounds a reader names, or a word close to the one given.
fn remedy(error: &Error) -> Text {
    let values = words(error, ContextKind::ValidValue);
    let expected = if values.is_empty() { error.source().map(ToString::to_string).unwrap_or_default() } else { values };
    let close = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(|kind| words(error, kind));
    match (expected.as_str(), close.iter().find(|word| !word.is_empty())) {
        ("", None) => Text::new("voir --help", "see --help"),
        ("", Some(word)) => text!("plutôt {word} ? voir --help", "perhaps {word}? see --help"),
        (expected, None) => text!("attendu : {expected}", "expected: {expected}"),
        (expected, Some(word)) => text!("plutôt {word} ? attendu : {expected}", "perhaps {word}? expected: {expected}"),
    }
}

fn words(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        Some(ContextValue::StyledStr(word)) => word.to_string(),
        Some(ContextValue::StyledStrs(words)) => words.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::commands::arguments::Arguments;
    use crate::domain::Lang;

    fn refused(words: &str) -> (String, String) {
        let error = Arguments::command().try_get_matches_from(words.split(' ')).unwrap_err();
        let fault = fault(&error).unwrap();
        (fault.code.clone(), fault.line(Lang::Fr))
    }

    #[test]
    fn a_refusal_names_what_was_given_and_what_was_expected() {
        for (line, code, parts) in [
            ("maillage impot", "unknown-command", &["« impot »", "import ?"][..]),
            ("maillage import --formt x", "unknown-argument", &["« --formt »", "--format ?"]),
            ("maillage plan sites --theme sante --limit 500", "bad-argument", &["« 500 »", "--limit", "1–120"]),
            ("maillage --lang de check", "bad-argument", &["« de »", "--lang"]),
            ("maillage erase", "unknown-command", &["« erase »"]),
            ("maillage release", "missing-argument", &["QUARTER"]),
            ("maillage import --manifest a --manifest b", "repeated-argument", &["--manifest", "deux fois"]),
            ("maillage import --manifest a --vintage 2020", "conflicting-arguments", &["--vintage", "--manifest"]),
        ] {
            let (found, said) = refused(line);
            assert_eq!(found, code, "{line}: {said}");
            assert!(parts.iter().all(|part| said.contains(part)), "{line}: {said}");
        }
    }

    #[test]
    fn help_is_no_fault() {
        let error = Arguments::command().try_get_matches_from(["maillage", "import", "--help"]).unwrap_err();
        assert!(fault(&error).is_none());
    }
}

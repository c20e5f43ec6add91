//! What one cell says: a number in any French spelling, a code for a value that is kept back or not
//! there, or text that a spreadsheet would run.

use crate::domain::{Fault, Measure, Text};
use crate::text;

/// A cell of figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A finite number.
    Number(f64),
    /// Nothing is written: the format knows whether that means secret or missing.
    Blank,
    /// Kept back for secrecy: `s`, `ns`, `c`.
    Withheld,
    /// Not available: `nd`, `NA`, `-999`.
    Missing,
    /// Without meaning here: `so`.
    NotApplicable,
}

impl Value {
    /// Reads a cell. A comma is a decimal comma; spaces, and points before a comma, group thousands.
    ///
    /// # Errors
    /// `formula-cell`, `not-finite` or `not-a-number`.
    pub fn read(cell: &str) -> Result<Self, Fault> {
        let cell = cell.trim();
        match cell.to_ascii_lowercase().as_str() {
            "" => Ok(Self::Blank),
            "s" | "ns" | "c" | "secret" => Ok(Self::Withheld),
            "nd" | "n.d." | "n/d" | "na" | "n/a" | "null" | "none" | "." | ".." | "-" | "-999" | "-999.0" | "xx" | "xxx" => {
                Ok(Self::Missing)
            }
            "so" | "s.o." => Ok(Self::NotApplicable),
            "nan" | "inf" | "-inf" | "+inf" | "infinity" | "-infinity" | "∞" => Err(not_finite(cell)),
            _ if is_formula(cell) => Err(formula(cell)),
            _ => number(cell).map(Self::Number).ok_or_else(|| not_a_number(cell)),
        }
    }

    /// The measure, with what a blank means here.
    pub fn measure(self, blank: Measure) -> Measure {
        match self {
            Self::Number(value) => Measure::published(value),
            Self::Blank => blank,
            Self::Withheld => Measure::withheld(),
            Self::Missing => Measure::missing(),
            Self::NotApplicable => Measure::not_applicable(),
        }
    }
}

/// Reads a finite number, or `None`.
pub fn number(cell: &str) -> Option<f64> {
    let mut plain: String = cell.chars().filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}')).collect();
    if plain.contains(',') {
        plain = plain.replace('.', "").replace(',', ".");
    }
    let starts_well = plain.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    let value: f64 = if starts_well { plain.parse().ok()? } else { return None };
    value.is_finite().then_some(value)
}

/// Text that is safe to keep.
///
/// A cell that a spreadsheet would run is refused: one that starts with `=`, or with `+`, `-` or `@`
/// and calls something (`(`, `|` or `!`). Other text that starts with a sign is kept as it is — names
/// do, and so do lists; exports to CSV make it harmless.
///
/// # Errors
/// `formula-cell`.
pub fn text(cell: &str) -> Result<&str, Fault> {
    let cell = cell.trim();
    if is_formula(cell) { Err(formula(cell)) } else { Ok(cell) }
}

/// The parts of a list in the dialects of open data: JSON `["a", "b"]`, Python `['a', 'b']`,
/// Postgres `{a,b}`, else parted by `|` or `;`.
pub fn list(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    let inside = |open: char, close: char| cell.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Ok(parts) = serde_json::from_str::<Vec<String>>(cell) {
        return parts;
    }
    let parts: Vec<&str> = match (inside('[', ']'), inside('{', '}')) {
        (Some(python), _) => quoted_parts(python),
        (_, Some(postgres)) => postgres.split(',').collect(),
        _ => cell.split(['|', ';']).collect(),
    };
    parts.into_iter().map(|part| part.trim().trim_matches(['"', '\'']).to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The parts of a Python list of strings, where `"l'aide"` and `'aide'` stand side by side.
fn quoted_parts(list: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), list);
    while let Some(start) = rest.find(['"', '\'']) {
        let (Some(quote), Some(after)) = (rest.get(start..=start), rest.get(start + 1..)) else { break };
        let Some((part, remainder)) = after.split_once(quote) else { break };
        parts.push(part);
        rest = remainder;
    }
    parts
}

fn is_formula(cell: &str) -> bool {
    let calls = || cell.contains(['(', '|', '!']);
    cell.starts_with('=') || (cell.starts_with(['+', '-', '@']) && calls())
}

fn formula(cell: &str) -> Fault {
    let start: String = cell.chars().take(24).collect();
    Fault::new(
        "formula-cell",
        text!("la cellule contient une formule : « {start} »", "the cell holds a formula: “{start}”"),
        Text::new(
            "donner la valeur, pas la formule : un tableur l’exécuterait chez qui l’ouvre",
            "give the value, not the formula: a spreadsheet would run it for whoever opens it",
        ),
    )
}

fn not_finite(cell: &str) -> Fault {
    Fault::new(
        "not-finite",
        text!("« {cell} » n’est pas un nombre fini", "“{cell}” is not a finite number"),
        Text::new("laisser la cellule vide si la valeur manque", "leave the cell empty when the value is missing"),
    )
}

fn not_a_number(cell: &str) -> Fault {
    let start: String = cell.chars().take(40).collect();
    Fault::new(
        "not-a-number",
        text!("« {start} » n’est pas un nombre", "“{start}” is not a number"),
        Text::new(
            "attendu : un nombre, une cellule vide, ou un code connu (s, ns, nd, so, -999)",
            "expected a number, an empty cell, or a known code (s, ns, nd, so, -999)",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Flag;

    #[test]
    fn numbers_are_read_in_every_french_spelling() {
        let spellings = [
            ("12", 12.0),
            ("10059,3", 10_059.3),
            ("10.5", 10.5),
            ("1 234,5", 1_234.5),
            ("1\u{202F}234", 1_234.0),
            ("1.234,5", 1_234.5),
            ("-15,1", -15.1),
            ("1e3", 1e3),
        ];
        for (cell, number) in spellings {
            assert_eq!(Value::read(cell).unwrap(), Value::Number(number), "{cell}");
        }
    }

    #[test]
    fn no_code_of_absence_ever_becomes_a_number() {
        let codes = [
            ("s", Flag::Withheld),
            ("ns", Flag::Withheld),
            ("nd", Flag::Missing),
            ("-999", Flag::Missing),
            ("NA", Flag::Missing),
            ("XX", Flag::Missing),
            ("so", Flag::NotApplicable),
            ("", Flag::Withheld),
        ];
        for (cell, flag) in codes {
            let measure = Value::read(cell).unwrap().measure(Measure::withheld());
            assert_eq!((measure.value(), measure.flag()), (None, flag), "{cell}");
        }
    }

    #[test]
    fn what_is_no_number_has_a_name() {
        for (cell, code) in [
            ("NaN", "not-finite"),
            ("∞", "not-finite"),
            ("1e999", "not-a-number"),
            ("abc", "not-a-number"),
            ("12 habitants", "not-a-number"),
            ("=1+1", "formula-cell"),
        ] {
            assert_eq!(Value::read(cell).unwrap_err().code, code, "{cell}");
        }
    }

    #[test]
    fn a_formula_is_refused_and_a_name_with_a_sign_is_kept() {
        for formula in ["=HYPERLINK(\"http://x\")", "=A1", "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3+cmd|' /C calc'!A0"] {
            assert_eq!(text(formula).unwrap_err().code, "formula-cell", "{formula}");
        }
        for name in ["+ de lien", "@telier numérique", "- Accueil", "Maison = commune", "+33 4 67 00 00 00"] {
            assert_eq!(text(name).unwrap(), name);
        }
    }

    #[test]
    fn lists_are_read_in_four_dialects() {
        for dialect in [r#"["a", "b c"]"#, "['a', 'b c']", "{a,\"b c\"}", "a|b c", "a; b c"] {
            assert_eq!(list(dialect), ["a", "b c"], "{dialect}");
        }
        assert_eq!(list(r#"["l'aide", 'autre']"#), ["l'aide", "autre"]);
        assert!(list("").is_empty() && list("[]").is_empty() && list("{}").is_empty());
    }
}

//! The columns to carry over, and those that their name forbids to sum.

use std::collections::BTreeMap;

use super::faults::{missing_column, negative_count, no_column, not_a_number, not_summable, reserved_column};
use super::{Given, Options};
use crate::domain::Fault;

/// Columns of the result that are not the user's.
const RESERVED: [&str; 3] = ["id", "covered", "reason"];

/// A column of the sources; `NaN` is missing.
pub struct Numbers {
    /// What the user calls it.
    pub name: String,
    /// One value a source.
    pub values: Vec<f64>,
}

/// What is to be carried over.
pub struct Wanted {
    /// Counts.
    pub extensive: Vec<Numbers>,
    /// Rates.
    pub intensive: Vec<Numbers>,
    /// The name of each kind's column, and which sources are of it.
    pub kinds: Vec<(String, Vec<bool>)>,
}

impl Wanted {
    pub fn read(options: &Options) -> Result<Self, Fault> {
        let named = options.extensive.iter().chain(&options.intensive).chain(&options.categorical);
        if named.clone().count() == 0 {
            return Err(no_column());
        }
        let mut seen = RESERVED.to_vec();
        for name in named {
            if seen.contains(&name.as_str()) {
                return Err(reserved_column(name));
            }
            seen.push(name);
        }
        let given = &options.source;
        if let Some((name, what)) = options.extensive.iter().find_map(|name| Some((name, what_it_is(name)?))) {
            return Err(not_summable(name, what).in_file(&given.layer.file));
        }
        let kinds = options.categorical.as_ref().map(|name| kinds(given, name)).transpose()?.unwrap_or_default();
        Ok(Self {
            extensive: options.extensive.iter().map(|name| numbers(given, name, Sign::Count)).collect::<Result<_, _>>()?,
            intensive: options.intensive.iter().map(|name| numbers(given, name, Sign::Any)).collect::<Result<_, _>>()?,
            kinds,
        })
    }

    /// Columns of numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &Numbers> {
        self.extensive.iter().chain(&self.intensive)
    }
}

/// Whether a number may be negative.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Any,
    Count,
}

/// A column of numbers of a layer; an absent attribute is missing.
pub fn numbers(given: &Given, field: &str, sign: Sign) -> Result<Numbers, Fault> {
    let column = given.table.name(field);
    check_there(given, field)?;
    let read = |feature: &crate::domain::PlainFeature| {
        let placed = |fault: Fault| fault.in_file(&given.layer.file).at_row(feature.row).in_column(column);
        let Some(cell) = feature.attribute(column) else { return Ok(f64::NAN) };
        let value = cell.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| placed(not_a_number(cell)))?;
        if sign == Sign::Count && value < 0.0 { Err(placed(negative_count(value))) } else { Ok(value) }
    };
    Ok(Numbers { name: field.to_owned(), values: given.layer.features.iter().map(read).collect::<Result<_, _>>()? })
}

fn kinds(given: &Given, field: &str) -> Result<Vec<(String, Vec<bool>)>, Fault> {
    check_there(given, field)?;
    let column = given.table.name(field);
    let mut kinds: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    let features = &given.layer.features;
    for (place, feature) in features.iter().enumerate() {
        if let Some(kind) = feature.attribute(column) {
            kinds.entry(kind).or_insert_with(|| vec![false; features.len()])[place] = true;
        }
    }
    Ok(kinds.into_iter().map(|(kind, of_kind)| (format!("{field}_{kind}"), of_kind)).collect())
}

fn check_there(given: &Given, field: &str) -> Result<(), Fault> {
    let column = given.table.name(field);
    let there = given.layer.features.iter().any(|feature| feature.attribute(column).is_some());
    if there { Ok(()) } else { Err(missing_column(column, field, &given.layer)) }
}

/// What a figure is that cannot be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A median or another quantile.
    Quantile,
    /// A rate, a share, a mean.
    Rate,
    /// A measure of inequality.
    Inequality,
}

/// Words that name a count before whatever is counted: `nb_med` counts doctors.
const COUNTED: [&str; 8] = ["nb", "nbre", "nombre", "n", "count", "number", "effectif", "effectifs"];
const QUANTILES: [&str; 14] = [
    "median",
    "medians",
    "médian",
    "mediane",
    "medianes",
    "médiane",
    "médianes",
    "med",
    "decile",
    "décile",
    "quartile",
    "quantile",
    "centile",
    "percentile",
];
const RATES: [&str; 26] = [
    "taux",
    "tx",
    "rate",
    "rates",
    "ratio",
    "pct",
    "percent",
    "percentage",
    "pourcent",
    "pourcentage",
    "part",
    "parts",
    "share",
    "shares",
    "prop",
    "proportion",
    "densite",
    "densité",
    "density",
    "moyenne",
    "moyen",
    "moy",
    "mean",
    "average",
    "indice",
    "index",
];
const INEQUALITIES: [&str; 3] = ["gini", "theil", "atkinson"];

/// What a column's name says it is, when it is nothing that adds up: `DISP_MED18`, `taux_pauvrete`, `PctPov`.
pub fn what_it_is(name: &str) -> Option<What> {
    let words = words(name);
    let bare = |word: &String| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let stems: Vec<String> = words.iter().map(bare).collect();
    let first = stems.first().map_or("", String::as_str);
    if COUNTED.contains(&first) {
        return None;
    }
    // INSEE's Filosofi: every figure of disposable (DISP_) or declared (DEC_) income is a quantile, a rate, a
    // share or a measure of inequality.
    if matches!(first, "disp" | "dec") && stems.len() > 1 {
        return Some(match stems[1].as_str() {
            "med" | "q" | "d" => What::Quantile,
            "gi" | "s80s" | "rd" | "eq" => What::Inequality,
            _ => What::Rate,
        });
    }
    let any = |known: &[&str]| stems.iter().any(|stem| known.contains(&stem.as_str()));
    let tenth = |word: &String| matches!(word.as_bytes(), [b'd', b'1'..=b'9'] | [b'q', b'1' | b'3']);
    if any(&INEQUALITIES) || words.iter().any(|word| word.starts_with("s80s20")) {
        return Some(What::Inequality);
    }
    if any(&QUANTILES) || words.iter().any(tenth) {
        return Some(What::Quantile);
    }
    let poverty = words.iter().any(|word| word.starts_with("tp40") || word.starts_with("tp50") || word.starts_with("tp60"));
    (any(&RATES) || poverty).then_some(What::Rate)
}

/// The words of a name in lower case: cut at what is no letter or digit, and where a small letter meets a capital.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let starts = !c.is_alphanumeric() || (before.is_lowercase() && c.is_uppercase());
        if starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_add_up_is_known_by_its_name() {
        for (name, what) in [
            ("DISP_MED18", What::Quantile),
            ("DISP_D118", What::Quantile),
            ("DEC_Q121", What::Quantile),
            ("median_income", What::Quantile),
            ("niveau_de_vie_médian", What::Quantile),
            ("D9", What::Quantile),
            ("DISP_TP6018", What::Rate),
            ("TP60", What::Rate),
            ("DISP_PPFAM18", What::Rate),
            ("taux_chomage", What::Rate),
            ("PctPov", What::Rate),
            ("part_fmp", What::Rate),
            ("crime_rate", What::Rate),
            ("DISP_GI18", What::Inequality),
            ("DISP_S80S2018", What::Inequality),
            ("gini", What::Inequality),
        ] {
            assert_eq!(what_it_is(name), Some(what), "{name}");
        }
    }

    #[test]
    fn counts_are_not_taken_for_rates() {
        for name in
            ["people", "pop", "P18_POP", "households", "nb_med", "NbPers", "ARSA", "departures", "partants", "generation", "id", "D10"]
        {
            assert_eq!(what_it_is(name), None, "{name}");
        }
    }
}

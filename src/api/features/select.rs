//! Which features of a collection are asked for: in a rectangle, with these values, some at a time, in which order and
//! reference system.

use super::area::Area;
use super::collection::Collection;
use super::cql2::{self, Condition, Language};
use super::order::{self, Key};
use super::reference::{self, Reference};
use crate::api::params::{Params, bad_parameter};
use crate::domain::{Fault, Text};
use crate::export::Field;
use crate::text;

/// Features on a page when `limit` does not say; rows of CSV, which nobody pages by hand, come in the largest pages.
pub const DEFAULT_LIMIT: usize = 100;

/// Features on a page at most: a larger `limit` is taken as this one, as the standard asks.
pub const HIGHEST_LIMIT: usize = 10_000;

/// The furthest offset taken: the description says it is a number of 64 bits with a sign.
const FURTHEST: usize = i64::MAX as usize;

/// What is asked of a collection.
#[derive(Debug)]
pub struct Selection {
    /// How many features at most; the format decides when nothing is said.
    pub limit: Option<usize>,
    /// How many to leave out first.
    pub offset: usize,
    /// Columns wanted, by number; all when `None`.
    pub columns: Option<Vec<usize>>,
    /// The reference system of the answer.
    pub reference: Reference,
    /// Which features fit.
    pub wanted: Wanted,
}

/// Which features fit, in which order.
#[derive(Debug)]
pub struct Wanted {
    area: Option<Area>,
    equal: Vec<(usize, String)>,
    filter: Option<Condition>,
    order: Vec<Key>,
}

/// The features found, by number.
#[derive(Debug)]
pub enum Found {
    /// All of them: so many.
    All(usize),
    /// These.
    Some(Vec<usize>),
}

impl Found {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::All(count) => *count,
            Self::Some(rows) => rows.len(),
        }
    }

    /// One page of them.
    pub fn page(&self, offset: usize, limit: usize) -> Vec<usize> {
        let end = offset.saturating_add(limit).min(self.count());
        match self {
            Self::All(_) => (offset..end).collect(),
            Self::Some(rows) => rows.get(offset..end).unwrap_or_default().to_vec(),
        }
    }
}

impl Selection {
    /// Reads what is asked.
    ///
    /// # Errors
    /// `bad-parameter`, `bad-bbox`, `unknown-crs`, `bad-datetime`, `unknown-property`, or a fault of the filter.
    pub fn read(params: &Params, collection: &Collection) -> Result<Self, Fault> {
        let limit = params.number("limit", 1..=usize::MAX)?.map(|limit| limit.min(HIGHEST_LIMIT));
        let offset = params.number("offset", 0..=FURTHEST)?.unwrap_or(0);
        let reference = reference::read(params, "crs", collection.extent)?;
        let fields = collection.table.fields();
        let columns = params.value("properties").map(|names| read_columns(names, fields)).transpose()?;
        let order = params.word("sortby").map(|words| order::read(words, fields)).transpose()?.unwrap_or_default();
        Ok(Self { limit, offset, columns, reference, wanted: Wanted { order, ..Wanted::read(params, collection)? } })
    }
}

impl Wanted {
    /// Reads which features are asked for, in the order of the collection.
    ///
    /// # Errors
    /// As [`Selection::read`].
    pub fn read(params: &Params, collection: &Collection) -> Result<Self, Fault> {
        let fields = collection.table.fields();
        let box_reference = reference::read(params, "bbox-crs", collection.extent)?;
        let area = params.value("bbox").map(|value| Area::read(value, box_reference)).transpose()?;
        check_datetime(params)?;
        let filter = read_filter(params, collection)?;
        let equal = read_equalities(params, fields);
        Ok(Self { area, equal, filter, order: Vec::new() })
    }

    /// Whether every row must be looked at: then the answer is made aside.
    pub const fn is_heavy(&self) -> bool {
        self.filter.is_some() || !self.order.is_empty()
    }

    /// The features that fit, in the order asked for, or else that of the collection.
    pub fn find(&self, collection: &Collection) -> Found {
        let table = &*collection.table;
        if self.area.is_none() && self.equal.is_empty() && self.filter.is_none() && self.order.is_empty() {
            return Found::All(table.len());
        }
        let fits = |row: &usize| {
            self.equal.iter().all(|(field, value)| table.cell(*row, *field).equals(value))
                && self.filter.as_ref().is_none_or(|filter| filter.wants(table, *row))
        };
        let candidates = match (&self.area, self.filter.as_ref().and_then(Condition::bounds)) {
            (Some(area), _) => area.touching(collection),
            (None, Some(round)) => collection.near(&round),
            (None, None) => (0..table.len()).collect(),
        };
        let mut rows: Vec<usize> = candidates.into_iter().filter(fits).collect();
        order::sort(&mut rows, &self.order, table);
        Found::Some(rows)
    }
}

fn read_filter(params: &Params, collection: &Collection) -> Result<Option<Condition>, Fault> {
    let language = match params.value("filter-lang") {
        None | Some("cql2-text") => Language::Text,
        Some("cql2-json") => Language::Json,
        Some(other) => {
            let expected = Text::new("attendu : cql2-text ou cql2-json", "expected cql2-text or cql2-json");
            return Err(bad_parameter("filter-lang", other, expected));
        }
    };
    let reference = reference::read(params, "filter-crs", collection.extent)?;
    params.word("filter").map(|filter| cql2::read(filter, language, reference, collection.table.fields())).transpose()
}

/// Parameters named like a column. When another remains that nobody knows, all columns are named, for the refusal to list.
fn read_equalities(params: &Params, fields: &[Field]) -> Vec<(usize, String)> {
    let column = |name: &String| fields.iter().position(|field| field.name == *name);
    let equal: Vec<_> = params.given().iter().filter_map(|(name, value)| Some((column(name)?, value.clone()))).collect();
    for (column, _) in &equal {
        params.value(&fields[*column].name);
    }
    if params.finish().is_err() {
        for field in fields {
            params.value(&field.name);
        }
    }
    equal
}

/// No feature carries a time of its own, so every feature fits any moment; the moment must read all the same.
fn check_datetime(params: &Params) -> Result<(), Fault> {
    let Some(value) = params.value("datetime") else { return Ok(()) };
    let bounds: Vec<_> = value.split('/').collect();
    let open = |bound: &str| bounds.len() == 2 && (bound.is_empty() || bound == "..");
    let reads =
        |bound: &str| open(bound) || chrono::DateTime::parse_from_rfc3339(bound).is_ok() || bound.parse::<chrono::NaiveDate>().is_ok();
    if bounds.len() <= 2 && bounds.iter().all(|bound| reads(bound)) {
        return Ok(());
    }
    Err(Fault::new(
        "bad-datetime",
        text!("« {value} » n’est ni une date ni un intervalle", "“{value}” is neither a date nor an interval"),
        Text::new(
            "attendu : 2024-05-31, 2024-05-31T12:00:00Z ou ../2024-05-31",
            "expected 2024-05-31, 2024-05-31T12:00:00Z or ../2024-05-31",
        ),
    )
    .in_column("datetime"))
}

fn read_columns(names: &str, fields: &[Field]) -> Result<Vec<usize>, Fault> {
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let mut columns = names.map(|name| column_named(name, fields, "properties")).collect::<Result<Vec<_>, _>>()?;
    columns.sort_unstable();
    columns.dedup();
    Ok(columns)
}

/// The number of a column that a parameter names.
///
/// # Errors
/// `unknown-property`, with those there are.
pub fn column_named(name: &str, fields: &[Field], parameter: &str) -> Result<usize, Fault> {
    fields.iter().position(|field| field.name == name).ok_or_else(|| {
        let known = fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
        Fault::new(
            "unknown-property",
            text!("propriété inconnue ici : « {name} »", "property unknown here: “{name}”"),
            text!("choisir parmi {known}", "choose among {known}"),
        )
        .in_column(parameter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_or_are_refused() {
        let check = |value: &str| check_datetime(&Params::read(&format!("datetime={value}")).unwrap());
        for good in ["2024-05-31", "2024-05-31T12:00:00Z", "../2024-05-31", "2024-05-31/..", "/2024-05-31"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["hier", "2024-13-01", "a/b", "2024-01-01/2024-02-01/2024-03-01", ".."] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}

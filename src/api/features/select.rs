//! Which features of a collection are asked for: in a rectangle, with these values, some at a time.

use geo::{Rect, coord};

use super::collection::Collection;
use crate::api::params::Params;
use crate::domain::{Fault, Text};
use crate::export::Field;
use crate::text;

/// Features on a page when `limit` does not say; rows of CSV, which nobody pages by hand, come in the largest pages.
pub const DEFAULT_LIMIT: usize = 100;

/// Features on a page at most: a larger `limit` is taken as this one, as the standard asks.
pub const HIGHEST_LIMIT: usize = 10_000;

/// The furthest offset taken: the description says it is a number of 64 bits with a sign.
const FURTHEST: usize = i64::MAX as usize;

/// The one reference system of addresses and answers: longitude and latitude, WGS 84.
pub const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// What is asked of a collection.
#[derive(Debug, Clone)]
pub struct Selection {
    /// How many features at most; the format decides when nothing is said.
    pub limit: Option<usize>,
    /// How many to leave out first.
    pub offset: usize,
    /// Columns wanted, by number; all when `None`.
    pub columns: Option<Vec<usize>>,
    boxes: Option<Vec<Rect>>,
    equal: Vec<(usize, String)>,
}

/// The features found, by number.
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
    /// `bad-parameter`, `bad-bbox`, `unknown-crs`, `bad-datetime` or `unknown-property`.
    pub fn read(params: &Params, fields: &[Field]) -> Result<Self, Fault> {
        let limit = params.number("limit", 1..=usize::MAX)?.map(|limit| limit.min(HIGHEST_LIMIT));
        let offset = params.number("offset", 0..=FURTHEST)?.unwrap_or(0);
        check_crs(params, "crs")?;
        check_crs(params, "bbox-crs")?;
        check_datetime(params)?;
        let boxes = params.value("bbox").map(read_bbox).transpose()?;
        let columns = params.value("properties").map(|names| read_columns(names, fields)).transpose()?;
        let equal = read_equalities(params, fields);
        Ok(Self { limit, offset, columns, boxes, equal })
    }

    /// The features that fit, in the order of the collection.
    pub fn find(&self, collection: &Collection) -> Found {
        let fits = |row: &usize| self.equal.iter().all(|(field, value)| collection.table.cell(*row, *field).equals(value));
        match &self.boxes {
            None if self.equal.is_empty() => Found::All(collection.table.len()),
            None => Found::Some((0..collection.table.len()).filter(fits).collect()),
            Some(boxes) => {
                let mut rows: Vec<usize> = boxes.iter().flat_map(|rect| collection.touching(rect)).filter(fits).collect();
                rows.sort_unstable();
                rows.dedup();
                Found::Some(rows)
            }
        }
    }
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

/// Refuses every reference system but the one served.
///
/// # Errors
/// `unknown-crs`.
pub fn check_crs(params: &Params, name: &str) -> Result<(), Fault> {
    match params.word(name) {
        None | Some(CRS84) => Ok(()),
        Some(other) => Err(Fault::new(
            "unknown-crs",
            text!("système de coordonnées non servi : « {other} »", "reference system not served: “{other}”"),
            text!("attendu : {CRS84}", "expected {CRS84}"),
        )
        .in_column(name)),
    }
}

/// No feature carries a time of its own, so every feature fits any moment; the moment must read all the same.
fn check_datetime(params: &Params) -> Result<(), Fault> {
    let Some(value) = params.word("datetime") else { return Ok(()) };
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

/// Four or six numbers (the heights of six are ignored); a box that crosses the antimeridian makes two.
fn read_bbox(value: &str) -> Result<Vec<Rect>, Fault> {
    let numbers: Option<Vec<f64>> = value.split(',').map(|number| number.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect();
    let corners = match numbers.as_deref() {
        Some(&[west, south, east, north] | &[west, south, _, east, north, _]) => Some((west, south, east, north)),
        _ => None,
    };
    let on_globe = |&(west, south, east, north): &(f64, f64, f64, f64)| {
        west.abs() <= 180.0 && east.abs() <= 180.0 && south.abs() <= 90.0 && north.abs() <= 90.0 && south <= north
    };
    let (west, south, east, north) = corners.filter(on_globe).ok_or_else(|| bad_bbox(value))?;
    let rect = |west, east| Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north });
    if west <= east { Ok(vec![rect(west, east)]) } else { Ok(vec![rect(west, 180.0), rect(-180.0, east)]) }
}

fn bad_bbox(value: &str) -> Fault {
    Fault::new(
        "bad-bbox",
        text!("« {value} » n’est pas un rectangle", "“{value}” is not a bounding box"),
        Text::new(
            "attendu : ouest,sud,est,nord en degrés, comme 3.8,43.5,4.0,43.7",
            "expected west,south,east,north in degrees, as in 3.8,43.5,4.0,43.7",
        ),
    )
    .in_column("bbox")
}

fn read_columns(names: &str, fields: &[Field]) -> Result<Vec<usize>, Fault> {
    let number = |name: &str| fields.iter().position(|field| field.name == name).ok_or_else(|| unknown_property(name, fields));
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let mut columns = names.map(number).collect::<Result<Vec<_>, _>>()?;
    columns.sort_unstable();
    columns.dedup();
    Ok(columns)
}

fn unknown_property(name: &str, fields: &[Field]) -> Fault {
    let known = fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
    Fault::new(
        "unknown-property",
        text!("propriété inconnue ici : « {name} »", "property unknown here: “{name}”"),
        text!("choisir parmi {known}", "choose among {known}"),
    )
    .in_column("properties")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_four_or_six_numbers_read_and_one_over_the_antimeridian_makes_two() {
        assert_eq!(read_bbox("3,43,4,44").unwrap().len(), 1);
        assert_eq!(read_bbox("3,43,0,4,44,100").unwrap(), read_bbox("3,43,4,44").unwrap());
        assert_eq!(read_bbox("170,-10,-170,10").unwrap().len(), 2);
        for bad in ["", "1,2,3", "a,b,c,d", "3,44,4,43", "NaN,1,2,3", "1e308,0,1,1", "3,43,4,91"] {
            assert_eq!(read_bbox(bad).unwrap_err().code, "bad-bbox", "{bad}");
        }
    }

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

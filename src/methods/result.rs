//! The one shape every result takes: named columns, written as CSV, JSON or GeoJSON.

use std::io::{self, Write};

use geojson::Geometry;
use serde_json::{Map, Value};

use super::Summary;
use super::words::Word;

/// A column of a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Words; `None` is missing.
    Text(Vec<Option<String>>),
    /// Numbers; what is not finite is missing.
    Number(Vec<f64>),
    /// Whole numbers; `None` is missing.
    Count(Vec<Option<u64>>),
}

/// What a method found, and the account of how.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodResult {
    /// Columns in order, all of one length.
    pub columns: Vec<(String, Column)>,
    /// The geometry of each row, where one was given.
    pub geometry: Option<Vec<Option<Geometry>>>,
    /// The account.
    pub summary: Summary,
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A header and rows. The default.
    #[default]
    Csv,
    /// An array of objects.
    Json,
    /// A feature collection.
    Geojson,
}

impl Word for Format {
    const WORDS: &'static [(&'static str, Self)] = &[("csv", Self::Csv), ("json", Self::Json), ("geojson", Self::Geojson)];
}

impl Column {
    /// Words that are all there.
    pub fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Text(words.into_iter().map(|word| Some(word.to_owned())).collect())
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(cells) => cells.len(),
            Self::Number(cells) => cells.len(),
            Self::Count(cells) => cells.len(),
        }
    }

    /// A cell in CSV: the shortest digits that read back as the same number, nothing when missing.
    fn cell(&self, row: usize) -> String {
        match self {
            Self::Text(cells) => cells[row].clone().unwrap_or_default(),
            Self::Number(cells) if cells[row].is_finite() => cells[row].to_string(),
            Self::Number(_) => String::new(),
            Self::Count(cells) => cells[row].map(|count| count.to_string()).unwrap_or_default(),
        }
    }

    fn value(&self, row: usize) -> Value {
        match self {
            Self::Text(cells) => cells[row].clone().map_or(Value::Null, Value::String),
            Self::Number(cells) => serde_json::Number::from_f64(cells[row]).map_or(Value::Null, Value::Number),
            Self::Count(cells) => cells[row].map_or(Value::Null, Value::from),
        }
    }
}

impl MethodResult {
    /// A result without geometry.
    ///
    /// # Panics
    /// When columns differ in length.
    pub fn new(columns: Vec<(&str, Column)>, summary: Summary) -> Self {
        let columns: Vec<(String, Column)> = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
        assert!(columns.windows(2).all(|pair| pair[0].1.len() == pair[1].1.len()), "columns of one length");
        Self { columns, geometry: None, summary }
    }

    /// Number of rows.
    pub fn row_count(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// The numbers of a column, `NaN` where missing; empty when there is no such column of numbers.
    pub fn numbers(&self, name: &str) -> &[f64] {
        match self.columns.iter().find(|(column, _)| column == name) {
            Some((_, Column::Number(cells))) => cells,
            _ => &[],
        }
    }

    /// The words of a column; empty when there is no such column of words.
    pub fn texts(&self, name: &str) -> &[Option<String>] {
        match self.columns.iter().find(|(column, _)| column == name) {
            Some((_, Column::Text(cells))) => cells,
            _ => &[],
        }
    }

    /// Writes the result.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Csv => self.write_csv(out),
            Format::Json => self.write_rows(out, "[\n", "\n]\n", |row| Value::Object(self.properties(row))),
            Format::Geojson => self.write_rows(out, "{\"type\":\"FeatureCollection\",\"features\":[\n", "\n]}\n", |row| self.feature(row)),
        }
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns.iter().map(|(name, _)| name))?;
        for row in 0..self.row_count() {
            writer.write_record(self.columns.iter().map(|(_, column)| column.cell(row)))?;
        }
        writer.flush()
    }

    fn write_rows(&self, out: &mut dyn Write, open: &str, close: &str, value: impl Fn(usize) -> Value) -> io::Result<()> {
        out.write_all(open.as_bytes())?;
        for row in 0..self.row_count() {
            if row > 0 {
                out.write_all(b",\n")?;
            }
            serde_json::to_writer(&mut *out, &value(row))?;
        }
        out.write_all(close.as_bytes())
    }

    fn properties(&self, row: usize) -> Map<String, Value> {
        self.columns.iter().map(|(name, column)| (name.clone(), column.value(row))).collect()
    }

    fn feature(&self, row: usize) -> Value {
        let geometry = self.geometry.as_ref().and_then(|geometry| geometry[row].as_ref());
        serde_json::json!({ "type": "Feature", "geometry": geometry, "properties": self.properties(row) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result() -> MethodResult {
        let columns = vec![
            ("id", Column::words(["01", "b,c"])),
            ("value", Column::Number(vec![0.1 + 0.2, f64::NAN])),
            ("rank", Column::Count(vec![Some(1), None])),
        ];
        MethodResult::new(columns, Summary::new("test"))
    }

    fn written(format: Format) -> String {
        let mut out = Vec::new();
        result().write(format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_read_back_as_they_were_and_missing_ones_are_empty() {
        let csv = written(Format::Csv);
        assert_eq!(csv, "id,value,rank\n01,0.30000000000000004,1\n\"b,c\",,\n");
        let read: Value = serde_json::from_str(&written(Format::Json)).unwrap();
        assert_eq!(read[0]["value"].as_f64(), Some(0.1 + 0.2));
        assert_eq!(read[1]["value"], Value::Null);
        assert_eq!(read[0]["id"], "01");
    }

    #[test]
    fn features_keep_the_geometry_given_and_have_none_otherwise() {
        let mut result = result();
        result.geometry = Some(vec![Some(Geometry::new_point([3.5, 43.5])), None]);
        let mut out = Vec::new();
        result.write(Format::Geojson, &mut out).unwrap();
        let read: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(read["type"], "FeatureCollection");
        assert_eq!(read["features"][0]["geometry"]["coordinates"][1], 43.5);
        assert_eq!(read["features"][1]["geometry"], Value::Null);
        assert_eq!(read["features"][1]["properties"]["id"], "b,c");
    }
}

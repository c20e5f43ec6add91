//! One table of data·inclusion in the encodings its producer publishes beside CSV: JSON records, GeoJSON points, Parquet.

use std::sync::Arc;

use anyhow::Context;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value, json};

/// Columns that hold lists.
const LISTS: [&str; 6] = ["thematiques", "publics", "modes_accueil", "zone_eligibilite", "modes_mobilisation", "mobilisable_par"];
/// Columns that hold numbers.
const NUMBERS: [&str; 2] = ["longitude", "latitude"];
const DATE: &str = "date_maj";

/// A table read back from its CSV: lists as Python writes them.
pub struct Records {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Records {
    /// Reads the CSV.
    pub fn read(csv: &[u8]) -> anyhow::Result<Self> {
        let mut reader = csv::Reader::from_reader(csv);
        let columns = reader.headers()?.iter().map(str::to_owned).collect();
        let rows = reader.records().map(|record| Ok(record?.iter().map(str::to_owned).collect())).collect::<anyhow::Result<_>>()?;
        Ok(Self { columns, rows })
    }

    /// JSON records.
    pub fn json(&self) -> anyhow::Result<Vec<u8>> {
        let records: Vec<Value> = self.rows.iter().map(|row| Ok(Value::Object(self.object(row)?))).collect::<anyhow::Result<_>>()?;
        Ok(serde_json::to_vec(&records)?)
    }

    /// GeoJSON points; coordinates stand in the properties too.
    pub fn geojson(&self) -> anyhow::Result<Vec<u8>> {
        let feature = |row: &Vec<String>| {
            let properties = self.object(row)?;
            let at = NUMBERS.map(|column| properties.get(column).cloned().unwrap_or_default());
            Ok(json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": at}, "properties": properties}))
        };
        let features: Vec<Value> = self.rows.iter().map(feature).collect::<anyhow::Result<_>>()?;
        Ok(serde_json::to_vec(&json!({"type": "FeatureCollection", "features": features}))?)
    }

    fn object(&self, row: &[String]) -> anyhow::Result<Map<String, Value>> {
        let value = |column: &str, cell: &str| -> anyhow::Result<Value> {
            Ok(match column {
                _ if cell.is_empty() => Value::Null,
                _ if LISTS.contains(&column) => json!(list(cell)),
                _ if NUMBERS.contains(&column) => json!(cell.parse::<f64>()?),
                _ => json!(cell),
            })
        };
        self.columns.iter().zip(row).map(|(column, cell)| Ok((column.clone(), value(column, cell)?))).collect()
    }

    /// Parquet as frames of pandas are written: lists of strings, doubles, days, snappy.
    pub fn parquet(&self) -> anyhow::Result<Vec<u8>> {
        let field = |column: &String| match column.as_str() {
            list if LISTS.contains(&list) => {
                format!("optional group {list} (LIST) {{ repeated group list {{ optional binary element (STRING); }} }}")
            }
            number if NUMBERS.contains(&number) => format!("optional double {number};"),
            DATE => format!("optional int32 {DATE} (DATE);"),
            text => format!("optional binary {text} (STRING);"),
        };
        let schema = format!("message schema {{ {} }}", self.columns.iter().map(field).collect::<String>());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("maillage demonstration town".to_owned())
            .build();
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, Arc::new(parse_message_type(&schema)?), Arc::new(properties))?;
        let mut group = writer.next_row_group()?;
        for (at, column) in self.columns.iter().enumerate() {
            let cells: Vec<&str> = self.rows.iter().map(|row| row[at].as_str()).collect();
            let mut out = group.next_column()?.context("a column of the schema")?;
            write(&mut out, column, &cells)?;
            out.close()?;
        }
        group.close()?;
        writer.close()?;
        Ok(bytes)
    }
}

fn write(out: &mut SerializedColumnWriter<'_>, column: &str, cells: &[&str]) -> anyhow::Result<()> {
    let present = || cells.iter().filter(|cell| !cell.is_empty());
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
    match column {
        list if LISTS.contains(&list) => write_lists(out, cells)?,
        number if NUMBERS.contains(&number) => {
            let values = present().map(|cell| Ok(cell.parse()?)).collect::<anyhow::Result<Vec<f64>>>()?;
            out.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        }
        DATE => {
            let days =
                |cell: &&str| Ok(cell.parse::<chrono::NaiveDate>()?.signed_duration_since(chrono::NaiveDate::default()).num_days() as i32);
            out.typed::<Int32Type>().write_batch(&present().map(days).collect::<anyhow::Result<Vec<_>>>()?, Some(&levels), None)?;
        }
        _ => {
            let values: Vec<ByteArray> = present().map(|cell| ByteArray::from(*cell)).collect();
            out.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    Ok(())
}

/// A list that is there has level 1, each of its words level 3; the first word of a row repeats at level 0.
fn write_lists(out: &mut SerializedColumnWriter<'_>, cells: &[&str]) -> anyhow::Result<()> {
    let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let words = list(cell);
        if words.is_empty() {
            defined.push(i16::from(!cell.is_empty()));
            repeated.push(0);
        }
        for (rank, word) in words.iter().enumerate() {
            values.push(ByteArray::from(word.as_str()));
            defined.push(3);
            repeated.push(i16::from(rank > 0));
        }
    }
    out.typed::<ByteArrayType>().write_batch(&values, Some(&defined), Some(&repeated))?;
    Ok(())
}

/// The words of `['a', 'b']`.
fn list(cell: &str) -> Vec<String> {
    cell.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

//! A workbook as small as they come: texts written in its cells, the same bytes each time.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// One sheet: its name, its rows.
pub type Sheet<'a> = (&'a str, Vec<Vec<String>>);

/// Writes sheets; from the column of this rank on, what reads as a number is one.
pub fn write(sheets: &[Sheet<'_>], first_number: usize) -> anyhow::Result<Vec<u8>> {
    let named = |(name, number): (&Sheet<'_>, usize)| format!(r#"<sheet name="{}" sheetId="{number}" r:id="r{number}"/>"#, name.0);
    let related = |number: usize| {
        format!(
            r#"<Relationship Id="r{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        )
    };
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{}</sheets></workbook>"#,
        sheets.iter().zip(1..).map(named).collect::<String>()
    );
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
        (1..=sheets.len()).map(related).collect::<String>()
    );
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), TYPES.to_owned()),
        ("_rels/.rels".to_owned(), ROOT.to_owned()),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations),
    ];
    for ((_, rows), number) in sheets.iter().zip(1..) {
        let cells: String = rows.iter().zip(1..).map(|(row, number)| line(row, number, first_number)).collect();
        let sheet = format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
        );
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, content) in parts {
        archive.start_file(name, options)?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn line(row: &[String], number: usize, first_number: usize) -> String {
    let cell = |(at, text): (usize, &String)| {
        let place = format!("{}{number}", char::from(b'A' + at as u8));
        match text.parse::<f64>() {
            Ok(value) if at >= first_number => format!(r#"<c r="{place}"><v>{value}</v></c>"#),
            _ => format!(r#"<c r="{place}" t="inlineStr"><is><t>{}</t></is></c>"#, text.replace('&', "&amp;").replace('<', "&lt;")),
        }
    };
    let cells: String = row.iter().enumerate().map(cell).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

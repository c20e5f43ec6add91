//! Tables in the layout of INSEE’s neighbourhood data: five title lines, an empty one, a row of codes,
//! a row of labels, Windows-1252. What is withheld is left blank and the `note` column says why.

use encoding_rs::WINDOWS_1252;

use super::zones::{COMMUNES, Sketch};

/// The year of every table.
pub const YEAR: u16 = 2021;

/// How cells are separated and texts quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Commas, texts in quotes, whole numbers.
    Quoted,
    /// Semicolons, no quotes, decimal commas.
    Semicolons,
}

/// A table being written.
pub struct Table {
    dialect: Dialect,
    width: usize,
    lines: Vec<String>,
}

const FIXED: [(&str, &str); 7] = [
    ("REG", "Code région"),
    ("uu", "Code unité urbaine (agglomération)"),
    ("dc", "Code département / commune"),
    ("nomc", "Nom de la commune"),
    ("iris", "Code IRIS"),
    ("nom", "Nom de la zone"),
    ("note", "Disponibilité (voir documentation)"),
];

impl Table {
    /// Writes titles, codes and labels; columns are given as (code, label).
    pub fn new(dialect: Dialect, title: &str, source: &str, columns: &[(&str, &str)]) -> Self {
        let mut table = Self { dialect, width: FIXED.len() + columns.len(), lines: Vec::new() };
        table.title(0, &format!("{title} ({YEAR})"));
        table.title(0, "Données par IRIS");
        table.title(0, "Champ : IRIS de l'agglomération 00701-Valmeille-sur-Orvane");
        table.title(1, "(Cette agglomération fait partie de la région : 00-Pays d'Orvane)");
        table.title(0, &format!("Source : {source}"));
        table.title(0, "");
        let headings = || FIXED.iter().chain(columns);
        table.line(&headings().map(|(code, _)| table.text(code)).collect::<Vec<_>>());
        table.line(&headings().map(|(_, label)| table.text(label)).collect::<Vec<_>>());
        table
    }

    /// Adds a neighbourhood with the producer’s note; empty cells are withheld.
    pub fn row(&mut self, sketch: &Sketch, note: u8, cells: &[String]) {
        let commune = &COMMUNES[sketch.commune];
        let name = sketch.name.to_uppercase().replace('’', "'").replace('–', "-");
        let mut line: Vec<String> =
            ["00", "00701", commune.code, commune.name, sketch.iris, &name].iter().map(|text| self.text(text)).collect();
        line.push(note.to_string());
        line.extend_from_slice(cells);
        line.resize(self.width, String::new());
        self.line(&line);
    }

    /// The file in Windows-1252.
    pub fn into_bytes(self) -> Vec<u8> {
        let text = self.lines.join("\n") + "\n";
        WINDOWS_1252.encode(&text).0.into_owned()
    }

    fn separator(&self) -> &'static str {
        if self.dialect == Dialect::Quoted { "," } else { ";" }
    }

    fn text(&self, text: &str) -> String {
        if self.dialect == Dialect::Quoted { format!("\"{text}\"") } else { text.to_owned() }
    }

    fn title(&mut self, column: usize, text: &str) {
        let mut line = vec![String::new(); self.width];
        line[column] = if text.is_empty() { String::new() } else { self.text(text) };
        self.line(&line);
    }

    fn line(&mut self, cells: &[String]) {
        let line = cells.join(self.separator());
        self.lines.push(line);
    }
}

/// A count, blank when fewer than five are concerned.
pub fn count(number: u32) -> String {
    if number < 5 { String::new() } else { number.to_string() }
}

/// A number with a decimal comma, without needless zeros.
pub fn decimal(value: f64, places: i32) -> String {
    super::place::decimals(value, places).to_string().replace('.', ",")
}

//! What went wrong, where exactly, what was expected and how to mend it: one shape for the command
//! line, for import reports and for `problem+json`.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Lang, Text};

/// Where in the user's input a fault lies. Empty where a part does not apply.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// Name of the file, without its folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Row as a spreadsheet counts it: the first line of the file is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Column, attribute or parameter name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Index of the offending vertex in its ring, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertex: Option<u64>,
    /// JSON pointer into a request body (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Character of a text such as a filter, the first being 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub character: Option<u64>,
}

/// A fault in what a user gave us. Built by the room that found it, shown in the user's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// Stable code, kebab-case: it never changes once published, scripts may rely on it.
    pub code: String,
    /// Where it lies.
    pub place: Place,
    /// What is wrong.
    pub message: Text,
    /// What was expected, or how to mend it.
    pub hint: Text,
}

impl Fault {
    /// A fault with its stable code, what is wrong and how to mend it; say where with the `in_*` methods.
    pub fn new(code: &str, message: Text, hint: Text) -> Self {
        Self { code: code.to_owned(), place: Place::default(), message, hint }
    }

    /// Names the file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.place.file = Some(file.into());
        self
    }

    /// Names the row, counted from 1 as a spreadsheet does.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.place.row = Some(row);
        self
    }

    /// Names the column, attribute or parameter.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.place.column = Some(column.into());
        self
    }

    /// Names the vertex of a geometry, counted from 0.
    #[must_use]
    pub fn at_vertex(mut self, vertex: u64) -> Self {
        self.place.vertex = Some(vertex);
        self
    }

    /// Points into a JSON body.
    #[must_use]
    pub fn at_pointer(mut self, pointer: impl Into<String>) -> Self {
        self.place.pointer = Some(pointer.into());
        self
    }

    /// Names the character of a text, counted from 1.
    #[must_use]
    pub fn at_character(mut self, character: u64) -> Self {
        self.place.character = Some(character);
        self
    }

    /// The whole fault as one line: place, what is wrong, how to mend it.
    pub fn line(&self, lang: Lang) -> String {
        let place = self.place.words(lang);
        let separator = match lang {
            Lang::Fr => " : ",
            Lang::En => ": ",
        };
        let head = if place.is_empty() { String::new() } else { format!("{place}{separator}") };
        format!("{head}{} → {}", self.message.get(lang), self.hint.get(lang))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::Fr))
    }
}

impl std::error::Error for Fault {}

impl Place {
    /// The place in words: `file, row 12, column NbPers`.
    pub fn words(&self, lang: Lang) -> String {
        let (row, column, vertex, character) = match lang {
            Lang::Fr => ("ligne", "colonne", "sommet", "caractère"),
            Lang::En => ("row", "column", "vertex", "character"),
        };
        let parts = [
            self.file.clone(),
            self.row.map(|n| format!("{row} {n}")),
            self.column.as_ref().map(|name| format!("{column} {name}")),
            self.vertex.map(|n| format!("{vertex} {n}")),
            self.pointer.clone(),
            self.character.map(|n| format!("{character} {n}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn a_fault_reads_as_place_then_problem_then_remedy() {
        let fault = Fault::new(
            "not-a-number",
            text!("« abc » n’est pas un nombre", "“abc” is not a number"),
            Text::new("corriger la cellule", "mend the cell"),
        )
        .in_file("caf.csv")
        .at_row(12)
        .in_column("ARSA");
        assert_eq!(fault.line(Lang::Fr), "caf.csv, ligne 12, colonne ARSA : « abc » n’est pas un nombre → corriger la cellule");
        assert_eq!(fault.line(Lang::En), "caf.csv, row 12, column ARSA: “abc” is not a number → mend the cell");
    }
}

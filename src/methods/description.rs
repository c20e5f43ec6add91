//! What a method says of itself.

use crate::domain::{Lang, Text};

/// A method in a few lines: what it answers, how, after whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it answers, in one plain sentence.
    pub question: Text,
    /// The formula.
    pub formula: &'static str,
    /// The works it follows.
    pub source: &'static str,
    /// Defaults, and why.
    pub defaults: Text,
    /// What it cannot say.
    pub limits: Text,
}

impl Description {
    /// The whole as a page of text.
    pub fn page(&self, lang: Lang) -> String {
        let heads = match lang {
            Lang::Fr => ["Formule", "Source", "Par défaut", "Limites"],
            Lang::En => ["Formula", "Source", "Defaults", "Limits"],
        };
        let colon = if lang == Lang::Fr { " :" } else { ":" };
        let bodies = [self.formula, self.source, self.defaults.get(lang), self.limits.get(lang)];
        let parts = heads.iter().zip(bodies).map(|(head, body)| format!("\n{head}{colon}\n  {}\n", body.replace('\n', "\n  ")));
        format!("{} — {}\n{}", self.name, self.question.get(lang), parts.collect::<String>())
    }
}

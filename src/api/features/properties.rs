//! The properties of a collection as JSON Schema, in their own order: clients show columns in it.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::collection::Collection;
use crate::domain::Lang;
use crate::export::{Field, Kind};

/// Named schemas, in order.
pub struct Properties(pub Vec<(String, Value)>);

impl Properties {
    /// The properties of a collection.
    pub fn of(collection: &Collection, lang: Lang) -> Self {
        Self(collection.table.fields().iter().map(|field| (field.name.clone(), schema(field, lang))).collect())
    }
}

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, schema)| (name, schema)))
    }
}

fn schema(field: &Field, lang: Lang) -> Value {
    let title = field.title.get(lang);
    match field.kind {
        Kind::Text => json!({"title": title, "type": "string"}),
        Kind::Date => json!({"title": title, "type": "string", "format": "date"}),
        Kind::Number => json!({"title": title, "type": "number"}),
        Kind::Whole => json!({"title": title, "type": "integer"}),
        Kind::YesNo => json!({"title": title, "type": "boolean"}),
        Kind::List => json!({"title": title, "type": "array", "items": {"type": "string"}}),
    }
}

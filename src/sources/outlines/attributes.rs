//! The attributes of one feature, whatever case and type its container gave them.

/// Names in lower case and values as text; an empty value is as good as none.
#[derive(Debug, Clone, Default)]
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// From names and values.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let told = pairs.into_iter().map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
        Self(told.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The names that have a value.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// All names and values.
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// The value under the first of these lower-case names that has one.
    pub fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|wanted| self.0.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()))
    }
}

/// A number as a code is written: no decimals where there are none.
pub fn number(value: f64) -> String {
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case_and_the_first_alias_with_a_value_wins() {
        let pairs = [("CODE_IRIS", " 341720503 "), ("Nom_Iris", ""), ("LIB", "Les Tours")];
        let attributes = Attributes::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(attributes.get(&["code_iris"]), Some("341720503"));
        assert_eq!(attributes.get(&["nom_iris", "lib"]), Some("Les Tours"));
        assert_eq!(attributes.get(&["absent"]), None);
        assert_eq!(number(34172.0), "34172");
    }
}

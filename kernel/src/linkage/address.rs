//! A postal address as far as it can be compared: the number in the street, and the street.

use super::names::{Name, similarity};

/// What is known of an address.
#[derive(Debug, Clone)]
pub struct Address {
    number: Option<u32>,
    street: Option<Name>,
    postcode: Option<String>,
}

/// How two addresses agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same number in the same street.
    Door,
    /// The same street; a number is not known.
    Street,
    /// Two numbers in the same street.
    Neighbours,
    /// Two streets.
    Apart,
    /// One of them is not known.
    Unknown,
}

/// Streets as alike as this are one.
const SAME_STREET: f64 = 0.82;

impl Address {
    /// Reads « 8 bis rue de Bellevue 34000 Montpellier »; what follows the postal code is left aside.
    pub fn of(line: &str) -> Self {
        let tokens: Vec<&str> = line.split([' ', ',', ';']).filter(|token| !token.is_empty()).collect();
        let is_postcode = |token: &&str| token.len() == 5 && token.bytes().all(|byte| byte.is_ascii_digit());
        let until = tokens.iter().position(is_postcode).unwrap_or(tokens.len());
        let own = tokens.get(..until).unwrap_or_default();
        let digits = |token: &&str| token.chars().take_while(char::is_ascii_digit).collect::<String>();
        let numbered = own.first().map(digits).filter(|digits| (1..=4).contains(&digits.len()));
        let street = own.iter().skip(usize::from(numbered.is_some())).filter(|token| !SUFFIXES.contains(&token.to_lowercase().as_str()));
        let street = Name::of(&street.copied().collect::<Vec<_>>().join(" "));
        Self {
            number: numbered.and_then(|digits| digits.parse().ok()),
            street: Some(street).filter(Name::is_distinctive),
            postcode: tokens.get(until).map(|&code| code.to_owned()),
        }
    }

    /// How it agrees with another.
    pub fn agrees(&self, other: &Self) -> Agreement {
        let (Some(mine), Some(others)) = (&self.street, &other.street) else { return Agreement::Unknown };
        if similarity(mine, others) < SAME_STREET {
            return Agreement::Apart;
        }
        match (self.number, other.number) {
            (Some(mine), Some(others)) if mine == others => Agreement::Door,
            (Some(_), Some(_)) => Agreement::Neighbours,
            _ => Agreement::Street,
        }
    }

    /// Whether both say their postal code, and it is one.
    pub fn same_town(&self, other: &Self) -> bool {
        self.postcode.is_some() && self.postcode == other.postcode
    }

    /// Whether both name a street, and a word of it begins alike.
    pub fn may_agree(&self, other: &Self) -> bool {
        matches!((&self.street, &other.street), (Some(mine), Some(others)) if (self.number.is_none() || other.number.is_none() || self.number == other.number) && mine.shares_a_stem(others))
    }
}

const SUFFIXES: [&str; 5] = ["bis", "ter", "quater", "b", "-"];

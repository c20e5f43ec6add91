//! Addresses by their names, as they are read: streets once, doors one after the other.

use std::collections::HashMap;

use crate::domain::{AddressBook, Door, NamedStreet, Position};

/// What a row calls its door.
pub(super) struct Named {
    /// Its street.
    pub street: NamedStreet,
    /// Its number; 0 is none.
    pub number: u16,
    /// What follows the number.
    pub suffix: String,
}

impl Named {
    /// A door whose number may be written with what follows it: « 12 », « 12bis », « 12 B ».
    pub fn of(street: NamedStreet, number: &str, suffix: &str) -> Option<Self> {
        if street.name.trim().is_empty() {
            return None;
        }
        let number = number.trim();
        let (digits, glued) = number.split_at(number.bytes().take_while(u8::is_ascii_digit).count());
        let suffix = [glued, suffix].map(str::trim).into_iter().find(|suffix| !suffix.is_empty()).unwrap_or_default();
        Some(Self { street, number: digits.parse().unwrap_or_default(), suffix: suffix.to_lowercase() })
    }
}

/// The book being written.
#[derive(Default)]
pub(super) struct Book {
    book: AddressBook,
    places: HashMap<NamedStreet, u32>,
}

impl Book {
    /// Adds a door.
    pub fn enter(&mut self, named: Named, position: Position) {
        let Named { street, number, suffix } = named;
        let next = self.book.streets.len() as u32;
        let street = *self.places.entry(street).or_insert_with_key(|street| {
            self.book.streets.push(street.clone());
            next
        });
        self.book.doors.push(Door { street, number, suffix, position });
    }

    /// What was read; `None` where nothing has a name.
    pub fn whole(self) -> Option<AddressBook> {
        (!self.book.doors.is_empty()).then_some(self.book)
    }
}

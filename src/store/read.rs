//! Domain values from rows, cell after cell in the order of the columns in [`super::table`].

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as NameError, StrDeserializer};

use super::StoreError;
use super::table::Table;
use super::{outline, points};
use crate::domain::{
    AddressBook, Audiences, Dataset, DatasetId, Decision, Eligibility, Flag, Geography, Homes, Indicator, IrisKind, Measure, Opening,
    Parent, Placement, Remembered, SavedNetwork, Service, ServiceId, Text, Unlocated, Vintage, Zone, ZoneCode,
};

/// A row of either database. Booleans are 0 or 1, days and moments text, outlines WKB.
pub trait Row: Send {
    /// The words at a column.
    fn text(&self, column: usize) -> Result<Option<&str>, sqlx::Error>;
    /// The whole number at a column.
    fn integer(&self, column: usize) -> Result<Option<i64>, sqlx::Error>;
    /// The double at a column.
    fn real(&self, column: usize) -> Result<Option<f64>, sqlx::Error>;
    /// The bytes at a column.
    fn bytes(&self, column: usize) -> Result<Option<&[u8]>, sqlx::Error>;
}

/// Reads the cells of one row from the first to the last.
pub struct Cells<'r, R> {
    table: &'static Table,
    row: &'r R,
    next: usize,
}

impl<'r, R: Row> Cells<'r, R> {
    /// The cells of a row of a table.
    pub const fn of(table: &'static Table, row: &'r R) -> Self {
        Self { table, row, next: 0 }
    }

    /// The next cell, a whole number.
    pub fn integer(&mut self) -> Result<i64, StoreError> {
        let column = self.advance();
        self.filled(self.row.integer(column)?)
    }

    fn boolean(&mut self) -> Result<Option<bool>, StoreError> {
        let column = self.advance();
        Ok(self.row.integer(column)?.map(|number| number != 0))
    }

    fn real(&mut self) -> Result<Option<f64>, StoreError> {
        let column = self.advance();
        Ok(self.row.real(column)?)
    }

    fn optional(&mut self) -> Result<Option<&'r str>, StoreError> {
        let column = self.advance();
        Ok(self.row.text(column)?)
    }

    fn text(&mut self) -> Result<&'r str, StoreError> {
        let words = self.optional()?;
        self.filled(words)
    }

    fn string(&mut self) -> Result<String, StoreError> {
        self.text().map(str::to_owned)
    }

    fn optional_string(&mut self) -> Result<Option<String>, StoreError> {
        Ok(self.optional()?.map(str::to_owned))
    }

    fn bytes(&mut self) -> Result<&'r [u8], StoreError> {
        let column = self.advance();
        let bytes = self.row.bytes(column)?;
        self.filled(bytes)
    }

    fn optional_bytes(&mut self) -> Result<Option<&'r [u8]>, StoreError> {
        let column = self.advance();
        Ok(self.row.bytes(column)?)
    }

    fn parsed<T: FromStr<Err: Display>>(&mut self) -> Result<T, StoreError> {
        let words = self.text()?;
        words.parse().map_err(|cause| self.unreadable(&cause))
    }

    fn json<T: DeserializeOwned>(&mut self) -> Result<T, StoreError> {
        let document = self.text()?;
        serde_json::from_str(document).map_err(|cause| self.unreadable(&cause))
    }

    fn optional_json<T: DeserializeOwned>(&mut self) -> Result<Option<T>, StoreError> {
        let document = self.optional()?.map(serde_json::from_str).transpose();
        document.map_err(|cause| self.unreadable(&cause))
    }

    /// A word of a closed list, by the name it goes by in JSON.
    fn named<T: for<'de> Deserialize<'de>>(&mut self) -> Result<T, StoreError> {
        let name: StrDeserializer<'_, NameError> = self.text()?.into_deserializer();
        T::deserialize(name).map_err(|cause| self.unreadable(&cause))
    }

    fn vintage(&mut self) -> Result<Vintage, StoreError> {
        let year = self.integer()?;
        u16::try_from(year).ok().and_then(Vintage::new).ok_or_else(|| self.unreadable(&format_args!("{year} is not a year")))
    }

    fn zone_code(&mut self) -> Result<ZoneCode, StoreError> {
        let code = self.text()?;
        ZoneCode::new(code).map_err(|fault| self.unreadable(&fault))
    }

    fn label(&mut self) -> Result<Text, StoreError> {
        Ok(Text { fr: self.string()?, en: self.string()? })
    }

    fn measure(&mut self) -> Result<Measure, StoreError> {
        let (value, low, high) = (self.real()?, self.real()?, self.real()?);
        let flag = self.text()?;
        Flag::from_code(flag)
            .and_then(|flag| Measure::from_parts(value, low, high, flag))
            .ok_or_else(|| self.unreadable(&format_args!("{value:?} within {low:?} to {high:?} cannot be {flag}")))
    }

    const fn advance(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    fn filled<T>(&self, cell: Option<T>) -> Result<T, StoreError> {
        cell.ok_or_else(|| self.unreadable(&"nothing where something must be"))
    }

    /// Blames the cell read last.
    fn unreadable(&self, reason: &dyn Display) -> StoreError {
        let column = self.table.columns.get(self.next - 1).map_or("?", |(name, _)| name);
        StoreError::Unreadable { table: self.table.name, reason: format!("{column}: {reason}") }
    }
}

/// A data set, after its key.
pub fn dataset<R: Row>(cells: &mut Cells<'_, R>) -> Result<Dataset, StoreError> {
    Ok(Dataset {
        id: DatasetId::from_stored(cells.text()?),
        format: cells.string()?,
        title: cells.label()?,
        producer: cells.string()?,
        licence: cells.string()?,
        vintage: cells.vintage()?,
        file: cells.string()?,
        sha256: cells.string()?,
        imported_at: cells.parsed()?,
        fictional: cells.boolean()?.unwrap_or_default(),
        secrecy: cells.optional_json()?,
        notes: cells.json()?,
        report: cells.json()?,
    })
}

/// A zone with these parents, after its key and its data set's.
pub fn zone<R: Row>(cells: &mut Cells<'_, R>, parents: Vec<Parent>) -> Result<Zone, StoreError> {
    Ok(Zone {
        geography: cells.parsed()?,
        code: cells.zone_code()?,
        vintage: cells.vintage()?,
        name: cells.string()?,
        kind: iris_kind(cells)?,
        parents,
        shape: outline::to_shape(cells.bytes()?).map_err(|reason| cells.unreadable(&reason))?,
    })
}

fn iris_kind<R: Row>(cells: &mut Cells<'_, R>) -> Result<Option<IrisKind>, StoreError> {
    let Some(letter) = cells.optional()? else { return Ok(None) };
    IrisKind::from_letter(letter).map(Some).ok_or_else(|| cells.unreadable(&letter))
}

/// A parent, after its zone's key and its rank.
pub fn parent<R: Row>(cells: &mut Cells<'_, R>) -> Result<Parent, StoreError> {
    Ok(Parent { geography: cells.parsed()?, code: cells.zone_code()?, name: cells.optional_string()? })
}

/// An indicator of a data set, after its key and its data set's. Its identifier follows from code and year.
pub fn indicator<R: Row>(cells: &mut Cells<'_, R>, dataset: &DatasetId) -> Result<Indicator, StoreError> {
    cells.text()?;
    Ok(Indicator {
        code: cells.string()?,
        vintage: cells.vintage()?,
        label: cells.label()?,
        theme: cells.parsed()?,
        unit: cells.named()?,
        nature: cells.named()?,
        direction: cells.named()?,
        dataset: dataset.clone(),
    })
}

/// Geography, zone and value, after the keys of the observation and its indicator.
pub fn observation<R: Row>(cells: &mut Cells<'_, R>) -> Result<(Geography, ZoneCode, Measure), StoreError> {
    Ok((cells.parsed()?, cells.zone_code()?, cells.measure()?))
}

/// A service of a data set, after its key and its data set's.
pub fn service<R: Row>(cells: &mut Cells<'_, R>, dataset: &DatasetId) -> Result<Service, StoreError> {
    Ok(Service {
        id: ServiceId::from_stored(cells.text()?),
        dataset: dataset.clone(),
        name: cells.string()?,
        category: cells.string()?,
        themes: cells.json()?,
        topics: cells.json()?,
        audiences: audiences(cells)?,
        reception: cells.named()?,
        mobility: cells.named()?,
        eligibility: cells.optional_json()?.map_or(Eligibility::Everywhere, Eligibility::Areas),
        capacity: cells.real()?,
        opening: opening(cells)?,
        free: cells.boolean()?,
        address: cells.optional_string()?,
        commune: cells.optional_string()?,
        updated: cells.optional()?.map(str::parse).transpose().map_err(|cause| cells.unreadable(&cause))?,
        provenance: cells.optional_json()?.unwrap_or_default(),
        position: outline::to_position(cells.bytes()?).map_err(|reason| cells.unreadable(&reason))?,
        placed: Placement::default(),
    })
}

/// A service whose place is still to be found, after its key and its data set's.
pub fn unlocated<R: Row>(cells: &mut Cells<'_, R>) -> Result<Unlocated, StoreError> {
    for _beside in ["id", "name", "address", "commune"] {
        cells.optional()?;
    }
    cells.json()
}

/// The addresses of a data set by name, after their key and the data set's.
pub fn address_book<R: Row>(cells: &mut Cells<'_, R>) -> Result<AddressBook, StoreError> {
    let bytes = cells.bytes()?;
    postcard::from_bytes(bytes).map_err(|cause| cells.unreadable(&cause))
}

/// A decision, after its key and its data set's.
pub fn decision<R: Row>(cells: &mut Cells<'_, R>) -> Result<Decision, StoreError> {
    Ok(Decision { one: ServiceId::from_stored(cells.text()?), other: ServiceId::from_stored(cells.text()?), verdict: cells.named()? })
}

fn audiences<R: Row>(cells: &mut Cells<'_, R>) -> Result<Audiences, StoreError> {
    let codes: Vec<String> = cells.json()?;
    let (audiences, unknown) = Audiences::from_codes(codes.iter().map(String::as_str));
    if unknown.is_empty() { Ok(audiences) } else { Err(cells.unreadable(&unknown.join(", "))) }
}

fn opening<R: Row>(cells: &mut Cells<'_, R>) -> Result<Option<Opening>, StoreError> {
    let hours = cells.optional()?.map(Opening::new).transpose();
    hours.map_err(|fault| cells.unreadable(&fault))
}

/// The homes of a data set, after their key and its.
pub fn homes<R: Row>(cells: &mut Cells<'_, R>) -> Result<Homes, StoreError> {
    Ok(Homes {
        basis: cells.named()?,
        unit: cells.named()?,
        points: points::from_bytes(cells.bytes()?).map_err(|reason| cells.unreadable(&reason))?,
    })
}

/// A street network of a data set, after its key and the data set's.
pub fn network<R: Row>(cells: &mut Cells<'_, R>) -> Result<SavedNetwork, StoreError> {
    Ok(SavedNetwork { mode: cells.parsed()?, bytes: cells.bytes()?.to_vec() })
}

/// A state that was served.
pub fn remembered(cells: &mut Cells<'_, impl Row>) -> Result<Remembered, StoreError> {
    Ok(Remembered {
        snapshot: cells.string()?,
        before: cells.optional_string()?,
        updated: cells.parsed()?,
        summary: cells.label()?,
        digest: cells.optional_bytes()?.map(<[u8]>::to_vec),
    })
}

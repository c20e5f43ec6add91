//! The columns of a GeoParquet file.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::errors::Result;
use parquet::schema::types::{Type, TypePtr};

use crate::export::{Field, Kind};

/// The schema of columns: each may be null; `geometry` and `bbox` come last and may not.
pub fn of(fields: &[Field]) -> Result<TypePtr> {
    let mut columns = fields.iter().map(column).collect::<Result<Vec<_>>>()?;
    columns.push(Arc::new(Type::primitive_type_builder("geometry", Physical::BYTE_ARRAY).with_repetition(Repetition::REQUIRED).build()?));
    columns.push(bbox()?);
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(columns).build()?))
}

fn column(field: &Field) -> Result<TypePtr> {
    let plain = |physical, logical| {
        let builder = Type::primitive_type_builder(&field.name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    match field.kind {
        Kind::Text => plain(Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Date => plain(Physical::INT32, Some(LogicalType::Date)),
        Kind::Number => plain(Physical::DOUBLE, None),
        Kind::Whole => plain(Physical::INT64, None),
        Kind::YesNo => plain(Physical::BOOLEAN, None),
        Kind::List => list(&field.name),
    }
}

/// Three levels, as the format has it: the list, its repeated group, its words.
fn list(name: &str) -> Result<TypePtr> {
    let word = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let repeated = Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![Arc::new(word)]).build()?;
    let list = Type::group_type_builder(name)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()?;
    Ok(Arc::new(list))
}

fn bbox() -> Result<TypePtr> {
    let side = |name| Type::primitive_type_builder(name, Physical::DOUBLE).with_repetition(Repetition::REQUIRED).build().map(Arc::new);
    let sides = ["xmin", "ymin", "xmax", "ymax"].into_iter().map(side).collect::<Result<Vec<_>>>()?;
    Ok(Arc::new(Type::group_type_builder("bbox").with_repetition(Repetition::REQUIRED).with_fields(sides).build()?))
}

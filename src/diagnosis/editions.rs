//! Finding an indicator of the right year over a layer.

use std::cmp::Reverse;

use crate::atlas::{Atlas, Layer};
use crate::domain::{Indicator, Measure, Vintage};

/// One edition of an indicator over a layer, with at least one value.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Its values, one a zone.
    pub values: &'a [Measure],
}

impl Edition<'_> {
    /// Its year.
    pub const fn year(&self) -> u16 {
        self.indicator.vintage.year()
    }
}

/// Every edition of an indicator, by its code without year.
pub fn editions<'a>(atlas: &'a Atlas, layer: &'a Layer, code: &str) -> impl Iterator<Item = Edition<'a>> {
    let of_code = atlas.indicators.values().filter(move |indicator| indicator.code == code);
    let known = of_code.filter_map(|indicator| Some(Edition { indicator, values: layer.column(&indicator.id())? }));
    known.filter(|edition| edition.values.iter().any(|value| value.value().is_some()))
}

/// The newest edition.
pub fn newest<'a>(atlas: &'a Atlas, layer: &'a Layer, code: &str) -> Option<Edition<'a>> {
    editions(atlas, layer, code).max_by_key(Edition::year)
}

/// The edition nearest to a year; of two equally near, the newer.
pub fn nearest<'a>(atlas: &'a Atlas, layer: &'a Layer, code: &str, vintage: Vintage) -> Option<Edition<'a>> {
    editions(atlas, layer, code).min_by_key(|edition| (edition.year().abs_diff(vintage.year()), Reverse(edition.year())))
}

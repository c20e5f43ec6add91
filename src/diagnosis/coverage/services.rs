//! The services a coverage speaks of: those of the atlas, then those a scenario makes.

use crate::atlas::Atlas;
use crate::domain::Service;

/// Services by index: first those of the atlas, in its order, then others that exist in a scenario alone.
#[derive(Debug, Clone, Copy)]
pub struct Services<'a> {
    atlas: &'a [Service],
    others: &'a [Service],
}

impl<'a> Services<'a> {
    /// Those of an atlas alone.
    pub fn of(atlas: &'a Atlas) -> Self {
        Self { atlas: &atlas.services, others: &[] }
    }

    /// With others after them.
    #[must_use]
    pub const fn and(self, others: &'a [Service]) -> Self {
        Self { atlas: self.atlas, others }
    }

    /// The service of an index.
    pub fn at(self, index: u32) -> &'a Service {
        let index = index as usize;
        self.atlas.get(index).unwrap_or_else(|| &self.others[index - self.atlas.len()])
    }
}

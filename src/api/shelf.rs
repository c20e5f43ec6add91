//! The collections of a snapshot. Zones and services are ready when the snapshot is served; what must be
//! computed is ready soon after, or when first asked for.

use std::io;
use std::sync::OnceLock;

use super::features::collection::Collection;
use super::problem::internal;
use crate::domain::Fault;

type Make = Box<dyn Fn() -> io::Result<Collection> + Send + Sync>;

/// A place for one collection.
pub struct Shelf {
    /// The name of the collection in addresses.
    pub id: String,
    make: Make,
    made: OnceLock<Option<Collection>>,
}

impl Shelf {
    /// A place for a collection that is made later.
    pub fn new(id: impl Into<String>, make: impl Fn() -> io::Result<Collection> + Send + Sync + 'static) -> Self {
        Self { id: id.into(), make: Box::new(make), made: OnceLock::new() }
    }

    /// Whether it is ready.
    pub fn is_ready(&self) -> bool {
        self.made.get().is_some()
    }

    /// The collection, made now when it is not ready: call it aside from the threads that answer.
    ///
    /// # Errors
    /// `internal` when it could not be made; the cause is in the log.
    pub fn collection(&self) -> Result<&Collection, Fault> {
        self.made.get_or_init(|| self.attempt()).as_ref().ok_or_else(internal)
    }

    fn attempt(&self) -> Option<Collection> {
        let start = std::time::Instant::now();
        let made = (self.make)();
        tracing::debug!(collection = self.id, milliseconds = start.elapsed().as_millis(), "a collection is made");
        made.inspect_err(|cause| tracing::error!(%cause, collection = self.id, "a collection could not be made")).ok()
    }
}

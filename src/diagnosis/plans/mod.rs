//! Plans over the loaded territory: where to open places, and which round to make.

pub mod rounds;
pub mod sites;
#[cfg(test)]
mod tests;

/// What a plan asks now and then: whether to give up, and where it may say how far it is, 0 to 100.
pub trait Watch: Send + Sync {
    /// Whether the plan is no longer wanted.
    fn is_dismissed(&self) -> bool;
    /// So much is done, in hundredths.
    fn reached(&self, hundredths: u32);
}

/// Nobody watches: the plan goes on to its end.
pub struct Unwatched;

impl Watch for Unwatched {
    fn is_dismissed(&self) -> bool {
        false
    }

    fn reached(&self, _hundredths: u32) {}
}

//! From nothing to one's own town: the commands that go through the catalogue, fetch, import and keep fresh.
//!
//! | what | file |
//! |---|---|
//! | the commands | [`init`], [`update`], [`sources`] |
//! | what they work with: catalogue, territory, fetcher, what is remembered of each data set | [`desk`], [`memory`] |
//! | one data set: its files, its import, what came of it | [`files`], [`bring`] |
//! | what is found, what is missing and what that costs | [`found`], [`words`] |
//! | how data sets stand, for the page of those who keep them fresh | [`standing`] |
//! | a server that looks for newer editions by itself | [`schedule`] |

pub mod bring;
pub mod desk;
pub mod files;
pub mod found;
pub mod init;
mod margin;
pub mod memory;
pub mod schedule;
pub mod sources;
pub mod standing;
pub mod update;
pub mod voice;
pub mod words;

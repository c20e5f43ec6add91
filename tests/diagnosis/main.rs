//! What is diagnosed from real files: the demonstration town, where the truth is known, and Montpellier.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it leaves out and stops at what it did not expect")]

mod demo;
mod montpellier;
mod national;

use std::path::{Path, PathBuf};

use maillage::atlas::Atlas;
use maillage::diagnosis::coverage::CoverageQuery;
use maillage::domain::{Batch, Geography, Minutes, Mode, Theme};
use maillage::ingest::{self, Known, Manifest};
use maillage::sources::Unwatched;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The atlas of everything a manifest lists.
fn atlas(manifest: &str) -> Atlas {
    let manifest = Manifest::read(&root().join(manifest)).unwrap();
    let mut known = Known::default();
    let import = |request| -> Batch {
        let batch = ingest::file(request, &known, &Unwatched).unwrap();
        known.add(&batch.zones);
        batch
    };
    Atlas::build(manifest.files.iter().map(import).collect())
}

fn coverage_of(theme: Theme) -> CoverageQuery {
    CoverageQuery { geography: Geography::Iris, theme, audience: None, at: None, mode: Mode::Walk, limit_minutes: Minutes(30.0) }
}

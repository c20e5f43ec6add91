//! Writes the demonstration town: `cargo run --example demo_town -- OUTDIR`; or, with `layouts` behind, small files of
//! the same town in further published layouts: `cargo run --example demo_town -- fixtures/layouts layouts`.

mod published;
mod town;

use std::path::PathBuf;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("usage: demo_town OUTDIR")?);
    std::fs::create_dir_all(&folder)?;
    let files = match std::env::args().nth(2).as_deref() {
        None => town::files()?,
        Some("layouts") => published::files()?,
        Some(other) => anyhow::bail!("{other}: expected layouts, or nothing"),
    };
    for (name, content) in &files {
        std::fs::write(folder.join(name), content).with_context(|| format!("{name} in {}", folder.display()))?;
    }
    let bytes: usize = files.iter().map(|(_, content)| content.len()).sum();
    #[expect(clippy::print_stdout, reason = "a program one runs by hand says what it did")]
    {
        println!("{} files, {} kB, in {}", files.len(), bytes / 1000, folder.display());
    }
    Ok(())
}

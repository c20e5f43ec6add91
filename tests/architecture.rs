//! The six rules that a compiler does not hold: who may import whom, and who alone knows SQL, HTTP,
//! the clock and the disk.

use std::fs;
use std::path::{Path, PathBuf};

/// What each room may import of ours. A room that is not listed here does not exist.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("access", &["domain"]),
    ("spatial", &["domain"]),
    ("network", &["domain", "spatial"]),
    ("linkage", &["domain", "spatial"]),
    ("analysis", &["domain", "spatial"]),
    ("disclosure", &["domain"]),
    ("methods", &["domain", "spatial", "analysis"]),
    ("sources", &["domain", "spatial"]),
    ("remote", &["domain", "spatial", "network"]),
    ("catalogue", &["domain", "sources"]),
    ("fetch", &["domain", "sources", "catalogue"]),
    ("ingest", &["domain", "spatial", "network", "linkage", "sources", "disclosure"]),
    ("store", &["domain", "access", "disclosure"]),
    ("atlas", &["domain", "spatial", "network", "linkage", "disclosure"]),
    ("diagnosis", &["domain", "spatial", "atlas", "analysis", "network", "disclosure"]),
    ("tiles", &["domain", "spatial", "atlas"]),
    ("export", &["domain", "spatial", "atlas", "diagnosis"]),
    (
        "api",
        &["domain", "access", "disclosure", "spatial", "network", "store", "atlas", "tiles", "diagnosis", "export", "remote", "catalogue"],
    ),
    ("attack", &["domain", "spatial", "disclosure"]),
    ("config", &["domain", "store", "remote", "fetch"]),
    (
        "commands",
        &[
            "domain",
            "access",
            "disclosure",
            "config",
            "sources",
            "catalogue",
            "fetch",
            "ingest",
            "store",
            "atlas",
            "network",
            "methods",
            "diagnosis",
            "export",
            "api",
            "attack",
            "remote",
        ],
    ),
];

/// Words that only some rooms may write: what is deliberately absent elsewhere.
const ALONE: &[(&str, &[&str], &str)] = &[
    ("sqlx", &["store", "sources/outlines/geopackage.rs"], "only the store speaks SQL (a GeoPackage is an SQLite file)"),
    ("actix_web", &["api"], "only the API knows HTTP"),
    (
        "reqwest",
        &["remote", "fetch", "attack"],
        "what the settings name (an engine, an identity provider), open data that a command asks for, an instance that somebody told us to attack",
    ),
    ("std::fs", &["config", "commands", "methods", "sources", "fetch", "ingest", "store"], "only the doors read and write files"),
    (
        "Utc::now",
        &["ingest", "api/auth/clock.rs"],
        "results depend on data, not on the moment they are asked for; only sessions and keys end",
    ),
    ("SystemTime", &[], "results depend on data, not on the moment they are asked for"),
    (
        "vault::",
        &[
            "store",
            "commands/notes.rs",
            "commands/release.rs",
            "commands/releases.rs",
            "commands/vault.rs",
            "commands/retain.rs",
            "commands/erase.rs",
            "commands/door/child.rs",
            "commands/worlds.rs",
        ],
        "what serves the public does not open the vault: the door does, in a process of its own; worlds that are attacked have one to throw away",
    ),
    ("release::Raw", &["disclosure", "commands/release.rs"], "raw counts are made where a release is, and nowhere else"),
    (
        "release::exact_counts",
        &["disclosure", "commands/release.rs"],
        "what may be told exactly is decided once, with a release, and nowhere else",
    ),
    ("Raw::count", &["disclosure", "commands/release.rs"], "raw counts are made where a release is, and nowhere else"),
    ("SysRng", &["disclosure", "access/secret.rs"], "chance is seeded, but for the noise that keeps people secret and for secrets"),
    ("indicatif", &["commands"], "only the command line draws progress"),
    ("clap::", &["commands"], "only the command line reads arguments"),
];

/// Names of files that hold tests alone.
const TEST_FILES: [&str; 3] = ["/tests.rs", "/golden.rs", "/town.rs"];

struct Source {
    /// `analysis/access/e2sfca.rs`
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }

    /// The text before the tests of the file: tests may look where they like.
    fn production(&self) -> &str {
        if TEST_FILES.iter().any(|name| self.path.ends_with(name)) {
            return "";
        }
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for root in ["src", "kernel/src"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
        walk(&root, &mut |path| {
            let relative = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            found.push(Source { path: relative, text: fs::read_to_string(path).expect("readable source") });
        });
    }
    found
}

fn walk(folder: &Path, visit: &mut impl FnMut(&PathBuf)) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("readable folder").map(|entry| entry.expect("entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path);
        }
    }
}

/// The rooms named after `crate::` in a text, comments aside.
fn rooms_named(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.match_indices("crate::").map(|(at, word)| line.split_at(at + word.len()).1.to_owned()).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn imports_point_one_way() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.path.as_str(), "lib.rs" | "main.rs")) {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
            breaches.push(format!("{}: no such room on the plan", source.path));
            continue;
        };
        let known = rooms_named(source.production()).into_iter().filter(|room| ROOMS.iter().any(|(name, _)| name == room));
        let wrong = known.filter(|room| room != source.room() && !allowed.contains(&room.as_str()));
        breaches.extend(wrong.map(|room| format!("{} imports {room}", source.path)));
    }
    assert!(breaches.is_empty(), "against the flow:\n{}", breaches.join("\n"));
}

#[test]
fn some_words_belong_to_some_rooms_alone() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (word, rooms, why) in ALONE {
            let at_home = rooms.iter().any(|room| source.path.starts_with(room));
            let written = source.production().lines().any(|line| line.contains(word) && !line.trim_start().starts_with("//"));
            if written && !at_home {
                breaches.push(format!("{} writes `{word}`: {why}", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn no_file_grows_past_reading() {
    let long: Vec<_> = sources().iter().filter(|source| source.text.lines().count() > 600).map(|source| source.path.clone()).collect();
    assert!(long.is_empty(), "a file is one idea; these are several: {long:?}");
}

#[test]
fn the_repository_names_no_machine_and_no_registry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["Cargo.lock", "web/package-lock.json", "README.md", "Makefile", "scripts/test"] {
        let Ok(text) = fs::read_to_string(root.join(name)) else { continue };
        let hosts = ["registry.npmjs", "://pypi.org", "/root/", "/home/"];
        let named: Vec<_> = hosts.iter().filter(|host| text.contains(**host)).collect();
        assert!(named.is_empty(), "{name} names {named:?}");
    }
}

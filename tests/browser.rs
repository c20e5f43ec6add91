//! The map in a real browser: the built program serves the demonstration town, then all metropolitan France, and the
//! walks of `web/tests/browser` go through them as their readers would. Left out, and said, where Chromium, the
//! modules of `web/` or the built map are missing; `make test` installs and builds them.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// An account of an outreach team.
const LOGIN: &str = "camille";
const PASSWORD: &str = "quatre mots bien longs";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the walks need and this machine does not have.
fn missing() -> Option<String> {
    let browser = std::env::var_os("CHROMIUM").is_some() || BROWSERS.iter().any(|path| Path::new(path).exists());
    if !browser {
        return Some("Chromium".to_owned());
    }
    let needed = ["web/node_modules/playwright-core/package.json", "web/node_modules/axe-core/axe.min.js", "web/dist/index.html"];
    needed.into_iter().find(|file| !root().join(file).exists()).map(str::to_owned)
}

fn maillage(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_maillage"));
    program.arg("--data").arg(data).env("RUST_LOG", "warn");
    program
}

/// The program serving a folder, stopped when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn over(data: &Path) -> Self {
        let arguments = ["--json", "serve", "--host", "127.0.0.1", "--port", "0"];
        let mut process = maillage(data).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let address = told["address"].as_str().unwrap().replace("localhost", "127.0.0.1");
        Self { process, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn screenshots() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots")
}

/// One walk at a time: browsers and a server fill a machine.
static ALONE: Mutex<()> = Mutex::new(());

/// Goes through the walks whose names hold some words, with pictures into a folder.
fn walk(server: &Server, pictures: &Path, words: &str) {
    walk_as(server, pictures, words, &[]);
}

/// The same as somebody who has an account.
fn walk_as(server: &Server, pictures: &Path, words: &str, account: &[(&str, &str)]) {
    let walks = root().join("web/tests/browser/run.mjs");
    let mut node = Command::new("node");
    let walked = node.arg(walks).arg(&server.address).arg(pictures).arg(words).envs(account.iter().copied()).status().unwrap();
    let failed = std::fs::read_to_string(pictures.join("failed.txt")).unwrap_or_default();
    assert!(walked.success(), "{failed}see the walks above and the pictures in {}", pictures.display());
}

#[test]
fn the_map_of_the_demonstration_town_is_walked_through_in_a_browser() {
    if let Some(missing) = missing() {
        println!("left out: the walks in a browser, for {missing} is not on this machine (make test brings it)");
        return;
    }
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let data = tempfile::tempdir().unwrap();
    assert!(maillage(data.path()).args(["--quiet", "demo"]).status().unwrap().success());
    walk(&Server::over(data.path()), &screenshots(), "");
}

/// Nothing stands between the page and the vault: an account made by command, a server that takes notes, the door it opens.
#[test]
fn a_team_signs_in_at_a_server_of_its_own_and_its_note_arrives() {
    if let Some(missing) = missing() {
        println!("left out: signing in with a browser, for {missing} is not on this machine (make test brings it)");
        return;
    }
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let data = tempfile::tempdir().unwrap();
    assert!(maillage(data.path()).args(["--quiet", "demo"]).status().unwrap().success());
    std::fs::write(data.path().join("maillage.toml"), "[notes]\naccept = true\n").unwrap();
    let arguments = ["--quiet", "accounts", "add", LOGIN, "--role", "outreach", "--territory", "*", "--team", "maraude"];
    let mut adding = maillage(data.path()).args(arguments).stdin(Stdio::piped()).spawn().unwrap();
    writeln!(adding.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(adding.wait().unwrap().success());
    let pictures = screenshots().join("signed-in");
    walk_as(
        &Server::over(data.path()),
        &pictures,
        "a team signs in at its own server",
        &[("MAILLAGE_WALK_LOGIN", LOGIN), ("MAILLAGE_WALK_PASSWORD", PASSWORD)],
    );
}

#[test]
fn the_map_of_all_metropolitan_france_is_walked_through_in_a_browser() {
    let outlines = root().join("../shared/data/france/iris_2020_metropole.gpkg");
    let needed = missing().or_else(|| (!outlines.exists()).then(|| "../shared/data/france".to_owned()));
    if let Some(missing) = needed {
        println!("left out: the walks over all France, for {missing} is not on this machine");
        return;
    }
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let data = tempfile::tempdir().unwrap();
    let manifest = root().join("fixtures/manifests/france.toml");
    assert!(maillage(data.path()).args(["--quiet", "import", "--manifest"]).arg(manifest).status().unwrap().success());
    walk(&Server::over(data.path()), &screenshots().join("france"), "whole country");
}

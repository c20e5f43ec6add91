//! The map in a real browser: the built program serves the demonstration town, and the walks of
//! `web/tests/browser` go through it as its readers would. Left out, and said, where Chromium, the
//! modules of `web/` or the built map are missing; `make test` installs and builds them.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

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

#[test]
fn the_map_of_the_demonstration_town_is_walked_through_in_a_browser() {
    if let Some(missing) = missing() {
        println!("left out: the walks in a browser, for {missing} is not on this machine (make test brings it)");
        return;
    }
    let data = tempfile::tempdir().unwrap();
    assert!(maillage(data.path()).args(["--quiet", "demo"]).status().unwrap().success());
    let server = Server::over(data.path());
    let walks = root().join("web/tests/browser/run.mjs");
    let walked = Command::new("node").arg(walks).arg(&server.address).arg(screenshots()).status().unwrap();
    let failed = std::fs::read_to_string(screenshots().join("failed.txt")).unwrap_or_default();
    assert!(walked.success(), "{failed}see the walks above and the pictures in {}", screenshots().display());
}

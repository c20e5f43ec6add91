//! Drives the built program as its user would: commands in a data folder of their own, a server on a
//! free port, stopped at the end.
#![allow(dead_code, reason = "each test file uses the part it needs")]
#![allow(clippy::panic, clippy::print_stdout, reason = "a test stops at what it did not expect and says what it leaves out")]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The open data beside the checkout, when they are there; says plainly when they are not.
pub fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(part);
    if path.exists() {
        return Some(path);
    }
    println!("left out: {} is not beside this checkout", path.display());
    None
}

/// A file of the repository.
pub fn repository(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(part)
}

/// The program with a data folder of its own.
pub struct Program {
    data: TempDir,
}

impl Program {
    pub fn new() -> Self {
        Self { data: TempDir::new().expect("a temporary folder") }
    }

    /// A program on the demonstration town.
    pub fn with_demo() -> Self {
        let program = Self::new();
        program.succeed(["demo"]);
        program
    }

    pub fn folder(&self) -> &Path {
        self.data.path()
    }

    fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maillage"));
        command.args(arguments).arg("--data").arg(self.data.path()).arg("--json").current_dir(env!("CARGO_MANIFEST_DIR"));
        for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("MAILLAGE_")) {
            command.env_remove(key);
        }
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Runs a command that must succeed; its standard output as JSON lines.
    pub fn succeed<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Vec<Value> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        json_lines(&output.stdout)
    }

    /// Runs a command that must write one text to standard output.
    pub fn text<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Runs a command that must be refused with exit code 1; its faults.
    pub fn refused<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Vec<Value> {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&output.stdout));
        json_lines(&output.stderr)
    }

    /// The identifier of what is loaded: it changes with any change of content.
    pub fn snapshot(&self) -> String {
        self.succeed(["check"])[0]["snapshot"].as_str().expect("a snapshot").to_owned()
    }

    /// Starts the server on a free port.
    pub fn serve(&self) -> Server {
        let mut process =
            self.command(["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the server starts");
        let mut said = String::new();
        BufReader::new(process.stdout.take().expect("its output")).read_line(&mut said).expect("its address");
        let address: Value = serde_json::from_str(&said).unwrap_or_else(|cause| panic!("« {said} » is not JSON: {cause}"));
        Server { address: address["address"].as_str().expect("an address").trim_end_matches('/').to_owned(), process, kept: None }
    }

    /// Starts the server and hands the data folder over to it.
    pub fn serve_kept(self) -> Server {
        let mut server = self.serve();
        server.kept = Some(self);
        server
    }
}

fn json_lines(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(bytes).lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// A running server.
pub struct Server {
    pub address: String,
    process: Child,
    kept: Option<Program>,
}

impl Server {
    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Gets a resource as JSON; it must be there.
    pub fn get(&self, path: &str) -> Value {
        let mut answer = ureq::get(format!("{}{path}", self.address))
            .header("Accept", "application/json")
            .call()
            .unwrap_or_else(|cause| panic!("{path}: {cause}"));
        answer.body_mut().with_config().limit(200_000_000).read_json().expect("JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

//! Accounts, keys and the log from the command line: what whoever runs the server does first.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs a command in a data folder, with something on its standard input: whether it was done, and what it said.
fn run(data: &Path, arguments: &[&str], input: &str) -> (bool, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_maillage"));
    program.arg("--data").arg(data).args(["--json", "--lang", "en"]).args(arguments);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.success(), words(&output.stdout), words(&output.stderr))
}

fn said(data: &Path, arguments: &[&str], input: &str) -> Vec<Value> {
    let (done, out, refused) = run(data, arguments, input);
    assert!(done, "{arguments:?}: {refused}");
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn accounts_are_made_listed_shown_shut_and_erased() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let add = ["accounts", "add", "camille", "--role", "outreach", "--territory", "34172", "--team", "nord"];
    let (done, _, refused) = run(data, &add, "court\n");
    assert!(!done && refused.contains("weak-password") && !refused.contains("court\""), "{refused}");
    said(data, &add, "quatre mots bien longs\nand what stands after the first line\n");
    let (done, _, refused) = run(data, &add, "quatre mots bien longs\n");
    assert!(!done && refused.contains("login-taken"), "{refused}");
    let (done, _, refused) = run(data, &["accounts", "add", "d", "--role", "king"], "");
    assert!(!done && (refused.contains("bad-login") || refused.contains("unknown-role")), "{refused}");
    let listed = said(data, &["accounts", "list"], "");
    assert_eq!((listed.len(), listed[0]["role"].as_str(), listed[0]["team"].as_str()), (1, Some("outreach"), Some("nord")));
    said(data, &["accounts", "move", "camille", "--role", "planner", "--territory", "34"], "");
    said(data, &["accounts", "disable", "Camille"], "");
    let dossier = said(data, &["accounts", "export", "camille"], "").remove(0);
    assert_eq!((dossier["account"]["role"].as_str(), dossier["account"]["disabled"].as_bool()), (Some("planner"), Some(true)));
    assert_eq!(dossier["log"].as_array().unwrap().len(), 3);
    said(data, &["accounts", "erase", "camille"], "");
    let (done, _, refused) = run(data, &["accounts", "password", "camille"], "quatre mots bien longs");
    assert!(!done && refused.contains("unknown-login"), "{refused}");
    let whole = said(data, &["audit", "verify"], "").remove(0);
    assert_eq!(whole["lines"], 4);
    let head = whole["hash"].as_str().unwrap();
    said(data, &["audit", "verify", "--head", head], "");
    let (done, _, refused) = run(data, &["audit", "verify", "--head", &"0".repeat(64)], "");
    assert!(!done && refused.contains("chain-broken"), "{refused}");
    assert!(said(data, &["audit", "list"], "").iter().all(|line| line["who"] == "operator"));
}

#[test]
fn keys_are_made_once_listed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let made = said(data, &["keys", "add", "Thèse", "--scope", "read-public", "--quota", "50", "--days", "10"], "").remove(0);
    let secret = made["secret"].as_str().unwrap();
    let listed = run(data, &["keys", "list"], "").1;
    assert!(listed.contains("Thèse") && !listed.contains(secret), "{listed}");
    let (done, _, refused) = run(data, &["keys", "add", "Autre", "--scope", "write-note"], "");
    assert!(!done && refused.contains("unknown-scope"), "{refused}");
    said(data, &["keys", "revoke", "1"], "");
    assert_eq!(said(data, &["keys", "list"], "")[0]["revoked"], true);
    assert!(run(data, &["keys", "revoke", "7"], "").2.contains("unknown-key"));
}

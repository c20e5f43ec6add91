//! Test 2 of the specification: what `POST /areas` says of field notes follows from the downloads alone. Another engine works it out
//! again: sixty outlines here, ten thousand by `scripts/outlines-oracle`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::program::{Program, repository};
use crate::{day, file, import, quarter};

#[test]
fn outlines_answer_what_the_downloads_say() {
    let python = std::env::var_os("MAILLAGE_TEST_PYTHON").map_or_else(|| repository(".tools/venv/bin/python"), PathBuf::from);
    if !python.exists() {
        println!("left out: {} is not there (scripts/install-test-tools)", python.display());
        return;
    }
    let program = Program::with_demo();
    import(&program, &file(&program, "notes.csv", &everywhere()));
    program.succeed(["release", "--quarter", &quarter().to_string()]);
    let server = program.serve();
    let word = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_owned());
    let arguments = [server.address.clone(), word("MAILLAGE_TEST_OUTLINES", "60"), word("MAILLAGE_TEST_OUTLINES_SEED", "2")];
    let output = Command::new(python).arg(repository("tests/notes/outlines.py")).args(arguments).output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout).trim());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(told["compared"].as_u64() >= told["outlines"].as_u64().map(|all| all / 2), "{told}");
}

/// Encounters in several zones, of different themes: enough in some to be told, too few in others.
fn everywhere() -> String {
    let mut rows = String::new();
    for number in 0..400_u64 {
        let zone = ["001010101", "001010102", "001010103"][(number % 7 % 3) as usize];
        let theme = ["sante", "mobilite", "culture+pauvrete"][(number % 3) as usize];
        let reason = ["non-demand", "non-knowledge", ""][(number % 5 % 3) as usize];
        writeln!(rows, "{zone};{};2;{theme};{reason};referral;;", day(number % 60)).unwrap();
    }
    rows
}

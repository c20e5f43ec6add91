//! The program `maillage`: reads the command line and calls one command.

use std::process::ExitCode;

fn main() -> ExitCode {
    maillage::commands::main(std::env::args_os().collect())
}

//! The program `maillage`: reads the command line and calls one command.

use std::process::ExitCode;

/// Gives memory back that large computations leave behind, where the allocator of the system keeps it in pieces.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    maillage::commands::main(std::env::args_os().collect())
}

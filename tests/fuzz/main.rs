//! Every parser of a source, fed with damaged files: it reads or refuses, and never breaks the program, takes long or swells.
//!
//! By default a few dozen inputs each; `MAILLAGE_FUZZ_RUNS` says how many, `MAILLAGE_FUZZ_SEED` which ones, `MAILLAGE_FUZZ_PARSER` the
//! one parser wanted. `scripts/fuzz` asks for a million each.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod damage;
mod parsers;
mod secrets;

use std::cell::Cell;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use damage::damaged;
use parsers::{Parser, parsers};

/// No input may take longer.
const LONGEST: Duration = Duration::from_secs(1);

/// Memory that all the inputs together may add.
const MOST_MEMORY: u64 = 256 << 20;

fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Peak memory of this process, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() << 10
}

/// Time of a processor that this thread has had, where the system tells.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// How long a parser takes over an input, and whether it reads it. A busy machine makes it wait: what takes too long is read again, and
/// the time of the processor counts.
fn timed(parser: &Parser, input: &[u8]) -> (Duration, bool) {
    let start = Instant::now();
    let taken = (parser.read)(input);
    let took = start.elapsed();
    if took < LONGEST {
        return (took, taken);
    }
    let before = on_processor();
    (parser.read)(input);
    let worked = on_processor().zip(before).map(|(after, before)| after.saturating_sub(before));
    (worked.unwrap_or(took), taken)
}

/// Feeds one parser; the longest time of one input, and how many were read rather than refused.
fn fed(parser: &Parser, runs: u32, seed: u64) -> (Duration, u32) {
    let mut bytes = [0_u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases: runs, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let (longest, read) = (Cell::new(Duration::ZERO), Cell::new(0));
    let fed = runner.run(&damaged(&parser.seeds), |input| {
        let (took, taken) = timed(parser, &input);
        longest.set(longest.get().max(took));
        read.set(read.get() + u32::from(taken));
        assert!(took < LONGEST, "{} bytes took {took:?}", input.len());
        Ok(())
    });
    if let Err(cause) = fed {
        panic!("{}, seed {seed}: {cause}", parser.name);
    }
    (longest.get(), read.get())
}

#[test]
fn no_damaged_file_breaks_a_parser() {
    let runs = setting("MAILLAGE_FUZZ_RUNS").map_or(40, |runs| runs.parse().unwrap());
    let seed = setting("MAILLAGE_FUZZ_SEED").map_or(18, |seed| seed.parse().unwrap());
    let only = setting("MAILLAGE_FUZZ_PARSER");
    let all = parsers();
    assert!(all.len() >= 24, "only {} parsers", all.len());
    let before = peak();
    for parser in all.iter().filter(|parser| only.as_ref().is_none_or(|only| parser.name == *only)) {
        assert!(parser.seeds.iter().any(|seed| (parser.read)(seed)), "{} reads none of its own files", parser.name);
        let start = Instant::now();
        let (longest, read) = fed(parser, runs, seed);
        let swollen = peak().saturating_sub(before);
        println!(
            "{:<28} {runs:>8} inputs, {read:>8} read, 0 crashes, longest {:>8.3} ms, {:>4} MiB more, {:>7.1} s",
            parser.name,
            longest.as_secs_f64() * 1e3,
            swollen >> 20,
            start.elapsed().as_secs_f64()
        );
        assert!(swollen < MOST_MEMORY, "{} swells by {swollen} bytes", parser.name);
    }
}

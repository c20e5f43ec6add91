//! Lines chained by their hashes: whoever keeps the last hash can tell whether any line before it was changed, and which.

use sha2::{Digest, Sha256};

pub use crate::domain::Link;
use crate::domain::{Fault, Text};
use crate::text;

/// What the first line of a chain is hashed with.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Chains lines after a hash: [`START`], or the last one of the chain so far.
pub fn extend(head: &str, lines: impl IntoIterator<Item = String>) -> Vec<Link> {
    let mut head = head.to_owned();
    let mut link = |line: String| {
        head = hash(&head, &line);
        Link { line, hash: head.clone() }
    };
    lines.into_iter().map(&mut link).collect()
}

fn hash(head: &str, line: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(head);
    digest.update("\n");
    digest.update(line);
    format!("{:x}", digest.finalize())
}

/// Checks a whole chain and gives its last hash.
///
/// # Parameters
/// `expected`: the last hash as it was published, where one is kept elsewhere: without it, lines cut off the end go unnoticed.
///
/// # Errors
/// `chain-broken`, at the first row, counted from 1, that does not follow from those before; one past the end when rows are
/// missing there.
pub fn verify(links: &[Link], expected: Option<&str>) -> Result<String, Fault> {
    verify_after(START, links, expected)
}

/// The same for the rest of a chain whose beginning is no longer kept.
///
/// # Parameters
/// `start`: the hash of the last line that is gone.
///
/// # Errors
/// As [`verify`]; rows are counted from the first that is kept.
pub fn verify_after(start: &str, links: &[Link], expected: Option<&str>) -> Result<String, Fault> {
    let mut head = start.to_owned();
    for (index, link) in links.iter().enumerate() {
        head = hash(&head, &link.line);
        if head != link.hash {
            return Err(broken(index as u64 + 1));
        }
    }
    match expected {
        Some(expected) if expected != head => Err(broken(links.len() as u64 + 1)),
        _ => Ok(head),
    }
}

fn broken(row: u64) -> Fault {
    Fault::new(
        "chain-broken",
        text!("la chaîne est rompue à la ligne {row}", "the chain is broken at row {row}"),
        Text::new(
            "cette ligne, ou une ligne avant elle, a été changée ou ôtée : comparer avec une copie et ne rien publier d’ici là",
            "this row, or one before it, was changed or taken away: compare with a copy and release nothing until then",
        ),
    )
    .at_row(row)
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64;

    use super::*;

    fn chain(rows: usize) -> Vec<Link> {
        extend(START, (0..rows).map(|row| format!("2026-T3|zone|{row}|persons|{}", row * 7 % 41)))
    }

    #[test]
    fn a_chain_that_was_left_alone_is_sound_however_it_was_written() {
        let whole = chain(9);
        let mut parts = extend(START, whole[..4].iter().map(|link| link.line.clone()));
        parts.extend(extend(&parts[3].hash.clone(), whole[4..].iter().map(|link| link.line.clone())));
        assert_eq!(parts, whole);
        assert_eq!(verify(&whole, Some(&whole[8].hash)).unwrap(), whole[8].hash);
    }

    #[test]
    fn a_thousand_tamperings_are_all_found_at_their_first_row() {
        let sound = chain(60);
        let head = sound[59].hash.clone();
        let mut random = Pcg64::seed_from_u64(24);
        for turn in 0..1_000 {
            let mut links = sound.clone();
            let at = random.random_range(0..59_usize);
            let first_bad = match turn % 6 {
                0 => {
                    links[at].line.push('0');
                    at
                }
                1 => {
                    links[at].hash = links[at + 1].hash.clone();
                    at
                }
                2 => {
                    links.remove(at);
                    at
                }
                3 => {
                    links.swap(at, at + 1);
                    at
                }
                4 => {
                    links.truncate(at);
                    at
                }
                // A forger who mends the hash of the row is found at the row after.
                _ => {
                    links[at].line.push('1');
                    let before = if at == 0 { START } else { &sound[at - 1].hash };
                    links[at].hash = hash(before, &links[at].line);
                    at + 1
                }
            };
            let fault = verify(&links, Some(&head)).expect_err("found");
            assert_eq!((fault.code.as_str(), fault.place.row), ("chain-broken", Some(first_bad as u64 + 1)), "tampering {turn}");
        }
    }
}

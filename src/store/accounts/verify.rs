//! Whether the log is whole.

use super::Logged;
use crate::access::{checkpointed, cut_short};
use crate::disclosure::chain::{self, START};
use crate::domain::Fault;

/// Checks a whole log and gives its last hash.
///
/// Its first line must be number 1, or follow the last line that a checkpoint says went.
///
/// # Parameters
/// `expected`: the last hash as it was written down elsewhere: without it, lines cut off the end go unnoticed.
///
/// # Errors
/// `chain-broken`, at the first line that does not follow from those before it; one past the end when lines are missing there.
pub fn verify(lines: &[Logged], expected: Option<&str>) -> Result<String, Fault> {
    let [first, .., last] = lines else { return short(lines, expected) };
    let inside = broken_inside(lines);
    let stated = lines.iter().rev().find_map(|logged| checkpointed(&logged.link.line).map(|(gone, hash)| (gone, hash, logged.number)));
    let Some((gone, head, at)) = stated else {
        return match inside {
            _ if first.number == 1 && !follows(first, START) => Err(cut_short(1)),
            Some(row) => Err(cut_short(row)),
            None if first.number != 1 => Err(cut_short(1)),
            None => end(&last.link.hash, last.number, expected),
        };
    };
    match inside {
        // Of a checkpoint that was changed, the first line is not to blame.
        Some(row) if row == at || row == at + 1 => Err(cut_short(row)),
        _ if first.number != gone + 1 || !follows(first, head) => Err(cut_short(gone + 1)),
        Some(row) => Err(cut_short(row)),
        None => end(&last.link.hash, last.number, expected),
    }
}

/// Checks a whole log against where it stood when releases were made.
///
/// # Parameters
/// `heads`: numbers of lines and their hashes, as published.
///
/// # Returns
/// How many of them speak of a line that is still kept.
///
/// # Errors
/// `chain-broken`, at the first line that is another than the one published; one past the end when lines are missing there.
pub fn verify_heads<'a>(lines: &[Logged], heads: impl IntoIterator<Item = (u64, &'a str)>) -> Result<usize, Fault> {
    let mut found = 0;
    for (number, hash) in heads.into_iter().filter(|(number, _)| *number > 0) {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        match lines.iter().find(|logged| logged.number == number) {
            Some(logged) if logged.link.hash == hash => found += 1,
            Some(_) => return Err(cut_short(number)),
            None if lines.last().is_none_or(|last| last.number < number) => {
                return Err(cut_short(lines.last().map_or(1, |last| last.number + 1)));
            }
            // It is over twelve months old, and gone.
            None => {}
        }
    }
    Ok(found)
}

/// A log of one line or none.
fn short(lines: &[Logged], expected: Option<&str>) -> Result<String, Fault> {
    match lines.first() {
        None => end(START, 0, expected),
        Some(only) if only.number == 1 && follows(only, START) => end(&only.link.hash, 1, expected),
        Some(_) => Err(cut_short(1)),
    }
}

/// The number of the first line, after the first, that does not follow from the one before it.
fn broken_inside(lines: &[Logged]) -> Option<i64> {
    let broken = lines.windows(2).find(|pair| match pair {
        [before, line] => line.number != before.number + 1 || !follows(line, &before.link.hash),
        _ => false,
    });
    broken.and_then(<[Logged]>::first).map(|before| before.number + 1)
}

fn follows(logged: &Logged, head: &str) -> bool {
    chain::extend(head, [logged.link.line.clone()]).first() == Some(&logged.link)
}

fn end(head: &str, last: i64, expected: Option<&str>) -> Result<String, Fault> {
    match expected {
        Some(expected) if expected != head => Err(cut_short(last + 1)),
        _ => Ok(head.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64;

    use super::*;
    use crate::access::{AccountId, Actor, checkpoint, event};

    /// A log of 80 lines of which the first 20 went.
    fn log() -> Vec<Logged> {
        let line = |n: i64| event(1_790_000_000 + n, Actor::Account(AccountId(n % 7)), "sign-in", "");
        let mut links = chain::extend(START, (1..=60).map(line));
        let gone = checkpoint(1_790_000_100, 20, &links[19].hash);
        links.extend(chain::extend(&links[59].hash.clone(), std::iter::once(gone).chain((62..=80).map(line))));
        (1..).zip(links).map(|(number, link)| Logged { number, link }).skip(20).collect()
    }

    fn mended(line: &Logged, before: &str, words: String) -> Logged {
        Logged { number: line.number, link: chain::extend(before, [words]).remove(0) }
    }

    #[test]
    fn a_log_left_alone_is_whole_before_and_after_its_oldest_lines_went() {
        let log = log();
        assert_eq!(verify(&log, Some(&log[59].link.hash)).unwrap(), log[59].link.hash);
        let young: Vec<_> =
            (1..).zip(chain::extend(START, ["a".to_owned(), "b".to_owned()])).map(|(number, link)| Logged { number, link }).collect();
        assert!(verify(&young, None).is_ok() && verify(&[], None).is_ok());
    }

    #[test]
    fn a_log_written_anew_as_a_whole_is_found_by_the_heads_published_with_releases() {
        let sound = log();
        let heads = [(12, "of a line that is gone"), (40, sound[19].link.hash.as_str()), (80, sound[59].link.hash.as_str())];
        assert_eq!(verify_heads(&sound, heads).unwrap(), 2);
        assert_eq!(verify_heads(&[], [(0, START)]).unwrap(), 0);
        let mut forged = sound[..20].to_vec();
        let anew = chain::extend(&sound[19].link.hash.clone(), (41..=80).map(|n| event(1_790_000_000 + n, Actor::Nobody, "sign-in", "")));
        forged.extend((41..).zip(anew).map(|(number, link)| Logged { number, link }));
        assert_eq!(verify_heads(&forged, heads).unwrap_err().place.row, Some(80));
        assert_eq!(verify_heads(&sound[..30], heads).unwrap_err().place.row, Some(51));
        assert_eq!(verify_heads(&[], heads).unwrap_err().place.row, Some(1));
    }

    #[test]
    fn a_thousand_tamperings_are_all_found_at_their_first_line() {
        let sound = log();
        let head = sound[59].link.hash.clone();
        let mut random = Pcg64::seed_from_u64(24);
        for turn in 0..1_000 {
            let (mut lines, at) = (sound.clone(), random.random_range(0..59_usize));
            let number = sound[at].number;
            let first_bad = match turn % 7 {
                0 => {
                    lines[at].link.line.push('0');
                    number
                }
                1 => {
                    lines[at].link.hash = lines[at + 1].link.hash.clone();
                    // The checkpoint alone tells of the first line, and says nothing of the hash it has of its own.
                    number
                }
                2 => {
                    lines.remove(at);
                    number
                }
                3 => {
                    let (one, other) = (lines[at].link.clone(), lines[at + 1].link.clone());
                    (lines[at].link, lines[at + 1].link) = (other, one);
                    number
                }
                4 => {
                    lines.truncate(at);
                    number
                }
                5 => {
                    lines.drain(..=at);
                    // Past the checkpoint, the first line left is the first that cannot be told from a forged one.
                    sound[0].number
                }
                // A forger who mends the hash of the line is found at the line after.
                _ => {
                    let before = if at == 0 { checkpointed(&sound[40].link.line).unwrap().1 } else { &sound[at - 1].link.hash };
                    lines[at] = mended(&sound[at], before, format!("{}1", sound[at].link.line));
                    number + 1
                }
            };
            let fault = verify(&lines, Some(&head)).expect_err("found");
            assert_eq!(fault.code, "chain-broken");
            let named = fault.place.row.unwrap().cast_signed();
            if turn % 7 == 5 || (turn % 7 == 4 && at <= 40) {
                // Without the checkpoint, that lines are missing is all that is known.
                assert!(named >= 1 && named <= number + 1, "tampering {turn} at {at}: {named}");
            } else {
                assert_eq!(named, first_bad, "tampering {turn} at {at}");
            }
        }
    }
}

//! Coordinates in words: of a number rounded to a few decimals, the shortest that reads back the same is known without a search.

use std::io::{self, Write};

/// Digits of a number of 64 bits, and one more.
const MOST: usize = 20;

/// From here on not every digit of a number counts.
const EXACT: f64 = 1e15;

const PAIRS: [u8; 200] = pairs();

const fn pairs() -> [u8; 200] {
    let mut pairs = [b'0'; 200];
    let mut number = 0;
    while number < 100 {
        pairs[2 * number] += number as u8 / 10;
        pairs[2 * number + 1] += number as u8 % 10;
        number += 1;
    }
    pairs
}

/// Writes a number rounded to so many decimals, 1 to 15, as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, number: f64, decimals: usize) -> io::Result<()> {
    let scale = 10_f64.powi(decimals as i32);
    let units = (number * scale).round();
    // The least numbers are written with an exponent, zero with its sign.
    if units.abs() >= EXACT || units.abs() < (scale * 1e-5).max(1.0) {
        return serde_json::to_writer(out, &(units / scale)).map_err(io::Error::from);
    }
    let mut digits = [b'0'; MOST];
    let (mut at, mut rest) = (MOST, units.abs() as u64);
    while rest > 0 {
        let pair = 2 * (rest % 100) as usize;
        digits[at - 2..at].copy_from_slice(&PAIRS[pair..pair + 2]);
        at -= 2;
        rest /= 100;
    }
    let point = MOST - decimals;
    let start = (at + usize::from(digits[at] == b'0')).min(point - 1);
    let end = digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1).max(point + 1);
    if units < 0.0 {
        out.write_all(b"-")?;
    }
    out.write_all(&digits[start..point])?;
    out.write_all(b".")?;
    out.write_all(&digits[point..end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(number: f64, decimals: usize) -> String {
        let mut out = Vec::new();
        write(&mut out, number, decimals).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn by_serde(number: f64, decimals: usize) -> String {
        let scale = 10_f64.powi(decimals as i32);
        serde_json::to_string(&((number * scale).round() / scale)).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_096))]
        #[test]
        fn a_number_is_written_as_serde_writes_it(
            number in prop_oneof![-180.0_f64..180.0, -2e7_f64..2e7, -1e-4_f64..1e-4, any::<f64>()],
            decimals in 1_usize..=9,
        ) {
            prop_assert_eq!(written(number, decimals), by_serde(number, decimals));
        }
    }

    #[test]
    fn zeros_at_either_end_are_those_that_stand_there() {
        for (number, words) in
            [(43.0, "43.0"), (0.05, "0.05"), (-0.5, "-0.5"), (100.25, "100.25"), (0.0, "0.0"), (-0.0, "-0.0"), (1e-7, "1e-7")]
        {
            assert_eq!(written(number, 7), words);
        }
        assert_eq!(written(6_600_000.0, 4), "6600000.0");
    }
}

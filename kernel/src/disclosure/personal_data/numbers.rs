//! Numbers that prove themselves: those of social security and of bank accounts carry a key.

/// Whether 15 characters are a number of social security (NIR): 13 digits, of which two may be a Corsican letter pair, and the key
/// 97 − n mod 97, where 2A counts as 19 and 2B as 18 (INSEE, “numéro d’inscription au répertoire”).
pub fn is_nir(characters: &str) -> bool {
    let Some((number, key)) = characters.split_at_checked(13) else { return false };
    let digits = match number.get(5..7) {
        Some("2A") => replaced(number, "19"),
        Some("2B") => replaced(number, "18"),
        _ => number.to_owned(),
    };
    let (Ok(number), Ok(key)) = (digits.parse::<u64>(), key.parse::<u64>()) else { return false };
    key == 97 - number % 97
}

fn replaced(number: &str, department: &str) -> String {
    let (head, tail) = (number.get(..5).unwrap_or_default(), number.get(7..).unwrap_or_default());
    format!("{head}{department}{tail}")
}

/// Whether 13 digits have the shape of such a number whose key was left out: sex, year, a month that exists.
pub fn is_keyless_nir(digits: &str) -> bool {
    let month: u32 = digits.get(3..5).and_then(|month| month.parse().ok()).unwrap_or_default();
    digits.len() == 13 && matches!(digits.as_bytes()[0], b'1' | b'2') && (1..=12).contains(&month)
}

/// Whether capital letters and digits are an account number: country, key and 11 to 30 more, 1 modulo 97 when the first four are
/// put last and letters count from 10 (ISO 13616).
pub fn is_iban(characters: &str) -> bool {
    let Some((head, tail)) = characters.split_at_checked(4) else { return false };
    if !(11..=30).contains(&tail.len()) {
        return false;
    }
    let remainder = tail.chars().chain(head.chars()).try_fold(0_u32, |remainder, character| {
        let value = character.to_digit(36)?;
        Some((remainder * if value < 10 { 10 } else { 100 } + value) % 97)
    });
    remainder == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_checked_corsica_included() {
        assert!(is_nir("255081416802538"));
        assert!(!is_nir("255081416802539"));
        let key = |number: u64| 97 - number % 97;
        assert!(is_nir(&format!("186052A004012{:02}", key(1_860_519_004_012))));
        assert!(is_nir(&format!("186052B004012{:02}", key(1_860_518_004_012))));
        assert!(!is_nir(&format!("186052B004012{:02}", key(1_860_519_004_012))));
        assert!(!is_nir("été"));
    }

    #[test]
    fn an_account_number_is_checked() {
        assert!(is_iban("FR1420041010050500013M02606"));
        assert!(!is_iban("FR1420041010050500013M02607"));
        assert!(is_iban("DE89370400440532013000"));
        assert!(!is_iban("FR14"));
    }
}

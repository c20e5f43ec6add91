//! Numbers, lengths and durations as each language writes them.

use crate::domain::{Lang, Text};

/// Narrow no-break space: between thousands, in French.
const THIN: &str = "\u{202f}";

/// A number with so many decimals: `1 234,5` and `1,234.5`.
pub fn number(value: f64, decimals: usize) -> Text {
    Text { fr: written(value, decimals, Lang::Fr), en: written(value, decimals, Lang::En) }
}

/// A whole number.
pub fn whole(value: f64) -> Text {
    number(value, 0)
}

/// A share, 0 to 1, as a whole percentage.
pub fn percent(share: f64) -> Text {
    let Text { fr, en } = whole(share * 100.0);
    Text { fr: format!("{fr}\u{a0}%"), en: format!("{en}%") }
}

/// A length: metres to the ten below one kilometre, then kilometres to the tenth.
pub fn distance(metres: f64) -> Text {
    if metres < 50.0 {
        return Text::new("moins de 50\u{a0}m", "under 50\u{a0}m");
    }
    let tens = (metres / 10.0).round() * 10.0;
    let (value, decimals, unit) = if tens < 1_000.0 { (tens, 0, "m") } else { (metres / 1_000.0, 1, "km") };
    let Text { fr, en } = number(value, decimals);
    Text { fr: format!("{fr}\u{a0}{unit}"), en: format!("{en}\u{a0}{unit}") }
}

/// A duration: minutes, then hours and minutes.
pub fn duration(minutes: f64) -> Text {
    let whole = minutes.round().max(0.0) as u64;
    if whole < 60 { Text::same(format!("{whole}\u{a0}min")) } else { Text::same(format!("{}\u{a0}h\u{a0}{:02}", whole / 60, whole % 60)) }
}

/// So many of something: `one` or `many` follow the number, French counting 0 as one.
pub fn counted(count: u32, one: &Text, many: &Text) -> Text {
    let number = whole(f64::from(count));
    let (fr, en) = (if count < 2 { &one.fr } else { &many.fr }, if count == 1 { &one.en } else { &many.en });
    Text { fr: format!("{}\u{a0}{fr}", number.fr), en: format!("{}\u{a0}{en}", number.en) }
}

/// Sentences one after the other.
pub fn paragraph(sentences: impl IntoIterator<Item = Text>) -> Text {
    let (fr, en): (Vec<String>, Vec<String>) = sentences.into_iter().map(|Text { fr, en }| (fr, en)).unzip();
    Text { fr: fr.join(" "), en: en.join(" ") }
}

fn written(value: f64, decimals: usize, lang: Lang) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (units, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (thousands, point) = match lang {
        Lang::Fr => (THIN, ","),
        Lang::En => (",", "."),
    };
    let negative = value < 0.0 && plain.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    let sign = if negative { "−" } else { "" };
    let tail = if fraction.is_empty() { String::new() } else { format!("{point}{fraction}") };
    format!("{sign}{}{tail}", grouped(units, thousands))
}

fn grouped(digits: &str, separator: &str) -> String {
    let count = digits.chars().count();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (count - place).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_own_way() {
        assert_eq!(number(1_234_567.25, 1), Text::new("1\u{202f}234\u{202f}567,2", "1,234,567.2"));
        assert_eq!(whole(-0.2), Text::same("0"));
        assert_eq!(whole(-12.0), Text::same("−12"));
        assert_eq!(percent(0.451), Text::new("45\u{a0}%", "45%"));
    }

    #[test]
    fn one_and_many_are_told_apart_in_each_language() {
        let (one, many) = (Text::new("zone", "zone"), Text::new("zones", "zones"));
        assert_eq!(counted(0, &one, &many), Text::new("0\u{a0}zone", "0\u{a0}zones"));
        assert_eq!(counted(1_200, &one, &many).fr, "1\u{202f}200\u{a0}zones");
    }

    #[test]
    fn lengths_and_durations_change_unit_where_people_do() {
        assert_eq!(distance(0.0).fr, "moins de 50\u{a0}m");
        assert_eq!(distance(347.0), Text::same("350\u{a0}m"));
        assert_eq!(distance(998.0), Text::new("1,0\u{a0}km", "1.0\u{a0}km"));
        assert_eq!(distance(1_249.0), Text::new("1,2\u{a0}km", "1.2\u{a0}km"));
        assert_eq!(duration(59.4), Text::same("59\u{a0}min"));
        assert_eq!(duration(65.0), Text::same("1\u{a0}h\u{a0}05"));
    }
}

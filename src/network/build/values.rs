//! Figures as mappers write them: limits in several units and dialects, slopes, durations.

/// What a value says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    /// A figure, in the unit of the function.
    Value(f64),
    /// Nothing that can be used, rightly so: `signals`, `up`.
    Nothing,
    /// Not a figure of any known form.
    Nonsense,
}

/// Kilometres in a mile.
const MILE_KM: f64 = 1.609_344;
/// Kilometres in a nautical mile.
const NAUTICAL_MILE_KM: f64 = 1.852;
/// What `walk` means, in km/h.
const WALK_KMH: f64 = 5.0;

/// Limits by kind of road, as in `FR:urban`, in km/h: the general rule, then countries that differ.
const ZONES: [(&str, &str, f64); 22] = [
    ("", "urban", 50.0),
    ("", "rural", 90.0),
    ("", "trunk", 110.0),
    ("", "motorway", 130.0),
    ("", "living_street", 20.0),
    ("", "zone30", 30.0),
    ("", "zone20", 20.0),
    ("", "bicycle_road", 30.0),
    ("FR", "rural", 80.0),
    ("CH", "rural", 80.0),
    ("CH", "trunk", 100.0),
    ("CH", "motorway", 120.0),
    ("PT", "trunk", 100.0),
    ("PT", "motorway", 120.0),
    ("BE", "rural", 70.0),
    ("BE", "trunk", 120.0),
    ("BE", "motorway", 120.0),
    ("DE", "rural", 100.0),
    ("DE", "living_street", 7.0),
    ("AT", "rural", 100.0),
    ("GB", "motorway", 112.0),
    ("ES", "motorway", 120.0),
];

/// A speed limit in km/h: `50`, `30 mph`, `8 knots`, `FR:urban`, `FR:zone30`, `walk`; of several, the lowest.
pub(super) fn limit(value: &str) -> Said {
    let several: Vec<Said> = value.split([';', '|']).map(|one| single_limit(one.trim())).collect();
    let lowest = several.iter().filter_map(|said| if let Said::Value(kmh) = said { Some(*kmh) } else { None }).reduce(f64::min);
    lowest.map_or_else(|| several.first().copied().unwrap_or(Said::Nothing), Said::Value)
}

fn single_limit(value: &str) -> Said {
    match value {
        "walk" => return Said::Value(WALK_KMH),
        "none" | "signals" | "variable" | "sign" | "national" | "unposted" | "default" | "markings" | "implicit" => return Said::Nothing,
        _ => {}
    }
    if let Some((country, kind)) = value.split_once(':') {
        return zone(country, kind);
    }
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let (figure, unit) = value.split_at(digits);
    match (figure.parse::<f64>(), unit.trim()) {
        (Ok(kmh), "" | "km/h" | "kmh" | "kph") => Said::Value(kmh),
        (Ok(miles), "mph") => Said::Value(miles * MILE_KM),
        (Ok(knots), "knots") => Said::Value(knots * NAUTICAL_MILE_KM),
        _ => Said::Nonsense,
    }
}

fn zone(country: &str, kind: &str) -> Said {
    let kind = kind.replace(['_', ':'], "");
    let named = |(_, name, _): &&(&str, &str, f64)| name.replace('_', "") == kind;
    let own = ZONES.iter().filter(|(of, ..)| *of == country).find(named);
    let general = || ZONES.iter().filter(|(of, ..)| of.is_empty()).find(named);
    let figure = || kind.trim_start_matches("zone").parse().map_or(Said::Nothing, Said::Value);
    own.or_else(general).map_or_else(figure, |(_, _, kmh)| Said::Value(*kmh))
}

/// A slope as rise over run: `10%`, `-5 %`, `6°`. `up` and `down` say nothing of how steep.
pub(super) fn slope(value: &str) -> Said {
    if matches!(value, "up" | "down" | "yes" | "steep" | "no") {
        return Said::Nothing;
    }
    let value = value.replace(',', ".");
    let rise = if let Some(percent) = value.strip_suffix('%') {
        percent.trim().parse().map(|percent: f64| percent / 100.0)
    } else if let Some(degrees) = value.strip_suffix('°') {
        degrees.trim().parse().map(|degrees: f64| degrees.to_radians().tan())
    } else {
        return Said::Nonsense;
    };
    // The steepest street of the world rises by 35 %; steps by 60.
    rise.ok().filter(|rise| rise.abs() <= 0.6).map_or(Said::Nonsense, Said::Value)
}

/// A duration in minutes: `25`, `01:30`, `00:12:30`, `PT20M`, `PT1H5M`.
pub(super) fn minutes(value: &str) -> Said {
    let found = if let Some(iso) = value.strip_prefix("PT") { iso_minutes(iso) } else { clock_minutes(value) };
    found.filter(|minutes| minutes.is_finite() && *minutes > 0.0).map_or(Said::Nonsense, Said::Value)
}

fn clock_minutes(value: &str) -> Option<f64> {
    let parts: Vec<f64> = value.split(':').map(|part| part.trim().parse::<u32>().map(f64::from)).collect::<Result<_, _>>().ok()?;
    match parts[..] {
        [minutes] => Some(minutes),
        [hours, minutes] => Some(hours * 60.0 + minutes),
        [hours, minutes, seconds] => Some(hours * 60.0 + minutes + seconds / 60.0),
        _ => None,
    }
}

fn iso_minutes(mut iso: &str) -> Option<f64> {
    let mut total = 0.0;
    for (letter, minutes) in [('H', 60.0), ('M', 1.0), ('S', 1.0 / 60.0)] {
        if let Some((figure, rest)) = iso.split_once(letter) {
            total += figure.parse::<f64>().ok()? * minutes;
            iso = rest;
        }
    }
    iso.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_in_every_dialect() {
        let value = |words| if let Said::Value(kmh) = limit(words) { (kmh * 1e3).round() / 1e3 } else { f64::NAN };
        for (words, kmh) in [
            ("50", 50.0),
            ("30 mph", 48.28),
            ("20mph", 32.187),
            ("8 knots", 14.816),
            ("FR:urban", 50.0),
            ("FR:rural", 80.0),
            ("DE:rural", 100.0),
            ("XX:rural", 90.0),
            ("FR:zone30", 30.0),
            ("DE:zone:30", 30.0),
            ("IT:zone40", 40.0),
            ("walk", 5.0),
            ("70;50", 50.0),
            ("80 km/h", 80.0),
        ] {
            assert!((value(words) - kmh).abs() < 1e-9, "{words}: {}", value(words));
        }
        for words in ["none", "signals", "variable", "FR:whatever"] {
            assert_eq!(limit(words), Said::Nothing, "{words}");
        }
        for words in ["fast", "5O", "", "50 leagues", "-30"] {
            assert_eq!(limit(words), Said::Nonsense, "{words}");
        }
    }

    #[test]
    fn slopes_and_durations_are_read() {
        assert_eq!(slope("10%"), Said::Value(0.1));
        assert_eq!(slope("-5 %"), Said::Value(-0.05));
        assert!(matches!(slope("6°"), Said::Value(rise) if (rise - 0.105_104).abs() < 1e-6));
        assert_eq!(slope("up"), Said::Nothing);
        assert_eq!(slope("300%"), Said::Nonsense);
        assert_eq!(minutes("25"), Said::Value(25.0));
        assert_eq!(minutes("01:30"), Said::Value(90.0));
        assert_eq!(minutes("00:12:30"), Said::Value(12.5));
        assert_eq!(minutes("PT1H5M"), Said::Value(65.0));
        assert_eq!(minutes("PT20M"), Said::Value(20.0));
        assert_eq!(minutes("soon"), Said::Nonsense);
        assert_eq!(minutes("0"), Said::Nonsense);
    }
}

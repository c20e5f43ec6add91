//! The year a file speaks of, when its content does not say.

use super::Input;
use crate::domain::{Fault, Report, Text, Vintage};
use crate::text;

/// The year the user gave, else the one in the file's name, which the report then says.
///
/// # Errors
/// `missing-vintage` when there is neither.
pub fn said(input: &Input, report: &mut Report) -> Result<Vintage, Fault> {
    if let Some(vintage) = input.options.vintage {
        return Ok(vintage);
    }
    let Some(vintage) = in_name(&input.name) else {
        return Err(needed().in_file(&input.name));
    };
    report.remark(text!("année {vintage} lue dans le nom du fichier", "year {vintage} read in the file’s name"));
    Ok(vintage)
}

/// A year from 1950 to 2099 at the start of a run of four, six or eight digits: `rp2020`, `20240801`.
pub fn in_name(name: &str) -> Option<Vintage> {
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| matches!(digits.len(), 4 | 6 | 8))
        .filter_map(|digits| digits.get(..4)?.parse().ok())
        .find(|year| (1950..2100).contains(year))
        .and_then(Vintage::new)
}

fn needed() -> Fault {
    Fault::new(
        "missing-vintage",
        Text::new("le fichier ne dit pas de quelle année il parle", "the file does not say which year it speaks of"),
        Text::new(
            "la donner : --vintage 2020, ou vintage = 2020 dans le manifeste",
            "give it: --vintage 2020, or vintage = 2020 in the manifest",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_speaks_before_the_name_and_the_name_is_said() {
        let mut report = Report::default();
        let mut input = Input::of("iris_rp2020.csv", b"");
        assert_eq!(said(&input, &mut report).unwrap().year(), 2020);
        assert_eq!(report.remarks.len(), 1);
        input.options.vintage = Vintage::new(2022);
        assert_eq!(said(&input, &mut report).unwrap().year(), 2022);
        assert_eq!(said(&Input::of("finess_34172.csv", b""), &mut report).unwrap_err().code, "missing-vintage");
        assert_eq!(said(&Input::of("liste-fs-20240801.csv", b""), &mut report).unwrap().year(), 2024);
    }
}

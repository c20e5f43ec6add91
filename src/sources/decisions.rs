//! What people decided about records that may be one service: `one,other,verdict`, as `maillage links` writes it.

use super::rows::Dialect;
use super::table::{Kept, Table};
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{Batch, Dataset, DatasetId, Decision, Fault, Report, ServiceId, Text, Verdict};
use crate::text;

/// The format.
pub struct Decisions;

const SIGNATURE: [&str; 3] = ["one", "other", "verdict"];

impl Format for Decisions {
    fn name(&self) -> &'static str {
        "rapprochements"
    }

    fn recognises(&self, input: &Input) -> bool {
        Table::has_header(&input.bytes, &SIGNATURE)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let table = Table::read(&input.bytes, &SIGNATURE, &Dialect::default())?;
        let (mut report, mut decisions) = (Report::default(), Vec::new());
        let vintage = vintage::said(input, &mut report)?;
        table.each(input, progress, &mut report, |row| {
            let id = |column: &str| match table.text(row, column)? {
                "" => Err(missing(column)),
                id => Ok(ServiceId::from_stored(id)),
            };
            if let Some(verdict) = verdict(table.get(row, "verdict"))? {
                decisions.push(Decision { one: id("one")?, other: id("other")?, verdict });
            }
            Ok(Kept::Taken)
        });
        let title = Text::new("Rapprochements décidés à la main", "Links decided by hand");
        // One set for good: giving it again replaces it, and an empty one undoes everything.
        let id = DatasetId::from_stored("rapprochements");
        let dataset = Dataset { licence: String::new(), report, ..dataset(self.name(), id, title, vintage) };
        Ok(Batch { decisions, ..Batch::new(dataset) })
    }
}

/// A blank is no decision: the score stands.
fn verdict(cell: &str) -> Result<Option<Verdict>, Fault> {
    match cell.to_lowercase().as_str() {
        "" => Ok(None),
        "same" | "même" | "meme" => Ok(Some(Verdict::Same)),
        "different" | "différent" => Ok(Some(Verdict::Different)),
        other => Err(Fault::new(
            "unknown-verdict",
            text!("« {other} » n’est pas une décision", "“{other}” is no verdict"),
            Text::new("attendu : same, different, ou rien", "expected same, different, or nothing"),
        )
        .in_column("verdict")),
    }
}

fn missing(column: &str) -> Fault {
    Fault::new(
        "missing-id",
        Text::new("un identifiant de service manque", "an identifier of a service is missing"),
        Text::new("donner les deux identifiants, comme les écrit maillage links", "give both identifiers, as maillage links writes them"),
    )
    .in_column(column)
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;

    #[test]
    fn verdicts_are_read_blanks_left_and_other_words_refused() {
        let text =
            "one,other,verdict,why\nfiness:1,dora:2,same,x\nfiness:1,dora:3,différent,x\na:1,b:2,,x\na:1,b:2,peut-être,x\na:1,,same,x\n";
        let input = Input::of("liens-2026.csv", text.as_bytes());
        assert!(Decisions.recognises(&input));
        let batch = Decisions.read(&input, &Unwatched).unwrap();
        assert_eq!(batch.decisions.iter().map(|decision| decision.verdict).collect::<Vec<_>>(), [Verdict::Same, Verdict::Different]);
        let faults: Vec<_> = batch.dataset.report.faults.iter().map(|fault| (fault.code.as_str(), fault.place.row)).collect();
        assert_eq!(faults, [("unknown-verdict", Some(5)), ("missing-id", Some(6))]);
        assert_eq!(batch.dataset.id.as_str(), "rapprochements");
    }
}

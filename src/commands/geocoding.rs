//! Services whose addresses the loaded base does not know, asked of the geocoder that the settings name.

use crate::domain::{Batch, Certainty, Text, Unlocated};
use crate::ingest::Known;
use crate::remote::geocoding::Geocoder;
use crate::text;

/// Keeps what the geocoder says of the services of a batch that are not found at their number in what is loaded, and says in the
/// report how many. When it does not answer, the import goes on, and that is said.
pub fn ask(geocoder: Option<&Geocoder>, known: &Known, batch: &mut Batch) {
    let Some(geocoder) = geocoder.filter(|_| !batch.unlocated.is_empty()) else { return };
    let gazetteer = known.gazetteer(None);
    let unsure = |record: &Unlocated| gazetteer.locate(record).is_none_or(|found| found.placement.certainty > Certainty::HouseNumber);
    let asked: Vec<usize> =
        (0..batch.unlocated.len()).filter(|at| batch.unlocated[*at].commune().is_some() && unsure(&batch.unlocated[*at])).collect();
    let records: Vec<&Unlocated> = asked.iter().map(|at| &batch.unlocated[*at]).collect();
    let remark = match geocoder.locate(&records) {
        Err(failure) => {
            text!("le géocodeur n’a pas répondu ({failure}) : rien de lui", "the geocoder did not answer ({failure}): nothing of it")
        }
        Ok(answers) => keep(batch, &asked, answers),
    };
    batch.dataset.report.remark(remark);
}

fn keep(batch: &mut Batch, asked: &[usize], answers: Vec<Option<crate::domain::Located>>) -> Text {
    let mut found = 0;
    for (at, hint) in asked.iter().zip(answers) {
        if let Some(hint) = hint {
            batch.unlocated[*at] = batch.unlocated[*at].clone().hinted(hint);
            found += 1;
        }
    }
    let count = asked.len();
    text!(
        "le géocodeur a été interrogé sur {count} adresses : {found} trouvées avec certitude",
        "the geocoder was asked about {count} addresses: {found} found with certainty"
    )
}

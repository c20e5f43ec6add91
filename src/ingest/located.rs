//! Where the services of a file stand that give an address and no coordinates, said in its report.

use super::Known;
use crate::domain::{Batch, Text, Unlocated};
use crate::linkage::geocode::Tally;
use crate::text;

/// Says how surely the services of a batch are placed by their addresses; of a file of addresses, how surely those that were
/// loaded before are placed now.
pub fn say(batch: &mut Batch, known: &Known) {
    let waiting: &[Unlocated] = if batch.addresses.is_some() { &known.unlocated } else { &batch.unlocated };
    if waiting.is_empty() {
        return;
    }
    let tally = known.gazetteer(batch.addresses.as_ref()).tally(waiting);
    batch.dataset.report.remark(words(tally));
}

fn words(tally: Tally) -> Text {
    let Tally { numbers, streets, communes, nowhere } = tally;
    let all = numbers + streets + communes;
    let mut told = text!(
        "{all} services placés par leur adresse : au numéro {numbers}, dans la rue {streets} ; à la commune seulement {communes}, montrés et non comptés dans les trajets",
        "{all} services placed by their address: number {numbers}, street {streets}; commune only {communes}, shown and not counted in travel"
    );
    if nowhere > 0 {
        let rest = text!(
            " ; {nowhere} sans place : ni leur commune ni leurs adresses ne sont chargées",
            "; {nowhere} without a place: neither their municipality nor its addresses are loaded"
        );
        told = Text { fr: told.fr + &rest.fr, en: told.en + &rest.en };
    }
    told
}

//! The town in further layouts that producers publish: the same places and people, so that what an importer reads can
//! be held to what is known of them.

mod bpe;
mod caf;
mod census;
mod data_inclusion;
mod directory;
mod spots;
mod workbook;

use crate::town::{self, File};
use spots::Spots;

/// Every file, the same to the byte at each call.
pub fn files() -> anyhow::Result<Vec<File>> {
    let everyone = town::settle();
    let spots = Spots::read(&town::files()?)?;
    Ok(vec![
        ("services-inclusion-2021-12-06.csv", data_inclusion::services(&spots)?),
        ("structures-inclusion-2021-12-06.json", data_inclusion::structures(&spots)?),
        ("base-ic-evol-struct-pop-2021.csv", census::population(&everyone)),
        ("base-ic-logement-2021.csv", census::housing(&everyone)),
        ("base-ic-couples-familles-menages-2021.xlsx", census::households(&everyone)?),
        ("caf_s_ben_com_f.json", caf::communes(&everyone)?),
        ("caf_rsa_s_type_iris_f.csv", caf::rsa(&everyone)),
        ("annuaire.gouv_local.json", directory::write(&spots)?),
        ("BPE21.csv", bpe::write(&spots)?),
    ])
}

//! The town in further layouts that producers publish: the same places and people, so that what an importer reads can
//! be held to what is known of them.

mod apl;
mod bpe;
mod caf;
mod census;
mod data_inclusion;
mod directory;
mod encodings;
mod filosofi;
mod qpv;
mod spots;
mod squares;
mod workbook;

use anyhow::Context;

use crate::town::{self, File};
use spots::Spots;

/// Every file, the same to the byte at each call.
pub fn files() -> anyhow::Result<Vec<File>> {
    let everyone = town::settle();
    let own = town::files()?;
    let spots = Spots::read(&own)?;
    let outlines =
        |name: &str| own.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.as_slice()).context("outlines of the town");
    let services = data_inclusion::services(&spots)?;
    let records = encodings::Records::read(&services)?;
    Ok(vec![
        ("services-inclusion-2021-12-06.csv", services),
        ("services-inclusion-2021-12-06.json", records.json()?),
        ("services-inclusion-2021-12-06.geojson", records.geojson()?),
        ("services-inclusion-2021-12-06.parquet", records.parquet()?),
        ("structures-inclusion-2021-12-06.json", data_inclusion::structures(&spots)?),
        ("base-ic-evol-struct-pop-2021.csv", census::population(&everyone)),
        ("base-ic-logement-2021.csv", census::housing(&everyone)),
        ("base-ic-couples-familles-menages-2021.xlsx", census::households(&everyone)?),
        ("base-ic-couples-familles-menages-2021.csv", census::households_as_table(&everyone)),
        ("APL_medecins_generalistes.xlsx", apl::write(&everyone)?),
        ("QP2024_valmeille.zip", qpv::write(outlines("qpv.geojson")?)?),
        ("BASE_TD_FILO_DEC_2021_QP.csv", filosofi::neighbourhoods(&everyone)),
        ("carreaux_200m_2021.csv", squares::write(&everyone, outlines("iris.geojson")?)?),
        ("caf_s_ben_com_f.json", caf::communes(&everyone)?),
        ("caf_rsa_s_type_iris_f.csv", caf::rsa(&everyone)),
        ("annuaire.gouv_local.json", directory::write(&spots)?),
        ("BPE21.csv", bpe::write(&spots)?),
    ])
}

//! Claimants of the CAF as its portal exports them: counts rounded to five, rows that could not be placed.

use serde_json::{Value, json};

use crate::town::benefits::Benefits;
use crate::town::people::People;
use crate::town::zones::{COMMUNES, SILENT};

type Everyone = [(People, Benefits)];

/// To the nearest multiple of five.
const fn rounded(count: u32) -> u32 {
    (count + 2) / 5 * 5
}

/// By commune: the answer of the portal's interface, a page of records.
pub fn communes(everyone: &Everyone) -> anyhow::Result<Vec<u8>> {
    let mut records: Vec<Value> = COMMUNES
        .iter()
        .enumerate()
        .map(|(rank, commune)| {
            let own = || everyone.iter().filter(move |(people, _)| people.sketch.commune == rank).map(|(_, benefits)| benefits);
            json!({
                "dtreffre": "2021-12", "numcomdo": commune.code, "nomcom": commune.name.to_uppercase(),
                "indfoy_ndur": rounded(own().map(Benefits::claimants).sum()), "indnbp_ndur": rounded(own().map(|b| b.covered).sum()),
                "indfoy_rsa": rounded(own().map(|b| b.rsa).sum()), "indmtt_rsa": 100 * own().map(|b| b.rsa).sum::<u32>() / 100 * 5,
                "indfoy_aah": rounded(own().map(|b| b.disabled).sum()), "indfoy_ndural": rounded(own().map(|b| b.housing[0]).sum()),
            })
        })
        .collect();
    records.push(
        json!({"dtreffre": "2021-12", "numcomdo": "00XXX", "nomcom": null, "indfoy_ndur": 4_185, "indnbp_ndur": 9_000, "indfoy_rsa": 500}),
    );
    Ok(serde_json::to_vec_pretty(&json!({"total_count": records.len(), "results": records}))?)
}

/// RSA by IRIS, CSV: the last digits of the IRIS in a column of their own, one row a type of RSA.
pub fn rsa(everyone: &Everyone) -> Vec<u8> {
    let mut lines = vec!["dtreffre;numcomdo;numirisd;type_rsa;indfoy_rsa\n".to_owned()];
    for (people, benefits) in everyone {
        let (commune, iris) = (COMMUNES[people.sketch.commune].code, people.sketch.iris);
        let parts = [("RSA socle", benefits.rsa_basic), ("RSA et prime d'activité", benefits.rsa - benefits.rsa_basic)];
        for (kind, count) in parts {
            let cell = if benefits.rsa < 5 && !SILENT.contains(&people.sketch.code().as_str()) {
                String::new()
            } else {
                rounded(count).to_string()
            };
            lines.push(format!("2021-12;{commune};{iris};{kind};{cell}\n"));
        }
    }
    lines.push("2021-12;00101;XXXX;RSA socle;35\n".to_owned());
    lines.concat().into_bytes()
}

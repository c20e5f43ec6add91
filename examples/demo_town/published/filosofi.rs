//! Declared income by priority neighbourhood, in the spelling of 2021, with the row of all neighbourhoods that one file of
//! the producer holds.

use crate::town::benefits::Benefits;
use crate::town::people::People;

/// Writes the table: a neighbourhood for each of the poorest IRIS of its name.
pub fn neighbourhoods(everyone: &[(People, Benefits)]) -> Vec<u8> {
    let mut poorest: Vec<&People> = everyone.iter().map(|(people, _)| people).filter(|people| people.households > 0).collect();
    poorest.sort_by(|a, b| b.poverty.total_cmp(&a.poverty));
    let row = |(rank, people): (usize, &&People)| {
        let euros = |share: f64| format!("{:.0}", (people.declared.quantile(share) / 10.0).round() * 10.0);
        let first = if rank == 1 { "ns".to_owned() } else { euros(0.25) };
        format!(
            "QN00000{};{first};{};{};{};{:.3};{}\r\n",
            rank + 1,
            euros(0.5),
            euros(0.75),
            format!("{:.1}", people.poverty * 1.2).replace('.', ","),
            people.declared.gini(),
            rank % 2
        )
    };
    let rows: String = poorest.iter().take(2).enumerate().map(row).collect();
    let head = "CODGEO;DEC_Q1_A21;DEC_MED_A21;DEC_Q3_A21;DEC_BREV_A21;DEC_GINI_A21;DEC_NOTE_A21\r\n";
    format!("{head}{rows}ENSQP;7230;13250;19880;46,1;0,312;0\r\n").replace("0.", "0,").into_bytes()
}

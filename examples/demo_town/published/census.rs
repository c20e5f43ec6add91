//! The census of the town in the layout of `base-ic-*`: counts of a sample, with decimals.

use crate::town::benefits::Benefits;
use crate::town::people::People;
use crate::town::zones::{COMMUNES, ZONES};

use super::workbook;

type Everyone = [(People, Benefits)];

/// Population by age, CSV.
pub fn population(everyone: &Everyone) -> Vec<u8> {
    let columns = ["P21_POP", "P21_POP0014", "P21_POP1529", "P21_POP3044", "P21_POP4559", "P21_POP6074", "P21_POP75P"];
    csv(&columns, everyone, |people| std::iter::once(f64::from(people.population())).chain(ages(people)).collect())
}

/// Principal residences and cars, CSV.
pub fn housing(everyone: &Everyone) -> Vec<u8> {
    csv(&["P21_LOG", "P21_RP", "P21_LOGVAC", "P21_RP_VOIT1P"], everyone, |people| {
        let residences = f64::from(people.residences);
        let dwellings = residences + people.empty.iter().map(|empty| f64::from(*empty)).sum::<f64>();
        vec![dwellings, residences, f64::from(people.empty[2]), residences * with_car(people)]
    })
}

/// Households, a workbook: title lines, a row of labels, a row of codes.
pub fn households(everyone: &Everyone) -> anyhow::Result<Vec<u8>> {
    let titles = [
        "Couples - Familles - Ménages en 2021",
        "IRIS",
        "Recensement de la population - Base infracommunale (IRIS)",
        "Mise en ligne le 01/07/2024",
    ];
    let mut rows: Vec<Vec<String>> = titles.iter().map(|title| vec![(*title).to_owned()]).collect();
    rows.push(
        ["IRIS", "Commune", "Type d'IRIS", "Ménages en 2021", "Ménages 1 personne en 2021", "Ménages fam mono en 2021"]
            .map(str::to_owned)
            .to_vec(),
    );
    rows.push(["IRIS", "COM", "TYP_IRIS", "C21_MEN", "C21_MENPSEUL", "C21_MENFAMMONO"].map(str::to_owned).to_vec());
    for (people, _) in everyone {
        let sketch = &people.sketch;
        let residences = f64::from(people.residences);
        let mut cells = vec![sketch.code(), COMMUNES[sketch.commune].code.to_owned(), sketch.kind().to_string()];
        cells.extend([residences, residences * 0.36, residences * sketch.lone_parents].map(|value| format!("{value:.6}")));
        rows.push(cells);
    }
    workbook::write(&[("IRIS", rows)], 3)
}

/// The same households, CSV: the archive that the catalogue fetches holds it.
pub fn households_as_table(everyone: &Everyone) -> Vec<u8> {
    csv(&["C21_MEN", "C21_MENPSEUL", "C21_MENFAMMONO"], everyone, |people| {
        let residences = f64::from(people.residences);
        vec![residences, residences * 0.36, residences * people.sketch.lone_parents]
    })
}

/// The share of households with a car: fewer where people are poor.
fn with_car(people: &People) -> f64 {
    0.92 - people.poverty / 160.0
}

/// From the town's ages (0–19, 20–24, 25–39, 40–59, 60–74, 75 and over) to those of the census.
fn ages(people: &People) -> [f64; 6] {
    let [a, b, c, d, e, f] = people.ages.map(|both| f64::from(both[0] + both[1]));
    [0.75 * a, 0.25 * a + b + c / 3.0, 2.0 * c / 3.0 + 0.25 * d, 0.75 * d, e, f]
}

fn csv(columns: &[&str], everyone: &Everyone, cells: impl Fn(&People) -> Vec<f64>) -> Vec<u8> {
    let mut lines = vec![format!("IRIS;COM;TYP_IRIS;LAB_IRIS;{}\n", columns.join(";"))];
    for (people, _) in everyone {
        let sketch = &people.sketch;
        let values: Vec<String> = cells(people).iter().map(f64::to_string).collect();
        lines.push(format!("{};{};{};1;{}\n", sketch.code(), COMMUNES[sketch.commune].code, sketch.kind(), values.join(";")));
    }
    debug_assert_eq!(everyone.len(), ZONES.len());
    lines.concat().into_bytes()
}

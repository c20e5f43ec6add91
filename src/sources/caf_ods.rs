//! Open data of the family branch (CAF) by commune and by IRIS, as its portal exports them (Opendatasoft v2.1: JSON
//! records or CSV). Counts are rounded to five: each is an interval, never a point. A row may be one part of a zone
//! (a type of RSA, a band of family quotient): parts are added up, bands of quotient kept apart.

use std::collections::{BTreeMap, HashMap};

use super::cell::Value;
use super::column::{Column, HigherIsNeed};
use super::rows::Dialect;
use super::table::{Kept, Row, Table};
use super::{Format, Input, Progress, dataset, records, vintage};
use crate::domain::{
    Batch, Dataset, DatasetId, Fault, Geography, Interval, Measure, Observation, Report, Secrecy, Text, Theme, Unit, Vintage, ZoneCode,
};
use crate::text;

/// The format.
pub struct CafOds;

const SIGNATURE: [&str; 2] = ["dtreffre", "numcomdo"];

/// How far below and above a published count the true one may lie: the producer says that counts are rounded to a
/// multiple of five, not which way.
const BELOW: f64 = 2.0;
const ABOVE: f64 = 4.0;

const fn claimants(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(part, code, Unit::Claimants, fr, en)
}

/// The bands of family quotient under 400 €, by how the column names them.
const LOW_QUOTIENT: Column = claimants(
    &["indfoy_ndur"],
    "caf_low_quotient",
    "Allocataires de quotient familial inférieur à 400 €",
    "Claimants of a family quotient under €400",
)
.about(Theme::Pauvrete, HigherIsNeed);

const COLUMNS: [Column; 10] = [
    claimants(&["indfoy_ndur"], "caf_claimants", "Foyers allocataires de la CAF", "Claimant households of the CAF"),
    Column::count(&["indnbp_ndur"], "caf_persons_covered", Unit::Persons, "Personnes couvertes par la CAF", "Persons covered by the CAF"),
    claimants(&["indfoy_rsa"], "rsa_recipients", "Allocataires du RSA", "RSA recipients").about(Theme::Pauvrete, HigherIsNeed),
    claimants(&["indfoy_ppa"], "activity_bonus_recipients", "Allocataires de la prime d’activité", "Recipients of the activity bonus")
        .about(Theme::Pauvrete, HigherIsNeed),
    claimants(&["indfoy_aah"], "caf_disability_allowance", "Allocataires de l’AAH", "Recipients of the disability allowance (AAH)")
        .about(Theme::Handicap, HigherIsNeed),
    claimants(&["indfoy_ndural"], "caf_housing_aid", "Allocataires d’une aide au logement", "Recipients of housing aid")
        .about(Theme::LogementHebergement, HigherIsNeed),
    claimants(&["indfoy_apl"], "caf_apl", "Allocataires de l’APL", "Personalised housing aid (APL) claimants")
        .about(Theme::LogementHebergement, HigherIsNeed),
    claimants(&["indfoy_af"], "caf_family_allowances", "Allocataires des allocations familiales", "Recipients of family allowances")
        .about(Theme::FamilleParentalite, HigherIsNeed),
    claimants(
        &["indfoy_asf"],
        "caf_family_support",
        "Allocataires de l’allocation de soutien familial",
        "Recipients of the family support allowance",
    )
    .about(Theme::FamilleParentalite, HigherIsNeed),
    claimants(&["indfoy_cf"], "caf_large_family_supplement", "Allocataires du complément familial", "Recipients of the family supplement")
        .about(Theme::FamilleParentalite, HigherIsNeed),
];

impl Format for CafOds {
    fn name(&self) -> &'static str {
        "caf-communes-iris"
    }

    fn recognises(&self, input: &Input) -> bool {
        let bytes = input.bytes.as_slice();
        if records::is_json(bytes) { records::first_has(bytes, &SIGNATURE) } else { Table::has_header(bytes, &SIGNATURE) }
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let bytes = input.bytes.as_slice();
        let table =
            if records::is_json(bytes) { records::read(bytes, &SIGNATURE)? } else { Table::read(bytes, &SIGNATURE, &Dialect::default())? };
        let mut report = Report::default();
        let vintage = latest(&table, input).map_or_else(|| vintage::said(input, &mut report), Ok)?;
        let by_iris = table.find("numirisd").is_some();
        let mut parts = Parts::of(&table)?;
        table.each(input, progress, &mut report, |row| {
            if year(&table, row).is_some_and(|year| year != vintage) {
                parts.other_years += 1;
                return Ok(Kept::Outside);
            }
            let Some(zone) = zone(&table, row, by_iris)? else {
                parts.unplaced += 1;
                return Ok(Kept::Outside);
            };
            let geography = if by_iris { Geography::Iris } else { Geography::Commune };
            if !input.options.covers_zone(geography, &zone) {
                return Ok(Kept::Outside);
            }
            parts.add(&table, row, &zone)?;
            Ok(Kept::Taken)
        });
        parts.say(&mut report, vintage);
        Ok(parts.batch(self.name(), by_iris, vintage, report))
    }
}

/// The latest year of the file, unless the user said another.
fn latest(table: &Table, input: &Input) -> Option<Vintage> {
    input.options.vintage.or_else(|| table.rows.iter().filter_map(|row| year(table, row)).max())
}

/// `2023-12`, `2023-12-31` or `2023`.
fn year(table: &Table, row: &Row) -> Option<Vintage> {
    Vintage::new(table.get(row, "dtreffre").get(..4)?.parse().ok()?)
}

/// The zone of a row; `None` for what could not be placed: `XX`, `04XXX`, blanks.
fn zone(table: &Table, row: &Row, by_iris: bool) -> Result<Option<ZoneCode>, Fault> {
    let (commune, iris) = (table.get(row, "numcomdo"), table.get(row, "numirisd"));
    let code = if by_iris { format!("{commune:0>5}{iris:0>4}") } else { format!("{commune:0>5}") };
    let unplaced = commune.is_empty() || (by_iris && iris.is_empty()) || code.to_ascii_uppercase().contains("XX");
    if unplaced { Ok(None) } else { ZoneCode::new(&code).map(Some).map_err(|fault| fault.in_column("numcomdo")) }
}

/// One value being added up.
#[derive(Debug, Clone, Copy)]
enum Sum {
    /// The published parts and the interval of the true one.
    Known { value: f64, low: f64, high: f64 },
    /// A part is kept back.
    Withheld,
    /// A part is not available, and none is kept back.
    Missing,
}

impl Sum {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Number(value) => Some(Self::Known { value, low: (value - BELOW).max(0.0), high: value + ABOVE }),
            Value::Blank | Value::Withheld => Some(Self::Withheld),
            Value::Missing => Some(Self::Missing),
            Value::NotApplicable => None,
        }
    }

    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Known { value, low, high }, Self::Known { value: v, low: l, high: h }) => {
                Self::Known { value: value + v, low: low + l, high: high + h }
            }
            (Self::Withheld, _) | (_, Self::Withheld) => Self::Withheld,
            _ => Self::Missing,
        }
    }

    fn measure(self) -> Measure {
        match self {
            Self::Known { value, low, high } => {
                Interval::new(low, high).map_or_else(Measure::missing, |interval| Measure::rounded(value, interval))
            }
            Self::Withheld => Measure::withheld(),
            Self::Missing => Measure::missing(),
        }
    }
}

/// The sums of every zone, by the rank of the indicator.
struct Parts {
    columns: Vec<(&'static Column, usize)>,
    /// The column of bands of family quotient, when there is one.
    band: Option<usize>,
    sums: BTreeMap<ZoneCode, HashMap<usize, Sum>>,
    unplaced: u64,
    other_years: u64,
}

impl Parts {
    fn of(table: &Table) -> Result<Self, Fault> {
        let found: Vec<_> = COLUMNS.iter().filter_map(|column| Some((column, table.find(column.parts[0])?))).collect();
        let band = table.find("qf_400");
        let columns: Vec<_> = if band.is_some() { found.iter().take(1).copied().chain(low(table)).collect() } else { found };
        if columns.is_empty() {
            return Err(table.require("indfoy_ndur").err().unwrap_or_else(no_count));
        }
        Ok(Self { columns, band, sums: BTreeMap::new(), unplaced: 0, other_years: 0 })
    }

    fn add(&mut self, table: &Table, row: &Row, zone: &ZoneCode) -> Result<(), Fault> {
        let low = self.band.is_none_or(|band| row.cell(band).to_lowercase().starts_with("moins de 400"));
        let own = self.sums.entry(zone.clone()).or_default();
        for (rank, (column, at)) in self.columns.iter().enumerate() {
            if column.code == LOW_QUOTIENT.code && !low {
                continue;
            }
            let value = Value::read(row.cell(*at)).map_err(|fault| fault.in_column(&table.columns[*at]))?;
            if let Some(sum) = Sum::of(value) {
                own.entry(rank).and_modify(|known| *known = known.plus(sum)).or_insert(sum);
            }
        }
        Ok(())
    }

    fn say(&self, report: &mut Report, vintage: Vintage) {
        let (unplaced, others) = (self.unplaced, self.other_years);
        if unplaced > 0 {
            report.remark(text!(
                "{unplaced} lignes de foyers que la CAF n’a pas pu situer (XX, 04XXX), laissées de côté",
                "{unplaced} rows of households that the CAF could not place (XX, 04XXX), left aside"
            ));
        }
        if others > 0 {
            report.remark(text!(
                "{others} lignes d’autres années que {vintage}, laissées de côté",
                "{others} rows of years other than {vintage}, left aside"
            ));
        }
    }

    fn batch(self, format: &str, by_iris: bool, vintage: Vintage, mut report: Report) -> Batch {
        let (geography, level, fr, en) =
            if by_iris { (Geography::Iris, "iris", "IRIS", "IRIS") } else { (Geography::Commune, "communes", "commune", "municipality") };
        let what = self.columns.last().map_or("caf", |(column, _)| column.code);
        let stem = if self.columns.len() > 2 {
            format!("caf-{level}")
        } else {
            format!("caf-{level}-{}", what.trim_start_matches("caf_").replace('_', "-"))
        };
        let title = text!("Allocataires de la CAF en décembre {vintage}, par {fr}", "CAF claimants in December {vintage}, by {en}");
        let id = DatasetId::new(&stem, vintage);
        let indicators: Vec<_> = self.columns.iter().map(|(column, _)| column.indicator(vintage, &id)).collect();
        let observations: Vec<Observation> = self
            .sums
            .iter()
            .flat_map(|(zone, sums)| {
                let of = |(rank, sum): (&usize, &Sum)| (*rank, sum.measure());
                let mut own: Vec<_> = sums.iter().map(of).collect();
                own.sort_by_key(|(rank, _)| *rank);
                own.into_iter().map(|(rank, measure)| (zone.clone(), rank, measure)).collect::<Vec<_>>()
            })
            .map(|(zone, rank, measure)| Observation { indicator: indicators[rank].id(), geography, zone, measure })
            .collect();
        report.withheld = observations.iter().filter(|o| o.measure.value().is_none()).count() as u64;
        let dataset = Dataset {
            producer: "Cnaf".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            secrecy: Some(secrecy()),
            notes: notes(),
            report,
            ..dataset(format, id, title, vintage)
        };
        Batch { indicators, observations, ..Batch::new(dataset) }
    }
}

/// Beside all claimants, those of the lowest band.
fn low(table: &Table) -> Option<(&'static Column, usize)> {
    static LOW: Column = LOW_QUOTIENT;
    Some((&LOW, table.find(LOW.parts[0])?))
}

fn no_count() -> Fault {
    Fault::new(
        "missing-column",
        Text::new("aucun effectif de foyers (indfoy_…)", "no count of households (indfoy_…)"),
        Text::new("exporter le jeu de données complet du portail de la CAF", "export the whole data set from the CAF’s portal"),
    )
}

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new(
            "effectifs arrondis à un multiple de 5 : la vraie valeur est dans l’intervalle, un zéro publié compris",
            "counts rounded to a multiple of 5: the true value lies in the interval, a published zero included",
        ),
        min_units: None,
        rounded_to: Some(5),
        withheld_codes: vec![String::new(), "s".to_owned()],
    }
}

fn notes() -> Vec<Text> {
    vec![
        Text::new(
            "Allocataires des CAF en décembre : la mutualité sociale agricole (MSA) n’y est pas. Montants non repris.",
            "Claimants of the CAF in December: the farmers’ scheme (MSA) is not in it. Amounts are not taken.",
        ),
        Text::new(
            "Un foyer peut percevoir plusieurs prestations : les colonnes ne s’additionnent pas.",
            "A household may receive several benefits: the columns do not add up.",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Flag;

    fn read(name: &str, text: &str) -> Batch {
        let input = Input::of(name, text.as_bytes());
        assert!(CafOds.recognises(&input), "{text}");
        CafOds.read(&input, &Unwatched).unwrap()
    }

    /// Zone, indicator, value, bounds.
    type Seen<'a> = (&'a str, &'a str, Option<f64>, Option<(f64, f64)>);

    fn seen(batch: &Batch) -> Vec<Seen<'_>> {
        let part = |o: &'_ Observation| o.measure.interval().map(|interval| (interval.low(), interval.high()));
        batch.observations.iter().map(|o| (o.zone.as_str(), o.indicator.as_str(), o.measure.value(), part(o))).collect()
    }

    #[test]
    fn a_rounded_count_is_an_interval_a_zero_too_and_a_blank_is_withheld() {
        let json = r#"{"total_count": 4, "results": [
            {"dtreffre": "2023-12", "numcomdo": "34172", "nomcom": "MONTPELLIER", "indfoy_ndur": 1250, "indfoy_rsa": 0},
            {"dtreffre": "2023-12", "numcomdo": "1004", "nomcom": "AMBERIEU", "indfoy_ndur": 400, "indfoy_rsa": null},
            {"dtreffre": "2023-12", "numcomdo": "04XXX", "nomcom": null, "indfoy_ndur": 99999, "indfoy_rsa": 5},
            {"dtreffre": "2022-12", "numcomdo": "34172", "nomcom": "MONTPELLIER", "indfoy_ndur": 1, "indfoy_rsa": 5}]}"#;
        let batch = read("s_ben_com_f.json", json);
        assert_eq!(
            seen(&batch),
            [
                ("01004", "caf_claimants_2023", Some(400.0), Some((398.0, 404.0))),
                ("01004", "rsa_recipients_2023", None, None),
                ("34172", "caf_claimants_2023", Some(1_250.0), Some((1_248.0, 1_254.0))),
                ("34172", "rsa_recipients_2023", Some(0.0), Some((0.0, 4.0))),
            ]
        );
        assert_eq!(batch.observations[2].measure.flag(), Flag::Rounded);
        assert_eq!((batch.dataset.report.taken, batch.dataset.report.outside), (2, 2));
        assert_eq!(batch.dataset.report.remarks.len(), 2);
    }

    #[test]
    fn parts_of_a_zone_are_added_with_their_intervals_and_bands_kept_apart() {
        let rsa = "dtreffre;numcomdo;numirisd;type_rsa;indfoy_rsa\n2023-12-31;34172;101;Socle;40\n2023-12-31;34172;101;Majoré;5\n2023-12-31;34172;XXXX;Socle;5\n";
        assert_eq!(seen(&read("rsa.csv", rsa)), [("341720101", "rsa_recipients_2023", Some(45.0), Some((41.0, 53.0)))]);
        let bands = "dtreffre;numcomdo;numirisd;qf_400;indfoy_ndur\n2023-12;34172;0101;Moins de 400;30\n2023-12;34172;0101;Entre 400 et 799;50\n2023-12;34172;0101;Inconnu;5\n";
        let batch = read("qf.csv", bands);
        assert_eq!(
            seen(&batch),
            [
                ("341720101", "caf_claimants_2023", Some(85.0), Some((79.0, 97.0))),
                ("341720101", "caf_low_quotient_2023", Some(30.0), Some((28.0, 34.0))),
            ]
        );
        assert_eq!(batch.dataset.id.as_str(), "caf-iris-low-quotient-2023");
    }
}

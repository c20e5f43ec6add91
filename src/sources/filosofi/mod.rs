//! Filosofi by IRIS and by priority neighbourhood (INSEE): income and poverty of tax households, every vintage's spelling
//! of the columns: `DISP_TP6018`, `DISP_TP60_A21`, `TP60_A13`, `DEC_MED13`.

mod columns;

use columns::find;

use super::cell::Value;
use super::cells::Cells;
use super::rows::{self, Dialect};
use super::table::{Row, Table};
use super::values::Plan;
use super::{Format, Input, Progress, dataset};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Indicator, Measure, Report, Secrecy, Text, Unit, Vintage, ZoneCode};
use crate::text;

/// The format by IRIS.
pub static IRIS: Filosofi = Filosofi { name: "filosofi-iris", geography: Geography::Iris, keys: &["IRIS"] };
/// The format by priority neighbourhood.
pub static QPV: Filosofi = Filosofi { name: "filosofi-qpv", geography: Geography::Qpv, keys: &["CODGEO", "QP", "CODE_QP"] };

/// A geography that Filosofi is published by.
pub struct Filosofi {
    name: &'static str,
    geography: Geography,
    /// Names of the column of codes.
    keys: &'static [&'static str],
}

/// Which income the columns are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Income {
    /// After taxes and benefits (`DISP_`).
    Disposable,
    /// As declared (`DEC_`).
    Declared,
}

impl Format for Filosofi {
    fn name(&self) -> &'static str {
        self.name
    }

    fn recognises(&self, input: &Input) -> bool {
        let head = rows::head(&input.bytes);
        let known = |cells: &Cells| cells.iter().filter_map(parse).filter(|(key, ..)| find(key).is_some()).count();
        let mut rows = head.iter().skip_while(|row| known(&row.cells) < 3);
        let Some(header) = rows.next() else { return false };
        let position = |keys: &[&str]| header.cells.iter().position(|cell| keys.iter().any(|key| cell.trim().eq_ignore_ascii_case(key)));
        match (self.geography, position(IRIS.keys), position(QPV.keys)) {
            (Geography::Qpv, None, Some(key)) => rows.filter_map(|row| row.cells.get(key)).any(is_neighbourhood),
            (Geography::Qpv, ..) => false,
            (_, own, other) => own.is_some() || other.is_none(),
        }
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let key = self.keys.iter().copied().find(|key| Table::has_header(&input.bytes, &[key])).unwrap_or(self.keys[0]);
        let mut table = Table::read(&input.bytes, &[key], &Dialect::default())?;
        let zone = table.require(key)?;
        let mut said = Report::default();
        if self.geography == Geography::Qpv {
            take_away_wholes(&mut table, zone, &mut said);
        }
        let (income, vintage) =
            table.columns.iter().find_map(|name| parse(name)).map_or_else(|| Err(no_indicator()), |(_, i, v)| Ok((i, v)))?;
        let dataset = self.describe(income, vintage);
        let plan = Plan {
            geography: self.geography,
            zone: &|row| ZoneCode::new(row.cell(zone)).map_err(|fault| fault.in_column(key)),
            indicators: indicators(&table, &dataset),
            blank: &|_| Measure::withheld(),
            read: &Value::read,
        };
        let mut batch = plan.read(dataset, &table, input, progress)?;
        batch.dataset.report.remarks.extend(said.remarks);
        Ok(batch)
    }
}

/// `QP034004` of 2015, `QN03401M` of 2024.
fn is_neighbourhood(code: &str) -> bool {
    let code = code.trim();
    code.len() == 8 && code.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("QP") || start.eq_ignore_ascii_case("QN"))
}

/// Rows for all neighbourhoods of the country, of a region or of an urban unit are no neighbourhood.
fn take_away_wholes(table: &mut Table, zone: usize, said: &mut Report) {
    let (own, wholes): (Vec<Row>, Vec<Row>) = std::mem::take(&mut table.rows).into_iter().partition(|row| is_neighbourhood(row.cell(zone)));
    table.rows = own;
    if let Some(first) = wholes.first() {
        let (count, code) = (wholes.len(), first.cell(zone));
        said.remark(text!(
            "{count} lignes parlent d’ensembles (« {code} »…) et non d’un quartier : laissées de côté",
            "{count} rows speak of wholes (“{code}”…), not of a neighbourhood: left aside"
        ));
    }
}

/// Key, income and year of a column name: `DISP_TP60_A21` is `TP60`, disposable, 2021.
fn parse(name: &str) -> Option<(String, Income, Vintage)> {
    let name = name.trim().to_ascii_uppercase();
    let (income, rest) = match (name.strip_prefix("DISP_"), name.strip_prefix("DEC_")) {
        (Some(rest), _) => (Income::Disposable, rest),
        (_, Some(rest)) => (Income::Declared, rest),
        _ => (Income::Disposable, name.as_str()),
    };
    let (key, year) = rest.split_at_checked(rest.len().checked_sub(2)?)?;
    let vintage = Vintage::new(2_000 + year.parse::<u16>().ok()?)?;
    let key = key.strip_suffix("_A").unwrap_or(key);
    find(key).map(|_| (key.to_owned(), income, vintage))
}

fn indicators(table: &Table, dataset: &Dataset) -> Vec<(Indicator, Vec<usize>)> {
    let known = table.columns.iter().enumerate().filter_map(|(index, name)| Some((index, parse(name)?)));
    known
        .filter(|(_, (_, _, vintage))| *vintage == dataset.vintage)
        .filter_map(|(index, (key, income, _))| Some((named(find(&key)?.indicator(dataset.vintage, &dataset.id), income), vec![index])))
        .collect()
}

/// Quantiles say which income they are of; other indicators only when it is not the disposable one.
fn named(indicator: Indicator, income: Income) -> Indicator {
    let quantile = indicator.code.starts_with("income_uc_") && indicator.unit == Unit::EurosPerYear;
    let Text { fr, en } = indicator.label;
    let (code, label) = match (income, quantile) {
        (Income::Disposable, true) => (
            format!("disposable_{}", indicator.code),
            text!("Niveau de vie (revenu disponible par UC) : {fr}", "Living standard (disposable income per CU): {en}"),
        ),
        (Income::Declared, true) => {
            (format!("declared_{}", indicator.code), text!("Revenu déclaré par UC : {fr}", "Declared income per CU: {en}"))
        }
        (Income::Disposable, false) => (indicator.code, Text::new(fr, en)),
        (Income::Declared, false) => (format!("declared_{}", indicator.code), text!("{fr} (revenu déclaré)", "{en} (declared income)")),
    };
    Indicator { code, label, ..indicator }
}

impl Filosofi {
    fn describe(&self, income: Income, vintage: Vintage) -> Dataset {
        let (where_fr, where_en) = match self.geography {
            Geography::Qpv => ("quartiers prioritaires, ", "priority neighbourhoods, "),
            _ => ("", ""),
        };
        let (stem, title) = match income {
            Income::Disposable => (
                self.name.to_owned(),
                text!(
                    "Revenus et pauvreté des ménages en {vintage} ({where_fr}Filosofi)",
                    "Household income and poverty in {vintage} ({where_en}Filosofi)"
                ),
            ),
            Income::Declared => (
                format!("{}-declares", self.name),
                text!(
                    "Revenus déclarés des ménages en {vintage} ({where_fr}Filosofi)",
                    "Declared household income in {vintage} ({where_en}Filosofi)"
                ),
            ),
        };
        Dataset {
            producer: "Insee, DGFiP, Cnaf, Cnav, CCMSA".to_owned(),
            secrecy: Some(secrecy()),
            notes: vec![self.note()],
            ..dataset(self.name, DatasetId::new(&stem, vintage), title, vintage)
        }
    }

    fn note(&self) -> Text {
        match self.geography {
            Geography::Qpv => Text::new(
                "Contours d’une seule édition des quartiers (2015 ou 2024, selon les codes QP ou QN). La plupart des indicateurs ne s’additionnent pas.",
                "Outlines of one edition of the neighbourhoods (2015 or 2024, as codes QP or QN tell). Most indicators do not add up.",
            ),
            _ => Text::new(
                "Communes de 5 000 habitants et plus (10 000 jusqu’au millésime 2019). Un taux de pauvreté très bas n’est pas publié. Médianes, rapports et taux ne s’additionnent pas.",
                "Municipalities of 5,000 inhabitants and over (10,000 until the edition of 2019). A very low poverty rate is not published. Medians, ratios and rates do not add up.",
            ),
        }
    }
}

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new(
            "secret statistique de la source fiscale : valeur vide, ns, s ou nd",
            "statistical secrecy of the tax source: empty value, ns, s or nd",
        ),
        min_units: None,
        rounded_to: None,
        withheld_codes: vec![String::new(), "ns".to_owned(), "s".to_owned()],
    }
}

fn no_indicator() -> Fault {
    Fault::new(
        "missing-column",
        Text::new("aucune colonne de Filosofi (DISP_MED18, DISP_TP6018…)", "no column of Filosofi (DISP_MED18, DISP_TP6018…)"),
        Text::new(
            "donner le fichier BASE_TD_FILO…_IRIS de l’Insee, ou le …_QP des quartiers prioritaires",
            "give INSEE’s file BASE_TD_FILO…_IRIS, or the …_QP of priority neighbourhoods",
        ),
    )
    .in_column("DISP_MED")
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Flag;

    #[test]
    fn every_vintages_spelling_is_understood() {
        for (name, key, year, income) in [
            ("DISP_TP6018", "TP60", 2018, Income::Disposable),
            ("DISP_TP60_A21", "TP60", 2021, Income::Disposable),
            ("TP60_A13", "TP60", 2013, Income::Disposable),
            ("disp_s80s2018", "S80S20", 2018, Income::Disposable),
            ("DEC_MED13", "MED", 2013, Income::Declared),
            ("DISP_D118", "D1", 2018, Income::Disposable),
        ] {
            let vintage = Vintage::new(year).unwrap();
            assert_eq!(parse(name), Some((key.to_owned(), income, vintage)), "{name}");
        }
        assert_eq!(parse("LIBIRIS"), None);
        assert_eq!(parse("DISP_XYZ18"), None);
    }

    #[test]
    fn codes_of_secrecy_stay_without_value_and_zeros_stay_in_codes() {
        let text = "IRIS;DISP_TP6021;DISP_MED21;DISP_GI21\n010040101;20,1;19300;0,242\n2A0040101;ns;21000;nd\n";
        let input = Input::of("f.csv", text.as_bytes());
        assert!(IRIS.recognises(&input));
        let batch = IRIS.read(&input, &Unwatched).unwrap();
        let seen: Vec<_> =
            batch.observations.iter().map(|o| (o.zone.as_str(), o.indicator.as_str(), o.measure.value(), o.measure.flag())).collect();
        assert_eq!(
            seen,
            [
                ("010040101", "poverty_rate_2021", Some(20.1), Flag::Published),
                ("010040101", "disposable_income_uc_median_2021", Some(19_300.0), Flag::Published),
                ("010040101", "income_uc_gini_2021", Some(0.242), Flag::Published),
                ("2A0040101", "poverty_rate_2021", None, Flag::Withheld),
                ("2A0040101", "disposable_income_uc_median_2021", Some(21_000.0), Flag::Published),
                ("2A0040101", "income_uc_gini_2021", None, Flag::Missing),
            ]
        );
        assert_eq!(batch.dataset.id.as_str(), "filosofi-iris-2021");
    }

    #[test]
    fn a_file_without_any_of_its_columns_is_refused() {
        let fault = IRIS.read(&Input::of("f.csv", b"IRIS;X\n1;2\n"), &Unwatched).unwrap_err();
        assert_eq!(fault.code, "missing-column");
    }

    const NEIGHBOURHOODS: &str = "CODGEO;LIBGEO;DEC_Q1_A21;DEC_MED_A21;DEC_BREV_A21;DEC_GINI_A21;DEC_NOTE_A21\n\
        QN03401M;Celleneuve;7000;12300;48,5;0,31;0\nQP034002;Ancien;;ns;nd;0,3;1\nENSQP;Ensemble;8000;13000;40;0,3;0\n";

    #[test]
    fn neighbourhoods_have_their_own_key_and_rows_of_wholes_are_none() {
        let input = Input::of("q.csv", NEIGHBOURHOODS.as_bytes());
        assert!(QPV.recognises(&input) && !IRIS.recognises(&input));
        let batch = QPV.read(&input, &Unwatched).unwrap();
        assert_eq!((batch.dataset.id.as_str(), batch.dataset.report.taken), ("filosofi-qpv-declares-2021", 2));
        let told = |zone: &str, id: &str| {
            let found = batch.observations.iter().find(|o| o.zone.as_str() == zone && o.indicator.as_str() == id).unwrap();
            (found.measure.value(), found.measure.flag())
        };
        assert_eq!(told("QN03401M", "declared_income_uc_median_2021"), (Some(12_300.0), Flag::Published));
        assert_eq!(told("QN03401M", "declared_low_income_rate_2021"), (Some(48.5), Flag::Published));
        assert_eq!(told("QP034002", "declared_income_uc_q1_2021"), (None, Flag::Withheld));
        assert_eq!(told("QP034002", "declared_low_income_rate_2021"), (None, Flag::Missing));
        assert!(batch.observations.iter().all(|o| o.geography == Geography::Qpv));
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.en.starts_with("1 rows speak of wholes")));
        let communes = NEIGHBOURHOODS.replace("QN03401M", "34172").replace("QP034002", "34057");
        assert!(!QPV.recognises(&Input::of("c.csv", communes.as_bytes())), "municipalities are keyed alike");
    }
}

//! Secrets of INSEE and CAF, put in the place of figures at random: none is ever read as a number, least of all as zero, and no sum is
//! made around it.

use std::collections::BTreeMap;
use std::path::Path;

use maillage::domain::{Batch, Vintage};
use maillage::sources::{FORMATS, Format, Input, Options, Unwatched, decode};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// How producers write what they keep back or do not have.
const CODES: [&str; 8] = ["", "s", "ns", "c", "nd", "S", " ns ", "secret"];

/// Files with figures, the formats that read them, and the column figures begin in.
const FILES: [(&str, &str, usize); 9] = [
    ("caf-quartiers", "fixtures/demo/caf_iris_2021.csv", 7),
    ("revenus-quartiers", "fixtures/demo/revenus_fiscaux_iris_2021.csv", 7),
    ("emploi-quartiers", "fixtures/demo/demandeurs_emploi_iris_2021.csv", 7),
    ("population-quartiers", "fixtures/demo/population_iris_2021.csv", 7),
    ("filosofi-iris", "fixtures/demo/filosofi_iris_2021.csv", 1),
    ("qpv-indicateurs", "fixtures/demo/qpv_indicateurs.csv", 3),
    ("recensement-iris", "fixtures/layouts/base-ic-evol-struct-pop-2021.csv", 4),
    ("recensement-iris", "fixtures/layouts/base-ic-logement-2021.csv", 4),
    ("caf-communes-iris", "fixtures/layouts/caf_rsa_s_type_iris_f.csv", 4),
];

/// Tables tried of each file, and cells struck in each.
const TABLES: usize = 12;
const CELLS: usize = 12;

/// Rows of data kept.
const ROWS: usize = 24;

struct Table {
    rows: Vec<Vec<String>>,
    delimiter: u8,
}

impl Table {
    fn read(path: &str) -> Self {
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let text = decode::decode(&bytes, None).unwrap_or_else(|fault| panic!("{fault}")).text;
        let delimiter = [b';', b',', b'\t'].into_iter().max_by_key(|mark| text.bytes().filter(|byte| byte == mark).count()).unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        Self { rows: rows.take(ROWS).collect(), delimiter }
    }

    fn written(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().delimiter(self.delimiter).flexible(true).from_writer(Vec::new());
        self.rows.iter().for_each(|row| writer.write_record(row).unwrap());
        writer.into_inner().unwrap()
    }

    /// Cells that hold a figure: a number from a column on, in a row that begins with a code.
    fn figures(&self, from: usize) -> Vec<(usize, usize)> {
        let data = |row: &[String]| {
            row.first().is_some_and(|code| code.starts_with("QP") || code.starts_with(|first: char| first.is_ascii_digit()))
        };
        let number = |cell: &str| cell.replace(',', ".").parse::<f64>().is_ok();
        let rows = self.rows.iter().enumerate().filter(|(_, row)| data(row));
        let cells = rows.flat_map(|(at, row)| row.iter().enumerate().skip(from).map(move |(column, cell)| (at, column, cell)));
        cells.filter(|(_, _, cell)| number(cell)).map(|(row, column, _)| (row, column)).collect()
    }
}

fn read(format: &dyn Format, bytes: &[u8]) -> Option<BTreeMap<(String, String), Option<f64>>> {
    let options = Options { vintage: Vintage::new(2021), ..Options::default() };
    let Batch { observations, .. } = format.read(&Input { options, ..Input::of("fichier_2021", bytes) }, &Unwatched).ok()?;
    Some(observations.iter().map(|seen| ((seen.zone.to_string(), seen.indicator.to_string()), seen.measure.value())).collect())
}

#[test]
fn no_secret_is_ever_read_as_a_number() {
    let mut random = Pcg64::seed_from_u64(10);
    let (mut struck, mut hidden) = (0, 0);
    for (name, path, from) in FILES {
        let format = FORMATS.iter().find(|format| format.name() == name).unwrap();
        let table = Table::read(path);
        let figures = table.figures(from);
        let before = hidden;
        let sound = read(*format, &table.written()).unwrap_or_else(|| panic!("{path} does not read"));
        assert!(figures.len() > 15, "{path}: only {} figures", figures.len());
        for _ in 0..TABLES {
            let mut secret = Table { rows: table.rows.clone(), delimiter: table.delimiter };
            for _ in 0..CELLS {
                let (row, column) = figures[random.random_range(0..figures.len())];
                secret.rows[row][column] = CODES[random.random_range(0..CODES.len())].to_owned();
                struck += 1;
            }
            let Some(found) = read(*format, &secret.written()) else { continue };
            for (place, value) in &found {
                let figure = sound.get(place).copied().flatten();
                assert!(value.is_none() || *value == figure, "{path}: {place:?} was {figure:?} and is read as {value:?}");
                hidden += u32::from(value.is_none() && figure.is_some());
            }
        }
        assert!(hidden > before, "{path}: no figure was struck");
    }
    println!("{struck} secrets put for figures: {hidden} figures hidden, 0 read as a number");
    assert!(hidden > 300, "only {hidden} figures were struck");
}

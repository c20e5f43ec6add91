//! `iris`: the neighbourhoods INSEE publishes by, drawn by IGN (Contours…IRIS, IRIS…GE, and the same
//! from the national web service).

use super::attributes::Attributes;
use super::layer::{Feature, Layer, Peek};
use super::parents;
use super::zones::{Identity, collect};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, IrisKind, Text, ZoneCode};
use crate::sources::{Format, Input, Progress, dataset};
use crate::text;

/// The spellings of thirty years of editions, in lower case.
const CODE: [&str; 3] = ["code_iris", "dcomiris", "codeiris"];
const WITHIN: [&str; 2] = ["iris", "num_iris"];
const COMMUNE: [&str; 5] = ["insee_com", "code_insee", "depcom", "code_com", "code_commune"];
const COMMUNE_NAME: [&str; 4] = ["nom_com", "nom_commune", "lib_com", "libcom"];
const NAME: [&str; 3] = ["nom_iris", "lib_iris", "libelle"];
const KIND: [&str; 3] = ["typ_iris", "type_iris", "typeiris"];

/// IRIS outlines.
pub struct Iris;

impl Format for Iris {
    fn name(&self) -> &'static str {
        "iris"
    }

    fn recognises(&self, input: &Input) -> bool {
        Layer::recognised(input, wanted)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut layer = Layer::read(input, wanted)?;
        check_columns(&layer).map_err(|fault| fault.in_file(&input.name))?;
        let year = layer.vintage(input)?;
        let (zones, report) = collect(&layer, (Geography::Iris, year), input, progress, identify)?;
        let title = text!("Contours des IRIS {year}", "IRIS outlines {year}");
        let described = dataset(self.name(), DatasetId::new(self.name(), year), title, year);
        let dataset = Dataset {
            producer: "INSEE, IGN".to_owned(),
            notes: vec![text!(
                "Découpage en vigueur en {year} : des données d’une autre année peuvent suivre un autre découpage.",
                "Boundaries in force in {year}: data of another year may follow other boundaries."
            )],
            report,
            ..described
        };
        Ok(Batch { zones, ..Batch::new(dataset) })
    }
}

fn wanted(peek: &Peek) -> bool {
    peek.has(&CODE) || peek.has(&WITHIN) && peek.has(&COMMUNE)
}

/// A layer none of whose features has a code is not a layer of IRIS.
fn check_columns(layer: &Layer) -> Result<(), Fault> {
    if layer.features.is_empty() || layer.features.iter().any(|feature| code(&feature.attributes).is_some()) {
        return Ok(());
    }
    Err(missing("missing-column"))
}

fn identify(feature: &Feature) -> Result<Identity, Fault> {
    let told = &feature.attributes;
    let code = code(told).ok_or_else(|| missing("missing-value"))?;
    if code.len() != 9 || !code.is_ascii() {
        return Err(not_an_iris(&code));
    }
    let commune = told.get(&COMMUNE).map_or_else(|| code.chars().take(5).collect(), |commune| padded(commune, 5));
    let letter = told.get(&KIND).and_then(IrisKind::from_letter);
    Ok(Identity {
        name: told.get(&NAME).unwrap_or(&code).to_owned(),
        kind: letter.or_else(|| code.ends_with("0000").then_some(IrisKind::Undivided)),
        parents: parents::of_commune(&commune, told.get(&COMMUNE_NAME))?,
        code: ZoneCode::new(&code)?,
    })
}

/// The nine characters, whole or as municipality and number within.
fn code(told: &Attributes) -> Option<String> {
    let whole = told.get(&CODE).map(|code| padded(code, 9));
    whole.or_else(|| Some(format!("{}{}", padded(told.get(&COMMUNE)?, 5), padded(told.get(&WITHIN)?, 4))))
}

/// Spreadsheets and JSON numbers lose leading zeros: they are put back.
fn padded(code: &str, length: usize) -> String {
    if code.bytes().all(|byte| byte.is_ascii_digit()) { format!("{code:0>length$}") } else { code.to_owned() }
}

fn missing(code: &str) -> Fault {
    Fault::new(
        code,
        Text::new("le code de l’IRIS manque", "the IRIS code is missing"),
        Text::new("attendu : CODE_IRIS, ou INSEE_COM et IRIS", "expected CODE_IRIS, or INSEE_COM and IRIS"),
    )
    .in_column("CODE_IRIS")
}

fn not_an_iris(code: &str) -> Fault {
    Fault::new(
        "bad-iris-code",
        text!("« {code} » n’est pas un code d’IRIS", "“{code}” is not an IRIS code"),
        Text::new(
            "attendu : cinq caractères pour la commune et quatre chiffres",
            "expected five characters for the municipality and four digits",
        ),
    )
    .in_column("CODE_IRIS")
}

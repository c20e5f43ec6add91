//! `quartiers`: neighbourhoods as a town draws them, such as the sub-quarters of Montpellier.

use super::layer::{Feature, Layer, Peek};
use super::parents;
use super::zones::{Identity, collect};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Text, ZoneCode};
use crate::sources::{Format, Input, Progress, dataset};
use crate::text;

/// Montpellier's mnemonics (`SQUARTMNO`) name two sub-quarters MIP: its numbers are the codes.
const CODE: [&str; 7] = ["squartier_", "code_quartier", "codequart", "code_quart", "id_quartier", "num_quartier", "c_qu"];
const NAME: [&str; 7] = ["libsquart", "nom_quartier", "nomquart", "lib_quartier", "libelle_quartier", "quartier_nom", "l_qu"];
const COMMUNE: [&str; 4] = ["insee_com", "code_insee", "code_commune", "depcom"];
const COMMUNE_NAME: [&str; 3] = ["nom_com", "nom_commune", "lib_com"];

/// Outlines of a town's own neighbourhoods.
pub struct Quartiers;

impl Format for Quartiers {
    fn name(&self) -> &'static str {
        "quartiers"
    }

    fn recognises(&self, input: &Input) -> bool {
        Layer::recognised(input, wanted)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut layer = Layer::read(input, wanted)?;
        if !layer.features.is_empty() && layer.features.iter().all(|feature| feature.attributes.get(&CODE).is_none()) {
            return Err(missing("missing-column").in_file(&input.name));
        }
        let year = layer.vintage(input)?;
        let town = match input.options.communes.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        };
        let (zones, report) = collect(&layer, (Geography::Quartier, year), input, progress, |feature| identify(feature, town))?;
        let title = text!("Quartiers de la ville {year}", "Town neighbourhoods {year}");
        let described = dataset(self.name(), DatasetId::new(self.name(), year), title, year);
        let dataset = Dataset {
            producer: "Commune".to_owned(),
            notes: vec![Text::new(
                "Découpage propre à la commune : ses limites ne suivent pas celles des IRIS.",
                "The municipality’s own division: its boundaries do not follow those of IRIS.",
            )],
            report,
            ..described
        };
        Ok(Batch { zones, ..Batch::new(dataset) })
    }
}

fn wanted(peek: &Peek) -> bool {
    peek.has(&CODE) && peek.has(&NAME)
}

/// Codes of one town mean nothing beside those of another: the municipality's goes before, once known.
fn identify(feature: &Feature, town: Option<&str>) -> Result<Identity, Fault> {
    let told = &feature.attributes;
    let code = told.get(&CODE).ok_or_else(|| missing("missing-value"))?;
    let name = told.get(&NAME).unwrap_or(code).to_owned();
    let Some(commune) = told.get(&COMMUNE).or(town) else {
        return Ok(Identity { code: ZoneCode::new(code)?, name, kind: None, parents: Vec::new() });
    };
    let parents = parents::of_commune(commune, told.get(&COMMUNE_NAME))?;
    Ok(Identity { code: ZoneCode::new(&format!("{commune}-{code}"))?, name, kind: None, parents })
}

fn missing(code: &str) -> Fault {
    Fault::new(
        code,
        Text::new("le code du quartier manque", "the code of the neighbourhood is missing"),
        Text::new("attendu : SQUARTIER_, code_quartier ou num_quartier", "expected SQUARTIER_, code_quartier or num_quartier"),
    )
    .in_column("code_quartier")
}

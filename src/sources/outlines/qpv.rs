//! `qpv-contours`: priority neighbourhoods of urban policy, editions 2015 and 2024.

use std::collections::HashSet;

use super::layer::{Feature, Layer, Peek};
use super::parents;
use super::zones::{Identity, collect};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Parent, Report, Text, Vintage, Zone, ZoneCode};
use crate::sources::{Format, Input, Progress, dataset};
use crate::text;

const CODE: [&str; 4] = ["code_qp", "code_qpv", "codeqp", "codgeo"];
const NAME: [&str; 4] = ["lib_qp", "nom_qp", "nom_qpv", "lib_qpv"];
const COMMUNE: [&str; 4] = ["insee_com", "code_commune", "code_insee", "depcom"];
const COMMUNE_NAME: [&str; 4] = ["lib_com", "nom_commune", "commune_qp", "nom_com"];
const EPCI: [&str; 2] = ["siren_epci", "code_epci"];

/// QPV outlines.
pub struct QpvContours;

impl Format for QpvContours {
    fn name(&self) -> &'static str {
        "qpv-contours"
    }

    fn recognises(&self, input: &Input) -> bool {
        Layer::recognised_all(input, wanted)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut layers = Layer::read_all(input, wanted)?;
        let first = layers.iter().flat_map(|layer| &layer.features).find_map(|feature| feature.attributes.get(&CODE));
        let told = first.map(edition).ok_or_else(|| missing("missing-column").in_file(&input.name))?;
        let year = match (input.options.vintage.or(told), layers.first_mut()) {
            (Some(year), _) => year,
            (None, Some(layer)) => layer.vintage(input)?,
            (None, None) => return Err(missing("missing-column").in_file(&input.name)),
        };
        let (zones, report) = united(&layers, year, input, progress)?;
        let title = text!("Quartiers prioritaires de la politique de la ville {year}", "Priority neighbourhoods of urban policy {year}");
        let described = dataset(self.name(), DatasetId::new(self.name(), year), title, year);
        let dataset = Dataset {
            producer: "ANCT".to_owned(),
            notes: vec![Text::new(
                "Un quartier prioritaire peut s’étendre sur plusieurs communes, même quand sa source n’en nomme qu’une.",
                "A priority neighbourhood may lie in several municipalities, even when its source names only one.",
            )],
            report,
            ..described
        };
        Ok(Batch { zones, ..Batch::new(dataset) })
    }
}

/// The neighbourhoods of all layers. One drawn in several, as in the layer of the country and in that of its land, is
/// taken from the first.
fn united(layers: &[Layer], year: Vintage, input: &Input, progress: &dyn Progress) -> Result<(Vec<Zone>, Report), Fault> {
    let (mut zones, mut whole, mut seen, mut again) = (Vec::new(), Report::default(), HashSet::new(), 0_u64);
    for layer in layers {
        let (own, report) = collect(layer, (Geography::Qpv, year), input, progress, identify)?;
        for zone in own {
            if seen.insert(zone.code.clone()) { zones.push(zone) } else { again += 1 }
        }
        add(&mut whole, report);
    }
    whole.read -= again;
    whole.taken = zones.len() as u64;
    if let [first, .., last] = layers {
        let (count, first, last) = (layers.len(), &first.name, &last.name);
        whole.remark(text!(
            "{count} couches lues ensemble, de « {first} » à « {last} » ; {again} quartiers dessinés deux fois, pris une fois",
            "{count} layers read together, from “{first}” to “{last}”; {again} neighbourhoods drawn twice, taken once"
        ));
    }
    Ok((zones, whole))
}

fn add(whole: &mut Report, own: Report) {
    whole.read += own.read;
    whole.outside += own.outside;
    whole.rejected += own.rejected;
    whole.faults.extend(own.faults);
    own.remarks.into_iter().for_each(|remark| whole.remark(remark));
}

fn wanted(peek: &Peek) -> bool {
    peek.has(&CODE[..3])
}

/// The decree of 2014 gave codes in QP, in force from 2015; that of 2023 codes in QN, from 2024.
fn edition(code: &str) -> Option<Vintage> {
    match code.get(..2)? {
        "QP" => Vintage::new(2015),
        "QN" => Vintage::new(2024),
        _ => None,
    }
}

fn identify(feature: &Feature) -> Result<Identity, Fault> {
    let told = &feature.attributes;
    let code = told.get(&CODE).ok_or_else(|| missing("missing-value"))?;
    let mut parents = communes(told.get(&COMMUNE).unwrap_or(""), told.get(&COMMUNE_NAME))?;
    if let Some(epci) = told.get(&EPCI) {
        parents.push(parents::parent(Geography::Epci, epci, None)?);
    }
    Ok(Identity { code: ZoneCode::new(code)?, name: told.get(&NAME).unwrap_or(code).to_owned(), kind: None, parents })
}

/// The municipalities named, one or a list, with what they lie in; each parent once.
fn communes(codes: &str, names: Option<&str>) -> Result<Vec<Parent>, Fault> {
    let codes: Vec<_> = listed(codes).collect();
    let names: Vec<_> = names.into_iter().flat_map(listed).collect();
    let mut parents: Vec<Parent> = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        let name = names.get(index).filter(|_| names.len() == codes.len());
        let more = parents::of_commune(code, name.copied())?;
        parents.extend(more.into_iter().filter(|new| !parents.iter().any(|old| old.code == new.code)).collect::<Vec<_>>());
    }
    Ok(parents)
}

fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', ';', '|', '/']).map(str::trim).filter(|item| !item.is_empty())
}

fn missing(code: &str) -> Fault {
    Fault::new(
        code,
        Text::new("le code du quartier prioritaire manque", "the code of the priority neighbourhood is missing"),
        Text::new("attendu : code_qp", "expected code_qp"),
    )
    .in_column("code_qp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_communes_gives_each_parent_once() {
        let parents = communes("93001, 93008", Some("Aubervilliers, Bobigny")).unwrap();
        let told: Vec<_> = parents.iter().map(|parent| (parent.code.as_str(), parent.name.as_deref())).collect();
        assert_eq!(told, [("93001", Some("Aubervilliers")), ("93", None), ("FR", Some("France")), ("93008", Some("Bobigny"))]);
    }

    #[test]
    fn the_edition_is_told_by_the_code() {
        assert_eq!(edition("QP034001"), Vintage::new(2015));
        assert_eq!(edition("QN03401M"), Vintage::new(2024));
    }
}

//! From a street map to the networks of each mode, checked and accounted for.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Known;
use crate::domain::{Batch, Dataset, DatasetId, Fault, Mode, Position, Report, SavedNetwork, StreetMap, Text, Vintage, ZoneCode};
use crate::network::{self, Profile};
use crate::sources::streets::{self, StreetFormat, StreetMapping};
use crate::sources::{Input, dataset, vintage};
use crate::text;

/// How many zones without streets are named.
const NAMED: usize = 5;

/// Reads an OpenStreetMap extract into a batch of networks.
///
/// # Errors
/// Those of the reading; of the first mode when no mode has a network; `missing-vintage`.
pub fn extract(input: &Input, format: StreetFormat, known: &Known) -> Result<Batch, Fault> {
    let mut report = Report::default();
    let vintage = vintage::said(input, &mut report)?;
    let title = text!("Rues d’OpenStreetMap en {vintage}", "Streets of OpenStreetMap in {vintage}");
    let described = dataset(format.name(), DatasetId::new("osm", vintage), title, vintage);
    let dataset = Dataset {
        producer: "Contributeurs d’OpenStreetMap".to_owned(),
        licence: "ODbL 1.0".to_owned(),
        notes: vec![Text::new(
            "Qui peut passer et à quelle allure vient des attributs de chaque rue ; la circulation n’est pas vue.",
            "Who may pass and how fast comes from the tags of each street; traffic is not seen.",
        )],
        report,
        ..described
    };
    batch(&streets::read(input)?, dataset, &input.options.communes, known)
}

/// Reads a street shapefile through its declared mapping into a batch of networks.
///
/// # Errors
/// As [`extract`].
pub fn declared(input: &Input, mapping: &StreetMapping, known: &Known) -> Result<Batch, Fault> {
    let mut report = Report::default();
    let said = input.options.vintage.or_else(|| mapping.vintage.and_then(Vintage::new));
    let vintage = said.map_or_else(|| vintage::said(input, &mut report), Ok)?;
    let described = dataset("streets", DatasetId::new(&mapping.id, vintage), mapping.title.clone(), vintage);
    let dataset =
        Dataset { producer: mapping.producer.clone(), licence: mapping.licence.clone(), notes: mapping.notes.clone(), report, ..described };
    batch(&mapping.read(input)?, dataset, &input.options.communes, known)
}

/// The networks of a street map, one a mode.
fn batch(map: &StreetMap, mut dataset: Dataset, communes: &[String], known: &Known) -> Result<Batch, Fault> {
    let built: BTreeMap<Mode, _> = Mode::ALL.into_par_iter().map(|mode| (mode, network::build(map, &Profile::of(mode)))).collect();
    if let Some(fault) = built.values().find_map(|made| made.as_ref().err()).filter(|_| built.values().all(Result::is_err)) {
        return Err(fault.clone());
    }
    let report = &mut dataset.report;
    (report.read, report.taken) = (map.reading.ways_read, map.reading.ways_read);
    for remark in map.reading.remarks() {
        report.remark(remark);
    }
    let mut networks = Vec::new();
    for (mode, made) in built {
        match made {
            Ok((graph, account)) => {
                for remark in account.remarks() {
                    report.remark(remark);
                }
                networks.push(SavedNetwork { mode, bytes: graph.to_bytes() });
            }
            Err(fault) => report.remark(without(mode, &fault)),
        }
    }
    report.remark(extent(&map.nodes, communes, known));
    Ok(Batch { networks, ..Batch::new(dataset) })
}

fn without(mode: Mode, fault: &Fault) -> Text {
    let (by, why) = (mode.by(), &fault.message);
    Text::new(format!("pas de réseau {} : {}", by.fr, why.fr), format!("no network for going {}: {}", by.en, why.en))
}

/// Whether the zones loaded have streets: where they have none, times will not be known.
fn extent(nodes: &[Position], communes: &[String], known: &Known) -> Text {
    let (zones, bare) = known.without(communes, nodes);
    let lacking = bare.len();
    if zones == 0 {
        return Text::new(
            "aucune zone n’est encore chargée : on ne sait pas si ces rues couvrent le territoire",
            "no zone is loaded yet: whether these streets cover the territory is not known",
        );
    }
    if bare.is_empty() {
        return text!("les {zones} zones chargées ont toutes des rues", "the {zones} zones loaded all have streets");
    }
    let named = bare.iter().take(NAMED).map(ZoneCode::as_str).collect::<Vec<_>>().join(", ");
    let more = if lacking > NAMED { "…" } else { "" };
    text!(
        "{lacking} zones chargées sur {zones} n’ont aucune de ces rues : les temps y seront inconnus ({named}{more})",
        "{lacking} of the {zones} zones loaded have none of these streets: times will not be known there ({named}{more})"
    )
}

//! From a layer to checked zones: reference system, territory asked for, outlines mended, codes once.

use std::cell::Cell;
use std::collections::HashMap;

use geo::{CoordsIter, MapCoordsInPlace, MultiPolygon};
use rayon::prelude::*;

use super::layer::{Feature, Layer};
use crate::domain::{Fault, Geography, IrisKind, Parent, Report, Shape, Text, Vintage, Zone, ZoneCode};
use crate::sources::{Input, Options, Progress};
use crate::spatial::crs::{self, Frame};
use crate::spatial::repair::repair;
use crate::text;

/// What a format reads from a feature's attributes.
#[derive(Debug)]
pub struct Identity {
    /// The zone's code.
    pub code: ZoneCode,
    /// Its name.
    pub name: String,
    /// For IRIS, INSEE's kind.
    pub kind: Option<IrisKind>,
    /// The wider zones it lies in.
    pub parents: Vec<Parent>,
}

/// What became of one feature.
enum Outcome {
    Taken(Zone, Option<Text>),
    Outside,
    Rejected(Fault),
}

/// Makes the zones of a layer.
///
/// # Parameters
/// `identify` reads a feature's attributes; its faults reject the feature.
///
/// # Returns
/// Zones in the order of the file, and the account: rows are features, numbered from 1.
///
/// # Errors
/// `unknown-crs` when the coordinates make no sense.
pub fn collect(
    layer: &Layer,
    (geography, vintage): (Geography, Vintage),
    input: &Input,
    progress: &dyn Progress,
    identify: impl Fn(&Feature) -> Result<Identity, Fault> + Sync,
) -> Result<(Vec<Zone>, Report), Fault> {
    progress.expect(layer.features.len() as u64);
    let frame = frame(layer).map_err(|fault| fault.in_file(&input.name))?;
    let outcomes: Vec<Outcome> = layer
        .features
        .par_iter()
        .map(|feature| {
            let outcome = zone(feature, (geography, vintage), input, frame, &identify);
            progress.advance(1);
            outcome.unwrap_or_else(|fault| Outcome::Rejected(fault.in_file(&input.name).at_row(feature.row)))
        })
        .collect();
    let mut report = Report { remarks: layer.remarks.clone(), ..Report::default() };
    report.remarks.extend(frame.remark(layer.declared_crs));
    Ok((sort_out(outcomes, input, &mut report), report))
}

fn zone(
    feature: &Feature,
    (geography, vintage): (Geography, Vintage),
    input: &Input,
    frame: Frame,
    identify: &impl Fn(&Feature) -> Result<Identity, Fault>,
) -> Result<Outcome, Fault> {
    let Identity { code, name, kind, parents } = identify(feature)?;
    if !asked_for(&parents, &input.options) {
        return Ok(Outcome::Outside);
    }
    let (shape, remark) = mended(feature.outline()?, frame)?;
    Ok(Outcome::Taken(Zone { geography, code, vintage, name, kind, parents, shape }, remark))
}

fn mended(mut outline: MultiPolygon, frame: Frame) -> Result<(Shape, Option<Text>), Fault> {
    let vertex = Cell::new(0);
    outline.try_map_coords_in_place(|at| {
        let position = frame.position(at.x, at.y).map_err(|fault| fault.at_vertex(vertex.get()))?;
        vertex.set(vertex.get() + 1);
        Ok::<_, Fault>(position.point().0)
    })?;
    repair(&outline)
}

/// A zone without a known commune is kept: whether it lies in the territory is not known.
fn asked_for(parents: &[Parent], options: &Options) -> bool {
    let mut known = parents.iter().filter(|parent| parent.geography == Geography::Commune).peekable();
    known.peek().is_none() || known.any(|parent| options.covers_commune(parent.code.as_str()))
}

/// Some corners of some outlines are enough to tell the reference system.
fn frame(layer: &Layer) -> Result<Frame, Fault> {
    const FEATURES: usize = 60;
    let step = layer.features.len().div_ceil(FEATURES).max(1);
    let outlines = layer.features.iter().step_by(step).filter_map(|feature| feature.outline().ok());
    let sample: Vec<_> =
        outlines.flat_map(|outline| outline.exterior_coords_iter().take(3).map(|at| (at.x, at.y)).collect::<Vec<_>>()).collect();
    crs::detect(layer.declared_crs, &sample)
}

fn sort_out(outcomes: Vec<Outcome>, input: &Input, report: &mut Report) -> Vec<Zone> {
    let (mut zones, mut mended, mut seen) = (Vec::new(), Vec::new(), HashMap::new());
    report.read = outcomes.len() as u64;
    for (outcome, row) in outcomes.into_iter().zip(1_u64..) {
        match outcome {
            Outcome::Outside => report.outside += 1,
            Outcome::Rejected(fault) => report.reject(fault),
            Outcome::Taken(zone, remark) => {
                let first = *seen.entry(zone.code.clone()).or_insert(row);
                if first < row {
                    report.reject(duplicate(&zone.code, first).in_file(&input.name).at_row(row));
                    continue;
                }
                mended.extend(remark.map(|remark| (zone.code.clone(), remark)));
                zones.push(zone);
            }
        }
    }
    report.taken = zones.len() as u64;
    report.remarks.extend(told_once(&mended));
    zones
}

/// One remark for all zones mended in the same way.
fn told_once(mended: &[(ZoneCode, Text)]) -> Vec<Text> {
    const NAMED: usize = 12;
    let mut ways: Vec<&Text> = mended.iter().map(|(_, remark)| remark).collect();
    ways.sort_by(|a, b| a.en.cmp(&b.en));
    ways.dedup();
    let tell = |way: &Text| {
        let codes: Vec<_> = mended.iter().filter(|(_, remark)| remark == way).map(|(code, _)| code.as_str()).collect();
        let (count, more) = (codes.len(), if codes.len() > NAMED { ", …" } else { "" });
        let named = codes.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        let Text { fr, en } = way;
        text!("{fr} : {count} ({named}{more})", "{en}: {count} ({named}{more})")
    };
    ways.into_iter().map(tell).collect()
}

fn duplicate(code: &ZoneCode, first: u64) -> Fault {
    Fault::new(
        "duplicate-code",
        text!("le code {code} est déjà celui de l’objet {first}", "code {code} is already that of feature {first}"),
        Text::new("garder un seul contour par code", "keep one outline a code"),
    )
}

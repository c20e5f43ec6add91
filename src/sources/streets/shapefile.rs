//! Lines of a shapefile, ends joined, as streets.

use ::shapefile::Shape;
use ::shapefile::record::polyline::GenericPolyline;
use ::shapefile::record::traits::HasXY;

use super::mapping::StreetMapping;
use super::snap::Snap;
use crate::domain::{Fault, Position, StreetMap, StreetReading, Tags, Text, Way};
use crate::sources::Input;
use crate::sources::outlines::archive;
use crate::sources::outlines::shapefile::{Parts, is_shapefile};
use crate::spatial::crs::{self, Frame};
use crate::text;

/// Metres in a degree of latitude, for snapping coordinates in degrees.
const DEGREE_METRES: f64 = 111_195.0;
/// Points looked at to tell what the coordinates mean.
const SAMPLE: usize = 1_000;

/// A row of the file: its parts, each a line, and what is said of it; no tags when a value is not declared.
struct Row {
    number: u64,
    parts: Vec<Vec<[f64; 2]>>,
    tags: Option<Tags>,
}

pub(super) fn read(mapping: &StreetMapping, input: &Input) -> Result<StreetMap, Fault> {
    let parts = opened(input)?;
    has_columns(&parts, mapping)?;
    let rows = parts.records(|number, shape, attributes| Row { number, parts: lines(shape), tags: mapping.tags(&attributes) })?;
    if rows.iter().all(|row| row.parts.is_empty()) {
        return Err(not_lines());
    }
    let frame = frame(mapping, &parts, &rows)?;
    joined(mapping, frame, rows)
}

fn opened(input: &Input) -> Result<Parts<'_>, Fault> {
    if archive::is_zip(&input.bytes) {
        archive::shapefile(&input.bytes)
    } else if is_shapefile(&input.bytes) {
        Parts::beside(&input.path, &input.bytes)
    } else {
        Err(super::faults::not_osm())
    }
}

fn has_columns(parts: &Parts<'_>, mapping: &StreetMapping) -> Result<(), Fault> {
    let found = parts.columns()?;
    let missing = mapping.columns().find(|name| !found.contains(&name.to_lowercase()));
    missing.map_or(Ok(()), |name| {
        let found = found.join(", ");
        Err(Fault::new(
            "missing-column",
            text!("la colonne {name} est absente", "the column {name} is missing"),
            text!("colonnes trouvées : {found}", "columns found: {found}"),
        )
        .in_column(name))
    })
}

fn lines(shape: Shape) -> Vec<Vec<[f64; 2]>> {
    match shape {
        Shape::Polyline(line) => parts_of(&line),
        Shape::PolylineM(line) => parts_of(&line),
        Shape::PolylineZ(line) => parts_of(&line),
        _ => Vec::new(),
    }
}

fn parts_of<P: HasXY>(line: &GenericPolyline<P>) -> Vec<Vec<[f64; 2]>> {
    line.parts().iter().map(|part| part.iter().map(|at| [at.x(), at.y()]).collect()).collect()
}

fn frame(mapping: &StreetMapping, parts: &Parts<'_>, rows: &[Row]) -> Result<Frame, Fault> {
    let points: Vec<(f64, f64)> = rows.iter().flat_map(|row| &row.parts).filter_map(|part| part.first()).map(|at| (at[0], at[1])).collect();
    let sample: Vec<_> = points.iter().copied().step_by(points.len().div_ceil(SAMPLE).max(1)).collect();
    let frame = crs::detect(mapping.epsg.or_else(|| parts.declared_crs()), &sample)?;
    if frame.swapped { Err(super::faults::swapped()) } else { Ok(frame) }
}

/// Joins the ends of lines; a point that is no place on the globe cuts its line.
fn joined(mapping: &StreetMapping, frame: Frame, rows: Vec<Row>) -> Result<StreetMap, Fault> {
    let in_degrees = crs::to_wgs84(frame.epsg, 3.0, 46.0).is_ok_and(|at| (at.lon(), at.lat()) == (3.0, 46.0));
    let mut snap = Snap::new(if in_degrees { mapping.snap_metres / DEGREE_METRES } else { mapping.snap_metres });
    let mut reading = StreetReading { ways_seen: rows.len() as u64, ..StreetReading::default() };
    let mut ways = Vec::new();
    for Row { number, parts, tags } in rows {
        let Some(tags) = tags else {
            reading.values_unknown += 1;
            continue;
        };
        reading.ways_read += 1;
        for part in parts {
            let nodes = numbered(&mut snap, &part, frame, &mut reading);
            if nodes.len() > 1 { ways.push(Way { id: number as i64, nodes, tags: tags.clone() }) } else { reading.ways_lost += 1 }
        }
    }
    let nodes = snap.places().iter().map(|at| frame.position(at[0], at[1])).collect::<Result<Vec<Position>, _>>()?;
    (reading.ends_joined, reading.nodes_read) = (snap.moved, nodes.len() as u64);
    Ok(StreetMap { nodes, node_tags: Vec::new(), ways, restrictions: Vec::new(), reading })
}

fn numbered(snap: &mut Snap, part: &[[f64; 2]], frame: Frame, reading: &mut StreetReading) -> Vec<u32> {
    let on_globe: Vec<_> = part.iter().copied().filter(|at| frame.position(at[0], at[1]).is_ok()).collect();
    reading.nodes_misplaced += (part.len() - on_globe.len()) as u64;
    let last = on_globe.len().saturating_sub(1);
    let mut nodes: Vec<u32> =
        on_globe.iter().enumerate().map(|(index, at)| if index == 0 || index == last { snap.end(*at) } else { snap.apart(*at) }).collect();
    nodes.dedup();
    nodes
}

fn not_lines() -> Fault {
    Fault::new(
        "not-a-line",
        Text::new("le fichier ne contient pas de lignes", "the file holds no lines"),
        Text::new("attendu : un shapefile de lignes (Polyline)", "expected a shapefile of lines (Polyline)"),
    )
}

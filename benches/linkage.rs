//! Records joined in a second: the places of digital mediation of Hauts-de-France with planted copies, laid out a
//! hundred and forty times over the country. Reads `../shared/data`. Run with `cargo bench --bench linkage`.

#![expect(clippy::print_stdout, reason = "a measurement speaks where it stands")]

#[path = "../tests/linkage/planting.rs"]
mod planting;

use std::path::Path;
use std::time::Instant;

use maillage::domain::{Position, Service, ServiceId, Vintage};
use maillage::ingest::{self, Known, Request};
use maillage::linkage;
use maillage::sources::Unwatched;

/// Ticks of processor time in a second, on Linux.
const TICKS: f64 = 100.0;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/hauts-de-france/lieux_mediation_numerique.geojson");
    let request = Request { vintage: Vintage::new(2022), ..Request::new(path) };
    let Ok(batch) = ingest::file(&request, &Known::default(), &Unwatched) else {
        println!("the real file is not on this machine");
        return;
    };
    let one = [batch.services.clone(), planting::plant(&batch.services, 2024).services].concat();
    println!("| records | wall s | CPU s | µs a record | services joined |");
    println!("|---|---|---|---|---|");
    for copies in [1, 10, 35, 140] {
        let records: Vec<Service> = (0..copies).flat_map(|copy| one.iter().map(move |service| elsewhere(service, copy))).collect();
        let (at, cpu) = (Instant::now(), cpu_seconds());
        let found = linkage::link(&records, &[]);
        let (wall, cpu) = (at.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        println!("| {} | {wall:.2} | {cpu:.2} | {:.1} | {} |", records.len(), cpu / records.len() as f64 * 1e6, found.groups.len());
    }
}

/// The same record in another part of the country.
fn elsewhere(service: &Service, copy: u32) -> Service {
    let (east, north) = (f64::from(copy % 12), f64::from(copy / 12));
    let position = Position::new(service.position.lon() - 6.0 + 0.9 * east, service.position.lat() - 8.0 + 0.7 * north);
    Service {
        id: ServiceId::from_stored(format!("{}#{copy}", service.id)),
        position: position.unwrap_or(service.position),
        ..service.clone()
    }
}

fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / TICKS
}

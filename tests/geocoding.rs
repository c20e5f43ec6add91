//! Geocoding held to known places: the address points of Montpellier written as sources write them, the town's facilities at their own
//! measured points, and addresses that are not there.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that measures speaks, and fails where it stands")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use maillage::domain::{AddressBook, Certainty, Door, Located, Position, Vintage};
use maillage::ingest::{self, Known, Request};
use maillage::linkage::geocode::{Gazetteer, Land};
use maillage::sources::Unwatched;
use maillage::spatial::distance::metres;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

const TOWN: &str = "34172";

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/montpellier").join(name);
    if !path.exists() {
        println!("left out: the real files are not beside the repository");
        return None;
    }
    Some(path)
}

fn points() -> Option<AddressBook> {
    let path = data("VilleMTP_MTP_PointAdresse/VilleMTP_MTP_PointAdresse.zip")?;
    let request = Request { vintage: Vintage::new(2021), ..Request::new(path) };
    let mut book = ingest::file(&request, &Known::default(), &Unwatched).unwrap().addresses.unwrap();
    // The town's own base says nowhere which town it is; its outlines do.
    for street in &mut book.streets {
        (street.commune, street.town) = (TOWN.to_owned(), "Montpellier".to_owned());
    }
    Some(book)
}

fn gazetteer(book: &AddressBook) -> Gazetteer {
    Gazetteer::new([book], &Land::default(), &|_| None)
}

/// A street's name as somebody in a hurry writes it.
fn hurried(name: &str, chance: &mut Pcg64) -> String {
    let short =
        [("Avenue", "av."), ("Boulevard", "Bd"), ("Rue", "r."), ("Place", "Pl"), ("Allée", "all."), ("Impasse", "Imp."), ("Chemin", "ch.")];
    let titles = [("Maréchal", "Mal"), ("Général", "Gal"), ("Docteur", "Dr"), ("Saint", "St"), ("Sainte", "Ste"), ("Professeur", "Pr")];
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    for word in &mut words {
        let known = short.iter().chain(&titles).find(|(long, _)| long == word).map(|(_, short)| (*short).to_owned());
        *word = known.filter(|_| chance.random_bool(0.6)).unwrap_or_else(|| word.clone());
    }
    let mut line = words.join(" ");
    if chance.random_bool(0.1) {
        let long: Vec<usize> = (0..words.len()).filter(|at| words[*at].chars().count() > 6).collect();
        if let Some(at) = long.first() {
            let letters: Vec<char> = words[*at].chars().collect();
            let drop = chance.random_range(2..letters.len() - 1);
            words[*at] = letters.iter().enumerate().filter(|(index, _)| *index != drop).map(|(_, letter)| letter).collect();
            line = words.join(" ");
        }
    }
    if chance.random_bool(0.3) { line.to_uppercase() } else { line }
}

fn written(book: &AddressBook, door: &Door, chance: &mut Pcg64) -> String {
    let street = hurried(&book.streets[door.street as usize].name, chance);
    let before = ["", "", "", "Centre social, ", "Bât. B "][chance.random_range(0..5)];
    let after = ["", " 34000 Montpellier", ", Montpellier", " - BP 12 - 34070 MONTPELLIER CEDEX 3"][chance.random_range(0..4)];
    format!("{before}{} {} {street}{after}", door.number, door.suffix)
}

fn apart(found: Located, truth: Position) -> f64 {
    metres(found.position, truth).0
}

#[test]
fn addresses_written_in_a_hurry_are_found_at_their_door_or_said_to_be_less_sure() {
    let Some(book) = points() else { return };
    let gazetteer = gazetteer(&book);
    let mut chance = Pcg64::seed_from_u64(2026);
    let doors: Vec<&Door> = book.doors.iter().filter(|door| door.number > 0).step_by(9).collect();
    let (mut at_door, mut near, mut street, mut commune, mut wrong) = (0, 0, 0, 0, Vec::new());
    let mut unfound = Vec::new();
    for door in &doors {
        let line = written(&book, door, &mut chance);
        match gazetteer.find(&line, Some(TOWN)) {
            Some(found) if found.placement.certainty == Certainty::HouseNumber => {
                at_door += 1;
                if apart(found, door.position) <= 50.0 {
                    near += 1;
                } else {
                    wrong.push((line, apart(found, door.position).round()));
                }
            }
            Some(found) if found.placement.certainty == Certainty::Street => street += 1,
            _ => {
                commune += 1;
                unfound.push(line);
            }
        }
    }
    let (precision, recall) = (f64::from(near) / f64::from(at_door), f64::from(at_door) / doors.len() as f64);
    println!(
        "{} addresses: {at_door} at their number, {street} in their street, {commune} in the town only; within 50 m {precision:.4}, found at their number {recall:.4}",
        doors.len()
    );
    println!("farther than 50 m: {:?}", wrong.iter().take(12).collect::<Vec<_>>());
    println!("in the town only: {:?}", unfound.iter().step_by(40).collect::<Vec<_>>());
    assert!(precision >= 0.99, "precision {precision}");
    assert!(recall >= 0.9, "recall {recall}");
}

#[test]
fn a_street_that_is_not_there_is_not_taken_for_another() {
    let Some(book) = points() else { return };
    let gone: HashSet<u32> = (0..book.streets.len() as u32).step_by(7).collect();
    let left = AddressBook {
        streets: book.streets.clone(),
        doors: book.doors.iter().filter(|door| !gone.contains(&door.street)).cloned().collect(),
    };
    let gazetteer = gazetteer(&left);
    let mut chance = Pcg64::seed_from_u64(7);
    let lines: Vec<(String, Position)> = book
        .doors
        .iter()
        .filter(|door| gone.contains(&door.street) && door.number > 0)
        .step_by(5)
        .map(|door| (written(&book, door, &mut chance), door.position))
        .collect();
    let found =
        |line: &(String, Position)| gazetteer.find(&line.0, Some(TOWN)).map(|found| (found.placement.certainty, apart(found, line.1)));
    let taken: Vec<_> =
        lines.iter().filter(|line| found(line).is_some_and(|(certainty, off)| certainty != Certainty::Commune && off > 200.0)).collect();
    println!("{} addresses of {} streets taken out: {} put into another street", lines.len(), gone.len(), taken.len());
    println!("{:?}", taken.iter().take(12).map(|(line, _)| line).collect::<Vec<_>>());
    assert!(taken.len() * 100 <= lines.len() * 3, "{} of {}", taken.len(), lines.len());
}

#[test]
fn facilities_of_the_town_are_found_near_the_points_it_measured() {
    let (Some(book), Some(path)) = (points(), data("VilleMTP_MTP_EtabliPublic/VilleMTP_MTP_EtabliPublic.geojson")) else { return };
    let names = street_codes();
    let gazetteer = gazetteer(&book);
    let facilities: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut off = Vec::new();
    let (mut asked, mut street_only, mut nowhere) = (0, 0, Vec::new());
    for facility in facilities["features"].as_array().unwrap() {
        let told = &facility["properties"];
        let (Some(number), Some(code)) = (told["NORUE"].as_f64().filter(|number| (1.0..9_999.0).contains(number)), told["CDRUE"].as_f64())
        else {
            continue;
        };
        let Some(street) = names.iter().find(|(known, _)| *known == code as u32).map(|(_, name)| name) else { continue };
        asked += 1;
        let at = &facility["geometry"]["coordinates"];
        let truth = Position::new(at[0].as_f64().unwrap(), at[1].as_f64().unwrap()).unwrap();
        let line = format!("{number}{} {street} 34000 Montpellier", told["BIS"].as_str().unwrap_or_default());
        let found = gazetteer.find(&line, Some(TOWN));
        let certainty = found.map(|found| found.placement.certainty);
        street_only += usize::from(certainty == Some(Certainty::Street));
        nowhere.extend(Some(line).filter(|_| certainty == Some(Certainty::Commune)));
        off.extend(found.filter(|found| found.placement.certainty == Certainty::HouseNumber).map(|found| apart(found, truth)));
    }
    off.sort_by(f64::total_cmp);
    let within = |limit: f64| off.iter().filter(|metres| **metres <= limit).count() as f64 / off.len() as f64;
    let (found, middle) = (off.len(), off[off.len() / 2]);
    println!(
        "{asked} facilities with a number: {found} found at it, {street_only} in their street where the base has no such number; median {middle:.0} m from the measured point, within 50 m {:.3}, 100 m {:.3}, 200 m {:.3}",
        within(50.0),
        within(100.0),
        within(200.0)
    );
    println!("in the town only: {:?}", nowhere.iter().take(12).collect::<Vec<_>>());
    assert!((found + street_only) * 100 >= asked * 95, "{found} and {street_only} of {asked}");
    assert!(within(200.0) >= 0.9, "within 200 m {}", within(200.0));
}

/// Codes of streets and what the town calls them, from the table of its address points.
fn street_codes() -> Vec<(u32, String)> {
    let path = data("VilleMTP_MTP_PointAdresse/VilleMTP_MTP_PointAdresse.zip").unwrap();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut table = Vec::new();
    let name = archive.file_names().find(|name| name.to_lowercase().ends_with("dbf")).unwrap().to_owned();
    std::io::copy(&mut archive.by_name(&name).unwrap(), &mut table).unwrap();
    let mut reader = shapefile::dbase::Reader::new(std::io::Cursor::new(table)).unwrap();
    let mut seen: Vec<(u32, String)> = reader
        .iter_records()
        .map(|record| {
            let record = record.unwrap();
            let text = |field: &str| match record.get(field) {
                Some(shapefile::dbase::FieldValue::Character(Some(text))) => text.trim().to_owned(),
                _ => String::new(),
            };
            (text("CODE_VOIE").parse().unwrap_or_default(), text("LIB_OFF"))
        })
        .collect();
    // Names that are no UTF-8 come out broken: they are of no use here.
    seen.retain(|(_, name)| !name.contains('\u{FFFD}'));
    seen.sort();
    seen.dedup_by_key(|(code, _)| *code);
    seen
}

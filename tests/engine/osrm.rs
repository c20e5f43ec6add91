//! OSRM for real: Monaco on foot, its times beside ours.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use maillage::domain::{Metres, Minutes, Mode, Position, Text, Travel, Unplaced};
use maillage::network::{Approach, Origin, Profile, Streets, Ways, build};
use maillage::sources::{Input, streets};
use tempfile::TempDir;

use crate::program::{repository, shared};
use crate::{at, engine, note};

/// A running `osrm-routed`, stopped when dropped.
struct Routed {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Drop for Routed {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where `scripts/install-test-tools` puts OSRM, when it could.
fn installed() -> Option<PathBuf> {
    let places = fs::read_dir(repository(".tools/osrm/lib")).into_iter().flatten().flatten();
    let found = places.map(|python| python.path().join("site-packages/osrm")).find(|place| place.join("bin/osrm-routed").exists());
    if found.is_none() {
        println!("left out: OSRM is not installed (scripts/install-test-tools, with Python 3.12 or later)");
    }
    found
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Prepares a map for the profile on foot and serves it on a free port.
fn serve(osrm: &Path, map: &Path) -> Routed {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("map.osm.pbf");
    fs::write(&own, fs::read(map).unwrap()).unwrap();
    let tool = |name: &str| Command::new(osrm.join("bin").join(name));
    run(tool("osrm-extract").args(["--threads", "2", "--profile"]).arg(osrm.join("share/profiles/foot.lua")).arg(&own));
    run(tool("osrm-contract").args(["--threads", "2"]).arg(folder.path().join("map.osrm")));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut routed = tool("osrm-routed");
    routed.args(["--ip", "127.0.0.1", "--threads", "2", "--port", &port.to_string()]).arg(folder.path().join("map.osrm"));
    let process = routed.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (routed, start) = (Routed { process, port, _folder: folder }, Instant::now());
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_secs(20), "osrm-routed does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    routed
}

/// Our walker with the speeds of OSRM's: 5 km/h, on steps and slopes as well.
fn alike() -> Profile {
    let usual = Profile::of(Mode::Walk);
    let speeds = usual.classes.iter().map(|&(class, kmh)| (class, if class == "steps" { usual.usual_kmh } else { kmh }));
    Profile { classes: speeds.collect::<Vec<_>>().leak(), climbs: false, ..usual }.at_pace(5.0)
}

/// Our own streets of the map, at the speeds of OSRM's profile.
fn ours(map: &Path) -> Streets {
    let read = streets::read(&Input::of("monaco.osm.pbf", &fs::read(map).unwrap())).unwrap();
    let (graph, _) = build(&read, &alike()).unwrap();
    let origin = Origin { source: Text::same("OpenStreetMap"), vintage: None, pace: Text::same("5 km/h") };
    Streets::new(Arc::new(graph), Mode::Walk, Approach::default(), origin)
}

/// So many crossings spread over the town.
fn spread(town: &Streets, count: usize, from: usize) -> Vec<Position> {
    let nodes = &town.graph().nodes;
    (0..count).map(|n| nodes[(n * 7_919 + from) % nodes.len()]).collect()
}

#[test]
fn on_foot_through_monaco_osrm_and_our_streets_take_alike() {
    let (Some(osrm), Some(map)) = (installed(), shared("data/osm/monaco.osm.pbf")) else { return };
    let (routed, town) = (serve(&osrm, &map), ours(&map));
    let local = Ways::straight().with(Mode::Walk, Arc::new(ours(&map)));
    let ways = engine(&format!("kind = \"osrm\"\nwalk = \"http://127.0.0.1:{}\"", routed.port)).over(local);
    let travel = ways.of(Mode::Walk);

    // More than one table each way.
    let (origins, destinations) = (spread(&town, 130, 13), spread(&town, 110, 4_001));
    let limit = Minutes(45.0);
    let (theirs, own) = (travel.reach(&origins, &destinations, limit), town.reach(&origins, &destinations, limit));
    assert!(!note(travel).contains("injoignable"), "{}", note(travel));
    let (mut compared, mut alike) = (0, 0);
    for origin in 0..origins.len() {
        let known: std::collections::BTreeMap<_, _> = own.from_origin(origin).collect();
        for (place, minutes) in theirs.from_origin(origin).filter(|(_, minutes)| (1.0..40.0).contains(minutes)) {
            compared += 1;
            alike += usize::from(known.get(&place).is_some_and(|ours| (ours / minutes - 1.0).abs() <= 0.05));
        }
    }
    println!("{alike} of {compared} pairs within 5 %");
    assert!(compared > 4_000 && alike * 100 >= compared * 99, "{alike} of {compared}");

    let found = travel.nearest(&origins, &destinations);
    for (origin, found) in found.into_iter().enumerate() {
        let (place, minutes) = found.unwrap();
        if let Some((first, least)) = theirs.from_origin(origin).next() {
            assert_eq!((place, minutes.0), (first, least));
        }
    }

    assert_eq!(travel.unplaced(&origins[..1]), [None], "one place alone");
    let (sea, far) = (at(7.3, 43.6), Some(Unplaced::FarFromStreets { limit: Metres(250.0) }));
    assert_eq!(travel.unplaced(&[origins[0], sea]), [None, far]);
    assert_eq!(travel.nearest(&[sea], &destinations), [None]);
    assert!(travel.reach(&[sea], &destinations, Minutes(600.0)).destinations.is_empty());
    assert!(!note(travel).contains("injoignable"), "all of it by OSRM: {}", note(travel));

    let (drawn, our) = (travel.ground(origins[0], &[Minutes(5.0)]).unwrap(), town.ground(origins[0], &[Minutes(5.0)]).unwrap());
    assert_eq!(drawn.outlines, our.outlines);
    assert!(
        drawn.method.fr.contains("OSRM ne dessine pas d’isochrones ; à la place : Temps de marche par les rues"),
        "{}",
        drawn.method.fr
    );
}

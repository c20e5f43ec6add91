//! Asks a street network by hand, and measures: what `bench/routing` runs beside other engines.
//!
//! ```text
//! routes prepare MAP MODE FOLDER [KMH]     a map becomes a graph and its hierarchy, kept in FOLDER;
//!                                          MAP is an extract, or SHAPEFILE+MAPPING.toml
//! routes load FOLDER MODE                  what was kept, ready to be asked
//! routes points FOLDER MODE COUNT SEED     nodes drawn by chance, one “lon,lat” a line
//! routes edges FOLDER MODE OUT POINTS IDS  the edges as CSV, and the node of each point, for other engines
//! routes table FOLDER MODE POINTS [OUT]    all times between points; OUT: milliseconds, 32 bits each, row by row
//! routes verify FOLDER MODE COUNT          pairs of nodes by the hierarchy and by Dijkstra: differences
//! routes nearest FOLDER MODE DOORS SITES…  the nearest site of each file for every door, minutes told in quantiles
//! routes isochrone FOLDER MODE LON LAT MINUTES…
//! ```
//! Each prints one JSON object: wall and CPU seconds of each step, and what was found.
#![expect(clippy::print_stdout, reason = "a program one runs by hand says what it found")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, anyhow, bail};
use maillage::domain::{Fault, Minutes, Position, Text};
use maillage::network::dijkstra::Search;
use maillage::network::lines::{NEVER, Seed};
use maillage::network::{self, Approach, Drawing, Graph, Heading, Hierarchy, Mode, Origin, Profile, Streets};
use maillage::sources::Input;
use maillage::sources::streets::{self, StreetMapping};
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut told = Told::default();
    match words[..] {
        ["prepare", map, mode, folder] => prepare(&mut told, map, mode, folder, None)?,
        ["prepare", map, mode, folder, kmh] => prepare(&mut told, map, mode, folder, Some(kmh.parse()?))?,
        ["load", folder, mode] => drop(load(&mut told, folder, mode)?),
        ["points", folder, mode, count, seed] => return points(folder, mode, count.parse()?, seed.parse()?),
        ["edges", folder, mode, out, points, ids] => return edges(folder, mode, out, (points, ids)),
        ["table", folder, mode, points, ref out @ ..] => table(&mut told, folder, mode, points, out.first().copied())?,
        ["verify", folder, mode, count] => verify(&mut told, folder, mode, count.parse()?)?,
        ["nearest", folder, mode, doors, ref sites @ ..] => nearest(&mut told, folder, mode, doors, sites)?,
        ["isochrone", folder, mode, lon, lat, ref minutes @ ..] => {
            isochrone(&mut told, folder, mode, (lon.parse()?, lat.parse()?), minutes)?;
        }
        _ => bail!("usage: routes prepare|load|points|table|verify|nearest|isochrone … (see the head of examples/routes.rs)"),
    }
    told.add("peak_mb", peak_mb()?);
    println!("{}", serde_json::to_string_pretty(&told.0)?);
    Ok(())
}

/// What is printed at the end.
#[derive(Default)]
struct Told(BTreeMap<String, Value>);

impl Told {
    fn add(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn step<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> anyhow::Result<T> {
        let (start, before) = (Instant::now(), cpu_seconds()?);
        let done = work();
        self.add(name, json!({ "wall_s": start.elapsed().as_secs_f64(), "cpu_s": cpu_seconds()? - before }));
        Ok(done)
    }
}

/// User and system seconds of this process, to the hundredth.
fn cpu_seconds() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |field: usize| -> anyhow::Result<f64> { Ok(fields.get(field).context("short /proc/self/stat")?.parse()?) };
    Ok((ticks(11)? + ticks(12)?) / 100.0)
}

fn peak_mb() -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM")).context("no VmHWM")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).context("no figure")?.parse()?;
    Ok((kilobytes / 1024.0).round())
}

fn refused(fault: &Fault) -> anyhow::Error {
    anyhow!("{}: {}", fault.code, fault.message.en)
}

fn mode(name: &str) -> anyhow::Result<Mode> {
    Ok(match name {
        "walk" => Mode::Walk,
        "bike" => Mode::Bike,
        "car" => Mode::Car,
        other => bail!("{other}: walk | bike | car"),
    })
}

fn files(folder: &str, mode: &str) -> (PathBuf, PathBuf) {
    let folder = Path::new(folder);
    (folder.join(format!("{mode}.graph")), folder.join(format!("{mode}.hierarchy")))
}

fn prepare(told: &mut Told, map: &str, mode_name: &str, folder: &str, kmh: Option<f64>) -> anyhow::Result<()> {
    let profile = Profile::of(mode(mode_name)?);
    let profile = kmh.map_or(profile.clone(), |kmh| profile.at_pace(kmh));
    let (file, mapping) = map.split_once('+').map_or((map, None), |(file, mapping)| (file, Some(mapping)));
    let input = Input::of(file, &fs::read(file).with_context(|| file.to_owned())?);
    let mapping = mapping.map(|file| StreetMapping::parse(&fs::read_to_string(file)?).map_err(|fault| refused(&fault))).transpose()?;
    let read = told.step("read", || mapping.map_or_else(|| streets::read(&input), |mapping| mapping.read(&input)))?;
    let read = read.map_err(|fault| refused(&fault))?;
    let (graph, report) = told.step("build", || network::build(&read, &profile))?.map_err(|fault| refused(&fault))?;
    let hierarchy = told.step("contract", || Hierarchy::new(&graph))?;
    told.add("report", serde_json::to_value(report)?);
    told.add("nodes", graph.node_count());
    told.add("edges", graph.edge_count());
    told.add("arcs", hierarchy.arc_count());
    fs::create_dir_all(folder)?;
    let (graph_file, hierarchy_file) = files(folder, mode_name);
    let kept = (graph.to_bytes(), hierarchy.to_bytes(&graph));
    told.add("graph_mb", kept.0.len() as f64 / 1e6);
    told.add("hierarchy_mb", kept.1.len() as f64 / 1e6);
    fs::write(graph_file, kept.0)?;
    fs::write(hierarchy_file, kept.1)?;
    Ok(())
}

fn load(told: &mut Told, folder: &str, mode_name: &str) -> anyhow::Result<(Streets, Hierarchy)> {
    let (graph_file, hierarchy_file) = files(folder, mode_name);
    let graph =
        told.step("load_graph", || -> anyhow::Result<Graph> { Graph::from_bytes(&fs::read(graph_file)?).map_err(|f| refused(&f)) })??;
    let hierarchy = told.step("load_hierarchy", || -> anyhow::Result<Hierarchy> {
        Hierarchy::from_bytes(&fs::read(hierarchy_file)?, &graph).map_err(|f| refused(&f))
    })??;
    let origin = Origin { source: Text::same(folder), vintage: None, pace: Text::same("") };
    let mode = mode(mode_name)?;
    let streets = told.step("index", || Streets::new(Arc::new(graph), mode, Approach::default(), origin))?;
    Ok((streets, hierarchy))
}

fn points(folder: &str, mode_name: &str, count: usize, seed: u64) -> anyhow::Result<()> {
    let graph = Graph::from_bytes(&fs::read(files(folder, mode_name).0)?).map_err(|fault| refused(&fault))?;
    let mut chance = rand_pcg::Pcg64Mcg::seed_from_u64(seed);
    for _ in 0..count {
        let at = graph.nodes[chance.random_range(0..graph.node_count())];
        println!("{},{}", at.lon(), at.lat());
    }
    Ok(())
}

fn edges(folder: &str, mode_name: &str, out: &str, (points, ids): (&str, &str)) -> anyhow::Result<()> {
    let graph = Graph::from_bytes(&fs::read(files(folder, mode_name).0)?).map_err(|fault| refused(&fault))?;
    let mut text = String::from("from,to,minutes,lon,lat\n");
    for node in 0..graph.node_count() as u32 {
        let at = graph.nodes[node as usize];
        for edge in graph.edges_from(node) {
            writeln!(text, "{node},{},{},{},{}", graph.heads[edge], f64::from(graph.millis[edge]) / 60_000.0, at.lon(), at.lat())?;
        }
    }
    fs::write(out, text)?;
    let mut text = String::from("node\n");
    for place in places(points)? {
        let node = graph.nodes.iter().position(|&node| node == place).context("a point that is no node")?;
        writeln!(text, "{node}")?;
    }
    Ok(fs::write(ids, text)?)
}

/// The first two columns of a file as longitude and latitude; a line that does not start with numbers is a header.
fn places(file: &str) -> anyhow::Result<Vec<Position>> {
    let text = fs::read_to_string(file).with_context(|| file.to_owned())?;
    let pairs = text.lines().filter_map(|line| {
        let mut numbers = line.split(',').map(str::parse::<f64>);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    });
    pairs.map(|(lon, lat)| Position::new(lon, lat).map_err(|fault| refused(&fault))).collect()
}

fn table(told: &mut Told, folder: &str, mode_name: &str, points: &str, out: Option<&str>) -> anyhow::Result<()> {
    let (streets, hierarchy) = load(told, folder, mode_name)?;
    let places = places(points)?;
    told.step("snap", || streets.placed(&places))?;
    let matrix = told.step("table", || streets.matrix(&hierarchy, &places, &places))?;
    told.add("pairs", matrix.millis.len());
    told.add("unknown", matrix.millis.iter().filter(|&&millis| millis == NEVER).count());
    if let Some(out) = out {
        fs::write(out, matrix.millis.iter().flat_map(|millis| millis.to_le_bytes()).collect::<Vec<u8>>())?;
    }
    Ok(())
}

fn verify(told: &mut Told, folder: &str, mode_name: &str, count: usize) -> anyhow::Result<()> {
    let (streets, hierarchy) = load(told, folder, mode_name)?;
    let (graph, side) = (streets.graph(), 316.min(count));
    let mut chance = rand_pcg::Pcg64Mcg::seed_from_u64(7);
    let mut draw = |count: usize| -> Vec<Vec<Seed>> {
        (0..count).map(|_| vec![Seed { node: chance.random_range(0..graph.node_count() as u32), millis: 0, share: 0.0 }]).collect()
    };
    let (origins, destinations) = (draw(count.div_ceil(side)), draw(side));
    let quick = told.step("hierarchy", || hierarchy.times(&origins, &destinations))?;
    let row = |search: &mut Search, origin: &Vec<Seed>| -> Vec<u32> {
        search.run(streets.lines().forward(graph), origin, NEVER, |_, _| ControlFlow::Continue(()));
        destinations.iter().map(|to| search.millis(to[0].node).unwrap_or(NEVER)).collect()
    };
    let sure = told.step("dijkstra", || origins.par_iter().map_init(Search::default, row).collect::<Vec<_>>().concat())?;
    told.add("pairs", sure.len());
    told.add("differences", quick.iter().zip(&sure).filter(|(quick, sure)| quick != sure).count());
    Ok(())
}

fn nearest(told: &mut Told, folder: &str, mode_name: &str, doors: &str, sites: &[&str]) -> anyhow::Result<()> {
    let (streets, _) = load(told, folder, mode_name)?;
    let doors = places(doors)?;
    let sites: Vec<_> = sites.iter().map(|file| Ok((*file, places(file)?))).collect::<anyhow::Result<_>>()?;
    let found = told.step("nearest_all", || {
        let doors = streets.placed(&doors);
        let rows = |sites: &[Position]| network::nearest::nearest(streets.graph(), streets.lines(), &doors, &streets.placed(sites), 1);
        sites.iter().map(|(_, sites)| rows(sites)).collect::<Vec<_>>()
    })?;
    for ((file, sites), rows) in sites.iter().zip(&found) {
        let mut minutes: Vec<f64> = rows.iter().filter_map(|row| Some(streets.minutes(row.first()?.0).0)).collect();
        minutes.sort_by(f64::total_cmp);
        let quantile = |share: f64| minutes.get(((minutes.len() as f64 - 1.0) * share).round() as usize).copied();
        told.add(file, json!({ "sites": sites.len(), "doors": minutes.len(), "median": quantile(0.5), "p90": quantile(0.9) }));
    }
    told.add("doors", doors.len());
    Ok(())
}

fn isochrone(told: &mut Told, folder: &str, mode_name: &str, (lon, lat): (f64, f64), minutes: &[&str]) -> anyhow::Result<()> {
    let (streets, _) = load(told, folder, mode_name)?;
    let at = Position::new(lon, lat).map_err(|fault| refused(&fault))?;
    let limits: Vec<Minutes> = minutes.iter().map(|minutes| Ok(Minutes(minutes.parse()?))).collect::<anyhow::Result<_>>()?;
    let drawn = told.step("isochrone", || streets.isochrones(at, &limits, Heading::From, Drawing::default()))?;
    let drawn = drawn.map_err(|reason| anyhow!(reason.text().en))?;
    let feature = |(limit, shape): (&Minutes, &Option<maillage::domain::Shape>)| {
        let outline = shape.as_ref().map(|shape| geojson::Geometry::new((shape.outline()).into()));
        json!({ "type": "Feature", "properties": { "minutes": limit.0 }, "geometry": outline })
    };
    told.add("vertices", drawn.iter().flatten().map(maillage::domain::Shape::vertex_count).sum::<usize>());
    told.add("features", limits.iter().zip(&drawn).map(feature).collect::<Vec<_>>());
    Ok(())
}

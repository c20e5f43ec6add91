//! Tells what becomes of a street map: `cargo run --example streets -- fixtures/demo/streets.osm`. A shapefile
//! needs its mapping behind.

#![expect(clippy::print_stdout, reason = "an example speaks")]

use std::path::PathBuf;

use maillage::domain::Fault;
use maillage::network::{Profile, build};
use maillage::sources::streets::{self, StreetMapping};
use maillage::sources::{Input, Options};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().unwrap_or_else(|| "fixtures/demo/streets.osm".to_owned()));
    let mapping = arguments.next().map(std::fs::read_to_string).transpose()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let input = Input { name, bytes: std::fs::read(&path)?, path, options: Options::default() };
    Ok(tell(&input, mapping.as_deref())?)
}

fn tell(input: &Input, mapping: Option<&str>) -> Result<(), Fault> {
    let map = match mapping {
        Some(toml) => StreetMapping::parse(toml)?.read(input)?,
        None => streets::read(input)?,
    };
    map.reading.remarks().iter().for_each(|remark| println!("{}", remark.en));
    for profile in Profile::all() {
        let (_, report) = build(&map, &profile)?;
        report.remarks().iter().for_each(|remark| println!("{}", remark.en));
    }
    Ok(())
}

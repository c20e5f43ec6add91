//! `adresses`: address points, of the national base (CSV), of a municipality's own base (BAL 1.x, CSV) or
//! of a town (shapefile or GeoJSON). Each counts for one dwelling: no base says how many people live there.

use super::super::outlines::located;
use super::super::points::{self, Points};
use super::super::rows::Dialect;
use super::super::services::Places;
use super::super::table::{Row, Table};
use super::super::{Format, Input, Progress, dataset, vintage};
use super::Roll;
use super::book::Named;
use crate::domain::{Batch, Dataset, DatasetId, Fault, HomeBasis, NamedStreet, Report, Text, Unit};
use crate::text;

/// The format.
pub struct Addresses;

/// Columns of a table of addresses: those that show it, and its coordinates.
struct Layout {
    signature: &'static [&'static str],
    lon: &'static str,
    lat: &'static str,
    producer: &'static str,
}

const LAYOUTS: [Layout; 2] = [
    Layout { signature: &["numero", "nom_voie", "lon", "lat"], lon: "lon", lat: "lat", producer: "Base Adresse Nationale" },
    Layout { signature: &["numero", "voie_nom", "long", "lat"], lon: "long", lat: "lat", producer: "Base adresse locale" },
];

/// What points call a house number and a street.
const NUMBER: [&str; 6] = ["numero", "num_voi", "num_voie", "numvoi", "addr:housenumber", "house_number"];
const STREET: [&str; 6] = ["nom_voie", "voie_nom", "lib_off", "nomvoie", "addr:street", "lib_voie"];

const SUFFIX: [&str; 3] = ["rep", "suffixe", "suf_voi"];
const POSTCODE: [&str; 3] = ["code_postal", "codepost", "addr:postcode"];
const TOWN: [&str; 3] = ["nom_commune", "commune_nom", "addr:city"];

const COMMUNE: [&str; 4] = ["code_insee", "commune_insee", "insee_com", "insee"];

impl Format for Addresses {
    fn name(&self) -> &'static str {
        "adresses"
    }

    fn recognises(&self, input: &Input) -> bool {
        layout(input).is_some()
            || located::columns(input).is_some_and(|columns| has(&columns, &NUMBER) && has(&columns, &STREET))
            || NUMBER.iter().any(|number| STREET.iter().any(|street| points::has_properties(&input.bytes, &[number, street])))
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut report = Report::default();
        let vintage = vintage::said(input, &mut report)?;
        let layout = layout(input);
        let (Points { table, declared }, columns) = match layout {
            Some(layout) => {
                let table = Table::read(&input.bytes, layout.signature, &Dialect::default())?;
                (Points { table, declared: None }, Some((layout.lon, layout.lat)))
            }
            None => (located::read(input)?, None),
        };
        let places = Places::of(&table, columns, declared, &mut report)?;
        let title = text!("Adresses en {vintage}", "Addresses in {vintage}");
        let dataset = Dataset {
            producer: layout.map_or("Commune", |layout| layout.producer).to_owned(),
            notes: vec![Text::new(
                "Chaque adresse compte pour un logement : un immeuble n’y pèse pas plus qu’une maison.",
                "Each address counts for one dwelling: a block of flats weighs no more than a house.",
            )],
            ..dataset(self.name(), DatasetId::new(self.name(), vintage), title, vintage)
        };
        let roll = Roll {
            basis: HomeBasis::Addresses,
            unit: Unit::Dwellings,
            communes: &|row| commune(&table, row),
            position: &|row| places.position(&table, row).map(|(position, _)| position),
            weight: &|_| Ok(1.0),
            named: &|row| named(&table, row, &input.options.communes),
        };
        Ok(roll.read(&table, input, progress, report, dataset))
    }
}

fn layout(input: &Input) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| Table::has_header(&input.bytes, layout.signature))
}

fn has(columns: &[String], names: &[&str]) -> bool {
    names.iter().any(|name| columns.iter().any(|column| column == name))
}

/// What a row calls its door. A base that names no municipality is of the only one asked for, else of the one it lies in.
fn named(table: &Table, row: &Row, asked: &[String]) -> Option<Named> {
    let told =
        |names: &[&str]| names.iter().map(|name| table.get(row, name).trim()).find(|cell| !cell.is_empty()).unwrap_or_default().to_owned();
    let only = <&[String; 1]>::try_from(asked).ok().map(|[only]| only.clone());
    let commune = commune(table, row).pop().or(only).unwrap_or_default();
    let street = NamedStreet { commune, name: told(&STREET), postcode: told(&POSTCODE), town: told(&TOWN) };
    Named::of(street, &told(&NUMBER), &told(&SUFFIX))
}

fn commune(table: &Table, row: &Row) -> Vec<String> {
    let told = COMMUNE.iter().map(|column| table.get(row, column)).find(|code| !code.is_empty());
    told.map(str::to_owned).into_iter().collect()
}

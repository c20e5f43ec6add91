//! `vintages`: the table of correspondence between two editions of a geography, and counts carried across it.

mod communes;

use super::description::Description;
use super::interpolate::{self, Coordinates, Given};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::{Table, TableRef};
use crate::domain::{Fault, Text, Vintage};
use crate::text;

use crate::spatial::correspondence::{Carried, Common, places};
pub use crate::spatial::correspondence::{Change, Correspondence, Pair};
pub use communes::Communes;

/// One edition of a geography.
#[derive(Debug, Clone)]
pub enum Edition {
    /// Outlines with a code: IRIS, or any zones.
    Outlines(Given),
    /// The list of municipalities, which tells its own history.
    Communes(Communes),
}

/// What to compare.
#[derive(Debug, Clone)]
pub struct Options {
    /// The former edition and its year.
    pub from: (Edition, Option<Vintage>),
    /// The later edition and its year.
    pub to: (Edition, Option<Vintage>),
    /// A part in common below this share of both zones is the drawing's imprecision, not a change.
    pub sliver: f64,
    /// Counts of the former edition to carry: a table of `id` and columns.
    pub values: Option<TableRef>,
    /// Its columns of counts.
    pub extensive: Vec<String>,
}

/// Compares two editions. Without values, one row a pair of zones; with values, one row a zone of the later edition.
///
/// # Errors
/// `different-editions` when one is a list and the other outlines; those of the outlines and of the table; `not-summable` for
/// a rate; `no-column`; `unknown-zone` for a value of a zone that is not in the former edition.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("vintages");
    note(options, &mut summary);
    let table = match (&options.from.0, &options.to.0) {
        (Edition::Communes(from), Edition::Communes(to)) => told(from, to, &mut summary),
        (Edition::Outlines(from), Edition::Outlines(to)) => laid(from.clone(), to.clone(), options.sliver, &mut summary)?,
        _ => return Err(different_editions()),
    };
    summary.leave_out("no-successor", table.without_successor());
    summary.finding("without_predecessor", table.without_predecessor().len() as u64);
    for change in [Change::Unchanged, Change::Renamed, Change::Merged, Change::Split, Change::Redrawn] {
        let mut zones: Vec<usize> =
            table.changes().iter().zip(&table.pairs).filter(|(own, _)| **own == change).map(|(_, pair)| pair.from).collect();
        zones.dedup();
        summary.finding(change.code(), zones.len() as u64);
    }
    summary.taken = (table.from.len() - table.without_successor().len()) as u64;
    match &options.values {
        None => Ok(MethodResult::new(pairs(&table, options), summary)),
        Some(values) => carried(&table, values, options, summary),
    }
}

fn note(options: &Options, summary: &mut Summary) {
    for (name, year) in [("from_vintage", options.from.1), ("to_vintage", options.to.1)] {
        summary.option(name, year.map(Vintage::year));
    }
    summary.option("sliver", options.sliver);
    summary.option("values", options.values.as_ref().map(ToString::to_string));
    summary.option("extensive", options.extensive.clone());
}

fn told(from: &Communes, to: &Communes, summary: &mut Summary) -> Correspondence {
    let (table, untold) = from.to(to);
    let alike = untold.weighed_alike;
    if alike > 0 {
        summary.warn(
            "weighed-alike",
            text!(
                "{alike} communes divisées dont une partie n’a pas de population : leurs parties pèsent autant l’une que l’autre",
                "{alike} divided municipalities with a part whose people are not told: their parts weigh alike"
            ),
        );
    }
    table
}

/// The table of two layers laid over each other, without what only the drawing explains.
fn laid(from: Given, to: Given, sliver: f64, summary: &mut Summary) -> Result<Correspondence, Fault> {
    let (before, after, overlaps) = interpolate::laid_over(from, to, Coordinates::Auto, summary)?;
    let common = Common {
        parts: (0..before.len()).map(|zone| overlaps.entries(zone).collect()).collect(),
        of_before: (0..before.len()).map(|zone| overlaps.of_source(zone)).collect(),
        of_after: (0..after.len()).map(|zone| overlaps.of_target(zone)).collect(),
        before: &before,
        after: &after,
    };
    let (table, dropped) = common.table(sliver);
    summary.finding("slivers_share_of_area", dropped);
    Ok(table)
}

fn pairs(table: &Correspondence, options: &Options) -> Vec<(&'static str, Column)> {
    let of = |number: fn(&Pair) -> f64| Column::Number(table.pairs.iter().map(number).collect());
    let year = |year: Option<Vintage>| Column::Count(vec![year.map(|year| u64::from(year.year())); table.pairs.len()]);
    vec![
        ("from", Column::words(table.pairs.iter().map(|pair| table.from[pair.from].as_str()))),
        ("from_vintage", year(options.from.1)),
        ("to", Column::words(table.pairs.iter().map(|pair| table.to[pair.to].as_str()))),
        ("to_vintage", year(options.to.1)),
        ("weight", of(|pair| pair.weight)),
        ("weight_back", of(|pair| pair.back)),
        // The largest share of the former zone that this weight may put in the wrong place.
        ("error", of(|pair| if pair.weight < 1.0 { pair.weight.max(1.0 - pair.weight) } else { 0.0 })),
        ("change", Column::words(table.changes().into_iter().map(Change::code))),
    ]
}

fn carried(table: &Correspondence, values: &TableRef, options: &Options, mut summary: Summary) -> Result<MethodResult, Fault> {
    interpolate::summable(&options.extensive).map_err(|fault| fault.in_file(values.file()))?;
    let counts = counts(table, values, &options.extensive)?;
    let mut columns = vec![("id".to_owned(), Column::words(table.to.iter().map(String::as_str)))];
    for (name, counts) in options.extensive.iter().zip(&counts) {
        let found = table.carried(counts);
        let of = |number: fn(Carried) -> f64| Column::Number(found.iter().map(|part| part.map_or(f64::NAN, number)).collect());
        columns.push((name.clone(), of(|part| part.value)));
        columns.push((format!("{name}_low"), of(|part| part.low)));
        columns.push((format!("{name}_high"), of(|part| part.high)));
        summary.finding(&format!("total_{name}"), counts.iter().flatten().sum::<f64>());
        summary.finding(&format!("carried_{name}"), found.iter().flatten().map(|part| part.value).sum::<f64>());
        summary.finding(&format!("exact_{name}"), found.iter().flatten().map(|part| part.low).sum::<f64>());
    }
    let columns = columns.iter().map(|(name, column)| (name.as_str(), column.clone())).collect();
    Ok(MethodResult::new(columns, summary))
}

/// The counts of each column by zone of the former edition.
fn counts(table: &Correspondence, values: &TableRef, extensive: &[String]) -> Result<Vec<Vec<Option<f64>>>, Fault> {
    let known = places(&table.from);
    let source = Table::open(values)?;
    let id = source.require("id")?;
    let columns = extensive.iter().map(|name| source.require(name)).collect::<Result<Vec<_>, _>>()?;
    let mut counts = vec![vec![None; table.from.len()]; columns.len()];
    source.each(|row, _| {
        let code = row.id(&id)?;
        let zone = *known.get(code).ok_or_else(|| unknown_zone(code).in_column(id.name()))?;
        for (own, column) in counts.iter_mut().zip(&columns) {
            own[zone] = row.count(column)?;
        }
        Ok(())
    })?;
    Ok(counts)
}

fn different_editions() -> Fault {
    Fault::new(
        "different-editions",
        Text::new(
            "une édition est une liste de communes, l’autre des contours : elles ne se comparent pas",
            "one edition is a list of municipalities, the other outlines: they cannot be compared",
        ),
        Text::new("donner deux communes.json, ou deux couches de contours", "give two communes.json, or two layers of outlines"),
    )
}

fn unknown_zone(code: &str) -> Fault {
    Fault::new(
        "unknown-zone",
        text!("la zone {code} n’est pas de l’édition de départ", "zone {code} is not of the former edition"),
        Text::new(
            "vérifier l’année des valeurs : un code ne vaut qu’avec son édition",
            "check the year of the values: a code means something with its edition alone",
        ),
    )
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "vintages",
        question: Text::new(
            "Que sont devenues les zones d’une édition dans une autre, et leurs effectifs avec elles ?",
            "What became of the zones of one edition in another, and of their counts?",
        ),
        formula: "w_st = m_st / sum_t m_st; y_t = sum_s w_st x_s; bounds: sum of x_s of sources in t alone .. sum of x_s of all sources that meet t\nm_st: area in common (outlines), people of the parts (municipalities)",
        source: "Goodchild & Lam 1980, Areal interpolation; municipalities: anciensCodes and chefLieu of @etalab/decoupage-administratif, after Insee’s Code officiel géographique",
        defaults: Text::new(
            "une partie commune sous 1 % des deux zones est tenue pour un défaut de tracé",
            "a part in common below 1% of both zones is taken for imprecise drawing",
        ),
        limits: Text::new(
            "une fusion est exacte ; une zone coupée est partagée selon la surface ou la population des parties d’arrivée : l’intervalle dit tout ce que cela laisse possible ; taux et médianes ne se portent pas",
            "a merger is exact; a divided zone is shared by area or by the people of its later parts: the interval tells all that this leaves possible; rates and medians are not carried",
        ),
    }
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;
    use crate::domain::{PlainFeature, PlainLayer};

    fn layer(zones: &[(&str, geo::MultiPolygon)]) -> Edition {
        let feature = |(row, (code, outline)): (u64, &(&str, geo::MultiPolygon))| PlainFeature {
            row,
            attributes: vec![("id".to_owned(), (*code).to_owned())],
            outline: outline.clone(),
        };
        let features = (1..).zip(zones).map(feature).collect();
        let layer = PlainLayer { file: "z.geojson".to_owned(), name: String::new(), crs: Some(2154), features };
        Edition::Outlines(Given { table: TableRef::new("z.geojson"), layer })
    }

    fn options(from: Edition, to: Edition) -> Options {
        Options { from: (from, Vintage::new(2020)), to: (to, Vintage::new(2021)), sliver: 0.01, values: None, extensive: Vec::new() }
    }

    #[test]
    fn iris_redrawn_are_found_by_their_outlines_and_imprecise_drawing_is_no_change() {
        let whole = wkt!(MULTIPOLYGON(((0. 0., 100. 0., 100. 100., 0. 100., 0. 0.))));
        let (west, east) = (
            wkt!(MULTIPOLYGON(((0. 0., 25. 0., 25. 100., 0. 100., 0. 0.)))),
            wkt!(MULTIPOLYGON(((25. 0., 100. 0., 100. 100., 25. 100., 25. 0.)))),
        );
        let beside = wkt!(MULTIPOLYGON(((100. 0., 200. 0., 200. 100., 100. 100., 100. 0.))));
        let drawn_anew = wkt!(MULTIPOLYGON(((99.7 0., 200. 0., 200. 100., 99.7 100., 99.7 0.))));
        let asked = options(layer(&[("a", whole), ("b", beside)]), layer(&[("a1", west), ("a2", east), ("b", drawn_anew)]));
        let found = run(&asked).unwrap();
        let words = |name: &str| found.texts(name).iter().flatten().cloned().collect::<Vec<_>>();
        assert_eq!(
            (words("from"), words("to")),
            (vec!["a".to_owned(), "a".to_owned(), "b".to_owned()], vec!["a1".to_owned(), "a2".to_owned(), "b".to_owned()])
        );
        assert_eq!(words("change"), ["split", "split", "unchanged"]);
        let weights = found.numbers("weight");
        assert!((weights[0] - 0.25).abs() < 1e-9 && (weights[1] - 0.75).abs() < 1e-9 && (weights[2] - 1.0).abs() < 1e-12);
        assert!((found.numbers("error")[0] - 0.75).abs() < 1e-9);
        assert!(found.summary.findings["slivers_share_of_area"].as_f64().unwrap() > 0.0);
    }

    #[test]
    fn outlines_that_overlap_each_other_within_one_edition_are_still_themselves() {
        let square = |west: f64, east: f64| geo::MultiPolygon::new(vec![geo::Rect::new((west, 0.0), (east, 10.0)).to_polygon()]);
        let zones = || layer(&[("a", square(0.0, 10.0)), ("b", square(9.0, 20.0)), ("c", square(20.0, 21.0))]);
        let found = run(&options(zones(), zones())).unwrap();
        assert_eq!((found.row_count(), found.summary.findings["unchanged"].as_u64()), (3, Some(3)));
        assert!(found.numbers("weight").iter().all(|weight| (weight - 1.0).abs() < 1e-12));
    }

    #[test]
    fn counts_are_carried_with_their_bounds_and_rates_are_refused() {
        let (_file, values) = super::super::table::tests::written(b"id,people,rate\na,100,3\nb,7,4\n");
        let square = |west: f64, east: f64| geo::MultiPolygon::new(vec![geo::Rect::new((west, 0.0), (east, 10.0)).to_polygon()]);
        let mut asked = options(
            layer(&[("a", square(0.0, 10.0)), ("b", square(10.0, 20.0))]),
            layer(&[("x", square(0.0, 4.0)), ("y", square(4.0, 20.0))]),
        );
        asked.values = Some(values);
        asked.extensive = vec!["people".to_owned()];
        let found = run(&asked).unwrap();
        let near = |name: &str, wanted: [f64; 2]| {
            assert!(found.numbers(name).iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-9), "{name}");
        };
        near("people", [40.0, 67.0]);
        near("people_low", [0.0, 7.0]);
        near("people_high", [100.0, 107.0]);
        asked.extensive = vec!["rate".to_owned()];
        assert_eq!(run(&asked).unwrap_err().code, "not-summable");
        asked.extensive.clear();
        assert_eq!(run(&asked).unwrap_err().code, "no-column");
    }
}

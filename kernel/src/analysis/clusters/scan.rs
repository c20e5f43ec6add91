//! Kulldorff's spatial scan: where counts are surely higher, or lower, than expected together.

use rayon::prelude::*;

use super::Windows;
use super::likelihood::Likelihood;
use super::replicates::best_by_chance;

/// Which departures to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// More than expected.
    High,
    /// Fewer than expected.
    Low,
    /// Either.
    Both,
}

/// The law of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Model {
    /// Events fall by expectation, any number on a person.
    #[default]
    Poisson,
    /// Each person has the event or not: expectations are whole people, and cases are among them. For
    /// events that are not rare.
    Bernoulli,
}

/// How to scan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScanOptions {
    /// The law of counts.
    pub model: Model,
    /// Which departures to look for.
    pub tail: Tail,
    /// Areas where fewer than this many are both counted and expected are left out.
    pub min_cases: f64,
    /// Monte Carlo replicates: p-values are at least `1 / (replicates + 1)`.
    pub replicates: u32,
    /// Seed of the replicates.
    pub seed: u64,
}

/// One cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its zones, the centre first.
    pub members: Vec<usize>,
    /// Counted inside.
    pub cases: f64,
    /// Expected inside, expectations scaled to the total count.
    pub expected: f64,
    /// Counted over expected inside, divided by the same outside.
    pub relative_risk: f64,
    /// Log-likelihood ratio.
    pub llr: f64,
    /// Share of replicates (this one included) whose best area does as well.
    pub p: f64,
}

/// Finds the areas whose count departs most from its expectation, without overlap, most likely first.
///
/// Kulldorff 1997, *A spatial scan statistic*, Poisson and Bernoulli models. Secondary clusters are compared with the
/// best area of each replicate, which is conservative.
///
/// # Parameters
/// - `cases`: counted in each zone, not negative. To allow for overdispersion, divide both counts and
///   expectations by it (Zhang, Zhang & Lin 2012, *Spatial scan statistics with overdispersion*).
/// - `expected`: of each zone, in any unit: they are scaled to the total count. People, for Bernoulli.
/// - `windows`: the candidate areas.
///
/// # Returns
/// Every area that departs in the tail asked and overlaps no likelier one: filter on `p`.
///
/// # Algorithm
/// 1. `LLR = c ln(c/E) + (C−c) ln((C−c)/(C−E))` for each area on the tail asked; for Bernoulli, with the
///    same of the people without the event added.
/// 2. The best area, then the best among those that share no zone with it, and so on.
/// 3. Each replicate deals the `C` cases out to zones by expectation and keeps its best LLR;
///    `p = (1 + #{replicates at least as high}) / (1 + replicates)`.
///
/// # Notes
/// `O(replicates × areas)`. The counts of 16 replicates grow together, and an area that cannot beat the best of
/// its replicate is passed over by a comparison. A replicate draws from its own random stream: threads do not
/// matter.
pub fn scan(cases: &[f64], expected: &[f64], windows: &Windows, options: ScanOptions) -> Vec<Found> {
    let total: f64 = cases.iter().sum();
    let whole: f64 = expected.iter().sum();
    if total <= 0.0 || whole <= 0.0 {
        return Vec::new();
    }
    let due: Vec<f64> = expected.iter().map(|expected| expected * total / whole).collect();
    let likelihood = Likelihood::new(total, whole, options);
    let mut found = Areas { windows, likelihood }.clusters(cases, &due);
    let best = best_by_chance(windows, expected, &due, likelihood);
    for cluster in &mut found {
        let as_high = best.iter().filter(|llr| **llr >= cluster.llr).count();
        cluster.p = (1 + as_high) as f64 / (1 + best.len()) as f64;
    }
    found
}

struct Areas<'a> {
    windows: &'a Windows,
    likelihood: Likelihood,
}

/// The best area of one centre: how many zones of its order, and what they hold.
#[derive(Clone, Copy)]
struct Best {
    size: usize,
    cases: f64,
    expected: f64,
    llr: f64,
}

impl Areas<'_> {
    fn clusters(&self, cases: &[f64], expected: &[f64]) -> Vec<Found> {
        let mut taken = vec![false; cases.len()];
        let best_of = |centre: usize, taken: &[bool]| self.best_around(centre, cases, expected, taken);
        let mut best: Vec<Option<Best>> = (0..self.windows.centres()).into_par_iter().map(|centre| best_of(centre, &taken)).collect();
        let mut found = Vec::new();
        while let Some((centre, area)) = likeliest(&best) {
            let members: Vec<usize> = self.windows.around(centre)[..area.size].iter().map(|zone| *zone as usize).collect();
            for zone in &members {
                taken[*zone] = true;
            }
            found.push(self.cluster(members, area));
            for (centre, slot) in best.iter_mut().enumerate() {
                let overlaps = slot.is_some_and(|area| self.windows.around(centre)[..area.size].iter().any(|zone| taken[*zone as usize]));
                if overlaps {
                    *slot = best_of(centre, &taken);
                }
            }
        }
        found
    }

    fn best_around(&self, centre: usize, cases: &[f64], expected: &[f64], taken: &[bool]) -> Option<Best> {
        let (mut inside, mut due) = (0.0, 0.0);
        let mut best: Option<Best> = None;
        for (size, zone) in (1..).zip(self.windows.around(centre)).take_while(|(_, zone)| !taken[**zone as usize]) {
            inside += cases[*zone as usize];
            due += expected[*zone as usize];
            if !self.likelihood.departs(inside, due) {
                continue;
            }
            let llr = self.likelihood.ratio(inside, due);
            if llr > best.map_or(1e-12, |best| best.llr) {
                best = Some(Best { size, cases: inside, expected: due, llr });
            }
        }
        best
    }

    fn cluster(&self, members: Vec<usize>, area: Best) -> Found {
        let Best { cases, expected, llr, .. } = area;
        let total = self.likelihood.total;
        let relative_risk = (cases / expected) / ((total - cases) / (total - expected));
        Found { members, cases, expected, relative_risk, llr, p: 1.0 }
    }
}

/// The centre with the likeliest area; of equals, the first.
fn likeliest(best: &[Option<Best>]) -> Option<(usize, Best)> {
    let areas = best.iter().enumerate().filter_map(|(centre, area)| area.map(|area| (centre, area)));
    areas.reduce(|first, other| if other.1.llr > first.1.llr { other } else { first })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use geo::{Distance, Haversine, Point};

    use super::*;

    type Row = BTreeMap<String, String>;

    fn golden(case: &str) -> Option<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/golden").join(case);
        if !folder.exists() {
            println!("left out: {} is not here", folder.display());
        }
        folder.exists().then_some(folder)
    }

    fn rows(path: &Path) -> Vec<Row> {
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
    }

    fn numbers(rows: &[Row], column: &str) -> Vec<f64> {
        rows.iter().map(|row| row[column].parse().unwrap()).collect()
    }

    fn assert_same(found: &[Found], ids: &[String], expected: &[Row]) {
        for row in expected {
            let members: BTreeSet<&str> = row["locations"].split(';').collect();
            let ours = found.iter().find(|found| found.members.iter().map(|zone| ids[*zone].as_str()).collect::<BTreeSet<_>>() == members);
            let ours = ours.unwrap_or_else(|| panic!("cluster {} is not found", row["rank"]));
            let pairs = [("llr", ours.llr), ("cases", ours.cases), ("expected", ours.expected), ("rr", ours.relative_risk)];
            for (column, value) in pairs {
                let theirs: f64 = row[column].parse().unwrap();
                assert!((value - theirs).abs() <= 1e-9 * theirs.max(1.0), "{column} of {}: {value} instead of {theirs}", row["rank"]);
            }
            let p: f64 = row["p_value"].parse().unwrap();
            let error = 4.0 * (2.0 * p * (1.0 - p) / 999.0).sqrt() + 2.0 / 1_000.0;
            assert!((ours.p - p).abs() <= error, "p of {}: {} instead of {p}", row["rank"], ours.p);
        }
        assert_eq!(found.iter().map(|found| found.llr).fold(0.0, f64::max).to_bits(), found[0].llr.to_bits());
    }

    const HIGH: ScanOptions = ScanOptions { model: Model::Poisson, tail: Tail::High, min_cases: 2.0, replicates: 999, seed: 1 };

    #[test]
    fn sudden_infant_deaths_of_north_carolina_agree_with_the_golden_file() {
        let Some(folder) = golden("scan_nc_sids") else { return };
        let counties = rows(&folder.join("input.csv"));
        let (east, north, births) = (numbers(&counties, "east"), numbers(&counties, "north"), numbers(&counties, "BIR74"));
        let windows = Windows::circular(&births, 0.5, |a, b| (east[a] - east[b]).hypot(north[a] - north[b]));
        let found = scan(&numbers(&counties, "SID74"), &births, &windows, HIGH);
        let names: Vec<String> = counties.iter().map(|row| row["name"].clone()).collect();
        assert_same(&found, &names, &rows(&folder.join("expected_1974_78_poisson_ub50.csv")));
    }

    #[test]
    fn leukaemia_of_new_york_agrees_with_the_golden_file() {
        let Some(folder) = golden("scan_ny_leukemia") else { return };
        let tracts = rows(&folder.join("input.csv"));
        let (lon, lat, people) = (numbers(&tracts, "longitude"), numbers(&tracts, "latitude"), numbers(&tracts, "population"));
        let place = |tract: usize| Point::new(lon[tract], lat[tract]);
        let windows = Windows::circular(&people, 0.5, |a, b| Haversine.distance(place(a), place(b)));
        let found = scan(&numbers(&tracts, "cases"), &people, &windows, HIGH);
        let ids: Vec<String> = tracts.iter().map(|row| row["id"].clone()).collect();
        assert_same(&found, &ids, &rows(&folder.join("expected_poisson_ub50.csv")));
    }

    #[test]
    fn brain_cancer_of_new_mexico_agrees_with_the_golden_file_by_either_expectation() {
        let Some(folder) = golden("scan_newmexico_brain_cancer") else { return };
        let counties = rows(&folder.join("aggregated_purely_spatial.csv"));
        let (east, north, people) = (numbers(&counties, "coord1"), numbers(&counties, "coord2"), numbers(&counties, "person_years"));
        let windows = Windows::circular(&people, 0.5, |a, b| (east[a] - east[b]).hypot(north[a] - north[b]));
        let names: Vec<String> = counties.iter().map(|row| row["county"].clone()).collect();
        for expectation in ["crude", "agesex"] {
            let due = numbers(&counties, &format!("expected_{expectation}"));
            let found = scan(&numbers(&counties, "cases"), &due, &windows, HIGH);
            // smerc ends its list with an area that has fewer cases than expected, at a ratio of 0. Its relative risks
            // are those of people, whatever was expected of them: ours follow the expectation, as SaTScan's.
            let listed = rows(&folder.join(format!("expected_smerc_{expectation}_ub50.csv")));
            let mut excesses: Vec<Row> = listed.into_iter().filter(|row| row["llr"] != "0").collect();
            for row in excesses.iter_mut().filter(|_| expectation == "agesex") {
                let number = |column: &str| row[column].parse::<f64>().unwrap();
                let (cases, due) = (number("cases"), number("expected"));
                let members: Vec<&str> = row["locations"].split(';').collect();
                let inside: f64 =
                    names.iter().zip(&people).filter(|(name, _)| members.contains(&name.as_str())).map(|(_, people)| people).sum();
                let (all, everyone) = (1_175.0, people.iter().sum::<f64>());
                let crude = (cases / inside) / ((all - cases) / (everyone - inside));
                assert!((crude - number("rr")).abs() < 1e-9, "smerc adjusts its relative risks now: compare them");
                row.insert("rr".to_owned(), ((cases / due) / ((all - cases) / (all - due))).to_string());
            }
            assert_same(&found, &names, &excesses);
        }
    }

    /// Ten zones on a line, each due 20, where three neighbours count half.
    fn line() -> (Vec<f64>, Vec<f64>, Windows) {
        let mut cases = vec![22.0; 10];
        cases[6..9].fill(9.0);
        let expected = vec![20.0; 10];
        let windows = Windows::circular(&expected, 0.5, |a, b| (a as f64 - b as f64).abs());
        (cases, expected, windows)
    }

    #[test]
    fn the_low_tail_finds_the_hollow_and_the_high_tail_does_not() {
        let (cases, expected, windows) = line();
        let low = scan(&cases, &expected, &windows, ScanOptions { tail: Tail::Low, ..HIGH });
        let mut members = low[0].members.clone();
        members.sort_unstable();
        assert_eq!(members, [6, 7, 8]);
        assert!(low[0].p < 0.01 && low[0].relative_risk < 0.5);
        let high = scan(&cases, &expected, &windows, HIGH);
        assert!(high.iter().all(|found| found.relative_risk > 1.0));
    }

    #[test]
    fn the_bernoulli_ratio_is_that_of_cases_and_of_the_others() {
        // 30 of 100 people inside, 20 of 900 outside.
        let (cases, people) = ([30.0, 20.0], [100.0, 900.0]);
        let windows = Windows::circular(&people, 0.5, |a, b| (a as f64 - b as f64).abs());
        let found = scan(&cases, &people, &windows, ScanOptions { model: Model::Bernoulli, ..HIGH });
        let part = |count: f64, of: f64| count * (count / of).ln();
        let separate = part(30.0, 100.0) + part(70.0, 100.0) + part(20.0, 900.0) + part(880.0, 900.0);
        assert!((found[0].llr - (separate - part(50.0, 1000.0) - part(950.0, 1000.0))).abs() < 1e-9, "{}", found[0].llr);
        assert!((found[0].p - 0.001).abs() < 1e-12);
    }

    #[test]
    fn among_very_many_people_bernoulli_is_poisson() {
        let (cases, expected, windows) = line();
        let people: Vec<f64> = expected.iter().map(|due| due * 1e5).collect();
        let low = ScanOptions { tail: Tail::Low, replicates: 99, ..HIGH };
        let (one, other) =
            (scan(&cases, &expected, &windows, low), scan(&cases, &people, &windows, ScanOptions { model: Model::Bernoulli, ..low }));
        assert_eq!(one[0].members, other[0].members);
        assert!((one[0].llr / other[0].llr - 1.0).abs() < 1e-3);
    }

    #[test]
    fn clusters_do_not_overlap() {
        let (cases, expected, windows) = line();
        let found = scan(&cases, &expected, &windows, ScanOptions { tail: Tail::Both, ..HIGH });
        let zones: Vec<usize> = found.iter().flat_map(|found| found.members.clone()).collect();
        assert_eq!(zones.len(), zones.iter().collect::<BTreeSet<_>>().len());
    }

    #[test]
    fn threads_change_nothing() {
        let (cases, expected, windows) = line();
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| scan(&cases, &expected, &windows, HIGH))
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn without_cases_nothing_is_found() {
        let (_, expected, windows) = line();
        assert!(scan(&[0.0; 10], &expected, &windows, HIGH).is_empty());
    }
}

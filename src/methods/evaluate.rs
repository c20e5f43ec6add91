//! `evaluate`: whether what was done in some zones changed anything there.

use serde_json::{Map, Value};

use super::description::Description;
use super::ids::{self, Ids, Kind, Numbers};
use super::result::{Column, MethodResult};
use super::summary::Summary;
use super::table::{Table, TableRef};
use crate::analysis::evaluation::{Effect, MatchedSet, Randomisation, difference_in_differences, matched};
use crate::domain::{Fault, Text};
use crate::text;

/// Fewer treated zones than this say little beyond themselves.
const FEW_TREATED: usize = 5;

/// What to evaluate.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `id`, `value` and perhaps `population`, before.
    pub before: TableRef,
    /// The same after.
    pub after: TableRef,
    /// `id` of the zones where something was done.
    pub treated: TableRef,
    /// `id` and a column a characteristic before, to match on besides the value.
    pub covariates: Option<TableRef>,
    /// Comparison zones a treated zone.
    pub matches: u32,
    /// Random deals, when there are too many to go through all.
    pub permutations: u32,
    /// Their seed.
    pub seed: u64,
    /// Confidence of the interval.
    pub confidence: f64,
}

/// A zone known before and after.
struct Zone {
    id: String,
    change: f64,
    weight: f64,
    /// Value before, then covariates.
    likeness: Vec<f64>,
}

/// Evaluates.
///
/// # Errors
/// Those of the tables; `no-treated`, `too-few-comparisons`, `no-population`.
pub fn run(options: &Options) -> Result<MethodResult, Fault> {
    let mut summary = Summary::new("evaluate");
    note(options, &mut summary);
    let treated_ids = treated(&options.treated)?;
    let zones = read(options, &treated_ids, &mut summary)?;
    let (treated, comparisons): (Vec<Zone>, Vec<Zone>) = zones.into_iter().partition(|zone| treated_ids.place(&zone.id).is_some());
    let matches = matches(options, treated.len(), comparisons.len(), &mut summary)?;
    let likeness = |zones: &[Zone]| zones.iter().map(|zone| zone.likeness.clone()).collect::<Vec<_>>();
    let chosen = matched(&likeness(&treated), &likeness(&comparisons), matches);
    let set = |(zone, others): (&Zone, &Vec<usize>)| MatchedSet {
        treated: zone.change,
        comparisons: others.iter().map(|place| comparisons[*place].change).collect(),
        weight: zone.weight,
    };
    let sets: Vec<MatchedSet> = treated.iter().zip(&chosen).map(set).collect();
    let how = Randomisation { deals: options.permutations, seed: options.seed, confidence: options.confidence };
    let effect = difference_in_differences(&sets, how);
    tell(&treated, &comparisons, &chosen, &effect, options, &mut summary);
    Ok(row(&effect, treated.len(), treated.len() * matches, summary))
}

fn note(options: &Options, summary: &mut Summary) {
    summary.option("before", options.before.to_string());
    summary.option("after", options.after.to_string());
    summary.option("treated", options.treated.to_string());
    summary.option("covariates", options.covariates.as_ref().map(ToString::to_string));
    summary.option("matches", options.matches);
    summary.option("permutations", options.permutations);
    summary.option("seed", options.seed);
    summary.option("confidence", options.confidence);
}

fn treated(source: &TableRef) -> Result<Ids, Fault> {
    Ok(ids::read(source, &[])?.ids)
}

/// A column by identifier.
struct Lookup(Numbers);

impl Lookup {
    fn read(source: &TableRef, population: bool) -> Result<Self, Fault> {
        let fields = [("value", Kind::Number), ("population", Kind::Count)];
        ids::read(source, if population { &fields } else { &fields[..1] }).map(Self)
    }

    fn get(&self, id: &str, column: usize) -> Option<f64> {
        self.0.columns[column][self.0.ids.place(id)?]
    }
}

/// Zones known whole; the others are listed with what they lack.
fn read(options: &Options, treated: &Ids, summary: &mut Summary) -> Result<Vec<Zone>, Fault> {
    let (weighted_before, weighted_after) = (ids::has(&options.before, "population")?, ids::has(&options.after, "population")?);
    let before = Lookup::read(&options.before, weighted_before)?;
    let after = Lookup::read(&options.after, weighted_after && !weighted_before)?;
    let covariates = options.covariates.as_ref().map(Covariates::read).transpose()?;
    let weight = |id: &str| match (weighted_before, weighted_after) {
        (true, _) => before.get(id, 1),
        (false, true) => after.get(id, 1),
        (false, false) => Some(1.0),
    };
    summary.finding("weighted_by_population", weighted_before || weighted_after);
    let mut lacking: [(&'static str, Vec<String>); 4] =
        [("missing-before", Vec::new()), ("missing-after", Vec::new()), ("no-population", Vec::new()), ("missing-covariate", Vec::new())];
    let mut zones = Vec::new();
    let later = after.0.ids.names().iter().filter(|id| before.0.ids.place(id).is_none());
    let unknown = treated.names().iter().filter(|id| before.0.ids.place(id).is_none() && after.0.ids.place(id).is_none());
    for id in before.0.ids.names().iter().chain(later).chain(unknown) {
        let traits = covariates.as_ref().map_or(Some(Vec::new()), |covariates| covariates.of(id));
        match (before.get(id, 0), after.get(id, 0), weight(id).filter(|weight| *weight > 0.0), traits) {
            (None, ..) => lacking[0].1.push(id.clone()),
            (_, None, ..) => lacking[1].1.push(id.clone()),
            (_, _, None, _) => lacking[2].1.push(id.clone()),
            (.., None) => lacking[3].1.push(id.clone()),
            (Some(was), Some(is), Some(weight), Some(traits)) => {
                let likeness = std::iter::once(was).chain(traits).collect();
                zones.push(Zone { id: id.clone(), change: is - was, weight, likeness });
            }
        }
    }
    let absent: Vec<String> = lacking.iter().flat_map(|(_, ids)| ids).filter(|id| treated.place(id).is_some()).cloned().collect();
    summary.finding("treated_left_out", absent.clone());
    for (reason, ids) in lacking {
        summary.leave_out(reason, ids);
    }
    if !absent.is_empty() {
        let (count, names) = (absent.len(), absent.join(", "));
        summary.warn(
            "treated-left-out",
            text!(
                "{count} zones traitées ne sont pas connues avant et après, et ne comptent pas : {names}",
                "{count} treated zones are not known before and after, and do not count: {names}"
            ),
        );
    }
    Ok(zones)
}

/// Characteristics by identifier.
struct Covariates {
    ids: Ids,
    rows: Vec<Option<Vec<f64>>>,
}

impl Covariates {
    fn read(source: &TableRef) -> Result<Self, Fault> {
        let table = Table::open(source)?;
        let id = table.require("id")?;
        let columns = table.others(&[&id]);
        let (mut ids, mut rows) = (Ids::default(), Vec::new());
        table.each(|row, number| {
            ids.add(row, &id, number)?;
            rows.push(columns.iter().map(|column| row.number(column)).collect::<Result<Option<Vec<f64>>, _>>()?);
            Ok(())
        })?;
        Ok(Self { ids, rows })
    }

    fn of(&self, id: &str) -> Option<Vec<f64>> {
        self.rows[self.ids.place(id)?].clone()
    }
}

/// How many comparison zones each treated zone can have.
fn matches(options: &Options, treated: usize, comparisons: usize, summary: &mut Summary) -> Result<usize, Fault> {
    if treated == 0 {
        return Err(no_treated().in_file(options.treated.file()));
    }
    if comparisons < treated {
        return Err(too_few_comparisons(treated, comparisons).in_file(options.before.file()));
    }
    let (asked, most) = (options.matches.max(1) as usize, comparisons / treated);
    if asked > most {
        summary.warn(
            "fewer-matches",
            text!(
                "{comparisons} zones de comparaison pour {treated} zones traitées : {most} par zone au lieu de {asked}",
                "{comparisons} comparison zones for {treated} treated zones: {most} a zone instead of {asked}"
            ),
        );
    }
    Ok(asked.min(most))
}

fn tell(treated: &[Zone], comparisons: &[Zone], chosen: &[Vec<usize>], effect: &Effect, options: &Options, summary: &mut Summary) {
    let names = |others: &Vec<usize>| Value::from(others.iter().map(|place| comparisons[*place].id.clone()).collect::<Vec<_>>());
    let matched: Map<String, Value> = treated.iter().zip(chosen).map(|(zone, others)| (zone.id.clone(), names(others))).collect();
    let used: usize = chosen.iter().map(Vec::len).sum();
    summary.taken = (treated.len() + used) as u64;
    summary.finding("matched", matched);
    summary.finding("comparison_zones_not_matched", (comparisons.len() - used) as u64);
    let before = |zones: &mut dyn Iterator<Item = &Zone>| {
        let (sum, count) = zones.fold((0.0, 0.0), |(sum, count), zone| (sum + zone.likeness[0], count + 1.0));
        sum / count
    };
    summary.finding("before_treated", before(&mut treated.iter()));
    summary.finding("before_matched", before(&mut chosen.iter().flatten().map(|place| &comparisons[*place])));
    summary.finding("before_all_comparisons", before(&mut comparisons.iter()));
    summary.finding("deals", effect.deals);
    summary.finding("exact", effect.exact);
    summary.finding("least_p", effect.least_p);
    if treated.len() < FEW_TREATED {
        let count = treated.len();
        summary.warn(
            "few-treated",
            text!(
                "{count} zones traitées seulement : le résultat parle d’elles, pas de ce que l’action ferait ailleurs",
                "only {count} treated zones: the result speaks of them, not of what the action would do elsewhere"
            ),
        );
    }
    if effect.least_p > 1.0 - options.confidence {
        let least = effect.least_p;
        summary.warn(
            "cannot-be-significant",
            text!(
                "avec si peu de zones aucun effet ne pourrait être significatif (p est au moins {least}) : l’intervalle n’a pas de bornes",
                "with so few zones no effect could be significant (p is at least {least}): the interval has no bounds"
            ),
        );
    }
}

fn row(effect: &Effect, treated: usize, comparisons: usize, summary: Summary) -> MethodResult {
    let number = |value: f64| Column::Number(vec![value]);
    let count = |value: usize| Column::Count(vec![Some(value as u64)]);
    let columns = vec![
        ("estimate", number(effect.estimate)),
        ("low", number(effect.low)),
        ("high", number(effect.high)),
        ("p", number(effect.p)),
        ("treated", count(treated)),
        ("comparisons", count(comparisons)),
        ("change_treated", number(effect.treated)),
        ("change_comparisons", number(effect.comparisons)),
    ];
    MethodResult::new(columns, summary)
}

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "evaluate",
        question: Text::new(
            "Ce qui a été fait dans certaines zones y a-t-il changé quelque chose, par rapport à des zones qui leur ressemblaient ?",
            "Did what was done in some zones change anything there, compared with zones that were like them?",
        ),
        formula: "T = mean over treated zones of (after - before) less that of their matched zones\ninterval: the effects tau that are not refuted by dealing treatment anew within the matched sets",
        source: "Card & Krueger 1994, Minimum wages and employment; Abadie & Imbens 2006, Large sample properties of matching estimators; Rosenbaum 2002, Observational studies",
        defaults: Text::new(
            "4 zones de comparaison par zone traitée, les plus proches par la valeur d’avant (et les covariables), chacune une seule fois ; chaque zone traitée compte pour une, ou pour ses habitants d’avant ; toutes les permutations jusqu’à 100 000, sinon 9 999",
            "4 comparison zones a treated zone, nearest by the value before (and covariates), each used once; a treated zone counts for one, or for its people before; all permutations up to 100,000, else 9,999",
        ),
        limits: Text::new(
            "suppose que, sans l’action, les zones semblables auraient évolué de même ; des zones choisies parce qu’elles étaient au plus bas remontent d’elles-mêmes (retour à la moyenne) ; ce qui déborde chez les voisines est compté contre l’action",
            "supposes that without the action zones alike would have changed alike; zones chosen because they were at their lowest rise by themselves (regression to the mean); what spills over to the neighbours counts against the action",
        ),
    }
}

fn no_treated() -> Fault {
    Fault::new(
        "no-treated",
        Text::new("aucune zone traitée n’est connue avant et après", "no treated zone is known before and after"),
        Text::new(
            "vérifier que les identifiants des trois fichiers s’écrivent de la même façon",
            "check that identifiers are spelt alike in the three files",
        ),
    )
}

fn too_few_comparisons(treated: usize, comparisons: usize) -> Fault {
    Fault::new(
        "too-few-comparisons",
        text!(
            "{comparisons} zones de comparaison pour {treated} zones traitées",
            "{comparisons} comparison zones for {treated} treated zones"
        ),
        Text::new(
            "il en faut au moins autant : ajouter des zones où rien n’a été fait",
            "at least as many are needed: add zones where nothing was done",
        ),
    )
}

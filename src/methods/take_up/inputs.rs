//! Recipients, groups and rates of the same zones.

use std::collections::HashSet;

use super::Options;
use crate::analysis::take_up::ratio::Count;
use crate::domain::{Fault, Text};
use crate::methods::ids::Ids;
use crate::methods::summary::Summary;
use crate::methods::table::{Table, TableRef};
use crate::text;

/// Whether a zone can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Known,
    /// Its recipients are missing or withheld.
    NoCount,
    /// Nothing is said of the groups living there.
    NoStrata,
    /// The size of one of its groups is missing.
    MissingStratum,
}

impl Standing {
    /// Why it cannot.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Known => None,
            Self::NoCount => Some("missing-count"),
            Self::NoStrata => Some("no-strata"),
            Self::MissingStratum => Some("missing-stratum"),
        }
    }
}

/// The three tables together.
pub struct Inputs {
    /// Zones, in the order of the table of counts.
    pub ids: Ids,
    /// Recipients of each, where known.
    pub counts: Vec<Option<Count>>,
    /// Groups.
    pub strata: Ids,
    /// Of each zone, the members of each group.
    pub members: Vec<Vec<f64>>,
    /// Recipients per member of each group, where a reference is given.
    pub rates: Option<Vec<f64>>,
    /// Whether each zone can be compared.
    pub standing: Vec<Standing>,
    /// Zones with groups and no row of recipients.
    strangers: Vec<String>,
}

impl Inputs {
    pub fn read(options: &Options) -> Result<Self, Fault> {
        let (ids, counts) = read_counts(&options.counts)?;
        let (mut strata, mut rates) = (Ids::default(), None);
        if let Some(reference) = &options.reference {
            let (known, of_known) = read_reference(reference)?;
            (strata, rates) = (known, Some(of_known));
        }
        let standing = counts.iter().map(|count| if count.is_some() { Standing::Known } else { Standing::NoCount }).collect();
        let members = vec![Vec::new(); ids.len()];
        let mut inputs = Self { ids, counts, strata, members, rates, standing, strangers: Vec::new() };
        inputs.read_strata(&options.strata)?;
        Ok(inputs)
    }

    fn read_strata(&mut self, source: &TableRef) -> Result<(), Fault> {
        let table = Table::open(source)?;
        let (id, stratum, population) = (table.require("id")?, table.require("stratum")?, table.require("population")?);
        let (mut seen, mut told, mut incomplete) = (HashSet::new(), vec![false; self.ids.len()], vec![false; self.ids.len()]);
        let mut entries: Vec<(usize, usize, f64)> = Vec::new();
        table.each(|row, number| {
            let (zone, name) = (row.id(&id)?, row.id(&stratum)?);
            let people = row.count(&population)?;
            let group = match self.strata.place(name) {
                Some(group) => group,
                None if self.rates.is_some() => return Err(unknown_stratum(name, &self.strata).in_column(stratum.name())),
                None => self.strata.insert(name, number)?,
            };
            let Some(place) = self.ids.place(zone) else {
                self.strangers.push(zone.to_owned());
                return Ok(());
            };
            if !seen.insert((place, group)) {
                return Err(duplicate_stratum(zone, name).in_column(stratum.name()));
            }
            told[place] = true;
            incomplete[place] |= people.is_none();
            entries.push((place, group, people.unwrap_or_default()));
            Ok(())
        })?;
        self.members = vec![vec![0.0; self.strata.len()]; self.ids.len()];
        for (place, group, people) in entries {
            self.members[place][group] = people;
        }
        for (place, standing) in self.standing.iter_mut().enumerate().filter(|(_, standing)| **standing == Standing::Known) {
            *standing = match (told[place], incomplete[place]) {
                (false, _) => Standing::NoStrata,
                (true, true) => Standing::MissingStratum,
                (true, false) => Standing::Known,
            };
        }
        self.strangers.sort_unstable();
        self.strangers.dedup();
        Ok(())
    }

    /// Notes the zones that cannot be compared.
    pub fn account(&self, summary: &mut Summary) {
        for standing in [Standing::NoCount, Standing::NoStrata, Standing::MissingStratum] {
            let zones: Vec<usize> = (0..self.ids.len()).filter(|zone| self.standing[*zone] == standing).collect();
            summary.leave_out(standing.reason().unwrap_or_default(), self.ids.at(&zones));
        }
        summary.leave_out("strata-without-count", self.strangers.clone());
    }
}

fn read_counts(source: &TableRef) -> Result<(Ids, Vec<Option<Count>>), Fault> {
    let table = Table::open(source)?;
    let (id, recipients) = (table.require("id")?, table.require("recipients")?);
    let (low, high) = (table.find("low"), table.find("high"));
    let (mut ids, mut counts) = (Ids::default(), Vec::new());
    table.each(|row, number| {
        ids.add(row, &id, number)?;
        let bound = |column: &Option<_>| column.as_ref().map_or(Ok(None), |column| row.count(column));
        let (value, least, most) = (row.count(&recipients)?, bound(&low)?, bound(&high)?);
        let count = value.map(|value| Count { low: least.unwrap_or(value), value, high: most.unwrap_or(value) });
        if let Some(Count { low, value, high }) = count.filter(|count| !(count.low <= count.value && count.value <= count.high)) {
            return Err(bad_interval(low, value, high).in_column(recipients.name()));
        }
        counts.push(count);
        Ok(())
    })?;
    Ok((ids, counts))
}

fn read_reference(source: &TableRef) -> Result<(Ids, Vec<f64>), Fault> {
    let table = Table::open(source)?;
    let (stratum, rate) = (table.require("stratum")?, table.require("rate")?);
    let (mut strata, mut rates) = (Ids::default(), Vec::new());
    table.each(|row, number| {
        strata.add(row, &stratum, number)?;
        let value = row.required(&rate)?;
        if !(0.0..=1.0).contains(&value) {
            return Err(bad_rate(value).in_column(rate.name()));
        }
        rates.push(value);
        Ok(())
    })?;
    Ok((strata, rates))
}

fn bad_interval(low: f64, value: f64, high: f64) -> Fault {
    Fault::new(
        "bad-interval",
        text!("{value} n’est pas entre {low} et {high}", "{value} is not between {low} and {high}"),
        Text::new("attendu : low ≤ recipients ≤ high", "expected low ≤ recipients ≤ high"),
    )
}

fn bad_rate(rate: f64) -> Fault {
    Fault::new(
        "bad-rate",
        text!("{rate} n’est pas un taux de bénéficiaires", "{rate} is no rate of recipients"),
        Text::new("attendu : une part entre 0 et 1 ; 12 % s’écrit 0.12", "expected a share between 0 and 1; 12 % is written 0.12"),
    )
}

fn unknown_stratum(name: &str, strata: &Ids) -> Fault {
    let known = strata.names().join(", ");
    Fault::new(
        "unknown-stratum",
        text!("le groupe « {name} » n’a pas de taux dans la référence", "the group “{name}” has no rate in the reference"),
        text!("groupes de la référence : {known}", "groups of the reference: {known}"),
    )
}

fn duplicate_stratum(zone: &str, stratum: &str) -> Fault {
    Fault::new(
        "duplicate-pair",
        text!(
            "le groupe « {stratum} » de la zone « {zone} » est donné deux fois",
            "the group “{stratum}” of the zone “{zone}” is given twice"
        ),
        Text::new("garder une seule ligne par zone et par groupe", "keep one row a zone and group"),
    )
}

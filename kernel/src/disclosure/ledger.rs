//! The public ledger of privacy spent: ρ of zero-concentrated differential privacy, a fixed sum a year. It is written before
//! any noise is drawn, and what it cannot afford is refused.

use std::fmt;

use crate::domain::{Fault, Quarter, Text};
use crate::text;

/// A sum of ρ, exact to the thousandth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rho(u32);

impl Rho {
    /// What one quarter's release costs: an attacker's advantage of at most 0.276.
    pub const QUARTER: Self = Self(250);
    /// What a year may cost.
    pub const YEAR: Self = Self(1_000);
    /// Nothing.
    pub const NOTHING: Self = Self(0);

    /// From thousandths.
    pub const fn thousandths(thousandths: u32) -> Self {
        Self(thousandths)
    }

    /// In thousandths.
    pub const fn in_thousandths(self) -> u32 {
        self.0
    }

    const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Rho {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

/// How far a release has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The sum is set aside; noise may have been drawn, nothing has been published. It counts as spent.
    Reserved,
    /// The release is stored.
    Spent,
}

/// One line of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The quarter released.
    pub quarter: Quarter,
    /// What it costs.
    pub rho: Rho,
    /// How far it has come.
    pub state: State,
}

/// Every release there was, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger(Vec<Entry>);

impl Ledger {
    /// From its entries, as they are kept.
    pub fn new(entries: Vec<Entry>) -> Self {
        Self(entries)
    }

    /// The entries.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// What is set aside or spent in a year.
    pub fn spent(&self, year: u16) -> Rho {
        self.0.iter().filter(|entry| entry.quarter.year() == year).fold(Rho::NOTHING, |sum, entry| sum.plus(entry.rho))
    }

    /// What a year has left.
    pub fn left(&self, year: u16) -> Rho {
        Rho(Rho::YEAR.0.saturating_sub(self.spent(year).0))
    }

    /// Sets a sum aside for a quarter. A reservation that came to nothing is taken up again, for the same sum: nothing of it
    /// has left the vault.
    ///
    /// # Errors
    /// `already-released`; `earlier-quarter` when a later one was released, since its late notes went there;
    /// `other-reservation` when another sum was set aside; `over-budget`.
    pub fn reserve(&mut self, quarter: Quarter, rho: Rho) -> Result<(), Fault> {
        match self.0.iter().find(|entry| entry.quarter == quarter) {
            Some(Entry { state: State::Spent, .. }) => return Err(already_released(quarter)),
            Some(entry) if entry.rho == rho => return Ok(()),
            Some(entry) => return Err(other_reservation(quarter, entry.rho)),
            None => {}
        }
        if let Some(later) = self.0.iter().find(|entry| entry.quarter > quarter) {
            return Err(earlier_quarter(quarter, later.quarter));
        }
        if rho == Rho::NOTHING || rho > self.left(quarter.year()) {
            return Err(over_budget(quarter, rho, self.left(quarter.year())));
        }
        self.0.push(Entry { quarter, rho, state: State::Reserved });
        Ok(())
    }

    /// Notes that the release of a quarter is stored.
    ///
    /// # Errors
    /// `not-reserved` when nothing was set aside for it, `already-released` when it is there already.
    pub fn settle(&mut self, quarter: Quarter) -> Result<(), Fault> {
        match self.0.iter_mut().find(|entry| entry.quarter == quarter) {
            Some(entry) if entry.state == State::Reserved => {
                entry.state = State::Spent;
                Ok(())
            }
            Some(_) => Err(already_released(quarter)),
            None => Err(Fault::new(
                "not-reserved",
                text!("rien n’a été mis de côté pour {quarter}", "nothing was set aside for {quarter}"),
                Text::new("réserver avant de tirer le bruit", "reserve before drawing noise"),
            )),
        }
    }
}

fn already_released(quarter: Quarter) -> Fault {
    Fault::new(
        "already-released",
        text!("{quarter} est déjà publié", "{quarter} is released already"),
        Text::new(
            "une publication ne se refait pas : les notes tardives iront dans la suivante",
            "a release is not made again: late notes will go into the next",
        ),
    )
}

fn earlier_quarter(quarter: Quarter, later: Quarter) -> Fault {
    Fault::new(
        "earlier-quarter",
        text!(
            "{later} est déjà publié ou réservé, {quarter} vient avant lui",
            "{later} is released or reserved already, {quarter} comes before it"
        ),
        text!(
            "publier le trimestre qui suit {later} : les notes de {quarter} y seront",
            "release the quarter after {later}: the notes of {quarter} will be in it"
        ),
    )
}

fn other_reservation(quarter: Quarter, reserved: Rho) -> Fault {
    Fault::new(
        "other-reservation",
        text!("ρ = {reserved} est déjà réservé pour {quarter}", "ρ = {reserved} is reserved for {quarter} already"),
        text!("recommencer avec ρ = {reserved}", "start again with ρ = {reserved}"),
    )
}

fn over_budget(quarter: Quarter, rho: Rho, left: Rho) -> Fault {
    let year = quarter.year();
    Fault::new(
        "over-budget",
        text!(
            "ρ = {rho} demandé pour {quarter}, il en reste {left} pour {year}",
            "ρ = {rho} asked for {quarter}, {left} is left for {year}"
        ),
        text!("attendre l’année suivante, ou publier avec ρ ≤ {left}", "wait for the next year, or release with ρ ≤ {left}"),
    )
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64;

    use super::*;

    fn quarter(year: u16, number: u8) -> Quarter {
        Quarter::new(year, number).unwrap()
    }

    #[test]
    fn four_quarters_fill_a_year_and_a_fifth_sum_is_refused() {
        let mut ledger = Ledger::default();
        for number in 1..=4 {
            ledger.reserve(quarter(2026, number), Rho::QUARTER).unwrap();
            ledger.settle(quarter(2026, number)).unwrap();
        }
        assert_eq!((ledger.spent(2026), ledger.left(2026)), (Rho::YEAR, Rho::NOTHING));
        assert_eq!(ledger.reserve(quarter(2026, 4), Rho::QUARTER).unwrap_err().code, "already-released");
        assert_eq!(ledger.reserve(quarter(2026, 2), Rho::QUARTER).unwrap_err().code, "already-released");
        assert_eq!(ledger.settle(quarter(2027, 1)).unwrap_err().code, "not-reserved");
        ledger.reserve(quarter(2027, 1), Rho::QUARTER).unwrap();
        assert_eq!(ledger.reserve(quarter(2027, 1), Rho::thousandths(100)).unwrap_err().code, "other-reservation");
        ledger.reserve(quarter(2027, 1), Rho::QUARTER).unwrap();
        assert_eq!(ledger.reserve(quarter(2025, 1), Rho::QUARTER).unwrap_err().code, "earlier-quarter");
        assert_eq!(ledger.reserve(quarter(2027, 2), Rho::thousandths(751)).unwrap_err().code, "over-budget");
        assert_eq!(ledger.reserve(quarter(2027, 2), Rho::NOTHING).unwrap_err().code, "over-budget");
        assert_eq!(Rho::thousandths(1_050).to_string(), "1.050");
    }

    /// Ten thousand sequences of reservations, draws and crashes, of any sum: what was ever published stays within the year, and
    /// no draw comes before its reservation is kept.
    #[test]
    fn no_sequence_spends_more_than_a_year_has() {
        let mut random = Pcg64::seed_from_u64(9);
        let mut refusals = 0;
        for _ in 0..10_000 {
            // What is on disk survives a crash, what is in memory does not.
            let mut kept = Ledger::default();
            let mut published = [0_u32; 3];
            for _ in 0..random.random_range(1..24) {
                let asked = quarter(2026 + random.random_range(0..3_u16), random.random_range(1..=4));
                let rho = Rho::thousandths([250, 250, 250, 100, 400, 600, 1_200][random.random_range(0..7)]);
                let mut memory = kept.clone();
                if memory.reserve(asked, rho).is_err() {
                    refusals += 1;
                    continue;
                }
                let crash = random.random_range(0..4);
                if crash == 0 {
                    continue;
                }
                kept = memory.clone();
                if crash == 1 {
                    continue;
                }
                memory.settle(asked).unwrap();
                kept = memory;
                published[usize::from(asked.year() - 2026)] += rho.in_thousandths();
                assert!(published.iter().all(|sum| *sum <= 1_000), "{published:?}");
                assert!((0..3).all(|year| kept.spent(2026 + year).in_thousandths() >= published[usize::from(year)]));
            }
        }
        assert!(refusals > 10_000, "only {refusals} refusals");
    }
}

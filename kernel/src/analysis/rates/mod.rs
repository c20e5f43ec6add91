//! Rates of few events over small populations: what they say once chance is taken out.

pub mod empirical_bayes;
pub mod gamma_poisson;
pub mod reliability;

/// Events and the people they could have happened to, zone by zone: populations above zero, events zero
/// or above.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    events: Vec<f64>,
    population: Vec<f64>,
}

impl Counts {
    /// Counts of the same zones; `None` when lengths differ, a population is not above zero, or a count
    /// is negative or not finite.
    pub fn new(events: Vec<f64>, population: Vec<f64>) -> Option<Self> {
        let sound = events.len() == population.len()
            && events.iter().all(|events| events.is_finite() && *events >= 0.0)
            && population.iter().all(|people| people.is_finite() && *people > 0.0);
        sound.then_some(Self { events, population })
    }

    /// Events by zone.
    pub fn events(&self) -> &[f64] {
        &self.events
    }

    /// People by zone.
    pub fn population(&self) -> &[f64] {
        &self.population
    }

    /// Number of zones.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is no zone.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Events per person by zone.
    pub fn raw(&self) -> Vec<f64> {
        self.events.iter().zip(&self.population).map(|(events, people)| events / people).collect()
    }

    /// Events per person over all zones.
    pub fn overall(&self) -> f64 {
        self.events.iter().sum::<f64>() / self.population.iter().sum::<f64>()
    }

    /// Events expected of each zone at the overall rate.
    pub fn expected(&self) -> Vec<f64> {
        let overall = self.overall();
        self.population.iter().map(|people| people * overall).collect()
    }

    /// Events over those expected, by zone: above 1, more than elsewhere.
    pub fn excess_risk(&self) -> Vec<f64> {
        self.events.iter().zip(self.expected()).map(|(events, expected)| events / expected).collect()
    }

    /// How likely so few events are at the overall rate: `P(X ≤ events)` for a Poisson count
    /// (Choynowski 1959). Near 0, surprisingly few; near 1, surprisingly many. Equals spdep's `probmap`.
    pub fn probability_map(&self) -> Vec<f64> {
        let at_most = |events: f64, expected: f64| statrs::function::gamma::gamma_ur(events.floor() + 1.0, expected);
        self.events
            .iter()
            .zip(self.expected())
            .map(|(&events, expected)| if expected > 0.0 { at_most(events, expected) } else { 1.0 })
            .collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::analysis::golden::{self, Row, close};

    /// Sudden infant deaths in the 100 counties of North Carolina, 1974–78.
    pub fn north_carolina() -> (Counts, Vec<Row>, Vec<Row>) {
        let rows = golden::rows("esda_sids_nc/expected.csv");
        let counts = Counts::new(golden::numbers(&rows, "events"), golden::numbers(&rows, "base")).unwrap();
        (counts, rows, golden::rows("esda_sids_nc/expected_spdep.csv"))
    }

    #[test]
    fn raw_rates_excess_and_probability_equal_esda_and_spdep() {
        let (counts, esda, spdep) = north_carolina();
        let (raw, excess, expected, probability) = (counts.raw(), counts.excess_risk(), counts.expected(), counts.probability_map());
        for zone in 0..counts.len() {
            close("raw", raw[zone], golden::number(&esda[zone], "raw_rate"));
            close("excess", excess[zone], golden::number(&esda[zone], "excess_risk"));
            close("expected", expected[zone], golden::number(&spdep[zone], "probmap_expCount"));
            close("relative risk", 100.0 * excess[zone], golden::number(&spdep[zone], "probmap_relRisk"));
            close("probability", probability[zone], golden::number(&spdep[zone], "probmap_pmap"));
        }
    }

    #[test]
    fn counts_that_cannot_be_are_refused() {
        assert_eq!(Counts::new(vec![1.0], vec![0.0]), None);
        assert_eq!(Counts::new(vec![-1.0], vec![5.0]), None);
        assert_eq!(Counts::new(vec![1.0, 2.0], vec![5.0]), None);
        assert_eq!(Counts::new(vec![f64::NAN], vec![5.0]), None);
    }
}

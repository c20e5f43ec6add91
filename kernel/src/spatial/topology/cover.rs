//! Sets of zones, by number: most hold no zone or one.

use std::collections::HashMap;

/// The set without a zone.
pub const NOTHING: u32 = 0;

/// Sets of zones that were met. The set of zone `n` alone has the number `n + 1`; sets of several follow.
pub struct Covers {
    zones: u32,
    several: Vec<Box<[u32]>>,
    numbers: HashMap<Box<[u32]>, u32>,
}

impl Covers {
    /// Sets over so many zones.
    pub fn new(zones: usize) -> Self {
        Self { zones: zones as u32, several: Vec::new(), numbers: HashMap::new() }
    }

    /// The number of a set, given in order.
    pub fn number(&mut self, zones: &[u32]) -> u32 {
        match zones {
            [] => NOTHING,
            [one] => one + 1,
            several => {
                if let Some(number) = self.numbers.get(several) {
                    return *number;
                }
                let number = self.zones + 1 + self.several.len() as u32;
                self.several.push(several.into());
                self.numbers.insert(several.into(), number);
                number
            }
        }
    }

    /// The zones of a set.
    pub fn zones(&self, number: u32) -> impl Iterator<Item = u32> {
        let one = (number != NOTHING && number <= self.zones).then(|| number - 1);
        let several = number.checked_sub(self.zones + 1).map_or(&[][..], |place| &self.several[place as usize]);
        one.into_iter().chain(several.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_have_one_number_each() {
        let mut covers = Covers::new(3);
        let numbers = [covers.number(&[]), covers.number(&[2]), covers.number(&[0, 2]), covers.number(&[0, 1]), covers.number(&[0, 2])];
        assert_eq!(numbers, [0, 3, 4, 5, 4]);
        let zones = |number| covers.zones(number).collect::<Vec<_>>();
        assert_eq!([zones(0), zones(3), zones(4)], [vec![], vec![2], vec![0, 2]]);
    }
}

//! Homes as bytes: longitude, latitude and weight, three little-endian doubles each.

use crate::domain::{Home, Position};

/// Bytes of one home.
const HOME_BYTES: usize = 24;

/// Homes as bytes.
pub fn to_bytes(points: &[Home]) -> Vec<u8> {
    let figures = |home: &Home| [home.position().lon(), home.position().lat(), home.weight()];
    points.iter().flat_map(figures).flat_map(f64::to_le_bytes).collect()
}

/// Reads homes back, checked again; the error says in words what is wrong.
pub fn from_bytes(bytes: &[u8]) -> Result<Vec<Home>, String> {
    let homes = bytes.chunks_exact(HOME_BYTES);
    if !homes.remainder().is_empty() {
        return Err(format!("{} bytes are no whole number of homes", bytes.len()));
    }
    homes.map(|home| read(home).map_err(|fault| fault.to_string())).collect()
}

fn read(home: &[u8]) -> Result<Home, crate::domain::Fault> {
    let mut figures = home.chunks_exact(8).map(|figure| f64::from_le_bytes(figure.try_into().unwrap_or_default()));
    let mut next = || figures.next().unwrap_or(f64::NAN);
    let (lon, lat, weight) = (next(), next(), next());
    Home::new(Position::new(lon, lat)?, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_read_back_to_the_last_bit() {
        let home = Home::new(Position::new(0.1 + 0.2, -21.3).unwrap(), 1.0 / 3.0).unwrap();
        assert_eq!(from_bytes(&to_bytes(&[home, home])).unwrap(), [home, home]);
    }

    #[test]
    fn what_is_not_homes_is_said_and_never_a_panic() {
        let good = to_bytes(&[Home::new(Position::new(3.0, 43.0).unwrap(), 1.0).unwrap()]);
        for cut in 1..good.len() {
            assert!(from_bytes(&good[..cut]).is_err());
        }
        assert!(from_bytes(&[255; HOME_BYTES]).unwrap_err().contains("longitude"));
    }
}

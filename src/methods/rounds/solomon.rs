//! Solomon's text format: a line of vehicles and capacity, then one line a customer, the depot first.

use super::Rounding;
use super::case::{Case, Means, Node, not_a_number, truncated_file};
use crate::domain::Fault;

/// Whether a file begins like one.
pub fn recognises(start: &str) -> bool {
    start.lines().any(|line| line.trim() == "CUSTOMER")
}

/// Reads it.
///
/// # Errors
/// `truncated-file`, `not-a-number`, `duplicate-id`, with their row.
pub fn read(text: &str) -> Result<Case, Fault> {
    let mut case = Case { rounding: Rounding::Exact, points: Some(Vec::new()), ..Case::default() };
    let (mut in_customers, mut last) = (false, 0);
    for (row, line) in (1..).zip(text.lines()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        last = row;
        let starts_with_digit = words.first().is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
        in_customers |= line.trim() == "CUSTOMER";
        match (in_customers, starts_with_digit) {
            (false, true) if words.len() == 2 && case.vehicles.is_none() => {
                let [vehicles, capacity] = numbers(&words, row)?;
                case.vehicles = Some(vehicles as usize);
                case.means = Means { capacity: Some(capacity), ..Means::default() };
            }
            (true, true) => customer(&words, row, &mut case)?,
            _ => {}
        }
    }
    if case.vehicles.is_none() {
        return Err(truncated_file("VEHICLE", 2, 0).at_row(1));
    }
    if case.ids.len() < 2 {
        return Err(truncated_file("CUSTOMER", 2, case.ids.len()).at_row(last));
    }
    case.depots = vec![0];
    Ok(case)
}

fn customer(words: &[&str], row: u64, case: &mut Case) -> Result<(), Fault> {
    let [_, x, y, demand, ready, due, service] = numbers(words, row)?;
    case.ids.insert(words[0], row).map_err(|fault| fault.at_row(row).in_column("CUST NO."))?;
    case.nodes.push(Node { service, ready, due, demand, ..Node::free(row) });
    case.points.get_or_insert_default().push([x, y]);
    Ok(())
}

fn numbers<const N: usize>(words: &[&str], row: u64) -> Result<[f64; N], Fault> {
    if words.len() != N {
        return Err(truncated_file("CUSTOMER", N, words.len()).at_row(row));
    }
    let mut numbers = [0.0; N];
    for (number, word) in numbers.iter_mut().zip(words) {
        *number = word.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| not_a_number(word).at_row(row))?;
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "C101\n\nVEHICLE\nNUMBER     CAPACITY\n  25         200\n\nCUSTOMER\nCUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME\n\n    0      40         50          0          0       1236          0\n    1      45         68         10        912        967         90\n";

    #[test]
    fn the_header_gives_vehicles_and_capacity_and_the_first_customer_is_the_depot() {
        assert!(recognises(FILE));
        let case = read(FILE).unwrap();
        assert_eq!((case.vehicles, case.means.capacity, case.depots), (Some(25), Some(200.0), vec![0]));
        assert_eq!(case.ids.names(), ["0", "1"]);
        assert_eq!(case.nodes[1], Node { service: 90.0, ready: 912.0, due: 967.0, demand: 10.0, prize: 1.0, row: 11 });
        assert_eq!(case.points, Some(vec![[40.0, 50.0], [45.0, 68.0]]));
    }

    #[test]
    fn a_line_cut_short_and_a_word_name_their_row() {
        let cut = read(FILE.trim_end().trim_end_matches("90")).unwrap_err();
        assert_eq!((cut.code.as_str(), cut.place.row), ("truncated-file", Some(11)));
        let word = read(&FILE.replace("912", "9h12")).unwrap_err();
        assert_eq!((word.code.as_str(), word.place.row), ("not-a-number", Some(11)));
        assert_eq!(read("CUSTOMER\n").unwrap_err().code, "truncated-file");
    }
}

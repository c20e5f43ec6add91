use super::{Gazetteer, Land};
use crate::domain::{AddressBook, Certainty, Door, NamedStreet, Position};

fn street(commune: &str, name: &str, postcode: &str, town: &str) -> NamedStreet {
    NamedStreet { commune: commune.to_owned(), name: name.to_owned(), postcode: postcode.to_owned(), town: town.to_owned() }
}

fn door(street: u32, number: u16, suffix: &str, metres_east: f64) -> Door {
    Door { street, number, suffix: suffix.to_owned(), position: Position::new(3.8 + metres_east / 80_600.0, 43.6).unwrap() }
}

fn book() -> AddressBook {
    AddressBook {
        streets: vec![
            street("34172", "Avenue du Maréchal Foch", "34000", "Montpellier"),
            street("34172", "Rue Foch", "34000", "Montpellier"),
            street("34172", "Rue des Lilas", "34000", "Montpellier"),
            street("34172", "Rue du Lilas", "34000", "Montpellier"),
            street("34057", "Rue des Écoles", "34170", "Castelnau-le-Lez"),
            street("34057", "Rue des Écoles", "34170", "Castelnau-le-Lez"),
            street("75111", "Rue Oberkampf", "75011", "Paris"),
        ],
        doors: vec![
            door(0, 8, "", 0.0),
            door(0, 8, "bis", 20.0),
            door(0, 12, "", 200.0),
            door(1, 8, "", 5_000.0),
            door(2, 1, "", 300.0),
            door(3, 1, "", 900.0),
            door(4, 1, "", 10_000.0),
            door(5, 1, "", 19_000.0),
            door(6, 1, "", 0.0),
        ],
    }
}

fn found(address: &str, commune: Option<&str>) -> Option<(Certainty, f64, f64)> {
    let book = book();
    let gazetteer = Gazetteer::new([&book], &Land::default(), &|_| None);
    let located = gazetteer.find(address, commune)?;
    Some((located.placement.certainty, located.placement.score, (located.position.lon() - 3.8) * 80_600.0))
}

#[test]
fn a_house_number_is_found_by_any_spelling_of_its_street() {
    for (address, metres) in [
        ("8 av. du Mal Foch 34000 Montpellier", 0.0),
        ("8bis avenue du maréchal foch, Montpellier", 20.0),
        ("8 B, AV DU MARECHAL FOCH", 20.0),
        ("8 r. Foch", 5_000.0),
        ("Mairie, 12-14 av du Mal Foch BP 3 34000 MONTPELLIER CEDEX", 200.0),
        ("1 rue du Lilas", 900.0),
    ] {
        let (certainty, score, east) = found(address, Some("34172")).unwrap();
        assert!(
            certainty == Certainty::HouseNumber && score >= 0.75 && (east - metres).abs() < 0.1,
            "{address}: {certainty:?} {score} {east}"
        );
    }
}

#[test]
fn a_number_that_is_not_there_gives_the_street_and_a_street_that_is_not_there_the_municipality() {
    let certainty = |address: &str| found(address, Some("34172")).unwrap().0;
    assert_eq!(certainty("99 avenue du Maréchal Foch"), Certainty::Street);
    assert_eq!(certainty("avenue du Maréchal Foch"), Certainty::Street);
    assert_eq!(certainty("3 rue de Nulle Part"), Certainty::Commune);
    assert_eq!(certainty(""), Certainty::Commune);
}

#[test]
fn what_is_ambiguous_is_never_guessed() {
    let of = |address: &str, commune: &str| found(address, Some(commune)).unwrap().0;
    assert_eq!(of("8 Foch", "34172"), Certainty::Commune, "rue or avenue");
    assert_eq!(of("1 rue Lilas", "34172"), Certainty::Commune, "des or du");
    assert_eq!(of("1 rue des Écoles", "34057"), Certainty::Commune, "two streets of one name in merged municipalities");
}

#[test]
fn the_municipality_is_that_of_the_code_else_of_name_and_postal_code_and_nowhere_else() {
    assert_eq!(found("1 rue des Lilas 34000 Montpellier", None).unwrap().0, Certainty::HouseNumber);
    assert!(found("1 rue des Lilas 34000 Montpellier", None).unwrap().1 < 1.0);
    assert_eq!(found("1 rue des Lilas 69000 Lyon", None), None);
    assert_eq!(found("1 rue des Lilas 59000 Montpellier", None), None);
    assert_eq!(found("1 rue des Lilas", Some("01001")), None);
    assert_eq!(found("1 rue Oberkampf", Some("75056")).unwrap().0, Certainty::HouseNumber, "an arrondissement is its town");
}

#[test]
fn the_order_of_books_and_rows_changes_nothing() {
    let (mut turned, book) = (book(), book());
    turned.doors.reverse();
    let split = AddressBook { streets: book.streets.clone(), doors: turned.doors.split_off(4) };
    let one = Gazetteer::new([&book], &Land::default(), &|_| None);
    let other = Gazetteer::new([&split, &turned], &Land::default(), &|_| None);
    for address in ["8 av du Mal Foch", "avenue Maréchal Foch", "1 rue du Lilas", "8 rue Foch"] {
        assert_eq!(one.find(address, Some("34172")), other.find(address, Some("34172")), "{address}");
    }
}

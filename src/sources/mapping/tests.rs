use super::super::Unwatched;
use super::*;
use crate::domain::{Flag, Geography};

const HEAD: &str = r#"
kind = "services"
id = "lieux"
title = { fr = "Lieux", en = "Places" }
producer = "Ville"
licence = "Licence Ouverte"
vintage = 2014
"#;

const SERVICES: &str = r#"
[columns]
id = "FID"
name = "LIBEL"
category = "CAT"
lon = "X"
lat = "Y"
opening = "HEURES"
[constants]
commune = "34172"
[[themes]]
column = "CAT"
equals = ["Petite enfance"]
themes = ["famille-parentalite"]
[[themes]]
column = "LIBEL"
contains = ["biblio"]
themes = ["culture"]
"#;

fn mapped(toml: &str) -> Mapped {
    Mapped::parse(toml).unwrap()
}

#[test]
fn a_table_of_places_becomes_services_with_their_themes() {
    let text = "FID,N,9,0;LIBEL,C,254;CAT;X;Y;HEURES\n1;Crèche-bibliothèque;petite enfance;3,877;43,611;Mo 09:00-12:00\n2;Parking;Voirie;3,88;43,61;\n";
    let batch = mapped(&format!("{HEAD}{SERVICES}")).read(&Input::of("v.csv", text.as_bytes()), &Unwatched).unwrap();
    let first = &batch.services[0];
    assert_eq!((first.id.as_str(), first.commune.as_deref()), ("lieux:1", Some("34172")));
    assert_eq!(first.themes, [Theme::FamilleParentalite, Theme::Culture]);
    assert!(batch.services[1].themes.is_empty(), "kept, under no theme");
    assert_eq!(batch.dataset.id.as_str(), "lieux-2014");
}

#[test]
fn lambert_metres_in_a_geojson_that_does_not_say_so_are_converted_and_said() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"LIBEL":"Zénith"},"geometry":{"type":"Point","coordinates":[775170.78,6279774.87]}},
        {"type":"Feature","properties":{"LIBEL":"Olympie"},"geometry":{"type":"Point","coordinates":[772180.0,6279110.84]}}]}"#;
    let toml = format!("{HEAD}[columns]\nname = \"LIBEL\"\n[[themes]]\nthemes = [\"logement-hebergement\"]\n");
    let batch = mapped(&toml).read(&Input::of("s.geojson", text.as_bytes()), &Unwatched).unwrap();
    let zenith = batch.services[0].position;
    assert!((zenith.lon() - 3.930_920_166).abs() < 1e-6 && (zenith.lat() - 43.613_037_137).abs() < 1e-6, "{zenith:?}");
    assert!(batch.dataset.report.remarks.iter().any(|remark| remark.fr.contains("Lambert-93")));
    assert_eq!(batch.services[0].themes, [Theme::LogementHebergement]);
}

#[test]
fn columns_in_the_wrong_order_of_axes_are_put_right() {
    let text = "FID;LIBEL;CAT;X;Y;HEURES\n1;a;;43.611;3.877;\n2;b;;43.612;3.878;\n";
    let batch = mapped(&format!("{HEAD}{SERVICES}")).read(&Input::of("v.csv", text.as_bytes()), &Unwatched).unwrap();
    assert!((batch.services[0].position.lat() - 43.611).abs() < 1e-9);
    assert!(batch.dataset.report.remarks.iter().any(|remark| remark.en.contains("swapped axes")));
}

#[test]
fn a_table_of_values_becomes_indicators_with_declared_codes() {
    let toml = r#"
kind = "indicators"
id = "sante"
title = { fr = "Santé", en = "Health" }
producer = "ARS"
licence = "Licence Ouverte"
zone = ["COM", "NUM"]
withheld = ["c"]
missing = ["-1"]
[reading]
skip_lines = 1
[[indicators]]
column = "ALD"
code = "long_illness"
label = { fr = "Affections de longue durée", en = "Long illness" }
unit = "percent"
nature = "intensive"
direction = "higher_is_need"
theme = "sante"
"#;
    let text = "Titre 2021\nCOM;NUM;ALD\n34172;0101;12,5\n34172;0102;c\n34172;0103;-1\n34172;0104;\n";
    let batch = mapped(toml).read(&Input::of("ald_2021.csv", text.as_bytes()), &Unwatched).unwrap();
    let seen: Vec<_> = batch.observations.iter().map(|o| (o.zone.as_str(), o.measure.value(), o.measure.flag())).collect();
    assert_eq!(
        seen,
        [
            ("341720101", Some(12.5), Flag::Published),
            ("341720102", None, Flag::Withheld),
            ("341720103", None, Flag::Missing),
            ("341720104", None, Flag::Missing)
        ]
    );
    assert_eq!((batch.observations[0].geography, batch.indicators[0].id().as_str()), (Geography::Iris, "long_illness_2021"));
}

#[test]
fn a_mapping_that_cannot_be_used_says_where() {
    for (toml, row, column) in [
        (format!("{HEAD}nimporte = 1\n"), Some(8), None),
        (format!("{HEAD}[[themes]]\nthemes = [\"jardinage\"]\n"), Some(9), None),
        (HEAD.to_owned(), None, Some("name")),
        (format!("{HEAD}[columns]\nname = \"a\"\nlon = \"x\"\n"), None, Some("lon")),
        (format!("{HEAD}[columns]\nname = \"a\"\n[constants]\ncouleur = \"x\"\n"), None, Some("couleur")),
    ] {
        let fault = Mapped::parse(&toml).err().unwrap();
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("bad-mapping", row, column), "{toml}");
    }
}

#[test]
fn a_column_named_in_the_mapping_must_be_there() {
    let fault = mapped(&format!("{HEAD}{SERVICES}")).read(&Input::of("v.csv", b"FID;LIBEL;CAT;X;Y\n1;a;b;1;2\n"), &Unwatched).unwrap_err();
    assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("missing-column", Some("HEURES")));
}

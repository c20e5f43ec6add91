//! What the database itself refuses, and what the store says of a database it cannot use.

use std::process::Command;

use maillage::domain::{Lang, Vintage};
use maillage::store::{self, Address};

use crate::batches::{large, rich};
use crate::place::Place;

/// Even someone who writes SQL by hand cannot turn a secret into a number.
pub async fn a_hidden_value_cannot_be_given_a_number(place: &Place) {
    place.open().await.commit(&rich("caf-quartiers", 2009)).await.unwrap();
    let hidden = place.count("SELECT count(*) FROM {}observation WHERE flag IN ('withheld', 'missing', 'not_applicable')").await;
    assert_eq!(hidden, 3);
    for statement in [
        "UPDATE {}observation SET value = 0 WHERE flag = 'withheld'",
        "UPDATE {}observation SET low = 0, high = 4 WHERE flag = 'withheld'",
        "UPDATE {}observation SET flag = 'published' WHERE flag = 'missing'",
        "UPDATE {}observation SET flag = 'withheld' WHERE flag = 'published'",
        "UPDATE {}observation SET flag = 'secret' WHERE flag = 'withheld'",
        "UPDATE {}observation SET high = NULL WHERE flag = 'rounded'",
        "UPDATE {}observation SET high = low - 1 WHERE flag = 'rounded'",
    ] {
        assert!(place.tamper(statement).await.is_err(), "{statement}");
    }
}

pub async fn nothing_is_left_of_a_forgotten_data_set(place: &Place) {
    let store = place.open().await;
    let batch = rich("caf-quartiers", 2009);
    store.commit(&batch).await.unwrap();
    store.forget(&batch.dataset.id).await.unwrap();
    for table in ["dataset", "zone", "zone_parent", "indicator", "observation", "service"] {
        assert_eq!(place.count(&format!("SELECT count(*) FROM {{}}{table}")).await, 0, "{table}");
    }
}

pub async fn a_database_of_a_newer_program_is_refused_and_left_alone(place: &Place) {
    let batch = rich("caf-quartiers", 2009);
    place.open().await.commit(&batch).await.unwrap();
    let step = "INSERT INTO {}_sqlx_migrations (version, description, success, checksum, execution_time) \
                SELECT 9999, 'from the future', success, checksum, 0 FROM {}_sqlx_migrations WHERE version = 1";
    place.tamper(step).await.unwrap();
    let fault = store::open(&place.address).await.err().unwrap().fault();
    assert_eq!(fault.code, "database-newer-than-program");
    assert!(fault.line(Lang::Fr).contains("9999") && fault.line(Lang::En).contains("update the program"), "{fault}");
    place.tamper("DELETE FROM {}_sqlx_migrations WHERE version = 9999").await.unwrap();
    assert_eq!(place.open().await.load().await.unwrap(), [batch]);
}

pub async fn tables_that_are_not_ours_are_refused(place: &Place) {
    place.open().await;
    let zeros = if matches!(place.address, Address::Sqlite(_)) { "x'00'" } else { "'\\x00'::bytea" };
    place.tamper(&format!("UPDATE {{}}_sqlx_migrations SET checksum = {zeros}")).await.unwrap();
    assert_eq!(store::open(&place.address).await.err().unwrap().fault().code, "database-altered");
}

pub async fn content_written_by_hand_that_cannot_be_read_is_named(place: &Place) {
    let store = place.open().await;
    store.commit(&rich("caf-quartiers", 2009)).await.unwrap();
    place.tamper("UPDATE {}indicator SET unit = 'parsecs'").await.unwrap();
    let fault = store.load().await.unwrap_err().fault();
    assert_eq!(fault.code, "database-content-unreadable");
    assert!(fault.line(Lang::En).contains("indicator") && fault.line(Lang::En).contains("parsecs"), "{fault}");
}

/// Two programs started at once on a new database both find it ready.
pub async fn a_new_database_may_be_opened_by_several_at_once(place: &Place) {
    let (one, two, three) = tokio::join!(place.open(), place.open(), place.open());
    one.commit(&rich("caf-quartiers", 2009)).await.unwrap();
    assert_eq!(two.revision().await.unwrap(), three.revision().await.unwrap());
}

/// Each value appears once, beside its zone in the newest edition, hidden ones without a number.
pub async fn the_view_shows_each_value_once_in_the_newest_edition(place: &Place) {
    let store = place.open().await;
    let older = large("older", 7, 20, 6, 2);
    let mut newer = large("newer", 8, 20, 6, 0);
    for zone in &mut newer.zones {
        zone.vintage = Vintage::new(2023).unwrap();
    }
    store.commit(&older).await.unwrap();
    store.commit(&newer).await.unwrap();
    let all = "SELECT count(*) FROM {}zone_values WHERE zone_vintage = 2023 AND indicator LIKE 'column!_%' ESCAPE '!'";
    assert_eq!(place.count(all).await, 40);
    assert_eq!(place.count("SELECT count(DISTINCT id) FROM {}zone_values").await, 40);
    assert_eq!(place.count("SELECT count(*) FROM {}zone_values WHERE (flag = 'withheld') <> (value IS NULL)").await, 0);
}

pub async fn the_view_of_services_has_a_row_for_each_theme(place: &Place) {
    place.open().await.commit(&rich("france-services", 2024)).await.unwrap();
    assert_eq!(place.count("SELECT count(*) FROM {}services_by_theme").await, 2);
    assert_eq!(
        place.count("SELECT count(DISTINCT id) FROM {}services_by_theme WHERE theme IN ('acces-aux-droits', 'mediation-numerique')").await,
        2
    );
}

/// GDAL, and so QGIS, finds the outlines and points of both databases as layers in WGS 84.
pub async fn gdal_opens_tables_and_views_as_layers(place: &Place) {
    if Command::new("ogrinfo").arg("--version").output().is_err() {
        eprintln!("left out: GDAL on {}, because ogrinfo is not installed", place.address);
        return;
    }
    let batch = large("older", 7, 20, 6, 2);
    place.open().await.commit(&batch).await.unwrap();
    place.open().await.commit(&rich("france-services", 2024)).await.unwrap();
    for (layer, geometry, features) in
        [("zone", "Multi Polygon", 22), ("zone_values", "Multi Polygon", 40), ("service", "Point", 2), ("services_by_theme", "Point", 2)]
    {
        let seen = ogrinfo(place, layer);
        assert!(seen.contains(&format!("Feature Count: {features}\n")), "{layer}: {seen}");
        assert!(seen.contains(&format!("Geometry: {geometry}\n")) && seen.contains("ID[\"EPSG\",4326]"), "{layer}: {seen}");
    }
}

fn ogrinfo(place: &Place, layer: &str) -> String {
    let (source, layer) = match &place.address {
        Address::Sqlite(path) => (path.to_string_lossy().into_owned(), layer.to_owned()),
        Address::Postgres(_) => (place.url().replacen("postgres://", "postgresql://", 1), format!("maillage.{layer}")),
    };
    let output = Command::new("ogrinfo").args(["-ro", "-so", &source, &layer]).output().unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

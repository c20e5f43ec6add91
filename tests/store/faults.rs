//! Databases that cannot be used: each has its code, and no password is ever shown.

use std::path::Path;
use std::time::Duration;

use maillage::domain::{Fault, Lang};
use maillage::store::{self, Address, StoreError};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tempfile::TempDir;

async fn refusal(address: &str) -> Fault {
    let error = store::open(&address.parse::<Address>().unwrap()).await.err().unwrap();
    let fault = error.fault();
    for shown in [format!("{error}"), format!("{error:?}"), fault.line(Lang::Fr), fault.line(Lang::En)] {
        assert!(!shown.contains("s3cret"), "{shown}");
    }
    fault
}

fn at(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let fault = refusal("postgres://ana:s3cret@127.0.0.1:1/town").await;
    assert_eq!(fault.code, "database-unavailable");
    assert_eq!(fault.place.file.as_deref(), Some("postgres://127.0.0.1:1/town"));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_damaged_and_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("maillage.sqlite");
    let content = b"code;libelle;valeur\n".repeat(200);
    std::fs::write(&path, &content).unwrap();
    assert_eq!(refusal(&at(&path)).await.code, "database-damaged");
    assert_eq!(std::fs::read(&path).unwrap(), content);
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_is_unavailable() {
    let folder = TempDir::new().unwrap();
    assert_eq!(refusal(&at(folder.path())).await.code, "database-unavailable");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert_eq!(refusal(&at(&file.join("maillage.sqlite"))).await.code, "database-unavailable");
}

async fn file(options: SqliteConnectOptions) -> SqliteConnection {
    options.busy_timeout(Duration::ZERO).connect().await.unwrap()
}

#[tokio::test]
async fn a_database_that_is_held_full_or_read_only_says_which() {
    let folder = TempDir::new().unwrap();
    let options = SqliteConnectOptions::new().filename(folder.path().join("db")).create_if_missing(true);
    let (mut one, mut other) = (file(options.clone()).await, file(options.clone().read_only(true)).await);
    let full = sqlx::raw_sql("PRAGMA max_page_count = 1; CREATE TABLE a (b)").execute(&mut one).await.unwrap_err();
    let read_only = sqlx::raw_sql("CREATE TABLE a (b)").execute(&mut other).await.unwrap_err();
    let _writing = one.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let held = file(options).await.begin_with("BEGIN IMMEDIATE").await.err().unwrap();
    let codes = [full, read_only, held].map(|error| StoreError::from(error).fault().code);
    assert_eq!(codes, ["database-disk-full", "database-read-only", "database-locked"]);
}

/// Nobody but the server's administrator may come in under a wrong name, and the refusal says so.
#[tokio::test]
async fn an_unknown_database_or_user_is_told_apart_from_a_server_that_is_down() {
    let Ok(server) = std::env::var("MAILLAGE_TEST_POSTGRES") else {
        eprintln!("left out: refusals of PostgreSQL, because MAILLAGE_TEST_POSTGRES is not set");
        return;
    };
    let (head, _) = server.rsplit_once('/').unwrap();
    let missing = refusal(&format!("{head}/no_such_town")).await;
    assert!(missing.code == "database-unavailable" && missing.line(Lang::En).contains("no_such_town"), "{missing}");
    let (_, host) = head.rsplit_once('@').unwrap();
    let stranger = refusal(&format!("postgres://stranger:s3cret@{host}/postgres")).await;
    assert_eq!(stranger.code, "database-access-denied", "{stranger}");
}

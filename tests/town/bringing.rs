//! One exchange: what is brought is whole, asked for once, and taken up where it broke off.

use maillage::catalogue::Container;
use maillage::fetch::{Arrived, Failure, Got, Validators, Wanted};
use maillage::sources::Unwatched;

use super::fetcher;
use super::mirror::{Ill, Mirror, Shelf};

const A: &str = "https://www.insee.fr/a.csv";
const PATH: &str = "/www.insee.fr/a.csv";

fn table(rows: usize) -> Vec<u8> {
    (0..rows).flat_map(|row| format!("34172{row:04};{row}\n").into_bytes()).collect()
}

async fn ask(mirror: &Mirror, folder: &std::path::Path, known: Option<&Validators>) -> Result<Got, Failure> {
    let wanted = Wanted { address: A, container: Container::Csv, largest_mib: 1, known };
    fetcher(mirror, folder).fetch(wanted, &Unwatched).await
}

async fn arrived(mirror: &Mirror, folder: &std::path::Path) -> Arrived {
    match ask(mirror, folder, None).await.unwrap() {
        Got::New(arrived) => arrived,
        Got::Same => panic!("nothing was known"),
    }
}

#[tokio::test]
async fn a_file_is_kept_by_its_content_and_not_sent_twice() {
    let (mirror, folder) = (Mirror::of_one("text/csv", &table(100)), tempfile::tempdir().unwrap());
    let first = arrived(&mirror, folder.path()).await;
    assert_eq!((std::fs::read(&first.path).unwrap(), first.file.as_str()), (table(100), "a.csv"));
    assert!(first.path.ends_with(&first.sha256));
    assert_eq!(ask(&mirror, folder.path(), Some(&first.validators)).await.unwrap(), Got::Same);
    mirror.put(PATH, Shelf::File("text/csv", table(101)));
    let Got::New(second) = ask(&mirror, folder.path(), Some(&first.validators)).await.unwrap() else { panic!("it has changed") };
    assert_ne!(first.sha256, second.sha256);
    assert!(first.path.exists(), "the former is kept");
    assert_eq!(mirror.asked().iter().map(|asked| asked.status).collect::<Vec<_>>(), [200, 304, 200]);
    assert!(mirror.asked().iter().all(|asked| asked.headers.contains("user-agent: maillage/")));
}

#[tokio::test]
async fn what_broke_off_is_taken_up_where_it_stopped() {
    let (mirror, folder) = (Mirror::of_one("text/csv", &table(5_000)), tempfile::tempdir().unwrap());
    mirror.ail(PATH, 2, Ill::Half);
    let brought = arrived(&mirror, folder.path()).await;
    assert_eq!(std::fs::read(&brought.path).unwrap(), table(5_000));
    let asked = mirror.asked();
    assert_eq!(asked.iter().map(|asked| asked.status).collect::<Vec<_>>(), [200, 206, 206]);
    assert!(asked[1].headers.contains("range: bytes=") && asked[1].headers.contains("if-range: "), "{}", asked[1].headers);
}

#[tokio::test]
async fn what_changed_meanwhile_is_brought_anew() {
    let (mirror, folder) = (Mirror::of_one("text/csv", &table(5_000)), tempfile::tempdir().unwrap());
    mirror.ail(PATH, 3, Ill::Half);
    let failure = ask(&mirror, folder.path(), None).await.unwrap_err();
    assert!(matches!(failure, Failure::BrokenOff(bytes) if bytes > 10_000), "{failure}");
    mirror.put(PATH, Shelf::File("text/csv", table(4_000)));
    let brought = arrived(&mirror, folder.path()).await;
    assert_eq!(std::fs::read(&brought.path).unwrap(), table(4_000), "no half of the one is joined to a half of the other");
}

#[tokio::test]
async fn a_busy_producer_is_asked_again_when_it_says() {
    let (mirror, folder) = (Mirror::of_one("text/csv", &table(10)), tempfile::tempdir().unwrap());
    for (status, after) in [(429, Some(0)), (503, Some(0)), (500, None), (502, None)] {
        mirror.ail(PATH, 1, Ill::Status(status, after));
        arrived(&mirror, folder.path()).await;
    }
    assert_eq!(mirror.asked().len(), 8);
    mirror.forget();
    mirror.ail(PATH, 9, Ill::Status(503, Some(86_400)));
    let failure = ask(&mirror, folder.path(), None).await.unwrap_err();
    assert_eq!(failure.fault().code, "producer-busy");
    assert!(failure.fault().hint.en.contains("86400"), "{}", failure.fault());
    assert_eq!(mirror.asked().len(), 1, "who asks for a day is left for a day");
    mirror.ail(PATH, 9, Ill::Status(404, None));
    assert_eq!(ask(&mirror, folder.path(), None).await.unwrap_err(), Failure::Gone(404));
    assert_eq!(mirror.asked().len(), 2, "what is gone is not asked for again");
}

#[tokio::test]
async fn what_cannot_be_data_or_has_no_end_is_refused_with_the_cause() {
    let (mirror, folder) = (Mirror::of_one("text/csv", &table(2_000)), tempfile::tempdir().unwrap());
    for (ill, code) in [
        (Ill::Page("text/html; charset=utf-8"), "html-not-data"),
        (Ill::Page("text/csv"), "html-not-data"),
        (Ill::Coded, "wrong-media-type"),
        (Ill::Drip, "too-slow"),
        (Ill::Endless, "file-too-large"),
        (Ill::Other(vec![b'1'; (1 << 20) + 1]), "file-too-large"),
        (Ill::Redirect("https://www.insee.fr/a.csv".to_owned()), "too-many-redirects"),
    ] {
        mirror.ail(PATH, 99, ill);
        let failure = ask(&mirror, folder.path(), None).await.unwrap_err();
        assert_eq!(failure.fault().code, code, "{failure}");
    }
    let files = folder.path().join("fetched/files");
    assert!(!files.exists() || std::fs::read_dir(files).unwrap().next().is_none(), "nothing of it was kept as a file");
}

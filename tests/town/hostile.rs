//! Addresses that lead where nobody may be led: none of them reaches the hidden service of this machine.

use std::io::Read;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use maillage::catalogue::Container;
use maillage::fetch::guard::{Guarded, Lookup};
use maillage::fetch::{Allowed, Failure, Fetcher, Kept, Limits, Wanted};
use maillage::sources::Unwatched;

use super::HOSTS;
use super::mirror::{Ill, Mirror};

/// A service that nobody may reach, and how often it was.
struct Hidden {
    address: SocketAddr,
    reached: Arc<AtomicUsize>,
}

impl Hidden {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, reached) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&reached);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                _ = stream.read(&mut [0; 1]);
            }
        });
        Self { address, reached }
    }
}

fn quick() -> Limits {
    Limits {
        connect: Duration::from_millis(200),
        answer: Duration::from_secs(2),
        pause: Duration::from_millis(1),
        gap: Duration::ZERO,
        attempts: 2,
        ..Limits::default()
    }
}

/// A fetcher of the open network whose names resolve to these numbers, one list after the other.
fn resolving(folder: &std::path::Path, answers: Vec<Vec<SocketAddr>>) -> Fetcher {
    let asked = Arc::new(AtomicUsize::new(0));
    let lookup: Lookup = Arc::new(move |_host| {
        let turn = asked.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
        let found = answers[turn].clone();
        Box::pin(async move { Ok(found) })
    });
    Fetcher::through(Guarded::over(lookup), Allowed::new(&HOSTS.map(str::to_owned), None), quick(), Kept::of(folder)).unwrap()
}

async fn refused(fetcher: &Fetcher, address: &str) -> Failure {
    let wanted = Wanted { address, container: Container::Csv, largest_mib: 1, known: None };
    fetcher.fetch(wanted, &Unwatched).await.expect_err(address)
}

#[tokio::test]
async fn addresses_that_are_not_a_producers_are_not_asked() {
    let (hidden, folder) = (Hidden::new(), tempfile::tempdir().unwrap());
    let fetcher = resolving(folder.path(), vec![vec![hidden.address]]);
    let port = hidden.address.port();
    for address in [
        "http://www.insee.fr/".to_owned(),
        format!("https://127.0.0.1:{port}/"),
        "https://127.0.0.1/".to_owned(),
        "https://[::1]/".to_owned(),
        "https://[::ffff:127.0.0.1]/".to_owned(),
        "https://2130706433/".to_owned(),
        "https://0x7f.1/".to_owned(),
        "https://0177.0.0.1/".to_owned(),
        "https://localhost/".to_owned(),
        "https://169.254.169.254/latest/meta-data/".to_owned(),
        "https://metadata.google.internal/".to_owned(),
        format!("https://www.insee.fr:{port}/"),
        format!("https://www.insee.fr@127.0.0.1:{port}/"),
        "https://user:word@www.insee.fr/".to_owned(),
        "https://www.insee.fr.evil.example/".to_owned(),
        "https://evil.example/?https://www.insee.fr/".to_owned(),
        "https://www.insee.fr%2f@127.0.0.1/".to_owned(),
        "https://evil.example#www.insee.fr".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("gopher://127.0.0.1:{port}/_GET"),
        "ftp://www.insee.fr/".to_owned(),
        format!("//127.0.0.1:{port}/"),
    ] {
        let failure = refused(&fetcher, &address).await;
        assert!(matches!(failure, Failure::NotAnAddress | Failure::NotHttps | Failure::HostNotAllowed(_)), "{address}: {failure}");
    }
    assert_eq!(hidden.reached.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn names_that_lead_to_private_numbers_are_not_followed() {
    let (hidden, folder) = (Hidden::new(), tempfile::tempdir().unwrap());
    let public: SocketAddr = "192.88.98.1:1".parse().unwrap();
    let at = |number: &str| vec![SocketAddr::new(number.parse().unwrap(), hidden.address.port())];
    for answers in [
        vec![vec![hidden.address]],
        vec![at("::1")],
        vec![at("::ffff:127.0.0.1")],
        vec![at("169.254.169.254")],
        vec![at("10.0.0.1")],
        vec![at("fd00:ec2::254")],
        vec![vec![public, hidden.address]],
        vec![Vec::new()],
        // The name changes its mind between two attempts.
        vec![vec![public], vec![hidden.address]],
    ] {
        let fetcher = resolving(folder.path(), answers.clone());
        let failure = refused(&fetcher, "https://www.insee.fr/a.csv").await;
        assert!(matches!(failure, Failure::PrivateAddress(_)), "{answers:?}: {failure}");
    }
    assert_eq!(hidden.reached.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn redirects_that_lead_elsewhere_are_not_followed() {
    let (hidden, folder) = (Hidden::new(), tempfile::tempdir().unwrap());
    let mirror = Mirror::of_one("text/csv", b"a;b\n");
    let (fetcher, secret) = (super::fetcher(&mirror, folder.path()), hidden.address);
    for location in [
        format!("http://{secret}/"),
        format!("http://{secret}/www.insee.fr/a.csv"),
        format!("https://{secret}/"),
        format!("//{secret}/"),
        format!("https://www.insee.fr@{secret}/"),
        format!("https://www.insee.fr:{}/", secret.port()),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://www.insee.fr/b.csv".to_owned(),
        "https://evil.example/www.insee.fr/".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("{}/evil.example/a.csv", mirror.address()),
        format!("{}//{secret}/a.csv", mirror.address()),
    ] {
        mirror.ail("/www.insee.fr/a.csv", 9, Ill::Redirect(location.clone()));
        let failure = refused(&fetcher, "https://www.insee.fr/a.csv").await;
        assert!(matches!(failure, Failure::NotAnAddress | Failure::NotHttps | Failure::HostNotAllowed(_)), "{location}: {failure}");
    }
    assert_eq!(hidden.reached.load(Ordering::SeqCst), 0);
    assert!(mirror.asked().iter().all(|asked| asked.path == "/www.insee.fr/a.csv"), "{:?}", mirror.asked());
}

//! A real provider: `oidc-provider`, in the shape of ProConnect (`tests/identity/provider.mjs`).

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::browser::{self, Browser};

/// The provider, ended with the test.
struct Real(Child);

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Where the provider lies, when `scripts/install-test-tools` was run.
fn installed() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/identity");
    let node = Command::new("node").arg("--version").output().is_ok();
    (node && folder.join("node_modules/oidc-provider").is_dir()).then_some(folder)
}

impl Real {
    fn start(folder: &Path, port: u16, redirect: &str) -> Self {
        let mut node = Command::new("node");
        node.arg(folder.join("provider.mjs")).arg(port.to_string()).arg(redirect);
        let mut child = node.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim(), "listening");
        Self(child)
    }
}

#[test]
fn one_signs_in_and_out_at_a_real_provider_and_a_code_is_worth_one_sign_in() {
    let Some(folder) = installed() else {
        println!("left out: scripts/install-test-tools was not run, or there is no Node");
        return;
    };
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let issuer = format!("http://127.0.0.1:{port}");
    let house = super::house(&issuer);
    let ours = house.server.url("");
    let _real = Real::start(&folder, port, &format!("{ours}/sign-in/callback"));

    let mut browser = Browser::default();
    let page = browser.page(&format!("{ours}/sign-in")).1;
    assert!(page.contains("Sign in with ProConnect"), "{page}");
    let (status, page) = browser.page(&format!("{ours}/sign-in/provider"));
    assert!(status == 200 && page.contains("somebody@example.org"), "{status} {page}");
    assert!(browser.page(&format!("{ours}/session")).1.contains("\"outreach\""));

    // Out again, here and there.
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, location) = browser.post(&format!("{ours}/sign-in"), &format!("token={token}"));
    assert!(status == 303 && location.starts_with(&format!("{issuer}/session/end?id_token_hint=")), "{status} {location}");
    assert!(browser.page(&format!("{ours}/session")).1.contains("\"public\""));

    // A code that was used is worth nothing to whoever comes with a sign-in of their own.
    let mut victim = Browser::default();
    let address = victim.led_to(&format!("{ours}/sign-in/provider"), &format!("{ours}/sign-in/callback"));
    let code = browser::parameter(&address, "code");
    assert_eq!(victim.page(&address).0, 200);
    let mut thief = Browser::default();
    let (state, _) = super::sent(&house, &mut thief);
    let replayed = format!("{ours}/sign-in/callback?code={code}&state={state}&iss={}", browser::encoded(&issuer));
    let (status, page) = thief.page(&replayed);
    assert!(status == 403 && page.contains("refuses"), "{status} {page}");
    assert!(thief.page(&format!("{ours}/session")).1.contains("\"public\""));

    // Somebody whom nobody made an account for.
    let mut stranger = Browser::default();
    stranger.page(&format!("{issuer}/control/person?sub=stranger&email=stranger%40example.org"));
    let (status, page) = stranger.page(&format!("{ours}/sign-in/provider"));
    assert!(status == 403 && page.contains("no account here is yours") && page.contains("stranger"), "{status} {page}");
}

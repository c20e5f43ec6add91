//! Signing in at an identity provider: at a real one, and at one that cheats in every way a real one does not.

mod browser;
mod cheat;
mod real;

use std::sync::Arc;

use maillage::access::Role;
use maillage::api::Settings;
use maillage::remote::identity::{IdentitySettings, Provider};

use crate::harness::people::House;
pub use browser::encoded;

use browser::Browser;
use cheat::{Cheat, Provider as Cheater};

fn settings(issuer: &str) -> IdentitySettings {
    IdentitySettings {
        issuer: issuer.to_owned(),
        client_id: "maillage".to_owned(),
        client_secret: "a-secret-of-the-test-and-of-nothing-else".to_owned(),
        label: "ProConnect".to_owned(),
        scopes: "openid email".to_owned(),
        acr_values: None,
    }
}

/// A house where one signs in at this provider too.
fn house(issuer: &str) -> House {
    let provider = Arc::new(Provider::new(&settings(issuer)).unwrap());
    let house = House::with(|settings| Settings { identity: Some(provider), ..settings });
    house.add("somebody@example.org", Role::Outreach, "34172");
    house
}

/// Goes to the provider's and gives the `state` and the `nonce` one was sent with.
fn sent(house: &House, browser: &mut Browser) -> (String, String) {
    let (status, location) = browser.step(&house.server.url("/sign-in/provider?lang=en"));
    assert_eq!(status, 302, "{location}");
    (browser::parameter(&location, "state"), browser::parameter(&location, "nonce"))
}

/// Comes back with a code.
fn back(house: &House, browser: &mut Browser, state: &str, issuer: &str) -> (u16, String) {
    let address = format!("/sign-in/callback?code=a-code&state={state}&iss={}", encoded(issuer));
    browser.page(&house.server.url(&address))
}

#[test]
fn what_is_sent_to_the_provider_is_what_it_takes_and_nothing_else() {
    let cheater = Cheater::start();
    let house = house(&cheater.issuer);
    let (status, location) = Browser::default().step(&house.server.url("/sign-in/provider"));
    assert_eq!(status, 302);
    let mut names: Vec<_> = location.split_once('?').unwrap().1.split('&').map(|pair| pair.split('=').next().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state"]);
    assert!(browser::parameter(&location, "state").len() >= 32 && browser::parameter(&location, "nonce").len() >= 32);
    cheater.forget_pkce();
    let other = self::house(&cheater.issuer);
    let (_, location) = Browser::default().step(&other.server.url("/sign-in/provider"));
    assert!(!location.contains("code_challenge"), "a provider that does not know it refuses it");
}

#[test]
fn an_honest_answer_signs_in_and_every_cheat_is_refused() {
    let cheater = Cheater::start();
    let house = house(&cheater.issuer);
    for (cheat, word) in [
        (Cheat::None, ""),
        (Cheat::Audience, "audience"),
        (Cheat::AnotherParty, "audience"),
        (Cheat::Issuer, "issuer"),
        (Cheat::Nonce, "nonce"),
        (Cheat::NoNonce, "nonce"),
        (Cheat::Unsigned, "signature algorithm"),
        (Cheat::SharedSecret, "signature algorithm"),
        (Cheat::Expired, "token over"),
        (Cheat::UnknownKey, "unknown key"),
        (Cheat::AnotherKey, "signature"),
        (Cheat::Altered, "signature"),
        (Cheat::UserinfoOfAnother, "subject"),
        (Cheat::UserinfoUnsigned, "signature algorithm"),
        (Cheat::UserinfoForAnother, "audience"),
        (Cheat::UserinfoPlain, "signature algorithm"),
    ] {
        let mut browser = Browser::default();
        let (state, nonce) = sent(&house, &mut browser);
        cheater.play(cheat, &nonce);
        let (status, page) = back(&house, &mut browser, &state, &cheater.issuer);
        let who = browser.page(&house.server.url("/session")).1;
        if cheat == Cheat::None {
            assert!(status == 200 && who.contains("\"outreach\""), "{status} {page}");
        } else {
            assert!(status == 403 && page.contains(&format!("({word})")), "{cheat:?}: {status} {page}");
            assert!(who.contains("\"public\""), "{cheat:?}: {who}");
        }
    }
    assert_eq!(house.log().iter().filter(|line| line.starts_with("nobody|sign-in refused|identity-refused")).count(), 15);
}

#[test]
fn keys_that_are_changed_are_asked_for_again_and_the_former_ones_are_worth_nothing() {
    let cheater = Cheater::start();
    let house = house(&cheater.issuer);
    let try_with = |cheat: Cheat| {
        let mut browser = Browser::default();
        let (state, nonce) = sent(&house, &mut browser);
        cheater.play(cheat, &nonce);
        back(&house, &mut browser, &state, &cheater.issuer)
    };
    assert_eq!(try_with(Cheat::None).0, 200);
    cheater.rotate();
    assert_eq!(try_with(Cheat::None).0, 200, "the new key");
    let (status, page) = try_with(Cheat::FormerKey);
    assert!(status == 403 && page.contains("(unknown key)"), "{status} {page}");
}

#[test]
fn a_return_is_used_once_in_its_own_browser_from_its_own_provider_and_soon() {
    let cheater = Cheater::start();
    let house = house(&cheater.issuer);
    let mut browser = Browser::default();
    let (state, nonce) = sent(&house, &mut browser);
    cheater.play(Cheat::None, &nonce);
    let cookies = browser.clone();
    assert_eq!(back(&house, &mut browser, &state, &cheater.issuer).0, 200);
    let (status, page) = back(&house, &mut cookies.clone(), &state, &cheater.issuer);
    assert!(status == 403 && page.contains("no longer under way"), "replayed: {status} {page}");

    let mut victim = Browser::default();
    let (state, nonce) = sent(&house, &mut Browser::default());
    cheater.play(Cheat::None, &nonce);
    assert_eq!(back(&house, &mut victim, &state, &cheater.issuer).0, 403, "begun in another browser");
    assert!(victim.page(&house.server.url("/session")).1.contains("\"public\""));

    let mut browser = Browser::default();
    let (state, nonce) = sent(&house, &mut browser);
    cheater.play(Cheat::None, &nonce);
    let (status, page) = back(&house, &mut browser, &state, "https://evil.example");
    assert!(status == 403 && page.contains("(issuer)"), "mixed up: {status} {page}");

    let mut browser = Browser::default();
    let (state, nonce) = sent(&house, &mut browser);
    cheater.play(Cheat::None, &nonce);
    let (status, page) = browser.page(&house.server.url(&format!("/sign-in/callback?code=a-code&state={state}")));
    assert!(status == 403 && page.contains("(issuer)"), "a provider that names itself always does: {status} {page}");

    let mut browser = Browser::default();
    let (state, nonce) = sent(&house, &mut browser);
    cheater.play(Cheat::None, &nonce);
    house.pass(601);
    assert_eq!(back(&house, &mut browser, &state, &cheater.issuer).0, 403, "too late");
}

#[test]
fn whoever_is_unknown_here_gets_no_right_and_is_told() {
    let cheater = Cheater::start();
    let house = house(&cheater.issuer);
    let try_as = |sub: &str, email: &str, verified: bool| {
        let mut browser = Browser::default();
        let (state, nonce) = sent(&house, &mut browser);
        cheater.play_as(sub, email, verified, &nonce);
        let (status, page) = back(&house, &mut browser, &state, &cheater.issuer);
        (status, page, browser.page(&house.server.url("/session")).1)
    };
    let (status, page, who) = try_as("stranger", "stranger@example.org", true);
    assert!(status == 403 && page.contains("stranger") && who.contains("\"public\""), "{status} {page}");
    assert_eq!(try_as("thief", "somebody@example.org", false).0, 403, "an address nobody vouches for");
    assert_eq!(try_as("somebody", "somebody@example.org", true).0, 200);
    assert_eq!(try_as("somebody", "married-name@example.org", true).0, 200, "known by who they are, not by their address");
    assert_eq!(try_as("thief", "somebody@example.org", true).0, 403, "an account belongs to one person");
}

#[test]
fn a_provider_that_does_not_answer_is_told_and_passwords_go_on_working() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let house = house(&format!("http://{free}"));
    let (status, problem) = house.server.refused("/sign-in/provider");
    assert_eq!((status, problem["type"].as_str()), (503, Some("/problems/identity-unreachable")));
    house.add("camille", Role::Outreach, "34172");
    house.sign_in("camille");
}

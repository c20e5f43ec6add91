//! What accounts do, whichever the database: nothing half, no number twice, one chain whoever writes.

use std::sync::Arc;

use maillage::access::{AccountPlace, Key, KeySecret, Login, PasswordHash, Role, Scope, Secret};
use maillage::store::StoreError;
use maillage::store::accounts::{Accounts, Change, NewAccount, NewSession, open, verify};

use crate::place::Place;

const NOW: i64 = 1_790_000_000;

fn somebody(login: &str) -> NewAccount {
    let place = AccountPlace::new(Role::Outreach, "34172 243400017".parse().unwrap(), Some("nord")).unwrap();
    NewAccount { login: login.parse().unwrap(), place, password: Some(PasswordHash::kept("$argon2id$…".to_owned())) }
}

async fn accounts(place: &Place) -> Arc<dyn Accounts> {
    open(&place.address).await.unwrap()
}

pub async fn an_account_is_found_changed_and_erased_and_its_number_is_never_given_again(place: &Place) {
    let desk = accounts(place).await;
    let id = desk.add(&somebody("camille"), NOW, "1|operator|account added|{}").await.unwrap();
    let login: Login = "camille".parse().unwrap();
    let (found, password) = desk.by_login(&login).await.unwrap().unwrap();
    assert_eq!((found.id, found.role, found.team.as_deref(), found.made), (id, Role::Outreach, Some("nord"), NOW));
    assert_eq!(found.territory.to_string(), "34172 243400017");
    assert_eq!(password.unwrap().as_str(), "$argon2id$…");
    let twice = desk.add(&somebody("camille"), NOW, "x").await;
    assert!(matches!(twice, Err(StoreError::Inconsistent(fault)) if fault.code == "login-taken"));
    // What the vault marks notes with is the team's for as long as it has an account, and another once it had none.
    let mark = async |holder: &str| desk.mark(holder, &Secret::draw().unwrap()).await.unwrap();
    let (nord, own) = (mark("team nord").await, mark(&format!("account {id}")).await);
    assert_eq!((nord.as_str(), nord.len(), nord == own), (mark("team nord").await.as_str(), 64, false));
    assert_eq!(desk.marks().await.unwrap().len(), 2);
    let planner = AccountPlace::new(Role::Planner, "34".parse().unwrap(), None).unwrap();
    assert!(desk.change(id, &Change::Place(planner), "2|operator|account changed|1").await.unwrap());
    assert!(desk.change(id, &Change::Disabled(true), "3|operator|account disabled|1").await.unwrap());
    assert!(desk.change(id, &Change::Subject("https://id x".to_owned()), "4|account 1|account bound|1").await.unwrap());
    assert!(!desk.change(id, &Change::Subject("https://id y".to_owned()), "x").await.unwrap(), "bound once");
    assert_eq!(desk.marks().await.unwrap(), [own]);
    assert_ne!(mark("team nord").await, nord);
    let bound = desk.by_subject("https://id x").await.unwrap().unwrap();
    assert_eq!((bound.role, bound.disabled, bound.team), (Role::Planner, true, None));
    assert!(desk.remove(id, "5|operator|account erased|1").await.unwrap());
    assert!(!desk.remove(id, "x").await.unwrap());
    assert!(desk.marks().await.unwrap().is_empty());
    assert!(desk.by_login(&login).await.unwrap().is_none());
    assert_ne!(desk.add(&somebody("camille"), NOW, "6|operator|account added|{}").await.unwrap(), id);
    let log = desk.logged(0, 100).await.unwrap();
    assert_eq!(log[0].link.line, format!("1|operator|account added|{id}"));
    assert_eq!(log.len(), 6, "{log:?}");
    verify(&log, None).unwrap();
}

pub async fn a_session_goes_with_its_account_and_with_time(place: &Place) {
    let desk = accounts(place).await;
    let id = desk.add(&somebody("camille"), NOW, "a").await.unwrap();
    let begin = async |made: i64| {
        let secret = Secret::draw().unwrap();
        let session = NewSession { hash: secret.hash(), account: id, made, hint: Some("hint".to_owned()) };
        desk.begin_session(&session, "s").await.unwrap();
        secret.hash()
    };
    let (first, second, third) = (begin(NOW).await, begin(NOW + 10).await, begin(NOW + 20).await);
    desk.touch(&second, NOW + 100).await.unwrap();
    let found = desk.session(&second).await.unwrap().unwrap();
    assert_eq!((found.account.id, found.made, found.used), (id, NOW + 10, NOW + 100));
    assert_eq!(desk.end_session(&first, "e").await.unwrap(), Some(Some("hint".to_owned())));
    assert_eq!(desk.end_session(&first, "e").await.unwrap(), None);
    desk.sweep(NOW, NOW + 50).await.unwrap();
    assert!(desk.session(&third).await.unwrap().is_none() && desk.session(&second).await.unwrap().is_some());
    desk.change(id, &Change::Password(PasswordHash::kept("new".to_owned())), "p").await.unwrap();
    assert!(desk.session(&second).await.unwrap().is_none(), "another password ends every session");
    let last = begin(NOW).await;
    desk.remove(id, "r").await.unwrap();
    assert!(desk.session(&last).await.unwrap().is_none());
}

pub async fn a_quota_is_never_exceeded_whoever_asks_at_once(place: &Place) {
    let desk = accounts(place).await;
    let secret = KeySecret::draw().unwrap();
    let key = Key::new(&secret, "Thèse".to_owned(), Scope::whole(), (100, 30), NOW);
    let id = desk.add_key(&key, &secret.hash(), "k|{}").await.unwrap();
    let kept = desk.key(&secret.hash()).await.unwrap().unwrap();
    assert_eq!((kept.id, kept.quota, kept.scope.clone(), kept.is_good(NOW)), (id, 100, Scope::whole(), true));
    let asking = (0..8).map(|_| {
        let desk = Arc::clone(&desk);
        tokio::spawn(async move { desk.spend(id, 7, 17).await.unwrap() })
    });
    let mut got = 0;
    for task in asking.collect::<Vec<_>>() {
        got += task.await.unwrap();
    }
    assert_eq!(got, 100);
    assert_eq!(desk.spend(id, 7, 1).await.unwrap(), 0);
    assert_eq!(desk.spend(id, 8, 1).await.unwrap(), 1, "another day");
    assert!(desk.revoke_key(id, "r").await.unwrap() && !desk.keys().await.unwrap()[0].is_good(NOW));
    assert_eq!(desk.spend(id, 9, 1).await.unwrap(), 0);
}

pub async fn the_log_is_one_chain_whoever_writes(place: &Place) {
    let (one, other) = (accounts(place).await, accounts(place).await);
    let writing = [Arc::clone(&one), other].into_iter().enumerate().flat_map(|(writer, desk)| {
        (0..10).map(move |n| {
            let desk = Arc::clone(&desk);
            tokio::spawn(async move { desk.log(&[format!("{NOW}|account {writer}|sign-in|{n}\nforged|line")]).await })
        })
    });
    for task in writing.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
    let log = one.logged(0, 100).await.unwrap();
    assert_eq!((log.len(), one.last_logged().await.unwrap()), (20, 20));
    let head = verify(&log, None).unwrap();
    assert_eq!(one.forget_log(12, NOW).await.unwrap(), 12);
    let log = one.logged(0, 100).await.unwrap();
    assert_eq!((log.len(), log[0].number), (9, 13));
    assert_ne!(verify(&log, None).unwrap(), head);
    place.tamper("UPDATE {}audit SET line = 'x' WHERE number = 15").await.unwrap();
    let fault = verify(&one.logged(0, 100).await.unwrap(), None).unwrap_err();
    assert_eq!((fault.code.as_str(), fault.place.row), ("chain-broken", Some(15)));
}

//! Accounts, keys and the log, as those who look after them use them.

use maillage::access::Role;
use maillage::api::auth::upkeep::{KEPT, tidy};
use maillage::store::accounts::verify;
use serde_json::{Value, json};

use crate::harness::people::{House, PASSWORD, START, wait};
use crate::harness::{header, problem};

fn house() -> House {
    let house = House::new();
    house.add("root-admin", Role::Administrator, "");
    house
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Value {
    serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap()
}

#[test]
fn the_administrator_makes_changes_and_erases_accounts() {
    let house = house();
    let admin = house.sign_in("root-admin");
    let made = admin
        .post("/accounts", &json!({"login": "camille", "role": "outreach", "territory": "34172", "team": "nord", "password": PASSWORD}));
    assert_eq!(made.status(), 201);
    let made = read(made);
    let address = format!("/accounts/{}", made["id"]);
    assert_eq!((&made["territory"], &made["team"]), (&json!(["34172"]), &json!("nord")));
    let camille = house.sign_in("camille");
    let change = |body: Value| {
        let request =
            house.server.agent.patch(house.server.url(&address)).header("cookie", &admin.cookie).header("maillage-token", &admin.token);
        request.header("content-type", "application/json").send(body.to_string()).unwrap()
    };
    let moved = read(change(json!({"role": "planner", "territory": "34"})));
    assert_eq!((moved["role"].as_str(), &moved["territory"]), (Some("planner"), &json!(["34"])));
    assert_eq!(camille.json("/session")["role"], "public", "a change ends the sessions");
    assert_eq!(house.sign_in("camille").json("/session")["role"], "planner");
    assert_eq!(change(json!({"disabled": true})).status(), 200);
    assert_eq!(house.try_login("camille", PASSWORD).status(), 401);
    assert_eq!(admin.delete(&address).status(), 204);
    assert_eq!(problem(admin.get(&address)).0, 404);
    assert!(!house.log().iter().any(|line| line.contains("camille")), "{:?}", house.log());
}

#[test]
fn what_an_account_cannot_be_is_refused_with_its_place() {
    let house = house();
    let admin = house.sign_in("root-admin");
    for (body, code, pointer) in [
        (json!({"role": "outreach"}), "bad-body", "/login"),
        (json!({"login": "a b", "role": "outreach"}), "bad-login", "/login"),
        (json!({"login": "camille", "role": "researcher"}), "unknown-role", "/role"),
        (json!({"login": "camille", "role": "outreach"}), "missing-territory", "/territory"),
        (json!({"login": "camille", "role": "administrator", "territory": "34"}), "needless-territory", "/territory"),
        (json!({"login": "camille", "role": "outreach", "territory": "x"}), "bad-territory", "/territory"),
        (json!({"login": "camille", "role": "outreach", "territory": "34", "password": "court"}), "weak-password", "/password"),
        (json!({"login": "camille", "role": "outreach", "territory": "34", "admin": true}), "bad-body", "/admin"),
    ] {
        let (status, refused) = problem(admin.post("/accounts", &body));
        assert_eq!((status, refused["type"].as_str()), (422, Some(format!("/problems/{code}").as_str())), "{body}");
        assert_eq!(refused["place"]["pointer"], pointer, "{body}: {refused}");
    }
    assert_eq!(problem(admin.post("/accounts", &json!({"login": "root-admin", "role": "administrator"}))).0, 409);
}

#[test]
fn the_last_administrator_stays() {
    let house = house();
    let admin = house.sign_in("root-admin");
    let (status, refused) = problem(admin.delete("/account"));
    assert_eq!((status, refused["type"].as_str()), (409, Some("/problems/last-administrator")));
    assert_eq!(problem(admin.delete("/accounts/1")).0, 409);
    house.add("second", Role::Administrator, "");
    assert_eq!(admin.delete("/account").status(), 204);
    assert_eq!(admin.json("/session")["role"], "public");
}

#[test]
fn everybody_sees_and_erases_what_is_kept_of_them() {
    let house = house();
    house.add("camille", Role::Outreach, "34172");
    house.add("dominique", Role::Outreach, "34172");
    let (camille, _) = (house.sign_in("camille"), house.sign_in("dominique"));
    let dossier = camille.json("/account");
    assert_eq!((dossier["account"]["login"].as_str(), dossier["sessions"].as_array().unwrap().len()), (Some("camille"), 1));
    let log = dossier["log"].as_array().unwrap();
    assert!(log.len() == 2 && log.iter().all(|line| !line["who"].as_str().unwrap().contains('3')), "{log:?}");
    let changed = camille.post("/account/password", &json!({"old": PASSWORD, "password": "cinq autres mots plus longs"}));
    assert_eq!(changed.status(), 204);
    assert_eq!(house.try_login("camille", PASSWORD).status(), 401);
    let again = house.try_login("camille", "cinq autres mots plus longs");
    let cookie = header(&again, "set-cookie").split(';').next().unwrap().to_owned();
    let token = read(again)["token"].as_str().unwrap().to_owned();
    let request = house.server.agent.delete(house.server.url("/account")).header("cookie", &cookie).header("maillage-token", &token);
    assert_eq!(request.call().unwrap().status(), 204);
    assert_eq!(house.try_login("camille", "cinq autres mots plus longs").status(), 401);
    assert!(house.log().contains(&"account 2|account erased|2".to_owned()));
}

#[test]
fn a_key_opens_what_it_is_made_for_until_it_is_revoked_or_over() {
    let house = house();
    let admin = house.sign_in("root-admin");
    let made = read(admin.post("/keys", &json!({"label": "Thèse", "scope": "read-public", "quota": 3, "days": 2})));
    let secret = made["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("mlg_") && secret.starts_with(made["beginning"].as_str().unwrap()));
    let bearer = format!("Bearer {secret}");
    let ask = |path: &str| house.server.get_with(path, &[("authorization", &bearer)]);
    let mut who = ask("/session");
    let who: Value = serde_json::from_str(&who.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!((who["role"].as_str(), &who["rights"]), (Some("researcher"), &json!(["read-public"])));
    let listed = admin.json("/keys").to_string();
    assert!(listed.contains("Thèse") && !listed.contains(&secret));
    assert_eq!((ask("/collections").status(), ask("/collections").status()), (200.try_into().unwrap(), 200.try_into().unwrap()));
    let spent = ask("/collections");
    assert!(header(&spent, "retry-after").parse::<i64>().unwrap() <= 86_400);
    assert_eq!(problem(spent).1["type"], "/problems/quota-spent");
    house.pass(86_400);
    assert_eq!(ask("/collections").status(), 200, "another day");
    house.pass(86_400);
    assert_eq!(problem(ask("/collections")).1["type"], "/problems/bad-key", "it is over");
    let made = read(house.sign_in("root-admin").post("/keys", &json!({"label": "Autre"})));
    let other = format!("Bearer {}", made["secret"].as_str().unwrap());
    assert_eq!(house.server.get_with("/collections", &[("authorization", &other)]).status(), 200);
    assert_eq!(house.sign_in("root-admin").delete(&format!("/keys/{}", made["id"])).status(), 204);
    assert_eq!(house.server.get_with("/collections", &[("authorization", &other)]).status(), 401, "at once");
    for wrong in ["Bearer mlg_x", "bearer ", "Bearer mlg_0000000000000000000000000000000000000000000000000000000000000000"] {
        assert_eq!(house.server.get_with("/collections", &[("authorization", wrong)]).status(), 401, "{wrong}");
    }
    assert_eq!(house.server.get_with("/collections", &[("authorization", "Basic eDp5")]).status(), 200, "for the proxy before us");
}

#[test]
fn the_log_is_read_by_who_watches_over_secrecy_and_is_whole() {
    let house = house();
    house.add("delegue", Role::DataProtection, "");
    let (admin, watcher) = (house.sign_in("root-admin"), house.sign_in("delegue"));
    assert_eq!(problem(admin.get("/audit")).0, 403);
    let page = watcher.json("/audit?limit=1000");
    let lines = page["lines"].as_array().unwrap();
    assert_eq!(lines[0]["what"], "account added");
    assert!(
        lines
            .iter()
            .any(|line| line["what"] == "refused" && line["who"] == "account 1" && line["about"].as_str().unwrap().contains("/audit"))
    );
    assert_eq!(page["head"], lines.last().unwrap()["hash"]);
    let kept = wait(house.accounts.logged(0, 1_000)).unwrap();
    assert!(kept.last().unwrap().link.line.contains("|audit read|"), "reading it is a line of it");
    verify(&kept, None).unwrap();
}

#[test]
fn lines_older_than_a_year_go_and_the_chain_holds() {
    let house = house();
    let old: Vec<String> = (0..50).map(|n| format!("{}|account {n}|sign-in|", START - KEPT - 100 + n)).collect();
    let (store, other) = (&house.accounts, House::new());
    wait(other.accounts.log(&old)).unwrap();
    wait(other.accounts.log(&[format!("{START}|account 1|sign-in|")])).unwrap();
    assert_eq!(wait(tidy(other.accounts.as_ref(), START)).unwrap(), 50);
    let kept = wait(other.accounts.logged(0, 1_000)).unwrap();
    assert_eq!((kept.len(), kept[0].number), (2, 51));
    assert!(kept[1].link.line.contains("|checkpoint|50 "), "{kept:?}");
    verify(&kept, None).unwrap();
    assert_eq!(wait(tidy(other.accounts.as_ref(), START)).unwrap(), 0);
    assert_eq!(wait(tidy(store.as_ref(), START)).unwrap(), 0, "a young log keeps every line");
    wait(other.accounts.log(&[format!("{START}|account 2|sign-in|")])).unwrap();
    verify(&wait(other.accounts.logged(0, 1_000)).unwrap(), None).unwrap();
}

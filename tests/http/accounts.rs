//! Signing in and out, and what a session is worth.

use maillage::access::Role;
use serde_json::json;

use crate::harness::people::{House, PASSWORD};
use crate::harness::{TestServer, header, problem};

#[test]
fn without_accounts_everybody_is_the_public_and_nobody_signs_in() {
    let server = TestServer::of_town();
    let who = server.json("/session");
    assert_eq!((who["role"].as_str(), who["account"].is_null()), (Some("public"), true));
    assert_eq!(who["rights"], json!(["read-public", "run-plans", "read-ledger"]));
    let sent = server.agent.post(server.url("/session")).header("content-type", "application/json");
    let (status, refused) = problem(sent.send(r#"{"login": "camille", "password": "x"}"#).unwrap());
    assert_eq!((status, refused["type"].as_str()), (401, Some("/problems/wrong-credentials")));
}

#[test]
fn one_signs_in_is_known_and_signs_out() {
    let house = House::new();
    house.add("camille", Role::Outreach, "34172");
    let response = house.try_login("Camille", PASSWORD);
    let cookie = header(&response, "set-cookie");
    assert!(cookie.starts_with("maillage=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(!cookie.contains("Secure"), "without TLS the browser would drop it: {cookie}");
    assert_eq!((header(&response, "cache-control").as_str(), header(&response, "access-control-allow-origin").as_str()), ("no-store", ""));
    let camille = house.sign_in("camille");
    let (inside, outside) = (camille.get("/collections"), house.server.get("/collections"));
    assert_eq!((header(&inside, "set-cookie"), header(&outside, "strict-transport-security")), (String::new(), String::new()));
    assert_eq!(header(&inside, "etag"), header(&outside, "etag"), "what is public is the same for everybody");
    let who = camille.get("/session");
    assert_eq!((header(&who, "vary").as_str(), header(&who, "access-control-allow-origin").as_str()), ("Cookie, Authorization", ""));
    let who = camille.json("/session");
    assert_eq!((who["role"].as_str(), who["login"].as_str(), &who["territory"]), (Some("outreach"), Some("camille"), &json!(["34172"])));
    assert!(who["rights"].as_array().unwrap().contains(&json!("write-note")));
    assert_eq!(camille.delete("/session").status(), 204);
    assert_eq!(camille.json("/session")["role"], "public");
    assert_eq!(house.log(), ["operator|account added|1", "account 1|sign-in|", "account 1|sign-in|", "account 1|sign-out|"]);
}

#[test]
fn over_tls_the_cookie_is_bound_to_this_host() {
    let house = House::with(|settings| maillage::api::Settings { public_url: Some("https://maillage.example.org".to_owned()), ..settings });
    house.add("camille", Role::Outreach, "34172");
    let cookie = header(&house.try_login("camille", PASSWORD), "set-cookie");
    assert!(cookie.starts_with("__Host-maillage=") && cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(header(&house.server.get("/collections"), "strict-transport-security"), "max-age=31536000");
}

#[test]
fn sessions_end_when_idle_and_in_any_case() {
    let house = House::new();
    house.add("camille", Role::Outreach, "34172");
    let idle = house.sign_in("camille");
    house.pass(2 * 3_600);
    assert_eq!(idle.json("/session")["role"], "public");
    let busy = house.sign_in("camille");
    for _ in 0..11 {
        house.pass(3_600);
        assert_eq!(busy.json("/session")["role"], "outreach");
        house.until_noted();
    }
    house.pass(3_600);
    assert_eq!(busy.json("/session")["role"], "public");
}

#[test]
fn what_another_site_sends_is_refused() {
    let house = House::new();
    house.add("camille", Role::Outreach, "34172");
    let camille = house.sign_in("camille");
    let own = house.server.url("");
    for (headers, status) in [
        (vec![], 403),
        (vec![("maillage-token", "0")], 403),
        (vec![("maillage-token", camille.token.as_str()), ("origin", "https://evil.example")], 403),
        (vec![("maillage-token", camille.token.as_str()), ("origin", "null")], 403),
        (vec![("maillage-token", camille.token.as_str()), ("sec-fetch-site", "cross-site")], 403),
        (vec![("maillage-token", camille.token.as_str()), ("sec-fetch-site", "same-site")], 403),
        (vec![("maillage-token", camille.token.as_str()), ("sec-fetch-site", "same-origin"), ("origin", own.as_str())], 204),
    ] {
        let request = house.server.agent.delete(house.server.url("/session")).header("cookie", &camille.cookie);
        let response = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).call().unwrap();
        assert_eq!(response.status(), status, "{headers:?}");
    }
    let forged = house.server.agent.post(house.server.url("/session")).header("content-type", "application/json");
    let (status, refused) =
        problem(forged.header("origin", "https://evil.example").send(r#"{"login": "camille", "password": "x"}"#).unwrap());
    assert_eq!((status, refused["type"].as_str()), (403, Some("/problems/cross-site")));
}

#[test]
fn wrong_passwords_and_unknown_logins_are_told_alike_and_make_one_wait() {
    let house = House::new();
    house.add("camille", Role::Outreach, "34172");
    let (_, wrong) = problem(house.try_login("camille", "not the password"));
    let (_, unknown) = problem(house.try_login("nobody-here", "not the password"));
    assert_eq!(wrong, unknown);
    for _ in 0..5 {
        house.try_login("camille", "not the password");
    }
    let response = house.try_login("camille", PASSWORD);
    assert_eq!((header(&response, "retry-after").as_str(), problem(response).0), ("2", 429));
    house.pass(2);
    house.sign_in("camille");
}

#[test]
fn an_unknown_login_takes_as_long_as_a_wrong_password() {
    let house = House::new();
    house.add("camille", Role::Outreach, "34172");
    // By turns, and the shortest of many: other programs run beside.
    let mut shortest = [f64::INFINITY; 2];
    for _ in 0..10 {
        for (login, shortest) in ["camille", "nobody-here"].into_iter().zip(&mut shortest) {
            let start = std::time::Instant::now();
            assert_eq!(house.try_login(login, "not the password").status(), 401);
            *shortest = shortest.min(start.elapsed().as_secs_f64());
        }
        house.pass(2 * 3_600);
    }
    let [known, unknown] = shortest;
    assert!(unknown > 0.4 * known && known > 0.4 * unknown, "{known} s, {unknown} s");
}

#[test]
fn a_plain_page_signs_in_and_out_without_a_script() {
    let house = House::new();
    house.add("camille", Role::Planner, "34");
    let page = house.server.text("/sign-in?lang=en");
    assert!(page.contains("<label for=\"password\">Password</label>") && page.contains("Sign in"), "{page}");
    let send = |path: &str, body: &str, cookie: &str| {
        let request = house.server.agent.post(house.server.url(path)).config().max_redirects(0).build();
        request.header("content-type", "application/x-www-form-urlencoded").header("cookie", cookie).send(body).unwrap()
    };
    let mut wrong = send("/sign-in?lang=en", "login=camille&password=wrong", "");
    assert_eq!(wrong.status(), 401);
    assert!(wrong.body_mut().read_to_string().unwrap().contains("role=\"alert\">wrong login or password"));
    let right = send("/sign-in?next=/%3Ftheme=sante", "login=camille&password=quatre+mots+bien+longs", "");
    assert_eq!((right.status().as_u16(), header(&right, "location").as_str()), (303, "/?theme=sante"));
    let cookie = header(&right, "set-cookie").split(';').next().unwrap().to_owned();
    let mut inside = house.server.get_with("/sign-in?lang=en", &[("cookie", &cookie)]);
    let inside = inside.body_mut().read_to_string().unwrap();
    assert!(inside.contains("camille") && inside.contains("Sign out") && inside.contains("planner"), "{inside}");
    let token = inside.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(send("/sign-in", "token=wrong", &cookie).status(), 403);
    assert_eq!(send("/sign-in", &format!("token={token}"), &cookie).status(), 303);
    assert!(house.server.get_with("/session", &[("cookie", &cookie)]).body_mut().read_to_string().unwrap().contains("\"public\""));
    assert_eq!(house.server.refused("/sign-in?next=//evil.example").0, 400);
}

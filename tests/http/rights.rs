//! Every operation of the description, asked by every role, about a zone of one's own territory and of another's: each answer is
//! as the policy table says.

use std::cell::Cell;

use maillage::access::{AccountPlace, Actor, Key, KeySecret, Right, Role, Scope, Secret, Territory, allows, event};
use maillage::api::openapi::document;
use maillage::domain::ServiceId;
use maillage::store::accounts::{NewAccount, NewSession};
use serde_json::{Value, json};
use ureq::Body;
use ureq::http::Response;

use crate::description::example;
use crate::harness::header;
use crate::harness::people::{House, START, wait};

/// The territory of the town's own zones, and one that is elsewhere.
const OWN: &str = "99001";
const FOREIGN: &str = "75056";

/// What each operation that is not for everybody needs.
const NEEDS: [(&str, &str, Right); 19] = [
    ("get", "/session/rights", Right::WriteNote),
    ("get", "/account", Right::OwnAccount),
    ("delete", "/account", Right::OwnAccount),
    ("post", "/account/password", Right::OwnAccount),
    ("get", "/accounts", Right::ManageAccounts),
    ("post", "/accounts", Right::ManageAccounts),
    ("get", "/accounts/{account}", Right::ManageAccounts),
    ("patch", "/accounts/{account}", Right::ManageAccounts),
    ("delete", "/accounts/{account}", Right::ManageAccounts),
    ("get", "/keys", Right::ManageKeys),
    ("post", "/keys", Right::ManageKeys),
    ("delete", "/keys/{key}", Right::ManageKeys),
    ("get", "/audit", Right::ReadAudit),
    ("get", "/observations", Right::ReadOwnNotes),
    ("get", "/exact-counts", Right::ReadExactCounts),
    ("post", "/observations", Right::WriteNote),
    ("delete", "/observations/{key}", Right::WriteNote),
    ("post", "/service-checks", Right::WriteNote),
    ("get", "/ledger", Right::ReadLedger),
];

fn need(method: &str, path: &str) -> Right {
    NEEDS.iter().find(|(of, at, _)| (*of, *at) == (method, path)).map_or(Right::ReadPublic, |(_, _, right)| *right)
}

/// Whether a role may: whoever has any right in a territory may ask which.
fn may(role: Role, path: &str, right: Right) -> bool {
    if path == "/session/rights" { role.is_bounded() } else { allows(role, right) }
}

/// Whether the territory counts: a note is erased by its key, which is its team’s alone; a team’s notes are listed, less those
/// elsewhere.
fn is_bound_to_a_zone(path: &str, right: Right) -> bool {
    right.is_territorial() && path != "/observations/{key}" && right != Right::ReadOwnNotes
}

struct Cast<'a> {
    house: &'a House,
    key: String,
    made: Cell<u32>,
}

/// What a request carries to show who sends it.
type Papers = Vec<(&'static str, String)>;

impl Cast<'_> {
    /// A new account of a role, and its number.
    fn account(&self, role: Role, territory: &str) -> i64 {
        let number = self.made.replace(self.made.get() + 1);
        let territory: Territory = if role.is_bounded() { territory.parse().unwrap() } else { Territory::default() };
        let place = AccountPlace::new(role, territory, None).unwrap();
        let new = NewAccount { login: format!("{role}-{number}").parse().unwrap(), place, password: None };
        wait(self.house.accounts.add(&new, START, &event(START, Actor::Operator, "account added", "{}"))).unwrap().0
    }

    /// Somebody new of this role.
    fn papers(&self, role: Role, territory: &str) -> Papers {
        match role {
            Role::Public => Vec::new(),
            Role::Researcher => vec![("authorization", format!("Bearer {}", self.key))],
            role => {
                let secret = Secret::draw().unwrap();
                let account = maillage::access::AccountId(self.account(role, territory));
                let session = NewSession { hash: secret.hash(), account, made: START, hint: None };
                wait(self.house.accounts.begin_session(&session, &event(START, Actor::Account(account), "sign-in", ""))).unwrap();
                let token = secret.hash_for("token").as_str().to_owned();
                vec![("cookie", format!("maillage={}", secret.reveal())), ("maillage-token", token)]
            }
        }
    }
}

fn send(house: &House, method: &str, address: &str, body: &Value, papers: &Papers) -> Response<Body> {
    let (agent, url) = (&house.server.agent, house.server.url(address));
    let mut head =
        ureq::http::Request::builder().method(method.to_uppercase().as_str()).uri(url).header("idempotency-key", "a-key-of-the-matrix");
    for (name, value) in papers {
        head = head.header(*name, value);
    }
    if matches!(method, "post" | "patch") {
        agent.run(head.header("content-type", "application/json").body(body.to_string()).unwrap()).unwrap()
    } else {
        agent.run(head.body(()).unwrap()).unwrap()
    }
}

/// The first zone of the town, and a body that suits what asks for one.
fn body(path: &str) -> Value {
    match path {
        "/accounts" => json!({"login": "somebody-new", "role": "outreach", "territory": OWN}),
        "/keys" => json!({"label": "matrix"}),
        "/observations" => {
            json!({"zone": "990010001", "geography": "iris", "day": "2026-09-01", "persons": 1, "themes": ["sante"], "reason": null, "offered": "information"})
        }
        "/service-checks" => json!({"service": ServiceId::new("essai", "n° 0/a").as_str(), "day": "2026-09-01", "state": "closed"}),
        _ => json!({}),
    }
}

#[test]
fn every_role_gets_from_every_operation_what_the_policy_says() {
    let house = House::new();
    let secret = KeySecret::draw().unwrap();
    let key = Key::new(&secret, "matrix".to_owned(), Scope::whole(), (100_000, 30), START);
    wait(house.accounts.add_key(&key, &secret.hash(), &event(START, Actor::Operator, "key added", "{}"))).unwrap();
    let cast = Cast { house: &house, key: secret.reveal(), made: Cell::new(0) };
    cast.account(Role::Administrator, "");
    let snapshot = header(&house.server.get("/collections"), "maillage-snapshot");
    let document = document().unwrap();
    for (method, path, _) in NEEDS {
        assert!(document["paths"][path][method].is_object(), "{method} {path} is no operation");
    }
    let (mut cells, mut wrong) = (0, Vec::new());
    for role in Role::ALL {
        for territory in [OWN, FOREIGN] {
            let mut reader = cast.papers(role, territory);
            for (path, operations) in document["paths"].as_object().unwrap() {
                for (method, operation) in operations.as_object().unwrap() {
                    let right = need(method, path);
                    let mut address = example(path, operation, &snapshot).replace("{job}", "0");
                    if path.contains("{account}") {
                        address = format!("/accounts/{}", cast.account(Role::Planner, OWN));
                    }
                    // What changes something may end the session: somebody new does it.
                    let papers = if method == "get" { std::mem::take(&mut reader) } else { cast.papers(role, territory) };
                    let response = send(&house, method, &address, &body(path), &papers);
                    let (status, foreign) = (response.status().as_u16(), territory == FOREIGN && role.is_bounded());
                    let territorial = is_bound_to_a_zone(path, right);
                    let fits = match (may(role, path, right), role) {
                        (false, Role::Public) => status == 401,
                        (false, _) => status == 403,
                        (true, _) if territorial && foreign => status == 404,
                        (true, _) if territorial => !matches!(status, 401 | 403 | 404),
                        (true, _) => !matches!(status, 401 | 403 | 500),
                    };
                    if !fits {
                        wrong.push(format!("{role} in {territory}: {method} {address}: {status}"));
                    }
                    if method == "get" {
                        reader = papers;
                    }
                    cells += 1;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cells >= 600, "{cells} cells");
    println!("{cells} cells of role, operation and territory");
}

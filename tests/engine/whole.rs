//! The program and the server with an engine in their settings.

use std::collections::BTreeSet;
use std::net::TcpListener;

use maillage::api::Settings;

use crate::harness::{TestServer, header, town};
use crate::program::Program;
use crate::stub::{Stub, two_minutes};

fn closed() -> String {
    format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap())
}

fn setting(program: &Program, address: &str) {
    std::fs::write(program.folder().join("maillage.toml"), format!("[engine]\nkind = \"osrm\"\nwalk = \"{address}\"\n")).unwrap();
}

#[test]
fn the_program_says_whether_the_engine_answers_and_does_without_it() {
    let program = Program::with_demo();
    let stub = Stub::new(two_minutes);
    let check = |program: &Program| program.succeed(["check"])[0]["engine"][0]["fr"].as_str().unwrap().to_owned();
    setting(&program, &stub.address());
    assert!(check(&program).ends_with("à pied : répond"), "{}", check(&program));
    setting(&program, &closed());
    assert!(check(&program).contains("ne répond pas : connexion impossible"), "{}", check(&program));
    let said = program.text(["analyse", "coverage", "--theme", "acces-aux-droits", "--format", "json"]);
    assert!(said.contains("Moteur OSRM injoignable (127.0.0.1:") && said.contains("à la place : Temps de marche"), "{said}");

    setting(&program, "telnet://maire:sesame@host");
    let faults = program.refused(["check"]);
    assert_eq!((faults[0]["code"].as_str(), faults[0]["place"]["column"].as_str()), (Some("bad-setting"), Some("engine.walk")));
    assert!(!faults[0].to_string().contains("sesame"));
}

#[test]
fn the_server_answers_by_the_engine_and_without_it() {
    let stub = Stub::new(two_minutes);
    let mut tags = BTreeSet::new();
    for (address, words) in [(stub.address(), "au moteur OSRM"), (closed(), "Moteur OSRM injoignable")] {
        let engine = Some(crate::engine(&format!("kind = \"osrm\"\nwalk = \"{address}\"")));
        let server = TestServer::empty(Settings { engine, ..Settings::default() });
        server.load(town::everything());
        let coverage = server.json("/coverage?theme=sante");
        assert_eq!(header(&server.get("/coverage?theme=sante"), "cache-control"), "no-cache");
        let pinned = format!("/coverage?theme=sante&snapshot={}", header(&server.get("/coverage?theme=sante"), "maillage-snapshot"));
        assert_eq!(header(&server.get(&pinned), "cache-control"), "no-cache", "times are not those of the snapshot alone");
        assert!(tags.insert(header(&server.get("/coverage?theme=sante"), "etag")), "another engine, another answer");
        assert!(coverage["method"]["note"]["fr"].as_str().unwrap().contains(words), "{}", coverage["method"]);
    }
    assert!(stub.heard() > 2);
}

//! What every exchange obeys: methods, origins, headers, languages.

use ureq::http::Method;

use crate::harness::{TestServer, header, problem};

fn send(server: &TestServer, method: Method, path: &str) -> ureq::http::Response<ureq::Body> {
    let request = ureq::http::Request::builder().method(method).uri(server.url(path)).body(()).unwrap();
    server.agent.run(request).unwrap()
}

const READ: [&str; 8] = [
    "/",
    "/collections",
    "/collections/iris/items",
    "/atlas",
    "/coverage?theme=sante",
    "/api",
    "/healthz",
    "/collections/iris/items?f=csv",
];

#[test]
fn head_answers_the_headers_of_get_without_a_body() {
    let server = TestServer::of_town();
    for path in READ {
        let (mut head, get) = (send(&server, Method::HEAD, path), server.get_with(path, &[]));
        assert_eq!(head.status(), 200, "{path}");
        assert_eq!(header(&head, "content-type"), header(&get, "content-type"), "{path}");
        assert_eq!(header(&head, "etag"), header(&get, "etag"), "{path}");
        assert!(head.body_mut().read_to_vec().unwrap().is_empty(), "{path}");
    }
}

#[test]
fn other_methods_are_refused_with_those_allowed() {
    let server = TestServer::of_town();
    for path in READ {
        let response = send(&server, Method::DELETE, path);
        assert_eq!(header(&response, "allow"), "GET, HEAD, OPTIONS", "{path}");
        let (status, problem) = problem(response);
        assert_eq!((status, problem["type"].as_str()), (405, Some("/problems/method-not-allowed")), "{path}");
    }
    let response = send(&server, Method::GET, "/areas");
    assert_eq!((response.status().as_u16(), header(&response, "allow").as_str()), (405, "POST, OPTIONS"));
}

#[test]
fn pages_of_any_origin_may_read_and_never_send() {
    let server = TestServer::of_town();
    let options = send(&server, Method::OPTIONS, "/collections/iris/items");
    assert_eq!((options.status().as_u16(), header(&options, "allow").as_str()), (204, "GET, HEAD, OPTIONS"));
    assert_eq!(header(&options, "access-control-allow-methods"), "GET, HEAD, OPTIONS");
    let response = server.get_with("/collections", &[("origin", "https://elsewhere.example")]);
    assert_eq!(header(&response, "access-control-allow-origin"), "*");
    assert_eq!(header(&response, "access-control-allow-credentials"), "");
    let posted = server.post("/areas", "{}");
    assert_eq!(header(&posted, "access-control-allow-origin"), "");
}

#[test]
fn every_response_tells_browsers_to_be_careful() {
    let server = TestServer::of_town();
    for path in ["/collections", "/nulle/part", "/metrics", "/page.css"] {
        let response = server.get(path);
        let policy = header(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer", "{path}");
    }
}

#[test]
fn the_page_made_to_be_framed_is_the_only_one_that_others_may_frame() {
    let server = TestServer::of_town();
    for (path, framed) in [("/embed", true), ("/", false), ("/collections?f=html", false), ("/embed.js", false)] {
        for answer in [(); 2].map(|()| server.get_with(path, &[("accept", "text/html, */*")])) {
            let policy = header(&answer, "content-security-policy");
            assert_eq!(policy.contains("frame-ancestors *"), framed, "{path}: {policy}");
            assert_eq!(policy.contains("frame-ancestors 'none'"), !framed, "{path}: {policy}");
        }
    }
    assert!(header(&server.get("/embed"), "content-type").starts_with("text/html"));
}

#[test]
fn a_browser_gets_pages_and_a_program_gets_json_from_the_same_address() {
    let server = TestServer::of_town();
    let browser = [("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
    for path in
        ["/collections", "/conformance", "/collections/iris", "/collections/iris/items", "/collections/iris/queryables", "/atlas", "/api"]
    {
        assert!(header(&server.get_with(path, &browser), "content-type").starts_with("text/html"), "{path}");
        assert!(header(&server.get(path), "content-type").contains("json"), "{path}");
    }
    assert!(header(&server.get_with("/?question=manques&theme=sante", &browser), "content-type").starts_with("text/html"));
    assert_eq!(header(&server.get("/"), "content-type"), "application/json");
}

#[test]
fn pages_are_written_in_the_language_asked_for() {
    let server = TestServer::of_town();
    let (fr, en) = (server.text("/collections?f=html"), server.text("/collections?f=html&lang=en"));
    assert!(fr.contains("<html lang=\"fr\">") && fr.contains("Carte"));
    assert!(en.contains("<html lang=\"en\">") && en.contains("Map"));
    assert_eq!(server.json("/collections/gaps?lang=en")["title"], "Coverage gaps");
}

#[test]
fn addresses_are_those_the_client_or_the_operator_knows() {
    let server = TestServer::of_town();
    let own = server.json("/collections/iris")["links"][0]["href"].as_str().unwrap().to_owned();
    assert!(own.starts_with(&server.url("")), "{own}");
    let settings = maillage::api::Settings { public_url: Some("https://maillage.example.org/".to_owned()), ..Default::default() };
    let behind_a_proxy = TestServer::empty(settings);
    behind_a_proxy.load(Vec::new());
    assert_eq!(behind_a_proxy.json("/collections/services")["links"][0]["href"], "https://maillage.example.org/collections/services");
}

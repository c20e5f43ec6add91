//! For those who keep the server running.

use crate::harness::{TestServer, header, problem};

#[test]
fn a_server_without_data_is_alive_and_not_ready() {
    let server = TestServer::empty(maillage::api::Settings::default());
    assert_eq!(server.get("/healthz").status(), 200);
    for path in ["/readyz", "/collections", "/atlas"] {
        let response = server.get(path);
        assert_eq!(header(&response, "retry-after"), "2", "{path}");
        let (status, problem) = problem(response);
        assert_eq!((status, problem["type"].as_str()), (503, Some("/problems/not-ready")), "{path}");
    }
    server.load(Vec::new());
    assert_eq!(server.get("/readyz").status(), 200);
    server.state.note_store(false);
    assert_eq!((server.get("/readyz").status().as_u16(), server.get("/atlas").status().as_u16()), (503, 200));
}

#[test]
fn figures_count_requests_by_route_and_know_the_snapshot() {
    let server = TestServer::of_town();
    server.json("/collections/iris/items/990010000");
    let figures = server.text("/metrics");
    let counted = "maillage_requests_total{route=\"/collections/{collection}/items/{feature:.*}\",method=\"GET\",status=\"200\"}";
    assert!(figures.contains(counted), "{figures}");
    assert!(figures.contains("maillage_request_seconds_bucket"));
    assert!(figures.contains("maillage_zones{geography=\"iris\"}") && figures.contains("maillage_services"));
}

//! Outlines made to do harm: each is refused by name, quickly, and none is ever answered with a number.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{TestServer, problem};

/// No refusal may take longer: this is far above what any takes, so that a busy machine does not fail.
const LONGEST: Duration = Duration::from_secs(5);

fn polygon(coordinates: &str) -> String {
    format!(r#"{{"type":"Polygon","coordinates":{coordinates}}}"#)
}

fn star(vertices: usize) -> String {
    let point = |at: usize| {
        let (angle, reach) = (at as f64 * 2.399_963, if at.is_multiple_of(2) { 0.01 } else { 0.001 });
        format!("[{},{}]", 3.82 + reach * angle.cos(), 43.61 + reach * angle.sin())
    };
    let points: Vec<String> = (0..vertices).chain([0]).map(point).collect();
    polygon(&format!("[[{}]]", points.join(",")))
}

/// What is sent, and how it is refused.
fn abuses() -> Vec<(&'static str, String, &'static [&'static str])> {
    let nested = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    vec![
        ("not a number", polygon("[[[3.8,43.6],[NaN,43.7],[3.9,43.6],[3.8,43.6]]]"), &["bad-json", "bad-coordinate"]),
        ("infinity", polygon("[[[3.8,43.6],[Infinity,43.7],[3.9,43.6],[3.8,43.6]]]"), &["bad-json", "bad-coordinate"]),
        ("beyond a double", polygon("[[[3.8,43.6],[1e400,43.7],[3.9,43.6],[3.8,43.6]]]"), &["bad-json", "bad-coordinate"]),
        ("1e308", polygon("[[[3.8,43.6],[1e308,43.7],[3.9,43.6],[3.8,43.6]]]"), &["bad-coordinate"]),
        ("-1e308", polygon("[[[3.8,43.6],[3.9,-1e308],[3.9,43.6],[3.8,43.6]]]"), &["bad-coordinate"]),
        ("all at 1e308", polygon("[[[1e308,1e308],[1e308,-1e308],[-1e308,1e308],[1e308,1e308]]]"), &["bad-coordinate"]),
        ("off the globe", polygon("[[[3.8,43.6],[3.9,91],[3.9,43.6],[3.8,43.6]]]"), &["bad-coordinate"]),
        ("metres, not degrees", polygon("[[[770000,6279000],[771000,6279000],[771000,6280000],[770000,6279000]]]"), &["bad-coordinate"]),
        ("a bow-tie", polygon("[[[3.80,43.60],[3.80,43.61],[3.81,43.60],[3.81,43.61],[3.80,43.60]]]"), &["self-crossing"]),
        ("a hole that is a bow-tie", polygon("[[[3.80,43.60],[3.83,43.60],[3.83,43.63],[3.80,43.63],[3.80,43.60]],[[3.81,43.61],[3.81,43.62],[3.82,43.61],[3.82,43.62],[3.81,43.61]]]"), &["self-crossing"]),
        ("a hole across the border", polygon("[[[3.80,43.60],[3.82,43.60],[3.82,43.62],[3.80,43.62],[3.80,43.60]],[[3.81,43.61],[3.84,43.61],[3.84,43.615],[3.81,43.615],[3.81,43.61]]]"), &["self-crossing"]),
        ("two points", polygon("[[[3.8,43.6],[3.9,43.7]]]"), &["short-ring"]),
        ("two points, closed", polygon("[[[3.8,43.6],[3.9,43.7],[3.8,43.6]]]"), &["short-ring"]),
        ("one point four times", polygon("[[[3.8,43.6],[3.8,43.6],[3.8,43.6],[3.8,43.6]]]"), &["self-crossing", "short-ring", "empty-geometry"]),
        ("a line there and back", polygon("[[[3.8,43.6],[3.9,43.7],[3.85,43.65],[3.8,43.6]]]"), &["self-crossing", "empty-geometry", "outside-territory"]),
        ("an open ring", polygon("[[[3.8,43.6],[3.9,43.6],[3.9,43.7],[3.8,43.7]]]"), &["open-ring"]),
        ("no ring", polygon("[]"), &["empty-geometry", "short-ring", "not-a-polygon"]),
        ("an empty ring", polygon("[[]]"), &["empty-geometry", "short-ring", "not-a-polygon"]),
        ("positions of one number", polygon("[[[3.8],[3.9],[3.9],[3.8]]]"), &["not-a-polygon"]),
        ("words for numbers", polygon(r#"[[["3.8","43.6"],["3.9","43.6"],["3.9","43.7"],["3.8","43.6"]]]"#), &["not-a-polygon", "bad-json"]),
        ("the antimeridian", polygon("[[[179,0],[179,1],[-179,1],[-179,0],[179,0]]]"), &["crosses-antimeridian"]),
        ("a star of 10,000 vertices", star(10_000), &["too-many-vertices"]),
        ("a star of 500 vertices that crosses itself", star(499), &["self-crossing"]),
        ("two outlines one over the other", r#"{"type":"MultiPolygon","coordinates":[[[[3.80,43.60],[3.82,43.60],[3.82,43.62],[3.80,43.60]]],[[[3.805,43.601],[3.82,43.601],[3.82,43.61],[3.805,43.601]]]]}"#.to_owned(), &["self-crossing"]),
        ("a point", r#"{"type":"Point","coordinates":[3.8,43.6]}"#.to_owned(), &["not-a-polygon"]),
        ("a collection", r#"{"type":"GeometryCollection","geometries":[]}"#.to_owned(), &["not-a-polygon"]),
        ("brackets", polygon(&nested), &["not-a-polygon", "bad-json"]),
        ("nothing", "null".to_owned(), &["not-a-polygon", "bad-json"]),
    ]
}

#[test]
fn outlines_made_to_do_harm_are_refused_quickly_and_never_answered_with_a_number() {
    let server = TestServer::of_town();
    let mut slowest = Duration::ZERO;
    for (what, body, codes) in abuses() {
        // The machine that tests may be busy: the best of five is what the refusal costs, printed; only one that hangs fails.
        let times = [(); 5].map(|()| {
            let start = Instant::now();
            let (status, problem) = problem(server.post("/areas", &body));
            let took = start.elapsed();
            let code = problem["type"].as_str().and_then(|kind| kind.strip_prefix("/problems/")).unwrap_or_default().to_owned();
            assert!(matches!(status, 400 | 422) && codes.contains(&code.as_str()), "{what}: {status} {code}, expected {codes:?}");
            assert!(problem["indicators"].is_null() && problem["area_km2"].is_null(), "{what}: {problem}");
            assert!(!problem["hint"].as_str().unwrap_or_default().is_empty(), "{what}");
            took
        });
        let best = times.into_iter().min().unwrap();
        slowest = slowest.max(best);
        assert!(best < LONGEST, "{what} took {best:?}");
    }
    println!("{} outlines refused, the slowest in {slowest:?}", abuses().len());
}

/// Far outlines and slivers are no abuse: they are answered, and nothing in the answer is out of bounds.
#[test]
fn odd_outlines_that_are_sound_get_numbers_within_their_bounds() {
    let server = TestServer::of_town();
    for coordinates in [
        "[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]",
        "[[[3.8,43.6],[3.837,43.6],[3.837,43.6000001],[3.8,43.6000001],[3.8,43.6]]]",
        "[[[3.80,43.60,12.5],[3.82,43.60,1e9],[3.82,43.62,0],[3.80,43.60,12.5]]]",
    ] {
        let mut response = server.post("/areas", &polygon(coordinates));
        let body = response.body_mut().read_to_string().unwrap();
        if response.status() == 422 {
            continue;
        }
        assert_eq!(response.status(), 200, "{body}");
        let answer: Value = serde_json::from_str(&body).unwrap();
        assert!(answer["area_km2"].as_f64().unwrap() >= 0.0 && answer["area_km2"].as_f64().unwrap() < 5.2e8, "{coordinates}: {body}");
        for told in answer["indicators"].as_array().unwrap() {
            let measure = &told["measure"];
            if let (Some(value), Some(low), Some(high)) =
                (measure["value"].as_f64(), measure["interval"]["low"].as_f64(), measure["interval"]["high"].as_f64())
            {
                assert!(low <= value && value <= high && value >= 0.0, "{coordinates}: {told}");
            }
        }
    }
}

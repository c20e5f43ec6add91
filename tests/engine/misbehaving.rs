//! Engines that fail, are slow, lie or are gone: the local way answers in their place, whole, and says so.

use std::net::TcpListener;
use std::time::Duration;

use maillage::domain::{Minutes, Mode, Unplaced};
use maillage::network::Ways;

use crate::stub::{Stub, said, two_minutes};
use crate::{note, on_foot, town};

const LIMIT: Minutes = Minutes(15.0);

/// Asks for the times of the town: they must be those of the straight line, and the note say why.
fn falls_back(address: &str, why: &str) -> String {
    let ways = on_foot(address);
    let (doors, services) = town();
    let straight = Ways::straight();
    let (travel, local) = (ways.of(Mode::Walk), straight.of(Mode::Walk));
    assert_eq!(travel.reach(&doors, &services, LIMIT), local.reach(&doors, &services, LIMIT));
    assert_eq!(travel.nearest(&doors, &services), local.nearest(&doors, &services));
    assert_eq!(travel.unplaced(&doors), vec![None::<Unplaced>; doors.len()]);
    let note = note(travel);
    assert!(note.contains("injoignable") && note.contains("out of reach") && note.contains(why), "{note}");
    assert!(note.contains(&local.method().fr) && note.contains(&local.method().en), "{note}");
    note
}

#[test]
fn a_passing_failure_is_asked_again_and_leaves_no_trace() {
    let stub = Stub::new(|asked| if asked.number == 0 { said(503, "text/plain", "busy") } else { two_minutes(asked) });
    let ways = on_foot(&stub.address());
    let (doors, services) = town();
    let travel = ways.of(Mode::Walk);
    let reach = travel.reach(&doors, &services, LIMIT);
    // Two minutes, and 15 m on foot at both ends.
    assert_eq!((reach.minutes.len(), reach.destinations[0]), (doors.len() * services.len(), 0));
    assert!(reach.minutes.iter().all(|minutes| (minutes - 2.4).abs() < 1e-9));
    assert!(!note(travel).contains("injoignable"), "{}", note(travel));
    assert_eq!(stub.heard(), 4, "the first twice, for the doors; the services; one table");
}

#[test]
fn the_limit_is_that_of_the_whole_way() {
    let stub = Stub::new(two_minutes);
    let ways = on_foot(&stub.address());
    let (doors, services) = town();
    let reach = |limit| ways.of(Mode::Walk).reach(&doors[..1], &services[..1], Minutes(limit)).minutes.len();
    assert_eq!((reach(2.3), reach(2.5)), (0, 1));
}

#[test]
fn a_failure_that_lasts_is_asked_three_times_and_then_no_more() {
    let stub = Stub::new(|_| said(500, "text/plain", "broken"));
    falls_back(&stub.address(), "réponse 500");
    assert_eq!(stub.heard(), 3);
}

#[test]
fn a_slow_engine_is_not_waited_for() {
    let stub = Stub::new(|asked| {
        std::thread::sleep(Duration::from_secs(2));
        two_minutes(asked)
    });
    falls_back(&stub.address(), "pas de réponse à temps");
}

#[test]
fn a_page_in_place_of_a_table_is_not_taken_for_one() {
    let stub = Stub::new(|_| said(200, "text/html", "<html><body>Welcome</body></html>"));
    falls_back(&stub.address(), "réponse incomprise");
    assert_eq!(stub.heard(), 1, "asking again would not help");
}

#[test]
fn a_table_of_another_size_is_not_taken_for_the_one_asked() {
    let stub = Stub::new(|_| said(200, "application/json", r#"{"code":"Ok","durations":[[120]],"sources":[{"distance":1}]}"#));
    falls_back(&stub.address(), "réponse incomprise");
}

#[test]
fn an_answer_without_end_is_cut_short() {
    let stub = Stub::new(|_| said(200, "application/json", &" ".repeat(9 << 20)));
    falls_back(&stub.address(), "réponse trop longue");
}

#[test]
fn a_redirection_is_not_followed() {
    let stub = Stub::new(|_| b"HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec());
    falls_back(&stub.address(), "question refusée (302");
    assert_eq!(stub.heard(), 1);
}

#[test]
fn a_refusal_is_told_in_the_engines_words() {
    let stub = Stub::new(|_| said(400, "application/json", r#"{"code":"TooBig","message":"Too many table coordinates"}"#));
    falls_back(&stub.address(), "question refusée (400, TooBig, Too many table coordinates)");
}

#[test]
fn nobody_at_the_address_is_said() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    falls_back(&format!("http://{closed}"), "connexion impossible");
}

#[test]
fn one_table_that_fails_undoes_the_whole_question() {
    let stub = Stub::new(|asked| if asked.number < 2 { two_minutes(asked) } else { said(500, "text/plain", "") });
    falls_back(&stub.address(), "à la place");
}

#[test]
fn an_engine_that_goes_after_having_answered_leaves_both_in_the_note() {
    let stub = Stub::new(|asked| if asked.number < 1 { two_minutes(asked) } else { said(500, "text/plain", "") });
    let ways = on_foot(&stub.address());
    let (doors, services) = town();
    let travel = ways.of(Mode::Walk);
    assert_eq!(travel.unplaced(&doors), vec![None; doors.len()]);
    assert_eq!(travel.reach(&doors, &services, LIMIT), ways.local(Mode::Walk).reach(&doors, &services, LIMIT));
    let note = note(travel);
    assert!(note.contains("demandés au moteur OSRM") && note.contains("en cours de route ; depuis : Temps de marche estimés"), "{note}");
}

#[test]
fn a_password_goes_to_the_engine_and_nowhere_else() {
    let stub = Stub::new(|_| said(401, "text/plain", ""));
    let note = falls_back(&format!("http://maire:sesame@127.0.0.1:{}", stub.port), "question refusée (401");
    assert!(stub.headers().contains("authorization: basic") && !note.contains("sesame"), "{note}");
}

#[test]
fn nothing_to_ask_asks_nothing() {
    let stub = Stub::new(two_minutes);
    let ways = on_foot(&stub.address());
    let (doors, _) = town();
    assert_eq!(ways.of(Mode::Walk).reach(&[], &[], LIMIT).starts, [0]);
    assert_eq!(stub.heard(), 0);
    assert_eq!(ways.of(Mode::Walk).nearest(&doors, &[]), vec![None; doors.len()]);
}

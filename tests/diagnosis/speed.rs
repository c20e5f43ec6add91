use std::time::Instant;

use maillage::diagnosis::card::Findings;
use maillage::diagnosis::take_up::take_up;
use maillage::domain::Geography;
use maillage::network::StraightLine;

#[test]
fn a_town_is_diagnosed_at_once() {
    let atlas = crate::atlas("fixtures/demo/demo.toml");
    let start = Instant::now();
    take_up(&atlas, Geography::Iris).unwrap();
    println!("take-up {:?}", start.elapsed());
    let start = Instant::now();
    maillage::diagnosis::coverage::Assessment::of(&atlas, &StraightLine::default(), &crate::coverage_of(maillage::domain::Theme::Sante))
        .unwrap();
    println!("coverage of one theme {:?}", start.elapsed());
    let start = Instant::now();
    Findings::of(&atlas, &StraightLine::default(), Geography::Iris).unwrap();
    println!("findings {:?}", start.elapsed());
}

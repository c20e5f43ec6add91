//! Laws of interpolation, and outlines that ask for care.

use geo::{MultiPolygon, wkt};
use proptest::prelude::*;

use super::*;

fn outline(shape: impl Into<MultiPolygon>) -> Outline {
    Outline::new(&shape.into()).unwrap()
}

fn square(x: f64, y: f64, side: f64) -> Outline {
    outline(geo::Rect::new((x, y), (x + side, y + side)).to_polygon())
}

/// A partition of a square into `cells × cells` quadrangles whose inner corners are pushed about.
fn mosaic(cells: usize, side: f64, pushes: &[(f64, f64)]) -> Vec<Outline> {
    let step = side / cells as f64;
    let corner = |i: usize, j: usize| {
        let (dx, dy) = pushes[(i * 7 + j * 3) % pushes.len()];
        let inner = |k: usize| k > 0 && k < cells;
        let push = |push: f64, free: bool| if free { push * 0.4 * step } else { 0.0 };
        (i as f64 * step + push(dx, inner(i)), j as f64 * step + push(dy, inner(j)))
    };
    let cell = |place: usize| {
        let (i, j) = (place / cells, place % cells);
        let ring = vec![corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1), corner(i, j)];
        outline(geo::Polygon::new(ring.into(), Vec::new()))
    };
    (0..cells * cells).map(cell).collect()
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1e-9)
}

#[test]
fn holes_and_parts_count_for_what_they_are() {
    let ring = outline(
        wkt!(MULTIPOLYGON(((0. 0., 6. 0., 6. 6., 0. 6., 0. 0.), (2. 2., 4. 2., 4. 4., 2. 4., 2. 2.)), ((10. 0., 11. 0., 11. 1., 10. 1., 10. 0.)))),
    );
    assert!(near(ring.area(), 33.0));
    assert!(near(ring.common_area(&square(1.0, 1.0, 2.0)), 3.0));
    assert!(near(ring.common_area(&square(2.0, 2.0, 2.0)), 0.0));
    assert!(near(ring.common_area(&square(5.0, 0.0, 8.0)), 7.0));
    assert!(ring.holds([2.0, 3.0]) && ring.holds([6.0, 6.0]) && ring.holds([10.5, 0.5]));
    assert!(!ring.holds([3.0, 3.0]) && !ring.holds([8.0, 1.0]));
    let comb = outline(wkt!(MULTIPOLYGON(((0. 0., 5. 0., 5. 4., 4. 4., 4. 1., 3. 1., 3. 4., 2. 4., 2. 1., 1. 1., 1. 4., 0. 4., 0. 0.)))));
    let across = outline(wkt!(MULTIPOLYGON(((-1. 2., 6. 2., 6. 3., -1. 3., -1. 2.)))));
    assert!(near(comb.common_area(&across), 3.0) && near(across.common_area(&comb), 3.0));
    assert!(comb.holds([1.0, 2.0]) && comb.holds([2.0, 2.0]) && !comb.holds([1.5, 2.0]));
}

#[test]
fn far_from_the_origin_small_areas_keep_their_digits() {
    let (near_one, far_one) = (square(0.0, 0.0, 100.0), square(770_000.0, 6_280_000.0, 100.0));
    let slanted = |x: f64, y: f64| {
        let ring = vec![(x, y), (x + 90.0, y + 30.0), (x + 50.0, y + 140.0), (x, y)];
        outline(geo::Polygon::new(ring.into(), Vec::new()))
    };
    let (near_area, far_area) = (near_one.common_area(&slanted(0.0, 0.0)), far_one.common_area(&slanted(770_000.0, 6_280_000.0)));
    assert!((near_area / far_area - 1.0).abs() < 1e-12, "{near_area} {far_area}");
}

#[test]
fn outlines_that_enclose_a_place_twice_or_nothing_are_refused() {
    let refused = |shape: MultiPolygon| Outline::new(&shape).unwrap_err();
    assert_eq!(refused(wkt!(MULTIPOLYGON(((0. 0., 2. 2., 2. 0., 0. 2., 0. 0.))))), Unusable::Crossing(Some(2)));
    assert_eq!(refused(wkt!(MULTIPOLYGON(((0. 0., 2. 2., 2. 0., 0. 1., 0. 0.))))), Unusable::Crossing(Some(2)));
    let twice = refused(wkt!(MULTIPOLYGON(((0. 0., 2. 0., 2. 2., 0. 2., 0. 0.)), ((1. 1., 3. 1., 3. 3., 1. 3., 1. 1.)))));
    assert!(matches!(twice, Unusable::Crossing(Some(_))), "{twice:?}");
    assert_eq!(refused(wkt!(MULTIPOLYGON(((0. 0., 1. 1., 2. 2., 0. 0.))))), Unusable::Empty);
    let infinite = MultiPolygon::from(geo::Polygon::new(vec![(0.0, 0.0), (f64::INFINITY, 0.0), (1.0, 1.0)].into(), Vec::new()));
    assert_eq!(Outline::new(&infinite).unwrap_err(), Unusable::NotFinite(1));
    let touching = wkt!(MULTIPOLYGON(((0. 0., 1. 1., 2. 0., 2. 2., 1. 1., 0. 2., 0. 0.))));
    assert!(near(outline(touching).area(), 2.0));
}

#[test]
fn what_is_not_known_stays_unknown() {
    let sources = [square(0.0, 0.0, 2.0), square(2.0, 0.0, 2.0), square(10.0, 0.0, 2.0)];
    let targets = [square(0.0, 0.0, 1.0), square(1.0, 0.0, 2.0), square(4.0, 0.0, 1.0), square(10.0, 0.0, 4.0)];
    let overlaps = Overlaps::by_area(&sources, &targets);
    let counts = overlaps.counts(&[8.0, f64::NAN, 3.0], Allocation::Share);
    assert!(near(counts[0], 2.0) && near(counts[3], 3.0));
    assert!(counts[1].is_nan(), "part of it lies in a source without a count");
    assert!(counts[2].is_nan(), "what only touches is not met");
    let rates = overlaps.rates(&[0.5, f64::NAN, 0.1]);
    assert!(near(rates[1], 0.5) && rates[2].is_nan() && near(rates[3], 0.1));
    let points = [([0.5, 0.5], 3.0), ([1.5, 1.5], 1.0)];
    let by_points = overlaps.with_points(&sources, &targets, &points);
    let counts = by_points.counts(&[8.0, 5.0, 3.0], Allocation::Share);
    assert!(near(counts[0], 6.0) && near(counts[1], 2.0));
    assert!(counts[3].is_nan(), "nobody knows where in the source they live");
}

#[test]
fn built_up_land_says_where_people_live() {
    let sources = [square(0.0, 0.0, 4.0)];
    let targets = [square(0.0, 0.0, 2.0), square(2.0, 0.0, 2.0)];
    let hamlet = outline(wkt!(MULTIPOLYGON(((1. 0., 3. 0., 3. 1., 2. 1., 1. 1., 1. 0.)))));
    let outskirts = outline(wkt!(MULTIPOLYGON(((3. 0., 5. 0., 5. 1., 3. 1., 3. 0.)))));
    let overlaps = Overlaps::by_area(&sources, &targets).with_zones(&sources, &targets, &[hamlet, outskirts], &[60.0, 40.0]);
    let counts = overlaps.counts(&[160.0], Allocation::Share);
    assert!(near(overlaps.of_source(0), 80.0));
    assert!(near(counts[0], 60.0) && near(counts[1], 100.0), "{counts:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn totals_are_kept_and_a_rate_that_is_the_same_everywhere_stays_so(
        one in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 11),
        other in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 13),
        counts in prop::collection::vec(0.0..1e4_f64, 25),
    ) {
        let (sources, targets) = (mosaic(5, 1000.0, &one), mosaic(4, 1000.0, &other));
        let overlaps = Overlaps::by_area(&sources, &targets);
        let total = |values: &[f64]| values.iter().sum::<f64>();
        for allocation in [Allocation::Share, Allocation::Total] {
            prop_assert!(near(total(&overlaps.counts(&counts, allocation)), total(&counts)));
        }
        prop_assert!(overlaps.rates(&[0.37; 25]).iter().all(|rate| near(*rate, 0.37)));
        let covered = overlaps.covered();
        prop_assert!((0..16).all(|target| near(covered[target], targets[target].area())));
    }

    #[test]
    fn cutting_a_source_in_pieces_of_equal_density_changes_nothing(
        pushes in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 11),
        counts in prop::collection::vec(0.0..1e4_f64, 9),
    ) {
        let (whole, pieces) = (mosaic(3, 900.0, &[(0.0, 0.0)]), mosaic(9, 900.0, &[(0.0, 0.0)]));
        let targets = mosaic(4, 900.0, &pushes);
        let of_piece = |piece: usize| counts[(piece / 9 / 3) * 3 + (piece % 9) / 3] / 9.0;
        let cut: Vec<f64> = (0..81).map(of_piece).collect();
        let before = Overlaps::by_area(&whole, &targets).counts(&counts, Allocation::Share);
        let after = Overlaps::by_area(&pieces, &targets).counts(&cut, Allocation::Share);
        prop_assert!(before.iter().zip(&after).all(|(a, b)| (a - b).abs() <= 1e-9 * a.abs().max(1.0)));
    }

    #[test]
    fn areas_in_common_are_those_of_another_overlay(
        one in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 11),
        other in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 13),
    ) {
        use geo::{Area, BooleanOps, Coord, Polygon};
        let star = |pushes: &[(f64, f64)]| {
            let turn = std::f64::consts::TAU / pushes.len() as f64;
            let ray = |(place, (dx, dy)): (usize, &(f64, f64))| {
                let (reach, angle) = (60.0 + 40.0 * dx, turn * (place as f64 + 0.4 * dy));
                Coord { x: reach * angle.cos(), y: reach * angle.sin() }
            };
            MultiPolygon::from(Polygon::new(pushes.iter().enumerate().map(ray).collect(), Vec::new()))
        };
        let (a, b) = (star(&one), star(&other));
        let found = outline(a.clone()).common_area(&outline(b.clone()));
        let expected: f64 = a.intersection(&b).unsigned_area();
        // The other overlay snaps to a grid of a few billionths of the extent.
        prop_assert!((found - expected).abs() < 1e-4, "{found} instead of {expected}");
    }

    #[test]
    fn threads_change_nothing(pushes in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 11)) {
        let (sources, targets) = (mosaic(20, 1000.0, &pushes), mosaic(7, 1000.0, &pushes));
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Overlaps::by_area(&sources, &targets))
        };
        let alone = with(1);
        prop_assert!(alone == with(2) && alone == with(7));
    }
}

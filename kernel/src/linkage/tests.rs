//! Names, addresses and groups, by example and by law.

use proptest::prelude::*;

use super::address::{Address, Agreement};
use super::names::{Name, similarity};
use super::*;
use crate::domain::{DatasetId, Provenance};

fn alike(a: &str, b: &str) -> f64 {
    similarity(&Name::of(a), &Name::of(b))
}

fn record(dataset: &str, local: usize, name: &str, metres_east: f64) -> Service {
    let position = Position::new(3.8 + metres_east / 80_600.0, 43.6).unwrap();
    Service::bare(ServiceId::new(dataset, &local.to_string()), &DatasetId::from_stored(dataset), name, "", position)
}

fn with_siret(record: Service, siret: &str) -> Service {
    Service { provenance: Provenance { siret: Some(siret.to_owned()), ..Provenance::default() }, ..record }
}

#[test]
fn one_name_in_many_spellings_is_one() {
    for (a, b) in [
        ("Médiathèque Antoon Krings de Fourmies", "MED. ANTOON KRINGS FOURMIIES"),
        ("CCAS d'Armentières", "Centre communal d’action sociale d’Armentières"),
        ("FS - Maison de la Morinie", "France Services – Maison de la Morinie"),
        ("Cyber-centre Jean Jaurès", "Cybercentre Jean-Jaurès"),
        ("Mission Locale St-Omer", "ML Saint Omer"),
    ] {
        assert!(alike(a, b) > 0.9, "{a} / {b}: {}", alike(a, b));
    }
}

#[test]
fn names_with_a_word_of_their_own_are_two() {
    for (a, b) in [
        ("École maternelle Jean Jaurès", "École élémentaire Jean Jaurès"),
        ("Crèche Les Lilas", "École Les Lilas"),
        ("Centre social Saint-Gilles", "Centre social de la Garenne"),
        ("Résidence 12", "Résidence 14"),
    ] {
        assert!(alike(a, b) <= 0.7, "{a} / {b}: {}", alike(a, b));
    }
    assert!(alike("", "").abs() < 1e-12);
}

#[test]
fn addresses_agree_on_the_door_the_street_or_not() {
    let agree = |a: &str, b: &str| Address::of(a).agrees(&Address::of(b));
    assert_eq!(agree("8 bis rue du Général de Gaulle 59000 Lille", "8 R. DU GAL DE GAULLE 59000 LILLE"), Agreement::Door);
    assert_eq!(agree("rue de Bellevue 59000 Lille", "12, rue de Bellevue"), Agreement::Street);
    assert_eq!(agree("3 rue de Bellevue", "12 rue de Bellevue"), Agreement::Neighbours);
    assert_eq!(agree("8 rue de Bellevue", "8 rue Pasteur"), Agreement::Apart);
    assert_eq!(agree("59000 Lille", "8 rue Pasteur"), Agreement::Unknown);
}

#[test]
fn two_businesses_are_not_chained_by_a_record_without_number() {
    let (one, other) = ("73282932000074", "41816609600069");
    let records = [
        with_siret(record("a", 0, "Maison des solidarités du Port", 0.0), one),
        record("b", 0, "Maison des solidarités du Port", 5.0),
        with_siret(record("c", 0, "Maison des solidarités du Port", 10.0), other),
    ];
    let found = link(&records, &[]);
    assert_eq!(found.groups.len(), 1);
    assert_eq!(found.groups[0].len(), 2, "{found:?}");
    assert!(!found.review.is_empty(), "the link that was refused is there to be seen");
}

#[test]
fn records_of_one_register_are_never_one_even_through_another() {
    let records = [record("a", 0, "Espace Mandela", 0.0), record("a", 1, "Espace Mandela", 10.0), record("b", 0, "Espace Mandela", 5.0)];
    let found = link(&records, &[]);
    assert_eq!((found.groups.len(), found.groups[0].len()), (1, 2));
}

#[test]
fn a_number_joins_what_names_and_places_would_not() {
    let siret = "73282932000074";
    let records = [with_siret(record("a", 0, "PIMMS Médiation", 0.0), siret), with_siret(record("b", 0, "Pimms", 80.0), siret)];
    let unnumbered = records.clone().map(|record| Service { provenance: Provenance::default(), ..record });
    assert!(link(&unnumbered, &[]).groups.is_empty());
    let found = link(&records, &[]);
    assert_eq!(found.groups, [[0, 1]]);
    assert!(found.links[0].evidence.words().fr.starts_with("même SIRET ; noms à"), "{}", found.links[0].evidence.words());
}

#[test]
fn what_a_person_decided_wins_and_can_be_taken_back() {
    let records = [record("a", 0, "Espace Mandela", 0.0), record("b", 0, "Espace Mandela", 5.0), record("c", 0, "Le Phare", 9_000.0)];
    let decide = |one: usize, other: usize, verdict| Decision { one: records[one].id.clone(), other: records[other].id.clone(), verdict };
    assert_eq!(link(&records, &[]).groups, [vec![0, 1]]);
    assert!(link(&records, &[decide(1, 0, Verdict::Different)]).groups.is_empty());
    assert_eq!(link(&records, &[decide(0, 2, Verdict::Same)]).groups, [vec![0, 1, 2]]);
    assert_eq!(link(&records, &[decide(0, 2, Verdict::Same), decide(2, 0, Verdict::Different)]).groups, [vec![0, 1]], "the last wins");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn likeness_is_symmetric_and_between_zero_and_one(a in "[a-zé' ]{0,24}", b in "[a-zé' 0-9]{0,24}") {
        let one = alike(&a, &b);
        prop_assert!((0.0..=1.0).contains(&one));
        prop_assert!((alike(&a, &a) - 1.0).abs() < 1e-12 || Name::of(&a).distinctive_stems().count() == 0);
    }

    #[test]
    fn groups_are_the_same_whatever_the_order_and_the_threads(order in Just((0..24_usize).collect::<Vec<_>>()).prop_shuffle(), threads in 1..8_usize) {
        const NAMES: [&str; 4] = ["Espace Mandela", "Mairie", "Centre social du Port", "Médiathèque Hugo"];
        let records: Vec<Service> = (0..24).map(|n| record(["a", "b", "c"][n % 3], n, NAMES[n / 6], f64::from(n as u32 % 6) * 45.0)).collect();
        let shuffled: Vec<Service> = order.iter().map(|&at| records[at].clone()).collect();
        let named = |records: &[Service], found: &Linkage| {
            let mut groups: Vec<Vec<String>> =
                found.groups.iter().map(|group| group.iter().map(|at| records[*at as usize].id.to_string()).collect()).collect();
            for group in &mut groups {
                group.sort();
            }
            groups.sort();
            groups
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = pool.install(|| link(&records, &[]));
        prop_assert_eq!(&found, &link(&records, &[]), "the same for any number of threads");
        let again = link(&shuffled, &[]);
        prop_assert_eq!(named(&shuffled, &again), named(&records, &found), "the same in any order");
        for group in named(&shuffled, &again) {
            let registers: std::collections::BTreeSet<&str> = group.iter().filter_map(|id| id.split(':').next()).collect();
            prop_assert_eq!(registers.len(), group.len(), "never two of one register");
        }
    }
}

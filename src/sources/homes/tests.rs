use super::*;
use crate::domain::Vintage;
use crate::sources::{Options, Unwatched, recognise};

fn read(text: &str, communes: &[&str]) -> Result<Batch, Fault> {
    let communes = communes.iter().map(|code| (*code).to_owned()).collect();
    let options = Options { vintage: Vintage::new(2024), communes, ..Options::default() };
    let input = Input { options, ..Input::of("f.csv", text.as_bytes()) };
    recognise(&input)?.read(&input, &Unwatched)
}

fn told(batch: &Batch) -> Vec<(f64, f64, f64)> {
    let round = |degrees: f64| (degrees * 1e4).round() / 1e4;
    let points = batch.homes.iter().flat_map(|homes| &homes.points);
    points.map(|home| (round(home.position().lon()), round(home.position().lat()), home.weight())).collect()
}

const BAN: &str = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;lat\n\
34172_1;12;;Rue Foch;34000;34172;Montpellier;770000.0;6279500.0;3.8731;43.6110\n\
34172_2;14;bis;Rue Foch;34000;34172;Montpellier;770010.0;6279500.0;3.8733;43.6111\n\
34057_1;1;;Rue Basse;34170;34057;Castelnau;771000.0;6282000.0;3.9000;43.6300\n\
34172_3;16;;Rue Foch;34000;34172;Montpellier;;;;\n";

#[test]
fn addresses_of_the_national_base_are_homes_of_one_dwelling() {
    let batch = read(BAN, &["34172"]).unwrap();
    assert_eq!(told(&batch), [(3.8731, 43.611, 1.0), (3.8733, 43.6111, 1.0)]);
    let report = &batch.dataset.report;
    assert_eq!((report.read, report.taken, report.outside, report.rejected), (4, 2, 1, 1));
    assert_eq!((report.faults[0].code.as_str(), report.faults[0].place.row), ("no-position", Some(5)));
    let homes = batch.homes.unwrap();
    assert_eq!((homes.basis, homes.unit, batch.dataset.id.as_str()), (HomeBasis::Addresses, Unit::Dwellings, "adresses-2024"));
}

#[test]
fn a_local_base_and_points_of_a_town_are_addresses_too() {
    let local = "cle_interop;commune_insee;voie_nom;numero;x;y;long;lat\n34172_1;34172;Rue Foch;12;;;3.8731;43.6110\n";
    assert_eq!(told(&read(local, &[]).unwrap()), [(3.8731, 43.611, 1.0)]);
    let points = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"NUM_VOI":118,"LIB_OFF":"Rue Blier"},
        "geometry":{"type":"Point","coordinates":[770500.5,6279500.25]}}]}"#;
    let points = points.replace("NUM_VOI", "num_voi").replace("LIB_OFF", "lib_off");
    let batch = read(&points, &[]).unwrap();
    assert_eq!(told(&batch), [(3.8731, 43.611, 1.0)]);
    assert!(batch.dataset.report.remarks[0].en.contains("Lambert-93"));
}

const GRID: &str = "idcar_200m,i_est_200,lcog_geo,ind,men\n\
CRS3035RES200mN2310000E3782000,0,3417234057,120.5,40\n\
CRS3035RES200mN2310200E3782000,0,34057,12,4\n\
CRS3035RES200mN2310400E3782000,0,34172,0,0\n\
CRS3035RES200mX,0,34172,3,1\n";

#[test]
fn squares_stand_at_their_centre_with_their_people() {
    let batch = read(GRID, &["34172"]).unwrap();
    assert_eq!(told(&batch), [(3.3230, 43.6839, 120.5)]);
    let report = &batch.dataset.report;
    assert_eq!((report.read, report.taken, report.outside, report.rejected), (4, 2, 1, 1));
    assert_eq!((report.faults[0].code.as_str(), report.faults[0].place.column.as_deref()), ("bad-square", Some("idcar_200m")));
    assert!(report.remarks[0].en.contains("1 rows where nobody lives"));
    assert_eq!(read(GRID, &["13055"]).unwrap().homes, None);
}

#[test]
fn the_smoothed_grid_of_reunion_finds_its_own_system() {
    let batch = read("x,y,houhold,phouhold\n359500.0,7634300.0,5.07,2.38\n359500.0,7634500.0,-1,2\n", &[]).unwrap();
    assert_eq!(told(&batch), [(55.6447, -21.388, 5.07)]);
    assert_eq!(batch.homes.as_ref().unwrap().unit, Unit::Households);
    assert_eq!(batch.dataset.report.faults[0].code, "bad-weight");
}

#[test]
fn a_grid_without_its_numbers_is_refused_by_the_column_that_lacks() {
    let format = crate::sources::named("carreaux").unwrap();
    let fault = format.read(&Input::of("g_2021.csv", b"idcar_200m,men\nCRS3035RES200mN2310000E3782000,4\n"), &Unwatched).unwrap_err();
    assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("missing-column", Some("ind")));
}

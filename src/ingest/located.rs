//! Where the services of a file stand that give an address and no coordinates, said in its report.

use super::Known;
use crate::domain::{Batch, Text, Unlocated};
use crate::linkage::geocode::Tally;
use crate::text;

/// Says how surely the services of a batch are placed by their addresses; of a file of addresses, how surely those that were
/// loaded before are placed now.
pub fn say(batch: &mut Batch, known: &Known) {
    let waiting: &[Unlocated] = if batch.addresses.is_some() { &known.unlocated } else { &batch.unlocated };
    if waiting.is_empty() {
        return;
    }
    let tally = known.gazetteer(batch.addresses.as_ref()).tally(waiting);
    batch.dataset.report.remark(words(tally));
}

fn words(tally: Tally) -> Text {
    let Tally { numbers, streets, communes, nowhere } = tally;
    let all = numbers + streets + communes;
    let mut told = text!(
        "{all} services placés par leur adresse : au numéro {numbers}, dans la rue {streets} ; à la commune seulement {communes}, montrés et non comptés dans les trajets",
        "{all} services placed by their address: number {numbers}, street {streets}; commune only {communes}, shown and not counted in travel"
    );
    if nowhere > 0 {
        let rest = text!(
            " ; {nowhere} sans place : ni leur commune ni leurs adresses ne sont chargées",
            "; {nowhere} without a place: neither their municipality nor its addresses are loaded"
        );
        told = Text { fr: told.fr + &rest.fr, en: told.en + &rest.en };
    }
    told
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;
    use crate::domain::{Geography, Shape, Vintage, Zone, ZoneCode};
    use crate::sources::{Input, Options, Unwatched, recognise};

    const BASE: &str = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat\n\
        1;8;;Avenue Foch;34000;34172;Montpellier;3.815;43.645\n2;8;bis;Avenue Foch;34000;34172;Montpellier;3.8151;43.645\n";
    const DESKS: &str = "source,structure_id,id,nom,description,date_maj,thematiques,zone_eligibilite,modes_accueil,code_insee,adresse,longitude,latitude\n\
        dora,s1,a,Au numéro,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,8 bis av. Foch,,\n\
        dora,s2,b,Dans la rue,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,99 av. Foch,0,0\n\
        dora,s3,c,Dans la ville,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,rue de Nulle Part,,\n\
        dora,s4,d,Ailleurs,dix lettres,2026-01-01,[],[],['en-presentiel'],30189,rue de Nîmes,,\n\
        dora,s5,e,Sans adresse,dix lettres,2026-01-01,[],[],['en-presentiel'],34172,,,\n";

    fn read(text: &str) -> Batch {
        let input = Input { options: Options { vintage: Vintage::new(2026), ..Options::default() }, ..Input::of("f.csv", text.as_bytes()) };
        recognise(&input).unwrap().read(&input, &Unwatched).unwrap()
    }

    fn told(mut batch: Batch, known: &Known) -> Option<String> {
        let before = batch.dataset.report.remarks.len();
        say(&mut batch, known);
        batch.dataset.report.remarks.get(before).map(|remark| remark.en.clone())
    }

    #[test]
    fn the_report_says_how_many_are_placed_by_their_address_and_how_surely_whichever_file_comes_first() {
        let zone = Zone {
            geography: Geography::Iris,
            code: ZoneCode::new("341720101").unwrap(),
            vintage: Vintage::new(2020).unwrap(),
            name: "A".to_owned(),
            kind: None,
            parents: Vec::new(),
            shape: Shape::new(wkt!(MULTIPOLYGON(((3.81 43.64, 3.82 43.64, 3.82 43.65, 3.81 43.65, 3.81 43.64))))).unwrap(),
        };
        let (desks, base) = (read(DESKS), read(BASE));
        assert_eq!(
            (desks.unlocated.len(), desks.services.len(), desks.dataset.report.rejected),
            (4, 0, 1),
            "without an address it is rejected"
        );
        let mut known = Known::of([&zone]);
        assert!(told(desks.clone(), &known).unwrap().starts_with("3 services placed by their address: number 0, street 0; commune only 3"));
        let mut first = known.clone();
        first.add_records(&desks);
        let whole = "3 services placed by their address: number 1, street 1; commune only 1";
        assert!(told(base.clone(), &first).unwrap().starts_with(whole));
        known.add_records(&base);
        let told = told(desks, &known).unwrap();
        assert!(told.starts_with(whole) && told.contains("1 without a place"), "{told}");
    }
}

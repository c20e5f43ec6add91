//! Valmeille-sur-Orvane, a town that does not exist, written as the files a real one would publish.
//!
//! The plan is drawn by hand ([`plan`], [`zones`]); the rest follows from it and from seeded chance.
//! Blocks are the Voronoi cells of parcels ([`parcels`], [`mesh`]); neighbourhoods spread over blocks
//! ([`land`]) and streets run between them ([`streets`], [`ways`]), so that streets and borders agree.
//! People settle ([`people`]), receive benefits ([`benefits`]), and everything is written down in the
//! layouts of the real producers.

pub mod benefits;
pub mod chance;
pub mod counters;
pub mod curve;
pub mod digital;
pub mod establishments;
pub mod facilities;
pub mod filosofi;
pub mod income;
pub mod insee_tables;
pub mod land;
pub mod layer;
pub mod mesh;
pub mod names;
pub mod osm;
pub mod outlines;
pub mod parcels;
pub mod people;
pub mod place;
pub mod plan;
pub mod priority;
pub mod sites;
pub mod streets;
pub mod tables;
pub mod truth;
pub mod ways;
pub mod zones;

use geo::{LineString, Polygon};
use serde_json::json;

use benefits::Benefits;
use chance::Chance;
use land::Land;
use layer::Layer;
use people::People;
use place::Globe;
use sites::Sites;
use zones::{COMMUNES, ZONES};

/// A file of the town: its name and content.
pub type File = (&'static str, Vec<u8>);

/// Every file of the town, the same to the byte at each call.
pub fn files() -> anyhow::Result<Vec<File>> {
    let (land, globe) = (Land::lay_out()?, Globe::new()?);
    let outlines = outlines::draw(&land)?;
    let everyone = settle();
    let people: Vec<People> = everyone.iter().map(|(people, _)| people.clone()).collect();
    let priority = priority::draw();
    let mut sites = Sites::new(&land);
    Ok(vec![
        ("README.md", include_bytes!("../texts/README.md").to_vec()),
        ("demo.toml", include_bytes!("../texts/demo.toml").to_vec()),
        ("TRUTH.toml", truth::write(&everyone)?),
        ("iris.geojson", iris(&outlines, &globe)?),
        ("qpv.geojson", priority::outlines(&priority, &globe)?),
        ("qpv_indicateurs.csv", priority::indicators(&priority, &land, &everyone)),
        ("filosofi_iris_2019.csv", filosofi::write_2019(&people)),
        ("filosofi_iris_2021.csv", filosofi::write(&people)),
        ("caf_iris_2021.csv", tables::caf(&everyone)),
        ("revenus_fiscaux_iris_2021.csv", tables::incomes(&everyone)),
        ("demandeurs_emploi_iris_2021.csv", tables::job_seekers(&everyone)),
        ("population_iris_2021.csv", tables::population(&everyone)),
        ("equipements.csv", facilities::write(&mut sites)?),
        ("equipements.mapping.toml", include_bytes!("../texts/equipements.mapping.toml").to_vec()),
        ("france_services.csv", counters::france_services(&mut sites, &globe)?),
        ("finess.csv", establishments::write(&mut sites, &globe)?),
        ("mediation_numerique.geojson", digital::write(&mut sites, &globe)?),
        ("pharmacies.geojson", counters::pharmacies(&mut sites, &globe)?),
        ("pharmacies.mapping.toml", include_bytes!("../texts/pharmacies.mapping.toml").to_vec()),
        ("streets.osm", osm::write(&land, &outlines, &globe)?),
    ])
}

/// The people of every neighbourhood and what they receive.
pub fn settle() -> Vec<(People, Benefits)> {
    // Among the streams tried for luck, one whose planted silence comes out close to what was meant.
    let (mut chance, mut luck) = (Chance::of_part(5), Chance::of_part(17));
    ZONES
        .iter()
        .map(|sketch| {
            let people = People::settle(sketch, &mut chance);
            let benefits = Benefits::draw(&people, &mut chance, &mut luck);
            (people, benefits)
        })
        .collect()
}

/// The official layer of neighbourhoods.
fn iris(outlines: &[Polygon], globe: &Globe) -> anyhow::Result<Vec<u8>> {
    let mut layer = Layer::new("iris_2021", 6);
    for (sketch, outline) in ZONES.iter().zip(outlines) {
        let commune = &COMMUNES[sketch.commune];
        let properties = [
            ("INSEE_COM", json!(commune.code)),
            ("NOM_COM", json!(commune.name)),
            ("IRIS", json!(sketch.iris)),
            ("CODE_IRIS", json!(sketch.code())),
            ("NOM_IRIS", json!(sketch.name)),
            ("TYP_IRIS", json!(sketch.kind().to_string())),
        ];
        let ring = outline.exterior().0.iter().map(|&at| globe.degrees(at)).collect::<anyhow::Result<Vec<_>>>()?;
        layer.multi_polygon(&properties, &LineString(ring));
    }
    Ok(layer.into_bytes())
}

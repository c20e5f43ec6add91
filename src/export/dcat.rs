//! Collections described for catalogues of open data: DCAT-AP 3 as JSON-LD, whose context stands within, so that it can
//! be read without the network.

use serde_json::{Value, json};

use super::Notice;
use crate::atlas::Atlas;
use crate::domain::{Dataset, DatasetId, Lang, Text};

/// What is described.
pub struct Subject<'a> {
    /// The name of the collection.
    pub id: &'a str,
    /// Its title.
    pub title: &'a Text,
    /// What its features are, and how they were worked out.
    pub description: &'a Text,
    /// The data sets it rests on.
    pub sources: &'a [DatasetId],
    /// West, south, east, north.
    pub extent: Option<[f64; 4]>,
    /// The names of its reference systems.
    pub systems: Vec<String>,
}

/// A form in which a collection is given.
struct Form {
    /// The word of `f`.
    word: &'static str,
    /// Its media type, without parameters.
    media_type: &'static str,
    /// The European code of the file type.
    file_type: &'static str,
    /// Whether one address gives everything, and not a page.
    whole: bool,
}

const FORMS: [Form; 5] = [
    Form { word: "geojson", media_type: "application/geo+json", file_type: "GEOJSON", whole: false },
    Form { word: "geojsonseq", media_type: "application/geo+json-seq", file_type: "GEOJSON", whole: true },
    Form { word: "csv", media_type: "text/csv", file_type: "CSV", whole: false },
    Form { word: "flatgeobuf", media_type: "application/vnd.flatgeobuf", file_type: "BIN", whole: true },
    Form { word: "geoparquet", media_type: "application/vnd.apache.parquet", file_type: "PARQUET", whole: true },
];

const EUROPE: &str = "http://publications.europa.eu/resource/authority";

/// One collection as a `dcat:Dataset`.
pub fn dataset(atlas: &Atlas, subject: &Subject<'_>, base: &str) -> Value {
    let mut node = dataset_node(atlas, subject, base);
    node["@context"] = context();
    node
}

/// Every collection in a `dcat:Catalog`.
pub fn catalogue(atlas: &Atlas, subjects: &[Subject<'_>], base: &str) -> Value {
    let datasets: Vec<_> = subjects.iter().map(|subject| dataset_node(atlas, subject, base)).collect();
    let served: Vec<_> = subjects.iter().map(|subject| json!({"@id": address(base, subject)})).collect();
    let name = &atlas.name;
    let title = Text::new(format!("Maillage territorial : {name}"), format!("Maillage territorial: {name}"));
    let description = Text::new(
        format!("Les besoins non couverts et les droits non demandés : {name}"),
        format!("Needs that go unmet and rights that are not taken up: {name}"),
    );
    json!({
        "@context": context(),
        "@id": format!("{base}/dcat"),
        "@type": "dcat:Catalog",
        "dct:title": both(&title),
        "dct:description": both(&description),
        "dct:publisher": agent("Maillage"),
        "dct:language": languages(),
        "dcat:dataset": datasets,
        "dcat:service": {
            "@id": format!("{base}/"),
            "@type": "dcat:DataService",
            "dct:title": both(&Text::same("OGC API Features")),
            "dcat:endpointURL": {"@id": format!("{base}/")},
            "dcat:endpointDescription": {"@id": format!("{base}/api")},
            "dct:conformsTo": {"@id": "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"},
            "dcat:servesDataset": served,
        },
    })
}

fn dataset_node(atlas: &Atlas, subject: &Subject<'_>, base: &str) -> Value {
    let sources: Vec<&Dataset> = atlas.datasets.iter().filter(|set| subject.sources.contains(&set.id)).collect();
    let own = address(base, subject);
    let notice = Notice::new(atlas, subject.sources, Lang::Fr);
    let mut node = json!({
        "@id": own,
        "@type": "dcat:Dataset",
        "dct:identifier": subject.id,
        "dct:title": both(subject.title),
        "dct:description": both(subject.description),
        "dct:publisher": agent("Maillage"),
        "dct:language": languages(),
        "dct:accessRights": {"@id": format!("{EUROPE}/access-right/PUBLIC")},
        "dcat:theme": {"@id": format!("{EUROPE}/data-theme/SOCI")},
        "dcat:version": atlas.id.as_str(),
        "dcat:landingPage": {"@id": format!("{own}?f=html")},
        "dct:conformsTo": subject.systems.iter().map(|system| json!({"@id": system})).collect::<Vec<_>>(),
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": notice.attribution},
        "prov:wasDerivedFrom": sources.iter().map(|set| source(set)).collect::<Vec<_>>(),
        "dcat:distribution": FORMS.iter().map(|form| distribution(&own, form, &sources)).collect::<Vec<_>>(),
    });
    if let Some([west, south, east, north]) = subject.extent {
        let outline = format!("POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))");
        node["dct:spatial"] = json!({"@type": "dct:Location", "dcat:bbox": {"@type": "geo:wktLiteral", "@value": outline}});
    }
    let years = sources.iter().map(|set| set.vintage.year());
    if let (Some(first), Some(last)) = (years.clone().min(), years.max()) {
        let year = |year: u16| json!({"@type": "xsd:gYear", "@value": format!("{year:04}")});
        node["dct:temporal"] = json!({"@type": "dct:PeriodOfTime", "dcat:startDate": year(first), "dcat:endDate": year(last)});
    }
    node
}

fn distribution(own: &str, Form { word, media_type, file_type, whole }: &Form, sources: &[&Dataset]) -> Value {
    let address = format!("{own}/items?f={word}");
    let mut node = json!({
        "@type": "dcat:Distribution",
        "@id": address,
        "dct:title": word,
        "dcat:accessURL": {"@id": address},
        "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{media_type}")},
        "dct:format": {"@id": format!("{EUROPE}/file-type/{file_type}")},
        "dct:license": licences(sources),
    });
    if *whole {
        node["dcat:downloadURL"] = json!({"@id": address});
    }
    if *word == "csv" {
        node["dct:conformsTo"] = json!({"@id": format!("{own}/csvw")});
    }
    node
}

/// A data set that a collection rests on.
fn source(set: &Dataset) -> Value {
    json!({
        "@type": "dcat:Dataset",
        "dct:identifier": set.id.as_str(),
        "dct:title": both(&set.title),
        "dct:publisher": agent(&set.producer),
        "dct:license": licence(&set.licence),
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": {"@type": "xsd:gYear", "@value": format!("{:04}", set.vintage.year())}},
    })
}

fn licences(sources: &[&Dataset]) -> Vec<Value> {
    let mut names: Vec<&str> = sources.iter().map(|set| set.licence.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(licence).collect()
}

/// A licence by its European code where it has one, else by its name.
fn licence(name: &str) -> Value {
    let plain = name.to_lowercase();
    let code = match plain.as_str() {
        plain if plain.contains("licence ouverte") && plain.contains("2.0") => "ETALAB_2_0",
        plain if plain.contains("licence ouverte") => "ETALAB",
        plain if plain.contains("odbl") || plain.contains("open database") => "ODC_BL",
        _ => return json!({"@type": "dct:LicenseDocument", "rdfs:label": name}),
    };
    json!({"@id": format!("{EUROPE}/licence/{code}"), "@type": "dct:LicenseDocument", "rdfs:label": name})
}

fn address(base: &str, subject: &Subject<'_>) -> String {
    format!("{base}/collections/{}", subject.id)
}

fn agent(name: &str) -> Value {
    json!({"@type": "foaf:Agent", "foaf:name": name})
}

fn languages() -> Value {
    json!([{"@id": format!("{EUROPE}/language/FRA")}, {"@id": format!("{EUROPE}/language/ENG")}])
}

fn both(words: &Text) -> Value {
    json!([{"@language": "fr", "@value": words.fr}, {"@language": "en", "@value": words.en}])
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

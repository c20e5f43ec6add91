//! `GET /collections` and `GET /collections/{id}`: what there is to read.

use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::collection::Collection;
use super::reference::{self, CRS84, Reference};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::{Here, Link};
use crate::api::media::Media;
use crate::api::prepared::Prepared;
use crate::api::shelf::Shelf;
use crate::api::tiles::TILESETS;
use crate::domain::{Fault, Text};
use crate::export::Notice;

/// Every collection.
#[derive(Serialize, ToSchema)]
pub struct Collections {
    /// Links to other forms of this answer.
    links: Vec<Link>,
    /// The collections.
    collections: Vec<CollectionEntry>,
}

/// One collection.
#[derive(Serialize, ToSchema)]
pub struct CollectionEntry {
    /// Its name in addresses.
    #[schema(example = "iris")]
    id: String,
    /// Its title.
    title: String,
    /// What its features are.
    description: String,
    /// Producers, titles and years of the data it rests on.
    attribution: String,
    /// Their licences.
    license: String,
    /// Whether the place is invented.
    fictional: bool,
    /// Where its features lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    extent: Option<Extent>,
    /// What the collection holds.
    #[serde(rename = "itemType")]
    item_type: &'static str,
    /// Reference systems it is served in.
    crs: Vec<String>,
    /// The reference system it is kept in.
    #[serde(rename = "storageCrs")]
    storage_crs: &'static str,
    /// Links to its features, its columns and other forms of this answer.
    links: Vec<Link>,
}

#[derive(Serialize, ToSchema)]
struct Extent {
    /// In space.
    spatial: Spatial,
}

#[derive(Serialize, ToSchema)]
struct Spatial {
    /// West, south, east, north in degrees; one rectangle.
    bbox: Vec<[f64; 4]>,
    /// The reference system of the rectangle.
    crs: &'static str,
}

/// Lists the collections.
#[utoipa::path(get, path = "/collections", tag = "Features", responses((status = 200, description = "The collections", content((Collections = "application/json"), (String = "text/html")))))]
pub async fn list(ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = |here: &Here| Text::new("Collections", "Collections").get(here.lang).to_owned();
    ask.tell(media, Cost::Heavy, title, |prepared, here| {
        let describe = |shelf: &Shelf| Ok(CollectionEntry::new(prepared, shelf.collection()?, here));
        Ok(Collections { links: forms(here), collections: prepared.shelves.iter().map(describe).collect::<Result<_, Fault>>()? })
    })
    .await
}

/// Describes a collection.
#[utoipa::path(get, path = "/collections/{collection}", tag = "Features", params(("collection" = String, Path, description = "The name of the collection", example = "iris")), responses((status = 200, description = "The collection", content((CollectionEntry = "application/json"), (String = "text/html"))), (status = 404)))]
pub async fn describe(ask: Ask, id: Path<String>) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = ask.title_of(&id).await?;
    ask.tell(
        media,
        Cost::Light,
        |_| title,
        move |prepared, here| {
            let collection = prepared.collection(&id)?;
            let mut description = CollectionEntry::new(prepared, collection, here);
            description.links.extend(forms(here).into_iter().skip(1));
            Ok(description)
        },
    )
    .await
}

impl CollectionEntry {
    fn new(prepared: &Prepared, collection: &Collection, here: &Here) -> Self {
        let (about, lang) = (&collection.about, here.lang);
        let notice = Notice::new(&prepared.atlas, &about.sources, lang);
        Self {
            id: about.id.clone(),
            title: about.title.get(lang).to_owned(),
            description: about.description.get(lang).to_owned(),
            attribution: notice.attribution,
            license: notice.licence,
            fictional: notice.fictional,
            extent: collection.extent.map(|bbox| Extent { spatial: Spatial { bbox: vec![bbox], crs: CRS84 } }),
            item_type: "feature",
            crs: reference::of_land(collection.extent).into_iter().map(Reference::uri).collect(),
            storage_crs: CRS84,
            links: links(here, &about.id),
        }
    }
}

fn links(here: &Here, id: &str) -> Vec<Link> {
    let own = format!("/collections/{id}");
    let link =
        |path: String, rel, media: Media, title: Text| Link::new(here.address(&path), rel, media.content_type(), title.get(here.lang));
    vec![
        link(own.clone(), "self", Media::Json, Text::new("Cette collection", "This collection")),
        link(format!("{own}/items?empty=omit"), "items", Media::GeoJson, Text::new("Ses objets en GeoJSON", "Its features as GeoJSON")),
        link(format!("{own}/items?f=csv"), "items", Media::Csv, Text::new("Ses objets en CSV", "Its features as CSV")),
        link(format!("{own}/items?f=html"), "items", Media::Html, Text::new("Ses objets à lire", "Its features to read")),
        link(
            format!("{own}/items?f=geojsonseq"),
            "items",
            Media::GeoJsonSeq,
            Text::new("Ses objets un à un (GeoJSON-Seq)", "Its features one by one (GeoJSON-Seq)"),
        ),
        link(
            format!("{own}/items?f=flatgeobuf"),
            "items",
            Media::FlatGeobuf,
            Text::new("Ses objets en FlatGeobuf", "Its features as FlatGeobuf"),
        ),
        link(
            format!("{own}/items?f=geoparquet"),
            "items",
            Media::GeoParquet,
            Text::new("Ses objets en GeoParquet", "Its features as GeoParquet"),
        ),
        link(format!("{own}/metadata"), "describedby", Media::JsonLd, Text::new("Sa notice (DCAT-AP)", "Its record (DCAT-AP)")),
        link(
            format!("{own}/csvw"),
            "describedby",
            Media::CsvW,
            Text::new("Les colonnes de son CSV (CSVW)", "The columns of its CSV (CSVW)"),
        ),
        link(format!("{own}/schema"), "describedby", Media::Schema, Text::new("Leur forme", "Their form")),
        // The same, since relations are compared whatever the case (RFC 8288, section 2.1.1), but GDAL knows this spelling alone.
        link(format!("{own}/schema"), "describedBy", Media::Schema, Text::new("Leur forme", "Their form")),
        link(
            format!("{own}/queryables"),
            "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            Media::Schema,
            Text::new("Ses propriétés", "Its properties"),
        ),
        link(format!("{own}/tiles"), TILESETS, Media::Json, Text::new("Ses tuiles vectorielles", "Its vector tiles")),
    ]
}

/// Links to this answer and its page.
fn forms(here: &Here) -> Vec<Link> {
    let words = |fr, en| Text::new(fr, en).get(here.lang).to_owned();
    vec![
        Link::new(here.with(&[]), "self", "application/json", words("Cette réponse", "This answer")),
        Link::new(here.with(&[("f", Some("html"))]), "alternate", "text/html", words("À lire", "To read")),
    ]
}

//! `GET /collections/{id}/items`: the features, page by page.

use actix_web::web::Path;

use super::CONTENT_CRS;
use super::collection::{Collection, Head};
use super::form::FeatureCollection;
use super::reference::Reference;
use super::select::{DEFAULT_LIMIT, Found, HIGHEST_LIMIT, Selection};
use crate::api::answer::{Answer, Cost, Draft};
use crate::api::ask::Ask;
use crate::api::coding::Coding;
use crate::api::here::{Here, Link};
use crate::api::media::Media;
use crate::api::page;
use crate::api::params::{Params, bad_parameter};
use crate::api::prepared::Prepared;
use crate::api::problem::internal;
use crate::domain::{Fault, Text};
use crate::export::{Extract, Format, Notice, csv, geojson};
use crate::text;

/// The formats of features, the first being that of who asks for none.
const FORMATS: [Media; 6] = [Media::GeoJson, Media::Csv, Media::Html, Media::GeoJsonSeq, Media::FlatGeobuf, Media::GeoParquet];

/// Above this many features a page is put together aside.
const LIGHT: usize = 1_000;

/// Features on a page at most for a bulk reader, which follows `next`: GDAL reads ten pages of a thousand faster than one of ten thousand,
/// since it holds several trees of each in memory.
const BULK_LIMIT: usize = 1_000;

/// One page of a selection.
struct Page<'a> {
    collection: &'a Collection,
    selection: &'a Selection,
    matched: usize,
    rows: Vec<usize>,
}

/// Reads the features of a collection, page by page.
///
/// Every property that `queryables` lists is a parameter too: `theme=sante` keeps the features whose `theme` is
/// that, or whose list holds it. The `next` link pins the state of the data, so that a long download neither skips
/// nor repeats.
#[utoipa::path(
    get,
    path = "/collections/{collection}/items",
    tag = "Features",
    params(
        ("collection" = String, Path, description = "The name of the collection", example = "iris"),
        ("limit" = Option<u64>, Query, style = Form, explode = false, description = "Features on a page; when not given 100, or 10,000 rows of CSV, or all of them in the formats of files; more than 10,000 is taken as 10,000", minimum = 1, maximum = 10000, example = 100),
        ("offset" = Option<u64>, Query, description = "Features to leave out first", minimum = 0),
        ("bbox" = Option<Vec<f64>>, Query, style = Form, explode = false, description = "Features that touch this rectangle, in the order of the axes of `bbox-crs`: west, south, east, north in degrees when that is not given", min_items = 4, max_items = 6),
        ("bbox-crs" = Option<String>, Query, description = "The reference system of `bbox`: one of those the collection lists; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
        ("crs" = Option<String>, Query, description = "The reference system of the answer: one of those the collection lists; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
        ("filter" = Option<String>, Query, description = "Only features that fit this CQL2 filter, as in `capacity > 3 AND S_INTERSECTS(geometry, BBOX(3.8, 43.5, 4, 43.7))`. A withheld or missing value is null"),
        ("filter-lang" = Option<String>, Query, description = "How `filter` is written: `cql2-text` (when not given) or `cql2-json`", pattern = "^cql2-(text|json)$"),
        ("filter-crs" = Option<String>, Query, description = "The reference system of `filter`; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
        ("sortby" = Option<String>, Query, description = "Properties to sort by, with `-` before one for falling order: `-capacity,name`. Features without a value come last"),
        ("datetime" = Option<String>, Query, style = Form, explode = false, description = "A date or an interval (RFC 3339). Features carry no time of their own, so all of them fit", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?|([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?|[.][.])?/([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?|[.][.])?)$"),
        ("properties" = Option<Vec<String>>, Query, explode = false, description = "Properties wanted; all when not given"),
        ("empty" = Option<String>, Query, description = "For GeoJSON: `omit` leaves out properties that are null or an empty list, and an `id` that the feature bears already, but in the first feature of a page, so that a bulk reader parses half as much, and gives pages of 1,000 at most; `keep` when not given", pattern = "^(keep|omit)$"),
        ("bom" = Option<u8>, Query, description = "For CSV: 1 begins with the byte order mark that spreadsheets want", minimum = 0, maximum = 1),
    ),
    responses(
        (status = 200, description = "A page of features", content(
            (FeatureCollection = "application/geo+json"), (String = "text/csv"), (String = "text/html"),
            (String = "application/geo+json-seq"), (Vec<u8> = "application/vnd.flatgeobuf"), (Vec<u8> = "application/vnd.apache.parquet"),
        )),
        (status = 404),
    ),
)]
pub async fn get(mut ask: Ask, id: Path<String>) -> Answer {
    let selection = Selection::read(&ask.params, ask.collection(&id).await?)?;
    let form = Form { bom: ask.params.number("bom", 0..=1)? == Some(1), lean: omits_empty(&ask.params)? };
    let media = ask.media(&FORMATS)?;
    let reference = selection.reference;
    if media == Media::GeoJsonSeq {
        return ask.records(id.into_inner(), selection).await;
    }
    if media == Media::FlatGeobuf || media == Media::GeoParquet {
        // Files are read in parts, or are compressed within.
        ask.coding = Coding::Identity;
    }
    let limit = most_on_a_page(selection.limit, media, form.lean);
    let heavy = limit > LIGHT || media != Media::GeoJson || selection.wanted.is_heavy() || reference != Reference::Crs84;
    let mut response = ask
        .answer(media, if heavy { Cost::Heavy } else { Cost::Light }, move |prepared, here| {
            let page = Page::new(prepared.collection(&id)?, &selection, limit);
            let next = page.next(prepared, here).map(|address| format!("<{address}>; rel=\"next\""));
            let described = (media == Media::Csv).then(|| {
                let address = here.address(&format!("/collections/{id}/csvw{}", reference.asked("?")));
                format!("<{address}>; rel=\"describedby\"; type=\"{}\"", Media::CsvW.content_type())
            });
            let links: Vec<_> = next.into_iter().chain(described).collect();
            let link = (!links.is_empty()).then(|| links.join(", "));
            Ok(Draft { bytes: page.write(media, prepared, here, form)?, link })
        })
        .await?;
    response.headers_mut().insert(CONTENT_CRS, reference.header());
    Ok(response)
}

/// How a page is written, where a format leaves the choice.
#[derive(Clone, Copy)]
struct Form {
    /// Whether CSV begins with the byte order mark.
    bom: bool,
    /// Whether GeoJSON leaves out what is null, an empty list, or said already.
    lean: bool,
}

fn omits_empty(params: &Params) -> Result<bool, Fault> {
    match params.value("empty") {
        None | Some("keep") => Ok(false),
        Some("omit") => Ok(true),
        Some(other) => Err(bad_parameter("empty", other, Text::new("attendu : keep ou omit", "expected keep or omit"))),
    }
}

/// How many features a page holds at most.
fn most_on_a_page(asked: Option<usize>, media: Media, lean: bool) -> usize {
    let most = asked.unwrap_or_else(|| usual_limit(media));
    if lean && media == Media::GeoJson { most.min(BULK_LIMIT) } else { most }
}

/// What nobody pages by hand comes in the largest pages; a file is of one piece.
const fn usual_limit(media: Media) -> usize {
    match media {
        Media::Csv => HIGHEST_LIMIT,
        Media::FlatGeobuf | Media::GeoParquet => usize::MAX,
        _ => DEFAULT_LIMIT,
    }
}

impl<'a> Page<'a> {
    fn new(collection: &'a Collection, selection: &'a Selection, limit: usize) -> Self {
        let found: Found = selection.wanted.find(collection);
        let rows = found.page(selection.offset, limit);
        Self { collection, selection, matched: found.count(), rows }
    }

    /// The address of the next page, pinned to this snapshot so that a long download neither skips nor repeats.
    fn next(&self, prepared: &Prepared, here: &Here) -> Option<String> {
        let next = self.selection.offset.checked_add(self.rows.len()).filter(|next| *next < self.matched && !self.rows.is_empty())?;
        Some(here.with(&[("offset", Some(&next.to_string())), ("snapshot", Some(prepared.atlas.id.as_str()))]))
    }

    fn write(&self, media: Media, prepared: &Prepared, here: &Here, form: Form) -> Result<Vec<u8>, Fault> {
        let mut out = Vec::new();
        let written = match media {
            Media::Csv => csv::write_rows(&mut out, &self.extract(&self.columns()), form.bom),
            Media::FlatGeobuf => self.write_file(&mut out, Format::FlatGeobuf, prepared, here),
            Media::GeoParquet => self.write_file(&mut out, Format::GeoParquet, prepared, here),
            Media::Html => {
                out = self.to_read(prepared, here).into_bytes();
                Ok(())
            }
            _ => self.write_geojson(&mut out, prepared, here, form.lean),
        };
        written.map_err(|cause| {
            tracing::error!(%cause, "a page could not be written");
            internal()
        })?;
        Ok(out)
    }
}

impl Page<'_> {
    fn write_file(&self, out: &mut Vec<u8>, format: Format, prepared: &Prepared, here: &Here) -> std::io::Result<()> {
        self.extract(&self.columns()).write(out, format, &self.collection.about.label(&prepared.atlas, here.lang))
    }

    /// The columns asked for, by number.
    fn columns(&self) -> Vec<usize> {
        self.selection.columns.clone().unwrap_or_else(|| (0..self.collection.table.fields().len()).collect())
    }

    fn extract<'a>(&'a self, columns: &'a [usize]) -> Extract<'a> {
        Extract { table: &*self.collection.table, rows: &self.rows, columns, axes: self.selection.reference.axes() }
    }

    fn write_geojson(&self, out: &mut Vec<u8>, prepared: &Prepared, here: &Here, lean: bool) -> std::io::Result<()> {
        let (matched, returned) = (self.matched, self.rows.len());
        out.extend(
            format!("{{\"type\":\"FeatureCollection\",\"numberMatched\":{matched},\"numberReturned\":{returned},\"links\":").bytes(),
        );
        serde_json::to_writer(&mut *out, &self.links(prepared, here))?;
        let about = &self.collection.about;
        geojson::write_label(out, &about.label(&prepared.atlas, here.lang))?;
        let axes = self.selection.reference.axes();
        out.extend_from_slice(b",\"features\":[");
        for (place, &row) in self.rows.iter().enumerate() {
            out.extend_from_slice(if place == 0 { b"\n" } else { b",\n" });
            // The first says which properties there are, to readers that do not ask for the schema.
            let how = if lean && place > 0 { Head::Lean } else { Head::Whole };
            self.collection.write_feature(out, row, self.selection.columns.as_deref(), &axes, how)?;
        }
        out.extend_from_slice(b"\n]}\n");
        Ok(())
    }

    fn links(&self, prepared: &Prepared, here: &Here) -> Vec<Link> {
        let words = |fr, en| Text::new(fr, en).get(here.lang).to_owned();
        let form = |media: Media| here.with(&[("f", Some(media.word()))]);
        let owner = here.address(&format!("/collections/{}", self.collection.about.id));
        let mut links = vec![
            Link::new(here.with(&[]), "self", Media::GeoJson.content_type(), words("Cette page", "This page")),
            Link::new(form(Media::Csv), "alternate", Media::Csv.content_type(), words("En CSV", "As CSV")),
            Link::new(form(Media::Html), "alternate", Media::Html.content_type(), words("À lire", "To read")),
            Link::new(owner, "collection", Media::Json.content_type(), words("La collection", "The collection")),
        ];
        let next = self.next(prepared, here);
        links.extend(next.map(|address| Link::new(address, "next", Media::GeoJson.content_type(), words("La suite", "Next page"))));
        links
    }

    fn to_read(&self, prepared: &Prepared, here: &Here) -> String {
        let (about, lang) = (&self.collection.about, here.lang);
        let notice = Notice::new(&prepared.atlas, &about.sources, lang);
        let (matched, first, last) = (self.matched, self.selection.offset + 1, self.selection.offset + self.rows.len());
        let count = text!("De {first} à {last} sur {matched}", "{first} to {last} of {matched}");
        let next = self.next(prepared, here).map(|address| {
            format!("<p><a rel=\"next\" href=\"{}\">{}</a></p>\n", page::escaped(&address), Text::new("La suite", "Next page").get(lang))
        });
        let body = format!(
            "<p>{}</p>\n<p>{}</p>\n{}{}{}{}",
            page::escaped(about.description.get(lang)),
            count.get(lang),
            super::sketch::of(prepared, self.collection, &self.rows, lang),
            super::reading::table(self.collection, self.selection.columns.as_deref(), &self.rows, lang),
            next.unwrap_or_default(),
            super::reading::owed(&notice),
        );
        page::document(here, about.title.get(lang), &body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bulk_reader_gets_short_pages_and_nobody_else() {
        assert_eq!(most_on_a_page(Some(10_000), Media::GeoJson, true), 1_000);
        assert_eq!(most_on_a_page(Some(10), Media::GeoJson, true), 10);
        assert_eq!(most_on_a_page(Some(10_000), Media::GeoJson, false), 10_000);
        assert_eq!(most_on_a_page(None, Media::GeoJson, false), DEFAULT_LIMIT);
        assert_eq!(most_on_a_page(None, Media::FlatGeobuf, true), usize::MAX);
    }
}

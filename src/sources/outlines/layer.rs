//! One layer of outlines as its container holds it, in its own reference system.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::value::RawValue;

use super::attributes::Attributes;
use super::{archive, geojson, geopackage, shapefile};
use crate::domain::{Fault, Report, Text, Vintage, check_closure};
use crate::sources::{Input, vintage};
use crate::text;

/// What a container holds.
#[derive(Debug)]
pub struct Layer {
    /// What the container calls it.
    pub name: String,
    /// EPSG number it declares, if it does.
    pub declared_crs: Option<u32>,
    /// Its features, in order.
    pub features: Vec<Feature>,
    /// What had to be assumed to read it.
    pub remarks: Vec<Text>,
}

/// One feature, its geometry not yet read.
#[derive(Debug)]
pub struct Feature {
    /// Its number in the layer, from 1.
    pub row: u64,
    /// What is said of it.
    pub attributes: Attributes,
    /// Its geometry as the container holds it.
    pub geometry: Encoded,
}

/// A geometry in its container's encoding.
#[derive(Debug)]
pub enum Encoded {
    /// A GeoJSON geometry.
    Json(Box<RawValue>),
    /// A GeoPackage blob.
    Blob(Vec<u8>),
    /// Rings of a shapefile.
    Rings(Vec<Vec<Coord>>),
    /// None.
    Absent,
}

/// What can be told of a layer without reading it whole.
#[derive(Debug)]
pub struct Peek {
    /// Names of its attributes, in lower case.
    pub columns: Vec<String>,
}

impl Peek {
    /// Whether one of these lower-case names is an attribute.
    pub fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.columns.iter().any(|column| column == name))
    }
}

/// Whether a layer of these columns is the one sought.
pub type Wanted = fn(&Peek) -> bool;

impl Layer {
    /// The edition: what the user says, else the year in the layer's own name, else in the file's.
    ///
    /// # Errors
    /// `missing-vintage` when none tells.
    pub fn vintage(&mut self, input: &Input) -> Result<Vintage, Fault> {
        let told = input.options.vintage.or_else(|| vintage::in_name(&self.name));
        if let Some(year) = told {
            return Ok(year);
        }
        let mut report = Report::default();
        let year = vintage::said(input, &mut report)?;
        self.remarks.extend(report.remarks);
        Ok(year)
    }

    /// Reads the layer that has the columns sought.
    ///
    /// # Errors
    /// `not-a-layer` when it is no container we know, or what its container's reader says.
    pub fn read(input: &Input, wanted: Wanted) -> Result<Self, Fault> {
        let bytes = &input.bytes;
        let layer = if archive::is_zip(bytes) {
            archive::read(bytes)
        } else if geopackage::is_geopackage(bytes) {
            geopackage::read(&input.path, bytes, wanted)
        } else if shapefile::is_shapefile(bytes) {
            shapefile::Parts::beside(&input.path, bytes).and_then(|parts| parts.read())
        } else {
            geojson::read(bytes)
        };
        layer.map_err(|fault| fault.in_file(&input.name))
    }

    /// The same, of every layer of an archive that has several with the columns sought: a territory in parts, each in the
    /// coordinates of its own land.
    ///
    /// # Errors
    /// Those of [`Layer::read`].
    pub fn read_all(input: &Input, wanted: Wanted) -> Result<Vec<Self>, Fault> {
        if !archive::is_zip(&input.bytes) {
            return Ok(vec![Self::read(input, wanted)?]);
        }
        let layers = archive::read_all(&input.bytes).map_err(|fault| fault.in_file(&input.name))?;
        let sought = |layer: &Self| {
            layer.features.first().is_none_or(|feature| wanted(&Peek { columns: feature.attributes.names().map(str::to_owned).collect() }))
        };
        Ok(layers.into_iter().filter(sought).collect())
    }

    /// Whether an archive holds such layers, or another container one.
    pub fn recognised_all(input: &Input, wanted: Wanted) -> bool {
        if archive::is_zip(&input.bytes) {
            return archive::peek_all(&input.bytes).is_some_and(|peek| wanted(&peek));
        }
        Self::recognised(input, wanted)
    }

    /// Whether the content holds a layer of polygons with the columns sought.
    pub fn recognised(input: &Input, wanted: Wanted) -> bool {
        let bytes = &input.bytes;
        if archive::is_zip(bytes) {
            archive::peek(bytes).is_some_and(|peek| wanted(&peek))
        } else if geopackage::is_geopackage(bytes) {
            geopackage::recognised(&input.path, wanted)
        } else if shapefile::is_shapefile(bytes) {
            shapefile::Parts::beside(&input.path, bytes).ok().and_then(|parts| parts.peek()).is_some_and(|peek| wanted(&peek))
        } else {
            geojson::peek(bytes).is_some_and(|peek| wanted(&peek))
        }
    }
}

impl Feature {
    /// Its outline in the layer's own coordinates.
    ///
    /// # Errors
    /// `not-a-polygon`, `short-ring` or `open-ring` with the vertex, at this feature's row.
    pub fn outline(&self) -> Result<MultiPolygon, Fault> {
        let outline = match &self.geometry {
            Encoded::Json(geometry) => geojson::outline(geometry),
            Encoded::Blob(blob) => geopackage::outline(blob),
            Encoded::Rings(rings) => shapefile::outline(rings),
            Encoded::Absent => Err(not_a_polygon("aucune", "none")),
        };
        outline.map_err(|fault| fault.at_row(self.row))
    }
}

/// Gathers an outline ring by ring, so that each is checked before the geometry library closes it.
#[derive(Debug, Default)]
pub struct Gathering {
    polygons: Vec<Polygon>,
    vertices: u64,
}

impl Gathering {
    /// Adds a polygon: its outer ring, then its holes.
    ///
    /// # Errors
    /// `short-ring` or `open-ring`, with the vertex counted over the whole outline.
    pub fn polygon(&mut self, rings: impl IntoIterator<Item = Vec<Coord>>) -> Result<(), Fault> {
        let mut closed = rings.into_iter().map(|ring| {
            check_closure(&ring, self.vertices)?;
            self.vertices += ring.len() as u64;
            Ok(LineString::new(ring))
        });
        let exterior = closed.next().transpose()?;
        let holes = closed.collect::<Result<_, Fault>>()?;
        self.polygons.extend(exterior.map(|exterior| Polygon::new(exterior, holes)));
        Ok(())
    }

    /// The outline gathered.
    pub fn outline(self) -> MultiPolygon {
        MultiPolygon::new(self.polygons)
    }
}

/// A fault of the whole container.
pub fn broken(code: &str, cause_fr: &str, cause_en: &str) -> Fault {
    Fault::new(
        code,
        text!("le fichier ne se lit pas : {cause_fr}", "the file cannot be read: {cause_en}"),
        Text::new("le télécharger ou l’exporter de nouveau", "download or export it again"),
    )
}

/// A fault of one feature's geometry.
pub fn not_a_polygon(found_fr: &str, found_en: &str) -> Fault {
    Fault::new(
        "not-a-polygon",
        text!("géométrie attendue : un polygone ; trouvée : {found_fr}", "a polygon was expected, found: {found_en}"),
        Text::new("donner un contour (Polygon ou MultiPolygon)", "give an outline (Polygon or MultiPolygon)"),
    )
}

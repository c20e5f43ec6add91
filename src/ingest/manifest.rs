//! A manifest lists the files of one territory, in the order of import: zones first, so that figures
//! join them and services near them are kept.
//!
//! ```toml
//! root = "../../../shared/data"         # folder of the files, else the manifest's own
//!
//! [territory]
//! name = "Montpellier"
//! communes = ["34172"]                  # left out: everything is kept
//! margin_km = 5                         # services of other communes this near are kept
//! fictional = false
//!
//! [[file]]
//! path = "montpellier/iris_2020.geojson"
//! vintage = 2020                        # where the file does not say
//! format = "iris"                       # else recognised
//! mapping = "equipements.toml"          # beside the manifest; for tables of one's own
//! ```

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{MARGIN_KM, Request, name, open};
use crate::domain::{Fault, Text, Vintage};
use crate::text;

/// A manifest that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Name of the territory, when given.
    pub name: Option<String>,
    /// The files, in the order of import.
    pub files: Vec<Request>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    root: Option<PathBuf>,
    #[serde(default)]
    territory: Territory,
    #[serde(default)]
    file: Vec<Listed>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Territory {
    name: Option<String>,
    #[serde(default)]
    communes: Vec<String>,
    margin_km: Option<f64>,
    #[serde(default)]
    fictional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    path: PathBuf,
    format: Option<String>,
    mapping: Option<PathBuf>,
    vintage: Option<u16>,
}

impl Manifest {
    /// Reads a manifest; paths are made relative to its folder.
    ///
    /// # Errors
    /// `file-unreadable`; `bad-manifest` with the row where TOML tells it.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let text = open::text(path).map_err(|fault| fault.in_file(name(path)))?;
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        Self::parse(&text, folder).map_err(|fault| fault.in_file(name(path)))
    }

    /// Reads the text of a manifest that lies in a folder.
    ///
    /// # Errors
    /// `bad-manifest`.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Fault> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let row = error.span().map(|span| text.get(..span.start).unwrap_or(text).matches('\n').count() as u64 + 1);
            let fault = bad(error.message(), error.message());
            row.map_or(fault.clone(), |row| fault.at_row(row))
        })?;
        let margin_km = written.territory.margin_km.unwrap_or(MARGIN_KM);
        if written.file.is_empty() {
            return Err(bad("aucun fichier ([[file]])", "no file ([[file]])").in_column("file"));
        }
        if !(0.0..=200.0).contains(&margin_km) {
            return Err(bad("margin_km : de 0 à 200 kilomètres", "margin_km: 0 to 200 kilometres").in_column("margin_km"));
        }
        let name = written.territory.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        let root = written.root.as_ref().map_or_else(|| folder.to_path_buf(), |root| folder.join(root));
        let territory = Territory { name, ..written.territory };
        let files = written.file.into_iter().map(|listed| listed.request(&root, folder, &territory, margin_km));
        Ok(Self { files: files.collect::<Result<_, _>>()?, name: territory.name })
    }
}

impl Listed {
    fn request(self, root: &Path, folder: &Path, territory: &Territory, margin_km: f64) -> Result<Request, Fault> {
        let year = |year: u16| Vintage::new(year).ok_or_else(|| bad("vintage : une année", "vintage: a year").in_column("vintage"));
        Ok(Request {
            path: root.join(self.path),
            format: self.format,
            mapping: self.mapping.map(|mapping| folder.join(mapping)),
            vintage: self.vintage.map(year).transpose()?,
            communes: territory.communes.clone(),
            margin_km,
            fictional: territory.fictional,
            territory: territory.name.clone(),
            ..Request::new(PathBuf::new())
        })
    }
}

fn bad(fr: &str, en: &str) -> Fault {
    Fault::new(
        "bad-manifest",
        text!("le manifeste n’est pas utilisable : {fr}", "the manifest cannot be used: {en}"),
        Text::new("voir fixtures/manifests/montpellier.toml", "see fixtures/manifests/montpellier.toml"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_root_and_mappings_to_the_manifest() {
        let text = "root = \"../data\"\n[territory]\nname = \" Bourg \"\ncommunes = [\"34172\"]\nmargin_km = 2\n[[file]]\npath = \"a.csv\"\nmapping = \"a.toml\"\nvintage = 2014\n[[file]]\npath = \"/b.csv\"\n";
        let manifest = Manifest::parse(text, Path::new("/m")).unwrap();
        let first = &manifest.files[0];
        assert_eq!((first.path.as_path(), first.mapping.as_deref()), (Path::new("/m/../data/a.csv"), Some(Path::new("/m/a.toml"))));
        assert_eq!((first.vintage.unwrap().year(), first.communes.as_slice()), (2014, ["34172".to_owned()].as_slice()));
        assert_eq!((manifest.name.as_deref(), first.territory.as_deref()), (Some("Bourg"), Some("Bourg")));
        assert_eq!((manifest.files[1].path.as_path(), manifest.files[1].margin_km), (Path::new("/b.csv"), 2.0));
    }

    #[test]
    fn a_manifest_that_cannot_be_used_says_where() {
        for (text, row, column) in [
            ("[[file]]\npath = \"a\"\ncouleur = 1\n", Some(3), None),
            ("root = \"x\"\n", None, Some("file")),
            ("[territory]\nmargin_km = -1\n[[file]]\npath = \"a\"\n", None, Some("margin_km")),
            ("[[file]]\npath = \"a\"\nvintage = 3\n", None, Some("vintage")),
            ("rien", Some(1), None),
        ] {
            let fault = Manifest::parse(text, Path::new("")).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("bad-manifest", row, column), "{text}");
        }
    }
}

//! The file of the catalogue, and one's own beside it.

use serde::Deserialize;

use super::source::{Key, Source};
use crate::domain::{Fault, Text};
use crate::sources::FORMATS;
use crate::text;

/// The catalogue that travels inside the program.
const EMBEDDED: &str = include_str!("../../catalogue.toml");

/// Formats read by other ways than recognition.
const OTHER_FORMATS: [&str; 4] = ["communes", "osm-xml", "osm-pbf", "table"];

/// Parts of an address that stand for something of the territory.
pub const PLACEHOLDERS: [&str; 8] = ["{commune}", "{communes}", "{departement}", "{epci}", "{west}", "{south}", "{east}", "{north}"];

/// The data sets known, in the order of import: outlines first, so that figures join them.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// Hosts that may be asked: producers, and those that keep files for them.
    pub hosts: Vec<String>,
    /// The data sets.
    pub sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    source: Vec<Source>,
    /// Data sets of the program's own catalogue that are not wanted.
    #[serde(default)]
    without: Vec<String>,
}

impl Catalogue {
    /// The catalogue of the program.
    ///
    /// # Errors
    /// `bad-catalogue`; a test holds that it never does.
    pub fn embedded() -> Result<Self, Fault> {
        let written = parse(EMBEDDED)?;
        Self { hosts: written.hosts, sources: written.source }.checked()
    }

    /// This catalogue with what a file of one's own adds, replaces by the same name, and leaves out (`without = […]`).
    ///
    /// # Errors
    /// `bad-catalogue`, with the row where TOML tells it.
    pub fn with(mut self, own: &str) -> Result<Self, Fault> {
        let written = parse(own)?;
        self.hosts.extend(written.hosts);
        self.sources.retain(|source| !written.without.contains(&source.id));
        for source in written.source {
            match self.sources.iter_mut().find(|known| known.id == source.id) {
                Some(known) => *known = source,
                None => self.sources.push(source),
            }
        }
        self.checked()
    }

    /// The data set of this name.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The official geography, by which codes are resolved.
    ///
    /// # Errors
    /// `bad-catalogue` when there is none.
    pub fn geography(&self) -> Result<&Source, Fault> {
        let found = self.sources.iter().find(|source| source.key == Key::Country);
        found.ok_or_else(|| bad("aucun jeu « communes »", "no data set “communes”"))
    }

    /// The data sets to import, the official geography aside.
    pub fn imported(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().filter(|source| source.key != Key::Country)
    }

    fn checked(self) -> Result<Self, Fault> {
        for (index, source) in self.sources.iter().enumerate() {
            if self.sources.iter().skip(index + 1).any(|other| other.id == source.id) {
                return Err(bad(&format!("« {} » y est deux fois", source.id), &format!("“{}” stands twice", source.id)));
            }
            self.check(source).map_err(|(fr, en)| bad(&format!("{} : {fr}", source.id), &format!("{}: {en}", source.id)))?;
        }
        Ok(self)
    }

    fn check(&self, source: &Source) -> Result<(), (String, String)> {
        let plain = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain(&source.id) {
            return Err(both("identifiant : minuscules, chiffres et tirets", "identifier: lower case, digits and hyphens"));
        }
        let known = FORMATS.iter().any(|format| format.name() == source.format) || OTHER_FORMATS.contains(&source.format.as_str());
        if !known || (source.format == "table") != source.mapping.is_some() {
            let name = &source.format;
            return Err((
                format!("format inconnu « {name} », ou sans sa correspondance"),
                format!("unknown format “{name}”, or without its mapping"),
            ));
        }
        let host = super::address::host(&source.address).ok_or_else(|| both("l’adresse n’est pas https", "the address is not https"))?;
        if !self.hosts.contains(&host) {
            return Err((format!("l’hôte {host} n’est pas dans hosts"), format!("host {host} is not among hosts")));
        }
        if let Some(unknown) = super::address::unknown_placeholder(&source.address) {
            return Err((format!("{unknown} n’est pas connu dans une adresse"), format!("{unknown} is not known in an address")));
        }
        if source.refresh_days == 0 || source.largest_mib == 0 || source.largest_mib > 1_024 {
            return Err(both("refresh_days : au moins 1 ; largest_mib : de 1 à 1024", "refresh_days: at least 1; largest_mib: 1 to 1024"));
        }
        Ok(())
    }
}

fn parse(text: &str) -> Result<Written, Fault> {
    toml::from_str(text).map_err(|error| {
        let row = error.span().map(|span| text.get(..span.start).unwrap_or(text).matches('\n').count() as u64 + 1);
        let fault = bad(error.message(), error.message());
        row.map_or(fault.clone(), |row| fault.at_row(row))
    })
}

fn both(fr: &str, en: &str) -> (String, String) {
    (fr.to_owned(), en.to_owned())
}

fn bad(fr: &str, en: &str) -> Fault {
    Fault::new(
        "bad-catalogue",
        text!("le catalogue n’est pas utilisable : {fr}", "the catalogue cannot be used: {en}"),
        Text::new("voir catalogue.toml du programme et docs/DATA.md", "see the program’s catalogue.toml and docs/DATA.md"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_whole() {
        let catalogue = Catalogue::embedded().unwrap();
        assert_eq!(catalogue.geography().unwrap().format, "communes");
        assert_eq!(catalogue.imported().next().unwrap().format, "iris", "outlines come first");
        for source in &catalogue.sources {
            for text in [&source.title, &source.secrecy, &source.without] {
                assert!(!text.fr.is_empty() && !text.en.is_empty(), "{}", source.id);
            }
            assert!(!source.producer.is_empty() && !source.licence.is_empty(), "{}", source.id);
            assert!(source.key == Key::Country || !source.feeds.methods.is_empty(), "{} feeds nothing", source.id);
        }
        let used =
            |host: &str| catalogue.sources.iter().any(|source| super::super::address::host(&source.address).as_deref() == Some(host));
        let keepers = ["static.data.gouv.fr", "object.files.data.gouv.fr", "lecomarquage.service-public.fr"];
        for host in &catalogue.hosts {
            assert!(used(host) || keepers.contains(&host.as_str()), "{host} is asked for nothing");
        }
    }

    const OWN: &str = r#"
hosts = ["data.example.org"]
without = ["bpe"]

[[source]]
id = "terrain"
title = { fr = "Terrain", en = "Field" }
producer = "Ville"
licence = "Licence Ouverte 2.0"
address = "https://data.example.org/{commune}.csv"
container = "csv"
format = "finess"
secrecy = { fr = "aucune", en = "none" }
feeds = { methods = ["coverage"] }
without = { fr = "rien", en = "nothing" }
refresh_days = 30
key = "position"
"#;

    #[test]
    fn ones_own_catalogue_adds_and_leaves_out() {
        let catalogue = Catalogue::embedded().unwrap();
        let count = catalogue.sources.len();
        let own = catalogue.with(OWN).unwrap();
        assert!(own.source("terrain").is_some() && own.source("bpe").is_none());
        assert_eq!(own.sources.len(), count);
    }

    #[test]
    fn a_catalogue_that_cannot_be_used_says_why() {
        for (from, to, why) in [
            ("https://data.example.org", "http://data.example.org", "https"),
            ("https://data.example.org", "https://elsewhere.example.org", "elsewhere.example.org"),
            ("{commune}.csv", "{canton}.csv", "{canton}"),
            ("format = \"finess\"", "format = \"fitness\"", "fitness"),
            ("refresh_days = 30", "refresh_days = 0", "refresh_days"),
            ("id = \"terrain\"", "id = \"../terrain\"", "identifier"),
            ("key = \"position\"", "key = \"position\"\ncolour = 1", "colour"),
        ] {
            let fault = Catalogue::embedded().unwrap().with(&OWN.replacen(from, to, 1)).unwrap_err();
            assert_eq!(fault.code, "bad-catalogue");
            assert!(fault.message.en.contains(why), "{}", fault.message.en);
        }
    }
}

//! What a territory has once its data are in: what was found, what is missing and what that costs the analysis.

use serde::Serialize;

use super::bring::Outcome;
use crate::atlas::Atlas;
use crate::catalogue::source::Feeds;
use crate::catalogue::{Catalogue, Territory};
use crate::diagnosis::{people, take_up};
use crate::domain::{Fault, Mode, Text, Theme};

/// What came of one data set.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its name in the catalogue.
    pub source: String,
    /// Its title.
    pub title: Text,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// A data set that is missing, or of which an old edition is served.
#[derive(Debug, Clone, Serialize)]
pub struct Missing {
    /// Its name in the catalogue.
    pub source: String,
    /// Why.
    pub fault: Option<Fault>,
    /// The edition served on, when there is one.
    pub kept: Option<String>,
    /// What its absence costs.
    pub without: Text,
    /// What rests on it.
    pub feeds: Feeds,
}

/// What a method has to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Able {
    /// The method.
    pub method: &'static str,
    /// Whether it can be worked out.
    pub possible: bool,
    /// Why not, or by what means.
    pub note: Text,
}

/// What a territory has.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// What it is called.
    pub territory: String,
    /// How many municipalities, and how many in the margin.
    pub communes: usize,
    /// Municipalities of the margin.
    pub around: usize,
    /// The width of the margin, in kilometres.
    pub margin_km: f64,
    /// Names the content.
    pub snapshot: String,
    /// How many zones.
    pub zones: usize,
    /// How many services.
    pub services: usize,
    /// What came of each data set.
    pub sources: Vec<Line>,
    /// Those that are missing, or old.
    pub missing: Vec<Missing>,
    /// What each method has to work with.
    pub methods: Vec<Able>,
    /// Themes of which no service is known: a gap there says nothing.
    pub themes_without_services: Vec<Theme>,
}

/// Looks at what is loaded and at what came of each data set.
pub fn found(catalogue: &Catalogue, territory: &Territory, sources: Vec<Line>, atlas: &Atlas) -> Found {
    let missing = sources.iter().filter_map(|line| missing(catalogue, line)).collect();
    let served = |theme: &Theme| atlas.services.iter().any(|service| service.themes.contains(theme));
    Found {
        territory: territory.name.clone(),
        communes: territory.within.len(),
        around: territory.around.len(),
        margin_km: territory.margin_km,
        snapshot: atlas.id.to_string(),
        zones: atlas.layers.values().map(|layer| layer.zones.len()).sum(),
        services: atlas.services.len(),
        missing,
        methods: methods(atlas),
        themes_without_services: Theme::ALL.into_iter().filter(|theme| !served(theme)).collect(),
        sources,
    }
}

fn missing(catalogue: &Catalogue, line: &Line) -> Option<Missing> {
    let (fault, kept) = match &line.outcome {
        Outcome::Failed { fault, kept } => (Some(Fault::clone(fault)), kept.clone()),
        Outcome::Taken { taken: 0, .. } => (None, None),
        _ => return None,
    };
    let source = catalogue.source(&line.source)?;
    Some(Missing { source: source.id.clone(), fault, kept, without: source.without.clone(), feeds: source.feeds.clone() })
}

/// What the methods find among what is loaded, whatever the catalogue says.
fn methods(atlas: &Atlas) -> Vec<Able> {
    let Some((geography, layer)) = atlas.layers.iter().next() else { return Vec::new() };
    let counted = people::people(atlas, layer).basis.is_some();
    let take_up = take_up::available(atlas, *geography);
    let streets: Vec<_> = Mode::ALL.into_iter().filter(|mode| atlas.networks.contains_key(mode)).map(Mode::by).collect();
    let ways = |words: fn(&Text) -> &String| streets.iter().map(words).map(String::as_str).collect::<Vec<_>>().join(", ");
    vec![
        Able {
            method: "coverage",
            possible: !atlas.services.is_empty(),
            note: if counted {
                Text::new("en habitants", "in people")
            } else {
                Text::new("en zones seulement : personne n’est compté", "in zones alone: nobody is counted")
            },
        },
        Able {
            method: "travel",
            possible: true,
            note: if streets.is_empty() {
                Text::new("en ligne droite, multipliée par 1,3", "in a straight line, times 1.3")
            } else {
                Text::new(format!("par les rues : {}", ways(|by| &by.fr)), format!("over streets: {}", ways(|by| &by.en)))
            },
        },
        Able {
            method: "take-up",
            possible: take_up,
            note: if take_up {
                Text::new("allocataires et revenus connus", "recipients and incomes known")
            } else {
                Text::new(
                    "il faut les allocataires du RSA, les revenus déclarés et les ménages par IRIS",
                    "it takes recipients of RSA, declared incomes and households by IRIS",
                )
            },
        },
        Able {
            method: "targets",
            possible: !layer.columns.is_empty(),
            note: Text::new("d’après les figures chargées", "from the figures loaded"),
        },
    ]
}

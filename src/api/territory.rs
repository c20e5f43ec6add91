//! `GET /atlas`: what is loaded, in one answer, for whoever draws a menu.

use actix_web::web::ServiceConfig;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Cost};
use super::app::Part;
use super::ask::Ask;
use super::here::{Here, Link};
use super::media::Media;
use super::prepared::{Prepared, wider};
use super::route::read;
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::take_up;
use crate::domain::{Audience, Dataset, Direction, Geography, Indicator, Mode, Nature, Text, Theme, Unit};
use crate::spatial::index::bounds;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/atlas", get));
}

fn links(here: &Here) -> Vec<Link> {
    let title = Text::new(
        "Ce qui est chargé : maillages, thèmes, indicateurs, sources",
        "What is loaded: geographies, themes, indicators, sources",
    );
    vec![Link::new(here.address("/atlas"), "describedby", "application/json", title.get(here.lang))]
}

/// What is loaded.
#[derive(Serialize, ToSchema)]
pub struct Territory {
    /// Names the content: it changes when any figure does.
    snapshot: String,
    /// What the territory is called.
    name: String,
    /// Whether the place is invented.
    fictional: bool,
    /// West, south, east, north in degrees; `null` when nothing is loaded.
    bbox: Option<[f64; 4]>,
    /// Ways of cutting the land that are loaded, finest first.
    geographies: Vec<GeographyEntry>,
    /// Every theme and how many services it counts.
    themes: Vec<ThemeEntry>,
    /// Every audience.
    audiences: Vec<Entry>,
    /// Every way of travelling, and whether it goes over streets.
    modes: Vec<ModeEntry>,
    /// Every indicator.
    indicators: Vec<IndicatorEntry>,
    /// Every data set, with the account of its import.
    datasets: Vec<Dataset>,
}

/// A geography that is loaded.
#[derive(Serialize, ToSchema)]
struct GeographyEntry {
    code: Geography,
    label: Text,
    /// The year of its outlines.
    vintage: u16,
    /// How many zones.
    zones: usize,
    /// West, south, east, north of its zones in degrees: what a map of them looks at first.
    bbox: Option<[f64; 4]>,
    /// Whether non-take-up can be estimated.
    take_up: bool,
    /// Whether its zones can be ranked.
    targets: bool,
}

#[derive(Serialize, ToSchema)]
struct ThemeEntry {
    code: Theme,
    label: Text,
    /// How many services.
    services: usize,
}

#[derive(Serialize, ToSchema)]
struct Entry {
    code: Audience,
    label: Text,
}

#[derive(Serialize, ToSchema)]
struct ModeEntry {
    code: Mode,
    /// What it is called in a sentence: “on foot”.
    label: Text,
    /// The data set of its streets; `null` where straight lines stand in.
    streets: Option<String>,
}

/// An indicator that is loaded.
#[derive(Serialize, ToSchema)]
pub struct IndicatorEntry {
    /// Code and year: `rsa_recipients_2009`.
    id: String,
    /// Code without year.
    code: String,
    /// The year it speaks of.
    vintage: u16,
    label: Text,
    theme: Theme,
    unit: Unit,
    nature: Nature,
    direction: Direction,
    /// The data set it comes from.
    dataset: String,
    /// Geographies it is known for.
    geographies: Vec<Geography>,
}

/// Tells what is loaded: geographies, themes, audiences, indicators, data sets.
#[utoipa::path(get, path = "/atlas", tag = "Territory", responses((status = 200, description = "What is loaded", content((Territory = "application/json"), (String = "text/html")))))]
pub async fn get(ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(
        media,
        Cost::Heavy,
        |here| Text::new("Ce qui est chargé", "What is loaded").get(here.lang).to_owned(),
        |prepared, _| Ok(Territory::new(prepared)),
    )
    .await
}

impl Territory {
    fn new(prepared: &Prepared) -> Self {
        let atlas = &prepared.atlas;
        Self {
            snapshot: atlas.id.to_string(),
            name: atlas.name.clone(),
            fictional: atlas.fictional,
            bbox: prepared.extent,
            geographies: atlas.layers.values().map(|layer| GeographyEntry::new(prepared, layer)).collect(),
            themes: Theme::ALL.into_iter().map(|theme| ThemeEntry::new(atlas, theme)).collect(),
            audiences: Audience::ALL.into_iter().map(|audience| Entry { code: audience, label: audience.label() }).collect(),
            modes: Mode::ALL.into_iter().map(|mode| ModeEntry::new(atlas, mode)).collect(),
            indicators: atlas.indicators.values().map(|indicator| IndicatorEntry::new(atlas, indicator)).collect(),
            datasets: atlas.datasets.clone(),
        }
    }
}

impl GeographyEntry {
    fn new(prepared: &Prepared, layer: &Layer) -> Self {
        let code = layer.geography;
        Self {
            code,
            label: code.label(),
            vintage: layer.vintage.year(),
            zones: layer.zones.len(),
            bbox: layer.zones.iter().map(|zone| bounds(&zone.shape)).reduce(wider),
            take_up: take_up::available(&prepared.atlas, code),
            // Zones can be ranked as soon as anything is known of them: their targets say which are left out.
            targets: !layer.columns.is_empty(),
        }
    }
}

impl ThemeEntry {
    fn new(atlas: &Atlas, theme: Theme) -> Self {
        let services = atlas.services.iter().filter(|service| service.themes.contains(&theme)).count();
        Self { code: theme, label: theme.label(), services }
    }
}

impl ModeEntry {
    fn new(atlas: &Atlas, mode: Mode) -> Self {
        Self { code: mode, label: mode.by(), streets: atlas.networks.get(&mode).map(|network| network.dataset.to_string()) }
    }
}

impl IndicatorEntry {
    /// An indicator and the geographies that hold it.
    pub fn new(atlas: &Atlas, indicator: &Indicator) -> Self {
        let id = indicator.id();
        let holds = |layer: &&Layer| layer.columns.contains_key(&id);
        Self {
            code: indicator.code.clone(),
            vintage: indicator.vintage.year(),
            label: indicator.label.clone(),
            theme: indicator.theme,
            unit: indicator.unit,
            nature: indicator.nature,
            direction: indicator.direction,
            dataset: indicator.dataset.to_string(),
            geographies: atlas.layers.values().filter(holds).map(|layer| layer.geography).collect(),
            id: id.to_string(),
        }
    }
}

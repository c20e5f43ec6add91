//! Statistics inside a drawn outline.

use geo::Contains;
use serde::Serialize;
use utoipa::ToSchema;

use super::columns::bounds;
use super::releases::inside::{self, ReleasedInside, Spread, WHOLE};
use super::wording::counted;
use crate::atlas::{Atlas, Layer};
use crate::domain::{Fault, Flag, Indicator, IndicatorId, Interval, Measure, Nature, Service, Shape, Text, Theme, ZoneCode};
use crate::spatial::{area::km2, index};

/// What lies inside an outline.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AreaStatistics {
    /// Area of the outline in km².
    pub area_km2: f64,
    /// The zones it touches.
    pub zones: Vec<ZoneShare>,
    /// Counts inside.
    pub indicators: Vec<AreaIndicator>,
    /// What the last release of field notes says of the inside: a function of that release alone.
    pub released: Option<ReleasedInside>,
    /// Services inside by theme, themes without any left out.
    pub services: Vec<ThemeCount>,
    /// What is not told, and why.
    pub left_out: Vec<Text>,
}

/// A zone and how much of it lies inside.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ZoneShare {
    /// Its code.
    pub code: ZoneCode,
    /// Its name.
    pub name: String,
    /// The share of its area inside, 0 to 1.
    pub share: f64,
}

/// A count inside.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AreaIndicator {
    /// The indicator.
    pub id: IndicatorId,
    /// What it is called.
    pub label: Text,
    /// Estimated by area share; the interval goes from the zones wholly inside to all zones touched.
    pub measure: Measure,
}

/// Services of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ThemeCount {
    /// The theme.
    pub theme: Theme,
    /// How many.
    pub count: u32,
}

/// Statistics of the finest zones inside an outline.
///
/// # Parameters
/// - `outline`: valid, a few hundred vertices at most (`spatial::drawn`).
///
/// # Returns
/// Counts by area share, as if people were spread evenly within each zone: the interval, from the zones
/// wholly inside to all those touched, holds whatever the spread. A count with a value withheld or
/// missing in a zone touched is itself withheld or missing: never a partial sum. Rates and medians are
/// not summed.
///
/// # Errors
/// `no-zones-loaded`, `outside-territory`.
pub fn area(atlas: &Atlas, outline: &Shape) -> Result<AreaStatistics, Fault> {
    area_knowing(atlas, outline, Spread::of(atlas).as_ref())
}

/// The same with the last release laid over the zones before, for the same atlas.
///
/// # Errors
/// As [`area`].
pub fn area_knowing(atlas: &Atlas, outline: &Shape, spread: Option<&Spread>) -> Result<AreaStatistics, Fault> {
    let layer = atlas.layers.values().next().ok_or_else(no_zones)?;
    let touched = inside::touched(layer, outline);
    if touched.is_empty() {
        return Err(outside());
    }
    let counts: Vec<(&Indicator, Measure)> =
        extensive(atlas, layer).map(|(indicator, column)| (indicator, sum(column, &touched))).collect();
    Ok(AreaStatistics {
        area_km2: km2(outline.outline()),
        zones: touched.iter().map(|(zone, share)| zone_share(layer, *zone, *share)).collect(),
        left_out: left_out(atlas, layer, &counts),
        released: spread.and_then(|spread| released(atlas, layer, &touched, outline, spread)),
        indicators: counts.into_iter().map(|(indicator, measure)| told(indicator, measure)).collect(),
        services: services(atlas, outline),
    })
}

/// What a release says of the inside; the finest zones need not be those it speaks of.
fn released(atlas: &Atlas, finest: &Layer, touched: &[(usize, f64)], outline: &Shape, spread: &Spread) -> Option<ReleasedInside> {
    if spread.geography() == finest.geography {
        return spread.inside(touched);
    }
    spread.inside(&inside::touched(atlas.layer(spread.geography())?, outline))
}

fn zone_share(layer: &Layer, zone: usize, share: f64) -> ZoneShare {
    ZoneShare { code: layer.zones[zone].code.clone(), name: layer.zones[zone].name.clone(), share }
}

/// Counts that add up, but those of field notes: a release is told whole, as [`Spread`] reads it.
fn extensive<'a>(atlas: &'a Atlas, layer: &'a Layer) -> impl Iterator<Item = (&'a Indicator, &'a [Measure])> {
    let noted: Vec<_> = atlas.datasets.iter().filter(|dataset| dataset.format == "field-notes").map(|dataset| &dataset.id).collect();
    let summable =
        atlas.indicators.values().filter(move |indicator| indicator.nature == Nature::Extensive && !noted.contains(&&indicator.dataset));
    summable.filter_map(|indicator| Some((indicator, layer.column(&indicator.id())?)))
}

fn sum(column: &[Measure], touched: &[(usize, f64)]) -> Measure {
    let (mut value, mut low, mut high) = (0.0, 0.0, 0.0);
    for &(zone, share) in touched {
        let Some((least, middle, most)) = bounds(column[zone]) else { return hidden(column, touched) };
        value += share * middle;
        low += if share >= WHOLE { least } else { 0.0 };
        high += most;
    }
    Measure::estimated(value, Interval::new(low.min(value), high.max(value)))
}

/// Withheld when a zone touched is, else missing.
fn hidden(column: &[Measure], touched: &[(usize, f64)]) -> Measure {
    let withheld = touched.iter().any(|(zone, _)| column[*zone].flag() == Flag::Withheld);
    if withheld { Measure::withheld() } else { Measure::missing() }
}

fn told(indicator: &Indicator, measure: Measure) -> AreaIndicator {
    AreaIndicator { id: indicator.id(), label: indicator.label.clone(), measure }
}

/// Services that stay in one place, inside. One known to its municipality alone may be anywhere in it: it is in no drawn area.
fn services(atlas: &Atlas, outline: &Shape) -> Vec<ThemeCount> {
    let [west, south, east, north] = index::bounds(outline);
    let near = |service: &&Service| (west..=east).contains(&service.position.lon()) && (south..=north).contains(&service.position.lat());
    let fixed = atlas.services.iter().filter(|service| service.receives_where_shown());
    let inside: Vec<&Service> = fixed.filter(near).filter(|service| outline.outline().contains(&service.position.point())).collect();
    let count = |theme: Theme| inside.iter().filter(|service| service.themes.contains(&theme)).count() as u32;
    Theme::ALL.into_iter().map(|theme| ThemeCount { theme, count: count(theme) }).filter(|of_theme| of_theme.count > 0).collect()
}

fn left_out(atlas: &Atlas, layer: &Layer, counts: &[(&Indicator, Measure)]) -> Vec<Text> {
    let intensive =
        atlas.indicators.values().filter(|indicator| indicator.nature == Nature::Intensive && layer.column(&indicator.id()).is_some());
    let unknown = counts.iter().filter(|(_, measure)| measure.value().is_none()).count() as u32;
    [rates_left_out(intensive.count() as u32), unknown_left_out(unknown)].into_iter().flatten().collect()
}

fn rates_left_out(count: u32) -> Option<Text> {
    let one = Text::new(
        "taux, part ou médiane n’est pas donné : il ne s’additionne pas.",
        "rate, share or median is not told: it does not add up.",
    );
    let many = Text::new(
        "taux, parts ou médianes ne sont pas donnés : ils ne s’additionnent pas.",
        "rates, shares or medians are not told: they do not add up.",
    );
    (count > 0).then(|| counted(count, &one, &many))
}

fn unknown_left_out(count: u32) -> Option<Text> {
    let one = Text::new(
        "effectif n’est pas donné : il est retenu ou absent dans une zone touchée.",
        "count is not told: it is withheld or missing in a zone touched.",
    );
    let many = Text::new(
        "effectifs ne sont pas donnés : ils sont retenus ou absents dans une zone touchée.",
        "counts are not told: they are withheld or missing in a zone touched.",
    );
    (count > 0).then(|| counted(count, &one, &many))
}

fn no_zones() -> Fault {
    Fault::new(
        "no-zones-loaded",
        Text::new("aucune zone n’est chargée", "no zone is loaded"),
        Text::new("importer d’abord des contours", "import outlines first"),
    )
}

fn outside() -> Fault {
    Fault::new(
        "outside-territory",
        Text::new("le contour ne touche aucune zone chargée", "the outline touches no zone that is loaded"),
        Text::new("dessiner dans le territoire affiché", "draw within the territory shown"),
    )
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;
    use crate::diagnosis::town::{Town, place, service};
    use crate::domain::Nature;

    /// An outline from the middle of one zone to the middle of another.
    fn between(from: f64, to: f64) -> Shape {
        let (west, east) = (place(from).lon(), place(to).lon());
        Shape::new(polygon![(x: west, y: 43.5), (x: east, y: 43.5), (x: east, y: 43.7), (x: west, y: 43.7)].into()).unwrap()
    }

    fn town() -> Town {
        Town::of_zones(5)
            .counts("population", 2020, &[Some(100.0), Some(200.0), Some(400.0), Some(800.0), None])
            .rates("poverty_rate", 2018, &[10.0; 5])
            .service(service("a", place(1.0)))
            .service(service("b", place(4.0)))
    }

    #[test]
    fn a_count_goes_from_the_zones_wholly_inside_to_all_those_touched() {
        let found = area(&town().atlas(), &between(0.0, 2.0)).unwrap();
        assert_eq!(found.zones.len(), 3);
        let measure = found.indicators[0].measure;
        assert!((measure.value().unwrap() - (50.0 + 200.0 + 200.0)).abs() < 0.1);
        assert_eq!(measure.interval(), Interval::new(200.0, 700.0));
        assert_eq!(found.services, [ThemeCount { theme: Theme::AccesAuxDroits, count: 1 }]);
        assert!(found.left_out[0].fr.starts_with("1\u{a0}taux"));
    }

    #[test]
    fn a_missing_or_withheld_part_is_never_summed_away() {
        let found = area(&town().atlas(), &between(2.0, 4.0)).unwrap();
        assert_eq!(found.indicators[0].measure, Measure::missing());
        let mut values = vec![Measure::published(10.0); 5];
        values[3] = Measure::withheld();
        let secret = Town::of_zones(5).column("rsa_recipients", 2009, Nature::Extensive, values).atlas();
        let found = area(&secret, &between(2.0, 4.0)).unwrap();
        assert_eq!(found.indicators[0].measure, Measure::withheld());
        assert!(found.left_out.iter().any(|text| text.en.contains("withheld or missing")));
    }

    #[test]
    fn an_outline_elsewhere_is_refused() {
        assert_eq!(area(&town().atlas(), &between(50.0, 60.0)).unwrap_err().code, "outside-territory");
    }
}

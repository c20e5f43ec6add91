//! Targets in words: why here, and what to do.

use super::drivers::Drivers;
use super::{Action, Driver, DriverKind, Figure, TargetsQuery, Told};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::Method;
use crate::diagnosis::coverage::reasons::Reasons;
use crate::diagnosis::coverage::services::Services;
use crate::diagnosis::take_up::TakeUpClass;
use crate::diagnosis::wording::{distance, duration, number, paragraph, whole};
use crate::domain::{DatasetId, Measure, Opening, Text, Theme, Travel};
use crate::text;

/// Services that open at most so many hours a week open few hours.
const FEW_HOURS: f64 = 24.0;

/// Puts the targets of one question into words.
pub struct Words<'a> {
    /// Where the services are.
    pub atlas: &'a Atlas,
    /// Where the zones are.
    pub layer: &'a Layer,
    /// How one travels.
    pub travel: &'a dyn Travel,
    /// The numbers.
    pub drivers: &'a Drivers,
    /// What was asked.
    pub query: &'a TargetsQuery,
}

impl Words<'_> {
    /// The drivers that make the score, largest first.
    pub fn drivers(&self, zone: usize, shares: &[f64; 3]) -> Vec<Driver> {
        let sentences = [
            (DriverKind::Need, self.drivers.need.sentence(zone)),
            (DriverKind::Gap, self.gap(zone)),
            (DriverKind::TakeUp, self.take_up(zone)),
        ];
        let told = sentences.into_iter().zip(shares).filter(|(_, share)| **share > 0.0);
        let mut drivers: Vec<Driver> = told
            .filter_map(|((kind, told), contribution)| {
                let (sentence, figures) = told?;
                Some(Driver { kind, contribution: *contribution, sentence, figures })
            })
            .collect();
        drivers.sort_by(|a, b| b.contribution.total_cmp(&a.contribution));
        drivers
    }

    /// Why here and what to do, in one sentence to copy.
    pub fn sentence(&self, zone: usize, drivers: &[Driver], action: Action) -> Text {
        let (name, people) = (&self.layer.zones[zone].name, rounded(self.drivers.people.counts[zone]));
        let (fr, en): (Vec<&str>, Vec<&str>) =
            drivers.iter().map(|driver| (driver.sentence.fr.as_str(), driver.sentence.en.as_str())).unzip();
        let action = advice(action);
        Text::new(
            format!("{name} ({}\u{a0}habitants)\u{a0}: {}. À faire\u{a0}: {}.", people.fr, fr.join("\u{a0}; "), action.fr),
            format!("{name} ({} people): {}. To do: {}.", people.en, en.join("; "), action.en),
        )
    }

    /// Whether services are in reach whose hours are known and few.
    pub fn short_hours(&self, zone: usize) -> bool {
        let Some(assessment) = self.drivers.access() else { return false };
        let reached =
            assessment.serving.from_origin(zone).map(|(service, _)| &self.atlas.services[assessment.supply.services[service] as usize]);
        let hours: Vec<f64> = reached.filter_map(|service| service.opening.as_ref().map(Opening::weekly_hours)).collect();
        !hours.is_empty() && hours.iter().all(|hours| *hours <= FEW_HOURS)
    }

    fn gap(&self, zone: usize) -> Option<Told> {
        let (short, people) = (whole(tens(self.drivers.short(zone)?)), rounded(self.drivers.people.counts[zone]));
        let counted: Vec<DatasetId> = self.drivers.people.basis.iter().map(|basis| basis.dataset.clone()).collect();
        let both = self.drivers.supply.iter().chain(&counted).cloned().collect();
        let mut figures = vec![Figure { words: short.clone(), sources: both }, Figure { words: people.clone(), sources: counted }];
        let Some(theme) = self.query.theme.map(Theme::label) else {
            let above_all = self.scarcest(zone);
            let sentence = Text::new(
                format!(
                    "en moyenne {} personnes sur {} manquent d’accès à un service, tous thèmes confondus{}",
                    short.fr, people.fr, above_all.fr
                ),
                format!("on average {} of {} people lack access to a service, all themes together{}", short.en, people.en, above_all.en),
            );
            return Some((sentence, figures));
        };
        let nearest = self.nearest(zone).map_or_else(
            || Text::same(""),
            |(words, away)| {
                figures.push(away);
                words
            },
        );
        let sentence = Text::new(
            format!("{} personnes sur {} manquent d’accès (thème « {} »){}", short.fr, people.fr, theme.fr, nearest.fr),
            format!("{} of {} people lack access (theme “{}”){}", short.en, people.en, theme.en, nearest.en),
        );
        Some((sentence, figures))
    }

    /// `, surtout pour : santé mentale, mobilité`.
    fn scarcest(&self, zone: usize) -> Text {
        let labels: Vec<Text> = self.drivers.scarcest(zone, 2).into_iter().map(Theme::label).collect();
        let list = |read: fn(&Text) -> &str| labels.iter().map(|label| read(label).to_lowercase()).collect::<Vec<_>>().join(", ");
        if labels.is_empty() {
            return Text::same("");
        }
        let (fr, en) = (list(|label| &label.fr), list(|label| &label.en));
        text!(", surtout pour\u{a0}: {fr}", ", above all for: {en}")
    }

    /// `, le plus proche, X, à 2,1 km`.
    fn nearest(&self, zone: usize) -> Option<(Text, Figure)> {
        let assessment = self.drivers.access()?;
        let reasons = Reasons { assessment, services: Services::of(self.atlas), layer: self.layer, travel: self.travel };
        let way = assessment.nearest[zone]?;
        let near = reasons.nearby(way);
        let (name, far) = (&near.name, distance(near.metres));
        let words =
            Text::new(format!(", le plus proche, {name}, étant à {}", far.fr), format!(", the nearest, {name}, being {} away", far.en));
        let service = assessment.supply.services[way.service] as usize;
        Some((words, Figure { words: far, sources: vec![self.atlas.services[service].dataset.clone()] }))
    }

    fn take_up(&self, zone: usize) -> Option<Told> {
        let (signal, found) = (self.drivers.signal(zone)?, self.drivers.take_up.as_ref()?);
        let (observed, expected, ratio) = (signal.observed.value()?, signal.expected.value()?, signal.ratio.interval()?);
        let (observed, expected) = (whole(observed), whole(expected));
        let (low, high) = (number(ratio.low(), 2), number(ratio.high(), 2));
        let together = if signal.class == TakeUpClass::Deficit {
            Text::same("")
        } else {
            Text::new(", bas avec les zones voisines", ", low together with its neighbours")
        };
        let figure = |words: &Text, sources: &[DatasetId]| Figure { words: words.clone(), sources: sources.to_vec() };
        let counted = std::slice::from_ref(&found.recipients.dataset);
        let worked_out = [&expected, &low, &high].map(|words| figure(words, &found.sources));
        let figures = std::iter::once(figure(&observed, counted)).chain(worked_out).collect();
        let sentence = Text::new(
            format!(
                "{} allocataires du RSA pour {} attendus (rapport entre {} et {}{})",
                observed.fr, expected.fr, low.fr, high.fr, together.fr
            ),
            format!(
                "{} RSA recipients where {} are expected (ratio between {} and {}{})",
                observed.en, expected.en, low.en, high.en, together.en
            ),
        );
        Some((sentence, figures))
    }

    /// How the list was made.
    pub fn method(&self) -> Method {
        Method {
            name: Text::new("Indice pondéré de besoin, de manque d’accès et de non-recours", "Weighted index of need, lack of access and non-take-up"),
            note: paragraph([self.score(), self.travel.method(), self.ingredients(), ranks(), rule()]),
            citation: "CDC/ATSDR Social Vulnerability Index; OECD & JRC 2008, Handbook on constructing composite indicators; Saisana, Saltelli & Tarantola 2005; DREES 2022, Les dossiers 92".to_owned(),
        }
    }

    fn score(&self) -> Text {
        let (limit, by) = (duration(self.query.limit_minutes.0), self.query.mode.by());
        let [need, gap, take_up] = self.query.weights.as_array().map(|weight| number(weight, if weight.fract() > 0.0 { 2 } else { 0 }));
        Text::new(
            format!(
                "Le score est la moyenne pondérée du besoin social (rang centile, poids {}), des personnes qui manquent d’un service à moins de {} {} (rang centile, poids {}) et de la part d’allocataires manquants, comptée seulement où elle est sûre et pleinement à partir de 34\u{a0}%, ce que la DREES estime en France (poids {}).",
                need.fr, limit.fr, by.fr, gap.fr, take_up.fr
            ),
            format!(
                "The score is the weighted mean of social need (percentile, weight {}), people who lack a service within {} {} (percentile, weight {}) and the share of recipients missing, counted only where it is sure and in full from 34%, the DREES estimate for France (weight {}).",
                need.en, limit.en, by.en, gap.en, take_up.en
            ),
        )
    }

    fn ingredients(&self) -> Text {
        let (fr, en): (Vec<String>, Vec<String>) = self.drivers.need.labels().into_iter().map(|label| (label.fr, label.en)).unzip();
        if fr.is_empty() {
            return Text::new("Aucun indicateur de besoin n’est chargé pour ce thème.", "No indicator of need is loaded for this theme.");
        }
        let (fr, en) = (fr.join(", "), en.join(", "));
        text!("Besoin\u{a0}: {fr}.", "Need: {en}.")
    }
}

fn ranks() -> Text {
    Text::new(
        "L’intervalle de rang vient de 200 tirages où chaque poids varie de moitié et chaque chiffre dans son intervalle\u{a0}: deux zones dont les intervalles se recouvrent ne sont pas à départager.",
        "The rank interval comes from 200 draws in which each weight varies by half and each figure within its interval: zones whose intervals overlap are not to be told apart.",
    )
}

fn rule() -> Text {
    Text::new(
        "Un déficit de recours, ou un besoin parmi le tiers le plus fort, appelle à ouvrir, déplacer ou étendre un service où l’accès est faible, et à aller vers les habitants où il est bon ; un accès faible sans l’un ni l’autre, à veiller.",
        "A deficit of take-up, or need among the strongest third, calls for opening, moving or extending a service where access is poor, and for going out to people where it is good; poor access with neither, for watching.",
    )
}

fn advice(action: Action) -> Text {
    match action {
        Action::Open => Text::new("ouvrir, déplacer ou renforcer un service", "open, move or staff a service"),
        Action::ExtendHours => Text::new("étendre les horaires des services à portée", "extend the hours of the services in reach"),
        Action::GoOut => Text::new(
            "aller vers les habitants et les informer, les services étant à portée",
            "go out and inform people, services being in reach",
        ),
        Action::Watch => Text::new(
            "veiller, l’accès étant faible sans besoin fort ni déficit de recours",
            "watch, access being poor without strong need or deficit of take-up",
        ),
        Action::KeepInSight => Text::new("garder en vue", "keep in sight"),
    }
}

/// To the ten: more digits would promise too much.
fn tens(value: f64) -> f64 {
    (value / 10.0).round() * 10.0
}

fn rounded(people: Measure) -> Text {
    people.value().map_or_else(|| Text::same("?"), |people| whole(tens(people)))
}

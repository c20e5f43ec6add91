//! Why a zone is not covered, with the nearest near-miss named.

use super::assessment::{Assessment, Way};
use super::conditions::Obstacles;
use super::services::Services;
use super::{CoverageClass, Nearby, Reason, ReasonCode};
use crate::atlas::Layer;
use crate::diagnosis::wording::{distance, duration};
use crate::domain::{Metres, Minutes, Service, Text, Travel};

/// Puts the reasons of one assessment into words.
pub struct Reasons<'a> {
    /// The numbers.
    pub assessment: &'a Assessment,
    /// Where the services are.
    pub services: Services<'a>,
    /// Where the zones are.
    pub layer: &'a Layer,
    /// How one travels.
    pub travel: &'a dyn Travel,
}

impl Reasons<'_> {
    /// The reasons of a zone, in the order of [`ReasonCode`]; none when it is covered or empty.
    pub fn of(&self, zone: usize) -> Vec<Reason> {
        if matches!(self.assessment.class(zone), CoverageClass::Covered | CoverageClass::NoPeople) {
            return Vec::new();
        }
        if self.assessment.is_unplaced(zone) {
            return vec![self.reason(ReasonCode::Unplaced, None)];
        }
        let serving = self.assessment.serving.from_origin(zone).next().map(way);
        let mut reasons = self.obstructed(zone, serving);
        match serving {
            Some(serving) => reasons.extend(self.shared(serving)),
            None if self.assessment.near.from_origin(zone).len() == 0 => reasons.push(self.none_in_reach(zone)),
            None => {}
        }
        reasons.sort_by_key(|reason| reason.code);
        reasons
    }

    /// A service, how far it is, to the minute's tenth and the metre.
    pub fn nearby(&self, Way { service, minutes }: Way) -> Nearby {
        let Service { id, name, .. } = self.service(service);
        let Metres(metres) = self.travel.metres(Minutes(minutes));
        Nearby { service: id.clone(), name: name.clone(), minutes: (minutes * 10.0).round() / 10.0, metres: metres.round() }
    }

    fn service(&self, service: usize) -> &Service {
        self.services.at(self.assessment.supply.services[service])
    }

    /// What stands in the way of services nearer than the first that serves.
    fn obstructed(&self, zone: usize, serving: Option<Way>) -> Vec<Reason> {
        let nearer = |way: &Way| serving.is_none_or(|serving| way.minutes < serving.minutes);
        let seen: Vec<(Way, Obstacles)> = self
            .assessment
            .near
            .from_origin(zone)
            .map(way)
            .take_while(nearer)
            .map(|way| (way, self.assessment.obstacles(self.services, self.layer, zone, way.service)))
            .collect();
        let codes = [ReasonCode::NotEligible, ReasonCode::WrongAudience, ReasonCode::Closed, ReasonCode::RemoteOnly];
        let reason = |code: ReasonCode| {
            let near_miss = seen.iter().find(|(_, obstacles)| obstacles.only(code)).map(|(way, _)| *way);
            let met = near_miss.is_some() || serving.is_none() && seen.iter().any(|(_, obstacles)| obstacles.has(code));
            met.then(|| self.reason(code, near_miss))
        };
        codes.into_iter().filter_map(reason).collect()
    }

    /// Why a service in reach is not enough: it is far, or shared by too many.
    fn shared(&self, serving: Way) -> Vec<Reason> {
        let first_ring = self.assessment.query.limit_minutes.0 / 3.0;
        let far = (serving.minutes > first_ring).then(|| self.reason(ReasonCode::Distant, Some(serving)));
        let crowded = self.assessment.offers[serving.service].is_some_and(|offer| offer < self.assessment.reference);
        let crowded = crowded.then(|| self.reason(ReasonCode::Saturated, Some(serving)));
        far.into_iter().chain(crowded).collect()
    }

    fn none_in_reach(&self, zone: usize) -> Reason {
        self.reason(ReasonCode::NoneInReach, self.assessment.nearest[zone])
    }

    fn reason(&self, code: ReasonCode, near_miss: Option<Way>) -> Reason {
        let near_miss = near_miss.map(|way| (self.nearby(way), self.service(way.service)));
        let sentence = match &near_miss {
            Some((near, service)) => self.named(code, near, service),
            None => self.unnamed(code),
        };
        Reason { code, near_miss: near_miss.map(|(near, _)| near), sentence }
    }

    fn named(&self, code: ReasonCode, near: &Nearby, service: &Service) -> Text {
        let (name, far, long) = (&near.name, distance(near.metres), duration(near.minutes));
        let but = match code {
            ReasonCode::NoneInReach => {
                let limit = duration(self.assessment.query.limit_minutes.0);
                let (fr, en) = (format!("au-delà des {}", limit.fr), format!("beyond the {}", limit.en));
                return Text::new(
                    format!("le plus proche, {name}, est à {} ({}), {fr}", far.fr, long.fr),
                    format!("the nearest, {name}, is {} away ({}), {en}", far.en, long.en),
                );
            }
            ReasonCode::Distant => {
                let by = self.assessment.query.mode.journey();
                return Text::new(
                    format!("{name} à {}\u{a0}: {} {} réduisent l’accès", far.fr, long.fr, by.fr),
                    format!("{name} is {} away: {} of {} lowers access", far.en, by.en, long.en),
                );
            }
            ReasonCode::Closed if service.opening.is_none() => {
                Text::new("ses horaires ne sont pas connus", "its opening hours are not known")
            }
            other => drawback(other),
        };
        Text::new(format!("{name} à {}, mais {}", far.fr, but.fr), format!("{name} is {} away, but {}", far.en, but.en))
    }

    fn unnamed(&self, code: ReasonCode) -> Text {
        let theme = self.assessment.query.theme.label();
        let Text { fr, en } = match code {
            ReasonCode::NoneInReach if self.assessment.supply.services.is_empty() => {
                return Text::new(
                    format!("aucun service du thème « {} » n’est connu dans le territoire", theme.fr),
                    format!("no service of the theme “{}” is known in the territory", theme.en),
                );
            }
            ReasonCode::NoneInReach => return Text::new("aucun service ne remplit les conditions", "no service meets the conditions"),
            ReasonCode::Unplaced => {
                return Text::new(
                    "aucun logement n’est au bord d’une rue du réseau chargé : les temps ne sont pas connus",
                    "no home stands on a street of the network loaded: times are not known",
                );
            }
            other => drawback(other),
        };
        Text::new(
            format!("des services proches, mais {fr}, entre autres empêchements"),
            format!("services nearby, but {en}, among other obstacles"),
        )
    }
}

fn drawback(code: ReasonCode) -> Text {
    match code {
        ReasonCode::NoneInReach => Text::new("trop loin", "too far"),
        ReasonCode::Distant => Text::new("loin", "far"),
        ReasonCode::NotEligible => Text::new("réservé aux habitants d’autres communes", "reserved to residents of other places"),
        ReasonCode::WrongAudience => Text::new("réservé à d’autres publics", "reserved to other groups"),
        ReasonCode::Closed => Text::new("fermé à ce moment", "closed at that time"),
        ReasonCode::Saturated => Text::new("partagé entre plus d’habitants que la moyenne", "shared by more people than average"),
        ReasonCode::Unplaced => Text::new("hors du réseau", "off the network"),
        ReasonCode::RemoteOnly => Text::new("sans accueil sur place", "with no reception on site"),
    }
}

fn way((service, minutes): (usize, f64)) -> Way {
    Way { service, minutes }
}

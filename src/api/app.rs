//! The application: its parts side by side. The landing page composes itself from them.

use actix_web::http::StatusCode;
use actix_web::web::{self, ServiceConfig};

use super::here::{Here, Link};
use super::problem::{Refusal, of_status};
use super::{
    areas, assets, auth, changes, columns, contradictions, coverage, exact_counts, features, isochrones, landing, near, observations,
    openapi, operations, plans, problems, releases, scenarios, series, service_checks, sources, take_up, targets, territory, tiles, zones,
};

/// One part of the interface: what it answers, what it conforms to, what it adds to the landing page.
pub struct Part {
    /// Registers its addresses.
    pub routes: fn(&mut ServiceConfig),
    /// The conformance classes it fulfils.
    pub conformance: &'static [&'static str],
    /// Its links on the landing page.
    pub links: fn(&Here) -> Vec<Link>,
}

/// Every part. The last one takes what no other knows.
pub const PARTS: &[Part] = &[
    landing::PART,
    features::PART,
    tiles::PART,
    territory::PART,
    columns::PART,
    coverage::PART,
    take_up::PART,
    targets::PART,
    zones::PART,
    near::PART,
    isochrones::PART,
    areas::PART,
    scenarios::PART,
    changes::PART,
    series::PART,
    plans::PART,
    contradictions::PART,
    auth::PART,
    sources::PART,
    releases::PART,
    observations::PART,
    exact_counts::PART,
    service_checks::PART,
    openapi::PART,
    problems::PART,
    operations::PART,
    assets::PART,
];

/// Registers every address.
pub fn configure(config: &mut ServiceConfig) {
    for part in PARTS {
        (part.routes)(config);
    }
    config.default_service(web::to(|| async { Err::<String, _>(Refusal::from(of_status(StatusCode::NOT_FOUND))) }));
}

/// No link on the landing page.
pub fn no_links(_here: &Here) -> Vec<Link> {
    Vec::new()
}

//! Which addresses may be asked: `https`, the usual port, and a host of the catalogue, letter for letter. A mirror, where the
//! settings name one, stands in for all of them.

use reqwest::Url;

use super::Failure;

/// Hosts that may be asked, and the mirror that stands in for them.
#[derive(Clone)]
pub struct Allowed {
    hosts: Vec<String>,
    mirror: Option<Url>,
}

impl Allowed {
    /// These hosts, asked through this mirror when there is one.
    pub fn new(hosts: &[String], mirror: Option<Url>) -> Self {
        Self { hosts: hosts.to_vec(), mirror }
    }

    /// Whether a mirror stands in.
    pub const fn is_mirrored(&self) -> bool {
        self.mirror.is_some()
    }

    /// Reads an address.
    ///
    /// # Errors
    /// `NotAnAddress`, `NotHttps`, `HostNotAllowed`.
    pub fn read(&self, address: &str) -> Result<Url, Failure> {
        let url = Url::parse(address).map_err(|_cause| Failure::NotAnAddress)?;
        self.checked(url)
    }

    /// Where a redirect from one address leads.
    ///
    /// # Errors
    /// As [`Allowed::read`].
    pub fn follow(&self, from: &Url, location: &str) -> Result<Url, Failure> {
        let led = from.join(location).map_err(|_cause| Failure::NotAnAddress)?;
        let at_mirror = self.mirror.as_ref().is_some_and(|mirror| mirror.origin() == led.origin());
        if !at_mirror {
            return self.checked(led);
        }
        let query = led.query().map(|query| format!("?{query}")).unwrap_or_default();
        self.read(&format!("https:/{}{query}", led.path()))
    }

    fn checked(&self, mut url: Url) -> Result<Url, Failure> {
        if url.scheme() != "https" {
            return Err(Failure::NotHttps);
        }
        let host = url.host_str().unwrap_or_default().to_owned();
        let plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        if !plain || !self.hosts.contains(&host) {
            return Err(Failure::HostNotAllowed(host));
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// Where an address is really asked: at the mirror, its host as the first step of the path, or as it is.
    pub fn wire(&self, url: &Url) -> Url {
        let Some(mirror) = &self.mirror else { return url.clone() };
        let mut wire = mirror.clone();
        wire.set_path(&format!("/{}{}", url.host_str().unwrap_or_default(), url.path()));
        wire.set_query(url.query());
        wire
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(mirror: Option<&str>) -> Allowed {
        Allowed::new(&["www.insee.fr".to_owned(), "static.data.gouv.fr".to_owned()], mirror.map(|mirror| Url::parse(mirror).unwrap()))
    }

    #[test]
    fn a_mirror_is_asked_in_place_of_the_producer() {
        let allowed = allowed(Some("http://127.0.0.1:18600"));
        let url = allowed.read("https://www.insee.fr/fr/x?y=1#z").unwrap();
        assert_eq!(url.as_str(), "https://www.insee.fr/fr/x?y=1");
        assert_eq!(allowed.wire(&url).as_str(), "http://127.0.0.1:18600/www.insee.fr/fr/x?y=1");
        for (location, led) in [
            ("/fr/z", "https://www.insee.fr/fr/z"),
            ("https://static.data.gouv.fr/a", "https://static.data.gouv.fr/a"),
            ("http://127.0.0.1:18600/static.data.gouv.fr/a", "https://static.data.gouv.fr/a"),
        ] {
            assert_eq!(allowed.follow(&url, location).unwrap().as_str(), led);
        }
        for location in ["http://127.0.0.1:18601/static.data.gouv.fr/a", "http://127.0.0.1:18600/elsewhere.fr/a", "http://169.254.169.254/"]
        {
            assert!(allowed.follow(&url, location).is_err(), "{location}");
        }
    }
}

//! A browser as far as signing in needs one: cookies, and redirections followed by hand.

use std::collections::BTreeMap;

use ureq::Agent;
use ureq::http::Response;

/// Cookies by name: everything here is on one machine.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// One request: its status, and where it leads or what it says.
    pub fn step(&mut self, url: &str) -> (u16, String) {
        let mut response = self.get(url);
        match response.headers().get("location") {
            Some(location) => (response.status().as_u16(), absolute(url, location.to_str().unwrap())),
            None => (response.status().as_u16(), response.body_mut().read_to_string().unwrap()),
        }
    }

    /// The page one ends at.
    pub fn page(&mut self, url: &str) -> (u16, String) {
        let mut url = url.to_owned();
        for _ in 0..12 {
            match self.step(&url) {
                (300..400, next) => url = next,
                other => return other,
            }
        }
        panic!("round and round: {url}");
    }

    /// Where one is led, up to a page below this beginning, which is not opened.
    pub fn led_to(&mut self, url: &str, beginning: &str) -> String {
        let mut url = url.to_owned();
        for _ in 0..12 {
            if url.starts_with(beginning) {
                return url;
            }
            let (status, next) = self.step(&url);
            assert!((300..400).contains(&status), "{url}: {status} {next}");
            url = next;
        }
        panic!("round and round: {url}");
    }

    pub fn post(&mut self, url: &str, form: &str) -> (u16, String) {
        let request = agent().post(url).header("cookie", self.cookie()).header("content-type", "application/x-www-form-urlencoded");
        let mut response = request.send(form).unwrap();
        self.keep(&response);
        match response.headers().get("location") {
            Some(location) => (response.status().as_u16(), absolute(url, location.to_str().unwrap())),
            None => (response.status().as_u16(), response.body_mut().read_to_string().unwrap()),
        }
    }

    fn get(&mut self, url: &str) -> Response<ureq::Body> {
        let request = agent().get(url).header("cookie", self.cookie()).header("accept-language", "en");
        let response = request.call().unwrap();
        self.keep(&response);
        response
    }

    fn keep(&mut self, response: &Response<ureq::Body>) {
        for cookie in response.headers().get_all("set-cookie") {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

fn absolute(from: &str, location: &str) -> String {
    if location.starts_with("http") {
        return location.to_owned();
    }
    let host: String = from.split('/').take(3).collect::<Vec<_>>().join("/");
    format!("{host}{location}")
}

/// A parameter of an address; only those without anything to decode are asked for.
pub fn parameter(address: &str, name: &str) -> String {
    let query = address.split_once('?').unwrap().1;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(of, _)| *of == name).unwrap_or_else(|| panic!("{name} in {address}")).1.to_owned()
}

/// Percent-encodes everything that is not a letter or a digit.
pub fn encoded(words: &str) -> String {
    words.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

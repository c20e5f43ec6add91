//! How often one may ask: by address, by key, by session; and how many requests are under way at once.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::access::KeyId;

/// What one may ask for.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests a second from one address, over a while.
    pub address_per_second: u32,
    /// Requests at once from one address: a map that is opened and moved asks for hundreds of tiles.
    pub address_burst: u32,
    /// Requests a second under one key, over a while.
    pub key_per_second: u32,
    /// Requests at once under one key.
    pub key_burst: u32,
    /// Requests that change something, a minute, in one session.
    pub writes_per_minute: u32,
    /// Requests under way at once, over all: so many that read, and a quarter as many that send something.
    pub under_way: usize,
    /// Proxies of ours, whose `X-Forwarded-For` is believed.
    pub trusted_proxies: BTreeSet<IpAddr>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            address_per_second: 100,
            address_burst: 2_000,
            key_per_second: 20,
            key_burst: 200,
            writes_per_minute: 60,
            under_way: 1_024,
            trusted_proxies: BTreeSet::new(),
        }
    }
}

/// The buckets that requests are taken out of.
pub struct Buckets {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    keys: DefaultKeyedRateLimiter<KeyId>,
    writes: DefaultKeyedRateLimiter<String>,
}

impl Buckets {
    /// Full buckets.
    pub fn new(limits: &Limits) -> Self {
        let a_second = |number, burst| Quota::per_second(at_least_one(number)).allow_burst(at_least_one(burst));
        Self {
            addresses: RateLimiter::keyed(a_second(limits.address_per_second, limits.address_burst)),
            keys: RateLimiter::keyed(a_second(limits.key_per_second, limits.key_burst)),
            writes: RateLimiter::keyed(Quota::per_minute(at_least_one(limits.writes_per_minute))),
        }
    }

    /// Takes one request of an address.
    ///
    /// # Errors
    /// How long to wait.
    pub fn of_address(&self, address: IpAddr) -> Result<(), Duration> {
        taken(&self.addresses, &network(address))
    }

    /// Takes one request of a key.
    ///
    /// # Errors
    /// How long to wait.
    pub fn of_key(&self, key: KeyId) -> Result<(), Duration> {
        taken(&self.keys, &key)
    }

    /// Takes one change in a session.
    ///
    /// # Errors
    /// How long to wait.
    pub fn of_session(&self, hash: &str) -> Result<(), Duration> {
        taken(&self.writes, &hash.to_owned())
    }

    /// Forgets whoever has not asked for a while: their buckets are full.
    pub fn sweep(&self) {
        self.addresses.retain_recent();
        self.keys.retain_recent();
        self.writes.retain_recent();
    }
}

fn taken<K: Clone + std::hash::Hash + Eq>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Duration> {
    limiter.check_key(key).map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
}

/// One line of a subscriber has 2^64 addresses of the sixth version: they share a bucket.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            address.to_ipv4_mapped().map_or_else(|| Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into(), IpAddr::V4)
        }
    }
}

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_through_and_what_is_over_it_waits() {
        let buckets = Buckets::new(&Limits { address_per_second: 1, address_burst: 5, ..Limits::default() });
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        let answers: Vec<_> = (0..8).map(|_| buckets.of_address(address).is_ok()).collect();
        assert_eq!(answers, [true, true, true, true, true, false, false, false]);
        assert!(buckets.of_address(address).unwrap_err() <= Duration::from_secs(1));
        assert!(buckets.of_address("192.0.2.2".parse().unwrap()).is_ok());
    }

    #[test]
    fn addresses_of_one_subscriber_share_a_bucket() {
        let buckets = Buckets::new(&Limits { address_per_second: 1, address_burst: 1, ..Limits::default() });
        assert!(buckets.of_address("2001:db8:1:2::1".parse().unwrap()).is_ok());
        assert!(buckets.of_address("2001:db8:1:2:ffff::9".parse().unwrap()).is_err());
        assert!(buckets.of_address("2001:db8:1:3::1".parse().unwrap()).is_ok());
        assert!(buckets.of_address("::ffff:192.0.2.1".parse().unwrap()).is_ok());
        assert!(buckets.of_address("192.0.2.1".parse().unwrap()).is_err());
    }
}

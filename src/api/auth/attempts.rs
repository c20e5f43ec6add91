//! Sign-ins that fail make one wait: longer each time, by account and by address.

use quick_cache::sync::Cache;

/// Logins and addresses remembered at most: the least used go first.
const REMEMBERED: usize = 20_000;

/// Failures of one login before one waits.
const FREE_OF_LOGIN: u32 = 5;

/// Failures from one address before one waits: an office shares one.
const FREE_OF_ADDRESS: u32 = 20;

/// The longest wait, in seconds. Whoever knows a login can make its holder wait so long, and no longer.
const LONGEST: i64 = 900;

/// After so many seconds without one, failures are forgotten.
const FORGOTTEN: i64 = 3_600;

#[derive(Debug, Clone, Copy, Default)]
struct Failures {
    count: u32,
    last: i64,
}

impl Failures {
    fn at(self, now: i64) -> Self {
        if now - self.last > FORGOTTEN { Self::default() } else { self }
    }

    /// Until when one waits.
    fn until(self, free: u32) -> i64 {
        let beyond = self.count.saturating_sub(free);
        if beyond == 0 { 0 } else { self.last + (1_i64 << beyond.min(20)).min(LONGEST) }
    }
}

/// The failures of late.
pub struct Attempts(Cache<String, Failures>);

impl Default for Attempts {
    fn default() -> Self {
        Self(Cache::new(REMEMBERED))
    }
}

impl Attempts {
    /// Counts an attempt before it is looked at, so that many at once are counted too.
    ///
    /// # Errors
    /// How many seconds to wait, when one must: the attempt is then not looked at, nor counted.
    pub fn begin(&self, login: &str, address: &str, now: i64) -> Result<(), i64> {
        let counted = [(of_login(login), FREE_OF_LOGIN), (of_address(address), FREE_OF_ADDRESS)];
        let until = counted.iter().map(|(key, free)| self.failures(key, now).until(*free)).max().unwrap_or_default();
        if until > now {
            return Err(until - now);
        }
        for (key, _) in counted {
            let count = self.failures(&key, now).count + 1;
            self.0.insert(key, Failures { count, last: now });
        }
        Ok(())
    }

    /// It was right: the failures of the login are forgotten, and this one is no failure of the address.
    pub fn succeeded(&self, login: &str, address: &str, now: i64) {
        self.0.remove(&of_login(login));
        let key = of_address(address);
        let failures = self.failures(&key, now);
        self.0.insert(key, Failures { count: failures.count.saturating_sub(1), ..failures });
    }

    fn failures(&self, key: &str, now: i64) -> Failures {
        self.0.get(key).unwrap_or_default().at(now)
    }
}

fn of_login(login: &str) -> String {
    format!("login {login}")
}

fn of_address(address: &str) -> String {
    format!("address {address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_for_a_login_from_any_address_and_have_an_end() {
        let (attempts, mut now, mut waits) = (Attempts::default(), 1_000, Vec::new());
        for attempt in 0..20 {
            while let Err(wait) = attempts.begin("camille", &format!("10.0.0.{attempt}"), now) {
                waits.push(wait);
                now += wait;
            }
        }
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900]);
        assert!(attempts.begin("dominique", "10.0.1.1", now).is_ok());
    }

    #[test]
    fn one_address_cannot_try_many_logins() {
        let attempts = Attempts::default();
        let tried = (0..100).filter(|n| attempts.begin(&format!("login{n}"), "192.0.2.1", 1_000).is_ok()).count();
        assert_eq!(tried, 21);
        assert!(attempts.begin("another", "192.0.2.2", 1_000).is_ok());
    }

    #[test]
    fn a_right_password_forgets_the_failures_of_its_login_and_so_does_time() {
        let attempts = Attempts::default();
        for _ in 0..5 {
            attempts.begin("camille", "192.0.2.1", 1_000).unwrap();
        }
        attempts.succeeded("camille", "192.0.2.1", 1_000);
        for _ in 0..6 {
            attempts.begin("camille", "192.0.2.1", 1_001).unwrap();
        }
        assert!(attempts.begin("camille", "192.0.2.1", 1_001).is_err());
        assert!(attempts.begin("camille", "192.0.2.1", 1_002 + FORGOTTEN).is_ok());
    }
}

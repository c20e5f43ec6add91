//! A stretch of a round as its times alone, joined to another in constant time.

/// What a sequence of stops asks of time, whatever lies before and after it.
///
/// Savelsbergh 1992; Vidal, Crainic, Gendreau & Prins 2013, restricted to sequences that keep every window.
/// Starting it at `s ≤ latest` ends it at `max(s, earliest) + duration`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Travel, service and the waiting that no start avoids.
    pub duration: f64,
    /// Starting sooner only makes one wait longer.
    pub earliest: f64,
    /// Starting later misses a window.
    pub latest: f64,
}

impl Segment {
    /// One stop: `service` once there, to begin between `ready` and `due`.
    pub const fn of(service: f64, ready: f64, due: f64) -> Self {
        Self { duration: service, earliest: ready, latest: due }
    }

    /// This one, `travel`, then the other; `None` when a window closes before.
    ///
    /// `slack` is what rounding alone may exceed.
    #[inline]
    pub fn then(self, travel: f64, other: Self, slack: f64) -> Option<Self> {
        let shift = self.duration + travel;
        if self.earliest + shift > other.latest + slack {
            return None;
        }
        let (opens, closes) = (other.earliest - shift, other.latest - shift);
        let waiting = if opens > self.latest { opens - self.latest } else { 0.0 };
        let earliest = if opens > self.earliest { opens } else { self.earliest };
        Some(Self {
            duration: shift + other.duration + waiting,
            earliest: earliest - waiting,
            latest: if closes < self.latest { closes } else { self.latest },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_counts_only_when_no_later_start_avoids_it() {
        let morning = Segment::of(10.0, 0.0, 100.0);
        let noon = Segment::of(10.0, 200.0, 220.0);
        let joined = morning.then(20.0, noon, 0.0).unwrap();
        // Served from 100 at the latest, there at 130, waiting until 200.
        assert_eq!(joined, Segment { duration: 110.0, earliest: 100.0, latest: 100.0 });
        assert_eq!(noon.then(20.0, morning, 0.0), None);
    }

    #[test]
    fn without_windows_durations_add_up() {
        let stop = Segment::of(5.0, 0.0, f64::INFINITY);
        let joined = stop.then(7.0, stop, 0.0).unwrap();
        assert_eq!(joined, Segment { duration: 17.0, earliest: 0.0, latest: f64::INFINITY });
    }
}

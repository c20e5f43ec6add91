//! How fast a body must come: in each window of patience, a least number of bytes.

use std::time::Duration;

use tokio::time::Instant;

use super::Failure;

/// Watches the pace of one body.
pub struct Pace {
    patience: Duration,
    /// Bytes that one window must bring.
    least: u64,
    /// When the whole must be over.
    end: Instant,
    since: Instant,
    brought: u64,
}

impl Pace {
    /// A pace of so many bytes a second over each window of patience, within a time for the whole.
    pub fn new(patience: Duration, slowest: u64, whole: Duration) -> Self {
        let now = Instant::now();
        let least = (patience.as_secs_f64() * slowest as f64).ceil() as u64;
        Self { patience, least: least.max(1), end: now + whole, since: now, brought: 0 }
    }

    /// When the next piece must have come.
    pub fn deadline(&self) -> Instant {
        (self.since + self.patience).min(self.end)
    }

    /// Whether a window that is over brought enough although the last piece is late; the next one begins then.
    pub fn is_paced(&mut self) -> bool {
        let enough = self.brought >= self.least && Instant::now() < self.end;
        if enough {
            (self.since, self.brought) = (Instant::now(), 0);
        }
        enough
    }

    /// Why nothing is waited for any more, once the deadline is over.
    pub fn over(&self) -> Failure {
        if Instant::now() >= self.end { Failure::TooLong } else { Failure::TooSlow(self.rate()) }
    }

    /// Counts a piece.
    ///
    /// # Errors
    /// `TooSlow` when the window is over and has not brought enough.
    pub fn count(&mut self, bytes: usize) -> Result<(), Failure> {
        self.brought += bytes as u64;
        if self.since.elapsed() >= self.patience {
            if self.brought < self.least {
                return Err(Failure::TooSlow(self.rate()));
            }
            (self.since, self.brought) = (Instant::now(), 0);
        }
        Ok(())
    }

    fn rate(&self) -> u64 {
        (self.brought as f64 / self.since.elapsed().as_secs_f64().max(0.001)) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "current_thread")]
    async fn a_drip_is_cut_and_a_stream_is_not() {
        let window = Duration::from_millis(40);
        let mut pace = Pace::new(window, 1_000, Duration::from_mins(1));
        tokio::time::sleep(window).await;
        assert!(matches!(pace.count(1), Err(Failure::TooSlow(_))));
        let mut pace = Pace::new(window, 1_000, Duration::from_mins(1));
        for _ in 0..3 {
            tokio::time::sleep(window).await;
            pace.count(4_000).unwrap();
        }
        assert!(matches!(Pace::new(window, 1, Duration::ZERO).over(), Failure::TooLong));
    }
}

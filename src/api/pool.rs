//! Where long computations run: a few at once, some waiting, the rest told to come back. Where the queue never empties any more,
//! waiting helps nobody, and hardly any is let in to wait.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::problem::internal;
use crate::domain::{Fault, Text};

/// How many may wait for each that runs: a map that is opened asks for many things at once.
const WAITING_PER_RUNNING: usize = 16;

/// How many, once the queue stands: one browser alone asks for six things at once, on two processors too.
const WAITING_OF_A_STANDING_QUEUE: usize = 4;

/// A queue stands that has not been empty for so long, while more was worked off than may wait. A burst of computations that take long is
/// none: nothing says yet that it will not be worked off.
const STANDING: Duration = Duration::from_millis(250);

/// A bounded pool.
pub struct Pool {
    threads: usize,
    running: Semaphore,
    queue: Mutex<Queue>,
}

/// Who runs and who waits.
///
/// # Algorithm
/// The controlled delay of Nichols & Jacobson (2012), “Controlling Queue Delay”, ACM Queue 10, as Maurer (2015), “Fail at Scale”, ACM
/// Queue 13, puts it for servers: a queue that empties now and then takes up bursts, and may be long; one that does not only adds its
/// length to the time of each answer.
#[derive(Debug, Default)]
struct Queue {
    admitted: usize,
    /// Since when somebody has waited without a break, and how many have gone since.
    waiting: Option<(Instant, usize)>,
    /// For how many that go hardly anybody is let in to wait.
    strict_for: usize,
}

impl Queue {
    /// Lets one in, or not.
    fn enter(&mut self, threads: usize, now: Instant) -> bool {
        let full = threads * (1 + WAITING_PER_RUNNING);
        let stands = self.waiting.is_some_and(|(since, gone)| gone > full && now.duration_since(since) > STANDING);
        let strict = stands || self.strict_for > 0;
        let most = if strict { threads * (1 + WAITING_OF_A_STANDING_QUEUE) } else { full };
        let fits = self.admitted < most;
        if stands || (strict && !fits) {
            self.strict_for = full;
        }
        if fits {
            self.admitted += 1;
            if self.admitted > threads {
                self.waiting.get_or_insert((now, 0));
            }
        }
        fits
    }

    /// Lets one go.
    fn leave(&mut self, threads: usize) {
        self.admitted -= 1;
        self.strict_for = self.strict_for.saturating_sub(1);
        self.waiting = self.waiting.filter(|_| self.admitted > threads).map(|(since, gone)| (since, gone + 1));
    }
}

/// A place in the pool, given back when dropped: also by who breaks off.
struct Place<'a>(&'a Pool);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.queue(|queue| queue.leave(self.0.threads));
    }
}

impl Pool {
    /// A pool of so many threads.
    pub fn new(threads: usize) -> Self {
        let threads = threads.max(1);
        Self { threads, running: Semaphore::new(threads), queue: Mutex::default() }
    }

    /// Runs a computation aside, so that short answers never wait behind it.
    ///
    /// # Errors
    /// `overloaded` when too many wait already, and what the computation refuses.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
        let _place = self.place().ok_or_else(overloaded)?;
        let _thread = self.running.acquire().await.map_err(|_closed| overloaded())?;
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|cause| {
            // Cancelled is what is under way when the server stops.
            if !cause.is_cancelled() {
                tracing::error!(%cause, "a computation broke off");
            }
            Err(internal())
        })
    }

    fn place(&self) -> Option<Place<'_>> {
        self.queue(|queue| queue.enter(self.threads, Instant::now())).then(|| Place(self))
    }

    fn queue<T>(&self, change: impl FnOnce(&mut Queue) -> T) -> T {
        change(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn overloaded() -> Fault {
    Fault::new(
        "overloaded",
        Text::new("trop de calculs sont demandés à la fois", "too many computations are asked for at once"),
        Text::new("réessayer dans quelques secondes", "try again in a few seconds"),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn what_does_not_fit_is_told_to_come_back() {
        let (pool, (open, gate)) = (Arc::new(Pool::new(1)), channel::<()>());
        let busy = {
            let pool = Arc::clone(&pool);
            tokio::spawn(async move {
                pool.run(move || {
                    let _ = gate.recv();
                    Ok(())
                })
                .await
            })
        };
        let waiting: Vec<_> = (0..WAITING_PER_RUNNING)
            .map(|_| {
                let pool = Arc::clone(&pool);
                tokio::spawn(async move { pool.run(|| Ok(())).await })
            })
            .collect();
        tokio::task::yield_now().await;
        assert_eq!(pool.run(|| Ok(())).await.unwrap_err().code, "overloaded");
        drop(open);
        assert!(busy.await.unwrap().is_ok());
        for task in waiting {
            assert!(task.await.unwrap().is_ok());
        }
        assert!(pool.run(|| Ok(())).await.is_ok());
    }

    fn after(start: Instant, milliseconds: u64) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    /// Two threads, computations of 10 ms, four asked for in the time of each, for ten seconds: nobody who is let in after the first
    /// moments has more than a few before them on either thread.
    #[test]
    fn a_queue_that_stands_is_kept_short_as_long_as_more_come_than_go() {
        let (mut queue, start) = (Queue::default(), Instant::now());
        let mut longest = 0;
        for millisecond in 0..10_000 {
            let now = after(start, millisecond);
            queue.enter(2, now);
            if millisecond % 5 == 0 && queue.admitted > 0 {
                queue.leave(2);
            }
            if millisecond > 1_000 {
                longest = longest.max(queue.admitted);
            }
        }
        assert_eq!(longest, 2 * (1 + WAITING_OF_A_STANDING_QUEUE));
    }

    /// A country is drawn when its first map is asked for: what is asked meanwhile waits, however long that takes.
    #[test]
    fn a_burst_of_long_computations_waits_and_what_comes_once_it_is_worked_off_does_too() {
        let (mut queue, start) = (Queue::default(), Instant::now());
        for minute in [0, 1] {
            let taken = (0..40).filter(|second| queue.enter(2, after(start, 60_000 * minute + 1_000 * second))).count();
            assert_eq!(taken, 34, "after {minute} min");
            (0..34).for_each(|_| queue.leave(2));
        }
        assert_eq!((queue.admitted, queue.waiting, queue.strict_for), (0, None, 0));
    }

    #[test]
    fn whoever_breaks_off_gives_back_their_place() {
        let pool = Pool::new(1);
        let places: Vec<_> = (0..=WAITING_PER_RUNNING).filter_map(|_| pool.place()).collect();
        assert!(places.len() == 1 + WAITING_PER_RUNNING && pool.place().is_none());
        drop(places);
        assert!(pool.place().is_some());
    }
}

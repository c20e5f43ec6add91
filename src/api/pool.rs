//! Where long computations run: a few at once, a few waiting, the rest told to come back.

use tokio::sync::Semaphore;

use super::problem::internal;
use crate::domain::{Fault, Text};

/// How many may wait for each that runs.
const WAITING_PER_RUNNING: usize = 16;

/// A bounded pool.
pub struct Pool {
    running: Semaphore,
    admitted: Semaphore,
}

impl Pool {
    /// A pool of so many threads.
    pub fn new(threads: usize) -> Self {
        let threads = threads.max(1);
        Self { running: Semaphore::new(threads), admitted: Semaphore::new(threads * (1 + WAITING_PER_RUNNING)) }
    }

    /// Runs a computation aside, so that short answers never wait behind it.
    ///
    /// # Errors
    /// `overloaded` when too many wait already, and what the computation refuses.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
        let _place = self.admitted.try_acquire().map_err(|_full| overloaded())?;
        let _thread = self.running.acquire().await.map_err(|_closed| overloaded())?;
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|cause| {
            // Cancelled is what is under way when the server stops.
            if !cause.is_cancelled() {
                tracing::error!(%cause, "a computation broke off");
            }
            Err(internal())
        })
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
}

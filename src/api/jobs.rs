//! Plans that take their time: a bounded number of jobs, each named by what it was asked, kept for a while.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::{Notify, Semaphore};
use utoipa::ToSchema;

use super::problem::internal;
use crate::diagnosis::plans::Watch;
use crate::domain::{Fault, Text};
use crate::text;

/// Jobs kept at most, done or not.
const KEPT: usize = 64;

/// How long a job that has ended is kept.
const KEPT_FOR: Duration = Duration::from_mins(30);

/// Jobs that run at once: others wait, so that questions of the map are never behind a plan.
const RUNNING: usize = 1;

/// A job.
pub struct Job {
    /// Its name: a hash of what was asked and of the state of the data.
    pub id: String,
    /// What it works out.
    pub process: &'static str,
    running: AtomicBool,
    dismissed: AtomicBool,
    progress: AtomicU32,
    outcome: OnceLock<(Instant, Result<Vec<u8>, Fault>)>,
    ended: Notify,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It waits.
    Accepted,
    /// It is under way.
    Running,
    /// It has a result.
    Successful,
    /// It has none, and says why.
    Failed,
    /// It was told to stop.
    Dismissed,
}

impl Job {
    /// A job of this name that has not begun.
    pub fn new(id: String, process: &'static str) -> Self {
        Self {
            id,
            process,
            running: AtomicBool::new(false),
            dismissed: AtomicBool::new(false),
            progress: AtomicU32::new(0),
            outcome: OnceLock::new(),
            ended: Notify::new(),
        }
    }

    /// How it stands.
    pub fn status(&self) -> Status {
        match self.outcome.get() {
            _ if self.is_dismissed() => Status::Dismissed,
            Some((_, Ok(_))) => Status::Successful,
            Some((_, Err(_))) => Status::Failed,
            None if self.running.load(Ordering::Relaxed) => Status::Running,
            None => Status::Accepted,
        }
    }

    /// How far it is, in hundredths.
    pub fn progress(&self) -> u32 {
        if self.status() == Status::Successful { 100 } else { self.progress.load(Ordering::Relaxed) }
    }

    /// Its result as JSON.
    ///
    /// # Errors
    /// `not-finished`, `dismissed`, or why it failed.
    pub fn result(&self) -> Result<&[u8], Fault> {
        match self.outcome.get() {
            _ if self.is_dismissed() => Err(dismissed()),
            Some((_, result)) => result.as_deref().map_err(Clone::clone),
            None => Err(not_finished()),
        }
    }

    /// Why it failed, if it did.
    pub fn fault(&self) -> Option<&Fault> {
        self.outcome.get().and_then(|(_, result)| result.as_ref().err())
    }

    /// Tells it to stop, at the next moment it asks.
    pub fn dismiss(&self) {
        self.dismissed.store(true, Ordering::Relaxed);
        self.ended.notify_waiters();
    }

    /// Waits until it has ended, or for so long.
    pub async fn wait(&self, at_most: Duration) {
        let ended = self.ended.notified();
        if matches!(self.status(), Status::Accepted | Status::Running) {
            // Too late is no failure: the job goes on.
            let _ = tokio::time::timeout(at_most, ended).await;
        }
    }

    fn end(&self, result: Result<Vec<u8>, Fault>) {
        let _ = self.outcome.set((Instant::now(), result));
        self.ended.notify_waiters();
    }

    fn has_ended(&self) -> bool {
        self.outcome.get().is_some()
    }

    /// Whether a new one of the same name should take its place.
    fn is_spent(&self) -> bool {
        matches!(self.status(), Status::Failed | Status::Dismissed)
    }
}

impl Watch for Job {
    fn is_dismissed(&self) -> bool {
        self.dismissed.load(Ordering::Relaxed)
    }

    fn reached(&self, hundredths: u32) {
        self.progress.fetch_max(hundredths.min(99), Ordering::Relaxed);
    }
}

/// The jobs kept, oldest first.
pub struct Jobs {
    kept: Mutex<VecDeque<Arc<Job>>>,
    running: Arc<Semaphore>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { kept: Mutex::default(), running: Arc::new(Semaphore::new(RUNNING)) }
    }
}

/// The name of a job: the same question about the same state of the data has the same.
pub fn name(process: &str, snapshot: &str, body: &serde_json::Value) -> String {
    let mut hash = Sha256::new();
    for word in [env!("CARGO_PKG_VERSION"), process, snapshot, &body.to_string()] {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).fold(String::new(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    })
}

impl Jobs {
    /// The job of this name.
    ///
    /// # Errors
    /// `unknown-job`.
    pub fn get(&self, id: &str) -> Result<Arc<Job>, Fault> {
        self.kept().iter().find(|job| job.id == id).cloned().ok_or_else(|| unknown(id))
    }

    /// The job of this name, begun now when it is not there, or failed or was dismissed.
    ///
    /// # Errors
    /// `overloaded` when as many as are kept wait or run.
    pub fn begin(
        &self,
        id: String,
        process: &'static str,
        work: impl FnOnce(&Job) -> Result<Vec<u8>, Fault> + Send + 'static,
    ) -> Result<Arc<Job>, Fault> {
        let mut kept = self.kept();
        if let Some(job) = kept.iter().find(|job| job.id == id && !job.is_spent()) {
            return Ok(Arc::clone(job));
        }
        kept.retain(|job| job.id != id);
        tidy(&mut kept)?;
        let job = Arc::new(Job::new(id, process));
        kept.push_back(Arc::clone(&job));
        drop(kept);
        let (running, begun) = (Arc::clone(&self.running), Arc::clone(&job));
        tokio::spawn(async move {
            let Ok(_place) = running.acquire_owned().await else { return };
            if begun.is_dismissed() {
                return begun.end(Err(dismissed()));
            }
            begun.running.store(true, Ordering::Relaxed);
            let at_work = Arc::clone(&begun);
            let result = tokio::task::spawn_blocking(move || work(&at_work)).await.unwrap_or_else(|cause| {
                tracing::error!(%cause, "a plan broke off");
                Err(internal())
            });
            begun.end(result);
        });
        Ok(job)
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Arc<Job>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes room for one job more: those that ended long ago go, then the oldest that ended.
fn tidy(kept: &mut VecDeque<Arc<Job>>) -> Result<(), Fault> {
    kept.retain(|job| job.outcome.get().is_none_or(|(ended, _)| ended.elapsed() < KEPT_FOR));
    if kept.len() < KEPT {
        return Ok(());
    }
    let oldest = kept.iter().position(|job| job.has_ended()).ok_or_else(overloaded)?;
    kept.remove(oldest);
    Ok(())
}

fn unknown(id: &str) -> Fault {
    Fault::new(
        "unknown-job",
        text!("aucun calcul ne porte le nom « {id} »", "no job has the name “{id}”"),
        Text::new("le demander à nouveau : la même demande a le même nom", "ask for it again: the same request has the same name"),
    )
}

fn not_finished() -> Fault {
    Fault::new(
        "not-finished",
        Text::new("le calcul n’est pas fini", "the job is not finished"),
        Text::new("réessayer dans quelques secondes", "try again in a few seconds"),
    )
}

fn dismissed() -> Fault {
    Fault::new(
        "dismissed",
        Text::new("le calcul a été abandonné", "the job was dismissed"),
        Text::new("le demander à nouveau", "ask for it again"),
    )
}

fn overloaded() -> Fault {
    Fault::new(
        "overloaded",
        Text::new("trop de calculs attendent déjà", "too many jobs wait already"),
        Text::new("réessayer dans une minute", "try again in a minute"),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn the_same_request_is_the_same_job_and_a_dismissed_one_begins_anew() {
        let jobs = Jobs::default();
        let (open, gate) = channel::<()>();
        let first = jobs
            .begin("a".to_owned(), "sites", move |job| {
                let _ = gate.recv();
                if job.is_dismissed() { Err(dismissed()) } else { Ok(vec![1]) }
            })
            .unwrap();
        let again = jobs.begin("a".to_owned(), "sites", |_| Ok(vec![2])).unwrap();
        assert!(Arc::ptr_eq(&first, &again) && first.result().unwrap_err().code == "not-finished");
        first.dismiss();
        assert_eq!((first.status(), first.result().unwrap_err().code.as_str()), (Status::Dismissed, "dismissed"));
        drop(open);
        let anew = jobs.begin("a".to_owned(), "sites", |_| Ok(vec![3])).unwrap();
        anew.wait(Duration::from_secs(20)).await;
        assert_eq!((anew.status(), anew.result().unwrap(), anew.progress()), (Status::Successful, &[3][..], 100));
        assert_eq!(jobs.get("b").err().unwrap().code, "unknown-job");
    }

    #[tokio::test]
    async fn no_more_are_kept_than_room_is_for() {
        let jobs = Jobs::default();
        let (open, gate) = channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        for index in 0..KEPT {
            let gate = Arc::clone(&gate);
            jobs.begin(format!("{index}"), "sites", move |_| {
                let _ = gate.lock().unwrap().recv();
                Ok(Vec::new())
            })
            .unwrap();
        }
        assert_eq!(jobs.begin("one more".to_owned(), "sites", |_| Ok(Vec::new())).err().unwrap().code, "overloaded");
        drop(open);
        jobs.get("0").unwrap().wait(Duration::from_secs(20)).await;
        assert!(jobs.begin("one more".to_owned(), "sites", |_| Ok(Vec::new())).is_ok());
    }

    #[test]
    fn a_name_depends_on_the_question_and_the_data_and_not_on_the_order_of_members() {
        let body = |words: &str| serde_json::from_str(words).unwrap();
        let one = name("sites", "s", &body(r#"{"a": 1, "b": 2}"#));
        assert_eq!(one, name("sites", "s", &body(r#"{"b": 2, "a": 1}"#)));
        assert_ne!(one, name("rounds", "s", &body(r#"{"a": 1, "b": 2}"#)));
        assert_ne!(one, name("sites", "t", &body(r#"{"a": 1, "b": 2}"#)));
        assert_eq!(one.len(), 32);
    }
}

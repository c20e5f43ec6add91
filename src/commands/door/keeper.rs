//! The keeper of the door, in the process that serves the public: starts the process that opens the vault, hands notes to it, and
//! starts it again, later and later, when it is gone. It cannot look behind the door itself.

use std::io;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};

use super::words::{Answered, Asked, ExactRows, LONGEST_ANSWER, Listed, line, said};
use crate::access::Secret;
use crate::api::door::{Door, ExactQuarter, OwnNote, Sent, SentCheck, Taken, closed};
use crate::config::Config;
use crate::domain::{Fault, Quarter, ServiceCheck, Text};
use crate::store::Store;
use crate::store::accounts::Accounts;
use crate::{ingest, text};

/// How many notes may wait at the door.
const WAITING: usize = 64;

/// How long the door may take over one note.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait before the door is opened again; doubled each time, up to [`LONGEST_REST`].
const FIRST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_mins(1);

/// A question and where its answer goes.
type Call = (Asked, oneshot::Sender<Result<Answered, Fault>>);

/// The keeper.
pub struct Keeper {
    calls: Option<mpsc::Sender<Call>>,
    store: Arc<dyn Store>,
    accounts: Arc<dyn Accounts>,
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keeper(accepts notes: {})", self.calls.is_some())
    }
}

impl Keeper {
    /// Opens the door where the settings say so; checks of services are taken in any case.
    ///
    /// # Errors
    /// When the program cannot find itself.
    pub fn new(config: &Config, store: Arc<dyn Store>, accounts: Arc<dyn Accounts>) -> io::Result<Self> {
        let calls = config.notes.accept.then(|| Opening::of(config)).transpose()?.map(|opening| {
            let (calls, waiting) = mpsc::channel(WAITING);
            tokio::spawn(keep(waiting, opening));
            calls
        });
        Ok(Self { calls, store, accounts })
    }

    /// The mark of a team in the vault.
    async fn mark(&self, by: &str) -> Result<String, Fault> {
        if self.calls.is_none() {
            return Err(closed());
        }
        let fresh = Secret::draw().map_err(|cause| {
            tracing::error!(%cause, "a team could not be given a mark");
            closed()
        })?;
        Ok(self.accounts.mark(by, &fresh).await?)
    }

    async fn call(&self, asked: Asked) -> Result<Answered, Fault> {
        let (answer, answered) = oneshot::channel();
        let calls = self.calls.as_ref().ok_or_else(closed)?;
        calls.try_send((asked, answer)).map_err(|_full| closed())?;
        match answered.await.map_err(|_gone| closed())?? {
            Answered::Refused { fault } => Err(*fault),
            answered => Ok(answered),
        }
    }
}

#[async_trait]
impl Door for Keeper {
    async fn note(&self, Sent { by, key, draft }: Sent) -> Result<Taken, Fault> {
        let team = self.mark(&by).await?;
        match self.call(Asked::Note { key: own(&by, &key), team, note: draft.into() }).await? {
            Answered::Kept { new: true } => Ok(Taken::New),
            Answered::Kept { new: false } => Ok(Taken::Known),
            _ => Err(closed()),
        }
    }

    async fn erase(&self, by: String, key: String) -> Result<(), Fault> {
        let team = self.mark(&by).await?;
        match self.call(Asked::Erase { key: own(&by, &key), given: key, team }).await? {
            Answered::Erased => Ok(()),
            _ => Err(closed()),
        }
    }

    async fn notes(&self, by: String, after: Option<String>, limit: u16) -> Result<Vec<OwnNote>, Fault> {
        let team = self.mark(&by).await?;
        match self.call(Asked::Notes { team, after, limit }).await? {
            Answered::Notes { notes } => Ok(notes.into_iter().map(own_note).collect()),
            _ => Err(closed()),
        }
    }

    async fn exact(&self, quarter: Option<Quarter>, zones: Vec<String>) -> Result<Vec<ExactQuarter>, Fault> {
        match self.call(Asked::Exact { quarter, zones }).await? {
            Answered::Exact { quarters } => quarters.iter().map(exact_quarter).collect::<Option<_>>().ok_or_else(closed),
            _ => Err(closed()),
        }
    }

    async fn check(&self, SentCheck { by, key, service, day, sighting }: SentCheck) -> Result<Taken, Fault> {
        let check = ServiceCheck { service, day: day_seen(&day, ingest::latest_day())?, sighting };
        let new = self.store.check_service(&own(&by, &key), &check).await?;
        Ok(if new { Taken::New } else { Taken::Known })
    }
}

fn own_note(Listed { key, note, week, released }: Listed) -> OwnNote {
    OwnNote { key, draft: note.into(), week, released }
}

fn exact_quarter(rows: &ExactRows) -> Option<ExactQuarter> {
    Some(ExactQuarter { quarter: rows.quarter, places: rows.read()? })
}

/// A key that is one team’s own, and says nothing of which.
pub fn own(by: &str, key: &str) -> String {
    format!("{:x}", Sha256::digest(format!("{by}\n{key}")))
}

/// The day a service was seen on.
fn day_seen(words: &str, today: NaiveDate) -> Result<NaiveDate, Fault> {
    let read = words.parse::<NaiveDate>().ok().filter(|_| words.len() == 10);
    let fault =
        |code, fr, en| Fault::new(code, Text::new(fr, en), text!("attendu : au plus tard le {today}", "expected {today} at the latest"));
    let day = read.ok_or_else(|| fault("bad-day", "ce jour ne se lit pas", "this day cannot be read").in_column("day"))?;
    if day > today {
        return Err(fault("future-day", "ce jour n’est pas encore venu", "this day has not come yet").in_column("day"));
    }
    Ok(day)
}

/// How the door is opened.
struct Opening {
    program: std::path::PathBuf,
    config: Config,
}

impl Opening {
    fn of(config: &Config) -> io::Result<Self> {
        Ok(Self { program: std::env::current_exe()?, config: config.clone() })
    }

    /// Starts the process. Addresses of databases go by the environment: arguments can be read by anybody on the machine.
    fn open(&self) -> io::Result<Opened> {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.config.data).args(["--lang", self.config.lang.code(), "notes", "door"]);
        for (name, value) in [("MAILLAGE_DATABASE", &self.config.database), ("MAILLAGE_VAULT", &self.config.vault)] {
            command.envs(value.as_ref().map(|value| (name, value)));
        }
        // Ctrl-C is for the server: the door ends once its input does, after what it was asked.
        #[cfg(unix)]
        command.process_group(0);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let missing = || io::Error::other("no pipe to the door");
        let input = process.stdin.take().ok_or_else(missing)?;
        let output = BufReader::new(process.stdout.take().ok_or_else(missing)?);
        Ok(Opened { process, input, output })
    }
}

/// An open door.
struct Opened {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Opened {
    async fn ask(&mut self, asked: &Asked) -> io::Result<Answered> {
        let exchange = async {
            self.input.write_all(&said(asked)?).await?;
            self.input.flush().await?;
            let answer = line(&mut self.output, LONGEST_ANSWER).await?.ok_or(io::ErrorKind::UnexpectedEof)?;
            serde_json::from_slice(&answer).map_err(io::Error::other)
        };
        timeout(PATIENCE, exchange).await.map_err(|_late| io::Error::from(io::ErrorKind::TimedOut))?
    }
}

/// Hands calls to the door for as long as anybody calls, and opens it again when it is gone.
async fn keep(mut waiting: mpsc::Receiver<Call>, opening: Opening) {
    let (mut door, mut rest, mut reopens): (Option<Opened>, _, _) = (None, FIRST_REST, Instant::now());
    loop {
        let call = match &mut door {
            None => tokio::select! {
                biased;
                () = sleep_until(reopens) => {
                    door = opening.open().inspect_err(|cause| tracing::error!(%cause, "the door of notes does not open")).ok();
                    (rest, reopens) = later(rest);
                    continue;
                }
                call = waiting.recv() => call,
            },
            Some(open) => tokio::select! {
                ended = open.process.wait() => {
                    tracing::error!(?ended, "the door of notes is gone; it will be opened again");
                    door = None;
                    continue;
                }
                call = waiting.recv() => call,
            },
        };
        let Some((asked, answer)) = call else { return };
        let answered = match &mut door {
            None => Err(closed()),
            Some(open) => match open.ask(&asked).await {
                Ok(answered) => {
                    rest = FIRST_REST;
                    Ok(answered)
                }
                Err(cause) => {
                    tracing::error!(%cause, "the door of notes does not answer; it will be opened again");
                    // An answer that comes late would be taken for that to the next question.
                    let _ = open.process.start_kill();
                    door = None;
                    Err(closed())
                }
            },
        };
        // Whoever asked may have gone meanwhile.
        let _ = answer.send(answered);
    }
}

/// When to open the door again, and how long to wait the next time.
fn later(rest: Duration) -> (Duration, Instant) {
    ((rest * 2).min(LONGEST_REST), Instant::now() + rest)
}

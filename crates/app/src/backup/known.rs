//! What is known of the backups of a running server: by its own runs, and by a look into their folder, where others put
//! theirs (`hearken backup create`) or take some away.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use hearken_domain::Timestamp;
use hearken_store::backup::{self, BackupFile, BackupKind};
use tokio::sync::OwnedMutexGuard;

use super::{BackupHealth, BackupPlan, BackupState};

/// Longest that whoever asks waits for a look into the folder that it has begun, or for the very first one: it may be on a
/// disk that hangs.
const PATIENCE: Duration = Duration::from_secs(1);

/// The right to look.
pub(super) type Turn = OwnedMutexGuard<()>;

/// What is known of the backups of a running server.
#[derive(Default)]
pub(crate) struct Backups {
    watched: OnceLock<Watched>,
    known: Arc<Mutex<Known>>,
    /// Held while somebody looks, so that a disk that hangs holds up one thread and not one for each who asks.
    looking: Arc<tokio::sync::Mutex<()>>,
}

/// Where to look.
struct Watched {
    folder: PathBuf,
    /// Whose backups count.
    master_id: [u8; 8],
    is_scheduled: bool,
}

#[derive(Clone, Copy, Default)]
struct Known {
    /// When the newest one was made that is there.
    last: Option<Timestamp>,
    /// When the server's last run began, if it failed.
    failed: Option<Timestamp>,
    /// How many the server has made since it began.
    made: u64,
    /// Whether there is more to tell than that nobody has looked yet.
    has_begun: bool,
}

impl Known {
    fn state(self, is_scheduled: bool) -> BackupState {
        match self {
            _ if !is_scheduled => BackupState::Off,
            Self { last, failed: Some(failed), .. } if last.is_none_or(|last| last < failed) => BackupState::Failed,
            Self { last: Some(_), .. } => BackupState::Ok,
            Self { last: None, .. } => BackupState::NoneYet,
        }
    }

    /// Takes in what a look has found that began when the server had made so many. One that it has made since may not
    /// have been there yet.
    fn take_in(&mut self, made: u64, newest: Option<Timestamp>) {
        self.has_begun = true;
        if self.made == made {
            self.last = newest;
        }
    }
}

impl Backups {
    /// Begins to watch the folder of a plan, for backups that are made with this master key.
    pub(super) fn watch(&self, plan: &BackupPlan, master_id: [u8; 8]) {
        let (folder, is_scheduled) = (plan.folders.data.clone(), plan.schedule.is_some());
        // Whoever came first watches on.
        let _ = self.watched.set(Watched { folder, master_id, is_scheduled });
    }

    /// How the backups are doing, after a look into their folder.
    pub(crate) async fn health(&self, now: Timestamp) -> BackupHealth {
        let Some(watched) = self.watched.get() else { return BackupHealth::default() };
        // Without it, what was known before holds.
        let _ = tokio::time::timeout(PATIENCE, self.look_or_trust(now)).await;
        let known = self.change(|known| {
            known.has_begun = true;
            *known
        });
        BackupHealth { state: known.state(watched.is_scheduled), last: known.last }
    }

    /// Looks, unless somebody does: then what is known holds, if there is anything known.
    async fn look_or_trust(&self, now: Timestamp) -> io::Result<()> {
        match Arc::clone(&self.looking).try_lock_owned() {
            Ok(turn) => self.look_in(turn, self.known().made, now).await,
            Err(_) if self.known().has_begun => Ok(()),
            Err(_) => {
                drop(self.looking.lock().await);
                Ok(())
            }
        }
    }

    /// Looks into the folder for the newest one, after all who look already. It may be on a disk that hangs.
    pub(super) async fn look(&self, now: Timestamp) -> io::Result<()> {
        // Before it waits: what is made from here on is dated later than `now`.
        let made = self.known().made;
        let turn = Arc::clone(&self.looking).lock_owned().await;
        self.look_in(turn, made, now).await
    }

    async fn look_in(&self, turn: Turn, made: u64, now: Timestamp) -> io::Result<()> {
        let Some(Watched { folder, master_id, .. }) = self.watched.get() else { return Ok(()) };
        let (folder, master_id) = (folder.clone(), *master_id);
        self.find_by(turn, made, move || backup::newest(&folder, BackupKind::Data, Some(master_id), now)).await
    }

    /// Looks on a thread of its own. What is found counts however late, also when nobody waits for it any more.
    async fn find_by<F>(&self, turn: Turn, made: u64, find: F) -> io::Result<()>
    where
        F: FnOnce() -> io::Result<Option<BackupFile>> + Send + 'static,
    {
        let known = Arc::clone(&self.known);
        let looked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let newest = find()?.map(|file| file.made_at);
            change(&known, |known| known.take_in(made, newest));
            Ok(())
        });
        looked.await?
    }

    /// As long as what is returned is kept, a look is under way that finds nothing.
    #[cfg(test)]
    pub(super) async fn hang(&self) -> Turn {
        Arc::clone(&self.looking).lock_owned().await
    }

    /// When the newest one was made.
    pub(super) fn last(&self) -> Option<Timestamp> {
        self.known().last
    }

    pub(super) fn succeeded(&self, at: Timestamp) {
        self.change(|known| *known = Known { last: Some(at), failed: None, made: known.made + 1, has_begun: true });
    }

    pub(super) fn failed(&self, at: Timestamp) {
        self.change(|known| known.failed = Some(at));
    }

    fn known(&self) -> Known {
        self.change(|known| *known)
    }

    fn change<T>(&self, by: impl FnOnce(&mut Known) -> T) -> T {
        change(&self.known, by)
    }
}

fn change<T>(known: &Mutex<Known>, by: impl FnOnce(&mut Known) -> T) -> T {
    by(&mut known.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures_util::FutureExt as _;
    use tokio::time::Instant;

    use super::*;

    #[test]
    fn a_failure_counts_until_there_is_a_newer_backup() {
        let at = |hour: i64| Some(Timestamp::from_millis(hour * 3_600_000));
        let state = |last, failed| Known { last, failed, ..Known::default() }.state(true);
        assert_eq!(state(None, None), BackupState::NoneYet);
        assert_eq!(state(at(1), None), BackupState::Ok);
        assert_eq!(state(None, at(2)), BackupState::Failed);
        assert_eq!(state(at(1), at(2)), BackupState::Failed);
        assert_eq!(state(at(3), at(2)), BackupState::Ok, "made by hand since");
        assert_eq!(Known { last: at(3), ..Known::default() }.state(false), BackupState::Off);
    }

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn what_was_made_during_a_look_is_not_forgotten_for_it() {
        let backups = Backups::default();
        let take_in = |made| backups.change(|known| known.take_in(made, Some(at(1))));
        take_in(backups.known().made);
        let made = backups.known().made;
        backups.succeeded(at(2));
        take_in(made);
        assert_eq!(backups.last(), Some(at(2)));
        take_in(backups.known().made);
        assert_eq!(backups.last(), Some(at(1)), "it was taken away since");
    }

    fn watched() -> Backups {
        let backups = Backups::default();
        let watched = Watched { folder: PathBuf::new(), master_id: [0; 8], is_scheduled: true };
        assert!(backups.watched.set(watched).is_ok());
        backups
    }

    #[tokio::test(start_paused = true)]
    async fn only_the_first_look_is_waited_for_and_once() {
        let backups = watched();
        let begun = Instant::now();
        let hanging = backups.hang().await;
        assert_eq!(backups.health(at(9)).await.state, BackupState::NoneYet);
        assert_eq!(begun.elapsed(), PATIENCE);
        for _ in 0..3 {
            backups.health(at(9)).await;
        }
        assert_eq!(begun.elapsed(), PATIENCE, "nobody else waits for a disk that hangs");
        drop(hanging);

        let backups = watched();
        let looking = backups.hang().await;
        let (health, ()) = tokio::join!(backups.health(at(9)), async {
            backups.change(|known| known.take_in(0, Some(at(1))));
            drop(looking);
        });
        assert_eq!(health, BackupHealth { state: BackupState::Ok, last: Some(at(1)) }, "it waited for the first look");
    }

    #[tokio::test]
    async fn what_is_found_late_counts_too() {
        let backups = watched();
        let (answer, hangs) = mpsc::channel();
        let turn = backups.hang().await;
        let find = move || hangs.recv().map_err(io::Error::other);
        assert!(backups.find_by(turn, 0, find).now_or_never().is_none(), "nobody waits for it any more");
        assert_eq!(backups.last(), None);
        answer.send(Some(BackupFile { path: PathBuf::new(), made_at: at(1) })).unwrap();
        drop(backups.looking.lock().await);
        assert_eq!(backups.last(), Some(at(1)));
    }
}

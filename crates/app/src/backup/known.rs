//! What is known of the backups of a running server: by its own runs, and by a look into their folder, where others put
//! theirs (`hearken backup create`) or take some away.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use hearken_domain::Timestamp;
use hearken_store::backup::{self, BackupKind};

use super::{BackupHealth, BackupPlan, BackupState};

/// Longest that a look into the folder is waited for: it may be on a disk that hangs.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is known of the backups of a running server.
#[derive(Default)]
pub(crate) struct Backups {
    watched: OnceLock<Watched>,
    known: Mutex<Known>,
    /// Held while somebody looks, so that a disk that hangs holds up one thread and not one for each who asks.
    looking: Arc<tokio::sync::Mutex<()>>,
}

/// Where to look.
struct Watched {
    folder: PathBuf,
    is_scheduled: bool,
}

#[derive(Clone, Copy, Default)]
struct Known {
    /// When the newest one was made that is there.
    last: Option<Timestamp>,
    /// When the server's last run began, if it failed.
    failed: Option<Timestamp>,
}

impl Known {
    fn state(self, is_scheduled: bool) -> BackupState {
        match self {
            _ if !is_scheduled => BackupState::Off,
            Self { last, failed: Some(failed) } if last.is_none_or(|last| last < failed) => BackupState::Failed,
            Self { last: Some(_), .. } => BackupState::Ok,
            Self { last: None, .. } => BackupState::NoneYet,
        }
    }
}

impl Backups {
    /// Begins to watch the folder of a plan, in which `last` is the newest.
    pub(super) fn watch(&self, plan: &BackupPlan, last: Option<Timestamp>) {
        let watched = Watched { folder: plan.folders.data.clone(), is_scheduled: plan.schedule.is_some() };
        // Whoever came first watches on.
        let _ = self.watched.set(watched);
        self.change(|known| known.last = last);
    }

    /// How the backups are doing, after a look into their folder.
    pub(crate) async fn health(&self) -> BackupHealth {
        let Some(Watched { folder, is_scheduled }) = self.watched.get() else { return BackupHealth::default() };
        if let Some(newest) = self.look(folder.clone()).await {
            self.change(|known| known.last = newest);
        }
        let known = self.change(|_| {});
        BackupHealth { state: known.state(*is_scheduled), last: known.last }
    }

    /// When the newest one was made.
    pub(super) fn last(&self) -> Option<Timestamp> {
        self.change(|_| {}).last
    }

    pub(super) fn succeeded(&self, at: Timestamp) {
        self.change(|known| *known = Known { last: Some(at), failed: None });
    }

    pub(super) fn failed(&self, at: Timestamp) {
        self.change(|known| known.failed = Some(at));
    }

    fn change(&self, change: impl FnOnce(&mut Known)) -> Known {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut known);
        *known
    }

    /// When the newest one in the folder was made, if there is one; `None` if the folder cannot be looked into now.
    async fn look(&self, folder: PathBuf) -> Option<Option<Timestamp>> {
        let turn = Arc::clone(&self.looking).try_lock_owned().ok()?;
        let looked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            backup::list(&folder, BackupKind::Data).ok().map(|files| files.first().map(|file| file.made_at))
        });
        tokio::time::timeout(PATIENCE, looked).await.ok()?.ok()?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_counts_until_there_is_a_newer_backup() {
        let at = |hour: i64| Some(Timestamp::from_millis(hour * 3_600_000));
        let state = |last, failed| Known { last, failed }.state(true);
        assert_eq!(state(None, None), BackupState::NoneYet);
        assert_eq!(state(at(1), None), BackupState::Ok);
        assert_eq!(state(None, at(2)), BackupState::Failed);
        assert_eq!(state(at(1), at(2)), BackupState::Failed);
        assert_eq!(state(at(3), at(2)), BackupState::Ok, "made by hand since");
        assert_eq!(Known { last: at(3), failed: None }.state(false), BackupState::Off);
    }
}

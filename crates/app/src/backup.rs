//! The backups that the server makes by itself: when the next one is due, and how the last one went.

mod known;

use std::time::Duration;

use hearken_domain::Timestamp;
use hearken_store::backup::{self, BackupError, BackupFolders};
use hearken_store::{StoreError, StoreOptions};
use tokio::time::timeout;

use crate::App;
use crate::worker::pause;
pub(crate) use known::Backups;

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);
/// Longest that a start waits for a look into the folder of backups before it makes them all the same.
const LONGEST_LOOK: Duration = MINUTE;
/// How long to wait after a failure, where the schedule does not ask for less.
const AFTER_FAILURE: Duration = Duration::from_hours(1);

/// When backups are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Every day.
    Daily {
        /// At this minute of the day, in UTC.
        minute: u16,
    },
    /// So long after the last one.
    Every(Duration),
}

impl Schedule {
    /// When the next backup is due after one that was made, or tried, at `last`.
    #[must_use]
    pub fn next_after(self, last: Timestamp) -> Timestamp {
        match self {
            Self::Every(span) => last + span,
            Self::Daily { minute } => {
                let midnight = last.as_millis() - last.as_millis().rem_euclid(millis(DAY));
                let today = Timestamp::from_millis(midnight) + MINUTE * u32::from(minute);
                if today > last { today } else { today + DAY }
            }
        }
    }
}

/// What is backed up, when, to where.
#[derive(Clone)]
pub struct BackupPlan {
    /// The store.
    pub storage: StoreOptions,
    /// Where backups go.
    pub folders: BackupFolders,
    /// When; `None` where somebody else sees to it.
    pub schedule: Option<Schedule>,
    /// How many data backups are kept.
    pub keep: usize,
}

/// How backups are doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackupHealth {
    /// Whether they are.
    pub state: BackupState,
    /// When the newest one was made that is there.
    pub last: Option<Timestamp>,
}

/// Whether backups are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BackupState {
    /// They are switched off.
    #[default]
    Off,
    /// There is none.
    NoneYet,
    /// The last one succeeded.
    Ok,
    /// The last one failed.
    Failed,
}

/// Makes backups by the plan until shutdown begins, and tells of them in [`crate::health`].
pub fn start(app: &App, plan: BackupPlan) {
    app.inner.backups.watch(&plan, app.store().master_id());
    let Some(schedule) = plan.schedule else {
        tracing::warn!("no backups are made: they are switched off");
        return;
    };
    let app = app.clone();
    let tasks = app.tasks().clone();
    tasks.spawn(async move { run(&app, &plan, schedule).await });
}

async fn run(app: &App, plan: &BackupPlan, schedule: Schedule) {
    let begun = app.ctx().now();
    let last = tokio::select! {
        last = last_before(&app.inner.backups, begun) => last,
        // The folder may be on a disk that hangs.
        () = app.tasks().stopping() => return,
    };
    let mut due = schedule.next_after(last.unwrap_or(begun));
    if let Schedule::Daily { .. } = schedule {
        // One that was missed is made up for, but a server that only just started has better things to do.
        due = due.max(begun + MINUTE);
    }
    while !app.tasks().is_stopping() {
        let now = app.ctx().now();
        // A clock that was put back postpones nothing.
        due = due.min(schedule.next_after(now));
        if now < due {
            pause(app, due.since(now)).await;
            continue;
        }
        let made = tokio::select! {
            made = make(app, plan) => made,
            // What is half written is removed by the next one.
            () = app.tasks().stopping() => return,
        };
        due = schedule.next_after(now);
        if made.is_err() {
            due = due.min(now + AFTER_FAILURE);
        }
    }
}

/// Makes one backup now and removes what is too old. How it went is logged, and told by [`crate::health`]. What cannot
/// be removed is no failure of the backup, and is tried again with the next one.
pub async fn make(app: &App, plan: &BackupPlan) -> Result<(), BackupError> {
    let now = app.ctx().now();
    match backup::create(plan.storage.clone(), plan.folders.clone(), now).await {
        // An instance that nobody owns yet has nothing to lose. Where somebody does, the files are not what was opened.
        Err(BackupError::NothingThere) if is_unowned(app).await => return Ok(()),
        Ok(created) => {
            app.inner.backups.succeeded(now);
            tracing::info!(rows = created.manifest.rows(), bytes = created.size, "backed up");
        }
        Err(error) => {
            app.inner.backups.failed(now);
            let last = app.inner.backups.last().map(|last| last.to_string()).unwrap_or_default();
            tracing::error!(%error, last, "the backup failed; it is tried again within the hour");
            return Err(error);
        }
    }
    if let Err(error) = backup::forget_old(plan.storage.clone(), plan.folders.clone(), plan.keep, now).await {
        tracing::error!(%error, "old backups cannot be removed");
    }
    Ok(())
}

/// Whether it is certain that nobody has an account.
async fn is_unowned(app: &App) -> bool {
    let has_owner: Result<bool, StoreError> = app.store().read((), |tx, ()| Box::pin(tx.has_owner())).await;
    has_owner.is_ok_and(|has_owner| !has_owner)
}

/// When the newest backup was made that is there at the start, as far as its folder tells in time.
async fn last_before(backups: &Backups, begun: Timestamp) -> Option<Timestamp> {
    match timeout(LONGEST_LOOK, backups.look(begun)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "the backup directory cannot be looked into"),
        Err(_) => {
            tracing::error!("the backup directory does not answer; backups are tried by the schedule all the same");
        }
    }
    let last = backups.last();
    let shown = last.map_or_else(|| "none yet".to_owned(), |last| last.to_string());
    tracing::info!(last = shown, "backups are switched on");
    last
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn daily_means_the_next_time_the_clock_shows_it() {
        let nightly = Schedule::Daily { minute: 3 * 60 + 30 };
        for (last, next) in [
            ("2026-11-21T03:29:59.999Z", "2026-11-21T03:30:00Z"),
            ("2026-11-21T03:30:00Z", "2026-11-22T03:30:00Z"),
            ("2026-11-21T23:59:59Z", "2026-11-22T03:30:00Z"),
            ("2026-12-31T12:00:00Z", "2027-01-01T03:30:00Z"),
            ("1969-12-31T12:00:00Z", "1970-01-01T03:30:00Z"),
        ] {
            assert_eq!(nightly.next_after(at(last)), at(next), "after {last}");
        }
        assert_eq!(Schedule::Daily { minute: 0 }.next_after(at("2026-11-21T00:00:00Z")), at("2026-11-22T00:00:00Z"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_folder_that_hangs_holds_up_the_first_backup_for_a_minute() {
        let (backups, begun) = (Backups::default(), Instant::now());
        let hanging = backups.hang().await;
        let last = timeout(LONGEST_LOOK * 2, last_before(&backups, at("2026-11-21T03:00:00Z"))).await;
        assert_eq!((last, begun.elapsed()), (Ok(None), LONGEST_LOOK));
        drop(hanging);
    }

    #[test]
    fn an_interval_counts_from_the_last_one() {
        let every = Schedule::Every(Duration::from_hours(6));
        assert_eq!(every.next_after(at("2026-11-21T22:00:00Z")), at("2026-11-22T04:00:00Z"));
    }
}

//! A server that is backed up, restored, restarted and tidied, with all its users.

use std::time::Duration;

use hearken_app::upkeep::{DELETIONS_KEPT, forget};

use super::mistake::Mistake;
use super::step::Event;
use crate::{Raw, TestApp, TestBackup};

const DAY: Duration = Duration::from_hours(24);

/// A server, and its last backup.
pub(super) struct Host {
    pub(super) t: TestApp,
    backup: Option<TestBackup>,
    mistake: Option<Mistake>,
}

impl Host {
    pub(super) async fn start(mistake: Option<Mistake>) -> Self {
        let t = TestApp::in_memory().await;
        // Only an instance that somebody owns is backed up.
        t.owner("owner").await;
        Self { t, backup: None, mistake }
    }

    /// Lets something happen to it.
    pub(super) async fn take(mut self, event: Event) -> Self {
        match event {
            Event::Work => drop(self.t.run_jobs().await),
            Event::Restart => self.t = self.t.restart().await,
            Event::BackUp => self.backup = Some(self.t.back_up().await),
            Event::Restore => self.restore().await,
            Event::Forget => self.forget().await,
        }
        self
    }

    async fn restore(&mut self) {
        let Some(backup) = &self.backup else { return };
        // Epochs follow the clock: two restores of one backup at the same moment could, by chance, begin the same one.
        self.t.advance(DAY);
        let restored = self.t.restore(backup).await;
        if self.mistake == Some(Mistake::SameEpoch) {
            keep_epochs(&self.t.store.raw().await, &restored.store.raw().await).await;
        }
        self.t = restored;
    }

    async fn forget(&self) {
        self.t.advance(DELETIONS_KEPT + DELETIONS_KEPT);
        forget(&self.t.app).await.expect("old deletions can be forgotten");
        if self.mistake == Some(Mistake::NoFloor) {
            self.t.store.raw().await.set("user_sync", "floor", 0).await;
        }
    }
}

/// Takes the new epochs away again.
async fn keep_epochs(lost: &Raw, restored: &Raw) {
    for row in lost.rows("SELECT epoch, user_id FROM user_sync").await {
        restored.exec("UPDATE user_sync SET epoch = $1 WHERE user_id = $2", &row).await;
    }
}

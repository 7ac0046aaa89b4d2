//! The job queue: enqueued in the transaction that makes the work, claimed by lease, finished only by who holds it.

use hearken_domain::{Timestamp, UserId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::{Reader, StoreError, Tx, UserScope, UserTx};

statements! {
    ENQUEUE = "INSERT INTO jobs (user_id, kind, subject, state, run_at, place, attempts, payload)
        VALUES ($1, $2, $3, 'queued', $4, $5, 0, $6)
        ON CONFLICT (user_id, kind, subject) DO UPDATE SET state = 'queued', run_at = excluded.run_at, place = excluded.place,
        attempts = 0, lease_token = NULL, lease_until = NULL, last_error = NULL, payload = excluded.payload";
    CLAIM = "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_token = $2, lease_until = $3
        WHERE (user_id, kind, subject) = (SELECT user_id, kind, subject FROM jobs WHERE state <> 'dead'
            AND ((state = 'queued' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1))
            ORDER BY place, run_at LIMIT 1)
        RETURNING user_id, kind, subject, attempts, place, payload",
        postgres "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_token = $2, lease_until = $3
        WHERE (user_id, kind, subject) = (SELECT user_id, kind, subject FROM jobs WHERE state <> 'dead'
            AND ((state = 'queued' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1))
            ORDER BY place, run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING user_id, kind, subject, attempts, place, payload";
    NEXT_DUE = "SELECT MIN(CASE WHEN state = 'queued' THEN run_at ELSE lease_until END) FROM jobs WHERE state <> 'dead'";
    EXTEND_LEASE = "UPDATE jobs SET lease_until = $5 WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4";
    HOLDS = "SELECT 1 FROM jobs WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4",
        postgres "SELECT 1 FROM jobs WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4 FOR UPDATE";
    FINISH = "DELETE FROM jobs WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4";
    RESCHEDULE = "UPDATE jobs SET state = 'queued', run_at = $5, last_error = $6, lease_token = NULL, lease_until = NULL
        WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4";
    BURY = "UPDATE jobs SET state = 'dead', last_error = $5, lease_token = NULL, lease_until = NULL
        WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4";
    PUT_BACK = "UPDATE jobs SET state = 'queued', attempts = attempts - 1, run_at = $5, last_error = $6, lease_token = NULL,
        lease_until = NULL WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4";
    RELEASE = "UPDATE jobs SET state = 'queued', attempts = attempts - 1, lease_token = NULL, lease_until = NULL
        WHERE user_id = $1 AND kind = $2 AND subject = $3 AND lease_token = $4";
    CANCEL = "DELETE FROM jobs WHERE user_id = $1 AND kind = $2 AND subject = $3";
    ENQUEUE_FOR_DEAD = "INSERT INTO jobs (user_id, kind, subject, state, run_at, place, attempts, payload)
        SELECT DISTINCT user_id, CAST($1 AS TEXT), user_id, 'queued', CAST($2 AS BIGINT), CAST($3 AS BIGINT), 0, x''
            FROM jobs WHERE state = 'dead' AND kind = $4
        ON CONFLICT (user_id, kind, subject) DO UPDATE SET state = 'queued', run_at = excluded.run_at, place = excluded.place,
        attempts = 0, lease_token = NULL, lease_until = NULL, last_error = NULL WHERE jobs.state <> 'queued'",
        postgres "INSERT INTO jobs (user_id, kind, subject, state, run_at, place, attempts, payload)
        SELECT DISTINCT user_id, CAST($1 AS TEXT), user_id, 'queued', CAST($2 AS BIGINT), CAST($3 AS BIGINT), 0, ''::BYTEA
            FROM jobs WHERE state = 'dead' AND kind = $4
        ON CONFLICT (user_id, kind, subject) DO UPDATE SET state = 'queued', run_at = excluded.run_at, place = excluded.place,
        attempts = 0, lease_token = NULL, lease_until = NULL, last_error = NULL WHERE jobs.state <> 'queued'";
    QUEUE_STATE = "SELECT kind, state, COALESCE(last_error, ''), COUNT(*), MIN(run_at) FROM jobs
        GROUP BY kind, state, COALESCE(last_error, '') ORDER BY kind, state, COALESCE(last_error, '')";
    COUNT_JOBS = "SELECT state, COUNT(*) FROM jobs GROUP BY state";
}

/// A job to do, as its worker needs to name it later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueJob {
    /// Whose it is.
    pub user: UserId,
    /// What to do.
    pub kind: String,
    /// With which row.
    pub subject: Uuid,
    /// Proves that this worker, and no later one, holds it.
    pub lease_token: Uuid,
}

/// A claimed job.
pub struct ClaimedJob {
    /// The job.
    pub job: DueJob,
    /// How often it has been claimed, this time included.
    pub attempts: u32,
    /// Whether nobody waits for it.
    pub can_wait: bool,
    payload: Vec<u8>,
}

impl ClaimedJob {
    /// What was enqueued with the job.
    pub fn payload<T: DeserializeOwned>(&self, scope: &UserScope) -> Result<T, StoreError> {
        scope.open_json(Column::JobPayload, &payload_row(&self.job.kind, self.job.subject), &self.payload)
    }
}

/// How many jobs stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobState {
    /// Waiting for a worker or for their time.
    pub queued: i64,
    /// Held by a worker.
    pub running: i64,
    /// Given up.
    pub dead: i64,
}

/// Jobs of a kind that stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRow {
    /// What they do.
    pub kind: String,
    /// Where they stand: `queued`, `running` or `dead`.
    pub state: String,
    /// How the last attempt ended; empty where none has.
    pub last_error: String,
    /// How many there are.
    pub count: i64,
    /// When the first of them was, or will be, due.
    pub first_due: Timestamp,
}

impl Reader<'_> {
    /// The whole queue, counted by kind, state and last error.
    pub async fn queue_state(&mut self) -> Result<Vec<QueueRow>, StoreError> {
        let row = |row: &Row<'_>| {
            let (kind, state, last_error) = (row.text(0)?, row.text(1)?, row.text(2)?);
            Ok(QueueRow { kind, state, last_error, count: row.int(3)?, first_due: row.timestamp(4)? })
        };
        self.conn.all(QUEUE_STATE, &[], row).await
    }

    /// When the next job is due, or the next lease runs out.
    pub async fn next_job_due(&mut self) -> Result<Option<Timestamp>, StoreError> {
        let due = self.conn.opt(NEXT_DUE, &[], |row| row.opt_int(0)).await?;
        Ok(due.flatten().map(Timestamp::from_millis))
    }

    /// How many jobs stand where.
    pub async fn count_jobs(&mut self) -> Result<JobState, StoreError> {
        let mut state = JobState::default();
        for (name, count) in self.conn.all(COUNT_JOBS, &[], |row| Ok((row.text(0)?, row.int(1)?))).await? {
            match name.as_str() {
                "queued" => state.queued = count,
                "running" => state.running = count,
                _ => state.dead = count,
            }
        }
        Ok(state)
    }
}

impl Tx<'_> {
    /// Claims a job that is due: of what somebody waits for the one that has been due longest, else what is next in line.
    pub async fn claim_job(
        &mut self,
        now: Timestamp,
        lease_token: Uuid,
        lease_until: Timestamp,
    ) -> Result<Option<ClaimedJob>, StoreError> {
        self.conn.opt(CLAIM, vals![now, lease_token, lease_until], |row| claimed(row, lease_token)).await
    }

    /// Keeps a job for longer; `false` when it is no longer this worker's.
    pub async fn extend_lease(&mut self, job: &DueJob, until: Timestamp) -> Result<bool, StoreError> {
        let row = vals![job.user, job.kind.as_str(), job.subject, job.lease_token, until];
        Ok(self.conn.exec(EXTEND_LEASE, row).await? == 1)
    }

    /// Gives a job back undone, as if it had not been claimed.
    pub async fn release_job(&mut self, job: &DueJob) -> Result<(), StoreError> {
        self.conn.exec(RELEASE, vals![job.user, job.kind.as_str(), job.subject, job.lease_token]).await.map(drop)
    }

    /// Puts a job of `kind` in line, as [`UserTx::enqueue_behind`] does, for everybody who has a dead one of the kind
    /// `dead`. It has no payload, and its user for its subject. One that waits already keeps its time.
    pub async fn enqueue_for_dead(
        &mut self,
        kind: &str,
        dead: &str,
        (run_at, place): (Timestamp, u32),
    ) -> Result<(), StoreError> {
        self.conn.exec(ENQUEUE_FOR_DEAD, vals![kind, run_at, i64::from(place), dead]).await.map(drop)
    }

    /// Gives up a job of a user whose rows cannot be reached, keeping it for review.
    pub async fn bury_unreachable_job(&mut self, job: &DueJob, error: &str) -> Result<(), StoreError> {
        let row = vals![job.user, job.kind.as_str(), job.subject, job.lease_token, error];
        self.conn.exec(BURY, row).await.map(drop)
    }
}

impl UserTx<'_> {
    /// Puts a job into the queue that somebody waits for, replacing one of the same kind and subject.
    pub async fn enqueue(
        &mut self,
        kind: &str,
        subject: Uuid,
        payload: &(impl Serialize + Sync),
        run_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.put_job((kind, subject), payload, (run_at, 0)).await
    }

    /// The same for one of many that can wait: `place` is its place among those of its user, from 1. It comes after all
    /// that somebody waits for, and users take turns.
    pub async fn enqueue_behind(
        &mut self,
        kind: &str,
        subject: Uuid,
        payload: &(impl Serialize + Sync),
        due: (Timestamp, u32),
    ) -> Result<(), StoreError> {
        self.put_job((kind, subject), payload, due).await
    }

    async fn put_job(
        &mut self,
        (kind, subject): (&str, Uuid),
        payload: &(impl Serialize + Sync),
        (run_at, place): (Timestamp, u32),
    ) -> Result<(), StoreError> {
        let user = self.scope.user();
        let payload = self.scope.seal_json(Column::JobPayload, &payload_row(kind, subject), payload)?;
        self.enqueued = true;
        self.conn.exec(ENQUEUE, vals![user, kind, subject, run_at, i64::from(place), &payload]).await.map(drop)
    }

    /// Takes a job out of the queue, whoever holds it.
    pub async fn cancel_job(&mut self, kind: &str, subject: Uuid) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(CANCEL, vals![user, kind, subject]).await.map(drop)
    }

    /// Whether a job is still this worker's; if so, nobody else gets it before the transaction ends.
    pub async fn holds_job(&mut self, job: &DueJob) -> Result<bool, StoreError> {
        let row = vals![job.user, job.kind.as_str(), job.subject, job.lease_token];
        Ok(self.conn.opt(HOLDS, row, |_| Ok(())).await?.is_some())
    }

    /// Ends a job; `false` when it is no longer this worker's, and then nothing may be written for it.
    pub async fn finish_job(&mut self, job: &DueJob) -> Result<bool, StoreError> {
        Ok(self.conn.exec(FINISH, vals![job.user, job.kind.as_str(), job.subject, job.lease_token]).await? == 1)
    }

    /// Puts a job back for `run_at`; `false` when it is no longer this worker's.
    pub async fn reschedule_job(&mut self, job: &DueJob, run_at: Timestamp, error: &str) -> Result<bool, StoreError> {
        let row = vals![job.user, job.kind.as_str(), job.subject, job.lease_token, run_at, error];
        Ok(self.conn.exec(RESCHEDULE, row).await? == 1)
    }

    /// The same for one that was not begun: it is as if it had not been claimed.
    pub async fn put_back_job(&mut self, job: &DueJob, run_at: Timestamp, error: &str) -> Result<bool, StoreError> {
        let row = vals![job.user, job.kind.as_str(), job.subject, job.lease_token, run_at, error];
        Ok(self.conn.exec(PUT_BACK, row).await? == 1)
    }

    /// Gives a job up, keeping it for review; `false` when it is no longer this worker's.
    pub async fn bury_job(&mut self, job: &DueJob, error: &str) -> Result<bool, StoreError> {
        let row = vals![job.user, job.kind.as_str(), job.subject, job.lease_token, error];
        Ok(self.conn.exec(BURY, row).await? == 1)
    }
}

fn payload_row(kind: &str, subject: Uuid) -> Vec<u8> {
    [subject.as_bytes().as_slice(), kind.as_bytes()].concat()
}

fn claimed(row: &Row<'_>, lease_token: Uuid) -> Result<ClaimedJob, StoreError> {
    let job = DueJob { user: row.uuid(0)?.into(), kind: row.text(1)?, subject: row.uuid(2)?, lease_token };
    let attempts = u32::try_from(row.int(3)?).unwrap_or(u32::MAX);
    Ok(ClaimedJob { job, attempts, can_wait: row.int(4)? > 0, payload: row.bytes(5)?.to_vec() })
}

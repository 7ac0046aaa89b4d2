//! The job that reads an entry: look, ask with no transaction open, write only if nothing changed meanwhile.

use std::time::Instant;

use hearken_domain::{Analysis, AnalysisFailure, AnalysisStatus, Ctx, EntryId, Occasion, retry};
use hearken_store::{ClaimedJob, DueJob, StoreError, UserScope, UserTx};

use super::after_outage;
use super::answers::JobAnswers;
use super::ask::{Step, ask, look};
use super::conclude::{bury, bury_unreachable, finish, give_up, postpone, put_aside};
use super::hold_back::{hold_back, hold_back_early};
use super::ledger::JobLedger;
use super::queue::Payload;
use crate::App;
use crate::preferences::find_preferences;

/// The job's kind, with the version of its payload.
pub(crate) const KIND: &str = "analysis.read@1";
/// Attempts after which the worker itself must be at fault.
const MOST_CLAIMS: u32 = 2 + retry::MAX_ATTEMPTS;

/// Reads the entry a job names.
pub(crate) async fn read_entry(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    let scope = match app.store().scope(claimed.job.user).await {
        // Nobody can read it, now or later.
        Err(error) if is_lost(&error) => return bury_unreachable(app, claimed.job).await,
        scope => scope?,
    };
    match attempt(app, &scope, &claimed).await {
        // It will not become readable by being tried again.
        Err(error) if error.is_unreadable() => give_up(app, scope, claimed.job, AnalysisFailure::Undecryptable).await,
        outcome => outcome,
    }
}

/// Whether the key of a user is gone or damaged.
const fn is_lost(error: &StoreError) -> bool {
    matches!(error, StoreError::KeyMissing) || error.is_unreadable()
}

/// The scope that another job works in. `None`, and the job is given up, where its user's rows cannot be reached, or it was
/// begun too often.
pub(crate) async fn enter(app: &App, claimed: &ClaimedJob) -> Result<Option<UserScope>, StoreError> {
    let job = claimed.job.clone();
    match app.store().scope(job.user).await {
        Err(error) if is_lost(&error) => bury_unreachable(app, job).await.map(|()| None),
        Ok(scope) if claimed.attempts > MOST_CLAIMS => bury(app, scope, job, "internal").await.map(|()| None),
        scope => scope.map(Some),
    }
}

async fn attempt(app: &App, scope: &UserScope, claimed: &ClaimedJob) -> Result<(), StoreError> {
    let (scope, job, attempts) = (scope.clone(), claimed.job.clone(), claimed.attempts);
    if attempts > MOST_CLAIMS {
        return give_up(app, scope, job, AnalysisFailure::Internal).await;
    }
    if hold_back_early(app, &scope, claimed).await? {
        return Ok(());
    }
    let payload: Payload = claimed.payload(&scope)?;
    let begun = app.write_scoped(scope.clone(), (job.clone(), payload), |tx, ctx, (job, payload)| {
        Box::pin(begin(tx, ctx, job, *payload))
    });
    let Some(Begun { made, before }) = begun.await? else { return Ok(()) };
    let id = EntryId(job.subject);
    let subject = app.store().read_user(scope.clone(), id, |tx, id| Box::pin(look(tx, *id))).await?;
    let Some(subject) = subject else { return Ok(()) };
    let started = Instant::now();
    let ledger = JobLedger::new(app, (scope.clone(), job.clone()), payload.vid, occasion(&payload, attempts, made));
    let ends = app.kept_breakers().ends();
    let answers = JobAnswers::new(app, scope.clone(), job.clone());
    let step = ask(app, subject, claimed, (&ledger, &answers)).await?;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match step {
        Step::Done(outcome) => {
            let is_outage = outcome.is_outage();
            finish(app, scope.clone(), job, *outcome, duration_ms).await?;
            if is_outage && app.kept_breakers().ends() != ends {
                return app.write_scoped(scope, (), |tx, ctx, ()| Box::pin(after_outage::queue(tx, ctx))).await;
            }
            Ok(())
        }
        Step::HoldBack(failed) => hold_back(app, scope, claimed, (failed, Some(before))).await,
        Step::Again(later) => postpone(app, scope, job, later).await,
        Step::Failed(failure) => give_up(app, scope, job, failure).await,
    }
}

/// `made`: the attempts at the entry, those included that were made before it was left over.
const fn occasion(payload: &Payload, attempt: u32, made: u32) -> Occasion {
    match (attempt, payload.asked) {
        _ if payload.left_over => Occasion::Retry { attempt: made },
        (2.., _) => Occasion::Retry { attempt },
        (_, true) => Occasion::Asked,
        (_, false) => Occasion::Written,
    }
}

/// A reading that has begun.
struct Begun {
    /// The attempts at the entry, this one included.
    made: u32,
    /// Its analysis until then.
    before: Analysis,
}

/// Shows that the reading has begun, and counts the attempts; `None` when the job is no longer wanted, or no longer this
/// worker's.
async fn begin(tx: &mut UserTx<'_>, ctx: &Ctx, job: &DueJob, payload: Payload) -> Result<Option<Begun>, StoreError> {
    if !tx.holds_job(job).await? {
        return Ok(None);
    }
    let entry = EntryId(job.subject);
    let Some(before) = tx.find_analysis(entry).await?.filter(|analysis| analysis.vid == payload.vid) else {
        tx.finish_job(job).await?;
        return Ok(None);
    };
    if payload.left_over && !find_preferences(tx).await?.read_again_after_outage {
        put_aside(tx, job, before).await?;
        return Ok(None);
    }
    let started_at = before.started_at.or(Some(ctx.now()));
    let made = before.attempts + 1;
    let begun = Analysis { status: AnalysisStatus::Processing, started_at, attempts: made, ..before.clone() };
    tx.put_analysis(begun).await?;
    Ok(Some(Begun { made, before }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use hearken_domain::{EntryStatus, NewEntry, Private, UserId};
    use hearken_testkit::{CountingIds, Engine, Fixture as _, TestStore};

    use super::*;
    use crate::{AppOptions, RegistrationPolicy, Spending, journal, worker};

    const LEASE: Duration = Duration::from_mins(1);

    async fn app_on(store: &TestStore) -> App {
        let options = AppOptions {
            store: store.store.clone(),
            clock: Arc::clone(&store.clock) as _,
            ids: Arc::new(CountingIds::default()),
            readers: Vec::new(),
            registration: RegistrationPolicy::Open,
            spending: Spending::default(),
        };
        App::new(options).await.unwrap()
    }

    async fn finished_entry(app: &App, user: UserId) -> EntryId {
        let new = NewEntry {
            id: None,
            title: Private::default(),
            text: "words".into(),
            mood: None,
            tags: Vec::new(),
            people: Vec::new(),
            private: false,
            status: EntryStatus::Published,
            written_at: None,
        };
        app.write(user, new, |tx, ctx, new| Box::pin(journal::create_entry(tx, ctx, new))).await.unwrap().id
    }

    async fn claim(app: &App) -> ClaimedJob {
        let now = app.ctx().now();
        let claimed = app.store().write(now, |tx, now| Box::pin(tx.claim_job(*now, uuid::Uuid::nil(), *now + LEASE)));
        claimed.await.unwrap().unwrap()
    }

    /// A worker that fell asleep between claiming a job and beginning it.
    async fn late_worker(engine: Engine) {
        let Some(store) = TestStore::start(engine).await else { return };
        let (user, app) = (store.user("ana").await.user(), app_on(&store).await);
        let entry = finished_entry(&app, user).await;
        let late = claim(&app).await;
        store.clock.advance(LEASE);
        assert_eq!(worker::run_due(&app).await.unwrap(), 1, "another one was faster");
        let find = || app.read(user, entry, |tx, entry| Box::pin(super::super::find_analysis(tx, *entry)));
        let done = find().await.unwrap();
        assert_eq!(done.status, AnalysisStatus::Fallback);
        read_entry(&app, late).await.unwrap();
        assert_eq!(find().await.unwrap(), done, "it must not look as if it were still being read");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_worker_that_comes_late_changes_nothing_on_sqlite() {
        late_worker(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_worker_that_comes_late_changes_nothing_on_postgres() {
        late_worker(Engine::Postgres).await;
    }
}

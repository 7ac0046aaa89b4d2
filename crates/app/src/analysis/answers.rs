//! The answers kept for a job: what its user was answered before, and what is under way for another job of theirs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hearken_ai::{Answers, ChatReply, Earlier, Question};
use hearken_domain::{AnswerOf, Ctx, EntryId, Timestamp, UserId};
use hearken_store::{DueJob, KeptAnswer, StoreError, UserReader, UserScope, UserTx};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};
use uuid::Uuid;

use super::ask::may_leave;
use crate::App;

/// The questions that are under way, each asked by one job at a time.
#[derive(Default)]
pub(crate) struct UnderWay(Mutex<Turns>);

/// Whose turn it is to ask, for each question of a user.
type Turns = HashMap<(UserId, Uuid), Weak<Turn<()>>>;

impl UnderWay {
    /// Waits until no other job asks this.
    async fn turn(&self, user: UserId, question: Uuid) -> OwnedMutexGuard<()> {
        let turn = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|_, turn| turn.strong_count() > 0);
            let known = all.get(&(user, question)).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let new = Arc::default();
                all.insert((user, question), Arc::downgrade(&new));
                new
            })
        };
        turn.lock_owned().await
    }
}

/// The answers for one job.
pub(super) struct JobAnswers<'a> {
    app: &'a App,
    scope: UserScope,
    job: DueJob,
    /// Held while this job asks what others may be waiting to ask.
    turn: Mutex<Option<OwnedMutexGuard<()>>>,
}

/// What is looked up for which entry.
struct Wanted {
    id: Uuid,
    since: Timestamp,
    entry: EntryId,
    address: String,
}

/// What is to be kept, by which job, from where.
struct New {
    job: DueJob,
    address: String,
    answer: KeptAnswer,
}

impl<'a> JobAnswers<'a> {
    pub(super) const fn new(app: &'a App, scope: UserScope, job: DueJob) -> Self {
        Self { app, scope, job, turn: Mutex::new(None) }
    }

    fn kept_for(&self) -> Duration {
        self.app.spending().answers_kept
    }

    fn id_of(&self, question: &Question) -> Uuid {
        self.scope.digest_id(&format!("answer {}", question.words.as_str()))
    }

    fn hold(&self, turn: Option<OwnedMutexGuard<()>>) {
        *self.turn.lock().unwrap_or_else(PoisonError::into_inner) = turn;
    }
}

impl Answers for JobAnswers<'_> {
    fn find<'a>(&'a self, question: &'a Question) -> BoxFuture<'a, Option<Earlier>> {
        async move {
            if self.kept_for().is_zero() {
                return None;
            }
            let (id, entry) = (self.id_of(question), EntryId(self.job.subject));
            // Whoever waits for the answer to another question no longer waits for this job.
            self.hold(None);
            let turn = self.app.under_way().turn(self.scope.user(), id).await;
            let since = self.app.ctx().now() - self.kept_for();
            let wanted = Wanted { id, since, entry, address: question.address.clone() };
            let found = self.app.store().read_user(self.scope.clone(), wanted, |tx, wanted| Box::pin(find(tx, wanted)));
            let found = found.await.unwrap_or_else(|error: StoreError| {
                tracing::warn!(%error, "a kept answer cannot be looked up; the provider is asked");
                None
            });
            if found.is_none() {
                self.hold(Some(turn));
            }
            found.map(|KeptAnswer { of, text, model, .. }| Earlier { reply: ChatReply { text, model }, of })
        }
        .boxed()
    }

    fn keep<'a>(&'a self, question: &'a Question, ChatReply { text, model }: &'a ChatReply) -> BoxFuture<'a, ()> {
        async move {
            if self.kept_for().is_zero() {
                return;
            }
            let of = AnswerOf { entry: EntryId(self.job.subject), at: self.app.ctx().now() };
            let answer = KeptAnswer { id: self.id_of(question), of, text: text.clone(), model: model.clone() };
            let new = New { job: self.job.clone(), address: question.address.clone(), answer };
            let kept = self.app.write_scoped(self.scope.clone(), new, |tx, ctx, new| Box::pin(keep(tx, ctx, new)));
            if let Err(error) = kept.await {
                tracing::warn!(%error, "an answer cannot be kept; the provider is asked again another time");
            }
            self.hold(None);
        }
        .boxed()
    }
}

/// An answer of a provider that may read the entry.
async fn find(tx: &mut UserReader<'_>, wanted: &Wanted) -> Result<Option<KeptAnswer>, StoreError> {
    if !may_ask(tx, wanted.entry, &wanted.address).await? {
        return Ok(None);
    }
    tx.find_kept_answer(wanted.id, wanted.since).await
}

/// Keeps it in the transaction that sees that it may be had: what was to be forgotten meanwhile stays forgotten.
async fn keep(tx: &mut UserTx<'_>, _: &Ctx, New { job, address, answer }: &New) -> Result<(), StoreError> {
    if tx.holds_job(job).await? && may_ask(tx, answer.of.entry, address).await? {
        tx.put_kept_answer(answer).await?;
    }
    Ok(())
}

async fn may_ask(tx: &mut UserReader<'_>, entry: EntryId, address: &str) -> Result<bool, StoreError> {
    let Some(entry) = tx.find_entry(entry).await? else { return Ok(false) };
    Ok(may_leave(&entry, &tx.list_consents().await?, address).is_ok())
}

//! The server's side: the real one, watched, and with a mistake built around it if one is to be made.

use hearken_app::sync::{self, Action, Age, Delta, Mutation, Pull, Pulled, Push, Pushed};
use hearken_domain::{ClientId, UserId};
use hearken_store::{ClientState, StoreError};

use super::journal::{Journal, all_kept, head};
use super::mistake::Mistake;
use super::mutation::id;
use super::network::{Answer, Request};
use super::step::Event;
use super::violation::{Held, Violation, hold};
use crate::TestApp;

/// The numbers that a client's push was given, which was then overtaken by another client's.
#[derive(Clone, Copy)]
struct Numbers {
    client: ClientId,
    after: i64,
    through: i64,
}

/// What stands behind the network for one user.
pub(super) struct Server {
    pub(super) user: UserId,
    pub(super) journal: Journal,
    /// The last pushes that changed something.
    latest: [Option<Numbers>; 2],
    /// The user's number, as far as nobody else has changed anything since.
    seq: Option<i64>,
    /// What it knew when it was backed up.
    backup: Option<Journal>,
    mistake: Option<Mistake>,
}

impl Server {
    pub(super) async fn new(t: &TestApp, user: UserId, mistake: Option<Mistake>) -> Held<Self> {
        let mut journal = Journal::default();
        journal.begin(head(t, user).await?.epoch);
        Ok(Self { user, journal, latest: [None; 2], seq: None, backup: None, mistake })
    }

    pub(super) async fn serve(&mut self, t: &TestApp, request: Request) -> Held<Answer> {
        Ok(match request {
            Request::Pull(pull) => Answer::Pulled(self.pull(t, pull).await?),
            Request::Push(push) => Answer::Pushed(push.epoch, self.push(t, push).await?),
        })
    }

    /// Serves a request up to the point of committing it, and gives up.
    pub(super) async fn abort(&self, t: &TestApp, request: Request) -> Held {
        let Request::Push(push) = request else { return Ok(()) };
        let before = head(t, self.user).await?;
        let aborted = t.app.write(self.user, push, |tx, ctx, push| {
            Box::pin(async move { sync::push(tx, ctx, push).await.and(Err::<(), _>(StoreError::Busy)) })
        });
        hold!(matches!(aborted.await, Err(StoreError::Busy)), "a transaction that was given up did not fail");
        hold!(head(t, self.user).await? == before, "a transaction that was given up left its numbers");
        Ok(())
    }

    /// Something has happened on the server.
    pub(super) async fn after(&mut self, t: &TestApp, event: Event) -> Held {
        (self.seq, self.latest) = (None, [None; 2]);
        match (event, &self.backup) {
            (Event::BackUp, _) => self.backup = Some(self.journal.clone()),
            (Event::Restore, Some(then)) => self.journal.restore(then, head(t, self.user).await?.epoch),
            _ => {}
        }
        Ok(())
    }

    /// Begins another epoch, as after the loss of its last changes.
    pub(super) async fn begin_epoch(&mut self, t: &TestApp) -> Held {
        let epoch = t.app.write(self.user, (), |tx, _, ()| Box::pin(tx.begin_epoch())).await?;
        let then = self.journal.clone();
        self.journal.restore(&then, epoch);
        Ok(())
    }

    /// All rows, as a new device gets them.
    pub(super) async fn everything(&self, t: &TestApp) -> Held<Delta> {
        let client = ClientId(id("an observer"));
        let pull = Pull { client, cookie: 0, epoch: 0, fresh: true, limit: sync::MAX_ROWS };
        match sync::answer(&t.app, self.user, pull).await? {
            Pulled::Delta(delta) if !delta.more => Ok(delta),
            other => Err(Violation::new(format!("a first pull does not give everything: {other:?}"))),
        }
    }

    async fn pull(&self, t: &TestApp, pull: Pull) -> Held<Pulled> {
        let pulled = sync::answer(&t.app, self.user, pull).await?;
        Ok(match pulled {
            Pulled::Delta(delta) if self.mistake == Some(Mistake::SequenceGaps) => {
                Pulled::Delta(self.without_uncommitted(&pull, delta))
            }
            pulled => pulled,
        })
    }

    /// What a device sees if the last push but one had taken its numbers, but not been committed when the last one was.
    fn without_uncommitted(&self, pull: &Pull, mut delta: Delta) -> Delta {
        if let [Some(slow), Some(fast)] = self.latest
            && slow.client != pull.client
            && slow.client != fast.client
            && pull.cookie <= slow.after
            && delta.to == fast.through
        {
            delta.rows.retain(|row| row.rev <= slow.after || row.rev > slow.through);
        }
        delta
    }

    /// The last mutation of a client that was dealt with, as of now: for an answer whose rows are older than that.
    pub(super) async fn last_mid(&self, t: &TestApp, client: ClientId) -> Held<i64> {
        Ok(t.app.read(self.user, client, |tx, client| Box::pin(tx.last_mid(*client))).await?)
    }

    /// Deletions by themselves, so that what goes with them can be seen.
    async fn push(&mut self, t: &TestApp, push: Push) -> Held<Pushed> {
        let is_single =
            |mutation: &Mutation| self.mistake.is_some() || matches!(mutation.action, Ok(Action::DeleteEntry(..)));
        let parts: Vec<_> = push.mutations.chunk_by(|one, next| !is_single(one) && !is_single(next)).collect();
        let (mut together, mut answer) = (Vec::new(), Pushed::Gap { expect: 1 });
        for part in parts {
            let part = Push { mutations: part.to_vec(), ..push.clone() };
            answer = self.push_part(t, part).await?;
            let Pushed::Done { results, .. } = &mut answer else { break };
            together.append(results);
            results.clone_from(&together);
        }
        Ok(answer)
    }

    async fn push_part(&mut self, t: &TestApp, push: Push) -> Held<Pushed> {
        let deletion = push.mutations.first().filter(|one| matches!(one.action, Ok(Action::DeleteEntry(..)))).cloned();
        let before = if deletion.is_some() { Some(all_kept(t, self.user).await?) } else { None };
        let was = if let Some(seq) = self.seq.take() { seq } else { head(t, self.user).await?.seq };
        let pushed = self.send(t, push.clone()).await?;
        let Pushed::Done { results, seq, .. } = &pushed else { return Ok(pushed) };
        self.seq = Some(*seq);
        if self.journal.are_repeats(&push) {
            hold!(*seq == was, "exactly once: a repetition changed something");
        }
        self.journal.note(&push, results, *seq, t.app.ctx().now())?;
        if let (Some(deletion), Some(before)) = (deletion, before) {
            self.journal.account_for(&deletion, &before, &all_kept(t, self.user).await?)?;
        }
        if *seq > was {
            let numbers = Numbers { client: push.client, after: was, through: *seq };
            self.latest = [self.latest[1], Some(numbers)];
        }
        Ok(pushed)
    }

    async fn send(&self, t: &TestApp, mut push: Push) -> Held<Pushed> {
        match self.mistake {
            Some(Mistake::NoDedupe) => return Ok(send_without_dedupe(t, self.user, push).await?),
            Some(Mistake::MissingMutations) => {
                push.lost_through = push.mutations.first().map_or(0, |mutation| mutation.mid - 1);
            }
            Some(Mistake::DatesOnArrival) => push.mutations.iter_mut().for_each(|one| one.age = Age::default()),
            Some(Mistake::LastWriterWins) => self.put_on_top(t, &mut push.mutations).await?,
            _ => {}
        }
        Ok(t.app.write(self.user, push, |tx, ctx, push| Box::pin(sync::push(tx, ctx, push))).await?)
    }

    /// Whatever a text was typed over, it takes the place of the current one.
    async fn put_on_top(&self, t: &TestApp, mutations: &mut [Mutation]) -> Held {
        for mutation in mutations {
            if let Ok(Action::EditText { id, base, .. }) = &mut mutation.action {
                let current = t.app.read(self.user, *id, |tx, id| Box::pin(tx.find_vid(*id))).await?;
                *base = current.unwrap_or(*base);
            }
        }
        Ok(())
    }
}

/// One mutation, as a server treats it that does not look whether it has dealt with it before.
async fn send_without_dedupe(t: &TestApp, user: UserId, push: Push) -> Result<Pushed, StoreError> {
    let sent = t.app.write(user, push, |tx, ctx, push| {
        Box::pin(async move {
            let known = tx.last_mid(push.client).await?;
            let is_ours = push.epoch == 0 || push.epoch == tx.head().epoch;
            let first = push.mutations.first().map_or(0, |mutation| mutation.mid);
            let is_repeated = is_ours && first <= known;
            let Push { client: id, session, proto, schema, .. } = *push;
            let client = |last_mid| ClientState { id, session, last_mid, proto, schema };
            if is_repeated {
                let before = tx.mutation_results(id, 0, first - 1).await?;
                tx.prune_results(id, first).await?;
                for applied in before {
                    tx.insert_result(id, &applied).await?;
                }
                tx.store_client(&client(first - 1)).await?;
            }
            let pushed = sync::push(tx, ctx, push).await?;
            if is_repeated {
                tx.store_client(&client(known)).await?;
            }
            Ok(pushed)
        })
    });
    sent.await
}

//! The queue, for the owner: what is waiting, running and given up. Counts and ages; nothing of what jobs are about, nor
//! whose they are.

use hearken_domain::Timestamp;
use hearken_store::QueueRow;

use crate::App;
use crate::account::{AccountError, Actor, owner_only};

/// The jobs of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueState {
    /// What they do.
    pub kind: String,
    /// Those that wait for a worker, or for their time.
    pub waiting: i64,
    /// Since when the first of these could be running; `None` when none is due.
    pub waiting_since: Option<Timestamp>,
    /// Those that a worker holds.
    pub running: i64,
    /// Those that are kept for review.
    pub given_up: Vec<GivenUp>,
}

/// Jobs that were given up for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// The classes of the failures; of several providers in the order asked.
    pub causes: Vec<String>,
    /// How many there are.
    pub count: i64,
}

/// For the owner: how the queue stands, by the kinds of jobs there are in it.
pub async fn list_queue(app: &App, actor: &Actor) -> Result<Vec<QueueState>, AccountError> {
    owner_only(app, actor).await?;
    let rows = app.store().read((), |tx, ()| Box::pin(tx.queue_state())).await?;
    let now = app.ctx().now();
    let mut kinds: Vec<QueueState> = Vec::new();
    for row in rows {
        if kinds.last().is_none_or(|last| last.kind != row.kind) {
            let (kind, given_up) = (row.kind.clone(), Vec::new());
            kinds.push(QueueState { kind, waiting: 0, waiting_since: None, running: 0, given_up });
        }
        if let Some(kind) = kinds.last_mut() {
            kind.add(row, now);
        }
    }
    Ok(kinds)
}

impl QueueState {
    fn add(&mut self, QueueRow { state, last_error, count, first_due, .. }: QueueRow, now: Timestamp) {
        match state.as_str() {
            "queued" => {
                self.waiting += count;
                let due = (first_due <= now).then_some(first_due);
                self.waiting_since = self.waiting_since.into_iter().chain(due).min();
            }
            "running" => self.running += count,
            _ => {
                let causes = last_error.split(',').map(str::to_owned).collect();
                self.given_up.push(GivenUp { causes, count });
            }
        }
    }
}

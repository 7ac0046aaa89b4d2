//! The queue on the wire.

use hearken_app::queue;
use hearken_domain::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Work of one kind.
#[derive(Serialize, ToSchema)]
pub struct QueueState {
    /// What is done, as the server calls it.
    kind: String,
    /// How many jobs wait for a worker, or for their time.
    waiting: i64,
    /// Since when the first of these could be running; null when none is due.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    waiting_since: Option<Timestamp>,
    /// How many are under way.
    running: i64,
    /// Those that were given up and are kept for review.
    given_up: Vec<GivenUp>,
}

/// Jobs that were given up for the same reason.
#[derive(Serialize, ToSchema)]
pub struct GivenUp {
    /// The classes of the failures; of several providers in the order asked.
    causes: Vec<String>,
    /// How many there are.
    count: i64,
}

impl From<queue::QueueState> for QueueState {
    fn from(queue::QueueState { kind, waiting, waiting_since, running, given_up }: queue::QueueState) -> Self {
        let given_up = given_up.into_iter().map(|it| GivenUp { causes: it.causes, count: it.count }).collect();
        Self { kind, waiting, waiting_since, running, given_up }
    }
}

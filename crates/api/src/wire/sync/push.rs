//! Pushing: a client's mutations, and what became of them.

use hearken_app::sync;
use hearken_domain::{ClientId, Invalid, SessionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::mutation::Mutation;
use super::reset::Reset;
use super::result::MutationResult;

/// Mutations of one client, in order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// The client.
    #[schema(value_type = String, format = "uuid")]
    client_id: ClientId,
    /// Version of the protocol: 1.
    #[schema(minimum = 1, maximum = 1)]
    proto: i64,
    /// Version of the rows and mutations the client knows.
    #[schema(minimum = 1)]
    schema: i64,
    /// The epoch it knows; 0 when it has not pulled yet.
    #[schema(minimum = 0)]
    epoch: i64,
    /// The client no longer has its mutations up to this number; the server moves its count there if it is lower.
    #[serde(default)]
    #[schema(minimum = 0)]
    lost_through: i64,
    /// The mutations; at most 100.
    #[schema(max_items = 100)]
    mutations: Vec<Mutation>,
}

impl Push {
    /// The push of someone signed in with `session`.
    pub fn through(self, session: SessionId) -> Result<sync::Push, Invalid> {
        let Self { client_id: client, proto, schema, epoch, lost_through, mutations } = self;
        if proto != sync::PROTO {
            return Err(Invalid::new("proto", format!("must be {}", sync::PROTO)));
        }
        if !(0..=sync::MAX_MID).contains(&lost_through) {
            return Err(Invalid::new("lost_through", "must be the number of a mutation"));
        }
        if mutations.len() > sync::MAX_MUTATIONS {
            let message = format!("at most {} mutations, has {}", sync::MAX_MUTATIONS, mutations.len());
            return Err(Invalid::new("mutations", message));
        }
        let mutations = mutations.into_iter().map(Mutation::parse).collect::<Result<_, _>>()?;
        Ok(sync::Push { client, session, proto, schema, epoch, lost_through, mutations })
    }
}

/// The answer to a push.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Pushed {
    /// Every mutation was dealt with.
    Pushed {
        /// The number of the client's last mutation that was dealt with.
        last_mid: i64,
        /// The number of the user's last change.
        seq: i64,
        /// What became of each, in order.
        results: Vec<MutationResult>,
    },
    /// A mutation is missing: send again from this one.
    Gap {
        /// The number that should come next.
        expect: i64,
    },
    /// Another client uses this id: take a new one and queue again.
    ClientFork,
    /// The client starts over.
    Reset(Reset),
}

impl From<sync::Pushed> for Pushed {
    fn from(pushed: sync::Pushed) -> Self {
        match pushed {
            sync::Pushed::Done { last_mid, seq, results } => {
                Self::Pushed { last_mid, seq, results: results.into_iter().map(Into::into).collect() }
            }
            sync::Pushed::Gap { expect } => Self::Gap { expect },
            sync::Pushed::ClientFork => Self::ClientFork,
            sync::Pushed::Reset(reset) => Self::Reset(reset.into()),
        }
    }
}

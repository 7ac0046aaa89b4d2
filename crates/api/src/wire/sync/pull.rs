//! Pulling: what changed since a cookie.

use hearken_app::sync;
use hearken_domain::{ClientId, Invalid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reset::Reset;
use super::result::MutationResult;
use super::row::Row;

/// What a client wants to know.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    /// The client.
    #[schema(value_type = String, format = "uuid")]
    client_id: ClientId,
    /// Up to where it knows everything; 0 at first.
    #[schema(minimum = 0)]
    cookie: i64,
    /// The epoch it knows; 0 at first.
    #[schema(minimum = 0)]
    epoch: i64,
    /// Whether it holds no rows and pages all of them from cookie 0; sent with each of those pages.
    #[serde(default)]
    fresh: bool,
    /// Most rows to send: 1 to 500, 500 when absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

impl TryFrom<Pull> for sync::Pull {
    type Error = Invalid;

    fn try_from(Pull { client_id, cookie, epoch, fresh, limit }: Pull) -> Result<Self, Invalid> {
        let limit = limit.unwrap_or(sync::MAX_ROWS);
        if !(1..=sync::MAX_ROWS).contains(&limit) {
            return Err(Invalid::new("limit", format!("must be from 1 to {}", sync::MAX_ROWS)));
        }
        Ok(Self { client: client_id, cookie, epoch, fresh, limit })
    }
}

/// The answer to a pull.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Pulled {
    /// What changed.
    Delta(Delta),
    /// The client starts over.
    Reset(Reset),
}

impl From<sync::Pulled> for Pulled {
    fn from(pulled: sync::Pulled) -> Self {
        match pulled {
            sync::Pulled::Delta(delta) => Self::Delta(delta.into()),
            sync::Pulled::Reset(reset) => Self::Reset(reset.into()),
        }
    }
}

/// What changed, computed in one snapshot.
#[derive(Serialize, ToSchema)]
pub struct Delta {
    /// The cookie it was computed from: applies only to a client that is exactly there.
    pub from: i64,
    /// The cookie it leads to.
    pub to: i64,
    /// The epoch it belongs to.
    pub epoch: i64,
    /// The number of the client's last mutation that was dealt with.
    pub last_mid: i64,
    /// Whether to pull again from `to`.
    pub more: bool,
    /// The rows, oldest change first.
    pub rows: Vec<Row>,
    /// The client's latest mutations that did not simply take effect.
    pub results: Vec<MutationResult>,
}

impl From<sync::Delta> for Delta {
    fn from(delta: sync::Delta) -> Self {
        let sync::Delta { from, to, epoch, last_mid, more, rows, results } = delta;
        let rows = rows.into_iter().map(Into::into).collect();
        Self { from, to, epoch, last_mid, more, rows, results: results.into_iter().map(Into::into).collect() }
    }
}

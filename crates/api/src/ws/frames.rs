//! The frames, as types.

use hearken_domain::{ClientId, Private, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::extract::{parse, parse_value};
use crate::problem::Problem;
use crate::wire::sync::{Delta, Push, Pushed, Reset};

/// Longest text as the id of a push, in bytes.
const MAX_ID: usize = 64;

/// A frame from the client.
pub(super) enum ClientFrame {
    /// The first one.
    Hello(Hello),
    /// Mutations, and what the client calls this push.
    Push(FrameId, Push),
    /// What changed since a cookie, after a delta that did not fit.
    Pull(PullFrom),
    /// A fresh access token.
    Auth(Auth),
    /// Sign of life.
    Ping,
}

impl ClientFrame {
    /// Reads a frame: its type, its id where it has one, and the rest by its type.
    pub(super) fn read(text: &str) -> Result<Self, Problem> {
        let mut frame: Map<String, Value> = parse(text.as_bytes())?;
        let kind = frame.remove("type");
        Ok(match kind.as_ref().and_then(Value::as_str) {
            Some("hello") => Self::Hello(parse_value(frame.into())?),
            Some("push") => Self::Push(FrameId::take(&mut frame)?, parse_value(frame.into())?),
            Some("pull") => Self::Pull(parse_value(frame.into())?),
            Some("auth") => Self::Auth(parse_value(frame.into())?),
            Some("ping") if frame.is_empty() => Self::Ping,
            _ => return Err(Problem::field("type", "is not a known frame")),
        })
    }
}

/// Who the client is and where it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hello {
    pub(super) token: Private,
    pub(super) client_id: ClientId,
    pub(super) proto: Vec<i64>,
    #[serde(rename = "schema")]
    pub(super) _schema: i64,
    pub(super) epoch: i64,
    pub(super) cookie: i64,
}

/// Where the client stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PullFrom {
    pub(super) cookie: i64,
    pub(super) epoch: i64,
    #[serde(default)]
    pub(super) fresh: bool,
}

/// A fresh access token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Auth {
    pub(super) token: Private,
}

/// What the client calls a push: a number or a text.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct FrameId(Private<Value>);

impl FrameId {
    fn take(frame: &mut Map<String, Value>) -> Result<Self, Problem> {
        let id = frame.remove("id").filter(|id| id.is_i64() || id.as_str().is_some_and(|text| text.len() <= MAX_ID));
        id.map(|id| Self(id.into())).ok_or_else(|| Problem::field("id", "must be a number or a short text"))
    }
}

/// A frame from the server.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ServerFrame {
    /// The first one.
    Welcome {
        /// Version of the protocol.
        proto: i64,
        /// The epoch of the user's data.
        epoch: i64,
        /// The number of the user's last change.
        seq: i64,
        /// How often to give a sign of life, in milliseconds.
        ping_ms: u64,
        /// The server's clock.
        server_time: Timestamp,
    },
    /// What changed.
    Delta(Delta),
    /// Start over, or pull.
    Reset(Reset),
    /// The access token is about to end.
    AuthRequired {},
    /// The answer to a ping.
    Pong {},
}

/// The answer to a push.
#[derive(Serialize)]
pub(super) struct Answer {
    pub(super) id: FrameId,
    #[serde(flatten)]
    pub(super) pushed: Pushed,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: &str = "0192f0c1-0000-7000-8000-000000000000";

    fn is_read(frame: &Value) -> bool {
        ClientFrame::read(&frame.to_string()).is_ok()
    }

    #[test]
    fn the_frames_of_the_contract_are_read() {
        for frame in [
            json!({ "type": "hello", "token": "t", "client_id": ID, "proto": [1], "schema": 1, "epoch": 0,
                "cookie": 0 }),
            json!({ "type": "push", "id": 7, "client_id": ID, "proto": 1, "schema": 1, "epoch": 0, "mutations": [] }),
            json!({ "type": "push", "id": "a", "client_id": ID, "proto": 1, "schema": 1, "epoch": 0, "mutations": [
                { "mid": 1, "name": "entry.publish@1", "args": { "id": ID }, "at": "2026-11-20T22:14:05Z" }] }),
            json!({ "type": "pull", "cookie": 4, "epoch": 5 }),
            json!({ "type": "pull", "cookie": 4, "epoch": 5, "fresh": true }),
            json!({ "type": "auth", "token": "t" }),
            json!({ "type": "ping" }),
        ] {
            assert!(is_read(&frame), "{frame}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for frame in [
            json!({ "type": "sub" }),
            json!({ "type": "ping", "more": 1 }),
            json!({ "type": "pull", "cookie": 4, "epoch": 5, "user_id": ID }),
            json!({ "type": "push", "id": 1, "client_id": ID, "proto": 1, "schema": 1, "epoch": 0,
                "mutations": [], "user_id": ID }),
            json!({ "cookie": 4, "epoch": 5 }),
            json!([]),
        ] {
            assert!(!is_read(&frame), "{frame}");
        }
    }

    #[test]
    fn an_answer_echoes_its_id_beside_the_type() {
        let answer = Answer { id: FrameId(Value::from(7).into()), pushed: Pushed::Gap { expect: 3 } };
        assert_eq!(serde_json::to_value(answer).unwrap(), json!({ "id": 7, "type": "gap", "expect": 3 }));
        assert_eq!(serde_json::to_value(ServerFrame::Pong {}).unwrap(), json!({ "type": "pong" }));
    }
}

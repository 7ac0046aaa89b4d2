//! What the checker asks of a device, and what the device says: as values to one that runs here, as lines of JSON to
//! one in Node.js.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a device is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Ask {
    /// Make an entry with this text, which holds the token.
    Create { token: String, entry: Uuid, text: String },
    /// Put a line into an entry: at the end of a section, or of the text.
    Append { token: String, entry: Uuid, section: Option<usize> },
    /// End as a browser tab does that the system takes away, and come back with what was kept.
    Crash,
    /// Say where you stand.
    Look,
    /// Say what you hold.
    Rows,
}

/// What a device says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(super) enum Said {
    /// The token is in the outbox.
    Stored {
        token: String,
    },
    /// The entry is not there, so nothing was written.
    Skipped {
        token: String,
    },
    /// The token has left the outbox: the server has it, and its effect is here.
    Acked {
        token: String,
    },
    /// The server has refused it.
    Refused {
        token: String,
        code: String,
    },
    /// Something that must not be.
    Wrong {
        what: String,
    },
    Seen(Seen),
    Rows {
        rows: Contents,
    },
}

/// Where a device stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Seen {
    pub(super) cookie: i64,
    pub(super) epoch: i64,
    /// Mutations that wait for their answer or their effect.
    pub(super) outbox: usize,
    /// Frames and requests so far, without pings and without pulls that brought nothing.
    pub(super) frames: u64,
    /// The state of its connection, in its own words.
    pub(super) link: String,
}

/// Rows by `table/id`, each as its `rev` and its content with sorted keys.
pub(super) type Contents = BTreeMap<String, String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_over_the_pipe_is_flat() {
        let ask = Ask::Append { token: "u1-000001".to_owned(), entry: Uuid::nil(), section: Some(2) };
        let line = serde_json::to_string(&ask).unwrap();
        assert_eq!(
            line,
            r#"{"do":"append","token":"u1-000001","entry":"00000000-0000-0000-0000-000000000000","section":2}"#
        );
        let said: Said =
            serde_json::from_str(r#"{"say":"seen","cookie":3,"epoch":1,"outbox":0,"frames":9,"link":"up"}"#).unwrap();
        assert!(matches!(said, Said::Seen(Seen { cookie: 3, frames: 9, .. })), "{said:?}");
    }
}

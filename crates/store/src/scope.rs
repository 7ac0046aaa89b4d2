//! A user with their keys: without one there is no way to a user's rows.

use std::fmt;
use std::sync::Arc;

use hearken_domain::UserId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::StoreError;
use crate::crypto::{Column, UserKeys};

/// A user's id together with the keys that seal and open their rows. Cheap to clone.
#[derive(Clone)]
pub struct UserScope {
    user: UserId,
    keys: Arc<UserKeys>,
}

impl UserScope {
    pub(crate) const fn new(user: UserId, keys: Arc<UserKeys>) -> Self {
        Self { user, keys }
    }

    /// The user.
    #[must_use]
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// A short keyed digest of `content`: tells equal from different, and nothing else.
    #[must_use]
    pub fn digest(&self, content: &[u8]) -> [u8; 8] {
        self.keys.digest(content)
    }

    /// A longer one, as an id.
    #[must_use]
    pub fn digest_id(&self, content: &str) -> Uuid {
        let halves = ["a", "b"].map(|half| self.digest(format!("{half} {content}").as_bytes()));
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&halves[0]);
        bytes[8..].copy_from_slice(&halves[1]);
        Uuid::from_bytes(bytes)
    }

    pub(crate) fn seal(&self, column: Column, row: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.keys.seal(column, row, plain)
    }

    pub(crate) fn seal_json(&self, column: Column, row: &[u8], value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
        let plain = serde_json::to_vec(value).map_err(|_| StoreError::Malformed(column.name()))?;
        self.keys.seal(column, row, &plain)
    }

    pub(crate) fn open_text(&self, column: Column, row: &[u8], blob: &[u8]) -> Result<String, StoreError> {
        String::from_utf8(self.keys.open(column, row, blob)?).map_err(|_| StoreError::Malformed(column.name()))
    }

    pub(crate) fn open_json<T: DeserializeOwned>(
        &self,
        column: Column,
        row: &[u8],
        blob: &[u8],
    ) -> Result<T, StoreError> {
        // The parser's own message would quote the value.
        serde_json::from_slice(&self.keys.open(column, row, blob)?).map_err(|_| StoreError::Malformed(column.name()))
    }
}

impl fmt::Debug for UserScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UserScope").field(&self.user).finish()
    }
}

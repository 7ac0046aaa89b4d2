//! Fields that may be absent but, when there, must have a value of their type.

use serde::{Deserialize, Deserializer};

/// For `#[serde(default, deserialize_with)]`: an absent field is `None`, a present one must be a `T`. So `null` is
/// refused, unless `T` is itself an option: then `null` is `Some(None)`, which is how a field is emptied.
pub(super) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

//! Envelope encryption: a master key wraps one data key per user, from which each column has a key of its own.

mod column;
mod envelope;
mod file;
mod key_store;
mod master;
mod padding;
mod user_keys;

pub(crate) use column::Column;
pub(crate) use file::{FileKey, Place, TAG};
pub(crate) use key_store::{KeyStore, STATEMENTS};
pub(crate) use master::MasterKey;
pub(crate) use user_keys::{ServerKeys, UserKeys};

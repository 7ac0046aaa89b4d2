//! Ids as types of their own, so that a person's id cannot be passed where an entry's is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

id! {
    /// An account.
    UserId;
    /// A login session: one family of refresh tokens.
    SessionId;
    /// A journal entry. UUIDv7, made by the client or the server.
    EntryId;
    /// A person the user writes about. UUIDv7, made by the client or the server.
    PersonId;
    /// One installation of a client: the name under which its mutations are counted.
    ClientId;
    /// A permission for a provider.
    ConsentId;
    /// A request to a provider, in the ledger.
    DisclosureId;
    /// A queued job.
    JobId;
}

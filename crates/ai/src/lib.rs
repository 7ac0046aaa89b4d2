//! Everything Hearken knows about AI providers: how they are asked, how they fail, and how an answer is checked before
//! it is believed.
//!
//! A provider is a [`ChatModel`]. [`EntryReader`] asks one to read an entry, behind a [`Breaker`]; a [`Round`] asks
//! several, until one answers, each a few times at once and no more. What is sent is in the [`Ledger`] before it
//! leaves. Retrying is not done here: the job that asked decides, with [`ReadError::is_retryable`] and
//! [`ReadError::retry_after`].

mod answers;
mod breaker;
mod bulkhead;
mod chain;
mod chat;
mod error;
mod http;
mod ledger;
mod local;
pub mod providers;
mod reading;

pub use answers::{Answers, Earlier, Question};
pub use breaker::{Breaker, BreakerRule, BreakerState, BreakerView, Outcome, Permit, Remembered};
pub use bulkhead::{Asker, Load, MAX_IN_FLIGHT};
pub use chain::{BUDGET, Failure, Found, LastError, Link, Round};
pub use chat::{AnswerFormat, ChatModel, ChatReply, ChatRequest, JsonSchema, Message, Provider, Role};
pub use error::{Junk, ProviderError};
pub use http::{AddressError, ApiKey, SetupError};
pub use ledger::{Ledger, NotRecorded, Sending, try_out};
pub use local::{LocalServer, USUAL_PORTS, find_local, local_address, local_model, try_local};
pub use reading::{EntryReader, ModelReading, Outgoing, ReadError, ReadInput, outgoing};

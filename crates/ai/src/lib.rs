//! Everything Hearken knows about AI providers: how they are asked, how they fail, and how an answer is checked before
//! it is believed.
//!
//! A provider is a [`ChatModel`]. [`EntryReader`] asks one to read an entry, behind a [`Breaker`]. Retrying is not done
//! here: the job that asked decides, with [`ReadError::is_retryable`] and [`ReadError::retry_after`].

mod breaker;
mod chat;
mod error;
mod http;
pub mod providers;
mod reading;

pub use breaker::{Breaker, BreakerRule, BreakerState, BreakerView, Outcome, Permit};
pub use chat::{AnswerFormat, ChatModel, ChatReply, ChatRequest, JsonSchema, Message, Provider, Role};
pub use error::{Junk, ProviderError};
pub use http::{AddressError, ApiKey, SetupError};
pub use reading::{EntryReader, ModelReading, ReadError, ReadInput};

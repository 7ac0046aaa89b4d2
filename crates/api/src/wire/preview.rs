//! What would leave this server, on the wire.

use hearken_app::analysis;
use hearken_domain::redaction;
use serde::Serialize;
use utoipa::ToSchema;

use super::analysis::FallbackReason;
use super::mirror::mirror;
use super::preferences::Provider;

/// What a provider would be sent of an entry.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    /// Who would be asked; null when none is set up.
    #[schema(required)]
    pub provider: Option<Provider>,
    /// Why nothing is sent as things stand; null if it would be.
    #[schema(required)]
    pub stays_because: Option<FallbackReason>,
    /// What is sent; null where nothing of the entry ever is.
    #[schema(required)]
    pub sent: Option<Sent>,
}

/// An entry as it is sent.
#[derive(Serialize, ToSchema)]
pub struct Sent {
    /// Its words, with tokens such as `<PERSON_1:partner>` for what was taken out. No tool can find all that could tell who
    /// somebody is.
    pub text: String,
    /// The tokens in `text`, in order.
    pub tokens: Vec<Token>,
    /// What the model is told to do with it.
    pub instructions: String,
    /// The entry with what stands around it; only the mark is another each time.
    pub question: String,
}

/// What stands for something that was taken out.
#[derive(Serialize, ToSchema)]
pub struct Token {
    /// What it was.
    pub kind: TokenKind,
    /// Where the token begins in the text that is sent, in Unicode scalar values.
    pub start: usize,
    /// Where it ends (exclusive).
    pub end: usize,
}

impl From<analysis::Preview> for Preview {
    fn from(preview: analysis::Preview) -> Self {
        let provider = preview.provider.map(|provider| Provider {
            name: provider.name,
            address: provider.address,
            model: provider.model,
        });
        Self { provider, stays_because: preview.stays_because.map(Into::into), sent: preview.sent.map(Into::into) }
    }
}

impl From<analysis::Sent> for Sent {
    fn from(sent: analysis::Sent) -> Self {
        let tokens = sent.spans.iter().map(|span| Token {
            kind: span.kind.into(),
            start: span.token_start,
            end: span.token_end,
        });
        Self {
            tokens: tokens.collect(),
            text: sent.text.into_inner(),
            instructions: sent.instructions.into_inner(),
            question: sent.question.into_inner(),
        }
    }
}

mirror! {
    /// What was taken out.
    TokenKind of redaction::Kind {
        /// An e-mail address.
        Email,
        /// The address of a page.
        Url,
        /// An account number for transfers.
        Iban,
        /// The number of a payment card.
        Card,
        /// The address of a computer.
        Ip,
        /// A date of birth, or one so far back that it may be.
        BirthDate,
        /// A telephone number.
        Phone,
        /// Any other number or code that stands for one person or thing.
        Id,
        /// A street, with all that belongs to an address.
        Address,
        /// The name of an account.
        Handle,
        /// Somebody's name.
        Person,
        /// A town.
        Place,
    }
}

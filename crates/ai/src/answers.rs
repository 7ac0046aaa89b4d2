//! Answers that were given before: what is asked in the very same words need not be sent again.

use futures_util::future::BoxFuture;
use hearken_domain::{AnswerOf, Private};
use serde_json::json;

use crate::{AnswerFormat, ChatReply, ChatRequest, Provider};

/// Where the answers of one user are kept.
pub trait Answers: Send + Sync {
    /// The answer to this very question. While the same user's question is under way, that answer is waited for.
    fn find<'a>(&'a self, question: &'a Question) -> BoxFuture<'a, Option<Earlier>>;

    /// Keeps an answer that was of use. Where this fails the question is asked again, no more.
    fn keep<'a>(&'a self, question: &'a Question, reply: &'a ChatReply) -> BoxFuture<'a, ()>;
}

/// All that an answer may depend on: who is asked, what they are told to do, and the redacted entry. Without the mark, which
/// is another each time; with a new version of the prompt it is a new question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where it goes.
    pub address: String,
    /// The whole of it.
    pub words: Private,
}

/// An answer from before.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The answer.
    pub reply: ChatReply,
    /// The reading it was given for.
    pub of: AnswerOf,
}

impl Question {
    /// What `request`, made without a mark, asks of `provider`.
    pub(crate) fn new(provider: &Provider, request: &ChatRequest) -> Self {
        let said: Vec<&str> = request.messages.iter().map(|message| message.text.as_str()).collect();
        let schema = match &request.format {
            AnswerFormat::Text => None,
            AnswerFormat::Json(format) => Some(&format.schema),
        };
        let words = json!([provider.address, provider.model, said, schema, request.max_tokens]);
        Self { address: provider.address.clone(), words: words.to_string().into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Message, Role};

    #[test]
    fn another_address_model_or_word_makes_it_another_question() {
        let provider = |address: &str, model: &str| Provider {
            name: String::new(),
            address: address.to_owned(),
            model: model.to_owned(),
        };
        let words = |provider: Provider, text: &str| {
            let messages = vec![Message { role: Role::User, text: text.into() }];
            let request = ChatRequest { messages, ..ChatRequest::trial() };
            Question::new(&provider, &request).words.into_inner()
        };
        let one = words(provider("a", "m"), "x");
        assert_eq!(one, words(provider("a", "m"), "x"));
        for other in [words(provider("b", "m"), "x"), words(provider("a", "n"), "x"), words(provider("a", "m"), "y")] {
            assert_ne!(one, other);
        }
    }
}

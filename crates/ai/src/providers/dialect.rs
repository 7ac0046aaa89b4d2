//! Which parameters a server understands, learnt from what it complains about.

/// A parameter that some servers do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extra {
    /// The schema of the answer; without it the schema goes into the prompt.
    Schema,
    /// The older name of the limit of tokens, where there are two.
    OldLimit,
    /// A temperature other than the model's own.
    Temperature,
    /// How much a model may think before it answers.
    Thinking,
}

/// A parameter as complaints name it.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) extra: Extra,
    /// In lower case.
    pub(super) words: &'static [&'static str],
}

/// The parameters to send: all but those given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dialect {
    given_up: u8,
}

impl Dialect {
    /// Whether to send it.
    pub(super) const fn has(self, extra: Extra) -> bool {
        self.given_up & bit(extra) == 0
    }

    /// The dialect without the first of `parameters` that `complaint` (the body of a 400 or 422) names; `None` when it
    /// names none that is still sent.
    pub(super) fn without(self, parameters: &[Parameter], complaint: &[u8]) -> Option<Self> {
        let complaint = String::from_utf8_lossy(complaint).to_ascii_lowercase();
        let is_disliked = |words: &[&str]| words.iter().any(|word| complaint.contains(word));
        let disliked = parameters.iter().find(|known| self.has(known.extra) && is_disliked(known.words))?;
        Some(Self { given_up: self.given_up | bit(disliked.extra) })
    }
}

const fn bit(extra: Extra) -> u8 {
    1 << extra as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::Kind;

    fn learnt(kind: Kind, complaint: &[u8]) -> Option<Vec<Extra>> {
        let dialect = Dialect::default().without(kind.format().parameters(), complaint)?;
        let all = [Extra::Schema, Extra::OldLimit, Extra::Temperature, Extra::Thinking];
        Some(all.into_iter().filter(|extra| !dialect.has(*extra)).collect())
    }

    #[test]
    fn drops_what_is_complained_about() {
        for (kind, complaint, dropped) in [
            (Kind::OpenAi, "Unsupported parameter: 'max_tokens' is not supported with this model.", Extra::OldLimit),
            (Kind::OpenAi, "'response_format.type' must be 'text'", Extra::Schema),
            (Kind::OpenAi, "Temperature must be 1", Extra::Temperature),
            (Kind::Anthropic, "tool_choice: forced use is not supported by this model", Extra::Schema),
            (Kind::Anthropic, "`temperature` may only be set to 1", Extra::Temperature),
            (Kind::Gemini, "JSON mode is not enabled for models/small", Extra::Schema),
            (Kind::Gemini, "Budget 0 is invalid. This model only works in thinking mode.", Extra::Thinking),
            (Kind::Gemini, "Unknown name \\\"thinkingConfig\\\" at 'generation_config'", Extra::Thinking),
        ] {
            let body = format!(r#"{{"error":{{"message":"{complaint}"}}}}"#);
            assert_eq!(learnt(kind, body.as_bytes()), Some(vec![dropped]), "{complaint}");
        }
        assert_eq!(learnt(Kind::OpenAi, b"no such model"), None);
    }

    #[test]
    fn ends_whatever_the_server_says() {
        let complaint = b"response_format tools response_schema max_tokens temperature thinking \xff";
        for (kind, parameters) in [(Kind::OpenAi, 3), (Kind::Anthropic, 2), (Kind::Gemini, 3)] {
            let known = kind.format().parameters();
            let next = |dialect: &Dialect| dialect.without(known, complaint);
            assert_eq!(std::iter::successors(Some(Dialect::default()), next).count(), parameters + 1);
        }
    }
}

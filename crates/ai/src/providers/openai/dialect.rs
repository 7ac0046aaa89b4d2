//! Which parameters a server understands, learnt from what it complains about.
//!
//! - `response_format` with a JSON schema is unknown to some local servers; without it the schema goes into the prompt.
//! - `max_tokens` is the older and most widely understood name of the limit; OpenAI's newer models insist on
//!   `max_completion_tokens`, which several local servers silently ignore. So the old name is tried first.
//! - `temperature` other than the default is refused by reasoning models.

/// The parameters to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Send the answer's schema as `response_format`.
    pub(super) response_format: bool,
    /// Name the limit `max_tokens` rather than `max_completion_tokens`.
    pub(super) max_tokens: bool,
    /// Send `temperature`.
    pub(super) temperature: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { response_format: true, max_tokens: true, temperature: true }
    }
}

impl Dialect {
    /// The dialect without the first parameter that `complaint` (the body of a 400 or 422) names; `None` when it names
    /// none that is still sent.
    pub(super) fn without(self, complaint: &[u8]) -> Option<Self> {
        let complaint = String::from_utf8_lossy(complaint).to_ascii_lowercase();
        let names = |parameter: &str| complaint.contains(parameter);
        if self.response_format && (names("response_format") || names("json_schema")) {
            Some(Self { response_format: false, ..self })
        } else if self.max_tokens && names("max_tokens") {
            Some(Self { max_tokens: false, ..self })
        } else if self.temperature && names("temperature") {
            Some(Self { temperature: false, ..self })
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_what_is_complained_about() {
        let all = Dialect::default();
        let complaint =
            br#"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model."}}"#;
        assert_eq!(all.without(complaint), Some(Dialect { max_tokens: false, ..all }));
        let complaint = br#"{"error":"'response_format.type' must be 'text'"}"#;
        assert_eq!(all.without(complaint), Some(Dialect { response_format: false, ..all }));
        let complaint = br#"{"detail":"Temperature must be 1"}"#;
        assert_eq!(all.without(complaint), Some(Dialect { temperature: false, ..all }));
    }

    #[test]
    fn ends_whatever_the_server_says() {
        let complaint = b"response_format max_tokens temperature \xff";
        let steps = std::iter::successors(Some(Dialect::default()), |dialect| dialect.without(complaint));
        assert_eq!(steps.count(), 4);
        assert_eq!(Dialect::default().without(b"no such model"), None);
    }
}

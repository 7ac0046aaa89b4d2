//! What a user lets leave the server: for which purpose, and to whom.

use serde::{Deserialize, Serialize};

use crate::{ConsentId, Timestamp};

/// What a provider is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Reading entries.
    Analysis,
    /// Talking.
    Chat,
    /// Remembering.
    Memory,
    /// Turning speech into text.
    SpeechToText,
    /// Turning text into speech.
    TextToSpeech,
}

/// The version of the words by which consent is asked for. It is raised when what they say changes in substance: whoever
/// agreed to other words is asked again.
pub const WORDING: u32 = 1;

/// A user's permission for one provider and one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// What for.
    pub purpose: Purpose,
    /// The provider's name at that time.
    pub name: String,
    /// The provider's address: for another one it says nothing.
    pub address: String,
    /// The version of the words that were agreed to.
    pub wording: u32,
    /// Since when.
    pub granted_at: Timestamp,
    /// Until when; `None` while it stands.
    pub withdrawn_at: Option<Timestamp>,
}

impl Consent {
    /// Whether it lets something be sent to the provider at `address`.
    #[must_use]
    pub fn covers(&self, purpose: Purpose, address: &str) -> bool {
        self.withdrawn_at.is_none() && self.wording == WORDING && self.purpose == purpose && self.address == address
    }
}

//! What the user has chosen.

use serde::{Deserialize, Serialize};

/// A user's settings. What may leave the server is no setting but a [`Consent`](crate::Consent).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The country whose numbers for help are shown, as two capital letters (ISO 3166); `None` until it was said.
    #[serde(default)]
    pub country: Option<String>,
    /// Whether the small card beside words of distress is left out. That beside words of danger always shows.
    #[serde(default)]
    pub no_gentle_reminders: bool,
    /// Whether entries that a provider could not read are read again by themselves once it answers.
    #[serde(default = "on")]
    pub read_again_after_outage: bool,
}

const fn on() -> bool {
    true
}

impl Default for Preferences {
    fn default() -> Self {
        Self { country: None, no_gentle_reminders: false, read_again_after_outage: on() }
    }
}

/// The settings to change; `None` leaves one as it is.
#[derive(Clone, Debug, Default)]
pub struct PreferencesChange {
    /// The country; `Some(None)` forgets it.
    pub country: Option<Option<String>>,
    /// Whether the small card is left out.
    pub no_gentle_reminders: Option<bool>,
    /// Whether to read again what a provider could not read.
    pub read_again_after_outage: Option<bool>,
}

impl PreferencesChange {
    /// `preferences` with this change.
    #[must_use]
    pub fn apply(self, preferences: Preferences) -> Preferences {
        Preferences {
            country: self.country.unwrap_or(preferences.country),
            no_gentle_reminders: self.no_gentle_reminders.unwrap_or(preferences.no_gentle_reminders),
            read_again_after_outage: self.read_again_after_outage.unwrap_or(preferences.read_again_after_outage),
        }
    }
}
